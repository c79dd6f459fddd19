"""The header: what it says, where its links lead, and how it answers a search."""

from datetime import date
from typing import Any

import pytest

from dashboard.panels.header import answer, header_data
from dashboard.state import ViewState, Vocabulary
from dashboard.text.i18n import words_of
from dashboard.view.search import Hit
from geodata import Atlas
from tests.test_page import element, good, opened

DAY = date(2026, 1, 17)
EN = words_of("en")
NUUK = Hit("place:nuuk", "Nuuk", "place", "place")


def given(choice: ViewState, lang: str = "en") -> dict[str, Any]:
    return header_data(words_of(lang), ["as of today"], choice, Vocabulary(DAY), [])


def test_name_and_days_are_told_the_as_of_day_first(atlas: Atlas) -> None:
    data = element(opened(asof="2026-02-06", known="2026-02-10"), "head")
    assert data["title"] == "Arctic Endurance Map"
    reach = EN.day(atlas.evidence_to, short=True)
    assert data["days"] == ["as of 6 Feb 2026, known by 10 Feb 2026", f"evidence to {reach}"]


def test_the_story_and_the_stage_begin_at_their_first_scene_and_keep_the_choice() -> None:
    data = given(ViewState(DAY, nations=("FRA",)))
    assert data["story"]["href"] == "?nations=FRA&view=story&scene=1"
    assert data["present"]["href"] == "?nations=FRA&present=1&scene=1"


def test_who_reads_the_story_may_present_from_that_scene() -> None:
    assert given(ViewState(DAY, view="story", scene=4))["present"]["href"] == "?view=story&present=1&scene=4"


@pytest.mark.parametrize(("lang", "other", "name"), [("en", "da", "Dansk"), ("da", "en", "English")])
def test_the_other_language_goes_by_its_own_name_and_keeps_the_choice(lang: str, other: str, name: str) -> None:
    (found,) = given(ViewState(DAY, kinds=("post",), lang=lang), lang)["languages"]
    assert found == {"lang": other, "text": name, "href": f"?kinds=post&lang={other}"}


def test_the_menu_names_its_dialogs() -> None:
    names = ["Share", "Download", "Open a sheet", "Copy as scene", "Your own story", "How we know"]
    assert [one["text"] for one in given(ViewState(DAY))["dialogs"]] == names


@pytest.mark.parametrize(
    ("hits", "exact", "expected"),
    [
        ([NUUK], True, "one found"),
        ([NUUK, NUUK], True, "two found"),
        ([Hit("place:nuuk", "Nuuk", "place", "place", near=True)], False, "Nothing found for “nuk”. Did you mean:"),
        ([], False, "Nothing found for “nuk”."),
    ],
)
def test_an_answer_says_whether_it_is_the_thing_itself(hits: list[Hit], exact: bool, expected: str) -> None:
    found = answer(EN, "nuk", hits)
    assert (found["exact"], found["summary"], len(found["hits"])) == (exact, expected, len(hits))


def test_an_answer_names_the_language_of_a_title() -> None:
    data = element(opened(q="Grønnedal", lang="da"), "head")
    hits = {hit["sel"]: (hit["title"], hit["lang"]) for hit in data["search"]["answers"][0]["hits"]}
    assert hits["gronnedal"] == ("Flådestation Grønnedal", "da")
    assert hits["source:slks_gronnedal"][1] == "da"
    assert element(opened(q="Nuuk"), "head")["search"]["answers"][0]["hits"][0]["lang"] == ""


def test_what_the_address_searches_for_is_answered() -> None:
    (found,) = element(opened(q="Godthåb"), "head")["search"]["answers"]
    assert (found["text"], found["hits"][0]["sel"]) == ("Godthåb", "place:nuuk")
    assert element(opened(q="rows:people"), "head")["search"]["answers"] == []


def test_what_is_being_typed_is_answered_once_and_is_no_choice(in_view: int) -> None:
    at = opened()
    at.session_state["_typed"] = "  chaseurs " + "x" * 200
    data = element(good(at.run()), "head")
    assert data["search"]["longest"] == max(len(one["text"]) for one in data["search"]["answers"]) == 80
    at.session_state["_typed"] = "Thule"
    data = element(good(at.run()), "head")
    assert [one["text"] for one in data["search"]["answers"]] == ["Thule"]
    assert len(element(at, "table")["rows"]) == in_view
    assert element(good(at.run()), "head")["search"]["answers"] == []


@pytest.mark.parametrize("question", ["share", "take", "how", "", "format the disk"])
def test_only_a_dialog_that_exists_can_be_asked_for(question: str) -> None:
    at = opened()
    at.session_state["_asked"] = question
    good(at.run())
    assert len(at.get("dialog")) == (question in {"share", "take", "how"})
