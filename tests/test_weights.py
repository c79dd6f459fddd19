"""Many claims about one subject: days are looked up and not gone through; what would list too much is told."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.days import Days, Largest
from geodata.provenance import Groups
from geodata.schema.quarantine import without
from geodata.schema.weights import MOST, weight_problems
from geodata.stores.files import read_tables
from geodata.tables import Tables
from tests.evidence import atlas_of, claim
from tests.planting import GEODATA, added

BEGIN = date(2026, 1, 1)
DAYS = st.integers(0, 12).map(lambda day: BEGIN + timedelta(days=day))
PAIRS = st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=12).map(sorted)


@given(PAIRS, DAYS, DAYS)
def test_a_day_that_is_looked_up_is_the_one_that_is_found_by_going_through_all(
    pairs: Sequence[Sequence[date]], first: date, last: date
) -> None:
    seen = Days([day for day, _ in pairs], [until for _, until in pairs])
    between = [(day, until) for day, until in pairs if first <= day <= last]
    assert seen.latest(first, last) == max((until for _, until in between), default=None)
    assert seen.seen_by(first, last) == max((day if until > last else until for day, until in between), default=None)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(0, 9), st.data())
def test_the_largest_of_a_stretch_is_looked_up(values: list[int], least: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(values) - 1))
    end = data.draw(st.integers(start + 1, len(values)))
    assert Largest(values).of(start, end) == max(values[start:end])
    fitting = [index for index in range(end) if values[index] >= least]
    assert Largest(values).last_from(least, end) == (fitting[-1] if fitting else None)


def _groups_counted(days: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a source is counted for all states of a contingent that is said to have ended on each of many days."""
    ends = [claim(f"e{n}", "ended", (BEGIN + timedelta(days=n)).isoformat()) for n in range(days)]
    atlas = atlas_of(claim("s", "in_place", "2025-12-01"), *ends)
    counted: list[object] = []
    add = Groups.add

    def counting(groups: Groups, roots: Iterable[str]) -> None:
        counted.append(roots)
        add(groups, roots)

    with monkeypatch.context() as patch:
        patch.setattr(Groups, "add", counting)
        atlas.spans()
    return len(counted)


def test_twice_the_claims_about_one_subject_cost_twice_and_not_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    once, twice = (_groups_counted(days, monkeypatch) for days in (40, 80))
    assert once >= 41
    assert twice <= 2 * once


def _crowded(claims: int) -> Tables:
    tables = read_tables(GEODATA)
    for number in range(claims):
        day = (BEGIN + timedelta(days=number % 50)).isoformat()
        tables = added(tables, "claims", "dep_deu_01-step", id=f"z{number}", day=day, confidence="unverified")
    return tables


def test_what_would_be_listed_beside_a_state_on_too_many_days_is_told_at_the_subject_and_nowhere_else() -> None:
    tables = _crowded(100)
    (problem,) = weight_problems(tables, most=2_000)
    assert (problem.file, problem.row, problem.subject) == (
        "geodata/evidence/contingents.csv", "row deu-recce", "deu-recce",
    )  # fmt: skip
    assert "unverified" in problem.found
    assert "each of 5" in problem.found
    assert problem.remedy.startswith("fewer, or a row for each thing")
    assert not list(weight_problems(tables, most=10_000))


def test_a_subject_that_would_list_too_much_is_set_aside_with_its_claims_and_all_others_stay() -> None:
    tables = _crowded(100)
    left = without(tables, weight_problems(tables, most=2_000))
    assert "deu-recce" in left.dropped["contingents"]
    assert not [row for row in left.claims if row["subject"] == "deu-recce"]
    assert len(left.contingents) == len(tables.contingents) - 1


def test_the_evidence_that_ships_is_far_from_the_bound() -> None:
    tables = read_tables(GEODATA)
    assert not list(weight_problems(tables, most=MOST // 1_000))
    assert [problem.subject for problem in weight_problems(tables, most=800)] == ["dnk-exercise"]
