"""The Danish page: what is ours is Danish, and what stands in English is marked as English."""

import time
from collections.abc import Iterable
from functools import cache

import pytest
from playwright.sync_api import expect

import geodata
from dashboard.text.i18n import words_of
from geodata.model import text_in
from tests.browser.pages import PATIENCE_MS, Visit

# Every text that is there, with the language in which a screen reader speaks it.
SPOKEN = """visible => {
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!data.trim() || !parentElement || parentElement.closest('script, style')) continue;
    if (visible && !parentElement.checkVisibility()) continue;
    found.push([data.trim(), parentElement.closest('[lang]').lang]);
  }
  return found;
}"""
CLAIMS_THERE = "text => ![...document.querySelectorAll('.p-card')].some(card => card.textContent.includes(text))"
UNFOLDED = (".nuuk-list .fold", ".unplaced-list .fold", ".p-tl-more")
VIEWS = (
    {"sel": "dnk-exercise"},
    {"sel": "nation:FRA"},
    {"sel": "pituffik"},
    {"sel": "fra-nuuk"},
    {"sel": "place:nuuk"},
    {"sel": "event:ev_add_03"},
    {"asof": "2026-09-22", "sel": "shield-whole"},
    {"asof": "2026-09-22"},
)


@cache
def texts_of_the_evidence() -> tuple[set[str], set[str]]:
    """Return our texts in the evidence in English and in Danish, without those that are the same in both."""
    atlas = geodata.load()
    about = [(one, name) for one in atlas.subjects.values() for name in ("label", "task", "note")]
    pairs = [(getattr(one, name), text_in(one, name, "da")) for one, name in about]
    pairs += [
        (getattr(e, name), text_in(e, name, "da")) for e in atlas.events.values() for name in ("title", "summary")
    ]
    english, danish = ({text for text in column if text} for column in zip(*pairs, strict=True))
    return english - danish, danish - english


@cache
def words_in_english() -> set[str]:
    """Return the English words of the page that Danish does not share."""
    english, danish = (set(words_of(lang).table.values()) for lang in ("en", "da"))
    return {text for text in english - danish if "{" not in text}


def misheard(nodes: Iterable[tuple[str, str]]) -> list[str]:
    """List the texts that are read out in the wrong language."""
    english, danish = texts_of_the_evidence()
    english = english | words_in_english()
    parts = {(part, lang) for text, lang in nodes for part in (text, *text.split(" · "))}
    wrong = [f"English, not marked: {part}" for part, lang in parts if part in english and lang != "en"]
    return sorted(wrong + [f"Danish, marked {lang}: {part}" for part, lang in parts if part in danish and lang != "da"])


def spoken(visit: Visit, until: float, visible: bool = False) -> list[tuple[str, str]]:
    """Read all that stands there; what is drawn a moment later than the rest may still be of another language."""
    while True:
        nodes = [(text, lang) for at in (visit.page, visit.frame()) for text, lang in at.evaluate(SPOKEN, visible)]
        if not misheard(nodes) or time.monotonic() > until:
            return nodes


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (("Danish exercise troops", "da"), "English, not marked: Danish exercise troops"),
        (("Nuuk · reconnaissance", "da"), "English, not marked: reconnaissance"),
        (("place not given", "da"), "English, not marked: place not given"),
        (("Tysk rekognosceringshold", "en"), "Danish, marked en: Tysk rekognosceringshold"),
    ],
)
def test_a_text_read_out_in_the_wrong_language_is_found(node: tuple[str, str], fault: str) -> None:
    assert misheard([node]) == [fault]
    assert misheard([(node[0], "en" if node[1] == "da" else "da")]) == []


def test_on_the_danish_page_what_is_ours_is_danish_and_english_is_marked(fresh: Visit) -> None:
    until = time.monotonic() + PATIENCE_MS / 1000  # for all of them, for a fault stays a fault
    frame = fresh.open(
        lang="da"
    )  # what is hidden still has the language of its last showing, so none was shown in another
    fresh.settle()
    nodes = spoken(fresh, until)
    for fold in UNFOLDED:
        frame.locator(fold).first.click()
        fresh.settle()
        nodes += spoken(fresh, until)
    for view in VIEWS:
        frame = fresh.go(lang="da", **view)
        frame.wait_for_function(CLAIMS_THERE, arg=words_of("da").say("map.card.loading"))
        fresh.settle()
        nodes += spoken(fresh, until)
    shown = {text for text, _ in nodes}
    assert {"Danske øvelsesstyrker", "alpejægere, første hold", "Kangerlussuaq Lufthavn", "Frankrig i Nuuk"} <= shown
    assert any(lang == "en" for _, lang in nodes)  # claims are told in English
    heard = misheard(nodes)
    assert heard == [], heard


def test_streamlits_own_menu_and_dialogs_speak_danish_too_and_english_again_afterwards(fresh: Visit) -> None:
    fresh.open(lang="da")
    page = fresh.page
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Gå til hovedindholdet")
    page.get_by_role("button", name="Hovedmenu").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    for name in ("System", "Lys", "Mørk"):
        expect(menu.get_by_role("menuitemradio", name=name, exact=True)).to_be_visible()
    expect(menu).to_contain_text("Lavet med Streamlit")
    menu.get_by_text("Om kortet").click()
    dialog = page.get_by_role("dialog", name="Om kortet")
    dialog.get_by_role("button", name="Luk").click()
    expect(dialog).to_have_count(0)
    fresh.go()
    expect(page.get_by_test_id("stSkipToContent")).to_have_text("Skip to main content")
    page.get_by_role("button", name="Main menu").click()
    expect(menu.get_by_role("menuitemradio", name="Dark", exact=True)).to_be_visible()


def test_whoever_changes_the_language_reads_nothing_of_the_one_before(fresh: Visit) -> None:
    fresh.open(asof="2026-01-17", sel="dnk-exercise")
    frame = fresh.frame()
    fresh.settle()
    frame.locator(".pane .item[data-id=fra-advance]").first.hover()
    expect(frame.get_by_role("tooltip")).to_contain_text("in place")
    until = time.monotonic() + PATIENCE_MS / 1000
    for view in ({}, {"sel": "dnk-exercise"}, {"view": "story", "scene": "4"}):
        fresh.go(lang="da", asof="2026-01-17", **view)
        assert misheard(spoken(fresh, until, visible=True)) == []
