"""The Arctic projection in the browser is the one it claims to be, and Web Mercator admits what it does."""

import re

import numpy as np
import pytest

from tests.browser.pages import Visit
from tests.test_basemap import lines_of

LAEA = "+proj=laea +lat_0=72 +lon_0=-40 +ellps=WGS84 +units=m"


def test_a_ring_is_as_wide_on_the_ground_as_it_says(visit: Visit) -> None:
    frame = visit.go()
    off = frame.evaluate(
        """() => { const crs = L.CRS.ArcticLAEA; const a = L.latLng(64.18, -51.72), b = L.latLng(67.01, -50.72);
            return crs.distance(a, b); }"""
    )
    assert abs(off - 318_700) < 3_000  # Nuuk to Kangerlussuaq


@pytest.mark.parametrize(
    ("path", "name"), [(".g-coast .gl", "coast-5km"), (".ice", "ice"), (".arctic-circle", "arctic_circle")]
)
def test_what_the_server_drew_is_what_the_frame_would_draw(visit: Visit, path: str, name: str) -> None:
    frame = visit.go()
    theirs, ours = frame.evaluate(
        """async ([path, name]) => {
            const { features } = await arctic.ctx.io.load(`geo/${name}`);
            const lines = features.flatMap(({ geometry: { type, coordinates } }) =>
                type === "LineString" ? [coordinates] : type === "Polygon" ? coordinates : coordinates.flat());
            const flat = arctic.testing.projector("laea");
            const paths = [...document.querySelectorAll(path)].map((path) => path.getAttribute("d"));
            return [paths, lines.map((line) => arctic.testing.trace(flat, line))]; }""",
        [path, name],
    )
    drawn = np.array([point for path in theirs for line in lines_of(path) for point in line])
    traced = np.array([point for path in ours for line in lines_of(path) for point in line])
    assert len(traced) > 100
    for points, others in ((traced, drawn), (drawn, traced)):
        away = [np.abs(others - point).max(axis=1).min() for point in points]
        assert max(away) <= 1


def test_mercator_is_a_switch_that_names_the_stretch_and_goes_back(visit: Visit) -> None:
    frame = visit.go()
    visit.mark()
    before = visit.visible()
    both = frame.get_by_role("group", name="True areas, or Web Mercator").get_by_role("button")
    pressed = "all => all.map(it => [it.textContent, it.getAttribute('aria-pressed')])"
    assert both.evaluate_all(pressed) == [["True areas", "true"], ["Web Mercator", "false"]]
    both.nth(1).click()
    visit.page.wait_for_function("() => location.search.includes('proj=mercator')")
    switch = both.nth(0)
    assert both.evaluate_all(pressed) == [["True areas", "false"], ["Web Mercator", "true"]]
    assert re.search(r"×\s?\d|\d times", frame.locator(".badge-size").inner_text())
    assert visit.visible() == before
    coast = "document.querySelector('.g-coast path').getAttribute('d')"
    frame.wait_for_function(f"() => {coast} !== ''")  # the geometry came, and is drawn in the other plane
    stretched = frame.evaluate(coast)
    switch.click()
    visit.page.wait_for_function("() => !location.search.includes('proj=')")
    frame.wait_for_function(f"d => {coast} !== d && {coast} !== ''", arg=stretched)
    assert visit.marked()


def test_mercator_asks_for_each_geometry_once_however_many_depths_there_are(fresh: Visit) -> None:
    frame = fresh.open()
    frame.wait_for_selector(".g-deep path", state="attached")
    frame.evaluate(
        """() => { const { io } = arctic.ctx, load = io.load; window.askedFor = [];
            io.load = (name) => { askedFor.push(name); return load(name); }; }"""
    )
    for _ in range(3):  # there, back, and there again
        proj = fresh.query().get("proj")
        frame.get_by_role("button", name="True areas" if proj else "Web Mercator").click()
        fresh.page.wait_for_function("had => new URLSearchParams(location.search).get('proj') !== had", arg=proj)
        fresh.settle()
    deep = "[...document.querySelectorAll('.g-deep path')].map(path => path.getAttribute('d'))"
    frame.wait_for_function(f"() => {deep}.every(d => d)")
    question = frame.evaluate("askedFor.filter(name => name.startsWith('geo/'))")
    assert question.count("geo/bathymetry") == 1
    assert len(question) == len(set(question))


def test_whole_greenland_brings_the_island_back_into_view(visit: Visit) -> None:
    frame = visit.go()
    position = "document.querySelector('[data-id=pituffik]').getBoundingClientRect().top"
    before = frame.evaluate(f"() => {position}")
    pane = frame.locator(".leaflet-container").bounding_box()
    assert pane is not None
    visit.page.mouse.move(pane["x"] + pane["width"] / 2, pane["y"] + pane["height"] / 2)
    visit.page.mouse.down()
    visit.page.mouse.move(pane["x"] + pane["width"] / 2, pane["y"] + pane["height"] / 2 + 160, steps=8)
    visit.page.mouse.up()
    visit.wait_until(f"before => Math.abs({position} - before) > 80", before)
    frame.get_by_role("button", name="Whole Greenland").click()
    visit.wait_until(f"before => Math.abs({position} - before) < 4", before)


# Names and second lines that the thread from the list of Nuuk runs through.
CROSSED = """() => {
    const path = document.querySelector('.leader path');
    const pane = document.querySelector('.pane').getBoundingClientRect();
    const whole = path.getTotalLength();
    const points = Array.from({ length: Math.ceil(whole) }, (_, i) => path.getPointAtLength(i));
    const names = [...document.querySelectorAll('.cluster .title, .cluster .sub')].filter(it => it.checkVisibility());
    return { whole, names: names.length, crossed: names.filter(it => {
        const box = it.getBoundingClientRect();
        return points.some(({ x, y }) => x + pane.left > box.left && x + pane.left < box.right
            && y + pane.top > box.top && y + pane.top < box.bottom);
    }).map(it => it.textContent) };
}"""


@pytest.mark.parametrize("day", ["2026-01-17", "2026-01-24", "2026-02-06"])
@pytest.mark.parametrize("proj", ["", "mercator"])
def test_the_thread_from_the_list_of_nuuk_runs_through_no_name(visit: Visit, proj: str, day: str) -> None:
    frame = visit.go(**{"asof": day} | ({"proj": proj} if proj else {}))
    visit.settle()
    found = frame.evaluate(CROSSED)
    assert found["whole"] > 20
    assert found["names"] > 5
    assert found["crossed"] == []
