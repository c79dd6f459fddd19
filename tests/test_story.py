"""The story says nothing that the evidence does not."""

from typing import Any

import pytest

from dashboard.present.story import Scene, SceneError, read_scenes, scenes
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
