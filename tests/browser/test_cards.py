"""What the cards say: each number with its day, a whole apart from its parts. See also test_same_words.py."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server

CLOCKS = (
    {"asof": "2026-01-15", "known": "2026-01-15"},
    {"asof": "2026-01-19"},
    {"asof": "2026-02-03"},
    {"asof": "2026-03-19"},
    {"asof": "2026-09-15"},
)


# Where the band's last number up to the day in view is not the number of the state.
UNLIKE = """() => { const { ctx } = arctic; const P = arctic.testing;
    return ctx.atlas.subjects.map(({id}) => id).filter(id => {
        const state = ctx.state(id);
        const segments = P.lifeOf(ctx, id);
        const now = segments[P.segmentAt(segments, ctx.day)];
        if (!state || !now || P.isOver(state.step)) return false;
        const told = now.numbers.filter(({day}) => day <= ctx.day).at(-1) || {low: null, high: null};
        return told.low !== state.low || told.high !== state.high;
    }); }"""


@pytest.mark.parametrize("clocks", CLOCKS, ids=lambda clocks: clocks["asof"])
def test_the_number_above_and_the_band_below_never_contradict_each_other(visit: Visit, clocks: dict[str, str]) -> None:
    assert visit.go(**clocks).evaluate(UNLIKE) == []


def card_text(visit: Visit, sel: str, part: str = "") -> str:
    """Read the card of what is selected, or a part of it, once its sources are there."""
    card = visit.frame().locator(f"[data-card='{sel}']")
    card.locator(".p-source").first.wait_for()
    return str(card.locator(part).first.inner_text() if part else card.inner_text())


def test_the_card_of_a_nation_names_no_craft_of_a_later_day_and_marks_what_is_in_doubt(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-20", sel="nation:DNK")
    card = frame.locator("[data-card='nation:DNK']")
    expect(card).to_contain_text("patrol ship HDMS Knud Rasmussen")
    expect(card).not_to_contain_text("Seahawk")  # the ships were seen with it a month later
    rows = card.locator("[data-id]")
    doubts = {"dnk-unspecified": "unverified", "dnk-exercise": "disputed", "daneborg": "disputed"}
    for name, doubt in doubts.items():
        assert doubt in rows.and_(frame.locator(f"[data-id={name}]")).inner_text()
    assert "disputed" not in rows.and_(frame.locator("[data-id=dnk-patrolships]")).inner_text()


def test_a_number_without_a_day_is_of_no_first_of_january(visit: Visit) -> None:
    visit.go(asof="2026-01-19", sel="station_nord")
    assert "not dated: 5–6" in card_text(visit, "station_nord", ".p-life")
    assert "Jan" not in card_text(visit, "station_nord")


def test_a_number_of_the_band_stands_at_the_day_it_was_said(visit: Visit) -> None:
    visit.go(asof="2026-01-15", sel="dnk-exercise")
    assert card_text(visit, "dnk-exercise", ".p-missing") == "no number given"
    band = card_text(visit, "dnk-exercise", ".p-life")
    assert "18 Jan: about 200" in band
    assert "21 Jan: about 300" in band
    # Every number of every band has its day: above it, as the first of its step, or before it.
    alone = """() => arctic.ctx.atlas.subjects.flatMap(({id}) => arctic.testing.lifeOf(arctic.ctx, id)
        .flatMap(segment => segment.numbers.filter(({day}) => day < segment.from || day > segment.to).map(() => id)))"""
    assert visit.frame().evaluate(alone) == []


def test_the_days_of_a_band_never_run_backwards(visit: Visit) -> None:
    backwards = """() => arctic.ctx.atlas.subjects.map(({id}) => [id, arctic.testing.lifeOf(arctic.ctx, id)
        .map(it => arctic.testing.latestDay(arctic.testing.segmentDay(it)))])
        .filter(([, days]) => days.some((day, i) => i && day < days[i - 1]))"""
    assert visit.go().evaluate(backwards) == []


def test_what_was_said_before_is_told_with_its_day_and_is_no_sum(visit: Visit) -> None:
    visit.go(asof="2026-01-17", sel="deu-recce")
    assert "13 had been announced on 14 Jan" in card_text(visit, "deu-recce", ".p-big")


def test_what_is_last_known_says_when_it_was_last_reported_and_is_faded(visit: Visit) -> None:
    visit.go(asof="2026-03-19", sel="dnk-exercise")
    text = " ".join(card_text(visit, "dnk-exercise", ".p-faded").split())
    assert text == "last reported 21 Jan: about 300"
    assert "in place" not in text
    ink = "() => getComputedStyle(document.querySelector('.p-big-number')).color"
    faded = visit.frame().evaluate(ink)
    visit.go(asof="2026-01-19", sel="dnk-exercise")
    assert card_text(visit, "dnk-exercise", ".p-big-number") == "about 200"
    assert visit.frame().evaluate(ink) != faded


def test_a_whole_lists_its_parts_without_numbers_and_a_part_points_to_the_number_of_its_whole(visit: Visit) -> None:
    visit.go(asof="2026-09-15", sel="shield-whole")
    assert card_text(visit, "shield-whole", ".p-big-number") == "about 400"
    parts = visit.frame().locator("[data-card='shield-whole'] .p-rows-list .p-row")
    assert parts.count() > 9
    assert parts.locator(".p-row-number").count() == 0
    parts.filter(has_text="France").click()
    text = card_text(visit, "fra-shield")
    assert "counted with the whole" in text
    assert "Part of Arctic Shield 2026, all nations. The number is that of the whole: about 400." in text


SITUATION = (
    """wanted => { const { ctx } = arctic; ctx.view = {...ctx.view, situation: wanted}; ctx.redraw({view: true}); }"""
)
TOLD = {
    "title": "Who is there",
    "rows": [
        {"name": name, "number": number, "note": "a note of a few words", "sel": f"nation:{sel}"}
        for name, number, sel in (
            ("Denmark", "200", "DNK"),
            ("France", "15", "FRA"),
            ("Sweden", "2–3", "SWE"),
            ("Iceland", "", "ISL"),
            ("On the way: Norway, United Kingdom", "3", "NOR"),
        )
    ],
    "notes": ["15 Germans came on 16 January and left after two days."],
}
ROOM = "() => { const b = document.querySelector('.p-body'); return b.scrollHeight - b.clientHeight; }"


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 1280, "height": 720}], ids=["900", "720"])
def test_the_card_at_rest_tells_who_is_there_and_what_is_around_the_day_and_never_scrolls(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int]
) -> None:
    visit = visit_to(server, viewport=size)
    frame = visit.open(asof="2026-01-19")
    visit.settle()
    frame.evaluate(SITUATION, TOLD)
    assert frame.locator(".p-rest-row").count() == 5
    assert frame.evaluate(ROOM) <= 0
    assert frame.locator(".p-past:visible").count() >= 1
    assert frame.locator(".p-promised:visible .p-around-day").first.inner_text() == "6 Feb"
    promised = frame.locator(".p-promised:visible .p-around-text").first
    expect(promised).to_have_text(
        "France in Nuuk Consulate general · expected"
    )  # no soldiers, and announced long before
    days = frame.evaluate("""() => [...document.querySelectorAll('.p-past')].map((_, i) => arctic.ctx.atlas.events
        .filter(e => e.date <= '2026-01-19').map(e => e.date).sort().reverse()[i])""")
    assert days == sorted(days, reverse=True)
    frame.locator(".p-rest-row").first.click()
    frame.locator("[data-card='nation:DNK']").wait_for()


def test_an_event_and_a_promise_at_rest_open_their_cards(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    frame.locator(".p-past button").first.click()
    frame.locator(".p-event-card").wait_for()
    frame.get_by_role("button", name="Close", exact=True).first.click()
    frame.locator(".p-promised button").first.click()
    frame.locator("[data-card='fra-nuuk']").wait_for()


# Every day that somebody before the screen can read now: headline, header, field, pill of the timeline, card at rest.
DAYS = """day => {
    const seen = node => node && node.checkVisibility({visibilityProperty: true}) ? node.textContent.trim() : '';
    const first = (...names) => names.map(name => seen(document.querySelector(name))).find(Boolean) || '';
    return {
        headline: first('.sentence-box > .now:not([hidden])', 'h1.sentence'),
        header: first('.days > .now:not([hidden])', '.days span'),
        field: first('.fields .box > .now:not([hidden])') || document.querySelector('.fields .box .day').value,
        rows: Boolean(seen(document.querySelector('section.table .rows'))),
    };
}"""


def test_while_the_day_plays_no_two_days_are_told_at_once_and_at_rest_all_agree(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    visit.table().wait_for()
    frame.get_by_role("button", name="Play").click()
    frame.wait_for_function("() => arctic.ctx.day > '2026-01-20'")
    for _ in range(4):
        day = frame.evaluate("() => arctic.ctx.day")
        # One look takes no time in which a day could pass.
        actual = visit.page.evaluate(DAYS)
        number, _, now = frame.evaluate(
            "() => [String(+arctic.ctx.day.slice(8)), 0, document.querySelector('.card').classList.contains('moving')]"
        )
        assert now
        assert not actual["rows"]
        shown = {actual["headline"].split()[0], actual["header"].split()[2], actual["field"].split()[0]}
        assert len(shown) == 1
        assert int(day[8:]) <= int(shown.pop()) <= int(number)
        assert frame.locator(".p-rest, .p-rest-notes, .p-empty > h2").first.is_hidden()
        frame.wait_for_function("day => arctic.ctx.day > day", arg=day)
    frame.get_by_role("button", name="Pause").click()
    visit.page.wait_for_function("() => !('day' in document.documentElement.dataset)")
    day = visit.query()["asof"]
    assert frame.evaluate("() => [arctic.ctx.day, arctic.ctx.view.asof]") == [day, day]
    actual = visit.page.evaluate(DAYS)
    long = frame.evaluate("() => arctic.ctx.fmtDay(arctic.ctx.day, 'long')")
    assert long in actual["headline"]
    assert actual["field"] == long
    assert actual["rows"]
    assert frame.locator(".p-empty > h2").first.is_visible()


def test_a_phone_says_each_nation_once_with_its_number_and_has_a_key(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True)
    frame = visit.open(asof="2026-01-19")
    visit.settle()
    frame.evaluate(SITUATION, TOLD)
    names = frame.locator(".p-list .p-li-name:not(.p-hidden)").all_inner_texts()
    assert len(names) == len(set(names))
    assert names.index("Estonia") < names.index("Spain")  # by name: of their codes ESP is the first
    denmark = frame.locator(".p-li[data-id='nation:DNK'] .p-li-right")
    assert denmark.inner_text() == "200"
    assert frame.locator(".p-town .p-li-note").inner_text().startswith("3 consulates")
    frame.evaluate("() => arctic.ctx.setDay('2026-01-22', false)")
    assert denmark.inner_text() == ""  # the server has not yet said how many
    for stand_in in (".sentence-box > .now", ".days > .now"):
        assert "22 Jan" in visit.page.locator(stand_in).inner_text()
        assert visit.page.locator(stand_in).is_visible()
    key = frame.locator(".p-key")
    key.locator("summary").click()
    key.locator("li").nth(12).wait_for()  # made when it is first opened
    assert all(key.locator("li span").all_inner_texts())


def test_one_text_is_announced_for_a_change_and_it_holds_the_sentence(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    assert visit.page.locator(".sentence-box[aria-live], .sentence-box [aria-live]").count() == 0
    spoken = """() => [...document.querySelectorAll('[aria-live]')].filter(it => it.checkVisibility())
        .map(it => it.textContent).filter(Boolean)"""
    texts = frame.evaluate(spoken)
    assert len(texts) == 1
    assert visit.page.locator("h1.sentence").inner_text() in texts[0]


def test_a_day_of_another_year_than_the_day_in_view_bears_its_year(visit: Visit) -> None:
    frame = visit.go(asof="1952-06-01", sel="pituffik")
    days_written = frame.locator("[data-card] .p-seg-day, [data-card] .p-seg-number, [data-card] dd").all_inner_texts()
    months = [text for text in days_written if any(month in text for month in ("Jan", "Feb", "Mar", "Sept"))]
    assert months
    assert all("20" in text or "19" in text for text in months), months
    assert visit.go(asof="2026-01-19").evaluate("() => arctic.testing.whenText(arctic.ctx, '2026-01-15')") == "15 Jan"
    assert (
        visit.go(asof="1952-06-01").evaluate("() => arctic.testing.whenText(arctic.ctx, '2026-01-15')") == "15 Jan 2026"
    )


DISPUTED = """async ids => {
    const { ctx } = arctic;
    const out = [];
    for (const id of ids) {
        const evidence = await ctx.claims(id);
        const state = ctx.state(id);
        const box = document.createElement('div');
        box.append(...arctic.testing.claimsOf(ctx, evidence, ctx.subjects.get(id), state));
        const later = [...box.querySelectorAll('.p-side')].map(it => evidence.byId.get(it.dataset.claim).day)
            .filter(day => day > ctx.day);
        out.push([id, Boolean(state && state.disputed), box.querySelectorAll('.p-sides').length > 0, later]);
    }
    return out;
}"""


@pytest.mark.parametrize("day", ["2026-01-17", "2026-01-19", "2026-01-21"])
def test_sources_disagree_only_where_the_state_is_disputed_on_that_day(visit: Visit, day: str) -> None:
    frame = visit.go(asof=day)
    ids = frame.evaluate("() => arctic.visible()")
    found = frame.evaluate(DISPUTED, ids)
    assert any(shown for _, _, shown, _ in found)
    assert [name for name, disputed, shown, _ in found if shown and not disputed] == []
    assert [later for _, _, _, later in found if later] == []


def test_reports_of_later_days_come_after_the_day_in_view(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-15")
    later = frame.evaluate(
        """async () => { const { ctx } = arctic; const evidence = await ctx.claims('nation:DNK');
            return arctic.testing.reportsOf(ctx, [...evidence.byId.values()]).map(report => report.later); }"""
    )
    assert True in later
    assert later == sorted(later)


def test_a_promised_site_says_that_no_day_is_given_and_names_no_programme(visit: Visit) -> None:
    frame = visit.go(asof="2026-09-22", sel="usa-area-narsarsuaq")
    card = frame.locator("[data-card]")
    card.locator(".p-big").wait_for()
    assert "no date given for it to begin" in card.inner_text()
    assert "standing presence" not in card.locator(".p-kicker").inner_text()


def test_a_rounded_number_says_so(visit: Visit) -> None:
    frame = visit.go(asof="2026-01-19")
    text = frame.evaluate(
        """() => { const { ctx, testing: { numberOf } } = arctic;
            return [numberOf(ctx, {low: 300, high: 300, rounded: true}), numberOf(ctx, {low: 300, high: 300}),
                ctx.fmtSize({rounded: true}, 300, 300)]; }"""
    )
    assert text == ["about 300", "300", "about 300"]
