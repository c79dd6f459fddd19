"""The address line is the state: reload, copy, Back and Forward restore the choice; a broken one does no harm."""

from urllib.parse import quote

import pytest

from tests.browser.pages import Visit
from tests.browser.serving import Server

FULL = {
    "asof": "2026-02-06",
    "known": "2026-02-20",
    "nations": "CAN.FRA",
    "kinds": "contingent.post",
    "sel": "fra-nuuk",
    "proj": "mercator",
}


def shown(visit: Visit) -> tuple[object, ...]:
    """What a reader sees of the choice: symbols, card, day, projection."""
    frame = visit.frame()
    return (
        tuple(visit.visible()),
        frame.evaluate("() => document.querySelector('[data-card]')?.dataset.card || ''"),
        visit.state("fra-nuuk").get("step"),
        visit.query().get("proj", "laea"),
    )


def wait_for_only(visit: Visit, *prefixes: str) -> None:
    visit.wait_until(
        """prefixes => { const ids = arctic.visible();
            return ids.length && ids.every(id => prefixes.some(prefix => id.startsWith(prefix))); }""",
        list(prefixes),
    )


def test_a_link_opens_what_it_says(fresh: Visit) -> None:
    fresh.open(**FULL)
    wait_for_only(fresh, "can-", "fra-")
    assert "fra-nuuk" in fresh.visible()
    assert fresh.state("fra-nuuk")["step"] == "open"
    fresh.frame().locator("[data-card=fra-nuuk]").wait_for()


def test_reload_and_a_copied_link_show_the_same(fresh: Visit) -> None:
    fresh.open(**FULL)
    wait_for_only(fresh, "can-", "fra-")
    fresh.settle()
    first, address = shown(fresh), fresh.page.url
    fresh.page.reload()
    fresh.frame()
    wait_for_only(fresh, "can-", "fra-")
    fresh.frame().locator("[data-card=fra-nuuk]").wait_for()
    assert shown(fresh) == first
    fresh.page.goto("about:blank")
    fresh.page.goto(address)
    fresh.frame()
    wait_for_only(fresh, "can-", "fra-")
    fresh.frame().locator("[data-card=fra-nuuk]").wait_for()
    assert shown(fresh) == first


def test_the_address_written_by_the_page_holds_codes_and_no_defaults(visit: Visit) -> None:
    visit.go()
    visit.choose("Countries", "France", "Canada")
    visit.page.wait_for_function("() => location.search.includes('CAN')")
    assert visit.query() == {"nations": "CAN.FRA"}


def test_back_and_forward_restore_three_choices_each_way(visit: Visit) -> None:
    visit.go()
    everything = visit.visible()
    steps = [everything]
    for name, prefixes in (("France", ["fra-"]), ("Canada", ["fra-", "can-"]), ("Norway", ["fra-", "can-", "nor-"])):
        visit.choose("Countries", name)
        wait_for_only(visit, *prefixes)
        visit.page.wait_for_function("code => location.search.includes(code)", arg=name[:3].upper())
        visit.wait_until("count => arctic.visible().length !== count", len(steps[-1]))
        visit.settle()
        steps.append(visit.visible())
    visit.mark()
    for expected in reversed(steps[:-1]):
        visit.page.go_back()
        visit.wait_until("ids => JSON.stringify(arctic.visible()) === JSON.stringify(ids)", expected)
        visit.settle()
    assert visit.query() == {}
    for expected in steps[1:]:
        visit.page.go_forward()
        visit.wait_until("ids => JSON.stringify(arctic.visible()) === JSON.stringify(ids)", expected)
        visit.settle()
    assert visit.query() == {"nations": "CAN.FRA.NOR"}
    assert visit.marked()


def test_back_from_another_language_restores_the_first(visit: Visit) -> None:
    visit.go()
    visit.go(lang="da")
    visit.page.locator(".st-key-fields").get_by_role("button", name="Lande").wait_for()
    visit.page.go_back()
    visit.page.get_by_role("button", name="Countries").wait_for()
    visit.wait_until("() => arctic.ctx.lang === 'en'")


@pytest.mark.parametrize(
    "query", ["utm_source=a&utm_source=b", "amp;nations=FRA&utm_source=a", "nations[]=fra&nations[]=deu"]
)
def test_whatever_else_an_address_holds_the_map_follows_the_next_choice(fresh: Visit, query: str) -> None:
    fresh.page.goto(f"{fresh.url}/?{query}")
    fresh.frame()
    fresh.settle()
    before = fresh.frame().evaluate("() => [...arctic.ctx.view.chosen.nations].sort()")
    fresh.page.evaluate("() => ArcticPage.choose({ asof: '2026-02-06' })")
    fresh.wait_until("() => arctic.ctx.view.asof === '2026-02-06'")
    fresh.settle()
    assert "6 February 2026" in fresh.page.locator("h1").inner_text()
    assert fresh.frame().evaluate("() => [...arctic.ctx.view.chosen.nations].sort()") == before
    kept = fresh.page.evaluate("() => [...new URLSearchParams(location.search).keys()]")
    assert set(kept) <= {"asof", "nations", "utm_source"}
    assert kept.count("utm_source") == query.count("utm_source")


BROKEN = [
    ("asof", "2026-13-40"),
    ("asof", "yesterday"),
    ("known", "0"),
    ("nations", "ATLANTIS"),
    ("kinds", "spaceship"),
    ("steps", "maybe"),
    ("sel", "no-such-thing"),
    ("proj", "globe"),
    ("lang", "xx"),
    ("scene", "-1"),
    ("nations", "{{7*7}}"),
    ("sel", "<img src=x onerror=alert(1)>"),
]


def test_a_broken_link_opens_the_opening_view_with_a_small_notice(visit: Visit) -> None:
    visit.go_wrong(asof="2026-13-40", nations="ATLANTIS", sel="no-such-thing")
    notice = visit.page.get_by_test_id("stAlert").inner_text()
    for actual in ("asof=2026-13-40", "nations=ATLANTIS", "sel=no-such-thing"):
        assert actual in notice
    assert len(visit.visible()) > 40


def test_every_key_falls_back_from_a_broken_value_and_says_so(visit: Visit) -> None:
    visit.go()
    everything = visit.visible()
    for key, value in BROKEN:
        visit.go_wrong(**{key: value})
        visit.page.get_by_test_id("stAlert").filter(has_text=f"{key}=").wait_for()
        assert visit.visible() == everything, (key, value)


def test_a_broken_value_does_not_take_the_good_ones_with_it(visit: Visit) -> None:
    visit.go_wrong(nations="FRA.ATLANTIS", asof="nonsense")
    wait_for_only(visit, "fra-")


def test_thousands_of_characters_of_rubbish_do_no_harm_and_more_are_refused(visit: Visit, server: Server) -> None:
    rubbish = "{{7*7}}<b>å\u202e%00'\"" * 140
    visit.go_wrong(q=rubbish)
    visit.go_wrong(nations=rubbish[:1100], sel=rubbish[:1100])
    visit.page.get_by_test_id("stAlert").wait_for()
    for key in ("asof", "known", "rubbish"):
        visit.go_wrong(**{key: rubbish})
        assert "Traceback" not in visit.page.locator("body").inner_text(), key
        assert len(visit.visible()) > 40, key
    assert server.get(f"/?q={quote(2 * rubbish)}").status == 414  # longer than any that the page writes


def test_an_address_that_becomes_too_long_in_an_open_page_is_told_and_left_with_the_next_choice(visit: Visit) -> None:
    visit.go(nations="FRA")
    hung_up: list[object] = []
    visit.page.on("websocket", lambda socket: hung_up.append(socket))
    visit.go_wrong(theme="light", q="x" * 9_000)
    visit.page.get_by_text("This address has more than 8,000 characters").wait_for()
    assert visit.query() == {"theme": "light", "link": "long"}
    visit.page.evaluate("history.pushState({}, '', '?' + 'a&'.repeat(300))")  # by somebody else's script, unheard
    visit.search("Nuuk")
    visit.wait_until("() => new URLSearchParams(top.location.search).get('q') === 'Nuuk'")
    visit.page.get_by_text("This address has more than 8,000 characters").wait_for(state="detached")
    assert visit.query() == {"q": "Nuuk"}
    assert not hung_up  # no websocket was opened anew
