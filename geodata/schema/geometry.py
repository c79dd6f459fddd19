"""Rules about geometry as it stands in the file: real numbers on the globe, valid, rings the right way round."""

import json
import math
from collections.abc import Iterator
from typing import Any

import shapely

from geodata.errors import Problem, quoted
from geodata.tables import DRAWN, LAYERS, OTHER_LAYERS, Feature, Tables, problem_at

DEEPEST = 100  # lists in lists; a MultiPolygon has four
NESTED = "lists nested too deeply"
WRONG_WAY = "a ring that runs the wrong way"
"""The one fault that does no harm: whoever draws can turn the ring round."""

KINDS = {**dict.fromkeys(LAYERS, ("Point",)), "greenland": ("Polygon", "MultiPolygon")}
"""The types of geometry that a layer may have; another layer may have any."""

NEAR_GREENLAND = (-75.0, 50.0, 35.0, 84.0)
"""West, south, east, north: what is drawn around Greenland lies in this box, as far as a map of it reaches."""


def shape_problems(tables: Tables) -> Iterator[Problem]:
    """Check the geometry of every feature that was read.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    for layer in (*LAYERS, *OTHER_LAYERS):
        for feature in tables.features.get(layer, ()):
            fault = fault_of(feature, layer)
            if fault is not None:
                yield problem_at(tables, layer, feature.properties, "geometry", fault[1], fault[0])


def fault_of(feature: Feature, layer: str) -> tuple[str, str] | None:
    """Return what is wrong with the geometry of a feature of this layer and the remedy, or None."""
    geometry = feature.geometry
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        return _quoted(geometry), "a GeoJSON geometry, or null with a reason"
    kind, wanted = geometry["type"], KINDS.get(layer, ())
    if wanted and kind not in wanted:
        return quoted(kind), f"a {' or a '.join(wanted)}, or null with a reason"
    coordinates = geometry.get("coordinates")
    lengths = _lengths(coordinates)
    if lengths is None:
        return NESTED, "a GeoJSON geometry, or null with a reason"
    if not lengths <= {2, 3}:
        return _quoted(coordinates), "coordinates as numbers, lon first, on the globe"
    if len(lengths) > 1:
        return "positions with a height beside positions without", "a height in each position, or in none"
    return None if kind == "Point" and _is_position(coordinates) else _fault_of_figure(geometry, layer)


def _fault_of_figure(geometry: Any, layer: str) -> tuple[str, str] | None:
    figure = _figure(geometry)
    if figure is None:
        return f"no geometry of the type {quoted(geometry['type'])}", "a GeoJSON geometry, or null with a reason"
    if figure.is_empty:
        return "an empty geometry", "a GeoJSON geometry, or null with a reason"
    if not figure.is_valid:
        return quoted(shapely.is_valid_reason(figure)), "a valid geometry (in QGIS: Fix geometries)"
    if layer in DRAWN and not shapely.box(*NEAR_GREENLAND).contains(figure):
        west, south, east, north = (f"{degrees:g}" for degrees in NEAR_GREENLAND)
        box = f"latitude {south} to {north} and longitude {west} to {east}"
        return "a shape that lies elsewhere", f"a shape in the box of Greenland, {box} (lon comes first in GeoJSON)"
    if not _right_handed(figure):
        return WRONG_WAY, "outer rings against the clock, holes with it (RFC 7946; in QGIS: Force right-hand rule)"
    return None


def _quoted(value: Any) -> str:
    try:
        return quoted(value)
    except RecursionError:
        return NESTED


def _figure(geometry: Any) -> Any:
    """Return the geometry as shapely understands it, or None where it does not."""
    bare = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    try:
        return shapely.from_geojson(json.dumps(bare), on_invalid="ignore")
    except (shapely.errors.ShapelyError, ValueError):
        return None


def _lengths(coordinates: Any) -> set[int] | None:
    """Return how many numbers the positions of nested lists have, each on the globe; 0 stands for what is none.

    None where lists are nested too deeply: how far Python and GEOS follow such a list depends on their versions.
    """
    found: set[int] = set()
    level = [coordinates]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, list) and each and isinstance(each[0], list):
                below += each
            else:
                found.add(len(each) if _is_position(each) else 0)
        if not below:
            return found
        level = below
    return None


def _is_position(each: Any) -> bool:
    """Tell whether a list is a pair of real numbers within the globe; a third number (height) is no fault."""
    return (
        isinstance(each, list)
        and len(each) in (2, 3)
        and all(type(number) in (int, float) and math.isfinite(number) for number in each)
        and abs(each[0]) <= 180
        and abs(each[1]) <= 90
    )


def _right_handed(figure: Any) -> bool:
    polygons = [part for part in shapely.get_parts(figure) if part.geom_type == "Polygon"]
    return all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in polygons)


def rewound(geometry: Any) -> Any:
    """Return a sound geometry with its rings the right way round; what is no polygon stays as it is."""
    figure = None if geometry is None else _figure(geometry)
    if figure is None or _right_handed(figure):
        return geometry
    return json.loads(shapely.to_geojson(shapely.orient_polygons(figure)))


def degrees_from(feature: Feature, point: tuple[float, float]) -> float:
    """Return how far a point (lat, lon) lies outside a feature's geometry; nothing where there is no sound geometry."""
    if feature.geometry is None or fault_of(feature, "") is not None:
        return 0.0
    figure = _figure(feature.geometry)
    return float(figure.distance(shapely.Point(point[::-1])))
