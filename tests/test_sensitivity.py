"""What depends on whom: with less evidence the same rules say what is left."""

import shutil
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import geodata
from geodata.atlas import Atlas
from geodata.precedence import REASONS, decided_by
from geodata.sensitivity import groups_of, removals, strength

DAY = date(2026, 1, 21)
PROGRAMME = "arctic_endurance"


def without_claim(atlas: Atlas, name: str) -> Atlas:
    """The same evidence, read without one claim."""
    claims = {ident: claim for ident, claim in atlas.claims.items() if ident != name}
    return Atlas(replace(atlas.records, claims=claims))


def without_source(atlas: Atlas, name: str) -> Atlas:
    """The same evidence, read without one source."""
    claims = {}
    for ident, claim in atlas.claims.items():
        left = tuple(source for source in claim.sources if source != name)
        if left:
            claims[ident] = replace(claim, sources=left)
    return Atlas(replace(atlas.records, claims=claims))


@pytest.mark.parametrize("claim", ["dep_dnk_14-people-whole", "dep_fra_02-people"])
def test_without_a_claim_the_world_is_the_one_that_was_read_without_it(atlas: Atlas, claim: str) -> None:
    world = atlas.at(DAY)
    found = next(one for one in removals(world, PROGRAMME) if one.kind == "claim" and one.ids == (claim,))
    other = without_claim(atlas, claim).at(DAY)
    people = other.totals(PROGRAMME).people
    assert (found.low, found.high) == (people.low, people.high)
    differs = {name for name, state in other.states.items() if state.step and (state.low, state.high) != (
        world.states[name].low, world.states[name].high)}  # fmt: skip
    assert differs == {change.subject for change in found.changes}


def test_without_a_source_the_world_is_the_one_that_was_read_without_it(atlas: Atlas) -> None:
    found = next(one for one in removals(atlas.at(DAY), PROGRAMME) if one.ids == ("friatider_1000",))
    other = without_source(atlas, "friatider_1000").at(DAY)
    people = other.totals(PROGRAMME).people
    assert (found.low, found.high) == (people.low, people.high)
    assert found.fallen == tuple(name for name in found.fallen if not other.states[name].step)
    assert found.fallen


def test_the_most_damage_stands_first_and_nothing_without_damage_is_told(atlas: Atlas) -> None:
    found = removals(atlas.at(DAY), PROGRAMME)
    assert [one.damage for one in found] == sorted((one.damage for one in found), reverse=True)
    assert all(one.changes for one in found)
    assert found[0].damage > 100


def test_a_group_holds_every_source_that_shares_a_root_and_no_other(atlas: Atlas) -> None:
    roots = atlas.rule_context.roots
    groups = groups_of(atlas.sources, atlas.at(DAY))
    assert groups
    members = [name for group in groups for name in group]
    assert len(members) == len(set(members))
    for group in groups:
        inside = frozenset().union(*(roots[name] for name in group))
        assert all(name in group for name in atlas.sources if roots[name] & inside)


def test_a_filter_keeps_what_is_out_of_view_out_of_the_list(atlas: Atlas) -> None:
    world = atlas.at(DAY).where(nations=["FRA"])
    actual = {change.subject for one in removals(world, PROGRAMME) for change in one.changes}
    assert actual
    assert {atlas.subjects[name].actor for name in actual} == {"FRA"}


def test_the_whole_view_takes_at_most_two_seconds(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    best = min(_timed(world) for _ in range(2))
    assert best < 2


def _timed(world: geodata.World) -> float:
    begun = time.process_time()
    removals(world, PROGRAMME)
    return time.process_time() - begun


def test_strength_counts_what_rests_on_one_source_and_says_nobody_where_nobody_counts(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    found = strength(world, PROGRAMME)
    assert set(found.one_source) <= set(found.one_root)
    assert all(len(world.speakers(name)) == 1 for name in found.one_source)
    people = world.totals(PROGRAMME).people
    assert (found.low, found.high, found.widest_high) == (people.low, people.high, people.widest_high)
    nobody = strength(atlas.at(date(2025, 1, 1)), PROGRAMME)
    assert (nobody.official_low, nobody.official_high) == (None, None)


def test_every_rival_of_every_disputed_state_has_a_rule_that_decides(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    reasons = [
        decided_by(atlas.known(name), state.headline, rival, DAY.toordinal())
        for name, state in world.states.items()
        if state.contested
        for rival in state.rivals
        if atlas.claims[rival].attribute == "step"
    ]
    assert reasons
    assert set(reasons) <= set(REASONS)


@pytest.mark.parametrize(
    ("subject", "used", "rival", "reason"),
    [
        ("dnk-exercise", "dep_dnk_10-people-whole", "dep_dnk_13-people-whole", "unverified"),
        ("dnk-airlift", "dep_dnk_07-place-kangerlussuaq", "dep_dnk_26-place-nuuk", "own_state"),
        ("daneborg", "daneborg-people-twelve", "daneborg-people-fourteen", "undated"),
        ("isl-nuuk", "p-isl-nuuk-03", "p-isl-nuuk-04", "later_day"),
    ],
)
def test_the_rule_is_the_one_of_the_codebook(atlas: Atlas, subject: str, used: str, rival: str, reason: str) -> None:
    assert decided_by(atlas.known(subject), used, rival, DAY.toordinal()) == reason


def test_a_folder_without_the_claim_gives_the_same_answer(atlas: Atlas, tmp_path: Path) -> None:
    """The guard of the guards: not only the records, the files say so."""
    from tests.planting import copied

    folder = copied(tmp_path)
    file = folder / "evidence" / "claims.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("dep_fra_02-people,")), encoding="utf-8")
    people = geodata.load_lenient(folder).at(DAY).totals(PROGRAMME).people
    found = next(one for one in removals(atlas.at(DAY), PROGRAMME) if one.ids == ("dep_fra_02-people",))
    assert (found.low, found.high) == (people.low, people.high)
    shutil.rmtree(folder)
