"""The Arctic projection, Lambert azimuthal equal-area with centre 72 N 40 W on WGS 84, and ways along geodesics.

PROJ does the work, through pyproj. Areas on the map are true areas. The page's own script projects with the same
ellipsoidal form; a test in the browser holds the two together.
"""

import numpy as np
import pyproj
from numpy.typing import ArrayLike, NDArray

CENTRE_LAT = 72.0
CENTRE_LON = -40.0

CRS = f"+proj=laea +lat_0={CENTRE_LAT:g} +lon_0={CENTRE_LON:g} +ellps=WGS84 +units=m"
"""The plane of the map as PROJ writes it: metres from the centre, x to the right and y up."""

AUTHALIC_RADIUS = 6_371_007.181
"""Radius in metres of the sphere with the area of WGS 84."""

Numbers = NDArray[np.float64]

_TO_MAP = pyproj.Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
_ELLIPSOID = pyproj.Geod(ellps="WGS84")


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
    x, y = _TO_MAP.transform(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    return _finite(x), _finite(y)


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
    lon, lat = _TO_MAP.transform(np.asarray(x, dtype=float), np.asarray(y, dtype=float), direction="INVERSE")
    return np.mod(_finite(lon) + 180, 360) - 180, _finite(lat)


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Measure the shortest way between two places on WGS 84.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : float
        Degrees, east and north positive.

    Returns
    -------
    float
        Kilometres.
    """
    return float(_ELLIPSOID.inv(lon1, lat1, lon2, lat2)[2]) / 1000


def _finite(numbers: ArrayLike) -> Numbers:
    """Write what PROJ gives for no place, which is infinite, as nan."""
    found = np.asarray(numbers, dtype=float)
    return np.where(np.isfinite(found), found, np.nan)
