"""Finer filters: who belongs to which group, where, of what rank, how many, when, how sure, and who says so.

Each part is a pure test of one subject; a view keeps what passes all parts that are asked for.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from geodata.areas import INSIDE, MAYBE, Area, Ground, area_of, weigh, widest
from geodata.bitemporal import Spans
from geodata.groups import GROUPS, groups
from geodata.model import CONTINGENT, IN_PLACE, OPEN, Claim, Records, State, in_all, last_day
from geodata.names import unknown_words
from geodata.running import of_day
from geodata.schema.fields import CONFIDENCES, RANKS
from geodata.statements import SOURCE_ORDER
from geodata.totals import has_number, unit_of

SEVERAL = 2
"""The number of independent sources from which a state has more than one (rule R7)."""
LISTS = ("groups", "places", "ranks", "confidence", "roles", "said_by")
"""The parts of a refinement that are lists of codes."""
MOST_LISTED = 10
OBSERVERS = "observers"
"""The code of the role of those who watch an exercise."""
_WORDS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Refinement:
    """What is asked for beside countries, kinds, programmes and steps; empty parts ask for nothing.

    Attributes
    ----------
    groups : collection of str
        Groups of nations, of ``geodata.groups.GROUPS``: nations of any of them pass.
    places : collection of str
        Ids of places: what is in any of them passes.
    ranks : collection of str
        Ranks of posts.
    roles : collection of str
        Roles as `role_code` writes them.
    low, high : int, optional
        A number of people that meets this range.
    without_number : bool
        Contingents of which nobody gave a number; beside a range both pass.
    first, last : date, optional
        What was in place or open on any day between them.
    confidence : collection of str
        How sure the claim of the step is.
    said_by : collection of str
        Kinds of sources: what at least one of them says passes.
    independent : bool
        At least two independent sources say the step.
    disputed : bool
        Anything of the state is disputed.
    area : str
        What lies in an area, as ``geodata.areas.area_of`` reads it: ``circle:nuuk:150``.
    maybe : bool
        Beside what lies in the area for certain, what may lie in it (rule R9).
    """

    groups: Collection[str] = ()
    places: Collection[str] = ()
    ranks: Collection[str] = ()
    roles: Collection[str] = ()
    low: int | None = None
    high: int | None = None
    without_number: bool = False
    first: date | None = None
    last: date | None = None
    confidence: Collection[str] = ()
    said_by: Collection[str] = ()
    independent: bool = False
    disputed: bool = False
    area: str = ""
    maybe: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.conditions

    @property
    def conditions(self) -> dict[str, Any]:
        """The parts that ask for something, by name; a range may begin at 0."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value or (value == 0 and value is not False)}


@dataclass(frozen=True)
class Evidence:
    """What the tests of a refinement look up, on one pair of clocks."""

    records: Records
    as_of: date
    everywhere: Mapping[str, State]
    spans: Mapping[str, Spans]
    claims_of: Mapping[str, Collection[Claim]]
    known: Callable[[str], bool]
    speakers: Callable[[str], Collection[str]]
    greenland: Callable[[], Ground]

    @cached_property
    def members(self) -> Mapping[str, Collection[str]]:
        """The nations of each group."""
        return groups(self.everywhere, self.records, self.as_of)

    def lies(self, name: str, state: State, area: Area) -> str:
        """How a subject lies to an area: where any of its people may be counts for all of it."""
        subject, places = self.records.subjects[name], self.records.places
        spots = [(spot.place or subject.place, spot.precision or subject.precision) for spot in state.spots]
        spots = spots or [(state.place or subject.place, state.precision or subject.precision)]
        return widest([weigh(area, places.get(place), precision, self.greenland()) for place, precision in spots])


def role_code(text: str) -> str:
    """Write a role as a code: ``liaison and planning`` as ``liaison-and-planning``."""
    return _WORDS.sub("-", text.casefold()).strip("-")


def observe(claims: Iterable[Claim]) -> bool:
    """Whether a role that claims name is that of observers, who watch an exercise and take no part in it."""
    return OBSERVERS in roles_in(claims)


def roles_in(claims: Iterable[Claim]) -> dict[str, str]:
    """Return the roles that claims name, by code; one claim may name several, joined by semicolons."""
    roles = [part.strip() for claim in claims if claim.attribute == "role" for part in claim.value.split(";")]
    return {role_code(role): role for role in roles if role_code(role)}


def require_valid_refinement(refinement: Refinement, records: Records) -> None:
    """Hold the codes of a refinement to those that exist.

    Raises
    ------
    TypeError
        When one text stands where a list is wanted.
    ValueError
        When a code is unknown, a range ends before it begins, or an area is none.
    """
    places = {place.id: (*in_all(place, "name"), *place.aliases) for place in records.places.values()}
    roles = {code: (text,) for code, text in roles_in(records.claims.values() if refinement.roles else ()).items()}
    allowed: dict[str, Mapping[str, Collection[str]]] = {
        "groups": dict.fromkeys(GROUPS, ()),
        "places": places,
        "ranks": dict.fromkeys(RANKS, ()),
        "roles": roles,
        "confidence": dict.fromkeys(CONFIDENCES, ()),
        "said_by": dict.fromkeys(SOURCE_ORDER, ()),
    }
    for name, names in allowed.items():
        wanted = getattr(refinement, name)
        if isinstance(wanted, str):
            raise TypeError(f"{name}: found the text {wanted!r}; write a list, as [{wanted!r}]")
        unknown = sorted({str(code) for code in wanted if code not in names})
        if unknown:
            few = ", ".join(names) if len(names) <= MOST_LISTED else f"codes that exist, as {next(iter(names))!r}"
            raise ValueError(f"{name}: found {unknown_words(unknown, names)}; write any of {few}")
    if refinement.area:
        area_of(refinement.area, records.places)
    for first, last in (("low", "high"), ("first", "last")):
        begins, ends = getattr(refinement, first), getattr(refinement, last)
        if begins is not None and ends is not None and ends < begins:
            raise ValueError(f"{last}: found {ends}, which lies before {first} {begins}; write the smaller one first")


def facet(name: str, part: str, state: State, evidence: Evidence) -> Collection[str]:
    """Return the codes that a subject has of one list: its groups, places, ranks, roles, confidence, kinds of sources.

    Parameters
    ----------
    name : str
        The id of the subject.
    part : str
        One of ``LISTS``.
    state : State
    evidence : Evidence
    """
    records = evidence.records
    if part == "groups":
        actor = of_day(records.subjects[name], state).actor
        return [group for group, codes in evidence.members.items() if actor in codes]
    if part == "places":
        return places_of(state, records.subjects[name].place)
    if part == "ranks":
        return [state.rank] if state.rank else []
    if part == "confidence":
        return [records.claims[state.headline].confidence] if state.headline else []
    if part == "roles":
        return roles_in([claim for claim in evidence.claims_of[name] if _holds(claim, evidence)])
    return {records.sources[source].kind for source in evidence.speakers(name)}


def refined(states: Mapping[str, State], refinement: Refinement, evidence: Evidence) -> dict[str, State]:
    """Keep the states that pass every part that is asked for.

    Parameters
    ----------
    states : mapping of str to State
        The states in view.
    refinement : Refinement
    evidence : Evidence
    """
    return {name: state for name, state in states.items() if all(_passes(name, state, refinement, evidence))}


def counted(states: Mapping[str, State], part: str, evidence: Evidence) -> Counter[str]:
    """Count, of what is reported, how many have each code of a list.

    Parameters
    ----------
    states : mapping of str to State
        The states in view.
    part : str
        One of ``LISTS``.
    evidence : Evidence
    """
    reported = ((name, state) for name, state in states.items() if state.step)
    return Counter(code for name, state in reported for code in set(facet(name, part, state, evidence)))


def _passes(name: str, state: State, refinement: Refinement, evidence: Evidence) -> Iterator[bool]:
    """Yield the answer of each part that is asked for."""
    for part in LISTS:
        wanted = getattr(refinement, part)
        if wanted:
            yield not set(wanted).isdisjoint(facet(name, part, state, evidence))
    if refinement.independent:
        yield state.sources >= SEVERAL
    if refinement.disputed:
        yield state.contested
    if refinement.low is not None or refinement.high is not None or refinement.without_number:
        subject = evidence.records.subjects[name]
        yield subject.kind == CONTINGENT and _number_passes(state, refinement, evidence.records)
    if refinement.area:
        verdict = evidence.lies(name, state, area_of(refinement.area, evidence.records.places))
        yield verdict == INSIDE or (refinement.maybe and verdict == MAYBE)
    if refinement.first or refinement.last:
        yield there_between(evidence.spans[name], refinement.first or date.min, refinement.last or date.max)


def places_of(state: State, home: str) -> list[str]:
    """Return the ids of the places where a subject is, several where its people are divided."""
    spots = [spot.place for spot in state.spots if spot.place]
    return list(dict.fromkeys(spots)) or [place for place in (state.place or home,) if place]


def _number_passes(state: State, refinement: Refinement, records: Records) -> bool:
    if not has_number(state):
        return refinement.without_number
    if unit_of(state, records) or (refinement.low is None and refinement.high is None):
        return False
    low = state.low or 0
    high = state.high if state.high is not None else low
    return (refinement.low is None or high >= refinement.low) and (refinement.high is None or low <= refinement.high)


def _holds(claim: Claim, evidence: Evidence) -> bool:
    """Whether a claim was known and had come true by the day looked at; one without a day always had."""
    return evidence.known(claim.id) and (not claim.day or last_day(claim.day) <= evidence.as_of)


def there_between(spans: Spans, first: date, last: date) -> bool:
    """Return whether a subject was in place or open, and not only last known so, on any day between two."""
    return any(
        state.step in (IN_PLACE, OPEN) and not state.last_known and start <= last and first <= end
        for start, end, state in zip(spans.starts, spans.ends(), spans.states, strict=True)
    )
