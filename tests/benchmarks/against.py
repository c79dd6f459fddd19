"""The page beside an older revision of itself, in turn: cold visit, filter, step of the day, memory."""

import statistics
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks import cold, filtering, inside
from tests.benchmarks.filtering import Traffic
from tests.benchmarks.measuring import NATIONS, Row, row
from tests.benchmarks.memory import wave
from tests.browser.pages import Visit, visiting
from tests.browser.serving import ROOT, Server, serving

BEFORE, NOW = "before", "now"
UNITS = {
    "cold visit: symbols stand": "ms",
    "cold visit: main thread at work": "ms",
    "cold visit: our own files": "KB",
    "filter: symbols": "ms",
    "filter: sentence": "ms",
    "filter: table": "ms",
    "filter: websocket": "KB",
    "frame: a step of the day": "ms",
    "memory after the visits": "MB",
}
Found = dict[str, dict[str, list[float]]]


@contextmanager
def checkout(revision: str, folder: Path) -> Iterator[Path]:
    """Lay a revision of this repository into a folder of its own."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), revision], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def visit_cold(browser: Browser, server: Server) -> dict[str, float]:
    """Come for the first time."""
    found = cold.one_visit(browser, server.url, cold.READY["ours"])
    return {
        "cold visit: symbols stand": found.ready,
        "cold visit: main thread at work": found.worked,
        "cold visit: our own files": found.own,
    }


def filter_once(visit: Visit, traffic: Traffic) -> dict[str, float]:
    """Take a country out and put it back."""
    traffic.take()
    found, box = filtering.untick_last_country(visit)
    filtering.calm(visit)
    received, _ = traffic.take()
    visit.page.locator(f"#{box}").check()
    filtering.calm(visit)
    times = {name: found[key] for name, key in (("symbols", "map"), ("sentence", "sentence"), ("table", "table"))}
    return {f"filter: {name}": time for name, time in times.items()} | {"filter: websocket": received / 1024}


def step(visit: Visit) -> float:
    """Step a day on and back; the shorter of a few, for a busy machine only ever adds."""
    return min(
        inside.repeat(visit.frame(), inside.STEP, [[inside.SLIDER, key] for key in ("ArrowRight", "ArrowLeft")], 4)
    )


def measure(browser: Browser, revision: str, home: Path, rounds: int, visits: int) -> list[Row]:
    """Measure both in turn, so that a busy minute of the machine hits both alike.

    Parameters
    ----------
    browser
        The browser.
    revision
        What git calls the older one.
    home
        A folder for both.
    rounds
        How often each filter is timed; a third as often the rest.
    visits
        Visits before memory is looked at.
    """
    with ExitStack() as stack:
        older = stack.enter_context(checkout(revision, home / "older"))
        servers = {
            BEFORE: stack.enter_context(serving(home / BEFORE, folder=older)),
            NOW: stack.enter_context(serving(home / NOW)),
        }
        found: Found = {what: {BEFORE: [], NOW: []} for what in UNITS}
        for number in range(1 + max(3, rounds // 3)):
            for side, server in servers.items():
                for what, value in visit_cold(browser, server).items():
                    if number:  # the first warms the server
                        found[what][side].append(value)
        hands(browser, servers, rounds, found)
        for side, server in servers.items():
            found["memory after the visits"][side].append(wave(browser, server, visits))
    return lines(found)


def hands(browser: Browser, servers: dict[str, Server], rounds: int, found: Found) -> None:
    """Filter and step on both pages, which stay open."""
    with ExitStack() as stack:
        pages = {}
        for side, server in servers.items():
            visit, traffic = stack.enter_context(visiting(browser, server.url)), Traffic()
            traffic.listen(visit.page)
            visit.open(nations=".".join(sorted(NATIONS)))
            visit.page.wait_for_selector(".st-key-table table")
            visit.page.get_by_role("button", name="Countries").click()
            filtering.calm(visit)
            pages[side] = visit, traffic
        for _ in range(rounds):
            for side, (visit, traffic) in pages.items():
                for what, value in filter_once(visit, traffic).items():
                    found[what][side].append(value)
        for visit, _ in pages.values():
            visit.page.keyboard.press("Escape")
        for _ in range(rounds):
            for side, (visit, _) in pages.items():
                found["frame: a step of the day"][side].append(step(visit))


def lines(found: Found) -> list[Row]:
    """Write each figure before and now, and now as a share of before."""
    rows = []
    for what, sides in found.items():
        before, now = (statistics.median(sides[side]) for side in (BEFORE, NOW))
        rows.append(row(f"{what}, {BEFORE}", sides[BEFORE], UNITS[what]))
        rows.append(row(f"{what}, {NOW}", sides[NOW], UNITS[what], f"{now / before:.2f} of before" if before else ""))
    return rows
