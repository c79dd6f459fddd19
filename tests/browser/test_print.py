"""A printed view is one light sheet: map, key, sentence, day and sources; what has no room says by how much."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, ViewportSize

from tests.browser.pages import Visit
from tests.browser.serving import Server

# What runs over its own box, and so is cut on paper: the part and by how many pixels.
CUT = """() => [...document.querySelectorAll('.nuuk-list, .unplaced-list-body, .legend, .card .p-body, .sheet-line')]
    .filter(it => it.checkVisibility())
    .map(it => [it.className, it.scrollHeight - it.clientHeight, it.scrollWidth - it.clientWidth])
    .filter(([, high, wide]) => high > 1 || wide > 1)"""
# Places where two of these share ground: names and symbols of the map, north arrow, lists.
UNDER_THE_ARROW = """() => {
    const arrow = document.querySelector('.north').getBoundingClientRect();
    const drawn = '.cluster .title, .cluster .sub, .item > svg, .nuuk-list, .unplaced-list, .legend';
    return [...document.querySelectorAll(drawn)].filter(it => it.checkVisibility()).filter(it => {
        const box = it.getBoundingClientRect();
        return box.width && box.left < arrow.right && box.right > arrow.left && box.top < arrow.bottom
            && box.bottom > arrow.top;
    }).map(it => it.textContent || it.className);
}"""
# Luminance of the grounds and of the ink, from 0 to 255.
LIGHT = """selectors => selectors.map(selector => {
    const node = document.querySelector(selector), {backgroundColor, color} = getComputedStyle(node);
    const light = text => {
        const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
        return a === 0 ? 255 : 0.3 * r + 0.6 * g + 0.1 * b;
    };
    return [light(backgroundColor), light(color)];
})"""
EXACT = """() => ['.p-tl-pill', '.p-tl-now', '.card']
    .map(it => getComputedStyle(document.querySelector(it)).printColorAdjust)"""
PARTS = """() => ['.pane', '.legend', '.nuuk-list', '.sheet-line'].filter(it => {
    const box = document.querySelector(it).getBoundingClientRect();
    return !box.width || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
})"""
# How far down each of the four columns of the card is written, as a share of its height.
COLUMNS = """() => {
    const body = document.querySelector('.card .p-body').getBoundingClientRect(), ends = [0, 0, 0, 0];
    for (const it of document.querySelectorAll('.card :is(h2, h3, p, li, dt, .p-seg)')) {
        for (const {left, bottom, width} of it.getClientRects()) {
            const column = Math.floor((4 * (left - body.left)) / (body.width + 20));
            if (width) ends[column] = Math.max(ends[column], (bottom - body.top) / body.height);
        }
    }
    return ends;
}"""
# The places whose symbols stand free of every list, and yet without their names.
UNNAMED = """() => {
    const pane = document.querySelector('.pane').getBoundingClientRect();
    const lists = [...document.querySelectorAll('.over')].map(it => it.getBoundingClientRect());
    const holds = (box, {x, y}) => x > box.left + 5 && x < box.right - 5 && y > box.top + 5 && y < box.bottom - 5;
    return [...document.querySelectorAll('.pane .cluster:not(.listed)')].filter(it => {
        const spot = it.getBoundingClientRect();
        return holds(pane, spot) && !lists.some(box => holds(box, spot));
    }).filter(it => ['bare', 'none'].includes(it.querySelector('.box').dataset.form))
        .map(it => it.querySelector('.title').textContent);
}"""
FOOT = "() => document.querySelector('.st-key-pane iframe').getBoundingClientRect().bottom"
REPORTS = ".card .p-report:not(.p-cut)"
MORE = ".card .p-card > .p-none:last-child"
PAPER: ViewportSize = {"width": 1077, "height": 733}  # A4 across, less its margins


def printed(visit_to: Callable[..., Visit], server: Server, scheme: str = "light", **query: str) -> Visit:
    visit = visit_to(server, color_scheme=scheme)
    frame = visit.open(**query)
    if "sel" in query:
        frame.locator(".card :is(.p-report, .p-row)").first.wait_for()
    visit.settle()
    visit.page.set_viewport_size(PAPER)
    visit.page.emulate_media(media="print")
    visit.wait_until("() => document.body.classList.contains('printing')")
    return visit


def sheets(visit: Visit) -> int:
    """Count the pages of the document that a printer gets."""
    return len(re.findall(rb"/Type\s*/Page\b", visit.page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("sel", ["", "deu-recce", "place:nuuk", "nation:DNK"])
def test_one_sheet_holds_all_and_nothing_is_cut_without_saying_so(
    visit_to: Callable[..., Visit], server: Server, sel: str
) -> None:
    visit = printed(visit_to, server, **({"sel": sel} if sel else {}))
    frame = visit.frame()
    assert frame.evaluate(CUT) == []
    assert frame.evaluate(PARTS) == []
    assert frame.evaluate(UNDER_THE_ARROW) == []
    assert frame.locator(".unplaced-list .row").count() > 0
    assert frame.evaluate("() => document.querySelectorAll('.nuuk-list .row').length") >= 10
    assert "19 January 2026" in frame.locator(".sheet-line").inner_text()
    if sel:
        left = frame.locator(".card .p-cut:is(li, .p-note)").count()
        assert (frame.locator(MORE).inner_text() != "") == (left > 0)
        assert min(frame.evaluate(COLUMNS)) > 0.5
    if sel == "deu-recce":
        assert frame.locator(REPORTS).count() > 1
    if sel == "nation:DNK":
        assert frame.locator(".card li:not(.p-cut) .p-row").count() > 12
    assert "Kangerlussuaq" not in frame.evaluate(UNNAMED)
    assert sel or frame.evaluate(UNNAMED) == []
    assert PAPER["height"] - 50 < visit.page.evaluate(FOOT) < PAPER["height"]
    assert sheets(visit) == 1


def test_a_long_sentence_filters_and_a_notice_leave_it_one_sheet(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = printed(visit_to, server, nations="DNK.FRA.DEU.XQZ", steps="in_place", asof="2026-01-21")
    assert visit.page.locator(".sentence-box .filters").is_visible()
    assert "XQZ" in (visit.page.locator(".st-key-notes").text_content() or "")
    assert visit.page.evaluate(FOOT) < PAPER["height"]
    assert visit.frame().evaluate(UNNAMED) == []
    assert sheets(visit) == 1


@pytest.mark.allow_noise("a request that is refused is told on the console")
@pytest.mark.parametrize("answered", [True, False])
def test_a_card_that_still_waits_for_its_reports_is_printed_with_them_or_says_that_they_are_missing(
    visit_to: Callable[..., Visit], server: Server, answered: bool
) -> None:
    visit = visit_to(server)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if not waiting:
            waiting.append(route)  # the card's own request
        elif answered:
            route.continue_()
        else:
            route.abort()

    visit.page.route("**/data/claims/*", hold)
    card = visit.open(sel="deu-recce").locator(".card")
    card.get_by_text("Loading").wait_for()
    visit.page.emulate_media(media="print")
    visit.wait_until("() => document.body.classList.contains('printing')")
    assert "Loading" not in card.inner_text()
    assert (card.locator(".p-report").count() > 0) == answered
    assert card.get_by_text("could not be loaded").is_visible() != answered
    waiting[0].abort()


def test_after_printing_the_card_is_whole_again(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = printed(visit_to, server, sel="deu-recce")
    frame = visit.frame()
    assert frame.locator(".p-cut").count() > 0
    visit.page.emulate_media(media="screen")
    visit.wait_until("() => !document.body.classList.contains('printing')")
    assert frame.locator(".p-cut").count() == 0


def test_from_the_dark_theme_too_paper_is_light_and_keeps_the_days_mark(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = printed(visit_to, server, "dark")
    assert visit.frame().evaluate(EXACT) == ["exact"] * 3
    for window, parts in ((visit.page, [".stApp", "h1.sentence", ".head"]), (visit.frame(), ["body", ".legend"])):
        for ground, ink in window.evaluate(LIGHT, parts):
            assert ground > 240
            assert ink < 100
    visit.page.emulate_media(media="screen")
    visit.wait_until("() => document.body.classList.contains('dark')")
