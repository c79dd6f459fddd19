"""Shares are told only where a claim names the whole; then each is the number over that whole, on both clocks."""

from datetime import date
from typing import Any

import pytest

from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.comparison import Side, nations_side_by_side, share_fact
from dashboard.view.view import ViewModel, resolve_view
from dashboard.view.yours import seen_with
from geodata.atlas import Atlas, World
from geodata.errors import GeodataError
from geodata.loading import default_store
from geodata.patch import header_line, overlay
from geodata.shares import Share, Whole, offered, rate, whole_of
from geodata.tables import Tables

DAY = date(2026, 1, 17)
PROGRAMME = "arctic_endurance"
# Rows that are made up for this test alone; the evidence names no such whole.
ROW = (
    "{id},,{subject},{attribute},{value},{low},{high},{day},,,inferred,,{programme},,,{counts},"
    ",,,confirmed,nl_gov,{text}"
)
MADE_UP = {
    "id": "w-1", "subject": "deu-recce", "attribute": "population", "value": "inhabitants", "low": "80000",
    "high": "84000", "day": "2025", "programme": PROGRAMME, "counts": "thousands", "text": "made up for a test",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return default_store().load_checked()


def with_whole(tables: Tables, **cells: Any) -> Atlas:
    return overlay(tables, "\n".join([header_line(), ROW.format(**{**MADE_UP, **cells}), ""])).atlas


def test_the_evidence_names_promises_and_no_other_whole(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    assert offered(world, tuple(atlas.actors), PROGRAMME) == [Share.PROMISE]
    assert whole_of(world, "DEU", Share.PROMISE, PROGRAMME) == Whole(13, 13, ("dep_deu_04-people",))
    people = world.where(nations=["DEU"]).totals(PROGRAMME).people
    low, high = rate(people.low, people.high, Whole(13, 13, ()), Share.PROMISE)
    assert [low, high] == pytest.approx([1500 / 13, 1500 / 13])


def test_a_claim_of_a_whole_offers_its_share_only_on_the_clocks_that_know_it_and_makes_no_state(
    tables: Tables, atlas: Atlas
) -> None:
    published, atlas = atlas, with_whole(tables)

    def whole_now(world: World) -> Whole | None:
        return whole_of(world, "DEU", Share.PER_MILLION, PROGRAMME)

    whole = whole_now(atlas.at(DAY))
    assert whole == Whole(80_000_000, 84_000_000, ("w-1",))
    assert [*rate(15, 15, whole, Share.PER_MILLION)] == pytest.approx([15 / 84, 15 / 80])
    known = atlas.known_from("w-1")
    assert whole_now(atlas.at(DAY, known)) == whole
    assert whole_now(atlas.at(DAY, date(2025, 12, 31))) is None  # nobody had published it yet
    assert whole_now(atlas.at(date(2025, 12, 30))) is None  # of a year that was not over
    assert whole_of(atlas.at(DAY), "FRA", Share.PER_MILLION, PROGRAMME) is None
    assert dict(atlas.at(DAY).states) == dict(published.at(DAY).states)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"low": "", "high": "", "counts": ""}, "how many there are"),
        ({"low": "0", "high": "0"}, "how many there are"),
        ({"day": ""}, "the day or the year that is counted"),
        ({"counts": "ships"}, "people or thousands of people"),
        ({"attribute": "account"}, "only population and armed_forces count thousands"),
        ({"subject": "daneborg", "programme": "standing"}, "a contingent or a post of the nation"),
    ],
)
def test_a_whole_without_number_or_day_or_of_no_nation_is_refused(
    tables: Tables, cells: dict[str, str], expected: str
) -> None:
    with pytest.raises(GeodataError) as caught:
        with_whole(tables, **cells)
    assert any(expected in line for line in caught.value.lines())


def sides(model: ViewModel) -> list[Side]:
    return nations_side_by_side(model, ["DEU", "FRA"])


def test_the_page_offers_a_share_only_where_it_can_be_told_and_it_opens_the_claim_that_names_the_whole(
    tables: Tables,
) -> None:
    published = resolve_view(ViewState(as_of=DAY, view="analyse"), words_of("en"))
    assert not any("share_per_million" in side.facts for side in sides(published))
    model = seen_with(published, with_whole(tables))
    world = model.world.where(nations=["DEU"])
    fact = share_fact(world, model.words, "DEU", Share.PER_MILLION, model.choice)
    assert fact.text == "0.179–0.188 per million"
    assert fact.opens is not None
    assert fact.opens.sel == "claim:w-1"
    assert share_fact(world, words_of("da"), "DEU", Share.PER_MILLION, model.choice).text == "0,179–0,188 pr. million"
