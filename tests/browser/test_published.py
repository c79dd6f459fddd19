"""The published page in a real browser: beside the live page, as one file from a disk, in another page's frame."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from dashboard.publish.snapshot import snapshot
from dashboard.release import current_release
from dashboard.text.i18n import words_of
from tests.browser.pages import PATIENCE_MS, Noise, new_context
from tests.browser.serving import Server

DAY = date(2026, 1, 15)
STARTED = "() => Boolean(window.arctic?.ctx?.started)"


def map_of(page: Page, selector: str = "#arctic-map") -> Frame:
    """Wait for the map's frame and until its map is drawn."""
    handle = page.wait_for_selector(selector, state="attached", timeout=PATIENCE_MS)
    frame = handle.content_frame() if handle else None
    assert frame is not None
    # Asked at intervals: a question put to the empty document that a frame begins with is never answered.
    frame.wait_for_function(STARTED, timeout=PATIENCE_MS, polling=50)
    return frame


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    yield context.new_page()
    context.close()


def test_an_address_opens_the_same_view_on_both_pages(page: Page, server: Server) -> None:
    query = "nations=FRA&known=2026-01-15&asof=2026-01-15&lang=da"
    noise = Noise(server.url.partition("//")[2])
    noise.listen(page)
    seen = []
    for path in ("/", "/map/"):
        page.goto(f"{server.url}{path}?{query}")
        frame = map_of(page, 'iframe[src*="streamlit_folium"]' if path == "/" else "#arctic-map")
        sentence = page.locator("h1.sentence")
        expect(sentence).to_contain_text("Kun Frankrig: Den 15. januar 2026, efter hvad man vidste den dag")
        seen.append((sentence.inner_text(), page.title(), frame.evaluate("() => arctic.visible()")))
    assert seen[0] == seen[1]
    assert (noise.errors, noise.foreign) == ([], [])


def test_a_choice_on_the_published_page_is_an_address_and_back_undoes_it(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/map/")
    frame = map_of(page)
    page.get_by_role("button", name="Denmark", exact=True).first.click()
    expect(page.locator("h1.sentence")).to_contain_text("Denmark only")
    assert page.url == f"{server.url}/map/?nations=DNK"
    frame.wait_for_function("() => arctic.visible().every(id => arctic.ctx.subjects.get(id).actor === 'DNK')")
    page.go_back()
    expect(page.locator("h1.sentence")).not_to_contain_text("Denmark only")
    box = page.get_by_role("combobox", name="Search", exact=True)
    box.fill("pituffik")
    page.locator("#arctic-hits [role=option]").first.click()
    expect(page).to_have_url(re.compile("sel=place%3Apituffik"))
    expect(frame.locator(".p-card")).to_contain_text("Pituffik")


def test_a_framed_page_tells_its_height(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/healthz")
    page.evaluate(
        """src => new Promise(resolve => {
            const frame = Object.assign(document.createElement('iframe'), {src, width: 380, height: 300});
            const heard = [];
            addEventListener('message', ({source, data}) => {
                if (source !== frame.contentWindow) return;
                heard.push(data);
                if (data.type === 'iframe-resized' && data.height > 800) { window.heard = heard; resolve(true); }
            });
            document.body.append(frame);
        })""",
        f"{server.url}/map/embed/?childId=one",
    )
    heard = page.evaluate("() => window.heard")
    assert any(isinstance(one, str) and re.fullmatch(r"pymxPYMxonexPYMxheightxPYMx\d+", one) for one in heard)
    assert any(isinstance(one, dict) and "datawrapper-height" in one for one in heard)


def test_the_snapshot_opens_from_a_disk_without_a_network(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.publish.snapshot._by_use", lambda release: [release.atlas.knowledge_day(DAY)])
    folder = tmp_path / "a stick #1 ø"
    folder.mkdir()
    file = folder / "map.html"
    body = snapshot(current_release(), words_of("en"))
    assert len(body) < 1_500_000
    file.write_bytes(body)
    context = new_context(browser, offline=True)
    page = context.new_page()
    noise = Noise("")
    noise.listen(page)
    page.goto(f"{file.as_uri()}?asof=2026-01-15&known=2026-01-15&sel=fra-advance")
    frame = map_of(page)
    expect(page.locator("h1.sentence")).to_contain_text("by what was known that day")
    expect(frame.locator(".p-card")).to_contain_text("French")
    page.get_by_role("button", name="Denmark", exact=True).first.click()
    expect(page.locator("h1.sentence")).to_contain_text("Denmark only")
    page.goto(f"{file.as_uri()}?known=2013-01-01")
    expect(page.locator(".st-key-notes")).to_contain_text("known=2013-01-01")
    assert noise.errors == []
    assert [url for url in noise.foreign if not url.startswith("file:")] == []
    context.close()
