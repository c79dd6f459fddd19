"""The evidence in the reader's language: its own column, else the English text, marked as English."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date

import pytest

from dashboard.export.csv_file import to_csv
from dashboard.export.geojson_file import to_geojson
from dashboard.panels.table import table_data
from dashboard.text import place_name, selected_name
from dashboard.text.i18n import words_of
from dashboard.text.names import texts_in_frame
from dashboard.view.rows import View, rows_in_view
from dashboard.view.search import index_of
from geodata import Atlas
from geodata.model import Claim, Event, Source, Subject, in_all, lang_of, text_in
from geodata.schema import problems_in
from geodata.stores.files import read_tables
from geodata.tables import Tables
from tests.codebook import GEODATA
from tests.planting import planted

DAY = date(2026, 1, 19)
EN, DA = words_of("en"), words_of("da")
SUBJECT = Subject("it", "contingent", "DEU", "German team", task="reconnaissance", label_da="Tysk hold")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(GEODATA)


def view_of(atlas: Atlas, lang: str) -> View:
    world = atlas.at(DAY)
    return View(world, rows_in_view(world, words_of(lang)), [], words_of(lang))


def with_subject(atlas: Atlas, subject: Subject) -> Atlas:
    """Return the atlas with one subject in place of the one with its id."""
    return Atlas(replace(atlas.records, subjects={**atlas.records.subjects, subject.id: subject}))


def test_a_text_is_that_of_the_language_else_english() -> None:
    assert [text_in(SUBJECT, "label", lang) for lang in ("en", "da", "kl")] == [
        "German team",
        "Tysk hold",
        "German team",
    ]
    assert [lang_of(SUBJECT, "label", lang) for lang in ("en", "da", "kl")] == ["en", "da", "en"]
    assert (text_in(SUBJECT, "task", "da"), lang_of(SUBJECT, "task", "da")) == ("reconnaissance", "en")
    assert in_all(SUBJECT, "label") == ["German team", "Tysk hold"]


def test_every_text_of_ours_has_its_danish(atlas: Atlas) -> None:
    about: list[tuple[Subject | Event, str]] = [
        *((one, name) for one in atlas.subjects.values() for name in ("label", "task", "note")),
        *((one, name) for one in atlas.events.values() if not one.same_as for name in ("title", "summary")),
    ]
    missing = [
        f"{record.id}: {name}"
        for record, name in about
        if getattr(record, name) and lang_of(record, name, "da") != "da"
    ]
    assert len(about) > 100
    assert missing == []


def test_a_danish_text_may_equal_the_english_one(tables: Tables, atlas: Atlas) -> None:
    row = next(row for row in tables.contingents if row["id"] == "deu-recce")
    assert problems_in(planted(tables, "contingents", "deu-recce", label_da=row["label"])) == []
    assert "map.text.label.station_nord" in texts_in_frame(atlas, DA)
    assert atlas.subjects["station_nord"].label == atlas.subjects["station_nord"].label_da


@pytest.mark.parametrize(
    ("table", "record", "field"),
    [
        ("contingents", "deu-recce", "note_da"),
        ("events", "ev_001", "summary_da"),
        ("sites", "pituffik", "name_da"),
        ("diplomatic_posts", "fra-nuuk", "label_da"),
    ],
)
def test_a_danish_text_is_held_to_the_rules_of_every_text(tables: Tables, table: str, record: str, field: str) -> None:
    (found,) = problems_in(planted(tables, table, record, **{field: "to\nlinjer"}))
    assert (found.field, "without control characters" in found.remedy) == (field, True)


def test_claims_and_titles_of_sources_have_one_language() -> None:
    names = {field.name for record in (Claim, Source) for field in fields(record)}
    assert not {name for name in names if name.endswith("_da")}
    assert {"label_da", "task_da", "note_da"} <= {field.name for field in fields(Subject)}
    assert {"title_da", "summary_da"} <= {field.name for field in fields(Event)}


def test_the_frame_gets_only_what_the_language_has_itself(atlas: Atlas) -> None:
    assert texts_in_frame(atlas, EN) == {}
    found = texts_in_frame(atlas, DA)
    assert found["map.text.label.deu-recce"] == "Tysk rekognosceringshold"
    assert found["map.text.title.ev_001"] == "Øvelsen Arctic Light 2025 begynder"


def test_names_of_the_evidence_are_danish_on_the_danish_page(atlas: Atlas) -> None:
    assert place_name(atlas, DA, "kangerlussuaq_airport") == "Kangerlussuaq Lufthavn"
    assert place_name(atlas, EN, "kangerlussuaq_airport") == "Kangerlussuaq Airport"
    assert place_name(atlas, DA, "greenland") == place_name(atlas, EN, "greenland") == "Kalaallit Nunaat"
    assert selected_name(atlas, DA, "deu-recce") == "Tysk rekognosceringshold"
    assert selected_name(atlas, DA, "event:ev_001") == "Øvelsen Arctic Light 2025 begynder"


def test_files_name_what_they_hold_in_the_chosen_language(atlas: Atlas) -> None:
    names = {}
    for lang in ("en", "da"):
        view = view_of(atlas, lang)
        lines = csv.DictReader(io.StringIO(to_csv(view).decode("utf-8-sig")))
        names[lang] = next(line["label"] for line in lines if line["id"] == "dnk-exercise")
        features = json.loads(to_geojson(view))["features"]
        assert names[lang] in {feature["properties"]["label"] for feature in features}
    assert names == {"en": "Danish exercise troops", "da": "Danske øvelsesstyrker"}


def test_what_nobody_has_translated_is_marked_english(atlas: Atlas) -> None:
    bare = with_subject(atlas, replace(atlas.subjects["dnk-exercise"], label_da=""))
    assert table_data(view_of(bare, "da"), "", "")["foreign"] == ["dnk-exercise"]
    assert table_data(view_of(bare, "en"), "", "")["foreign"] == []
    assert "map.text.label.dnk-exercise" not in texts_in_frame(bare, DA)
    (hit, *_) = [entry.hit for entry in index_of(bare, DA).entries if entry.hit.sel == "dnk-exercise"]
    assert (hit.title, hit.lang) == ("Danish exercise troops", "en")


@pytest.mark.parametrize("text", ["Tysk rekognosceringshold", "German reconnaissance team"])
@pytest.mark.parametrize("lang", ["en", "da"])
def test_a_search_finds_the_name_of_either_language(atlas: Atlas, lang: str, text: str) -> None:
    found = index_of(atlas, words_of(lang)).find(text)
    assert found[0].sel == "deu-recce"
    assert "deu-recce" in atlas.at(DAY).where(text=text).states
