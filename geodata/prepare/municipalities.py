"""Greenland's five municipalities, National Park and Pituffik enclave, within the OpenStreetMap coast. ODbL 1.0.

The lines inland are Natural Earth's, from before 2018: Qaasuitsup is split here by hand into Avannaata and Qeqertalik.
All lines are indicative.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import geojson_writer
from geodata.prepare import packages, shaping

SPLIT = (
    (-60.0, 68.2),
    (-55.2, 68.2),
    (-55.2, 69.9),
    (-54.2, 70.05),
    (-52.6, 69.97),
    (-51.75, 69.60),
    (-51.75, 68.95),
    (-40.0, 68.95),
    (-40.0, 66.5),
    (-60.0, 66.5),
    (-60.0, 68.2),
)
"""Inside is Qeqertalik, outside Avannaata; longitude, latitude."""

QAASUITSUP, PITUFFIK = "Qaasuitsup Kommunia", "Pituffik"
SMALLEST_CUT = 20e6  # square metres: smaller islands go whole to the nearest area
TOLERANCE = 2500.0
SMALLEST_DRAWN = 10e6


@dataclass(frozen=True, slots=True)
class Area:
    """One of the seven areas: names, kind, and its name in the source ("" for the two halves of Qaasuitsup)."""

    id: str
    name: str
    name_da: str
    name_en: str
    kind: str
    source_name: str


AREAS = (
    Area("avannaata", "Avannaata Kommunia", "Avannaata Kommune", "Avannaata Municipality", "municipality", ""),
    Area(
        "kujalleq", "Kommune Kujalleq", "Kujalleq Kommune", "Kujalleq Municipality", "municipality", "Kommune Kujalleq"
    ),
    Area(
        "nationalpark",
        "Kalaallit Nunaanni nuna eqqissisimatitaq",
        "Nationalparken i Nord- og Østgrønland",
        "Northeast Greenland National Park",
        "national park",
        "Nationalparken",
    ),
    Area("pituffik", "Pituffik", "Pituffik", "Pituffik enclave", "enclave", PITUFFIK),
    Area("qeqertalik", "Kommune Qeqertalik", "Qeqertalik Kommune", "Qeqertalik Municipality", "municipality", ""),
    Area("qeqqata", "Qeqqata Kommunia", "Qeqqata Kommune", "Qeqqata Municipality", "municipality", "Qeqqata Kommunia"),
    Area(
        "sermersooq",
        "Kommuneqarfik Sermersooq",
        "Sermersooq Kommune",
        "Sermersooq Municipality",
        "municipality",
        "Kommuneqarfik Sermersooq",
    ),
)


def _source_shapes(folder: Path) -> dict[str, BaseGeometry]:
    """Read Natural Earth's areas, in metres of EPSG:3413."""
    text = packages.read_member(packages.MUNICIPALITIES, folder, "src/js/data/grl.json")
    shapes = {}
    for item in json.loads(text)["features"]:
        degrees = shapely.segmentize(shapely.make_valid(shapely.geometry.shape(item["geometry"])), 0.25)
        shapes[item["properties"]["name"]] = shaping.only_polygons(shaping.to_polar(degrees))
    return shapes


def _claims(folder: Path) -> dict[str, BaseGeometry]:
    """Give the ground each area would have if the coast were Natural Earth's; Pituffik wins over Qaasuitsup."""
    shapes = _source_shapes(folder)
    split = shaping.to_polar(shapely.Polygon(shaping.densified(SPLIT)))
    north = shapely.difference(shapes[QAASUITSUP], shapes[PITUFFIK])
    halves = {"qeqertalik": shapely.intersection(north, split), "avannaata": shapely.difference(north, split)}
    return {area.id: halves.get(area.id, shapes.get(area.source_name)) for area in AREAS}


def _nearest(part: BaseGeometry, claims: dict[str, BaseGeometry]) -> str:
    """Name the area nearest to a part."""
    return min(sorted(claims), key=lambda key: (shapely.distance(claims[key], part), key))


def _longest_edge(part: BaseGeometry, pieces: list[tuple[str, BaseGeometry]]) -> str | None:
    """Name the area that shares the longest edge with a sliver, or None where it touches nobody."""
    shared = [(shapely.length(shapely.intersection(part, piece)), key) for key, piece in pieces]
    longest = max(shared, default=(0.0, ""))
    return longest[1] if longest[0] > 0 else None


def _cut(island: BaseGeometry, claims: dict[str, BaseGeometry]) -> list[tuple[str, BaseGeometry]]:
    """Share one coast polygon among the areas, slivers along the coast included."""
    pieces = [(key, shapely.intersection(island, claim)) for key, claim in claims.items() if claim.intersects(island)]
    pieces = [(key, shaping.only_polygons(piece)) for key, piece in pieces]
    rest = shapely.difference(island, shapely.union_all([piece for _, piece in pieces]))
    slivers = shaping.polygons(rest)
    # a sliver that only touches other slivers is settled by the nearest area
    return pieces + [(_longest_edge(sliver, pieces) or _nearest(sliver, claims), sliver) for sliver in slivers]


def areas(coast: BaseGeometry, folder: Path) -> dict[str, BaseGeometry]:
    """Share Greenland's land among the seven areas, as detailed as the coast.

    Parameters
    ----------
    coast : shapely.MultiPolygon
        From `coast.read`, metres in EPSG:3413.
    folder : pathlib.Path
        Where the archives lie.

    Returns
    -------
    dict
        Area id to MultiPolygon in EPSG:3413; together they are the coast.
    """
    claims = _claims(folder)
    for claim in claims.values():
        shapely.prepare(claim)
    shares: dict[str, list[BaseGeometry]] = {area.id: [] for area in AREAS}
    for island in shaping.polygons(coast):
        pieces = _cut(island, claims) if island.area > SMALLEST_CUT else [(_nearest(island, claims), island)]
        for key, piece in pieces:
            shares[key].append(piece)
    whole = np.array([shaping.only_polygons(shapely.union_all(parts)) for parts in shares.values()])
    coarse = np.array([shaping.only_polygons(shape) for shape in shapely.set_precision(whole, 1.0)])
    clean = shapely.coverage_clean(coarse, snapping_distance=1.0)
    return {key: shaping.only_polygons(shape) for key, shape in zip(shares, clean, strict=True)}


def drawn(shares: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Simplify the areas together, so that neighbours keep one line between them."""
    thin = shapely.coverage_simplify(np.array(list(shares.values())), TOLERANCE)
    return dict(zip(shares, (shaping.without_small(shape, SMALLEST_DRAWN) for shape in thin), strict=True))


def lines(shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    """Give the lines between neighbours, without any coast, in metres of EPSG:3413."""
    keys = sorted(shapes)
    pairs = [(a, b) for at, a in enumerate(keys) for b in keys[at + 1 :] if shapes[a].intersects(shapes[b])]
    shared = [shapely.intersection(shapes[a].boundary, shapes[b].boundary) for a, b in pairs]
    pieces = [line for part in shared for line in shapely.get_parts(part) if line.geom_type == "LineString"]
    return shapely.line_merge(shapely.union_all(pieces))


def municipalities(shapes: dict[str, BaseGeometry]) -> str:
    """Write basemap/municipalities.geojson from the areas that `drawn` gives."""
    features = []
    for area in AREAS:
        degrees = shaping.tidy(shaping.from_polar(shapes[area.id]))
        names = {"name": area.name, "name_da": area.name_da, "name_en": area.name_en}
        properties = {"id": area.id} | names | {"kind": area.kind, "indicative": True}
        features.append(geojson_writer.feature(properties, shapely.geometry.mapping(degrees), 4))
    return geojson_writer.collection_text("municipalities", features)


def municipality_lines(shapes: dict[str, BaseGeometry]) -> str:
    """Write basemap/municipality_lines.geojson: what to draw where the coast is drawn already."""
    degrees = shapely.set_precision(shaping.from_polar(lines(shapes)), 1e-4, mode="pointwise")
    parts = sorted(shapely.get_parts(shapely.normalize(degrees)), key=lambda line: line.bounds)
    properties = {"id": "municipality-lines", "name": "Lines between municipalities", "indicative": True}
    shape = shapely.geometry.mapping(shapely.MultiLineString(parts))
    return geojson_writer.collection_text("municipality_lines", [geojson_writer.feature(properties, shape, 4)])


def pituffik(shapes: dict[str, BaseGeometry], runway: tuple[float, float]) -> str:
    """Write layers/pituffik.geojson: the enclave (indicative) and the runway's point (longitude, latitude)."""
    degrees = shaping.tidy(shaping.from_polar(shapes["pituffik"]))
    area = {"id": "pituffik-area", "name": "Pituffik enclave", "indicative": True}
    point = {"id": "pituffik-runway", "name": "Pituffik Space Base, runway", "indicative": False}
    features = [
        geojson_writer.feature(area, shapely.geometry.mapping(degrees), 4),
        geojson_writer.feature(point, {"type": "Point", "coordinates": runway}, 4),
    ]
    return geojson_writer.collection_text("pituffik", features)
