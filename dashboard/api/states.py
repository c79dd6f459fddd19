"""The states as features: of one day, or over all days, each with the days for which it holds.

They are the records of every other file, so that none can say another thing.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from dashboard.api.items import Item
from dashboard.api.properties import Property
from dashboard.export.columns import DATE, ROWS, STRING
from dashboard.export.table import geometry_of, records
from dashboard.release import Release, current_release
from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.rows import View, rows_in_view
from dashboard.view.view import resolve_view
from geodata.areas import UNWEIGHED
from geodata.atlas import Atlas
from geodata.bitemporal import Spans

ENGLISH = "en"
OF_THE_PAGE = frozenset({"query", "filter"})
"""What is said of a row only in a view of the page."""
OF_ONE_DAY = OF_THE_PAGE | {"in_total", "as_of"}
"""What is said of a row only on one day."""
VALID = (
    Property("valid_from", DATE, "The first day for which this holds; empty for always"),
    Property("valid_to", DATE, "The last day for which this holds; empty for no end"),
)


def _rows(without: AbstractSet[str]) -> tuple[Property, ...]:
    words, columns = words_of(ENGLISH), [column for column in ROWS if column.name not in without]
    return tuple(Property(column.name, column.type, column.described(words, "rows")) for column in columns)


STATES = (*_rows(OF_THE_PAGE), *VALID)
HISTORY = (
    Property("id", STRING, "Id of the subject and the day from which the state holds"),
    Property("subject", STRING, "Id of the subject: a contingent, a site or a post of the evidence"),
    *_rows(OF_ONE_DAY | {"id"}),
    *VALID,
)


def states(release: Release, as_of: date, known_by: date | None) -> Iterator[Item]:
    """Yield the state of each subject on a pair of clocks, in the order of the page; who is in no report is left out.

    Parameters
    ----------
    release : Release
        Whose evidence.
    as_of : date
    known_by : date or None
        The clocks; `known_by` None means everything.
    """
    with current_release.pinned(release):
        view = resolve_view(ViewState(as_of, known_by), words_of(ENGLISH)).view
        found = records(view)
    spans = release.atlas.spans(known_by)
    for row, record in zip(view.rows, found, strict=True):
        yield Item({**record, **_valid(spans[row.id], as_of)}, geometry_of(row))


def history(atlas: Atlas, known_by: date | None) -> Iterator[Item]:
    """Yield every state of each subject by what was known on a day, with the days for which it holds.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    known_by : date or None
        None for everything.
    """
    found: dict[tuple[str, date], Item] = {}
    spans = atlas.spans(known_by)
    for day, names in _starts(spans).items():
        world = atlas.at(day, known_by).only(frozenset(names))
        view = View(world, rows_in_view(world, words_of(ENGLISH)), (), words_of(ENGLISH))
        for row, record in zip(view.rows, records(view), strict=True):
            ident = row.id if day == date.min else f"{row.id}@{day.isoformat()}"
            values = {**record, "id": ident, "subject": row.id, **_valid(spans[row.id], day)}
            found[row.id, day] = Item(values, geometry_of(row))
    yield from (found[name, day] for name in spans for day in spans[name].starts if (name, day) in found)


def lying_of(atlas: Atlas, items: Sequence[Item], area: str, as_of: date, known_by: date | None) -> list[str]:
    """Say of each feature of ``states`` or ``history`` how it lies to an area (rule R9).

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    items : sequence of Item
        The features.
    area : str
        As ``geodata.areas`` writes it.
    as_of : date
    known_by : date or None
        The clocks; a feature of ``history`` is weighed on the day from which it holds.
    """
    days: dict[date, set[str]] = {}
    where = []
    for one in items:
        subject = str(one.values.get("subject", one.id))
        day = (one.values["valid_from"] or date.min) if "subject" in one.values else as_of
        days.setdefault(day, set()).add(subject)
        where.append((day, subject))
    found = {day: atlas.at(day, known_by).only(names).lies(area) for day, names in days.items()}
    return [found[day].get(subject, UNWEIGHED) for day, subject in where]


def _starts(spans: Mapping[str, Spans]) -> dict[date, list[str]]:
    """Return the days on which states begin, each with the subjects of which one begins."""
    found: dict[date, list[str]] = {}
    for name, span in spans.items():
        for start, state in zip(span.starts, span.states, strict=True):
            if state.step:
                found.setdefault(start, []).append(name)
    return found


def _valid(spans: Spans, day: date) -> dict[str, date | None]:
    """Say for which days the state holds that holds on a day."""
    start, end = next(
        (start, end) for start, end in zip(spans.starts, spans.ends(), strict=True) if start <= day <= end
    )
    return {"valid_from": None if start == date.min else start, "valid_to": None if end == date.max else end}
