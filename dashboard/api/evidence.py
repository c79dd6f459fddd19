"""The features of the evidence: claims, sources, events and what they speak of, with the days that follow from them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dashboard.api.items import Geometry, Item, point
from dashboard.api.properties import Property, named, of_table, typed
from dashboard.export.columns import DATE
from geodata.atlas import Atlas
from geodata.model import EVER, first_day, last_day
from geodata.provenance import known_from
from geodata.tables import LAYERS, Row

DATED = named(
    (
        "valid_from | date | the first day that it may speak of",
        "valid_to | date | the last day that it may speak of",
    )
)
KNOWN_FROM = Property("known_from", DATE, "the day from which it could be read; empty if no source of it is dated")

CLAIMS = (*of_table("claims"), *DATED, KNOWN_FROM)
SOURCES = (*of_table("sources"), *DATED, KNOWN_FROM)
EVENTS = (*of_table("events"), *DATED, KNOWN_FROM)
Names = tuple[Property, ...]


def claims(atlas: Atlas, known_by: date | None) -> Iterator[Item]:
    """Yield the claims that could be read by a day, each at the place that it names.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    known_by : date or None
        None for all.
    """
    for row in atlas.tables.claims:
        known = atlas.known_from(row["id"])
        if known_by is None or known <= known_by:
            place = row["place"] or (row["value"] if row["attribute"] == "place" else "")
            days = _days(row["day"], row["day_to"])
            yield Item({**_values(row, CLAIMS), **days, "known_from": _or_none(known)}, _place(atlas, place))


def sources(atlas: Atlas, known_by: date | None) -> Iterator[Item]:
    """Yield the sources that could be read by a day; of an undated one, the first day on which a claim of it counts.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    known_by : date or None
        None for all.
    """
    counted = _known_undated(atlas)
    for row in atlas.tables.sources:
        known = last_day(row["published"]) if row["published"] else counted.get(row["id"], EVER)
        if known_by is None or known <= known_by:
            days = _days(row["published"], "")
            yield Item({**_values(row, SOURCES), **days, "known_from": _or_none(known)})


def events(atlas: Atlas, known_by: date | None) -> Iterator[Item]:
    """Yield the events that had happened by a day, as the page shows them; one that repeats another names it.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    known_by : date or None
        None for all.
    """
    for row in atlas.tables.events:
        known = last_day(row["date"])
        if known_by is None or known <= known_by:
            values = {**_values(row, EVENTS), **_days(row["date"], ""), "known_from": known}
            yield Item(values, point(values["lon"], values["lat"]) or _place(atlas, row["place"]))


def rows(atlas: Atlas, table: str, properties: Names) -> Iterator[Item]:
    """Yield the rows of a table that knows no clock, or the features of a layer.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    table : str
        Its name.
    properties : Names
        Its columns.
    """
    shapes = {feature.id: feature.geometry for feature in atlas.tables.features.get(table, ())}
    for row in atlas.tables.rows(table):
        values = _values(row, properties)
        shape = (
            shapes.get(row["id"]) if table in LAYERS else point(values.get("capital_lon"), values.get("capital_lat"))
        )
        yield Item(values, shape)


def _values(row: Row, properties: Names) -> dict[str, Any]:
    return {prop.name: typed(prop, row[prop.name]) for prop in properties if prop.name in row}


def _days(first: str, last: str) -> dict[str, date | None]:
    if not first:
        return {"valid_from": None, "valid_to": None}
    return {"valid_from": first_day(first), "valid_to": last_day(last or first)}


def _or_none(day: date) -> date | None:
    return None if day == EVER else day


def _place(atlas: Atlas, name: str) -> Geometry | None:
    place = atlas.places.get(name)
    return point(place.lon, place.lat) if place else None


def _known_undated(atlas: Atlas) -> Mapping[str, date]:
    """Say of each undated source from when a claim that rests on it counts."""
    found: dict[str, date] = {}
    for claim in atlas.claims.values():
        for name in claim.sources:
            if not atlas.sources[name].published:
                day = known_from(atlas.sources[name], claim, atlas.subjects[claim.subject].kind)
                found[name] = min(day, found.get(name, EVER))
    return found
