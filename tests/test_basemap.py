"""The base map as the server writes it: path data that stands where the geometry lies."""

import re
from typing import Any

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from dashboard.drawing.basemap import SEA, UNIT_M, drawn, opening_layers, sea_floor
from dashboard.release import FIRST_SEEN, OURS, geo_layers

PROJ = pyproj.Proj("+proj=laea +lat_0=72 +lon_0=-40 +ellps=WGS84")
NUMBER = re.compile(r"-?\d+")


def lines_of(path: str) -> list[list[tuple[int, int]]]:
    """Read path data back: the points of each line, in units of the drawing."""
    lines = []
    for piece in re.findall(r"M[^M]*", path):
        numbers = [int(word) for word in NUMBER.findall(piece)]
        pairs = np.array(list(zip(numbers[::2], numbers[1::2], strict=True)))
        lines.append([(int(x), int(y)) for x, y in np.cumsum(pairs, axis=0)])
    return lines


def polygon(*rings: list[tuple[float, float]]) -> dict[str, Any]:
    return {"properties": {"depth_m": 200}, "geometry": {"type": "Polygon", "coordinates": [list(r) for r in rings]}}


def ring(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [*points, points[0]]


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(20, 89)), min_size=3, max_size=12))
def test_each_point_stands_within_half_a_unit_of_its_place(points: list[tuple[float, float]]) -> None:
    (line,) = lines_of(drawn([polygon(ring(points))])["whole"])
    there = [(x / UNIT_M, -y / UNIT_M) for x, y in (PROJ(*point) for point in ring(points))]
    rounded = [(round(x), round(y)) for x, y in there]
    actual = [at for at, last in zip(rounded, [None, *rounded], strict=False) if at != last]  # no point twice in a row
    assert np.abs(np.array(line) - np.array(actual)).max() <= 1  # a half may be rounded either way
    assert len(line) == len(actual)


def test_the_centre_is_zero_and_north_is_up() -> None:
    line = {"geometry": {"type": "LineString", "coordinates": [(-40, 72), (-40, 73)]}}
    assert re.fullmatch(r"M0 0l0-111\d", drawn([line], closed=False)["whole"])


def test_a_polygon_is_closed_with_its_holes_and_a_line_stays_open() -> None:
    outer, hole = ring([(-50, 60), (-40, 60), (-45, 70)]), ring([(-46, 62), (-44, 62), (-45, 64)])
    assert drawn([polygon(outer, hole)])["whole"].count("z") == 2
    line = {"geometry": {"type": "MultiLineString", "coordinates": [outer, hole]}}
    assert drawn([line], closed=False)["whole"].count("z") == 0
    assert drawn([line], closed=False)["whole"].count("M") == 2


def test_a_shore_has_no_line_where_the_world_was_cut() -> None:
    east = ring([(170, 65), (180, 65), (180, 70), (170, 70)])
    whole = ring([(10, 60), (20, 60), (20, 65)])
    written = drawn([polygon(east), polygon(whole)], shore=True)
    assert len(lines_of(written["whole"])) == 1
    assert written["cut"].endswith("z")
    cut = {(round(x / UNIT_M), round(-y / UNIT_M)) for x, y in (PROJ(180, 65), PROJ(180, 70))}
    ends = {line[i] for line in lines_of(written["edge"]) for i in (0, -1)}
    assert cut <= ends  # the pen is lifted between them
    assert set(drawn([polygon(east)])) == {"whole"}  # what has no outline may run along the cut


def test_what_lies_far_in_the_south_is_left_out() -> None:
    assert drawn([polygon(ring([(0, -30), (10, -30), (5, -20)]))]) == {}


def test_nothing_at_all_is_drawn_as_nothing() -> None:
    assert drawn([{"geometry": None}]) == {}
    gathered = {
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [polygon(ring([(0, 60), (9, 60), (5, 65)]))["geometry"]],
        }
    }
    assert len(lines_of(drawn([gathered])["whole"])) == 1


def test_depths_are_written_apart_in_kilometres() -> None:
    shallow = polygon(ring([(-50, 60), (-40, 60), (-45, 70)]))
    deep = {**shallow, "properties": {"depth_m": -3000}}
    floor = sea_floor([deep, shallow])
    assert list(floor) == ["200", "3000"]
    (coarse,), (fine,) = lines_of(floor["200"]["whole"]), lines_of(drawn([shallow])["whole"])
    assert np.abs(np.array(coarse) * 10 - np.array(fine)).max() <= 6


def test_of_an_outline_only_what_bends_is_written_and_it_strays_no_farther_than_allowed() -> None:
    stairs = [(-50 + i / 10, 60 + i % 2) for i in range(40)]
    along = [(-50 + i / 10, 65.0) for i in range(40)]
    shape = polygon(ring([*stairs, *reversed(along)]))
    (fine,), (slack,) = lines_of(drawn([shape])["whole"]), lines_of(drawn([shape], slack_m=300)["whole"])
    assert set(slack) <= set(fine)
    assert 0 < len(fine) - len(slack) < len(along)
    assert set(fine[:39]) <= set(slack)  # each stair stands
    away = [LineString(slack).distance(Point(at)) for at in fine]
    assert 0 < max(away) * UNIT_M <= 300 + UNIT_M


def test_a_point_is_not_drawn() -> None:
    assert drawn([{"geometry": {"type": "Point", "coordinates": [-68.7, 76.5]}}]) == {}


@pytest.mark.parametrize("name", sorted({*FIRST_SEEN} - {SEA, "pituffik"}))
def test_every_layer_of_the_first_look_is_written_with_all_its_pieces(name: str) -> None:
    features = geo_layers(OURS)[0][name]
    written = opening_layers({name: features})[name]
    pieces = sum(len(lines_of(text)) for part, text in written.items() if part != "edge")

    def count(geometry: dict[str, Any]) -> int:
        kind, inside = geometry["type"], geometry["coordinates"]
        if kind == "LineString":
            return 1
        near = (
            [polygon for polygon in inside if max(lat for _, lat in polygon[0]) >= 15] if kind == "MultiPolygon" else []
        )
        return sum(map(len, near)) if near else len(inside)

    assert pieces == sum(count(feature["geometry"]) for feature in features)
