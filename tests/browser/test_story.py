"""The story: one mechanism for a reader's card and for a room, on the live map; no step waits for the server."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator

from dashboard.payloads.atlas import source_in_short
from dashboard.present.story import Scene, scenes
from geodata import Atlas
from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server

WHERE = "() => [window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"
DAYS = {
    "en": ["14 January 2026", "14 January 2026", "14 January 2026", "15 January 2026", "16 January 2026"],
    "da": ["14. januar 2026", "14. januar 2026", "14. januar 2026", "15. januar 2026", "16. januar 2026"],
}
AS_OF = {"en": "As of", "da": "Situation pr."}
LAST = len(scenes())
SMALLEST = 0.0218  # of the window's height; 2.2 % as browsers round it


@pytest.fixture
def stage(visit: Visit) -> Iterator[Visit]:
    """The shared window; afterwards nobody tells anything, and the server knows."""
    yield visit
    visit.frame().evaluate("() => arctic.ctx.story.leave()")
    visit.page.wait_for_function("() => !location.search.includes('scene')")


@pytest.fixture
def room(stage: Visit) -> Visit:
    """A room that sees the third scene."""
    stage.go(present="1", scene="3")
    at_scene(stage, 3)
    return stage


# Resolves once the page has scrolled the map up, which it does smoothly, and has stood still for some frames.
SCROLLED = """() => new Promise(resolve => { let before = -1, still = 0;
    const look = () => { const {top} = document.querySelector('iframe').getBoundingClientRect();
        still = top === before ? still + 1 : 0; before = top;
        if (still < 20) requestAnimationFrame(look); else resolve(); };
    look(); })"""


# The map stands right below the page's own head.
BELOW_HEAD = """() => {
    const [frame, head] = ['iframe', '.stApp .head'].map(it => document.querySelector(it).getBoundingClientRect());
    return Math.abs(frame.top - head.bottom) <= 1;
}"""


def at_scene(visit: Visit, number: int) -> None:
    """Wait until a scene is on show."""
    visit.wait_until("n => arctic.ctx.scene && arctic.ctx.scene.number === n", number)


def caption(visit: Visit, part: str) -> str:
    return visit.frame().locator(f".p-cap-{part}").inner_text()


def card(visit: Visit) -> Locator:
    return visit.frame().locator('[data-card="story"]')


def shown_day(visit: Visit) -> str:
    return str(visit.frame().evaluate("() => arctic.ctx.day"))


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("number", [1, 4, 5])
def test_the_caption_says_what_the_scene_says(stage: Visit, atlas: Atlas, lang: str, number: int) -> None:
    scene: Scene = scenes()[number - 1]
    stage.go(present="1", scene=str(number), **({"lang": lang} if lang != "en" else {}))
    at_scene(stage, number)
    assert caption(stage, "title") == f"{number} · {scene.title[lang]}"
    assert caption(stage, "sentence") == scene.sentence[lang]
    assert caption(stage, "day").split("\n")[:2] == [AS_OF[lang], DAYS[lang][number - 1]]
    named = dict.fromkeys(source_in_short(atlas.sources[name], lang) for name in scene.sources)
    assert " · ".join(named) in caption(stage, "sources")
    assert stage.frame().locator(".p-cap-dots li").count() == len(scenes())
    assert scene.title[lang] in stage.page.title()


@pytest.mark.parametrize(("question", "expected"), [("0", 1), (str(LAST), LAST), (str(LAST + 1), LAST), ("4000", LAST)])
def test_a_number_that_no_scene_has_leads_to_the_nearest(stage: Visit, question: str, expected: int) -> None:
    stage.go(present="1", scene=question)
    at_scene(stage, expected)


def focus_the_page(stage: Visit) -> None:
    stage.page.evaluate("() => document.activeElement && document.activeElement.blur()")


def focus_a_symbol(stage: Visit) -> None:
    stage.frame().locator(".cluster .item").first.focus()


def focus_the_hidden_search(stage: Visit) -> None:
    stage.page.evaluate("() => document.querySelector('.head input').focus()")


@pytest.mark.parametrize("focus", [focus_the_page, focus_a_symbol, focus_the_hidden_search])
def test_keys_turn_the_scenes_whatever_has_the_focus(room: Visit, focus: Callable[[Visit], None]) -> None:
    focus(room)
    steps = [("ArrowRight", 4), ("PageDown", 5), ("Space", 6), ("ArrowDown", 7), ("ArrowLeft", 6), ("PageUp", 5)]
    back = [("ArrowUp", 4), ("Shift+Space", 3), ("Home", 1), ("ArrowLeft", 1)]
    for key, number in [*steps, *back, ("End", LAST), ("ArrowRight", LAST)]:
        room.page.keyboard.press(key)
        assert room.frame().evaluate("() => arctic.ctx.scene.number") == number, key


def test_steps_ask_the_server_for_nothing_and_tell_it_once(fresh: Visit) -> None:
    sent: list[int] = []
    fresh.page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(len(data))))
    frame = fresh.open(present="1")
    at_scene(fresh, 1)
    fresh.settle(1000)
    fresh.mark()
    sent.clear()
    # In one breath, as a slow machine would else rest between two keys.
    drawn = frame.evaluate(
        "steps => [arctic.ctx.day, ...Array.from({length: steps}, () => arctic.key('ArrowRight') && arctic.ctx.day)]",
        LAST - 1,
    )
    assert sent == []
    assert drawn == [scene.as_of.isoformat() for scene in scenes()]
    fresh.page.wait_for_function(f"() => location.search.includes('scene={LAST}')")
    fresh.settle()
    assert len(sent) == 1
    assert sent[0] < 4096
    assert fresh.marked()


def test_the_map_shows_the_scene_and_nothing_else_but_the_bases(room: Visit) -> None:
    room.page.keyboard.press("ArrowRight")
    assert room.state("deu-recce")["step"] == "announced"  # known by 15 January
    room.page.keyboard.press("ArrowRight")
    assert (room.state("deu-recce")["step"], room.state("deu-recce")["low"]) == ("in_place", 15)
    assert "deu-recce" in room.visible()
    assert not {"fra-advance", "usa-nuuk"} & set(room.visible())


def test_what_is_lit_stands_free_of_the_caption(room: Visit) -> None:
    for number in range(3, len(scenes()) + 1):
        room.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        room.wait_until("() => !window.map._animatingZoom && !(map._panAnim && map._panAnim._inProgress)")
        hidden = room.frame().evaluate(
            """() => {
                const top = document.querySelector('.p-cap-sentence').getBoundingClientRect().top;
                const lit = arctic.ctx.scene.lights;
                return [...document.querySelectorAll('.cluster [data-id]')]
                    .filter(node => lit.includes(node.dataset.id))
                    .map(node => node.getBoundingClientRect())
                    .filter(box => box.bottom > top || box.top < 0 || box.left < 0 || box.right > innerWidth).length;
            }"""
        )
        assert hidden == 0, number


def test_nothing_before_a_room_is_small(room: Visit) -> None:
    small = room.frame().evaluate(
        """least => {
            const found = [];
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const node = walk.currentNode.parentElement;
                const box = node.getBoundingClientRect();
                if (!walk.currentNode.data.trim() || !node.checkVisibility({visibilityProperty: true})) continue;
                if (box.width < 2 || box.bottom < 0 || box.top > innerHeight) continue;
                if (node.closest('.unseen, .p-hidden, svg')) continue;
                const size = parseFloat(getComputedStyle(node).fontSize);
                if (size < least * innerHeight) found.push(walk.currentNode.data);
            }
            return found;
        }""",
        SMALLEST,
    )
    assert small == []


def test_the_frame_fills_the_window_and_the_page_steps_back(room: Visit) -> None:
    size = room.page.viewport_size
    assert size is not None
    box = room.page.locator(".st-key-pane iframe").bounding_box()
    assert box == {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
    for part in (".head", ".sidebar", "h1.sentence", "section.table"):
        assert not room.page.locator(part).first.is_visible(), part


def test_b_blanks_the_screen_and_any_key_brings_it_back(room: Visit) -> None:
    blank = room.frame().locator(".p-blank")
    for key, back in (("b", "b"), ("b", "ArrowRight"), (".", "x"), (".", "Escape")):
        room.page.keyboard.press(key)
        assert blank.is_visible()
        assert blank.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(0, 0, 0)"
        room.page.keyboard.press(back)
        assert not blank.is_visible()
    at_scene(room, 3)


@pytest.mark.parametrize("focus", [focus_the_page, focus_a_symbol])
def test_escape_leaves_and_gives_day_zoom_and_frame_back(stage: Visit, focus: Callable[[Visit], None]) -> None:
    frame = stage.go(asof="2026-02-06")
    stage.mark()
    stage.settle()
    stage.zoom_in()
    before = frame.evaluate(WHERE)
    stage.page.get_by_role("link", name="Present", exact=True).click()
    at_scene(stage, 1)
    stage.settle()
    stage.page.keyboard.press("End")
    focus(stage)
    stage.page.keyboard.press("Escape")
    assert shown_day(stage) == "2026-02-06"
    stage.page.wait_for_function("() => !location.search.includes('present')")
    stage.settle()
    assert stage.query() == {"asof": "2026-02-06"}
    assert stage.page.locator(".head").is_visible()
    assert frame.evaluate(WHERE) == pytest.approx(before, abs=0.05)
    assert stage.marked()


def test_the_card_tells_the_story_and_the_map_follows(stage: Visit) -> None:
    frame = stage.go()
    stage.mark()
    frame.get_by_role("button", name="Tell me the story").click()
    card(stage).wait_for()
    assert f"1 of {LAST}" in card(stage).inner_text()
    assert card(stage).get_by_role("button", name="Previous").is_disabled()
    for number, scene in enumerate(scenes(), 1):
        text = card(stage).inner_text()
        assert f"{number} of {LAST}" in text
        assert scene.title["en"] in text
        assert scene.sentence["en"] in text
        assert shown_day(stage) == scene.as_of.isoformat()
        if number < len(scenes()):
            card(stage).get_by_role("button", name="Next").click()
    stage.page.wait_for_function(f"() => location.search === '?view=story&scene={LAST}'")
    stage.settle()
    assert stage.page.locator("h1.sentence").inner_text().startswith("As of 22 September 2026")
    frame.get_by_role("button", name="Close").click()
    card(stage).wait_for(state="detached")
    assert shown_day(stage) == "2026-01-19"
    stage.page.wait_for_function("() => location.search === ''")
    assert stage.marked()


def test_enter_on_next_can_be_pressed_again_and_escape_closes_the_card(stage: Visit) -> None:
    stage.go(view="story", scene="2")
    at_scene(stage, 2)
    card(stage).get_by_role("button", name="Next").focus()
    for number in (3, 4):
        stage.page.keyboard.press("Enter")
        at_scene(stage, number)
    stage.page.keyboard.press("ArrowLeft")
    at_scene(stage, 3)
    stage.page.keyboard.press("Escape")
    card(stage).wait_for(state="detached")


def test_a_choice_on_the_map_leaves_the_story_where_it_stands(stage: Visit) -> None:
    frame = stage.go(view="story", scene="4")
    at_scene(stage, 4)
    stage.settle(400)
    frame.locator('.cluster [data-id="deu-recce"]').first.click()
    frame.locator('[data-card="deu-recce"]').wait_for()
    stage.page.wait_for_function("() => location.search.includes('sel=deu-recce')")
    stage.settle()
    assert stage.query() == {"asof": "2026-01-15", "known": "2026-01-15", "sel": "deu-recce"}


def test_back_leads_out_of_the_story(stage: Visit) -> None:
    frame = stage.go(nations="FRA")
    frame.get_by_role("button", name="Tell me the story").click()
    stage.page.wait_for_function("() => location.search.includes('view=story')")
    stage.settle()
    stage.page.go_back()
    stage.wait_until("() => !arctic.ctx.scene")
    stage.settle()
    assert stage.query() == {"nations": "FRA"}


def test_a_phone_tells_it_in_a_sheet_below_the_map(visit_to: Callable[..., Visit], server: Server) -> None:
    phone = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True)
    phone.open()
    phone.settle()
    phone.page.get_by_role("button", name="More").click()
    phone.page.get_by_text("Tell me the story").click()
    at_scene(phone, 1)
    # A click waits until nothing else is hit at its button, and may scroll the page far to find out: so the map is
    # awaited before the first and, as each scene brings it up again, after the last.
    phone.page.wait_for_function(BELOW_HEAD)
    next_one = card(phone).get_by_role("button", name="Next")
    for _ in range(4):
        next_one.click()
    at_scene(phone, 5)
    phone.wait_until("() => !window.map._animatingZoom")
    phone.page.wait_for_function(BELOW_HEAD)
    box = next_one.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    lit = phone.frame().locator('.cluster [data-id="deu-recce"]').first
    sheet = phone.frame().locator(".p-sheet")
    phone.page.evaluate(SCROLLED)
    symbol_box, sheet_box = lit.bounding_box(), sheet.bounding_box()
    assert symbol_box is not None
    assert sheet_box is not None
    assert symbol_box["y"] >= 52
    assert symbol_box["y"] + symbol_box["height"] <= sheet_box["y"]
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_scenes_are_asked_for_only_when_the_story_is(fresh: Visit) -> None:
    question: list[str] = []
    fresh.page.on("request", lambda request: question.append(request.url))
    frame = fresh.open()
    fresh.settle(600)
    assert not [url for url in question if "scenes.json" in url]
    frame.get_by_role("button", name="Tell me the story").click()
    at_scene(fresh, 1)
    assert len([url for url in question if "scenes.json?v=" in url]) == 1
