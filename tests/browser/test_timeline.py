"""The timeline: its scale, its window, its rings, the edge of what is known; the phone's slider over the same scale."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Frame

from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server

DAY_ZERO = date(1970, 1, 1)

# What the timeline shows: texts of its axis, rings, ends, and where its handle stands in the plot.
SEEN = """() => {
    const plot = document.querySelector('.p-tl-plot').getBoundingClientRect();
    const line = document.querySelector('.p-tl-now').getBoundingClientRect();
    const texts = cls => [...document.querySelectorAll(cls)].map(node => node.textContent);
    return {
        dates: texts('.p-tl-date'), folds: texts('.p-tl-fold-date'), ends: texts('.p-tl-ends:not([hidden])'),
        rings: document.querySelectorAll('.p-ring').length, pill: document.querySelector('.p-tl-pill').textContent,
        away: document.querySelector('.p-tl-now').classList.contains('p-away'),
        at: (line.left - plot.left) / plot.width,
    };
}"""
AT_REST = """() => new Promise(resolve => {
    let before = '';
    const look = () => {
        const now = document.querySelector('.p-tl-svg').innerHTML;
        if (now === before) resolve(true);
        else { before = now; setTimeout(look, 250); }
    };
    look();
})"""


def days(*texts: str) -> list[int]:
    """Days as whole numbers, as the scale takes them."""
    return [(date.fromisoformat(text) - DAY_ZERO).days for text in texts]


def seen(frame: Frame) -> dict[str, Any]:
    """What the timeline shows once its window rests."""
    frame.evaluate(AT_REST)
    return dict(frame.evaluate(SEEN))


def test_the_opening_frames_january_to_march_and_says_that_there_is_more_on_both_sides(visit: Visit) -> None:
    shown = seen(visit.go())
    assert shown["ends"][0] == "‹ 1940"
    assert re.fullmatch(r"\w+ 2026 ›", shown["ends"][1])
    assert "8 Jan 2026" in shown["dates"]
    assert {"Feb", "Mar"} <= set(shown["dates"])
    assert shown["folds"] == []
    window = visit.frame().evaluate(
        """() => { const { scale, opening } = arctic.testing.clockOf(arctic.ctx);
            return [opening.from, opening.to].map(unit => arctic.testing.isoDay(Math.round(scale.day(unit)))); }"""
    )
    assert window[0] == "2026-01-08"
    assert "2026-03-15" < window[1] < "2026-04-10"


def test_the_opening_shows_fewer_rings_than_days_with_events_and_leaves_out_none(visit: Visit) -> None:
    frame = visit.go()
    frame.evaluate(AT_REST)
    counted = frame.evaluate(
        """() => { const { scale, opening } = arctic.testing.clockOf(arctic.ctx);
            const inside = arctic.ctx.atlas.events.map(event => arctic.testing.dayNumber(event.date))
                .filter(day => scale.at(day) >= opening.from && scale.at(day) <= opening.to);
            const rings = [...document.querySelectorAll('.p-ring')];
            const told = rings.map(ring => +(ring.textContent || 1));
            return [inside.length, new Set(inside).size, told.reduce((a, b) => a + b, 0), rings.length]; }"""
    )
    events, days_with_events, actual, rings = counted
    assert actual == events
    assert rings < 0.7 * days_with_events


@pytest.mark.parametrize("day", ["1951-04-27", "2026-09-22", "2026-06-15", "1940-06-30"])
def test_a_link_to_a_far_day_brings_it_into_the_window(visit: Visit, day: str) -> None:
    shown = seen(visit.go(asof=day))
    assert not shown["away"]
    assert 0.1 < shown["at"] < 0.95
    assert visit.frame().evaluate("() => arctic.ctx.fmtDay(arctic.ctx.day, 'short')") in shown["pill"]
    back = seen(visit.go())
    assert not back["away"]
    assert "8 Jan 2026" in back["dates"]


def test_a_day_after_all_evidence_is_said_at_the_end_of_the_axis(visit: Visit) -> None:
    frame = visit.go(asof="2031-05-01")
    visit.wait_until("() => arctic.ctx.day === '2031-05-01'")
    shown = seen(frame)
    assert shown["pill"] == "1 May 2031 ›"
    assert shown["away"]


# Bars that say "in place" or "last known", as pieces from x to x.
SOLID = """() => ['in', 'stale', 'held', 'sent', 'announced'].flatMap(layer =>
    [...document.querySelectorAll(`.p-tl-svg .p-tl-${layer}`)].flatMap(path =>
        [...path.getAttribute('d').matchAll(/M([\\d.]+) [\\d.]+H([\\d.]+)/g)].map(([, from, to]) => [+from, +to])))"""
EDGE = "() => +document.querySelector('.p-tl-edge').getAttribute('d').match(/M([\\d.]+)/)[1]"


# The rows as they are worked out: name, thick line, thin line; each run as first day, last day, kind of line.
ROWS = """() => {
    const iso = arctic.testing.isoDay;
    const short = line => line.runs.map(run => [iso(run.from), iso(run.to), run.layer]);
    return arctic.testing.timelineRows(arctic.ctx, arctic.testing.clockOf(arctic.ctx))
        .map(row => ({name: row.whole ? row.whole.text : row.actor, post: row.post,
            main: short(row.main), aside: short(row.aside)}));
}"""


def test_bars_end_where_knowledge_ends_but_for_what_was_promised_then(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-15", known="2026-01-15")
    frame.evaluate(AT_REST)
    pieces, edge = frame.evaluate(SOLID.replace(", 'announced'", "")), frame.evaluate(EDGE)
    assert len(pieces) > 3
    assert max(to for _, to in pieces) <= edge + 2.1  # a piece is never thinner than two pixels
    assert frame.locator(".p-tl-edge-text").text_content() == "known by 15 Jan"
    beyond = {
        (row["name"], row["post"], layer, to)
        for row in frame.evaluate(ROWS)
        for _, to, layer in [*row["main"], *row["aside"]]
        if to > "2026-01-15"
    }
    assert ("FRA", True, "announced", "2026-02-06") in beyond
    assert {layer for _, _, layer, _ in beyond} == {"announced"}
    assert "France, post" in frame.locator(".p-tl-label").all_text_contents()
    frame = visit.go(asof="2026-01-15")
    frame.evaluate(AT_REST)
    assert max(to for _, to in frame.evaluate(SOLID)) > edge + 200
    assert frame.locator(".p-tl-edge").count() == 0


def test_the_end_of_the_evidence_is_an_edge_too(visit: Visit) -> None:
    last = visit.go().evaluate("() => arctic.testing.isoDay(arctic.testing.clockOf(arctic.ctx).last)")
    frame = visit.go(asof=last)
    frame.evaluate(AT_REST)
    assert frame.locator(".p-tl-edge-text").text_content() == "evidence ends"
    assert max(to for _, to in frame.evaluate(SOLID)) <= frame.evaluate(EDGE) + 2.1


def test_in_place_is_solid_until_the_last_report_and_paler_until_it_counts_as_last_known(visit: Visit) -> None:
    frame = visit.go()
    denmark = next(row for row in frame.evaluate(ROWS) if row["name"] == "DNK" and not row["post"])
    reported = frame.evaluate(
        """() => arctic.ctx.runs('dnk-exercise').filter(run => run.state.step === 'in_place' && !run.state.last_known)
            .map(run => run.state.last).filter(Boolean).sort().pop()"""
    )
    solid = max(to for _, to, layer in denmark["main"] if layer == "in" and to < "2026-03-01")
    assert solid == reported
    held = [(first, to) for first, to, layer in denmark["main"] if layer == "held" and first > reported]
    stale = [first for first, _, layer in denmark["main"] if layer == "stale" and first > reported]
    assert held
    assert (date.fromisoformat(held[0][0]) - date.fromisoformat(solid)).days == 1
    assert (date.fromisoformat(stale[0]) - date.fromisoformat(held[-1][1])).days == 1
    inks = frame.evaluate(
        """() => ['in', 'held'].map(layer =>
            +getComputedStyle(document.querySelector(`.p-tl-key .p-tl-${layer}`)).opacity)"""
    )
    assert inks[1] < 0.5 * inks[0]


def test_who_was_reported_gone_was_in_place_until_then(visit: Visit) -> None:
    rows = visit.go().evaluate(ROWS)
    german = next(row for row in rows if row["name"] == "DEU" and not row["post"])
    assert "held" not in {layer for first, _, layer in german["main"] if first < "2026-01-31"}


def test_the_thick_line_belongs_to_the_programme_that_is_chosen(visit: Visit) -> None:
    frame = visit.go(asof="2026-02-20")
    thin = [row["name"] for row in frame.evaluate(ROWS) if row["aside"]]
    assert len(thin) > 2
    frame.evaluate(
        """() => { const {view, atlas} = arctic.ctx;
            view.match = atlas.subjects.filter(it => it.programme === 'arctic_sentry').map(it => it.id); }"""
    )
    rows = [row for row in frame.evaluate(ROWS) if not row["post"]]
    frame.evaluate("() => { arctic.ctx.view.match = null; }")
    assert len(rows) > 2
    assert [row["name"] for row in rows if row["aside"]] == []
    assert all(row["main"] for row in rows)


def test_last_known_is_drawn_lighter_than_in_place(visit: Visit) -> None:
    inks = visit.go().evaluate(
        """() => ['in', 'stale'].map(layer => {
            const style = getComputedStyle(document.querySelector(`.p-tl-key .p-tl-${layer}`));
            const dashes = style.strokeDasharray;
            const [on, off] = dashes === 'none' ? [1, 0] : dashes.split(',').map(parseFloat);
            return parseFloat(style.strokeWidth) * +style.opacity * on / (on + off);
        })"""
    )
    assert inks[1] < 0.3 * inks[0]


WIDE = """() => { const dates = [...document.querySelectorAll('.p-tl-date')].map(node => node.textContent);
    return dates.join(); }"""


def test_keys_buttons_and_wheel_zoom_and_nought_leads_back(fresh: Visit) -> None:
    frame = fresh.open()
    opening = seen(frame)["dates"]
    frame.locator(".p-tl-pill").focus()
    fresh.page.keyboard.press("+")
    closer = seen(frame)["dates"]
    assert closer != opening
    fresh.page.keyboard.press("-")
    fresh.page.keyboard.press("0")
    assert seen(frame)["dates"] == opening
    frame.get_by_role("button", name="Show the whole timeline").click()
    whole = seen(frame)
    assert whole["ends"] == []
    assert "1940" in whole["dates"]
    assert whole["folds"]
    frame.locator(".p-tl-pill").focus()
    fresh.page.keyboard.press("0")
    assert seen(frame)["dates"] == opening
    plot = frame.locator(".p-tl-plot").bounding_box()
    assert plot is not None
    fresh.page.mouse.move(plot["x"] + 500, plot["y"] + 60)
    fresh.page.mouse.wheel(0, 300)  # over the bars the page scrolls
    assert seen(frame)["dates"] == opening
    plot = frame.locator(".p-tl-plot").bounding_box()
    assert plot is not None
    fresh.page.mouse.move(plot["x"] + 500, plot["y"] + 8)
    fresh.page.mouse.wheel(0, -300)
    assert seen(frame)["dates"] != opening
    assert fresh.query() == {}, "looking around chooses nothing"


def test_the_row_of_dates_and_shift_move_the_window_and_the_rest_moves_the_day(fresh: Visit) -> None:
    frame = fresh.open()
    opening = seen(frame)["dates"]
    plot = frame.locator(".p-tl-plot").bounding_box()
    assert plot is not None
    for y, shift in ((8, False), (80, True)):
        if shift:
            fresh.page.keyboard.down("Shift")
        fresh.page.mouse.move(plot["x"] + 700, plot["y"] + y)
        fresh.page.mouse.down()
        fresh.page.mouse.move(plot["x"] + 500, plot["y"] + y, steps=4)
        fresh.page.mouse.up()
        fresh.page.keyboard.up("Shift")
        assert seen(frame)["dates"] != opening
        assert fresh.query() == {}
        frame.locator(".p-tl-pill").focus()
        fresh.page.keyboard.press("0")
        assert seen(frame)["dates"] == opening
    fresh.page.mouse.move(plot["x"] + 700, plot["y"] + 80)
    fresh.page.mouse.down()
    fresh.page.mouse.move(plot["x"] + 500, plot["y"] + 80, steps=4)
    fresh.page.mouse.up()
    fresh.settle()
    assert set(fresh.query()) == {"asof"}
    assert seen(frame)["dates"] == opening
    fresh.page.mouse.click(plot["x"] + 620, plot["y"] + 8)  # a click on a date is a day
    fresh.settle()
    assert "2026-02-01" < fresh.query()["asof"] < "2026-03-01"


def test_home_and_end_reach_the_ends_of_the_evidence(fresh: Visit) -> None:
    frame = fresh.open()
    frame.locator(".p-tl-pill").focus()
    ends = frame.evaluate(
        """() => { const { first, last } = arctic.testing.clockOf(arctic.ctx);
            return [first, last].map(arctic.testing.isoDay); }"""
    )
    for key, day in zip(("End", "Home"), reversed(ends), strict=True):
        fresh.page.keyboard.press(key)
        fresh.wait_until("day => arctic.ctx.day === day", day)
        shown = seen(frame)
        assert not shown["away"], key
    fresh.page.keyboard.press("PageUp")  # across quiet years to the next change
    assert frame.evaluate("() => arctic.ctx.day") > "1940-05-30"
    assert ends[0].startswith("1940")
    assert frame.locator(".p-tl-pill").get_attribute("aria-valuetext").endswith("1940")  # type: ignore[union-attr]


def test_play_goes_from_change_to_change_across_quiet_spans(visit: Visit) -> None:
    steps = visit.go().evaluate(
        """() => { const clock = arctic.testing.clockOf(arctic.ctx);
            const { scale } = clock;
            const days = [scale.first];
            while (days.at(-1) < scale.last && days.length < 2000) days.push(clock.after(days.at(-1)));
            const leaps = days.slice(1).filter((day, i) => day - days[i] > 1 && !scale.days.includes(day));
            return [days.length, days.at(-1) === scale.last, leaps, clock.after(clock.today()) - clock.today()]; }"""
    )
    assert steps[0] < 400
    assert steps[1:] == [True, [], 1]


def test_names_rings_and_the_day_are_one_stop_each(fresh: Visit) -> None:
    frame = fresh.open()
    frame.evaluate(AT_REST)
    for cls in (".p-tl-label", ".p-ring", ".p-tl-pill", ".p-preset"):
        stops = frame.locator(cls).evaluate_all("all => all.filter(node => node.tabIndex === 0).length")
        assert stops == 1, cls
    names = frame.locator(".p-tl-svg [role=button]").evaluate_all("all => all.map(it => it.getAttribute('aria-label'))")
    assert len(names) == len(set(names))


def test_a_ring_of_several_days_opens_its_first_event_and_brings_the_days_apart(fresh: Visit) -> None:
    frame = fresh.open()
    before = seen(frame)["rings"]
    index = frame.locator(".p-ring").evaluate_all(
        "all => all.findIndex(ring => / to \\d/.test(ring.getAttribute('aria-label')))"
    )
    assert index >= 0
    ring = frame.locator(".p-ring").nth(index)
    sel = ring.get_attribute("data-sel")
    ring.focus()
    fresh.page.keyboard.press("Enter")
    frame.locator(f"[data-card='{sel}']").wait_for()
    assert seen(frame)["rings"] != before
    assert frame.locator(".p-ring.chosen").count() == 1
    fresh.page.keyboard.press("Escape")
    frame.locator(f"[data-card='{sel}']").wait_for(state="detached")
    assert frame.evaluate("() => document.activeElement.dataset.sel") == sel


def test_a_step_of_a_day_draws_no_bar_anew(fresh: Visit) -> None:
    frame = fresh.open()
    frame.evaluate(AT_REST)
    changed = frame.evaluate(
        """() => { const seen = [];
            const watch = new MutationObserver(all => seen.push(...all.filter(one => one.type === 'childList')));
            watch.observe(document.querySelector('.p-tl-svg'), {childList: true, subtree: true});
            for (let day = 20; day < 30; day++) arctic.ctx.setDay(`2026-01-${day}`, false);
            seen.push(...watch.takeRecords().filter(one => one.type === 'childList'));
            watch.disconnect();
            arctic.ctx.setDay('2026-01-30', true);
            return seen.length; }"""
    )
    assert changed == 0


def test_the_parts_of_an_exercise_take_over_the_thick_line_and_the_whole_has_a_row(visit: Visit) -> None:
    rows = [row for row in visit.go().evaluate(ROWS) if not row["post"]]
    main = {row["name"]: row["main"] for row in rows}
    aside = {row["name"]: row["aside"] for row in rows}
    assert "Arctic Shield" in main  # by its short name: the label does not fit beside the bars
    begins = min(run[0] for run in main["Arctic Shield"])
    denmark = [run for run in main["DNK"] if run[0] >= begins]
    assert denmark
    assert all(run[2] in {"lapsed", "announced", "sent", "in"} for run in denmark), (
        "last known of the winter is not the day's exercise"
    )
    assert any(run[2] == "stale" and run[1] >= begins for run in aside["DNK"])


@pytest.mark.parametrize("lang", ["en", "da"])
def test_on_a_phone_the_slider_leads_to_the_last_day(visit_to: Callable[..., Visit], server: Server, lang: str) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    frame = visit.open(**({"lang": lang} if lang != "en" else {}))
    visit.settle()
    slider = frame.locator(".p-range")
    slider.evaluate("node => { node.value = 1000; node.dispatchEvent(new Event('input', {bubbles: true})); }")
    slider.evaluate("node => node.dispatchEvent(new Event('change', {bubbles: true}))")
    visit.settle()
    assert (
        frame.locator(".p-strip-day").inner_text().split()
        == {"en": ["22", "Sept", "2026"], "da": ["22.", "sep.", "2026"]}[lang]
    )
    assert visit.query()["asof"] == "2026-09-22"
    assert frame.locator(".p-strip-signs").inner_text().split()[0] == "1940"
