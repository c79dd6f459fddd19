"""Finer filters: each keeps exactly what it names, together they keep what passes all, and wrong codes are told."""

from collections import Counter
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import Atlas, Refinement, World
from geodata.groups import GROUPS, groups
from geodata.model import IN_PLACE, OPEN
from geodata.refine import LISTS, role_code
from geodata.schema.fields import CONFIDENCES, RANKS
from geodata.statements import SOURCE_ORDER

DAY = date(2026, 1, 21)


@pytest.fixture(scope="module")
def world(atlas: Atlas) -> World:
    return atlas.at(DAY)


PARTS = st.fixed_dictionaries(
    {},
    optional={
        "groups": st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2),
        "places": st.lists(st.sampled_from(["nuuk", "kangerlussuaq", "greenland", "pituffik"]), min_size=1),
        "ranks": st.lists(st.sampled_from(RANKS), min_size=1),
        "roles": st.lists(st.sampled_from(["reconnaissance", "transport", "exercise-lead"]), min_size=1),
        "low": st.integers(0, 20),
        "high": st.integers(20, 400),
        "without_number": st.just(True),
        "first": st.dates(date(2026, 1, 1), date(2026, 1, 20)),
        "last": st.dates(date(2026, 1, 20), date(2026, 3, 1)),
        "confidence": st.lists(st.sampled_from(CONFIDENCES), min_size=1),
        "said_by": st.lists(st.sampled_from(SOURCE_ORDER), min_size=1),
        "independent": st.just(True),
        "disputed": st.just(True),
    },
)


@given(PARTS)
def test_all_parts_together_keep_what_each_keeps(world: World, parts: dict[str, Any]) -> None:
    numbers = {name: value for name, value in parts.items() if name in ("low", "high", "without_number")}
    days = {name: value for name, value in parts.items() if name in ("first", "last")}
    alone = [{name: value} for name, value in parts.items() if name not in (*numbers, *days)]
    kept = [set(world.refine(**one).states) for one in (*alone, numbers, days)]
    together = world.refine(**parts)
    assert set(together.states) == set(world.states).intersection(*kept)
    assert together.refine(**parts).states == together.states
    assert together.everywhere == world.everywhere


def test_asking_for_nothing_keeps_everything(world: World) -> None:
    assert world.refine().states == world.states
    assert Refinement().empty
    assert not Refinement(low=0).empty


def test_a_group_keeps_the_nations_of_any_of_those_named(atlas: Atlas, world: World) -> None:
    members = groups(world.everywhere, atlas.records, DAY)
    kept = world.refine(groups=["nordic", "arctic_council"])
    wanted = {*members["nordic"], *members["arctic_council"]}
    assert {world.subject(name).actor for name in kept.states} <= wanted
    assert set(kept.states) == {name for name in world.states if world.subject(name).actor in wanted}


def test_a_place_keeps_who_is_divided_between_it_and_another(world: World) -> None:
    for place in ("nuuk", "kangerlussuaq"):
        assert "dnk-exercise" in world.refine(places=[place]).states
    assert "dnk-exercise" not in world.refine(places=["pituffik"]).states


@pytest.mark.parametrize(
    ("parts", "kept", "left"),
    [
        ({"low": 10, "high": 20}, "fra-advance", "dnk-exercise"),
        ({"low": 300}, "dnk-exercise", "fra-advance"),
        ({"high": 2}, "fra-reinforcement", "fra-advance"),
        ({"low": 10, "high": 20}, "fra-reinforcement", "dnk-airlift"),  # up to 100: its range meets this one
        ({"without_number": True}, "dnk-mainforce", "fra-advance"),
        ({"low": 300, "without_number": True}, "dnk-mainforce", "fra-advance"),
    ],
)
def test_a_range_of_people_keeps_what_may_lie_in_it(world: World, parts: dict[str, Any], kept: str, left: str) -> None:
    found = world.refine(**parts).states
    assert kept in found
    assert left not in found


def test_a_span_of_days_keeps_who_was_there_on_one_of_them(atlas: Atlas, world: World) -> None:
    first, last = date(2026, 1, 16), date(2026, 1, 18)
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    there = {
        name
        for day in days
        for name, state in atlas.at(day).states.items()
        if state.step in (IN_PLACE, OPEN) and not state.last_known
    }
    assert set(world.refine(first=first.isoformat(), last=last.isoformat()).states) == there
    assert "deu-recce" in there
    assert world.states["deu-recce"].step == "ended"
    assert "deu-recce" not in world.refine(first="2026-02-10").states


def test_who_says_so_and_how_sure_it_is_are_those_of_the_step(atlas: Atlas, world: World) -> None:
    official = world.refine(said_by=["official"]).states
    assert official
    assert all(any(atlas.sources[s].kind == "official" for s in world.speakers(name)) for name in official)
    unverified = world.refine(confidence=["unverified"]).states
    assert {atlas.claims[state.headline].confidence for state in unverified.values()} == {"unverified"}
    assert all(state.sources >= 2 for state in world.refine(independent=True).states.values())
    assert all(state.contested for state in world.refine(disputed=True).states.values())


def test_a_role_counts_from_the_day_and_the_knowledge_of_its_claim(atlas: Atlas) -> None:
    assert role_code("Liaison and planning officers") == "liaison-and-planning-officers"
    assert "deu-recce" in atlas.at("2026-01-17").refine(roles=["reconnaissance"]).states
    assert "deu-recce" not in atlas.at("2026-01-17", "2026-01-01").refine(roles=["reconnaissance"]).states
    assert "deu-recce" not in atlas.at("2025-12-01").refine(roles=["reconnaissance"]).states


@pytest.mark.parametrize("part", LISTS)
def test_the_count_before_choosing_is_what_choosing_leaves(world: World, part: str) -> None:
    counts = world.counted(part)
    assert counts
    for code, number in Counter(counts).most_common(6):
        question: dict[str, Any] = {part: [code]}
        kept = world.refine(**question).states.values()
        assert sum(1 for state in kept if state.step) == number


@pytest.mark.parametrize(
    ("parts", "error", "expected"),
    [
        ({"groups": ["nordik"]}, ValueError, r"groups: found 'nordik' \(did you mean nordic\?\); write any of contrib"),
        ({"places": ["Godthaab"]}, ValueError, r"places: found 'Godthaab' \(did you mean nuuk\?\); write any of codes"),
        ({"said_by": ["press"]}, ValueError, r"said_by: found 'press'; write any of seed, blog"),
        ({"ranks": "consulate"}, TypeError, r"ranks: found the text 'consulate'; write a list, as \['consulate'\]"),
        ({"low": 3, "high": 1}, ValueError, "high: found 1, which lies before low 3; write the smaller one first"),
        ({"first": "soon"}, ValueError, "first: found 'soon'; write a day of the calendar as '2026-01-17'"),
        ({"place": ["nuuk"]}, TypeError, r".*unexpected keyword argument 'place'"),
    ],
)
def test_what_cannot_be_asked_for_is_told(
    world: World, parts: dict[str, Any], error: type[Exception], expected: str
) -> None:
    with pytest.raises(error, match=f"^{expected}"):
        world.refine(**parts)


def test_every_part_is_tested_here() -> None:
    tried = {"groups", "places", "ranks", "roles", "low", "high", "without_number", "first", "last"}
    tried |= {"area", "maybe"}  # in test_areas.py
    assert {one.name for one in fields(Refinement)} == tried | {"confidence", "said_by", "independent", "disputed"}
