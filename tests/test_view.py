"""The map's frame gets an empty map that never changes and one message of base64."""

import base64
import json
import re
from datetime import date

import pytest
from streamlit_folium import _get_feature_group_string, _get_header, _get_map_string

from dashboard.export import rows_in_view
from dashboard.map import encode, view_message
from dashboard.map.base import ViewGroup, empty_map
from dashboard.state import KINDS, LISTS, STEPS, ViewState
from dashboard.text import SentenceBuilder, Situation, SituationRow, sentence, situation, text_alternative
from dashboard.text.i18n import words_of
from dashboard.view.view import vocabulary
from geodata import Atlas
from tests.payloads import PAYLOADS


def map_script() -> str:
    base = empty_map()
    base.get_root().render()
    return str(_get_map_string(base))


def view_script(message: str) -> str:
    base = empty_map()
    base.get_root().render()
    return str(_get_feature_group_string(ViewGroup(message), map=base))


def sent(script: str) -> str:
    found = re.search(r"arctic\.apply\(map_div, '([A-Za-z0-9+/=]*)'\)", script)
    assert found
    return found[1]


def test_what_is_written_once_for_the_head_of_the_frame_is_what_folium_writes() -> None:
    ours, theirs = empty_map(), empty_map()
    ours.get_root().render()
    theirs.write()
    assert _get_header(ours) == _get_header(theirs)
    assert "#map_div" in _get_header(ours)


def test_the_base_map_is_the_same_each_time_and_asks_no_other_host() -> None:
    assert map_script() == map_script()
    assert "http" not in map_script()
    links = [link for _, link in empty_map().default_js + empty_map().default_css]
    assert all(link.startswith("../../assets/") for link in links)
    assert any("map.js?v=" in link for link in links)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_any_text_arrives_unharmed_and_inert(payload: str) -> None:
    state = ViewState(date(2026, 1, 17))
    message = view_message(
        state,
        address=[],
        release="r",
        lang="en",
        among=[payload],
        situation=actual(payload),
        programme=payload,
        text_alternative=payload,
    )
    script = view_script(encode(message))
    assert payload not in script
    assert json.loads(base64.b64decode(sent(script))) == message


def actual(text: str) -> Situation:
    return Situation(
        title=text,
        rows=[SituationRow(name=text, number=text, note=text, sel=text, drilldown=text)],
        notes=[text],
        drilldowns=[text],
    )


def test_nothing_but_base64_reaches_folium() -> None:
    script = view_script(encode({"text": "{{ cycler.__init__.__globals__ }}"}))
    rest = script.replace(sent(script), "")
    assert "cycler" not in rest
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", sent(script))


@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_message_stays_below_ten_kilobytes_with_everything_chosen(atlas: Atlas, lang: str) -> None:
    words = words_of(lang)
    state = ViewState(
        date(2026, 1, 17), date(2026, 1, 17), tuple(sorted(atlas.actors)), KINDS, STEPS, q="x" * 80, sel="deu-recce"
    )
    world = atlas.at(state.as_of, state.known_by)
    builder = SentenceBuilder(world, state, words)
    told_ = "".join(fragment.text for fragment in sentence(builder))
    filters = [words.say(f"step.{step}") for step in STEPS] + [actor.name for actor in atlas.actors.values()]
    message = view_message(
        state,
        address=[*state.to_query(vocabulary()).items(), ("utm", "x" * 60)],
        release="0123456789ab",
        lang=lang,
        among=list(atlas.subjects),
        situation=situation(builder),
        programme=builder.totals.programme,
        text_alternative=text_alternative(words, told_, len(rows_in_view(world, words)), len(world.states), filters),
    )
    assert len(encode(message)) <= 10_000


def test_the_message_says_which_address_it_answers_unless_that_is_rubbish() -> None:
    state = ViewState(date(2026, 1, 17))
    for address, kept in ([("q", "x"), ("utm", "a"), ("utm", "b")], True), ([("q", "x" * 9999)], False):
        message = view_message(
            state,
            address=address,
            release="r",
            lang="en",
            among=None,
            situation=actual(""),
            programme="",
            text_alternative="",
        )
        assert message["address"] == (address if kept else None)


def test_a_scene_is_told_of_everything_and_the_own_choice_stays_in_the_message() -> None:
    choice = ViewState(date(2026, 1, 20), nations=("FRA",), steps=("sent",), view="story", scene=4)
    message = view_message(
        choice,
        address=[],
        release="r",
        lang="en",
        among=None,
        situation=actual(""),
        programme="",
        text_alternative="",
    )
    assert (message["story"], message["present"], message["scene"]) == (True, False, 4)
    assert (message["asof"], message["chosen"]) == ("2026-01-20", {key: [] for key in LISTS})
