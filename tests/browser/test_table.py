"""The table: who has how many people where, in which status; a row selects on the map, with a finger or with keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

import geodata
from tests.browser.pages import DESKTOP, PHONE, Visit
from tests.browser.serving import Server

HELD = "() => [...document.querySelectorAll('section.table tbody tr')].map(row => row.dataset.id)"
IN_BOX = """id => { const row = document.querySelector(`section.table tr[data-id="${id}"]`).getBoundingClientRect();
    const box = document.querySelector('section.table .rows').getBoundingClientRect();
    const head = document.querySelector('section.table thead').getBoundingClientRect();
    return row.top >= head.bottom - 1 && row.bottom <= box.bottom + 1; }"""
FOCUSED_ROW = "() => document.activeElement?.closest('section.table tr')?.dataset.id || ''"
MAP_IN_SIGHT = """() => { const box = document.querySelector('.st-key-pane iframe').getBoundingClientRect();
    return document.activeElement.tagName === 'IFRAME' && box.top >= 0 && box.bottom <= innerHeight + 1; }"""
SMALL = """() => [...document.querySelectorAll('section.table tbody tr, section.table .up, section.table select,'
    + 'section.table .files a, section.table summary')]
    .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)
    .filter(height => height > 0 && height < 44)"""
SIDEWAYS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]'),
    document.querySelector('section.table .rows')].map(e => e.scrollWidth - e.clientWidth)"""


def row(visit: Visit, subject: str) -> Locator:
    """The row of a subject."""
    return visit.page.locator(f'section.table tr[data-id="{subject}"]')


def cell(visit: Visit, subject: str, column: str) -> Locator:
    """One cell of a row, by the name of its column."""
    return row(visit, subject).locator(f".{column}")


def held(visit: Visit) -> list[str]:
    """What the table holds, from top to bottom."""
    return list(visit.page.evaluate(HELD))


def heading(visit: Visit, name: str) -> Locator:
    """The head of a column."""
    return visit.page.get_by_role("columnheader", name=name, exact=True)


def selected(visit: Visit, sel: str) -> None:
    """Wait until the address selects this."""
    visit.page.wait_for_function("sel => (new URLSearchParams(location.search).get('sel') || '') === sel", arg=sel)


def test_the_table_holds_what_the_map_shows(visit: Visit, atlas: geodata.Atlas) -> None:
    visit.go(nations="FRA.DEU")
    visit.settle()
    assert sorted(held(visit)) == visit.visible()
    assert all(
        cell(visit, name, "what").inner_text() == atlas.subjects[name].label  # no row is chosen
        for name in held(visit)
    )


def test_a_row_says_who_what_how_many_where_and_in_which_status(visit: Visit) -> None:
    visit.go(asof="2026-01-17")
    visit.settle()
    texts = [cell(visit, "swe-planners", name).inner_text() for name in ("country", "what", "number", "step", "where")]
    assert texts == ["Sweden", "Swedish planning officers", "2–3", "in place", "Greenland, place not given"]
    assert cell(visit, "dnk-exercise", "number").inner_text() == "no number given"


def test_the_mark_of_a_step_is_filled_when_it_is_so_and_hollow_while_it_is_a_promise(visit: Visit) -> None:
    visit.go()
    visit.settle()

    def drawn(subject: str) -> tuple[str, str]:
        return tuple(
            row(visit, subject)
            .locator(".glyph circle")
            .evaluate("e => [getComputedStyle(e).fill, getComputedStyle(e).strokeDasharray]")
        )

    in_place, announced, post = drawn("fra-advance"), drawn("fin-liaison"), drawn("isl-nuuk")
    assert in_place == ("rgb(194, 74, 0)", "none")
    assert announced[0] == "rgb(255, 255, 255)"
    assert announced[1] != "none"
    assert post == ("rgb(0, 103, 168)", "none")


def test_a_click_on_a_row_selects_on_the_map_and_a_second_lets_go(visit: Visit) -> None:
    visit.go()
    visit.settle()
    cell(visit, "deu-recce", "where").click()
    selected(visit, "deu-recce")
    visit.frame().locator('[data-card="deu-recce"]').wait_for()
    visit.settle()
    expect(row(visit, "deu-recce")).to_have_attribute("aria-current", "true")
    assert visit.page.locator("section.table [aria-current]").count() == 1
    cell(visit, "deu-recce", "where").click()
    selected(visit, "")
    visit.frame().locator('[data-card="deu-recce"]').wait_for(state="detached")
    expect(row(visit, "deu-recce")).not_to_have_attribute("aria-current", "true")


def test_keys_alone_choose_a_row_and_lead_up_to_the_map(visit: Visit) -> None:
    visit.go(nations="DEU.FRA.SWE", kinds="contingent")
    visit.settle()
    first, second = held(visit)[:2]
    visit.page.locator("section.table thead button").last.focus()
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate(FOCUSED_ROW) in held(visit)  # the first, or where the focus has been before
    visit.page.keyboard.press("End")
    assert visit.page.evaluate(FOCUSED_ROW) == held(visit)[-1]
    visit.page.keyboard.press("Home")
    assert visit.page.evaluate(FOCUSED_ROW) == first
    visit.page.keyboard.press("ArrowDown")
    assert visit.page.evaluate(FOCUSED_ROW) == second
    visit.page.keyboard.press("Enter")
    selected(visit, second)
    visit.settle()
    assert visit.page.evaluate(FOCUSED_ROW) == second
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_role("button", name="Show on the map")).to_be_focused()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function(MAP_IN_SIGHT)


def test_a_nation_in_the_table_comes_into_focus_on_the_map_and_a_second_press_lets_go(visit: Visit) -> None:
    visit.go()
    visit.settle()
    name = row(visit, "fra-advance").get_by_role("button", name="France", exact=True)
    name.click()
    selected(visit, "nation:FRA")
    visit.frame().locator('[data-card="nation:FRA"]').wait_for()
    visit.settle()
    lit = visit.frame().locator(".p-tl-label:not(.quiet)").all_text_contents()
    assert lit
    assert all(text.startswith("France") for text in lit)
    assert visit.frame().locator(".p-tl-label.quiet").count() > 2
    pressed_button = visit.page.locator("section.table tr.lit")
    assert pressed_button.count() == visit.page.locator("section.table tr[data-id^=fra-]").count() > 2
    row(visit, "fra-advance").get_by_role("button", name="French first team").focus()
    visit.page.keyboard.press("ArrowLeft")
    expect(name).to_be_focused()
    visit.page.keyboard.press("Enter")
    selected(visit, "")
    visit.settle()
    assert pressed_button.count() == 0
    assert visit.frame().locator(".p-timeline .p-tl-label.quiet").count() == 0
    visit.page.keyboard.press("ArrowRight")
    assert visit.page.evaluate("() => document.activeElement.textContent") == "French first team in Nuuk"


def test_all_rows_together_are_one_stop_of_the_tab_key(visit: Visit) -> None:
    visit.go()
    visit.settle()
    buttons = visit.page.locator("section.table tbody button")
    assert buttons.count() > 40
    assert buttons.evaluate_all("all => all.filter(e => e.tabIndex === 0).length") == 1


def test_what_is_selected_on_the_map_is_marked_and_brought_into_the_box(visit: Visit) -> None:
    visit.go()
    visit.settle()
    assert not visit.page.evaluate(IN_BOX, "rus-hon")
    visit.frame().evaluate("() => arctic.ctx.select('rus-hon')")
    selected(visit, "rus-hon")
    expect(row(visit, "rus-hon")).to_have_attribute("aria-current", "true")
    visit.page.wait_for_function(IN_BOX, arg="rus-hon")


def test_a_column_orders_the_rows_and_the_third_press_gives_their_order_back(visit: Visit) -> None:
    visit.go(kinds="contingent")
    visit.settle()
    found = held(visit)
    number = heading(visit, "Number")
    button = number.get_by_role("button")
    button.click()
    expect(number).to_have_attribute("aria-sort", "descending")
    most = held(visit)
    assert most[:2] == ["dnk-exercise", "dnk-unspecified"]  # 200, 150
    assert cell(visit, most[-1], "number").inner_text() in {"", "no number given"}
    button.click()
    expect(number).to_have_attribute("aria-sort", "ascending")
    assert cell(visit, held(visit)[0], "number").inner_text() == "none"
    assert held(visit)[-1] == most[-1]
    button.click()
    expect(number).to_have_attribute("aria-sort", "none")
    assert held(visit) == found


def test_an_order_that_was_chosen_stays_while_the_choice_changes(visit: Visit) -> None:
    visit.go(nations="FRA.DEU")
    visit.settle()
    heading(visit, "Last confirmed").get_by_role("button").click()
    visit.go(nations="FRA.DEU.GBR.ISL")
    visit.settle()
    days = [cell(visit, name, "last").inner_text() for name in held(visit)]
    years = [day[-4:] for day in days if day]
    assert years == sorted(years, reverse=True)
    assert days[len(years) :] == [""] * (len(days) - len(years))
    assert heading(visit, "Last confirmed").get_attribute("aria-sort") == "descending"
    for _ in range(2):
        heading(visit, "Last confirmed").get_by_role("button").click()


def test_the_row_with_the_focus_keeps_it_while_others_come_and_go(visit: Visit) -> None:
    visit.go(nations="FRA.DEU")
    visit.settle()
    cell(visit, "fra-nuuk", "what").get_by_role("button").focus()
    visit.page.evaluate("() => ArcticPage.choose({ nations: 'DEU.FRA.USA' })")
    row(visit, "pituffik").wait_for(state="attached")
    assert visit.page.evaluate(FOCUSED_ROW) == "fra-nuuk"


def test_each_column_that_is_not_plain_explains_itself_to_pointer_and_keys(visit: Visit) -> None:
    visit.go()
    visit.settle()
    hint = visit.page.locator("section.table .hint")
    actual = hint.inner_text()
    for name in ("Number", "Status", "Sources"):
        button = heading(visit, name).get_by_role("button")
        help_ = button.get_attribute("title") or ""
        assert len(help_) > 20
        button.focus()
        expect(hint).to_have_text(help_)
        button.blur()
        expect(hint).to_have_text(actual)


def test_a_danish_table_names_in_danish_and_marks_nothing_as_english(visit: Visit) -> None:
    visit.go(lang="da", nations="DEU")
    visit.settle()
    assert cell(visit, "deu-recce", "country").inner_text() == "Tyskland"
    assert cell(visit, "deu-recce", "what").inner_text().startswith("Tysk rekognosceringshold")
    assert visit.page.locator("section.table tbody [lang]").count() == 0


def test_sources_are_listed_once_they_are_asked_for_and_open_apart(visit: Visit) -> None:
    visit.go(nations="DEU", kinds="contingent")
    visit.settle()
    summary = visit.page.locator("summary", has_text="Sources of these entries")
    assert visit.page.locator(".rows.sources").count() == 0
    summary.click()
    listed = visit.page.locator(".rows.sources tbody tr")
    listed.first.wait_for()
    visit.settle()
    wanted = summary.inner_text().split("(")[1].rstrip(")")
    assert str(listed.count()) == wanted
    for link in visit.page.locator(".rows.sources a").all():
        assert link.get_attribute("target") == "_blank"
        assert "noopener" in (link.get_attribute("rel") or "")
    summary.click()
    visit.page.locator(".rows.sources").wait_for(state="hidden")


@pytest.mark.parametrize("size", [DESKTOP, {"width": 900, "height": 800}, PHONE], ids=["desktop", "tablet", "phone"])
def test_the_table_never_scrolls_sideways(visit_to: Callable[..., Visit], server: Server, size: dict[str, int]) -> None:
    visit = visit_to(server, viewport=size)
    visit.open(sel="deu-recce")
    row(visit, "deu-recce").wait_for(state="attached")
    visit.settle()
    assert visit.page.evaluate(SIDEWAYS) == [0, 0, 0]


def test_on_a_phone_a_row_is_a_card_with_its_number_at_the_right(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True)
    visit.open(sel="fra-advance")
    row(visit, "fra-advance").wait_for(state="attached")
    visit.settle()
    assert visit.page.evaluate(SMALL) == []
    card, number, name = (
        found.bounding_box()
        for found in (
            row(visit, "nor-staff"),
            cell(visit, "nor-staff", "number"),
            cell(visit, "nor-staff", "country"),
        )
    )
    assert card
    assert number
    assert name
    assert card["height"] <= 66
    assert number["x"] + number["width"] == pytest.approx(PHONE["width"] - 16, abs=1)
    assert name["x"] == pytest.approx(16, abs=1)
    visit.page.get_by_label("Sort by").select_option("number")
    assert held(visit)[0] == "dnk-exercise"


def test_on_a_phone_a_tap_on_a_row_selects_on_the_map(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True)
    visit.open()
    row(visit, "swe-planners").tap()
    selected(visit, "swe-planners")
    expect(row(visit, "swe-planners")).to_have_attribute("aria-current", "true")
    visit.page.get_by_role("button", name="Show on the map").tap()
    visit.page.wait_for_function("() => document.activeElement.tagName === 'IFRAME'")


WIDE = """word => {
    const row = document.querySelector('section.table > .rows tbody tr');
    const button = row.querySelector('button');
    const before = button.innerHTML;
    button.textContent = word;
    const cut = [...row.cells].filter(cell => cell.scrollWidth > cell.clientWidth + 1).length;
    const box = row.closest('.rows');
    const found = [cut, box.scrollWidth <= box.clientWidth + 1];
    button.innerHTML = before;
    return found;
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_a_label_of_74_letters_without_a_blank_breaks_inside_its_cell(
    visit_to: Callable[..., Visit], server: Server, width: int
) -> None:
    visit = visit_to(server, viewport={"width": width, "height": 900})
    visit.open()
    row(visit, "deu-recce").wait_for(state="attached")
    assert visit.page.evaluate(WIDE, "Søværnspatruljefartøjsbesætning" * 3) == [0, True]


def test_at_the_foot_of_the_first_screen_a_sign_says_that_a_table_lies_below(fresh: Visit) -> None:
    fresh.page.set_viewport_size({"width": 1440, "height": 900})
    fresh.open()
    sign = fresh.page.locator("section.table a.onward")
    expect(sign).to_be_in_viewport()
    expect(sign).not_to_be_empty()
    sign.click()
    expect(fresh.page.locator("section.table h2")).to_be_in_viewport()
