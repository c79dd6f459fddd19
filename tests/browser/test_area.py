"""An area on the map, drawn by mouse and by keys, and badges of what changed: in the address, on the map, in words."""

import re
from collections.abc import Callable

from playwright.sync_api import Frame, expect

from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server


def draws(visit: Visit, kind: str) -> Frame:
    """Open the tools for a kind of area."""
    frame = visit.go(draw=kind)
    expect(frame.locator(".a-draw")).to_be_visible()
    expect(frame.locator(".a-cross")).to_be_focused()
    return frame


def settled_area(visit: Visit, kind: str) -> dict[str, str]:
    """Wait until an area stands in the address and on the map; give the address."""
    visit.page.wait_for_url(re.compile(rf"area={kind}"))
    expect(visit.frame().locator(".a-area")).to_be_visible()
    expect(visit.frame().locator(".a-draw")).to_have_count(0)
    return visit.query()


def shows_what_the_server_keeps(visit: Visit, query: dict[str, str]) -> None:
    """Hold map, chip and counts to the view that the address names."""
    model = resolve_view(parse_query(query)[0], words_of("en"))
    frame = visit.frame()
    wanted = sorted(row.id for row in model.rows)
    frame.wait_for_function("wanted => arctic.visible().join() === wanted.join()", arg=wanted)
    expect(visit.page.locator("a.filter")).to_contain_text(model.texts)
    expect(frame.locator(".a-area")).to_contain_text(f"{len(wanted)} inside for certain")


def test_a_map_at_rest_asks_for_nothing_of_an_analysis(visit: Visit) -> None:
    frame = visit.go()
    asked_for = "() => performance.getEntriesByType('resource').filter(one => one.name.includes('analysis.js')).length"
    assert "marks" not in frame.evaluate("() => arctic.ctx.view")
    assert frame.locator(".a-panel").count() == 0
    draws(visit, "box")
    assert frame.evaluate(asked_for) == 1


def test_a_rectangle_is_drawn_by_two_corners_and_taken_away_again(visit: Visit) -> None:
    frame = draws(visit, "box")
    box = frame.locator(".pane").bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + box["width"] * 0.42, box["y"] + box["height"] * 0.5)
    expect(frame.locator(".a-corner")).to_have_count(1)
    visit.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7)
    expect(frame.locator("path.a-line")).to_have_count(4)
    visit.page.mouse.click(box["x"] + box["width"] * 0.65, box["y"] + box["height"] * 0.75)
    query = settled_area(visit, "box")
    assert set(query) == {"area"}
    shows_what_the_server_keeps(visit, query)
    frame.get_by_role("button", name="Also what may be inside").click()
    expect(visit.page.locator("a.filter")).to_contain_text("inside, or may be")
    frame.get_by_role("button", name="Remove the area").click()
    expect(visit.page.locator("a.filter")).to_have_count(0)
    expect(frame.locator(".a-area")).to_have_count(0)
    assert visit.query() == {}


def test_a_polygon_is_drawn_by_keys_and_escape_gives_up(visit: Visit) -> None:
    frame = draws(visit, "polygon")
    press = visit.page.keyboard.press
    for key in (
        *["ArrowLeft"] * 6,
        "Space",
        *["ArrowDown"] * 14,
        "Space",
        "Backspace",
        "Space",
        *["ArrowRight"] * 12,
        "Space",
    ):
        press(key)
    expect(frame.locator(".a-corner")).to_have_count(3)
    press("Enter")
    query = settled_area(visit, "polygon")
    shows_what_the_server_keeps(visit, query)
    frame = draws(visit, "circle")
    press("Space")
    expect(frame.locator(".a-corner")).to_have_count(1)
    press("Escape")
    expect(frame.locator(".a-corner")).to_have_count(0)
    press("Escape")
    expect(frame.locator(".a-draw")).to_have_count(0)
    assert visit.query() == {}


def test_a_finger_draws_a_rectangle_where_symbols_stand(visit_to: Callable[..., Visit], server: Server) -> None:
    """A tap beside a symbol, or on one, sets a point: it neither opens a card nor is it lost."""
    visit = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True, timezone_id="America/Thule")
    visit.open(draw="box")
    frame = visit.frame()
    expect(frame.locator(".a-draw")).to_be_visible()
    expect(frame.locator(".a-cross")).to_have_css("opacity", "0")
    people, town = (
        frame.locator(".cluster [data-id=dnk-exercise]"),
        frame.locator(".cluster .title", has_text="Tasiilaq"),
    )
    for symbol in (people, town):
        box = symbol.first.bounding_box()
        assert box is not None
        visit.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] + 6)
        if symbol is people:
            expect(frame.locator(".a-corner")).to_have_count(1)
            expect(frame.locator(".a-kinds")).to_be_hidden()
    query = settled_area(visit, "box")
    assert set(query) == {"area"}
    shows_what_the_server_keeps(visit, query)


def test_a_circle_is_typed_in_a_form(visit: Visit) -> None:
    visit.go(view="analyse")
    page = visit.page
    page.get_by_role("button", name="More filters").click()
    place = page.locator(".st-key-area_place input")
    place.fill("Nuuk")
    page.get_by_role("option", name="Nuuk", exact=True).click()
    page.get_by_role("button", name="Show this circle").click()
    page.wait_for_url(re.compile("area=circle%3Anuuk%3A100"))
    expect(page.locator("a.filter")).to_contain_text("inside for certain: 100 km around Nuuk")
    expect(page.get_by_text("inside for certain ·").first).to_be_visible()


# No name of the map lies under the panel of changes.
CLEAR = """() => {
    const panel = document.querySelector('.a-changes')?.getBoundingClientRect();
    const names = [...document.querySelectorAll('.cluster :is(.title, .sub)')].filter(it => it.checkVisibility());
    return Boolean(panel) && names.map(it => it.getBoundingClientRect()).every(it =>
        it.right <= panel.left || it.left >= panel.right || it.bottom <= panel.top || it.top >= panel.bottom);
}"""


def test_badges_say_what_changed_and_a_link_keeps_them(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-15", badges="1", than="2026-01-15", thanknown="2026-01-15")
    expect(frame.locator(".a-changes")).to_contain_text("revised")
    visit.wait_until(CLEAR)
    marked = frame.locator("[data-id].a-changed").first
    expect(marked).to_have_attribute("aria-description", re.compile("→"))
    actual = frame.locator(".pane > p.p-hidden").filter(has_text="On 15 January 2026")
    expect(actual).to_contain_text("Changes since 15 January 2026, as known by 15 January 2026")
    frame.get_by_role("button", name="List of changes").click()
    expect(visit.page.get_by_role("button", name="revised: 5")).to_be_visible()
    visit.page.get_by_role("link", name="Show on the map", exact=True).click()
    expect(frame.locator(".a-changes")).to_be_visible()
    frame.get_by_role("button", name="Hide the changes").click()
    expect(frame.locator(".a-badge")).to_have_count(0)
    assert visit.query() == {"asof": "2026-01-15"}
