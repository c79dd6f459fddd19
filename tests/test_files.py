"""Each format opens in other programs without a warning, holds the rows of the view, and runs nothing."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import geopandas as gpd
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
from frictionless import Package

from dashboard.export import FORMATS, records, to_csv
from dashboard.export.columns import DATE, ROWS, TABLES
from dashboard.export.table import tables
from dashboard.text.i18n import words_of
from dashboard.view.rows import View
from dashboard.view.view import parse_query, resolve_view

HOSTILE = ("=1+1", "+1", "-2+3", "@SUM(A1)", "{{7*7}}", "<img src=x onerror=alert(1)>", 'a"b', "https://x.invalid/")


@pytest.fixture(scope="module")
def view() -> View:
    return resolve_view(parse_query({"asof": "2026-01-21", "known": "2026-01-30"})[0], words_of("en")).view


@pytest.fixture(scope="module")
def folder(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of each format."""
    found = tmp_path_factory.mktemp("files")
    for ending, form in FORMATS.items():
        (found / f"rows.{ending}").write_bytes(form.write(view))
    with zipfile.ZipFile(found / "rows.zip") as packed:
        packed.extractall(found / "package")
    return found


def ids(view: View) -> list[str]:
    return [row.id for row in view.rows]


def with_label(view: View, text: str) -> View:
    return replace(view, rows=[replace(view.rows[0], what=text)], filters=[text])


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_view_is_the_same_file_byte_by_byte(view: View, ending: str) -> None:
    assert FORMATS[ending].write(view) == FORMATS[ending].write(view)


@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_view_is_a_whole_file(view: View, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows.{ending}"
    path.write_bytes(FORMATS[ending].write(replace(view, rows=[])))
    if ending == "xlsx":
        assert openpyxl.load_workbook(path)["Rows"].max_row == 1
    elif ending == "parquet":
        assert pq.read_schema(path).field("since").type == "date32[day]"
        assert len(gpd.read_parquet(path)) == 0
    elif ending == "zip":
        assert zipfile.ZipFile(path).read("rows.csv").count(b"\r\n") == 1
    elif ending == "csv":
        assert path.read_text(encoding="utf-8-sig").count("\n") == 1
    else:
        assert len(pyogrio.read_dataframe(path)) == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "gpkg"])
def test_ogrinfo_opens_it_without_a_warning(folder: Path, ending: str) -> None:
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("ogrinfo is not installed (Debian package gdal-bin)")
    completed = subprocess.run(
        [ogrinfo, "-ro", str(folder / f"rows.{ending}")], capture_output=True, text=True, check=True
    )
    assert completed.stderr == ""
    assert "rows" in completed.stdout.lower()


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_pyogrio_reads_points_days_and_numbers(view: View, folder: Path, ending: str) -> None:
    found = pyogrio.read_dataframe(folder / f"rows.{ending}")
    assert list(found["id"]) == ids(view)
    assert found.crs == "EPSG:4326"
    assert found["since"].dtype.kind == "M"
    assert found["high"].sum() == sum(record["high"] or 0 for record in records(view))
    west, south, east, north = found[found["actor"] == "DEU"].total_bounds
    assert -60 < west <= east < -40
    assert 60 < south <= north < 70


def test_a_geopackage_bears_clocks_filter_licence_and_release(view: View, folder: Path) -> None:
    actual = pyogrio.read_info(folder / "rows.gpkg")["layer_metadata"]
    assert (actual["as_of"], actual["known_by"], actual["filter"]) == (
        "2026-01-21",
        "2026-01-30",
        "no filter",
    )
    assert actual["release"] == view.world.atlas.release
    assert "CC BY 4.0" in actual["licence"]


def test_geoparquet_is_of_version_1_1_with_a_box_and_typed_columns(view: View, folder: Path) -> None:
    path = folder / "rows.parquet"
    schema = pq.read_schema(path)
    geo = json.loads(schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert schema.metadata[b"release"].decode() == view.world.atlas.release
    assert all(field.metadata for field in schema if field.name not in ("geometry", "bbox"))
    assert str(schema.field("sources").type) == "list<element: string>"
    near = gpd.read_parquet(path, bbox=(-52, 64, -51, 65))
    assert set(near["places"].map(list).map(tuple)) >= {("nuuk",)}
    assert len(near) < len(gpd.read_parquet(path)) == len(view.rows)


def test_duckdb_reads_parquet_and_csv_alike(view: View, folder: Path) -> None:
    sums = "select count(*), sum(low), max(since), count(distinct actor) from "
    database = duckdb.connect()
    answers = {database.execute(f"{sums}'{folder}/rows.{ending}'").fetchall()[0] for ending in ("parquet", "csv")}
    assert len(answers) == 1
    described = database.execute(f"describe from '{folder}/rows.csv'").fetchall()
    types = {name: kind for name, kind, *_ in described}
    assert (types["since"], types["low"], types["last_known"], types["lat"]) == ("DATE", "BIGINT", "BOOLEAN", "DOUBLE")


def test_a_workbook_has_four_sheets_with_days_as_days_and_numbers_as_numbers(view: View, folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "rows.xlsx")
    assert book.sheetnames == ["Rows", "Claims", "Sources", "Read me"]
    for name, title in zip(TABLES, book.sheetnames, strict=False):
        lines = list(book[title].iter_rows(values_only=True))
        assert list(lines[0]) == [column.name for column in TABLES[name]]
        assert len(lines) - 1 == len(tables(view)[name])
    cells = dict(zip([column.name for column in ROWS], list(book["Rows"].iter_rows())[1], strict=True))
    assert isinstance(cells["as_of"].value, datetime)
    assert type(cells["low"].value) is int
    assert type(cells["last_known"].value) is bool
    actual = {row[0]: row[2] for row in book["Read me"].iter_rows(values_only=True) if row[0]}
    assert actual["Release of the evidence"] == view.world.atlas.release
    assert "315 to 318" in actual["Total"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_runs_no_text_and_links_nowhere(view: View, text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(with_label(view, text))))
    cell = book["Rows"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_no_cell_of_the_evidence_is_spoilt_by_the_mark_that_stops_formulas(view: View) -> None:
    assert b"'" not in b"".join(line.split(b",")[0] for line in to_csv(view).splitlines())
    numbers = [record["lon"] for record in records(view) if record["lon"] is not None]
    assert min(numbers) < 0
    assert f",{min(numbers)},".encode() in to_csv(view)


def test_a_data_package_is_valid_and_describes_every_column(view: View, folder: Path) -> None:
    package = Package(str(folder / "package" / "datapackage.json"))
    report = package.validate()
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []
    assert {resource.name for resource in package.resources} == set(TABLES)
    for resource in package.resources:
        assert [field.name for field in resource.schema.fields] == [one.name for one in TABLES[resource.name]]
        assert all(field.description for field in resource.schema.fields)
        assert {f.name for f in resource.schema.fields if f.type == "date"} == {
            column.name for column in TABLES[resource.name] if column.type == DATE
        }
    assert package.version == view.world.atlas.release
    assert "Release of the evidence: 2026-09-22-" in (folder / "package" / "README.txt").read_text(encoding="utf-8")


def test_days_before_a_spreadsheet_can_count_stand_as_text(view: View) -> None:
    early = replace(view.world.states[view.rows[0].id], since="1721")
    world = replace(view.world, states={**view.world.states, view.rows[0].id: early})
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(replace(view, world=world))))
    heads = [cell.value for cell in book["Rows"][1]]
    assert book["Rows"][2][heads.index("since")].value == "1721-12-31"
    assert date(1721, 12, 31) in [record["since"] for record in records(replace(view, world=world))]


def test_heavy_libraries_wait_until_a_file_is_asked_for() -> None:
    code = "import dashboard.web.downloads, dashboard.panels.dialogs"
    completed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert {"xlsxwriter", "pyarrow.parquet", "geopandas", "pyogrio", "nbformat"} & set(
        completed.stdout.split()
    ) == set()
    assert "dashboard.export.excel_file" in completed.stdout
