"""One server and one browser for the whole suite; every page is watched for noise."""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.find_chrome import ADVICE, find_chrome
from tests.browser.pages import LAUNCH_ARGS, PATIENCE_MS, Noise, Visit, new_context, window
from tests.browser.serving import Server, serving

FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, so that it can be left out: pytest -m 'not browser'.

    A machine that swallows a minute is no fault of the page: what fails is tried once more, and the summary names it.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("home"), ARCTIC_METRICS_FROM="127.0.0.1") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chrome()
    if path is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Callable[..., BrowserContext]:
    """Give the profile for a kind of window; tests share it, so that only the first fills the cache."""
    made: dict[str, BrowserContext] = {}

    def profile_for(**options: object) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = new_context(browser, **options)
        return made[key]

    return profile_for


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether a test failed: the window it used is not passed on."""
    report = yield
    if report.when == "setup" and FAILED in item.stash:
        del item.stash[FAILED]  # of the first try
    if report.failed:
        item.stash[FAILED] = True
        for name, value in getattr(item, "funcargs", {}).items():
            if isinstance(value, Visit):
                report.sections.append((f"what the window of {name!r} showed", value.describe()))
    return report


def check_silence(node: pytest.Item, *noises: Noise) -> None:
    """See that no window made a noise, unless the test says why it does."""
    if not node.get_closest_marker("allow_noise"):
        assert [error for noise in noises for error in noise.errors] == []
    assert [url for noise in noises for url in noise.foreign] == []


@pytest.fixture
def visit_to(profile: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open windows of their own on a server; at the end none of them may have made any noise."""
    noises: list[Noise] = []
    with ExitStack() as windows:

        def open_window(running: Server, **options: object) -> Visit:
            noise = Noise(urlsplit(running.url).netloc)
            noises.append(noise)
            return windows.enter_context(window(profile(**options), running.url, noise))

        yield open_window
    check_silence(request.node, *noises)


@pytest.fixture
def fresh(visit_to: Callable[..., Visit], server: Server) -> Visit:
    """Open a desktop window of its own: for what a first visit shows."""
    return visit_to(server)


@dataclass
class Shared:
    """A window that one test passes on to the next: a visit by the address takes a tenth of a load."""

    context: BrowserContext
    windows: dict[str, tuple[Visit, Noise, ExitStack]] = field(default_factory=dict)

    def on(self, url: str) -> tuple[Visit, Noise]:
        """Give the window on a server, opening it the first time."""
        if url not in self.windows:
            noise, stack = Noise(urlsplit(url).netloc), ExitStack()
            self.windows[url] = stack.enter_context(window(self.context, url, noise)), noise, stack
        return self.windows[url][:2]

    def close(self, url: str) -> None:
        """Close the window on a server."""
        if url in self.windows:
            self.windows.pop(url)[2].close()


@pytest.fixture(scope="session")
def shared(profile: Callable[..., BrowserContext]) -> Iterator[Shared]:
    windows = Shared(profile())
    yield windows
    for url in list(windows.windows):
        windows.close(url)


@contextmanager
def borrowed(shared: Shared, url: str, node: pytest.Item) -> Iterator[Visit]:
    """Lend the shared window to one test; after a failure the next test gets a new one."""
    lent, noise = shared.on(url)
    noise.clear()
    yield lent
    if FAILED in node.stash:
        shared.close(url)
        return
    errors = list(noise.errors), list(noise.foreign)
    if any(errors):
        shared.close(url)
    check_silence(node, noise)


@pytest.fixture
def visit(shared: Shared, server: Server, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Lend the shared desktop window on the real evidence; `go` brings it to the choice that a test begins with."""
    with borrowed(shared, server.url, request.node) as lent:
        yield lent
