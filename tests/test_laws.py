"""What has to hold on any pair of clocks, for the real evidence."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.export import rows_in_view
from dashboard.text.i18n import words_of
from geodata import Atlas, State
from geodata.bitemporal import Rectangle, Spans
from geodata.knowledge import Knowledge
from geodata.model import EVER, IN_PLACE, PRESENT, STEPS, Records
from geodata.provenance import independent_groups
from geodata.rules import state_on

DAYS = st.one_of(
    st.dates(date(2025, 12, 1), date(2026, 4, 10)),
    st.dates(date(1935, 1, 1), date(2030, 1, 1)),
)
KNOWLEDGE = st.one_of(st.none(), DAYS)


def at_by_rectangles(found: Mapping[str, list[Rectangle]], as_of: date, known_by: date | None) -> dict[str, State]:
    known = EVER if known_by is None else known_by
    states = {}
    for name, rectangles in found.items():
        held = [r for r in rectangles if r.known_from <= known <= r.known_to and r.as_of_from <= as_of <= r.as_of_to]
        assert len(held) == 1, f"{name} has {len(held)} rectangles on {as_of} known by {known_by}"
        states[name] = held[0].state
    return states


def computed(atlas: Atlas, as_of: date, known_by: date | None) -> dict[str, State]:
    """Compute every state anew for one pair of clocks, with nothing looked up."""
    known = EVER if known_by is None else known_by
    return {
        name: state_on(Knowledge(dossier, known, atlas.rule_context), as_of) for name, dossier in atlas.dossiers.items()
    }


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_what_is_looked_up_is_what_the_rules_say_of_that_day(atlas: Atlas, as_of: date, known_by: date | None) -> None:
    assert dict(atlas.at(as_of, known_by).states) == computed(atlas, as_of, known_by)


def test_between_two_changes_no_day_differs(atlas: Atlas) -> None:
    for known_by in (None, date(2026, 1, 20)):
        for name, spans in atlas.spans(known_by).items():
            known = atlas.known(name, known_by)
            for start, end, state in zip(spans.starts, spans.ends(), spans.states, strict=True):
                middle = start + (end - start) // 2
                assert [state_on(known, day) for day in (start, middle, end)] == [state] * 3


def test_a_day_of_change_that_is_forgotten_would_be_found(atlas: Atlas) -> None:
    spans = atlas.spans()["dnk-exercise"]
    forgetful = Spans(spans.starts[:3] + spans.starts[4:], spans.states[:3] + spans.states[4:])
    known = atlas.known("dnk-exercise")
    assert forgetful.on(spans.starts[3]) != state_on(known, spans.starts[3])


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_rectangles_say_what_at_says(atlas: Atlas, as_of: date, known_by: date | None) -> None:
    assert at_by_rectangles(atlas.rectangles_by_subject, as_of, known_by) == dict(atlas.at(as_of, known_by).states)


def test_rectangles_say_what_at_says_on_every_day_of_the_exercise(atlas: Atlas) -> None:
    for offset in range(100):
        day = date(2026, 1, 1) + timedelta(days=offset)
        for known_by in (None, day, date(2026, 1, 15)):
            expected = dict(atlas.at(day, known_by).states)
            assert at_by_rectangles(atlas.rectangles_by_subject, day, known_by) == expected


def test_the_table_of_rectangles_holds_every_word_and_no_silence(atlas: Atlas) -> None:
    table = atlas.rectangles()
    spoken = [r for found in atlas.rectangles_by_subject.values() for r in found if r.state.step]
    assert len(table) == len(spoken)
    assert set(table["subject"]) == {one.state.subject for one in spoken}
    assert "" not in set(table["step"])


@given(as_of=DAYS, earlier=DAYS, later=KNOWLEDGE)
def test_knowing_more_never_removes_a_source(atlas: Atlas, as_of: date, earlier: date, later: date | None) -> None:
    if later is not None:
        earlier, later = min(earlier, later), max(earlier, later)
    assert atlas.at(as_of, earlier).known_sources() <= atlas.at(as_of, later).known_sources()


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_nothing_rests_on_what_was_not_yet_published(atlas: Atlas, as_of: date, known_by: date | None) -> None:
    known = EVER if known_by is None else known_by
    for state in atlas.at(as_of, known_by).states.values():
        rests_on = (state.headline, state.number, state.place_claim, state.rank_claim, *state.parts, *state.rivals)
        for claim in filter(None, rests_on):
            assert atlas.known_from(claim) <= known


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_the_number_of_independent_sources_can_be_counted_again(
    atlas: Atlas, as_of: date, known_by: date | None
) -> None:
    world = atlas.at(as_of, known_by)
    for name, state in world.states.items():
        speakers = world.speakers(name)
        assert independent_groups(speakers, atlas.rule_context.roots) == state.sources
        assert set(speakers) <= world.known_sources()


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_a_download_lists_all_sources_that_are_counted_and_lists_them_first(
    atlas: Atlas, as_of: date, known_by: date | None
) -> None:
    world = atlas.at(as_of, known_by)
    for row in rows_in_view(world, words_of("en")):
        speakers = world.speakers(row.id)
        assert row.sources[: len(speakers)] == speakers
        assert len(set(row.sources)) == len(row.sources)
        assert independent_groups(row.sources, atlas.rule_context.roots) >= row.independent_sources


@given(
    as_of=DAYS,
    known_by=KNOWLEDGE,
    nations=st.sets(st.sampled_from(["DNK", "FRA", "USA"])),
    steps=st.sets(st.sampled_from(STEPS)),
)
def test_the_rows_of_a_filtered_world_are_those_of_the_whole_that_pass_in_the_same_order(
    atlas: Atlas, as_of: date, known_by: date | None, nations: set[str], steps: set[str]
) -> None:
    world, words = atlas.at(as_of, known_by), words_of("en")
    filtered = world.where(nations=nations, steps=steps)
    assert rows_in_view(filtered, words) == [row for row in rows_in_view(world, words) if row.id in filtered.states]


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_the_total_is_the_sum_over_its_rows(atlas: Atlas, as_of: date, known_by: date | None) -> None:
    world = atlas.at(as_of, known_by)
    people = world.totals().people
    rows = [world.states[name] for name in people.counted]
    assert people.low == sum(row.low or 0 for row in rows if row.step == IN_PLACE)
    assert people.high == sum(row.high if row.high is not None else row.low or 0 for row in rows)
    assert people.widest_low <= people.low <= people.high <= people.widest_high


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_an_announcement_is_never_in_the_total(atlas: Atlas, as_of: date, known_by: date | None) -> None:
    world = atlas.at(as_of, known_by)
    people = world.totals().people
    for name in (*people.counted, *people.without_number, *people.last_known):
        assert world.states[name].step in PRESENT


@given(as_of=DAYS, known_by=KNOWLEDGE)
def test_unknown_never_becomes_zero(atlas: Atlas, as_of: date, known_by: date | None) -> None:
    for state in atlas.at(as_of, known_by).states.values():
        if state.low == 0 or state.high == 0:
            assert any(atlas.claims[claim].low == 0 for claim in (state.number, *state.parts))
        if not state.number:
            assert state.low is state.high is None


@given(as_of=DAYS, known_by=KNOWLEDGE, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(atlas: Atlas, as_of: date, known_by: date | None, seed: object) -> None:
    claims = list(atlas.claims.items())
    seed.shuffle(claims)  # type: ignore[attr-defined]
    records = atlas.records
    shuffled = Records(
        records.subjects, MappingProxyType(dict(claims)), records.sources, records.events, records.actors,
        records.places, records.openings,
    )  # fmt: skip
    assert dict(Atlas(shuffled).at(as_of, known_by).states) == dict(atlas.at(as_of, known_by).states)


@given(as_of=DAYS, nations=st.lists(st.sampled_from(["DNK", "FRA", "DEU", "USA", "EUE"]), max_size=3))
def test_filtering_twice_is_filtering_once(atlas: Atlas, as_of: date, nations: list[str]) -> None:
    once = atlas.at(as_of).where(nations=nations, text="nuuk")
    assert dict(once.where(nations=nations, text="nuuk").states) == dict(once.states)


@pytest.mark.parametrize("claim", ["dep_fra_13-step", "dep_bel_03-step", "dep_ltu_01-step"])
def test_an_undated_claim_about_a_contingent_makes_no_state_on_any_day(atlas: Atlas, claim: str) -> None:
    subject = atlas.claims[claim].subject
    assert all(r.state.headline != claim for r in atlas.rectangles_by_subject[subject])
