"""The six fields: what each offers, what it says is chosen, and when there is something to reset."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dashboard.panels.filters import fields_data
from dashboard.state import KINDS, STEPS, state_from_query
from dashboard.text.i18n import words_of
from dashboard.view.view import vocabulary
from geodata.atlas import Atlas

SHOWN = Callable[..., dict[str, Any]]


@pytest.fixture
def shown(atlas: Atlas) -> SHOWN:
    """Give what the fields show for a choice."""
    codes = vocabulary()
    opening, _ = state_from_query({}, codes)

    def data(lang: str = "en", **choice: object) -> dict[str, Any]:
        return fields_data(atlas, opening.but(**choice), words_of(lang), codes)

    return data


def listed(data: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = [field for field in data["lists"] if field["key"] == key]
    return dict(found)


def test_the_fields_are_named_and_every_list_begins_with_nothing_chosen(shown: SHOWN) -> None:
    data = shown()
    assert [field["label"] for field in data["lists"]] == ["Countries", "Kinds", "Programme", "Status"]
    assert [field["all"] for field in data["lists"]] == ["All countries", "All kinds", "All programmes", "Any status"]
    assert [field["chosen"] for field in data["lists"]] == [[], [], [], []]
    assert (data["asof"]["label"], data["known"]["label"]) == ("As of", "Known by")


def test_countries_stand_by_name_and_the_unnamed_last(shown: SHOWN, atlas: Atlas) -> None:
    names = [name for _, name in listed(shown(), "nations")["options"]]
    assert names[:-1] == sorted(names[:-1])
    assert names[-1] == "Unnamed allies"
    assert {code for code, _ in listed(shown(), "nations")["options"]} == set(atlas.actors)


def test_kinds_and_status_keep_their_own_order_whatever_was_chosen_first(shown: SHOWN) -> None:
    data = shown(kinds=("post", "contingent"), steps=("open", "announced"))
    assert [code for code, _ in listed(data, "kinds")["options"]] == list(KINDS)
    assert [code for code, _ in listed(data, "steps")["options"]] == list(STEPS)
    assert listed(data, "kinds")["chosen"] == ["contingent", "post"]
    assert listed(data, "steps")["chosen"] == ["announced", "open"]


@pytest.mark.parametrize(
    ("choice", "differs"),
    [
        ({}, False),
        ({"lang": "da", "theme": "dark"}, False),
        ({"nations": ("FRA",)}, True),
        ({"as_of": date(2026, 2, 6)}, True),
        ({"known_by": date(2026, 1, 15)}, True),
        ({"sel": "pituffik"}, True),
    ],
)
def test_there_is_something_to_reset_once_the_view_differs_from_the_opening(
    shown: SHOWN, choice: dict[str, Any], differs: bool
) -> None:
    assert shown(**choice)["differs"] is differs


def test_the_day_stands_in_words_beside_its_code(shown: SHOWN) -> None:
    day = shown(as_of=date(2026, 2, 6))["asof"]
    assert (day["day"], day["text"]) == ("2026-02-06", "6 February 2026")
    assert shown("da", as_of=date(2026, 2, 6))["asof"]["text"] == "6. februar 2026"


@pytest.mark.parametrize(
    ("known", "chosen", "offered"),
    [
        (None, "all", ["all", "2026-01-19"]),
        (date(2026, 1, 19), "2026-01-19", ["all", "2026-01-19"]),
        (date(2026, 1, 20), "2026-01-20", ["all", "2026-01-19", "2026-01-20"]),
    ],
)
def test_known_by_offers_everything_the_same_day_and_the_day_that_is_chosen(
    shown: SHOWN, known: date | None, chosen: str, offered: list[str]
) -> None:
    field = shown(known_by=known)["known"]
    assert field["chosen"] == chosen
    assert [value for value, _ in field["options"]] == offered


def test_the_fields_know_what_the_address_asks_them_for(shown: SHOWN) -> None:
    query = shown(nations=("FRA", "CAN"), as_of=date(2026, 2, 6), sel="pituffik")["query"]
    chosen = {"nations": "CAN.FRA", "asof": "2026-02-06"}
    assert query == {"kinds": "", "programmes": "", "steps": "", "known": "", **chosen}


@pytest.mark.parametrize("lang", ["en", "da"])
def test_every_word_of_the_fields_is_in_the_language(shown: SHOWN, lang: str) -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for part in value.values() for text in texts(part)]
        if isinstance(value, list):
            return [text for part in value for text in texts(part)]
        return [value] if isinstance(value, str) else []

    assert [text for text in texts(shown(lang)) if text.startswith(("field.", "kind.", "step.", "known."))] == []


def test_what_the_element_is_sent_is_small(shown: SHOWN) -> None:
    assert len(json.dumps(shown(nations=("FRA", "CAN")))) < 4500


def test_a_day_that_the_calendar_does_not_offer_is_still_shown(shown: SHOWN) -> None:
    assert shown(as_of=date(1900, 1, 1))["asof"]["day"] == "1900-01-01"
