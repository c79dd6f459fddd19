"""The rows behind a number: those of the sentence, and those that only the Analyse room prints."""

from collections.abc import Callable, Mapping

from dashboard.state import ViewState
from dashboard.text.composer import DRILLDOWNS, drilldown_ids, told_totals
from geodata.atlas import World
from geodata.model import CONTINGENT
from geodata.totals import Totals

Rows = Callable[[World, Totals], tuple[str, ...]]


def _told(world: World) -> list[str]:
    return [name for name, state in world.states.items() if state.step]


def _of_one_source(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in _told(world) if len(world.speakers(name)) == 1)


def _of_one_root(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in _told(world) if world.states[name].sources == 1)


def _promised(_world: World, totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in totals.announced if name not in totals.promised)


def _units(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in _told(world) if world.atlas.subjects[name].kind == CONTINGENT)


def _of_no_nation(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in _told(world) if not world.subject(name).actor)


def _contested(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in _told(world) if world.states[name].contested)


ROOM_DOORS: Mapping[str, Rows] = {
    "counted": lambda _world, totals: totals.people.counted,
    "last_seen": lambda _world, totals: totals.people.last_known,
    "promised": _promised,
    "units": _units,
    "contested": _contested,
    "one_source": _of_one_source,
    "one_root": _of_one_root,
    "no_nation": _of_no_nation,
}
"""Numbers of the Analyse room; their rows are worked out when they are asked for, never for the sentence."""

ALL_DOORS = (*DRILLDOWNS, *ROOM_DOORS)


def rows_of(world: World, name: str, state: ViewState) -> frozenset[str] | None:
    """List the subjects behind a number; None if there is no such number.

    Parameters
    ----------
    world
        What passes the filters.
    name
        Of `ALL_DOORS`.
    state
        The choice, which says of which programme the totals are told.
    """
    totals = told_totals(world, state)
    if name in ROOM_DOORS:
        return frozenset(ROOM_DOORS[name](world, totals))
    found = drilldown_ids(world, totals).get(name)
    return None if found is None else frozenset(found)
