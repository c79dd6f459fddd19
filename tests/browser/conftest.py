"""One server and one browser for the whole suite; every page is watched for noise."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.find_chrome import ADVICE, find_chrome
from tests.browser.pages import LAUNCH_ARGS, Noise, Visit, visiting
from tests.browser.serving import Server, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, so that it can be left out: pytest -m 'not browser'."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("home")) as running:
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


@pytest.fixture
def visit_to(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Open windows on a server; at the end none of them may have made any noise."""
    noises: list[Noise] = []
    with ExitStack() as windows:

        def open_window(running: Server, **options: object) -> Visit:
            noise = Noise(urlsplit(running.url).netloc)
            noises.append(noise)
            return windows.enter_context(visiting(browser, running.url, noise, **options))

        yield open_window
    if not request.node.get_closest_marker("allow_noise"):
        assert [error for noise in noises for error in noise.errors] == []
    assert [url for noise in noises for url in noise.foreign] == []


@pytest.fixture
def visit(visit_to: Callable[..., Visit], server: Server) -> Visit:
    """Open a desktop window on the real evidence."""
    return visit_to(server)
