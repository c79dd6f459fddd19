"""Reads TopoJSON: arcs shared by neighbours, stored as whole numbers of small steps."""

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def _arcs(topology: dict[str, Any]) -> list[Any]:
    """Turn each arc into an array of longitude and latitude."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def _ring(arcs: list[Any], indices: list[int]) -> Any:
    """Join arcs end to end; a negative index is the arc walked backwards."""
    pieces = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
    return np.concatenate([pieces[0], *[piece[1:] for piece in pieces[1:]]])


def _polygon(arcs: list[Any], rings: list[list[int]]) -> BaseGeometry:
    """Make one polygon of its rings."""
    outer, *holes = [_ring(arcs, ring) for ring in rings]
    return shapely.Polygon(outer, holes)


def geometries(topology: dict[str, Any], name: str) -> list[tuple[str, str, BaseGeometry]]:
    """Read the polygons of one object.

    Parameters
    ----------
    topology : dict
        A parsed TopoJSON file with a transform.
    name : str
        The object, for instance ``countries``.

    Returns
    -------
    list of tuple
        (id, name, MultiPolygon in degrees) in the order of the file; the id is "" where the file gives none.
    """
    arcs = _arcs(topology)
    found = []
    for item in topology["objects"][name]["geometries"]:
        parts = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        shape = shapely.multipolygons([_polygon(arcs, rings) for rings in parts])
        found.append((str(item.get("id", "")), str(item["properties"]["name"]), shape))
    return found
