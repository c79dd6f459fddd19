"""Who rests on whom: origins, what hangs on each, and lists of sources that hold what their number counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.analysis import NOTHING
from dashboard.charts import BUILDERS
from dashboard.view.comparison import rows_behind
from dashboard.view.origins import sources_of, weights
from dashboard.view.scene import scene_of
from dashboard.view.view import ViewModel, parse_query
from geodata.atlas import Atlas
from geodata.origins import LONGEST_CODE, code_of, origins_of, speaking, weigh_origins
from tests.views import analysed, opened

DAY = date(2026, 1, 21)
PROGRAMME = "arctic_endurance"


def shown_by(model: ViewModel, opens: Mapping[str, Any]) -> ViewModel:
    return opened(rows_behind(model.choice, **opens))


def test_every_source_leads_to_an_origin_and_no_two_origins_go_by_one_code(atlas: Atlas) -> None:
    origins = origins_of(atlas)
    roots = {one.root for one in origins.values()}
    assert len(roots) == len(origins)
    assert all(atlas.rule_context.roots[name] <= roots for name in atlas.sources)
    assert origins["reuters"].name == "Reuters"
    assert {name for name in origins if len(name) > LONGEST_CODE} == set()


def test_a_code_is_short_and_never_that_of_another() -> None:
    assert code_of("Danish Defence (Forsvaret)", ()) == "danish-defence-forsvaret"
    assert code_of("Žinių radijas", ()) == "ziniu-radijas"
    alike = {code_of(name, ("reuters",)) for name in ("Reuters", "REUTERS!", "路透社", "r" * 200)}
    assert len(alike) == 4
    assert all(len(code) <= LONGEST_CODE + 9 and code != "reuters" for code in alike)


def test_without_an_origin_the_world_is_the_one_that_was_read_without_its_sources(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    found = next(one for one in weigh_origins(world, PROGRAMME) if one.origin.code == "tv-2-denmark")
    claims = {}
    for ident, claim in atlas.claims.items():
        left = tuple(name for name in claim.sources if name not in found.sources)
        if left:
            claims[ident] = replace(claim, sources=left)
    other = Atlas(replace(atlas.records, claims=claims)).at(DAY)
    people = other.totals(PROGRAMME).people
    assert found.removal
    assert (found.removal.low, found.removal.high) == (people.low, people.high)
    assert set(found.fallen) == {n for n, state in world.states.items() if state.step and not other.states[n].step}


def test_the_origin_without_which_most_words_fall_stands_first(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    rows = weigh_origins(world, PROGRAMME)
    fallen = [len(row.fallen) for row in rows]
    assert fallen == sorted(fallen, reverse=True)
    actual = speaking(atlas, world.reported, None)
    assert {name for row in rows for name in row.sources} == actual.keys()
    assert [row.origin for row in weigh_origins(world, PROGRAMME, [rows[3].origin])] == [rows[3].origin]


@pytest.mark.parametrize("choice", [{}, {"nations": "DNK.SWE", "known": "2026-01-19"}])
def test_each_number_of_an_origin_opens_as_many_rows_as_it_counts(choice: dict[str, str]) -> None:
    model = analysed(**choice)
    rows = [row for row in weights(model, PROGRAMME) if len(row.sources) > 1 or row.fallen][:4]
    assert rows
    for row in rows:
        counted = {"origin": row.subjects, "differ": row.changed, "fallen": row.fallen}
        for drilldown, subjects in counted.items():
            shown = opened(rows_behind(model.choice, f"{drilldown}:{row.origin.code}"))
            assert {one.id for one in shown.rows} == set(subjects)
        listed = sources_of(model, scene_of(model), f"origin:{row.origin.code}")
        assert {one.source.id for one in listed.rows} == set(row.sources)
        first = listed.rows[0]
        assert len(opened(rows_behind(model.choice, f"source:{first.source.id}")).rows) == first.entries


@pytest.mark.parametrize("choice", [{}, {"known": "2026-01-19"}, {"steps": "in_place", "nations": "DNK"}])
def test_each_mark_of_the_chart_of_sources_opens_as_many_sources_as_it_counts(choice: dict[str, str]) -> None:
    model = analysed(**choice)
    scene = scene_of(model)
    chart = BUILDERS["sources"](scene)
    assert len(chart.drilldowns) == len(chart.rows) > 3
    for row, drilldown, opens in zip(chart.rows, chart.drilldowns, chart.opens, strict=True):
        shown = shown_by(model, drilldown)
        assert opens == drilldown
        assert shown.choice.analysis.tab == "doubt"
        assert len(sources_of(shown, scene_of(shown), shown.choice.analysis.sources).rows) == row["count"]
    for count, opens in chart.counts.values():
        listed = shown_by(model, opens)
        assert len(sources_of(listed, scene_of(listed), listed.choice.analysis.sources).rows) == count


def test_a_list_says_on_whom_each_source_rests() -> None:
    model = analysed()
    rows = sources_of(model, scene_of(model), "all").rows
    parents = {row.source.id: row.parents for row in rows}
    assert [one.origin for one in parents["friatider_1000"]] == ["tv-2-denmark"]
    unnamed = [one for found in parents.values() for one in found if not one.name]
    assert unnamed
    assert all(not one.origin and not one.source for one in unnamed)


@pytest.mark.parametrize("sources", ["origin:nobody", "on:2026-01-15", "on:2026-13-01:official", "every", "origin:"])
def test_a_list_that_does_not_exist_is_named_and_left_out(sources: str) -> None:
    state, faults = parse_query({"view": "analyse", "tab": "doubt", "sources": sources})
    assert [fault.key for fault in faults] == ["sources"]
    assert state.analysis == NOTHING.but(tab="doubt")
