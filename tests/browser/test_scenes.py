"""Where a scene looks, its sources, its sheet on a phone, and what a card and the list of Nuuk say beside it."""

from collections.abc import Callable, Iterator

import pytest

from dashboard.present.story import scenes
from geodata import Atlas
from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_story import BELOW_HEAD, SCROLLED, SMALLEST, at_scene, card


@pytest.fixture
def stage(visit: Visit) -> Iterator[Visit]:
    """The shared window; afterwards nobody tells anything, and the server knows."""
    yield visit
    visit.frame().evaluate("() => arctic.ctx.story.leave()")
    visit.page.wait_for_function("() => !location.search.includes('scene')")


GROUND = """() => {
    const {map, arctic: {ctx}} = window, {pane} = ctx.elements, [w, h] = [pane.clientWidth, pane.clientHeight];
    const at = y => { const {lng, lat} = map.containerPointToLatLng([w / 2, y]); return [lng, lat]; };
    const edge = ctx.present() ? document.querySelector('.p-cap-foot').getBoundingClientRect().top
        : ctx.narrow() ? document.querySelector('.p-sheet').getBoundingClientRect().top : Infinity;
    const bounds = pane.getBoundingClientRect();
    const parts = [...document.querySelectorAll('.cluster :is(.anchor > *, .title, .sub, .block, .marks .item)')]
        .filter(node => node.getBoundingClientRect().width && node.checkVisibility({visibilityProperty: true}));
    const out = node => { const box = node.getBoundingClientRect();
        return box.left < bounds.left || box.right > bounds.right || box.top < bounds.top
            || box.bottom > Math.min(bounds.bottom, edge); };
    const lit = node => ctx.scene.lights.includes(node.dataset.id) && ctx.subjects.get(node.dataset.id).kind !== 'base';
    // A phone leaves out who has gone.
    const here = ({id}) => !ctx.narrow() || !arctic.testing.isOver(ctx.state(id).step);
    const drawn = ctx.items.filter(item =>
        item.at && lit({dataset: item}) && here(item) && arctic.testing.inGreenland(...item.at));
    return {
        km: arctic.testing.groundDistance(at(0), at(h)) / 1000,
        shown: parts.filter(lit).length, drawn: drawn.length,
        out: parts.filter(lit).filter(out).map(node => node.dataset.id),
        faded: parts.filter(node => { const {top, bottom} = node.getBoundingClientRect();
            return bottom > edge && top < innerHeight; }).map(node => node.className.baseVal ?? node.className),
    };
}"""


ALL = tuple(range(1, len(scenes()) + 1))


@pytest.mark.parametrize(
    ("size", "proj", "numbers"),
    [((1920, 1080), "laea", ALL), ((1440, 900), "mercator", (1, 5, 7)), ((390, 844), "laea", ALL)],
)
def test_every_scene_shows_the_island_round_what_it_lights(
    visit_to: Callable[..., Visit], server: Server, size: tuple[int, int], proj: str, numbers: tuple[int, ...]
) -> None:
    phone = size[0] < 700
    touch = {"has_touch": True, "is_mobile": True} if phone else {}
    viewport = {"width": size[0], "height": size[1]}
    window = visit_to(server, viewport=viewport, reduced_motion="reduce", **touch)
    actual = {"view": "story"} if phone else {"present": "1"}
    window.open(scene="1", **actual, **({"proj": proj} if proj != "laea" else {}))
    for number in numbers:
        window.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        at_scene(window, number)
        window.settle(250)  # the names find their room a moment later
        if phone:
            window.page.evaluate(SCROLLED)
        found = window.frame().evaluate(GROUND)
        assert 1500 < found["km"] < (5000 if proj == "laea" else 7500), number  # Mercator ends near the pole
        assert found["shown"] >= found["drawn"], number
        assert found["out"] == [], number
        if not phone:
            assert found["faded"] == [], number


def test_escape_gives_the_focus_back_to_the_button_that_began_the_story(stage: Visit) -> None:
    frame = stage.go()
    frame.get_by_role("button", name="Tell me the story").focus()
    stage.page.keyboard.press("Enter")
    at_scene(stage, 1)
    stage.settle()
    stage.page.keyboard.press("ArrowRight")
    at_scene(stage, 2)
    stage.settle(600)
    stage.page.keyboard.press("Escape")
    on_the_button = "() => document.activeElement.classList.contains('p-tell')"
    frame.wait_for_function(on_the_button)
    stage.page.wait_for_function("() => location.search === ''")
    stage.settle(600)  # the server's answer has other lines: the card is drawn anew
    frame.wait_for_function(on_the_button)


def test_a_card_leads_to_its_sources(stage: Visit, atlas: Atlas) -> None:
    stage.go(view="story", scene="1")
    for number in ALL:
        stage.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        at_scene(stage, number)
        named = [atlas.sources[name] for name in scenes()[number - 1].sources]
        # A browser leaves out the port that every address of its kind has.
        linked = [source for source in named if source.url.startswith(("http://", "https://"))]
        web = [source.url for source in linked]
        links = card(stage).locator(".p-story-sources a")
        found = "all => all.map(a => [a.getAttribute('href'), a.target, a.rel, Boolean(a.hreflang)])"
        kept = [url.replace(":443/", "/") for url in web]
        assert links.evaluate_all(found) == [[url, "_blank", "noopener noreferrer", True] for url in kept]
        assert ("(sv)" in card(stage).inner_text()) is any(
            source.language == "sv" and source in linked for source in named
        )


def test_an_address_of_another_kind_is_no_link(fresh: Visit) -> None:
    fresh.page.route(
        "**/scenes.json*",
        lambda route: route.fulfill(
            json=[
                {**scene, "cited_sources": [{**one, "url": "javascript:alert(1)"} for one in scene["cited_sources"]]}
                for scene in route.fetch().json()
            ]
        ),
    )
    fresh.open(view="story", scene="1")
    at_scene(fresh, 1)
    assert card(fresh).locator(".p-story-sources").inner_text().startswith("Sources: OpenStreetMap contributors")
    assert card(fresh).locator(".p-story-sources a").count() == 0


@pytest.fixture
def sheet(visit_to: Callable[..., Visit], server: Server) -> Visit:
    """A phone that tells the third scene in its sheet."""
    phone = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True)
    phone.open(view="story", scene="3")
    at_scene(phone, 3)
    phone.settle(600)
    phone.page.evaluate(SCROLLED)
    return phone


def drag(visit: Visit, across: int, down: int) -> None:
    """Draw one finger over the sheet, as a hand does: in steps."""
    box = card(visit).locator(".p-story-sentence").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 20
    touch = visit.page.context.new_cdp_session(visit.page)
    send = "Input.dispatchTouchEvent"
    touch.send(send, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for i in range(1, 9):
        touch.send(send, {"type": "touchMove", "touchPoints": [{"x": x + across * i / 8, "y": y + down * i / 8}]})
        visit.page.wait_for_timeout(16)
    touch.send(send, {"type": "touchEnd", "touchPoints": []})
    visit.page.wait_for_timeout(200)


STROKES = {(-140, 8): 4, (140, -8): 2, (-30, 0): 3, (-100, 90): 3, (0, -120): 3, (100, -90): 3}


def test_a_finger_turns_the_scene_on_a_phone(sheet: Visit) -> None:
    for (across, down), actual in STROKES.items():
        sheet.frame().evaluate("() => arctic.ctx.story.go(3)")
        at_scene(sheet, 3)
        drag(sheet, across, down)
        assert sheet.frame().evaluate("() => arctic.ctx.scene.number") == actual, (across, down)


def test_a_long_text_of_the_sheet_still_scrolls_under_the_finger(sheet: Visit) -> None:
    body = sheet.frame().locator(".p-sheet .p-body")
    body.evaluate("body => body.querySelector('.p-story-sentence').append('One more word. '.repeat(60))")
    drag(sheet, 0, -120)
    assert body.evaluate("body => body.scrollTop") > 40
    assert sheet.frame().evaluate("() => arctic.ctx.scene.number") == 3
    styles = "body => [getComputedStyle(body).touchAction, getComputedStyle(body).overscrollBehaviorX]"
    assert body.evaluate(styles) == ["pan-y", "none"]


# In the window, beneath the frame's own edge.
STANDS_AT = """([x, y]) => { const {top, left} = frameElement.getBoundingClientRect();
    const box = document.querySelector('[data-card="story"] .p-story-next').getBoundingClientRect();
    return Math.abs(left + box.left - x) <= 1 && Math.abs(top + box.top - y) <= 1; }"""


def test_the_buttons_of_the_sheet_stay_where_they_are(visit_to: Callable[..., Visit], server: Server) -> None:
    phone = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True)
    phone.open(view="story", scene="1", lang="da")  # its sentences are the longer ones
    at_scene(phone, 1)
    phone.settle(600)
    places: list[list[int]] = []
    for number in ALL:
        phone.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        at_scene(phone, number)
        phone.page.evaluate(SCROLLED)
        phone.page.wait_for_function(BELOW_HEAD)
        if not places:
            phone.settle(600)
        else:  # the sheet follows the page within a frame or two, which a busy machine draws late
            phone.wait_until(STANDS_AT, places[0])
        box = card(phone).locator(".p-story-next").bounding_box()
        assert box is not None
        places.append([round(box[side]) for side in ("x", "y", "width", "height")])
        # Nothing of a scene stands below the buttons or under them.
        assert phone.frame().locator(".p-body").evaluate("body => body.scrollHeight <= body.clientHeight"), number
    assert places == places[:1] * len(ALL)
    for tall, number in ((52, 3), (68, 4)):  # however tall the head is
        phone.page.evaluate("tall => { document.querySelector('.stApp .head').style.height = `${tall}px`; }", tall)
        phone.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        phone.page.wait_for_function(BELOW_HEAD)


def test_the_sign_of_an_unknown_number_can_be_read_from_the_last_row(stage: Visit) -> None:
    number = 1 + [scene.id for scene in scenes()].index("first")
    stage.go(present="1", scene=str(number))
    at_scene(stage, number)
    heights = (
        stage.frame()
        .locator(".cluster .badge text")
        .evaluate_all(
            "all => all.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d / innerHeight)"
        )
    )
    assert heights
    assert min(heights) >= SMALLEST


def test_the_message_about_an_error_opens_in_sight(visit: Visit) -> None:
    frame = visit.go(lang="da", sel="fra-advance", known="2026-01-20")
    frame.locator(".p-sources").first.wait_for()
    frame.get_by_role("button", name="Meld en fejl").click()
    frame.wait_for_function("() => document.querySelector('.p-error-status').textContent")
    text = frame.locator(".p-error-text").input_value()
    assert "19. januar 2026 (2026-01-19)" in text
    assert "20. januar 2026 (2026-01-20)" in text
    hidden = """() => { const edge = document.querySelector('.p-body').getBoundingClientRect();
        return ['.p-error-status', '.p-error-text'].filter(name => {
            const box = document.querySelector(name).getBoundingClientRect();
            return box.top < edge.top || box.bottom > edge.bottom; }); }"""
    assert frame.evaluate(hidden) == []


def test_the_list_of_nuuk_names_the_command_in_the_language_of_the_page(visit: Visit) -> None:
    frame = visit.go(lang="da")
    frame.locator(".nuuk-list .fold").click()
    assert frame.locator(".nuuk-list .who[lang=en]").count() == 0
    assert frame.locator(".nuuk-list .who", has_text="Joint Arctic Command headquarters").count() == 0
    under = visit.frame().locator(".nuuk-list-head .under").first
    assert "Joint Arctic Command" not in (under.text_content() or "")
    visit.go()
    assert "Joint Arctic Command headquarters" in (under.text_content() or "")
