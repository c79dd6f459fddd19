"""The Arctic projection agrees with PROJ, comes back from where it went, and keeps areas."""

import json
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import projection

GEOD = pyproj.Geod(ellps="WGS84")
LONGITUDES = st.floats(-180, 180)
NUUK = (-51.72157, 64.18347)
COPENHAGEN = (12.56553, 55.67594)


def authalic_sine(lat: float) -> float:
    """Sine of the authalic latitude, by Snyder's series (3-12)."""
    e2, sine = 0.0066943799901413165, np.sin(np.radians(lat))

    def q(s: float) -> float:
        return s * (2 + sum(e2**n * s ** (2 * n) * (2 * n + 2) / (2 * n + 1) for n in range(1, 8)))

    return float(q(sine) / q(1.0))


def cosine(sine: float) -> float:
    return float(np.sqrt(1 - sine * sine))


def test_snyders_formulas_on_the_authalic_sphere_give_the_same_point() -> None:
    """The authalic sphere is a check of its own: within one part in nine thousand it gives the same point (24-20)."""
    beta = authalic_sine(NUUK[1])
    first = authalic_sine(72.0)
    span = np.radians(NUUK[0] + 40)
    k = projection.AUTHALIC_RADIUS * np.sqrt(2 / (1 + first * beta + cosine(first) * cosine(beta) * np.cos(span)))
    sphere = (k * cosine(beta) * np.sin(span), k * (cosine(first) * beta - first * cosine(beta) * np.cos(span)))
    x, y = projection.project(*NUUK)
    assert (float(x), float(y)) == pytest.approx(sphere, rel=1.2e-4)


@given(LONGITUDES, st.floats(-60, 90))
def test_what_is_projected_comes_back(lon: float, lat: float) -> None:
    back_lon, back_lat = projection.unproject(*projection.project(lon, lat))
    away = (float(back_lon) - lon + 180) % 360 - 180
    assert abs(float(back_lat) - lat) < 1e-6
    assert abs(away) * np.cos(np.radians(lat)) < 1e-6


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


def test_distances_are_those_of_the_ellipsoid() -> None:
    chain = shapely.LineString([NUUK, COPENHAGEN])
    assert projection.distance_km(*NUUK, *COPENHAGEN) == pytest.approx(GEOD.geometry_length(chain) / 1000, abs=1e-6)
    assert projection.distance_km(0, 0, 0, 90) == pytest.approx(10_001.966, abs=0.001)  # a quarter of the meridian
    assert projection.distance_km(*NUUK, *NUUK) == 0
