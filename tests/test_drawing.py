"""The map of a view, written on the server: complete, legible, harmless."""

import re
from itertools import combinations, product
from xml.etree import ElementTree as ET

import pytest
import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing.glyphs import dots, symbol
from dashboard.drawing.items import Item, items_of
from dashboard.drawing.svg import Box, Drawing, Text, fitted, tag, text_width, wrapped
from dashboard.drawing.svg_map import draw_map, map_svg, title_of
from dashboard.drawing.viewport import GREENLAND, fit
from dashboard.release import current_release, geo_layers
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from dashboard.web.downloads import SMALL_MAP
from geodata.stores.files import default_folder
from tests.payloads import PAYLOADS
from tests.views import QUERIES, view_named

SVG = "{http://www.w3.org/2000/svg}"
SIZES = ((1000, 700), (794, 560), (600, 800), (1280, 720))


def shape_of(text: Text) -> shapely.Geometry:
    box = text.box
    flat = shapely.box(box.x, box.y, box.x + box.w, box.y + box.h)
    return shapely.affinity.rotate(flat, text.turn, origin=(text.x, text.y))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own writing)


def keys_of(svg: str) -> set[str]:
    return {node.attrib["data-key"] for node in parsed(svg).iter() if "data-key" in node.attrib}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", QUERIES)
def test_no_two_texts_of_a_drawing_overlap(name: str, size: tuple[int, int]) -> None:
    drawing = draw_map(view_named(name), *size, title=True)
    shapes = [(text, shape_of(text)) for text in drawing.texts]
    assert len(shapes) > 8
    assert [one.text for one in drawing.texts if one.text.startswith("map.")] == []  # each has its word
    hits = [
        (one.text, other.text)
        for (one, a), (other, b) in combinations(shapes, 2)
        if shapely.area(shapely.intersection(a, b)) > 0.5
    ]
    assert hits == []


@pytest.mark.parametrize("day", ["2026-01-17", "2026-09-22"])
@pytest.mark.parametrize("lang", ["en", "da"])
def test_no_two_texts_of_a_small_map_overlap_nor_cover_a_symbol_whoever_is_compared(lang: str, day: str) -> None:
    atlas, hits, symbols = current_release().atlas, [], 0
    for nation in ["", *sorted({subject.actor for subject in atlas.subjects.values()})]:
        query = {"asof": day, "nations": nation} if nation else {"asof": day}
        view_model = resolve_view(parse_query(query)[0], words_of(lang))
        drawing = draw_map(view_model, *SMALL_MAP, key=False, listed=False)
        texts = [(text.text, shape_of(text)) for text in drawing.texts]
        marks = [(key, shapely.box(x, y, x + 10, y + 10)) for key, x, y in marks_of(drawing.to_svg())]
        symbols += len(marks)
        pairs = [*combinations(texts, 2), *product(texts, marks)]
        hits += [(nation, a, b) for (a, one), (b, other) in pairs if shapely.area(shapely.intersection(one, other)) > 2]
    assert symbols > 50
    assert hits == []


def test_a_small_map_holds_its_texts_to_their_width_for_a_picture_has_not_the_fonts_of_the_page() -> None:
    svg = map_svg(view_named("opening"), *SMALL_MAP, key=False, listed=False, title=False)
    texts = [
        one for one in parsed(svg).iter(f"{SVG}text") if "data-role" in one.attrib
    ]  # the rest are letters in symbols
    assert len(texts) > 5
    assert all(float(one.attrib["textLength"]) > 0 for one in texts)


def marks_of(svg: str) -> list[tuple[str, float, float]]:
    """Where the inner ten pixels of each symbol begin."""
    found = []
    for node in parsed(svg).iter():
        if key := node.attrib.get("data-key"):
            x, y = re.findall(r"[-\d.]+", node.attrib["transform"])
            found.append((key, float(x) + 2, float(y) + 2))
    return found


def test_the_check_of_overlaps_bites() -> None:
    one, other = Text("Nuuk", 10, 20), Text("Sisimiut", 20, 22)
    assert shapely.area(shapely.intersection(shape_of(one), shape_of(other))) > 0.5


@pytest.mark.parametrize("name", QUERIES)
def test_a_small_map_draws_whatever_has_a_point_in_it_once(name: str) -> None:
    view_model = view_named(name)
    svg = map_svg(view_model, 640, 480, key=False, listed=False, title=False)
    shown = [node.attrib.get("data-key") for node in parsed(svg).iter() if "data-key" in node.attrib]
    expected = {item.key for item in items_of(view_model, nuuk_list=False) if item.at}
    assert len(shown) == len(set(shown))
    assert set(shown) <= expected
    inside = {item.key for item in items_of(view_model, nuuk_list=False) if item.at and in_sight(item)}
    assert inside <= set(shown)


def in_sight(item: Item) -> bool:
    box = Box(0, 0, 640, 480)
    view = fit(box, Box(14, 14, 612, 442))
    assert item.at
    x, y = view.at(*item.at)
    return Box(x - 4, y - 4, 8, 8).inside(box)


def test_all_of_greenland_is_in_the_picture() -> None:
    layers, _ = geo_layers(default_folder())
    free = Box(100, 20, 500, 600)
    view = fit(Box(0, 0, 700, 700), free, iceland=False)
    found = [view.at(*point[:2]) for point in shapely.get_coordinates(coast(layers["coast-5km"]))]
    assert all(Box(x, y, 0, 0).inside(Box(99, 19, 502, 602)) for x, y in found)
    assert GREENLAND[0] < 0 < GREENLAND[2]


def coast(features: list[dict[str, object]]) -> list[shapely.Geometry]:
    return [shapely.geometry.shape(feature["geometry"]) for feature in features]


def test_the_title_says_both_clocks_and_the_picture_says_its_text() -> None:
    view_model = view_named("article")
    svg = map_svg(view_model, 800, 600, description="What <b> is there")
    root = parsed(svg)
    assert title_of(view_model) == "Arctic Endurance Map · as of 15 Jan 2026, known by 15 Jan 2026"
    assert root.findtext(f"{SVG}title") == title_of(view_model)
    assert root.findtext(f"{SVG}desc") == "What <b> is there"
    assert root.attrib["role"] == "img"


def test_a_picture_without_a_text_is_hidden_from_screen_readers() -> None:
    root = parsed(map_svg(view_named("opening"), 300, 300, key=False, listed=False, title=False))
    assert root.attrib["aria-hidden"] == "true"


def test_the_line_around_an_area_is_drawn_where_the_view_has_one() -> None:
    def drawn(**query: str) -> list[ET.Element]:
        view_model = resolve_view(parse_query(query)[0], words_of("en"))
        root = parsed(map_svg(view_model, 380, 460, key=False, listed=False, title=False))
        return [one for one in root.iter() if one.get("class") == "area"]

    assert drawn() == []
    (circle,) = drawn(area="circle:nuuk:300")
    halo, line = list(circle)
    assert halo.get("d") == line.get("d")
    numbers = [float(one) for one in re.findall(r"-?[0-9.]+", str(line.get("d")))]
    across, down = numbers[::2], numbers[1::2]
    assert max(across) - min(across) == pytest.approx(max(down) - min(down), rel=0.03)  # a circle on the ground
    (box,) = drawn(area="box:170,60,-170,70", theme="dark")  # it lies on both sides of 180 degrees
    assert str(next(iter(box)).get("d")).count("M") == 4


def test_the_same_view_is_drawn_the_same() -> None:
    assert map_svg(view_named("opening"), 900, 640) == map_svg(view_named("opening"), 900, 640)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markup(payload: str) -> None:
    drawing = Drawing(100, 100)
    drawing.write(Text(payload, 5, 50))
    drawing.add(tag("g", data_id=payload))
    root = parsed(drawing.to_svg(payload, payload))
    assert [node.text for node in root.iter(f"{SVG}text")] == [payload]
    assert root.find(f"{SVG}g").attrib["data-id"] == payload  # type: ignore[union-attr]
    assert {node.tag for node in root.iter()} == {f"{SVG}{name}" for name in ("svg", "title", "desc", "text", "g")}


@given(st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_there_is_a_dot_for_each_person(low: int, extra: int, wide: bool) -> None:
    high = min(300, low + extra)
    if high == 0:
        return
    laid = dots(low, high, 4.7, wide)
    assert (laid.solid.count("h0"), laid.hollow.count("h0")) == (low, high - low)


def test_zero_unknown_and_too_many_never_look_alike() -> None:
    words = ("k-contingent", "s-in_place")
    zero, unknown, many = (symbol("contingent", words, *numbers).body for numbers in ((0, 0), (None, None), (400, 400)))
    assert [char in body for char, body in ((">0<", zero), (">?<", unknown), (">n<", many))] == [True] * 3


def test_last_known_people_are_hollow() -> None:
    fresh = symbol("contingent", ("k-contingent", "s-in_place"), 5, 5).body
    old = symbol("contingent", ("k-contingent", "s-in_place", "age1"), 5, 5).body
    assert 'class="d1"' in fresh
    assert 'class="d1"' not in old


def test_text_is_measured_in_the_weight_it_is_set_in() -> None:
    assert text_width("Kangerlussuaq", 12, 600) > text_width("Kangerlussuaq", 12, 400) > 60
    assert text_width(fitted("Kangerlussuaq and far more", 60, 12), 12) <= 60
    assert all(text_width(line, 12) <= 90 for line in wrapped("Sources that disagree stand side by side here", 90, 12))


def test_the_base_map_is_that_of_the_browser() -> None:
    start = current_release().files["start/en.json"].body.decode()
    svg = map_svg(view_named("opening"), 900, 640)
    path = next(node for node in parsed(svg).iter(f"{SVG}path") if len(node.attrib["d"]) > 10_000)
    assert path.attrib["d"] in start
