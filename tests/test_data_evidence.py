"""`/data/v1` of other evidence: hostile text stays text, faulty rows are left out, and what cannot be read is told."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from dashboard.api.operations import OPERATIONS
from dashboard.release import current_release
from tests.browser.planting import EVIL_TEXT, PAYLOADS, copied, edit_features, edit_rows, hostile
from tests.test_app import Answer, Client
from tests.test_data import interface, read_json


@pytest.fixture(scope="module")
def api() -> Client:
    return interface()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is served once something has been changed in it."""
    monkeypatch.setenv("GEODATA_DIR", str(tmp_path))
    current_release.cache_clear()
    yield tmp_path
    current_release.cache_clear()


def ask(api: Client, path: str) -> Answer:
    return api.get(f"/data/v1/{path}", accept_encoding="identity")


def features(api: Client, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_json(ask(api, path))["features"]
    return found


def test_hostile_text_stays_the_text_that_it_is(api: Client, served: Path) -> None:
    hostile(served)
    labels = {one["id"]: one["properties"]["label"] for one in features(api, "contingents.geojson")}
    assert {name: labels[name] for name in PAYLOADS} == PAYLOADS
    table = pq.read_table(io.BytesIO(ask(api, "contingents.parquet").content)).to_pylist()
    assert {row["id"]: row["label"] for row in table if row["id"] in PAYLOADS} == PAYLOADS
    rows = list(csv.DictReader(io.StringIO(ask(api, "contingents.csv").text)))
    cells = {row["id"]: row["label"] for row in rows if row["id"] in PAYLOADS}
    assert cells == PAYLOADS | {"bel-officer": f"'{PAYLOADS['bel-officer']}"}
    as_written = list(csv.DictReader(io.StringIO(ask(api, "evidence/contingents.csv").text)))
    assert {row["id"]: row["label"] for row in as_written if row["id"] in PAYLOADS} == PAYLOADS
    assert any(EVIL_TEXT in one["properties"]["text"] for one in features(api, "claims.geojson"))
    for path in ("contingents.geojson", "contingents.csv", "collections/contingents/items"):
        answer = ask(api, path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]
    feed = ET.fromstring(api.get("/view/changes.atom?nations=DNK", accept_encoding="identity").text)  # noqa: S314
    assert feed.tag.endswith("feed")


def test_faulty_rows_are_left_out_and_a_faulty_outline_is_replaced_by_our_own(api: Client, served: Path) -> None:
    copied(served)
    edit_rows(
        served / "evidence" / "claims.csv",
        lambda row: row.update(day="2026-13-01") if row["id"] == "dep_deu_01-step" else None,
    )
    edit_features(
        served / "layers" / "contributing_nations.geojson",
        lambda one: one["properties"].update(name="") if one["properties"]["id"] == "DNK" else None,
    )
    assert ask(api, "collections/claims/items/dep_deu_01-step").status_code == 404
    assert ask(api, "collections/claims/items/dep_fra_02-people").status_code == 200
    (denmark,) = features(api, "contributing_nations.geojson?id=DNK")
    assert (denmark["properties"]["name"], denmark["geometry"]["type"]) == ("Denmark", "MultiPolygon")
    assert len(features(api, "contributing_nations.geojson")) == 32


def test_evidence_that_cannot_be_read_is_told_at_each_address(api: Client, served: Path) -> None:
    for operation in OPERATIONS[:12]:
        path = operation.path.format(format="csv", id="x", table="claims")
        answer = ask(api, path)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json"), path
        assert json.loads(answer.content)["detail"] == "the evidence cannot be read at the moment; /healthz says why"
        assert str(served) not in answer.text
    assert api.get("/view/changes.atom").status_code == 503
    assert ask(api, "openapi.json").status_code == 200
