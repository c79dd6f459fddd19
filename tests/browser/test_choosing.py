"""Choosing: fields and symbols lead to one card, and the map shows what was asked for and no more."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, expect

import geodata
from geodata.running import of_day
from tests.browser.pages import Visit


def symbol(visit: Visit, subject: str) -> Locator:
    """The symbol of a subject, wherever it is shown."""
    return visit.frame().locator(f'[data-id="{subject}"]:visible').first


def card(visit: Visit, name: str) -> Locator:
    """The card of a subject, nation, place, event or source."""
    return visit.frame().locator(f'[data-card="{name}"]')


def first_hit(visit: Visit) -> Locator:
    """The best of what a search found."""
    return visit.page.locator(".st-key-head").get_by_role("option").first


def whose(atlas: geodata.Atlas, subject: str) -> str:
    """Whose something is on the day of the opening."""
    return of_day(atlas.subjects[subject], atlas.at("2026-01-19").states[subject]).actor


@pytest.mark.parametrize("code", ["FRA", "DEU", "USA", "CAN", "GRL"])
def test_a_country_alone_shows_only_its_symbols(visit: Visit, atlas: geodata.Atlas, code: str) -> None:
    visit.go()
    everything = set(visit.visible())
    visit.choose("Countries", atlas.actors[code].name)
    visit.wait_until("count => arctic.visible().length !== count", len(everything))
    assert set(visit.visible()) == {subject for subject in everything if whose(atlas, subject) == code}
    drawn = visit.frame().evaluate(
        "() => [...new Set([...document.querySelectorAll('.leaflet-pane [data-id]')].map(it => it.dataset.id))]"
    )
    assert {whose(atlas, subject) for subject in drawn if subject in atlas.subjects} <= {code}


def test_countries_kinds_and_status_work_together_and_reset_all_undoes_them(visit: Visit) -> None:
    visit.go(nations="FRA", kinds="post", steps="announced")
    visit.wait_until("() => JSON.stringify(arctic.visible()) === '[\"fra-nuuk\"]'")
    visit.settle()
    visit.page.get_by_role("button", name="Reset all").click()
    visit.wait_until("() => arctic.visible().length > 40")
    visit.settle()
    assert visit.query() == {}


def test_a_choice_that_hides_everything_says_what_hides_it(visit: Visit) -> None:
    visit.go(nations="ISL", kinds="base")
    visit.wait_until("() => arctic.visible().length === 0")
    names = visit.frame().locator(".cluster .title:visible").all_inner_texts()
    assert {"Nuuk", "Kangerlussuaq"} <= set(names), "with no list of its own Nuuk is named like any other town"
    text = visit.page.locator("body").inner_text() + visit.frame().locator("body").inner_text()
    assert "Iceland" in text
    assert visit.page.get_by_role("button", name="Reset all").is_visible()


def test_a_click_on_a_symbol_opens_its_card_and_the_address_follows(visit: Visit) -> None:
    visit.go()
    symbol(visit, "pituffik").click()
    card(visit, "pituffik").wait_for()
    visit.page.wait_for_function("() => location.search.includes('sel=pituffik')")


def test_enter_on_a_focused_symbol_opens_its_card(visit: Visit) -> None:
    visit.go()
    symbol(visit, "deu-recce").focus()
    visit.page.keyboard.press("Enter")
    card(visit, "deu-recce").wait_for()
    text = card(visit, "deu-recce").inner_text()
    assert "15" in text
    assert "13" in text


def test_escape_closes_the_card(visit: Visit) -> None:
    visit.go(sel="deu-recce")
    card(visit, "deu-recce").wait_for()
    card(visit, "deu-recce").locator("h2").focus()
    visit.page.keyboard.press("Escape")
    card(visit, "deu-recce").wait_for(state="detached")


@pytest.mark.parametrize(
    ("sel", "words"),
    [
        ("nation:FRA", ["France", "15", "onsulate"]),
        ("place:nuuk", ["Nuuk"]),
        ("fra-nuuk", ["France", "6 Feb"]),
        ("pituffik", ["Pituffik"]),
    ],
)
def test_subject_nation_and_place_share_one_card_slot(visit: Visit, sel: str, words: list[str]) -> None:
    visit.go(sel=sel)
    card(visit, sel).wait_for()
    text = card(visit, sel).inner_text()
    assert [word for word in words if word not in text] == []
    assert visit.frame().locator("[data-card]").count() == 1


def test_every_claim_on_a_card_leads_to_a_source_that_opens_apart(visit: Visit) -> None:
    visit.go(sel="deu-recce")
    links = card(visit, "deu-recce").locator("a[href^=http]")
    links.first.wait_for()
    for link in links.all():
        assert "noopener" in (link.get_attribute("rel") or "")
        assert link.get_attribute("target") == "_blank"


def saved(download: Download, folder: Path) -> str:
    target = folder / download.suggested_filename
    download.save_as(target)
    return target.read_text(encoding="utf-8-sig")


def test_the_table_downloads_exactly_what_is_in_view(visit: Visit, atlas: geodata.Atlas, tmp_path: Path) -> None:
    visit.go(nations="FRA")
    visit.wait_until("() => arctic.visible().every(id => id.startsWith('fra-'))")
    shown = visit.visible()
    visit.table().wait_for()
    visit.settle()
    with visit.page.expect_download() as getting:
        visit.page.get_by_role("link", name="Download CSV").click()
    text = saved(getting.value, tmp_path)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert sorted({row[next(iter(row))] for row in rows}) == shown or sorted({row["subject"] for row in rows}) == shown
    assert "2026-01-19" in text
    assert "France" in text
    with visit.page.expect_download() as getting:
        visit.page.get_by_role("link", name="Download GeoJSON").click()
    collection = json.loads(saved(getting.value, tmp_path))
    assert collection["type"] == "FeatureCollection"
    assert sorted({feature["properties"]["id"] for feature in collection["features"]}) == shown


def test_a_view_opens_in_qgis_and_is_followed_as_a_feed(visit: Visit, tmp_path: Path) -> None:
    visit.go(nations="FRA", asof="2026-02-08", known="2026-01-15")
    visit.open_menu("Download")
    dialog = visit.page.get_by_role("dialog")
    with visit.page.expect_download() as getting:
        dialog.get_by_role("link", name="Open in QGIS").click()
    layer = saved(getting.value, tmp_path)
    assert f"url='{visit.url}/data/v1?as_of=2026-02-08&amp;known_by=2026-01-15'" in layer
    feed = dialog.locator("code", has_text="changes.atom").inner_text()
    answer = visit.page.request.get(feed)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert "nations=FRA" in feed
    assert "known=2026-01-15" in feed
    visit.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_card_of_a_nation_names_every_place_of_its_people(visit: Visit) -> None:
    visit.go(sel="nation:DNK")
    card(visit, "nation:DNK").wait_for()
    assert "Kangerlussuaq, Nuuk" in card(visit, "nation:DNK").inner_text()
