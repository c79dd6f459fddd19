"""No text becomes markup or code: text from the evidence is text everywhere, whatever it would like to be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

import geodata
from tests.browser.conftest import Shared, borrowed
from tests.browser.pages import Visit
from tests.browser.planting import EVIL_ACTOR, EVIL_PLACE, EVIL_TEXT, PAYLOADS, UNTRANSLATED, hostile
from tests.browser.serving import Server, serving
from tests.browser.test_choosing import card, saved


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = hostile(tmp_path_factory.mktemp("hostile"))
    geodata.load(folder)  # hostile text breaks no rule: it must pass the check and reach the page
    with serving(tmp_path_factory.mktemp("home"), GEODATA_DIR=str(folder)) as running:
        yield running


@pytest.fixture
def visit(shared: Shared, hostile_server: Server, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Lend one window on the hostile evidence; nothing planted may have run when it comes back."""
    with borrowed(shared, hostile_server.url, request.node) as lent:
        yield lent
        assert nothing_ran(lent)


def nothing_ran(visit: Visit) -> bool:
    """Whether no planted script ran in any frame, nor any template on the server."""
    planted = [frame.evaluate("() => window.planted") for frame in visit.page.frames]
    seen = "".join(frame.locator("body").inner_text() for frame in visit.page.frames)
    return planted == [None] * len(planted) and "49 template" not in seen and "<class" not in seen


def test_hostile_names_are_the_names_of_symbols_and_the_titles_of_cards(visit: Visit) -> None:
    frame = visit.go()
    frame.locator(".unplaced-list .fold").click()
    named = frame.evaluate(
        "() => [...document.querySelectorAll('[data-id]')].map(it => [it.dataset.id, it.getAttribute('aria-label')])"
    )
    names = {subject: name for subject, name in named if name}
    assert {"dnk-exercise", "deu-recce", "nor-staff"} <= set(names)
    for subject, text in PAYLOADS.items():
        assert text in names.get(subject, text), subject
        visit.go(sel=subject)
        card(visit, subject).wait_for()
        assert card(visit, subject).locator("h2").text_content() == text


def test_hostile_claims_and_sources_are_text_on_the_card(visit: Visit) -> None:
    visit.go(sel="deu-recce")
    claims = card(visit, "deu-recce")
    claims.locator("a").first.wait_for()
    text = claims.inner_text()
    assert EVIL_TEXT in text
    assert "{{7*7}}" in text
    assert claims.locator("img, script, b").count() == 0


def test_a_hostile_place_and_a_hostile_country_are_text(visit: Visit) -> None:
    visit.go(sel="place:nuuk", nations="NOR")
    card(visit, "place:nuuk").wait_for()
    assert EVIL_PLACE in card(visit, "place:nuuk").inner_text()
    visit.settle()
    assert EVIL_ACTOR in visit.page.locator("body").inner_text()


def test_the_title_of_the_page_is_text(visit: Visit) -> None:
    visit.go(sel="nor-staff", nations="NOR")
    assert "49" not in visit.page.title()


def test_the_table_holds_hostile_names_as_text(visit: Visit) -> None:
    visit.go(nations="NOR.NLD", kinds="contingent")
    visit.settle()
    cells = visit.table().get_by_role("rowheader").all_text_contents()
    assert any(PAYLOADS["nor-staff"] in cell for cell in cells)
    assert any(PAYLOADS["nld-navy"] in cell for cell in cells)
    assert visit.table().locator("img, script, b").count() == 0


def test_what_nobody_has_translated_is_marked_as_english_on_the_danish_page(visit: Visit) -> None:
    frame = visit.go(lang="da", nations="DEU.DNK")
    visit.settle()
    row = visit.table().locator(f'tr[data-id="{UNTRANSLATED}"]')
    assert row.locator("[lang=en]").first.inner_text() == PAYLOADS[UNTRANSLATED]
    marked = set(visit.table().locator("tbody [lang=en]").all_inner_texts())
    assert marked == {PAYLOADS[UNTRANSLATED], "Joint Arctic Command headquarters"}
    frame.locator(".nuuk-list .fold").click()
    english = frame.locator(".nuuk-list [lang=en]").filter(visible=True)
    assert english.all_inner_texts() == ["Joint Arctic Command headquarters"] * 2  # by the town, and listed
    visit.go(nations="DEU.DNK")
    visit.settle()
    assert row.locator("[lang]").count() == 0
    expect(english).to_have_count(0)


def test_downloads_keep_the_text_and_a_spreadsheet_runs_none_of_it(visit: Visit, tmp_path: Path) -> None:
    visit.go(kinds="contingent")
    visit.table().wait_for()
    visit.settle()
    with visit.page.expect_download() as getting:
        visit.page.get_by_role("link", name="Download CSV").click()
    text = saved(getting.value, tmp_path)
    assert "{{7*7}} template" in text
    cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell.startswith(("=", "@", "\t", "-1+cmd"))] == []


def test_a_hostile_search_is_only_a_search(visit: Visit) -> None:
    visit.go()
    for text in ("{{7*7}}", "<img src=x onerror=window.planted=1>", "${1}", "`", "\\", "%", "*", "("):
        visit.search(text)
        assert "Traceback" not in visit.page.locator("body").inner_text()
        assert visit.page.get_by_role("combobox", name="Search", exact=True).input_value() == text
