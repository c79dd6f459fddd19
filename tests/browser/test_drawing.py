"""The page and the map written on the server draw the same symbols: same ids, shapes, outlines, fills and colours."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Route, expect

from dashboard.drawing.svg_map import map_svg
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from tests.browser.pages import Visit
from tests.views import QUERIES

NAMES = ("opening", "france", "article", "posts", "one nation", "latest", "promises", "long ago")
VIEWS: dict[str, tuple[dict[str, str], str]] = {
    **{name: QUERIES[name] for name in NAMES},
    "knowing less": ({"asof": "2026-01-20", "known": "2026-01-16"}, "en"),
    "nordic": ({"groups": "nordic", "asof": "2026-01-18"}, "da"),
}
LOOKS = ("fill", "stroke", "stroke-width", "stroke-dasharray")
# Of each item that is drawn with a symbol: where it is, its class words, and each part with its path and its look.
DRAWN = """async looks => {
    // A pane of another size is drawn with the next picture, and colours glide; a glide that a new picture cuts short
    // never finishes, and may begin anew.
    for (let gliding = [0]; gliding.length;) {
        for (let pictures = 0; pictures < 2; pictures += 1) await new Promise(requestAnimationFrame);
        gliding = document.getAnimations().filter(it => it instanceof CSSTransition);
        await Promise.allSettled(gliding.map(it => it.finished));
    }
    const where = new Map(arctic.ctx.items.map(item => [item.key,
        item.where === 'map' && !arctic.testing.inGreenland(...item.at) ? 'abroad' : item.where]));
    return [...document.querySelectorAll('.item[data-key]')].filter(node => node.querySelector('svg')).map(node => {
        const svg = node.querySelector('svg');
        return {key: node.dataset.key, where: where.get(node.dataset.key), words: [...svg.classList],
            parts: [...svg.querySelectorAll('path, rect')].map(part => {
                const style = getComputedStyle(part);
                return {name: part.getAttribute('class'), d: part.getAttribute('d') || '',
                    look: Object.fromEntries(looks.map(name => [name, style.getPropertyValue(name)]))};
            })};
    });
}"""
FOR_PEOPLE = {"d1", "d2", "d3", "frame", "plus"}  # where they stand depends on the room; their number does not
HOLDERS = {"mark", "badge", "dots"}


def plain_look(look: dict[str, str]) -> dict[str, Any]:
    """Read colours as three numbers of 255, lengths as numbers; what does not show is left out."""
    found: dict[str, Any] = {}
    for name, value in look.items():
        if name in ("fill", "stroke"):
            found[name] = colour_of(value)
        elif value != "none":
            found[name] = [float(part) for part in re.findall(r"[\d.]+", value)]
    return found


def colour_of(value: str) -> tuple[int, ...]:
    if value.startswith("#"):
        return tuple(int(value[at : at + 2], 16) for at in (1, 3, 5))
    parts = [float(part) for part in re.findall(r"[\d.]+", value.replace("color(srgb", ""))]
    whole = 255 if value.startswith("color(") else 1
    return tuple(round(part * whole) for part in parts[:3])


def alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    pairs = [zip(one.get(name, ()), other.get(name, ()), strict=True) for name in ("fill", "stroke")]
    near = all(abs(a - b) <= 1 for pair in pairs for a, b in pair)  # a browser mixes colours to a rounding
    return near and one.get("stroke-dasharray") == other.get("stroke-dasharray")


def symbols_of(svg: str) -> dict[str, dict[str, Any]]:
    found = {}
    for node in ET.fromstring(svg).iter():  # noqa: S314 (our own writing)
        if "data-key" in node.attrib:
            parts = [
                {
                    "name": part.attrib["class"],
                    "d": part.attrib.get("d", ""),
                    "look": {name: part.attrib.get(name, "#000000" if name == "fill" else "none") for name in LOOKS},
                }
                for part in node.iter()
                if "class" in part.attrib and part is not node
            ]
            found[node.attrib["data-key"]] = {"words": set(node.attrib["class"].split()), "parts": parts}
    return found


@pytest.mark.parametrize("name", VIEWS)
def test_page_and_server_draw_the_same_symbols(visit: Visit, name: str) -> None:
    query, lang = VIEWS[name]
    view_model = resolve_view(parse_query(query)[0], words_of(lang))
    frame = visit.go(**query, **({"lang": lang} if lang != "en" else {}))
    visit.settle()  # what the last test looked at may have given the map another room
    theirs = frame.evaluate(DRAWN, list(LOOKS))
    ours = symbols_of(map_svg(view_model, 1100, 800))
    on_map = {one["key"] for one in theirs if one["where"] == "map"}
    compared = [one for one in theirs if one["key"] in ours]
    assert on_map <= set(ours)
    assert len(compared) > 1
    for one in compared:
        mine = ours[one["key"]]
        assert set(one["words"]) - HOLDERS == mine["words"] - {"item"}, one["key"]
        assert [part["name"] for part in one["parts"]] == [part["name"] for part in mine["parts"]], one["key"]
        for theirs_part, our_part in zip(one["parts"], mine["parts"], strict=True):
            where = one["key"], theirs_part["name"], theirs_part["look"], our_part["look"]
            assert alike(plain_look(theirs_part["look"]), plain_look(our_part["look"])), where
            if theirs_part["name"] in FOR_PEOPLE:
                assert theirs_part["d"].count("h0") == our_part["d"].count("h0"), one["key"]
            else:
                assert theirs_part["d"] == our_part["d"], one["key"]


def test_the_comparison_bites() -> None:
    filled = {"fill": "rgb(194, 74, 0)", "stroke": "rgb(194, 74, 0)", "stroke-dasharray": "none"}
    promised = {"fill": "#ffffff", "stroke": "#c24a00", "stroke-dasharray": "2.6 1.9"}
    assert not alike(plain_look(filled), plain_look(promised))
    assert not alike(plain_look(promised), plain_look(promised | {"stroke-dasharray": "1.1 2.1"}))
    assert alike(plain_look(filled), plain_look({"fill": "#c24a00", "stroke": "#c24a00", "stroke-dasharray": "none"}))


@pytest.mark.allow_noise(reason="a file is refused")
def test_the_dialog_hands_over_a_sheet_and_says_when_it_cannot(visit: Visit) -> None:
    visit.go(nations="FRA", sel="fra-advance")
    page = visit.page
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Download").press("Enter")
    shown = page.get_by_role("dialog")
    sheet = shown.get_by_role("link", name="Sheet A4")
    expect(shown.get_by_role("link", name="Download CSV")).to_contain_text(re.compile(r"\d kB"))
    expect(sheet).to_contain_text("about 400 kB")
    with page.expect_download() as waiting:
        sheet.click()
    assert waiting.value.suggested_filename == "arctic-endurance-sheet-2026-01-19-a4.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF-1.7")
    status = shown.locator(".st-key-format_sheet .making")
    expect(status).to_be_empty()
    held = list[Route]()
    page.route("**/view/sheet.pdf*", lambda route: held.append(route))
    sheet.click()
    expect(status.get_by_role("progressbar")).to_be_visible()  # what takes long says so
    held[0].fulfill(status=503, body="Many files are being made.")
    expect(status).to_have_text("Many files are being made.")
    page.unroute("**/view/sheet.pdf*")
    expect(shown.locator("pre").first).to_contain_text("Map of Greenland in true areas. As of: 19 January 2026")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
