"""The table of what is in view, made for programs: codes, ISO days, numbers and ids; names stand beside them as labels.

Every file and every interface for programs is written from these records, so that none can say another thing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from babel.core import get_global

from dashboard.export.columns import BOOLEAN, DATE, INTEGER, LIST, NUMBER, ROWS, SEPARATOR, Column
from dashboard.text import whose
from dashboard.view.rows import UNVERIFIED, Row, View, doubts_of
from geodata.model import REACH_M, Claim, Source, State, day_or_none
from geodata.totals import Totals, has_number, post_group

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

Record = dict[str, Any]
"""Column to value: text, int, float, bool, `datetime.date`, a list of texts, or None where nobody said."""

COUNTED, HELD, WITHOUT_NUMBER, LAST_KNOWN = "counted", "held_by_whole", "without_number", "last_known"
LICENCE = "MIT; positions CC BY 4.0 (GeoNames)"
PRECISIONS = {4: "year", 7: "month", 10: "day"}
CRS = "EPSG:4326"


def records(view: View) -> list[Record]:
    """Return one record a row in view, with the columns `ROWS`, in the order of the page's table.

    Parameters
    ----------
    view : View
        Rows, clocks, filter and language.
    """
    common, roles = metadata(view), total_roles(view.totals)
    found = ({**_record(view, row), "in_total": roles.get(row.id), **common} for row in view.rows)
    return [{column.name: record[column.name] for column in ROWS} for record in found]


def claim_records(view: View) -> list[Record]:
    """Return one record a claim on which the rows in view rest or that says otherwise, with the columns `CLAIMS`."""
    states, claims = view.world.states, view.world.atlas.claims
    roles: dict[str, str] = {}
    for row in view.rows:
        for role, names in roles_of(states[row.id]).items():
            for name in names:
                roles.setdefault(name, role)
    return [_claim(claims[name], role) for name, role in roles.items()]


def source_records(view: View) -> list[Record]:
    """Return one record a source of the rows in view, with the columns `SOURCES`."""
    return [_source(view.world.atlas.sources[name]) for name in view.sources]


def tables(view: View) -> dict[str, list[Record]]:
    """Return all three tables by name: `rows`, `claims`, `sources`."""
    return {"rows": records(view), "claims": claim_records(view), "sources": source_records(view)}


def to_frame(found: list[Record], columns: tuple[Column, ...] = ROWS) -> "pd.DataFrame":
    """Return records as a table for pandas.

    Returns
    -------
    pandas.DataFrame
        Texts are ``str``, whole numbers ``Int64``, flags ``boolean``, degrees ``float64``; days are dates and
        lists are lists of text. What nobody said is missing.
    """
    import pandas as pd

    kinds = {INTEGER: "Int64", BOOLEAN: "boolean", NUMBER: "float64", DATE: "object", LIST: "object"}
    names = [column.name for column in columns]
    frame = pd.DataFrame([[record[name] for name in names] for record in found], columns=names, dtype="object")
    return frame.astype({column.name: kinds.get(column.type, "str") for column in columns})


def to_geoframe(view: View) -> "gpd.GeoDataFrame":
    """Return the rows in view as a table for geopandas.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of `to_frame` and ``geometry`` in WGS 84, longitude first: a point, several where the people are
        divided by place, None where nobody said where or only "somewhere in Greenland".
    """
    import geopandas as gpd
    import shapely

    geometry = [shapely.geometry.shape(found) if (found := geometry_of(row)) else None for row in view.rows]
    return gpd.GeoDataFrame(to_frame(records(view)), geometry=geometry, crs=CRS)


def geometry_of(row: Row) -> dict[str, Any] | None:
    """Return the place of a row as a GeoJSON geometry; None where it has no point."""
    points = [list(point) for point in row.points]
    if len(points) < 2:
        return {"type": "Point", "coordinates": points[0]} if points else None
    return {"type": "MultiPoint", "coordinates": points}


def total_roles(totals: Totals) -> Mapping[str, str]:
    """Say of each subject what its number does in the total of people; who plays no part in it has no entry.

    The low of the total is the sum of ``low`` over what is `COUNTED` and in place, the high the sum of ``high`` (of
    ``low`` where nobody gave a high) over all that is `COUNTED`.
    """
    people = totals.people
    return {
        **dict.fromkeys(people.counted, COUNTED),
        **dict.fromkeys(people.held, HELD),
        **dict.fromkeys(people.without_number, WITHOUT_NUMBER),
        **dict.fromkeys(people.last_known, LAST_KNOWN),
    }


def roles_of(state: State) -> dict[str, tuple[str, ...]]:
    """Return the claims of a state by what they do in it; a claim may do several things."""
    return {
        "step": (state.headline,) if state.headline else (),
        "number": (state.number,) if state.number else (),
        "place": (state.place_claim,) if state.place_claim else (),
        "rank": (state.rank_claim,) if state.rank_claim else (),
        "actor": (state.actor_claim,) if state.actor_claim else (),
        "part": state.parts,
        "rival": state.rivals,
    }


@cache
def alpha2(alpha3: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of an alpha-3 code; None where there is none, as for unnamed allies."""
    found = get_global("territory_aliases").get(alpha3, ())
    return str(found[0]) if len(found) == 1 and len(found[0]) == 2 else None


def metadata(view: View) -> Record:
    """Return what a file says of its view: clocks, release, address, filter in words, licence.

    Every row says it too, so that rows of two files can stand in one table. ``known_by`` None means everything.
    """
    return {
        "as_of": view.world.as_of,
        "known_by": view.world.known_by,
        "release": view.world.atlas.release,
        "query": view.query,
        "filter": view.filter_text,
        "licence": LICENCE,
    }


def _record(view: View, row: Row) -> Record:
    atlas, words, state = view.world.atlas, view.words, view.world.states[row.id]
    subject = view.world.subject(row.id)
    places = list(dict.fromkeys(s.place for s in state.spots if s.place)) or [state.place or subject.place]
    doubts, two = doubts_of(state, atlas), alpha2(subject.actor)
    counted = atlas.claims[state.number].counts if state.number else ""
    lon, lat = row.points[0] if len(row.points) == 1 else (None, None)
    roles = roles_of(state)
    return {
        "id": row.id,
        "label": row.what,
        "kind": subject.kind,
        "kind_label": row.kind,
        "actor": subject.actor or None,
        "actor_label": whose(atlas, words, subject) or None,
        "iso3166_alpha2": two,
        "iso3166_alpha3": subject.actor if two else None,
        "programme": subject.programme or None,
        "programme_label": words.say(f"programme.{subject.programme}") if subject.programme else None,
        "part_of": subject.part_of or None,
        "step": state.step,
        "step_label": row.step_label,
        "low": state.low,
        "high": state.high,
        "rounded": state.rounded if has_number(state) else None,
        "counts": (counted or None) if has_number(state) else None,
        "rank": state.rank or None,
        "rank_label": words.say(f"map.rank.{state.rank.replace(' ', '_')}") if state.rank else None,
        "post_group": post_group(subject, state, atlas.records) or None,
        "places": [place for place in places if place],
        "places_label": row.where if any(places) else None,
        "precision": row.precision or None,
        "precision_m": REACH_M.get(row.precision) if row.points else None,
        "lon": lon,
        "lat": lat,
        **dated("since", state.since),
        "since_is_start": state.begun if state.since else None,
        **dated("due", state.due),
        "last_confirmed": state.last_confirmed,
        "last_confirmed_precision": PRECISIONS.get(len(state.last_said)) if state.last_confirmed else None,
        "last_known": state.last_known,
        "unconfirmed": state.unconfirmed,
        "disputed": state.contested,
        "unverified": UNVERIFIED in doubts,
        "confidence": atlas.claims[state.headline].confidence if state.headline else None,
        "independent_sources": state.sources,
        "claims": list(dict.fromkeys(name for role, names in roles.items() if role != "rival" for name in names)),
        "rivals": list(state.rivals),
        "sources": list(row.sources),
    }


def dated(name: str, text: str) -> Record:
    """Return a day of the evidence as two columns: the last day that it may mean, and how exactly it was given."""
    return {name: day_or_none(text), f"{name}_precision": PRECISIONS.get(len(text))}


def _claim(claim: Claim, role: str) -> Record:
    texts = ("id", "subject", "attribute", "value", "basis", "confidence", "text")
    gaps = ("counts", "said_by", "programme", "part_of", "place", "place_precision")
    found: Record = {name: getattr(claim, name) for name in (*texts, "low", "high")}
    found |= {name: getattr(claim, name) or None for name in gaps}
    found |= {"rounded": claim.rounded if claim.counts else None, "role": role}
    found |= {"disputes": list(claim.disputes), "sources": list(claim.sources)}
    return found | dated("day", claim.day) | dated("day_to", claim.day_to) | dated("due", claim.due)


def _source(source: Source) -> Record:
    names = ("id", "publisher", "title", "url", "published_basis", "language", "kind")
    found: Record = {name: getattr(source, name) or None for name in names}
    return found | dated("published", source.published) | {"rests_on": list(source.rests_on)}


def flat(found: Iterable[Record], columns: Sequence[Column]) -> Iterator[list[Any]]:
    """Yield records as cells in the order of the columns, lists joined to one text."""
    for record in found:
        values = (record[column.name] for column in columns)
        yield [SEPARATOR.join(value) if isinstance(value, list) else value for value in values]
