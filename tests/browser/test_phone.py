"""On a phone the page keeps its place, the card's sheet stands beside what it speaks of, and a finger finds its aim."""

import re
from collections.abc import Callable
from datetime import date

import pytest

import geodata
from tests.browser.pages import NAME, PHONE, SMALL_PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_choosing import card

SLACK = 3.0
HEAD = 52  # lies over what scrolls
# Widths of a phone, and of a desktop window at twice and four times its size.
WINDOWS = [PHONE, {"width": 720, "height": 450}, {"width": 360, "height": 225}]
# Whole on the map at the opening; what lies at its edge is not for the finger.
SYMBOLS = """() => {
    const pane = document.querySelector('.pane').getBoundingClientRect();
    const whole = it => it.width && it.left >= pane.left && it.right <= pane.right && it.top >= pane.top
        && it.bottom <= pane.bottom;
    return [...new Set([...document.querySelectorAll('.cluster .item[data-id]')]
        .filter(it => whole(it.getBoundingClientRect())).map(it => it.dataset.id))];
}"""
# Brings a row's upper edge to a height of the window.
BRING = """(row, y) => {
    const page = window.parent, frame = window.frameElement.getBoundingClientRect();
    const main = page.document.querySelector('[data-testid=stMain]');
    main.scrollTop += frame.top + row.getBoundingClientRect().top - y;
    return row.dataset.id;
}"""
# A choice that comes by the address, as by Back; the page is left where it is.
COME = """sel => {
    history.pushState({}, '', location.pathname + '?sel=' + sel);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
}"""
# Moves the map so that a symbol's lower edge comes to a height of the window, and waits for what answers that.
PANNED = """new Promise(resolve => {
    const {ctx} = arctic, frame = frameElement.getBoundingClientRect();
    const {bottom} = document.querySelector(`.cluster .item[data-id="${id}"]`).getBoundingClientRect();
    ctx.on('named', () => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    ctx.map.panBy([0, frame.top + bottom - y], {animate: false});
})"""
TOP = "() => document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"
SHEET = "() => { const it = document.querySelector('.p-sheet'); return it ? it.getAnimations().length : -1; }"
SMALL_TARGETS = f"""() => [...document.querySelectorAll('.st-key-below :is(button, summary, select, a[href])')]
    .filter(it => it.checkVisibility() && !it.closest('thead') && !it.matches('.rows.sources a'))
    .filter(it => getComputedStyle(it).pointerEvents !== 'none')
    .filter(it => it.getBoundingClientRect().height < 44).map({NAME})"""


def phone(visit_to: Callable[..., Visit], server: Server, size: dict[str, int], **query: str) -> Visit:
    visit = visit_to(server, viewport=size, has_touch=True, is_mobile=True, timezone_id="America/Thule")
    visit.open(**query)
    visit.settle()
    return visit


def sheet(visit: Visit) -> tuple[float, float]:
    """Say where the sheet's edges lie in the window, once it has risen."""
    visit.frame().wait_for_function(f"() => ({SHEET})() === 0")
    box = visit.frame().locator(".p-sheet").bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


@pytest.mark.parametrize(
    ("size", "back"), [*((size, -4) for size in WINDOWS), (PHONE, -120)], ids=["390", "720", "360", "390 middle"]
)
def test_a_row_far_down_stays_under_the_finger(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int], back: int
) -> None:
    visit = phone(visit_to, server, size)
    rows = visit.frame().locator(".p-list .p-li")
    row = rows.nth(max(8, rows.count() + back))
    chosen = row.evaluate(BRING, HEAD + 8)
    before = row.bounding_box()
    row.tap()
    card(visit, chosen).wait_for()
    visit.settle()
    after = row.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= SLACK
    top, bottom = sheet(visit)
    assert after["y"] + after["height"] <= top
    assert bottom <= size["height"] + 1
    visit.page.evaluate(COME, "pituffik")
    card(visit, "pituffik").wait_for()
    visit.settle()
    later = row.bounding_box()
    assert later
    assert abs(later["y"] - after["y"]) <= SLACK
    assert sheet(visit)[1] <= size["height"] + 1


def test_a_row_that_the_sheet_would_cover_moves_to_its_edge(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = phone(visit_to, server, PHONE)
    row = visit.frame().locator(".p-list .p-li").last
    chosen = row.evaluate(BRING, 600)
    row.tap()
    card(visit, chosen).wait_for()
    visit.settle()
    box = row.bounding_box()
    assert box
    assert box["y"] >= HEAD
    assert box["y"] + box["height"] <= sheet(visit)[0]


@pytest.mark.parametrize("size", [SMALL_PHONE], ids=["320"])
def test_no_symbol_lies_under_its_own_sheet(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int]
) -> None:
    visit = phone(visit_to, server, size)
    frame = visit.frame()
    covered = []
    symbols = frame.evaluate(SYMBOLS)
    for name in symbols:
        visit.page.evaluate(TOP)
        symbol = frame.locator(f'.cluster .item[data-id="{name}"]').first
        symbol.tap()
        card(visit, name).wait_for()
        visit.settle()
        box, (top, bottom) = symbol.bounding_box(), sheet(visit)
        if not box or box["y"] < HEAD or box["y"] + box["height"] > top or bottom > size["height"] + 1:
            covered.append(name)
        frame.evaluate("() => arctic.ctx.select('')")
        frame.wait_for_function("() => !document.querySelector('.p-sheet')")
    assert len(symbols) > 10
    assert covered == []
    # A choice from outside; then the reader moves the map so that the symbol comes to lie under the sheet.
    visit.page.evaluate(TOP)
    visit.page.evaluate(COME, "pituffik")
    card(visit, "pituffik").wait_for()
    visit.settle()
    top, _ = sheet(visit)
    symbol = frame.locator('.cluster .item[data-id="pituffik"]')
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    for below, moves in ((-60, False), (20, True)):
        before = visit.page.evaluate(scrolled)
        frame.evaluate("([id, y]) => " + PANNED, ["pituffik", top + below])
        box = symbol.bounding_box()
        assert box
        assert box["y"] >= HEAD
        assert box["y"] + box["height"] <= top + SLACK
        assert (visit.page.evaluate(scrolled) != before) == moves


def test_what_the_list_of_nuuk_holds_leaves_its_town_free(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = phone(visit_to, server, PHONE, sel="fra-advance")
    card(visit, "fra-advance").wait_for()
    visit.settle()
    box = visit.frame().locator(".town.nuuk").bounding_box()
    assert box
    assert box["y"] >= HEAD
    assert box["y"] + box["height"] <= sheet(visit)[0]


def test_the_sheet_keeps_its_height_while_the_page_scrolls(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = phone(visit_to, server, PHONE)
    visit.frame().locator('.cluster .item[data-id="pituffik"]').tap()
    card(visit, "pituffik").wait_for()
    top, bottom = sheet(visit)
    visit.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollBy(0, 300)")
    visit.page.wait_for_timeout(200)
    assert abs((bottom - top) - (sheet(visit)[1] - sheet(visit)[0])) <= 1


def test_what_a_finger_presses_below_the_map_is_tall_enough(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = phone(visit_to, server, PHONE)
    visit.table().locator("tbody tr button").first.wait_for()
    assert visit.page.evaluate(SMALL_TARGETS) == []


def test_a_phone_opens_on_the_whole_island_and_counts_the_posts_of_nuuk_as_the_sentence_does(
    visit_to: Callable[..., Visit], server: Server, atlas: geodata.Atlas
) -> None:
    visit = phone(visit_to, server, PHONE, asof="2026-01-19")
    frame = visit.frame()
    pane, island = (frame.locator(one).bounding_box() for one in (".pane", "path.gl"))
    assert pane
    assert island
    assert island["y"] >= pane["y"]
    assert island["y"] + island["height"] <= pane["y"] + pane["height"]
    assert island["height"] > 0.8 * pane["height"]
    totals = atlas.at(date(2026, 1, 19)).totals()
    earlier = [name for name in totals.posts_attested if atlas.subjects[name].place == "nuuk"]
    groups = (totals.posts_open, totals.posts_announced, totals.posts_honorary, totals.posts_own, earlier)
    told = re.findall(r"\d+", frame.locator(".p-town .p-li-note").inner_text())
    assert told == [str(len(group)) for group in groups if group]
