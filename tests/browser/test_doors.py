"""Every number is a door: what our code prints outside dates and axes stands in something that opens its rows."""

import re

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from dashboard.text.i18n import words_of
from dashboard.view.origins import sources_of
from dashboard.view.scene import scene_of
from dashboard.view.view import parse_query, resolve_view
from tests.browser.pages import Visit

# What opens rows: links and buttons, symbols and lines of the map, rows of the table, folds, and marks of a chart.
DOORS = (
    "a[href], button, [role=button], summary, [data-door], [data-id], tr[data-id], "
    ".st-key-chart_people svg, .st-key-chart_matrix svg, .st-key-chart_posts svg, .st-key-chart_sources svg"
)
# Numbers that open nothing, by where they stand, each with its reason.
EXCEPTIONS = {
    "input, select, option, textarea, [role=option], [data-testid=stDateInput]": "what a reader typed or chooses",
    ".role-axis-label, .p-tl-svg": "an axis",
    ".scale, .distance, .p-kicker": "a measure of the map, of which there are no rows",
    ".credits": "names and numbers of licences",
    ".p-hidden": "the sentence once more, for whoever does not see the map; its numbers are doors in the heading",
    ".table .hint, caption, .st-key-analyse_rows_title, .unplaced-list-head": "heads the very rows that it counts",
    ".st-key-analyse_sources_title": "heads the very list of sources that it counts",
    ".st-key-more_hidden .lines": "names the filters that a reader chose; what it counts are links",
    ".a-area": "how many lie in the area: they are in view, and the button beside it adds what may lie there",
    ".a-changes": "counts the badges on the map; the list behind the button beside it has each of them",
    ".st-key-analyse_multiples": "says how many of the maps below there is room for",
    ".cluster": "names what stands there; the symbols that it counts are buttons beside it",
    "article.p-card:not(.p-empty)": "the card is where the rows of a number stand: its reports and sources",
    ".st-key-analyse_claim": "the page of a claim is the row itself",
    ".st-key-analyse_yours_intro": "a limit, not a figure of the evidence",
    ".st-key-analyse_disputed td:nth-child(5)": "the name of a publisher",
}
# Texts without what is a date, a rule of the codebook, or a lone zero, which has no rows.
FAULTS = """([doors, exceptions]) => {
    const month = '(January|February|March|April|May|June|July|August|September|October|November|December'
        + '|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)';
    const iso = '[0-9]{4}-[0-9]{2}(-[0-9]{2})?', year = '\\\\b(19|20)[0-9]{2}\\\\b';
    const dates = new RegExp(`([0-9]{1,2} )?${month}( [0-9]{4})?|${iso}|${year}`, 'g');
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: at } = walker.currentNode;
        if (!/[0-9]/.test(data) || at.closest('script, style') || at.closest(doors) || at.closest(exceptions)) continue;
        if (!at.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const left = data.replace(dates, '').replace(/rule R[0-9]/g, '').trim();
        if (/[0-9]/.test(left) && left !== '0') found.push(data.trim());
    }
    return found;
}"""
VIEWS: dict[str, tuple[dict[str, str], str]] = {
    "the opening view": ({}, "section.table tbody tr"),
    "a selection": ({"sel": "fra-advance"}, "section.table tbody tr"),
    "table": ({"view": "analyse"}, ".st-key-analyse_nations tbody tr"),
    "chart of people": ({"view": "analyse", "tab": "charts"}, ".st-key-chart_people svg.marks"),
    "matrix": ({"view": "analyse", "tab": "charts", "chart": "matrix"}, ".st-key-chart_matrix svg.marks"),
    "sources": ({"view": "analyse", "tab": "charts", "chart": "sources"}, ".st-key-chart_sources svg.marks"),
    "a list of sources": ({"view": "analyse", "tab": "doubt", "sources": "origin:dr"}, ".st-key-analyse_sources tr"),
    "nations side by side": ({"view": "analyse", "tab": "compare"}, ".st-key-analyse_facts tbody tr"),
    "maps": ({"view": "analyse", "tab": "compare", "by": "each"}, ".st-key-analyse_maps li"),
    "doubt": ({"view": "analyse", "tab": "doubt"}, ".st-key-analyse_hangs tbody tr"),
    "an area": ({"area": "circle:nuuk:150"}, "section.table tbody tr"),
    "claims of one's own": ({"view": "analyse", "tab": "yours"}, ".st-key-analyse textarea"),
}


CHANGED = ({"view": "analyse", "tab": "changed"}, ".st-key-analyse_changed tbody tr")


def faults(where: Page | Frame) -> list[str]:
    return list(where.evaluate(FAULTS, [DOORS, ", ".join(EXCEPTIONS)]))


def come(visit: Visit, query: dict[str, str], stands: str) -> None:
    visit.go(**query)
    expect(visit.page.locator(stands).first).to_be_visible()
    visit.settle()


@pytest.mark.parametrize("name", VIEWS)
def test_every_number_stands_in_something_that_opens_its_rows(visit: Visit, name: str) -> None:
    come(visit, *VIEWS[name])
    assert faults(visit.page) == []
    if "view" not in VIEWS[name][0]:
        assert faults(visit.frame()) == []


def test_a_number_that_opens_nothing_is_told_and_a_date_is_none(visit: Visit) -> None:
    come(visit, *CHANGED)
    assert faults(visit.page) == []
    plant = """texts => document.querySelector('.st-key-analyse').append(...texts.map(textContent =>
        Object.assign(document.createElement('p'), { className: 'planted', textContent })))"""
    visit.page.evaluate(plant, ["12 soldiers", "since 12 January 2026", "2026-01-12", "R4: 3", "0"])
    assert faults(visit.page) == ["12 soldiers", "R4: 3"]
    visit.page.evaluate("() => document.querySelectorAll('.planted').forEach(it => it.remove())")


def press(visit: Visit, mark: Locator) -> None:
    """Click the middle of a mark, where a rule or a word of the chart may lie over it."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("query", [{}, {"asof": "2026-01-20", "known": "2026-01-15", "q": "nuuk"}])
def test_a_number_of_the_key_opens_exactly_what_it_counts(visit: Visit, query: dict[str, str]) -> None:
    come(visit, query, "section.table tbody tr")
    entries = visit.frame().locator(".legend-rest .entry")
    actual = {
        one.get_attribute("data-entry"): sum(map(int, re.findall(r"\d+", one.locator(".num").inner_text())))
        for one in entries.filter(has=visit.frame().locator("button")).all()
    }
    assert len(actual) >= 3
    for entry, count in actual.items():
        search = query.get("q", "")
        state, faults = parse_query({**query, "q": f"rows:key_{entry} {search}"})
        assert faults == ()
        assert (entry, len(resolve_view(state, words_of("en")).rows)) == (entry, count)
    entry = next(iter(actual))
    visit.frame().locator(f".legend-rest [data-entry={entry}] .num").click()
    expect(visit.table().locator("tbody tr")).to_have_count(actual[entry])
    visit.settle()
    assert visit.query() == {**query, "q": f"rows:key_{entry} {query.get('q', '')}".strip()}


def test_a_mark_of_a_chart_opens_what_it_counts_again_and_again(visit: Visit) -> None:
    """A cell of the matrix, then a bar of sources; Back leads to the chart, whose mark opens once more."""
    come(visit, *VIEWS["matrix"])
    count = visit.page.locator(".st-key-chart_matrix g.role-mark.mark-text text").nth(1)
    press(visit, count)
    expect(visit.page.get_by_text("All rows in view · one entry")).to_be_visible()
    visit.settle()
    matrix = {**VIEWS["matrix"][0]}
    assert visit.query().keys() == {"view", "nations", "kinds", "steps"}
    visit.page.go_back()
    expect(count).to_be_visible()
    visit.settle()
    assert visit.query() == matrix
    visit.page.get_by_role("radio", name="Sources by day").click()
    bars = visit.page.locator(".st-key-chart_sources g.mark-rect path")
    for _ in range(2):
        expect(bars.first).to_be_visible()
        visit.settle()
        press(visit, bars.nth(1))
        title = visit.page.locator(".st-key-analyse_sources_title")
        expect(title).to_contain_text("Sources of ")
        visit.settle()
        kind, day, of = visit.query()["sources"].split(":")
        assert (kind, visit.query()["tab"]) == ("on", "doubt")
        model = resolve_view(parse_query(visit.query())[0], words_of("en"))
        listed = sources_of(model, scene_of(model), f"on:{day}:{of}")
        expect(visit.page.locator(".st-key-analyse_sources tbody tr")).to_have_count(len(listed.rows))
        visit.page.go_back()
    visit.page.locator(".st-key-analyse_chart_note a").last.click()
    expect(visit.page.locator(".st-key-analyse_sources_title")).to_contain_text("Sources without an exact day")
