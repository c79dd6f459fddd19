"""The story says nothing that the evidence does not."""

from datetime import date
from typing import Any

import pytest

from dashboard.present.story import Scene, SceneError, as_told, read_scenes, scene_told, scenes
from dashboard.state import KINDS, ViewState
from geodata import Atlas


def name_of(scene: Scene) -> str:
    return scene.id


def test_the_story_has_eight_to_ten_scenes_each_its_own() -> None:
    ids = [scene.id for scene in scenes()]
    assert 8 <= len(ids) == len(set(ids)) <= 10


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
    assert 0 < len(scene.sentence[lang]) <= 190


def test_a_broken_scene_is_told_with_all_its_faults_at_once() -> None:
    with pytest.raises(SceneError) as told:
        read_scenes("- {id: x, as_of: yesterday, sel: a, title: {da: hej}, sources: [s], colour: red}")
    message = str(told.value)
    assert "scene x: as_of: found 'yesterday'; write YYYY-MM-DD" in message
    assert "scene x: title: found no English text" in message
    assert "scene x: sentence: found nothing" in message
    assert "scene x: colour: found an unknown field" in message


OWN = ViewState(date(2026, 1, 20), nations=("FRA",), q="drone", proj="mercator", lang="da")


@pytest.mark.parametrize(("asked", "told"), [(0, 1), (1, 1), (3, 3), (10, 10), (11, 10), (99, 10)])
def test_a_number_that_no_scene_has_leads_to_the_nearest(asked: int, told: int) -> None:
    found = scene_told(OWN.but(present=True, scene=asked))
    assert found == (told, scenes()[told - 1])


def test_without_the_story_a_scene_number_means_nothing() -> None:
    assert scene_told(OWN.but(scene=3)) is None
    assert as_told(OWN.but(scene=3)) == OWN.but(scene=3)


def test_a_scene_is_shown_unfiltered_in_the_readers_language_and_projection() -> None:
    for way in ({"present": True}, {"view": "story"}):
        shown = as_told(OWN.but(scene=4, **way))
        assert shown == ViewState(
            scenes()[3].as_of, scenes()[3].known_by, sel=scenes()[3].sel, proj="mercator", lang="da"
        )


def test_closing_the_story_gives_the_own_choice_back() -> None:
    assert OWN.but(view="story", scene=4).untold() == OWN
    assert OWN.but(present=True, view="analyse", scene=4).untold() == OWN.but(view="analyse")
