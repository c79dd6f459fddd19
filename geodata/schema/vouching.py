"""Rules about who stands behind a claim: its speaker, confidence, zero and day, and the copies that it cites."""

import calendar
import re
from collections.abc import Iterator

from geodata.errors import Problem, quoted
from geodata.schema.formats import is_whole, span_of
from geodata.schema.references import UNKNOWN_PARENT
from geodata.tables import Row, Tables, listed, problem_at

NOBODY = "unnamed"
"""The kind of actor for whom nobody speaks; for a state, a territory or a union somebody does."""
CARRIES_A_SPEAKER = ("official", "agency", "broadcaster", "newspaper")
"""Kinds of source that can be trusted to quote somebody; a blog, a trade paper or a reference work passes words on."""
ACTS = ("sent", "in_place", "ended", "cancelled", "open", "closed", "attested")
"""Steps that happen on a day, where the others are said on one."""

_COUNTED = ("soldier", "troop", "personnel", "ship", "people", "aircraft", "nation")
_NONE = re.compile(rf"\b(zero|none|nobody|no one|no ({'|'.join(_COUNTED)})s?)\b", re.IGNORECASE)

Sources = dict[str, Row]


def vouching_problems(tables: Tables) -> Iterator[Problem]:
    """Check every rule of this module.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order. A row that names a source which is not there is not judged: that is told elsewhere.
    """
    sources = {row["id"]: row for row in tables.sources}
    kinds = {row["id"]: row["kind"] for row in tables.actors}
    for table in ("claims", "events"):
        for row in tables.rows(table):
            cited = listed(row["sources"])
            if all(name in sources for name in cited):
                cited_sources = [sources[name] for name in cited]
                yield from _copies(tables, table, row, cited_sources, sources)
                if table == "claims":
                    yield from _claim(tables, row, cited_sources, kinds)
                else:
                    yield from _event(tables, row, cited_sources)


def _event(tables: Tables, row: Row, cited_sources: list[Row]) -> Iterator[Problem]:
    """An event names no speaker; what all its sources came before, they only foresaw."""
    if row["confidence"] != "confirmed" and _official(cited_sources):
        yield problem_at(tables, "events", row, "confidence", "confirmed: one of its sources is official")
    if row["date_precision"] != "planned" and all(_too_old(source, row) for source in cited_sources):
        yield problem_at(tables, "events", row, "date_precision", "planned: all its sources appeared before that date")


def _claim(tables: Tables, row: Row, cited_sources: list[Row], kinds: dict[str, str]) -> Iterator[Problem]:
    yield from _zero(tables, row)
    yield from _basis(tables, row, cited_sources)
    if row["said_by"] and row["said_by"] not in kinds:
        return  # that nobody has this id is told elsewhere
    if row["said_by"] and kinds[row["said_by"]] == NOBODY:
        remedy = "a state, a territory or a union that is quoted, or nothing"
        yield problem_at(tables, "claims", row, "said_by", remedy)
    elif row["said_by"] and not any(source["kind"] in CARRIES_A_SPEAKER for source in cited_sources):
        remedy = f"nothing, or a source that quotes it: one of {', '.join(CARRIES_A_SPEAKER)}"
        yield problem_at(tables, "claims", row, "said_by", remedy)
    else:
        yield from _confidence(tables, row, cited_sources)


def _official(cited_sources: list[Row]) -> bool:
    return any(source["kind"] == "official" for source in cited_sources)


def _confidence(tables: Tables, row: Row, cited_sources: list[Row]) -> Iterator[Problem]:
    """Hold the confidence of a claim to one rule, both ways."""
    found = row["confidence"]
    if row["said_by"] or _official(cited_sources):
        why = f"{row['said_by']} is quoted" if row["said_by"] else "one of its sources is official"
        wanted = "" if found == "confirmed" else f"confirmed: {why}"
    elif found == "confirmed":
        wanted = "reported: no source is official and nobody is quoted in said_by"
    elif found == "reported" and all(_of_nobody(source) for source in cited_sources):
        wanted = "unverified: it rests on blogs that do not say whom they have it from"
    else:
        wanted = ""
    if wanted:
        yield problem_at(tables, "claims", row, "confidence", wanted)


def _of_nobody(source: Row) -> bool:
    return source["kind"] == "blog" and source["rests_on"] == UNKNOWN_PARENT


def _zero(tables: Tables, row: Row) -> Iterator[Problem]:
    """Zero means that somebody said zero, so the text says it too."""
    zero = next((field for field in ("high", "low") if is_whole(row[field]) and int(row[field]) == 0), "")
    if zero and not _NONE.search(row["text"]):
        yield problem_at(tables, "claims", row, zero, "nothing: the text names no zero (none, nobody, no soldiers)")


def _basis(tables: Tables, row: Row, cited_sources: list[Row]) -> Iterator[Problem]:
    """A day that is only the day on which a source appeared was worked out from it, unless the text names it."""
    if row["basis"] != "stated" or span_of(row["day"]) is None or names_day(row["text"], row["day"]):
        return
    same = [source for source in cited_sources if source["published"] == row["day"]]
    acts = row["attribute"] in ("step", "people") and row["value"] in ACTS
    if same and (acts or all(source["published_basis"] == "inferred" for source in same)):
        remedy = f"inferred: {row['day']} is when {same[0]['id']} appeared, and the text does not name it"
        yield problem_at(tables, "claims", row, "basis", remedy)


def names_day(text: str, day: str) -> bool:
    """Tell whether a text names a day: its day and month, the month of a month, the year of a year.

    Parameters
    ----------
    text : str
        English, as claims are written.
    day : str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """
    year, month, date = (*day.split("-"), "", "")[:3]
    if not month:
        return year in text
    name = calendar.month_name[int(month)]
    return re.search(rf"\b{int(date)}( to \d+)? {name}\b", text) is not None if date else name in text


def _copies(tables: Tables, table: str, row: Row, cited_sources: list[Row], sources: Sources) -> Iterator[Problem]:
    """Cite a source by its first id, and what a blog was made from beside the blog."""
    cited = {source["id"] for source in cited_sources}
    for source in cited_sources:
        original = sources.get(source["rests_on"]) if source["kind"] == "blog" else None
        same = sources.get(source["same_as"])
        if same is not None and same["url"] == source["url"]:  # another address is a fault of the source, told there
            found, remedy = quoted(source["id"]), f"{source['same_as']}: the same address is listed under that id"
        elif original and original["id"] not in cited and not _too_old(original, row):
            found, remedy = quoted(source["id"]), f"{original['id']} as well: {source['id']} was made from it alone"
        else:
            continue
        yield problem_at(tables, table, row, "sources", remedy, found)


def _too_old(original: Row, row: Row) -> bool:
    """Whether a source appeared before the day that a row speaks of, so that it cannot have said it."""
    published, day = span_of(original["published"]), span_of(row.get("day", row.get("date", "")))
    return published is not None and day is not None and published[1] < day[0]
