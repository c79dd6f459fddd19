"""A first visit with an empty cache: bytes, time until symbols stand, time of the main thread; beside the echo page.

Each page is visited twice a round: once watched, frame by frame, for the moment at which it stands; and once left
alone, for its main thread, which the watching itself would keep busy the longer a page takes.
"""

import re
import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.benchmarks.measuring import Rivals, Row, at_most, row
from tests.browser.pages import visiting
from tests.browser.serving import Server

LOOK = "() => {{ try {{ return {} && performance.now(); }} catch (error) {{ return false; }} }}"
READY = {
    "ours": LOOK.format("document.querySelector('iframe').contentWindow.arctic.visible().length > 0"),
    "echo": LOOK.format("document.querySelector('#echo')"),
    "plain": LOOK.format("document.querySelector('iframe').contentDocument.querySelectorAll('.symbol').length > 0"),
    "bare": LOOK.format("document.querySelector('iframe').contentDocument.querySelector('.leaflet-pane')"),
}
REST_MS = 3500  # longer than any of the pages takes to come to rest


# What we serve, and the map component; the rest are Streamlit's own pieces for its table, fields and fonts.
OWN = re.compile(r"//[^/]+/(assets|data|component)/")


@dataclass(frozen=True)
class Cold:
    """One first visit: milliseconds until ready, kilobytes in all, ms of main thread, kilobytes of our own.

    ``busy`` is by the clock on the wall, which goes on while another process has the processor; ``worked`` is not.
    """

    ready: float
    kilobytes: float
    busy: float
    worked: float
    own: float


def main_thread(browser: Browser, url: str) -> tuple[float, float]:
    """Open a page in a fresh window, leave it alone until it rests, and read how long it was busy and worked."""
    with visiting(browser, url) as visit:
        session = visit.page.context.new_cdp_session(visit.page)
        session.send("Performance.enable")
        visit.page.goto(url, wait_until="commit")
        visit.page.wait_for_timeout(REST_MS)
        metrics = {entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"] * 1000), float(metrics["ThreadTime"] * 1000)


def one_visit(browser: Browser, url: str, ready: str) -> Cold:
    """Visit a page twice: watched until it stands, and left alone."""
    with visiting(browser, url) as visit:
        session = visit.page.context.new_cdp_session(visit.page)
        session.send("Network.enable")
        sizes: dict[str, float] = {}
        urls: dict[str, str] = {}
        session.on("Network.responseReceived", lambda it: urls.update({it["requestId"]: it["response"]["url"]}))
        session.on("Network.loadingFinished", lambda it: sizes.update({it["requestId"]: it["encodedDataLength"]}))
        visit.page.goto(url, wait_until="commit")
        moment = float(visit.page.wait_for_function(ready, polling="raf").json_value())
        visit.page.wait_for_timeout(1500)
        own = sum(size for request, size in sizes.items() if OWN.search(urls.get(request, "")))
    return Cold(moment, sum(sizes.values()) / 1024, *main_thread(browser, url), own / 1024)


OURS = (
    "/assets/leaflet.js",
    "/assets/map.js",
    "/assets/map.css",
    "/assets/page.js",
    "/assets/page.css",
    "/data/start/en.json",
)


def sizes(server: Server) -> list[Row]:
    """What each of our larger files weighs on the wire."""
    answers = {path: server.get(path, Accept_Encoding="gzip") for path in OURS}
    return [row(f"size: {path}", [len(answer.body) / 1024], "KB") for path, answer in answers.items()]


def measure(browser: Browser, pages: Rivals, rounds: int) -> list[Row]:
    """Measure the four pages in turn; the first round warms the servers and is thrown away."""
    servers = {"ours": pages.ours, "echo": pages.echo, "plain": pages.plain, "bare": pages.bare}
    visits: dict[str, list[Cold]] = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, server in servers.items():
            cold = one_visit(browser, server.url, READY[name])
            if number:
                visits[name].append(cold)
    echo = {
        key: statistics.median(getattr(cold, key) for cold in visits["echo"])
        for key in ("ready", "kilobytes", "busy", "worked")
    }
    ready = [cold.ready for cold in visits["ours"]]
    added = [cold.kilobytes - echo["kilobytes"] for cold in visits["ours"]]
    busy = [cold.busy - echo["busy"] for cold in visits["ours"]]
    worked = [cold.worked - echo["worked"] for cold in visits["ours"]]
    return [
        row("cold visit: echo page", [cold.ready for cold in visits["echo"]], "ms"),
        row("cold visit: plain st_folium map", [cold.ready for cold in visits["plain"]], "ms"),
        at_most("cold visit: our symbols", ready, "ms", 1.35 * echo["ready"], "≤ 1.35 × echo"),
        row("cold visit: echo page, bytes", [cold.kilobytes for cold in visits["echo"]], "KB"),
        at_most("cold visit: our own files", [cold.own for cold in visits["ours"]], "KB", 350),
        row("cold visit: more than the echo page, Streamlit's pieces too", added, "KB"),
        row("cold visit: echo page, main thread", [cold.busy for cold in visits["echo"]], "ms"),
        row("cold visit: plain st_folium map, main thread", [cold.busy for cold in visits["plain"]], "ms"),
        row("cold visit: empty st_folium map and no field, main thread", [cold.busy for cold in visits["bare"]], "ms"),
        at_most("cold visit: main thread we add", busy, "ms", 0.3 * echo["busy"], "≤ 0.3 × echo"),
        row("cold visit: echo page, main thread at work", [cold.worked for cold in visits["echo"]], "ms"),
        row("cold visit: work of the main thread we add", worked, "ms"),
        *sizes(pages.ours),
    ]
