"""Groups of nations: those involved on a day, the most involved first, and those that belong to something."""

from collections.abc import Iterable, Mapping
from datetime import date

from geodata.model import ANNOUNCED, CONTINGENT, IN_PLACE, SENT, UNNAMED, Actor, Records, State

MOST = 7
YES = "yes"
UNION = "union"
PRESENT_OR_COMING = (IN_PLACE, SENT, ANNOUNCED)  # in this order nations count as involved
LAST_KNOWN = len(PRESENT_OR_COMING)
GROUPS = ("contributing", "nordic", "eu", "arctic_council", "nato")
QUICK = ("contributing", "nordic", "eu", "nato")
"""The groups that are offered beside the countries themselves."""


def involved(states: Mapping[str, State], records: Records) -> list[str]:
    """List the nations whose contingents are in place, on their way or announced, the most involved first.

    First those in place, then those on their way, those announced, and those last known in place; within these by the
    number of contingents in that status, by people and by name. An announcement that nobody confirmed does not count.

    Parameters
    ----------
    states : mapping of str to State
        All states on the two clocks, not filtered.
    records : Records
    """
    actors, found = records.actors, _contingents(states, records)
    return sorted(found, key=lambda code: (*_weight(found[code]), actors[code].name))


def groups(states: Mapping[str, State], records: Records, as_of: date) -> dict[str, list[str]]:
    """List the nations of each group, by code; who belongs to NATO is decided by the year looked at.

    Parameters
    ----------
    states : mapping of str to State
        All states on the two clocks, not filtered.
    records : Records
    as_of : date
        The day looked at.
    """
    actors = records.actors
    members: Mapping[str, Iterable[str]] = {
        "contributing": involved(states, records),
        "nordic": (code for code, actor in actors.items() if actor.nordic == YES),
        "eu": (code for code, actor in actors.items() if actor.eu == YES or actor.kind == UNION),
        "arctic_council": (code for code, actor in actors.items() if actor.arctic_council not in ("", "no")),
        "nato": (code for code, actor in actors.items() if _in_nato(actor, as_of)),
    }
    return {name: sorted(members[name]) for name in GROUPS}


def _contingents(states: Mapping[str, State], records: Records) -> dict[str, list[State]]:
    """Collect by nation the states of its contingents that are present or to come."""
    found: dict[str, list[State]] = {}
    for name, state in states.items():
        subject = records.subjects[name]
        counts = subject.kind == CONTINGENT and state.step in PRESENT_OR_COMING and not state.unconfirmed
        if counts and subject.actor not in ("", UNNAMED):
            found.setdefault(subject.actor, []).append(state)
    return found


def _weight(states: Iterable[State]) -> tuple[int, int, int]:
    """Order a nation by its furthest status, then by how much of it there is; the least comes first."""
    by_step = [(_step(state), state.high or state.low or 0) for state in states]
    first = min(step for step, _ in by_step)
    people = [number for step, number in by_step if step == first]
    return first, -len(people), -sum(people)


def _step(state: State) -> int:
    return LAST_KNOWN if state.last_known else PRESENT_OR_COMING.index(state.step)


def _in_nato(actor: Actor, day: date) -> bool:
    return actor.nato_since is not None and actor.nato_since <= day.year
