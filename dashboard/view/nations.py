"""One row a nation: its people from low to high, what it has in view, and the days of which anything is told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geodata.atlas import World
from geodata.model import CONTINGENT, OPEN, POST, PRESENT, STANDING, first_day, last_day

NOBODY = ""


@dataclass(frozen=True, slots=True)
class NationRow:
    """A nation in view.

    Attributes
    ----------
    code : str
        ISO 3166 alpha-3; empty for what belongs to no nation, and for what several do as one.
    several : bool
        Whether the row is of what several nations do as one (``Atlas.wholes``).
    low, high : int or None
        People in place or on the way, as ``World.totals`` counts them for this nation alone; None where nobody is
        counted, which is not zero.
    rounded : bool
        Whether a round number is among them.
    without_number : int
        Contingents in place or on the way for which nobody gave a number.
    count, contingents, posts_open, disputed : int
        Subjects in view; contingents among them; open posts; disputed ones.
    first, last : str
        The first day since which any of them was there or on the way, also of what is over, and the last on which any
        was seen; ISO, possibly partial.
    first_there : str
        The first day since which anybody who is counted is there.
    """

    code: str
    several: bool
    low: int | None
    high: int | None
    rounded: bool
    without_number: int
    count: int
    contingents: int
    posts_open: int
    disputed: int
    first: str
    last: str
    first_there: str


def nation_rows(world: World, programme: str) -> list[NationRow]:
    """Return a row for each nation in view: most people first, then by what is in view.

    Parameters
    ----------
    world : World
        With only what is in view.
    programme : str
        Whose people are counted.
    """
    groups: dict[tuple[str, bool], list[str]] = {}
    for name, state in world.states.items():
        if state.step:
            several = name in world.atlas.wholes
            groups.setdefault((NOBODY if several else world.subject(name).actor, several), []).append(name)
    rows = [_row(code, several, world.only(names), programme) for (code, several), names in groups.items()]
    return sorted(rows, key=_order)


def _order(row: NationRow) -> tuple[bool, bool, int, int, int, str]:
    nobody = row.code == NOBODY
    return (nobody, not row.several, -(row.high or 0), -(row.low or 0), -row.count, row.code)


def _row(code: str, several: bool, world: World, programme: str) -> NationRow:
    subjects, states = world.atlas.subjects, world.states
    people = world.totals(programme).people
    return NationRow(
        code=code,
        several=several,
        low=people.low if people.counted else None,
        high=people.high if people.counted else None,
        rounded=people.rounded,
        without_number=len(people.without_number),
        count=len(states),
        contingents=sum(1 for name in states if subjects[name].kind == CONTINGENT),
        posts_open=sum(1 for name, state in states.items() if subjects[name].kind == POST and state.step == OPEN),
        disputed=sum(1 for state in states.values() if state.contested),
        first=_earliest(_days_there(world)),
        last=_latest(state.last_said for state in states.values()),
        first_there=_earliest(states[name].since for name in people.counted),
    )


def _days_there(world: World) -> Iterator[str]:
    """Give since when each was there or on the way, also of what is over, of which `since` is the day it ended."""
    spans = world.atlas.spans(world.known_by)
    for name in world.states:
        for start, state in zip(spans[name].starts, spans[name].states, strict=True):
            if start <= world.as_of and state.step in (*PRESENT, *STANDING):
                yield state.since


def _earliest(days: Iterable[str]) -> str:
    return min(filter(None, days), key=lambda day: (first_day(day), day), default="")


def _latest(days: Iterable[str]) -> str:
    return max(filter(None, days), key=lambda day: (last_day(day), day), default="")
