"""The base map of the first look, written as SVG path data when the server starts.

The browser would need a good part of its first drawing to project some fifteen thousand points and to write them as
text. So it is handed the text, one path a kind. For another projection it asks for the geometry and writes it itself;
both follow the same rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely.geometry

from geodata.projection import project

UNIT_M = 100  # of the drawing: whole numbers do for a path, and they are short
SEA_UNIT_M = 1000  # depths are known no better
SEA_SLACK_M = 300  # a depth's outline follows a grid: half of its points lie on a straight line
TOO_FAR_LAT = 15.0  # the plane folds over itself far from Greenland; nothing there is ever looked at
SEAM_LNG = 179.9  # an edge between two points beyond it exists only because the world was cut at 180 degrees
SEA = "bathymetry"
LINES = ("graticule", "arctic_circle")  # open lines; the other layers are polygons
SHORES = ("land",)  # outlined, and cut at 180 degrees

Points = npt.NDArray[np.float64]


def opening_layers(layers: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Write the layers of the first look.

    Parameters
    ----------
    layers : mapping of str to sequence of mapping of str to object
        Name of the layer to its GeoJSON features; the sea floor is written a depth at a time.
    """
    return {
        name: sea_floor(features) if name == SEA else drawn(features, closed=name not in LINES, shore=name in SHORES)
        for name, features in layers.items()
    }


def sea_floor(features: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Write the depths of the sea: metres to path data in units of a kilometre.

    Parameters
    ----------
    features : iterable of mapping of str to object
        GeoJSON polygons with ``depth_m``, metres below the sea's surface.
    """
    by_depth: dict[int, list[Mapping[str, Any]]] = {}
    for feature in features:
        by_depth.setdefault(abs(int(feature["properties"]["depth_m"])), []).append(feature)
    return {str(depth): drawn(same, unit_m=SEA_UNIT_M, slack_m=SEA_SLACK_M) for depth, same in sorted(by_depth.items())}


def drawn(
    features: Iterable[Mapping[str, Any]],
    closed: bool = True,
    shore: bool = False,
    unit_m: int = UNIT_M,
    slack_m: float = 0.0,
) -> dict[str, str]:
    """Write features as path data in the plane of the equal-area projection.

    Parameters
    ----------
    features : iterable of mapping of str to object
        GeoJSON features (WGS 84) of lines or polygons.
    closed : bool
        Whether each line is closed: polygons are, lines are not.
    shore : bool
        Whether the outline is drawn too, where the cut at 180 degrees must stay unseen.
    unit_m : int
        Metres that a number stands for.
    slack_m : float
        Metres that an outline may stray by so that points can be left out (Douglas and Peucker); not for a shore.

    Returns
    -------
    dict
        ``whole``: filled and outlined as it is; for a shore also ``cut``, the polygons that the cut runs through, to be
        filled, and ``edge``, their outline without the cut. From 72° N 40° W, x to the right and y down, each number a
        step from the last. What is empty is left out.
    """
    parts: dict[str, list[str]] = {"whole": [], "cut": [], "edge": []}
    for rings in _pieces(features):
        if (rings[0][:, 1] < TOO_FAR_LAT).all():
            continue
        seams = [_seams(ring) for ring in rings]
        through = shore and any(seam.any() for seam in seams)
        flat = [_flat(ring, slack_m) for ring in rings]
        parts["cut" if through else "whole"] += [_path(ring, unit_m, closed) for ring in flat]
        if through:
            parts["edge"] += [_path(ring, unit_m, False, seam) for ring, seam in zip(flat, seams, strict=True)]
    return {name: "".join(paths) for name, paths in parts.items() if paths}


def _pieces(features: Iterable[Mapping[str, Any]]) -> Iterator[list[Points]]:
    """Give each polygon as its rings, and each line as one. Points are skipped."""
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features if feature["geometry"]]
    for part in shapely.get_parts(shapely.get_parts(shapes)):  # twice: a collection may hold what has parts of its own
        if part.geom_type == "Point":
            continue
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        yield [shapely.get_coordinates(ring) for ring in rings]


def _seams(ring: Points) -> npt.NDArray[np.bool_]:
    """Mark the edges that only exist because the world was cut; one fewer than points."""
    beyond = np.abs(ring[:, 0]) > SEAM_LNG
    return np.asarray(beyond[1:] & beyond[:-1])


def _flat(ring: Points, slack_m: float) -> Points:
    """Lay a line into the plane: metres, y down."""
    x, y = project(ring[:, 0], ring[:, 1])
    flat = np.column_stack((x, np.negative(y)))
    if not slack_m:
        return flat
    return np.asarray(shapely.get_coordinates(shapely.simplify(shapely.linestrings(flat), slack_m)))


def _path(ring: Points, unit_m: int, closed: bool, lifted: npt.NDArray[np.bool_] | None = None) -> str:
    """Write one line of the plane; the pen is lifted over the edges marked."""
    at = np.rint(ring / unit_m).astype(int)
    steps = np.diff(at, axis=0, prepend=at[:1])
    lift = np.zeros(len(ring), dtype=bool) if lifted is None else np.concatenate(([False], lifted))
    lift[0] = True
    words: list[str] = []
    pen = ""
    for (px, py), (dx, dy), up in zip(at.tolist(), steps.tolist(), lift.tolist(), strict=True):
        if up:
            words.append(f"M{_pair(px, py)}")
            pen = "l"
        elif dx or dy:
            words.append(f"{pen or (' ' if dx >= 0 else '')}{_pair(dx, dy)}")
            pen = ""
    return "".join(words) + ("z" if closed else "")


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"
