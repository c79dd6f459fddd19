"""The page through its real door: addresses in, elements out."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.feed import feed
from dashboard.panels import dialogs
from dashboard.session import MEMORY
from dashboard.words import words_of
from geodata import Atlas
from tests.payloads import PAYLOADS
from tests.planting import copied, edited

PAGE = Path(__file__).resolve().parents[1] / "dashboard" / "page.py"
GEODATA = PAGE.parents[1] / "geodata"


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    return good(at.run())


def good(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def query(at: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in at.query_params.items()}


def message(at: AppTest) -> dict[str, Any]:
    """Decode the view message that the frame was sent."""
    arguments = json.loads(at.get("component_instance")[0].proto.json_args)
    found = re.search(r"'([A-Za-z0-9+/=]+)'\)", arguments["feature_group"])
    assert found
    decoded: dict[str, Any] = json.loads(base64.b64decode(found[1]))
    return decoded


def told(at: AppTest) -> str:
    return "".join(piece["text"] for piece in sentence_data(at)["pieces"])


def sentence_data(at: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(at.get("bidi_component")[0].proto.json)
    return found


def rows(at: AppTest) -> list[str]:
    ids: list[str] = at.session_state[MEMORY].ids
    return ids


def box(at: AppTest, label: str) -> Any:
    (found,) = [widget for widget in (*at.multiselect, *at.selectbox, *at.text_input) if widget.label == label]
    return found


def typed(at: AppTest, key: str, text: str) -> AppTest:
    """Type into a field that takes what is not among its options; AppTest's own `set_value` does not."""
    (field,) = [field for field in at.selectbox if field.key == key]
    field.options.append(field.format_func(text))
    return good(field.set_value(text).run())


def frame_says(at: AppTest, **said: Any) -> AppTest:
    at.session_state["map"] = {"n": 1, "ready": True, "asof": None, "sel": None, "proj": None, "scene": None} | said
    return good(at.run())


def test_the_opening_view() -> None:
    at = opened()
    assert told(at).startswith("On 17 January 2026, at least 32, at most 38 soldiers")
    assert message(at)["asof"] == "2026-01-17"
    assert message(at)["match"] is None
    assert len(at.dataframe[0].value) == len(rows(at)) == 68
    assert query(at) == {}


def test_five_fields_search_and_reset_and_nothing_more() -> None:
    at = opened()
    assert [field.label for field in at.sidebar.multiselect] == ["Countries", "Kinds", "Status"]
    assert [field.label for field in at.sidebar.selectbox] == ["As of", "Known by"]
    assert [field.label for field in at.text_input] == ["Search"]
    buttons = [(button.label, button.disabled) for button in at.button]
    assert buttons == [("Present", False), ("Reset all", True)]
    assert box(at, "Countries").placeholder == "All countries"


def test_the_frame_is_the_first_that_a_run_sends_after_its_places() -> None:
    at = opened()
    kinds = [element.type for element in at.main]
    assert kinds.index("component_instance") < kinds.index("text_input")


def test_an_address_fills_the_fields_and_filters_everything() -> None:
    at = opened(asof="2026-02-06", known="2026-02-10", nations="FRA.CAN", kinds="post", steps="open")
    assert box(at, "Countries").value == ["CAN", "FRA"]
    assert box(at, "Kinds").value == ["post"]
    assert box(at, "Status").value == ["open"]
    assert box(at, "As of").value == "2026-02-06"
    assert box(at, "Known by").value == "2026-02-10"
    assert set(rows(at)) == {"fra-nuuk", "can-nuuk"}
    assert (message(at)["steps"], message(at)["known"]) == (["open"], "2026-02-10")
    assert "fra-nuuk" in message(at)["match"]
    assert "deu-recce" not in message(at)["match"]


def test_a_field_writes_the_address_in_codes() -> None:
    at = opened()
    good(box(at, "Countries").set_value(["FRA"]).run())
    assert query(at) == {"nations": "FRA"}
    good(box(at, "Kinds").set_value(["contingent"]).run())
    assert query(at) == {"nations": "FRA", "kinds": "contingent"}
    assert all(name.startswith("fra-") for name in rows(at))


def test_back_restores_the_choice_and_the_fields() -> None:
    at = opened()
    good(box(at, "Countries").set_value(["FRA"]).run())
    at.query_params.clear()
    good(at.run())
    assert box(at, "Countries").value == []
    assert len(rows(at)) == 68


def test_a_second_choice_survives_an_address_that_lags_behind() -> None:
    at = opened()
    good(box(at, "Countries").set_value(["FRA"]).run())
    at.query_params.clear()  # the browser had not yet seen what the first choice wrote
    good(box(at, "Countries").set_value(["FRA", "CAN"]).run())
    assert query(at) == {"nations": "CAN.FRA"}


def test_an_opening_sets_both_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.session.ECHO_S", 0)  # this reader chooses faster than a hand can
    at = opened()
    good(box(at, "As of").set_value("opening:article").run())
    assert query(at) == {"asof": "2026-01-15", "known": "2026-01-15"}
    assert told(at).startswith("On 15 January 2026, by what was known that day")
    good(box(at, "Known by").set_value("all").run())
    assert query(at) == {"asof": "2026-01-15"}
    assert box(at, "As of").value == "2026-01-15"


@pytest.mark.parametrize("text", ["2026-01-20", "20.1.2026", "20 January 2026", "20/01/2026"])
def test_a_day_may_be_typed(text: str) -> None:
    at = opened()
    typed(at, "f_asof", text)
    assert query(at) == {"asof": "2026-01-20"}


def test_a_day_that_is_none_changes_nothing() -> None:
    at = opened()
    typed(at, "f_asof", "31.2.2026")
    assert query(at) == {}
    assert box(at, "As of").value == "opening:opening"


def test_a_broken_link_opens_the_nearest_view_with_one_notice() -> None:
    at = opened(asof="2026-99-99", nations="FRA.XXX", sel="nobody")
    assert told(at).startswith("France only: on 17 January 2026, ")
    (notice,) = at.info
    assert "asof" in notice.value
    assert "XXX" in notice.value


def test_rubbish_in_the_address_does_no_harm() -> None:
    keys = ("asof", "known", "nations", "kinds", "steps", "sel", "scene", "lang")
    at = opened(**dict.fromkeys(keys, "%{{7*7}}\x00" * 900))
    assert len(rows(at)) == 68
    assert len(at.info) == 1


def test_the_frame_moves_the_day() -> None:
    at = opened()
    frame_says(at, n=1, asof="2026-01-20")
    assert query(at) == {"asof": "2026-01-20"}
    assert message(at)["asof"] == "2026-01-20"
    assert message(at)["seq"] == 1
    assert told(at).startswith("On 20 January 2026")


def test_an_old_report_does_not_undo_a_field() -> None:
    at = opened()
    frame_says(at, n=1, asof="2026-01-20")
    good(box(at, "As of").set_value("opening:latest").run())
    assert message(at)["asof"] == "2026-03-19"


def test_the_frame_selects_and_lets_go() -> None:
    at = opened()
    frame_says(at, n=1, sel="nation:FRA")
    assert query(at) == {"sel": "nation:FRA"}
    frame_says(at, n=2, sel="")
    assert query(at) == {}
    frame_says(at, n=3, sel="{{7*7}}", proj="globe", asof="never")
    assert query(at) == {}


def test_a_row_of_the_table_selects_on_the_map() -> None:
    at = opened()
    at.session_state["table"] = {"selection": {"rows": [2], "columns": [], "cells": []}}
    good(at.run())
    assert message(at)["sel"] == rows(at)[2]


def test_a_number_of_the_sentence_opens_its_rows(atlas: Atlas) -> None:
    (door,) = [piece for piece in sentence_data(opened())["pieces"] if piece["door"] == "people"]
    assert door["href"] == "?q=rows%3Apeople"
    at = opened(q="rows:people")
    assert set(rows(at)) == set(atlas.at(date(2026, 1, 17)).totals().people.counted)
    assert set(message(at)["match"]) == set(rows(at))
    assert told(at) == told(opened())
    assert box(at, "Search").value == ""


def test_a_search_lists_hits_and_a_hit_opens_its_card() -> None:
    at = opened()
    good(box(at, "Search").set_value("Godthab").run())
    assert query(at) == {"q": "Godthab"}
    hits = [button for button in at.button if button.label not in {"Present", "Reset all"}]
    assert hits[0].label.startswith("Nuuk")
    good(hits[0].click().run())
    assert query(at) == {"sel": "place:nuuk"}


def test_a_search_that_finds_nothing_says_what_hides_everything() -> None:
    at = opened(q="zzzzzz")
    assert rows(at) == []
    assert any("search" in notice.value and "zzzzzz" in notice.value for notice in at.info)


def test_a_search_for_a_story_hides_nothing() -> None:
    assert len(rows(opened(q="Rubio"))) == 68


def test_reset_opens_the_opening_view_and_keeps_the_language() -> None:
    at = opened(nations="FRA", asof="2026-02-06", lang="da", sel="fra-nuuk")
    (reset,) = [button for button in at.button if button.label == "Nulstil alt"]
    good(reset.click().run())
    assert query(at) == {"lang": "da"}
    assert message(at)["fit"] == 1


def test_a_scene_moves_sentence_table_and_fields_and_the_message_keeps_the_own_choice() -> None:
    at = opened(present="1", scene="5", asof="2026-02-06", nations="FRA")
    assert told(at).startswith("On 16 January 2026, at least 32")
    assert box(at, "As of").value == "2026-01-16"
    assert "deu-recce" in rows(at)
    assert (message(at)["asof"], message(at)["match"], message(at)["present"]) == ("2026-02-06", None, True)
    assert sentence_data(at)["present"] is True
    assert sentence_data(at)["leave"] == "?asof=2026-02-06&nations=FRA"


def test_present_opens_the_story_and_the_frame_leaves_it() -> None:
    at = opened(asof="2026-02-06")
    (present,) = [button for button in at.button if button.label == "Present"]
    good(present.click().run())
    assert query(at) == {"asof": "2026-02-06", "present": "1", "scene": "1"}
    frame_says(at, n=1, scene=2)
    assert query(at)["scene"] == "2"
    frame_says(at, n=2, scene=0)
    assert query(at) == {"asof": "2026-02-06"}
    assert sentence_data(at)["present"] is False


def test_danish_is_danish_everywhere() -> None:
    at = opened(lang="da")
    assert told(at).startswith("Den 17. januar 2026 var der mindst 32")
    assert box(at, "Lande").placeholder == "Alle lande"
    assert "Land" in at.dataframe[0].value.columns
    assert (message(at)["lang"], sentence_data(at)["lang"]) == ("da", "da")


def test_nothing_on_a_day_before_everything_is_said() -> None:
    at = opened(asof="1700-01-01", kinds="contingent")
    assert rows(at) == []
    assert any("1 January 1700" in notice.value and "Contingents" in notice.value for notice in at.info)


def shown_by(entry: str) -> str:
    """Open an entry of the menu by itself, for AppTest has no menu, and read all that it says."""

    def script(entry: str) -> None:
        from datetime import date

        import geodata
        from dashboard.export import View, rows_in_view
        from dashboard.panels import dialogs
        from dashboard.words import words_of

        words, world = words_of("en"), geodata.load().at(date(2026, 1, 17)).where(nations=["FRA"])
        credits_ = [{"name": "places", "credit": "<b>GeoNames</b>", "licence": "CC BY 4.0", "url": "https://x.org"}]
        facts = dict.fromkeys(("claims", "sources", "undated", "later", "known", "day"), "889")
        if entry == "share":
            dialogs.share(words, "?nations=FRA")
        elif entry == "take":
            dialogs.take_along(View(world, rows_in_view(world, words), ["France"], words))
        else:
            dialogs.how_we_know(words, facts, credits_, ["keep <i>this</i> notice"])

    at = good(AppTest.from_function(script, args=(entry,), default_timeout=60).run())
    elements = [element.proto.json for element in at.get("bidi_component")]
    return " ".join([*(element.value for element in (*at.markdown, *at.caption, *at.subheader)), *elements])


def test_share_shows_the_address() -> None:
    assert "?nations=FRA" in shown_by("share")


def test_take_along_says_what_the_files_hold() -> None:
    assert "France" in shown_by("take")


def test_how_we_know_tells_seven_rules_and_whom_we_thank() -> None:
    text = shown_by("how")
    assert all(f"{number}. **" in text for number in range(1, 8))
    assert "CC BY" in text
    assert "notice" in text
    assert "<b>" not in text
    assert "<i>" not in text


def test_everybody_whose_geometry_we_show_is_credited() -> None:
    found, notices = dialogs.read_credits(GEODATA / "manifest.json")
    text = " ".join(dialogs.credit_line(words_of("en"), credit) for credit in found)
    for name in ("OpenStreetMap", "Natural Earth", "GeoNames", "NOAA"):
        assert name in text
    assert any("Ferret licence" in notice for notice in notices)


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = copied(tmp_path)
    for layer in ("greenland", "pituffik"):
        (folder / "layers" / f"{layer}.geojson").write_bytes((GEODATA / "layers" / f"{layer}.geojson").read_bytes())
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    forget()
    yield folder
    forget()


def forget() -> None:
    """Forget what was read of the evidence."""
    feed.cache_clear()
    st.cache_resource.clear()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_the_evidence_is_inert_wherever_it_is_shown(planted: Path, payload: str) -> None:
    edited(planted, "evidence/contingents.csv", "German reconnaissance team", payload)
    edited(planted, "evidence/actors.csv", "DEU,state,Germany", f"DEU,state,{payload}")
    at = opened(nations="DEU")
    group = json.loads(at.get("component_instance")[0].proto.json_args)["feature_group"]
    assert payload not in re.sub(r"'[A-Za-z0-9+/=]+'", "", group)
    assert payload in told(at)
    assert payload in {active["text"] for active in sentence_data(at)["filters"]}
    assert {payload} <= set(at.dataframe[0].value["Country"]) & set(at.dataframe[0].value["What"])
    good(box(at, "Search").set_value("recce").run())
    labels = [button.label for button in at.button if button.label not in {"Present", "Reset all"}]
    assert any(re.sub(r"\\(.)", r"\1", label).startswith(payload) for label in labels)


def test_broken_rows_are_set_aside_and_listed(planted: Path) -> None:
    edited(planted, "evidence/claims.csv", "2026-01-14", "2026-13-14")
    at = opened()
    label = next(box.label for box in at.expander if "set aside" in box.label)
    assert re.search(r"\d+ of [\d,]+ rows set aside", label.replace("\\", ""))
    assert any("2026" in text.value and "claims" in text.value for text in at.markdown)
    assert rows(at)


def test_unreadable_evidence_is_told_in_words(planted: Path) -> None:
    (planted / "evidence" / "claims.csv").unlink()
    at = opened()
    assert "cannot be read" in at.error[0].value
