"""Greenland's coast from OpenStreetMap (by way of geo-maps): two simplified coasts and three town windows. ODbL 1.0."""

import json
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geojson_writer
from geodata.prepare import packages, shaping

WINDOWS = {
    "nuuk": ("Nuuk", -51.72157, 64.18347),
    "pituffik": ("Pituffik", -68.7032, 76.5312),
    "kangerlussuaq": ("Kangerlussuaq", -50.68937, 67.00876),
}
WINDOW_RADIUS = 60_000.0


def read(folder: Path) -> BaseGeometry:
    """Read the coast of Greenland.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives lie.

    Returns
    -------
    shapely.MultiPolygon
        Metres in EPSG:3413, valid, as detailed as the source.
    """
    world = json.loads(packages.read_member(packages.COAST, folder, "map.geo.json"))
    (greenland,) = [item for item in world["features"] if item["properties"]["A3"] == "GRL"]
    return shaping.only_polygons(shaping.to_polar(shaping.only_polygons(shapely.geometry.shape(greenland["geometry"]))))


def simplified(coast: BaseGeometry, tolerance: float, smallest: float) -> BaseGeometry:
    """Simplify the coast to `tolerance` metres and leave out islands below `smallest` square metres."""
    return shaping.only_polygons(shapely.simplify(shaping.without_small(coast, smallest), tolerance))


def window(coast: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """Cut the unsimplified coast to 60 km round a place."""
    around = shaping.to_polar(shapely.Point(lon, lat)).buffer(WINDOW_RADIUS, quad_segs=32)
    return shapely.intersection(coast, around)


def greenland(coast: BaseGeometry) -> str:
    """Write layers/greenland.geojson: coast-5km, coast-1km, and a window for each of three towns."""
    rows = [
        ("coast-5km", "Greenland, for the whole island", 5000, simplified(coast, 5000, 50e6), 4),
        ("coast-1km", "Greenland, for a region", 1000, simplified(coast, 1000, 2e6), 4),
    ]
    for key, (name, lon, lat) in WINDOWS.items():
        rows.append((f"window-{key}", f"60 km round {name}", 0, window(coast, lon, lat), 5))
    features = []
    for key, name, tolerance, shape, digits in rows:
        degrees = shaping.tidy(shaping.from_polar(shape), digits)
        properties = {"id": key, "name": name, "tolerance_m": tolerance}
        features.append(geojson_writer.feature(properties, shapely.geometry.mapping(degrees), digits))
    return geojson_writer.collection_text("greenland", features)
