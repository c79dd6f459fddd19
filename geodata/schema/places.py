"""Rules about where things are: each place inside the box of its kind, and points that agree."""

from collections.abc import Iterator
from dataclasses import dataclass

from geodata.errors import Problem, named, quoted
from geodata.names import comparable
from geodata.projection import distance_km
from geodata.schema.fields import FIELDS
from geodata.schema.formats import number_of
from geodata.schema.geometry import degrees_from, fault_of, shape_problems
from geodata.tables import LAYERS, Row, Tables, problem_at, where

NEAR_KM = 30.0
"""Kilometres between two points that name the same town: a town and its airport, or a rounded figure."""

NEAR_DEGREES = 0.5
"""Degrees that a capital may lie outside the outline of its country: outlines are drawn coarsely."""

NO_POINT = ("territory", "area", "country")
"""Kinds of place where a single point would claim more than anybody said."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of degrees, with the words for it."""

    name: str
    south: float
    north: float
    west: float
    east: float

    def __contains__(self, point: tuple[float, float]) -> bool:
        lat, lon = point
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def __str__(self) -> str:
        return f"{self.name}, latitude {self.south:g} to {self.north:g} and longitude {self.west:g} to {self.east:g}"


GREENLAND = Box("a point in Greenland", 59.5, 84, -74, -10)
ICELAND = Box("a point in Iceland", 63, 67, -25, -13)
"""Lies within Greenland's box and is not meant by it."""
NORTH = Box("a point in the North", 50, 84, -75, 35)
ABROAD = Box("a city abroad", 20, 84, -180, 180)
"""Not south of 20° N: a swapped pair of a European city lands there."""


def place_problems(tables: Tables) -> Iterator[Problem]:
    """Check every rule of this module.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    for rule in (
        _places,
        _unsourced,
        _standing_layers,
        _events,
        _capitals,
        _nations,
        _other_properties,
        shape_problems,
    ):
        yield from rule(tables)


def _point(row: Row, lat: str = "lat", lon: str = "lon") -> tuple[float, float] | None:
    north, east = number_of(row[lat]), number_of(row[lon])
    return None if north is None or east is None else (north, east)


def _shown(point: tuple[float, float]) -> str:
    """Write a point with all the figures by which it is compared."""
    lat, lon = (repr(degrees).removesuffix(".0") for degrees in point)
    return f"lat {lat}, lon {lon}"


def _odd_geometry(tables: Tables, layer: str) -> frozenset[str]:
    """Return the features whose geometry is there and gives no point: that is told, and no reason is asked for."""
    return frozenset(feature.id for feature in tables.features.get(layer, ()) if fault_of(feature, layer))


def _places(tables: Tables) -> Iterator[Problem]:
    greenlandic, odd = {row["place"] for row in tables.sites}, _odd_geometry(tables, "places")
    for row in tables.places:
        point = _point(row)
        if row["id"] in odd:
            continue
        if bool(row["reason"]) == (point is not None):
            yield problem_at(tables, "places", row, "reason", "why there is no point, and nothing where there is one")
        if point is None:
            continue
        if row["kind"] in NO_POINT:
            yield problem_at(tables, "places", row, "geometry", f"null: no {row['kind']} is a point", _shown(point))
            continue
        box = _box_of(row, greenlandic)
        in_greenland = point in GREENLAND and point not in ICELAND
        if point not in box or (box is GREENLAND and not in_greenland):
            yield problem_at(tables, "places", row, "geometry", f"{box} (lon comes first in GeoJSON)", _shown(point))
        elif box is ABROAD and in_greenland:
            yield problem_at(tables, "places", row, "kind", "town or settlement: the point lies in Greenland")
        if row["precision"] == "not_given":
            yield problem_at(tables, "places", row, "precision", "how exact the point is: site or town")


def _astray(tables: Tables) -> frozenset[str]:
    """Return the places whose own point is wrong: what lies elsewhere than they do need not be."""
    rows = {problem.row for problem in _places(tables) if problem.field == "geometry"}
    wrong = frozenset(row["id"] for row in tables.places if where(tables, "places", row)[1] in rows)
    return wrong | _odd_geometry(tables, "places")


def _unsourced(tables: Tables) -> Iterator[Problem]:
    """A place that the editor typed needs a source; the manifest tells where packaged ones come from."""
    for row in tables.places:
        if row["origin"] == "editor" and not row["sources"]:
            yield problem_at(tables, "places", row, "sources", "the id of the source that gives its name and point")


def _box_of(row: Row, greenlandic: set[str]) -> Box:
    if row["kind"] in ("town", "settlement") or row["id"] in greenlandic:
        return GREENLAND
    return NORTH if row["kind"] == "site" else ABROAD


def _standing_layers(tables: Tables) -> Iterator[Problem]:
    """Sites and posts carry the point of their place, so that a place is moved in one file and not half."""
    places, astray = {row["id"]: row for row in tables.places}, _astray(tables)
    for layer, key in (("sites", "place"), ("diplomatic_posts", "host_place")):
        odd = _odd_geometry(tables, layer)
        for row in (row for row in tables.rows(layer) if row["id"] not in odd):
            point, place = _point(row), places.get(row[key])
            if bool(row["reason"]) == (point is not None):
                yield problem_at(tables, layer, row, "reason", "why there is no point, and nothing where there is one")
            if place is not None and point != _point(place):
                home = _point(place)
                remedy = f"the point of {named(place['id'])}, {_shown(home)}" if home else "null, as its place has none"
                found, follows = _shown(point) if point else "no point", place["id"] in astray
                yield problem_at(tables, layer, row, "geometry", remedy, found, follows)
            if point is not None and row["precision"] == "not_given":
                yield problem_at(tables, layer, row, "precision", "how exact the point is: site or town")


def _pair(tables: Tables, table: str, row: Row, lat: str, lon: str) -> Iterator[Problem]:
    """Latitude and longitude stand together or not at all, and on the globe."""
    point = _point(row, lat, lon)
    if bool(row[lat]) != bool(row[lon]):
        yield problem_at(tables, table, row, lat if row[lon] else lon, f"{lat} and {lon}, or neither")
    elif point is not None and not (abs(point[0]) <= 90 and abs(point[1]) <= 180):
        yield problem_at(tables, table, row, lat, "latitude -90 to 90 and longitude -180 to 180", _shown(point))


def _events(tables: Tables) -> Iterator[Problem]:
    places, astray = {row["id"]: row for row in tables.places}, _astray(tables)
    for row in tables.events:
        yield from _pair(tables, "events", row, "lat", "lon")
        point, place = _point(row), places.get(row["place"])
        home = _point(place) if place else None
        if (row["lat"] or row["lon"]) and not row["place"]:
            yield problem_at(tables, "events", row, "place", "the place id of the point")
        elif point and home and kilometres(point, home) > NEAR_KM:
            remedy = f"a point within {NEAR_KM:g} km of {named(row['place'])}, {_shown(home)}"
            yield problem_at(tables, "events", row, "lat", remedy, _shown(point), row["place"] in astray)


def _capitals(tables: Tables) -> Iterator[Problem]:
    """A swapped pair of numbers often stays on the globe; a capital that is also a place gives it away."""
    cities = {comparable(row["name_en"]): row for row in tables.places if row["kind"] in ("town", "city abroad")}
    astray = _astray(tables)
    outlines = {feature.id: feature for feature in tables.features.get("contributing_nations", ())}
    for row in tables.actors:
        yield from _pair(tables, "actors", row, "capital_lat", "capital_lon")
        point, city = _point(row, "capital_lat", "capital_lon"), cities.get(comparable(row["capital"]))
        home = _point(city) if city else None
        if bool(row["capital"]) != bool(row["capital_lat"]):
            yield problem_at(tables, "actors", row, "capital", "a capital with its point, or neither")
        elif point and point not in ABROAD:
            yield problem_at(tables, "actors", row, "capital_lat", str(ABROAD), _shown(point))
        elif point and row["id"] in outlines and degrees_from(outlines[row["id"]], point) > NEAR_DEGREES:
            remedy = f"a point within {NEAR_DEGREES:g} degrees of the country's outline"
            yield problem_at(tables, "actors", row, "capital_lat", remedy, _shown(point))
        elif point and city and home and kilometres(point, home) > NEAR_KM:
            if kilometres(point, home[::-1]) <= NEAR_KM:
                yield problem_at(tables, "places", city, "geometry", f"{_shown(point)} (lon comes first)", _shown(home))
            else:
                remedy = f"a point within {NEAR_KM:g} km of {named(row['capital'])} in places.geojson, {_shown(home)}"
                follows = city["id"] in astray
                yield problem_at(tables, "actors", row, "capital_lat", remedy, _shown(point), follows)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points of latitude and longitude."""
    return distance_km(one[1], one[0], other[1], other[0])


def _nations(tables: Tables) -> Iterator[Problem]:
    """Hold the layer of nations to actors.csv, whose facts it repeats."""
    actors = {row["id"]: row for row in tables.actors}
    for row in tables.rows("contributing_nations"):
        actor = actors.get(row["id"], {})
        for name in (field.name for field in FIELDS["actors"] if field.name in row):
            if actor and row[name] != actor[name]:
                yield problem_at(tables, "contributing_nations", row, name, f"{quoted(actor[name])}, as in actors.csv")


def _other_properties(tables: Tables) -> Iterator[Problem]:
    for layer in (*LAYERS, "contributing_nations"):
        known = {field.name for field in FIELDS[layer]}
        for feature in tables.features.get(layer, ()):
            for name in feature.properties.keys() - known:
                remedy = f"only the properties {', '.join(field.name for field in FIELDS[layer])}"
                yield problem_at(tables, layer, feature.properties, quoted(name), remedy, "an unknown property")
