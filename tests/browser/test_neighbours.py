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
# A ring is ground, not symbol; what lies outside the map is not seen.
DRAWN = """([lng, lat, zoom]) => {
    if (lng !== null) arctic.ctx.map.setView([lat, lng], zoom, {animate: false});
    const pane = document.querySelector('.pane').getBoundingClientRect();
    const drawn = '.item > svg, .town, .title, .box > .sub';
    return [...document.querySelectorAll('.cluster')].flatMap((cluster, place) =>
        [...cluster.querySelectorAll(drawn)].filter(it => it.checkVisibility()).map(it => {
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
def test_no_place_covers_another_and_the_list_of_nuuk_needs_no_scrolling(visit: Visit, day: str) -> None:
    frame = visit.go(asof=day)
    unfolded = frame.get_by_role("button", name="Show fewer")
    while unfolded.count():
        unfolded.first.click()
    drawn = frame.evaluate(DRAWN, HERE)
    assert len({place for place, *_ in drawn}) > 5
    assert covered(drawn) == []
    hidden = "() => { const it = document.querySelector('.lens'); return it.scrollHeight - it.clientHeight; }"
    assert frame.evaluate(hidden) <= 0


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
    assert covered_on_the_way(visit.go(asof=day)) == {}


def test_nor_on_a_phone(visit_to: Callable[..., Visit], server: Server) -> None:
    phone = visit_to(server, viewport=PHONE, has_touch=True)
    assert covered_on_the_way(phone.open(asof="2026-02-06")) == {}


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
