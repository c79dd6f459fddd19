"""The Arctic projection, Lambert azimuthal equal-area with centre 72 N 40 W, and great circles.

The map is drawn on the authalic sphere of WGS 84 (radius 6 371 007.181 m, the same area as the ellipsoid) with authalic
latitudes, so areas on the map are true areas. The full ellipsoidal form multiplies x and divides y by D = 1.000107
(24-20); leaving it out moves a point by at most one part in nine thousand, under a kilometre anywhere north of 45 N.

Equation numbers are those of Snyder, J. P. (1987), *Map Projections: A Working Manual*, USGS Professional Paper 1395,
pages 16 (authalic latitude), 182 to 190 (the projection). In radians, phi the geodetic latitude, beta the authalic one,
l the longitude + 40 degrees, R = 6371007.181, s1 = sin(beta(72 N)), c1 = cos(beta(72 N)):

- beta = phi - P2 sin 2phi + P4 sin 4phi - P6 sin 6phi   (3-14)
- phi = beta + Q2 sin 2beta + Q4 sin 4beta + Q6 sin 6beta   (3-18)
- k = R sqrt(2 / (1 + s1 sin beta + c1 cos beta cos l))   (24-2, with R)
- x = k cos beta sin l;  y = k (c1 sin beta - s1 cos beta cos l)   (22-4, 22-5)
- inverse: rho = hypot(x, y), c = 2 asin(rho / 2R)   (20-18, 24-16)
- beta = asin(cos c s1 + y sin c c1 / rho);  l = atan2(x sin c, rho c1 cos c - y s1 sin c)   (20-14, 20-15)

The constants below are all that another implementation (the page's own script) has to copy.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

AUTHALIC_RADIUS = 6_371_007.181
"""Radius in metres of the sphere with the area of WGS 84."""

MEAN_RADIUS_KM = 6371.0088
"""Mean radius of the Earth, for distances along great circles."""

CENTRE_LAT = 72.0
CENTRE_LON = -40.0

P2, P4, P6 = 2.239209695833035e-3, 2.1307749678433474e-6, 2.5331260974946617e-9
Q2, Q4, Q6 = 2.2392088624808466e-3, 2.8830839728914e-6, 5.033182663690438e-9

Numbers = NDArray[np.float64]


def authalic(phi: ArrayLike) -> Numbers:
    """Turn geodetic latitudes into authalic ones, both in radians (3-14)."""
    phi = np.asarray(phi, dtype=float)
    return np.asarray(phi - P2 * np.sin(2 * phi) + P4 * np.sin(4 * phi) - P6 * np.sin(6 * phi))


def geodetic(beta: ArrayLike) -> Numbers:
    """Turn authalic latitudes into geodetic ones, both in radians (3-18)."""
    beta = np.asarray(beta, dtype=float)
    return np.asarray(beta + Q2 * np.sin(2 * beta) + Q4 * np.sin(4 * beta) + Q6 * np.sin(6 * beta))


_BETA_1 = float(authalic(np.radians(CENTRE_LAT)))
_S1, _C1 = float(np.sin(_BETA_1)), float(np.cos(_BETA_1))


def project(lon: ArrayLike, lat: ArrayLike) -> tuple[Numbers, Numbers]:
    """Put longitudes and latitudes on the Arctic map.

    Parameters
    ----------
    lon, lat : array_like
        Degrees on WGS 84.

    Returns
    -------
    tuple of numpy.ndarray
        x to the right and y up, in metres from 72 N 40 W. The point opposite the centre has no place on the map: nan.
    """
    span = np.radians(np.asarray(lon, dtype=float) - CENTRE_LON)
    beta = authalic(np.radians(np.asarray(lat, dtype=float)))
    below = 1 + _S1 * np.sin(beta) + _C1 * np.cos(beta) * np.cos(span)
    scale = AUTHALIC_RADIUS * np.sqrt(2 / np.where(below > 1e-12, below, np.nan))
    x = scale * np.cos(beta) * np.sin(span)
    y = scale * (_C1 * np.sin(beta) - _S1 * np.cos(beta) * np.cos(span))
    return np.asarray(x), np.asarray(y)


def unproject(x: ArrayLike, y: ArrayLike) -> tuple[Numbers, Numbers]:
    """Turn places on the Arctic map back into longitudes and latitudes.

    Parameters
    ----------
    x, y : array_like
        Metres, as `project` gives them.

    Returns
    -------
    tuple of numpy.ndarray
        Longitude from -180 to below 180, latitude, in degrees; nan outside the map's rim.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    rho = np.hypot(x, y)
    half = rho / (2 * AUTHALIC_RADIUS)
    c = 2 * np.arcsin(np.where(half <= 1, half, np.nan))
    away = np.where(rho > 0, rho, 1.0)  # at the centre itself sin c is 0, so any divisor will do
    beta = np.arcsin(np.clip(np.cos(c) * _S1 + y * np.sin(c) * _C1 / away, -1, 1))
    span = np.arctan2(x * np.sin(c), away * _C1 * np.cos(c) - y * _S1 * np.sin(c))
    lon = np.mod(np.degrees(span) + CENTRE_LON + 180, 360) - 180
    return np.asarray(lon), np.degrees(geodetic(beta))


def mercator_stretch(lat: ArrayLike) -> Any:
    """Say how many times Web Mercator enlarges an area at this latitude, in degrees: sec squared (7-4).

    Returns
    -------
    float or numpy.ndarray
        1 at the equator, about 5 at Nuuk and 18 at Pituffik; a float where `lat` is one number.
    """
    stretch = 1 / np.cos(np.radians(np.asarray(lat, dtype=float))) ** 2
    return float(stretch) if stretch.ndim == 0 else stretch


def _angle(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Give the angle in radians between two places on a sphere (5-3a)."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half_lat, half_lon = (phi2 - phi1) / 2, np.radians(lon2 - lon1) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half_lon) ** 2
    return float(2 * np.arcsin(np.sqrt(min(1.0, float(chord)))))


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Measure the shortest way between two places, in km; a sphere, so up to 0.5 % off the ellipsoid."""
    return _angle(lon1, lat1, lon2, lat2) * MEAN_RADIUS_KM


def _direction(lon: float, lat: float) -> Numbers:
    """Give the unit vector from the Earth's middle to a place."""
    lam, phi = np.radians(lon), np.radians(lat)
    return np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def great_circle(lon1: float, lat1: float, lon2: float, lat2: float, n: int = 64) -> list[tuple[float, float]]:
    """Walk the shortest way from one place to another in equal steps.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : float
        The two ends, in degrees.
    n : int
        How many points, both ends included; at least 2.

    Returns
    -------
    list of tuple
        (longitude, latitude) pairs; the ends are those given. Between opposite places every way is equally short, and
        a ValueError says so.
    """
    if n < 2:
        raise ValueError(f"n is {n}; write 2 or more, both ends are points of the way")
    angle = _angle(lon1, lat1, lon2, lat2)
    if np.pi - angle < 1e-9:
        raise ValueError("the two places lie opposite each other; name a place between them")
    share = np.linspace(0, 1, n)[:, None]
    start, end = _direction(lon1, lat1), _direction(lon2, lat2)
    if angle < 1e-12:
        way = np.repeat(start[None, :], n, axis=0)
    else:
        way = (np.sin((1 - share) * angle) * start + np.sin(share * angle) * end) / np.sin(angle)
    lon = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    lat = np.degrees(np.arcsin(np.clip(way[:, 2], -1, 1)))
    inner = [(float(a), float(b)) for a, b in zip(lon[1:-1], lat[1:-1], strict=True)]
    return [(float(lon1), float(lat1)), *inner, (float(lon2), float(lat2))]
