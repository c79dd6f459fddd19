"""Everyone can use it: by keyboard alone, on a phone, with a screen reader."""

from collections.abc import Callable

import pytest
from axe_core_python.sync_playwright import Axe

from tests.browser.pages import PHONE, SMALL_PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_choosing import card, symbol

FOCUSABLE = "a[href],button,input,select,textarea,[tabindex]:not([tabindex='-1'])"


def test_by_keyboard_alone_a_country_is_chosen_and_a_card_opened_and_closed(visit: Visit) -> None:
    visit.open()
    for _ in range(20):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("() => document.activeElement.getAttribute('aria-label')?.startsWith('Countries')"):
            break
    visit.page.keyboard.type("Germ")
    visit.page.keyboard.press("Enter")
    visit.wait_until("() => arctic.visible().length && arctic.visible().every(id => id.startsWith('deu-'))")
    visit.page.keyboard.press("Escape")
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if visit.frame().evaluate("() => document.hasFocus() && document.activeElement.closest('[data-id]') !== null"):
            break
    visit.page.keyboard.press("Enter")
    visit.frame().locator("[data-card]").wait_for()
    visit.page.keyboard.press("Escape")
    visit.frame().locator("[data-card]").wait_for(state="detached")


def test_at_rest_there_are_few_things_to_stop_at(visit: Visit) -> None:
    visit.open()
    visit.settle()
    stops = visit.page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(it => it.checkVisibility() && it.tabIndex >= 0
            && !it.disabled && it.tagName !== 'IFRAME' && !it.closest('[data-testid=stDataFrame]'))
            .map(it => it.outerHTML.slice(0, 160))""",
        FOCUSABLE,
    )
    outside = [stop for stop in stops if "skip" not in stop.lower() and "data-door" not in stop]
    assert len(outside) <= 12, outside


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["390", "320"])
def test_on_a_phone_nothing_scrolls_sideways_and_rows_open_cards(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int]
) -> None:
    visit = visit_to(server, viewport=size, has_touch=True, is_mobile=True, device_scale_factor=2)
    frame = visit.open()
    visit.settle()
    for window in (visit.page.main_frame, frame):
        assert window.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    assert visit.page.evaluate("() => innerWidth") == size["width"]
    symbol(visit, "deu-recce").tap()
    card(visit, "deu-recce").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_page_and_frame(
    visit_to: Callable[..., Visit], server: Server, scheme: str
) -> None:
    visit = visit_to(server, color_scheme=scheme)
    frame = visit.open(sel="deu-recce")
    visit.settle()
    visit.page.wait_for_timeout(500)
    axe = Axe()
    for window in (visit.page, frame):
        found = axe.run(window)["violations"]
        grave = [
            f"{item['id']}: {node['html'][:120]}"
            for item in found
            if item["impact"] in {"serious", "critical"}
            for node in item["nodes"]
        ]
        assert grave == []


def test_the_page_says_its_language_and_the_frame_has_a_title(visit: Visit) -> None:
    visit.open()
    assert visit.page.evaluate("() => document.documentElement.lang") == "en"
    titles = visit.page.locator("iframe").evaluate_all("frames => frames.map(it => it.title)")
    assert [title for title in titles if "streamlit_folium" in title] == []
