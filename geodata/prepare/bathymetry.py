"""Depths of the sea from NOAA's ETOPO5 (by way of ferret-datasets): filled contours, one inside the other."""

import io
from pathlib import Path
from typing import Any

import contourpy
import numpy as np
import shapely
from scipy import io as scipy_io
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from geodata import geojson_writer, projection
from geodata.prepare import packages, shaping
from geodata.prepare.countries import rim

DEPTHS = (200, 500, 1000, 2000, 3000)
CELL = 5000.0
BLUR = 2.0  # in cells
TOLERANCE = 5000.0
SMALLEST = 2500e6
DIGITS = 2


def _relief(folder: Path) -> tuple[Any, Any, Any]:
    """Read the world's heights: latitudes, longitudes from 0 to 360, metres."""
    data = packages.read_member(packages.DEPTHS, folder, "usr/share/ferret-vis/data/etopo5.cdf")
    with scipy_io.netcdf_file(io.BytesIO(data), "r", mmap=False) as file:
        found = [np.array(file.variables[name][:], dtype=float) for name in ("ETOPO05_Y", "ETOPO05_X", "ROSE")]
    return found[0], found[1], found[2]


def _on_map(lat: Any, lon: Any, heights: Any) -> tuple[Any, Any]:
    """Resample the heights to a grid on the Arctic map; beyond the rim the grid repeats its edge."""
    reach = np.ceil(rim().bounds[2] / CELL) * CELL
    axis = np.arange(-reach, reach + CELL, CELL)
    map_lon, map_lat = projection.unproject(*np.meshgrid(axis, axis))
    wide = np.concatenate([heights, heights[:, :1]], axis=1)  # the first meridian again, so that 360 has a neighbour
    at = [(map_lat - lat[0]) / (lat[1] - lat[0]), np.mod(map_lon - lon[0], 360) / (lon[1] - lon[0])]
    found = ndimage.map_coordinates(wide, np.nan_to_num(np.array(at)), order=1, mode="nearest")
    return axis, ndimage.gaussian_filter(found, BLUR)


def _deeper(generator: Any, depth: float) -> BaseGeometry:
    """Fill everything deeper than `depth` metres."""
    return shaping.filled_contour(generator.filled(-20_000.0, -depth))


def _thinned(shape: BaseGeometry) -> BaseGeometry:
    """Cut to the rim and simplify, more so far away."""
    inside = shaping.drawn_in(shapely.intersection(shape, rim()))
    thin = shapely.simplify(shaping.without_small(inside, SMALLEST), TOLERANCE)
    return shaping.only_polygons(shaping.drawn_out(shaping.without_small(thin, SMALLEST)))


def bathymetry(folder: Path) -> str:
    """Write basemap/bathymetry.geojson: a MultiPolygon for each depth, shallow first, so deep is drawn on top.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives lie.

    Returns
    -------
    str
        GeoJSON with `depth_m`: 200 means that the sea is deeper than 200 m inside.
    """
    axis, heights = _on_map(*_relief(folder))
    generator = contourpy.contour_generator(axis, axis, heights, fill_type=contourpy.FillType.OuterOffset)
    features = []
    for depth in DEPTHS:
        degrees = shaping.tidy(shaping.from_map(_thinned(_deeper(generator, depth))), DIGITS)
        properties = {"id": f"depth-{depth}", "name": f"Deeper than {depth} m", "depth_m": depth}
        features.append(geojson_writer.feature(properties, shapely.geometry.mapping(degrees), DIGITS))
    return geojson_writer.collection_text("bathymetry", features)
