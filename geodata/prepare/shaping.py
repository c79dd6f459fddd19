"""Geometry between sources and files: onto a plane and back, cleaned, turned the right way, cut at 180 degrees."""

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import projection

POLAR = pyproj.Transformer.from_crs(4326, 3413, always_xy=True)
"""Degrees to EPSG:3413, the metres in which the recipes for Greenland are given."""

NEAR, THIN = 1_700_000.0, 200_000.0
"""Metres from the map's centre up to which detail is kept, and how fast it is thinned beyond (see `drawn_in`)."""


def _over(geometry: BaseGeometry, change: Any) -> BaseGeometry:
    """Change all coordinates at once; `change` takes and gives two arrays."""
    return shapely.transform(geometry, lambda points: np.column_stack(change(points[:, 0], points[:, 1])))


def to_polar(geometry: BaseGeometry) -> BaseGeometry:
    """Degrees to metres in EPSG:3413."""
    return _over(geometry, POLAR.transform)


def from_polar(geometry: BaseGeometry) -> BaseGeometry:
    """Metres in EPSG:3413 to degrees."""
    return _over(geometry, lambda x, y: POLAR.transform(x, y, direction="INVERSE"))


def to_map(geometry: BaseGeometry) -> BaseGeometry:
    """Degrees to metres on the Arctic map."""
    return _over(geometry, projection.project)


def drawn_in(geometry: BaseGeometry) -> BaseGeometry:
    """Pull places beyond `NEAR` inwards, so that one tolerance means less detail further out; `drawn_out` undoes it."""

    def pull(x: Any, y: Any) -> tuple[Any, Any]:
        r = np.hypot(x, y)
        far = np.maximum(r, NEAR)
        share = np.where(r > NEAR, (NEAR + THIN * np.arcsinh((far - NEAR) / THIN)) / far, 1)
        return x * share, y * share

    return _over(geometry, pull)


def drawn_out(geometry: BaseGeometry) -> BaseGeometry:
    """Undo `drawn_in`."""

    def push(x: Any, y: Any) -> tuple[Any, Any]:
        r = np.hypot(x, y)
        far = np.maximum(r, NEAR)
        share = np.where(r > NEAR, (NEAR + THIN * np.sinh((far - NEAR) / THIN)) / far, 1)
        return x * share, y * share

    return _over(geometry, push)


def polygons(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Give the polygons in a geometry, whatever else is in it."""
    return [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon"]


def only_polygons(geometry: BaseGeometry) -> BaseGeometry:
    """Make a geometry valid and keep its polygons, as one MultiPolygon."""
    return shapely.MultiPolygon(polygons(shapely.make_valid(geometry)))


def without_small(geometry: BaseGeometry, area: float) -> BaseGeometry:
    """Drop polygons smaller than `area`, and holes too, in the square of the geometry's unit."""
    kept = []
    for part in polygons(geometry):
        if part.area >= area:
            holes = [hole for hole in part.interiors if shapely.Polygon(hole).area >= area]
            kept.append(shapely.Polygon(part.exterior, holes))
    return shapely.MultiPolygon(kept)


def filled_contour(found: Any) -> BaseGeometry:
    """Join what contourpy fills (its OuterOffset form: points, and where each ring begins) to one MultiPolygon."""
    shapes = []
    for points, offsets in zip(*found, strict=True):
        outer, *holes = [points[start:end] for start, end in itertools.pairwise(offsets)]
        shapes.append(shapely.Polygon(outer, holes))
    return only_polygons(shapely.union_all(shapes))


def _antimeridian_wedge() -> BaseGeometry:
    """A hair-thin wedge on the map along 180 degrees, from the pole to 20 N."""
    lat = np.arange(89.95, 19.9, -0.05)  # steps so short that the meridian bends less than the wedge is wide
    west = np.column_stack(projection.project(np.full_like(lat, 179.9995), lat))
    east = np.column_stack(projection.project(np.full_like(lat, -179.9995), lat))
    pole = np.column_stack(projection.project([0.0], [90.0]))
    return shapely.Polygon(np.concatenate([pole, west, east[::-1]]))


def _degrees_of_ring(ring: Any) -> Any:
    """Unproject one ring; places at 180 degrees keep their side, and the pole becomes the world's upper edge."""
    lon, lat = projection.unproject(*np.asarray(ring.coords)[:, :2].T)
    points: list[tuple[float, float]] = []
    count = len(lon) - 1
    for at in range(count):
        if lat[at] > 89.9995:
            before, after = lon[(at - 1) % count], lon[(at + 1) % count]
            points += [(float(np.copysign(180, before)), 90.0), (float(np.copysign(180, after)), 90.0)]
        elif abs(lon[at]) > 179.999:
            points.append((float(np.copysign(180, lon[at])), float(lat[at])))
        else:
            points.append((float(lon[at]), float(lat[at])))
    return [*points, points[0]]


def from_map(geometry: BaseGeometry) -> BaseGeometry:
    """Metres on the Arctic map to degrees, polygons only, cut at the antimeridian (RFC 7946, 3.1.9)."""
    cut = shapely.difference(geometry, _antimeridian_wedge())
    parts = []
    for part in polygons(cut):
        rings = [_degrees_of_ring(ring) for ring in (part.exterior, *part.interiors)]
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    return shapely.MultiPolygon(parts)


def tidy(geometry: BaseGeometry, digits: int = 4) -> BaseGeometry:
    """Round polygons in degrees so that they stay valid, and turn them by the right-hand rule in a fixed order.

    Parameters
    ----------
    geometry : shapely geometry
        Polygons in degrees.
    digits : int
        Decimals to keep.

    Returns
    -------
    shapely.MultiPolygon
        Valid, outer rings counter-clockwise; parts sorted by size, largest first, then by place.
    """
    valid = shapely.make_valid(geometry)
    coarse = shapely.set_precision(valid, 10.0**-digits, mode="pointwise")
    whole = only_polygons(coarse)
    whole = shapely.set_precision(whole, 10.0**-digits)  # a second time, noded: make_valid may have made new corners
    parts = [shapely.orient_polygons(shapely.normalize(part)) for part in polygons(whole) if part.area > 0]
    parts.sort(key=lambda part: (-round(part.area, 9), part.bounds))
    return shapely.MultiPolygon(parts)


def densified(points: Iterable[tuple[float, float]], step: float = 0.25) -> list[tuple[float, float]]:
    """Put points on the straight edges of a line in degrees, at most `step` apart."""
    line = shapely.segmentize(shapely.LineString(list(points)), step)
    return [(float(x), float(y)) for x, y in line.coords]
