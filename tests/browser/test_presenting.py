"""Presenting by hand: a card over the scene, a mouse, numbers, the list of the keys; and no wall drops a label."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, WebSocketRoute, expect

from dashboard.present.story import scenes
from tests.browser.pages import Visit, hold
from tests.browser.serving import Server
from tests.browser.test_story import LAST, SMALLEST, at_scene, room, stage

__all__ = ["room", "stage"]

SCENE = "() => arctic.ctx.scene && arctic.ctx.scene.number"
GLANCE = "() => arctic.ctx.glance"
ON_TOP = """name => {
    const node = document.querySelector(name);
    const {left, top, width, height} = node.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return node === hit || node.contains(hit);
}"""


def open_card(room: Visit) -> Frame:
    """Go to the fifth scene and click on what it lights."""
    frame = room.frame()
    frame.evaluate("() => arctic.ctx.story.go(5)")
    room.settle(600)
    frame.locator('.cluster [data-id="deu-recce"]').first.click()
    frame.locator('.p-glance [data-card="deu-recce"]').wait_for()
    return frame


@pytest.mark.parametrize("key", ["ArrowRight", "Space", "PageUp", "Home", "Escape"])
def test_a_click_opens_a_card_over_the_scene_and_the_next_key_leads_back(room: Visit, key: str) -> None:
    frame = open_card(room)
    assert frame.evaluate(SCENE) == 5
    room.page.keyboard.press(key)
    assert frame.evaluate(GLANCE) == ""
    assert frame.locator(".p-glance").count() == 0
    assert frame.evaluate(SCENE) == 5


def test_a_button_in_words_leads_back_to_the_scene(room: Visit) -> None:
    frame = open_card(room)
    frame.get_by_role("button", name="Back to the story").click()
    frame.locator(".p-glance").wait_for(state="detached")
    assert frame.evaluate(SCENE) == 5
    room.page.keyboard.press("ArrowRight")
    at_scene(room, 6)


def test_the_card_before_a_room_is_large_and_leaves_the_sentence_free(room: Visit) -> None:
    frame = open_card(room)
    small = frame.evaluate(
        """least => [...document.querySelectorAll('.p-glance *')].filter(node => {
            const own = [...node.childNodes].some(it => it.nodeType === 3 && it.data.trim());
            return own && node.checkVisibility() && node.getBoundingClientRect().width > 2
                && !node.closest('svg, .p-hidden')
                && parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom < least * innerHeight;
        }).map(node => node.textContent)""",
        SMALLEST,
    )
    assert small == []
    card, sentence = (frame.locator(name).bounding_box() for name in (".p-glance", ".p-cap-sentence"))
    assert card is not None
    assert sentence is not None
    assert card["y"] >= 0
    assert card["y"] + card["height"] <= sentence["y"]


def test_no_choice_in_the_card_moves_the_day_of_the_scene(room: Visit) -> None:
    frame = open_card(room)
    frame.evaluate("() => { arctic.ctx.setDay('2026-02-06', true); arctic.ctx.select('event:ev_add_02'); }")
    frame.locator('.p-glance [data-card="event:ev_add_02"], .p-glance .p-card').first.wait_for()
    go = frame.locator(".p-glance .p-chip").filter(has_text="7 September")
    for _ in range(go.count()):
        go.first.click()
    assert frame.evaluate("() => arctic.ctx.day") == scenes()[4].as_of.isoformat()
    assert room.query()["present"] == "1"


def test_a_mouse_steps_and_leaves(room: Visit) -> None:
    frame = room.frame()
    for name, number in (("Next", 4), ("Next", 5), ("Previous", 4)):
        frame.locator(".p-caption").get_by_role("button", name=name).click()
        at_scene(room, number)
    frame.locator(".p-caption").get_by_role("button", name="Leave the story").click()
    room.wait_until("() => !arctic.ctx.scene")
    room.page.wait_for_function("() => !location.search.includes('present')")


def test_the_ends_of_the_story_have_no_further_step(room: Visit) -> None:
    buttons = room.frame().locator(".p-cap-nav button")
    for key, barred in (("Home", [True, False]), ("End", [False, True])):
        room.page.keyboard.press(key)
        assert buttons.evaluate_all("all => all.map(one => one.disabled)") == barred


@pytest.mark.parametrize(
    ("keys", "expected"), [(["5"], 5), (["1", "2"], 12), (["1", "Enter"], 1), (["1"], 1), (["0", "7"], 7)]
)
def test_digits_go_to_the_scene_of_that_number(room: Visit, keys: list[str], expected: int) -> None:
    for key in keys:
        room.page.keyboard.press(key)
    at_scene(room, expected)


def test_a_digit_that_waits_is_forgotten_with_another_key(room: Visit) -> None:
    room.page.keyboard.press("1")
    room.page.keyboard.press("ArrowRight")
    room.page.keyboard.press("2")
    at_scene(room, 2)


@pytest.mark.parametrize(("lang", "title"), [("en", "The keys"), ("da", "Tasterne")])
@pytest.mark.parametrize("shut", ["Escape", "?"])
def test_a_question_mark_lists_the_keys(stage: Visit, lang: str, title: str, shut: str) -> None:
    frame = stage.go(present="1", scene="3", **({"lang": lang} if lang != "en" else {}))
    at_scene(stage, 3)
    stage.page.keyboard.press("?")
    listed = frame.get_by_role("dialog", name=title)
    assert listed.is_visible()
    assert f" {LAST}" in listed.inner_text()
    assert listed.locator("dt").count() == listed.locator("dd").count() == 10
    stage.page.keyboard.press(shut)
    assert not listed.is_visible()
    at_scene(stage, 3)
    stage.page.keyboard.press("?")
    stage.page.keyboard.press("ArrowRight")
    assert not listed.is_visible()
    at_scene(stage, 4)


def test_escape_takes_off_one_layer_after_the_other(room: Visit) -> None:
    frame = open_card(room)
    room.page.keyboard.press("?")
    room.page.keyboard.press("b")
    layers = """() => [!document.querySelector('.p-blank').hidden, !document.querySelector('.p-keys').hidden,
        Boolean(arctic.ctx.glance), Boolean(arctic.ctx.scene)]"""
    stacks = [[1, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1], [0, 0, 0, 0]]
    for number, open_ones in enumerate(stacks):
        if number:
            room.page.keyboard.press("Escape")
        assert frame.evaluate(layers) == [bool(one) for one in open_ones], number


def test_f_fills_the_screen_and_gives_it_back(room: Visit) -> None:
    full = "on => Boolean(document.fullscreenElement) === on"
    for on in (True, False):
        room.page.keyboard.press("f")
        room.page.wait_for_function(full, arg=on)
    at_scene(room, 3)


def test_p_puts_a_ring_under_the_mouse_and_takes_it_away(room: Visit) -> None:
    ring = room.frame().locator(".p-pointer")
    room.page.mouse.move(400, 300)
    room.page.keyboard.press("p")
    for x, y in ((400, 300), (640, 512)):
        room.page.mouse.move(x, y)
        box = ring.bounding_box()
        assert box
        assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x, y), abs=1)
    room.page.keyboard.press("ArrowRight")  # the story goes on under it
    at_scene(room, 4)
    assert ring.is_visible()
    room.page.keyboard.press("p")
    assert ring.is_hidden()


def test_letters_typed_into_a_field_are_its_own(room: Visit) -> None:
    frame = open_card(room)
    frame.get_by_role("button", name="Report an error").click()
    text = frame.locator(".p-error-text")
    text.focus()
    for key in ("b", "5", "ArrowLeft", "Space", "?"):
        room.page.keyboard.press(key)
    assert frame.evaluate(GLANCE) == "deu-recce"
    assert not frame.locator(".p-blank").is_visible()
    assert frame.evaluate(SCENE) == 5


def test_a_dialog_of_the_page_keeps_its_keys(room: Visit) -> None:
    room.page.evaluate(
        """() => { const dialog = document.body.appendChild(document.createElement('div'));
            dialog.setAttribute('role', 'dialog'); dialog.id = 'planted'; dialog.tabIndex = 0;
            dialog.textContent = 'x'; dialog.focus(); }"""
    )
    room.page.keyboard.press("ArrowRight")
    assert room.frame().evaluate(SCENE) == 3
    room.page.evaluate("() => document.getElementById('planted').remove()")
    room.page.keyboard.press("ArrowRight")
    at_scene(room, 4)


# A field in a page that draws nothing else yet; what is typed there is its own.
FIELD = """() => { const field = document.documentElement.appendChild(document.createElement('input'));
    field.id = 'planted'; field.focus(); }"""


def test_each_key_counts_once_and_in_order_from_the_first_moment_of_a_page(fresh: Visit) -> None:
    keys = fresh.page.keyboard
    release = hold(fresh.page, "**/assets/page.js*")
    fresh.page.goto(f"{fresh.url}/?present=1&scene=3", wait_until="commit")
    fresh.page.wait_for_function("() => window.ArcticStart")  # its head is there; nothing is drawn
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        keys.press(key)
    fresh.page.evaluate(FIELD)
    keys.press("ArrowRight")
    fresh.page.evaluate("() => document.getElementById('planted').remove()")
    release()
    for key in ("PageDown", "Space"):
        keys.press(key)  # at whatever moment of the start they come
    at_scene(fresh, 6)
    fresh.page.wait_for_function("() => location.search.includes('scene=6')")
    assert fresh.frame().evaluate(SCENE) == 6
    keys.press("Escape")
    fresh.page.wait_for_function("() => !location.search.includes('present')")
    fresh.settle()
    fresh.page.get_by_role("link", name="Present", exact=True).click()
    for key in ("ArrowRight", "End", "ArrowLeft"):
        keys.press(key)  # the server has yet to answer
    at_scene(fresh, LAST - 1)


def test_a_reload_comes_back_to_the_same_scene(fresh: Visit) -> None:
    fresh.open(present="1", scene="3")
    at_scene(fresh, 3)
    fresh.page.keyboard.press("End")
    fresh.page.wait_for_function(f"() => location.search.includes('scene={LAST}')")
    fresh.page.reload()
    at_scene(fresh, LAST)


WALLS = [(1280, 720), (1920, 1080), (2560, 1440), (3840, 2160)]
FAULTS = """least => {
    const {ctx} = arctic;
    const box = node => node.getBoundingClientRect();
    const seen = node => node.checkVisibility({visibilityProperty: true}) && box(node).width > 2;
    const foot = box(document.querySelector('.p-cap-foot')).top;
    const faults = [];
    for (const node of document.querySelectorAll('.cluster')) {
        const {form} = node.querySelector('.box').dataset;
        const named = form !== 'none' && form !== 'bare' && seen(node.querySelector('.title'));
        if (!named) faults.push(['dropped', node.textContent]);
    }
    const written = '.cluster :is(.title, .sub), .distance, .p-caption :is(h2, p, b, span)'
        + ', .unplaced-list :is(b, .who, .sub, .num)';
    const texts = [...document.querySelectorAll(written)]
        .filter(node => seen(node) && [...node.childNodes].some(it => it.nodeType === 3 && it.data.trim()));
    for (const node of texts) {
        const {left, right, top, bottom} = box(node);
        if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) faults.push(['cut', node.textContent]);
        if (node.closest('.cluster') && bottom > foot) faults.push(['covered', node.textContent]);
        if (parseFloat(getComputedStyle(node).fontSize) < least * innerHeight) faults.push(['small', node.textContent]);
    }
    const fixed = ['title', 'day', 'shut', 'list', 'nav', 'sentence', 'sources']
        .map(name => document.querySelector(`.p-cap-${name}`));
    const range = document.createRange();
    const inked = node => {
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter(it => it.width);
    };
    fixed.forEach((a, i) => fixed.slice(i + 1).forEach(b => {
        for (const p of inked(a)) for (const q of inked(b))
            if (p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom)
                faults.push(['over', a.className, b.className]);
    }));
    return [...new Set(faults.map(one => one.join(': ')))];
}"""


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("size", WALLS)
def test_on_no_wall_a_label_is_dropped_cut_covered_or_small(
    visit_to: Callable[..., Visit], server: Server, size: tuple[int, int], lang: str
) -> None:
    wall = visit_to(server, viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    wall.open(present="1", scene="1", **({"lang": lang} if lang != "en" else {}))
    at_scene(wall, 1)
    found = {}
    for number in range(1, LAST + 1):
        wall.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        at_scene(wall, number)
        wall.settle(250)  # the names find their room a moment later
        found[number] = wall.frame().evaluate(FAULTS, SMALLEST)
    assert {number: faults for number, faults in found.items() if faults} == {}


def test_lists_and_notes_of_the_map_are_not_before_a_room(room: Visit) -> None:
    for number in range(1, LAST + 1):
        room.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        at_scene(room, number)
        seen = room.frame().locator(".note, .legend, .nuuk-list, .controls, .foot, .card, .timeline")
        assert seen.evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.className)") == []


def test_no_foreign_day_stays_on_the_page_when_the_scene_changes(stage: Visit) -> None:
    frame = stage.go(asof="2026-01-20")
    frame.evaluate("() => { arctic.ctx.setDay('2026-02-01', false); arctic.ctx.story.go(4); }")
    at_scene(stage, 4)
    stage.page.wait_for_function("() => location.search.includes('scene=4')")
    stage.settle()
    stage.page.wait_for_function("() => !document.documentElement.dataset.day")
    frame.evaluate("() => arctic.ctx.story.go(7)")
    day = scenes()[6].as_of
    written = f"{day.day} {day:%B %Y}"
    stage.page.wait_for_function("day => document.documentElement.dataset.day === day", arg=day.isoformat())
    assert stage.page.locator(".sentence-box > .now").inner_text().startswith(written)
    stage.page.wait_for_function("() => location.search.includes('scene=7')")
    stage.settle()
    stage.page.wait_for_function("() => !document.documentElement.dataset.day")
    assert written in stage.page.locator("h1.sentence").inner_text()
    frame.evaluate("() => arctic.ctx.story.leave()")
    stage.page.wait_for_function("() => !location.search.includes('scene')")
    stage.go(asof="2026-01-25")  # the drag that the story ended is over
    stage.wait_until("() => arctic.ctx.day === '2026-01-25'")


def test_a_number_of_the_sentence_opens_its_rows_in_large_type(room: Visit) -> None:
    frame = room.frame()
    frame.locator(".p-cap-sentence").get_by_role("button", name="fifteen").click()
    frame.locator('.p-glance [data-card="fra-advance"]').wait_for()
    room.page.keyboard.press("ArrowRight")
    assert frame.evaluate(GLANCE) == ""
    at_scene(room, 3)


def test_a_reload_in_the_dark_comes_back_in_the_dark_to_the_same_scene(fresh: Visit) -> None:
    fresh.open(present="1", scene="3")
    at_scene(fresh, 3)
    fresh.page.keyboard.press("b")
    fresh.page.reload()
    at_scene(fresh, 3)
    blank = fresh.frame().locator(".p-blank")
    expect(blank).to_be_visible()
    fresh.page.keyboard.press("ArrowRight")
    expect(blank).to_be_hidden()
    at_scene(fresh, 3)
    fresh.page.reload()
    at_scene(fresh, 3)
    expect(fresh.frame().locator(".p-blank")).to_be_hidden()


# A finger that goes from one point to another.
SWIPED = """([from, to]) => {
    const at = (type, [clientX, clientY]) => document.querySelector('.pane').dispatchEvent(new PointerEvent(type,
        {clientX, clientY, pointerType: 'touch', pointerId: 7, isPrimary: true, bubbles: true}));
    at('pointerdown', from); at('pointerup', to);
}"""


def test_a_finger_turns_the_scenes_before_a_room(room: Visit) -> None:
    for line, number in ((([600, 300], [400, 320]), 4), (([400, 300], [600, 300]), 3), (([400, 300], [430, 600]), 3)):
        room.frame().evaluate(SWIPED, line)
        at_scene(room, number)


# Streamlit opens its own dialog on a lost connection, in English and over the scene.
COUNTED = """window.dialogs = 0; addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    if (document.querySelector('[data-testid=stDialog]')) window.dialogs += 1;
}).observe(document.body, {childList: true}))"""


@pytest.mark.allow_noise("the server cannot be reached for a while")
def test_the_story_goes_on_without_the_server_and_nothing_lies_over_it(fresh: Visit) -> None:
    sockets: list[WebSocketRoute] = []

    def passed(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    fresh.page.add_init_script(COUNTED)
    fresh.page.route_web_socket("**/_stcore/stream", passed)
    fresh.open(present="1", scene="3")
    at_scene(fresh, 3)
    fresh.settle()
    fresh.page.route("**/_stcore/**", lambda route: route.abort())
    sockets[-1].close()
    fresh.page.wait_for_function("() => window.dialogs > 0")
    expect(fresh.page.locator("[role=dialog]")).to_have_count(0)
    expect(fresh.page.locator("#arctic-says")).to_be_hidden()
    for number in (4, 5):
        fresh.page.keyboard.press("ArrowRight")
        at_scene(fresh, number)
    fresh.frame().locator('.cluster [data-id="deu-recce"]').first.click()
    fresh.frame().locator(".p-glance").wait_for()
    fresh.page.keyboard.press("ArrowRight")
    fresh.page.unroute("**/_stcore/**")
    fresh.page.wait_for_function("() => !document.documentElement.classList.contains('away')")
    at_scene(fresh, 5)
