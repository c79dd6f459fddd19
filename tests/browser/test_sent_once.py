"""The map is sent once: nothing a reader does mounts its frame anew, and little goes over the wire."""

from collections.abc import Callable

import pytest

from tests.browser.pages import DESKTOP, PHONE, Visit
from tests.browser.test_choosing import first_hit, symbol


def choose_a_country(visit: Visit) -> None:
    visit.choose("Countries", "France")


def choose_a_kind(visit: Visit) -> None:
    visit.choose("Kinds", "Bases")


def move_the_day(visit: Visit) -> None:
    visit.frame().locator("[role=slider]").first.focus()
    visit.page.keyboard.press("ArrowRight")


def select_a_symbol(visit: Visit) -> None:
    symbol(visit, "pituffik").click()


def search_for_thule(visit: Visit) -> None:
    visit.search("Thule")
    first_hit(visit).click()


def resize_to_a_phone_and_back(visit: Visit) -> None:
    for size in (PHONE, DESKTOP):
        visit.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        visit.wait_until("narrow => document.body.classList.contains('narrow') === narrow", size is PHONE)


def darken_the_system_and_back(visit: Visit) -> None:
    for scheme in ("dark", "light"):
        visit.page.emulate_media(color_scheme=scheme)
        visit.wait_until("scheme => getComputedStyle(document.body).colorScheme.includes(scheme)", scheme)


def switch_theme(visit: Visit) -> None:
    visit.page.get_by_test_id("stMainMenuButton").click()
    visit.page.get_by_role("menuitemradio", name="Dark").click()
    visit.wait_until("() => getComputedStyle(document.body).colorScheme.includes('dark')")
    visit.page.get_by_role("menuitemradio", name="System").click()
    visit.page.keyboard.press("Escape")


def go_back(visit: Visit) -> None:
    visit.choose("Countries", "France")
    visit.page.go_back()


def switch_language(visit: Visit) -> None:
    visit.go(lang="da")
    visit.page.locator(".st-key-fields").get_by_role("button", name="Lande").wait_for()


def switch_projection(visit: Visit) -> None:
    visit.frame().get_by_role("button", name="Web Mercator").click()


ACTS = [
    choose_a_country,
    choose_a_kind,
    move_the_day,
    select_a_symbol,
    search_for_thule,
    resize_to_a_phone_and_back,
    darken_the_system_and_back,
    switch_theme,
    go_back,
    switch_language,
    switch_projection,
]


# What the map looks at; st_folium keeps the map on the frame's window.
WHERE = "() => [window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__.replace("_", " "))
def test_nothing_mounts_the_frame_anew(visit: Visit, act: Callable[[Visit], None]) -> None:
    visit.go()
    visit.mark()
    act(visit)
    visit.settle(400)
    assert visit.marked()
    visit.go()
    assert visit.marked()


def test_a_new_frame_would_be_noticed(visit: Visit) -> None:
    visit.go()
    visit.mark()
    visit.page.reload()
    assert not visit.marked()


def test_a_filter_keeps_the_zoom_and_sends_little(fresh: Visit) -> None:
    sizes: list[int] = []
    fresh.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: sizes.append(len(data))))
    frame = fresh.open()
    fresh.settle()
    home = frame.evaluate(WHERE)
    for _ in range(2):
        fresh.zoom_in()
    before = frame.evaluate(WHERE)
    assert before[0] > home[0]
    fresh.settle(600)
    sizes.clear()
    fresh.choose("Countries", "France")
    fresh.wait_until("() => arctic.visible().every(id => id.startsWith('fra-'))")
    fresh.settle(600)
    after = frame.evaluate(WHERE)
    assert after == pytest.approx(before, abs=0.05)  # the sentence may take a line more or less
    assert 0 < sum(sizes) <= 40 * 1024


def test_a_filter_tells_the_map_before_everything_else(fresh: Visit) -> None:
    heard: list[bytes] = []

    def hear(data: str | bytes) -> None:
        heard.append(data.encode() if isinstance(data, str) else data)

    fresh.page.on("websocket", lambda socket: socket.on("framereceived", hear))
    fresh.open()
    fresh.settle(600)
    heard.clear()
    fresh.choose("Countries", "France")
    names = ["arctic.apply(", "arctic_sentence", "arctic_head", "arctic_fields", "arctic_table"]
    first = [next(n for n, frame in enumerate(heard) if name.encode() in frame) for name in names]
    assert first == sorted(first)


def test_scrubbing_and_the_legend_ask_nothing_of_the_server(fresh: Visit) -> None:
    sent: list[int] = []
    fresh.page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(len(data))))
    frame = fresh.open()
    fresh.settle(1000)
    assert sent  # the listener hears
    sent.clear()
    before = set(fresh.visible())
    frame.get_by_role("button", name="All symbols").click()
    frame.locator("input[role=switch]").first.click()
    assert set(fresh.visible()) != before
    frame.locator("input[role=switch]").first.click()
    assert set(fresh.visible()) == before
    fresh.settle(300)
    assert sent == []


def test_while_the_day_is_dragged_all_words_of_the_day_before_step_back(visit: Visit) -> None:
    frame = visit.go()
    slider = frame.locator("[role=slider]").first
    box = slider.bounding_box()
    assert box is not None
    stepped = """() => ['day' in document.documentElement.dataset,
        document.querySelector('.sentence-box').classList.contains('elsewhen')]"""
    assert visit.page.evaluate(stepped) == [False, False]
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + 160, box["y"] + box["height"] / 2, steps=6)
    visit.wait_until("() => document.querySelector('.card').classList.contains('moving')")
    assert visit.page.evaluate(stepped) == [True, True]
    visit.page.mouse.up()
    visit.wait_until("() => !document.querySelector('.card').classList.contains('moving')")
    visit.page.wait_for_function("() => !('day' in document.documentElement.dataset)")
    assert visit.query()["asof"] > "2026-01-17"


# As fast as keys turn scenes: many runs are overtaken by the next.
HURRY = """async () => { const rest = ms => new Promise(done => setTimeout(done, ms));
    for (let i = 0; i < 60; i++) {
        ArcticPage.choose({sel: i % 3 ? (i % 2 ? 'pituffik' : 'fra-advance') : '', lang: i % 7 ? '' : 'da'});
        await rest([10, 25, 40, 70, 15][i % 5]);
    } ArcticPage.choose({sel: '', lang: '', nations: 'FRA'}); }"""


def test_quick_choices_lose_no_message(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    fresh.page.evaluate(HURRY)
    fresh.wait_until("() => arctic.visible().every(id => id.startsWith('fra-'))")
    fresh.settle()
    assert fresh.table().locator("tbody tr").count() == len(fresh.visible())


# Does to an element what Streamlit now and then does: takes it away and puts it there anew, or at another place.
ANEW = """() => {
    let made = 0;
    let ended = 0;
    ArcticPage.elements.probe = ({ parentElement }) => {
        const own = ArcticPage.memory(parentElement, () => {
            made++;
            const field = document.createElement('input');
            field.id = 'probe';
            parentElement.append(field);
            return { field };
        });
        return () => ended++;
    };
    const place = () => document.body.appendChild(document.createElement('div'));
    const data = ArcticPage.pageData;
    const draw = (parentElement) => ArcticPage.draw({ name: 'x.arctic_probe', key: 'probe', parentElement, data });
    const [first, second] = [place(), place()];
    const end = draw(first);
    const field = document.querySelector('#probe');
    field.focus();
    field.value = 'half a wo';
    first.remove();
    end();
    const last = draw(second);
    const moved = [document.activeElement === field, field.value, made, ended];
    document.body.append(second);
    const dropped = document.activeElement !== field;
    draw(second);
    const back = document.activeElement === field;
    field.blur(); // as a press beside it would
    document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    return new Promise(done => setTimeout(() => {
        draw(second);
        const free = document.activeElement === document.body;
        last();
        setTimeout(() => done({ moved, dropped, back, free, made, ended }), 1200);
    }, 50));
}"""


def test_an_element_that_is_put_anew_keeps_what_stood_in_it_and_the_focus(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    found = fresh.page.evaluate(ANEW)
    assert found["moved"] == [True, "half a wo", 1, 0]
    assert found["dropped"], "a node that is moved loses the focus"
    assert found["back"], "the next run gives it back"
    assert found["free"], "but not to a field that was left"
    assert found["ended"] == 1
