"""What is in view is asked in one place in Python and in one in the browser; Python's answers hold the browser's."""

import json
import random
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import deno
import pytest

from dashboard.map import view_message
from dashboard.payloads.atlas import atlas_payload
from dashboard.payloads.states import STATE_FIELDS
from dashboard.release import current_release
from dashboard.state import LISTS
from dashboard.text.i18n import words_of
from dashboard.text.summary import Situation
from dashboard.view.view import ViewModel, parse_query, resolve_view
from geodata.filters import FACETS

HARNESS = Path(__file__).with_name("facets.js")
Query = dict[str, str]
SIFTED: Sequence[Query] = (
    *({}, {}, {}, {"q": "france"}, {"disputed": "1"}, {"q": "nuuk", "groups": "nordic"}),
    {"area": "circle:nuuk:400:maybe"},
)
"""What only the server answers, as it did when the frame last heard of it."""
BEFORE: Query = {"nations": "FRA", "steps": "open"}
ONLY_THE_SERVER: Sequence[tuple[Query, str]] = (
    ({}, "?nations=DNK&q=nuuk"),
    ({"q": "nuuk"}, "?nations=DNK"),
    ({"disputed": "1"}, "?nations=DNK&disputed=1&groups=nordic"),
    ({}, "?nations=DNK&area=circle:nuuk:400"),
    ({"area": "circle:nuuk:400:maybe"}, "?nations=DNK&area=circle:nuuk:400"),
    ({"q": "rows:people"}, "?q=rows:people&kinds=contingent"),
    ({}, "?nations=DNK&view=story"),
    ({}, "?nations=DNK&present=1"),
    ({}, "?nations=DNK.XXX"),
    ({}, "?nations=dnk"),
    ({}, "?amp;nations=DNK"),
    ({}, "?nations[]=DNK"),
    ({}, "?nations=DNK&nations=FRA"),
    ({}, "?nations=DNK&release=0123456789ab"),
    ({"asof": "2026-02-03"}, "?nations=DNK"),
    ({"known": "2026-02-03"}, "?nations=DNK&known=2026-02-04"),
)


def heard(query: Query) -> tuple[ViewModel, dict[str, Any]]:
    """What the server says at an address, and tells the frame of it."""
    state, faults = parse_query(query)
    assert faults == ()
    model = resolve_view(state, words_of("en"))
    nothing = Situation(title="", rows=[], notes=[], drilldowns=[])
    message = view_message(
        state,
        address=[*query.items()],
        release="",
        lang="en",
        among=model.among,
        situation=nothing,
        programme="",
        text_alternative="",
    )
    return model, message


def some_choices(count: int) -> Iterator[tuple[Query, Query]]:
    """Give what the server answered last, and what is chosen then: other codes, on the same clocks."""
    dice = random.Random(13)
    codes = {
        key: [code for code in facet.codes(current_release().atlas.records) if code] for key, facet in FACETS.items()
    }
    for _ in range(count):
        day = (date(2026, 1, 1) + timedelta(dice.randrange(270))).isoformat()
        fixed = {"asof": day, **dice.choice(SIFTED)}
        chosen = {
            key: ".".join(sorted(dice.sample(some, dice.randint(1, min(4, len(some))))))
            for key, some in codes.items()
            if dice.random() < 0.45
        }
        yield {**fixed, **(BEFORE if dice.random() < 0.5 else {})}, {**fixed, **chosen}


def answers(cases: Sequence[dict[str, Any]], folder: Path) -> list[list[str] | None]:
    """Let the frame's own scripts answer."""
    work = folder / "cases.json"
    atlas = {key: value for key, value in atlas_payload(current_release().atlas).items() if key in SENT}
    work.write_text(json.dumps({"atlas": atlas, "cases": cases}), encoding="utf-8")
    command = [deno.find_deno_bin(), "run", "--no-remote", "--allow-read", str(HARNESS), str(work)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


CELLS = {facet.of_state for facet in FACETS.values() if facet.of_state}
"""What is asked of a state; the frame gets it with each state."""
SENT = ("facets", "openings", "sieves", "subjects")


def test_the_frame_finds_in_view_what_the_server_will(tmp_path: Path) -> None:
    cases, expected = [], []
    for before, query in some_choices(120):
        _, message = heard(before)
        model, _ = heard(query)
        states = {
            name: {cell: getattr(state, cell) for cell in CELLS}
            for name, state in model.world.everywhere.items()
            if state.step
        }
        cases.append({"search": f"?{urlencode(query)}", "message": message, "states": states})
        expected.append(sorted(row.id for row in model.rows))
    assert answers(cases, tmp_path) == expected
    assert sum(map(bool, expected)) > 40


def test_what_only_the_server_can_tell_waits_for_it(tmp_path: Path) -> None:
    cases = [{"search": search, "message": heard(before)[1], "states": {}} for before, search in ONLY_THE_SERVER]
    assert answers(cases, tmp_path) == [None] * len(cases)
    forgotten = {**heard({})[1], "address": None}  # of a message that answers rubbish
    assert answers([{"search": "?nations=DNK", "message": forgotten, "states": {}}], tmp_path) == [None]


def test_each_list_of_the_page_is_a_facet_and_has_its_codes() -> None:
    records = current_release().atlas.records
    assert [*LISTS] == [*FACETS]
    assert {*STATE_FIELDS} >= CELLS
    for key, codes in LISTS.items():
        assert codes is None or {*codes} == {*FACETS[key].codes(records)} - {""}


def test_a_library_user_is_told_of_a_facet_that_does_not_exist() -> None:
    world = current_release().atlas.at(date(2026, 1, 17))
    with pytest.raises(TypeError, match=r"found branches=.*narrowed by nations, kinds, programmes, steps"):
        world.where(branches=["army"])
