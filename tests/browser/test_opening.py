"""What a person finds on opening the page: the right day, the library's states, silence towards other hosts."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

import geodata
from tests.browser.pages import Noise, Visit, visiting
from tests.browser.serving import Server


def shown_by_rules(atlas: geodata.Atlas, opening: str) -> dict[str, geodata.State]:
    """The states that the library computes for one of the named openings; no word is left out."""
    clocks = atlas.openings[opening]
    states = atlas.at(clocks.as_of, clocks.known_by).states
    return {subject: state for subject, state in states.items() if state.step}


def as_the_map_tells(state: geodata.State) -> dict[str, object]:
    """A state in the form of `arctic.state(id)`; where it is shown is the map's own affair."""
    return {name: getattr(state, name) for name in ("step", "low", "high", "place", "precision")}


def test_the_page_opens_on_17_january_2026_with_all_that_is_known(fresh: Visit, atlas: geodata.Atlas) -> None:
    fresh.open()
    assert set(fresh.visible()) == set(shown_by_rules(atlas, "opening"))
    assert fresh.query() == {}
    assert "19 January 2026" in fresh.page.locator("body").inner_text()


@pytest.mark.parametrize("opening", ["opening", "article", "consulates", "latest"])
def test_every_state_on_the_map_is_the_librarys(visit: Visit, atlas: geodata.Atlas, opening: str) -> None:
    clocks = atlas.openings[opening]
    known = clocks.known_by.isoformat() if clocks.known_by else "all"
    visit.go(asof=clocks.as_of.isoformat(), known=known)
    told_by_map = visit.states()
    states = shown_by_rules(atlas, opening)
    assert sorted(told_by_map) == sorted(states)
    for subject, state in states.items():
        actual = told_by_map[subject]
        assert {key: actual[key] for key in as_the_map_tells(state)} == as_the_map_tells(state), subject
        assert actual["faded"] == (state.last_known or state.unconfirmed), subject
        assert actual["shown"] in {"map", "nuuk-list", "unplaced-list"}, subject


def test_what_nobody_placed_is_in_the_tray_and_what_is_in_nuuk_in_the_lens(visit: Visit, atlas: geodata.Atlas) -> None:
    visit.go()
    shown = visit.states()
    assert {one["shown"] for one in shown.values() if one["place"] in {"", "greenland"}} == {"unplaced-list"}
    in_parts = {name for name, state in shown_by_rules(atlas, "opening").items() if len(state.spots) > 1}
    in_nuuk = [one for name, one in shown.items() if one["place"] == "nuuk" and name not in in_parts]
    assert {one["shown"] for one in in_nuuk} == {"nuuk-list"}
    assert shown["pituffik"]["shown"] == "map"


def test_every_visible_id_has_a_symbol_with_its_id_and_a_name(visit: Visit) -> None:
    frame = visit.go()
    names: dict[str, str] = {}
    for unfold in (".nuuk-list .fold", ".unplaced-list .fold"):  # one list at a time lies over the map
        frame.locator(unfold).click()
        names |= dict(
            frame.evaluate(
                """() => [...document.querySelectorAll('[data-id]')].filter(it => it.checkVisibility())
                    .map(it => [it.dataset.id, (it.getAttribute('aria-label') || it.textContent || '').trim()])"""
            )
        )
    frame.locator(".unplaced-list .fold").click()
    assert set(visit.visible()) <= set(names)
    assert [subject for subject in visit.visible() if len(names[subject]) < 5] == []


def test_the_four_openings_stand_beside_each_other(visit: Visit, atlas: geodata.Atlas) -> None:
    frame = visit.go()
    for words in ("19 January", "As known on 15 January", "Consulates open", "Latest"):
        frame.get_by_role("button", name=words, exact=True).wait_for()
    frame.get_by_role("button", name="As known on 15 January", exact=True).click()
    visit.page.wait_for_function("() => location.search === '?asof=2026-01-15&known=2026-01-15'")
    visit.wait_until("() => arctic.state('fra-nuuk').step === 'announced'")
    assert visit.visible() == sorted(shown_by_rules(atlas, "article"))


def test_what_sources_disagree_on_carries_a_sign_of_its_own_and_says_so(visit: Visit, atlas: geodata.Atlas) -> None:
    frame = visit.go()
    disputed = {subject for subject, state in shown_by_rules(atlas, "opening").items() if state.contested}
    signed = set(
        frame.evaluate(
            """() => [...document.querySelectorAll('.pane [data-id]')].filter(it => it.querySelector('.unlike'))
                .map(it => it.dataset.id)"""
        )
    )
    drawn = set(frame.evaluate("() => [...document.querySelectorAll('.pane [data-id]')].map(it => it.dataset.id)"))
    assert signed == disputed & drawn
    assert signed
    first = frame.locator(".pane [data-id]:has(.unlike)").first
    assert "disputed" in str(first.get_attribute("aria-label"))
    first.focus()
    visit.page.keyboard.press("Shift+Tab")
    visit.page.keyboard.press("Tab")
    assert "disputed" in frame.get_by_role("tooltip").inner_text()
    assert frame.locator(".key [data-step=disputed] .unlike").count() == 1


def test_the_page_sets_no_cookie_of_ours_and_stores_nothing_about_the_reader(fresh: Visit) -> None:
    fresh.open()
    fresh.choose("Countries", "France")
    names = [str(cookie.get("name")) for cookie in fresh.page.context.cookies()]
    assert [name for name in names if not name.startswith("_streamlit")] == []
    stored = fresh.page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [key for key in stored if "arctic" in key.lower()] == []


def test_healthz_tells_that_the_evidence_is_whole(server: Server, atlas: geodata.Atlas) -> None:
    answer = server.get("/healthz")
    body = json.loads(answer.body)
    assert answer.status == 200
    assert (body["ready"], body["claims"]) == (True, len(atlas.claims))
    assert body["release"]


def test_routes_answer_with_type_and_no_way_to_the_file_system(server: Server) -> None:
    answers = {name: server.get(name) for name in ("/data/start/en.json", "/assets/map.js", "/assets/map.css")}
    assert {answer.status for answer in answers.values()} == {200}
    assert "json" in answers["/data/start/en.json"].headers["content-type"]
    assert "javascript" in answers["/assets/map.js"].headers["content-type"]
    for path in ("/assets/../app.py", "/assets/%2e%2e/app.py", "/data/../../etc/passwd", "/data/nothing.json"):
        answer = server.get(path)
        assert b"import" not in answer.body, path
        assert answer.status in {400, 404}, path


def test_the_listener_for_noise_hears_an_error_and_a_foreign_request(browser: Browser, server: Server) -> None:
    noise = Noise(urlsplit(server.url).netloc)
    with visiting(browser, "data:text/html,<p>empty</p>", noise) as planted:
        planted.page.goto("data:text/html,<p>empty</p>")
        planted.page.evaluate("() => { console.error('planted'); setTimeout(() => { throw new Error('loose'); }); }")
        planted.page.evaluate("() => fetch('http://127.0.0.1:9/telemetry').catch(() => null)")
        planted.page.evaluate("() => new Promise(resolve => setTimeout(resolve))")  # after the one that throws
    assert any("planted" in error for error in noise.errors)
    assert any("loose" in error for error in noise.errors)
    assert noise.foreign == ["http://127.0.0.1:9/telemetry"]


def test_a_failing_map_script_leaves_sentence_and_table_and_one_line_that_says_so(
    visit_to: Callable[..., Visit], server: Server, request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.allow_noise("the script is made to fail"))
    visit = visit_to(server)
    visit.page.route("**/assets/map.js*", lambda route: route.abort())
    visit.page.goto(server.url)
    visit.table().wait_for()
    text = visit.page.locator("body").inner_text()
    assert "19 January 2026" in text
    assert "map" in text.lower()


# The page waits six seconds for a map that says nothing; here it would wait for ever.
ENDLESS = """() => { const real = window.setTimeout;
    window.setTimeout = (work, ms, ...rest) => ms === 6000 ? 0 : real(work, ms, ...rest); }"""


def test_a_map_without_its_data_says_so_itself_and_the_table_does_not_wait(
    visit_to: Callable[..., Visit], server: Server, request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.allow_noise("the data are made to fail"))
    visit = visit_to(server)
    visit.page.add_init_script(f"({ENDLESS})()")
    visit.page.route("**/data/start/*", lambda route: route.abort())
    visit.page.goto(server.url)
    visit.table().wait_for()
    assert "The map could not be drawn" in visit.page.locator("body").inner_text()
