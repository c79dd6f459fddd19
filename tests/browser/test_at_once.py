"""A choice of countries, kinds, programmes or status is drawn at once; the server's answer finds the map as it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

import geodata
from tests.browser.pages import Visit
from tests.browser.serving import Server

# Symbols that come or go, on the map and in its lists, from now on. Where a longer sentence makes the map lower, names
# may find other places; no symbol is made anew.
WATCH = """() => { window.changesOfTheTest = [];
    const ids = node => node.nodeType === 1
        ? [node, ...node.querySelectorAll('[data-id]')].map(it => it.dataset.id).filter(Boolean) : [];
    const watch = new MutationObserver(list => { for (const it of list)
        window.changesOfTheTest.push(...[...it.addedNodes, ...it.removedNodes].flatMap(ids)); });
    for (const node of document.querySelectorAll('.leaflet-map-pane, .over'))
        watch.observe(node, {childList: true, subtree: true}); }"""
ANSWERED = "() => !arctic.ctx.view.ahead"
SHOWN = "ids => JSON.stringify(arctic.visible()) === JSON.stringify(ids)"


@dataclass
class Wire:
    """The way from the server to the page: while it is held, nothing arrives, and what came waits."""

    held: bool = False
    cut: bool = False
    sockets: list[WebSocketRoute] = field(default_factory=list)
    waiting: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def lay(self, page: Page) -> None:
        """Stand between the page that is yet to load and its server."""
        page.route_web_socket(re.compile("/_stcore/stream"), self._join)

    def _join(self, socket: WebSocketRoute) -> None:
        if self.cut:
            socket.close()
            return
        self.sockets.append(socket)
        server = socket.connect_to_server()
        socket.on_message(server.send)
        server.on_message(lambda message: self._pass(socket, message))

    def _pass(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self.held:
            self.waiting.append((socket, message))
        else:
            socket.send(message)

    def break_off(self) -> None:
        """Close what is open, and let nobody in."""
        self.cut = True
        for socket in self.sockets:
            socket.close()

    def release(self) -> None:
        """Let all of it arrive."""
        self.held = False
        for socket, message in self.waiting:
            socket.send(message)
        self.waiting.clear()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def visit(visit_to: Callable[..., Visit], server: Server, wire: Wire) -> Visit:
    """Open a window whose server can be silenced."""
    opened = visit_to(server)
    wire.lay(opened.page)
    return opened


def tick(visit: Visit, label: str, option: str) -> None:
    """Tick or untick a box of a list, as a hand does; nothing is waited for."""
    fields = visit.page.locator(".st-key-fields")
    box = fields.get_by_role("group", name=label).get_by_role("checkbox", name=option, exact=True)
    if not box.is_visible():
        visit.page.keyboard.press("Escape")
        fields.get_by_role("button", name=label).first.click()
    box.click()


def of_nations(visit: Visit, atlas: geodata.Atlas, *codes: str) -> list[str]:
    world = atlas.at(date(2026, 1, 19))  # who runs a site changes with the day
    return [name for name in visit.visible() if world.subject(name).actor in codes]


def test_a_choice_is_on_the_map_before_the_server_says_a_word_and_its_answer_moves_nothing(
    visit: Visit, wire: Wire, atlas: geodata.Atlas
) -> None:
    visit.open()
    visit.settle()
    german, french = of_nations(visit, atlas, "DEU"), of_nations(visit, atlas, "FRA")
    wire.held = True
    tick(visit, "Countries", "Germany")
    assert visit.visible() == german  # drawn by the click itself
    tick(visit, "Countries", "France")
    assert visit.visible() == sorted(german + french)
    tick(visit, "Kinds", "Diplomatic posts")
    posts = [name for name in german + french if atlas.subjects[name].kind == "post"]
    assert visit.visible() == posts
    tick(visit, "Status", "announced")
    assert visit.visible() == ["fra-nuuk"]
    expect(visit.page.locator("h1.sentence")).to_contain_text("On 19 January 2026, about")
    assert not visit.frame().evaluate(ANSWERED)
    visit.frame().evaluate(WATCH)
    wire.release()
    visit.wait_until(ANSWERED)
    expect(visit.page.locator("h1.sentence")).not_to_contain_text("at least")
    visit.settle()
    assert visit.frame().evaluate("() => window.changesOfTheTest") == []
    assert visit.visible() == ["fra-nuuk"]
    expect(visit.table().locator("tbody tr")).to_have_count(1)


def test_the_map_keeps_its_height_whatever_three_lines_say(visit: Visit) -> None:
    heights = []
    queries: tuple[dict[str, str], ...] = ({}, {"nations": "FRA"}, {"nations": "DNK"}, {"asof": "1951-08-10"})
    for query in queries:
        visit.go(**query)
        visit.settle()
        heights.append(visit.page.locator("iframe").bounding_box())
    assert heights == heights[:1] * 4


def test_back_forward_and_reset_are_drawn_at_once_and_late_answers_change_nothing(
    visit: Visit, wire: Wire, atlas: geodata.Atlas
) -> None:
    visit.open(nations="FRA")
    visit.settle()
    french = visit.visible()
    wire.held = True
    tick(visit, "Countries", "Germany")
    both = visit.visible()
    assert set(french) < set(both)
    visit.page.go_back()
    visit.wait_until(SHOWN, french)
    visit.wait_until(ANSWERED)  # the server has said this before, and may say it but once
    visit.page.go_forward()
    visit.wait_until(SHOWN, both)
    visit.page.keyboard.press("Escape")
    tick(visit, "Countries", "Germany")
    tick(visit, "Countries", "France")
    everything = visit.visible()
    assert len(everything) > len(both)
    visit.page.go_back()
    visit.wait_until(SHOWN, french)
    visit.frame().evaluate(WATCH)
    wire.release()  # answers to five addresses, of which the last counts
    visit.wait_until(ANSWERED)
    visit.settle()
    assert visit.frame().evaluate("() => window.changesOfTheTest") == []
    assert visit.visible() == french
    assert visit.query() == {"nations": "FRA"}


def test_what_a_search_found_stays_the_servers_and_a_choice_narrows_it_at_once(
    visit: Visit, wire: Wire, atlas: geodata.Atlas
) -> None:
    visit.open(q="nuuk")
    visit.settle()
    found = visit.visible()
    expected = of_nations(visit, atlas, "DNK")
    assert 0 < len(expected) < len(found)
    wire.held = True
    tick(visit, "Countries", "Denmark")
    assert visit.visible() == expected
    visit.page.evaluate("() => ArcticPage.choose({q: ''})")
    assert visit.visible() == expected  # what was found without it only the server can tell
    wire.release()
    visit.wait_until("n => arctic.visible().length > n", len(expected))
    visit.settle()
    assert visit.visible() == of_nations(visit, atlas, "DNK")


@pytest.mark.allow_noise("the connection is closed under the page")
def test_while_the_server_is_away_the_map_goes_on_and_no_sentence_speaks_of_another_choice(
    visit: Visit, wire: Wire, atlas: geodata.Atlas
) -> None:
    visit.open()
    visit.settle()
    german = of_nations(visit, atlas, "DEU")
    sentence = visit.page.locator("h1.sentence")
    wire.held = True
    tick(visit, "Countries", "Germany")
    assert visit.visible() == german
    expect(sentence).to_be_visible()
    wire.break_off()
    expect(visit.page.locator("#arctic-says")).to_contain_text("The connection is lost")
    expect(sentence).to_be_hidden()
    visit.page.go_back()
    expect(sentence).to_contain_text("217 soldiers")  # which is of this choice
    expect(sentence).to_be_visible()
    tick(visit, "Countries", "Germany")
    assert visit.visible() == german
    expect(sentence).to_be_hidden()
    wire.held = wire.cut = False
    expect(sentence).to_contain_text("Germany only")
    expect(sentence).to_be_visible()
    assert visit.visible() == german
