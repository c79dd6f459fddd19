"""The published page in a real browser: beside the live page, as one file from a disk, in another page's frame."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from dashboard.publish.says import known_key
from dashboard.publish.snapshot import snapshot
from dashboard.publish.writing import write_site
from dashboard.release import current_release
from dashboard.text.i18n import words_of
from tests import published
from tests.browser.nginx import running
from tests.browser.pages import ARRIVED, PATIENCE_MS, PHONE, Noise, Visit, hold, new_context, window
from tests.browser.serving import Server, free_port

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


GUIDE = Path(__file__).resolve().parents[2] / "docs" / "publishing.md"
TYPES = "text/html html; text/css css; text/javascript js; application/json json; font/woff2 woff2; image/png png;"
ASKED = ("page", "names", "find", "sources", "start")


def lines_of(language: str) -> list[str]:
    """Give the blocks of the guide in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.S | re.M)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site as files below a path, behind the real nginx as the guide has it; `localhost` may frame it."""
    folder, port, known = tmp_path_factory.mktemp("published"), free_port(), known_key(DAY)
    made = f"r/{published.site().version}/"
    names = [f"{name}/{lang}" for name in ASKED for lang in ("en", "da")]
    names += [f"says/{lang}/{known}" for lang in ("en", "da")]
    names += ["scenes", f"states/{known}", f"states/{known_key(None)}"]
    pages = [f"{lang}{embed}index.html" for lang in ("", "da/") for embed in ("", "embed/")]
    folders = [f"{made}assets/", f"{made}data/geo/", *(f"{made}data/claims/{one}/" for one in ("subject", "nation"))]
    site = published.some(
        [*pages, *folders, f"{made}pictures/da-dark.png", *(f"{made}data/{one}.json" for one in names)]
    )
    write_site(site, folder / "news" / "map")
    (pressing,) = [block for block in lines_of("sh") if "gzip" in block]
    subprocess.run(["sh", "-c", pressing.replace("site/", "news/map/")], cwd=folder, check=True)
    (folder / "news.html").write_text(PARENT.replace("PORT", str(port)), encoding="utf-8")
    (locations,) = lines_of("nginx")
    locations = locations.replace("/map/", "/news/map/").replace("https://news.example.org", f"http://localhost:{port}")
    server = f"server {{ listen 127.0.0.1:{port}; root {folder}; types {{ {TYPES} }} {locations} }}"
    with running(tmp_path_factory.mktemp("nginx"), server, f"http://127.0.0.1:{port}/news/map", "/") as place:
        yield place


# A newsroom's page: its frame is hidden at first; three scripts listen as pym, Datawrapper and open-iframe-resizer do.
PARENT = """<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>The News</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body style="margin:0 16px">
<h1>Who is in Greenland?</h1><div id="fold" hidden><iframe title="Map" width="100%" height="200" style="border:0"
src="http://127.0.0.1:PORT/news/map/embed/?childId=pym_0&initialWidth=0&lang=da&theme=dark&nations=FRA"></iframe></div>
<script>
const frame = document.querySelector("iframe");
window.heard = {};
addEventListener("message", ({source, data}) => {
  if (source !== frame.contentWindow) return;
  const pym = typeof data === "string" && data.match(/^pymxPYMxpym_0xPYMx(\\S+)xPYMx(.+)$/);
  if (pym && pym[1] === "height") heard.pym = Number(pym[2]);
  for (const [id, height] of Object.entries(data["datawrapper-height"] || {})) heard[`datawrapper ${id}`] = height;
  if (data.type === "iframe-resized" && data.height) {
    heard.resizer = data.height;
    frame.style.height = `${data.height}px`;
  }
});
</script></body></html>"""
# Chooses by the address, as Back and Forward do.
CHOOSE = """search => {
    history.pushState({}, "", location.pathname + search);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
# Where the links of sentence, active filters and header lead, as keys and values.
LINKS = """() => [...document.querySelectorAll("WHICH")]
    .map(a => [...new URL(a.href).searchParams].sort().join(" ")).sort()"""
IN_SENTENCE, ROUND_IT = "h1.sentence a", "a.filter, .head a[href*='scene=']"
FORESEEN = [
    {},
    {"nations": "FRA", "known": "2026-01-15", "asof": "2026-01-15"},
    {"asof": "2026-02-06", "sel": "fra-nuuk"},
    {"kinds": "post", "asof": "2026-03-01"},
    {"sel": "nation:DNK", "asof": "2026-01-27"},
    {"q": "rows:people", "asof": "2026-01-17", "known": "2026-01-15"},
    {"asof": "1960-01-01"},
]
# Of these the published page says less, and shows the same.
SAID_LESS = [
    {"nations": "DEU.FRA", "asof": "2026-01-17"},
    {"steps": "announced.considered", "asof": "2026-01-16"},
    {"q": "konsul", "proj": "mercator"},
]


def start(page: Page, url: str) -> Frame:
    """Load a published page; give its map."""
    page.goto(url)
    return map_of(page)


@pytest.mark.parametrize("lang", ["en", "da"])
def test_each_of_twenty_links_opens_the_same_view_on_both_pages_and_leads_on_to_the_same(
    browser: Browser, place: Server, fresh: Visit, lang: str
) -> None:
    noise = Noise(urlsplit(place.url).netloc)
    fresh.open(lang=lang)  # in a shared window a menu may have been opened, whose links stay
    with window(new_context(browser), place.url, noise) as published_window:
        page = published_window.page
        map_frame = start(page, f"{place.url}/{'' if lang == 'en' else 'da/'}?lang={lang}")
        expect(page.locator(".head a[href*='scene=']").first).to_be_attached()  # the header comes after the map
        for link in (*FORESEEN, *SAID_LESS):
            query = {**link, "lang": lang}
            page.evaluate(CHOOSE, f"?{urlencode(query)}")
            live_frame = fresh.go(**query)
            map_frame.wait_for_function(ARRIVED, arg=query, timeout=PATIENCE_MS)
            parts = [ROUND_IT]
            if link in FORESEEN:
                parts.append(IN_SENTENCE)
                sentence = page.locator("h1.sentence").inner_text()
                expect(fresh.page.locator("h1.sentence")).to_have_text(sentence, use_inner_text=True)
            expect(fresh.page).to_have_title(page.title())
            links = LINKS.replace("WHICH", ", ".join(parts))
            actual = page.evaluate(f"JSON.stringify(({links})())")
            fresh.page.wait_for_function(f"wanted => JSON.stringify(({links})()) === wanted", arg=actual)
            ids = map_frame.evaluate("() => JSON.stringify(arctic.visible())")
            live_frame.wait_for_function("ids => JSON.stringify(arctic.visible()) === ids", arg=ids)
        page.context.close()
    assert (noise.errors, noise.foreign) == ([], [])


def test_a_choice_on_the_published_page_is_an_address_and_back_undoes_it(browser: Browser, place: Server) -> None:
    with window(new_context(browser), place.url) as opened:
        page = opened.page
        frame = start(page, f"{place.url}/")
        page.get_by_role("button", name="Denmark", exact=True).first.click()
        expect(page.locator("h1.sentence")).to_contain_text("Denmark only")
        assert page.url == f"{place.url}/?nations=DNK"
        left = "ids => ids.includes('dnk-exercise') && !ids.includes('fra-advance')"
        frame.wait_for_function(f"() => ({left})(arctic.visible())")
        page.go_back()
        expect(page.locator("h1.sentence")).not_to_contain_text("Denmark only")
        box = page.get_by_role("combobox", name="Search", exact=True)
        box.fill("pituffik")
        page.locator("#arctic-hits [role=option]").first.click()
        expect(page).to_have_url(re.compile("sel=place%3Apituffik"))
        expect(frame.locator(".p-card")).to_contain_text("Pituffik")
        page.context.close()


def test_keys_that_come_before_the_script_of_a_published_page_turn_the_scenes(browser: Browser, place: Server) -> None:
    context = new_context(browser)
    page = context.new_page()
    release = hold(page, "**/assets/site.js")
    page.goto(f"{place.url}/?present=1&scene=3", wait_until="commit")
    page.wait_for_function("() => window.ArcticStart")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    release()
    expect(map_of(page).locator(".p-cap-title")).to_have_text(re.compile("^5 · "))
    context.close()


def test_on_a_phone_a_newsroom_frames_it_in_danish_and_dark_as_high_as_it_is(browser: Browser, place: Server) -> None:
    port = urlsplit(place.url).port
    with window(new_context(browser, viewport=PHONE, has_touch=True, is_mobile=True), place.url) as opened:
        page = opened.page
        page.goto(f"http://localhost:{port}/news.html")
        box = page.frame_locator("iframe")
        expect(box.locator("h1.sentence")).to_contain_text("Kun Frankrig: Den 19. januar 2026")
        assert page.evaluate("() => heard") == {}, "a frame that is not shown has no height"
        page.evaluate("() => { document.querySelector('#fold').hidden = false; }")
        embedded = page.frame(url=re.compile("/embed/"))
        assert embedded is not None
        frame = embedded.wait_for_selector("#arctic-map", state="attached").content_frame()  # type: ignore[union-attr]
        assert frame is not None
        frame.wait_for_function(STARTED, timeout=PATIENCE_MS, polling=50)
        # It has come to rest when nothing of it is left to scroll, and all three were told the same.
        page.wait_for_function(
            "() => Object.keys(heard).length === 3 && new Set(Object.values(heard)).size === 1 && heard.pym > 600"
        )
        embedded.wait_for_function(
            "() => { const it = document.querySelector('.stMain'); return it.scrollHeight <= it.clientHeight + 1; }"
        )
        assert embedded.evaluate("() => document.documentElement.style.colorScheme") == "dark"
        frame.wait_for_function(
            "() => Math.abs(arctic.ctx.map.getSize().x - innerWidth) < 2 && arctic.visible().includes('fra-advance')"
        )
        actual = page.evaluate("() => { const before = heard; window.heard = {}; return before; }")
        page.evaluate("() => frame.contentWindow.postMessage({type: 'iframe-child-init'}, '*')")
        page.wait_for_function(
            "wanted => heard.resizer === wanted", arg=actual["resizer"]
        )  # who comes late is told again
        page.goto(f"http://other.localhost:{port}/news.html")
        page.wait_for_function("() => document.querySelector('iframe')")
        page.evaluate("() => { document.querySelector('#fold').hidden = false; }")
        refused = page.frames[1]
        refused.wait_for_url(re.compile("^chrome-error:"))
        page.context.close()


def test_keys_before_anything_is_drawn_count_once_on_the_published_page(browser: Browser, place: Server) -> None:
    with window(new_context(browser), place.url) as opened:
        page = opened.page
        page.goto(f"{place.url}/?present=1&scene=3", wait_until="commit")
        page.wait_for_function("() => window.ArcticStart")
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        expect(map_of(page).locator(".p-cap-title")).to_have_text(re.compile("^4 · "))
        page.keyboard.press("ArrowRight")
        expect(map_of(page).locator(".p-cap-title")).to_have_text(re.compile("^5 · "))
        page.context.close()


def test_the_map_that_opens_waits_for_no_words_but_its_own(browser: Browser, place: Server) -> None:
    with window(new_context(browser), place.url) as opened:
        page = opened.page
        release = hold(page, "**/data/page/en.json")
        page.goto(place.url, wait_until="commit")
        drawn = map_of(page)
        expect(page.locator("#slot-table tr")).to_have_count(0)
        symbols = drawn.evaluate("arctic.visible().length")
        release()
        expect(page.locator("#slot-table tbody tr").first).to_be_attached()
        assert symbols == drawn.evaluate("arctic.visible().length") > 60
        page.context.close()


def test_without_a_script_sentence_picture_table_and_sources_can_be_read(browser: Browser, place: Server) -> None:
    noise = Noise(urlsplit(place.url).netloc)
    dark = {"viewport": PHONE, "color_scheme": "dark", "java_script_enabled": False}
    with window(new_context(browser, **dark), place.url, noise) as opened:
        page = opened.page
        with page.expect_response(re.compile("pictures/da-dark.png")) as picture:
            page.goto(f"{place.url}/da/")
        assert picture.value.status == 200
        expect(page.locator("h1.sentence")).to_contain_text("Den 19. januar 2026")
        expect(page.locator("tbody tr").first).to_be_visible()
        assert page.locator("tbody tr").count() > 60
        expect(page.get_by_role("link", name="Frankrig", exact=True)).to_have_attribute("href", "nation/fra/")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        expect(page.locator(".moon")).to_be_hidden()
        page.get_by_role("link", name="English").click()
        expect(page.locator("h1.sentence")).to_contain_text("On 19 January 2026")
        page.context.close()
    assert noise.foreign == []


def test_what_is_published_is_pressed_and_kept_as_the_guide_says(place: Server) -> None:
    page = place.get("/", Accept_Encoding="gzip")
    assert (page.headers["content-encoding"], page.headers["cache-control"]) == ("gzip", "no-cache")
    script = place.get(f"/r/{published.site().version}/assets/site.js", Accept_Encoding="gzip")
    assert (script.headers["content-encoding"], "immutable" in script.headers["cache-control"]) == ("gzip", True)


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
