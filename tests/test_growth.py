"""How the work grows with the evidence: with its claims, not with its days times its days."""

from datetime import date

import pytest

import geodata
from geodata import Atlas
from tests.benchmarks.growth import grown


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> list[Atlas]:
    folder = tmp_path_factory.mktemp("growth")
    return [geodata.load(grown(folder / str(times), times)) for times in (4, 8)]


def spans(atlas: Atlas) -> int:
    return sum(len(one.starts) for one in atlas.spans().values())


def test_grown_evidence_passes_the_checks_and_has_so_many_times_the_claims(sizes: list[Atlas], atlas: Atlas) -> None:
    assert [len(one.claims) for one in sizes] == [4 * len(atlas.claims), 8 * len(atlas.claims)]
    assert all(one.problems == () for one in sizes)


def test_twice_the_claims_make_no_more_than_twice_the_states(sizes: list[Atlas], atlas: Atlas) -> None:
    small, large = (spans(one) for one in sizes)
    assert spans(atlas) < small < large <= 2.2 * small


def test_a_day_of_knowledge_is_worked_out_once_for_all_days_that_are_looked_at(sizes: list[Atlas]) -> None:
    atlas = sizes[0]
    known = atlas.spans(date(2026, 3, 1))
    for day in (date(2026, 1, 19), date(2026, 9, 1), date(1951, 4, 27)):
        assert atlas.at(day, date(2026, 3, 1)).states.keys() == known.keys()
    assert atlas.spans(date(2026, 3, 1)) is known
