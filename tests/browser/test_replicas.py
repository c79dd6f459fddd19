"""Three replicas behind the real nginx: one is killed, all are changed over, and no reader loses a view."""

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages import PATIENCE_MS, Visit, visiting
from tests.browser.replicas import balanced
from tests.browser.serving import Server, free_port, serving
from tests.browser.test_release import bar, releases, renewed, shows
from tests.browser.test_resilience import BACK, KEEP_SOCKETS
from tests.planting import copied

QUERY = {"sel": "fra-advance", "kinds": "contingent"}


class Replicas:
    """Replicas by port; each can be killed and started anew with other evidence."""

    def __init__(self, folder: Path, path: str, count: int) -> None:
        self.folder, self.path = folder, path
        self.ports = [free_port() for _ in range(count)]
        self.running: dict[int, tuple[ExitStack, Server]] = {}

    def start(self, port: int, evidence: Path) -> None:
        stack = ExitStack()
        home = self.folder / f"{port}-{evidence.parent.name}"
        served = serving(
            home,
            port=port,
            start=("-m", "dashboard", "run", "--port", "{port}"),
            GEODATA_DIR=str(evidence),
            ARCTIC_METRICS_FROM="127.0.0.1",
            ARCTIC_BASE_PATH=self.path.strip("/"),
        )
        self.running[port] = stack, stack.enter_context(served)

    def stop(self, port: int, signal_number: signal.Signals) -> None:
        stack, server = self.running.pop(port)
        server.process.send_signal(signal_number)
        server.process.wait(20)
        stack.close()

    def of_the_visitor(self) -> int:
        """The port of the replica that holds the one open websocket."""
        latest = time.monotonic() + 20
        while time.monotonic() < latest:
            for port, (_, server) in self.running.items():
                if b"arctic_sessions 1.0" in server.get("/metrics").body:
                    return port
        pytest.fail("no replica holds the visit")


@contextmanager
def several(folder: Path, path: str, count: int, evidence: Path) -> Iterator[tuple[Replicas, Server]]:
    found = Replicas(folder, path, count)
    try:
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(lambda port: found.start(port, evidence), found.ports))
        with balanced(folder / "nginx", found.ports, path) as place:
            yield found, place
    finally:
        for stack, _ in found.running.values():
            stack.close()


def drawn(visit: Visit) -> None:
    visit.frame()
    visit.page.keyboard.press("Shift")
    visit.table().locator("tr[data-id=fra-advance]").wait_for()
    visit.frame().locator("[data-card=fra-advance]").wait_for()


@pytest.mark.allow_noise("replicas are killed and stopped under the page")
@pytest.mark.parametrize(("path", "count"), [("/", 3), ("/arctic/map/", 2)])
def test_a_visitor_of_a_replica_that_is_killed_is_back_within_five_seconds_and_a_change_over_mixes_nothing(
    browser: Browser, tmp_path: Path, path: str, count: int
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, new = copied(tmp_path / "old"), copied(tmp_path / "new")
    renewed(new)
    with several(tmp_path, path, count, old) as (replicas, place), visiting(browser, place.url) as visit:
        visit.page.add_init_script(f"({KEEP_SOCKETS})()")
        visit.open(**QUERY)
        drawn(visit)
        visit.mark()
        before, mine = shows(visit), replicas.of_the_visitor()
        assert place.get("/healthz").status == 200
        assert Server(place.url.removesuffix(path.rstrip("/")), place.process, place.log).get("/metrics").status == 404
        began = time.monotonic()
        replicas.stop(mine, signal.SIGKILL)
        visit.page.wait_for_function(BACK)
        visit.page.evaluate("() => 0")
        other = replicas.of_the_visitor()
        assert (other != mine, time.monotonic() - began < 5) == (True, True)
        visit.settle()
        assert (shows(visit), visit.marked(), visit.query()) == (before, True, QUERY)
        expect(bar(visit.page)).to_be_empty()
        if path != "/":
            return
        # One after another begins anew with new evidence; the visit goes from one to the next.
        replicas.start(mine, new)
        for port in [one for one in replicas.ports if one != mine]:
            replicas.stop(port, signal.SIGTERM)
            assert releases(visit) == {"old"}
            visit.page.wait_for_function(BACK)
            replicas.start(port, new)
        expect(bar(visit.page)).to_contain_text("has been updated", timeout=PATIENCE_MS)
        assert (releases(visit), visit.query()) == ({"old"}, QUERY)
        bar(visit.page).get_by_role("button", name="Show it").click()
        visit.page.wait_for_function("() => performance.getEntriesByType('navigation')[0].type === 'reload'")
        drawn(visit)
        assert (releases(visit), visit.query()) == ({"new"}, QUERY)
