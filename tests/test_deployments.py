"""The layer of contingents is written from the evidence and never by hand."""

import json
from pathlib import Path

from geodata import Atlas
from geodata.deployments import FILE, deployments, text_of
from geodata.stores.files import default_folder


def test_the_layer_is_current(atlas: Atlas) -> None:
    shipped = (default_folder() / FILE).read_text(encoding="utf-8")
    assert shipped == text_of(atlas), "write it anew: python -m geodata.deployments"


def test_there_is_one_feature_for_each_contingent(atlas: Atlas) -> None:
    ids = [one["properties"]["id"] for one in deployments(atlas)]
    assert ids
    assert ids == [subject.id for subject in atlas.subjects.values() if subject.kind == "contingent"]


def test_a_contingent_without_a_point_says_why(atlas: Atlas) -> None:
    for one in deployments(atlas):
        assert bool(one["properties"]["reason"]) == (one["geometry"] is None), one["properties"]["id"]


def test_denmark_stands_in_nuuk_and_kangerlussuaq(atlas: Atlas) -> None:
    denmark = next(one for one in deployments(atlas) if one["properties"]["id"] == "dnk-exercise")
    assert denmark["geometry"]["type"] == "MultiPoint"
    assert denmark["properties"]["places"] == "nuuk;kangerlussuaq"


def test_the_layer_parses_as_geojson() -> None:
    layer = json.loads((Path(default_folder()) / FILE).read_text(encoding="utf-8"))
    assert layer["type"] == "FeatureCollection"
