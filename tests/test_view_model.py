"""What an address asks for: read anew each time, nothing is remembered of a visitor."""

import pytest

from dashboard.present.story import effective_state, scenes
from dashboard.state import LAST_SCENE
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view


def test_the_bare_page_is_the_opening_view() -> None:
    state, notices = parse_query({})
    assert (state.as_of.isoformat(), state.known_by, notices) == ("2026-01-19", None, ())


def test_foreign_keys_are_passed_over() -> None:
    state, notices = parse_query({"utm_source": "mail", "nations": "FRA"})
    assert (state.nations, notices) == (("FRA",), ())


def test_what_cannot_be_used_is_named() -> None:
    _, notices = parse_query({"asof": "2026-99-99", "nations": "FRA.XXX"})
    assert [(notice.key, notice.found) for notice in notices] == [("asof", "2026-99-99"), ("nations", "XXX")]


@pytest.mark.parametrize("scene", ["-1", "99999", "0"])
def test_a_scene_that_no_story_has_does_no_harm(scene: str) -> None:
    state, _ = parse_query({"present": "1", "scene": scene})
    assert 0 <= state.scene <= LAST_SCENE
    assert effective_state(state).as_of in {one.as_of for one in scenes()}


def test_what_is_in_view_is_in_the_world_as_filtered_and_found_by_the_search() -> None:
    view_model = resolve_view(parse_query({"kinds": "post", "q": "france"})[0], words_of("en"))
    assert view_model.rows
    assert {row.id for row in view_model.rows} <= set(view_model.world.states)
    assert view_model.only is not None
    assert {row.id for row in view_model.rows} <= view_model.only
    assert {view_model.world.atlas.subjects[row.id].kind for row in view_model.rows} == {"post"}
    assert set(view_model.view.rows) == set(view_model.rows)
    assert {row.id for row in view_model.rows} <= set(view_model.match or [])
