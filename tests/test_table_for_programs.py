"""The table that every file and every interface for programs is written from: codes, ISO days, numbers, ids."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawing.symbols import shapes
from dashboard.export import claim_records, records, source_records, to_csv, to_frame, to_geoframe
from dashboard.export.about import about
from dashboard.export.columns import BOOLEAN, DATE, INTEGER, LIST, NUMBER, STRING, TABLES
from dashboard.export.table import COUNTED, alpha2
from dashboard.state import KINDS, LANGUAGES, STEPS
from dashboard.text import DRILLDOWNS, SentenceBuilder, sentence
from dashboard.text.i18n import words_of
from dashboard.view.rows import View
from dashboard.view.view import ViewModel, parse_query, resolve_view
from geodata import Atlas
from geodata.groups import GROUPS
from geodata.model import PROGRAMMES, REACH_M

EN = words_of("en")
TYPES: Mapping[str, type] = {STRING: str, INTEGER: int, NUMBER: float, BOOLEAN: bool, DATE: date, LIST: list}


def model_of(query: Mapping[str, str], lang: str = "en") -> ViewModel:
    state, faults = parse_query(query)
    assert faults == ()
    return resolve_view(state, words_of(lang))


def view_of(query: Mapping[str, str], lang: str = "en") -> View:
    return model_of(query, lang).view


def lines(view: View) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(view).decode("utf-8-sig"), newline="")))


def recomputed(rows: list[dict[str, str]]) -> tuple[int, int]:
    """Add up a CSV as its own description says."""
    counted = [row for row in rows if row["in_total"] == COUNTED]
    low = sum(int(row["low"] or 0) for row in counted if row["step"] == "in_place")
    return low, sum(int(row["high"] or row["low"] or 0) for row in counted)


DAYS = st.dates(date(2025, 12, 1), date(2026, 9, 30)).map(date.isoformat)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "asof": DAYS,
        "known": st.one_of(st.just("all"), DAYS),
        "nations": st.lists(st.sampled_from(["DNK", "FRA", "DEU", "SWE", "USA"]), min_size=1).map(".".join),
        "kinds": st.lists(st.sampled_from(KINDS), min_size=1).map(".".join),
        "programmes": st.lists(st.sampled_from(PROGRAMMES), min_size=1).map(".".join),
        "steps": st.lists(st.sampled_from(STEPS), min_size=1).map(".".join),
        "q": st.sampled_from(["nuuk", "team", "chasseurs", "zzzz"]),
        "groups": st.lists(st.sampled_from(GROUPS), min_size=1).map(".".join),
        "places": st.lists(st.sampled_from(["nuuk", "greenland", "pituffik"]), min_size=1).map(".".join),
        "area": st.sampled_from(["circle:nuuk:150", "circle:nuuk:90:maybe", "box:-55,60,-40,70", "box:170,50,-170,80"]),
        "people": st.sampled_from(["10-20", "-15", "100-", "none", "1-50.none"]),
        "between": st.sampled_from(["2026-01-14.2026-01-16", "2026-01-20.", ".2026-01-15"]),
        "confidence": st.sampled_from(["confirmed", "reported.unverified"]),
        "saidby": st.sampled_from(["official", "newspaper.blog"]),
        "independent": st.just("1"),
        "disputed": st.just("1"),
    },
)


@given(QUERIES)
def test_from_the_csv_alone_low_and_high_are_those_of_the_sentence(query: dict[str, str]) -> None:
    model = model_of(query)
    builder = SentenceBuilder(model.world, model.state, model.words)
    people = builder.totals.people
    assert recomputed(lines(model.view)) == (people.low, people.high)


@pytest.mark.parametrize("drilldown", DRILLDOWNS)
def test_a_file_of_the_rows_behind_a_number_adds_up_to_what_it_says_itself(drilldown: str) -> None:
    view = view_of({"asof": "2026-01-21", "q": f"rows:{drilldown}"})
    people = view.totals.people
    assert recomputed(lines(view)) == (people.low, people.high)
    assert dict(about(view))["total"].endswith(f": {people.low} to {people.high}")


def test_the_sentence_prints_what_the_csv_adds_up_to() -> None:
    model = model_of({"asof": "2026-01-17", "nations": "DEU"})
    sentence_text = "".join(fragment.text for fragment in sentence(SentenceBuilder(model.world, model.state, EN)))
    low, high = recomputed(lines(model.view))
    assert low == high == 15
    assert "15 soldiers" in sentence_text or "15 people" in sentence_text


def test_the_sentence_counts_what_a_search_leaves_and_nothing_else() -> None:
    everything, found = (model_of({"asof": "2026-01-20", **more}) for more in ({}, {"q": "chasseurs"}))
    whole, part = (SentenceBuilder(model.world, model.state, EN).totals for model in (everything, found))
    assert {row.id for row in found.rows} == {name for name, state in found.world.states.items() if state.step}
    assert set(part.people.counted) < set(whole.people.counted)
    assert found.match is not None
    assert {row.id for row in found.rows} <= set(found.match)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_its_type_and_its_description(table: str, lang: str) -> None:
    view = view_of({"asof": "2026-01-21"}, lang)
    found = {"rows": records, "claims": claim_records, "sources": source_records}[table](view)
    columns = TABLES[table]
    assert found
    for record in found:
        assert set(record) == {column.name for column in columns}
        for column in columns:
            value = record[column.name]
            assert value is None or type(value) is TYPES[column.type], (column, value)
    for column in columns:
        assert words_of(lang).has(f"column.{table}.{column.name}")


def test_no_column_holds_two_things(atlas: Atlas) -> None:
    rows = {row["id"]: row for row in lines(view_of({"asof": "2026-01-17"}))}
    assert rows["fra-nuuk"]["due"] == "2026-02-06"
    assert (rows["grl-brussels"]["since"], rows["grl-brussels"]["since_precision"]) == ("1992-12-31", "year")
    assert (rows["fra-nuuk-hon"]["since"], rows["fra-nuuk-hon"]["since_precision"]) == ("2020-10-31", "month")
    assert rows["fra-nuuk-hon"]["since_is_start"] == "false"
    assert not any("due_or_since" in row for row in rows.values())


def test_codes_stay_while_labels_follow_the_language() -> None:
    english, danish = (lines(view_of({"asof": "2026-01-17"}, lang)) for lang in ("en", "da"))
    labels = {name for name in english[0] if name.endswith("_label")} | {"label", "filter"}
    by_id = {row["id"]: row for row in danish}
    for row in english:
        assert {k: v for k, v in row.items() if k not in labels} == {
            k: v for k, v in by_id[row["id"]].items() if k not in labels
        }
    assert by_id["deu-recce"]["actor_label"] == "Tyskland"


def test_countries_bear_iso_codes_and_what_is_no_country_bears_none(atlas: Atlas) -> None:
    none = {code for code in atlas.actors if alpha2(code) is None}
    assert none == {"EUE", "unnamed_allies"}
    assert {alpha2("DNK"), alpha2("GRL"), alpha2("GBR"), alpha2("KOR")} == {"DK", "GL", "GB", "KR"}


def test_metres_are_those_of_the_ring_that_the_map_draws() -> None:
    assert shapes()["reach"] == REACH_M
    vague = [row for row in lines(view_of({"asof": "2026-01-17"})) if row["precision"] == "territory"]
    assert vague
    assert {row["precision_m"] for row in vague} == {""}


def test_every_id_leads_to_a_claim_or_a_source_of_the_same_file() -> None:
    view = view_of({"asof": "2026-01-21"})
    claims = {claim["id"] for claim in claim_records(view)}
    sources = {source["id"] for source in source_records(view)}
    named = [name for row in records(view) for name in (*row["claims"], *row["rivals"])]
    assert set(named) == claims
    assert {name for row in records(view) for name in row["sources"]} == sources


def test_the_frames_have_types_a_program_can_use() -> None:
    view = view_of({"asof": "2026-01-21"})
    frame, geo = to_frame(records(view)), to_geoframe(view)
    assert {name: str(frame[name].dtype) for name in ("id", "low", "last_known", "lon")} == {
        "id": "str",
        "low": "Int64",
        "last_known": "boolean",
        "lon": "float64",
    }
    assert frame["high"].sum() > 0
    assert geo.crs == "EPSG:4326"
    assert set(geo.geom_type.dropna()) == {"Point", "MultiPoint"}
    assert list(geo["id"]) == [row.id for row in view.rows]


def test_the_same_evidence_has_the_same_release_and_other_evidence_another(atlas: Atlas) -> None:
    view = view_of({})
    assert {row["release"] for row in lines(view)} == {atlas.release}
    assert re.fullmatch(r"2026-09-22-[0-9a-f]{12}", atlas.release)
    assert Atlas(atlas.records).release == atlas.release
    one, *others = atlas.claims.values()
    fewer = replace(atlas.records, claims={claim.id: claim for claim in others})
    assert Atlas(fewer).release != atlas.release
    assert one.id not in fewer.claims
