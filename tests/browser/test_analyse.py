"""The Analyse room in a real browser: by its button, by its address, back to the map without losing it."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect

from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from tests.browser.pages import Visit
from tests.test_patch import STAYED, TWENTY, text_of


def opened(visit: Visit, **query: str) -> None:
    """Come to the room by its address."""
    visit.go(view="analyse", **query)
    visit.page.locator(".st-key-analyse").wait_for()
    visit.settle()


def test_the_button_opens_the_room_and_the_map_comes_back_as_it_was(visit: Visit) -> None:
    frame = visit.go(asof="2026-02-06")
    visit.mark()
    visit.page.get_by_role("link", name="Analyse", exact=True).first.click()
    visit.page.locator(".st-key-analyse").wait_for()
    assert visit.query() == {"asof": "2026-02-06", "view": "analyse"}
    expect(visit.page.locator(".st-key-pane iframe")).to_be_hidden()
    visit.page.go_back()
    expect(visit.page.locator(".st-key-pane iframe")).to_be_visible()
    expect(visit.page.locator(".st-key-analyse")).to_have_count(0)
    assert visit.marked()
    assert frame.evaluate("() => arctic.visible().length") > 20


def test_a_tab_and_a_chart_are_steps_of_the_history(visit: Visit) -> None:
    opened(visit)
    page = visit.page
    page.get_by_role("tab", name="Charts").click()
    expect(page.locator("canvas, svg.marks").first).to_be_visible()
    visit.settle()
    page.get_by_role("radio", name="Posts by year").click()
    expect(page.get_by_text("Diplomatic posts in Greenland by year").first).to_be_visible()
    visit.settle()
    assert visit.query() == {"view": "analyse", "tab": "charts", "chart": "posts"}
    page.go_back()
    expect(page.get_by_text("People in Greenland by day").first).to_be_visible()
    visit.settle()
    assert visit.query() == {"view": "analyse", "tab": "charts"}
    page.reload()
    expect(page.get_by_text("People in Greenland by day").first).to_be_visible()


def test_of_tabs_chosen_faster_than_they_are_drawn_the_last_one_stays(visit: Visit) -> None:
    opened(visit)
    page = visit.page
    tabs = page.get_by_role("tab")
    for keys, last in (
        (["End", "Home", *["ArrowRight"] * 5], "Your claims"),
        (["ArrowRight", "ArrowLeft", "Home"], "Table"),
    ):
        page.get_by_role("tab", selected=True).focus()
        for key in keys:
            page.keyboard.press(key, delay=0)
        expect(page.get_by_role("tab", selected=True)).to_have_text(last)
        expect(page.get_by_role("tabpanel", name=last)).to_be_visible()
        if last == "Table":
            expect(page.locator("[data-testid=stDataFrame]")).to_have_count(1)
        else:
            expect(page.locator(".st-key-analyse textarea").first).to_be_visible()
        visit.settle()
        expect(page.get_by_role("tab", selected=True)).to_have_text(last)
        expect(page.get_by_role("tab", selected=True)).to_be_focused()
        assert visit.query() == ({"view": "analyse"} if last == "Table" else {"view": "analyse", "tab": "yours"})
    expect(tabs).to_have_count(6)


def test_a_closed_tab_is_neither_computed_nor_sent(visit: Visit) -> None:
    opened(visit)
    expect(visit.page.locator("[data-testid=stDataFrame]")).to_have_count(1)
    expect(visit.page.locator("[data-testid=stVegaLiteChart]")).to_have_count(0)
    opened(visit, tab="charts")
    expect(visit.page.locator("[data-testid=stVegaLiteChart]")).to_have_count(1)


def test_a_chosen_nation_opens_its_rows_and_leads_to_the_map(visit: Visit) -> None:
    opened(visit, sel="nation:FRA")
    expect(visit.page.get_by_text("France · five entries")).to_be_visible()
    visit.page.get_by_role("link", name="Show on the map: France").click()
    visit.frame().locator('[data-card="nation:FRA"]').wait_for()
    assert visit.query() == {"sel": "nation:FRA"}


CHART = """() => { const box = document.querySelector('[data-testid=stVegaLiteChart]').getBoundingClientRect();
    return box.right <= innerWidth + 1 && box.height > 100; }"""


def test_charts_are_drawn_without_building_code_from_text(visit: Visit) -> None:
    """Vega is told to interpret its expressions: a page that forbids `eval` draws the same chart."""
    opened(visit, tab="charts")
    built = """async () => { const real = window.Function; let calls = 0;
        window.Function = new Proxy(real, { construct(...all) { calls += 1; return Reflect.construct(...all); },
            apply(...all) { calls += 1; return Reflect.apply(...all); } });
        window.__built = () => { window.Function = real; return calls; }; }"""
    visit.page.evaluate(built)
    visit.page.get_by_role("radio", name="Promise and deed").click()
    expect(visit.page.get_by_text("How promises became deeds").first).to_be_visible()
    visit.settle()
    assert visit.page.evaluate(CHART)
    assert visit.page.evaluate("() => window.__built()") == 0


def test_a_claim_has_an_address_of_its_own_and_leads_to_its_subject(visit: Visit) -> None:
    visit.go_wrong(sel="claim:dep_dnk_14-people-whole")
    page = visit.page
    page.locator(".st-key-analyse_claim").wait_for()
    expect(page.locator(".st-key-analyse_claim")).to_contain_text("About 300 soldiers have arrived by 21 January")
    expect(page.locator(".st-key-analyse_claim")).to_contain_text("for the number, from 21 Jan 2026")
    visit.settle()
    page.get_by_role("link", name="Show on the map: Danish exercise troops").click()
    visit.frame().locator('[data-card="dnk-exercise"]').wait_for()
    assert visit.query() == {"sel": "dnk-exercise"}


def test_what_changed_keeps_in_the_link_and_can_be_copied(visit: Visit) -> None:
    opened(visit, asof="2026-01-15", tab="changed")
    page = visit.page
    page.get_by_role("link", name="The same day, by what was known on it").click()
    expect(page.get_by_role("button", name="revised: 5")).to_be_visible()
    visit.settle()
    rows = page.locator(".st-key-analyse_changed tbody tr")
    page.get_by_role("button", name="new: 1").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="new: 1").click()
    expect(rows).to_have_count(6)
    assert visit.query() == {
        "asof": "2026-01-15", "view": "analyse", "tab": "changed", "than": "2026-01-15", "thanknown": "2026-01-15",
    }  # fmt: skip
    page.get_by_text("As text to copy").click()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("Contingents announced: 7 → 6")


def test_numbers_of_two_sides_lead_to_the_rows_that_they_count(visit: Visit) -> None:
    opened(visit, asof="2026-01-17", tab="compare", pick="DEU.FRA")
    facts = visit.page.locator(".st-key-analyse_facts")
    facts.get_by_role("row", name="People in place").get_by_role("link", name="15").first.click()
    expect(visit.page.get_by_text("All rows in view · one entry")).to_be_visible()
    visit.settle()
    assert visit.query() == {"asof": "2026-01-17", "nations": "DEU", "q": "rows:counted", "view": "analyse"}


def test_days_of_knowledge_and_small_maps_of_each_nation_have_addresses(visit: Visit) -> None:
    opened(visit, tab="compare")
    page = visit.page
    page.get_by_role("radio", name="Days of knowledge").click()
    expect(page.locator(".st-key-analyse_facts")).to_contain_text("by what was known on 19 January 2026")
    visit.settle()
    page.get_by_role("radio", name="A map per nation").click()
    maps = page.locator(".st-key-analyse_maps li")
    expect(maps).to_have_count(12)
    expect(maps.first).to_contain_text("Denmark only: on 19 January 2026, about 200 soldiers")
    visit.settle()
    assert visit.query() == {"view": "analyse", "tab": "compare", "by": "each"}
    maps.first.get_by_role("link", name="Denmark", exact=True).click()
    expect(page.locator(".st-key-analyse")).to_have_count(0)
    visit.settle()
    assert visit.query() == {"nations": "DNK"}


def test_small_maps_stand_side_by_side_on_one_scale(visit: Visit) -> None:
    opened(visit, tab="compare", pick="DEU.FRA")
    sizes = (
        """() => [...document.querySelectorAll('.st-key-analyse img')].map(it => [it.naturalWidth, it.naturalHeight])"""
    )
    visit.page.wait_for_function(f"() => ({sizes})().filter(([width]) => width > 0).length === 2")
    one, other = visit.page.evaluate(sizes)
    assert one == other


def test_a_file_of_rows_is_computed_for_this_window_and_saved_as_a_patch(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(text_of(STAYED, TWENTY), encoding="utf-8")
    opened(visit, tab="yours")
    page = visit.page
    page.set_input_files(".yours-files input", file)
    expect(page.get_by_text("about 237 soldiers")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a patch").click()
    assert "+mine-1,,deu-recce" in Path(saved.value.path()).read_text(encoding="utf-8")
    for name, ending in (("CSV", "csv"), ("Footnote", "txt")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=name, exact=True).click()
        assert taken.value.suggested_filename == f"arctic-endurance-2026-01-19-with-2-own-claims.{ending}"
        assert "with 2 own claims" in Path(taken.value.path()).read_text(encoding="utf-8")
    expect(page.get_by_text("with-2-own-claims.txt")).to_be_visible()
    page.get_by_role("link", name="Back to the map").click()
    expect(page.locator(".st-key-with_yours")).to_contain_text("With your two claims: ")
    page.locator(".st-key-with_yours").get_by_role("link", name="Germany: German reconnaissance team").click()
    card = visit.frame().locator('[data-card="deu-recce"]')
    expect(card.locator(".a-yours")).to_contain_text("with yours")
    expect(page.locator("tr[data-id=deu-recce] .flag.yours")).to_contain_text("with yours: in place, 20")
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Forget these rows").click()
    expect(page.get_by_text("about 237 soldiers")).to_have_count(0)


def test_a_row_of_the_table_is_a_spot_of_its_map_and_the_table_is_copied_as_it_is(visit: Visit) -> None:
    opened(visit, asof="2026-01-17", nations="DEU.FRA")
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    spot = page.locator(".locator .spot").filter(has=page.locator(":scope[aria-label^=Nuuk]"))
    spot.click()
    page.wait_for_url(re.compile("sel="))
    expect(page.locator(".locator .spot.chosen")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name=re.compile("Show on the map: "))).to_be_visible()
    visit.settle()
    page.get_by_role("button", name="Copy the table").click()
    expect(page.get_by_text("Copied: paste it into a spreadsheet.")).to_be_visible()
    copied = list(csv.reader(io.StringIO(page.evaluate("() => navigator.clipboard.readText()")), dialect="excel-tab"))
    model = resolve_view(parse_query(visit.query())[0], words_of("en"))
    nation = model.world.atlas.subjects[model.choice.sel].actor
    rows = [row for row in model.rows if model.world.atlas.subjects[row.id].actor == nation]
    assert copied[0][:3] == ["Country", "What", "Low"]
    assert [line[:2] for line in copied[1:]] == [[row.country, row.what] for row in rows]
    assert [line[2:4] for line in copied[1:]] == [
        ["" if number is None else str(number) for number in (row.low, row.high)] for row in rows
    ]
