"""What the browser tests do over and over: open the page, find the map's frame, listen for noise."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Frame, Locator, Page, Request, Route, WebSocket
from playwright.sync_api import Error as PlaywrightError

from dashboard.more import KEYS as MORE_KEYS
from dashboard.state import LISTS

LAUNCH_ARGS = [
    "--no-sandbox",  # the suite runs as root in CI, where Chromium refuses its sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",  # as on a phone and a Mac; the headless shell would make small type wider
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 700}
PATIENCE_MS = 60_000  # two cores may carry three browsers and their servers; what stands still longer is a fault


@dataclass
class Noise:
    """What a page should never make: console errors, uncaught errors, requests to other hosts."""

    host: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Forget what was heard."""
        self.errors.clear()
        self.foreign.clear()

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


# The name by which a control goes: of what labels it, else its own.
NAME = """(e => (e.getAttribute('aria-labelledby') || '').split(' ')
    .map(id => id && document.getElementById(id)?.innerText || '').join(' ').trim()
    || e.getAttribute('aria-label') || e.innerText || e.id)"""
# Goes to an address as Back and Forward do, without loading, and waits for the run that follows.
GO = """search => new Promise(resolve => {
    const app = document.querySelector('[data-testid="stApp"]');
    let ran = false;
    const watch = new MutationObserver(() => {
        if (app.dataset.testScriptState === 'running') { ran = true; return; }
        if (ran) { watch.disconnect(); resolve(true); }
    });
    watch.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
    // A run may be so short that the page never shows it; the same address once more need not bring one.
    setTimeout(() => resolve(false), location.search === search ? 400 : 1200);
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    history.pushState({}, '', location.pathname + search);
    dispatchEvent(new PopStateEvent('popstate', {state: {}}));
})"""
# Whether the frame shows what the address asks for; what the address does not name is as at the opening.
ARRIVED = """query => {
    const view = window.arctic.ctx && window.arctic.ctx.view;
    if (!view) return false;
    const list = key => query[key] ? query[key].split('.').sort().join('.') : '';
    return view.asof === (query.asof || '2026-01-19') && view.sel === (query.sel || '')
        && view.known === (query.known && query.known !== 'all' ? query.known : '9999-12-31')
        && LISTS.every(key => [...view.chosen[key]].sort().join('.') === list(key)) && !view.ahead
        && view.proj === (query.proj || 'laea') && view.lang === (query.lang || 'en')
        && (view.match !== null) === FILTERS.some((key) => query[key]);
}""".replace("FILTERS", json.dumps(["nations", "kinds", "programmes", "q", *MORE_KEYS])).replace(
    "LISTS", json.dumps([*LISTS])
)
# Resolves once no run is under way, none has begun for a moment, and no element waits for its new content.
AT_REST = """calm => new Promise((resolve, reject) => {
    const busy = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== 'notRunning'
        || document.querySelector('[data-stale="true"]');
    const begun = performance.now();
    let since = begun;
    const look = () => {
        const now = performance.now();
        if (busy()) since = now;
        if (now - since >= calm) resolve(true);
        else if (now - begun > PATIENCE) reject(new Error('the page did not come to rest'));
        else setTimeout(look, 25);
    };
    look();
})""".replace("PATIENCE", str(PATIENCE_MS))
CALM_MS = 200
# What a window says of itself, the page as well as the map's frame; it asks nothing that could wait.
STANDS = """() => JSON.stringify({
    script: document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState,
    connection: document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState,
    says: document.getElementById('arctic-says')?.innerText, classes: document.documentElement.className,
    sentence: document.querySelector('h1.sentence')?.innerText,
    view: window.arctic?.ctx?.view, visible: window.arctic?.visible?.()})"""


class Visit:
    """One person's browser window on the page of one server."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self._frame: Frame | None = None

    def open(self, **query: str) -> Frame:
        """Load the page, with query keys if given, and wait for its map."""
        self.page.goto(f"{self.url}/?{urlencode(query)}" if query else f"{self.url}/")
        frame = self.frame()
        self.page.keyboard.press("Shift")  # somebody is there: what lies below the first screen is drawn
        return frame

    def go(self, **query: str) -> Frame:
        """Come to a choice by the address, as Back and Forward do; load only if nothing is open yet.

        The island is whole again and all kinds are on; so a window can be used by one test after another.
        """
        frame = self.go_wrong(**query)
        frame.wait_for_function(ARRIVED, arg=query, timeout=PATIENCE_MS)
        return frame

    def go_wrong(self, **query: str) -> Frame:
        """Come to an address whose values need not hold."""
        if not self.page.url.startswith(self.url):
            self.open(**query)
            self.settle()
            return self.frame()
        self.page.keyboard.press("Escape")
        self.settle(100)  # what the last test did, and the key, are done with
        self.page.evaluate(GO, f"?{urlencode(query)}" if query else "")
        frame = self.frame()
        frame.evaluate("() => { const {ctx} = arctic; ctx.hidden.clear(); ctx.fit(); ctx.redraw({view: true}); }")
        return frame

    def zoom_in(self) -> None:
        """Press the map's button and wait until the zoom has ended; it begins only with the next frame."""
        frame = self.frame()
        before = frame.evaluate("() => window.map.getZoom()")
        frame.get_by_role("button", name="Zoom in", exact=True).click()
        frame.wait_for_function("z => window.map.getZoom() > z && !window.map._animatingZoom", arg=before)

    def frame(self) -> Frame:
        """Wait for the map's frame and for its map to be drawn."""
        if self._frame and not self._frame.is_detached():
            with suppress(PlaywrightError):  # it may be on its way out
                if self._frame.evaluate("() => Boolean(window.arctic) && window.arctic.ready.then(() => true)"):
                    return self._frame
        handle = self.page.wait_for_selector('iframe[src*="streamlit_folium"]', state="attached", timeout=PATIENCE_MS)
        frame = handle.content_frame() if handle else None
        assert frame is not None, "the map's frame has no content"
        frame.wait_for_load_state("domcontentloaded")
        # Asked at intervals: a question put to the empty document that a frame begins with is never answered.
        frame.wait_for_function("() => Boolean(window.arctic)", polling=50, timeout=PATIENCE_MS)
        frame.evaluate("() => window.arctic.ready.then(() => true)")
        self._frame = frame
        return frame

    def visible(self) -> list[str]:
        """Ids that the map says it shows."""
        return list(self.frame().evaluate("() => window.arctic.visible()"))

    def state(self, subject: str) -> dict[str, Any]:
        """What the map says about one subject."""
        return dict(self.frame().evaluate("id => window.arctic.state(id)", subject) or {})

    def states(self) -> dict[str, dict[str, Any]]:
        """What the map says about each subject that it shows."""
        actual = "() => Object.fromEntries(arctic.visible().map(id => [id, arctic.state(id)]))"
        return dict(self.frame().evaluate(actual))

    def wait_until(self, script: str, arg: object = None) -> None:
        """Wait until a line of JavaScript holds in the map's frame."""
        self.frame().wait_for_function(script, arg=arg, timeout=PATIENCE_MS)

    def settle(self, calm: int = CALM_MS) -> None:
        """Wait until the server has finished the run a choice has started, and its elements stand."""
        self.page.wait_for_selector('[data-testid="stApp"]', state="attached")
        self.page.evaluate(AT_REST, calm)

    def query(self) -> dict[str, str]:
        """The address line's query keys."""
        pairs = self.page.evaluate("() => [...new URLSearchParams(location.search)]")
        return dict(pairs)

    def describe(self) -> str:
        """Tell where the window stands: for the report of a test that failed on a machine we cannot look at."""
        lines = [self.page.url]
        for frame in self.page.frames:
            with suppress(PlaywrightError):
                lines.append(f"{frame.url.split('?')[0]}: {frame.evaluate(STANDS)}")
        return "\n".join(lines)

    def mark(self) -> None:
        """Leave a mark on the window of the map's frame; it is lost if the frame is ever mounted anew."""
        self.frame().evaluate("() => { window.markOfTheTest = true; }")

    def marked(self) -> bool:
        """Whether the mark is still there."""
        return bool(self.frame().evaluate("() => window.markOfTheTest === true"))

    def choose(self, label: str, *options: str) -> None:
        """Tick options in one of the lists of the left, by its label and their names."""
        self.page.locator(".st-key-fields").get_by_role("button", name=label).first.click()
        for option in options:
            self.page.get_by_role("group", name=label).get_by_role("checkbox", name=option, exact=True).check()
        self.page.keyboard.press("Escape")
        self.settle()

    def table(self) -> Locator:
        """Find the table below the map."""
        return self.page.locator("section.table > .rows table")

    def open_menu(self, entry: str) -> None:
        """Choose an entry of the header's menu."""
        self.page.get_by_role("button", name="More", exact=True).click()
        self.page.get_by_role("menuitem", name=entry).click()

    def search(self, text: str) -> None:
        """Type a search and send it off."""
        box = self.page.get_by_role("combobox", name="Search", exact=True)
        box.fill(text)
        box.press("Enter")
        self.settle()


def hold(page: Page, address: str) -> Callable[[], None]:
    """Hold back the first answer to an address; gives what lets it go, once it has been asked for."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route), times=1)

    def release() -> None:
        while not held:
            page.evaluate("() => 0")  # lets the browser tell of what it asks
        held[0].continue_()

    return release


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """Make a browser profile of its own: no shared storage, an empty cache."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", "color_scheme": "light", **options})
    context.set_default_timeout(PATIENCE_MS)
    return context


@contextmanager
def window(context: BrowserContext, url: str, noise: Noise | None = None) -> Iterator[Visit]:
    """Open a window in a profile and close it at the end."""
    page = context.new_page()
    if noise:
        noise.listen(page)
    try:
        yield Visit(page, url)
    finally:
        page.close()


@contextmanager
def visiting(browser: Browser, url: str, noise: Noise | None = None, **options: Any) -> Iterator[Visit]:
    """Open a window in a profile of its own and close both at the end."""
    context = new_context(browser, **options)
    with window(context, url, noise) as visit:
        yield visit
    context.close()
