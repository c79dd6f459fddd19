"""More filters: through the address and back, and map, sentence, table, totals and files agree."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from streamlit.testing.v1 import AppTest

from dashboard.more import ANYTHING, LISTS
from dashboard.panels.analyse.more import hidden_line
from dashboard.panels.analyse.room import Room
from dashboard.state import LANGUAGES, state_from_query
from dashboard.text import SentenceBuilder, link_words, sentence, situation
from dashboard.text.i18n import words_of
from dashboard.text.more import value_words
from dashboard.view.choices import choices
from dashboard.view.marks import area_summary, lying
from dashboard.view.view import ViewModel, parse_query, resolve_view, vocabulary
from tests.test_table_for_programs import QUERIES

EN = words_of("en")


def model_of(query: Mapping[str, str], lang: str = "en") -> ViewModel:
    state, faults = parse_query(query)
    assert faults == ()
    return resolve_view(state, words_of(lang))


def sentence_of(model: ViewModel) -> str:
    return "".join(fragment.text for fragment in sentence(SentenceBuilder(model.world, model.state, model.words)))


@given(QUERIES)
def test_a_choice_survives_the_trip_through_the_address(query: dict[str, str]) -> None:
    state, faults = parse_query(query)
    assert faults == ()
    assert state_from_query(state.to_query(vocabulary()), vocabulary()) == (state, ())


@given(QUERIES)
def test_map_sentence_table_totals_and_files_hold_the_same(query: dict[str, str]) -> None:
    model = model_of(query)
    rows = {row.id for row in model.rows}
    assert rows == {name for name, state in model.world.states.items() if state.step}
    counted = SentenceBuilder(model.world, model.state, model.words).totals
    assert {*counted.people.counted, *counted.people.without_number, *counted.posts_open, *counted.disputed} <= rows
    assert {row.id for row in model.view.rows} == rows
    assert {row.id for row in model_of(dict(parse_qsl(model.view.query))).rows} == rows  # what a file says of its view
    if model.match is not None:
        steps = model.state.steps
        everywhere = model.world.everywhere
        drawn = {
            name for name in model.match if everywhere[name].step and (not steps or everywhere[name].step in steps)
        }
        assert drawn == rows


@given(QUERIES)
def test_each_chip_takes_away_one_filter_and_all_of_them_everything(query: dict[str, str]) -> None:
    model = model_of(query)
    assert len(set(model.texts)) == len(model.texts)
    rows = {row.id for row in model.rows}
    for chip in model.filters:
        assert chip.without != model.state
    state = model.state
    while chips := resolve_view(state, EN).filters:
        state = chips[-1].without
    assert not state.narrowed
    assert rows <= {row.id for row in resolve_view(state, EN).rows}


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ({"groups": "nordic"}, "Nordic"),
        ({"places": "nuuk"}, "place: Nuuk"),
        ({"area": "circle:nuuk:150"}, "inside for certain: 150 km around Nuuk"),
        ({"area": "circle:-51.7,64.25:2.5"}, "inside for certain: 2.5 km around 64.25° N 51.7° W"),
        ({"area": "box:170,60,-170,70:maybe"}, "inside, or may be: rectangle 60° N 170° E – 70° N 170° W"),
        ({"area": "polygon:-55,60,-40,60,-45,70"}, "inside for certain: polygon of three corners"),
        ({"ranks": "consulate_general"}, "rank: Consulate general"),
        ({"roles": "reconnaissance"}, "role: reconnaissance"),
        ({"people": "10-20"}, "people: 10–20"),
        ({"people": "-20"}, "people: up to 20"),
        ({"people": "none"}, "No number given"),
        ({"between": "2026-01-14.2026-01-16"}, "there between 14 Jan 2026 and 16 Jan 2026"),
        ({"between": ".2026-01-16"}, "there by 16 Jan 2026"),
        ({"confidence": "unverified"}, "confidence: unverified"),
        ({"saidby": "official"}, "said by: official"),
        ({"independent": "1"}, "At least two independent sources"),
        ({"disputed": "1"}, "Disputed only"),
    ],
)
def test_each_filter_says_itself(query: dict[str, str], chip: str) -> None:
    model = model_of({"asof": "2026-01-17", **query})
    assert model.texts == [chip]
    assert model.filters[0].without.more == ANYTHING
    assert model.view.filter_text == chip


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("people", "20-10"),
        ("people", "-"),
        ("people", "many"),
        ("people", "1-2.3-4"),
        ("people", "٣-٤"),
        ("between", "2026-01-20.2026-01-10"),
        ("between", "soon"),
        ("between", "2026-01-10.2026-13-01"),
        ("groups", "nordic.zz"),
        ("places", "atlantis"),
        ("disputed", "yes"),
        ("area", "circle:atlantis:50"),
        ("area", "polygon:0,60,10,70,0,70,10,60"),
        ("area", "<script>{{7*7}}</script>"),
        ("area", "circle:nuuk:50:perhaps"),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(key: str, value: str) -> None:
    state, faults = parse_query({key: value})
    assert [fault.key for fault in faults] == [key]
    assert state.to_query(vocabulary()).get(key, "") in ("", "nordic")


def test_a_filter_never_reads_as_an_absence() -> None:
    base = model_of({"q": "pituffik"})
    shown = situation(SentenceBuilder(base.world.refine(ranks=["office"]), base.state, EN))
    assert EN.say("situation.nothing") not in shown["notes"]
    assert "No foreign consulate" not in sentence_of(model_of({"q": "chasseurs"}))
    assert "no unit of the exercise" not in sentence_of(model_of({"places": "pituffik"}))
    assert sentence_of(model_of({"groups": "nordic"})).startswith("Among the entries shown: on 19 January 2026, ")
    assert sentence_of(model_of({"groups": "nordic"}, "da")).startswith("Blandt det viste: Den 19. januar 2026 ")
    assert "Among the entries shown" not in sentence_of(model_of({}))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_has_a_word(lang: str) -> None:
    words, atlas = words_of(lang), resolve_view(parse_query({})[0], EN).world.atlas
    for field, codes in LISTS.items():
        names = [value_words(atlas, words, field, code) for code in codes]
        assert not any("." in name for name in names), names
        assert len(set(names)) == len(names)


def room(**query: str) -> AppTest:
    at = AppTest.from_file(str(Path(__file__).resolve().parents[1] / "dashboard" / "page.py"), default_timeout=60)
    for key, value in {"view": "analyse", **query}.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return at


def test_the_room_says_how_much_each_filter_hides() -> None:
    query = {"asof": "2026-01-21", "groups": "nordic", "places": "nuuk"}
    model, whole = model_of(query), model_of({"asof": "2026-01-21"})
    line = "".join(str(getattr(part, "text", part)) for part in hidden_line(Room(model)))
    by_place = len(model_of({"asof": "2026-01-21", "groups": "nordic"}).rows) - len(model.rows)
    assert line.startswith(f"{len(model.rows)} of {len(whole.rows)} entries shown · ")
    assert line.endswith(f" · {by_place} hidden by place: Nuuk")


def test_nothing_of_the_fields_is_computed_while_they_are_closed() -> None:
    assert len(room().multiselect) == 0


@pytest.mark.parametrize("field", ["groups", "places", "ranks", "roles", "confidence", "saidby"])
def test_the_count_of_a_choice_is_what_it_leaves_beside_the_other_filters(field: str) -> None:
    query = {"asof": "2026-01-21", "nations": "DNK.FRA.ISL", "independent": "1"}
    offered = choices(model_of(query), field)
    assert offered
    for one in offered[:4]:
        assert one.count == len(model_of({**query, field: one.code}).rows)
    assert all(one.count for one in offered)


def test_a_link_with_an_area_that_is_none_says_what_is_wrong_with_it() -> None:
    faults = parse_query({"area": "polygon:0,60,10,70,0,70,10,60"})[1]
    assert link_words(EN, faults).endswith("The sides of this polygon cross.")
    for lang in LANGUAGES:
        for code in ("form", "radius", "place", "box", "corners", "crossing", "wide"):
            assert words_of(lang).has(f"notice.why.area.{code}")


def test_how_many_lie_inside_for_certain_or_may_is_told_and_is_what_is_kept() -> None:
    certain, possible = (model_of({"area": f"circle:nuuk:150{tail}"}) for tail in ("", ":maybe"))
    counts = lying(certain)
    assert len(certain.rows) == counts["inside"]
    assert len(possible.rows) == counts["inside"] + counts["maybe"]
    assert sum(counts.values()) == len(certain.all_rows)
    assert area_summary(certain) == "21 inside for certain · 21 may be inside · 7 name no place that can be weighed"
    line = "".join(str(getattr(part, "text", part)) for part in hidden_line(Room(certain)))
    assert "150 km around Nuuk" in line
