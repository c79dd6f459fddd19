"""What the charts draw, as plain rows: people by day, promises and deeds, posts by year, steps, sources by day.

Every number is one that ``World.totals`` gives for the same day and the same subjects.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geodata.atlas import Atlas, World
from geodata.model import ANNOUNCED, CONTINGENT, ENDED, IN_PLACE, PRESENT, SENT, UNNAMED, Source, State, last_day
from geodata.origins import speaking
from geodata.running import of_day

DEEDS = (ANNOUNCED, SENT, IN_PLACE, ENDED)
EVERY_NATION = ""
"""The code under which a series holds all nations together."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which subjects, on which clocks, a series is told.

    Attributes
    ----------
    atlas : Atlas
    as_of : date
        The day looked at; nothing later is told.
    known_by : date or None
        As for ``Atlas.at``.
    programme : str
        Whose people are counted.
    subjects : frozenset of str
        The ids that a filter leaves.
    """

    atlas: Atlas
    as_of: date
    known_by: date | None
    programme: str
    subjects: frozenset[str]

    def world(self, day: date) -> World:
        """Return the world of one day with the subjects of the scope in view."""
        return self.atlas.at(day, self.known_by).only(self.subjects)


@dataclass(frozen=True, slots=True)
class PeopleOn:
    """How many people of a nation were in Greenland from a day on, until the next row of that nation.

    Attributes
    ----------
    nation : str
        ISO 3166 alpha-3 code; ``EVERY_NATION`` for all in view.
    day : date
    low, high : int
        As ``Totals.people``: in place or on the way.
    promised_low, promised_high : int
        Announced and still to come, parts that their whole holds left out.
    last_low, last_high : int
        Last known: nobody confirmed them for long; in no sum.
    without_number : int
        Contingents in place or on the way for which nobody gave a number.
    """

    nation: str
    day: date
    low: int
    high: int
    promised_low: int
    promised_high: int
    last_low: int
    last_high: int
    without_number: int

    @property
    def silent(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.high or self.promised_high or self.last_high or self.without_number)


@dataclass(frozen=True, slots=True)
class Deeds:
    """The first day on which each step is told of any contingent of a nation; None where it is not told.

    ``ended`` is the day on which the last of those that came had gone, None while one of them is there.
    """

    nation: str
    announced: date | None
    sent: date | None
    in_place: date | None
    ended: date | None
    subjects: tuple[str, ...]

    @property
    def days_to_arrive(self) -> int | None:
        """Days from the announcement to the first arrival; negative where it was told only afterwards."""
        return (self.in_place - self.announced).days if self.in_place and self.announced else None

    @property
    def days_there(self) -> int | None:
        """Days from the first arrival to the end."""
        return (self.ended - self.in_place).days if self.ended and self.in_place else None


@dataclass(frozen=True, slots=True)
class PostsIn:
    """How many diplomatic posts were open at the end of a year, in the groups of ``Totals``."""

    year: int
    offices: int
    honorary: int
    own: int
    earlier: int


@dataclass(frozen=True, slots=True)
class SourcesOn:
    """How many sources of one kind appeared on a day."""

    day: date
    kind: str
    count: int


def people_by_day(scope: Scope, first: date, last: date) -> list[PeopleOn]:
    """Return the people of each nation between two days, a row whenever a number changes.

    Parameters
    ----------
    scope : Scope
    first, last : date
        Ends included.

    Returns
    -------
    list of PeopleOn
        By day, then nation; the first day has a row for every nation that ever has anything to tell, and
        for ``EVERY_NATION``.
    """
    subjects = scope.atlas.subjects
    units = [name for name in scope.subjects if subjects[name].programme == scope.programme]
    groups: dict[str, list[str]] = {EVERY_NATION: units}
    for name in units:
        if subjects[name].kind == CONTINGENT:
            groups.setdefault(subjects[name].actor, []).append(name)
    found: dict[str, list[PeopleOn]] = {nation: [] for nation in groups}
    for day in days_of_change(scope, first, last):
        world = scope.atlas.at(day, scope.known_by)
        for nation, names in groups.items():
            row = _people_on(world.only(names), scope.programme, nation)
            if not found[nation] or replace(found[nation][-1], day=day) != row:
                found[nation].append(row)
    series = [rows for nation, rows in found.items() if nation == EVERY_NATION or not all(row.silent for row in rows)]
    return sorted((row for rows in series for row in rows), key=lambda row: (row.day, row.nation))


def days_of_change(scope: Scope, first: date, last: date) -> list[date]:
    """Return the first day, and every later one on which the state of a contingent of the programme changes."""
    subjects = scope.atlas.subjects
    spans = scope.atlas.spans(scope.known_by)
    starts = {day for name, span in spans.items() if subjects[name].programme == scope.programme for day in span.starts}
    return [first, *sorted(day for day in starts if first < day <= last)]


def _people_on(world: World, programme: str, nation: str) -> PeopleOn:
    found = world.totals(programme)
    people = found.people
    awaited = [world.states[name] for name in found.announced if name not in found.promised]
    seen = [world.states[name] for name in people.last_known]
    return PeopleOn(
        nation=nation,
        day=world.as_of,
        low=people.low,
        high=people.high,
        promised_low=_low(awaited),
        promised_high=_high(awaited),
        last_low=_low(seen),
        last_high=_high(seen),
        without_number=len(people.without_number),
    )


def _low(states: Iterable[State]) -> int:
    return sum(state.low or 0 for state in states)


def _high(states: Iterable[State]) -> int:
    return sum(state.high if state.high is not None else state.low or 0 for state in states)


def deeds(scope: Scope) -> list[Deeds]:
    """Return how promises became deeds, a row a nation, in the order of its first day.

    Only contingents of the programme count, and only days up to the day looked at.
    """
    subjects = scope.atlas.subjects
    spans = scope.atlas.spans(scope.known_by)
    firsts: dict[str, dict[str, dict[str, date]]] = {}
    for name in sorted(scope.subjects):
        subject = subjects[name]
        if subject.kind != CONTINGENT or subject.programme != scope.programme or subject.actor == UNNAMED:
            continue
        first_days = dict(_first_days(zip(spans[name].starts, spans[name].states, strict=True), scope.as_of))
        if first_days:
            firsts.setdefault(subject.actor, {})[name] = first_days
    rows = [_deeds(nation, first_days, scope) for nation, first_days in firsts.items()]
    return sorted(rows, key=lambda row: (min(_days(row)), row.nation))


def _days(row: Deeds) -> list[date]:
    return [day for day in (row.announced, row.sent, row.in_place, row.ended) if day] or [date.max]


def _first_days(spans: Iterable[tuple[date, State]], as_of: date) -> Iterator[tuple[str, date]]:
    seen: set[str] = set()
    for start, state in spans:
        if state.step in DEEDS and state.step not in seen and date.min < start <= as_of:
            seen.add(state.step)
            yield state.step, start


def _deeds(nation: str, first_days: Mapping[str, Mapping[str, date]], scope: Scope) -> Deeds:
    def first(step: str) -> date | None:
        return min((days[step] for days in first_days.values() if step in days), default=None)

    states = {name: scope.atlas.spans(scope.known_by)[name].on(scope.as_of) for name in first_days}
    there = any(state.step in PRESENT for state in states.values())
    gone = [days[ENDED] for name, days in first_days.items() if ENDED in days and states[name].step == ENDED]
    ended = None if there or not gone else max(gone)
    return Deeds(nation, first(ANNOUNCED), first(SENT), first(IN_PLACE), ended, tuple(first_days))


def posts_by_year(scope: Scope, first: int) -> list[PostsIn]:
    """Return the diplomatic posts at the end of each year; in the last year, on the day looked at."""
    rows = []
    for year in range(first, scope.as_of.year + 1):
        found = scope.world(min(date(year, 12, 31), scope.as_of)).totals(scope.programme)
        rows.append(
            PostsIn(
                year,
                len(found.posts_open),
                len(found.posts_honorary),
                len(found.posts_own),
                len(found.posts_attested),
            )
        )
    return rows


def steps_by_nation(world: World) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """Return for each nation how many of its subjects in view are at each step, by kind and step."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for name, state in world.states.items():
        subject = of_day(world.atlas.subjects[name], state)
        if state.step and subject.actor:
            found.setdefault(subject.actor, Counter())[subject.kind, state.step] += 1
    return found


def sources_by_day(scope: Scope) -> tuple[list[SourcesOn], int]:
    """Return how many sources of each kind appeared on each day, of those that speak of the scope.

    Returns
    -------
    list of SourcesOn
        By day, then kind.
    int
        How many sources are left out, because only their month or year is known, or nothing.
    """
    counted: Counter[tuple[date, str]] = Counter()
    vague = 0
    for name in speaking(scope.atlas, scope.subjects, scope.known_by):
        source = scope.atlas.sources[name]
        if dated(source):
            counted[last_day(source.published), source.kind] += 1
        else:
            vague += 1
    return [SourcesOn(day, kind, count) for (day, kind), count in sorted(counted.items())], vague


def dated(source: Source) -> bool:
    """Say whether the very day of a source is known."""
    return len(source.published) == len("2026-01-17")


def window_of(scope: Scope, margin: timedelta = timedelta(days=7)) -> tuple[date, date]:
    """Return the days over which the people of a programme are drawn.

    From a little before its first claim to a little after the last day on which somebody was counted, the day looked at
    always among them. Without any claim the window is that day alone.
    """
    known = next((one for one in scope.atlas.programmes if one.id == scope.programme), None)
    if known is None or known.first_day is None:
        return scope.as_of, scope.as_of
    first, end = known.first_day - margin, scope.atlas.evidence_to
    total = [row for row in people_by_day(scope, first, end) if row.nation == EVERY_NATION]
    counted = [at for at, row in enumerate(total) if row.high]
    last = total[counted[-1] + 1].day if counted and counted[-1] + 1 < len(total) else end
    return min(first, scope.as_of), max(scope.as_of, min(last + margin, end))


def peaks(rows: Sequence[PeopleOn]) -> Mapping[str, PeopleOn]:
    """Return of each nation the row with the most people; of equal ones the first."""
    best: dict[str, PeopleOn] = {}
    for row in rows:
        if row.nation not in best or row.high > best[row.nation].high:
            best[row.nation] = row
    return best
