"""Everyone can use it: by keyboard alone, on a phone; what axe finds stands in test_axe.py."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.pages import NAME, PHONE, SMALL_PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_choosing import card, symbol


def test_by_keyboard_alone_a_country_is_chosen_and_a_card_opened_and_closed(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    for _ in range(20):
        fresh.page.keyboard.press("Tab")
        if fresh.page.evaluate(f"() => {NAME}(document.activeElement).startsWith('Countries')"):
            break
    fresh.page.keyboard.press("Enter")
    fresh.page.keyboard.type("Germ")
    fresh.page.keyboard.press("Enter")
    fresh.wait_until("() => arctic.visible().length && arctic.visible().every(id => id.startsWith('deu-'))")
    fresh.page.keyboard.press("Escape")
    for _ in range(60):
        fresh.page.keyboard.press("Tab")
        if fresh.frame().evaluate("() => document.hasFocus() && document.activeElement.closest('.nuuk-list') !== null"):
            break
    for _ in range(4):  # the list is one stop: arrows lead on inside it
        fresh.page.keyboard.press("ArrowDown")
        if fresh.frame().evaluate("() => document.activeElement.closest('[data-id]') !== null"):
            break
    fresh.page.keyboard.press("Enter")
    fresh.frame().locator("[data-card]").wait_for()
    fresh.page.keyboard.press("Escape")
    fresh.frame().locator("[data-card]").wait_for(state="detached")


ROW = "() => document.activeElement.matches('.p-tl-label') ? document.activeElement.getAttribute('aria-label') : ''"


def test_the_rows_of_the_timeline_are_one_stop_and_arrows_lead_from_row_to_row(fresh: Visit) -> None:
    frame = fresh.open()
    names = frame.locator(".p-tl-label").evaluate_all("all => all.map(it => it.getAttribute('aria-label'))")
    assert len(names) > 4
    rows = frame.get_by_role("group", name="Nations and posts").get_by_role("button")
    assert rows.evaluate_all("all => all.map(it => it.getAttribute('aria-label'))") == names
    frame.locator(".p-tl-pill").focus()
    reached = []
    for key in ("Shift+Tab", "ArrowDown", "ArrowDown", "ArrowUp", "End", "ArrowDown", "Home", "ArrowDown"):
        fresh.page.keyboard.press(key)
        reached.append(frame.evaluate(ROW))
    assert reached == [names[i] for i in (0, 1, 2, 1, -1, -1, 0, 1)]
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert frame.evaluate(outline) == "solid"
    sel = str(frame.evaluate("() => document.activeElement.dataset.sel"))
    for key in ("Enter", "Space"):
        fresh.page.keyboard.press(key)
        card(fresh, sel).wait_for()
        fresh.page.keyboard.press("Escape")
        card(fresh, sel).wait_for(state="detached")
        assert frame.evaluate(ROW) == names[1], key
    fresh.page.keyboard.press("Tab")
    assert frame.evaluate(ROW) == ""
    fresh.page.keyboard.press("Shift+Tab")
    assert frame.evaluate(ROW) == names[1]


def test_a_ring_of_the_timeline_is_reached_beside_its_line_and_by_arrows(fresh: Visit) -> None:
    frame = fresh.open()
    rings = frame.get_by_role("group", name="Events").get_by_role("button")
    sel = rings.first.get_attribute("data-sel")
    day = str(rings.first.get_attribute("aria-label")).split(":")[0]
    at = rings.first.bounding_box()
    assert sel is not None
    assert at is not None
    assert at["width"] < 12  # a hand needs more
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    plot = frame.locator(".p-tl-plot")
    fresh.page.mouse.move(x - 7, y + 7)
    assert "\n" in str(plot.get_attribute("title")), f"the events of {day} are named"
    assert "p-on-ring" in str(plot.get_attribute("class"))
    fresh.page.mouse.move(x - 7, y + 11)
    assert plot.get_attribute("title") == ""
    fresh.page.mouse.click(x - 7, y + 7)
    card(fresh, sel).wait_for()
    assert frame.locator(".p-ring.chosen").evaluate_all("all => all.map(it => it.dataset.sel)") == [sel]
    fresh.page.keyboard.press("Escape")
    card(fresh, sel).wait_for(state="detached")
    # What begins on the day's own handle, or anywhere else, and ends on a ring moves the day and chooses nothing.
    pill = frame.locator(".p-tl-pill").bounding_box()
    assert pill is not None
    for start in ((pill["x"] + pill["width"] / 2, pill["y"] + 18), (pill["x"] + 200, pill["y"] + 60)):
        fresh.page.mouse.move(*start)
        assert plot.get_attribute("title") == ""
        fresh.page.mouse.down()
        fresh.page.mouse.move(x + 20, y, steps=4)
        fresh.page.mouse.move(x, y, steps=2)
        fresh.page.mouse.up()
        fresh.settle()
        assert set(fresh.query()) == {"asof"}
        fresh.go()
    rings.first.dispatch_event("click")
    card(fresh, sel).wait_for()
    fresh.page.keyboard.press("Escape")
    card(fresh, sel).wait_for(state="detached")
    rings.first.evaluate("ring => ring.parentNode.querySelector('[tabindex=\"0\"]').focus()")
    fresh.page.keyboard.press("Home")
    assert rings.first.evaluate("ring => ring === document.activeElement")
    assert frame.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    fresh.page.keyboard.press("ArrowRight")
    assert rings.nth(1).evaluate("ring => ring === document.activeElement")


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["390", "320"])
def test_on_a_phone_nothing_scrolls_sideways_and_rows_open_cards(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int]
) -> None:
    visit = visit_to(server, viewport=size, has_touch=True, is_mobile=True, device_scale_factor=2)
    frame = visit.open()
    visit.settle()
    for window in (visit.page.main_frame, frame):
        assert window.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    assert visit.page.evaluate("() => innerWidth") == size["width"]
    symbol(visit, "deu-recce").tap()
    card(visit, "deu-recce").wait_for()


def test_the_page_says_its_language_and_the_frame_has_a_title(visit: Visit) -> None:
    visit.go()
    assert visit.page.evaluate("() => document.documentElement.lang") == "en"
    titles = visit.page.locator("iframe").evaluate_all("frames => frames.map(it => it.title)")
    assert [title for title in titles if "streamlit_folium" in title] == []


def test_a_finger_that_misses_a_symbol_by_a_little_opens_the_nearest(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    visit.open()
    visit.settle()
    box = visit.frame().locator(".cluster [data-id=pituffik]").bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] / 2 - 20, box["y"] + box["height"] / 2 - 6
    visit.page.touchscreen.tap(left - 40, top - 40)
    assert visit.frame().evaluate("() => arctic.ctx.sel") == ""
    visit.page.touchscreen.tap(left, top)
    card(visit, "pituffik").wait_for()


# Colours that stand on each other where the system's colours are forced: each must differ from its ground.
FORCED = """([selector, part, property]) => {
    const style = getComputedStyle(document.querySelector(selector), part || null);
    return [style[property], style.forcedColorAdjust, style.outlineStyle, style.outlineWidth];
}"""
CANVAS = """() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'Canvas';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_signs_and_edges_are_still_drawn(
    visit_to: Callable[..., Visit], server: Server, scheme: str
) -> None:
    visit = visit_to(server, forced_colors="active", color_scheme=scheme)
    frame = visit.open(sel="deu-recce")
    card(visit, "deu-recce").wait_for()
    visit.settle()
    ground = visit.page.evaluate(CANVAS)
    for selector in (".head .brand", ".head .find"):
        colour, adjust, *_ = visit.page.evaluate(FORCED, [selector, "::before", "backgroundColor"])
        assert (colour != ground, adjust) == (True, "none"), selector
    colour, adjust, *_ = frame.evaluate(FORCED, [".p-tl-now", "::before", "backgroundColor"])
    assert (colour != ground, adjust) == (True, "none")
    for selector in (".p-tl-key .p-tl-in", ".p-tl-key .p-tl-key-ring", ".p-tl-svg .p-tl-in", ".p-ring circle"):
        colour, adjust, *_ = frame.evaluate(FORCED, [selector, "", "stroke"])
        assert (colour != ground, adjust) == (True, "none"), selector
    for edge in (".pane", ".card", ".legend", ".nuuk-list", ".p-preset[aria-pressed=true]"):
        _, _, style, width = frame.evaluate(FORCED, [edge, "", "outlineColor"])
        assert (style, width >= "1px") == ("solid", True), edge
    assert frame.evaluate(FORCED, [".p-preset[aria-pressed=false]", "", "color"])[2] == "none"
    assert frame.evaluate(FORCED, [".cluster .mark", "", "fill"])[1] == "none"


def test_with_forced_colours_the_phones_slider_has_track_and_thumb(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport=PHONE, forced_colors="active")
    frame = visit.open()
    visit.settle()
    assert frame.evaluate(FORCED, [".p-range", "", "color"])[1] == "none"
    picture = frame.locator(".p-range").screenshot()
    dark = sum(Image.open(BytesIO(picture)).convert("L").histogram()[:100])
    assert dark > 1000  # the track is some 250 pixels long and 4 high, the thumb 20 across
