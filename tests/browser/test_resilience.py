"""After sleep or a lost connection the page heals, from its address."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from tests.browser.find_chrome import find_chrome
from tests.browser.pages import LAUNCH_ARGS, PATIENCE_MS, visiting
from tests.browser.serving import Server, free_port, serving
from tests.planting import copied
from tests.talking import choose, talking

CUT = "() => { window.socketsOfTheTest.forEach(socket => socket.close()); return window.socketsOfTheTest.length; }"
KEEP_SOCKETS = """() => { window.socketsOfTheTest = []; const Real = window.WebSocket;
    window.WebSocket = class extends Real {
        constructor(...args) { super(...args); window.socketsOfTheTest.push(this); }
    }; }"""

BACK = "() => window.socketsOfTheTest.length > 1 && window.socketsOfTheTest.at(-1).readyState === 1"


def test_the_page_heals_after_its_websocket_is_cut(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url) as visit:
        visit.page.add_init_script(f"({KEEP_SOCKETS})()")
        visit.open(nations="FRA")
        visit.wait_until("() => arctic.visible().every(id => id.startsWith('fra-'))")
        assert visit.page.evaluate(CUT) >= 1
        visit.page.wait_for_function("() => window.socketsOfTheTest.length > 1")
        visit.choose("Countries", "Canada")
        visit.wait_until("() => arctic.visible().some(id => id.startsWith('can-'))")
        assert {subject[:4] for subject in visit.visible()} == {"fra-", "can-"}
        assert visit.query() == {"nations": "CAN.FRA"}


def test_the_map_answers_while_the_server_is_away(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url) as visit:
        frame = visit.open()
        visit.page.context.set_offline(True)
        frame.locator("[data-id=pituffik]:visible").first.click()
        frame.locator("[data-card=pituffik] h2").wait_for()
        visit.page.context.set_offline(False)


def sessions(server: Server) -> int:
    (found,) = re.findall(rb"^arctic_sessions (\d+)", server.get("/metrics").body, re.MULTILINE)
    return int(found)


def becomes(number: int, server: Server) -> None:
    latest = time.monotonic() + PATIENCE_MS / 1000
    while (found := sessions(server)) != number:
        assert time.monotonic() < latest, found
        time.sleep(0.05)


def test_a_browser_that_is_killed_leaves_no_visit_and_keeps_nobody_waiting(server: Server, tmp_path: Path) -> None:
    program = find_chrome()
    assert program
    before = sessions(server)
    command = [program, *LAUNCH_ARGS, "--headless", f"--user-data-dir={tmp_path}", f"{server.url}/?nations=FRA"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, start_new_session=True, stdout=quiet, stderr=quiet) as chromium:
        try:
            becomes(before + 1, server)
        finally:
            os.killpg(chromium.pid, signal.SIGKILL)
    becomes(before, server)
    with talking(server.url) as websocket:
        assert len(choose(websocket, "nations=FRA")) > 5


def test_the_page_heals_after_the_server_was_started_anew_and_the_table_follows(
    browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    with serving(tmp_path / "first", port=port) as first, visiting(browser, first.url) as visit:
        visit.page.add_init_script(f"({KEEP_SOCKETS})()")
        visit.open(nations="FRA")
        visit.mark()
        visit.table().wait_for()
        first.process.kill()
        first.process.wait()
        with serving(tmp_path / "second", port=port):
            visit.page.wait_for_function(BACK)
            visit.choose("Countries", "Canada")
            visit.wait_until("() => arctic.visible().some(id => id.startsWith('can-'))")
            expect(visit.table().locator("tbody tr[data-id^=can-]")).not_to_have_count(0)
            expect(visit.table().locator("tbody tr")).to_have_count(len(visit.visible()))
            assert visit.marked()


@pytest.mark.allow_noise("the server is stopped under the page")
@pytest.mark.parametrize("back", [False, True], ids=["a filter", "Back"])
def test_a_choice_made_while_the_server_is_away_is_shown_when_it_is_back(
    browser: Browser, tmp_path: Path, back: bool
) -> None:
    port = free_port()
    with serving(tmp_path / "first", port=port) as first, visiting(browser, first.url) as visit:
        visit.open()
        visit.go(nations="FRA")
        visit.choose("Countries", "Sweden")
        visit.table().wait_for()
        says = visit.page.locator("#arctic-says")
        first.process.kill()
        first.process.wait()
        expect(says).to_contain_text("The connection is lost", timeout=PATIENCE_MS)
        if back:
            visit.page.go_back()
        else:
            visit.page.locator(".st-key-fields").get_by_role("button", name="Countries").first.click()
            group = visit.page.get_by_role("group", name="Countries")
            group.get_by_role("checkbox", name="Canada", exact=True).check()
            group.get_by_role("checkbox", name="Sweden", exact=True).uncheck()
            visit.page.keyboard.press("Escape")
        wanted = {"FRA"} if back else {"CAN", "FRA"}
        with serving(tmp_path / "second", port=port):
            expect(says).to_be_empty(timeout=PATIENCE_MS)
            actors = "() => [...new Set(arctic.visible().map(id => arctic.ctx.subjects.get(id).actor))].sort().join()"
            visit.frame().wait_for_function(f"wanted => ({actors})() === wanted", arg=",".join(sorted(wanted)))
            expect(visit.table().locator("tbody tr")).to_have_count(len(visit.visible()))
            assert visit.query() == {"nations": ".".join(sorted(wanted))}
            checked = visit.page.locator(".st-key-fields").get_by_role("button", name="Countries").first
            assert ("Canada" in checked.inner_text()) is not back


@pytest.mark.allow_noise("the network swallows what is sent")
def test_a_choice_that_is_lost_on_its_way_is_asked_for_again(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url) as visit:
        lost = False
        pipes: list[WebSocketRoute] = []

        def route(websocket: WebSocketRoute) -> None:
            pipes.append(websocket)
            there = websocket.connect_to_server()
            websocket.on_message(lambda message: None if lost else there.send(message))

        visit.page.route_web_socket(re.compile("/_stcore/stream"), route)
        visit.open()
        visit.settle()
        lost = True
        visit.page.evaluate("() => ArcticPage.choose({nations: 'FRA'})")
        visit.page.wait_for_function("() => location.search === '?nations=FRA'")
        lost = False
        pipes[-1].close()
        expect(visit.page.locator("h1.sentence")).to_contain_text("France only")
        assert {subject[:4] for subject in visit.visible()} == {"fra-"}


@pytest.mark.parametrize("damage", [b"\xff\xfe rubbish", b""], ids=["not text", "empty"])
def test_evidence_that_cannot_be_read_is_told_on_the_page_in_the_words_of_the_check(
    browser: Browser, tmp_path: Path, damage: bytes
) -> None:
    folder = copied(tmp_path)
    (folder / "evidence" / "claims.csv").write_bytes(damage)
    with serving(tmp_path / "home", GEODATA_DIR=str(folder)) as server, visiting(browser, server.url) as visit:
        visit.page.goto(server.url)
        actual = visit.page.get_by_role("alert").first
        expect(actual).to_contain_text("cannot be read")
        expect(visit.page.locator("body")).to_contain_text("claims.csv")
        assert "Traceback" not in visit.page.locator("body").inner_text()
        assert server.get("/healthz").status == 503
        assert server.get("/data/start/en.json").status == 503


def test_any_other_path_leads_to_the_page_with_its_choice(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url) as visit:
        visit.page.goto(f"{server.url}/rubbish/x?nations=FRA")
        visit.table().wait_for()
        assert re.fullmatch(r"http://[^/]+/\?nations=FRA", visit.page.url)
        assert visit.page.get_by_role("alert").count() == 0


def test_no_letter_of_streamlits_own_runs_the_page_or_closes_a_dialog(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url) as visit:
        visit.open()
        visit.table().wait_for()
        visit.settle()
        visit.open_menu("How we know")
        dialog = visit.page.get_by_role("dialog")
        dialog.wait_for()
        visit.settle()
        watch = """() => { window.runsOfTheTest = 0; const app = document.querySelector('[data-testid="stApp"]');
            new MutationObserver(() => window.runsOfTheTest++)
                .observe(app, {attributes: true, attributeFilter: ['data-test-script-state']}); }"""
        visit.page.evaluate(watch)
        for key in ("r", "c", "R"):
            visit.page.keyboard.press(key)
        visit.settle(400)
        assert dialog.is_visible()
        assert visit.page.evaluate("() => window.runsOfTheTest") == 0
