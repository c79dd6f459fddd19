"""The rules R1 to R7, each on the smallest evidence that shows it."""

from datetime import date
from typing import Any

import pytest

from geodata import Atlas
from geodata.headcount import apart
from geodata.model import SITES, Claim, first_day, last_day
from geodata.provenance import independent_groups, roots_of
from tests.evidence import atlas_of, claim, number, source, state_of

SOURCES = (source("a", "2026-01-10"), source("b", "2026-01-20"))


def test_no_claim_is_no_word() -> None:
    state = state_of(atlas_of(), "2026-01-17")
    assert (state.step, state.low, state.high) == ("", None, None)


def test_r2_parts_never_add_to_their_whole() -> None:
    atlas = atlas_of(
        claim("s", "in_place", "2026-01-10"),
        number("whole", "in_place", "2026-01-10", 200, 200),
        number("p1", "in_place", "2026-01-10", 100, 100, part_of="whole", place="nuuk", place_precision="town"),
    )
    state = state_of(atlas, "2026-01-11")
    assert (state.low, state.number, state.parts) == (200, "whole", ("p1",))


def test_r2_parts_are_summed_when_no_whole_is_known() -> None:
    late = {"sources": ("b",)}
    atlas = atlas_of(
        claim("s", "in_place", "2026-01-10"),
        number("whole", "in_place", "2026-01-10", 200, 200, **late),
        number("p1", "in_place", "2026-01-10", 90, 100, part_of="whole", sources=("a",)),
        number("p2", "in_place", "2026-01-10", 50, None, part_of="whole", sources=("a",)),
        claim("s2", "in_place", "2026-01-10", sources=("a",)),
        sources=SOURCES,
    )
    assert (state_of(atlas, "2026-01-11", "2026-01-15").low, state_of(atlas, "2026-01-11", "2026-01-15").high) == (
        140,
        None,
    )
    assert state_of(atlas, "2026-01-11", "2026-01-20").low == 200


def test_r3_a_source_older_than_the_day_only_announces_it() -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-15", sources=("a",)), sources=SOURCES)
    state = state_of(atlas, "2026-01-17")
    assert (state.step, state.due) == ("announced", "2026-01-15")
    assert state_of(atlas, "2026-01-09").step == ""


def test_r3_a_later_source_attests_what_an_older_one_foresaw() -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-15", sources=("a", "b")), sources=SOURCES)
    assert state_of(atlas, "2026-01-14").step == "announced"
    assert state_of(atlas, "2026-01-16").step == "in_place"
    assert state_of(atlas, "2026-01-16", "2026-01-19").step == "announced"


def test_r3_a_foreseen_end_takes_effect_the_day_after_and_is_unconfirmed() -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-10"), claim("e", "ended", "2026-01-12", due="2026-01-20"))
    assert state_of(atlas, "2026-01-20").step == "in_place"
    state = state_of(atlas, "2026-01-21")
    assert (state.step, state.unconfirmed) == ("ended", True)


def test_r3_a_foreseen_end_does_not_end_what_never_came() -> None:
    atlas = atlas_of(claim("s", "announced", "2026-01-10"), claim("e", "ended", "2026-01-12", due="2026-01-20"))
    assert state_of(atlas, "2026-01-21").step == "announced"


@pytest.mark.parametrize(
    ("kind", "basis", "day", "known"),
    [
        ("contingent", "stated", "2026-01-10", ""),
        ("contingent", "inferred", "2026-01-10", "in_place"),
        ("post", "stated", "2026-01-10", "open"),
        ("post", "stated", "", ""),
    ],
)
def test_r3_undated_sources_count_from_the_day_they_speak_of_as_far_as_the_rule_allows(
    kind: str, basis: str, day: str, known: str
) -> None:
    step = "in_place" if kind == "contingent" else "open"
    atlas = atlas_of(claim("s", step, day, basis=basis, sources=("u",)), kind=kind, sources=(source("u", ""),))
    assert state_of(atlas, "2026-01-17", "2026-01-12").step == known


def test_an_undated_claim_on_a_site_holds_from_the_year_in_which_anything_is_first_said_of_it() -> None:
    undated, later = claim("a", "open"), claim("b", "in use", "2020-06-01", "account")
    steps = [state_of(atlas_of(undated, later, kind="base"), day).step for day in ("2019-12-31", "2020-01-01")]
    alone = [state_of(atlas_of(undated, kind="base"), day).step for day in ("2029-12-31", "2030-01-01")]
    assert (steps, alone) == (["", "open"], ["", "open"])  # alone it holds from the year of the newest source


def test_no_airport_is_told_of_the_days_before_any_source_speaks_of_it(atlas: Atlas) -> None:
    airports = [one.id for one in atlas.subjects.values() if one.kind == "airport"]
    assert [atlas.at(date(1940, 6, 1)).states[name].step for name in airports] == [""] * len(airports)
    assert {atlas.at(date(2026, 1, 14)).states[name].step for name in airports} == {"open"}


def test_days_a_year_counts_from_its_last_day() -> None:
    assert (first_day("2020"), last_day("2020")) == (date(2020, 1, 1), date(2020, 12, 31))
    assert last_day("2024-02") == date(2024, 2, 29)
    atlas = atlas_of(claim("s", "open", "2020"), kind="post")
    assert state_of(atlas, "2020-12-30").step == ""
    assert state_of(atlas, "2020-12-31").since == "2020"


def test_days_a_later_open_confirms_and_does_not_open_again() -> None:
    atlas = atlas_of(claim("s1", "open", "2013-11-08"), claim("s2", "open", "2021-05"), kind="post")
    state = state_of(atlas, "2022-01-01")
    assert (state.since, state.last_confirmed) == ("2013-11-08", date(2021, 5, 31))


def test_days_a_closure_counts_from_the_latest_day_it_may_have_happened() -> None:
    atlas = atlas_of(claim("o", "open", "1940"), claim("c", "closed", "1945", day_to="1978"), kind="post")
    assert state_of(atlas, "1977-01-01").step == "open"
    assert state_of(atlas, "1979-01-01").step == "closed"


def test_days_an_intention_never_undoes_an_open_post() -> None:
    atlas = atlas_of(claim("o", "open", "2020-01-01"), claim("c", "announced", "2026-01-01"), kind="post")
    assert state_of(atlas, "2026-01-02").step == "open"


def test_r4_unverified_never_displaces_whatever_its_day() -> None:
    atlas = atlas_of(
        claim("s", "announced", "2026-01-10"), claim("u", "in_place", "2026-01-12", confidence="unverified")
    )
    state = state_of(atlas, "2026-01-13")
    assert (state.step, state.rivals) == ("announced", ("u",))


def test_r4_unverified_stands_where_there_is_nothing_else() -> None:
    atlas = atlas_of(claim("u", "in_place", "2026-01-12", confidence="unverified"))
    assert state_of(atlas, "2026-01-13").step == "in_place"


@pytest.mark.parametrize("word", ["considered", "announced", "declined", "not_asked"])
def test_r4_what_happened_is_not_undone_by_words(word: str) -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-10"), claim("w", word, "2026-01-12"))
    assert state_of(atlas, "2026-01-13").step == "in_place"


@pytest.mark.parametrize("word", ["ended", "cancelled"])
def test_r4_what_happened_can_end_or_be_cancelled(word: str) -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-10"), claim("w", word, "2026-01-12"))
    assert state_of(atlas, "2026-01-13").step == word


def test_r4_on_one_day_the_further_step_wins() -> None:
    atlas = atlas_of(claim("s", "announced", "2026-01-10"), claim("t", "sent", "2026-01-10"))
    assert state_of(atlas, "2026-01-10").step == "sent"


def test_r4_on_one_day_the_sending_state_goes_before_an_official_of_others() -> None:
    text = {"attribute": "rank"}
    atlas = atlas_of(
        claim("o", "open", "2026-01-10"),
        claim("r1", "consulate", "2026-01-10", said_by="DEU", **text),
        claim("r2", "office", "2026-01-10", sources=("off",), **text),
        kind="post",
        sources=(source("off", "2026-02-01", "official"),),
    )
    assert state_of(atlas, "2026-01-10").rank == "consulate"


def test_r4_a_stay_of_one_day_is_in_place_that_day() -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-16"), claim("e", "ended", "2026-01-16"))
    assert state_of(atlas, "2026-01-16").step == "in_place"
    assert state_of(atlas, "2026-01-17").step == "ended"


def test_numbers_of_another_step_never_compete() -> None:
    atlas = atlas_of(
        claim("a", "announced", "2026-01-10"),
        number("n1", "announced", "2026-01-10", 13, 13),
        claim("s", "in_place", "2026-01-12"),
    )
    assert state_of(atlas, "2026-01-11").low == 13
    assert state_of(atlas, "2026-01-12").low is None


def test_numbers_of_an_earlier_stay_are_forgotten() -> None:
    atlas = atlas_of(
        claim("s", "in_place", "2026-01-10"),
        number("n", "in_place", "2026-01-10", 5, 5),
        claim("e", "ended", "2026-01-12"),
        claim("s2", "in_place", "2026-01-20"),
    )
    assert state_of(atlas, "2026-01-13").low is None
    assert state_of(atlas, "2026-01-21").low is None


def test_r5_a_contingent_is_last_known_after_fourteen_days() -> None:
    atlas = atlas_of(claim("s", "in_place", "2026-01-10"))
    assert not state_of(atlas, "2026-01-24").last_known
    assert state_of(atlas, "2026-01-25").last_known


def test_r5_an_announcement_is_unconfirmed_fourteen_days_past_its_due_day() -> None:
    atlas = atlas_of(claim("s", "announced", "2026-01-10", due="2026-01-15"))
    assert not state_of(atlas, "2026-01-29").unconfirmed
    assert state_of(atlas, "2026-01-30").unconfirmed


def test_r5_a_post_fades_after_three_years_unless_an_official_page_speaks_in_the_present() -> None:
    seen = claim("s", "open", "2020-01-01")
    page = claim("p", "open", "", sources=("page",))
    assert state_of(atlas_of(seen, kind="post"), "2023-01-02").last_known
    assert not state_of(atlas_of(seen, kind="post"), "2023-01-01").last_known
    official = atlas_of(seen, page, kind="post", sources=(source("page", "", "official"),))
    assert not state_of(official, "2023-01-02").last_known
    private = atlas_of(seen, page, kind="post", sources=(source("page", "", "blog"),))
    assert state_of(private, "2023-01-02").last_known


def test_r5_sites_never_fade() -> None:
    assert not state_of(atlas_of(claim("s", "open", "1951"), kind="base"), "2026-01-01").last_known


def test_r6_an_exit_against_a_non_exit_of_one_day_is_disputed_when_the_sources_are_independent() -> None:
    two = (source("x", "2026-02-01"), source("y", "2026-02-01"))
    same = (source("x", "2026-02-01", rests_on="AFP"), source("y", "2026-02-01", rests_on="AFP"))
    claims = (
        claim("c", "considered", "2026-01-16", sources=("x",)),
        claim("d", "declined", "2026-01-16", sources=("y",)),
    )
    assert state_of(atlas_of(*claims, sources=two), "2026-01-17").disputed
    assert not state_of(atlas_of(*claims, sources=same), "2026-01-17").disputed


def test_r6_a_named_dispute_counts_once_both_are_known_and_past() -> None:
    atlas = atlas_of(
        claim("c", "considered", "2026-01-10", sources=("a",)),
        claim("d", "sent", "2026-01-16", sources=("b",), disputes=("c",), confidence="unverified"),
        sources=SOURCES,
    )
    assert not state_of(atlas, "2026-01-15").disputed
    assert not state_of(atlas, "2026-01-16", "2026-01-19").disputed
    assert state_of(atlas, "2026-01-16").disputed


def test_r6_ranges_of_one_day_that_do_not_meet_are_disputed() -> None:
    here = claim("s", "in_place", "2026-01-10")

    def disputed(low: int, high: int) -> bool:
        other = number("n2", "in_place", "2026-01-10", low, high)
        atlas = atlas_of(here, number("n1", "in_place", "2026-01-10", 10, 12), other)
        return state_of(atlas, "2026-01-11").disputed

    assert disputed(13, 15)
    assert not disputed(12, 15)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((1, 2), (3, 4), True), ((1, 3), (3, 4), False), ((None, 2), (3, None), True), ((1, None), (5, 6), False)],
)
def test_r6_an_open_range_reaches_without_end(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], expected: bool
) -> None:
    assert apart(one, other) is expected
    assert apart(other, one) is expected


def test_r7_sources_that_rest_on_the_same_count_once() -> None:
    sources = {
        one.id: one
        for one in (
            source("reuters", publisher="Reuters"),
            source("copy", rests_on="Reuters"),
            source("copy-of-copy", rests_on="copy"),
            source("twin", same_as="alone"),
            source("alone"),
            source("dark", rests_on="unknown"),
            source("dim", rests_on="unknown"),
        )
    }
    roots = roots_of(sources)
    assert independent_groups(["reuters", "copy", "copy-of-copy"], roots) == 1
    assert independent_groups(["twin", "alone"], roots) == 1
    assert independent_groups(["dark", "dim", "alone"], roots) == 3


def test_r7_sources_that_rest_on_each_other_end() -> None:
    sources = {one.id: one for one in (source("a", rests_on="b"), source("b", rests_on="a"))}
    assert independent_groups(["a", "b"], roots_of(sources)) == 1


def test_a_vague_place_said_later_does_not_take_back_an_exact_one() -> None:
    atlas = atlas_of(
        claim("s", "in_place", "2026-01-10"),
        claim("p1", "nuuk", "2026-01-10", "place", place="nuuk", place_precision="town"),
        claim("p2", "greenland", "2026-01-12", "place", place="greenland", place_precision="territory"),
    )
    assert state_of(atlas, "2026-01-13").place == "nuuk"


def test_a_stopover_abroad_does_not_stand_beside_a_place_in_greenland() -> None:
    atlas = atlas_of(
        claim("s", "in_place", "2026-01-10"),
        claim("p1", "karup", "2026-01-10", "place", place="karup", place_precision="town"),
        claim("p2", "nuuk", "2026-01-10", "place", place="nuuk", place_precision="town"),
    )
    assert [spot.place for spot in state_of(atlas, "2026-01-13").spots] == ["nuuk"]


@pytest.mark.parametrize("kind", ["base", "post"])
def test_a_promise_of_a_site_or_a_post_that_nobody_repeats_is_not_confirmed_since(kind: str) -> None:
    atlas = atlas_of(claim("a", "announced", "2026-09-22", sources=("paper",)), kind=kind, sources=(source("paper"),))
    assert state_of(atlas, "2026-09-21").step == ""
    assert (state_of(atlas, "2026-09-22").step, state_of(atlas, "2029-09-22").unconfirmed) == ("announced", False)
    aged = state_of(atlas, "2029-09-23")
    assert (aged.step, aged.unconfirmed, aged.last_known) == ("announced", True, False)


def test_a_site_due_on_a_day_that_passed_is_not_confirmed_since() -> None:
    atlas = atlas_of(claim("a", "announced", "2026-01-30", due="2026-02-01"), kind="ship")
    assert not state_of(atlas, "2026-02-15").unconfirmed
    assert state_of(atlas, "2026-02-16").unconfirmed


@pytest.mark.parametrize("area", ["usa-area-narsarsuaq", "usa-area-mestersvig"])
def test_the_areas_of_the_agreement_are_promised_and_nobody_is_there(atlas: Atlas, area: str) -> None:
    before, since = (atlas.at(date(2026, 9, day)).states[area] for day in (21, 22))
    assert (before.step, since.step, since.due, since.precision) == ("", "announced", "", "area")
    assert (since.low, since.high, since.last_confirmed) == (None, None, None)


def test_what_is_known_of_an_old_base_is_told_as_a_year_and_confirmed_by_a_later_day(atlas: Atlas) -> None:
    state = atlas.at(date(2026, 1, 18)).states["pituffik"]
    assert (state.since, state.last_said) == ("1951", "2026-01-15")  # its people are counted on that day
    assert atlas.at(date(2026, 1, 19)).states["pituffik"].last_said == "2026-01-19"
    assert any(atlas.sources[name].kind == "official" for name in atlas.claims[state.headline].sources)


def test_no_site_tells_a_day_where_its_source_gave_a_year(atlas: Atlas) -> None:
    sites = [one.id for one in atlas.subjects.values() if one.kind in SITES]
    steps = [claim for name in sites for claim in atlas.claims_of[name] if claim.attribute == "step"]
    assert [one.id for one in steps if one.day.endswith("-12-31")] == []


def test_a_number_of_a_base_is_not_told_of_days_before_anybody_gave_it(atlas: Atlas) -> None:
    actual = {day: atlas.at(day).states["pituffik"] for day in (date(2000, 1, 1), date(2026, 1, 14), date(2026, 1, 15))}
    assert [(state.step, state.low, state.high) for state in actual.values()] == [
        ("open", None, None),
        ("open", None, None),
        ("open", 150, 150),
    ]


@pytest.mark.parametrize(
    ("subject", "begun"),
    [
        ("deu-recce", True),  # came on 16 January, its sources say
        ("isl-coastguard", False),  # only seen on site, by others
        ("dnk-patrolships", False),  # a standing presence was there before
        ("deu-hon", False),  # attested
        ("isl-nuuk", True),
        ("grl-copenhagen", False),  # on a list, opening not told
        ("pituffik", True),  # a site's year of building is its beginning
    ],
)
def test_the_first_day_is_a_beginning_only_where_a_report_says_so(atlas: Atlas, subject: str, begun: bool) -> None:
    day = date(2026, 1, 17) if subject == "deu-recce" else date(2026, 1, 18)
    assert atlas.at(day).states[subject].begun is begun


def test_a_state_is_contested_when_its_place_or_rank_is(atlas: Atlas) -> None:
    states = atlas.at(date(2026, 1, 19)).states
    assert states["usa-nuuk-2020"].contested
    assert not states["usa-nuuk-2020"].disputed
    assert not states["eue-nuuk"].contested


def test_a_number_of_people_confirms_the_site_where_they_are() -> None:
    counted = number("b", "open", "2020-06-01", 150, 150)
    state = state_of(atlas_of(claim("a", "open", "1951"), counted, kind="base"), "2021-01-01")
    assert (state.since, state.last_said) == ("1951", "2020-06-01")


def test_a_number_that_a_text_calls_round_makes_the_state_round() -> None:
    atlas = atlas_of(
        claim("a", "in_place", "2020-06-01"), number("b", "in_place", "2020-06-01", 300, 300, rounded=True)
    )
    exact = atlas_of(claim("a", "in_place", "2020-06-01"), number("b", "in_place", "2020-06-01", 15, 15))
    assert (state_of(atlas, "2020-06-01").rounded, state_of(exact, "2020-06-01").rounded) == (True, False)


def test_a_unit_stands_where_it_is_and_not_where_it_was_announced_for(atlas: Atlas) -> None:
    assert atlas.at(date(2026, 2, 14)).states["swe-sentry-gripen"].place == "keflavik"


def runner(name: str, actor: str, day: str = "", **special: Any) -> Claim:
    return claim(name, actor, day, "actor", **special)


def test_runs_a_site_is_whose_it_is_that_day_and_nobodys_where_no_claim_says_it() -> None:
    opened = claim("opened", "open", "1941")
    ran = (runner("first", "USA", "1941", day_to="1992"), runner("next", "DNK", "2018", basis="inferred"))
    atlas = atlas_of(opened, *ran, kind="base")
    actual = {day: state_of(atlas, day).actor for day in ("1941-06-01", "1992-12-31", "1993-01-01", "2018-12-31")}
    assert actual == {"1941-06-01": "", "1992-12-31": "USA", "1993-01-01": "", "2018-12-31": "DNK"}
    assert state_of(atlas, "1950-01-01").actor_claim == "first"
    world = atlas.at(date(1950, 1, 1))
    assert (world.subject("it").actor, atlas.subjects["it"].actor, atlas.actors_of["it"]) == (
        "USA",
        "DEU",
        ("DEU", "USA", "DNK"),
    )


def test_runs_a_dated_claim_takes_over_and_one_without_a_day_gives_way_to_it() -> None:
    opened, always = claim("opened", "open", "1951-06-01"), runner("always", "DNK")
    atlas = atlas_of(opened, always, runner("war", "USA", "1952-03-01"), kind="base")
    assert [state_of(atlas, day).actor for day in ("1951-06-01", "1952-03-01")] == ["DNK", "USA"]
    assert state_of(atlas_of(opened, always, kind="base"), "1953-01-01").actor == "DNK"


def test_runs_unverified_and_unknown_claims_displace_nobody_and_a_named_dispute_is_told() -> None:
    opened, ran = claim("opened", "open", "1951"), runner("ran", "USA", "1951")
    hearsay = runner("hearsay", "CHN", "1960", confidence="unverified")
    assert state_of(atlas_of(opened, ran, hearsay, kind="base"), "1970-01-01").actor == "USA"
    later = runner("later", "DNK", "1952-08-10", sources=("new",))
    known = atlas_of(opened, ran, later, kind="base", sources=(source("new", "2031-01-01"),))
    assert [state_of(known, "1960-01-01", by).actor for by in ("2030-06-01", "2031-06-01")] == ["USA", "DNK"]
    against = runner("against", "DNK", "1951", disputes=("ran",))
    assert state_of(atlas_of(opened, ran, against, kind="base"), "1960-01-01").disputed


def test_runs_a_filter_goes_by_who_ran_a_site_on_the_day_looked_at(atlas: Atlas) -> None:
    before, after = atlas.at("1951-08-09"), atlas.at("1951-08-10")
    assert "gronnedal" in before.where(nations=["USA"]).states
    assert "gronnedal" not in before.where(nations=["DNK"]).states
    assert "gronnedal" in after.where(nations=["DNK"]).states
    frame = before.to_pandas().set_index("subject")
    assert frame["actor"]["gronnedal"] == "USA"
    assert frame["actor_claim"]["gronnedal"] == "gronnedal-actor-us"


def test_runs_each_site_is_told_with_somebody_on_every_day_or_says_that_nobody_is_named(atlas: Atlas) -> None:
    gaps = {
        (name, start.isoformat())
        for name, spans in atlas.spans().items()
        for start, state in zip(spans.starts, spans.states, strict=True)
        if state.step and not state.actor and atlas.actors_of[name] and atlas.subjects[name].kind in SITES
    }
    assert gaps == {("kangerlussuaq_airport", "1993-01-01")}


def test_numbers_one_of_a_site_without_a_day_is_of_its_pages_present_and_gives_way_to_a_dated_one() -> None:
    opened, undated = claim("opened", "open", "1944"), number("undated", "open", "", 12, 12)
    alone = atlas_of(opened, undated, kind="base")
    assert [state_of(alone, day).low for day in ("1951-06-01", "2029-12-31", "2030-01-01")] == [None, None, 12]
    counted = atlas_of(opened, undated, number("dated", "open", "2025", 3, 3), kind="base")
    assert [state_of(counted, day).low for day in ("2004-09-01", "2025-12-31", "2030-01-01")] == [None, 3, 3]


def test_runs_who_is_said_to_run_a_site_has_seen_it_there(atlas: Atlas) -> None:
    actual = {day: atlas.at(day).states["kangerlussuaq_airport"].last_said for day in ("1951-06-01", "2004-09-01")}
    assert actual == {"1951-06-01": "1941", "2004-09-01": "1992"}


def test_no_number_of_a_site_is_told_of_a_day_of_another_time(atlas: Atlas) -> None:
    actual = {
        name: [atlas.at(day).states[name].low for day in ("1951-06-01", "2004-09-01", "2013-06-01")]
        for name, subject in atlas.subjects.items()
        if subject.kind in SITES
    }
    assert set(map(tuple, actual.values())) == {(None, None, None)}
