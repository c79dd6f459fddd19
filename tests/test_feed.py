"""What the browser gets agrees with what the library says."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.drawn import SEA
from dashboard.feed import (
    FIRST_SEEN,
    OURS,
    STATE_FIELDS,
    address,
    atlas_payload,
    claims_payload,
    compact,
    evidence_to,
    feed,
    geo_layers,
    health,
    scene_payload,
)
from dashboard.present.story import scenes
from dashboard.state import LANGUAGES
from dashboard.words import words_of
from geodata import Atlas
from tests.payloads import PAYLOADS
from tests.planting import copied, edited


@pytest.fixture(scope="module")
def payload(atlas: Atlas) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(compact(atlas_payload(atlas)))
    return found


def looked_up(payload: dict[str, Any], subject: str, as_of: str, known: str) -> dict[str, Any] | None:
    """Look a state up as the browser does."""
    for known_from, known_to, as_of_from, as_of_to, number in payload["states"].get(subject, []):
        if known_from <= known <= known_to and as_of_from <= as_of <= as_of_to:
            return dict(zip(payload["fields"], payload["values"][number], strict=True))
    return None


@given(st.dates(date(2025, 12, 1), date(2026, 4, 1)), st.none() | st.dates(date(2026, 1, 1), date(2026, 4, 1)))
def test_a_state_looked_up_is_the_state_computed(
    atlas: Atlas, payload: dict[str, Any], as_of: date, known: date | None
) -> None:
    world = atlas.at(as_of, known)
    for name, state in world.states.items():
        found = looked_up(payload, name, as_of.isoformat(), known.isoformat() if known else payload["max"])
        if found is None:
            assert state.step == ""
            continue
        last = state.last_confirmed.isoformat() if state.last_confirmed else ""
        assert min(found["last"] or "", as_of.isoformat()) == last
        for field in ("step", "low", "high", "place", "rank", "headline", "due", "since", "begun", "sources"):
            assert found[field] == getattr(state, field)
        assert found["disputed"] == state.contested
        assert [tuple(spot) for spot in found["spots"]] == [(s.place, s.precision, s.low, s.high) for s in state.spots]


def test_the_payload_has_the_agreed_form(payload: dict[str, Any], atlas: Atlas) -> None:
    assert payload["fields"] == list(STATE_FIELDS)
    assert {subject["id"] for subject in payload["subjects"]} == set(atlas.subjects)
    assert payload["evidence_to"] == evidence_to(atlas).isoformat() == "2026-03-19"
    assert {"DNK", "GRL"} <= payload["actors"].keys()


def test_an_event_is_told_once_and_keeps_all_sources(payload: dict[str, Any], atlas: Atlas) -> None:
    told = {event["id"]: event for event in payload["events"]}
    for event in atlas.events.values():
        if not event.same_as:
            assert set(event.sources) <= set(told[event.id]["sources"])
        else:
            assert event.id not in told
            assert all(set(event.sources) <= set(told[name]["sources"]) for name in event.same_as)


def test_every_claim_goes_along_with_its_sources(atlas: Atlas) -> None:
    found = json.loads(compact(claims_payload(atlas)))
    assert len(found["claims"]) == len(atlas.claims)
    sources = found["fields"].index("sources")
    assert {name for claim in found["claims"] for name in claim[sources]} <= found["sources"].keys()


def test_the_scenes_are_served_with_their_sources_in_short() -> None:
    served = json.loads(feed().files["scenes.json"].body)
    assert [scene["id"] for scene in served] == [scene.id for scene in scenes()]
    assert [scene["known_by"] for scene in served].count("9999-12-31") == len(served) - 1
    fifteen = served[4]
    assert (fifteen["as_of"], fifteen["sel"], fifteen["lights"]) == ("2026-01-16", "deu-recce", ["deu-recce"])
    assert fifteen["told_by"][0]["text"]["en"] == "Klarnachrichten, 17 Jan 2026"
    assert any("18. jan. 2026" in source["text"]["da"] for source in fifteen["told_by"])


def test_a_scene_whose_source_is_gone_names_the_others(atlas: Atlas) -> None:
    scene = replace(scenes()[0], sources=("nowhere", "nato_arctic", "nato_arctic"))
    named = [source["text"]["en"] for source in scene_payload(atlas, scene)["told_by"]]
    assert named == ["NATO, 11 Feb 2026"]


def test_what_is_served_is_small() -> None:
    assert len(feed().files["start/en.json"].pressed) < 250_000


@pytest.mark.parametrize("name", ["geo/coast-1km", "geo/window-nuuk", "geo/pituffik", "words/da.json"])
def test_every_agreed_file_is_there(name: str) -> None:
    assert json.loads(feed().files[name].body)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = copied(tmp_path)
    for layer in ("greenland", "pituffik"):
        (folder / "layers" / f"{layer}.geojson").write_bytes(
            (Path(__file__).parents[1] / "geodata" / "layers" / f"{layer}.geojson").read_bytes()
        )
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    feed.cache_clear()
    yield folder
    feed.cache_clear()


def test_a_broken_row_is_set_aside_and_health_tells(broken: Path) -> None:
    edited(broken, "evidence/claims.csv", "2026-01-14", "2026-13-14")
    status, body = health()
    assert (status, body["ready"]) == (503, False)
    assert "2026-13-14" in body["problem"]
    assert 0 < body["claims"] < 889


def test_evidence_that_cannot_be_read_is_told_and_not_a_crash(broken: Path) -> None:
    (broken / "evidence" / "claims.csv").unlink()
    status, body = health()
    assert (status, body["claims"]) == (503, 0)
    assert "claims.csv" in body["problem"]


def test_evidence_that_cannot_be_read_leaves_addresses_without_a_version(broken: Path) -> None:
    (broken / "evidence" / "claims.csv").write_bytes(b"\xff\xfe rubbish")
    assert address("assets/page.js") == "assets/page.js"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "geodata/layers/greenland.geojson: found no JSON"),
        ('{"type": "FeatureCollection", "features": []}', "found no features; write at least one"),
        (
            '{"type": "FeatureCollection", "features": [{"properties": {"id": "coast-1km"}, "geometry": null}]}',
            "found no feature coast-5km; write the feature coast-5km: it is drawn first",
        ),
    ],
)
def test_a_coast_that_cannot_be_drawn_is_told_and_not_a_crash(broken: Path, text: str, said: str) -> None:
    (broken / "layers" / "greenland.geojson").write_text(text, encoding="utf-8")
    status, body = health()
    assert (status, body["ready"]) == (503, False)
    assert said in body["problem"]
    assert address("assets/page.js") == "assets/page.js"


def test_a_folder_without_the_layers_that_are_only_drawn_gets_our_own(broken: Path) -> None:
    for layer in ("greenland", "pituffik"):
        (broken / "layers" / f"{layer}.geojson").unlink()
    assert geo_layers(broken) == geo_layers(OURS)
    assert health()[0] == 200


def test_clean_evidence_is_healthy() -> None:
    feed.cache_clear()
    assert health() == (200, {"ready": True, "release": feed().release, "claims": 923})


@pytest.mark.parametrize("payload_text", PAYLOADS)
def test_text_of_the_evidence_arrives_as_it_stands(broken: Path, payload_text: str) -> None:
    edited(broken, "evidence/contingents.csv", "German reconnaissance team", payload_text)
    subjects = json.loads(feed().files["start/en.json"].body)["atlas"]["subjects"]
    assert payload_text in {subject["label"] for subject in subjects}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_look_is_one_file_evidence_words_and_the_base_map_as_it_is_drawn(lang: str, atlas: Atlas) -> None:
    start = json.loads(feed().files[f"start/{lang}.json"].body)
    assert start["atlas"] == {"release": feed().release, **json.loads(compact(atlas_payload(atlas)))}
    assert start["words"] == {key: text for key, text in words_of(lang).table.items() if key.startswith("map.")}
    assert set(start["drawn"]) == set(FIRST_SEEN)
    layers = [layer for name, layer in start["drawn"].items() if name != SEA]
    assert all(layer["whole"].startswith("M") for layer in [*layers, *start["drawn"][SEA].values()])
    assert {f"geo/{name}" for name in FIRST_SEEN} <= set(feed().files)  # what another projection is written from
