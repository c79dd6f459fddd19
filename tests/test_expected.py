"""Every state that the evidence must come to, line by line; and every total."""

import csv
from datetime import date
from pathlib import Path

import pytest

from geodata import Atlas, State

EXPECTED = Path(__file__).parent / "data"


def lines(name: str) -> list[dict[str, str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def clocks(line: dict[str, str]) -> tuple[date, date | None]:
    known_by = None if line["known_by"] == "all" else date.fromisoformat(line["known_by"])
    return date.fromisoformat(line["as_of"]), known_by


def name_of(line: dict[str, str]) -> str:
    return f"{line['subject']}@{line['as_of']}|{line['known_by']}|{line['step'][:8]}"


def flags(state: State) -> str:
    return ";".join(name for name in ("last_known", "unconfirmed", "disputed") if getattr(state, name))


def text(number: int | None) -> str:
    return "" if number is None else str(number)


MILITARY = lines("expected.csv")
POSTS = lines("expected_posts.csv")


@pytest.mark.parametrize("line", [x for x in MILITARY if x["subject"] != "TOTAL"], ids=name_of)
def test_the_state_comes_out_as_expected(atlas: Atlas, line: dict[str, str]) -> None:
    state = atlas.at(*clocks(line)).states[line["subject"]]
    found = (state.step, text(state.low), text(state.high), flags(state))
    assert found == (line["step"], line["low"], line["high"], line["flags"])


@pytest.mark.parametrize("line", [x for x in MILITARY if x["subject"] == "TOTAL"], ids=name_of)
def test_the_total_comes_out_as_expected(atlas: Atlas, line: dict[str, str]) -> None:
    people = atlas.at(*clocks(line)).totals().people
    found = f"without_number={len(people.without_number)}; last_known={len(people.last_known)}"
    assert (str(people.low), str(people.high)) == (line["low"], line["high"])
    assert found == line["note"].split(" | ")[0]


@pytest.mark.parametrize("line", POSTS, ids=name_of)
def test_the_state_of_a_post_comes_out_as_expected(atlas: Atlas, line: dict[str, str]) -> None:
    state = atlas.at(*clocks(line)).states[line["subject"]]
    kind, _, value = line["step"].partition("=")
    if value:
        disputed = state.rank_disputed if kind == "rank" else state.place_disputed
        assert (getattr(state, kind), "disputed" if disputed else "") == (value, line["flags"])
        return
    assert (state.step, flags(state)) == (line["step"], line["flags"])
    kind, _, value = line["value"].partition("=")
    found = {"due": state.due, "since": state.since, "last": str(state.last_confirmed), "": ""}
    assert found[kind] == value
