"""What travels has the shapes that the browser side is told of, and the file that tells it is current."""

import json
from typing import Any

import pytest

from dashboard.map.message import view_message
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.contract import Claims, Scene, Start, State, ViewMessage
from dashboard.payloads.states import STATE_FIELDS
from dashboard.release import current_release
from dashboard.state import ViewState
from dashboard.text.summary import Situation
from tests.payload_types import TARGET, faults, typescript, written


def start(lang: str = "en") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(current_release().files[f"start/{lang}.json"].body)
    return found


def test_the_file_for_the_browser_side_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == written(), "run `python -m tests.payload_types`"


@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_first_look_has_its_shape(lang: str) -> None:
    assert list(faults(start(lang), Start)) == []


def test_every_state_has_its_shape() -> None:
    first = start()
    assert first["atlas"]["fields"] == list(State.__annotations__)
    values = [row for states in first["states"].values() for row in states["values"]]
    rows = [dict(zip(STATE_FIELDS, row, strict=True)) for row in values]
    assert rows
    assert [fault for row in rows for fault in faults(row, State)] == []


def test_scenes_claims_and_view_messages_have_their_shapes() -> None:
    atlas = current_release().atlas
    scenes = json.loads(current_release().files["scenes.json"].body)
    assert faults_of(scenes, Scene) == []
    named = [*atlas.subjects, *(f"nation:{name}" for name in atlas.actors), *(f"event:{name}" for name in atlas.events)]
    assert faults_of([json.loads(json.dumps(claims_payload(atlas, sel))) for sel in named], Claims) == []
    message = view_message(
        ViewState(atlas.evidence_to),
        address=[("asof", "2026-01-17")],
        release="r",
        lang="en",
        among=["a"],
        situation=Situation(title="", rows=[], notes=[], drilldowns=[]),
        programme="",
        text_alternative="",
    )
    assert faults_of([json.loads(json.dumps(message))], ViewMessage) == []


def faults_of(values: list[Any], shape: Any) -> list[str]:
    assert values
    return [fault for value in values for fault in faults(value, shape)]


def test_a_shape_that_is_not_kept_is_found() -> None:
    first = start()
    first["atlas"]["subjects"][0]["lat"] = "north"
    del first["atlas"]["events"][0]["date_text"]
    first["words"]["map.label"] = None
    text = list(faults(first, Start))
    assert [line.split(":")[0] for line in text] == [
        ".atlas.subjects[0].lat",
        ".atlas.events[0]",
        ".words['map.label']",
    ]


def test_a_type_that_has_no_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="no TypeScript for"):
        typescript(set[str])
