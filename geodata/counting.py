"""Honest totals: a low and a high, and apart from them who gave no number and who is only last known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.model import (
    ANNOUNCED,
    ARCTIC_ENDURANCE,
    ATTESTED,
    CONTINGENT,
    IN_PLACE,
    OPEN,
    POST,
    PRESENT,
    SENT,
    UNNAMED,
    Records,
    State,
    Subject,
)

HOME = frozenset({"DNK", "GRL"})
"""Whose posts are not foreign posts in Greenland."""
OFFICE, HONORARY, OWN, ABROAD = "office", "honorary", "own", "abroad"
"""The groups in which diplomatic posts are counted: see `post_group`."""
HONORARY_RANK = "honorary consulate"


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of the exercise are in place or on their way.

    Attributes
    ----------
    low, high : int
        At least, at most; who is only sent counts in the high alone.
    widest_low, widest_high : int
        The same if at each contingent the rival numbers were right.
    counted : tuple of str
        The subjects that the range adds up, those without a number left out.
    without_number : tuple of str
        Subjects in place or sent for which nobody gave a number.
    last_known : tuple of str
        Subjects that nobody confirmed for long; in no sum.
    claims : tuple of str
        The claims behind low and high, in the order of ``counted``.
    """

    low: int
    high: int
    widest_low: int
    widest_high: int
    counted: tuple[str, ...]
    without_number: tuple[str, ...]
    last_known: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the view adds up to; every entry is ids, so that each number opens its rows.

    Attributes
    ----------
    people : Count
    nations : tuple of str
        Actors with a contingent of the exercise in place, those without a number included, last known ones not.
    sent : tuple of str
        Contingents of the exercise that are sent and not yet reported in place.
    announced, unconfirmed : tuple of str
        Contingents of the exercise announced and still to come; announced and not confirmed since.
    announced_nations : tuple of str
        The actors of ``announced``.
    posts_open, posts_honorary, posts_attested, posts_announced : tuple of str
        Foreign posts in Greenland: open and career or office; open and honorary; attested; announced.
    disputed : tuple of str
        All subjects in view of whose state anything is disputed: step, number, rank or place.
    """

    people: Count
    nations: tuple[str, ...]
    sent: tuple[str, ...]
    announced: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    announced_nations: tuple[str, ...]
    posts_open: tuple[str, ...]
    posts_honorary: tuple[str, ...]
    posts_attested: tuple[str, ...]
    posts_announced: tuple[str, ...]
    disputed: tuple[str, ...]


def counts_people(records: Records) -> frozenset[str]:
    """Return the contingents of Arctic Endurance that consist of people (rules R2 and Numbers).

    A contingent for which claims count only aircraft or ships is counted in no total of people.
    """
    counted: dict[str, set[str]] = {}
    for claim in records.claims.values():
        if claim.counts:
            counted.setdefault(claim.subject, set()).add(claim.counts)
    return frozenset(
        subject.id
        for subject in records.subjects.values()
        if subject.kind == CONTINGENT
        and subject.programme == ARCTIC_ENDURANCE
        and ("people" in counted.get(subject.id, {"people"}))
    )


def _nations(subjects: Iterable[Subject]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subject.actor for subject in subjects if subject.actor not in ("", UNNAMED)))


def _bounds(state: State) -> tuple[int, int]:
    low = state.low or 0
    return low if state.step == IN_PLACE else 0, state.high if state.high is not None else low


def _widest(state: State, records: Records) -> tuple[int, int]:
    low, high = _bounds(state)
    rivals = [records.claims[name] for name in state.rivals]
    numbers = [
        claim for claim in rivals if claim.attribute == "people" and claim.value == state.step and not claim.part_of
    ]
    lows = [claim.low for claim in numbers if claim.low is not None] if state.step == IN_PLACE else []
    highs = [claim.high if claim.high is not None else claim.low or 0 for claim in numbers]
    return min([low, *lows]), max([high, *highs])


def count_people(states: Mapping[str, State], records: Records, people: frozenset[str]) -> Count:
    """Add up who is in place, by the rule Numbers."""
    here = {name: state for name, state in states.items() if name in people and state.step in PRESENT}
    fresh = {name: state for name, state in here.items() if not state.last_known}
    given = {name: state for name, state in fresh.items() if not (state.low is None and state.high is None)}
    bounds = [_bounds(state) for state in given.values()]
    widest = [_widest(state, records) for state in given.values()]
    return Count(
        low=sum(low for low, _ in bounds),
        high=sum(high for _, high in bounds),
        widest_low=sum(low for low, _ in widest),
        widest_high=sum(high for _, high in widest),
        counted=tuple(given),
        without_number=tuple(name for name in fresh if name not in given),
        last_known=tuple(name for name in here if name not in fresh),
        claims=tuple(state.number for state in given.values()),
    )


def post_group(subject: Subject, state: State, records: Records) -> str:
    """Return in which group of diplomatic posts one is counted, everywhere alike; empty for what is no post.

    ``office`` is a consulate or office of another state or union in Greenland, ``honorary`` an honorary consul,
    ``own`` a post of Denmark or Greenland in Greenland, ``abroad`` one of Greenland's own abroad.
    """
    if subject.kind != POST:
        return ""
    place = records.places.get(state.place or subject.place)
    if place is not None and not place.in_greenland:
        return ABROAD
    if subject.actor in HOME:
        return OWN
    return HONORARY if state.rank == HONORARY_RANK else OFFICE


def totals(states: Mapping[str, State], records: Records, people: frozenset[str]) -> Totals:
    """Return what the given states add up to.

    Parameters
    ----------
    states : mapping of str to State
        The states in view.
    records : Records
    people : frozenset of str
        What ``counts_people`` returns.
    """
    count = count_people(states, records, people)
    exercise = {name: state for name, state in states.items() if name in people}
    promised = {name: state for name, state in exercise.items() if state.step == ANNOUNCED}
    awaited = tuple(name for name, state in promised.items() if not state.unconfirmed)
    present = [
        records.subjects[name]
        for name, state in exercise.items()
        if state.step == IN_PLACE and not state.last_known
    ]  # fmt: skip
    groups = {name: post_group(records.subjects[name], state, records) for name, state in states.items()}
    posts = {name: state for name, state in states.items() if groups[name] in (OFFICE, HONORARY)}
    opened = [name for name, state in posts.items() if state.step == OPEN]
    return Totals(
        people=count,
        nations=_nations(present),
        sent=tuple(name for name, state in exercise.items() if state.step == SENT and not state.last_known),
        announced=awaited,
        unconfirmed=tuple(name for name in promised if name not in awaited),
        announced_nations=_nations(records.subjects[name] for name in awaited),
        posts_open=tuple(name for name in opened if groups[name] == OFFICE),
        posts_honorary=tuple(name for name in opened if groups[name] == HONORARY),
        posts_attested=tuple(name for name, state in posts.items() if state.step == ATTESTED),
        posts_announced=tuple(name for name, state in posts.items() if state.step == ANNOUNCED),
        disputed=tuple(name for name, state in states.items() if state.contested),
    )
