"""What changed, side by side, and doubt in rows: in the reader's words, from the same rules."""

from datetime import date
from typing import Any

import pytest

from dashboard.analysis import CHARTS, TABS, Analysis
from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.comparison import days_side_by_side, nations_side_by_side, only_in
from dashboard.view.differences import TOLD, difference_of, difference_text, earlier_clocks
from dashboard.view.doubts import ROLES, bases_of, disagreements, rivals_of
from dashboard.view.view import ViewModel, resolve_view
from geodata import Atlas
from geodata.compare import KINDS, Change, changes, figure_changes, kind_of
from geodata.model import State
from geodata.precedence import REASONS
from geodata.schema.fields import ATTRIBUTES, CONFIDENCES, SOURCE_KINDS

EN = words_of("en")
ARTICLE = date(2026, 1, 15)


def view(lang: str = "en", **choice: Any) -> ViewModel:
    return resolve_view(ViewState(**{"as_of": ARTICLE, "view": "analyse", **choice}), words_of(lang))


def changed(**choice: Any) -> ViewModel:
    return view(analysis=Analysis(tab="changed", **choice))


def test_what_one_knew_on_a_day_is_told_otherwise_now(atlas: Atlas) -> None:
    found = difference_of(changed(than="2026-01-15", than_known="2026-01-15"))
    rows = {row.subject: row for row in found.rows}
    assert {row.kind for row in found.rows} == {"new", "corrected"}
    assert (rows["nor-staff"].before, rows["nor-staff"].after) == (
        "announced, 2, Greenland, place not given",
        "sent, 2, Greenland, place not given",
    )
    before, after = atlas.at(ARTICLE, ARTICLE).states, atlas.at(ARTICLE).states
    assert set(rows) == {change.subject for change in changes(before, after)}


def test_between_two_days_what_ended_is_over(atlas: Atlas) -> None:
    found = difference_of(view(as_of=date(2026, 1, 20), analysis=Analysis(than="2026-01-16")))
    rows = {row.subject: row.kind for row in found.rows}
    assert rows["deu-recce"] == "over"
    assert "corrected" not in rows.values()  # one and the same knowledge


def test_the_text_says_the_totals_and_each_row() -> None:
    found = difference_of(changed(than="2026-01-15", than_known="2026-01-15"))
    text = difference_text(found, "heading")
    assert text.startswith("heading\n")
    assert "Contingents announced: 7 → 6" in text
    vague = "2, Greenland, place not given"
    assert f"- Norway: Norwegian staff officers: announced, {vague} → sent, {vague}" in text


def test_who_names_no_other_day_compares_with_a_week_earlier_and_who_names_a_knowledge_with_the_same_day() -> None:
    assert earlier_clocks(view().choice) == (date(2026, 1, 8), None)
    assert earlier_clocks(changed(than_known="2026-01-14").choice) == (ARTICLE, date(2026, 1, 14))
    assert earlier_clocks(changed(than="2026-01-10", than_known="all").choice) == (date(2026, 1, 10), None)


def test_a_filter_leaves_only_its_changes() -> None:
    analysis = Analysis(than="2026-01-15", than_known="2026-01-15")
    found = difference_of(view(nations=("NOR",), analysis=analysis))
    assert {row.nation for row in found.rows} == {"Norway"}


NOTHING, THERE = State("x"), State("x", "in_place", 2, 2)
OVER, MORE = State("x", "ended"), State("x", "in_place", 3, 3)


@pytest.mark.parametrize(
    ("before", "after", "retold", "kind"),
    [
        (NOTHING, THERE, THERE, "new"),
        (THERE, OVER, THERE, "over"),
        (THERE, OVER, OVER, "corrected"),  # it had ended already on the day itself
        (THERE, MORE, THERE, "changed"),
        (THERE, MORE, MORE, "corrected"),
        (THERE, NOTHING, NOTHING, "corrected"),
    ],
)
def test_each_kind_of_change_by_its_rule(before: State, after: State, retold: State, kind: str) -> None:
    assert kind_of(Change("x", before, after, ("step",)), retold) == kind
    assert kind in KINDS


def test_check_and_page_tell_the_same_totals(atlas: Atlas) -> None:
    before, after = atlas.at(ARTICLE, ARTICLE), atlas.at(ARTICLE)
    actual = {
        one.name: one for one in figure_changes(before.totals("arctic_endurance"), after.totals("arctic_endurance"))
    }
    found = difference_of(changed(than="2026-01-15", than_known="2026-01-15"))
    assert all(actual[one.name] == one for one in found.figures)


def test_france_and_germany_side_by_side_carry_promise_and_deed() -> None:
    germany, france = nations_side_by_side(view(as_of=date(2026, 1, 19)), ["DEU", "FRA"])
    assert list(germany.facts) == list(france.facts)
    actual = {name: fact.text for name, fact in germany.facts.items()}
    assert (actual["first_announced"], actual["first_in_place"]) == ("14 Jan 2026", "16 Jan 2026")
    assert (actual["people"], france.facts["people"].text) == ("no number", "about 15")
    assert (actual["days_to_arrive"], france.facts["days_to_arrive"].text) == ("2", "reported one day after they came")
    only = [[trait.text for trait in traits] for traits in only_in([germany, france])]
    assert "diplomatic post: announced, Nuuk" in only[1]
    assert not set(only[0]) & set(only[1])


def test_two_days_side_by_side_count_as_the_totals_do(atlas: Atlas) -> None:
    then, now = days_side_by_side(view(as_of=date(2026, 1, 21)), ARTICLE, ARTICLE)
    for side, world in ((then, atlas.at(ARTICLE, ARTICLE)), (now, atlas.at(date(2026, 1, 21)))):
        people = world.totals("arctic_endurance").people
        assert side.facts["people"].text == EN.span(people.low, people.high, people.rounded)


def test_a_disagreement_names_what_is_used_and_why_the_rest_is_not(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 19))
    rows = disagreements(world)
    assert {row.subject for row in rows} == {name for name, state in world.states.items() if state.contested}
    assert all(row.reason for row in rows if row.role == "beside")
    assert all(EN.has(f"analyse.reason.{row.reason}") for row in rows if row.reason)
    one = rivals_of(world, "daneborg")
    assert [(row.claim, row.role) for row in one] == [
        ("daneborg-people-twelve", "used"),
        ("daneborg-people-fourteen", "beside"),
    ]


def test_a_claim_tells_the_days_that_rest_on_it(atlas: Atlas) -> None:
    found = bases_of(atlas, "dep_dnk_14-people-whole", None)
    assert [basis.role for basis in found] == ["number"]
    for basis in found:
        assert atlas.at(basis.first).states["dnk-exercise"].number == "dep_dnk_14-people-whole"


def test_every_code_that_the_room_tells_has_a_word() -> None:
    actual = [
        *(f"analyse.changed.{kind}" for kind in KINDS),
        *(f"analyse.figure.{name.replace('people: ', '').replace(' ', '_')}" for name in TOLD),
        *(f"analyse.reason.{reason}" for reason in REASONS),
        *(f"analyse.attribute.{name}" for name in ATTRIBUTES),
        *(f"analyse.confidence.{name}" for name in CONFIDENCES),
        *(f"analyse.source.{name}" for name in SOURCE_KINDS),
        *(f"analyse.removal.{name}" for name in ("claim", "source", "group")),
        *(f"analyse.claim.role.{name}" for name in (*ROLES, "part", "rival")),
        *(f"analyse.fact.{name}" for side in nations_side_by_side(view(), ["FRA"]) for name in side.facts),
        *(f"analyse.tab.{name}" for name in TABS),
        *(f"analyse.chart.{name}" for name in CHARTS),
    ]
    assert [key for key in actual for lang in ("en", "da") if not words_of(lang).has(key)] == []
