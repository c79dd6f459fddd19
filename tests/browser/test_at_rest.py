"""At rest the map is not covered: land, symbols and names lie free, one note tells the day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import ViewportSize

import geodata
from dashboard.present.annotations import annotations
from dashboard.present.story import scenes
from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_choosing import card

SIZES: Sequence[ViewportSize] = (
    {"width": 1440, "height": 900},
    {"width": 1536, "height": 864},
    {"width": 1920, "height": 950},
    {"width": 1280, "height": 720},
)
DAYS = ("2026-01-19", "2026-02-06", "2026-09-11")
# Points of the coasts of Greenland and Iceland, and Reykjavik.
LAND = [
    (83.6, -32.0), (81.4, -12.0), (76.7, -18.6), (70.5, -22.0), (65.6, -37.6), (59.8, -43.9), (64.2, -51.7),
    (66.9, -53.6), (70.7, -54.6), (76.1, -68.5), (78.2, -72.8),
    (64.1, -21.9), (63.4, -18.8), (64.9, -13.6), (66.4, -16.0), (65.5, -24.4),
]  # fmt: skip
COVERED = """points => {
    const pane = document.querySelector('.pane').getBoundingClientRect();
    const panels = [...document.querySelectorAll('.over, .credits, .scale')].filter(it => it.checkVisibility());
    return points.filter(([lat, lng]) => {
        const {x, y} = arctic.ctx.map.latLngToContainerPoint([lat, lng]);
        const at = [x + pane.left, y + pane.top];
        const inside = box => at[0] > box.left && at[0] < box.right && at[1] > box.top && at[1] < box.bottom;
        return !inside(pane) || panels.some(it => inside(it.getBoundingClientRect()));
    });
}"""
# Symbols of the pane whose middle another thing takes: they could not be clicked.
HIDDEN = """() => {
    const pane = document.querySelector('.pane').getBoundingClientRect();
    return [...document.querySelectorAll('.cluster .item')].filter(it => it.checkVisibility()).filter(it => {
        const box = (it.querySelector('svg') || it).getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        if (x < pane.left || x > pane.right || y < pane.top || y > pane.bottom) return false;
        const top = document.elementFromPoint(x, y);
        return !top || top.closest('.item') !== it;
    }).map(it => it.dataset.id);
}"""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_no_panel_covers_land_and_every_symbol_can_be_clicked(
    visit_to: Callable[..., Visit], server: Server, size: ViewportSize
) -> None:
    visit = visit_to(server)
    visit.page.set_viewport_size(size)
    for day in DAYS:
        frame = visit.go(asof=day)
        visit.settle(400)
        assert frame.evaluate(COVERED, LAND) == [], day
        assert frame.evaluate(HIDDEN) == [], day
    frame.evaluate(
        "() => { document.querySelector('.nuuk-list').style.cssText = 'position: fixed; inset: 0; width: auto'; }"
    )
    assert len(frame.evaluate(COVERED, LAND)) > 5
    assert frame.evaluate(HIDDEN) != []


def test_the_key_names_few_kinds_that_are_on_screen_with_their_counts(visit: Visit, atlas: geodata.Atlas) -> None:
    frame = visit.go(asof="2026-01-19")
    entries = frame.locator(".legend-rest .entry")
    names = entries.evaluate_all("all => all.map(it => it.dataset.entry)")
    assert 3 <= len(names) <= 6
    assert names[-1] == "ring"
    assert frame.locator(".legend .switch").first.is_hidden()
    totals = atlas.at(date(2026, 1, 19)).totals()
    office = frame.locator(".legend-rest [data-entry=office]").inner_text().split("\n")
    assert office[0] == "Consulates and offices"
    assert (
        office[-1] == f"{len(totals.posts_open)}, {len(totals.posts_announced)} announced"
    )  # as the sentence has them
    assert frame.locator(".legend-rest [data-entry=contingent] .name").inner_text() == "Contingents"
    assert frame.locator(".legend > .under").inner_text().startswith("One dot, one person.")
    frame.get_by_role("button", name="All symbols").click()
    assert frame.locator(".legend .switch").first.is_visible()
    frame.evaluate("() => arctic.ctx.setDay('2026-02-06', true)")
    assert frame.locator(".legend .switch").first.is_visible()  # kept while the page is open
    frame.get_by_role("button", name="Fewer symbols").click()
    assert frame.locator(".legend .switch").first.is_hidden()


def test_the_list_of_nuuk_counts_posts_as_the_sentence_does(visit: Visit, atlas: geodata.Atlas) -> None:
    frame = visit.go(asof="2026-01-19")
    totals = atlas.at(date(2026, 1, 19)).totals()
    lines = frame.locator(".group-line .words").all_inner_texts()
    assert f"{len(totals.posts_open)} consulates and offices" in lines
    assert f"{len(totals.posts_honorary)} honorary consul" in lines
    listed = [name for name, one in visit.states().items() if one["shown"] == "nuuk-list"]
    frame.locator(".nuuk-list .fold").click()
    rows = frame.locator(".nuuk-list-body .row")
    assert set(listed) <= set(rows.evaluate_all("all => all.map(it => it.dataset.id)"))
    frame.locator(".nuuk-list .fold").click()
    assert rows.first.is_hidden()
    assert [name for name, one in visit.states().items() if one["shown"] == "nuuk-list"] == listed


NUUK_PEOPLE = """() => [...document.querySelectorAll('.nuuk-list-rest .people .row')].map(row => [row.dataset.id,
    row.querySelector('.num')?.textContent || '', arctic.ctx.state(row.dataset.id)])"""


@pytest.mark.parametrize(
    "clocks", [{"asof": "2026-01-15", "known": "2026-01-15"}, {"asof": "2026-02-14"}, {"asof": "2026-09-22"}]
)
def test_in_nuuk_who_is_only_promised_says_so_and_who_never_came_is_not_at_rest(
    visit: Visit, clocks: dict[str, str]
) -> None:
    people = visit.go(**clocks).evaluate(NUUK_PEOPLE)
    assert people
    for name, text, state in people:
        assert not (state["step"] == "announced" and state["unconfirmed"]), name
        assert ("announced" in text) == (state["step"] == "announced"), name


def test_beside_nuuk_stands_only_a_command_that_is_at_work_on_the_day(visit: Visit) -> None:
    under = ".nuuk-list-head .under >> nth=0"
    assert "Joint Arctic Command" in visit.go(asof="2026-01-19").locator(under).inner_text()
    assert "Joint Arctic Command" not in visit.go(asof="1953-06-01").locator(under).inner_text()


def test_what_several_nations_do_as_one_goes_by_its_own_name_and_number_on_the_map(visit: Visit) -> None:
    frame = visit.go(asof="2026-09-10")
    description = frame.locator(".cluster").all_text_contents()
    assert any("Arctic Shield, about 400 in all" in text for text in description)
    assert not [text for text in description if "Allies not named" in text]


def test_what_has_no_place_is_one_line_until_it_is_asked_for(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    unplaced = frame.locator(".unplaced-list")
    box = unplaced.bounding_box()
    assert box is not None
    assert box["height"] < 48
    assert "No point on the map: " in unplaced.inner_text()
    assert "Sweden" in unplaced.inner_text()
    frame.locator(".unplaced-list .fold").click()
    assert frame.locator(".unplaced-list .row").count() > 10
    seconds = frame.locator(".unplaced-list .row.counted .sub").all_inner_texts()
    assert (
        len(seconds) == frame.locator(".unplaced-list .row.counted").count()
    )  # each says the place that it has, or that it has none
    assert any("place not given" in text for text in seconds)
    frame.locator(".unplaced-list .row").first.focus()
    visit.page.keyboard.press("Escape")
    frame.locator(".unplaced-list .row").first.wait_for(state="hidden")


@pytest.mark.parametrize("note", annotations(), ids=lambda note: note.id)
def test_a_note_stands_on_its_days_and_opens_what_it_speaks_of(visit: Visit, note: Any) -> None:
    frame = visit.go(asof=note.first.isoformat())
    visit.settle(400)
    text = frame.locator(".note")
    assert " ".join(text.inner_text().split()) == note.text["en"]
    assert text.is_visible()
    assert frame.evaluate(OVER_SOMETHING) == []
    text.click()
    card(visit, note.sel).wait_for()
    assert text.is_hidden()


OVER_SOMETHING = """() => {
    const note = document.querySelector('.note').getBoundingClientRect();
    return [...document.querySelectorAll('.title, .sub, .item > svg, .over, .credits, .scale, .town')]
        .filter(it => it.checkVisibility()).filter(it => {
            const box = it.getBoundingClientRect();
            return box.width && Math.min(note.right, box.right) - Math.max(note.left, box.left) > 1
                && Math.min(note.bottom, box.bottom) - Math.max(note.top, box.top) > 1;
        }).map(it => it.textContent || it.className.baseVal || it.className);
}"""


@pytest.mark.parametrize(
    "query",
    [
        {"asof": "2026-01-30"},
        {"asof": "2026-01-19", "known": "2026-01-15"},
        {"asof": "2026-01-19", "nations": "FRA"},
        {"asof": "2026-01-19", "sel": "nation:DNK"},
        {"view": "story", "scene": "6"},
    ],
    ids=lambda query: "-".join(query.values()),
)
def test_a_note_is_silent_on_other_days_where_it_was_not_known_and_where_its_subject_is_not_shown(
    fresh: Visit, query: dict[str, str]
) -> None:
    frame = fresh.open(**query)
    fresh.settle()
    assert frame.locator(".note").is_hidden()


def test_the_look_at_notes_sees_one_that_was_put_over_a_name(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    visit.settle(400)
    frame.evaluate(
        """() => { const note = document.querySelector('.note'), from = note.getBoundingClientRect();
            const to = document.querySelector('.cluster .title').getBoundingClientRect();
            note.style.transform = `translate(${to.left - from.left}px, ${to.top - from.top}px)`; }"""
    )
    planted = frame.evaluate(OVER_SOMETHING)
    frame.evaluate("() => { document.querySelector('.note').style.transform = ''; }")
    assert planted != []


# Per contingent drawn in dots in the pane: its filling strokes, and the words beside it.
DOTS = """() => Object.fromEntries([...document.querySelectorAll('.pane .item:has(.dots.k-contingent)')]
    .filter(it => it.checkVisibility()).map(it => [it.dataset.id,
        [Boolean(it.querySelector('.d1')), Boolean(it.querySelector('.d2')), it.getAttribute('aria-label')]]))"""


def test_last_known_people_are_hollow_and_say_the_day(visit: Visit, atlas: geodata.Atlas) -> None:
    for day in ("2026-01-19", "2026-03-19"):
        drawn = visit.go(asof=day).evaluate(DOTS)
        states = atlas.at(date.fromisoformat(day)).states
        assert "dnk-exercise" in drawn
        for name, (solid, _, label) in drawn.items():
            state = states[name]
            if state.step == "in_place" and not state.low:
                continue
            fresh = state.step == "in_place" and not state.last_known and "unverified" not in label
            assert solid == fresh, (day, name)
            assert ("last reported" in label) == state.last_known, (day, name)
    assert "last reported 21 Jan" in drawn["dnk-exercise"][2]
    assert visit.frame().locator(".legend-rest [data-entry=last_known]").is_visible()
    assert visit.frame().get_by_text("Denmark about 150, last reported 21 Jan").first.is_visible()


def test_the_last_scene_tells_of_last_known_people_in_hollow_dots(fresh: Visit) -> None:
    solid, hollow, label = fresh.open(view="story", scene=str(len(scenes()))).evaluate(DOTS)["dnk-exercise"]
    assert (solid, hollow) == (False, True)
    assert "last reported 21 Jan" in label


def test_beyond_what_the_reader_lets_be_known_nobody_is_drawn_as_freshly_in_place(visit: Visit) -> None:
    drawn = visit.go(asof="2026-01-25", known="2026-01-15").evaluate(DOTS)
    assert drawn
    assert [name for name, (solid, *_) in drawn.items() if solid] == []
    drawn = visit.go(asof="2026-01-15", known="2026-01-15").evaluate(DOTS)
    assert [name for name, (solid, *_) in drawn.items() if solid] != []


# How far each symbol's place lies from where its cluster stands, if no line leads there; in pixels.
DRIFTED = """() => arctic.ctx.items.filter(item => item.where === 'map').flatMap(item => {
    const node = document.querySelector(`.cluster [data-key="${CSS.escape(item.key)}"]`);
    const cluster = node && node.closest('.cluster');
    if (!cluster || cluster.inert) return [];
    const p = arctic.ctx.map.latLngToLayerPoint([item.at[1], item.at[0]]);
    const ends = [...cluster.querySelectorAll('.place')].map(it => [+it.getAttribute('cx'), +it.getAttribute('cy')]);
    const off = [p.x - cluster._leaflet_pos.x, p.y - cluster._leaflet_pos.y];
    const far = Math.min(...[[0, 0], ...ends].map(([x, y]) => Math.hypot(off[0] - x, off[1] - y)));
    return far > 13 ? [[item.id, Math.round(far)]] : [];
})"""


@pytest.mark.parametrize("zoom", [None, 2.5, 3.5, 6.0])
@pytest.mark.parametrize("day", DAYS)
def test_no_symbol_stands_where_its_place_is_not_without_a_line_to_it(
    visit: Visit, day: str, zoom: float | None
) -> None:
    frame = visit.go(asof=day)
    if zoom:
        frame.evaluate("zoom => arctic.ctx.map.setView([66, -48], zoom, {animate: false})", zoom)
        visit.settle(400)
    assert frame.evaluate(DRIFTED) == []


RINGS = "() => document.querySelectorAll('.ring[transform]').length"


def test_a_small_ring_is_drawn_only_for_what_is_chosen_or_looked_at(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    at_rest = frame.evaluate(RINGS)
    assert at_rest <= 3
    frame.locator(".cluster [data-id=pituffik]").hover()
    assert frame.evaluate(RINGS) == at_rest + 1
    visit.page.mouse.move(5, 5)
    visit.wait_until(f"n => ({RINGS})() === n", at_rest)
    visit.go(asof="2026-01-19", sel="pituffik")
    assert frame.evaluate(RINGS) == at_rest + 1


FOCUSED = """() => { const it = document.activeElement;
    return it.dataset.key || it.dataset.place || it.textContent; }"""


def test_map_legend_and_lists_are_one_stop_each_and_arrows_lead_on(fresh: Visit) -> None:
    frame = fresh.open(asof="2026-01-19")
    fresh.settle()
    stops = frame.evaluate(
        """() => Object.fromEntries(
            ['.legend', '.nuuk-list', '.unplaced-list', '.leaflet-map-pane', '.p-empty'].map(part => [part,
                [...document.querySelectorAll(`${part} :is(button, input, a, [tabindex])`)]
                .filter(it => it.tabIndex >= 0 && it.checkVisibility()).length]))"""
    )
    assert stops == {".legend": 1, ".nuuk-list": 1, ".unplaced-list": 1, ".leaflet-map-pane": 1, ".p-empty": 1}
    frame.locator(".cluster [data-id=pituffik]").focus()
    fresh.page.keyboard.press("ArrowUp")
    first = frame.evaluate(FOCUSED)
    fresh.page.keyboard.press("ArrowDown")
    assert frame.evaluate(FOCUSED) != first
    centre = "() => arctic.ctx.map.getCenter().lat"
    before = frame.evaluate(centre)
    for key in ("End", "ArrowDown", "ArrowLeft", "Home"):
        fresh.page.keyboard.press(key)
    assert frame.evaluate(centre) == before  # the map stands still under them
    frame.locator(".cluster [data-id=pituffik]").focus()
    fresh.page.keyboard.press("Enter")
    card(fresh, "pituffik").wait_for()
    fresh.page.keyboard.press("Escape")
    card(fresh, "pituffik").wait_for(state="detached")
    assert frame.evaluate("() => document.activeElement.dataset.id") == "pituffik"
    frame.locator(".leaflet-container").focus()
    fresh.page.keyboard.press("ArrowUp")
    fresh.wait_until(f"before => ({centre})() > before", before)


# Buttons of the pane whose name lacks what is written on them, and symbols of different things that sound alike.
UNLIKE = """() => {
    const words = text => text.toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, ' ').trim();
    return [...document.querySelectorAll('.pane button')].filter(it => it.checkVisibility()).filter(it => {
        const name = it.getAttribute('aria-label');
        return name && !words(name).includes(words(it.innerText));
    }).map(it => [it.innerText, it.getAttribute('aria-label')]);
}"""


def test_each_symbol_is_heard_once_with_its_kind_and_what_is_written_on_it(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    for unfold in (".nuuk-list .fold", ".unplaced-list .fold"):
        frame.locator(unfold).click()
        assert frame.evaluate(UNLIKE) == []
    frame.locator(".unplaced-list .fold").click()
    name = frame.locator(".cluster [data-id=pituffik]").get_attribute("aria-label")
    assert name is not None
    assert name.count("Pituffik") == 1
    assert "base" in name.lower()
    alone = frame.locator(".cluster:has([data-id=station-nord]) .title, .cluster:has([data-id=station_nord]) .title")
    assert alone.first.get_attribute("aria-hidden") == "true"


def test_on_a_very_large_screen_type_symbols_and_dots_grow_together(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    sizes = """() => ['.legend b', '.cluster .title', '.cluster .mark', '.cluster .dots', '.nuuk-list'].map(it =>
        [...document.querySelectorAll(it)].find(one => one.checkVisibility()).getBoundingClientRect().height)"""
    usual = visit_to(server).open(asof="2026-01-19").evaluate(sizes)
    wide = visit_to(server, viewport={"width": 2200, "height": 1240})
    assert wide.open(asof="2026-01-19").evaluate("() => document.querySelector('.pane').style.zoom") == ""
    visit = visit_to(server, viewport={"width": 3840, "height": 2160})
    large = visit.open(asof="2026-01-19").evaluate(sizes)
    grown = [big / small for big, small in zip(large, usual, strict=True)]
    assert min(grown) > 1.5
    assert max(grown) - min(grown) < 0.2
    assert visit.frame().evaluate(HIDDEN) == []
    visit.frame().locator(".cluster [data-id=pituffik]").click()
    card(visit, "pituffik").wait_for()


def test_before_a_room_symbols_and_dots_grow_with_a_very_large_screen(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    sizes = "() => ['.anchor .mark', '.dots'].map(it => document.querySelector(it).getBoundingClientRect().height)"
    measured = []
    for width, height in ((1920, 1080), (3840, 2160)):
        frame = visit_to(server, viewport={"width": width, "height": height}).open(present="1", scene="5")
        frame.wait_for_function("() => document.querySelector('.cluster .dots') && !window.map._animatingZoom")
        measured.append(frame.evaluate(sizes))
    assert min(large / usual for usual, large in zip(*measured, strict=True)) > 1.5


def test_on_a_phone_there_is_neither_note_nor_list_over_the_map(visit_to: Callable[..., Visit], server: Server) -> None:
    frame = visit_to(server, viewport=PHONE, has_touch=True).open(asof="2026-01-19")
    assert frame.locator(".note").is_hidden()
    assert frame.locator(".side").is_hidden()


# Symbols beside a place that stand nearer to another place; places with people that go without a name.
STRAY = """() => {
    const clusters = [...document.querySelectorAll('.cluster')].filter(node => !node.inert);
    const anchors = clusters.map(node => [node, node._leaflet_pos]);
    const pane = arctic.ctx.elements.pane.querySelector('.leaflet-map-pane').getBoundingClientRect();
    const strayed = clusters.filter(node => !node.querySelector('.leader-line')).flatMap(node =>
        [...node.querySelectorAll('.box .marks .item:first-child svg, .box .block svg')].filter(svg => {
            const box = svg.getBoundingClientRect();
            const at = [box.x + box.width / 2 - pane.x, box.y + box.height / 2 - pane.y];
            const away = ([, p]) => Math.hypot(at[0] - p.x, at[1] - p.y);
            const own = away([node, node._leaflet_pos]);
            return box.width && anchors.some(one => one[0] !== node && away(one) < own - 1);
        }).map(svg => svg.closest('[data-key]').dataset.key));
    const nameless = clusters.filter(node => node.querySelector('.box .dots, .box .badge'))
        .filter(node => ['bare', 'none'].includes(node.querySelector('.box').dataset.form))
        .map(node => node.textContent);
    return {strayed, nameless};
}"""


@pytest.mark.parametrize("day", ["2026-01-19", "2026-02-14", "2026-09-10"])
def test_on_a_phone_symbols_stand_by_their_own_place_and_places_with_people_have_names(
    visit_to: Callable[..., Visit], server: Server, day: str
) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True)
    frame = visit.open(asof=day)
    visit.settle()
    found = frame.evaluate(STRAY)
    assert found == {"strayed": [], "nameless": []}
    # The look bites: a block moved over to another place is seen.
    bent = frame.evaluate(
        """look => { for (const node of document.querySelectorAll('.cluster .box')) node.style.top = '-140px';
            document.querySelectorAll('.leader-line').forEach(it => it.remove()); return eval(look)(); }""",
        STRAY,
    )
    assert bent["strayed"]
