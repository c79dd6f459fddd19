"""A printed view is one light sheet: map, key, sentence, day and sources; what has no room says by how much."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.pages import Visit
from tests.browser.serving import Server

# What runs over its own box, and so is cut on paper: the part and by how many pixels.
CUT = """() => [...document.querySelectorAll('.lens, .tray-body, .legend, .card .p-body, .sheet-line')]
    .filter(it => it.checkVisibility())
    .map(it => [it.className, it.scrollHeight - it.clientHeight, it.scrollWidth - it.clientWidth])
    .filter(([, high, wide]) => high > 1 || wide > 1)"""
# Places where two of these share ground: names and symbols of the map, north arrow, lists.
UNDER_THE_ARROW = """() => {
    const arrow = document.querySelector('.north').getBoundingClientRect();
    const drawn = '.cluster .title, .cluster .sub, .item > svg, .lens, .tray, .legend';
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
PARTS = """() => ['.pane', '.legend', '.lens', '.sheet-line'].filter(it => {
    const box = document.querySelector(it).getBoundingClientRect();
    return !box.width || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
})"""
REPORTS = ".card .p-report:not(.p-cut)"
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


@pytest.mark.parametrize("sel", ["", "deu-recce", "place:nuuk"])
def test_one_sheet_holds_all_and_nothing_is_cut_without_saying_so(
    visit_to: Callable[..., Visit], server: Server, sel: str
) -> None:
    visit = printed(visit_to, server, **({"sel": sel} if sel else {}))
    frame = visit.frame()
    assert frame.evaluate(CUT) == []
    assert frame.evaluate(PARTS) == []
    assert frame.locator(".tray .row").count() > 0
    assert frame.evaluate("() => document.querySelectorAll('.lens .row').length") >= 10
    assert "17 January 2026" in frame.locator(".sheet-line").inner_text()
    if sel:
        left = frame.locator(".card .p-cut:is(li, .p-note)").count()
        assert (frame.locator(".card .p-card > .p-none:last-child").inner_text() != "") == (left > 0)
    if sel in {"deu-recce", "pituffik"}:
        assert frame.locator(REPORTS).first.is_visible()
    assert sheets(visit) == 1


def test_a_long_sentence_filters_and_a_notice_leave_it_one_sheet(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = printed(visit_to, server, nations="DNK.FRA.DEU.XQZ", steps="in_place", asof="2026-01-21")
    assert visit.page.locator(".told .filters").is_visible()
    assert "XQZ" in (visit.page.locator(".st-key-notes").text_content() or "")
    assert (
        visit.page.evaluate("() => document.querySelector('.st-key-pane iframe').getBoundingClientRect().bottom") < 733
    )
    assert sheets(visit) == 1


def test_after_printing_the_card_is_whole_again(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = printed(visit_to, server, sel="deu-recce")
    frame = visit.frame()
    assert frame.locator(".p-cut").count() > 0
    visit.page.emulate_media(media="screen")
    visit.wait_until("() => !document.body.classList.contains('printing')")
    assert frame.locator(".p-cut").count() == 0


def test_the_days_mark_is_printed_and_the_arrow_stands_free(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = printed(visit_to, server)
    assert visit.frame().evaluate(EXACT) == ["exact"] * 3
    assert visit.frame().evaluate(UNDER_THE_ARROW) == []


def test_from_the_dark_theme_too_paper_is_light(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = printed(visit_to, server, "dark")
    for window, parts in ((visit.page, [".stApp", "h1.sentence", ".head"]), (visit.frame(), ["body", ".legend"])):
        for ground, ink in window.evaluate(LIGHT, parts):
            assert ground > 240
            assert ink < 100
    visit.page.emulate_media(media="screen")
    visit.wait_until("() => document.body.classList.contains('dark')")
