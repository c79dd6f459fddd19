"""Quick choices of countries: who is most involved on a day, and who belongs to a group."""

from datetime import date

import pytest

from dashboard.panels.filters import fields_data
from dashboard.state import ViewState, Vocabulary
from dashboard.text.i18n import words_of
from geodata import Atlas, World
from geodata.groups import GROUPS, MOST, groups, involved
from geodata.model import ANNOUNCED, CONTINGENT, IN_PLACE, SENT, UNNAMED

DAY = date(2026, 1, 17)


def members(world: World) -> dict[str, list[str]]:
    return groups(world.everywhere, world.atlas.records, world.as_of)


def test_who_is_in_place_comes_before_who_is_on_the_way_and_who_announced(atlas: Atlas) -> None:
    world = atlas.at(DAY)

    def furthest(code: str) -> int:
        steps = (
            state.step
            for name, state in world.states.items()
            if world.atlas.subjects[name].kind == CONTINGENT and world.atlas.subjects[name].actor == code
        )
        return min((IN_PLACE, SENT, ANNOUNCED).index(step) for step in steps if step in (IN_PLACE, SENT, ANNOUNCED))

    found = involved(world.everywhere, atlas.records)
    assert {"DNK", "FRA", "DEU", "SWE"} <= set(found)
    assert [furthest(code) for code in found] == sorted(furthest(code) for code in found)
    assert UNNAMED not in found


def test_before_anything_is_reported_nobody_is_involved(atlas: Atlas) -> None:
    assert members(atlas.at(date(1950, 1, 1)))["contributing"] == []


def test_groups_follow_the_table_of_actors_and_the_year(atlas: Atlas) -> None:
    found = members(atlas.at(DAY))
    assert tuple(found) == GROUPS
    assert found["contributing"] == sorted(involved(atlas.at(DAY).everywhere, atlas.records))
    assert set(found["nordic"]) == {code for code, actor in atlas.actors.items() if actor.nordic == "yes"}
    assert {"DNK", "GRL", "FRO"} <= set(found["arctic_council"])
    assert "RUS" in found["arctic_council"] or atlas.actors["RUS"].arctic_council != "yes"
    assert "EUE" in found["eu"]
    assert "GBR" not in found["eu"]
    assert {"SWE", "FIN"} <= set(found["nato"])
    assert not {"SWE", "FIN"} & set(members(atlas.at(date(2022, 1, 1)))["nato"])


@pytest.mark.parametrize("day", [DAY, date(2026, 1, 27), date(2026, 2, 6), date(1950, 1, 1)])
def test_the_rail_offers_at_most_seven_nations_and_no_empty_group(atlas: Atlas, day: date) -> None:
    state = ViewState(day, nations=("POL",))
    data = fields_data(atlas, state, words_of("en"), Vocabulary(DAY))["lists"][0]
    assert len(data["chips"]) <= MOST
    assert [code for code, _ in data["chips"]] == involved(atlas.at(day).everywhere, atlas.records)[
        :MOST
    ]  # a filter takes no chip away
    assert all(codes and name for codes, name in data["groups"])
    assert all(set(codes.split(".")) <= set(atlas.actors) for codes, _ in data["groups"])
