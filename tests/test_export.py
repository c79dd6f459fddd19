"""Downloads hold exactly what is in view, and nothing in them runs."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from dashboard.export import FORMATS, Row, View, rows_in_view, to_csv, to_geojson
from dashboard.export.csv_file import harmless
from dashboard.state import ViewState
from dashboard.text import filters_in_words
from dashboard.text.i18n import words_of
from geodata import Atlas

EN = words_of("en")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(0)", "＝1")
PAYLOADS = ("{{7*7}}", "{% raw %}", "${1}", "`", "\\", "</script>", "<img src=x onerror=alert(1)>", 'a"b', "a\nb")


def view_of(atlas: Atlas, state: ViewState) -> View:
    world = atlas.at(state.as_of, state.known_by).where(nations=state.nations, kinds=state.kinds, steps=state.steps)
    filters = [one.text for one in filters_in_words(atlas, state, EN)]
    return View(world, rows_in_view(world, EN), filters, EN)


def read_csv(view: View) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(view).decode("utf-8-sig"), newline="")))


@pytest.fixture
def view(atlas: Atlas) -> View:
    return view_of(atlas, ViewState(date(2026, 1, 17)))


def with_text(view: View, text: str) -> View:
    row: Row = replace(view.rows[0], what=text)
    return replace(view, rows=[row], filters=[text])


def test_the_rows_are_what_is_in_view(view: View) -> None:
    reported = {name for name, state in view.world.states.items() if state.step}
    assert {row.id for row in view.rows} == reported
    assert [row["id"] for row in read_csv(view)] == [row.id for row in view.rows]
    assert [feature["id"] for feature in json.loads(to_geojson(view))["features"]] == [row.id for row in view.rows]


def test_both_clocks_the_filter_and_the_sources_go_along(atlas: Atlas) -> None:
    view = view_of(atlas, ViewState(date(2026, 1, 15), date(2026, 1, 15), nations=("FRA",), kinds=("contingent",)))
    for row in read_csv(view):
        assert (row["as_of"], row["known_by"], row["filter"]) == ("2026-01-15", "2026-01-15", "France; Contingents")
        assert row["sources"]
    found = json.loads(to_geojson(view))
    assert (found["as_of"], found["known_by"], found["filter"]) == ("2026-01-15", "2026-01-15", "France; Contingents")
    named = {name for feature in found["features"] for name in feature["properties"]["sources"]}
    assert named == found["sources"].keys()
    assert all(atlas.sources[name].published <= "2026-01-15" for name in named if atlas.sources[name].published)


def test_a_file_says_that_rows_are_set_aside(atlas: Atlas, view: View) -> None:
    partly = Atlas(atlas.records, rows=1630, set_aside=428).at(view.world.as_of)
    assert {row["filter"] for row in read_csv(replace(view, world=partly))} == {
        "no filter; 428 of 1,630 records are faulty and left out: totals are incomplete."
    }


def test_without_filter_the_file_says_so(view: View) -> None:
    assert {row["filter"] for row in read_csv(view)} == {"no filter"}


def test_an_unknown_number_is_empty_and_never_zero(view: View) -> None:
    row = next(row for row in read_csv(view) if row["id"] == "dnk-exercise")
    assert (row["low"], row["high"]) == ("", "")
    feature = next(f for f in json.loads(to_geojson(view))["features"] if f["id"] == "dnk-exercise")
    assert (feature["properties"]["low"], feature["properties"]["high"]) == (None, None)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_run_by_a_spreadsheet(view: View, text: str) -> None:
    assert harmless(text) == f"'{text}"
    row = read_csv(with_text(view, text))[0]
    assert {row["label"], row["filter"]} == {f"'{text}"}


@pytest.mark.parametrize("text", PAYLOADS)
def test_text_arrives_as_it_stands(view: View, text: str) -> None:
    changed = with_text(view, text)
    assert read_csv(changed)[0]["label"] == text
    assert json.loads(to_geojson(changed))["features"][0]["properties"]["label"] == text


@pytest.mark.parametrize("value", [-51.7, 0, None, "Nuuk", ""])
def test_numbers_and_plain_words_stay_as_they_are(value: object) -> None:
    assert harmless(value) == value


def test_the_geojson_is_as_the_standard_wants_it(view: View) -> None:
    found = json.loads(to_geojson(view))
    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    kinds = set()
    for feature in found["features"]:
        geometry = feature["geometry"]
        if geometry is None:
            continue
        kinds.add(geometry["type"])
        points = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
        for lon, lat in points:
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert len(geometry["coordinates"])
    assert kinds == {"Point", "MultiPoint"}


def test_somewhere_in_greenland_is_no_point(view: View) -> None:
    vague = [row for row in view.rows if row.where == EN.say("table.somewhere")]
    assert vague
    assert all(row.points == () for row in vague)


def test_each_format_has_its_ending_and_type() -> None:
    assert {ending: form.mime for ending, form in FORMATS.items()} == {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "geojson": "application/geo+json",
        "gpkg": "application/geopackage+sqlite3",
        "parquet": "application/vnd.apache.parquet",
        "zip": "application/zip",
    }


def test_the_table_begins_with_who_is_in_place_and_ends_with_what_has_ended(atlas: Atlas) -> None:
    rows = view_of(atlas, ViewState(date(2026, 1, 21))).rows
    groups = [
        ("contingent", "in place"),
        ("contingent", "sent"),
        ("contingent", "announced"),
        ("diplomatic post", "open"),
        ("base", "open"),
        ("contingent", "declined"),
        ("contingent", "ended"),
    ]
    kinds = [(row.kind, row.step_label) for row in rows]
    first = [kinds.index(group) for group in groups if group in kinds]
    assert len(first) == len(groups)
    assert first == sorted(first)
    here = [row.id for row in rows if row.id in atlas.people["arctic_endurance"] and row.step_label == "in place"]
    assert [row.id for row in rows][: len(here)] == here


def test_numbers_are_told_as_on_the_card(atlas: Atlas) -> None:
    actual = {row.id: row.number for row in view_of(atlas, ViewState(date(2026, 1, 17))).rows}
    assert actual["deu-recce"] == "15"
    assert actual["swe-planners"] == "2–3"
    assert actual["fra-reinforcement"] == "up to 100"
    assert actual["dnk-exercise"] == "no number given"
    assert actual["usa-nuuk-2020"] == ""
    assert "aircraft" in actual["dnk-airlift"] or actual["dnk-airlift"] in ("", "no number given")


def test_a_said_zero_is_none_and_never_not_given(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 17)).where(nations=["DEU"])
    zero = replace(world, states={"deu-recce": replace(world.states["deu-recce"], low=0, high=0)})
    (row,) = rows_in_view(zero, EN)
    assert row.number == "none"


def test_every_source_that_is_counted_is_listed(atlas: Atlas) -> None:
    view = view_of(atlas, ViewState(date(2026, 1, 16), date(2026, 1, 16), nations=("FRA",)))
    row = next(row for row in read_csv(view) if row["id"] == "fra-advance")
    feature = next(each for each in json.loads(to_geojson(view))["features"] if each["id"] == "fra-advance")
    world = atlas.at(date(2026, 1, 16), date(2026, 1, 16))
    speakers = list(world.speakers("fra-advance"))
    assert feature["properties"]["sources"][: len(speakers)] == speakers
    assert row["sources"].split(";") == feature["properties"]["sources"]
    # Two copies of one agency's text are listed both and counted once.
    assert {"reuters_macron", "seed"} < set(speakers)
    assert int(row["independent_sources"]) == world.states["fra-advance"].sources < len(speakers)


def test_since_is_no_more_exact_than_the_claim(atlas: Atlas) -> None:
    actual = {row.id: row.when for row in view_of(atlas, ViewState(date(2026, 1, 17))).rows}
    assert actual["grl-brussels"] == "since 1992"
    assert actual["grl-beijing"] == "since November 2021"
    assert actual["fra-nuuk-hon"] == "first seen October 2020"
