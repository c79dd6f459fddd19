"""What needs no server: a switch of the legend and a step of the day, timed inside the map's frame."""

from playwright.sync_api import Browser, Frame, Page

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


# A choice as the page hands it over when the address changes: countries, kinds, status, then everything again.
CHOOSE = """([query]) => { parent.history.replaceState({}, '', query);
    const start = performance.now(); arctic.preview(query);
    document.body.offsetHeight; return performance.now() - start; }"""
CHOICES = ("?nations=FRA", "?nations=DEU.DNK.FRA", "?kinds=post", "?steps=open", "?")


def repeat(frame: Frame, script: str, arguments: list[list[object]], rounds: int) -> list[float]:
    """Run a timed script for each of the arguments, over and over."""
    return [float(frame.evaluate(script, argument)) for _ in range(rounds) for argument in arguments]


# Tasks of the frame's main thread that hold up a hand: longer than 50 ms, as browsers count them.
WATCH_LONG = """() => { window.longTasks = [];
    new PerformanceObserver(list => list.getEntries().forEach(it => window.longTasks.push(it.duration)))
        .observe({type: 'longtask'}); }"""
LONG_MS = 50  # shorter ones are not told, and count as none
SLOWER = 4
STEPS = 30


def drag(page: Page, frame: Frame, selector: str, across: float) -> float:
    """Drag over a part of the frame with a slow processor; give the longest task in milliseconds."""
    box = frame.locator(selector).first.bounding_box()
    if box is None:
        raise RuntimeError(f"{selector} is not on show")
    frame.evaluate("() => { window.longTasks.length = 0; }")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, STEPS + 1):
        page.mouse.move(x + across * step / STEPS, y)
    page.mouse.up()
    page.wait_for_timeout(300)
    return float(frame.evaluate("() => Math.max(0, ...window.longTasks)"))


def slow_hands(page: Page, frame: Frame, rounds: int) -> list[Row]:
    """Scrub the timeline and pan the map as on a machine four times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    frame.evaluate(WATCH_LONG)
    scrub, pan = [], []
    for turn in range(max(2, rounds // 5)):
        way = 200 if turn % 2 else -200
        scrub.append(drag(page, frame, SLIDER, way))
        pan.append(drag(page, frame, ".leaflet-container", way))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return [
        at_most("frame: longest task while scrubbing, 4 x slower", scrub, "ms", LONG_MS),
        at_most("frame: longest task while panning, 4 x slower", pan, "ms", LONG_MS),
    ]


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
        chosen = repeat(frame, CHOOSE, [[query] for query in CHOICES], max(2, rounds // 3))
        slow = slow_hands(visit.page, frame, rounds)
    return [
        at_most("frame: a switch of the legend", switch, "ms", FRAME_MS),
        at_most("frame: websocket for all switches", [sent / 1024], "KB", 0),
        at_most("frame: a step of the day", day, "ms", FRAME_MS),
        at_most("frame: a choice of countries, kinds or status", chosen, "ms", FRAME_MS),
        *slow,
    ]
