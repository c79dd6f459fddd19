"""What the library answers when it is asked for something that cannot be: a sentence, never silence or a riddle."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard import state
from geodata import Atlas, model

DAY = date(2026, 1, 17)
NOON = datetime(2026, 1, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (None, "None of type NoneType"),
        (NOON, r"datetime.datetime\(2026, 1, 17, 12, 0, .*\) of type datetime"),
        (20260117, "20260117 of type int"),
    ],
)
def test_a_day_that_is_none_is_told_with_what_to_write(atlas: Atlas, found: Any, shown: str) -> None:
    wanted = r"a datetime.date such as date\(2026, 1, 17\), or '2026-01-17'"
    with pytest.raises(TypeError, match=rf"^as_of: found {shown}; write {wanted}$"):
        atlas.at(found)


@pytest.mark.parametrize("found", ["2026-13-01", "2026-1-7", "17 January", "20260117", "2026-W03-6", ""])
def test_text_that_is_no_day_is_told_with_what_to_write(atlas: Atlas, found: str) -> None:
    actual = f"^as_of: found {found!r}; write a day of the calendar as '2026-01-17'$"
    with pytest.raises(ValueError, match=actual):
        atlas.at(found)


@pytest.mark.parametrize("found", ["all", ""])
def test_what_is_known_is_a_day_or_none_for_everything(atlas: Atlas, found: Any) -> None:
    with pytest.raises(ValueError, match=r"^known_by: found .*; write a day .* or None for everything$"):
        atlas.at(DAY, known_by=found)
    with pytest.raises(TypeError, match=r"^known_by: found .*; write a datetime.date .*, None for everything$"):
        atlas.at(DAY, known_by=NOON)
    assert atlas.at(DAY, known_by=None).states


def test_a_day_may_be_iso_text(atlas: Atlas) -> None:
    assert atlas.at("2026-01-17").states == atlas.at(DAY).states
    known = atlas.at("2026-01-17", known_by="2026-01-15")
    assert (known.as_of, known.known_by) == (DAY, date(2026, 1, 15))
    assert known.states == atlas.at(DAY, date(2026, 1, 15)).states


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"nations": ["FRANCE"]}, r"nations: found 'FRANCE' \(did you mean FRA\?\); write ids of evidence/actors.csv"),
        ({"nations": ["Tyskland"]}, r"nations: found 'Tyskland' \(did you mean DEU\?\); write"),
        ({"kinds": ["posts"]}, r"kinds: found 'posts' \(did you mean post\?\); write any of"),
        ({"steps": ["in place"]}, r"steps: found 'in place' \(did you mean in_place\?\); write any of"),
        (
            {"programmes": ["arctic endurance"]},
            r"programmes: found 'arctic endurance' \(did you mean arctic_endurance\?\)",
        ),
    ],
)
def test_an_error_names_what_is_close(atlas: Atlas, question: Mapping[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=f"^{expected}"):
        atlas.at(DAY).where(**question)


def test_a_subject_that_does_not_exist_is_named_with_the_one_that_is_close(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    close = r"^subjects: found 'deu-reco' \(did you mean deu-recce\?\); write ids as in atlas.subjects$"
    with pytest.raises(ValueError, match=close):
        world.only(["deu-reco"])
    with pytest.raises(ValueError, match=close):
        world.speakers("deu-reco")
    with pytest.raises(TypeError, match=r"^subjects: found the text 'deu-recce'; write a list, as \['deu-recce'\]$"):
        world.only("deu-recce")
    assert set(world.only(["deu-recce"]).states) == {"deu-recce"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"nations": ["XYZ", "FRA", "ABC"]}, "nations: found 'ABC', 'XYZ'; write ids of evidence/actors.csv, as in"),
        ({"kinds": ["foo"]}, "kinds: found 'foo'; write any of contingent, post, base, command, outpost, airport, shi"),
        ({"steps": ["foo"]}, "steps: found 'foo'; write any of considered, announced, sent, in_place, ended, declined"),
        ({"nations": [None]}, "nations: found 'None'; write ids of"),
    ],
)
def test_an_unknown_code_is_named_and_no_empty_world(atlas: Atlas, question: Mapping[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=f"^{expected}"):
        atlas.at(DAY).where(**question)


@pytest.mark.parametrize(("name", "code"), [("nations", "FRA"), ("kinds", "post"), ("steps", "open")])
def test_one_text_is_no_list(atlas: Atlas, name: str, code: str) -> None:
    with pytest.raises(TypeError, match=rf"^{name}: found the text '{code}'; write a list, as \['{code}'\]$"):
        atlas.at(DAY).where(**{name: code})


def test_every_code_that_exists_may_be_asked_for(atlas: Atlas) -> None:
    world = atlas.at(DAY)
    assert world.where(nations=list(atlas.actors), steps=model.STEPS).states
    assert world.where(kinds=model.KINDS).states == world.states
    assert {one.step for one in world.where(steps=[model.NO_WORD]).states.values()} <= {""}


def test_the_page_asks_only_for_codes_that_the_library_knows() -> None:
    assert set(state.KINDS) == set(model.KINDS)
    assert set(state.STEPS) == set(model.STEPS)


def test_who_says_the_step_can_be_asked_of_any_subject(atlas: Atlas) -> None:
    silent = atlas.at(date(1900, 1, 1))
    assert silent.speakers("fra-advance") == ()
    world = atlas.at(date(2026, 1, 16), date(2026, 1, 16))
    assert world.where(nations=["DEU"]).speakers("fra-advance") == world.speakers("fra-advance") != ()
