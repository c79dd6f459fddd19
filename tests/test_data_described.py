"""What programs are told of the interface is what it does: OpenAPI, OGC API – Features, data package, GDAL, QGIS."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import frictionless
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.openapi.checks import RejectedPositiveData

from dashboard.api import openapi, package
from dashboard.api.catalogue import COLLECTIONS
from dashboard.api.features import CRS84
from dashboard.api.operations import OPERATIONS
from geodata import Atlas
from tests.browser.serving import Server, serving
from tests.test_app import Client
from tests.test_data import PUBLIC, interface, read_json

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "data.md"
TOLD = ("states", "pituffik", "all")  # the others go by the same code
# What JSON Schema cannot say of them: the order of degrees and days, the places and the days that exist.
UNTOLD = {"area", "bbox", "datetime", "as_of", "known_by", "Accept-Datetime"}
SCHEMA = schemathesis.openapi.from_asgi("/data/v1/openapi.json", interface().app)
FUZZED = [found.ok() for found in SCHEMA.include(tag=list(TOLD)).get_all_operations() if isinstance(found, Ok)]


@pytest.fixture(scope="module")
def api() -> Client:
    return interface()


def get(api: Client, path: str) -> Any:
    answer = api.get(f"/data/v1/{path}")
    assert answer.status_code == 200, (path, answer.text)
    return read_json(answer)


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        *((one, schemathesis.GenerationMode.POSITIVE) for one in FUZZED),
        *((one, schemathesis.GenerationMode.NEGATIVE) for one in FUZZED if one.query),  # of others nothing can be wrong
    ],
    ids=lambda one: getattr(one, "path", None) or one.name,
)
def test_the_interface_does_what_its_description_says(operation: Any, mode: schemathesis.GenerationMode) -> None:
    @settings(
        max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None, database=None
    )
    @given(operation.as_strategy(generation_mode=mode))
    def fuzz(case: Any) -> None:
        response = case.call()
        faults: tuple[Exception, ...] = ()
        try:
            case.validate_response(response)
        except FailureGroup as group:
            faults = tuple(group.exceptions)
        if faults and all(isinstance(one, RejectedPositiveData) for one in faults):
            assert {error["parameter"] for error in response.json()["errors"]} <= UNTOLD
        else:
            assert faults == ()

    fuzz()


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (text for name, text in value.items() if name == "$ref")
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from references(one)


@pytest.mark.parametrize(("path", "version"), openapi.DOCUMENTS.items())
def test_the_description_holds_together(api: Client, path: str, version: str) -> None:
    actual = get(api, path)
    assert actual["openapi"] == version
    assert api.get(f"/data/v1/{path}").headers["content-type"] == openapi.MEDIA[version]
    for reference in references(actual):
        part: Any = actual
        for name in reference.removeprefix("#/").split("/"):
            part = part[name]
        assert part
    names = [method["operationId"] for one in actual["paths"].values() for method in one.values()]
    assert len(set(names)) == len(names) == len(OPERATIONS)
    for one in actual["paths"].values():
        parameters = [
            reference.get("name") or actual["components"]["parameters"][reference["$ref"].rpartition("/")[2]]["name"]
            for reference in one["get"].get("parameters", [])
        ]
        assert len(set(parameters)) == len(parameters)
    lists = '"type":["' in json.dumps(actual, separators=(",", ":"))
    assert lists is (version == openapi.V31), "OpenAPI 3.0 knows no list of types"


def test_features_core_landing_page_and_conformance(api: Client) -> None:
    """Requirements 1 to 6."""
    landing = get(api, "")
    relations = {one["rel"]: one for one in landing["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= relations.keys()
    assert all(one["href"] and one["type"] for one in landing["links"])
    declared = get(api, "conformance")["conformsTo"]
    assert {name.rpartition("/")[2] for name in declared} == {"core", "oas30", "geojson"}
    assert all(name.startswith("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/") for name in declared)


def test_features_core_collections(api: Client) -> None:
    """Requirements 9 to 18: each collection is listed as it describes itself, with its extent and a link to items."""
    actual = get(api, "collections")
    assert "self" in {one["rel"] for one in actual["links"]}
    assert [one["id"] for one in actual["collections"]] == list(COLLECTIONS)
    for one in actual["collections"]:
        alone = get(api, f"collections/{one['id']}")
        assert {name: alone[name] for name in alone if name != "links"} == {n: one[n] for n in one if n != "links"}
        (items,) = [link for link in one["links"] if link["rel"] == "items"]
        assert items["type"] == "application/geo+json"
        assert one["crs"] == [CRS84]
        found = get(api, f"collections/{one['id']}/items?limit=10000")["features"]
        if any(feature["geometry"] for feature in found):
            west, south, east, north = one["extent"]["spatial"]["bbox"][0]
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90
        if any(feature["properties"].get("valid_from") for feature in found):
            ((start, end),) = one["extent"]["temporal"]["interval"]
            firsts = [feature["properties"]["valid_from"] for feature in found]
            assert start is None or all(f"{first}T00:00:00Z" >= start for first in firsts if first)
            assert start is None or end is None or start <= end


@pytest.mark.parametrize("name", COLLECTIONS)
def test_features_core_items_and_each_item(api: Client, name: str) -> None:
    """Requirements 19 to 34: limit, links, counts, and one feature by its id."""
    page = get(api, f"collections/{name}/items?limit=1")
    assert (page["type"], len(page["features"]), page["numberReturned"]) == ("FeatureCollection", 1, 1)
    assert page["numberMatched"] > 1
    assert {"self", "next", "collection"} <= {one["rel"] for one in page["links"]}
    (feature,) = page["features"]
    assert feature["type"] == "Feature"
    alone = get(api, f"collections/{name}/items/{feature['id']}")
    assert {"self", "collection"} <= {one["rel"] for one in alone.pop("links")}
    assert alone == feature
    assert api.get(f"/data/v1/collections/{name}/items/none-of-this-name").status_code == 404


def test_features_core_limits_and_unknown_parameters(api: Client) -> None:
    """A limit above the most is no error; an unknown or unusable parameter is one (requirements 8 and 22)."""
    assert (
        get(api, "collections/claims/items?limit=99999999")["numberReturned"]
        == len(COLLECTIONS) * 0 + get(api, "collections/claims/items?limit=1")["numberMatched"]
    )
    assert get(api, "collections/claims/items")["numberReturned"] == 100
    for query in ("nope=1", "limit=-1", "bbox=1,2", "datetime=tomorrow"):
        assert api.get(f"/data/v1/collections/claims/items?{query}").status_code == 400


def test_the_evidence_is_a_valid_data_package(api: Client, atlas: Atlas, tmp_path: Path) -> None:
    archive = api.get("/data/v1/datapackage.zip").content
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    served = get(api, "datapackage.json")
    assert described == served
    for resource in served["resources"]:
        body = api.get(f"/data/v1/{resource['path']}", accept_encoding="identity").content
        assert body == (tmp_path / resource["path"]).read_bytes()
    assert package.zipped(atlas) == archive, "the same evidence gives the same bytes"


def test_the_package_guard_bites(api: Client, tmp_path: Path) -> None:
    archive = api.get("/data/v1/datapackage.zip").content
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(tmp_path)
    events = tmp_path / "evidence" / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace(",kangerlussuaq,", ",atlantis,", 1), encoding="utf-8")
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    described["resources"] = [one for one in described["resources"] if one["name"] in ("events", "places")]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert [found[0] for found in report.flatten(["title"])] == ["ForeignKey Error"]


def test_the_layer_file_points_to_the_public_address_and_to_nothing_else() -> None:
    answer = interface(PUBLIC).get("/data/v1/states.qlr", accept_encoding="identity", host="evil.example")
    root = ET.fromstring(answer.text)  # noqa: S314 (our own)
    source = root.findtext(".//datasource") or ""
    assert f" typename='states' url='{PUBLIC}/data/v1' " in source
    assert root.findtext(".//provider") == "OAPIF"
    (node,) = root.iter("layer-tree-layer")
    assert (node.attrib["source"], node.attrib["id"]) == (source, root.findtext(".//maplayer/id"))
    assert "evil.example" not in answer.text
    without = interface().get("/data/v1/states.qlr", host="evil.example")
    assert without.status_code == 404
    assert "its operator has not set it" in json.loads(without.content)["detail"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server below a path."""
    with serving(tmp_path_factory.mktemp("home"), STREAMLIT_SERVER_BASE_URL_PATH="arctic") as server:
        yield server


def gdal(*arguments: str) -> str:
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("ogrinfo is not installed (Debian package gdal-bin)")
    done = subprocess.run([program, "-ro", *arguments], capture_output=True, text=True, check=True)
    assert "Warning" not in done.stderr
    assert "ERROR" not in done.stderr + done.stdout
    return done.stdout


def test_gdal_lists_filters_and_pages(running: Server) -> None:
    root = f"OAPIF:{running.url}/arctic/data/v1"
    listed = gdal(root)
    assert all(f": {name} (title: {one.title})" in listed for name, one in COLLECTIONS.items())
    count = json.loads(running.get("/arctic/data/v1/collections/claims/items?limit=1").body)["numberMatched"]
    paged = gdal("-q", "-al", "-oo", "PAGE_SIZE=400", root, "claims")
    assert paged.count("OGRFeature(claims)") == count > 800
    french = gdal("-q", "-where", "actor='FRA' AND kind='post'", root, "states")
    assert french.count("OGRFeature") == french.count("actor (String) = FRA") == french.count("= post") > 1
    nuuk = gdal("-q", "-spat", "-52", "64", "-51", "65", root, "places")
    assert "id (String) = nuuk" in nuuk
    assert "kangerlussuaq" not in nuuk
    clocked = gdal("-q", "-where", "actor='FRA'", f"{root}?as_of=2026-02-08&known_by=2026-01-15", "states")
    assert "step (String) = announced" in clocked
    assert "step (String) = open" not in clocked
    timed = gdal("-q", "-where", "valid_from >= '2026/02/01'", root, "history")  # GDAL writes it as datetime
    during = json.loads(running.get("/arctic/data/v1/collections/history/items?datetime=2026-02-01/..&limit=1").body)
    assert timed.count("OGRFeature") == during["numberMatched"] > 1
    (one,) = [line for line in gdal("-q", "-where", "id='pituffik'", root, "sites").splitlines() if " id (" in line]
    assert one.endswith("= pituffik")
    log = running.log.read_text(errors="replace")
    assert "Traceback" not in log


def test_gdal_opens_what_the_layer_file_names(running: Server) -> None:
    body = running.get("/arctic/data/v1/events.qlr?known_by=2026-01-15").body.decode()
    source = ET.fromstring(body).findtext(".//datasource") or ""  # noqa: S314 (our own)
    root = source.partition(" url='")[2].partition("'")[0]
    name = source.partition("typename='")[2].partition("'")[0]
    assert root == f"{running.url}/arctic/data/v1?known_by=2026-01-15"
    known = len(json.loads(running.get("/arctic/data/v1/events.geojson?known_by=2026-01-15").body)["features"])
    assert 0 < known < 148
    assert f"Feature Count: {known}" in gdal("-so", f"OAPIF:{root}", name)


def test_the_real_server_keeps_the_interface_apart_from_the_pages_own_files(running: Server) -> None:
    assert running.get("/arctic/data/v1/none").headers["content-type"] == "application/problem+json"
    assert running.get("/arctic/data/start/en.json").status == 200
    assert "access-control-allow-origin" not in running.get("/arctic/data/start/en.json").headers
    assert (
        running.get("/arctic/view/changes.atom?nations=FRA").headers["content-type"].startswith("application/atom+xml")
    )


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.S | re.M)


def test_each_line_of_the_guide_works(running: Server, tmp_path: Path) -> None:
    here = f"{running.url}/arctic"
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    programs = {line.split()[0] for line in lines}
    assert programs == {"curl", "ogrinfo", "ogr2ogr"}
    there = [line for line in lines if shutil.which(line.split()[0])]
    script = "\n".join(["set -e", *(line.replace("http://127.0.0.1:8501", here) for line in there)])
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr + done.stdout
    python = "\n".join(blocks("python")).replace("http://127.0.0.1:8501", here)
    done = subprocess.run([sys.executable, "-c", python], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Denmark" in done.stdout
