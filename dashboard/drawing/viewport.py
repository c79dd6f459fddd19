"""Where places lie in a drawing: the equal-area plane of the page's map, laid so that all of Greenland is seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyproj

from dashboard.drawing.svg import Box, number
from geodata.projection import project

# In metres of the plane, x to the right and y down from 72° N 40° W: what lies within is always in the picture.
GREENLAND = (-752_400.0, -1_304_400.0, 677_400.0, 1_353_800.0)
ICELAND = (710_700.0, 399_400.0, 1_212_500.0, 846_900.0)
NICE_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
CIRCLE = 48  # corners of a ring

STEPS = 96  # of a line between two places

_ELLIPSOID = pyproj.Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Viewport:
    """A part of the plane in a drawing.

    Parameters
    ----------
    box : Box
        The part of the drawing that shows it, in pixels.
    scale : float
        Metres to a pixel.
    x0, y0 : float
        The plane's middle, 72° N 40° W, in pixels of the drawing.
    """

    box: Box
    scale: float
    x0: float
    y0: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the pixel of a place, in degrees (WGS 84)."""
        x, y = project(lon, lat)
        return self.x0 + float(x) / self.scale, self.y0 - float(y) / self.scale

    def path(self, places: Sequence[tuple[float, float]], closed: bool = False) -> str:
        """Write a line through places as path data."""
        lons, lats = zip(*places, strict=True)
        xs, ys = project(lons, lats)
        points = (
            f"{number(self.x0 + x / self.scale)} {number(self.y0 - y / self.scale)}"
            for x, y in zip(xs, ys, strict=True)
        )
        return "M" + "L".join(points) + ("Z" if closed else "")

    def way(self, one: tuple[float, float], other: tuple[float, float]) -> str:
        """Write the shortest way between two places as path data."""
        return self.path(way_between(one, other))

    def ring(self, lon: float, lat: float, metres: float) -> str:
        """Write a circle of true size on the ground as path data."""
        return self.path(ground_circle(lon, lat, metres), closed=True)

    def transform(self, unit_m: float) -> str:
        """Give the transform that lays path data of the base map into the drawing."""
        return f"translate({number(self.x0)} {number(self.y0)}) scale({unit_m / self.scale:.5g})"

    @property
    def scale_bar(self) -> tuple[int, float]:
        """The kilometres of the scale bar and its length in pixels."""
        km = max(km for km in NICE_KM if km * 1000 / self.scale <= 130 or km == NICE_KM[0])
        return km, km * 1000 / self.scale


def fit(box: Box, free: Box, iceland: bool = True) -> Viewport:
    """Lay the plane so that Greenland, and Iceland where asked for, lies within the free part of a box."""
    corners = [GREENLAND, ICELAND] if iceland else [GREENLAND]
    left, top = min(one[0] for one in corners), min(one[1] for one in corners)
    right, bottom = max(one[2] for one in corners), max(one[3] for one in corners)
    scale = max((right - left) / free.w, (bottom - top) / free.h)
    x0 = free.x + free.w / 2 - (left + right) / 2 / scale
    y0 = free.y + free.h / 2 - (top + bottom) / 2 / scale
    return Viewport(box, scale, x0, y0)


def way_between(one: tuple[float, float], other: tuple[float, float], steps: int = STEPS) -> list[tuple[float, float]]:
    """Walk the shortest way between two places (longitude, latitude) on WGS 84, both ends included."""
    return [one, *_ELLIPSOID.npts(*one, *other, steps - 1), other]


def ground_circle(lon: float, lat: float, metres: float) -> list[tuple[float, float]]:
    """Give the corners of a circle of true size round a place."""
    turns = np.arange(CIRCLE) * 360 / CIRCLE
    lons, lats, _ = _ELLIPSOID.fwd(np.full(CIRCLE, lon), np.full(CIRCLE, lat), turns, np.full(CIRCLE, metres))
    return list(zip(lons.tolist(), lats.tolist(), strict=True))


def dots_along(points: Iterable[tuple[float, float]], step: float = 8) -> list[Box]:
    """Give small boxes along a line, to see what it crosses."""
    found = []
    for (ax, ay), (bx, by) in pairwise(points):
        n = max(1, int(max(abs(bx - ax), abs(by - ay)) // step))
        found += [Box(ax + (bx - ax) * i / n, ay + (by - ay) * i / n, 1, 1) for i in range(n)]
    return found
