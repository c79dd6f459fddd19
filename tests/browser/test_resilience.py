"""After sleep or a lost connection the page heals, from its address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages import visiting
from tests.browser.serving import Server, free_port, serving
from tests.planting import copied

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


@pytest.mark.parametrize("damage", [b"\xff\xfe rubbish", b""], ids=["not text", "empty"])
def test_evidence_that_cannot_be_read_is_told_on_the_page_in_the_words_of_the_check(
    browser: Browser, tmp_path: Path, damage: bytes
) -> None:
    folder = copied(tmp_path)
    (folder / "evidence" / "claims.csv").write_bytes(damage)
    with serving(tmp_path / "home", GEODATA_DIR=str(folder)) as server, visiting(browser, server.url) as visit:
        visit.page.goto(server.url)
        told = visit.page.get_by_role("alert").first
        expect(told).to_contain_text("cannot be read")
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
