"""Every rule of the checks, with one fault planted for each: what is said, where, and what to write instead."""

import dataclasses
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import model
from geodata.errors import GeodataError, Problem, quoted
from geodata.model import PROGRAMMES
from geodata.schema import problems_in, without
from geodata.schema.fields import FIELDS, SITE_KINDS, STEPS, columns_of
from geodata.schema.formats import rules_for, span_of
from geodata.schema.geometry import shape_problems
from geodata.schema.places import place_problems
from geodata.stores.files import read_tables
from geodata.tables import EVIDENCE, LAYERS, Feature, Tables, listed
from tests.planting import GEODATA, added, planted, row_of, with_feature

CLAIM = "dep_deu_01-people"


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The shipped evidence."""
    return read_tables(GEODATA)


def problem_lines(tables: Tables) -> list[str]:
    """Return the problems as lines, without the folder."""
    return [str(problem).removeprefix("geodata/") for problem in problems_in(tables)]


def lines_of(name: str) -> list[dict[str, Any]]:
    """Return the records of a file of cases, one JSON object a line."""
    text = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


FAULTS = lines_of("faults.jsonl")
"""A table, a record, the cells that are changed, and what must be said."""


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{each['table']}-{'-'.join(each['cells'])}" for each in FAULTS])
def test_a_planted_fault_is_told_with_its_place_and_its_remedy(tables: Tables, fault: dict[str, Any]) -> None:
    table, record = fault["table"], fault["record"]
    place = f"evidence/{table}.csv: row" if table in EVIDENCE else f"layers/{table}.geojson: feature"
    assert f"{place} {record}: {fault['said']}" in problem_lines(planted(tables, table, record, **fault["cells"]))


def test_the_shipped_evidence_has_no_problem_so_that_each_fault_is_the_only_one(tables: Tables) -> None:
    assert problem_lines(tables) == []


def test_a_badly_written_cell_is_told_once_and_not_by_what_follows_from_it(tables: Tables) -> None:
    faulty = planted(tables, "claims", CLAIM, sources="se ed")
    assert problem_lines(faulty) == [
        f"evidence/claims.csv: row {CLAIM}: sources: found 'se ed'; write each id once, joined by ';' without spaces"
    ]


def test_an_id_that_stands_twice_is_told_for_the_row(tables: Tables) -> None:
    twice = added(tables, "claims", CLAIM)
    assert problem_lines(twice) == [
        f"evidence/claims.csv: row {CLAIM}: id: found the id 2 times; write an id that no other row has"
    ]


def test_a_contingent_and_a_post_may_not_share_an_id(tables: Tables) -> None:
    shared = added(tables, "contingents", "deu-recce", id="fra-nuuk", origin="")
    lines = problem_lines(shared)
    remedy = "id: found 'fra-nuuk'; write an id that no contingent, site or post has in another file"
    assert f"evidence/contingents.csv: row fra-nuuk: {remedy}" in lines
    assert f"layers/diplomatic_posts.geojson: feature fra-nuuk: {remedy}" in lines


def test_an_event_repeats_the_one_that_is_shown_and_not_another_repetition(tables: Tables) -> None:
    repeating = next(row for row in tables.events if row["same_as"])
    faulty = planted(tables, "events", "ev_001", same_as=repeating["id"])
    found = f"evidence/events.csv: row ev_001: same_as: found '{repeating['id']}'"
    assert problem_lines(faulty) == [f"{found}; write the event that is shown, which itself repeats none"]


def test_ten_faults_are_told_at_once_in_the_order_of_the_file(tables: Tables) -> None:
    faulty = tables
    ids = [row["id"] for row in tables.claims[:40:4]]
    for record in ids:
        faulty = planted(faulty, "claims", record, day="yesterday")
    found = problems_in(faulty)
    assert found == sorted(found)
    assert [problem.row for problem in found if problem.field == "day"] == [f"row {record}" for record in ids]


def test_the_order_of_rows_does_not_change_what_is_said(tables: Tables) -> None:
    faulty = planted(planted(tables, "claims", CLAIM, day="x"), "sources", "seed", language="English")
    mixed = {name: random.Random(5).sample(faulty.rows(name), len(faulty.rows(name))) for name in (*EVIDENCE, *LAYERS)}
    assert problems_in(replace(faulty, **cast(Any, mixed))) == problems_in(faulty)


# Geometry, as it stands in the file.

SQUARE = [[[-50, 60], [-49, 60], [-49, 61], [-50, 61], [-50, 60]]]


def drawn(tables: Tables, geometry: Any, layer: str = "greenland") -> Tables:
    """Return the tables with one drawn feature of this geometry."""
    return replace(tables, features={layer: (Feature("coast", geometry, {"id": "coast"}),)})


@pytest.mark.parametrize("case", lines_of("geometries.jsonl"))
def test_a_geometry_that_is_none_is_told(tables: Tables, case: dict[str, Any]) -> None:
    layer = case.get("layer", "pituffik")
    line = f"layers/{layer}.geojson: feature coast: geometry: {case['said']}"
    assert line in problem_lines(drawn(tables, case["geometry"], layer))


def test_a_sound_geometry_with_a_hole_and_heights_passes(tables: Tables) -> None:
    hole = [[-49.6, 60.4], [-49.6, 60.6], [-49.4, 60.6], [-49.4, 60.4], [-49.6, 60.4]]
    rings = [[[*point, 12.5] for point in ring] for ring in (SQUARE[0], hole)]
    actual = problem_lines(drawn(tables, {"type": "Polygon", "coordinates": rings}))
    assert [line for line in actual if "geometry" in line] == []


def test_a_layer_that_is_drawn_has_what_is_drawn_first_and_each_of_it_a_geometry(tables: Tables) -> None:
    actual = problem_lines(drawn(tables, None))
    needed = "found no feature coast-1km; write the feature coast-1km: it is drawn first"
    assert f"layers/greenland.geojson: id: {needed}" in actual
    assert any(line.endswith("geometry: found null; write a geometry: it is drawn") for line in actual)
    empty = replace(tables, features={**tables.features, "pituffik": ()})
    assert any(
        "layers/pituffik.geojson: found no features; write at least one" in line for line in problem_lines(empty)
    )


SCRAPS = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
JUNK = st.recursive(SCRAPS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner))
KINDS = ("Point", "MultiPoint", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "Circle")


@given(JUNK | st.fixed_dictionaries({"type": st.sampled_from(KINDS) | JUNK, "coordinates": JUNK}))
def test_no_geometry_brings_the_checks_down(geometry: Any) -> None:
    for layer in ("places", "greenland"):
        features = {layer: (Feature("x", geometry, {"id": "x"}),)}
        found = list(shape_problems(Tables(features=features)))
        assert found or geometry is None or geometry["type"] in KINDS


def test_a_geometry_without_end_is_told_and_not_followed() -> None:
    coordinates: list[Any] = [1, 2]
    for _ in range(5000):
        coordinates = [coordinates]
    feature = Feature("x", {"type": "Polygon", "coordinates": coordinates}, {"id": "x"})
    (problem,) = shape_problems(Tables(features={"greenland": (feature,)}))
    assert problem.found == "lists nested too deeply"


def test_a_place_is_a_point_or_nothing(tables: Tables) -> None:
    faulty = with_feature(tables, "places", "nuuk", geometry={"type": "Polygon", "coordinates": SQUARE})
    line = "layers/places.geojson: feature nuuk: geometry: found 'Polygon'; write a Point, or null with a reason"
    assert line in problem_lines(faulty)


def test_a_property_that_the_codebook_does_not_know_is_told(tables: Tables) -> None:
    faulty = with_feature(tables, "sites", "pituffik", properties={"colour": "red"})
    (line,) = problem_lines(faulty)
    assert "feature pituffik: 'colour': found an unknown property; write only the properties id, kind" in line


SWAPPED = [
    *((place, "a point in Greenland, latitude 59.5 to 84 and longitude -74 to -10") for place in ("nuuk", "tasiilaq")),
    ("pituffik", "a point in Greenland, latitude 59.5 to 84 and longitude -74 to -10"),
    ("keflavik", "a point in the North, latitude 50 to 84 and longitude -75 to 35"),
    ("copenhagen", "a city abroad, latitude 20 to 84 and longitude -180 to 180"),
    ("ottawa", "a city abroad, latitude 20 to 84 and longitude -180 to 180"),
    ("moscow", "lat 55.75204, lon 37.61781"),
]


@pytest.mark.parametrize(("place", "box"), SWAPPED)
def test_swapped_coordinates_are_caught(tables: Tables, place: str, box: str) -> None:
    row = row_of(tables, "places", place)
    lines = problem_lines(planted(tables, "places", place, lat=row["lon"], lon=row["lat"]))
    start = f"layers/places.geojson: feature {place}: geometry: found lat {row['lon']}"
    assert any(line.startswith(start) and box in line and "(lon comes first" in line for line in lines)


def test_no_place_can_be_swapped_unseen(tables: Tables) -> None:
    for row in tables.places:
        if row["lat"]:
            swapped = planted(tables, "places", row["id"], lat=row["lon"], lon=row["lat"])
            assert list(place_problems(swapped)), row["id"]


def test_a_town_of_greenland_does_not_lie_in_iceland(tables: Tables) -> None:
    lines = problem_lines(planted(tables, "places", "sisimiut", lat="64.13", lon="-21.9"))
    start = "layers/places.geojson: feature sisimiut: geometry: found lat 64.13, lon -21.9; write a point in Greenland"
    assert any(line.startswith(start) for line in lines)


def test_a_site_that_moves_without_its_place_is_told(tables: Tables) -> None:
    found = "layers/sites.geojson: feature pituffik: geometry: found lat 76.6, lon -68.7032"
    remedy = "the point of pituffik, lat 76.5312, lon -68.7032"
    assert problem_lines(planted(tables, "sites", "pituffik", lat="76.6")) == [f"{found}; write {remedy}"]


def nations(tables: Tables, **cells: str) -> Tables:
    """Return the tables with Poland as the only member of NATO and feature of its layer, some of its cells changed."""
    actor = row_of(tables, "actors", "POL")
    row = {name: actor.get(name, "") for name in columns_of("contributing_nations")}
    row |= {"iso2": "PL", "iso_numeric": "616"} | cells
    outline = {"type": "Polygon", "coordinates": [[[14, 49], [24, 49], [24, 54], [14, 54], [14, 49]]]}
    actors = [each if each["id"] == "POL" else each | {"nato_since": ""} for each in tables.actors]
    return replace(tables, actors=actors, features={"contributing_nations": (Feature("POL", outline, row),)})


def test_the_layer_of_nations_says_what_the_table_of_actors_says(tables: Tables) -> None:
    assert problem_lines(nations(tables)) == []
    assert problem_lines(nations(tables, nato_since="1949")) == [
        "layers/contributing_nations.geojson: feature POL: nato_since: found '1949'; write '1999', as in actors.csv"
    ]


def test_the_layer_of_nations_holds_each_member_of_nato_by_its_codes_and_nobody_else(tables: Tables) -> None:
    assert "layers/contributing_nations.geojson: id: found no feature DNK" in "".join(
        problem_lines(replace(nations(tables), actors=tables.actors))
    )
    both = nations(tables)
    actors = [row | {"nato_since": "1999" if row["id"] == "DNK" else ""} for row in both.actors]
    lines = "".join(problem_lines(replace(both, actors=actors)))
    assert "feature POL: id: found 'POL'; write only members of NATO: the actor has no year in nato_since" in lines
    (line,) = problem_lines(nations(tables, iso2="616"))
    assert line == "layers/contributing_nations.geojson: feature POL: iso2: found '616'; write a code of two capitals"


def test_sources_that_are_the_same_share_their_address(tables: Tables) -> None:
    (line,) = problem_lines(planted(tables, "sources", "seed", same_as="fdk_conference"))
    assert (
        "row seed: same_as: found 'fdk_conference'; write the id of a source with this address, or the address" in line
    )


def test_a_capital_lies_in_its_country(tables: Tables) -> None:
    swapped = planted(tables, "actors", "POL", capital_lat="21.01178", capital_lon="52.22977")
    assert (
        "evidence/actors.csv: row POL: capital_lat: found lat 21.01178, lon 52.22977; "
        "write a point within 0.5 degrees of the country's outline"
    ) in problem_lines(nations(swapped))


# What hangs on a row that is set aside.


def left_after(tables: Tables) -> Tables:
    """Return what is left of tables with planted faults."""
    return without(tables, problems_in(tables))


def test_nothing_is_set_aside_where_nothing_is_wrong(tables: Tables) -> None:
    assert left_after(tables).claims == tables.claims
    assert left_after(tables).dropped == {}


def test_a_subject_goes_with_all_its_claims_when_its_row_is_bad(tables: Tables) -> None:
    left = left_after(planted(tables, "contingents", "deu-recce", programme="norade"))
    assert "deu-recce" not in {row["id"] for row in left.contingents}
    assert "deu-recce" not in {row["subject"] for row in left.claims}
    assert left.dropped["contingents"] == ("deu-recce",)


def test_a_bad_claim_that_makes_a_state_takes_its_subject_along(tables: Tables) -> None:
    left = left_after(planted(tables, "claims", CLAIM, day="soon"))
    assert left.dropped["contingents"] == ("deu-recce",)


def test_a_bad_claim_that_only_tells_goes_alone(tables: Tables) -> None:
    account = next(row for row in tables.claims if row["attribute"] == "role")
    left = left_after(planted(tables, "claims", account["id"], day="soon"))
    assert left.dropped == {"claims": (account["id"],)}


def test_a_claim_loses_a_bad_source_and_goes_when_it_was_the_only_one(tables: Tables) -> None:
    left = left_after(planted(tables, "sources", "ghsdk", language="dan"))
    claims = {row["id"]: row for row in left.claims}
    assert listed(claims["p-grl-washington-02"]["sources"]) == ("naal-dc",)
    assert all("ghsdk" not in listed(row["sources"]) for row in left.claims)
    seedless = left_after(planted(tables, "sources", "seed", language="English"))
    assert "dep_deu_01-people" in seedless.dropped["claims"]
    assert "deu-recce" in seedless.dropped["contingents"]


def test_what_stands_at_a_bad_place_goes_with_it(tables: Tables) -> None:
    left = left_after(planted(tables, "places", "tasiilaq", kind="tent"))
    assert "isl-hon-tasiilaq" in left.dropped["diplomatic_posts"]
    assert "tasiilaq" not in {row["place"] for row in left.claims}


def test_a_dispute_with_a_claim_that_is_gone_is_forgotten(tables: Tables) -> None:
    left = left_after(planted(tables, "claims", "dep_dnk_04-framework", day="soon"))
    assert {row["id"]: row for row in left.claims}["dep_gbr_07-framework"]["disputes"] == ""


def test_what_is_left_names_nothing_that_is_gone(tables: Tables) -> None:
    faulty = tables
    for fault in FAULTS:
        faulty = planted(faulty, fault["table"], fault["record"], **fault["cells"])
    left = left_after(faulty)
    known = {name: {row["id"] for row in left.rows(name)} for name in (*EVIDENCE, *LAYERS)}
    assert known["claims"]
    for name in (*EVIDENCE, *LAYERS):
        for field in FIELDS[name]:
            ids: set[str] = set().union(*(known[target] for target in field.refers))
            for row in left.rows(name):
                assert not field.refers or set(listed(row[field.name])) <= ids


# Words of the checks themselves.


def test_a_problem_says_file_row_field_what_was_found_and_the_remedy() -> None:
    problem = Problem("geodata/evidence/claims.csv", "row dep_deu_01-step", "day", quoted("2024-13-01"), "YYYY-MM-DD")
    assert str(problem) == (
        "geodata/evidence/claims.csv: row dep_deu_01-step: day: found '2024-13-01'; write YYYY-MM-DD"
    )


def test_an_error_holds_all_problems_sorted_and_each_once() -> None:
    later, sooner = Problem("b.csv", "row 1", "x", "''", "y"), Problem("a.csv", "row 9", "x", "''", "y")
    error = GeodataError([later, sooner, later])
    assert error.problems == (sooner, later)
    assert str(error) == f"{sooner}\n{later}"


@given(st.text())
def test_what_is_quoted_is_one_short_printable_line(text: str) -> None:
    shown = quoted(text)
    assert len(shown) <= 80
    assert shown.isprintable()


@given(st.text(alphabet=st.sampled_from("0123456789-")) | st.dates().map(str))
def test_a_span_is_a_pair_of_real_days_in_order_or_nothing(text: str) -> None:
    span = span_of(text)
    if span is not None:
        assert span[0] <= span[1]
        assert all(model.first_day(day) == model.last_day(day) for day in span)


def test_the_words_of_the_schema_are_those_of_the_model() -> None:
    assert set(STEPS) == set(model.STEPS)
    assert set(SITE_KINDS) == set(model.SITES)
    assert model.ARCTIC_ENDURANCE in PROGRAMMES
    for table, record in (("claims", model.Claim), ("sources", model.Source), ("events", model.Event)):
        assert columns_of(table) == tuple(field.name for field in dataclasses.fields(record))


def test_every_field_asks_its_questions_of_any_text_without_falling_over() -> None:
    rubbish = ("", " ", "\0", "{{7*7}}", "=1", ";;", "²", "٣", "9" * 5000, "http://[", "😀", "\ud800")
    for fields in FIELDS.values():
        for field in fields:
            for question, _ in rules_for(field):
                assert all(isinstance(question(text), bool) for text in rubbish)


def test_the_checks_are_read_from_the_same_folder_that_ships() -> None:
    assert Path(GEODATA, "evidence", "claims.csv").is_file()
