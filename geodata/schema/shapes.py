"""Rules about geometry as it stands in the file: real numbers on the globe, valid, rings the right way round."""

import json
from collections.abc import Iterator
from typing import Any

import shapely

from geodata.errors import Problem, quoted
from geodata.tables import LAYERS, OTHER_LAYERS, Feature, Tables, problem_at


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
            fault = _fault_of(feature, layer)
            if fault is not None:
                yield problem_at(tables, layer, feature.properties, "geometry", fault[1], fault[0])


def _fault_of(feature: Feature, layer: str) -> tuple[str, str] | None:
    """Return what is wrong with a geometry and the remedy, or None."""
    geometry = feature.geometry
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        return quoted(geometry), "a GeoJSON geometry, or null with a reason"
    if layer in LAYERS and geometry["type"] != "Point":
        return quoted(geometry["type"]), "a Point, or null with a reason"
    try:
        on_globe = _all_on_globe(geometry.get("coordinates"))
        found = "" if on_globe else quoted(geometry.get("coordinates"))
    except RecursionError:
        on_globe, found = False, "lists nested too deeply"
    if not on_globe:
        return found, "coordinates as numbers, lon first, on the globe"
    figure = _figure(geometry)
    if figure is None:
        return f"no geometry of the type {quoted(geometry['type'])}", "a GeoJSON geometry, or null with a reason"
    if figure.is_empty:
        return "an empty geometry", "a GeoJSON geometry, or null with a reason"
    if not figure.is_valid:
        return quoted(shapely.is_valid_reason(figure)), "a valid geometry (in QGIS: Fix geometries)"
    if not _right_handed(figure):
        return "a ring that runs the wrong way", "outer rings against the clock, holes with it (RFC 7946)"
    return None


def _figure(geometry: Any) -> Any:
    """Return the geometry as shapely understands it, or None where it does not."""
    bare = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    return shapely.from_geojson(json.dumps(bare), on_invalid="ignore")


def _all_on_globe(coordinates: Any) -> bool:
    """Tell whether nested lists end in pairs of real numbers within the globe; a third number (height) is no fault."""
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if isinstance(coordinates[0], list):
        return all(_all_on_globe(each) for each in coordinates)
    if len(coordinates) not in (2, 3) or not all(type(number) in (int, float) for number in coordinates):
        return False
    return bool(abs(coordinates[0]) <= 180 and abs(coordinates[1]) <= 90)


def _right_handed(figure: Any) -> bool:
    polygons = [part for part in shapely.get_parts(figure) if part.geom_type == "Polygon"]
    return all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in polygons)


def degrees_from(feature: Feature, point: tuple[float, float]) -> float:
    """Return how far a point (lat, lon) lies outside a feature's geometry; nothing where there is no sound geometry."""
    if feature.geometry is None or _fault_of(feature, "") is not None:
        return 0.0
    figure = _figure(feature.geometry)
    return float(figure.distance(shapely.Point(point[::-1])))
