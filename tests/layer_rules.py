"""What every GeoJSON file of ours keeps to (RFC 7946), as functions that name each fault; see test_layers."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

import shapely

Collection = dict[str, Any]


def _positions(coordinates: Any) -> Iterator[list[float]]:
    """Walk over all positions of nested coordinates."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _positions(part)


def _lines(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Walk over all lines and rings of a geometry."""
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(geometry["type"])
    if depth is None:
        return
    level = [geometry["coordinates"]]
    for _ in range(depth):
        level = [part for parts in level for part in parts]
    yield from level


def _rings(geometry: dict[str, Any]) -> Iterator[tuple[bool, list[list[float]]]]:
    """Walk over the rings of polygons; True for an outer one."""
    parts = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}.get(geometry["type"], [])
    for part in parts:
        for at, ring in enumerate(part):
            yield at == 0, ring


def _jumps(line: list[list[float]]) -> bool:
    """Say whether an edge spans more than half the world; along the pole, where all longitudes meet, it may."""
    return any(abs(a[0] - b[0]) > 180 and min(a[1], b[1]) < 90 for a, b in itertools.pairwise(line))


def geometry_faults(geometry: dict[str, Any], name: str) -> Iterator[str]:
    """Name the faults of one geometry."""
    positions = list(_positions(geometry["coordinates"]))
    if not all(len(p) == 2 and -180 <= p[0] <= 180 and -90 <= p[1] <= 90 for p in positions):
        yield f"{name}: a position is out of range"
    if any(_jumps(line) for line in _lines(geometry)):
        yield f"{name}: an edge crosses the antimeridian"
    if any(outer != shapely.LinearRing(ring).is_ccw for outer, ring in _rings(geometry)):
        yield f"{name}: a ring turns the wrong way"
    if not shapely.geometry.shape(geometry).is_valid:
        yield f"{name}: not valid"


def faults(collection: Collection) -> list[str]:
    """Name every fault of a file.

    Parameters
    ----------
    collection : dict
        The parsed file.

    Returns
    -------
    list of str
        Empty for a good file.
    """
    found = []
    if collection.get("type") != "FeatureCollection":
        found.append("not a FeatureCollection")
    if "crs" in collection:
        found.append("names a crs; RFC 7946 knows only longitude and latitude")
    features = collection.get("features", [])
    ids = Counter(item["properties"].get("id") for item in features)
    found += [f"{name}: id given {count} times" for name, count in ids.items() if count > 1 or not name]
    if not any(item["geometry"] for item in features):
        found.append("has no geometry at all")
    for item in features:
        name = str(item["properties"].get("id"))
        if item["geometry"] is not None:
            found += geometry_faults(item["geometry"], name)
        elif not item["properties"].get("reason"):
            found.append(f"{name}: no geometry and no reason why")
    return found
