"""Checked rows become frozen records; the only place where text of a file turns into numbers and tuples."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from geodata.model import (
    CONTINGENT,
    POST,
    Actor,
    Claim,
    Event,
    Opening,
    Place,
    Records,
    Source,
    Subject,
)
from geodata.reach import LATEST, evidence_to
from geodata.tables import Row, Tables, listed

Record = TypeVar("Record", Actor, Claim, Event, Opening, Place, Source, Subject)


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def claim_of(row: Row) -> Claim:
    """Make the record of a checked row of ``claims.csv``."""
    return Claim(
        id=row["id"],
        origin=listed(row["origin"]),
        subject=row["subject"],
        attribute=row["attribute"],
        value=row["value"],
        low=_whole(row["low"]),
        high=_whole(row["high"]),
        day=row["day"],
        day_to=row["day_to"],
        due=row["due"],
        basis=row["basis"],
        said_by=row["said_by"],
        programme=row["programme"],
        part_of=row["part_of"],
        disputes=listed(row["disputes"]),
        counts=row["counts"],
        rounded=row["rounded"] == "yes",
        place=row["place"],
        place_precision=row["place_precision"],
        confidence=row["confidence"],
        sources=listed(row["sources"]),
        text=row["text"],
    )


def _source(row: Row) -> Source:
    names = ("id", "publisher", "title", "url", "published", "published_basis", "language", "kind", "same_as")
    return Source(**{name: row[name] for name in names}, rests_on=listed(row["rests_on"]))


def _event(row: Row) -> Event:
    texts = ("title", "title_da", "summary", "summary_da")
    names = ("id", "date", "date_precision", *texts, "kind", "place", "confidence")
    return Event(
        **{name: row[name] for name in names},
        nations=listed(row["nations"]),
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        sources=listed(row["sources"]),
        same_as=listed(row["same_as"]),
    )


def _actor(row: Row) -> Actor:
    names = ("id", "kind", "name", "name_da", "capital", "eu", "nordic", "arctic_council")
    return Actor(
        **{name: row[name] for name in names},
        capital_lat=_degrees(row["capital_lat"]),
        capital_lon=_degrees(row["capital_lon"]),
        nato_since=_whole(row["nato_since"]),
        sources=listed(row["sources"]),
    )


def _place(row: Row) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        name_da=row["name_da"],
        name_en=row["name_en"],
        aliases=listed(row["aliases"]),
        kind=row["kind"],
        precision=row["precision"],
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        municipality=row.get("municipality", ""),
        sources=listed(row["sources"]),
    )


def _opening(row: Row, latest: date) -> Opening:
    known_by = None if row["known_by"] == "all" else date.fromisoformat(row["known_by"])
    as_of = latest if row["as_of"] == LATEST else date.fromisoformat(row["as_of"])
    return Opening(row["id"], row["label"], as_of, known_by, row["note"])


def _contingent(row: Row) -> Subject:
    return Subject(
        row["id"],
        CONTINGENT,
        row["actor"],
        row["label"],
        programme=row["programme"],
        task=row["task"],
        note=row["note"],
        part_of=row["part_of"],
        label_da=row["label_da"],
        task_da=row["task_da"],
        note_da=row["note_da"],
    )


def _site(row: Row) -> Subject:
    return Subject(
        row["id"], row["kind"], "", row["name"], row["place"], row["precision"],
        _degrees(row["lat"]), _degrees(row["lon"]), programme="standing", note=row["note"],
        label_da=row["name_da"], note_da=row["note_da"],
    )  # fmt: skip


def _post(row: Row) -> Subject:
    return Subject(
        row["id"], POST, row["actor"], row["label"], row["host_place"], row["precision"],
        _degrees(row["lat"]), _degrees(row["lon"]), note=row["note"],
        label_da=row["label_da"], note_da=row["note_da"],
    )  # fmt: skip


def _by_id(records: list[Record]) -> Mapping[str, Record]:
    return MappingProxyType({record.id: record for record in records})


def reach_of(claims: Iterable[Claim], events: Iterable[Event], sources: Iterable[Source]) -> date:
    """Return the last day that a claim or an event speaks of, never later than its newest dated source."""
    days = [(day, claim.sources) for claim in claims for day in (claim.day, claim.day_to)]
    days += [(event.date, event.sources) for event in events]
    return evidence_to(days, {source.id: source.published for source in sources})


def records_of(tables: Tables) -> Records:
    """Turn checked tables into records.

    Parameters
    ----------
    tables : Tables
        Rows that the checks have passed; anything else may raise ``KeyError`` or ``ValueError``.
    """
    subjects = [
        *map(_contingent, tables.contingents),
        *map(_site, tables.sites),
        *map(_post, tables.diplomatic_posts),
    ]
    claims, events = [claim_of(row) for row in tables.claims], [_event(row) for row in tables.events]
    sources = [_source(row) for row in tables.sources]
    latest = reach_of(claims, events, sources)
    return Records(
        subjects=_by_id(subjects),
        claims=_by_id(claims),
        sources=_by_id(sources),
        events=_by_id(events),
        actors=_by_id([_actor(row) for row in tables.actors]),
        places=_by_id([_place(row) for row in tables.places]),
        openings=_by_id([_opening(row, latest) for row in tables.opening]),
    )
