"""What an address asks for: read anew each time, nothing is remembered of a visitor."""

import pytest

from dashboard.outlook import asked, look_out
from dashboard.present.story import as_told, scenes
from dashboard.state import LAST_SCENE
from dashboard.words import words_of


def test_the_bare_page_is_the_opening_view() -> None:
    state, notices = asked({})
    assert (state.as_of.isoformat(), state.known_by, notices) == ("2026-01-19", None, ())


def test_foreign_keys_are_passed_over() -> None:
    state, notices = asked({"utm_source": "mail", "nations": "FRA"})
    assert (state.nations, notices) == (("FRA",), ())


def test_what_cannot_be_used_is_named() -> None:
    _, notices = asked({"asof": "2026-99-99", "nations": "FRA.XXX"})
    assert [(notice.key, notice.found) for notice in notices] == [("asof", "2026-99-99"), ("nations", "XXX")]


@pytest.mark.parametrize("scene", ["-1", "99999", "0"])
def test_a_scene_that_no_story_has_does_no_harm(scene: str) -> None:
    state, _ = asked({"present": "1", "scene": scene})
    assert 0 <= state.scene <= LAST_SCENE
    assert as_told(state).as_of in {one.as_of for one in scenes()}


def test_what_is_in_view_is_in_the_world_as_filtered_and_found_by_the_search() -> None:
    outlook = look_out(asked({"kinds": "post", "q": "france"})[0], words_of("en"))
    assert outlook.rows
    assert {row.id for row in outlook.rows} <= set(outlook.world.states)
    assert outlook.only is not None
    assert {row.id for row in outlook.rows} <= outlook.only
    assert {outlook.world.atlas.subjects[row.id].kind for row in outlook.rows} == {"post"}
    assert set(outlook.view.rows) == set(outlook.rows)
    assert {row.id for row in outlook.rows} <= set(outlook.match or [])
