"""Files with claims of the reader's own: the same rules, marked everywhere, never mistaken for a release."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pyogrio
import pytest
from openpyxl import load_workbook

from dashboard.documents.own_claims import NAMES, own_file
from dashboard.text.i18n import words_of
from dashboard.view.view import ViewModel, parse_query, resolve_view
from dashboard.view.yours import with_yours
from tests.test_patch import STAYED, TWENTY, text_of

PAGE = "https://map.example/"


@pytest.fixture(scope="module")
def published() -> ViewModel:
    return resolve_view(parse_query({"asof": "2026-01-19", "nations": "DEU"})[0], words_of("en"))


@pytest.fixture(scope="module")
def yours(published: ViewModel) -> ViewModel:
    return with_yours(published, text_of(STAYED, TWENTY)).view_model


@pytest.fixture(scope="module")
def bodies(yours: ViewModel) -> dict[str, bytes]:
    found = {name: own_file(yours, name, PAGE) for name in NAMES}
    assert {one.name for one in found.values()} == {
        f"arctic-endurance-2026-01-19-with-2-own-claims.{name.partition('.')[2]}" for name in NAMES
    }
    return {name: one.body for name, one in found.items()}


def texts(bodies: dict[str, bytes], folder: Path) -> Iterator[tuple[str, str]]:
    """What each file says of itself, as text; the sheet is no text."""
    for name, body in bodies.items():
        if name == "rows.xlsx":
            sheets = load_workbook(io.BytesIO(body)).worksheets
            yield name, "\n".join(str(cell) for row in sheets[-1].iter_rows(values_only=True) for cell in row)
        elif name == "rows.gpkg":
            (folder / name).write_bytes(body)
            yield name, str(pyogrio.read_info(folder / name)["layer_metadata"])
        elif name == "rows.parquet":
            yield name, str(pq.read_schema(io.BytesIO(body)).metadata)
        elif name == "rows.zip":
            with zipfile.ZipFile(io.BytesIO(body)) as packed:
                yield name, packed.read("README.txt").decode() + packed.read("datapackage.json").decode()
        elif name != "sheet.pdf":
            yield name, body.decode()


def test_every_file_names_the_release_with_the_number_of_own_claims(
    bodies: dict[str, bytes], published: ViewModel, tmp_path: Path
) -> None:
    release = published.world.atlas.release
    for name, text in texts(bodies, tmp_path):
        assert f"{release} with 2 own claims" in text, name
        assert "with two claims of the reader" in text, name


def test_the_ids_of_own_claims_stand_in_each_file_that_has_room_for_them(
    bodies: dict[str, bytes], tmp_path: Path
) -> None:
    actual = dict(texts(bodies, tmp_path))
    for name in ("rows.xlsx", "rows.gpkg", "rows.zip"):
        assert "mine-1, mine-2" in actual[name], name
    assert json.loads(actual["rows.geojson"])["own_claims"] == ["mine-1", "mine-2"]
    assert bodies["sheet.pdf"].startswith(b"%PDF")


def test_the_rows_are_those_of_the_sentence_with_the_claims(
    bodies: dict[str, bytes], yours: ViewModel, published: ViewModel
) -> None:
    rows = list(csv.DictReader(io.StringIO(bodies["rows.csv"].decode("utf-8-sig"))))
    low = sum(int(row["low"] or 0) for row in rows if row["in_total"] == "counted" and row["step"] == "in_place")
    assert low == yours.view.totals.people.low == published.view.totals.people.low + 20
    assert "20 soldiers" in yours.sentence


def test_a_citation_links_to_what_is_published_for_no_link_holds_own_claims(
    bodies: dict[str, bytes], published: ViewModel
) -> None:
    link = f"{PAGE}?{published.view.query}&release={published.world.atlas.release}"
    assert link in bodies["cite.txt"].decode()
    assert json.loads(bodies["cite.json"])[0]["URL"] == link


def test_a_view_as_published_has_no_such_file(published: ViewModel) -> None:
    with pytest.raises(ValueError, match="for a view with claims of the reader's own"):
        own_file(published, "rows.csv", PAGE)
    assert "own" not in published.view.filter_text
