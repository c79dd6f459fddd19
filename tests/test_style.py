"""The palette stands in one file, and what it draws can be seen."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

from dashboard.assets import bundle, bundles
from dashboard.drawing import style
from dashboard.publish.frontend import frontend

ROOT = Path(__file__).parents[1]
HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b")
SHEETS = sorted((ROOT / "dashboard" / "frontend" / "styles").rglob("*.css"))
GROUNDS = ("paper", "panel", "sea1", "sea2", "land", "greenland", "ice")
CARDS = ("paper", "panel", "chip")
SYMBOLS = ("ink", "mil", "dip", "gone")
THEMES = ("light", "dark")


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21.

    The formula is that of WCAG 2.2, "contrast ratio" and "relative luminance".
    """

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colour(name: str, theme: str) -> str:
    return style.PALETTE[name][THEMES.index(theme)]


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("symbol", "ground", "theme"), list(product(SYMBOLS, GROUNDS, THEMES)))
def test_a_symbol_stands_out_from_every_ground(symbol: str, ground: str, theme: str) -> None:
    assert contrast(colour(symbol, theme), colour(ground, theme)) >= 3


@pytest.mark.parametrize(("text", "ground", "theme"), list(product(("ink", "ink2"), CARDS, THEMES)))
def test_text_can_be_read_on_every_card(text: str, ground: str, theme: str) -> None:
    assert contrast(colour(text, theme), colour(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_stands_out_from_every_ground(theme: str) -> None:
    assert [ground for ground in GROUNDS if contrast(colour("focus", theme), colour(ground, theme)) < 3] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_style_sheet_names_a_colour_of_its_own(sheet: Path) -> None:
    assert HEX.findall(sheet.read_text(encoding="utf-8")) == []


def test_a_sheet_travels_as_it_was_built_behind_what_python_writes() -> None:
    live, published = bundles(), frontend()
    assert [name for name in ("map.css", "page.css", "notes.css") if not live[name].body.endswith(bundle(name))] == []
    assert bundle("map.css") in published["map.css"]
    assert published["page.css"].endswith(bundle("page.css") + bundle("site.css"))


def test_every_colour_that_a_sheet_asks_for_is_there() -> None:
    for name in ("map.css", "page.css", "notes.css"):
        text = bundles()[name].body.decode()
        script = bundles()[name.replace("css", "js")].body.decode()
        given = set(re.findall(r"(--[a-z0-9-]+)\s*:", text)) | set(re.findall(r'"(--[a-z0-9-]+)"', script))
        question = {found for found in re.findall(r"var\((--[a-z0-9-]+)\)", text) if not found.startswith("--st-")}
        assert sorted(question - given) == []


@pytest.mark.parametrize("theme", THEMES)
def test_streamlit_wears_the_same_colours(theme: str) -> None:
    file = ROOT / "dashboard" / ".streamlit" / "config.toml"
    actual = tomllib.loads(file.read_text(encoding="utf-8"))["theme"][theme]
    ours = {name: actual[name] for name in ("backgroundColor", "textColor", "secondaryBackgroundColor", "borderColor")}
    palette = {
        "backgroundColor": colour("paper", theme),
        "textColor": colour("ink", theme),
        "secondaryBackgroundColor": colour("chip", theme),
        "borderColor": colour("hair", theme),
    }
    assert ours == palette
    assert (actual["linkColor"], actual["grayTextColor"]) == (colour("dip", theme), colour("ink2", theme))
