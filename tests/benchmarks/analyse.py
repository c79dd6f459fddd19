"""From a click or a choice of the Analyse room to what it shows, beside the echo page."""

import statistics
from collections.abc import Mapping

from playwright.sync_api import Browser

from tests.benchmarks.filtering import bring_back, calm, count_of_echo, missing_in, once
from tests.benchmarks.measuring import NATIONS, READ, WATCH, Rivals, Row, at_most, row
from tests.browser.pages import Visit, visiting

PATIENCE_MS = 20_000
MOST = 3  # times the echo page
# Goes to an address as Back does, and starts the clock.
GO = """search => { window.benchStart = performance.now();
    history.pushState({}, '', location.pathname + search);
    dispatchEvent(new PopStateEvent('popstate', {state: {}})); }"""
# The clock of a way that a person clicks starts with the press.
PRESSED = """() => { window.benchStart = null;
    addEventListener('pointerdown', () => { window.benchStart = performance.now(); }, {capture: true, once: true}); }"""
BUTTON = ".st-key-top a[href*='view=analyse']"
HOME = "?view=analyse&sel=nation:FRA"
OPENED = (
    "top_.querySelector('.st-key-analyse [data-testid=stDataFrame] canvas')"
    " && top_.querySelector('.st-key-analyse_nations tbody tr')"
)
WAYS: Mapping[str, tuple[str, str, str]] = {
    "open, by its button": ("?", BUTTON, OPENED),
    "a chart after a filter": (
        "?view=analyse&tab=charts",
        "?view=analyse&tab=charts&nations=FRA",
        "!top_.querySelector('.st-key-chart_people svg.marks').textContent.includes('Denmark')",
    ),
    "compare": (
        HOME,
        "?view=analyse&tab=compare&pick=DEU.FRA",
        "top_.querySelector('.st-key-analyse_maps img') && top_.querySelector('.st-key-analyse_facts tbody tr')",
    ),
    "what changed": (
        HOME,
        "?asof=2026-01-15&view=analyse&tab=changed&than=2026-01-15&thanknown=2026-01-15",
        "top_.querySelector('.st-key-analyse_changed tbody tr')",
    ),
    "doubt": (HOME, "?view=analyse&tab=doubt", "top_.querySelector('.st-key-analyse_hangs tbody tr')"),
}


def measure(browser: Browser, pages: Rivals, rounds: int) -> list[Row]:
    """Measure each way in turn with the echo page, so that a busy minute hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in (*WAYS, "echo")}
    with visiting(browser, pages.ours.url) as ours, visiting(browser, pages.echo.url) as echo:
        ours.open(nations=".".join(sorted(NATIONS)))
        echo.page.goto(echo.url)
        echo.page.wait_for_selector("#echo")
        for _, goal, condition in WAYS.values():  # Streamlit fetches a part of its script when it is first drawn
            timed(ours, goal, condition)
        for _ in range(rounds):
            for name, (begin, goal, condition) in WAYS.items():
                ours.page.evaluate(GO, begin)
                calm(ours)
                times[name].append(timed(ours, goal, condition))
            calm(echo)
            times["echo"].append(
                once(echo, "top_.querySelector('#echo').dataset.count !== '{now}'", count_of_echo(echo))
            )
            bring_back(echo.page, missing_in(echo, pages.names))
    echo_ms = statistics.median(times["echo"])
    found = [
        at_most(f"analyse: {name}", ms, "ms", MOST * echo_ms, f"≤ {MOST} × echo: {statistics.median(ms) / echo_ms:.1f}")
        for name, ms in times.items()
        if name in WAYS
    ]
    return [row("analyse: echo page", times["echo"], "ms"), *found]


def timed(ours: Visit, goal: str, condition: str) -> float:
    """Go to an address, or press a link; give the milliseconds until a condition holds."""
    if goal.startswith("?"):
        ours.page.evaluate(GO, goal)
        ours.page.evaluate(WATCH, ["way", condition])
    else:
        ours.page.evaluate(PRESSED)
        ours.page.evaluate(WATCH, ["way", condition])
        ours.page.locator(goal).click()
    handle = ours.page.wait_for_function(READ, arg="way", timeout=PATIENCE_MS)
    found = float(handle.json_value())
    calm(ours)
    return found
