"""Every number is a drill-down: what our code prints outside dates and axes stands in something that opens its rows."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from dashboard.text.i18n import words_of
from dashboard.view.origins import sources_of
from dashboard.view.scene import scene_of
from dashboard.view.view import parse_query, resolve_view
from tests.browser.pages import Visit
from tests.test_patch import STAYED, TWENTY, text_of

# What opens rows: links and buttons, symbols and lines of the map, rows of the table, folds, and marks of a chart.
DRILLDOWNS = (
    "a[href], button, [role=button], summary, [data-drilldown], [data-id], tr[data-id], "
    ".st-key-chart_people svg, .st-key-chart_matrix svg, .st-key-chart_posts svg, .st-key-chart_sources svg"
)
# Numbers that open nothing, by where they stand, each with its reason.
EXCEPTIONS = {
    "input, select, option, textarea, [role=option], [data-testid=stDateInput]": "what a reader typed or chooses",
    ".role-axis-label, .p-tl-svg": "an axis",
    ".scale, .distance, .p-kicker": "a measure of the map, of which there are no rows",
    ".credits": "names and numbers of licences",
    ".p-hidden": "the sentence once more, for whoever does not see the map; its numbers are drill-downs in the heading",
    ".table .hint, caption, .st-key-analyse_rows_title, .unplaced-list-head": "heads the very rows that it counts",
    ".st-key-analyse_sources_title": "heads the very list of sources that it counts",
    ".st-key-more_hidden .lines": "names the filters that a reader chose; what it counts are links",
    ".a-area": "how many lie in the area: they are in view, and the button beside it adds what may lie there",
    ".a-changes": "counts the badges on the map; the list behind the button beside it has each of them",
    ".st-key-analyse_multiples": "says how many of the maps below there is room for",
    ".cluster": "names what stands there; the symbols that it counts are buttons beside it",
    "article.p-card:not(.p-empty)": "the card is where the rows of a number stand: its reports and sources",
    ".st-key-analyse_claim": "the page of a claim is the row itself",
    ".st-key-analyse_yours_intro, .st-key-own_story_intro": "a limit, not a figure of the evidence",
    "[role=dialog] [data-testid=stAlert]": "heads the very scenes or problems of a reader's own story that it counts",
    ".st-key-with_yours, .st-key-analyse_yours_beside, .st-key-analyse_yours_rows, .st-key-own_saves_told": (
        "what a reader's own claims make of it, which no address holds; beside it stands what is published, which opens"
    ),
    ".st-key-analyse_words": "the chart in words; its numbers are drill-downs in the table below",
    "[data-testid=stCode]": "a text to copy; its numbers are drill-downs on the page",
    "[data-testid=stPopoverBody]": "how many a choice would leave, told before it is chosen",
    "[role=dialog] [data-testid=stCaptionContainer]": "clocks, release, and the size of a picture in pixels",
    ".st-key-rules": "the limits of a rule",
    ".st-key-how_evidence": "how large all evidence is, which is in no view; the data for programs give it",
    "[role=dialog] :is(ul, .st-key-credits)": "keys, and names of layers and licences",
    ".st-key-analyse_disputed td:nth-child(5)": "the name of a publisher",
}
# Texts without what is a date, a rule of the codebook, or a lone zero, which has no rows.
FAULTS = """([links, exceptions]) => {
    const month = '(January|February|March|April|May|June|July|August|September|October|November|December'
        + '|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december'
        + '|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec|jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec)';
    const iso = '[0-9]{4}-[0-9]{2}(-[0-9]{2})?', year = '\\\\b(19|20)[0-9]{2}\\\\b';
    const day = '[0-9]{1,2}[.]?';
    const dates = new RegExp(`(${day} (to |til )?)?(${day} )?${month}[.]?( [0-9]{4})?|${iso}|${year}`, 'g');
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data, parentElement: at } = walker.currentNode;
        if (!/[0-9]/.test(data) || at.closest('script, style') || at.closest(links) || at.closest(exceptions)) continue;
        if (!at.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const left = data.replace(dates, '').replace(/(rule|regel) R[0-9]/g, '').trim();
        if (/[0-9]/.test(left) && left !== '0') found.push(data.trim());
    }
    return found;
}"""
ROOM = {"view": "analyse"}
CHANGED = ({**ROOM, "tab": "changed"}, ".st-key-analyse_changed tbody tr")
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


# More of the room in Danish, whose days and numbers are written otherwise; folds and fields are opened first.
IN_DANISH: dict[str, tuple[dict[str, str], str]] = {
    "chart of people": VIEWS["chart of people"],
    "promise and deed": ({**ROOM, "tab": "charts", "chart": "deeds"}, ".st-key-chart_deeds svg.marks"),
    "posts": ({**ROOM, "tab": "charts", "chart": "posts", "asof": "2026-09-22"}, ".st-key-chart_posts svg.marks"),
    "days side by side": ({**ROOM, "tab": "compare", "by": "days"}, ".st-key-analyse_facts tbody tr"),
    "what changed": CHANGED,
    "doubt": VIEWS["doubt"],
    "a claim": ({"sel": "claim:dep_dnk_14-people-whole"}, ".st-key-analyse_claim"),
    "finer filters": ({**ROOM, "groups": "nordic", "people": "1-20"}, ".st-key-more_hidden"),
}


def faults(where: Page | Frame) -> list[str]:
    return list(where.evaluate(FAULTS, [DRILLDOWNS, ", ".join(EXCEPTIONS)]))


def come(visit: Visit, query: dict[str, str], stands: str) -> None:
    visit.go_wrong(**query)
    expect(visit.page.locator(stands).first).to_be_visible()
    visit.settle()


@pytest.mark.parametrize("name", VIEWS)
def test_every_number_stands_in_something_that_opens_its_rows(visit: Visit, name: str) -> None:
    come(visit, *VIEWS[name])
    assert faults(visit.page) == []
    if "view" not in VIEWS[name][0]:
        assert faults(visit.frame()) == []


def test_the_same_holds_in_danish_and_in_what_is_folded_away(visit: Visit) -> None:
    page = visit.page
    for name, (query, stands) in IN_DANISH.items():
        come(visit, {**query, "lang": "da"}, stands)
        for fold in page.locator(".st-key-analyse details:not([open]) > summary").all()[::-1]:
            fold.click()
        if name == "finer filters":
            page.locator(".st-key-more button").first.click()
            expect(page.locator("[data-testid=stPopoverBody]")).to_contain_text("Kun omstridt")
        visit.settle()
        assert faults(page) == [], name


def test_the_same_holds_in_dialogs_and_with_claims_of_ones_own(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    come(visit, *VIEWS["claims of one's own"])
    file = tmp_path / "rows.csv"
    file.write_text(text_of(STAYED, TWENTY), encoding="utf-8")
    page.set_input_files(".yours-files input", file)
    expect(page.locator(".own-saves")).to_be_visible()
    visit.settle()
    assert faults(page) == []
    for entry in ("Share", "Download", "How we know", "Your own story", "Copy as scene"):
        visit.open_menu(entry)
        expect(page.get_by_role("dialog")).to_be_visible()
        visit.settle()
        assert faults(page) == [], entry
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Forget these rows").click()
    expect(page.locator(".own-saves")).to_have_count(0)


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
