"""Accessibility, measured with axe-core on the page and in the map's frame; what only Streamlit can mend is listed."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import streamlit
from playwright.sync_api import Page

from tests.browser.pages import DESKTOP, NAME, PHONE, Visit
from tests.browser.serving import Server

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
KNOWN = Path(__file__).with_name("axe_known.json")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(found =>
    found.nodes.map(node => ({rule: found.id, element: node.html, target: node.target.flat().join(' | '),
        why: [...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')})))"""
FOCUSABLE = f"""() => [...document.querySelectorAll('button, input, select, textarea, summary, .st-key-head a')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({{visibilityProperty: true}})
        && !e.closest('.st-key-below'))
    .map({NAME})"""
LARGEST = 13  # controls outside frame, table and card, at rest: twelve, and the way into the Analyse room
VIEWS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone light": {"viewport": PHONE, "color_scheme": "light"},
    "phone dark": {"viewport": PHONE, "color_scheme": "dark"},
}
SMALL = """() => [...document.querySelectorAll('.st-key-head :is(button, input), [data-testid=stMainMenu] button, '
    + 'section.table .files a')]
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .map(e => [e.getAttribute('aria-label') || e.innerText, e.getBoundingClientRect()])
    .filter(([name, box]) => box.height < 44 || (box.width < 44 && name !== 'Search'))
    .map(([name, box]) => [name, box.width, box.height])"""
FOCUSED = f"""() => {{ const e = document.activeElement, style = getComputedStyle(e);
    if (e.tagName === 'IFRAME') return ['map', 'solid'];
    return [e.dataset.drilldown || {NAME}(e), e.dataset.drilldown ? style.outlineStyle : 'solid']; }}"""
MOST_STEPS = 150

seen: set[int] = set()


def known() -> list[dict[str, str]]:
    """Read what only Streamlit can mend: rule, a piece of the element, where, the version in which it was seen."""
    listed: list[dict[str, str]] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return listed


def unknown(violations: list[dict[str, str]]) -> list[str]:
    """Name the violations that are not listed, and remember which of the list were met."""
    left = []
    for found in violations:
        number = next(
            (n for n, one in enumerate(known()) if one["rule"] == found["rule"] and one["element"] in found["element"]),
            None,
        )
        if number is None:
            left.append(f"{found['rule']} at {found['target']}: {found['element'][:200]} ({found['why']})")
        else:
            seen.add(number)
    return left


def measured(page: Page) -> list[dict[str, str]]:
    """Run axe on the page and on every frame in it."""
    for frame in page.frames:
        if "axe" not in frame.evaluate("Object.keys(window)"):
            frame.evaluate(AXE)
    found: list[dict[str, str]] = page.evaluate(RUN)
    return found


def open_menu(visit: Visit) -> None:
    visit.page.get_by_role("button", name="More", exact=True).click()
    visit.page.get_by_role("menuitem").first.wait_for()


@pytest.mark.parametrize("look", VIEWS)
def test_axe_finds_nothing_that_is_ours(visit_to: Callable[..., Visit], server: Server, look: str) -> None:
    visit = visit_to(server, **VIEWS[look])
    visit.open(sel="deu-recce")
    visit.settle()
    left = {"card": unknown(measured(visit.page))}
    visit.go()
    left["rest"] = unknown(measured(visit.page))
    open_menu(visit)
    left["menu"] = unknown(measured(visit.page))
    visit.page.get_by_role("menuitem", name="How we know").click()
    visit.page.get_by_role("dialog").get_by_text("Corrections").wait_for()
    visit.settle()
    left["dialog"] = unknown(measured(visit.page))
    assert left == {"card": [], "rest": [], "menu": [], "dialog": []}


ROOM = RUN.replace("document,", "{include: ['.st-key-below', '[data-testid=stPopoverBody]'], exclude: []},")
# Each tab once, to keep the suite short; charts and fields on a phone in the dark, where they are the hardest.
TABS: dict[str, dict[str, dict[str, str]]] = {
    "light": {"table": {"sel": "fra-advance"}, "compare": {"pick": "DEU.FRA"}, "doubt": {}},
    "phone dark": {
        "charts": {},
        "changed": {"asof": "2026-01-15", "than": "2026-01-15", "thanknown": "2026-01-15"},
        "yours": {},
    },
}


@pytest.mark.parametrize("look", TABS)
def test_axe_finds_nothing_in_the_analyse_room(visit_to: Callable[..., Visit], server: Server, look: str) -> None:
    visit = visit_to(server, **VIEWS[look])
    page = visit.page
    visit.go()
    page.evaluate(AXE)
    left = {}
    for tab, query in TABS[look].items():
        visit.go(view="analyse", tab=tab, **query)
        page.locator(".st-key-analyse").wait_for()
        for fold in page.locator(".st-key-analyse [data-testid=stExpander] summary").all():
            fold.click()
        visit.settle()
        left[tab] = unknown(page.evaluate(ROOM))
    if look == "light":
        page.get_by_role("button", name="More filters").click()
        page.get_by_role("button", name="Show this circle").wait_for()
        visit.settle()
        left["more filters"] = unknown(page.evaluate(ROOM))
    assert not any(left.values()), left


def test_nothing_is_listed_that_is_gone() -> None:
    """Runs after the others: what nobody met any more has to leave the list."""
    gone = [one for number, one in enumerate(known()) if number not in seen]
    assert gone == []


def test_what_is_listed_names_where_and_the_version() -> None:
    for one in known():
        assert one.keys() == {"rule", "element", "where", "streamlit"}
        assert one["streamlit"] == streamlit.__version__


def test_axe_bites(fresh: Visit) -> None:
    fresh.open()
    fresh.page.locator("h1").wait_for()
    fresh.page.evaluate("() => document.querySelector('h1').append(document.createElement('button'))")
    assert any(found["rule"] == "button-name" for found in measured(fresh.page))


def test_few_controls_at_rest(visit: Visit) -> None:
    visit.open()
    visit.settle()
    controls = visit.page.evaluate(FOCUSABLE)
    assert len(controls) <= LARGEST, controls


def test_targets_of_the_phone_are_large_enough(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = visit_to(server, viewport=PHONE)
    visit.open()
    visit.settle()
    assert visit.page.evaluate(SMALL) == []


@pytest.mark.parametrize("viewport", [{"width": 720, "height": 450}, {"width": 320, "height": 700}])
def test_nothing_scrolls_sideways(visit_to: Callable[..., Visit], server: Server, viewport: dict[str, int]) -> None:
    visit = visit_to(server, viewport=viewport)
    visit.open(nations="FRO.DNK.EUE")
    visit.settle()
    assert visit.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_alone_reaches_every_part(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    fresh.page.evaluate("() => document.activeElement.blur()")
    wanted = ["Countries", "Known by", "people", "posts_announced", "map", "Search", "More"]
    outlines = set()
    for _ in range(MOST_STEPS):
        fresh.page.keyboard.press("Tab")
        name, outline = fresh.page.evaluate(FOCUSED)
        outlines.add(outline)
        wanted = [one for one in wanted if not str(name).startswith(one)]
        if not wanted:
            break
    assert wanted == []
    assert outlines == {"solid"}
