"""A small map of where the rows of a table are: the outline of Greenland, and a spot for each place or a few."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dashboard.export.csv_file import harmless
from dashboard.release import Release, per_release
from dashboard.text.i18n import Words
from dashboard.view.rows import Row
from geodata.projection import project

WIDE = 240
"""The map's width in units of the drawing, and in pixels where there is room for it."""
APART = 26
"""Spots closer than this are one: each is large enough for a finger."""
SLACK_M = 9_000.0
EDGE = 8


@lru_cache(4096)
def _metres(lon: float, lat: float) -> tuple[float, float]:
    """Project a point once: each thread of the server would make a transformation of its own first."""
    x, y = project(lon, lat)
    return float(x), float(y)


@dataclass(frozen=True)
class Outline:
    """Greenland in the units of the drawing: path data, its height, and how points on the map become units.

    Parameters
    ----------
    path : str
        Path data.
    high : int
        The height of the drawing.
    left, top, scale : float
        Metres of its upper left corner on the Arctic map, and units a metre.
    """

    path: str
    high: int
    left: float
    top: float
    scale: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a point in units of the drawing."""
        x, y = _metres(lon, lat)
        return (x - self.left) * self.scale + EDGE, (self.top - y) * self.scale + EDGE

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies on the drawing."""
        return 0 <= x <= WIDE and 0 <= y <= self.high


@dataclass
class Spot:
    """Rows at one place, or at several close to each other."""

    x: float
    y: float
    names: dict[str, None] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)


@per_release()
def outline_of(release: Release) -> Outline:
    """Draw the coast of Greenland, coarsely."""
    import shapely

    ground = shapely.transform(release.atlas.greenland().shape, lambda at: _projected(at))
    left, low, right, top = shapely.bounds(ground)
    scale = (WIDE - 2 * EDGE) / (right - left)
    shape = shapely.simplify(ground, SLACK_M)
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.area > SLACK_M**2]
    path = "".join(_path(part.exterior.coords, left, top, scale) for part in parts)
    return Outline(path, round((top - low) * scale) + 2 * EDGE, left, top, scale)


def _projected(points: Any) -> Any:
    import numpy as np

    return np.column_stack(project(points[:, 0], points[:, 1]))


def _path(points: Iterable[tuple[float, ...]], left: float, top: float, scale: float) -> str:
    steps = (f"{(x - left) * scale + EDGE:.0f} {(top - y) * scale + EDGE:.0f}" for x, y, *_ in points)
    return f"M{'L'.join(steps)}z"


def spots_of(rows: Iterable[Row], outline: Outline) -> list[Spot]:
    """Gather rows by where they are; close places are one spot.

    Parameters
    ----------
    rows : iterable of Row
        The rows of a table; one that is divided over places stands at each of them.
    outline : Outline
        Of the map.
    """
    found: list[Spot] = []
    for row in rows:
        for lon, lat in row.points:
            x, y = outline.at(lon, lat)
            if not outline.holds(x, y):
                continue
            spot = next((one for one in found if abs(one.x - x) < APART and abs(one.y - y) < APART), None)
            if spot is None:
                found.append(spot := Spot(x, y))
            spot.names[row.where] = None
            if row.id not in spot.ids:
                spot.ids.append(row.id)
    return found


def locator_data(
    rows: Sequence[Row], sel: str, words: Words, head: Sequence[str], cells: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Give the element beside a table its map, and the table as text for a spreadsheet.

    Parameters
    ----------
    rows : sequence of Row
        The rows of the table.
    sel : str
        What is selected.
    words : Words
        The language.
    head : sequence of str
        The names of the columns.
    cells : sequence of mapping of str to object
        The cells of each row by the names of the columns, in their order.
    """
    outline = outline_of()
    return {
        "coast": outline.path,
        "w": WIDE,
        "h": outline.high,
        "spots": [spot_data(spot, sel, words, outline) for spot in spots_of(rows, outline)],
        "sel": sel,
        "cells": [list(head), *([cell_text(value) for value in line.values()] for line in cells)],
        "words": {name: words.say(f"locator.{name}") for name in ("map", "copy", "copied", "failed")},
    }


def spot_data(spot: Spot, sel: str, words: Words, outline: Outline) -> dict[str, Any]:
    """Give a spot where it stands, in shares of the map, its places and its rows."""
    name = words.listing(list(spot.names))
    return {
        "x": round(spot.x / WIDE, 4),
        "y": round(spot.y / outline.high, 4),
        "name": name,
        "label": words.say("locator.spot", place=name, entries=words.count("table.count", len(spot.ids))),
        "ids": spot.ids,
        "chosen": sel in spot.ids,
    }


def cell_text(value: object) -> str:
    """Write a cell on one line, so that no spreadsheet runs it or breaks it up."""
    return "" if value is None else " ".join(str(harmless(value)).split())
