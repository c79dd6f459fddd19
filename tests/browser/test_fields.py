"""The five fields: what is chosen is seen at once, stands in the address at once, and needs no mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_axe import AXE, RUN

# Opens the list, for its boxes are made by that, and ticks some one right after the other, without waiting for any
# answer; tells what the address then says.
TICK = """codes => {
    const list = document.querySelector('#field-nations-list');
    if (!list.matches(':popover-open')) list.parentElement.querySelector('button').click();
    for (const code of codes) document.querySelector(`.fields input[value="${code}"]`).click();
    return new URLSearchParams(location.search).get('nations');
}"""
# Keeps what the server sends the fields, so that a test can hand an old answer in again.
OVERHEAR = """() => {
    const {elements} = ArcticPage, draw = elements.fields;
    if (!window.heard) elements.fields = args => { window.heard.push(args); return draw(args); };
    window.heard = [];
}"""
LAST_HEARD = "() => window.heard.length > 0"
REPEAT = "at => { ArcticPage.elements.fields({...heard.at(at), data: {...heard.at(at).data, again: true}}); }"
CHECKED = "() => [...document.querySelectorAll('.fields :checked:not(option)')].map(box => box.value)"
SMALL = """() => [...document.querySelectorAll('.fields :is(button, .option, .box, .find, select)')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""


def field(visit: Visit, label: str) -> Locator:
    """A field by its label, as a screen reader finds it."""
    return visit.page.locator(".fields").get_by_label(label, exact=True)


def popup(visit: Visit, key: str) -> Locator:
    """The list of a field."""
    return visit.page.locator(f"#field-{key}-list")


def ticked(visit: Visit) -> list[str]:
    """The codes of all boxes that are ticked."""
    return list(visit.page.evaluate(CHECKED))


def focused(visit: Visit) -> str:
    """The id of what has the focus, or the value of its box."""
    return str(visit.page.evaluate("() => document.activeElement.value || document.activeElement.ariaLabelledBy || ''"))


def asked(visit: Visit, **query: str) -> None:
    """Wait until the address says this, and nothing else."""
    visit.page.wait_for_function(
        "query => JSON.stringify([...new URLSearchParams(location.search)].sort()) === JSON.stringify(query)",
        arg=[list(pair) for pair in sorted(query.items())],
    )


@pytest.fixture
def phone(visit_to: Callable[..., Visit], server: Server) -> Visit:
    """A phone with the fields opened."""
    visit = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True)
    visit.open()
    visit.settle()
    visit.page.get_by_role("button", name="Filter", exact=True).tap()
    field(visit, "Countries").wait_for()
    return visit


def test_a_tick_stands_in_the_address_in_the_same_breath_and_quick_ticks_add_up(visit: Visit) -> None:
    visit.go()
    assert visit.page.evaluate(TICK, ["FRA", "DEU", "CAN", "DEU"]) == "CAN.FRA"
    visit.settle()
    assert ticked(visit) == ["CAN", "FRA"]
    visit.wait_until("() => [...arctic.ctx.view.nations].sort().join() === 'CAN,FRA'")


def test_a_field_says_what_is_chosen_and_how_much(visit: Visit) -> None:
    visit.go()
    assert field(visit, "Countries").inner_text() == "All countries"
    visit.go(nations="FRA.DEU", kinds="post")
    assert field(visit, "Countries").inner_text() == "France, Germany"
    assert visit.page.locator(".fields .active .count").first.inner_text() == "2"
    assert field(visit, "Kinds").inner_text() == "Diplomatic posts"
    assert visit.page.locator(".fields .active").count() == 2


def test_a_closed_list_has_no_boxes_and_gets_them_as_they_are_chosen_when_it_is_opened(fresh: Visit) -> None:
    fresh.open(nations="FRA.DEU")
    fresh.settle()
    boxes = fresh.page.locator(".fields [type=checkbox]")
    assert boxes.count() == 0
    assert field(fresh, "Countries").inner_text() == "France, Germany"
    # What the button controls is there all the same, so that nothing points nowhere.
    assert popup(fresh, str(field(fresh, "Countries").get_attribute("aria-controls")).split("-")[1]).count() == 1
    field(fresh, "Countries").click()
    assert boxes.count() == popup(fresh, "nations").get_by_role("checkbox").count() > 20
    assert ticked(fresh) == ["FRA", "DEU"]
    # Once made they follow the address, whether the list is open or not.
    fresh.page.keyboard.press("Escape")
    fresh.go(nations="CAN")
    fresh.page.wait_for_function(f"() => ({CHECKED})().join() === 'CAN'")


def test_the_page_is_read_as_header_fields_sentence_notices_map_and_table(visit: Visit) -> None:
    visit.go_wrong(nations="XQZ")  # of which there is a notice
    visit.page.locator(".st-key-notes").get_by_text("XQZ").wait_for()
    visit.page.locator("section.table").wait_for()
    parts = [".head", ".rail", "h1.sentence", ".st-key-notes", "iframe", "section.table"]
    in_order = """parts => parts.map(it => document.querySelector(it)).every((it, at, all) =>
        !at || all[at - 1].compareDocumentPosition(it) === Node.DOCUMENT_POSITION_FOLLOWING)"""
    assert visit.page.evaluate(in_order, parts)
    assert not visit.page.evaluate(in_order, parts[::-1])


def test_the_rail_stands_beside_the_page_and_scrolls_by_itself_in_a_low_window(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport={"width": 1100, "height": 320})
    visit.open()
    visit.settle()
    rail, told = visit.page.locator(".rail"), visit.page.locator("h1.sentence").bounding_box()
    assert rail.bounding_box() == {"x": 0, "y": 56, "width": 200, "height": 264}
    assert told
    assert told["x"] == 224
    assert visit.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    field(visit, "Known by").focus()
    assert rail.evaluate("it => it.scrollTop") > 0
    assert visit.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert not visit.page.get_by_role("button", name="Filter", exact=True).is_visible()
    assert not visit.page.get_by_role("button", name="Done", exact=True).is_visible()


def test_an_answer_to_an_older_choice_unticks_nothing(visit: Visit) -> None:
    visit.go()
    visit.page.evaluate(OVERHEAR)
    visit.page.evaluate(TICK, ["FRA"])
    visit.page.wait_for_function(LAST_HEARD)
    visit.settle()
    # In one breath: once the right answer has come, the old one would not be late but news.
    still = visit.page.evaluate(f"() => {{ ({TICK})(['CAN']); ({REPEAT})(0); return ({CHECKED})(); }}")
    assert still == ["CAN", "FRA"]
    visit.settle()
    # The same answer counts as soon as the address is the one that it speaks of.
    visit.page.go_back()
    visit.page.wait_for_function(f"() => ({CHECKED})().join() === 'FRA'")


def test_the_list_stays_open_with_the_focus_where_it_was(visit: Visit) -> None:
    visit.go()
    field(visit, "Kinds").click()
    popup(visit, "kinds").get_by_label("Ships").click()
    asked(visit, kinds="ship")
    visit.settle()
    assert popup(visit, "kinds").is_visible()
    assert focused(visit) == "ship"
    popup(visit, "kinds").get_by_label("Bases").click()
    asked(visit, kinds="base.ship")


def test_back_takes_a_tick_out_again(visit: Visit) -> None:
    visit.go(nations="CAN")
    visit.page.evaluate(TICK, ["FRA"])
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_function(f"() => ({CHECKED})().join() === 'CAN'")


def test_countries_are_chosen_by_keyboard_alone(visit: Visit) -> None:
    visit.go()
    field(visit, "Countries").focus()
    keys = visit.page.keyboard
    keys.press("Enter")
    keys.type("uk")
    keys.press("Enter")
    asked(visit, nations="GBR")
    keys.type("fr")
    keys.press("ArrowDown")
    keys.press("Space")
    asked(visit, nations="FRA.GBR")
    keys.press("Escape")
    assert not popup(visit, "nations").is_visible()
    assert visit.page.evaluate("() => document.activeElement.innerText") == "France, United Kingdom"


@pytest.mark.parametrize(
    ("typed", "names"),
    [("UK", ["United Kingdom"]), ("turk", ["Türkiye"]), ("DNK", ["Denmark"]), ("eu", ["European Union"]), ("zz", [])],
)
def test_a_country_is_found_by_name_code_or_initials(visit: Visit, typed: str, names: list[str]) -> None:
    visit.go()
    field(visit, "Countries").click()
    visit.page.get_by_label("Find a country").fill(typed)
    options = popup(visit, "nations").locator(".option:visible")
    assert options.all_inner_texts() == names
    assert popup(visit, "nations").get_by_text("None of this name.").is_visible() is (not names)


def test_arrows_walk_through_the_boxes_and_tab_leaves_and_closes_the_list(visit: Visit) -> None:
    visit.go()
    field(visit, "Status").focus()
    keys = visit.page.keyboard
    keys.press("ArrowDown")
    assert focused(visit) == "considered"
    keys.press("ArrowDown")
    keys.press("Enter")
    asked(visit, steps="announced")
    keys.press("ArrowUp")
    assert focused(visit) == "considered"
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    assert not popup(visit, "steps").is_visible()


def test_a_click_beside_the_list_closes_it_on_the_page_and_on_the_map(visit: Visit) -> None:
    visit.go()
    for elsewhere in (visit.page.locator("h1.sentence"), visit.frame().locator("body")):
        field(visit, "Kinds").click()
        popup(visit, "kinds").wait_for()
        elsewhere.click(position={"x": 700, "y": 3})
        popup(visit, "kinds").wait_for(state="hidden")


def test_a_press_beside_the_boxes_leaves_the_list_open_and_its_keys_at_work(visit: Visit) -> None:
    visit.go()
    field(visit, "Status").click()
    popup(visit, "steps").locator(".help").click()
    assert popup(visit, "steps").is_visible()
    visit.page.keyboard.press("ArrowDown")
    assert focused(visit) == "considered"
    visit.page.keyboard.press("Escape")
    assert not popup(visit, "steps").is_visible()


def test_clear_empties_the_field_and_keeps_the_list_open(visit: Visit) -> None:
    visit.go(kinds="post.ship")
    field(visit, "Kinds").click()
    popup(visit, "kinds").get_by_role("button", name="Clear").click()
    asked(visit)
    assert popup(visit, "kinds").is_visible()
    assert popup(visit, "kinds").get_by_role("button", name="Clear").is_disabled()
    visit.page.keyboard.press("Escape")


def test_the_day_is_in_words_until_it_is_edited(visit: Visit) -> None:
    visit.go(asof="2026-02-06")
    assert visit.page.locator(".fields .said").inner_text() == "6 February 2026"
    field(visit, "As of").focus()
    assert not visit.page.locator(".fields .said").is_visible()


def test_a_day_goes_once_it_is_whole_and_in_range(visit: Visit) -> None:
    visit.go()
    day, warning = field(visit, "As of"), visit.page.locator(".fields .warning:visible")
    day.fill("1899-12-31")
    assert warning.inner_text() == "Choose a day from 1900 to 2100."
    day.fill("2101-01-01")
    day.fill("")
    assert visit.query() == {}
    day.blur()
    assert day.input_value() == "2026-01-17"
    day.fill("2026-02-06")
    asked(visit, asof="2026-02-06")
    assert warning.count() == 0


def test_a_day_that_is_typed_goes_when_the_typing_pauses_and_not_digit_by_digit(visit: Visit) -> None:
    visit.go()
    visit.page.evaluate("""() => {
        window.gone = [];
        addEventListener('popstate', () => gone.push(new URLSearchParams(location.search).get('asof')));
    }""")
    field(visit, "As of").focus()
    # The sixth of June, whichever of day and month this browser asks for first; as quickly as people type.
    visit.page.keyboard.type("06062026", delay=60)
    asked(visit, asof="2026-06-06")
    visit.settle()
    assert len(visit.page.evaluate("() => gone")) == 1


def test_what_was_known_is_chosen_as_everything_the_same_day_or_another(visit: Visit) -> None:
    visit.go()
    known = field(visit, "Known by")
    known.select_option(label="the same day")
    asked(visit, known="2026-01-17")
    visit.settle()
    known.select_option(label="another day…")
    visit.page.get_by_label("Published by").fill("2026-01-15")
    asked(visit, known="2026-01-15")
    visit.settle()
    assert known.locator("option:checked").inner_text() == "15 January 2026"
    known.select_option(label="everything known")
    asked(visit)
    visit.settle()
    assert not visit.page.get_by_label("Published by").is_visible()


def test_who_asks_for_another_day_and_thinks_better_of_it_keeps_what_was(visit: Visit) -> None:
    visit.go(known="2026-01-15")
    field(visit, "Known by").select_option(label="another day…")
    visit.page.get_by_label("Published by").press("Escape")
    assert field(visit, "Known by").locator("option:checked").inner_text() == "15 January 2026"
    assert visit.query() == {"known": "2026-01-15"}


def test_reset_stands_there_only_when_there_is_something_to_reset(visit: Visit) -> None:
    visit.go()
    reset = visit.page.get_by_role("button", name="Reset all")
    reset.wait_for(state="hidden")
    visit.go(nations="FRA", asof="2026-02-06", lang="en")
    reset.focus()
    reset.press("Enter")
    asked(visit, lang="en")
    reset.wait_for(state="hidden")
    assert visit.page.evaluate("() => document.activeElement.innerText") == "All countries"


def test_the_explanation_describes_its_field_and_shows_by_mouse_and_by_keyboard(visit: Visit) -> None:
    visit.go()
    tip = visit.page.locator("#field-known-help")
    described = field(visit, "Known by").get_attribute("aria-describedby")
    assert described == "field-known-help"
    visit.page.get_by_text("Known by", exact=True).hover()
    tip.wait_for()
    visit.page.mouse.move(700, 40)
    tip.wait_for(state="hidden")
    field(visit, "As of").focus()
    for _ in range(5):
        if visit.page.evaluate("() => document.activeElement.tagName") == "SELECT":
            break
        visit.page.keyboard.press("Tab")
    tip.wait_for()
    visit.page.keyboard.press("Escape")
    tip.wait_for(state="hidden")


def unclear(visit: Visit) -> list[str]:
    """Name what axe-core finds wrong with the fields as they stand."""
    visit.page.evaluate(AXE)
    inside = "targets => targets.map(it => Boolean(document.querySelector(it.split(' | ')[0])?.closest('.fields')))"
    found = visit.page.evaluate(RUN)
    ours = visit.page.evaluate(inside, [one["target"] for one in found])
    return [one["rule"] for one, is_ours in zip(found, ours, strict=True) if is_ours]


def test_the_fields_and_their_open_lists_are_accessible(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    assert unclear(fresh) == []
    for label in ("Countries", "Status"):
        field(fresh, label).click()
        assert unclear(fresh) == []
        fresh.page.keyboard.press("Escape")
    fresh.page.evaluate("() => document.querySelector('.fields select').removeAttribute('aria-label')")
    assert "select-name" in unclear(fresh)  # the guard bites


def test_on_a_phone_a_tap_on_a_label_explains_and_all_targets_are_large(phone: Visit) -> None:
    phone.page.get_by_text("As of", exact=True).tap()
    phone.page.get_by_text("The day you look at.").wait_for()
    assert phone.page.evaluate(SMALL) == []
    phone.page.add_style_tag(content=".fields .pick { min-height: 0 !important; padding-block: 0 !important; }")
    assert phone.page.evaluate(SMALL) != []  # the guard bites


def test_on_a_phone_the_list_fits_the_window_and_does_not_call_the_keyboard(phone: Visit) -> None:
    field(phone, "Countries").tap()
    box = popup(phone, "nations").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] <= PHONE["height"]
    assert phone.page.evaluate("() => document.activeElement.type") == "checkbox"
    assert phone.page.evaluate(SMALL) == []
    popup(phone, "nations").get_by_label("France").tap()
    asked(phone, nations="FRA")
    phone.settle()
    assert popup(phone, "nations").is_visible()


def test_who_ticks_while_the_story_is_told_leaves_it_with_what_its_scene_shows(fresh: Visit) -> None:
    fresh.open(view="story", scene="2")
    fresh.settle()
    day = fresh.page.locator(".fields input.day").first.input_value()
    assert fresh.page.evaluate(TICK, ["FRA"]) == "FRA"
    fresh.settle()
    query = fresh.query()
    assert (query["nations"], query.get("asof", "2026-01-17")) == ("FRA", day)
    assert not query.keys() & {"view", "scene"}
