"""The rows behind a number: those of the sentence, and those that only the Analyse room prints."""

from collections.abc import Callable, Mapping

from dashboard.rows_query import ORIGIN_DRILLDOWNS, SOURCE_DRILLDOWN
from dashboard.state import KINDS, ViewState
from dashboard.text.composer import DRILLDOWNS, drilldown_ids, sentence_totals
from geodata.atlas import World
from geodata.model import ANNOUNCED, CONTINGENT, IN_PLACE, OPEN, POST, PRESENT, SENT, UNNAMED, State
from geodata.origins import origins_of, speaking, weigh_origins
from geodata.totals import ABROAD, HONORARY, OFFICE, OWN, Totals, post_group

Rows = Callable[[World, Totals], tuple[str, ...]]


def _of_one_source(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in world.reported if len(world.speakers(name)) == 1)


def _of_one_root(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in world.reported if world.states[name].sources == 1)


def _promised(_world: World, totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in totals.announced if name not in totals.promised)


def _units(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in world.reported if world.atlas.subjects[name].kind == CONTINGENT)


def _of_no_nation(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in world.reported if not world.subject(name).actor)


def _of_several(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in world.reported if name in world.atlas.wholes)


def _of_unnamed(world: World, _totals: Totals) -> tuple[str, ...]:
    found = (name for name in world.reported if name not in world.atlas.wholes)
    return tuple(name for name in found if world.subject(name).actor == UNNAMED)


def _contested(world: World, _totals: Totals) -> tuple[str, ...]:
    return tuple(name for name in world.reported if world.states[name].contested)


KEY_DRILLDOWN, LAST_KNOWN = "key_", "last_known"
LIVE = frozenset({IN_PLACE, OPEN, SENT, ANNOUNCED})
GROUPS = (OFFICE, HONORARY, OWN, ABROAD)


def key_entry(world: World, name: str, state: State, beyond: bool) -> str:
    """Name the entry of the map's key that counts a subject; empty where none does: it counts what is so today.

    Parameters
    ----------
    world : World
        What passes the filters.
    name : str
    state : State
        The subject, and what is told of it.
    beyond : bool
        Whether the day lies beyond all that is known; who was there is then last known.
    """
    subject = world.subject(name)
    if subject.kind == CONTINGENT:
        if state.last_known or (beyond and state.step in PRESENT):
            return LAST_KNOWN
        return CONTINGENT if state.step in LIVE and not state.unconfirmed else ""
    group = post_group(subject, state, world.atlas.records)
    if state.step not in LIVE or state.last_known or (not group and world.atlas.is_unverified(state)):
        return ""
    return group or subject.kind


def _of_key(entry: str) -> Rows:
    def rows(world: World, _totals: Totals) -> tuple[str, ...]:
        beyond = world.known_by is not None and world.as_of > world.known_by
        return tuple(name for name, state in world.states.items() if key_entry(world, name, state, beyond) == entry)

    return rows


ROOM_DRILLDOWNS: Mapping[str, Rows] = {
    "counted": lambda _world, totals: totals.people.counted,
    "last_seen": lambda _world, totals: totals.people.last_known,
    "promised": _promised,
    "units": _units,
    "contested": _contested,
    "one_source": _of_one_source,
    "one_root": _of_one_root,
    "no_nation": _of_no_nation,
    "several": _of_several,
    "unnamed": _of_unnamed,
    "posts_earlier": lambda _world, totals: totals.posts_attested,
    **{f"{KEY_DRILLDOWN}{entry}": _of_key(entry) for entry in (*KINDS, *GROUPS, LAST_KNOWN) if entry != POST},
}
"""Numbers of the Analyse room and of the map's key: rows are worked out when asked for, never for the sentence."""

KEY_DRILLDOWNS = tuple(drilldown for drilldown in ROOM_DRILLDOWNS if drilldown.startswith(KEY_DRILLDOWN))
ALL_DRILLDOWNS = (*DRILLDOWNS, *ROOM_DRILLDOWNS)


def rows_of(world: World, name: str, state: ViewState) -> frozenset[str] | None:
    """List the subjects behind a number; None if there is no such number.

    Parameters
    ----------
    world : World
        What passes the filters.
    name : str
        Of `ALL_DRILLDOWNS`.
    state : ViewState
        The choice, which says of which programme the totals are told.
    """
    kind, _, code = name.partition(":")
    if kind == SOURCE_DRILLDOWN and code:
        return frozenset(speaking(world.atlas, world.reported, world.known_by).get(code, ()))
    totals = sentence_totals(world, state)
    if kind in ORIGIN_DRILLDOWNS:
        return _of_an_origin(world, totals, kind, code)
    if name in ROOM_DRILLDOWNS:
        return frozenset(ROOM_DRILLDOWNS[name](world, totals))
    found = drilldown_ids(world, totals).get(name)
    return None if found is None else frozenset(found)


def _of_an_origin(world: World, totals: Totals, kind: str, code: str) -> frozenset[str] | None:
    """List of what an origin speaks, or what would be told otherwise without it, or not at all."""
    origin = origins_of(world.atlas).get(code)
    if origin is None:
        return None
    found = weigh_origins(world, totals.programme, [origin])
    rows = {"origin": "subjects", "fallen": "fallen", "differ": "changed"}
    return frozenset(getattr(found[0], rows[kind])) if found else frozenset()
