"""The five fields: what is chosen is seen at once, stands in the address at once, and needs no mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_axe import AXE, RUN

# Opens the list, for its boxes are made by that, and ticks some one right after the other, without waiting for any
# answer; tells what the address then says.
TICK = """codes => {
    const list = document.querySelector('#field-nations-list');
    if (!list.matches(':popover-open')) list.parentElement.querySelector('.pick').click();
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
SMALL = """() => [...document.querySelectorAll('.fields :is(button:not(.calendar), .option, .box, .find, select)')]
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


def address_has(visit: Visit, **query: str) -> None:
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
    visit.wait_until("() => [...arctic.ctx.view.chosen.nations].sort().join() === 'CAN,FRA'")


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
    parts = [".head", ".sidebar", "h1.sentence", ".st-key-notes", "iframe", "section.table"]
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
    sidebar, sentence_text = visit.page.locator(".sidebar"), visit.page.locator("h1.sentence").bounding_box()
    assert sidebar.bounding_box() == {"x": 0, "y": 56, "width": 200, "height": 264}
    assert sentence_text
    assert sentence_text["x"] == 224
    assert visit.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    field(visit, "Known by").focus()
    assert sidebar.evaluate("it => it.scrollTop") > 0
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
    address_has(visit, kinds="ship")
    visit.settle()
    assert popup(visit, "kinds").is_visible()
    assert focused(visit) == "ship"
    popup(visit, "kinds").get_by_label("Bases").click()
    address_has(visit, kinds="base.ship")


def test_back_takes_a_tick_out_again(visit: Visit) -> None:
    visit.go(nations="CAN")
    visit.page.evaluate(TICK, ["FRA"])
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_function(f"() => ({CHECKED})().join() === 'CAN'")


def chips(visit: Visit, row: str = "Most involved on this day") -> Locator:
    return visit.page.get_by_role("toolbar", name=row).get_by_role("button")


def pressed_chips(visit: Visit) -> list[str]:
    return visit.page.locator(".fields .chip[aria-pressed=true]").all_inner_texts()


def test_the_rail_shows_who_is_there_and_a_chip_chooses_and_lets_go(visit: Visit) -> None:
    visit.go(asof="2026-01-17")
    names = chips(visit).all_inner_texts()
    assert len(names) <= 7
    assert {"Denmark", "France", "Germany"} <= set(names)
    assert not any(char.isdigit() for name in names for char in name)
    chips(visit).get_by_text("France", exact=True).click()
    chips(visit).get_by_text("Germany", exact=True).click()
    address_has(visit, asof="2026-01-17", nations="DEU.FRA")
    assert sorted(pressed_chips(visit)) == ["France", "Germany"]
    assert field(visit, "Countries").inner_text() == "France, Germany"
    visit.settle()
    chips(visit).get_by_text("France", exact=True).click()
    address_has(visit, asof="2026-01-17", nations="DEU")
    visit.settle()
    visit.page.go_back()
    visit.page.wait_for_function("() => document.querySelectorAll('.fields .chip[aria-pressed=true]').length === 2")


def test_quick_presses_of_chips_and_boxes_add_up(visit: Visit) -> None:
    visit.go()
    assert (
        visit.page.evaluate(f"""() => {{
        for (const chip of document.querySelectorAll('.fields .chip'))
            if (['France', 'Denmark'].includes(chip.innerText)) chip.click();
        return ({TICK})(['CAN']);
    }}""")
        == "CAN.DNK.FRA"
    )
    visit.settle()
    assert sorted(pressed_chips(visit)) == ["Canada", "Denmark", "France"]
    visit.page.keyboard.press("Escape")


def test_a_group_is_pressed_when_exactly_its_nations_are_chosen(visit: Visit) -> None:
    visit.go(nations="FRA")
    groups = chips(visit, "Groups of countries")
    assert groups.all_inner_texts() == ["Contributing", "Nordic", "EU", "NATO"]
    groups.get_by_text("Nordic").click()
    visit.settle()
    assert visit.query() == {"nations": "DNK.FIN.FRO.GRL.ISL.NOR.SWE"}
    assert "Nordic" in pressed_chips(visit)
    visit.page.evaluate(TICK, ["FRO"])
    assert "Nordic" not in pressed_chips(visit)
    visit.page.keyboard.press("Escape")
    groups.get_by_text("Nordic").click()
    groups.get_by_text("Nordic").click()
    address_has(visit)


def test_a_row_of_chips_and_a_list_are_one_stop_each_and_arrows_walk(visit: Visit) -> None:
    visit.go()
    stops = "all => all.filter(it => it.tabIndex === 0).length"
    assert visit.page.locator(".fields .chips:not(.groups) .chip").evaluate_all(stops) == 1
    assert visit.page.locator(".fields .groups .chip").evaluate_all(stops) == 1
    names = chips(visit).all_inner_texts()
    chips(visit).first.focus()
    keys = visit.page.keyboard
    for key, at in (("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1), ("End", -1), ("Home", 0)):
        keys.press(key)
        assert visit.page.evaluate("() => document.activeElement.innerText") == names[at]
    keys.press("ArrowRight")
    keys.press("Tab")
    assert (
        visit.page.evaluate("() => document.activeElement.innerText")
        in chips(visit, "Groups of countries").all_inner_texts()
    )
    keys.press("Shift+Tab")
    assert visit.page.evaluate("() => document.activeElement.innerText") == names[1]
    field(visit, "Countries").click()
    assert popup(visit, "nations").get_by_role("checkbox").evaluate_all(stops) == 1
    keys.press("Escape")


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 1280, "height": 720}])
@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_rail_needs_no_scrolling(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int], lang: str
) -> None:
    visit = visit_to(server, viewport=size)
    visit.open(lang=lang, nations="FRA", known="2026-01-20")
    visit.settle()
    assert visit.page.locator(".sidebar").evaluate("it => it.scrollHeight <= it.clientHeight")
    visit.page.add_style_tag(content=".fields { padding-bottom: 400px; }")
    assert not visit.page.locator(".sidebar").evaluate("it => it.scrollHeight <= it.clientHeight")  # the guard bites


def test_countries_are_chosen_by_keyboard_alone(visit: Visit) -> None:
    visit.go()
    field(visit, "Countries").focus()
    keys = visit.page.keyboard
    keys.press("Enter")
    keys.type("uk")
    keys.press("Enter")
    address_has(visit, nations="GBR")
    keys.type("fr")
    keys.press("ArrowDown")
    keys.press("Space")
    address_has(visit, nations="FRA.GBR")
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
    assert popup(visit, "nations").get_by_text("No country of this name.").is_visible() is (not names)


def test_arrows_walk_through_the_boxes_and_tab_leaves_and_closes_the_list(visit: Visit) -> None:
    visit.go()
    field(visit, "Status").focus()
    keys = visit.page.keyboard
    keys.press("ArrowDown")
    assert focused(visit) == "considered"
    keys.press("ArrowDown")
    keys.press("Enter")
    address_has(visit, steps="announced")
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
    address_has(visit)
    assert popup(visit, "kinds").is_visible()
    assert popup(visit, "kinds").get_by_role("button", name="Clear").is_disabled()
    visit.page.keyboard.press("Escape")


def day_field(visit: Visit, label: str = "As of") -> Locator:
    return visit.page.get_by_label(label, exact=True)


@pytest.mark.parametrize(("lang", "expected"), [("en", "6 February 2026"), ("da", "6. februar 2026")])
@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_day_stands_in_the_pages_own_words_in_forced_colours_too(
    visit_to: Callable[..., Visit], server: Server, lang: str, expected: str, colours: str
) -> None:
    visit = visit_to(server, locale="en-US", forced_colors=colours)
    visit.open(asof="2026-02-06", known="2026-02-10", lang=lang)
    visit.settle()
    day = visit.page.locator(".fields .day").first
    assert day.input_value() == expected
    day.focus()
    assert day.input_value() == expected
    # The browser's own field, which would write 02/06/2026, lends its calendar and is never seen.
    seen = "it => [getComputedStyle(it).opacity, it.getBoundingClientRect().height <= 1]"
    for native in visit.page.locator(".fields [type=date]").all():
        assert native.evaluate(seen) == ["0", True]


@pytest.mark.parametrize(
    "typed",
    [
        "6 February 2026",
        "6 feb 2026",
        "06.02.2026",
        "6/2/2026",
        "2026-02-06",
        "6. Feb. 2026",
        "February 6, 2026",
        "6th February 2026.",
    ],
)
def test_a_day_is_understood_as_people_write_it_day_before_month(visit: Visit, typed: str) -> None:
    visit.go()
    day_field(visit).fill(typed)
    day_field(visit).press("Enter")
    address_has(visit, asof="2026-02-06")
    visit.settle()
    assert day_field(visit).input_value() == "6 February 2026"


def test_a_danish_day_is_understood_on_the_danish_page(visit: Visit) -> None:
    visit.go(lang="da")
    field_ = day_field(visit, "Situation pr.")
    field_.fill("1. maj 2026")
    field_.press("Enter")
    address_has(visit, asof="2026-05-01", lang="da")


@pytest.mark.parametrize("typed", ["31 Foo 2026", "30.2.2026", "tomorrow", "2026", "17 Ja 2026", "1.13.2026"])
def test_what_is_no_day_is_told_with_the_remedy_and_is_not_applied(visit: Visit, typed: str) -> None:
    visit.go()
    day, warning = day_field(visit), visit.page.locator(".fields .warning:visible")
    day.fill(typed)
    assert warning.count() == 0  # who types is not interrupted
    day.press("Enter")
    assert warning.inner_text() == f"{typed}: not a day. Write it as 19 January 2026, 19.1.2026 or 2026-01-19."
    assert day.get_attribute("aria-invalid") == "true"
    day.blur()
    assert day.input_value() == "19 January 2026"
    assert warning.count() == 1
    assert visit.query() == {}
    day.fill("6.2.2026")
    assert warning.count() == 0
    day.press("Escape")
    assert (day.input_value(), visit.query()) == ("19 January 2026", {})


def test_a_day_out_of_range_is_told_and_not_applied(visit: Visit) -> None:
    visit.go()
    day, warning = day_field(visit), visit.page.locator(".fields .warning:visible")
    for typed in ("31.12.1899", "1 January 2101"):
        day.fill(typed)
        day.press("Enter")
        assert warning.inner_text() == "Choose a day from 1900 to 2100."
    assert visit.query() == {}
    day.press("Escape")


def test_a_day_that_is_typed_goes_when_the_typing_pauses_and_not_letter_by_letter(visit: Visit) -> None:
    visit.go()
    visit.page.evaluate("""() => {
        window.gone = [];
        addEventListener('popstate', () => gone.push(new URLSearchParams(location.search).get('asof')));
    }""")
    day_field(visit).select_text()
    visit.page.keyboard.type("6 June 2026", delay=60)
    address_has(visit, asof="2026-06-06")
    visit.settle()
    assert visit.page.evaluate("() => gone") == ["2026-06-06"]


def test_a_day_of_the_calendar_goes_at_once(visit: Visit) -> None:
    visit.go()
    visit.page.locator(".fields .native").first.evaluate(
        "it => { it.value = '2026-02-06'; it.dispatchEvent(new Event('change')); }"
    )
    address_has(visit, asof="2026-02-06")


def test_what_was_known_is_chosen_as_everything_the_same_day_or_another(visit: Visit) -> None:
    visit.go()
    known = field(visit, "Known by")
    known.select_option(label="the same day")
    address_has(visit, known="2026-01-19")
    visit.settle()
    known.select_option(label="another day…")
    # Nothing is applied by that: the list goes on saying what is, and the field below begins with that day.
    assert known.locator("option:checked").inner_text() == "the same day"
    expect(visit.page.get_by_label("Published by")).to_have_value("19 January 2026")
    visit.page.get_by_label("Published by").fill("15 January 2026")
    visit.page.get_by_label("Published by").press("Enter")
    address_has(visit, known="2026-01-15")
    visit.settle()
    assert known.locator("option:checked").inner_text() == "15 January 2026"
    known.select_option(label="everything known")
    address_has(visit)
    visit.settle()
    assert not visit.page.get_by_label("Published by").is_visible()
    known.select_option(label="another day…")
    expect(visit.page.get_by_label("Published by")).to_have_value("")
    visit.page.get_by_label("Published by").press("Escape")


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
    address_has(visit, lang="en")
    reset.wait_for(state="hidden")
    assert visit.page.evaluate("() => document.activeElement.className") == "chip"


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
    address_has(phone, nations="FRA")
    phone.settle()
    assert popup(phone, "nations").is_visible()


def test_who_ticks_while_the_story_is_told_leaves_it_with_what_its_scene_shows(fresh: Visit) -> None:
    fresh.open(view="story", scene="2")
    fresh.settle()
    day = fresh.page.locator(".fields .day").first.input_value()
    assert fresh.page.evaluate(TICK, ["FRA"]) == "FRA"
    fresh.settle()
    query = fresh.query()
    assert query["nations"] == "FRA"
    assert fresh.page.locator(".fields .day").first.input_value() == day != "19 January 2026"
    assert not query.keys() & {"view", "scene"}
