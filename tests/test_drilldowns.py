"""Every number opens what it counts: marks of charts, numbers of the map's key, and numbers within a search."""

from typing import Any

import pytest

from dashboard.charts import BUILDERS
from dashboard.rows_query import ROWS, rows_and_search, rows_within
from dashboard.state import KINDS, ViewState
from dashboard.text.drilldowns import GROUPS
from dashboard.view.comparison import rows_behind
from dashboard.view.scene import scene_of
from dashboard.view.view import ViewModel, parse_query, vocabulary
from tests.views import analysed, opened


def shown(choice: ViewState, **opens: Any) -> ViewModel:
    return opened(rows_behind(choice, **opens))


@pytest.mark.parametrize("choice", [{}, {"nations": "DNK.FRA", "known": "2026-01-19"}])
def test_a_mark_of_the_matrix_opens_as_many_rows_as_it_counts(choice: dict[str, str]) -> None:
    model = analysed(**choice)
    chart = BUILDERS["matrix"](scene_of(model))
    marks = list(chart.spec["data"]["values"])
    assert len(marks) > 3
    for mark in marks:
        assert len(shown(model.choice, **chart.drilldowns[mark["drilldown"]]).rows) == mark["n"]
    for row, opens in zip(chart.rows, chart.opens, strict=True):
        column = next(one for one in chart.columns if row.get(one.name) and one.numeric)
        assert len(shown(model.choice, **{**opens, **column.opens}).rows) == row[column.name]


def test_a_mark_of_the_posts_opens_as_many_posts_as_it_counts() -> None:
    model = analysed(asof="2026-09-22")
    chart = BUILDERS["posts"](scene_of(model))
    marks = chart.spec["data"]["values"]
    assert {mark["group"] for mark in marks if mark["faded"]}
    for mark in marks[::9]:
        assert len(shown(model.choice, **chart.drilldowns[mark["drilldown"]]).rows) == mark["posts"]


def test_a_number_of_people_by_day_opens_the_contingents_that_make_it() -> None:
    model = analysed(asof="2026-02-06")
    chart = BUILDERS["people"](scene_of(model))
    for row, opens in list(zip(chart.rows, chart.opens, strict=True))[::11]:
        for column in (one for one in chart.columns if one.numeric and row[one.name]):
            found = shown(model.choice, **{**opens, **column.opens})
            states = [found.world.states[one.id] for one in found.rows]
            if column.name == "without_number":
                assert len(states) == row[column.name]
            elif column.name.endswith("low"):
                assert sum(state.low or 0 for state in states if state.step != "sent") == row[column.name]
            else:
                assert sum(state.low or 0 if state.high is None else state.high for state in states) == row[column.name]
    lanes = chart.spec["layer"][0]["layer"][0]["data"]["values"]
    assert [mark["drilldown"] for mark in lanes] == list(range(len(chart.drilldowns)))
    assert all(chart.drilldowns[mark["drilldown"]]["as_of"].isoformat() == mark["from"] for mark in lanes)


def test_a_mark_of_promise_and_deed_opens_the_contingents_of_its_nation_on_its_day() -> None:
    model = analysed(asof="2026-02-06")
    chart = BUILDERS["deeds"](scene_of(model))
    for mark in chart.spec["layer"][-1]["data"]["values"][::3]:
        found = shown(model.choice, **chart.drilldowns[mark["drilldown"]])
        assert found.choice.as_of.isoformat() == mark["day"]
        assert any(row.step_label == mark["step"] for row in found.rows), mark
        assert {row.country for row in found.rows} == {mark["nation"]}


def test_a_number_within_a_search_opens_its_rows_within_that_search() -> None:
    model = analysed(q="Nuuk")
    found = shown(model.choice, drilldown="counted")
    assert found.choice.q == "rows:counted Nuuk"
    everywhere = {row.id for row in shown(analysed().choice, drilldown="counted").rows}
    assert {row.id for row in found.rows} == everywhere & {row.id for row in model.rows}
    assert 0 < len(found.rows) < len(model.rows)
    assert found.texts == ["Showing the people in place or on the way", "search: Nuuk"]
    assert [one.without.q for one in found.filters] == ["Nuuk", "rows:counted"]
    assert found.choice.search == "Nuuk"


@pytest.mark.parametrize(
    ("q", "parts"),
    [
        ("rows:sent", ("sent", "")),
        ("rows:sent  two words ", ("sent", "two words")),
        ("Nuuk", ("", "Nuuk")),
        ("rows:origin:dr x", ("origin:dr", "x")),
        (ROWS, ("", "")),
    ],
)
def test_an_address_parts_into_a_number_and_a_search(q: str, parts: tuple[str, str]) -> None:
    assert rows_and_search(q) == parts
    assert rows_and_search(rows_within(*parts)) == parts


@pytest.mark.parametrize("q", ["rows:nothing Nuuk", "rows:origin:nobody", "rows:sent " + "x" * 81, "rows: Nuuk"])
def test_a_number_that_does_not_exist_is_told(q: str) -> None:
    state, faults = parse_query({"q": q})
    assert [fault.key for fault in faults] == ["q"]
    assert state.q == ""


@pytest.mark.parametrize("known", ["all", "2026-01-15"])
def test_each_entry_of_the_key_counts_what_no_other_entry_counts(known: str) -> None:
    model = analysed(known=known)
    entries = [entry for entry in (*KINDS, *GROUPS, "last_known") if entry != "post"]
    found = {entry: {row.id for row in shown(model.choice, drilldown=f"key_{entry}").rows} for entry in entries}
    named = [name for names in found.values() for name in names]
    assert len(named) == len(set(named)) > 10
    assert bool(found["last_known"]) == (known != "all")  # beyond what was known, who is there is last known
    assert found["contingent"]


def test_the_table_shows_the_columns_and_the_order_that_the_address_names() -> None:
    state, faults = parse_query({"view": "analyse", "columns": "high.what.id.nope", "sort": "-high"})
    assert [fault.found for fault in faults] == ["nope"]
    assert (state.analysis.columns, state.analysis.sort) == (("what", "high", "id"), "-high")
    kept = rows_behind(state, "counted").analysis
    assert (kept.columns, kept.sort, kept.tab) == (("what", "high", "id"), "-high", "table")
    usual, _ = parse_query(
        {"view": "analyse", "columns": "country.what.low.high.status.where.when.kind.last.sources.flags"}
    )
    assert "columns" not in usual.to_query(vocabulary())
