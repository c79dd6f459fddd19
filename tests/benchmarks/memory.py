"""Whether visits leave something behind: two waves, and what the second adds to the first."""

import subprocess

from playwright.sync_api import Browser

from tests.benchmarks.measuring import Row, at_most, row
from tests.browser.pages import visiting
from tests.browser.serving import Server


def resident_mb(server: Server) -> float:
    """Memory of the server's process, as ps tells it on Linux and macOS."""
    completed = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(server.process.pid)], check=True, capture_output=True, text=True
    )
    return int(completed.stdout) / 1024


def wave(browser: Browser, server: Server, visits: int) -> float:
    """Open and leave the page many times; give the memory after it."""
    for _ in range(visits):
        with visiting(browser, server.url) as visit:
            visit.open()
    return resident_mb(server)


def measure(browser: Browser, server: Server, visits: int) -> list[Row]:
    """Measure after a first and after a second wave."""
    first = wave(browser, server, visits)
    second = wave(browser, server, visits)
    return [
        row(f"memory after {visits} visits", [first], "MB"),
        at_most(f"memory: {visits} more visits add", [100 * (second - first) / first], "%", 5),
    ]
