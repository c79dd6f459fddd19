"""The codebook is held to the code and the code to the codebook; a planted fault shows that the guard bites."""

import json
import re
from pathlib import Path

import pytest

from geodata.schema.fields import CONTINGENT_STEPS, FIELDS, RANKS, STANDING_STEPS
from geodata.schema.formats import remedy_for
from geodata.tables import EVIDENCE
from tests.codebook import CODEBOOK, GEODATA, allowed, tables_of, value_of, with_geometry_table

TEXT = CODEBOOK.read_text(encoding="utf-8")


def faults_of(text: str) -> list[str]:
    """Say where a codebook and the schema differ, in both directions."""
    tables = tables_of(text)
    faults = []
    for table, fields in FIELDS.items():
        heading = f"{table}.csv" if table in EVIDENCE else f"{table}.geojson"
        rows = {row["field"]: row for row in tables.get(heading, [])}
        names = [field.name for field in fields]
        faults += [f"{heading}: {name} is not in the codebook" for name in names if name not in rows]
        faults += [f"{heading}: {name} is not in the schema" for name in rows if name not in names]
        if not faults and list(rows) != names:
            faults.append(f"{heading}: the order differs")
        for field in (field for field in fields if field.name in rows):
            row = rows[field.name]
            if row["what may stand there"] != allowed(field):
                faults.append(f"{heading}: {field.name} may hold {allowed(field)}")
            if row["needed"] != ("yes" if field.needed else ""):
                faults.append(f"{heading}: {field.name} is needed or is not")
            if not row["meaning"] or not row["example"] or remedy_for(field, row["example"]):
                faults.append(f"{heading}: {field.name} has no meaning or no good example")
    return faults


def test_the_codebook_and_the_schema_say_the_same() -> None:
    assert faults_of(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| said_by |", "| spoken_by |", "claims.csv: said_by is not in the codebook"),
        ("| said_by |", "| spoken_by |", "claims.csv: spoken_by is not in the schema"),
        ("`stated`, `inferred`", "`stated`, `guessed`", "claims.csv: basis may hold `stated`, `inferred`"),
        ("| text | yes |", "| text |  |", "claims.csv: text is needed or is not"),
        ("| 2026-02-06 |", "| 6 February |", "claims.csv: due has no meaning or no good example"),
        ("## opening.csv", "## openings", "opening.csv: known_by is not in the codebook"),
    ],
)
def test_a_fault_planted_in_the_codebook_is_found(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    assert fault in faults_of(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("table", EVIDENCE)
def test_the_header_of_a_file_is_the_codebook_table(table: str) -> None:
    header = (GEODATA / "evidence" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [row["field"] for row in tables_of(TEXT)[f"{table}.csv"]]


def limits() -> list[tuple[str, str]]:
    """Return the limits as the codebook tells them: value, and the name in the code."""
    return [(row["value"], row["in the code"]) for row in tables_of(TEXT)["What check insists on"]]


@pytest.mark.parametrize(("value", "name"), limits())
def test_a_limit_is_what_the_code_says(value: str, name: str) -> None:
    assert value == value_of(name)


def test_the_rules_speak_of_the_limits_they_have() -> None:
    assert len(limits()) >= 15
    rules = TEXT.split("## The rules")[1].split("## What check")[0]
    assert value_of("geodata.rules.STALE_AFTER") in rules
    assert f"Posts after {value_of('geodata.rules.POST_YEARS')}\nyears" in rules


def test_every_rule_is_explained_with_its_limit() -> None:
    rules = TEXT.split("## The rules")[1].split("## What check")[0]
    parts = re.split(r"\n\*\*(R[1-7]) ", rules)
    actual = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert sorted(actual) == [f"R{number}" for number in range(1, 8)]
    assert all("*Limit:*" in rule for rule in actual.values())


def test_every_step_and_rank_is_named() -> None:
    rule = TEXT.split("**R1 Steps.**")[1].split("**R2")[0]
    assert all(f"`{step}`" in rule for step in (*CONTINGENT_STEPS, *STANDING_STEPS))
    assert "Ranks: " + ", ".join(f"`{rank}`" for rank in RANKS) + "." in TEXT


def properties_of(file: str) -> list[str]:
    """Return the properties that the features of a file have, in their order."""
    features = json.loads((GEODATA / file).read_text(encoding="utf-8"))["features"]
    return list(dict.fromkeys(name for feature in features for name in feature["properties"]))


def test_every_property_of_the_drawn_layers_is_listed() -> None:
    rows = tables_of(TEXT)["Layers that are computed or only drawn"]
    listed = {row["file"].strip("`"): row["properties"].split(", ") for row in rows}
    files = {path.relative_to(GEODATA).as_posix() for path in GEODATA.glob("*/*.geojson")}
    assert listed.keys() == {file for file in files if file.split("/")[1].removesuffix(".geojson") not in FIELDS}
    assert {file: properties_of(file) for file in listed} == listed


def test_the_table_of_licences_is_written_from_the_manifest() -> None:
    assert with_geometry_table(TEXT) == TEXT, "write it anew: python -m tests.codebook"


def test_every_file_of_geometry_has_a_licence() -> None:
    rows = tables_of(TEXT)["Sources and licences of the geometry"]
    files = {path.relative_to(GEODATA).as_posix() for path in GEODATA.glob("*/*.geojson")}
    assert {row["file"].strip("`") for row in rows} == files
    assert all(row["licence"] for row in rows)


def test_what_touches_the_coast_of_openstreetmap_says_so() -> None:
    rows = {row["file"].strip("`"): row for row in tables_of(TEXT)["Sources and licences of the geometry"]}
    for file in ("layers/greenland.geojson", "basemap/municipalities.geojson"):
        assert rows[file]["licence"] == "ODbL 1.0"
        assert "© OpenStreetMap contributors" in rows[file]["credit"]


# Every sentence that states a rule, and what shows that it is held: a test by name, or words of a planted fault.

STATED = {
    "CSV in UTF-8 with commas and quotes": "test_an_empty_file_and_one_without_commas_are_told_once",
    "the header in line 1": "test_what_stands_above_the_header_is_told_and_the_rows_are_read",
    "a mark in front (BOM), Windows line ends": "test_a_byte_order_mark_and_windows_line_ends_are_no_fault",
    "empty rows and empty columns at the end": "test_empty_columns_at_the_end_are_passed_over_as_empty_rows_are",
    "a list in a cell may also be written as a list of texts": "test_aliases_may_be_a_list_and_are_read_as_one",
    "Several ids in one cell are joined by `;`": "write each id once, joined by ';' without spaces",
    "Empty means that nobody said": "test_unknown_never_becomes_zero",
    "Zero means that somebody said zero": "test_unknown_never_becomes_zero",
    "Days are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`": "write YYYY, YYYY-MM or YYYY-MM-DD",
    "A partial date counts from its last day": "test_a_span_is_a_pair_of_real_days_in_order_or_nothing",
    "No control characters, line breaks or invisible signs": "write it without control characters, line breaks",
    "no spaces before or after": "write it without spaces before or after",
    "no word that mixes alphabets": "test_a_sign_that_only_looks_like_another_is_named_with_its_place",
    "nothing that a spreadsheet could not work out": "test_what_a_spreadsheet_could_not_work_out_is_told",
    "no text that begins with `=`, `+` or `@`": "test_a_text_that_a_spreadsheet_would_run_is_refused",
    "Anything else is only text": "test_markup_in_a_text_is_only_text",
    "Our own texts are English": "test_a_text_is_that_of_the_language_else_english",
    "A column `<field>_da` beside a text holds it in Danish": "test_a_danish_text_may_equal_the_english_one",
    "where it is empty the Danish page shows the English text": "test_what_nobody_has_translated_is_marked_english",
    "What a claim says and what a source is called": "test_claims_and_titles_of_sources_have_one_language",
    "Every cell is written as its table above says": "test_the_codebook_and_the_schema_say_the_same",
    "No table and no layer of rows is empty": "test_a_layer_without_features_is_told_to_be_empty",
    "No opening lies past the last day that the evidence reaches": "test_an_opening_past_the_evidence_is_told",
    "`opening.csv` has the row `opening`": "test_the_row_that_the_page_opens_with_may_not_be_missing",
    "Ids are unique in their file": "test_an_id_that_stands_twice_is_told_for_the_row",
    "in capitals and small letters alike": "test_ids_that_differ_only_in_capitals_are_told",
    "contingents, sites and posts share one set of ids": "test_a_contingent_and_a_post_may_not_share_an_id",
    "Every id that is named exists": "write an id that stands in evidence/sources.csv",
    "No row names itself": "write the id of another row, not its own",
    "A step fits its kind of subject": "value: found 'open'; write one of",
    "`people` carries a step": "value: found 'thirteen'; write one of",
    "a rank is one of the ranks": "value: found 'embassy'; write one of",
    "the value of `place` is the place": "write the same id as in place",
    "`low` is not above `high`": "write a number not above high",
    "numbers say what they count": "write what low and high count",
    "`people` counts people and nothing else does": "write people where the attribute is people",
    "`due` and `day_to` do not lie before `day`": "write a day not before day",
    "`day_to` needs a `day`": "write the first day of the time until",
    "Days exist in the calendar": "found '2026-02-30'",
    "A number of people is `rounded`": "yes: the text calls its number round",
    "A part has subject, attribute, value and counts of its whole": "same subject, attribute, value and counts",
    "is not larger than it": "write a part that is not larger than its whole",
    "the whole is no part itself": "write the whole itself",
    "An event of which all sources appeared before its date is `planned`": (
        "test_an_event_that_all_its_sources_came_before_is_planned"
    ),
    "Of each site that is no airport a claim `actor` says who runs or ran it": (
        "test_of_each_site_that_is_no_airport_a_claim_says_who_runs_it"
    ),
    "of nothing else does one": "write another attribute: only of a site it is claimed who runs it",
    "A contingent that is part of another has its programme": "test_a_part_runs_under_the_programme_of_its_whole",
    "no larger number": "test_a_part_is_not_larger_than_its_whole_where_both_are_known",
    "Zero stands only where the text says it": "test_zero_needs_a_text_that_says_it",
    "A speaker is a state, a territory or a union": "test_nobody_speaks_for_allies_that_are_not_named",
    "a trade paper or a reference work alone quotes nobody": (
        "test_a_blog_a_trade_paper_or_a_reference_work_alone_quotes_nobody"
    ),
    "A claim with an official source or a speaker is `confirmed`": "test_confidence_follows_one_rule_both_ways",
    "An event with an official source is `confirmed`": "test_an_event_with_an_official_source_is_confirmed",
    "A claim that rests only on blogs that rest on `unknown`": "test_confidence_follows_one_rule_both_ways",
    "A day is `inferred` where the text does not name it": (
        "test_what_happens_on_the_day_of_its_report_was_worked_out"
    ),
    "what is said where that day was itself worked out": (
        "test_what_is_said_on_a_day_that_was_worked_out_was_worked_out"
    ),
    "A source is cited by its first id": "test_a_source_is_cited_by_its_first_id",
    "A blog made from one listed source alone": "test_a_blog_made_from_a_listed_source_stands_beside_it",
    "A dispute is between claims about the same attribute": "write only claims about the same attribute",
    "An event repeats only an event that is shown": (
        "test_an_event_repeats_the_one_that_is_shown_and_not_another_repetition"
    ),
    "The date of an event is as long as its precision says": "write the precision that the date",
    "A parent in `rests_on` is a source id or a publisher's name": "write a source id, or the publisher's name",
    "each publisher written in one way": "test_one_publisher_in_two_ways_is_told_and_counts_as_one",
    "Names are compared as a reader sees them": (
        "test_a_source_that_rests_on_a_publisher_written_in_another_way_is_not_one_more"
    ),
    "Claims of a contingent carry its programme": "as in contingents.csv",
    "claims of a post none": "posts belong to no programme",
    "Its `origin` is carried by claims about it": "write only origins of claims about this contingent",
    "Every claim has a source": "sources: found ''; write something",
    'every source a publisher or the mark "publisher not named"': "write who published it, or 'publisher not named'",
    "an address unless it is the seed": "only the seed has no address",
    "A point lies in the box of its kind of place": "test_swapped_coordinates_are_caught",
    "sites and posts share the point of their place": "test_a_site_that_moves_without_its_place_is_told",
    "an event lies near its place": "write a point within 30 km of kangerlussuaq",
    "a capital lies in the outline of its country": "test_a_capital_lies_in_its_country",
    "near the place of that name": "write a point within 30 km of Warsaw",
    "No point without precision": "precision: found 'not_given'",
    "no missing point without a reason": "reason: found ''; write why there is no point",
    "Geometry is valid, on the globe, right-handed": "test_a_geometry_that_is_none_is_told",
    "its positions all with a height or all without": "write a height in each position, or in none",
    "no layer has a `crs`": "test_a_layer_with_a_crs_of_its_own_is_told",
    "What is drawn around Greenland lies there": "write a shape in the box of Greenland",
    "The layer of nations holds each member of NATO": (
        "test_the_layer_of_nations_holds_each_member_of_nato_by_its_codes_and_nobody_else"
    ),
    "says what `actors.csv` says": "test_the_layer_of_nations_says_what_the_table_of_actors_says",
    "actors have three capitals": "write a code of three capitals",
    "languages are those of ISO 639-1": "write a language code of ISO 639-1",
    "A contingent is the only one of its nation with its task": "a task that no other contingent of this actor has",
    "Sources joined by `same_as` share their address": "test_sources_that_are_the_same_share_their_address",
    "No name stands twice in one object of a layer": "test_a_json_name_that_stands_twice_is_told",
    "is not listed: the last line counts such rows": "test_what_hangs_on_a_faulty_row_is_one_last_line",
    "Not an error: a `day` after the publication": (
        "test_the_shipped_evidence_has_no_problem_so_that_each_fault_is_the_only_one"
    ),
    "they are set aside with what hangs on them": "test_what_is_left_names_nothing_that_is_gone",
    "A subject goes with a bad claim that makes its state": (
        "test_a_bad_claim_that_makes_a_state_takes_its_subject_along"
    ),
    "a claim that only tells goes alone": "test_a_bad_claim_that_only_tells_goes_alone",
    "a claim loses a bad source": "test_a_claim_loses_a_bad_source_and_goes_when_it_was_the_only_one",
    "Where every opening is set aside": "test_openings_rewritten_by_a_spreadsheet_are_told_and_the_page_opens",
    "rings that run the wrong way are turned round": (
        "test_a_coast_with_rings_the_wrong_way_round_is_told_and_drawn_all_the_same"
    ),
    "else our own coast is drawn and the page says so": (
        "test_a_broken_coast_takes_no_claim_away_and_the_page_says_so"
    ),
}

EXPLAINED = (
    "Never one for the other",
    "`2020` does not open a post on 1 January",
    "`{{7*7}}` or `<b>` is shown as it stands",
    "Beyond that",
    "Subjects may differ: two reports may contradict each other across nations",
    "Codes exist",
    "a contingent without claims (no word)",
    "a source that nothing rests on",
    "a claim without a day",
    "A coast that cannot be drawn takes no claim away",
)
"""What only explains the sentence before or after it."""


def sentences_of(text: str) -> list[str]:
    """Return the sentences of the parts of the codebook that say what may be written, tables left out."""
    headings = ("How cells are written", "What check insists on")
    parts = [text.split(f"## {heading}")[1].split("\n## ")[0] for heading in headings]
    lines = [line for line in "\n".join(parts).splitlines()[1:] if not line.startswith("|")]
    paragraphs = re.split(r"\n\n|\n- ", "\n".join(lines))
    plain = [" ".join(paragraph.removeprefix("- ").split()) for paragraph in paragraphs]
    return [sentence.strip(" .:;") for one in plain for sentence in re.split(r"(?<=[.;]) ", one) if sentence]


def not_held(text: str) -> list[str]:
    """Return the sentences of the codebook for which nothing shows that they are held."""
    return [one for one in sentences_of(text) if not any(known in one for known in (*STATED, *EXPLAINED))]


def test_every_sentence_that_states_a_rule_is_held_by_a_test() -> None:
    assert not_held(TEXT) == []


def test_a_sentence_that_nothing_holds_is_found() -> None:
    planted = TEXT.replace(
        "- No table and no layer of rows is empty;", "- Every source is a nice one. No table is empty;"
    )
    assert not_held(planted)[0] == "Every source is a nice one"


@pytest.mark.parametrize(("sentence", "shown"), STATED.items())
def test_a_sentence_stands_in_the_codebook_and_what_holds_it_is_there(sentence: str, shown: str) -> None:
    assert any(sentence in one for one in sentences_of(TEXT))
    tests = Path(__file__).parent
    if shown.startswith("test_"):
        assert any(f"def {shown}(" in path.read_text(encoding="utf-8") for path in tests.glob("test_*.py"))
    else:
        cases = [(tests / "data" / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("faults", "geometries")]
        assert any(shown in json.loads(line)["said"] for text in cases for line in text.splitlines())
