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
from geodata.programmes import is_elsewhere

HOME = frozenset({"DNK", "GRL"})
"""Whose posts are not foreign posts in Greenland."""
OFFICE, HONORARY, OWN, ABROAD = "office", "honorary", "own", "abroad"
"""The groups in which diplomatic posts are counted: see `post_group`."""
HONORARY_RANK = "honorary consulate"
PEOPLE = "people"
NOT_GIVEN, WITH_WHOLE = "not_given", "with_whole"
"""The words for a number that is missing: see `missing_number`."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of one programme are in Greenland or on their way there.

    Attributes
    ----------
    low, high : int
        At least, at most; who is on the way counts in the high alone.
    way_low, way : int
        At least and at most so many are on the way; the most is part of the high.
    widest_low, widest_high : int
        The same if at each contingent the rival numbers were right.
    counted : tuple of str
        The subjects that the range adds up, those without a number left out.
    held : tuple of str
        Parts that the number of their whole holds (rule R2); they are in no sum and not without a number.
    without_number : tuple of str
        Subjects in place or on the way for which nobody gave a number.
    last_known : tuple of str
        Subjects that nobody confirmed for long; in no sum.
    claims : tuple of str
        The claims behind low and high, in the order of ``counted``.
    rounded, way_rounded : bool
        Whether a round number is part of who is in place; of who is on the way.
    """

    low: int
    high: int
    way_low: int
    way: int
    widest_low: int
    widest_high: int
    counted: tuple[str, ...]
    held: tuple[str, ...]
    without_number: tuple[str, ...]
    last_known: tuple[str, ...]
    claims: tuple[str, ...]
    rounded: bool
    way_rounded: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """What the view adds up to, for one programme; every entry is ids, so that each number opens its rows.

    Attributes
    ----------
    programme : str
        Whose people are counted; empty where the day is about none (rule R8).
    people : Count
    nations : tuple of str
        Actors with a contingent in place, those without a number included, last known ones not. A whole stands for the
        nations of its parts.
    most : str
        The nation of which a larger number is known than of every other; empty where none stands out.
    sent : tuple of str
        Contingents that are on the way and not yet reported in place.
    announced, unconfirmed : tuple of str
        Contingents announced and still to come; announced and not confirmed since.
    promised : tuple of str
        Of ``announced`` and ``unconfirmed`` those parts whose announced number their whole holds.
    announced_nations : tuple of str
        The actors of ``announced``.
    craft : tuple of str
        Contingents of the programme in place or on the way of which only aircraft or ships are counted.
    elsewhere : tuple of str
        Contingents of the programme known to stand outside Greenland; in no sum.
    outside, unverified : tuple of str
        Contingents in view in Greenland that these totals do not count: of another programme, and among those the ones
        that only an unverified report names.
    hearsay : tuple of str
        Contingents of the programme itself, there or to come, that only an unverified report names; in no other entry.
    posts_open, posts_honorary, posts_announced : tuple of str
        Foreign posts in Greenland: open consulates and offices; open honorary consuls; announced ones.
    posts_attested : tuple of str
        Foreign posts in Greenland that are known earlier and were not confirmed since.
    posts_own, posts_abroad : tuple of str
        Open posts of Denmark and Greenland in Greenland; open posts of Greenland abroad.
    disputed : tuple of str
        All subjects in view of whose state anything is disputed: step, number, rank or place.
    """

    programme: str
    people: Count
    nations: tuple[str, ...]
    most: str
    sent: tuple[str, ...]
    announced: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    promised: tuple[str, ...]
    announced_nations: tuple[str, ...]
    craft: tuple[str, ...]
    elsewhere: tuple[str, ...]
    outside: tuple[str, ...]
    unverified: tuple[str, ...]
    hearsay: tuple[str, ...]
    posts_open: tuple[str, ...]
    posts_honorary: tuple[str, ...]
    posts_attested: tuple[str, ...]
    posts_announced: tuple[str, ...]
    posts_own: tuple[str, ...]
    posts_abroad: tuple[str, ...]
    disputed: tuple[str, ...]


def exercise_of(subject: Subject, records: Records) -> str:
    """Name the exercise that a contingent belongs to: Arctic Endurance, or the whole that it is or belongs to.

    What the same nation does beside an exercise (patrols, flights for NORAD, fighters in Iceland) belongs to none.
    """
    if subject.kind != CONTINGENT:
        return ""
    if any(other.part_of == subject.id for other in records.subjects.values()):
        return subject.id
    return subject.part_of or (ARCTIC_ENDURANCE if subject.programme == ARCTIC_ENDURANCE else "")


def nations_of(subjects: Iterable[str], records: Records) -> tuple[str, ...]:
    """Return the nations of subjects, each once; a whole has those of its parts, allies nobody named are none."""
    found: dict[str, None] = {}
    for name in subjects:
        parts = [part.actor for part in records.subjects.values() if part.part_of == name]
        found |= dict.fromkeys(parts or [records.subjects[name].actor])
    return tuple(code for code in found if code not in ("", UNNAMED))


def has_number(state: State | None) -> bool:
    """Return whether somebody gave a number, zero included."""
    return state is not None and not (state.low is None and state.high is None)


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


def held_by_whole(
    states: Mapping[str, State], everywhere: Mapping[str, State], records: Records
) -> tuple[list[str], list[str]]:
    """Part whole and parts among states of one step, as rule R2 has it.

    Parameters
    ----------
    states : mapping of str to State
        Fresh states in view, in Greenland or announced.
    everywhere : mapping of str to State
        The same without the view's filter.
    records : Records

    Returns
    -------
    held, spoken_for : list of str
        Parts whose number their whole holds; wholes without a number, for which their parts speak.
    """
    held, spoken_for = [], []
    for name, state in states.items():
        whole = records.subjects[name].part_of
        # A reader who leaves the whole out of view still learns which number holds the part.
        if has_number(states.get(whole)) or (has_number(everywhere.get(whole)) and not has_number(state)):
            held.append(name)
        elif whole in states:
            spoken_for.append(whole)
    return held, list(dict.fromkeys(spoken_for))


def count_people(states: Mapping[str, State], everywhere: Mapping[str, State], records: Records) -> Count:
    """Add up who is in Greenland or on the way there, by the rules Numbers and R2.

    Parameters
    ----------
    states : mapping of str to State
        The contingents of people of one programme that are in view, in Greenland or on the way.
    everywhere : mapping of str to State
        The same without the view's filter.
    records : Records
    """
    fresh = _fresh(states)
    held, spoken_for = held_by_whole(fresh, _fresh(everywhere), records)
    separate = {name: state for name, state in fresh.items() if name not in held and name not in spoken_for}
    given = {name: state for name, state in separate.items() if has_number(state)}
    bounds = [_bounds(state) for state in given.values()]
    widest = [_widest(state, records) for state in given.values()]
    return Count(
        low=sum(low for low, _ in bounds),
        high=sum(high for _, high in bounds),
        way_low=sum(state.low or 0 for state in given.values() if state.step == SENT),
        way=sum(_bounds(state)[1] for state in given.values() if state.step == SENT),
        widest_low=sum(low for low, _ in widest),
        widest_high=sum(high for _, high in widest),
        counted=tuple(given),
        held=tuple(held),
        without_number=tuple(name for name in separate if name not in given),
        last_known=tuple(name for name in states if name not in fresh),
        claims=tuple(state.number for state in given.values()),
        rounded=any(state.rounded for state in given.values() if state.step == IN_PLACE),
        way_rounded=any(state.rounded for state in given.values() if state.step == SENT),
    )


def missing_number(subject: Subject, state: State) -> str:
    """Return by which word a number is missed, ``not_given`` or ``with_whole``; empty where none is expected.

    A contingent that is announced, sent or in place has people, so its number is missed where nobody gave one. A part
    of a contingent has its number within that of the whole (rule R2).

    Parameters
    ----------
    subject : Subject
    state : State

    Returns
    -------
    str
        Also set where a number is given: it says which word to use if there were none.
    """
    if subject.kind != CONTINGENT or state.step not in (ANNOUNCED, *PRESENT):
        return ""
    return WITH_WHOLE if subject.part_of else NOT_GIVEN


def unit_of(state: State, records: Records) -> str:
    """Return what the number of a state counts where that is not people: ``aircraft`` or ``ships``; else empty."""
    claim = records.claims.get(state.number)
    return claim.counts if claim is not None and claim.counts != PEOPLE else ""


def _fresh(states: Mapping[str, State]) -> dict[str, State]:
    return {name: state for name, state in states.items() if not state.last_known}


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


def _posts(states: Mapping[str, State], records: Records) -> dict[str, tuple[str, ...]]:
    """Count diplomatic posts in their groups; one that nobody confirmed for long is known earlier, not open."""
    groups = {name: post_group(records.subjects[name], state, records) for name, state in states.items()}
    foreign = {name: state for name, state in states.items() if groups[name] in (OFFICE, HONORARY)}
    opened = [name for name, state in states.items() if state.step == OPEN and not state.last_known]
    earlier = [n for n, s in foreign.items() if s.step == ATTESTED or (s.step == OPEN and s.last_known)]
    return {
        "posts_open": tuple(name for name in opened if groups[name] == OFFICE),
        "posts_honorary": tuple(name for name in opened if groups[name] == HONORARY),
        "posts_attested": tuple(earlier),
        "posts_announced": tuple(name for name, state in foreign.items() if state.step == ANNOUNCED),
        "posts_own": tuple(name for name in opened if groups[name] == OWN),
        "posts_abroad": tuple(name for name in opened if groups[name] == ABROAD),
    }


def totals(
    states: Mapping[str, State],
    records: Records,
    people: frozenset[str],
    programme: str,
    everywhere: Mapping[str, State] | None = None,
    most: str = "",
) -> Totals:
    """Return what the given states add up to for one programme; never a total over two (rules R2 and R8).

    Parameters
    ----------
    states : mapping of str to State
        The states in view.
    records : Records
    people : frozenset of str
        The contingents of people of that programme, from ``counts_people``.
    programme : str
        Whose people are counted; empty for nobody's.
    everywhere : mapping of str to State, optional
        The states without the view's filter: they hold the wholes of parts in view. Without it those in view.
    most : str
        The nation that sent most, from ``sent_most``.
    """
    subjects = records.subjects
    units = {name: state for name, state in states.items() if subjects[name].kind == CONTINGENT}
    near = {name: state for name, state in units.items() if not is_elsewhere(state, subjects[name], records)}
    doubtful = {name for name, state in near.items() if not _verified(state, records)}
    ours = {name: state for name, state in near.items() if name in people and name not in doubtful}
    all_ours = {
        name: state for name, state in (everywhere or states).items() if name in people and _verified(state, records)
    }
    count = count_people(_at(ours, PRESENT), _at(all_ours, PRESENT), records)
    promised = _at(ours, [ANNOUNCED])
    awaited = tuple(name for name, state in promised.items() if not state.unconfirmed)
    here = [name for name, state in ours.items() if state.step == IN_PLACE and not state.last_known]
    present = _fresh(_at(near, PRESENT))
    outside = tuple(name for name in present if subjects[name].programme != programme)
    return Totals(
        programme=programme,
        people=count,
        nations=nations_of(here, records),
        most=most,
        sent=tuple(name for name, state in ours.items() if state.step == SENT and not state.last_known),
        announced=awaited,
        unconfirmed=tuple(name for name in promised if name not in awaited),
        promised=tuple(held_by_whole(promised, _at(all_ours, [ANNOUNCED]), records)[0]),
        announced_nations=nations_of(awaited, records),
        craft=tuple(n for n in present if subjects[n].programme == programme and n not in people and n not in doubtful),
        elsewhere=tuple(
            name
            for name, state in _fresh(_at(units, PRESENT)).items()
            if name not in near and subjects[name].programme == programme
        ),
        outside=outside,
        unverified=tuple(name for name in outside if name in doubtful),
        hearsay=tuple(
            name
            for name, state in _fresh(_at(near, (*PRESENT, ANNOUNCED))).items()
            if name in doubtful and subjects[name].programme == programme and not state.unconfirmed
        ),
        **_posts(states, records),
        disputed=tuple(name for name, state in states.items() if state.contested),
    )


def _verified(state: State, records: Records) -> bool:
    """Return whether somebody stands behind the step of a state."""
    claim = records.claims.get(state.headline)
    return claim is None or claim.verified


def _at(states: Mapping[str, State], steps: Iterable[str]) -> dict[str, State]:
    return {name: state for name, state in states.items() if state.step in steps}
