"""On a phone "Filter" opens the fields as a sheet: it comes and goes by finger and keyboard, and its use is marked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import DESKTOP, PHONE, SMALL_PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_axe import measured, unknown

HEAD = 52
SMALL = """() => [...document.querySelectorAll('.sidebar :is(button:not(.calendar), select, .box), .head .filter')]
    .filter(it => it.checkVisibility()).filter(it => it.getBoundingClientRect().height < 44)
    .map(it => it.outerHTML.slice(0, 80))"""
# Takes leave of the fields and draws them anew, as Streamlit now and then does after quick choices.
REMOUNT = """() => {
    const {elements} = ArcticPage, draw = elements.fields;
    elements.fields = args => {
        elements.fields = draw;
        setTimeout(() => {
            const again = () => ArcticPage.draw({...args, name: 'arctic_fields'});
            again()();
            again();
            window.remounted = true;
        });
        return draw(args);
    };
}"""
# What lies on top at a place of the window.
ON_TOP = "([x, y]) => document.elementFromPoint(x, y).closest('.sidebar, .shade, iframe, .head')?.className ?? ''"
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"
SIZES = pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["390", "320"])
Size = dict[str, int]


@pytest.fixture
def opened(visit_to: Callable[..., Visit], server: Server) -> Callable[..., Visit]:
    """Open the page on a phone of some size."""

    def on(size: Size = PHONE, **query: str) -> Visit:
        visit = visit_to(server, viewport=size, has_touch=True, is_mobile=True)
        visit.open(**query)
        visit.settle()
        return visit

    return on


def button(visit: Visit) -> Locator:
    return visit.page.locator(".head .filter")


def sidebar(visit: Visit) -> Locator:
    return visit.page.get_by_role("region", name="Filter", exact=True)


def shade(visit: Visit) -> Locator:
    return visit.page.locator(".shade")


def tap_the_shade(visit: Visit) -> None:
    """Tap beside the sheet, where the map lies under the shade."""
    size = visit.page.viewport_size
    assert size
    visit.page.touchscreen.tap(size["width"] - 15, 420)


WAYS: dict[str, Callable[[Visit], None]] = {
    "done": lambda visit: visit.page.get_by_role("button", name="Done", exact=True).tap(),
    "escape": lambda visit: visit.page.keyboard.press("Escape"),
    "the shade": tap_the_shade,
    "the button": lambda visit: button(visit).tap(),
}


@SIZES
def test_it_is_closed_at_first_and_opens_over_the_page_with_the_focus_in_its_first_field(
    opened: Callable[..., Visit], size: Size
) -> None:
    visit = opened(size)
    expect(sidebar(visit)).to_be_hidden()
    expect(button(visit)).to_have_text("Filter")
    expect(button(visit)).to_have_attribute("aria-expanded", "false")
    button(visit).tap()
    expect(sidebar(visit)).to_be_visible()
    expect(button(visit)).to_have_attribute("aria-expanded", "true")
    assert sidebar(visit).get_attribute("id") == button(visit).get_attribute("aria-controls")
    assert visit.page.evaluate("() => document.activeElement.className") == "chip"
    box = sidebar(visit).bounding_box()
    assert box
    assert (box["x"], box["y"], box["y"] + box["height"]) == (0, HEAD, size["height"])
    assert box["width"] <= size["width"] - 44  # a thumb finds the shade
    for x, name in ((20, "sidebar open"), (size["width"] - 20, "shade")):
        assert visit.page.evaluate(ON_TOP, [x, 420]) == name
    assert visit.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert visit.page.evaluate(SMALL) == []
    visit.page.add_style_tag(content=".sidebar > .done { min-height: 20px !important; padding: 0 !important; }")
    assert len(visit.page.evaluate(SMALL)) == 1  # the guard bites


@SIZES
@pytest.mark.parametrize("way", WAYS)
def test_it_closes_in_four_ways_and_gives_the_focus_back(opened: Callable[..., Visit], size: Size, way: str) -> None:
    visit = opened(size)
    button(visit).tap()
    expect(sidebar(visit)).to_be_visible()
    WAYS[way](visit)
    expect(sidebar(visit)).to_be_hidden()
    expect(shade(visit)).to_be_hidden()
    expect(button(visit)).to_be_focused()
    expect(button(visit)).to_have_attribute("aria-expanded", "false")
    visit.settle()
    # What lay under the finger has heard nothing of the tap.
    assert visit.query() == {}
    assert visit.frame().evaluate("() => !document.querySelector('.p-sheet')")


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_two_halves_of_an_arrow_stand_side_by_side(
    visit_to: Callable[..., Visit], server: Server, window: Size
) -> None:
    visit = visit_to(server, viewport=window)
    visit.open()
    visit.settle()
    picks = visit.page.locator(".fields .pick")
    assert picks.count() == 5
    for at in range(4):
        actual = picks.nth(at).evaluate("it => getComputedStyle(it).backgroundPosition")
        (left, top), (right, same) = (re.findall(r"(\d+)px", half) for half in actual.split(", "))
        assert int(left) - int(right) == 5  # as wide as each of them
        assert top == same


def test_escape_shuts_an_open_list_first_and_then_the_sheet(opened: Callable[..., Visit]) -> None:
    visit = opened()
    button(visit).tap()
    kinds = visit.page.locator("#field-kinds-list")
    sidebar(visit).get_by_role("button", name="Kinds").tap()
    expect(kinds).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(kinds).to_be_hidden()
    expect(sidebar(visit)).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(sidebar(visit)).to_be_hidden()


def test_a_tap_between_its_fields_leaves_it_open(opened: Callable[..., Visit]) -> None:
    visit = opened()
    button(visit).tap()
    visit.page.touchscreen.tap(20, 700)
    visit.page.get_by_text("Countries", exact=True).tap()
    visit.settle()
    expect(sidebar(visit)).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(sidebar(visit)).to_be_hidden()


def test_by_keyboard_it_opens_and_who_walks_on_leaves_it_behind(opened: Callable[..., Visit]) -> None:
    visit = opened()
    keys = visit.page.keyboard
    button(visit).focus()
    keys.press("Enter")
    expect(sidebar(visit)).to_be_visible()
    visit.page.get_by_role("button", name="Done", exact=True).focus()
    expect(sidebar(visit)).to_be_visible()
    keys.press("Tab")
    expect(sidebar(visit)).to_be_hidden()
    assert visit.page.evaluate("() => document.activeElement.dataset.drilldown") == "people"
    button(visit).focus()
    keys.press("Enter")
    keys.press("Shift+Tab")  # into the header, which is in use beside it
    expect(sidebar(visit)).to_be_hidden()


@SIZES
@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", ["Filter, three active", "Filter, one active"]), ("da", ["Filter, tre aktive", "Filter, ét aktivt"])],
)
def test_the_button_says_how_much_is_chosen(
    opened: Callable[..., Visit], size: Size, lang: str, text: list[str]
) -> None:
    visit = opened(size, nations="FRA.DEU", kinds="post", lang=lang)
    for count, (choice, name) in {
        "3": ({"nations": "FRA.DEU", "kinds": "post"}, text[0]),
        "1": ({"steps": "open"}, text[1]),
    }.items():
        visit.go(lang=lang, **choice)
        expect(button(visit)).to_have_accessible_name(name)
        expect(button(visit).locator(".count")).to_have_text(count)
        expect(button(visit).locator(".count")).to_be_visible()
    # The two clocks hide no country, kind or status: they stand in the header's own words.
    visit.go(lang=lang, asof="2026-02-06")
    expect(button(visit)).to_have_accessible_name("Filter")
    expect(button(visit).locator(".count")).to_be_hidden()


def test_what_is_ticked_in_it_counts_at_the_button_and_the_map_stays_mounted(opened: Callable[..., Visit]) -> None:
    visit = opened()
    visit.mark()
    button(visit).tap()
    sidebar(visit).get_by_role("button", name="Countries").tap()
    for count, name in (("1", "France"), ("2", "Germany")):
        visit.page.locator("#field-nations-list").get_by_label(name).tap()
        expect(button(visit).locator(".count")).to_have_text(count)
    visit.settle()
    expect(sidebar(visit)).to_be_visible()
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("button", name="Reset all").tap()
    expect(button(visit).locator(".count")).to_be_empty()
    visit.settle()
    assert visit.page.evaluate("() => document.activeElement.className") == "chip"
    assert visit.marked()


def test_it_stays_open_with_its_list_when_the_fields_are_drawn_anew(opened: Callable[..., Visit]) -> None:
    visit = opened()
    button(visit).tap()
    sidebar(visit).get_by_role("button", name="Countries").tap()
    visit.page.evaluate(REMOUNT)
    visit.page.locator("#field-nations-list").get_by_label("France").tap()
    visit.page.wait_for_function("() => window.remounted")
    expect(sidebar(visit)).to_be_visible()
    expect(button(visit).locator(".count")).to_have_text("1")
    expect(visit.page.locator("#field-nations-list")).to_be_visible()
    assert visit.page.evaluate("() => document.activeElement.closest('#field-nations-list') !== null")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#field-nations-list")).to_be_hidden()
    visit.page.keyboard.press("Escape")
    expect(sidebar(visit)).to_be_hidden()
    expect(button(visit)).to_be_focused()


def test_the_page_behind_it_does_not_scroll_and_keeps_its_place(opened: Callable[..., Visit]) -> None:
    visit = opened()
    visit.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTo(0, 500)")
    button(visit).tap()
    for x in (100, PHONE["width"] - 20):
        visit.page.mouse.move(x, 500)
        visit.page.mouse.wheel(0, 300)
    visit.page.keyboard.press("PageDown")
    visit.settle()
    visit.settle()
    assert visit.page.evaluate(SCROLLED) == 500
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate(SCROLLED) == 500
    visit.page.mouse.wheel(0, 300)
    visit.page.wait_for_function(f"() => ({SCROLLED})() > 500")  # and it does again


def test_in_a_low_window_it_scrolls_by_itself_and_done_stays_in_sight(opened: Callable[..., Visit]) -> None:
    visit = opened({"width": 667, "height": 320})
    button(visit).tap()
    known = sidebar(visit).get_by_label("Known by", exact=True)
    known.focus()
    box, done = known.bounding_box(), sidebar(visit).get_by_role("button", name="Done").bounding_box()
    assert box
    assert done
    assert done["y"] + done["height"] == 320
    assert box["y"] >= HEAD
    assert box["y"] + box["height"] <= done["y"]


def test_in_a_window_that_grows_wide_it_is_the_rail_again(opened: Callable[..., Visit]) -> None:
    visit = opened()
    button(visit).tap()
    visit.page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    expect(shade(visit)).to_be_hidden()
    expect(sidebar(visit)).to_be_visible()
    expect(button(visit)).to_be_hidden()
    visit.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    expect(sidebar(visit)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_sheet(visit_to: Callable[..., Visit], server: Server, scheme: str) -> None:
    visit = visit_to(server, viewport=PHONE, color_scheme=scheme)
    visit.open(nations="FRA")
    visit.settle()
    button(visit).click()
    assert unknown(measured(visit.page)) == []
    sidebar(visit).get_by_role("button", name="Status").click()
    assert unknown(measured(visit.page)) == []
