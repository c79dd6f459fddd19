"""Areas on the ground: a circle, a box of degrees, a polygon; and whether a place lies inside, may, or does not.

Distances and sides are geodesics on WGS 84. A place is no point but a disc, the wider the less exactly it is known:
it is inside for certain, may be inside, or is outside (rule R9).
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyproj
from numpy.typing import NDArray

from geodata.model import GREENLAND, REACH_M, Place

INSIDE, MAYBE, OUTSIDE, UNWEIGHED = "inside", "maybe", "outside", "unweighed"
"""How a place lies to an area; ``unweighed`` where it has neither a point nor an outline."""

KINDS = ("circle", "box", "polygon")
MOST_KM = 5000
MOST_CORNERS = 24
LONGEST = 400
"""The most characters that an area may have."""

Points = NDArray[np.float64]
"""Longitude and latitude in degrees, one row each."""

_NUMBER = re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,9})?", re.ASCII)
_ELLIPSOID = pyproj.Geod(ellps="WGS84")
_STEP_M = 50_000.0
_ALONG = 0.25  # degrees between two points of a parallel
_NEAR_KM = 600.0  # what is farther from a place than its disc can reach, with room for the coarse measure
_WIDE_KM = 9_000.0  # a polygon's corners lie no farther from its middle, so that it is plain which side is inside
_MEAN_RADIUS_KM = 6371.0


class AreaError(ValueError):
    """A text that is no area; ``code`` names what is wrong with it."""

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        super().__init__(remedy)


@dataclass(frozen=True, slots=True)
class Area:
    """An area on the ground.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    numbers : tuple of float
        Of a circle longitude, latitude and radius in km; of a box west, south, east and north, where a west above the
        east means that it goes over 180 degrees; of a polygon longitude and latitude of each corner, on WGS 84.
    place : str
        The id of the place that is the middle of a circle; empty if it is a point.
    """

    kind: str
    numbers: tuple[float, ...]
    place: str = ""

    @property
    def text(self) -> str:
        """The area as an address holds it; reading it gives the same area."""
        if self.place:
            return f"circle:{self.place}:{_short(self.numbers[2])}"
        if self.kind == "circle":
            return f"circle:{','.join(_short(one) for one in self.numbers[:2])}:{_short(self.numbers[2])}"
        return f"{self.kind}:{','.join(_short(one) for one in self.numbers)}"


@dataclass(frozen=True, eq=False)
class Ground:
    """The outline of a territory that has no point.

    Attributes
    ----------
    points : numpy.ndarray
        Points of its coast.
    shape : shapely.Geometry
        Its land, in degrees.
    """

    points: Points
    shape: Any


@lru_cache(4)
def ground_of(layer: str) -> Ground:
    """Read the outline of Greenland from its layer; without one, the box in which its places lie.

    Parameters
    ----------
    layer : str
        The layer ``greenland`` as GeoJSON; empty if there is none.
    """
    import shapely

    if not layer:
        shape: Any = shapely.box(-74, 59, -10, 84).segmentize(0.5)
    else:
        found = {one["properties"]["id"]: one["geometry"] for one in json.loads(layer)["features"]}
        shape = shapely.from_geojson(json.dumps(found.get("coast-5km") or next(iter(found.values()))))
    shapely.prepare(shape)
    return Ground(shapely.get_coordinates(shape), shape)


def area_of(text: str, places: Mapping[str, Place]) -> Area:
    """Read an area.

    ``circle:nuuk:150``, ``circle:-51.7,64.2:150``, ``box:-55,60,-40,70`` or ``polygon:-55,60,-40,60,-45,70``.

    Parameters
    ----------
    text : str
        Degrees are longitude before latitude, on WGS 84; a radius is in km.
    places : mapping of str to Place
        A circle may lie around one that has a point.

    Raises
    ------
    AreaError
        With what is wrong and what to write.
    """
    kind, _, rest = text.partition(":")
    if kind not in KINDS or len(text) > LONGEST:
        raise AreaError("form", "write circle:PLACE:KM, box:WEST,SOUTH,EAST,NORTH or polygon:LON,LAT,LON,LAT,LON,LAT")
    if kind == "circle":
        return _circle(rest, places)
    numbers = _numbers(rest)
    return _box(numbers) if kind == "box" else _polygon(numbers)


def _circle(rest: str, places: Mapping[str, Place]) -> Area:
    middle, _, radius = rest.rpartition(":")
    if not _NUMBER.fullmatch(radius) or not 1 <= float(radius) <= MOST_KM:
        raise AreaError("radius", f"write a radius from 1 to {MOST_KM} km")
    if "," in middle:
        numbers = _numbers(middle)
        if len(numbers) != 2:
            raise AreaError("form", "write the middle of a circle as LON,LAT, or a place by its id")
        return Area("circle", (*numbers, _rounded(float(radius))))
    found = places.get(middle)
    if found is None or found.lon is None or found.lat is None:
        raise AreaError("place", "write a place that has a point, by its id as in atlas.places, or LON,LAT")
    return Area("circle", (found.lon, found.lat, _rounded(float(radius))), middle)


def _box(numbers: tuple[float, ...]) -> Area:
    if len(numbers) != 4:
        raise AreaError("box", "write a box as WEST,SOUTH,EAST,NORTH in degrees")
    west, south, east, north = numbers
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90) or west == east:
        raise AreaError("box", "write west and east from -180 to 180, south and north from -90 to 90, the lower first")
    return Area("box", numbers)


def _polygon(numbers: tuple[float, ...]) -> Area:
    corners = len(numbers) // 2
    if len(numbers) % 2 or not 3 <= corners <= MOST_CORNERS:
        raise AreaError("corners", f"write 3 to {MOST_CORNERS} corners, each as LON,LAT")
    area = Area("polygon", numbers)
    _Plane.of(area)
    return area


def _numbers(text: str) -> tuple[float, ...]:
    parts = text.split(",")
    if not all(_NUMBER.fullmatch(part) for part in parts):
        raise AreaError("form", "write degrees as -51.7, longitude before latitude, joined by commas")
    numbers = tuple(_rounded(float(part)) for part in parts)
    if len(numbers) % 2 or not all(abs(one) <= (180, 90)[at % 2] for at, one in enumerate(numbers)):
        raise AreaError("form", "write longitudes from -180 to 180 and latitudes from -90 to 90, a pair for each point")
    return numbers


def _rounded(number: float) -> float:
    return round(number, 4) + 0.0


def _short(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


@lru_cache(64)
def outline(area: Area, coarse: bool = False) -> tuple[Points, ...]:
    """Return the lines around an area, each as points in order; longitudes run on over 180 degrees.

    Parameters
    ----------
    area : Area
    coarse : bool
        Fewer points, for drawing.
    """
    step, along = (_STEP_M * 4, 1.5) if coarse else (_STEP_M, _ALONG)
    if area.kind == "circle":
        lon, lat, km = area.numbers
        around = np.linspace(0, 360, 73 if coarse else 361)
        middle, metres = np.ones_like(around), np.full_like(around, km * 1000)
        lons, lats, _ = _ELLIPSOID.fwd(lon * middle, lat * middle, around, metres)
        return (_run_on(lons, lats),)
    if area.kind == "box":
        return _box_lines(area.numbers, step, along)
    corners = np.reshape(area.numbers, (-1, 2))
    sides = [_geodesic(corners[at - 1], corners[at], step) for at in range(len(corners))]
    ring = np.concatenate(sides)
    return (_run_on(ring[:, 0], ring[:, 1]),)


def _box_lines(numbers: Sequence[float], step: float, along: float) -> tuple[Points, ...]:
    west, south, east, north = numbers
    wide = (east - west) % 360 or 360.0
    lons = west + np.linspace(0, wide, max(2, int(wide / along) + 2))
    lats = np.linspace(south, north, max(2, int((north - south) * 111_000 / step) + 2))
    parallels = [np.column_stack([lons, np.full(lons.size, lat)]) for lat in (south, north) if abs(lat) < 90]
    if wide == 360:
        return tuple(parallels)
    return (*parallels, *(np.column_stack([np.full(lats.size, lon), lats]) for lon in (west, west + wide)))


def _geodesic(first: Points, last: Points, step: float) -> Points:
    """Return points along the shortest way, both ends included."""
    (lon1, lat1), (lon2, lat2) = first.tolist(), last.tolist()
    count = int(_ELLIPSOID.inv(lon1, lat1, lon2, lat2)[2] / step)
    between = _ELLIPSOID.npts(lon1, lat1, lon2, lat2, count) if count else []
    return np.vstack([first, np.reshape(between, (-1, 2)), last])


def _run_on(lons: Collection[float], lats: Collection[float]) -> Points:
    return np.column_stack([np.degrees(np.unwrap(np.radians(np.asarray(lons)))), np.asarray(lats)])


@dataclass(frozen=True, eq=False)
class _Plane:
    """A polygon on a plane around its own middle, where directions and distances from there are true."""

    lon: float
    lat: float
    shape: Any

    @staticmethod
    @lru_cache(64)
    def of(area: Area) -> "_Plane":
        import shapely

        middle = _vectors(np.reshape(area.numbers, (-1, 2))).mean(axis=0)
        if np.linalg.norm(middle) < 0.05:
            raise AreaError("wide", "write a polygon that is smaller than half the globe")
        lon, lat = np.degrees([np.arctan2(middle[1], middle[0]), np.arctan2(middle[2], np.hypot(*middle[:2]))])
        ring = outline(area)[0]
        seen = _seen_from(float(lon), float(lat), ring)
        if np.hypot(*seen.T).max() > _WIDE_KM:
            raise AreaError("wide", "write a polygon that is smaller than half the globe")
        shape = shapely.Polygon(seen)
        if not shape.is_valid or shape.area < 1:
            raise AreaError(
                "crossing", "write the corners in order around the polygon: its sides cross or lie on each other"
            )
        return _Plane(float(lon), float(lat), shape)


def _seen_from(lon: float, lat: float, points: Points) -> Points:
    """Lay points on a plane around one of them: distances in km and directions from there are true."""
    count = len(points)
    azimuth, _, metres = _ELLIPSOID.inv(np.full(count, lon), np.full(count, lat), points[:, 0], points[:, 1])
    turn, km = np.radians(azimuth), np.asarray(metres) / 1000
    return np.column_stack([km * np.sin(turn), km * np.cos(turn)])


def _vectors(points: Points) -> Points:
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def contains(area: Area, points: Points) -> NDArray[np.bool_]:
    """Return for each point whether it lies in an area; its rim belongs to it.

    Parameters
    ----------
    area : Area
    points : numpy.ndarray
        Longitude and latitude in degrees, one row each.
    """
    if area.kind == "circle":
        lon, lat, km = area.numbers
        return np.asarray(np.hypot(*_seen_from(lon, lat, points).T) <= km)
    if area.kind == "box":
        west, south, east, north = area.numbers
        wide = (east - west) % 360 or 360.0
        lon, lat = points.T
        return np.asarray((lat >= south) & (lat <= north) & (((lon - west) % 360 <= wide) | (np.abs(lat) == 90)))
    import shapely

    plane = _Plane.of(area)
    return np.asarray(shapely.intersects_xy(plane.shape, *_seen_from(plane.lon, plane.lat, points).T))


@lru_cache(4096)
def depth_km(area: Area, lon: float, lat: float) -> float:
    """Return how far inside an area a point lies, in km to its rim; outside it is below 0. Far away it is infinite.

    Parameters
    ----------
    area : Area
    lon, lat : float
        Degrees on WGS 84.
    """
    point = np.array([[lon, lat]])
    if area.kind == "circle":
        return area.numbers[2] - float(np.hypot(*_seen_from(area.numbers[0], area.numbers[1], point).T)[0])
    import shapely

    here = _vectors(point)[0]
    least = np.inf
    for line in outline(area):
        near = _MEAN_RADIUS_KM * np.arccos(np.clip(_vectors(line) @ here, -1, 1)) < _NEAR_KM
        for run in _runs(near):
            if run.stop - run.start > 1:
                seen = shapely.LineString(_seen_from(lon, lat, line[run]))
                least = min(least, float(seen.distance(shapely.Point(0, 0))))
    return float(least) if contains(area, point)[0] else -float(least)


def _runs(held: NDArray[np.bool_]) -> list[slice]:
    """Return where a row of truths is true, run by run."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(int)))
    return [slice(int(first), int(last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]


@lru_cache(256)
def _meets(area: Area, ground: Ground) -> str:
    """Say how a territory lies to an area: known only to be somewhere in it."""
    held = contains(area, ground.points)
    if held.all():
        return INSIDE
    if held.any():
        return MAYBE
    import shapely

    # No part of its coast lies inside: the area lies in its midst, or apart.
    lines = [np.column_stack([(line[:, 0] + 180) % 360 - 180, line[:, 1]]) for line in outline(area)]
    return MAYBE if any(shapely.contains_xy(ground.shape, *line.T).any() for line in lines) else OUTSIDE


def weigh(area: Area, place: Place | None, precision: str, greenland: Ground) -> str:
    """Say how a place lies to an area (rule R9): ``inside``, ``maybe``, ``outside`` or ``unweighed``.

    Parameters
    ----------
    area : Area
    place : Place or None
        None where nobody said where.
    precision : str
        How exactly the claim says the place; empty for what the place itself says.
    greenland : Ground
        The outline of Greenland: who is somewhere there may be inside where the area meets it.
    """
    if place is None:
        return UNWEIGHED
    reach = REACH_M.get(precision or place.precision)
    if place.lon is not None and place.lat is not None and reach is not None:
        depth, km = depth_km(area, place.lon, place.lat), reach / 1000
        return INSIDE if depth >= km else MAYBE if depth > -km else OUTSIDE
    return _meets(area, greenland) if place.in_greenland or place.id == GREENLAND else UNWEIGHED


def widest(verdicts: Collection[str]) -> str:
    """Return the verdict on who is divided over places: inside where any part is, then as it may be."""
    return next((one for one in (INSIDE, MAYBE, UNWEIGHED) if one in verdicts), OUTSIDE)
