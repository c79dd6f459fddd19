"""The published page beside Dash Leaflet and a plain folium HTML of the same data, all behind one nginx, in turn.

Dash Leaflet is no dependency of ours: `BENCH_DASH` names a Python that has it (`pip install dash dash-leaflet`).
"""

import gzip
import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
from playwright.sync_api import Browser, Frame, Page

from dashboard.assets import LEAFLET
from dashboard.publish.writing import write_site
from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.view import resolve_view, vocabulary
from tests import published
from tests.benchmarks.inside import FRAME_MS, SLIDER, STEP
from tests.benchmarks.measuring import PAGES, Row, at_most, row
from tests.browser.nginx import running
from tests.browser.pages import PATIENCE_MS, new_context
from tests.browser.serving import ROOT, Server, free_port, wait_until_it_answers

BASEMAP = ("bathymetry", "land", "ice")
DASH = "BENCH_DASH"
TYPES = "text/html html; text/css css; text/javascript js; application/json json geojson; font/woff2 woff2;"
COMPRESSIBLE = {".html", ".js", ".css", ".json", ".geojson"}
SYMBOLS = "document.querySelectorAll('.symbol').length === COUNT"
OURS = "document.querySelector('#arctic-map').contentWindow.arctic.visible().length > 60"
LOOK = "() => {{ try {{ return {} && performance.now(); }} catch (error) {{ return false; }} }}"
# Looked at once a picture by a script of the page, for Playwright's own would be compiled in the page's time.
WATCH = """if (window === top) { const look = () => {
    try { if (CONDITION) { window.allThere = performance.now(); return; } } catch { /* not yet */ }
    requestAnimationFrame(look);
}; requestAnimationFrame(look); }"""
LOADED_MS = 1500
SHIFTS = """() => { window.shifted = 0;
    const add = ({hadRecentInput, value}) => { if (!hadRecentInput) window.shifted += value; };
    const watch = new PerformanceObserver(list => list.getEntries().forEach(add));
    watch.observe({type: 'layout-shift', buffered: true}); }"""
PAINT = """() => [performance.getEntriesByType('paint').find(it => it.name === 'first-contentful-paint').startTime,
    performance.getEntriesByType('resource').find(it => it.name.includes('/data/page/')).responseEnd]"""
# Until the page has said it, the map has drawn it and both are laid out anew; Dash has its own way to set a value.
CHOOSE = """([script, selector]) => new Promise((resolve, reject) => {
    const frame = document.querySelector('#arctic-map');
    setTimeout(() => reject(new Error(`${selector} did not change`)), 20000);
    const start = performance.now();
    const { port1, port2 } = new MessageChannel(); // what the change has set off runs before a message arrives
    new MutationObserver((_, watch) => {
        watch.disconnect();
        port2.postMessage('');
    }).observe(document.querySelector(selector), {childList: true, subtree: true, characterData: true});
    port1.onmessage = () => {
        void document.body.offsetHeight;
        if (frame) void frame.contentDocument.body.offsetHeight;
        resolve(performance.now() - start);
    };
    new Function(script)();
})"""
ADDRESS = "history.pushState({}, '', '?nations=CODE'); dispatchEvent(new PopStateEvent('popstate'))"
MOBILE = {"offline": False, "latency": 60, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}  # 10 Mbit/s
NATIONS = ("DNK", "FRA", "DEU", "USA")
OWN_MS = 700  # a new window first loads what the browser itself needs for it; a reader's is there


@dataclass(frozen=True)
class Cold:
    """One first visit: milliseconds until all symbols stand, bytes in all, layout shift."""

    ready: float
    size: float
    shift: float


def symbol_rows() -> list[dict[str, Any]]:
    """Give a row for each entry that the opening view draws at a point."""
    codes = vocabulary()
    shown = resolve_view(ViewState(codes.as_of, codes.known_by), words_of("en")).view.rows
    return [
        {"country": one.country, "label": one.what, "lat": one.points[0][1], "lon": one.points[0][0]}
        for one in shown
        if one.points
    ]


def folium_page(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Write the data as folium writes it, with Leaflet beside it."""

    class LocalMap(folium.Map):
        default_js = [("leaflet", "leaflet.js")]  # noqa: RUF012 (folium's own way to say it)
        default_css = [("leaflet_css", "leaflet.css")]  # noqa: RUF012

    drawing = LocalMap(location=[72, -40], zoom_start=3, tiles=None)
    for name in BASEMAP:
        text = (ROOT / "geodata" / "basemap" / f"{name}.geojson").read_text(encoding="utf-8")
        folium.GeoJson(json.loads(text)).add_to(drawing)
    for one in rows:
        mark = folium.CircleMarker([one["lat"], one["lon"]], radius=6, tooltip=one["label"])
        mark.options["className"] = "symbol"
        mark.add_to(drawing)
    drawing.save(str(folder / "folium.html"))


@contextmanager
def served(home: Path, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Serve all three; give the address below which they lie."""
    version, root = published.site().version, home / "root"
    wanted = ["index.html", f"r/{version}/assets/", f"r/{version}/data/geo/"]
    wanted += [f"r/{version}/data/{name}.json" for name in ("page/en", "start/en", "scenes", "states/9999-12-31")]
    write_site(published.some(wanted), root / "map")
    files = root / "files"
    files.mkdir()
    folium_page(files, rows)
    for name in BASEMAP:
        shutil.copy(ROOT / "geodata" / "basemap" / f"{name}.geojson", files)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(LEAFLET / name, files)
    for path in [one for one in root.rglob("*") if one.suffix in COMPRESSIBLE]:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    port, behind = free_port(), free_port()
    proxy = f"location /dash/ {{ proxy_pass http://127.0.0.1:{behind}; gzip on; gzip_comp_level 9; gzip_types *; }}"
    server = (
        f"server {{ listen 127.0.0.1:{port}; root {root}; gzip_static on; types {{ {TYPES} }}"
        f" location = / {{ return 200; }} {proxy}"
        f" location /map/r/ {{ add_header Cache-Control 'public, max-age=31536000, immutable'; gzip_static on; }} }}"
    )
    python = os.environ.get(DASH, "")
    env = {**os.environ, "BENCH_SYMBOLS": json.dumps(rows)}
    command = [python, str(PAGES / "dash_page.py"), str(behind)]
    log = home / "dash.log"
    with log.open("wb") as text:
        rival = subprocess.Popen(command, env=env, stdout=text, stderr=text) if python else None
    try:
        with running(home / "nginx", server, f"http://127.0.0.1:{port}", "/") as place:
            if rival:  # a first import of Dash takes long
                wait_until_it_answers(Server(f"http://127.0.0.1:{behind}", rival, log), "/dash/")
            yield place.url
    finally:
        if rival:
            rival.terminate()
            rival.wait(timeout=10)


def cold(browser: Browser, url: str, condition: str) -> Cold:
    """Visit a page with an empty cache."""
    context = new_context(browser)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda it: sizes.append(it["encodedDataLength"]))
    page.wait_for_timeout(OWN_MS)
    page.add_init_script(WATCH.replace("CONDITION", condition))
    page.goto(url)
    page.wait_for_timeout(LOADED_MS)
    ready = float(page.wait_for_function("() => window.allThere", timeout=PATIENCE_MS).json_value())
    page.evaluate(SHIFTS)
    page.wait_for_timeout(100)
    shift = float(page.evaluate("() => window.shifted"))
    context.close()
    return Cold(ready, sum(sizes) / 1000, shift)


def map_of(page: Page) -> Frame:
    """Give the map's frame once it stands."""
    page.wait_for_function(LOOK.format(OURS), polling="raf", timeout=PATIENCE_MS)
    return next(frame for frame in page.frames if frame.parent_frame)


def on_mobile(browser: Browser) -> Page:
    """Open a window at 10 Mbit/s."""
    page = new_context(browser).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", MOBILE)
    page.wait_for_timeout(OWN_MS)
    return page


def first_paint(browser: Browser, url: str) -> float:
    """Visit our page at 10 Mbit/s; give how many milliseconds after its data it was painted first."""
    page = on_mobile(browser)
    page.goto(url)
    map_of(page)
    painted, arrived = page.evaluate(PAINT)
    page.context.close()
    return float(painted - arrived)


def hand(browser: Browser, url: str, rounds: int) -> tuple[list[float], list[float]]:
    """Choose nations and step the day on our page; give both times."""
    page = on_mobile(browser)
    page.goto(url)
    frame = map_of(page)
    page.wait_for_timeout(1500)
    codes = [NATIONS[at % len(NATIONS)] for at in range(rounds)]
    chosen = [float(page.evaluate(CHOOSE, [ADDRESS.replace("CODE", code), ".st-key-sentence_area"])) for code in codes]
    keys = ["ArrowRight" if at % 2 else "ArrowLeft" for at in range(rounds)]
    stepped = [float(frame.evaluate(STEP, [SLIDER, key])) for key in keys]
    page.context.close()
    return chosen, stepped


def dash_hand(browser: Browser, url: str, count: int, rounds: int) -> list[float]:
    """Choose countries on the page of Dash Leaflet."""
    context = new_context(browser)
    page = context.new_page()
    page.goto(url)
    page.wait_for_function(LOOK.format(SYMBOLS.replace("COUNT", str(count))), timeout=PATIENCE_MS)
    page.wait_for_timeout(1500)
    names = (["Denmark"], ["France"], ["Germany"], ["United States"])
    scripts = [f"dash_clientside.set_props('countries', {{value: {names[at % len(names)]}}})" for at in range(rounds)]
    found = [float(page.evaluate(CHOOSE, [script, ".leaflet-overlay-pane"])) for script in scripts]
    context.close()
    return found


def measure(browser: Browser, home: Path, rounds: int) -> list[Row]:
    """Measure all three in turn; the first round warms servers and is thrown away."""
    rows = symbol_rows()
    all_there = SYMBOLS.replace("COUNT", str(len(rows)))
    with served(home, rows) as root:
        pages = {"published": (f"{root}/map/", OURS), "folium HTML": (f"{root}/files/folium.html", all_there)}
        if os.environ.get(DASH):
            pages["Dash Leaflet"] = (f"{root}/dash/", all_there)
        visits: dict[str, list[Cold]] = {name: [] for name in pages}
        for number in range(rounds + 1):
            for name, (url, condition) in pages.items():
                seen = cold(browser, url, condition)
                if number:
                    visits[name].append(seen)
        chosen, stepped = hand(browser, f"{root}/map/", 4 * rounds)
        early = [first_paint(browser, f"{root}/map/") for _ in range(max(3, rounds // 3))]
        rival = dash_hand(browser, f"{root}/dash/", len(rows), 4 * rounds) if "Dash Leaflet" in pages else []
    lines = []
    for name, found in visits.items():
        lines += [
            row(f"publish: {name}, cold visit to all symbols", [one.ready for one in found], "ms"),
            row(f"publish: {name}, compressed", [one.size for one in found], "kB"),
            row(f"publish: {name}, layout shift", [one.shift for one in found], ""),
        ]
    ours = visits["published"]
    if rival:
        slow = statistics.median(one.ready for one in visits["Dash Leaflet"])
        lines += [
            at_most("publish: cold visit", [one.ready for one in ours], "ms", 0.5 * slow, "≤ 0.5 × Dash Leaflet"),
            row("publish: Dash Leaflet, a choice of countries", rival, "ms"),
        ]
    return [
        *lines,
        at_most("publish: compressed in all", [one.size for one in ours], "kB", 400),
        at_most("publish: layout shift", [one.shift for one in ours], "", 0),
        at_most("publish: a choice of countries", chosen, "ms", FRAME_MS),
        at_most("publish: a step of the day", stepped, "ms", FRAME_MS),
        at_most("publish: first paint, after the data came at 10 Mbit/s", early, "ms", 0),
    ]
