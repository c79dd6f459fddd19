"""Any surroundings: below a path, behind a real nginx that keeps or strips it, and without what the page would like."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.nginx import MISSING
from tests.browser.pages import PATIENCE_MS, Noise, visiting
from tests.browser.proxy import proxied
from tests.browser.serving import Server, serving

APP = "dashboard/app.py"
BASE = "arctic/map"
BELOW = ("-m", "streamlit", "run", APP, "--server.port", "{port}", "--server.headless", "true")


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that serves the page below a path."""
    folder = tmp_path_factory.mktemp("below")
    with serving(folder, start=(*BELOW, "--server.baseUrlPath", BASE)) as running:
        yield Server(f"{running.url}/{BASE}", running.process, running.log)


@pytest.fixture(params=["below a path", "nginx that keeps the path", "nginx that strips the path"])
def place(request: pytest.FixtureRequest, below: Server, server: Server, tmp_path: Path) -> Iterator[Server]:
    """The page below a path, in three ways."""
    with ExitStack() as stack:
        if request.param == "nginx that keeps the path":
            root = below.url.removesuffix(f"/{BASE}")
            yield stack.enter_context(proxied(tmp_path / "nginx", [root], location=f"/{BASE}/"))
        elif request.param == "nginx that strips the path":
            yield stack.enter_context(proxied(tmp_path / "nginx", [server], location=f"/{BASE}/", strips=True))
        else:
            yield below


def outside(place: Server, urls: list[str]) -> list[str]:
    """Addresses that do not lie below the path."""
    return [url for url in urls if not urlsplit(url).path.startswith(f"{urlsplit(place.url).path}/")]


def test_the_page_below_a_path_is_the_same_page(browser: Browser, place: Server, server: Server) -> None:
    noise = Noise(urlsplit(place.url).netloc)
    question: list[str] = []
    with visiting(browser, place.url, noise) as visit:
        visit.page.on("request", lambda request: question.append(request.url))
        visit.page.on("websocket", lambda websocket: question.append(websocket.url))
        visit.open(nations="FRA")
        visit.table().wait_for()
        shown, sentence = visit.visible(), visit.page.locator("h1.sentence").inner_text()
        for name in ("rows.csv", "rows.geojson"):
            link = visit.page.locator(f'a[href*="view/{name}"]').first
            assert link.evaluate("a => a.href").startswith(f"{place.url}/view/{name}?")
            answer = visit.page.request.get(link.evaluate("a => a.href"))
            assert answer.status == 200
        visit.choose("Countries", "Canada")
        visit.wait_until("() => arctic.visible().some(id => id.startsWith('can-'))")
        assert visit.page.url.startswith(f"{place.url}/?nations=CAN.FRA")
        visit.open_menu("Share")
        address = visit.page.get_by_role("dialog").get_by_role("textbox").input_value()
        assert address.startswith(f"{place.url}/?")
        visit.page.goto(f"{place.url}/rubbish/x?nations=FRA")
        visit.frame()
        assert visit.page.url == f"{place.url}/?nations=FRA"
    assert noise.errors == []
    assert noise.foreign == []
    assert [url for url in outside(place, question) if urlsplit(url).scheme in {"http", "ws"}] == []
    with visiting(browser, server.url) as plain:
        plain.open(nations="FRA")
        plain.table().wait_for()
        assert (plain.visible(), plain.page.locator("h1.sentence").inner_text()) == (shown, sentence)


def test_no_answer_below_a_path_leads_out_of_it(place: Server) -> None:
    for path in ("/healthz", "/assets/map.js", "/data/start/en.json", "/view/rows.csv", "/favicon.png", "/"):
        assert place.get(path).status == 200
    start = place.get("/")
    linked = re.findall(r"<\./([^>]+)>", start.headers["link"])
    (ahead,) = re.findall(r'data-ahead="([^"]*)"', start.body.decode())
    linked += [link.removeprefix("./") for link in ahead.split(" ")]
    assert len(linked) == 6
    assert [link for link in linked if place.get(f"/{link}").status != 200] == []
    for path in ("/rubbish", "/rubbish/", "/a/b/c?nations=FRA", ""):
        assert b"Arctic Endurance Map</title>" in place.get(path).body  # the redirect leads home


def test_health_is_told_below_the_path_and_without_it(below: Server) -> None:
    root = Server(below.url.removesuffix(f"/{BASE}"), below.process, below.log)
    assert root.get("/healthz").body == below.get("/healthz").body
    assert root.get("/healthz").status == 200
    for path in ("/", "/assets/map.js", "/data/start/en.json", "/view/rows.csv", "/arctic", "/arctic/other/x"):
        assert (root.get(path).status, root.get(path).body) == (404, b"not found")


@pytest.mark.allow_noise("nginx lets no websocket through")
@pytest.mark.parametrize(("locale", "word"), [("en-GB", "WebSocket connections"), ("da-DK", "WebSocket-forbindelser")])
def test_without_websockets_the_page_says_so_and_links_the_files_of_the_view(
    browser: Browser, server: Server, tmp_path: Path, locale: str, word: str
) -> None:
    with (
        proxied(tmp_path / "nginx", [server], upgrades=False) as place,
        visiting(browser, place.url, locale=locale) as visit,
    ):
        visit.page.goto(f"{place.url}/?nations=FRA&asof=2026-02-06")
        says = visit.page.locator("#arctic-says")
        expect(says).to_contain_text(word, timeout=PATIENCE_MS)
        links = says.get_by_role("link")
        expect(links).to_have_count(3)
        for link in links.all():
            answer = visit.page.request.get(link.evaluate("a => a.href"))
            assert (answer.status, "nations=FRA" in answer.url) == (200, True)
        (rows,) = [link for link in links.all() if "CSV" in link.inner_text()]
        held = visit.page.request.get(rows.evaluate("a => a.href")).text()
        assert "fra-advance" in held
        assert "deu-recce" not in held


@pytest.mark.allow_noise("the first websockets are refused")
def test_a_connection_that_is_only_late_brings_the_page_and_takes_the_words_back(
    browser: Browser, server: Server
) -> None:
    with visiting(browser, server.url) as visit:
        refused = True

        def route(websocket: object) -> None:
            if refused:
                websocket.close()  # type: ignore[attr-defined]
            else:
                websocket.connect_to_server()  # type: ignore[attr-defined]

        visit.page.route_web_socket(re.compile("/_stcore/stream"), route)
        visit.page.goto(server.url)
        says = visit.page.locator("#arctic-says")
        expect(says).to_contain_text("cannot connect", timeout=PATIENCE_MS)
        refused = False
        visit.frame()
        expect(says).to_be_empty()


def test_the_sentence_about_a_missing_nginx_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_args, **_options: None)
    with pytest.raises(pytest.fail.Exception, match=re.escape(MISSING)), proxied(tmp_path / "nginx", []):
        pass
