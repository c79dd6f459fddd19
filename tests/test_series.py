"""The series that charts draw: each number is the one that the totals give for the same day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from geodata.origins import speaking
from geodata.series import EVERY_NATION, PeopleOn, Scope, deeds, people_by_day, posts_by_year, sources_by_day, window_of

FIRST, LAST = date(2026, 1, 5), date(2026, 2, 28)
days = st.dates(FIRST, LAST)
knowledge = st.none() | st.sampled_from([date(2026, 1, 15), date(2026, 1, 20), date(2026, 2, 6)])


def scope_of(atlas: geodata.Atlas, as_of: date = LAST, known_by: date | None = None) -> Scope:
    return Scope(atlas, as_of, known_by, "arctic_endurance", frozenset(atlas.subjects))


def on(rows: list[PeopleOn], nation: str, day: date) -> PeopleOn:
    return [row for row in rows if row.nation == nation and row.day <= day][-1]


@settings(max_examples=25)
@given(days, knowledge)
def test_the_people_of_a_day_are_those_of_the_totals_for_each_nation_and_for_all(day: date, known: date | None) -> None:
    atlas = ATLAS
    rows = people_by_day(scope_of(atlas, known_by=known), FIRST, LAST)
    for nation in {row.nation for row in rows}:
        world = atlas.at(day, known).where(nations=[nation] if nation else [])
        people = world.totals("arctic_endurance").people
        found = on(rows, nation, day)
        assert (found.low, found.high) == (people.low, people.high), nation
        assert found.without_number == len(people.without_number)


@settings(max_examples=25)
@given(st.integers(1940, 2026), knowledge)
def test_the_posts_of_a_year_are_those_of_the_totals_on_its_last_day(year: int, known: date | None) -> None:
    scope = scope_of(ATLAS, known_by=known)
    row = next(row for row in posts_by_year(scope, 1940) if row.year == year)
    totals = ATLAS.at(min(date(year, 12, 31), LAST), known).totals("arctic_endurance")
    assert row.offices == len(totals.posts_open)
    assert (row.honorary, row.own) == (len(totals.posts_honorary), len(totals.posts_own))


def test_a_promise_is_told_beside_what_is_in_place_and_never_added(atlas: geodata.Atlas) -> None:
    rows = people_by_day(scope_of(atlas), FIRST, LAST)
    before, after = on(rows, "DEU", date(2026, 1, 15)), on(rows, "DEU", date(2026, 1, 16))
    assert (before.high, before.promised_high) == (0, 13)
    assert (after.low, after.high, after.promised_high) == (15, 15, 0)


def test_what_nobody_confirmed_for_long_is_in_no_sum(atlas: geodata.Atlas) -> None:
    found = on(people_by_day(scope_of(atlas), FIRST, LAST), "DNK", date(2026, 2, 20))
    assert (found.high, found.last_high) == (0, 300)


def test_a_filter_leaves_only_its_nations_and_their_sum(atlas: geodata.Atlas) -> None:
    french = frozenset(name for name, one in atlas.subjects.items() if one.actor == "FRA")
    rows = people_by_day(Scope(atlas, LAST, None, "arctic_endurance", french), FIRST, LAST)
    assert {row.nation for row in rows} == {EVERY_NATION, "FRA"}


def test_promises_and_deeds_carry_the_days_between(atlas: geodata.Atlas) -> None:
    found = {row.nation: row for row in deeds(scope_of(atlas))}
    germany = found["DEU"]
    assert (germany.announced, germany.in_place) == (date(2026, 1, 14), date(2026, 1, 16))
    assert (germany.ended, germany.days_to_arrive, germany.days_there) == (date(2026, 1, 18), 2, 2)
    assert found["DNK"].ended is None  # nobody reported an end
    assert found["BEL"].in_place is None


def test_no_deed_lies_after_the_day_looked_at(atlas: geodata.Atlas) -> None:
    day = date(2026, 1, 15)
    actual = [one for row in deeds(scope_of(atlas, day)) for one in (row.announced, row.sent, row.in_place, row.ended)]
    assert all(one <= day for one in actual if one)
    assert any(actual)


@pytest.mark.parametrize("known", [None, date(2026, 1, 15)])
def test_every_source_that_speaks_is_counted_once_or_left_out(atlas: geodata.Atlas, known: date | None) -> None:
    rows, vague = sources_by_day(scope_of(atlas, known_by=known))
    used = {name for claim in atlas.claims.values() for name in claim.sources}
    dated = [atlas.sources[name].published for name in used if len(atlas.sources[name].published) == 10]
    assert sum(row.count for row in rows) == sum(1 for day in dated if known is None or day <= known.isoformat())
    assert sum(row.count for row in rows) + vague == len(speaking(atlas, atlas.subjects, known))
    assert vague <= len(used) - len(dated)


def test_the_window_holds_the_day_looked_at_and_begins_before_the_first_claim(atlas: geodata.Atlas) -> None:
    first, last = window_of(scope_of(atlas, date(2026, 1, 19)))
    assert first < date(2026, 1, 12) < date(2026, 1, 19) <= last
    early = date(2025, 6, 1)
    assert window_of(scope_of(atlas, early))[0] == early
    assert last - first < timedelta(days=90)


ATLAS = geodata.load()
