"""One visit: what the reader does between two runs, without a browser."""

from datetime import date
from time import monotonic
from typing import Any

import pytest

from dashboard import session
from dashboard.map.frame import KEY
from dashboard.panels import header
from dashboard.panels.fields import AS_OF, NATIONS, Fields
from dashboard.present.story import scenes
from dashboard.session import Session, vocabulary_of
from dashboard.state import ViewState
from geodata import Atlas


class Address(dict[str, str]):
    """An address line that holds what was written last."""

    def from_dict(self, query: dict[str, str]) -> None:
        self.clear()
        self.update(query)


class Visit:
    """One visit, run by run."""

    def __init__(self, atlas: Atlas, **query: str) -> None:
        self.atlas, self.said, self.address = atlas, dict[str, Any](), Address(query)
        self.run()

    def run(self, **done: Any) -> ViewState:
        """Run the page after the reader did something; a button is pressed for one run only."""
        self.said.update(done)
        found = Session(self.said, self.address)
        self.state = found.read(vocabulary_of(self.atlas), Fields(self.atlas))
        for pressed in (header.MENU, header.PRESENT):
            self.said.pop(pressed, None)
        return self.state

    def frame_says(self, number: int, **said: Any) -> ViewState:
        return self.run(**{KEY: {"n": number, "ready": True} | said})


@pytest.fixture
def visit(atlas: Atlas) -> Visit:
    return Visit(atlas)


def test_present_begins_with_the_first_scene(visit: Visit) -> None:
    visit.run(**{header.PRESENT: True})
    assert visit.address == {"present": "1", "scene": "1"}


def test_a_story_in_the_card_goes_on_before_a_room_where_it_stands(atlas: Atlas) -> None:
    visit = Visit(atlas, view="story", scene="4")
    visit.run(**{header.PRESENT: True})
    assert (visit.state.present, visit.state.scene) == (True, 4)


def test_the_menu_tells_the_story_from_its_beginning(visit: Visit) -> None:
    visit.run(**{header.MENU: header.STORY})
    assert visit.address == {"view": "story", "scene": "1"}


def test_the_frame_turns_to_a_scene_and_the_address_follows(atlas: Atlas) -> None:
    visit = Visit(atlas, present="1")
    visit.frame_says(1, scene=3)
    assert visit.address == {"present": "1", "scene": "3"}
    visit.frame_says(2, scene=0)
    assert visit.address == {}


def test_a_scene_from_the_frame_opens_the_story_and_leaves_the_readers_own_choice_alone(atlas: Atlas) -> None:
    visit = Visit(atlas, asof="2026-01-20", nations="FRA")
    visit.frame_says(1, scene=2)
    assert visit.address == {"asof": "2026-01-20", "nations": "FRA", "view": "story", "scene": "2"}
    visit.frame_says(2, scene=0)
    assert visit.address == {"asof": "2026-01-20", "nations": "FRA"}


@pytest.mark.parametrize("scene", [10**9, -4])
def test_a_scene_that_no_story_has_does_no_harm(atlas: Atlas, scene: int) -> None:
    visit = Visit(atlas, present="1", scene="2")
    visit.frame_says(1, scene=scene)
    assert visit.address in ({}, {"present": "1", "scene": "99"})


def test_the_fields_show_the_days_of_the_scene(atlas: Atlas) -> None:
    visit = Visit(atlas, view="story", scene="4")
    assert visit.said[AS_OF] == "opening:article"  # 15 January, known by 15 January


def test_who_changes_a_field_leaves_the_story_from_what_its_scene_shows(atlas: Atlas) -> None:
    visit = Visit(atlas, view="story", scene="6", nations="FRA")
    visit.run(**{NATIONS: ["DNK"]})
    assert visit.address == {"asof": scenes()[5].as_of.isoformat(), "nations": "DNK", "sel": scenes()[5].sel}


def test_who_chooses_on_the_map_leaves_the_story_with_both_clocks_of_its_scene(atlas: Atlas) -> None:
    visit = Visit(atlas, view="story", scene="4")
    visit.frame_says(1, scene=0, asof="2026-01-15", known="2026-01-15", sel="fra-advance")
    assert visit.address == {"asof": "2026-01-15", "known": "2026-01-15", "sel": "fra-advance"}


def test_everything_known_is_a_known_day_too(atlas: Atlas) -> None:
    visit = Visit(atlas, known="2026-01-15")
    visit.frame_says(1, known="9999-12-31")
    assert visit.state.known_by is None


def test_an_opening_from_the_timeline_sets_both_clocks(visit: Visit) -> None:
    visit.frame_says(1, preset="article", asof="2026-01-15")
    assert (visit.state.as_of, visit.state.known_by) == (date(2026, 1, 15), date(2026, 1, 15))
    visit.frame_says(2, preset="latest")
    assert (visit.state.as_of, visit.state.known_by) == (date(2026, 3, 19), None)


def test_an_opening_that_does_not_exist_changes_nothing(visit: Visit) -> None:
    visit.frame_says(1, preset="{{7*7}}")
    assert visit.address == {}


def test_back_from_the_story_restores_the_choice_before_it(atlas: Atlas) -> None:
    visit = Visit(atlas, nations="FRA")
    visit.run(**{header.MENU: header.STORY})
    visit.address.from_dict({"nations": "FRA"})
    visit.run()
    assert (visit.state.telling, visit.state.nations) == (False, ("FRA",))


def test_a_value_that_was_just_replaced_and_comes_back_from_the_browser_says_nothing(atlas: Atlas) -> None:
    visit = Visit(atlas, asof="2026-01-20")
    visit.address.from_dict({})  # Back
    visit.run()
    visit.run(**{AS_OF: "2026-01-20"})
    assert visit.address == {}
    assert visit.said[AS_OF] == "opening:opening"


def test_a_day_chosen_again_later_counts(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = Visit(atlas, asof="2026-01-20")
    visit.address.from_dict({})
    visit.run()
    later = monotonic() + session.ECHO_S + 1
    monkeypatch.setattr(session, "monotonic", lambda: later)
    visit.run(**{AS_OF: "2026-01-20"})
    assert visit.address == {"asof": "2026-01-20"}
