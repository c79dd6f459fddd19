"""From the removal of a country to the changed page: ours, the echo page and a plain st_folium map, in turn."""

import json
import statistics
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, WebSocket

from tests.benchmarks.measuring import NATIONS, READ, START, WATCH, Rivals, Row, at_most, row
from tests.browser.pages import Visit, visiting

PATIENCE_MS = 20_000
# What is looked at in each animation frame: cheap questions, for innerText would lay the page out each time.
LOOKS = {
    "sentence": "document.querySelector('.sentence').textContent",
    "table": "document.querySelectorAll('.st-key-table tbody tr').length",
}
TICKED = ".st-key-fields input:checked"


@dataclass
class Traffic:
    """Bytes that came over the page's websockets since the last look."""

    received: int = 0
    sizes: list[int] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Count what every socket of the page receives."""
        page.on("websocket", self._socket)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._frame)

    def _frame(self, payload: str | bytes) -> None:
        self.received += len(payload)
        self.sizes.append(len(payload))

    def take(self) -> tuple[int, int]:
        """Give all bytes and the largest message since the last call."""
        taken = self.received, max(self.sizes, default=0)
        self.received, self.sizes = 0, []
        return taken


def timed(page: Page, box: Locator, key: str, conditions: dict[str, str]) -> dict[str, float]:
    """Press a key; give the milliseconds until each condition held."""
    box.focus()
    for name, condition in conditions.items():
        page.evaluate(WATCH, [name, condition])
    page.evaluate(START)
    box.press(key)
    found = {}
    for name in conditions:
        handle = page.wait_for_function(READ, arg=name, timeout=PATIENCE_MS)
        found[name] = float(handle.json_value())
    return found


def remove_last_country(page: Page, conditions: dict[str, str]) -> dict[str, float]:
    """Take the last country out of Streamlit's own field with Backspace."""
    return timed(page, page.get_by_label("Countries", exact=True), "Backspace", conditions)


def untick_last_country(ours: Visit) -> tuple[dict[str, float], str]:
    """Take the last country out in our own list, which stays open; give the times, and which box it was."""
    box = ours.page.locator(TICKED).last
    name = str(box.get_attribute("id"))
    return timed(ours.page, box, "Space", conditions_of_ours(ours)), name


def bring_back(page: Page, name: str) -> None:
    """Choose a country again."""
    box = page.get_by_label("Countries", exact=True)
    box.fill(name)
    page.get_by_role("option", name=name, exact=True).click()


def calm(visit: Visit) -> None:
    """Let the run that was started come to its end before the next is timed."""
    visit.settle(300)


def measure(browser: Browser, pages: Rivals, rounds: int) -> list[Row]:
    """Measure all three pages in turn, so that a busy minute of the machine hits all alike."""
    times: dict[str, list[float]] = {key: [] for key in ("ours", "sentence", "table", "echo", "plain")}
    bytes_all: list[float] = []
    bytes_largest: list[float] = []
    with (
        visiting(browser, pages.ours.url) as ours,
        visiting(browser, pages.echo.url) as echo,
        visiting(browser, pages.plain.url) as plain,
    ):
        traffic = Traffic()
        traffic.listen(ours.page)
        ours.open(nations=".".join(sorted(NATIONS)))
        echo.page.goto(echo.url)
        echo.page.wait_for_selector("#echo")
        plain.page.goto(plain.url)
        plain.page.wait_for_function(
            "() => document.querySelector('iframe')?.contentDocument.querySelectorAll('.symbol').length"
        )
        ours.page.wait_for_selector(".st-key-table table")
        ours.page.get_by_role("button", name="Countries").click()
        for visit in (ours, echo, plain):
            calm(visit)
        for _ in range(rounds):
            traffic.take()
            found, box = untick_last_country(ours)
            calm(ours)
            everything, largest = traffic.take()
            bytes_all.append(everything / 1024)
            bytes_largest.append(largest / 1024)
            times["ours"].append(found["map"])
            times["sentence"].append(found["sentence"])
            times["table"].append(found["table"])
            condition = "top_.querySelector('#echo').dataset.count !== '{now}'"
            times["echo"].append(once(echo, condition, count_of_echo(echo)))
            symbols = plain.page.evaluate(
                "() => document.querySelector('iframe').contentDocument.querySelectorAll('.symbol').length"
            )
            condition = "(n => n > 0 && n !== {now})(doc.querySelectorAll('.symbol').length)"
            times["plain"].append(once(plain, condition, str(symbols)))
            ours.page.locator(f"#{box}").check()
            calm(ours)
            for visit in (echo, plain):
                bring_back(visit.page, missing_in(visit, pages.names))
                calm(visit)
    return lines(times, bytes_all, bytes_largest)


def conditions_of_ours(ours: Visit) -> dict[str, str]:
    """What has to hold in our page once the country is gone."""
    before = len(ours.visible())
    actual = {name: ours.page.evaluate(f"() => {look}") for name, look in LOOKS.items()}
    changed = {name: f"{LOOKS[name].replace('document', 'top_')} !== {json.dumps(now)}" for name, now in actual.items()}
    return {"map": f"win.arctic.visible().length !== {before}", **changed}


def once(visit: Visit, condition: str, now: str) -> float:
    """Time one removal on one of the pages we compare with."""
    found = remove_last_country(visit.page, {"changed": condition.replace("{now}", now)})
    calm(visit)
    return found["changed"]


def count_of_echo(echo: Visit) -> str:
    """What the echo page says now."""
    return str(echo.page.evaluate("() => document.querySelector('#echo').dataset.count"))


def missing_in(visit: Visit, names: tuple[str, ...]) -> str:
    """Which of the countries is not chosen now."""
    chosen = visit.page.locator('[data-testid="stMultiSelect"]').first.inner_text()
    return next(name for name in names if name not in chosen)


def lines(times: dict[str, list[float]], bytes_all: list[float], bytes_largest: list[float]) -> list[Row]:
    """Turn the measured values into lines of the table."""
    echo = statistics.median(times["echo"])
    plain = statistics.median(times["plain"])
    most_map = min(1.5 * echo, 0.3 * plain)
    return [
        row("filter: echo page", times["echo"], "ms"),
        row("filter: plain st_folium map", times["plain"], "ms"),
        at_most("filter: our symbols", times["ours"], "ms", most_map, "≤ 1.5 × echo, 0.3 × plain"),
        at_most("filter: our sentence", times["sentence"], "ms", 2 * echo, "≤ 2 × echo"),
        at_most("filter: our table", times["table"], "ms", 2 * echo, "≤ 2 × echo"),
        at_most("filter: websocket, in all", bytes_all, "KB", 40),
        row("filter: websocket, largest message", bytes_largest, "KB"),
    ]
