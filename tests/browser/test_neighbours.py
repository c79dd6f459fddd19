"""Symbols and names of different places never cover each other, however near or far the map is."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Frame

from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server

SLACK = 2.0  # a letter's box is taller than the letter
# Looks at a point from a distance and gives what is drawn there: [place, left, top, right, bottom, what], in pixels.
# A ring is ground, not symbol; what lies outside the map is not seen. Each distance to a capital is a place of its own.
DRAWN = """([lng, lat, zoom]) => {
    if (lng !== null) arctic.ctx.map.setView([lat, lng], zoom, {animate: false});
    const pane = document.querySelector('.pane').getBoundingClientRect();
    const drawn = '.item > svg, .town, .title, .box > .sub';
    const parts = place => place.matches('.distance') ? [place] : [...place.querySelectorAll(drawn)];
    return [...document.querySelectorAll('.cluster, .distance')].flatMap((cluster, place) =>
        parts(cluster).filter(it => it.checkVisibility()).map(it => {
            const {left, top, right, bottom} = it.getBoundingClientRect();
            return [place, left, top, right, bottom, it.textContent || it.closest('[data-id]')?.dataset.id || 'town'];
        }).filter(([, left, top, right, bottom]) => right > left && bottom > top
            && right > pane.left && left < pane.right && bottom > pane.top && top < pane.bottom));
}"""
HERE = (None, None, None)
CENTRES = {
    "the island": (-40.0, 72.0),
    "Kangerlussuaq": (-50.7, 67.0),
    "Tasiilaq": (-37.6, 65.6),
    "Nuuk": (-51.7, 64.18),
    "the south": (-46.0, 61.0),
}
ZOOMS = (2.5, 3.0, 3.5, 5.0, 7.5, 9.5, 10.0)


def covered(drawn: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    """Name each pair of things, drawn for different places, that share ground."""
    return [
        (one[5], other[5])
        for one, other in itertools.combinations(drawn, 2)
        if one[0] != other[0]
        and min(one[3], other[3]) - max(one[1], other[1]) > SLACK
        and min(one[4], other[4]) - max(one[2], other[2]) > SLACK
    ]


def covered_on_the_way(frame: Frame) -> dict[tuple[str, float], list[tuple[str, str]]]:
    """Look at each place from each distance."""
    views = itertools.product(CENTRES, ZOOMS)
    found = {(name, zoom): covered(frame.evaluate(DRAWN, [*CENTRES[name], zoom])) for name, zoom in views}
    return {view: pairs for view, pairs in found.items() if pairs}


@pytest.mark.parametrize("day", ["2026-01-17", "2026-01-21", "2026-02-06"])
def test_no_place_covers_another_and_no_folded_list_needs_scrolling(visit: Visit, day: str) -> None:
    frame = visit.go(asof=day)
    drawn = frame.evaluate(DRAWN, HERE)
    assert len({place for place, *_ in drawn}) > 5
    assert covered(drawn) == []
    hidden = """() => [...document.querySelectorAll('.side > .over')]
        .filter(it => it.scrollHeight > it.clientHeight || it.scrollWidth > it.clientWidth).map(it => it.className)"""
    assert frame.evaluate(hidden) == []


FORMLESS = """() => [...document.querySelectorAll('.cluster .item[data-id]')]
    .filter(it => !it.getBoundingClientRect().width).map(it => it.dataset.id)"""
NAMED = """() => [...document.querySelectorAll('.cluster .title')]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().width).map(it => it.textContent)"""


@pytest.mark.parametrize("proj", ["laea", "mercator"])
def test_nothing_loses_its_symbol_and_the_main_places_keep_their_names(visit: Visit, proj: str) -> None:
    days = ["2026-01-17", "2026-01-21", "2026-01-30", "2026-02-06", "2026-03-19"]
    for day in [*days, "2026-02-06"]:  # whichever way one comes to a day
        frame = visit.go(asof=day, **({} if proj == "laea" else {"proj": proj}))
        assert frame.evaluate(FORMLESS) == [], day
        assert {"Kangerlussuaq", "Pituffik"} <= set(frame.evaluate(NAMED)), day


@pytest.mark.parametrize("day", ["2026-02-06"])
def test_no_place_covers_another_from_any_distance(visit: Visit, day: str) -> None:
    assert covered_on_the_way(visit.go(asof=day, sel="nation:DNK")) == {}


def test_nor_on_a_phone(visit_to: Callable[..., Visit], server: Server) -> None:
    phone = visit_to(server, viewport=PHONE, has_touch=True)
    assert covered_on_the_way(phone.open(asof="2026-02-06", sel="nation:DNK")) == {}


DISTANCES = """() => [...document.querySelectorAll('.distance')].filter(it => it.checkVisibility())
    .map(it => it.textContent)"""
# How many points of the great circles lie in a block of dots, and how many of these are drawn.
BEHIND = """() => {
    const blocks = [...document.querySelectorAll('.cluster .dots')].map(it => it.getBoundingClientRect());
    const gaps = document.querySelector('#beside-words path').cloneNode();
    gaps.style.fillRule = 'evenodd';
    document.querySelector('.g-focus').append(gaps);
    const within = [...document.querySelectorAll('.great-circle')].flatMap(line => {
        const steps = Array.from({length: 4000}, (_, i) => line.getPointAtLength((i / 4000) * line.getTotalLength()));
        return steps.filter(point => {
            const {x, y} = point.matrixTransform(line.getScreenCTM());
            return blocks.some(it => x > it.left && x < it.right && y > it.top && y < it.bottom);
        });
    });
    const drawn = within.filter(point => gaps.isPointInFill(point)).length;
    gaps.remove();
    return [within.length, drawn];
}"""


def test_a_capital_is_named_once_and_its_lines_leave_the_dots_free(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport={"width": 1440, "height": 868})  # here lines cross dots
    frame = visit.open(asof="2026-01-25", nations="DNK")
    visit.settle()
    named = frame.evaluate(DISTANCES)
    assert len(named) > 3
    assert [text for text in named if "Copenhagen" in text] == ["2,495 km to Copenhagen"]
    assert all(text.endswith(" km") for text in named if "Copenhagen" not in text)
    within, drawn = frame.evaluate(BEHIND)
    assert within > 10
    assert drawn == 0
    places = "() => [...document.querySelectorAll('.distance')].map(it => it.getBoundingClientRect().x)"
    before = frame.evaluate(places)
    frame.evaluate("() => arctic.ctx.map.fire('movestart')._rawPanBy({x: 30, y: 0}) || arctic.ctx.map.fire('move')")
    assert [round(b - a) for a, b in zip(before, frame.evaluate(places), strict=True) if a] == [-30] * len(named)


# Distances of the first drawing that lie on what stands at the map's edges.
ON_THE_EDGE = """() => {
    const box = node => node.getBoundingClientRect();
    const edges = [...document.querySelectorAll('.scale, .credits, .badge-size, .controls')].map(box);
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return [...document.querySelectorAll('.distance')].filter(it => it.checkVisibility())
        .filter(it => edges.some(edge => meet(box(it), edge))).map(it => it.textContent);
}"""


def test_the_first_drawing_puts_no_distance_on_the_scale_bar(fresh: Visit) -> None:
    frame = fresh.open(sel="fra-nuuk")
    fresh.settle()
    assert len(frame.evaluate(DISTANCES)) == 1
    assert frame.evaluate(ON_THE_EDGE) == []


ORDERS = """() => {
    const ids = (nodes) => nodes.map(it => it.dataset.id);
    const listed = ids([...document.querySelectorAll('.nuuk-list-body .row')]);
    arctic.ctx.map.setView([64.18, -51.72], 10, {animate: false});
    const at = node => { const {left, top} = node.getBoundingClientRect(); return [Math.round(left), top]; };
    const crowd = [...document.querySelectorAll('.crowd .item')].map(it => [...at(it), it])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , it]) => it);
    const both = ids(crowd).filter(id => listed.includes(id));
    return [listed.filter(id => both.includes(id)), both];
}"""


def test_the_town_of_nuuk_is_read_in_the_order_of_its_list(visit: Visit) -> None:
    frame = visit.go(asof="2026-02-06")
    unfolded = frame.locator(".nuuk-list .fold")
    unfolded.click()
    listed, drawn = frame.evaluate(ORDERS)
    unfolded.evaluate("it => it.click()")
    assert len(listed) > 12
    assert drawn == listed


def test_the_look_at_places_sees_one_that_was_put_over_another(visit: Visit) -> None:
    frame = visit.go()
    frame.evaluate(
        """() => { const [one, other] = [...document.querySelectorAll('.cluster:has(.title)')].slice(0, 2);
            other.style.left = one.style.left; other.style.top = one.style.top; }"""
    )
    planted = covered(frame.evaluate(DRAWN, HERE))
    frame.evaluate("() => arctic.ctx.map.fire('viewreset')")  # each returns to its place
    assert planted
    assert covered(frame.evaluate(DRAWN, HERE)) == []
