"""Countries from world-atlas (Natural Earth 1:50m): the land round Greenland and the 32 members of NATO.

Land and members come from one simplified coverage, so their coasts and borders lie on each other exactly. Everything is
thinned on the Arctic map itself: even near Greenland, ever coarser beyond the opening view.
"""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geojson_writer, projection
from geodata.prepare import packages, shaping, topology

RIM_DEGREES = 70.0
"""How far from the map's centre land is kept; 67 degrees reach Beijing, where Greenland has an office."""

TOLERANCE = 3300.0
"""In metres on the map: corners that enclose less than its square go (Visvalingam and Whyatt)."""

SMALLEST = 36e6
"""Islands and holes below this many square metres are left out; the same measure shrinks far away."""

SOUTHERN_END = 34.0
"""Parts of a member that lie wholly south of this latitude are left out: Hawaii, the Canaries, places overseas."""

DIGITS = 3

LEFT_OUT = {"Antarctica"}

# alpha-3: (alpha-2, numeric), ISO 3166-1; world-atlas joins on the zero-padded number
CODES = {
    "ALB": ("AL", "008"),
    "BEL": ("BE", "056"),
    "BGR": ("BG", "100"),
    "CAN": ("CA", "124"),
    "CZE": ("CZ", "203"),
    "DEU": ("DE", "276"),
    "DNK": ("DK", "208"),
    "ESP": ("ES", "724"),
    "EST": ("EE", "233"),
    "FIN": ("FI", "246"),
    "FRA": ("FR", "250"),
    "GBR": ("GB", "826"),
    "GRC": ("GR", "300"),
    "HRV": ("HR", "191"),
    "HUN": ("HU", "348"),
    "ISL": ("IS", "352"),
    "ITA": ("IT", "380"),
    "LTU": ("LT", "440"),
    "LUX": ("LU", "442"),
    "LVA": ("LV", "428"),
    "MKD": ("MK", "807"),
    "MNE": ("ME", "499"),
    "NLD": ("NL", "528"),
    "NOR": ("NO", "578"),
    "POL": ("PL", "616"),
    "PRT": ("PT", "620"),
    "ROU": ("RO", "642"),
    "SVK": ("SK", "703"),
    "SVN": ("SI", "705"),
    "SWE": ("SE", "752"),
    "TUR": ("TR", "792"),
    "USA": ("US", "840"),
}
GREENLAND = "304"
ALAND = "248"  # a part of Finland with a code of its own

Shapes = dict[str, BaseGeometry]


def _ring_on_map(ring: Any) -> Any:
    """Put a ring on the map; world-atlas lets rings run on across 180 degrees, so longitudes are unrolled first."""
    points = np.asarray(ring.coords)
    unrolled = np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])
    dense = np.asarray(shapely.segmentize(shapely.LineString(unrolled), 0.5).coords)
    return np.column_stack(projection.project(dense[:, 0], dense[:, 1]))


def _on_map(country: BaseGeometry) -> BaseGeometry:
    """Put a country on the map."""
    parts = []
    for part in shaping.polygons(country):
        outer, *holes = [_ring_on_map(ring) for ring in (part.exterior, *part.interiors)]
        parts.append(shapely.make_valid(shapely.Polygon(outer, holes)))
    return shaping.only_polygons(shapely.union_all(parts))


def rim() -> BaseGeometry:
    """The outer edge of everything drawn on the map, in metres."""
    radius = 2 * projection.AUTHALIC_RADIUS * np.sin(np.radians(RIM_DEGREES / 2))
    return shapely.Point(0, 0).buffer(radius, quad_segs=90)


def _read(folder: Path) -> list[tuple[str, str, BaseGeometry]]:
    """Read the countries of the package: numeric code, name, shape in degrees."""
    text = packages.read_member(packages.COUNTRIES, folder, "countries-50m.json")
    return [item for item in topology.geometries(json.loads(text), "countries") if item[1] not in LEFT_OUT]


def greenland(folder: Path) -> BaseGeometry:
    """Greenland as Natural Earth draws it, in degrees: free of the ODbL, so the ice is cut with it."""
    return next(shape for code, _, shape in _read(folder) if code == GREENLAND)


def simplified(folder: Path) -> Shapes:
    """Read all countries within the rim and simplify them together.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives lie.

    Returns
    -------
    dict
        Numeric code, or the name where there is none, to MultiPolygon in metres on the map.
    """
    shapes: dict[str, list[BaseGeometry]] = {}
    edge = rim()
    for code, name, shape in _read(folder):
        inside = shapely.intersection(_on_map(shape), edge)
        if inside.area > 0:
            shapes.setdefault(code or name, []).append(inside)
    whole = np.array([shaping.only_polygons(shapely.union_all(parts)) for parts in shapes.values()])
    clean = shapely.coverage_clean(whole, snapping_distance=1.0)
    thin = shapely.coverage_simplify(np.array([shaping.drawn_in(shape) for shape in clean]), TOLERANCE)
    back = [shaping.only_polygons(shaping.drawn_out(shape)) for shape in thin]
    return dict(zip(shapes, back, strict=True))


def land_shape(shapes: Shapes) -> BaseGeometry:
    """Join all countries but Greenland to one land, in metres on the map."""
    land = shapely.union_all([shape for code, shape in shapes.items() if code != GREENLAND])
    return shaping.drawn_out(shaping.without_small(shaping.drawn_in(land), SMALLEST))


def land(shapes: Shapes) -> str:
    """Write basemap/land.geojson: one MultiPolygon, without Greenland."""
    shape = shaping.tidy(shaping.from_map(land_shape(shapes)), DIGITS)
    properties = {"id": "land", "name": "Land without Greenland"}
    return geojson_writer.collection_text(
        "land", [geojson_writer.feature(properties, shapely.geometry.mapping(shape), DIGITS)]
    )


def _member_shape(shape: BaseGeometry, drawn: BaseGeometry) -> BaseGeometry:
    """Keep the parts of a member that the land shows and that reach north of `SOUTHERN_END`."""
    kept = [part for part in shaping.polygons(shape) if shapely.intersects(drawn, part.representative_point())]
    degrees = shaping.polygons(shaping.from_map(shapely.MultiPolygon(kept)))
    return shapely.MultiPolygon([part for part in degrees if part.bounds[3] >= SOUTHERN_END])


def members(shapes: Shapes, actors: Path) -> str:
    """Write layers/contributing_nations.geojson: the members of NATO in the evidence, with what is known of each.

    Parameters
    ----------
    shapes : dict
        As `simplified` gives them.
    actors : pathlib.Path
        evidence/actors.csv; a row with `nato_since` is a member.

    Returns
    -------
    str
        GeoJSON, sorted by alpha-3 code.
    """
    drawn = land_shape(shapes)
    shapely.prepare(drawn)
    with actors.open(encoding="utf-8", newline="") as file:
        rows = sorted((row for row in csv.DictReader(file) if row["nato_since"]), key=lambda row: row["id"])
    features = []
    for row in rows:
        iso2, numeric = CODES[row["id"]]
        parts = [shapes[numeric], *([shapes[ALAND]] if row["id"] == "FIN" else [])]
        shape = shaping.tidy(_member_shape(shapely.union_all(parts), drawn), DIGITS)
        features.append(
            geojson_writer.feature(_properties(row, iso2, numeric), shapely.geometry.mapping(shape), DIGITS)
        )
    return geojson_writer.collection_text("contributing_nations", features)


def _properties(row: dict[str, str], iso2: str, numeric: str) -> dict[str, Any]:
    """Give a member's properties in the order of the codebook."""
    numbers = {"capital_lat": float(row["capital_lat"]), "capital_lon": float(row["capital_lon"])}
    numbers["nato_since"] = int(row["nato_since"])
    names = ("name", "name_da", "capital", *numbers, "eu", "nordic", "arctic_council", "sources")
    known = {name: numbers.get(name, row[name]) for name in names}
    return {"id": row["id"], "iso2": iso2, "iso_numeric": numeric} | known
