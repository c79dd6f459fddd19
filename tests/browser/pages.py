"""What the browser tests do over and over: open the page, find the map's frame, listen for noise."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Page, Request, WebSocket

LAUNCH_ARGS = [
    "--no-sandbox",  # the suite runs as root in CI, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 700}
PATIENCE_MS = 20_000


@dataclass
class Noise:
    """What a page should never make: console errors, uncaught errors, requests to other hosts."""

    host: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Write down what the page and all its frames do from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        page.on("request", self._request)
        page.on("websocket", self._websocket)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self._visit(request.url)

    def _websocket(self, socket: WebSocket) -> None:
        self._visit(socket.url)

    def _visit(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self.host:
            self.foreign.append(url)


class Visit:
    """One person's browser window on the page of one server."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, **query: str) -> Frame:
        """Open the page, with query keys if given, and wait for its map."""
        self.page.goto(f"{self.url}/?{urlencode(query)}" if query else f"{self.url}/")
        return self.frame()

    def frame(self) -> Frame:
        """Wait for the map's frame and for its map to be drawn."""
        handle = self.page.wait_for_selector(
            'iframe[src*="streamlit_folium"]', state="attached", timeout=PATIENCE_MS
        )
        frame = handle.content_frame() if handle else None
        assert frame is not None, "the map's frame has no content"
        frame.wait_for_function("() => window.arctic && window.arctic.ready", timeout=PATIENCE_MS)
        frame.evaluate("() => window.arctic.ready")
        return frame

    def visible(self) -> list[str]:
        """Ids that the map says it shows."""
        return list(self.frame().evaluate("() => window.arctic.visible()"))

    def state(self, subject: str) -> dict[str, Any]:
        """What the map says about one subject."""
        return dict(self.frame().evaluate("id => window.arctic.state(id)", subject) or {})

    def wait_until(self, script: str, arg: object = None) -> None:
        """Wait until a line of JavaScript holds in the map's frame."""
        self.frame().wait_for_function(script, arg=arg, timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Wait until the server has finished the run a choice has started, and its elements stand."""
        self.page.wait_for_function(
            """() => {
                const app = document.querySelector('[data-testid="stApp"]');
                return app && app.getAttribute('data-test-script-state') !== 'running'
                    && !document.querySelector('[data-stale="true"]');
            }""",
            timeout=PATIENCE_MS,
        )

    def query(self) -> dict[str, str]:
        """The address line's query keys."""
        pairs = self.page.evaluate("() => [...new URLSearchParams(location.search)]")
        return dict(pairs)

    def mark(self) -> None:
        """Leave a mark on the window of the map's frame; it is lost if the frame is ever mounted anew."""
        self.frame().evaluate("() => { window.markOfTheTest = true; }")

    def marked(self) -> bool:
        """Whether the mark is still there."""
        return bool(self.frame().evaluate("() => window.markOfTheTest === true"))

    def choose(self, label: str, *options: str) -> None:
        """Pick options in one of the multiselects, by its label and their names."""
        field_ = self.page.get_by_label(label, exact=True)
        for option in options:
            field_.click()
            field_.fill(option)
            self.page.get_by_role("option", name=option, exact=True).click()
        self.page.keyboard.press("Escape")
        self.settle()

    def search(self, text: str) -> None:
        """Type a search and send it off."""
        box = self.page.get_by_label("Search", exact=True)
        box.fill(text)
        box.press("Enter")
        self.settle()


@contextmanager
def visiting(browser: Browser, url: str, noise: Noise | None = None, **options: Any) -> Iterator[Visit]:
    """Open a window of its own (no shared storage) and close it at the end."""
    context: BrowserContext = browser.new_context(
        **{"viewport": DESKTOP, "locale": "en-GB", "color_scheme": "light", **options}
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    if noise:
        noise.listen(page)
    try:
        yield Visit(page, url)
    finally:
        context.close()
