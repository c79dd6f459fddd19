"""What several nations do as one is theirs, and allies whom nobody names are nobody's: in rows, sentence and lists."""

from datetime import date

import pytest

from dashboard.panels.analyse.grid import Linked
from dashboard.panels.analyse.nations import cells
from dashboard.panels.analyse.room import Room
from dashboard.payloads.atlas import atlas_payload
from dashboard.state import ViewState
from dashboard.text import situation
from dashboard.text.i18n import Words, words_of
from dashboard.view.nations import NationRow, nation_rows
from dashboard.view.view import resolve_view
from geodata.atlas import Atlas
from tests.test_text import DA, EN, builder, lines_of, notes_of, view

NAMES = [(EN, "Several nations", "Unnamed allies"), (DA, "Flere nationer", "Unavngivne allierede")]


@pytest.mark.parametrize(("words", "several", "unnamed"), NAMES)
def test_a_table_of_nations_keeps_them_apart(atlas: Atlas, words: Words, several: str, unnamed: str) -> None:
    world = atlas.at(date(2026, 9, 15))
    assert {"shield-whole", "unnamed-eight"} <= atlas.wholes
    rows: dict[bool | str, NationRow] = {row.several or row.code: row for row in nation_rows(world, "arctic_sentry")}
    assert (rows[True].count, rows["unnamed_allies"].count) == (2, 1)
    room = Room(resolve_view(ViewState(date(2026, 9, 15)), words))
    names: dict[bool | str, str] = {True: several, "unnamed_allies": unnamed}
    for key, name in names.items():
        nations = cells(room, rows[key])["nation"]
        assert isinstance(nations, Linked)
        assert nations.text == name


def test_the_first_day_of_a_nation_is_one_on_which_it_was_there_and_not_that_of_a_closing(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 17))
    assert world.states["can-nuuk-1940"].step == "closed"
    firsts = {row.code: row.first for row in nation_rows(world, "arctic_endurance")}
    assert (firsts["CAN"], firsts["USA"], firsts["POL"]) == ("1940-06", "1940", "")


def test_what_claims_count_in_nations_stays_people(atlas: Atlas) -> None:
    assert "unnamed-eight" in atlas.people["arctic_endurance"]


def test_eight_allies_that_are_named_are_not_called_unnamed(atlas: Atlas) -> None:
    lines = lines_of(situation(builder(atlas, view("2026-02-06"))))
    assert "Eight allies named together for 2026 announced" in lines
    assert not any("Unnamed" in line for line in lines)


def test_the_browser_is_told_which_they_are(atlas: Atlas) -> None:
    assert atlas_payload(atlas)["wholes"] == sorted(atlas.wholes)


def test_on_a_day_without_an_exercise_nobody_is_said_not_to_be_counted() -> None:
    assert "Also in Greenland: Norwegian Home Guard in Arctic Light." in notes_of(view("2025-09-15"))
    assert "Not counted" not in notes_of(view("2025-09-15"))


def test_a_name_beside_what_is_counted_says_that_it_is_unverified() -> None:
    assert "Danish frigate with patrol ships (unverified)" in notes_of(view("2026-02-06"))


def test_what_is_only_considered_is_named_where_it_is_all() -> None:
    assert notes_of(view("1940-05-20")) == "Considered: United States in Nuuk (Godthåb), 1940 to 1953."


def test_one_is_neuter_where_danish_says_so() -> None:
    for noun in ("hovedkvarter", "resultat", "skib", "konsulat", "valgt land"):
        assert [text for text in words_of("da").table.values() if f"én {noun}" in text] == []
    keys = ("count.command", "count.ship", "count.posts", "search.hits", "count.chosen")
    assert all(DA.count(key, 1).startswith("ét ") for key in keys)
