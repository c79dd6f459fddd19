"""After sleep or a lost connection the page heals, from its address."""

from playwright.sync_api import Browser

from tests.browser.pages import visiting
from tests.browser.serving import Server

CUT = "() => { window.socketsOfTheTest.forEach(socket => socket.close()); return window.socketsOfTheTest.length; }"
KEEP_SOCKETS = """() => { window.socketsOfTheTest = []; const Real = window.WebSocket;
    window.WebSocket = class extends Real {
        constructor(...args) { super(...args); window.socketsOfTheTest.push(this); }
    }; }"""


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
