"""What needs no server: a switch of the legend and a step of the day, timed inside the map's frame."""

from playwright.sync_api import Browser, Frame

from tests.benchmarks.filtering import Traffic
from tests.benchmarks.measuring import Rivals, Row, at_most
from tests.browser.pages import visiting

FRAME_MS = 16.7
SWITCHES = "input[role=switch]"
SLIDER = "[role=slider]"

CLICK = """([selector, number]) => { const it = document.querySelectorAll(selector)[number];
    const start = performance.now(); it.click(); document.body.offsetHeight; return performance.now() - start; }"""
STEP = """([selector, key]) => { const it = document.querySelector(selector); it.focus();
    const start = performance.now();
    it.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    document.body.offsetHeight; return performance.now() - start; }"""


def repeat(frame: Frame, script: str, arguments: list[list[object]], rounds: int) -> list[float]:
    """Run a timed script for each of the arguments, over and over."""
    return [float(frame.evaluate(script, argument)) for _ in range(rounds) for argument in arguments]


def measure(browser: Browser, pages: Rivals, rounds: int) -> list[Row]:
    """Measure script and layout together; paint comes on top and is the browser's."""
    with visiting(browser, pages.ours.url) as visit:
        traffic = Traffic()
        traffic.listen(visit.page)
        frame = visit.open()
        visit.page.wait_for_timeout(1500)
        traffic.take()
        count = frame.locator(SWITCHES).count()
        switch = repeat(frame, CLICK, [[SWITCHES, number] for number in range(min(count, 4))], 2 * rounds)
        sent, _ = traffic.take()
        day = repeat(frame, STEP, [[SLIDER, "ArrowRight"], [SLIDER, "ArrowLeft"]], rounds)
    return [
        at_most("frame: a switch of the legend", switch, "ms", FRAME_MS),
        at_most("frame: websocket for all switches", [sent / 1024], "KB", 0),
        at_most("frame: a step of the day", day, "ms", FRAME_MS),
    ]
