"""The server's entry: routes, headers, caching, and the start page."""

import base64
import gc
import gzip
import hashlib
import html
import json
import re
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import streamlit_folium
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from dashboard.app import assets, data, healthz, latest
from dashboard.assets import (
    COMPILE_AHEAD,
    EAGER_CHUNKS,
    FONTS,
    STREAMLIT,
    bundle,
    bundles,
    leaflet_script,
    leaflet_sheet,
    start_script,
)
from dashboard.export import FIRST, FORMATS
from dashboard.export.citations import STYLES
from dashboard.map.base import empty_map
from dashboard.publish.snapshot_route import Snapshots
from dashboard.release import address, current_release
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from dashboard.web.downloads import Downloads
from dashboard.web.guard import Guard
from dashboard.web.lifetime import settle_memory
from dashboard.web.limits import Limits
from dashboard.web.middleware import StartPageMiddleware, path_to_root
from dashboard.web.notes import Desks
from dashboard.web.notes_routes import Notes
from dashboard.web.start import ahead, preload
from tests.scenes import played

COMPONENT = Path(streamlit_folium.__file__).parent / "frontend" / "build"
FIRST_VISIT = (
    *(f"assets/{name}" for name in ("leaflet.js", "map.js", "map.css", "page.js", "page.css")),
    "data/start/en.json",
)


@dataclass(frozen=True)
class Answer:
    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass(frozen=True)
class Client:
    """Asks an ASGI application without a network."""

    app: ASGIApp

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        return self.ask(address, method, b"", headers)

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self.ask(address, "POST", body, {"content_length": str(len(body)), **headers})

    def ask(self, address: str, method: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        path, _, query = address.partition("?")
        question = {"accept-encoding": "gzip", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in question.items()],
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        async def answered() -> None:
            await self.app(scope, receive, send)

        played(answered())
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


async def other(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("other", headers={"Vary": "Accept-Encoding, accept-encoding"})


@pytest.fixture(scope="module")
def client() -> Client:
    """Our routes and our middleware, with stand-ins for what Streamlit answers."""
    routes = [
        Route("/healthz", healthz),
        Route("/assets/{name:path}", assets),
        Route("/data/release", latest),
        Route("/data/{name:path}", data),
        Route("/view/snapshot.html", Snapshots().answer, methods=["GET", "POST"]),
        Route("/view/{name}", Downloads().answer, methods=["GET", "POST"]),
        *Notes(Desks(time.monotonic)).routes(""),
    ]
    streamlits = [Route("/component/{name:path}", other), Route("/_stcore/{name:path}", other)]
    middleware = [Middleware(Guard, limits=Limits()), Middleware(StartPageMiddleware, ours=routes)]
    return Client(Starlette(routes=[*routes, *streamlits], middleware=middleware))


ANSWERED = ["/", "/rubbish", "/healthz", "/assets/map.js", "/data/start/en.json", "/assets/none", "/_stcore/metrics"]


@pytest.mark.parametrize("path", ANSWERED)
def test_every_answer_carries_our_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in headers["content-security-policy"]


def test_the_policy_names_no_other_host(client: Client) -> None:
    policy = client.get("/healthz").headers["content-security-policy"]
    sources = {word for rule in policy.split("; ") for word in rule.split()[1:]}
    assert {one for one in sources if not one.startswith("'sha256-")} == {
        *("'self'", "'none'", "'unsafe-inline'", "blob:", "data:"),
    }


FRAME = "/component/streamlit_folium.st_folium/index.html"


def scripts_allowed(client: Client, path: str) -> set[str]:
    rules = dict(rule.split(" ", 1) for rule in client.get(path).headers["content-security-policy"].split("; "))
    return set(rules["script-src"].split())


def test_only_the_document_of_the_maps_frame_may_build_functions_from_text(client: Client) -> None:
    assert scripts_allowed(client, FRAME) == {"'self'", "'unsafe-inline'", "'unsafe-eval'"}
    for path in (*ANSWERED, f"{FRAME}/x", "/static/js/none.js", "/component/streamlit_folium.st_folium/static/js/x.js"):
        assert not scripts_allowed(client, path) & {"'unsafe-eval'", "'unsafe-inline'"}, path


def test_each_script_that_stands_in_the_start_page_is_allowed_by_its_hash_and_no_other(client: Client) -> None:
    page = client.get("/", accept_encoding="identity").text
    inline = re.findall(r"<script>(.*?)</script>", page, re.S)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline}
    assert len(hashes) == 2
    assert scripts_allowed(client, "/") == {"'self'", "blob:", *hashes}
    assert not re.search(r"<[^>]+\son\w+=", page)


def test_browsers_are_bound_to_https_where_a_setting_says_so(client: Client) -> None:
    assert "strict-transport-security" not in client.get("/").headers
    app = Starlette(
        routes=[Route("/healthz", healthz)],
        middleware=[
            Middleware(Guard, limits=Limits(), hsts_seconds=86400),
            Middleware(StartPageMiddleware, hsts_seconds=86400),
        ],
    )
    for path in ("/", "/healthz", "/none.js", "/_stcore/metrics"):
        assert Client(app).get(path).headers["strict-transport-security"] == "max-age=86400"


def test_health_is_told(client: Client) -> None:
    answer = client.get("/healthz")
    body = json.loads(answer.content)
    assert (answer.status_code, body["ready"], body["release"]) == (200, True, current_release().release)
    assert answer.headers["cache-control"] == "no-store"


VERSIONED = ["/assets/map.js", "/assets/map.css", "/data/start/da.json", "/data/geo/coast-1km"]


@pytest.mark.parametrize("path", VERSIONED)
def test_a_versioned_file_is_kept_for_good_and_pressed(client: Client, path: str) -> None:
    answer = client.get(f"/{address(path.removeprefix('/'))}")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.content)
    assert client.get(path).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", VERSIONED)
@pytest.mark.parametrize("version", ["000000000000", "1", ""])
def test_a_file_of_another_version_is_never_sent_in_its_place(client: Client, path: str, version: str) -> None:
    answer = client.get(f"{path}?v={version}")
    assert (answer.status_code, answer.headers["cache-control"]) == (409, "no-store")
    assert answer.content == b"another version answers here"


@pytest.mark.parametrize("path", ["/", "/favicon.png"])
def test_what_has_no_versions_is_never_kept_for_good(client: Client, path: str) -> None:
    answer = client.get(f"{path}?v={current_release().release}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_a_browser_that_cannot_unpack_gets_the_plain_file(client: Client) -> None:
    answer = client.get("/data/start/en.json", accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert gzip.decompress(current_release().files["start/en.json"].gzipped) == answer.content


def test_a_file_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    tag = client.get("/data/start/en.json").headers["etag"]
    answer = client.get("/data/start/en.json", if_none_match=tag)
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/assets/../app.py", "/data/geo/../../current_release.py", "/assets//etc/passwd", "/data/none"]
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_start_page_has_our_name_and_style_and_asks_ahead(client: Client) -> None:
    answer = client.get("/", accept_encoding="identity")
    assert "<title>Arctic Endurance Map</title>" in answer.text
    assert f'<link rel="stylesheet" href="./{address("assets/page.css")}"></body>' in answer.text
    assert f'<script defer src="./{address("assets/page.js")}"></script>' in answer.text
    assert f'<html lang="en" data-ahead="{" ".join(ahead("en"))}">' in answer.text
    assert start_script() in answer.text
    assert answer.headers["link"] == preload()
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "link" not in client.get("/healthz").headers
    assert "_stcore/agent" not in answer.text


@pytest.mark.parametrize("lang", ["en", "da"])
def test_who_runs_no_scripts_reads_of_the_map_and_finds_the_files_of_the_view(client: Client, lang: str) -> None:
    question = '/?asof=2026-02-06&amp;nations=FRA&sel=x&utm_source="><script>'
    answer = client.get(question, accept_language=lang, accept_encoding="identity")
    words = words_of(lang)
    actual = answer.text.split("<noscript>")[1].split("</noscript>")[0]
    assert f"<h1>{words.say('title')}</h1><p>{words.say('about')}</p><p>" in actual
    assert words.say("notice.unscripted") in actual
    only = "Kun Frankrig: " if lang == "da" else "France only: "
    assert actual.count(only) == answer.text.count(f'<meta name="description" content="{only}') == 1
    assert f'<html lang="{lang}" ' in answer.text
    links = [html.unescape(link) for link in re.findall(r'href="\.([^"]+)"', actual)]
    query = f"?asof=2026-02-06&nations=FRA&lang={lang}"
    assert links.pop(0) == ("/map/" if lang == "en" else "/map/da/"), "the page that needs no script"
    assert links == [f"/view/rows.{ending}{query}" for ending in FIRST] + [f"/view/sources.json{query}"]
    assert [client.get(link).status_code for link in links] == [200] * len(links)
    assert "Streamlit" not in actual


@pytest.mark.parametrize("query", ["q=" + "a" * 5000, "q=%ff%00", "nations=" + "%22%3E%3Cscript%3E", "asof=%ed%a0%80"])
def test_no_query_becomes_markup_of_the_start_page(client: Client, query: str) -> None:
    plain = client.get("/", accept_encoding="identity").text
    answer = client.get(f"/?{query}", accept_encoding="identity")
    assert answer.status_code == 200
    assert answer.text.count("<") == plain.count("<")
    assert len(answer.text) < len(plain) + 5000


@pytest.mark.parametrize(
    ("path", "base", "way"),
    [
        ("/map", "map", "map/"),
        ("/arctic/map", "arctic/map", "map/"),
        ("/", "", ""),
        ("/rubbish", "", "./"),
        ("/rubbish/", "", "../"),
        ("/a/b/c", "", "../../"),
        ("/map/", "map", ""),
        ("/map/x", "map", "./"),
        ("/elsewhere", "map", ""),
    ],
)
def test_any_other_path_finds_home(path: str, base: str, way: str) -> None:
    assert path_to_root(path, base) == way


def test_a_start_page_asked_for_by_another_path_is_sent_home_with_its_query(client: Client) -> None:
    answer = client.get("/rubbish/x?nations=FRA")
    assert (answer.status_code, answer.headers["location"]) == (307, "../?nations=FRA")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_asked_ahead_exists(client: Client) -> None:
    links = [link.lstrip(".") for link in (*ahead("da"), preload().split(">")[0].lstrip("<"))]
    assert len(set(links)) == len(links)
    our_links = [link for link in links if link.startswith(("/assets/", "/data/"))]
    assert len(our_links) == 4
    assert [link for link in our_links if client.get(link).status_code != 200] == []
    frame = [link for link in links if link.startswith("/component/")]  # once the page has run
    (font,) = [link for link in links if link.startswith("/static/media/SourceSerif")]
    assert client.get(font).status_code == 200
    assert f'url("..{font}")' in bundles()["map.css"].body.decode()
    assert len(links) == len(our_links) + len(frame) + 1


@pytest.mark.parametrize(
    ("accepts", "query", "lang"),
    [
        ("da-DK,da;q=0.9,en;q=0.8", "", "da"),
        ("da;q=0.9", "", "da"),
        ("de-DE,da;q=0.8", "", "da"),
        ("de-DE,fr;q=0.8", "", "en"),
        ("", "", "en"),
        ("en-GB", "?lang=da", "da"),
        ("en-GB", "?theme=dark&amp;LANG=DA", "da"),
        ("da", "?lang=en", "en"),
        ("da", "?lang=<x>", "da"),
    ],
)
def test_what_is_asked_ahead_is_in_the_readers_language(client: Client, accepts: str, query: str, lang: str) -> None:
    assert (
        f'data-ahead="{" ".join(ahead(lang))}"'
        in client.get(f"/{query}", accept_language=accepts, accept_encoding="identity").text
    )


def test_a_view_without_a_map_asks_ahead_for_nothing_of_it(client: Client) -> None:
    answer = client.get("/?view=analyse", accept_encoding="identity")
    assert '<html lang="en">' in answer.text
    assert answer.headers["link"] == preload()


def test_leaflet_is_loaded_first_and_all_of_our_own_is_strict() -> None:
    assert [name for name, _ in empty_map().default_js] == ["leaflet", "map"]
    assert bundles()["leaflet.js"].body == leaflet_script()
    assert b"sourceMappingURL" not in leaflet_script()
    sent = bundles()["map.js"].body
    assert sent.startswith(COMPILE_AHEAD + b'\n"use strict";\n(()=>{')
    assert b".leaflet-pane" in bundles()["map.css"].body.split(b"@font-face")[0]


def test_streamlits_own_start_page_is_still_the_one_we_know() -> None:
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    assert "<title>Streamlit</title>" in page
    assert "</body>" in page


@pytest.mark.parametrize("name", ["map.js", "page.js"])
def test_a_bundle_is_served_without_the_line_that_names_its_sources(name: str) -> None:
    assert bundles()[name].body == COMPILE_AHEAD + b"\n" + bundle(name)


def test_the_frame_uses_streamlits_fonts_where_they_lie() -> None:
    sheet = bundles()["map.css"].body.decode()
    assert sheet.count("@font-face") == len(FONTS)
    assert sheet.count('url("../static/media/Source') == len(FONTS)


def test_no_asset_names_another_host() -> None:
    for name in ("map.js", "map.css", "page.js", "page.css"):
        text = bundles()[name].body.decode().replace(leaflet_sheet(), "")
        text = text.replace("http://www.w3.org/", "")
        assert "http://" not in text
        assert "https://" not in text


def test_what_we_add_to_a_first_visit_stays_under_350_kilobytes(client: Client) -> None:
    found = [client.get(f"/{path}") for path in FIRST_VISIT]
    component = (COMPONENT / "static" / "js").glob("main.*.js")
    sizes = [len(answer.content) for answer in found] + [len(gzip.compress(path.read_bytes())) for path in component]
    assert [answer.status_code for answer in found] == [200] * len(FIRST_VISIT)
    assert len(sizes) == len(FIRST_VISIT) + 1
    assert sum(sizes) <= 350_000


def test_streamlits_pieces_are_sent_pressed_and_kept_for_good(client: Client) -> None:
    path = next((STREAMLIT / "static" / "js").glob("protobuf.*.js"))
    answer = client.get(f"/static/js/{path.name}")
    assert gzip.decompress(answer.content) == path.read_bytes()
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"/static/js/{path.name}", accept_encoding="identity").content == path.read_bytes()
    font = next((STREAMLIT / "static" / "media").glob("SourceSansVF-Upright*.woff2"))
    answer = client.get(f"/static/media/{font.name}")
    assert (answer.content, answer.headers["content-type"]) == (font.read_bytes(), "font/woff2")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("chunk", sorted(EAGER_CHUNKS))
def test_what_a_first_visit_calls_is_compiled_ahead_and_else_as_streamlit_made_it(client: Client, chunk: str) -> None:
    paths = sorted((STREAMLIT / "static" / "js").glob(f"{chunk}.*.js"))
    assert paths, "Streamlit has no chunk of this name any more"
    for path in paths:
        answer = client.get(f"/static/js/{path.name}", accept_encoding="identity")
        assert answer.content == COMPILE_AHEAD + b"\n" + path.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/none.js",
        "/static/js/../../index.html",
        "/static/media/..",
        "/app/static/js/own.js",
        "/static/other.js",
    ],
)
def test_no_other_file_is_taken_for_a_piece_of_streamlits(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_script_of_the_map_component_is_kept_for_good(client: Client) -> None:
    hashed = "/component/streamlit_folium.st_folium/static/js/main.521860b0.js"
    assert "immutable" in client.get(hashed).headers["cache-control"]
    page = "/component/streamlit_folium.st_folium/index.html"
    assert "immutable" not in client.get(page).headers.get("cache-control", "")


def test_the_words_served_are_those_that_the_map_says(client: Client) -> None:
    served = json.loads(client.get("/data/words/da.json", accept_encoding="identity").content)
    assert served["map.north"] == words_of("da").say("map.north")
    assert "language" not in served


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("query", ["", "nations=FRA&kinds=contingent&known=2026-01-15", "q=rows:people&lang=da"])
def test_a_file_holds_what_the_page_shows_at_the_same_address(client: Client, ending: str, query: str) -> None:
    address = dict(pair.split("=") for pair in query.split("&") if pair)
    view = resolve_view(parse_query(address)[0], words_of(address.get("lang", "en"))).view
    answer = client.get(f"/view/rows.{ending}?{query}")
    assert answer.status_code == 200
    assert answer.content == FORMATS[ending][0](view)
    assert answer.headers["content-disposition"] == f'attachment; filename="arctic-endurance-2026-01-19.{ending}"'
    assert "no-cache" in answer.headers["cache-control"]


@pytest.mark.parametrize("ending", STYLES)
def test_a_citation_is_given_at_the_address_of_its_view(client: Client, ending: str) -> None:
    view = resolve_view(parse_query({"nations": "FRA"})[0], words_of("en")).view
    answer = client.get(f"/view/cite.{ending}?nations=FRA", host="localhost")
    assert answer.status_code == 200
    assert answer.content.decode() == STYLES[ending].write(view, "http://localhost/")
    assert answer.headers["content-type"] == STYLES[ending].mime


def test_the_sources_of_a_view_are_told_in_the_readers_language(client: Client) -> None:
    danish = json.loads(client.get("/view/sources.json?kinds=post", accept_language="da").content)
    english = json.loads(client.get("/view/sources.json?kinds=post").content)
    assert (danish["columns"][0], english["columns"][0]) == ("Udgiver", "Publisher")
    assert len(danish["rows"]) == len(english["rows"]) > 10


@pytest.mark.parametrize("name", ["rows.json", "rows", "sources.csv", ".csv", "rows.csv.exe", "rows.CSV"])
def test_no_other_file_can_be_taken(client: Client, name: str) -> None:
    assert client.get(f"/view/{name}").status_code == 404


@pytest.mark.parametrize("name", ["rows.csv", "rows.geojson", "sources.json"])
def test_an_address_that_cannot_be_used_gives_no_file_that_holds_more(client: Client, name: str) -> None:
    answer = client.get(f"/view/{name}?asof=2026-99-99&nations=%00%0d%0aX&q=" + "a" * 5000)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert "content-disposition" not in answer.headers
    actual = answer.content.decode()
    assert "asof=2026-99-99" in actual
    assert "nations=" in actual
    assert len(actual) < 1000
    assert client.get(f"/view/{name}?utm_source=mail").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["asof=2026-02-06&amp;nations=FRA", "nations[]=fra&asof=2026-02-06.", "asof=2026-02-06&nations=FRA&nations=FRA"],
)
def test_a_file_understands_the_same_damaged_address_as_the_page(client: Client, query: str) -> None:
    wanted = client.get("/view/rows.csv?asof=2026-02-06&nations=FRA")
    assert client.get(f"/view/rows.csv?{query}").content == wanted.content
    assert wanted.content != client.get("/view/rows.csv?asof=2026-02-06").content


def test_a_file_comes_from_the_release_that_its_address_names_or_is_refused(client: Client) -> None:
    for name in (current_release().release, current_release().atlas.release):
        assert client.get(f"/view/rows.csv?release={name}").status_code == 200
    for name in ("0123456789ab", "x", "../../etc"):
        answer = client.get(f"/view/rows.csv?release={name}")
        assert (answer.status_code, f"release={name}" in answer.text) == (400, True)


def test_the_newest_release_is_named_for_open_pages(client: Client) -> None:
    answer = client.get("/data/release")
    assert json.loads(answer.content) == {
        "release": current_release().release,
        "read": int(current_release().read.timestamp()),
    }
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_that_is_asked_for_two_days_is_told_so(client: Client) -> None:
    answer = client.get("/view/rows.csv?asof=2026-02-06&amp;asof=2026-01-15")
    assert (answer.status_code, "asof=2026-02-06.2026-01-15" in answer.content.decode()) == (400, True)


def test_what_was_read_is_not_looked_through_for_garbage_after_each_run() -> None:
    settle_memory()
    assert gc.get_freeze_count() > len(current_release().atlas.claims)


def test_a_release_that_nobody_needs_any_more_is_given_back() -> None:
    current_release.cache_clear()
    first = weakref.ref(current_release())
    view_model = resolve_view(parse_query({})[0], words_of("en"))
    settle_memory()
    assert view_model.rows
    del view_model
    for name in ("a", "b", "c"):
        current_release.swap(replace(current_release(), release=name))
    assert [one.release for one in current_release.kept] == ["c", "b", "a"]
    current_release.cache_clear()
    settle_memory()
    assert first() is None
