"""The notes on the map say nothing that the evidence does not."""

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from dashboard.payloads.atlas import annotation_payload
from dashboard.payloads.plain_json import EVER_ISO, compact
from dashboard.present.annotations import Annotation, AnnotationError, annotations, read_annotations
from dashboard.release import current_release
from dashboard.state import LANGUAGES
from geodata import Atlas


def name_of(note: Annotation) -> str:
    return note.id


def read_off(note: Annotation, atlas: Atlas) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What a note says of subjects, each beside what the library computes."""
    pairs = []
    for shown in note.shows:
        fields = {name: value for name, value in shown.items() if name not in ("subject", "day")}
        state = atlas.at(shown["day"]).states[shown["subject"]]
        pairs.append((fields, {name: getattr(state, name) for name in fields}))
    return pairs


def test_each_note_is_its_own_and_no_two_meet_on_one_day() -> None:
    notes = annotations()
    assert 3 <= len(notes) == len({note.id for note in notes})
    in_order = sorted(notes, key=lambda note: note.first)
    assert [one.id for one, other in pairwise(in_order) if other.first <= one.last] == []


@pytest.mark.parametrize("note", annotations(), ids=name_of)
def test_the_evidence_shows_what_a_note_says(atlas: Atlas, note: Annotation) -> None:
    for text, computed in read_off(note, atlas):
        assert computed == text


def test_a_note_that_says_something_else_is_found_out(atlas: Atlas) -> None:
    planted = read_annotations(
        "- {id: x, from: 2026-01-19, to: 2026-01-19, sel: deu-recce, place: nuuk, text: {en: 16 Germans}, sources: [s],"
        " shows: [{subject: deu-recce, day: 2026-01-16, step: in_place, low: 16}]}"
    )
    ((expected, computed),) = read_off(planted[0], atlas)
    assert expected != computed


@pytest.mark.parametrize("note", annotations(), ids=name_of)
def test_what_a_note_names_exists_and_its_place_is_on_the_map(atlas: Atlas, note: Annotation) -> None:
    kind, _, name = note.sel.rpartition(":")
    tables: dict[str, Any] = {"": atlas.subjects, "place": atlas.places, "event": atlas.events}
    assert name in tables[kind]
    assert atlas.places[note.place].lat is not None
    assert set(note.sources) <= atlas.sources.keys()
    assert {shown["subject"] for shown in note.shows} <= atlas.subjects.keys()


@pytest.mark.parametrize("note", annotations(), ids=name_of)
def test_what_a_note_opens_is_shown_on_each_of_its_days(atlas: Atlas, note: Annotation) -> None:
    days = [note.first + timedelta(n) for n in range((note.last - note.first).days + 1)]
    if note.sel in atlas.subjects:
        assert [day for day in days if not atlas.at(day).states[note.sel].step] == []
    if note.sel.startswith("event:"):
        assert atlas.events[note.sel[6:]].date <= note.first.isoformat()


@pytest.mark.parametrize("note", annotations(), ids=name_of)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_is_short_in_every_language(note: Annotation, lang: str) -> None:
    assert 0 < len(note.text[lang]) <= 70


@pytest.mark.parametrize("note", annotations(), ids=name_of)
def test_a_note_is_known_once_the_last_of_its_sources_is_published(atlas: Atlas, note: Annotation) -> None:
    actual = annotation_payload(atlas, note)
    assert actual["known"] == max(atlas.sources[name].published for name in note.sources)
    assert date.fromisoformat(actual["known"]) <= note.last


def test_a_note_without_a_published_source_waits_for_all_that_is_known(atlas: Atlas) -> None:
    note = annotations()[0]
    undated = next(source.id for source in atlas.sources.values() if not source.published)
    lacking = Annotation(note.id, note.first, note.last, note.sel, note.place, note.text, (undated,), note.shows)
    assert annotation_payload(atlas, lacking)["known"] == EVER_ISO


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_payload_carries_the_notes(atlas: Atlas, lang: str) -> None:
    start = json.loads(current_release().files[f"start/{lang}.json"].body)
    assert start["annotations"] == json.loads(compact([annotation_payload(atlas, note) for note in annotations()]))


def test_a_broken_note_is_told_with_all_its_faults_at_once() -> None:
    with pytest.raises(AnnotationError) as caught:
        read_annotations(
            "- {id: x, from: today, to: 2026-01-01, sel: a, text: {da: hej}, sources: [s], shows: [1], colour: red}\n"
            "- {id: y, from: 2026-01-02, to: 2026-01-01}\n"
            "- nonsense"
        )
    message = str(caught.value)
    for line in (
        "annotation x: from: found 'today'; write YYYY-MM-DD",
        "annotation x: text: found no English text; write text: {en: …}",
        "annotation x: place: found nothing; write it",
        "annotation x: colour: found an unknown field",
        "annotation y: to: found 2026-01-01, before 2026-01-02; write a day from then on",
        "annotation 3: found 'nonsense'; write its fields",
    ):
        assert line in message
