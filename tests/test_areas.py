"""Areas on the ground: circle, box and polygon, over the pole and the date line, and what "inside" means (rule R9)."""

from typing import Any

import numpy as np
import pyproj
import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from geodata import Atlas, World
from geodata.areas import (
    INSIDE,
    MAYBE,
    OUTSIDE,
    UNWEIGHED,
    Area,
    AreaError,
    area_of,
    contains,
    depth_km,
    ground_of,
    outline,
    weigh,
)
from geodata.model import REACH_M, Place

GEOD = pyproj.Geod(ellps="WGS84")
LONS, LATS = st.floats(-180, 180).map(lambda x: round(x, 3)), st.floats(55, 89.5).map(lambda x: round(x, 3))
CIRCLES = st.builds(lambda lon, lat, km: Area("circle", (lon, lat, float(km))), LONS, LATS, st.integers(1, 3000))
BOXES = st.builds(
    lambda west, wide, south, high: Area(
        "box", (west, round((west + wide + 180) % 360 - 180, 3), south, min(90.0, round(south + high, 3)))
    ),
    LONS,
    st.integers(1, 300),
    LATS,
    st.integers(1, 30),
).map(lambda area: Area("box", tuple(area.numbers[at] for at in (0, 2, 1, 3))))


@st.composite
def polygons(draw: st.DrawFn) -> Area:
    """Draw a polygon around a middle, its corners in order of their direction."""
    lon, lat, count = draw(LONS), draw(LATS), draw(st.integers(3, 8))
    ways = [(at + draw(st.integers(0, 40)) / 100) * 360 / count for at in range(count)]
    corners = [GEOD.fwd(lon, lat, way, draw(st.integers(400, 2000)) * 1000)[:2] for way in ways]
    numbers = ",".join(f"{one:.4f}" for corner in corners for one in corner)
    try:
        return area_of(f"polygon:{numbers}", {})
    except AreaError:  # a sliver, seldom: two of its sides lie on each other
        reject()


AREAS = st.one_of(CIRCLES, BOXES, polygons())


def place_at(lon: float | None, lat: float | None, precision: str = "site", name: str = "x") -> Place:
    return Place(name, name, name, name, (), "site", precision, lat, lon, "", ())


@given(AREAS)
def test_an_area_is_read_from_its_own_text(area: Area) -> None:
    assert area_of(area.text, {}) == area
    assert len(area.text) <= 400


@given(CIRCLES, LONS, LATS)
def test_a_circle_holds_what_is_near_enough_along_the_ellipsoid(circle: Area, lon: float, lat: float) -> None:
    middle_lon, middle_lat, km = circle.numbers
    metres = GEOD.inv(middle_lon, middle_lat, lon, lat)[2]
    assert bool(contains(circle, np.array([[lon, lat]]))[0]) == (metres / 1000 <= km)


@given(AREAS, st.floats(0, 0.999), st.integers(0, 359), st.integers(1, 350))
def test_the_depth_of_a_point_is_how_far_its_disc_may_reach_and_stay_inside(
    area: Area, share: float, way: int, km: int
) -> None:
    rim = np.concatenate(outline(area))
    start_lon, start_lat = rim[int(share * len(rim))]
    lon, lat, _ = GEOD.fwd(start_lon, start_lat, way, km * 1000)
    depth = depth_km(area, lon, lat)
    assume(abs(depth) > 0.5)
    around = np.linspace(0, 359, 120)

    def disc(share: float) -> Any:
        metres = np.full_like(around, abs(depth) * share * 1000)
        lons, lats, _ = GEOD.fwd(np.full_like(around, lon), np.full_like(around, lat), around, metres)
        return contains(area, np.column_stack([lons, lats]))

    inside = depth > 0
    assert bool(contains(area, np.array([[lon, lat]]))[0]) == inside
    assert (disc(0.99) == inside).all()
    assert abs(depth) <= km + 0.1  # no nearer rim is passed over, and none is farther than the one it started from


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("circle:-16.6667,81.6:1200", [(163, 88), (-16, 90)], [(163, 80), (-16, 70)]),  # over the pole
        ("box:170,60,-170,72", [(180, 65), (-180, 65), (175, 70), (-171, 61)], [(0, 65), (169, 65), (-169, 65)]),
        ("box:-60,80,60,90", [(0, 85), (0, 90), (170, 90)], [(170, 85)]),
        ("box:-180,75,180,90", [(0, 80), (180, 90), (-77, 76)], [(0, 74)]),
        ("polygon:170,60,-80,60,-10,60,60,60", [(0, 90), (120, 85), (-60, 70)], [(0, 40), (120, 50)]),
        ("polygon:170,60,-170,60,-170,70,170,70", [(180, 65), (-179, 64)], [(0, 65), (160, 65)]),
        ("polygon:-55,60,-40,60,-45,70", [(-47, 62)], [(-47, 72), (-60, 62)]),
        ("polygon:-45,70,-40,60,-55,60", [(-47, 62)], [(-47, 72), (-60, 62)]),  # the other way round
    ],
)
def test_areas_over_the_pole_and_the_date_line(
    text: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    area = area_of(text, {})
    assert contains(area, np.array(inside, float)).all()
    assert not contains(area, np.array(outside, float)).any()
    assert all(np.isfinite(line).all() for line in outline(area))
    assert all(np.abs(np.diff(line[:, 0])).max() < 180 for line in outline(area) if len(line) > 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "form"),
        ("nuuk", "form"),
        ("circle:nuuk:0", "radius"),
        ("circle:nuuk:5001", "radius"),
        ("circle:nuuk:nan", "radius"),
        ("circle:nuuk:٣٠", "radius"),
        ("circle:atlantis:50", "place"),
        ("circle:greenland:50", "place"),
        ("circle:1,2,3:50", "form"),
        ("circle:-51,95:50", "form"),
        ("box:1,2,3", "form"),
        ("box:1,2", "box"),
        ("box:-55,70,-40,60", "box"),
        ("box:-55,60,-55,70", "box"),
        ("polygon:0,60,10,60", "corners"),
        ("polygon:" + ",".join(["0,60"] * 25), "corners"),
        ("polygon:0,60,10,70,0,70,10,60", "crossing"),
        ("polygon:0,60,0,60,0,60", "crossing"),
        ("polygon:0,0,120,0,-120,0", "wide"),
        ("polygon:" + "9" * 500, "form"),
        ("<script>{{7*7}}</script>", "form"),
        ("circle:{{7*7}}:50", "place"),
        ("box:1e3,2,3,4", "form"),
    ],
)
def test_what_is_no_area_is_told_with_a_remedy(atlas: Atlas, text: str, code: str) -> None:
    with pytest.raises(AreaError, match=r"^write ") as caught:
        area_of(text, atlas.places)
    assert caught.value.code == code


@pytest.fixture(scope="module")
def world(atlas: Atlas) -> World:
    return atlas.at("2026-01-19")


def test_a_place_is_inside_for_certain_only_with_all_of_its_ring(atlas: Atlas) -> None:
    ground = atlas.greenland()
    for precision, metres in REACH_M.items():
        km = metres / 1000
        for far, verdict in ((km + 0.01, INSIDE), (0.5 * km, MAYBE), (-0.5 * km, MAYBE), (-km - 0.01, OUTSIDE)):
            lon, lat, _ = GEOD.fwd(-50.0, 65.0, 40, (400 - far) * 1000)
            found = weigh(Area("circle", (-50.0, 65.0, 400.0)), place_at(lon, lat, precision), "", ground)
            assert found == verdict, (precision, far)
    town = place_at(-50.0, 65.0, "town")
    assert weigh(Area("circle", (-50.0, 65.0, 2.0)), town, "", ground) == MAYBE
    assert weigh(Area("circle", (-50.0, 65.0, 2.0)), town, "site", ground) == INSIDE  # as the claim says it


def test_somewhere_in_greenland_may_be_inside_where_the_area_meets_it(atlas: Atlas) -> None:
    ground, greenland = atlas.greenland(), atlas.places["greenland"]
    for text, verdict in (
        ("circle:nuuk:20", MAYBE),
        ("circle:-40,72:50", MAYBE),  # in the midst of the ice
        ("circle:-58,60:100", OUTSIDE),  # in the Labrador Sea
        ("box:-75,59,-10,84", INSIDE),
    ):
        assert weigh(area_of(text, atlas.places), greenland, "territory", ground) == verdict, text
    assert weigh(area_of("circle:nuuk:20", atlas.places), None, "", ground) == UNWEIGHED
    assert weigh(area_of("circle:nuuk:20", atlas.places), atlas.places["iceland"], "country", ground) == UNWEIGHED
    assert weigh(area_of("circle:nuuk:20", atlas.places), greenland, "territory", ground_of("")) == MAYBE


@given(st.integers(1, 2500), st.integers(0, 2500))
def test_a_larger_circle_loses_nobody_and_what_may_be_inside_comes_beside(world: World, km: int, more: int) -> None:
    small, large = f"circle:nuuk:{km}", f"circle:nuuk:{min(5000, km + more)}"
    certain, possible = world.refine(area=small).states, world.refine(area=small, maybe=True).states
    assert certain.keys() <= possible.keys()
    assert certain.keys() <= world.refine(area=large).states.keys()
    assert possible.keys() <= world.refine(area=large, maybe=True).states.keys()
    verdicts = world.lies(small)
    assert {name for name, one in verdicts.items() if one == INSIDE} == {n for n, s in certain.items() if s.step}


def test_who_is_divided_over_places_is_inside_where_any_of_them_is(world: World) -> None:
    for place in ("nuuk", "kangerlussuaq"):
        assert world.lies(f"circle:{place}:20")["dnk-exercise"] == INSIDE
    assert world.lies("circle:pituffik:20")["dnk-exercise"] == OUTSIDE


def test_an_area_that_is_none_is_told_by_the_library(world: World) -> None:
    with pytest.raises(ValueError, match="write a radius from 1 to 5000 km"):
        world.refine(area="circle:nuuk:0")
