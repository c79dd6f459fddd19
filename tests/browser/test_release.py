"""One release, one truth: new evidence behind an open page is told, never mixed in, and taken over whole."""

import json
import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.browser.pages import PATIENCE_MS, Noise, Visit, visiting
from tests.browser.proxy import proxied
from tests.browser.serving import Server, free_port, serving
from tests.browser.test_resilience import BACK, KEEP_SOCKETS
from tests.planting import copied, edited

OLD, NEW = "French first team in Nuuk", "French vanguard in Nuuk"
# Whatever a reader can read: the page, the frame, and the name of the tab.
READ = """() => [document.title, document.body.innerText,
    ...[...document.querySelectorAll('iframe')].map(frame => frame.contentDocument.body.innerText)].join(' ')"""


# From now on watches, at each change and all the time, whether the page ever shows a text.
WATCH = f"""text => {{ const read = {READ}; window.sawOfTheTest = false;
    const look = () => {{ window.sawOfTheTest = window.sawOfTheTest || read().includes(text); }};
    setInterval(look, 20);
    new MutationObserver(look).observe(document, {{subtree: true, childList: true}}); }}"""


SCROLL = "top => { document.querySelector('[data-testid=stMain]').scrollTop = top; }"
# Where the page stands: its scroll, and the middle and zoom of the map.
PLACE = """() => {
    const {map} = [...document.querySelectorAll('iframe')].find(it => it.contentWindow?.map)?.contentWindow || {};
    const {lat, lng} = map?.getCenter() || {};
    return [document.querySelector('[data-testid=stMain]').scrollTop, map?.getZoom(), lat, lng]
        .map(it => Math.round(it * 100)); }"""
TOLD = "document.getElementById('arctic-says').innerText.includes('has been updated')"


def renewed(folder: Path) -> None:
    """Change the evidence: a name, and a number of the opening view's sentence."""
    edited(folder, "evidence/contingents.csv", OLD, NEW)
    edited(folder, "evidence/contingents.csv", "Frankrigs første hold i Nuuk", NEW)
    claims = folder / "evidence" / "claims.csv"
    lines = claims.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [re.sub(r",15,15,", ",18,18,", line) if line.startswith("dep_fra_02-people,") else line for line in lines]
    assert changed != lines
    claims.write_text("".join(changed), encoding="utf-8")


def bar(page: Page) -> Locator:
    return page.locator("#arctic-says")


def shows(visit: Visit) -> tuple[str, ...]:
    """What map, sentence, table and card hold of the name and the number that change."""
    frame = visit.frame()
    frame.locator("[data-card=fra-advance] .p-source").first.wait_for()  # what a card cites comes a moment later
    return (
        str(frame.evaluate("() => arctic.ctx.subjects.get('fra-advance').label")),
        str(visit.state("fra-advance")["low"]),
        visit.page.locator("h1.sentence").inner_text(),
        visit.table().locator("tr[data-id=fra-advance]").inner_text(),
        frame.locator("[data-card=fra-advance]").inner_text(),
    )


@pytest.mark.allow_noise("the server is stopped under the page")
def test_new_evidence_under_an_open_page_is_told_and_taken_over_whole(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    folders, port = [copied(tmp_path), copied(tmp_path / "new")], free_port()
    renewed(folders[1])
    query = {"sel": "fra-advance", "kinds": "contingent"}
    with ExitStack() as servers, visiting(browser, f"http://127.0.0.1:{port}") as visit:
        running = servers.enter_context(serving(tmp_path / "home", port=port, GEODATA_DIR=str(folders[0])))
        visit.page.add_init_script(f"({KEEP_SOCKETS})()")
        visit.open()
        for turn, choice in enumerate(ways):  # each server has what the one before had not
            visit.go(**query)
            visit.table().locator("tr[data-id=fra-advance]").wait_for()
            before, (was, now) = shows(visit), ((OLD, "15"), (NEW, "18"))[:: -1 if turn % 2 else 1]
            assert before[:2] == was
            visit.page.evaluate(WATCH, now[0])
            running.process.kill()
            running.process.wait()
            folder = folders[(turn + 1) % 2]
            running = servers.enter_context(serving(tmp_path / f"home{turn}", port=port, GEODATA_DIR=str(folder)))
            visit.page.wait_for_function(BACK)
            expect(bar(visit.page)).to_contain_text("The evidence has been updated.")
            assert bar(visit.page).get_attribute("role") == "status"
            visit.settle()
            assert shows(visit) == before
            assert visit.page.evaluate("() => window.sawOfTheTest") is False
            taken_over(visit, choice, was[0], now, query)
            assert running.get("/healthz").status == 200


def taken_over(visit: Visit, choice: str, old: str, new: tuple[str, str], query: dict[str, str]) -> None:
    """Make a choice on a page that is told of newer evidence, and see that it is whole afterwards."""
    sentence = visit.page.locator("h1.sentence").inner_text()
    visit.page.evaluate("() => { window.markOfTheTest = true; }")
    ways[choice](visit)
    visit.page.wait_for_function("() => !window.markOfTheTest")
    visit.frame()
    visit.page.keyboard.press("Shift")
    visit.table().locator("tr[data-id=fra-advance]").wait_for()
    after = shows(visit)
    assert after[:2] == new, choice
    assert (old in "".join(after), new[0] in after[3], new[0] in after[4]) == (False, True, True), choice
    assert after[2] != sentence or choice == "back"
    assert old not in visit.page.evaluate(READ)
    wanted = {"filter": {"nations": "FRA"}, "day": {"asof": "2026-01-20"}, "link": {"lang": "da"}}
    assert visit.query() == {**query, **wanted.get(choice, {})}
    expect(bar(visit.page)).to_be_empty()


def test_new_evidence_in_a_running_server_moves_nothing_until_the_reader_asks(browser: Browser, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    noise = Noise("")
    with serving(tmp_path / "home", GEODATA_DIR=str(folder)) as server:
        noise.host = urlsplit(server.url).netloc
        with visiting(browser, server.url, noise) as visit:
            visit.open(sel="fra-advance", kinds="contingent")
            visit.table().locator("tr[data-id=fra-advance]").wait_for()
            visit.zoom_in()
            visit.page.evaluate(SCROLL, 300)
            visit.mark()
            before, place = shows(visit), visit.page.evaluate(PLACE)
            old = json.loads(server.get("/healthz").body)["release"]
            renewed(folder)
            visit.page.wait_for_function(f"async () => {{ await ArcticPage.askForNewer(); return {TOLD}; }}")
            assert shows(visit) == before
            visit.page.evaluate("() => ArcticPage.choose({nations: 'FRA'})")
            visit.settle()
            assert shows(visit)[0] == OLD
            assert visit.page.locator("h1.sentence").inner_text() != before[2]
            assert (visit.marked(), visit.page.evaluate(PLACE)) == (True, place)
            visit.page.evaluate("() => ArcticPage.choose({nations: ''})")
            visit.settle()
            bar(visit.page).get_by_role("button", name="Show it").click()
            visit.page.wait_for_function("() => performance.getEntriesByType('navigation')[0].type === 'reload'")
            visit.page.wait_for_function(f"place => JSON.stringify(({PLACE})()) === JSON.stringify(place)", arg=place)
            visit.table().locator("tr[data-id=fra-advance]").wait_for()
            assert releases(visit) == {"new"}
            expect(bar(visit.page)).to_be_empty()
            # What it showed before can be opened again, by its name.
            visit.open(sel="fra-advance", kinds="contingent", release=old)
            visit.table().locator("tr[data-id=fra-advance]").wait_for()
            assert releases(visit) == {"old"}
            expect(visit.page.locator(".st-key-notes")).to_contain_text("There is newer evidence.")
            rows = visit.page.locator('a[href*="view/rows.csv"]').first.get_attribute("href") or ""
            assert OLD.encode() in server.get(rows.removeprefix(server.url)).body
    assert (noise.errors, noise.foreign) == ([], [])


def _filter(visit: Visit) -> None:
    visit.page.evaluate("() => ArcticPage.choose({nations: 'FRA'})")


def _link(visit: Visit) -> None:
    visit.page.evaluate("() => ArcticPage.choose({lang: 'da'})")


def _day(visit: Visit) -> None:
    handle = visit.frame().get_by_role("slider").first
    handle.focus()
    handle.press("ArrowRight")


def _back(visit: Visit) -> None:
    visit.page.evaluate("() => ArcticPage.draw && history.pushState({}, '', location.href + '&notes=1')")
    visit.page.go_back()


ways: dict[str, Callable[[Visit], None]] = {
    "button": lambda visit: bar(visit.page).get_by_role("button", name="Show it").click(),
    "filter": _filter,
    "link": _link,
    "day": _day,
    "back": _back,
}


@pytest.mark.allow_noise("the scripts of another version are refused")
def test_a_page_whose_script_another_version_answers_for_loads_again_and_not_for_ever(
    browser: Browser, server: Server
) -> None:
    with visiting(browser, server.url) as visit:
        loads: list[str] = []
        refused = re.compile(r"/assets/page\.js")

        def refuse(route: Route) -> None:
            loads.append(route.request.url)
            route.fulfill(status=409, body="another version answers here", headers={"Cache-Control": "no-store"})

        visit.page.route(refused, refuse)
        visit.page.goto(f"{server.url}/?nations=FRA")
        expect(bar(visit.page)).to_contain_text("did not load completely")
        assert len(loads) == 5
        visit.page.unroute(refused)
        bar(visit.page).get_by_role("button", name="Load it again").click()
        visit.table().wait_for()
        assert visit.query() == {"nations": "FRA"}
        expect(bar(visit.page)).to_be_empty()


@pytest.mark.allow_noise("the frame's script is refused once")
def test_a_map_whose_script_another_version_answers_for_comes_with_the_page_loaded_again(
    browser: Browser, server: Server
) -> None:
    with visiting(browser, server.url) as visit:
        loads: list[str] = []

        def count(request: Request) -> None:
            if request.resource_type == "document" and request.frame.parent_frame is None:
                loads.append(request.url)

        def refuse(route: Route) -> None:
            if len(loads) > 1:
                route.fallback()
            else:
                route.fulfill(status=409, body="another version answers here", headers={"Cache-Control": "no-store"})

        visit.page.on("request", count)
        visit.page.route(re.compile(r"/assets/map\.js"), refuse)
        visit.page.goto(f"{server.url}/?nations=FRA")
        expect(visit.page.locator("h1.sentence")).to_be_visible(timeout=PATIENCE_MS)
        visit.page.wait_for_function("() => performance.getEntriesByType('navigation')[0].type === 'reload'")
        visit.frame()
        assert all(name.startswith("fra-") for name in visit.visible())
        assert loads == [f"{server.url}/?nations=FRA"] * 2


def releases(visit: Visit) -> set[str]:
    """Which of the two releases map, table, card and sentence show: one of them, if all goes well."""
    name, number, sentence, row, card = shows(visit)
    old = name == OLD, number == "15", "217" in sentence, OLD in row, OLD in card
    return {"old" if each else "new" for each in old}


@pytest.mark.allow_noise("a replica answers that it is another release, and one is stopped")
def test_a_reader_never_sees_two_releases_while_replicas_change_over(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, new = copied(tmp_path / "old"), copied(tmp_path / "new")
    renewed(new)
    with (
        serving(tmp_path / "a", GEODATA_DIR=str(old)) as first,
        serving(tmp_path / "b", GEODATA_DIR=str(new)) as second,
        proxied(tmp_path / "nginx", [first, second]) as place,
        visiting(browser, place.url) as visit,
    ):
        question = {place.get("/healthz").body for _ in range(4)}
        assert len(question) == 2  # no reader sticks to one replica
        seen = set()
        for _ in range(4):
            visit.page.goto(f"{place.url}/?sel=fra-advance&kinds=contingent")
            visit.page.reload()  # so that each begins with the other replica
            visit.frame()
            visit.page.keyboard.press("Shift")
            visit.table().locator("tr[data-id=fra-advance]").wait_for()
            visit.frame().locator("[data-card=fra-advance]").wait_for()
            visit.settle()
            shown = releases(visit)
            assert len(shown) == 1, shows(visit)
            seen |= shown
        assert seen
        first.process.kill()
        first.process.wait()
        visit.page.goto(f"{place.url}/?sel=fra-advance&kinds=contingent")
        visit.frame()
        visit.page.keyboard.press("Shift")
        visit.table().locator("tr[data-id=fra-advance]").wait_for()
        assert releases(visit) == {"new"}


@pytest.mark.allow_noise("the replica of an open page is stopped")
def test_an_open_page_whose_replica_goes_is_told_of_the_other_release(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, new = copied(tmp_path / "old"), copied(tmp_path / "new")
    renewed(new)
    ports = free_port(), free_port()
    places = [f"http://127.0.0.1:{port}" for port in ports]
    with (
        serving(tmp_path / "a", port=ports[0], GEODATA_DIR=str(old)) as first,
        proxied(tmp_path / "nginx", places) as place,
        visiting(browser, place.url) as visit,
    ):
        visit.open(sel="fra-advance", kinds="contingent")
        visit.table().locator("tr[data-id=fra-advance]").wait_for()
        with serving(tmp_path / "b", port=ports[1], GEODATA_DIR=str(new)):
            first.process.kill()
            first.process.wait()
            expect(bar(visit.page)).to_contain_text("has been updated", timeout=PATIENCE_MS)
            visit.settle()
            assert releases(visit) == {"old"}
            visit.page.evaluate("() => { window.markOfTheTest = true; }")
            bar(visit.page).get_by_role("button", name="Show it").click()
            visit.page.wait_for_function("() => !window.markOfTheTest")
            visit.frame()
            visit.page.keyboard.press("Shift")
            visit.table().locator("tr[data-id=fra-advance]").wait_for()
            assert releases(visit) == {"new"}
