"""The symbols are data: one table, from which the browser draws and the server writes."""

import re

import pytest

from dashboard.assets import bundles, frontend_sources
from dashboard.drawing.style import PALETTE
from dashboard.drawing.symbols import OUTLINES, RULES, SEAS, SELECTORS, UNLIKE, css_symbols, look, mixed, shapes
from dashboard.release import current_release
from geodata.model import KINDS, OVER


def test_every_kind_has_an_outline_and_contingents_the_mark_of_people() -> None:
    assert set(KINDS) - {"contingent"} <= set(OUTLINES)
    assert "person" in OUTLINES


def test_the_browser_gets_the_table_with_the_evidence() -> None:
    start = current_release().files["start/en.json"].body.decode()
    assert '"shapes":{"outlines":{"base":"M-5.2 -5.2' in start
    assert set(shapes()["seas"]) == set(SEAS)


def test_no_script_keeps_a_shape_of_its_own() -> None:
    scripts = frontend_sources(".js")
    kept = [(name, kind) for name, text in scripts.items() for kind, d in OUTLINES.items() if d in text]
    assert scripts
    assert kept == []
    assert [name for name, text in scripts.items() if UNLIKE in text] == []


def test_the_style_sheet_of_the_frame_holds_the_rules() -> None:
    served = bundles()["map.css"].body.decode()
    assert css_symbols() in served
    assert ".s-announced .m{fill:var(--panel);stroke-dasharray:2.6 1.9}" in served
    assert ".s-sent .m{fill:color-mix(in srgb,var(--c) 45%,var(--panel))}" in served
    assert {rule.part for rule in RULES} == set(SELECTORS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_is_in_place_is_filled_and_who_is_promised_is_outlined(theme: str) -> None:
    panel, mil = (PALETTE[name][theme == "dark"] for name in ("panel", "mil"))
    there, promised = (look("m", {"k-contingent", f"s-{step}"}, theme) for step in ("in_place", "announced"))
    assert (there["fill"], there["stroke"], "stroke-dasharray" in there) == (mil, mil, False)
    assert (promised["fill"], promised["stroke"], promised["stroke-dasharray"]) == (panel, mil, "2.6 1.9")


def test_what_is_over_has_lost_its_colour() -> None:
    assert {look("m", {"k-post", f"s-{step}"})["stroke"] for step in OVER} == {PALETTE["gone"][0]}


def test_what_is_old_is_paler_the_older_it_is() -> None:
    fresh, old, older = (look("m", {"k-post", "s-open", *age})["stroke"] for age in ((), ("age1",), ("age2",)))
    assert len({fresh, old, older}) == 3
    assert look("m", {"k-post", "s-open", "age1"})["fill"] == PALETTE["panel"][0]


def test_colours_are_mixed_as_a_browser_mixes_them() -> None:
    assert mixed("#000000", 50, "#ffffff") == "#808080"
    assert mixed("#c24a00", 45, "#ffffff") == "#e4ae8c"
    assert re.fullmatch(r"#[0-9a-f]{6}", mixed("#123456", 33, "#654321"))
