"""The Arctic projection agrees with PROJ, comes back from where it went, and keeps areas."""

import itertools
import json
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import projection

PROJ = pyproj.Proj("+proj=laea +lat_0=72 +lon_0=-40 +ellps=WGS84")
GEOD = pyproj.Geod(ellps="WGS84")
LONGITUDES = st.floats(-180, 180)
NORTHERN = st.floats(45, 90)
NUUK = (-51.72157, 64.18347)
COPENHAGEN = (12.56553, 55.67594)


@given(LONGITUDES, NORTHERN)
def test_north_of_45_it_agrees_with_proj_to_a_kilometre(lon: float, lat: float) -> None:
    x, y = projection.project(lon, lat)
    theirs = PROJ(lon, lat)
    assert np.hypot(x - theirs[0], y - theirs[1]) < 1000


def test_a_sphere_with_geodetic_latitudes_would_not_agree() -> None:
    """The authalic latitudes are what the agreement rests on."""
    lat = np.degrees(projection.geodetic(np.radians(50.0)))  # as if 50 degrees were authalic already
    x, y = projection.project(60.0, float(lat))
    theirs = PROJ(60.0, 50.0)
    assert np.hypot(x - theirs[0], y - theirs[1]) > 5000


@given(LONGITUDES, st.floats(-60, 90))
def test_what_is_projected_comes_back(lon: float, lat: float) -> None:
    back_lon, back_lat = projection.unproject(*projection.project(lon, lat))
    away = (float(back_lon) - lon + 180) % 360 - 180
    assert abs(float(back_lat) - lat) < 1e-6
    assert abs(away) * np.cos(np.radians(lat)) < 1e-6


@given(st.floats(-np.pi / 2, np.pi / 2))
def test_authalic_latitudes_come_back(phi: float) -> None:
    assert abs(float(projection.geodetic(projection.authalic(phi))) - phi) < 1e-9


def test_the_centre_is_zero_and_north_is_up() -> None:
    x, y = projection.project([-40.0, -40.0, -39.0], [72.0, 73.0, 72.0])
    assert (float(x[0]), float(y[0])) == pytest.approx((0, 0), abs=1e-6)
    assert float(x[1]) == pytest.approx(0, abs=1e-6)
    assert 111_000 < float(y[1]) < 112_000
    assert 34_000 < float(x[2]) < 35_000


def test_what_lies_outside_the_map_is_nan() -> None:
    assert np.isnan(projection.project(140.0, -72.0)[0])
    assert np.isnan(projection.unproject(2e7, 0.0)[1])


def test_greenland_on_the_map_has_its_area_on_the_ellipsoid() -> None:
    path = Path(__file__).parents[1] / "geodata" / "layers" / "greenland.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    coast = shapely.geometry.shape(next(f for f in features if f["properties"]["id"] == "coast-5km")["geometry"])
    coast = shapely.segmentize(coast, 0.05)
    true = abs(GEOD.geometry_area_perimeter(coast)[0])
    drawn = shapely.transform(coast, lambda p: np.column_stack(projection.project(p[:, 0], p[:, 1]))).area
    assert drawn == pytest.approx(true, rel=2e-4)
    assert true == pytest.approx(2.15e12, rel=0.02)


@given(LONGITUDES, st.floats(40, 89))
def test_a_small_square_keeps_its_area_wherever_it_lies(lon: float, lat: float) -> None:
    side = 0.05 / np.cos(np.radians(lat))
    square = shapely.segmentize(shapely.box(lon, lat, lon + side, lat + 0.05), 0.005)
    drawn = shapely.transform(square, lambda p: np.column_stack(projection.project(p[:, 0], p[:, 1]))).area
    assert drawn == pytest.approx(abs(GEOD.geometry_area_perimeter(square)[0]), rel=1e-3)


def test_mercator_stretches_nuuk_five_times_and_pituffik_eighteen_times() -> None:
    assert round(projection.mercator_stretch(NUUK[1])) == 5
    assert round(projection.mercator_stretch(76.5312)) == 18
    assert projection.mercator_stretch(0.0) == 1
    assert projection.mercator_stretch([0.0, 60.0]).tolist() == pytest.approx([1, 4])


def test_the_distance_from_nuuk_to_copenhagen_is_that_of_the_ellipsoid_to_half_a_percent() -> None:
    true = GEOD.inv(*NUUK, *COPENHAGEN)[2] / 1000
    assert projection.distance_km(*NUUK, *COPENHAGEN) == pytest.approx(true, rel=0.005)
    assert projection.distance_km(*NUUK, *NUUK) == 0


@given(LONGITUDES, NORTHERN, st.integers(3, 40))
def test_a_great_circle_goes_the_shortest_way_in_equal_steps(lon: float, lat: float, n: int) -> None:
    way = projection.great_circle(*NUUK, lon, lat, n)
    steps = [projection.distance_km(*a, *b) for a, b in itertools.pairwise(way)]
    assert len(way) == n
    assert (way[0], way[-1]) == (NUUK, (lon, lat))
    assert sum(steps) == pytest.approx(projection.distance_km(*NUUK, lon, lat), abs=0.01)
    assert max(steps) - min(steps) < 0.01


def test_between_opposite_places_there_is_no_one_way() -> None:
    with pytest.raises(ValueError, match="opposite"):
        projection.great_circle(0, 0, 180, 0)


def test_a_way_has_two_ends() -> None:
    with pytest.raises(ValueError, match="2 or more"):
        projection.great_circle(*NUUK, *COPENHAGEN, 1)
