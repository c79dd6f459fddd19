"""Which programme a day is about (rule R8), under what each subject runs, and who sent most."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.model import (
    ANNOUNCED,
    ARCTIC_ENDURANCE,
    ARCTIC_SENTRY,
    CONTINGENT,
    NATIONS,
    PRESENT,
    PROGRAMMES,
    SITES,
    STANDING_PRESENCE,
    UNNAMED,
    Records,
    State,
    Subject,
    last_day,
)

EXERCISES = (ARCTIC_ENDURANCE, ARCTIC_SENTRY)
"""The programmes that a day can be about; the others are told where a reader asks for them."""


@dataclass(frozen=True, slots=True)
class Given:
    """A number of people that somebody gave for a nation's contingent in place or on the way."""

    known_from: date
    actor: str
    most: int


def programme_of(subject: Subject) -> str:
    """Return under what a subject runs: a contingent as its row says, a site as a standing presence, a post nothing."""
    if subject.kind == CONTINGENT:
        return subject.programme
    return STANDING_PRESENCE if subject.kind in SITES else ""


def counts_people(records: Records) -> Mapping[str, frozenset[str]]:
    """Return for each programme its contingents that consist of people (rules R2 and Numbers).

    A contingent for which claims count only aircraft or ships is counted in no total of people.
    """
    counted: dict[str, set[str]] = {}
    for claim in records.claims.values():
        if claim.counts and claim.counts != NATIONS:
            counted.setdefault(claim.subject, set()).add(claim.counts)
    units = [subject for subject in records.subjects.values() if subject.kind == CONTINGENT]
    people = [unit for unit in units if "people" in counted.get(unit.id, {"people"})]
    return {name: frozenset(s.id for s in people if s.programme == name) for name in PROGRAMMES}


def is_elsewhere(state: State, subject: Subject, records: Records) -> bool:
    """Return whether a state is known to stand outside Greenland."""
    place = records.places.get(state.place or subject.place)
    return place is not None and place.elsewhere


def programme_of_day(
    states: Mapping[str, State], records: Records, people: Mapping[str, frozenset[str]], as_of: date
) -> str:
    """Return the programme that a day is about (rule R8); empty where nothing is known of any.

    Parameters
    ----------
    states : mapping of str to State
        The states in view.
    records : Records
    people : mapping of str to frozenset of str
        What ``counts_people`` returns.
    as_of : date
        The day looked at.
    """
    found: list[tuple[int, date, int, str]] = []
    for order, programme in enumerate(EXERCISES):
        for name in people[programme] & states.keys():
            state, subject = states[name], records.subjects[name]
            place = records.places.get(state.place or subject.place)
            if subject.actor == UNNAMED or place is None or place.elsewhere:
                continue
            weight = _weight(state)
            if weight:
                found.append((weight, _day_said(state, records, as_of), -order, programme))
    return max(found)[3] if found else ""


def _weight(state: State) -> int:
    """Rule R8: present goes before announced, and both before what has not been confirmed for long."""
    if state.step not in PRESENT and state.step != ANNOUNCED:
        return 0
    if state.last_known or state.unconfirmed:
        return 1
    return 3 if state.step in PRESENT else 2


def _day_said(state: State, records: Records, as_of: date) -> date:
    day = records.claims[state.headline].day
    return min(last_day(day), as_of) if day else date.min


def numbers_given(
    records: Records, people: Mapping[str, frozenset[str]], known_from: Mapping[str, date]
) -> Mapping[str, Sequence[Given]]:
    """Collect per programme the numbers that were given for contingents in place or on the way.

    Parameters
    ----------
    records : Records
    people : mapping of str to frozenset of str
        What ``counts_people`` returns.
    known_from : mapping of str to date
        Claim id to the day from which it could be read.
    """
    found: dict[str, list[Given]] = {name: [] for name in PROGRAMMES}
    for claim in records.claims.values():
        subject = records.subjects[claim.subject]
        most = claim.low if claim.high is None else claim.high
        if claim.attribute != "people" or claim.value not in PRESENT or not claim.verified or most is None:
            continue
        if subject.actor != UNNAMED and subject.id in people.get(subject.programme, frozenset()):
            found[subject.programme].append(Given(known_from[claim.id], subject.actor, most))
    return found


def sent_most(given: Iterable[Given], known_by: date) -> str:
    """Return the nation of which a larger number is known than of every other; empty where none stands out."""
    most: dict[str, int] = {}
    for one in given:
        if one.known_from <= known_by:
            most[one.actor] = max(one.most, most.get(one.actor, 0))
    first, *others = sorted(most.items(), key=lambda pair: -pair[1]) or [("", 0)]
    return "" if others and others[0][1] == first[1] else first[0]
