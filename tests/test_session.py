"""One visit: the address is its choice; the map's report and its lateness are all that is remembered."""

from typing import Any

import pytest

from dashboard.map.frame import KEY
from dashboard.present.story import as_told, scenes
from dashboard.session import Session, vocabulary_of
from dashboard.state import LAST_SCENE
from geodata import Atlas


def session(atlas: Atlas, said: dict[str, Any] | None = None, **query: str) -> Session:
    return Session({} if said is None else said, query, vocabulary_of(atlas))


def test_the_bare_page_is_the_opening_view(atlas: Atlas) -> None:
    found = session(atlas)
    assert (found.state.as_of.isoformat(), found.state.known_by, found.notices) == ("2026-01-17", None, ())


def test_the_address_is_the_choice_and_nothing_else_is(atlas: Atlas) -> None:
    said: dict[str, Any] = {}
    assert session(atlas, said, nations="FRA", asof="2026-02-06").state.nations == ("FRA",)
    assert session(atlas, said).state == session(atlas).state


def test_foreign_keys_are_passed_over_but_known(atlas: Atlas) -> None:
    found = session(atlas, utm_source="mail", nations="FRA")
    assert found.state.nations == ("FRA",)
    assert found.notices == ()
    assert found.address == {"utm_source": "mail", "nations": "FRA"}


def test_what_cannot_be_used_is_named(atlas: Atlas) -> None:
    found = session(atlas, asof="2026-99-99", nations="FRA.XXX")
    assert [(notice.key, notice.found) for notice in found.notices] == [("asof", "2026-99-99"), ("nations", "XXX")]


@pytest.mark.parametrize("said", [None, {KEY: None}, {KEY: "ready"}, {KEY: {"ready": "yes"}}, {KEY: {"n": 1}}])
def test_the_page_waits_for_the_map_until_it_says_that_it_stands(atlas: Atlas, said: dict[str, Any] | None) -> None:
    assert session(atlas, said).waiting
    assert not session(atlas, {KEY: {"ready": True}}).waiting


def test_a_map_that_is_late_has_failed_until_it_comes(atlas: Atlas) -> None:
    said: dict[str, Any] = {}
    session(atlas, said).map_is_late()
    assert (session(atlas, said).waiting, session(atlas, said).map_failed) == (False, True)
    said[KEY] = {"ready": True}
    assert session(atlas, said).map_failed is False


@pytest.mark.parametrize("scene", ["-1", "99999", "0"])
def test_a_scene_that_no_story_has_does_no_harm(atlas: Atlas, scene: str) -> None:
    state = session(atlas, present="1", scene=scene).state
    assert 0 <= state.scene <= LAST_SCENE
    assert as_told(state).as_of in {one.as_of for one in scenes()}
