"""The story says nothing that the evidence does not."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.present.story import Scene, current_scene, effective_state, read_scenes, scenes, tell_from
from dashboard.state import KINDS, ViewState
from geodata import Atlas
from geodata.errors import GeodataError


def name_of(scene: Scene) -> str:
    return scene.id


def test_the_story_has_no_more_scenes_than_a_quarter_of_an_hour_each_its_own() -> None:
    ids = [scene.id for scene in scenes()]
    assert 8 <= len(ids) == len(set(ids)) <= 15


def test_the_scenes_follow_the_days() -> None:
    days = [scene.as_of for scene in scenes()]
    assert days == sorted(days)


def test_the_story_reaches_as_far_as_the_evidence_and_ends_with_what_is_not_known(atlas: Atlas) -> None:
    latest = max(event.date for event in atlas.events.values() if event.date_precision == "day")
    assert scenes()[-1].as_of.isoformat() == latest
    assert scenes()[-1].id == "unknown"


RANKS = {"official": 0}


def ranks(atlas: Atlas, scene: Scene) -> list[int]:
    """An official source is 0, any other 1."""
    return [RANKS.get(atlas.sources[name].kind, 1) for name in scene.sources]


@pytest.mark.parametrize("scene", scenes(), ids=name_of)
def test_official_sources_come_first(atlas: Atlas, scene: Scene) -> None:
    assert ranks(atlas, scene) == sorted(ranks(atlas, scene))


REPORTED = {"en": "reported", "da": "meldes"}


@pytest.mark.parametrize("lang", ["en", "da"])
def test_what_only_second_hand_texts_tell_is_said_to_be_reported(atlas: Atlas, lang: str) -> None:
    weak = [scene for scene in scenes() if {atlas.sources[name].kind for name in scene.sources} <= {"blog"}]
    assert weak
    for scene in weak:
        assert REPORTED[lang] in scene.sentence[lang], scene.id


@pytest.mark.parametrize("scene", [scene for scene in scenes() if scene.sel.startswith("event:")], ids=name_of)
def test_a_scene_about_an_event_is_told_on_its_day(atlas: Atlas, scene: Scene) -> None:
    event = atlas.events[scene.sel.partition(":")[2]]
    assert event.date == scene.as_of.isoformat()
    assert set(scene.sources) <= set(event.sources)


@pytest.mark.parametrize("scene", scenes(), ids=name_of)
def test_a_scene_rests_on_sources_that_had_been_published(atlas: Atlas, scene: Scene) -> None:
    for name in scene.sources:
        assert name in atlas.sources
        if scene.known_by:
            assert atlas.sources[name].published <= scene.known_by.isoformat()


@pytest.mark.parametrize("scene", scenes(), ids=name_of)
def test_what_a_scene_lights_exists(atlas: Atlas, scene: Scene) -> None:
    kind, _, name = scene.sel.rpartition(":")
    tables: dict[str, Any] = {
        "": atlas.subjects,
        "nation": atlas.actors,
        "place": atlas.places,
        "event": atlas.events,
    }
    assert name in tables[kind]


@pytest.mark.parametrize("scene", scenes(), ids=name_of)
def test_what_a_room_sees_of_a_scene_exists(atlas: Atlas, scene: Scene) -> None:
    assert scene.lights
    assert set(scene.lights) <= {*atlas.subjects, *KINDS, scene.sel}


@pytest.mark.parametrize(
    ("scene", "shown"),
    [(scene, shown) for scene in scenes() for shown in scene.shows],
    ids=lambda x: getattr(x, "id", ""),
)
def test_the_map_shows_what_a_scene_says(atlas: Atlas, scene: Scene, shown: dict[str, Any]) -> None:
    state = atlas.at(scene.as_of, scene.known_by).states[shown["subject"]]
    assert {field: getattr(state, field) for field in shown} == shown


@pytest.mark.parametrize("scene", scenes(), ids=name_of)
@pytest.mark.parametrize("lang", ["en", "da"])
def test_a_scene_is_told_in_every_language_and_fits_a_screen(scene: Scene, lang: str) -> None:
    assert 0 < len(scene.title[lang]) <= 48
    assert 0 < len(scene.sentence[lang]) <= 165  # two lines before a room


def test_a_broken_scene_is_told_with_all_its_faults_at_once() -> None:
    with pytest.raises(GeodataError) as caught:
        read_scenes("- {id: x, as_of: yesterday, sel: a, title: {da: hej}, sources: [s], colour: red}")
    message = str(caught.value)
    assert "scene x: as_of: found 'yesterday'; write YYYY-MM-DD" in message
    assert "scene x: title: found \"{'da': 'hej'}\"; write a text for each language, {en: …}" in message
    assert "scene x: sentence: found nothing" in message
    assert "scene x: colour: found an unknown field" in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {id: x", "scenes.yaml: line 1: found no YAML; write YAML: a list of scenes"),
        ("just words", "scenes.yaml: found no list of scenes; write a list of 1 to 60 scenes"),
        ("- 7", "scenes.yaml: scene 1: found '7'; write a scene"),
        ("!!python/object/apply:os.system ['true']", "scenes.yaml: line 1: found no YAML"),
        ("[" * 5000, "scenes.yaml: found no YAML"),
        ("- {id: [1], as_of: 2026-01-14, sel: 3, title: {en: a}, sentence: {en: b}, sources: s, shows: 4}",
         "scene [1]: sources: found 's'; write a list of ids"),
        (2 * "- {id: a, as_of: 2026-01-14, sel: b, title: {en: c}, sentence: {en: d}, sources: [e]}\n",
         "scene a: id: found the id 2 times; write an id that no other scene has"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_scenes_is_told_with_place_and_remedy(text: str, expected: str) -> None:
    with pytest.raises(GeodataError) as error:
        read_scenes(text)
    assert expected in str(error.value)


def test_an_own_story_is_told_until_the_shipped_one_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("- {id: a, as_of: 2026-01-14, sel: b, title: {en: c}, sentence: {en: d}, sources: [e]}", "utf-8")
    tell_from(file)
    try:
        assert [scene.id for scene in scenes()] == ["a"]
        file.write_text("no scenes", "utf-8")
        with pytest.raises(GeodataError, match=r"own\.yaml: found no list of scenes"):
            tell_from(file)
        assert [scene.id for scene in scenes()] == ["a"]
    finally:
        tell_from(None)
    assert len(scenes()) > 8


OWN = ViewState(date(2026, 1, 20), nations=("FRA",), q="drone", proj="mercator", lang="da")


@pytest.mark.parametrize(
    ("question", "expected"),
    [(0, 1), (1, 1), (3, 3), (len(scenes()), len(scenes())), (len(scenes()) + 1, len(scenes())), (99, len(scenes()))],
)
def test_a_number_that_no_scene_has_leads_to_the_nearest(question: int, expected: int) -> None:
    found = current_scene(OWN.but(present=True, scene=question))
    assert found == (expected, scenes()[expected - 1])


def test_without_the_story_a_scene_number_means_nothing() -> None:
    assert current_scene(OWN.but(scene=3)) is None
    assert effective_state(OWN.but(scene=3)) == OWN.but(scene=3)


def test_a_scene_is_shown_unfiltered_in_the_readers_language_and_projection() -> None:
    for way in ({"present": True}, {"view": "story"}):
        shown = effective_state(OWN.but(scene=4, **way))
        assert shown == ViewState(
            scenes()[3].as_of, scenes()[3].known_by, sel=scenes()[3].sel, proj="mercator", lang="da"
        )


def test_closing_the_story_gives_the_own_choice_back() -> None:
    assert OWN.but(view="story", scene=4).without_story() == OWN
    assert OWN.but(present=True, view="analyse", scene=4).without_story() == OWN.but(view="analyse")
