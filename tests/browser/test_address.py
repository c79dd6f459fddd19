"""The address line is the state: reload, copy, Back and Forward restore the choice; a broken one does no harm."""

import pytest

from tests.browser.pages import Visit

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


def test_a_link_opens_what_it_says(visit: Visit) -> None:
    visit.open(**FULL)
    wait_for_only(visit, "can-", "fra-")
    assert "fra-nuuk" in visit.visible()
    assert visit.state("fra-nuuk")["step"] == "open"
    visit.frame().locator("[data-card=fra-nuuk]").wait_for()


def test_reload_and_a_copied_link_show_the_same(visit: Visit) -> None:
    visit.open(**FULL)
    wait_for_only(visit, "can-", "fra-")
    visit.settle()
    first, address = shown(visit), visit.page.url
    visit.page.reload()
    visit.frame()
    wait_for_only(visit, "can-", "fra-")
    visit.frame().locator("[data-card=fra-nuuk]").wait_for()
    assert shown(visit) == first
    visit.page.goto("about:blank")
    visit.page.goto(address)
    visit.frame()
    wait_for_only(visit, "can-", "fra-")
    visit.frame().locator("[data-card=fra-nuuk]").wait_for()
    assert shown(visit) == first


def test_the_address_written_by_the_page_holds_codes_and_no_defaults(visit: Visit) -> None:
    visit.open()
    visit.choose("Countries", "France", "Canada")
    visit.page.wait_for_function("() => location.search.includes('nations')")
    assert visit.query() == {"nations": "CAN.FRA"}


def test_back_and_forward_restore_three_choices_each_way(visit: Visit) -> None:
    visit.open()
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


@pytest.mark.parametrize(
    ("key", "value"),
    [
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
    ],
)
def test_a_broken_value_falls_back_with_a_small_notice(visit: Visit, key: str, value: str) -> None:
    visit.open(**{key: value})
    notice = visit.page.get_by_test_id("stApp").get_by_text(key, exact=False)
    notice.first.wait_for()
    assert len(visit.visible()) > 40


def test_a_broken_value_does_not_take_the_good_ones_with_it(visit: Visit) -> None:
    visit.open(nations="FRA.ATLANTIS", asof="nonsense")
    wait_for_only(visit, "fra-")


@pytest.mark.parametrize("key", ["q", "sel", "nations", "asof", "rubbish"])
def test_ten_thousand_characters_of_rubbish_do_no_harm(visit: Visit, key: str) -> None:
    visit.open(**{key: "{{7*7}}<b>å\u202e%00'\"" * 520})
    text = visit.page.locator("body").inner_text()
    assert "49" not in text.split("set aside")[0][:200]
    assert "Traceback" not in text
    assert visit.frame().evaluate("() => arctic.visible()") is not None
