"""What the browser gets agrees with what the library says."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.assets import bundles
from dashboard.drawing.basemap import SEA
from dashboard.payloads.atlas import atlas_payload, frame_words, scene_payload
from dashboard.payloads.claims import claims_payload, report_of
from dashboard.payloads.plain_json import compact
from dashboard.payloads.states import STATE_FIELDS, states_payload
from dashboard.present.story import scenes
from dashboard.release import FIRST_SEEN, OURS, address, current_release, geo_layers
from dashboard.state import LANGUAGES
from dashboard.text import actor_name, place_name
from dashboard.text.i18n import words_of
from dashboard.text.names import names_in_frame
from dashboard.view.rows import doubts_of
from dashboard.web.health import health
from geodata import Atlas
from tests.payloads import PAYLOADS
from tests.planting import copied, edited


@pytest.fixture(scope="module")
def payload(atlas: Atlas) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(compact(atlas_payload(atlas)))
    return found


def looked_up(states: dict[str, Any], subject: str, as_of: str) -> dict[str, Any] | None:
    """Look a state up as the browser does, in the states of one day of knowledge."""
    for start, end, number in states["states"].get(subject, []):
        if start <= as_of <= end:
            return dict(zip(STATE_FIELDS, states["values"][number], strict=True))
    return None


def sent(atlas: Atlas, known: date | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(compact(states_payload(atlas, known)))
    return found


@given(st.dates(date(2025, 12, 1), date(2026, 10, 1)), st.none() | st.dates(date(2026, 1, 1), date(2026, 10, 1)))
def test_a_state_looked_up_is_the_state_computed(atlas: Atlas, as_of: date, known: date | None) -> None:
    states = sent(atlas, known)
    world = atlas.at(as_of, known)
    for name, state in world.states.items():
        found = looked_up(states, name, as_of.isoformat())
        if found is None:
            assert state.step == ""
            continue
        last = state.last_confirmed.isoformat() if state.last_confirmed else ""
        assert min(found["last"] or "", as_of.isoformat()) == last
        assert state.last_said == ("" if (found["last"] or "") > as_of.isoformat() else found["last_said"])
        for field in ("step", "low", "high", "place", "rank", "headline", "due", "since", "begun", "sources"):
            assert found[field] == getattr(state, field)
        assert found["disputed"] == state.contested
        assert found["unverified"] == ("unverified" in doubts_of(state, atlas))
        assert [tuple(spot) for spot in found["spots"]] == [(s.place, s.precision, s.low, s.high) for s in state.spots]


def test_the_payload_has_the_agreed_form(payload: dict[str, Any], atlas: Atlas) -> None:
    assert payload["fields"] == list(STATE_FIELDS)
    assert {subject["id"] for subject in payload["subjects"]} == set(atlas.subjects)
    assert payload["evidence_to"] == atlas.evidence_to.isoformat()
    assert {"DNK", "GRL"} <= payload["actors"].keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_frame_gets_the_names_that_sentence_and_table_use(atlas: Atlas, lang: str) -> None:
    words, names = words_of(lang), names_in_frame(atlas, words_of(lang))
    assert all(names[f"map.actor.{name}"] == actor_name(atlas, words, name) for name in atlas.actors)
    assert all(names[f"map.place.{name}"] == place_name(atlas, words, name) for name in atlas.places)
    assert names["map.capital.DNK"] == {"en": "Copenhagen", "da": "København"}[lang]


def test_what_is_over_is_said_with_the_step(payload: dict[str, Any]) -> None:
    over = {step for step, text in payload["steps"].items() if text["over"]}
    assert over == {"ended", "closed", "declined", "not_asked", "cancelled"}
    assert next(iter(payload["steps"])) == "in_place"


def test_a_number_is_missed_of_who_comes_or_is_there_and_a_part_has_it_with_its_whole(atlas: Atlas) -> None:
    states = sent(atlas)
    part, whole = (looked_up(states, name, "2026-09-15") for name in ("fra-shield", "shield-whole"))
    assert part is not None
    assert whole is not None
    assert (part["wants_number"], whole["wants_number"]) == ("with_whole", "not_given")
    for subject in atlas.subjects.values():
        for _, _, number in states["states"].get(subject.id, []):
            state = dict(zip(STATE_FIELDS, states["values"][number], strict=True))
            wanted = subject.kind == "contingent" and state["step"] in ("announced", "sent", "in_place")
            assert bool(state["wants_number"]) == wanted


def test_claims_of_one_gathered_row_are_one_report_and_those_of_two_subjects_never(atlas: Atlas) -> None:
    reports: dict[str, set[str]] = {}
    for claim in atlas.claims.values():
        reports.setdefault(report_of(atlas, claim), set()).add(claim.id)
    together = [ids for ids in reports.values() if {"dep_deu_01-step", "dep_deu_01-people"} & ids]
    assert len(together) == 1
    assert all(len({atlas.claims[name].subject for name in ids}) == 1 for ids in reports.values())


def test_an_event_is_told_once_and_keeps_all_sources(payload: dict[str, Any], atlas: Atlas) -> None:
    actual = {event["id"]: event for event in payload["events"]}
    for event in atlas.events.values():
        if not event.same_as:
            assert set(event.sources) <= set(actual[event.id]["sources"])
        else:
            assert event.id not in actual
            assert all(set(event.sources) <= set(actual[name]["sources"]) for name in event.same_as)


def test_a_contingent_names_its_exercise_and_what_a_nation_does_beside_it_names_none(atlas: Atlas) -> None:
    subjects = {subject["id"]: subject for subject in atlas_payload(atlas)["subjects"]}
    assert subjects["dnk-exercise"]["exercise"] == "arctic_endurance"
    assert subjects["dnk-shield"]["exercise"] == subjects["shield-whole"]["exercise"] == "shield-whole"
    for subject in subjects.values():
        wanted = subject["part_of"] or subject["programme"] == "arctic_endurance"
        parts = [other["id"] for other in subjects.values() if other["part_of"] == subject["id"]]
        assert bool(subject["exercise"]) == bool(subject["kind"] == "contingent" and (wanted or parts)), subject["id"]


def claims_of(atlas: Atlas, sel: str) -> dict[str, list[Any]]:
    """Return the claims that the card of a selection gets, by id."""
    found = json.loads(compact(claims_payload(atlas, sel)))
    sources = found["fields"].index("sources")
    assert {name for claim in found["claims"] for name in claim[sources]} <= found["sources"].keys()
    return {claim[0]: claim for claim in found["claims"]}


def test_a_card_gets_the_claims_of_its_subject_and_those_that_dispute_them(atlas: Atlas) -> None:
    assert set().union(*(claims_of(atlas, name) for name in atlas.subjects)) == set(atlas.claims)
    for claim in atlas.claims.values():
        assert set(claim.disputes) <= claims_of(atlas, claim.subject).keys()
        assert all(claim.id in claims_of(atlas, atlas.claims[name].subject) for name in claim.disputes)


def test_a_card_of_a_nation_gets_what_is_said_by_it_and_of_it(atlas: Atlas) -> None:
    wanted = {c.id for c in atlas.claims.values() if c.said_by == "DEU" or atlas.subjects[c.subject].actor == "DEU"}
    assert claims_of(atlas, "nation:DEU").keys() == wanted


def test_a_card_of_a_source_gets_what_rests_on_it_and_one_of_an_event_its_sources(atlas: Atlas) -> None:
    assert claims_of(atlas, "source:seed").keys() == {c.id for c in atlas.claims.values() if "seed" in c.sources}
    event = claims_payload(atlas, "event:ev_048")
    assert event is not None
    assert event["claims"] == []
    assert set(atlas.events["ev_048"].sources) <= event["sources"].keys()


@pytest.mark.parametrize("sel", ["", "nobody", "nation:XXX", "place:nuuk", "event:none", "source:none", "x:deu-recce"])
def test_there_are_no_claims_of_what_is_not_there(atlas: Atlas, sel: str) -> None:
    assert claims_payload(atlas, sel) is None


def test_days_of_knowledge_between_which_nothing_became_known_share_their_states() -> None:
    found = current_release()
    assert found.states("2026-02-01") is not None
    assert found.states("1999-01-01") is found.states("1999-06-30")
    assert found.states("9999-12-31") is not found.states("2026-02-01")
    assert found.states("yesterday") is None


def test_the_scenes_are_served_with_their_sources_in_short() -> None:
    served = json.loads(current_release().files["scenes.json"].body)
    assert [scene["id"] for scene in served] == [scene.id for scene in scenes()]
    assert [scene["known_by"] for scene in served].count("9999-12-31") == len(served) - 1
    fifteen = served[4]
    assert (fifteen["as_of"], fifteen["sel"], fifteen["lights"]) == ("2026-01-16", "deu-recce", ["deu-recce"])
    assert fifteen["cited_sources"][0]["text"]["en"] == "Klarnachrichten, 17 Jan 2026"
    assert any("18. jan. 2026" in source["text"]["da"] for source in fifteen["cited_sources"])


def test_a_scene_whose_source_is_gone_names_the_others(atlas: Atlas) -> None:
    scene = replace(scenes()[0], sources=("nowhere", "nato_arctic", "nato_arctic"))
    named = [source["text"]["en"] for source in scene_payload(atlas, scene)["cited_sources"]]
    assert named == ["NATO, 11 Feb 2026"]


def test_what_is_served_is_small() -> None:
    assert len(current_release().files["start/en.json"].gzipped) < 250_000


@pytest.mark.parametrize("name", ["geo/coast-1km", "geo/window-nuuk", "geo/pituffik", "words/da.json"])
def test_every_agreed_file_is_there(name: str) -> None:
    assert json.loads(current_release().files[name].body)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = copied(tmp_path)
    for layer in ("greenland", "pituffik"):
        (folder / "layers" / f"{layer}.geojson").write_bytes(
            (Path(__file__).parents[1] / "geodata" / "layers" / f"{layer}.geojson").read_bytes()
        )
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    current_release.cache_clear()
    yield folder
    current_release.cache_clear()


def test_a_broken_row_is_set_aside_and_counted_and_the_server_stays_ready(broken: Path) -> None:
    edited(broken, "evidence/claims.csv", "2026-01-14", "2026-13-14")
    status, body = health()
    assert (status, body["live"], body["ready"]) == (200, True, True)
    assert "2026-13-14" in body["problem"]
    assert body["set_aside"] > 0
    assert body["claims"] == len(current_release().atlas.claims)


def test_evidence_that_cannot_be_read_is_told_and_not_a_crash(broken: Path) -> None:
    (broken / "evidence" / "claims.csv").unlink()
    status, body = health()
    assert (status, body["live"], body["ready"], body["claims"]) == (503, True, False, 0)
    assert "claims.csv" in body["problem"]


def test_evidence_that_cannot_be_read_leaves_addresses_without_a_version(broken: Path) -> None:
    (broken / "evidence" / "claims.csv").write_bytes(b"\xff\xfe rubbish")
    assert address("data/start/en.json") == "data/start/en.json"
    assert address("assets/page.js") == f"assets/page.js?v={bundles()['page.js'].version}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "geodata/layers/greenland.geojson: line 1: found no JSON"),
        ('{"type": "FeatureCollection", "features": []}', "found no features; write at least one"),
        (
            '{"type": "FeatureCollection", "features": [{"properties": {"id": "coast-1km"}, "geometry": null}]}',
            "found no feature coast-5km; write the feature coast-5km: it is drawn first",
        ),
    ],
)
def test_where_a_coast_cannot_be_drawn_our_own_is_and_no_claim_is_lost(broken: Path, text: str, expected: str) -> None:
    (broken / "layers" / "greenland.geojson").write_text(text, encoding="utf-8")
    status, body = health()
    assert (status, body["ready"], body["claims"]) == (200, True, len(current_release().atlas.claims))
    assert expected in body["drawing"]
    assert expected in "\n".join(map(str, current_release().drawing))
    assert geo_layers(broken)[0] == geo_layers(OURS)[0]


def test_a_folder_without_the_layers_that_are_only_drawn_gets_our_own(broken: Path) -> None:
    for layer in ("greenland", "pituffik"):
        (broken / "layers" / f"{layer}.geojson").unlink()
    assert geo_layers(broken) == geo_layers(OURS)
    assert health()[0] == 200


def test_clean_evidence_is_healthy() -> None:
    current_release.cache_clear()
    found = current_release()
    later = datetime(2030, 1, 1, tzinfo=UTC)  # the computer's clock ages the evidence and decides nothing else
    assert health(now=later) == (
        200,
        {
            "live": True,
            "ready": True,
            "release": found.release,
            "claims": len(found.atlas.claims),
            "set_aside": 0,
            "evidence_to": found.atlas.evidence_to.isoformat(),
            "evidence_age_days": (later.date() - found.atlas.evidence_to).days,
            "read": found.read.isoformat(timespec="seconds"),
            "kept": [found.release],
        },
    )


@pytest.mark.parametrize("payload_text", PAYLOADS)
def test_text_of_the_evidence_arrives_as_it_stands(broken: Path, payload_text: str) -> None:
    edited(broken, "evidence/contingents.csv", "German reconnaissance team", payload_text)
    subjects = json.loads(current_release().files["start/en.json"].body)["atlas"]["subjects"]
    assert payload_text in {subject["label"] for subject in subjects}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_look_is_one_file_evidence_words_and_the_base_map_as_it_is_drawn(lang: str, atlas: Atlas) -> None:
    start = json.loads(current_release().files[f"start/{lang}.json"].body)
    assert start["atlas"] == {"release": current_release().release, **json.loads(compact(atlas_payload(atlas)))}
    assert start["words"] == frame_words(atlas, lang)
    assert {key for key in words_of(lang).table if key.startswith("map.")} <= start["words"].keys()
    assert set(start["drawn"]) == set(FIRST_SEEN)
    layers = [layer for name, layer in start["drawn"].items() if name != SEA]
    assert all(layer["whole"].startswith("M") for layer in [*layers, *start["drawn"][SEA].values()])
    assert {f"geo/{name}" for name in FIRST_SEEN} <= set(
        current_release().files
    )  # what another projection is written from
