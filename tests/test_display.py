"""How atlas, world and state show themselves in a notebook: readable, and no text of the evidence becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geodata import Atlas, Problem
from geodata.display import MOST_ROWS
from tests.payloads import PAYLOADS


class Tags(HTMLParser):
    """Collects the tags of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.found.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_each_says_in_a_line_what_it_is(atlas: Atlas) -> None:
    world = atlas.at("2026-01-17", known_by="2026-01-18")
    assert repr(atlas).startswith(f"<Atlas {atlas.release}: {len(atlas.claims)} claims, {len(atlas.sources)} sources, ")
    people = world.totals().people
    counted = f"arctic_endurance: {people.low} to {people.high} people"
    assert repr(world).startswith("<World as of 2026-01-17, known by 2026-01-18: ")
    assert counted in repr(world)
    assert repr(world.states["deu-recce"]) == "<State deu-recce: in_place, 15 to 15, nuuk, since 2026-01-16>"
    assert repr(atlas.at("1900-01-01").states["deu-recce"]) == "<State deu-recce: no word>"


def test_an_atlas_says_how_many_problems_were_set_aside(atlas: Atlas) -> None:
    partly = Atlas(atlas.records, (Problem("f", "r", "c", "x", "y"),))
    assert repr(partly).endswith("; 1 problems set aside>")


def test_a_world_is_a_table_of_what_is_reported(atlas: Atlas) -> None:
    world = atlas.at("2026-01-17").where(nations=["DEU"])
    shown = Tags(world._repr_html_())
    assert shown.found == {"p", "table", "thead", "tbody", "tr", "th", "td"}
    assert {"deu-recce", "German reconnaissance team", "in_place", "15"} <= set(shown.words)
    whole = atlas.at("2026-01-17")
    reported = sum(1 for state in whole.states.values() if state.step)
    assert f"and {reported - MOST_ROWS} more: world.to_pandas()" in whole._repr_html_()


@pytest.mark.parametrize("text", [*PAYLOADS, "</td><script>alert(1)</script>"])
def test_no_text_of_the_evidence_becomes_markup(atlas: Atlas, text: str) -> None:
    subject = replace(atlas.subjects["deu-recce"], label=text)
    spoilt = Atlas(replace(atlas.records, subjects={**atlas.subjects, "deu-recce": subject}))
    world = spoilt.at("2026-01-17").where(nations=["DEU"])
    shown = Tags(world._repr_html_())
    assert shown.found == {"p", "table", "thead", "tbody", "tr", "th", "td"}
    state = replace(world.states["deu-recce"], place=text)
    assert Tags(state._repr_html_()).found == {"p"}
    assert Tags(spoilt._repr_html_()).found == {"p"}
