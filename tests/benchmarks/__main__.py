"""Measure and print one table: ``python -m tests.benchmarks [--rounds N] [--visits N] [--against REV | PART …]``."""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks import (
    against,
    analyse,
    cold,
    drawing,
    faults,
    filtering,
    flood,
    inside,
    large,
    library,
    load,
    memory,
    points,
    publishing,
    siege,
)
from tests.benchmarks.measuring import Rivals, Row, rivals, table
from tests.browser.find_chrome import ADVICE, find_chrome
from tests.browser.pages import LAUNCH_ARGS

ALONE = ("library", "drawing", "points", "flood", "faults", "growth", "publish", "siege")
IN_BROWSER = ("filter", "frame", "analyse", "cold", "memory")
BESIDE = (*IN_BROWSER, "load")  # beside the plain pages, all served at once


def published(rounds: int) -> list[Row]:
    """Measure the published page beside others."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chrome(), args=LAUNCH_ARGS)
        rows = publishing.measure(chromium, Path(home), max(3, rounds // 3))
        chromium.close()
    return rows


def measure(parts: set[str], rounds: int, visits: int) -> list[Row]:
    """Measure the parts asked for."""
    rows = library.measure() if "library" in parts else []
    if "drawing" in parts:
        rows += drawing.measure()
    if "flood" in parts:
        with tempfile.TemporaryDirectory() as home:
            rows += flood.measure(Path(home), 4 * rounds)
    if "points" in parts:
        rows += points.measure()
    if "growth" in parts:
        with tempfile.TemporaryDirectory() as home:
            rows += large.measure(Path(home), max(2, rounds // 3))
    if "faults" in parts:
        with tempfile.TemporaryDirectory() as home:
            rows += faults.measure(Path(home))
    if "siege" in parts:
        with tempfile.TemporaryDirectory() as home:
            rows += siege.measure(Path(home), max(4, rounds // 3))
    rows += published(rounds) if "publish" in parts else []
    return rows + beside(parts, rounds, visits) if parts.intersection(BESIDE) else rows


def in_browser(pages: Rivals, parts: set[str], rounds: int, visits: int) -> list[Row]:
    """Measure the parts that a browser sees, ours and the plain pages in turn."""
    rows: list[Row] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chrome(), args=LAUNCH_ARGS)
        if "filter" in parts:
            rows += filtering.measure(chromium, pages, rounds)
        if "frame" in parts:
            rows += inside.measure(chromium, pages, rounds)
        if "analyse" in parts:
            rows += analyse.measure(chromium, pages, max(3, rounds // 3))
        if "cold" in parts:
            rows += cold.measure(chromium, pages, max(3, rounds // 3))
        if "memory" in parts:
            rows += memory.measure(chromium, pages.ours, visits)
        chromium.close()
    return rows


def beside(parts: set[str], rounds: int, visits: int) -> list[Row]:
    """Measure the parts that stand beside the plain pages."""
    with tempfile.TemporaryDirectory() as home, rivals(Path(home)) as pages:
        rows = in_browser(pages, parts, rounds, visits) if parts.intersection(IN_BROWSER) else []
        if "load" in parts:  # after Playwright, whose event loop bars another in its thread
            rows += load.measure(Path(home), pages, max(3, rounds // 3))
    return rows


def compare(revision: str, rounds: int, visits: int) -> list[Row]:
    """Measure the page beside an older revision of itself."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chrome(), args=LAUNCH_ARGS)
        rows = against.measure(chromium, revision, Path(home), rounds, visits)
        chromium.close()
    return rows


def main() -> int:
    """Print the table; exit code 1 if a bound is missed."""
    parser = argparse.ArgumentParser(description="Measure the page beside a plain one.")
    parser.add_argument("parts", nargs="*", choices=[*ALONE, *BESIDE, []], help="what to measure; all if not said")
    parser.add_argument("--rounds", type=int, default=15, help="how often each filter is timed")
    parser.add_argument("--visits", type=int, default=50, help="visits in one wave of the memory test")
    parser.add_argument("--against", metavar="REV", help="measure beside an older revision instead, in turn with it")
    wanted = parser.parse_args()
    if find_chrome() is None:
        print(ADVICE, file=sys.stderr)
        return 2
    if wanted.against:
        rows = compare(wanted.against, wanted.rounds, wanted.visits)
    else:
        rows = measure(set(wanted.parts or (*ALONE, *BESIDE)), wanted.rounds, wanted.visits)
    print(table(rows))
    return 1 if any(line.good is False for line in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
