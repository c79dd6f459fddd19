"""The header in a real browser: what it says, the search and the menu by mouse and by keyboard, on a phone too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, WebSocket, expect

import geodata
from dashboard.panels.header import DIALOGS
from dashboard.text.i18n import words_of
from tests.browser.pages import PHONE, SMALL_PHONE, Visit
from tests.browser.serving import Server

TARGETS = """() => [...document.querySelectorAll('.head :is(strong, input, a, .filter, .more > button), '
    + '[data-testid=stMainMenu]')]
    .filter(it => it.checkVisibility({visibilityProperty: true}))
    .map(it => [it.getAttribute('aria-label') || it.innerText || it.dataset.testid, it.getBoundingClientRect()])
    .map(([name, box]) => [name, box.left, box.top, box.right, box.bottom])"""
BAR = 56
Box = tuple[str, float, float, float, float]


def field(visit: Visit) -> Locator:
    return visit.page.get_by_role("combobox", name="Search", exact=True)


def hits(visit: Visit) -> Locator:
    """What the search found, while its list is open."""
    return visit.page.locator(".st-key-head").get_by_role("option")


def more(visit: Visit) -> Locator:
    return visit.page.get_by_role("button", name="More", exact=True)


def marked(visit: Visit) -> str:
    """The text of the hit that a reader of the screen is told of."""
    return str(
        field(visit).evaluate(
            "it => document.getElementById(it.getAttribute('aria-activedescendant') || 'none')?.innerText || ''"
        )
    )


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate("() => document.activeElement.innerText || document.activeElement.tagName"))


def listened(visit: Visit) -> list[bytes]:
    """All that the server tells the page from now on."""
    heard: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: heard.append(data if isinstance(data, bytes) else data.encode()))

    visit.page.on("websocket", listen)
    return heard


def clashes(boxes: list[Box]) -> list[tuple[str, str]]:
    """Name what lies over something else."""
    return [
        (one[0], other[0])
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


def test_the_bar_says_what_this_is_and_as_of_when(visit: Visit) -> None:
    visit.go(asof="2026-02-06")
    head = visit.page.locator(".head")
    expect(head).to_contain_text("Arctic Endurance Map")
    expect(head).to_contain_text("as of 6 Feb 2026")
    reach = words_of("en").day(geodata.load().evidence_to, short=True)
    expect(head).to_contain_text(f"evidence to {reach}")
    expect(field(visit)).to_have_attribute("placeholder", "Search a place, nation, source")


def test_hits_come_while_one_types_and_nothing_is_chosen_by_that(visit: Visit) -> None:
    visit.go()
    shown = visit.visible()
    field(visit).press_sequentially("chaseurs")
    expect(hits(visit).first).to_contain_text("French reinforcement")
    visit.settle()
    assert visit.query() == {}
    assert visit.visible() == shown


def test_typing_draws_only_the_header_anew(fresh: Visit) -> None:
    heard = listened(fresh)
    fresh.open()
    fresh.settle(600)
    heard.clear()
    field(fresh).press_sequentially("Thule")
    hits(fresh).first.wait_for()
    fresh.settle()
    names = ("arctic_head", "arctic_sentence", "arctic_fields", "arctic_table", "arctic.apply(")
    assert [name for name in names if any(name.encode() in data for data in heard)] == ["arctic_head"]
    assert sum(map(len, heard)) < 8 * 1024


@pytest.mark.parametrize(
    ("text", "hit", "sel"),
    [
        ("Thule", "Pituffik place", "place:pituffik"),
        ("Thule", "Pituffik Space Base base", "pituffik"),
        ("Godthåb", "Nuuk place", "place:nuuk"),
        ("godthab", "Nuuk place", "place:nuuk"),
        ("France", "everything about France", "nation:FRA"),
        ("Frankrig", "everything about France", "nation:FRA"),
        ("chasseurs", "French first team in Nuuk", "fra-advance"),
        ("Søndre Strømfjord", "Kangerlussuaq place", "place:kangerlussuaq"),
        ("Rigsombudsmanden", "Denmark in Nuuk", "dnk-nuuk"),
    ],
)
def test_search_finds_by_any_name_and_a_hit_opens_the_card(visit: Visit, text: str, hit: str, sel: str) -> None:
    visit.go()
    field(visit).fill(text)
    hits(visit).filter(has_text=hit).first.click()
    visit.frame().locator(f'[data-card="{sel}"]').wait_for()
    visit.settle()
    assert visit.query() == {"sel": sel}
    expect(field(visit)).to_have_value("")
    expect(hits(visit)).to_have_count(0)


def test_search_is_walked_by_keyboard_and_the_field_keeps_the_focus(visit: Visit) -> None:
    visit.go()
    field(visit).fill("Thule")
    hits(visit).first.wait_for()
    expect(field(visit)).to_have_attribute("aria-expanded", "true")
    keyboard = visit.page.keyboard
    keyboard.press("ArrowDown")
    assert marked(visit).startswith("Pituffik")
    keyboard.press("ArrowUp")
    assert marked(visit) == ""
    keyboard.press("ArrowUp")
    last = hits(visit).count() - 1
    expect(hits(visit).nth(last)).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowDown")
    assert marked(visit).startswith("Pituffik")
    assert focused(visit) == "INPUT"
    keyboard.press("Enter")
    visit.page.wait_for_url("**sel=place%3Apituffik")
    visit.settle()
    assert visit.query() == {"sel": "place:pituffik"}


def test_enter_filters_by_the_text_and_enter_again_opens_the_first_hit(visit: Visit) -> None:
    visit.go()
    visit.search("Thule")
    assert visit.query() == {"q": "Thule"}
    expect(hits(visit).first).to_contain_text("Pituffik")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**sel=place%3Apituffik")
    visit.settle()
    assert visit.query() == {"sel": "place:pituffik"}


def test_what_an_older_text_found_is_not_taken_for_the_newer(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    field(fresh).fill("Canada")
    hits(fresh).first.wait_for()
    field(fresh).fill("France")
    fresh.page.keyboard.press("ArrowDown")
    assert marked(fresh) == ""
    fresh.page.keyboard.press("Enter")
    fresh.page.wait_for_url("**q=France*")
    fresh.settle()
    assert fresh.query() == {"q": "France"}


def test_enter_need_not_wait_for_hits(visit: Visit) -> None:
    visit.go()
    field(visit).press_sequentially("liaison")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**q=liaison")
    expect(hits(visit).first).to_contain_text("liaison")
    visit.settle()
    expect(field(visit)).to_have_value("liaison")


def test_escape_closes_the_hits_and_then_takes_the_search_back(visit: Visit) -> None:
    visit.go()
    visit.search("chaseurs")
    hits(visit).first.wait_for()
    visit.page.keyboard.press("Escape")
    expect(hits(visit)).to_have_count(0)
    assert visit.query() == {"q": "chaseurs"}
    visit.page.keyboard.press("Escape")
    visit.settle()
    assert visit.query() == {}
    expect(field(visit)).to_have_value("")
    assert focused(visit) == "INPUT"


def test_a_field_that_is_emptied_hides_nothing(visit: Visit) -> None:
    visit.go(q="liaison")
    expect(field(visit)).to_have_value("liaison")
    field(visit).fill("")
    visit.settle()
    assert visit.query() == {}
    assert len(visit.visible()) > 40


def test_the_field_follows_back_and_the_filter_that_is_taken_away(visit: Visit) -> None:
    visit.go()
    visit.search("liaison")
    visit.page.go_back()
    expect(field(visit)).to_have_value("")
    visit.settle()
    visit.page.go_forward()
    expect(field(visit)).to_have_value("liaison")
    visit.settle()
    visit.page.get_by_role("link", name="Remove: search: liaison").click()
    expect(field(visit)).to_have_value("")
    visit.settle()


def test_rows_behind_a_number_are_no_search(visit: Visit) -> None:
    visit.go(q="rows:people")
    expect(field(visit)).to_have_value("")


def test_what_is_not_found_offers_near_names(visit: Visit) -> None:
    visit.go()
    field(visit).fill("nuuuuuk")
    expect(visit.page.locator(".head .hits")).to_contain_text("Did you mean")
    expect(visit.page.locator(".head").get_by_role("status")).to_contain_text("Did you mean")
    hits(visit).first.click()
    visit.page.wait_for_url("**sel=place%3Anuuk")
    visit.settle()


def test_what_is_like_nothing_says_so(visit: Visit) -> None:
    visit.go()
    field(visit).fill("zzzzzz")
    expect(visit.page.locator(".head .hits")).to_contain_text("Nothing found for “zzzzzz”.")
    expect(field(visit)).to_have_attribute("aria-expanded", "false")


def test_who_leaves_the_field_leaves_the_hits(visit: Visit) -> None:
    visit.go()
    field(visit).fill("Thule")
    hits(visit).first.wait_for()
    visit.page.keyboard.press("Tab")
    expect(hits(visit)).to_have_count(0)
    field(visit).click()
    expect(hits(visit).first).to_contain_text("Pituffik")


def test_the_entries_of_the_menu_are_made_when_it_is_first_opened(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    entries = fresh.page.locator(".head [role=menuitem]")
    assert entries.count() == 0
    more(fresh).click()
    assert entries.count() == len(DIALOGS) + 2  # the story, and the other language
    fresh.page.keyboard.press("Escape")
    # Once made they take new words and new links like everything else.
    fresh.go(lang="da", nations="FRA")
    more_in_danish = fresh.page.get_by_role("button", name="Mere")
    more_in_danish.click()
    expect(entries.last).to_have_text("English")
    assert str(entries.first.get_attribute("href")).endswith("?nations=FRA&lang=da&view=story&scene=1")


def test_the_menu_is_walked_by_keyboard(visit: Visit) -> None:
    visit.go()
    more(visit).focus()
    keyboard = visit.page.keyboard
    keyboard.press("ArrowDown")
    walked = [focused(visit)]
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "h"):
        keyboard.press(key)
        walked.append(focused(visit))
    assert walked == ["Tell me the story", "Share", "Dansk", "Tell me the story", "Dansk", "How we know"]
    keyboard.press("Escape")
    expect(visit.page.get_by_role("menu")).to_be_hidden()
    expect(more(visit)).to_be_focused()
    expect(more(visit)).to_have_attribute("aria-expanded", "false")
    keyboard.press("ArrowUp")
    assert focused(visit) == "Dansk"
    keyboard.press("Tab")
    expect(visit.page.get_by_role("menu")).to_be_hidden()


@pytest.mark.parametrize(
    ("entry", "title"), [("Share", "Share"), ("Download", "Download"), ("How we know", "How we know")]
)
def test_a_dialog_opens_from_the_menu_and_gives_the_focus_back(visit: Visit, entry: str, title: str) -> None:
    visit.go(nations="FRA")
    more(visit).click()
    visit.page.get_by_role("menuitem", name=entry).press("Enter")
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_contain_text(title)
    visit.settle()
    visit.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(more(visit)).to_be_focused()
    assert visit.query() == {"nations": "FRA"}


def test_the_language_is_a_link_that_keeps_the_choice(visit: Visit) -> None:
    visit.go(nations="FRA")
    visit.mark()
    more(visit).click()
    danish = visit.page.get_by_role("menuitem", name="Dansk")
    assert str(danish.get_attribute("href")).endswith("?nations=FRA&lang=da")
    danish.click()
    expect(visit.page.locator(".head")).to_contain_text("Arctic Endurance-kortet")
    visit.settle()
    assert visit.query() == {"nations": "FRA", "lang": "da"}
    assert visit.marked()
    visit.page.get_by_role("button", name="Mere").click()
    dialogs = [words_of("da").say(f"menu.{name}") for name in DIALOGS]
    expect(visit.page.get_by_role("menuitem")).to_have_text(["Fortæl mig historien", *dialogs, "English"])


def test_present_and_the_story_begin_at_the_first_scene(visit: Visit) -> None:
    visit.go(nations="FRA")
    visit.page.get_by_role("link", name="Present").click()
    expect(visit.page.locator(".head")).to_be_hidden()
    assert visit.query() == {"nations": "FRA", "present": "1", "scene": "1"}
    visit.go()
    more(visit).click()
    visit.page.get_by_role("menuitem", name="Tell me the story").click()
    visit.settle()
    assert visit.query() == {"view": "story", "scene": "1"}
    visit.go()


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE, {"width": 720, "height": 700}, {"width": 900, "height": 700}])
@pytest.mark.parametrize("lang", ["en", "da"])
def test_nothing_in_the_bar_lies_over_another_or_leaves_it(
    visit_to: Callable[..., Visit], server: Server, size: dict[str, int], lang: str
) -> None:
    visit = visit_to(server, viewport=size)
    visit.open(lang=lang, known="2026-01-15")
    visit.settle()
    boxes: list[Box] = visit.page.evaluate(TARGETS)
    assert len(boxes) >= 5
    assert clashes(boxes) == []
    assert [
        name for name, left, top, right, low in boxes if left < 0 or top < 0 or right > size["width"] or low > BAR
    ] == []
    days = visit.page.locator(".head .days span").first
    assert days.evaluate("it => it.scrollWidth <= it.clientWidth || it.clientWidth === 0")


def test_on_paper_the_bar_is_only_name_and_days(fresh: Visit) -> None:
    fresh.open()
    fresh.settle()
    fresh.page.emulate_media(media="print")
    expect(fresh.page.locator(".head .days")).to_be_visible()
    for control in ("input", ".present", ".more > button"):
        expect(fresh.page.locator(f".head {control}")).to_be_hidden()
    expect(fresh.page.locator(".sidebar")).to_be_hidden()


def test_a_clash_is_noticed() -> None:
    assert clashes([("one", 0, 0, 10, 10), ("other", 9, 9, 20, 20), ("apart", 20, 0, 30, 10)]) == [("one", "other")]


def test_on_a_phone_the_lens_becomes_a_field_over_the_bar_and_a_hit_gives_the_map_back(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport=PHONE)
    visit.open()
    visit.settle()
    field_box = field(visit).bounding_box()
    field(visit).click()
    wide = field(visit).bounding_box()
    assert field_box
    assert wide
    assert (field_box["width"], field_box["height"], wide["width"]) == (44, 44, PHONE["width"] - 32)
    field(visit).press_sequentially("Thule")
    box = hits(visit).first.bounding_box()
    assert box
    assert box["height"] >= 44
    hits(visit).first.click()
    visit.page.wait_for_url("**sel=place%3Apituffik")
    expect(hits(visit)).to_have_count(0)
    assert focused(visit) != "INPUT"
    visit.settle()


def test_on_a_phone_the_menu_leads_to_the_analysis_and_back(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = visit_to(server, viewport=PHONE, has_touch=True, is_mobile=True)
    visit.open()
    for entry, shown in (("Analyse", 1), ("Map", 0)):
        more(visit).tap()
        visit.page.get_by_role("menuitem", name=entry, exact=True).tap()
        expect(visit.page.locator(".st-key-analyse")).to_have_count(shown)


def test_on_a_phone_a_search_gives_the_map_back_and_is_marked_on_the_lens(
    visit_to: Callable[..., Visit], server: Server
) -> None:
    visit = visit_to(server, viewport=PHONE)
    visit.open()
    visit.search("liaison")
    visit.page.wait_for_url("**q=liaison")
    expect(hits(visit)).to_have_count(0)
    assert focused(visit) != "INPUT"
    dot = "() => getComputedStyle(document.querySelector('.head .find'), '::after').content"
    assert visit.page.evaluate(dot) == '""'
    visit.go()
    assert visit.page.evaluate(dot) == "none"


@pytest.mark.parametrize(
    ("steps", "name", "focus"),
    [
        (1, "Skip to the sentence and the map", "h1.sentence"),
        (2, "Skip to the timeline", "iframe"),
        (3, "Skip to the table", "section.table h2"),
    ],
)
def test_the_first_stops_of_a_keyboard_lead_past_what_comes_first(
    fresh: Visit, steps: int, name: str, focus: str
) -> None:
    fresh.open()
    fresh.settle()
    way = fresh.page.get_by_role("link", name=name, exact=True)
    assert way.evaluate("it => it.getBoundingClientRect().width") == 1  # seen only while it has the focus
    for _ in range(steps):
        fresh.page.keyboard.press("Tab")
    expect(way).to_be_focused()
    assert way.evaluate("it => it.getBoundingClientRect().height >= 24")
    fresh.page.keyboard.press("Enter")
    expect(fresh.page.locator(focus).first).to_be_focused()
    if focus == "iframe":
        assert fresh.frame().evaluate("() => document.activeElement.getAttribute('role')") == "slider"
