"""Words and panels in a real browser: drill-downs, search by keyboard, sharing, how we know, the language."""

from collections.abc import Callable

from playwright.sync_api import expect

from dashboard.panels.dialogs import RULES
from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server


def test_every_number_and_name_of_the_sentence_is_a_real_link_to_its_rows(visit: Visit) -> None:
    visit.go()
    drilldowns = visit.page.locator("h1.sentence a[data-drilldown]")
    found = drilldowns.evaluate_all(
        "links => links.map(a => [a.dataset.drilldown, new URL(a.href).searchParams.get('q')])"
    )
    assert [drilldown for drilldown, _ in found] == [
        "people",
        "counted_nations",
        "without_number",
        "way",
        "posts_open",
        "posts_announced",
    ]
    assert all(query == f"rows:{drilldown}" for drilldown, query in found)
    visit.page.locator('[data-drilldown="without_number"]').click()
    visit.settle()
    assert visit.query() == {"q": "rows:without_number"}
    assert visit.visible() == ["isl-coastguard"]
    expect(visit.page.locator("section.table .hint")).to_contain_text("One entry")


def test_how_we_know_opens_the_card_of_a_disputed_fact(visit: Visit) -> None:
    visit.go(nations="CAN")
    visit.open_menu("How we know")
    dialog = visit.page.get_by_role("dialog")
    expect(dialog.locator("[class*=st-key-rule_]")).to_have_count(len(RULES))
    dialog.locator("ul.links a", has_text="Canada in Nuuk").click()
    visit.page.wait_for_url("**sel=can-nuuk**")
    expect(dialog).to_have_count(0)
    assert visit.query() == {"nations": "CAN", "sel": "can-nuuk"}


def test_share_gives_the_address_of_the_view(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = visit_to(server, viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    visit.open(nations="FRA")
    visit.settle()
    visit.open_menu("Share")
    visit.page.get_by_role("button", name="Copy the link").click()
    expect(visit.page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert visit.page.evaluate("navigator.clipboard.readText()") == f"{server.url}/?nations=FRA"


def test_title_and_language_of_the_document_follow_the_view(visit: Visit) -> None:
    visit.go(nations="FRA", asof="2026-02-06", lang="da")
    expect(visit.page).to_have_title("Frankrig · 6. februar 2026 · Arctic Endurance-kortet")
    assert visit.page.evaluate("document.documentElement.lang") == "da"
    visit.go()
    expect(visit.page).to_have_title("19 January 2026 · Arctic Endurance Map")
    assert visit.page.evaluate("document.documentElement.lang") == "en"
