"""The states of every subject over both clocks, as rectangles in which nothing changes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import pandas as pd

from geodata.assessment import POST_YEARS, STALE_AFTER, Known, Library, state_on
from geodata.model import EVER, NO_WORD, State, last_day
from geodata.statements import Dossier, Statement

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """One state, the days looked at for which it holds, and the days of knowledge for which it holds; ends included."""

    known_from: date
    known_to: date
    as_of_from: date
    as_of_to: date
    state: State


def _turns(said: Statement) -> Iterator[date]:
    """Yield the days on which a state that rests on this statement may change."""
    days = [said.day, said.until, *([last_day(said.due)] if said.due else [])]
    for day in days:
        if not date.min < day < date(9000, 1, 1):
            continue
        yield from (day, day + A_DAY, day + STALE_AFTER + A_DAY)
        for leap in (28, day.day):
            yield day.replace(year=day.year + POST_YEARS, day=min(leap, 28) if day.month == 2 else day.day) + A_DAY


def _days_of_change(file: Dossier) -> list[date]:
    said = (*file.steps, *file.people, *file.places, *file.ranks)
    turns = {turn for one in said for turn in _turns(one)}
    turns |= {day for day in file.days.values() if day > date.min}
    return sorted({date.min, *turns})


def _days_of_knowledge(file: Dossier) -> list[date]:
    said = (*file.steps, *file.people, *file.places, *file.ranks)
    days = {day for one in said for day, _ in one.known} | set(file.known_from.values())
    return sorted({date.min, *days, EVER})


def _along(known: Known, days: list[date]) -> list[tuple[date, date, State]]:
    """Return the states along *as of* for one day of knowledge, neighbours that are equal joined."""
    spans: list[tuple[date, date, State]] = []
    for start, following in zip(days, [*days[1:], None], strict=True):
        end = following - A_DAY if following else date.max
        state = state_on(known, start)
        if spans and spans[-1][2] == state:
            spans[-1] = (spans[-1][0], end, state)
        else:
            spans.append((start, end, state))
    return spans


def rectangles_of(file: Dossier, library: Library) -> list[Rectangle]:
    """Compute the rectangles of one subject; together they cover both clocks, without overlap.

    Neighbours along *known by* that are equal are joined. ``last_confirmed`` is not cut at *as of*.
    """
    days = _days_of_change(file)
    knowledge = _days_of_knowledge(file)
    open_since: dict[tuple[date, date, State], date] = {}
    done: list[Rectangle] = []
    for start, following in zip(knowledge, [*knowledge[1:], None], strict=True):
        spans = set(_along(Known(file, start, library), days))
        for span in [span for span in open_since if span not in spans]:
            done.append(Rectangle(open_since.pop(span), start - A_DAY, *span))
        for span in spans:
            open_since.setdefault(span, start)
        if following is None:
            done.extend(Rectangle(since, EVER, *span) for span, since in open_since.items())
    return sorted(done, key=lambda one: (one.known_from, one.as_of_from))


STATE_FIELDS = tuple(field.name for field in fields(State) if field.name != "subject")
COLUMNS = ("subject", "known_from", "known_to", "as_of_from", "as_of_to", *STATE_FIELDS)


def as_frame(rectangles: dict[str, list[Rectangle]]) -> pd.DataFrame:
    """Return all rectangles that hold a word as a table, one row each.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``; days are ``datetime.date``, ends included, ``date.min`` and ``date.max`` for ever;
        ``low`` and ``high`` are ``Int64`` with gaps.
    """
    rows: list[tuple[Any, ...]] = []
    for subject, found in rectangles.items():
        for one in found:
            if one.state.step != NO_WORD:
                values = tuple(getattr(one.state, name) for name in STATE_FIELDS)
                rows.append((subject, one.known_from, one.known_to, one.as_of_from, one.as_of_to, *values))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"low": "Int64", "high": "Int64"})
