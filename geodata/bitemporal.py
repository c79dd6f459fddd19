"""The states of every subject over the clocks: spans for one day of knowledge, rectangles for both clocks."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import pandas as pd

from geodata.knowledge import Knowledge, RuleContext
from geodata.model import ENDED, EVER, NO_WORD, State, day_or_none
from geodata.rules import POST_YEARS, STALE_AFTER, state_on, years_later
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


@dataclass(frozen=True, slots=True)
class Spans:
    """The states of one subject along *as of*, for one day of knowledge; neighbours differ.

    Attributes
    ----------
    starts : tuple of date
        The first day of each span, in order; the first is ``date.min``. A span ends the day before the next begins.
    states : tuple of State
        As ``geodata.rules.state_on`` gives them.
    """

    starts: tuple[date, ...]
    states: tuple[State, ...]

    def on(self, as_of: date) -> State:
        """Return the state that holds on a day."""
        return self.states[bisect_right(self.starts, as_of) - 1]

    def ends(self) -> tuple[date, ...]:
        """Return the last day of each span; ``date.max`` for the last."""
        return (*(start - A_DAY for start in self.starts[1:]), date.max)


def spans_of(known: Knowledge) -> Spans:
    """Compute the spans of one subject.

    Parameters
    ----------
    known : Knowledge
        What is known of it; the cost grows with its days, and not with all that others say.
    """
    starts: list[date] = []
    states: list[State] = []
    for day in _days_of_change(known.dossier):
        state = state_on(known, day)
        if not states or states[-1] != state:
            starts.append(day)
            states.append(state)
    return Spans(tuple(starts), tuple(states))


def _turns(statement: Statement, dossier: Dossier) -> Iterator[date]:
    """Yield the days on which a state that rests on this statement may change (rules R4 and R5)."""
    yield statement.day
    if statement.value == ENDED:  # a stay of one day is in place on that day
        yield statement.day + A_DAY
    if dossier.is_contingent:
        yield from (day + STALE_AFTER + A_DAY for day in (statement.day, day_or_none(statement.due)) if day)
    else:
        yield statement.until  # from here on the span's own last day is the one on which it was last seen
        yield from (years_later(day, POST_YEARS) + A_DAY for day in (statement.day, statement.until))
        yield from (day + STALE_AFTER + A_DAY for day in (day_or_none(statement.due),) if day)


def _days_of_change(dossier: Dossier) -> list[date]:
    days = {day for one in (*dossier.people, *dossier.places, *dossier.ranks) for day in (one.day,)}
    days |= {one.day for one in dossier.steps}
    days |= {day for one in dossier.actors if one.dated for day in (one.day, one.until, one.until + A_DAY)}
    days |= {one.day for one in dossier.actors}
    days |= {turn for one in dossier.steps if one.dated for turn in _turns(one, dossier)}
    return sorted({date.min, *days, *dossier.days.values()})


def rectangles_of(dossier: Dossier, rule_context: RuleContext) -> list[Rectangle]:
    """Compute the rectangles of one subject; together they cover both clocks, without overlap.

    Neighbours along *known by* that are equal are joined. The cost grows with days times days: this is for a
    table of everything. A page asks for one day of knowledge (``spans_of``).
    """
    knowledge = sorted({date.min, EVER} | dossier.knowledge_days())
    open_since: dict[tuple[date, date, State], date] = {}
    done: list[Rectangle] = []
    for start, following in zip(knowledge, [*knowledge[1:], None], strict=True):
        found = spans_of(Knowledge(dossier, start, rule_context))
        spans = set(zip(found.starts, found.ends(), found.states, strict=True))
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
