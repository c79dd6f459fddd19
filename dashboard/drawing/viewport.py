"""Where places lie in a drawing: the equal-area plane of the page's map, laid so that all of Greenland is seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, atan2, cos, degrees, pi, radians, sin

from pyproj import Transformer

from dashboard.drawing.basemap import CRS
from dashboard.drawing.svg import Box, number
from geodata.projection import great_circle

# In metres of the plane, x to the right and y down from 72° N 40° W: what lies within is always in the picture.
GREENLAND = (-752_400.0, -1_304_400.0, 677_400.0, 1_353_800.0)
ICELAND = (710_700.0, 399_400.0, 1_212_500.0, 846_900.0)
EARTH_M = 6_371_007.181
NICE_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
CIRCLE = 48  # corners of a ring

_plane = Transformer.from_crs("EPSG:4326", CRS, always_xy=True)


@dataclass(frozen=True, slots=True)
class Viewport:
    """A part of the plane in a drawing.

    Parameters
    ----------
    box
        The part of the drawing that shows it, in pixels.
    scale
        Metres to a pixel.
    x0, y0
        The plane's middle, 72° N 40° W, in pixels of the drawing.
    """

    box: Box
    scale: float
    x0: float
    y0: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the pixel of a place, in degrees (WGS 84)."""
        x, y = _plane.transform(lon, lat)
        return self.x0 + x / self.scale, self.y0 - y / self.scale

    def path(self, places: Sequence[tuple[float, float]], closed: bool = False) -> str:
        """Write a line through places as path data."""
        lons, lats = zip(*places, strict=True)
        xs, ys = _plane.transform(lons, lats)
        points = (
            f"{number(self.x0 + x / self.scale)} {number(self.y0 - y / self.scale)}"
            for x, y in zip(xs, ys, strict=True)
        )
        return "M" + "L".join(points) + ("Z" if closed else "")

    def way(self, one: tuple[float, float], other: tuple[float, float]) -> str:
        """Write the shortest way between two places as path data."""
        return self.path(great_circle(*one, *other, 96))

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


def ground_circle(lon: float, lat: float, metres: float) -> list[tuple[float, float]]:
    """Give the corners of a circle of true size round a place."""
    far, phi = metres / EARTH_M, radians(lat)
    found = []
    for step in range(CIRCLE):
        turn = 2 * pi * step / CIRCLE
        up = asin(sin(phi) * cos(far) + cos(phi) * sin(far) * cos(turn))
        aside = atan2(sin(turn) * sin(far) * cos(phi), cos(far) - sin(phi) * sin(up))
        found.append((lon + degrees(aside), degrees(up)))
    return found


def dots_along(points: Iterable[tuple[float, float]], step: float = 8) -> list[Box]:
    """Give small boxes along a line, to see what it crosses."""
    found = []
    for (ax, ay), (bx, by) in pairwise(points):
        n = max(1, int(max(abs(bx - ax), abs(by - ay)) // step))
        found += [Box(ax + (bx - ax) * i / n, ay + (by - ay) * i / n, 1, 1) for i in range(n)]
    return found
