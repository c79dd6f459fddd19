"""More filters in a real browser: counted before they are chosen, kept in the address, undone by Back."""

import re

from playwright.sync_api import expect

from tests.browser.pages import Visit


def test_a_filter_is_counted_chosen_kept_in_the_address_and_undone_by_back(visit: Visit) -> None:
    visit.go(view="analyse", asof="2026-01-21")
    page = visit.page
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("combobox", name="Place").click()
    option = page.get_by_role("option", name="Nuuk (")
    offered = re.search(r"\((\d+)\)", option.first.inner_text())
    assert offered
    option.first.click()
    shown = page.locator(".st-key-more p", has_text="entries shown").first
    expect(shown).to_contain_text(f"{offered[1]} of ")
    assert visit.query() == {"view": "analyse", "asof": "2026-01-21", "places": "nuuk"}
    expect(page.locator("h1.sentence")).to_contain_text("Among the entries shown: on 21 January 2026")
    chips = page.locator("a.filter")
    expect(chips).to_have_count(1)
    page.get_by_text(re.compile(r"^Disputed only \(\d+\)$")).click()  # the fields stay open
    expect(chips).to_have_count(2)
    assert visit.query()["disputed"] == "1"
    page.go_back()
    expect(chips).to_have_count(1)
    assert "disputed" not in visit.query()


def test_the_map_draws_what_more_filters_leave_and_a_chip_takes_one_away(visit: Visit) -> None:
    visit.go(asof="2026-01-21", groups="nordic", people="100-", confidence="reported")
    visit.wait_until("() => arctic.visible().join() === 'dnk-exercise'")
    visit.page.locator("a.filter", has_text="people: at least 100").click()
    visit.wait_until("() => arctic.visible().length > 3")
    assert "people" not in visit.query()
    assert "dnk-exercise" in visit.visible()


# As a quick reader does it: Back, while the page still draws the answer to the choice before.
BACK_AT_ONCE = """() => { const { pushState } = history; history.pushState = function (...asked) {
    pushState.apply(this, asked); history.pushState = pushState; history.back(); }; }"""


def test_back_during_the_answer_changes_no_other_filter(visit: Visit) -> None:
    visit.go(view="analyse", asof="2026-01-21", places="nuuk")
    page = visit.page
    chips = page.locator("a.filter")
    expect(chips).to_have_count(1)
    disputed = page.get_by_text(re.compile(r"^Disputed only \(\d+\)$"))
    if not disputed.is_visible():
        page.get_by_role("button", name="More filters").click()
    page.evaluate(BACK_AT_ONCE)
    disputed.click()
    page.wait_for_function("() => !location.search.includes('disputed')")
    visit.settle()
    expect(chips).to_have_count(1)
    assert visit.query() == {"view": "analyse", "asof": "2026-01-21", "places": "nuuk"}
    # The labels change with the language as well: what was chosen is still the same place.
    visit.go(view="analyse", asof="2026-01-21", places="nuuk", lang="da")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    visit.settle()
    assert visit.query() == {"view": "analyse", "asof": "2026-01-21", "places": "nuuk", "lang": "da"}
