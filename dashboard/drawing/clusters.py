"""Gather what stands closer together than its symbols are wide, so that neighbours never cover each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot

from dashboard.drawing.items import ORDER, Item, Sayer
from dashboard.drawing.symbols import FIRST_TOWNS
from dashboard.drawing.viewport import Viewport
from geodata.atlas import Atlas
from geodata.model import CONTINGENT, Place
from geodata.projection import distance_km

APART = 24.0  # pixels
CROWDED = 150.0  # pixels: places so far apart are never drawn as one
TOWN_KM = 9  # round a town that count as the town
ALWAYS, OFTEN = 5, 10  # ranks of towns that are named though nothing is there
OFTEN_M, SELDOM_M = 3600, 2100  # metres to a pixel from which on others are
ELSEWHERE, UNRANKED, SETTLEMENT = 20, 30, 50
DRIFT = 12.0  # pixels: a symbol that stands farther from its place is tied to it by a line

Towns = Mapping[str, tuple[int, tuple[float, float]]]
"""Town to its rank, the first ones keep their names, and to its place."""


@dataclass
class Cluster:
    """What stands at one place of the map."""

    at: tuple[float, float]
    x: float
    y: float
    items: list[Item]
    town: str
    rank: int
    place: str = ""
    title: str = ""
    moved: list[tuple[float, float]] = field(default_factory=list)

    @property
    def first(self) -> Item | None:
        """The item that keeps its own ground: a site; a post only where it is alone."""
        alone = len(self.items) == 1
        kinds = (item for item in self.items if item.subject.kind != CONTINGENT)
        return next((item for item in kinds if item.subject.kind != "post" or alone), None)


def clusters(items: Sequence[Item], view: Viewport, sayer: Sayer, apart: float = APART) -> list[Cluster]:
    """Gather the items on the map by place, most important first.

    Parameters
    ----------
    items : sequence of Item
        Those on the map.
    view : Viewport
        The part of the plane in view.
    sayer : Sayer
        Names.
    apart : float
        Pixels within which things are drawn as one.
    """
    found: list[Cluster] = []
    towns = _towns(sayer.atlas)
    for item in sorted(items, key=lambda item: ORDER.index(item.subject.kind)):
        if item.at is None:
            continue
        x, y = view.at(*item.at)
        near = next((one for one in found if hypot(one.x - x, one.y - y) < apart), None)
        if near:
            near.items.append(item)
        else:
            town = _town_at(towns, item.at)
            found.append(Cluster(item.at, x, y, [item], town, towns[town][0] if town else ELSEWHERE))
    _name_towns(found, towns, view)
    found.sort(key=lambda one: (one.rank, -len(one.items)))
    taken: set[str] = set()
    for one in found:
        second = one.town in taken
        first = one.items[0] if one.items else None
        one.place = one.town if one.town and not second else first.spot.place if first else one.town
        taken.add(one.place)
        one.items.sort(key=lambda item: item.standing)
        one.title = _title(one, towns, sayer)
        one.moved = _moved(one, view)
    return found


def _name_towns(found: list[Cluster], towns: Towns, view: Viewport) -> None:
    """Add the towns that are named at this scale, though nothing is there."""
    for town, (rank, at) in towns.items():
        if rank >= SETTLEMENT or not _named(rank, view.scale):
            continue
        x, y = view.at(*at)
        near = next((one for one in found if hypot(one.x - x, one.y - y) < APART), None)
        if near is None:
            found.append(Cluster(at, x, y, [], town, rank))
        else:
            if not near.town or towns[near.town][0] > rank:
                near.town = town
            near.rank = min(near.rank, rank)


def _named(rank: int, scale: float) -> bool:
    return rank < ALWAYS or scale <= (OFTEN_M if rank < OFTEN else SELDOM_M)


def _towns(atlas: Atlas) -> Towns:
    """Rank the towns: those that keep their names first."""
    found = {
        place.id: (_rank(place), (float(place.lon), float(place.lat)))
        for place in atlas.places.values()
        if place.kind in ("town", "settlement") and place.lat is not None and place.lon is not None
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1][0]))


def _rank(place: Place) -> int:
    if place.id in FIRST_TOWNS:
        return FIRST_TOWNS.index(place.id)
    return UNRANKED if place.kind == "town" else SETTLEMENT


def _town_at(towns: Towns, at: tuple[float, float]) -> str:
    """Name the town that a place belongs to; empty if it stands alone."""
    best, least = "", float(TOWN_KM)
    for town, (_, where) in towns.items():
        if abs(where[1] - at[1]) > 0.2:
            continue
        away = distance_km(*where, *at)
        if away < least:
            best, least = town, away
    return best


def _title(one: Cluster, towns: Towns, sayer: Sayer) -> str:
    """Name a place; of places drawn as one those with people first, two at most."""
    peopled = [item for item in one.items if item.subject.kind == CONTINGENT and not item.over]
    homes = [(_town_at(towns, item.at) if item.at else "") or item.spot.place for item in peopled]
    named = list(dict.fromkeys([*homes, one.place]))
    names = named[:2] if len(named) > 1 and one.town != "nuuk" else [one.place]
    return " · ".join(sayer.place(name) for name in names)


def _moved(one: Cluster, view: Viewport) -> list[tuple[float, float]]:
    """Say where things truly are that are drawn elsewhere, seen from where they are drawn."""
    seen = {}
    for item in one.items:
        if item.at is None:
            continue
        x, y = view.at(*item.at)
        off = round(x - one.x), round(y - one.y)
        if hypot(*off) > DRIFT:
            seen[off] = (x - one.x, y - one.y)
    return list(seen.values())
