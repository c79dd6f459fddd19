"""Reading: what can be read stands as it was, what cannot is told with file and line, nothing is lost in silence."""

import contextlib
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geodata
from geodata.errors import GeodataError
from geodata.provenance import roots_of
from geodata.stores.files import default_folder, load_checked, load_quarantined, read_tables
from geodata.stores.folder import state_of
from geodata.tables import EVIDENCE, LAYERS
from tests.planting import GEODATA, copied, edited, moved, problems_told

FIRST = "dep_deu_01-step,dep_deu_01,deu-recce,step,announced,,,2026-01-15"


def test_all_rows_are_read_as_text_in_the_order_of_the_file(folder: Path) -> None:
    tables = read_tables(folder)
    assert [row["id"] for row in tables.opening] == ["opening", "article", "consulates", "latest"]
    assert tables.claims[1]["low"] == "13"
    assert tables.faults == ()
    assert tables.folder == "geodata"


def test_a_place_has_its_point_as_text_and_none_where_there_is_none(folder: Path) -> None:
    places = {row["id"]: row for row in read_tables(folder).places}
    assert (places["nuuk"]["lat"], places["nuuk"]["lon"]) == ("64.18347", "-51.72157")
    assert (places["greenland"]["lat"], places["greenland"]["lon"]) == ("", "")


def test_the_folder_is_the_argument_or_the_variable_or_the_package(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GEODATA_DIR", raising=False)
    assert default_folder() == GEODATA
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    edited(folder, "evidence/opening.csv", "Latest", "Newest")
    assert read_tables().opening[-1]["label"] == "Newest"
    assert read_tables(GEODATA).opening[-1]["label"] == "Latest"


def test_the_large_layers_are_read_only_when_asked_for() -> None:
    assert set(read_tables(GEODATA).features) == set(LAYERS)
    assert "contributing_nations" in read_tables(GEODATA, drawn=True).features


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(folder: Path) -> None:
    path = folder / "evidence" / "actors.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_checked(folder).actors == read_tables(GEODATA).actors


def test_empty_lines_are_no_rows(folder: Path) -> None:
    path = folder / "evidence" / "opening.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n,,,,\n", encoding="utf-8")
    assert len(load_checked(folder).opening) == 4


@pytest.mark.parametrize(("end", "cells"), [(",surplus", 23), ("", 21)])
def test_a_ragged_row_is_told_with_its_line_and_left_out(folder: Path, end: str, cells: int) -> None:
    path = folder / "evidence" / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1] + end if end else lines[1].replace(",,", ",", 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    remedy = "22 cells, with quotes around a text that holds a comma"
    tables = read_tables(folder)
    assert [str(fault) for fault in tables.faults] == [
        f"geodata/evidence/claims.csv: line 2: found {cells} cells; write {remedy}"
    ]
    assert "dep_deu_01-step" not in {row["id"] for row in tables.claims}


def test_the_subject_of_a_ragged_claim_is_set_aside(folder: Path) -> None:
    edited(folder, "evidence/claims.csv", "it had not landed.\n", "it had not landed.,surplus\n")
    tables, problems = load_quarantined(folder)
    assert "deu-recce" in tables.dropped["contingents"]
    assert "line 2" in {problem.row for problem in problems}


def test_a_row_without_an_id_is_told_with_its_line(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "\nlatest,", "\n,")
    assert problems_told(folder) == [
        "geodata/evidence/opening.csv: line 5: id: found ''; write an id that no other row has"
    ]


def test_a_missing_and_an_extra_column_are_named(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "label,as_of", "labels,as_of")
    extra, missing = (line.removeprefix("geodata/evidence/opening.csv: header: ") for line in problems_told(folder))
    assert missing == "label: found no such column; write it, empty where nothing is known"
    assert extra.startswith("found a column that the codebook does not know: labels; write only the columns id, label,")


def test_a_column_that_stands_twice_makes_the_file_unreadable(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "known_by,note", "note,note")
    with pytest.raises(GeodataError, match="header: note: found the column twice; write it once"):
        load_quarantined(folder)


def test_an_extra_column_is_told_and_does_no_harm(folder: Path) -> None:
    path = folder / "evidence" / "opening.csv"
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([first + ",mood", *(row + ",good" for row in rest)]), encoding="utf-8")
    tables, problems = load_quarantined(folder)
    assert [problem.field for problem in problems] == ["mood"]
    assert tables.opening == read_tables(GEODATA).opening


def test_every_missing_file_is_named_at_once(folder: Path) -> None:
    (folder / "evidence" / "actors.csv").unlink()
    (folder / "layers" / "places.geojson").unlink()
    reason = "found no readable file (No such file or directory)"
    remedy = "write the file, or restore it from an older version"
    assert problems_told(folder) == [
        f"geodata/evidence/actors.csv: {reason}; {remedy}",
        f"geodata/layers/places.geojson: {reason}; {remedy}",
    ]


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    path = folder / "evidence" / "opening.csv"
    path.write_bytes("id,label,as_of,known_by,note\nlatest,Før".encode("latin-1"))
    assert problems_told(folder)[1:] == [
        (
            "geodata/evidence/opening.csv: line 2 (row latest): label: found the byte 0xF8 (ø in Windows-1252), "
            "which is not UTF-8; write the file in UTF-8"
        )
    ]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "article,As known", 'article,"As known')
    (line,) = problems_told(folder)
    assert line.startswith("geodata/evidence/opening.csv: line 3: found a quote that is not closed; write quotes")
    assert [row["id"] for row in read_tables(folder).opening] == ["opening", "consulates", "latest"]


def test_an_empty_file_and_one_without_commas_are_told_once(folder: Path) -> None:
    path = folder / "evidence" / "opening.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text("", encoding="utf-8")
    (line,) = problems_told(folder)
    assert "found an empty file; write a first line with the columns id,label,as_of" in line
    path.write_text(text.replace(",", ";"), encoding="utf-8")
    (line,) = problems_told(folder)
    assert "header: found a first line without commas: 'id;label;as_of" in line


def test_what_can_be_read_is_judged_beside_a_file_that_cannot_be(folder: Path) -> None:
    (folder / "evidence" / "actors.csv").write_text("id,name\n", encoding="utf-8")
    (folder / "layers" / "sites.geojson").write_text("{", encoding="utf-8")
    claims = folder / "evidence" / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("2026-01-14", "2026-02-31", 1), encoding="utf-8")
    with pytest.raises(GeodataError, match="no JSON") as error:
        load_checked(folder)
    lines = error.value.lines()
    assert any("actors.csv: header: kind: found no such column" in line for line in lines)
    assert any("found '2026-02-31'" in line for line in lines)
    assert not any("the table is empty" in line for line in lines)
    assert not any("stands in" in line for line in lines), "who names a row of a lost file only hangs on it"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", "no JSON (Expecting property name enclosed in double quotes, at sign 2 of the line)"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "no JSON (NaN is no JSON)"),
        ("[]", "no list of features"),
        ('{"features": 5}', "no list of features"),
        ("[" * 100_000, "lists nested too deeply"),
    ],
)  # fmt: skip
def test_a_layer_that_is_no_geojson_is_named(folder: Path, text: str, found: str) -> None:
    (folder / "layers" / "sites.geojson").write_text(text, encoding="utf-8")
    (line,) = problems_told(folder)
    assert line.removeprefix("geodata/layers/sites.geojson: ").removeprefix("line 1: ").startswith(f"found {found}")


def test_a_feature_without_properties_or_id_is_counted_out(folder: Path) -> None:
    path = folder / "layers" / "sites.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    number = len(collection["features"])
    collection["features"] += ["rubbish", {"type": "Feature", "properties": {"id": None}}]
    path.write_text(json.dumps(collection), encoding="utf-8")
    faults = read_tables(folder).faults
    assert [str(fault).removeprefix("geodata/layers/sites.geojson: ") for fault in faults] == [
        f"feature number {number + 1}: properties: found nothing; write an object with an id",
        f"feature number {number + 2}: id: found ''; write an id that no other feature has",
    ]


def test_a_feature_that_lacks_a_property_is_told_and_left_out(folder: Path) -> None:
    edited(folder, "layers/sites.geojson", '"precision": "site"', '"exactness": "site"')
    tables = read_tables(folder)
    (fault,) = tables.faults
    assert (fault.row, fault.field, fault.remedy) == ("feature pituffik", "precision", 'it, "" where nothing is known')
    left, _ = load_quarantined(folder)
    assert "pituffik" not in {row["id"] for row in left.sites}
    assert "pituffik" not in {row["subject"] for row in left.claims}


def test_swapped_coordinates_in_a_file_are_told_with_the_order_that_geojson_wants(folder: Path) -> None:
    moved(folder, "places", "sisimiut", {"type": "Point", "coordinates": [66.93946, -53.6735]})
    (line,) = problems_told(folder)
    assert "places.geojson: feature sisimiut: geometry: found lat -53.6735, lon 66.93946; write a point in Gr" in line
    assert line.endswith("latitude 59.5 to 84 and longitude -74 to -10 (lon comes first in GeoJSON)")


@pytest.mark.parametrize("coordinates", [None, [], ["a", "b"], [1e400, 5], [[1, 2]], {"x": 1}])
def test_a_broken_point_is_a_problem_and_no_crash(folder: Path, coordinates: object) -> None:
    path = folder / "layers" / "places.geojson"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[-53.6735,66.93946]", json.dumps(coordinates).replace("Infinity", "1e400"))
    path.write_text(text, encoding="utf-8")
    assert any("feature sisimiut: " in line for line in problems_told(folder))


@pytest.mark.parametrize("name", ["EPSG:3857", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_a_layer_with_a_crs_of_its_own_is_told(folder: Path, name: str) -> None:
    path = folder / "layers" / "sites.geojson"
    crs = {"type": "name", "properties": {"name": name}}
    path.write_text(json.dumps({"crs": crs} | json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    (line,) = problems_told(folder)
    assert line.startswith('geodata/layers/sites.geojson: crs: found \'{"type": "name", ')
    assert "; write the layer without it: RFC 7946 knows only degrees, lon first" in line
    atlas = geodata.load_lenient(folder)
    assert (len(atlas.problems), atlas.set_aside) == (1, 0)


@pytest.mark.parametrize("table", EVIDENCE)
def test_a_table_with_only_its_header_is_told_to_be_empty_and_nothing_else(folder: Path, table: str) -> None:
    path = folder / "evidence" / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert problems_told(folder) == [
        f"geodata/evidence/{table}.csv: found no rows; write at least one: the table is empty"
    ]


def test_a_layer_without_features_is_told_to_be_empty(folder: Path) -> None:
    (folder / "layers" / "diplomatic_posts.geojson").write_text('{"features": []}', encoding="utf-8")
    line = "geodata/layers/diplomatic_posts.geojson: found no features; write at least one: the table is empty"
    assert problems_told(folder) == [line]


def test_the_row_that_the_page_opens_with_may_not_be_missing(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "\nopening,", "\nstart,")
    remedy = "write a row opening with the two clocks that the page opens with"
    assert problems_told(folder) == [f"geodata/evidence/opening.csv: id: found no row opening; {remedy}"]
    assert geodata.load_lenient(folder).set_aside == 0


PAYLOADS = ["{{7*7}}", "{% raw %}", "${1}", "`x`", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_text_is_only_text(folder: Path, payload: str) -> None:
    edited(folder, "evidence/claims.csv", "it had not landed.", payload)
    assert load_checked(folder).claims[0]["text"].endswith(payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_an_id_is_refused_and_shown_as_it_stands(folder: Path, payload: str) -> None:
    edited(folder, "evidence/opening.csv", "\nlatest,", f"\n{payload},")
    assert any(
        f"row {payload}: id: found {payload!r}; write an id of letters" in line for line in problems_told(folder)
    )


@pytest.mark.parametrize("payload", ["=1+1", "+1", "@SUM(A1)", '=HYPERLINK("http://a.b","c")'])
def test_a_text_that_a_spreadsheet_would_run_is_refused(folder: Path, payload: str) -> None:
    quoted = '"' + payload.replace('"', '""') + '"'
    edited(folder, "evidence/opening.csv", "\nlatest,Latest,", f"\nlatest,{quoted},")
    (line,) = problems_told(folder)
    assert line.startswith("geodata/evidence/opening.csv: row latest: label: found ")
    assert line.endswith("write a text that does not begin with =, + or @ (a spreadsheet would run it)")


def test_a_nul_byte_is_told_escaped_and_on_one_line(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "\nlatest,Latest", "\nlatest,La\0test")
    (line,) = problems_told(folder)
    assert "label: found 'La\\x00test'; write it without control characters" in line


def test_a_very_long_id_is_cut_in_the_message(folder: Path) -> None:
    edited(folder, "evidence/opening.csv", "\nlatest,", f"\n{'x' * 10_000},")
    lines = problems_told(folder)
    assert all(len(line) < 400 for line in lines)
    assert any("at most 60 characters" in line for line in lines)


def test_ten_faults_in_several_files_are_told_at_once(folder: Path) -> None:
    for old, new in (("reported,seed", "believed,seed"), ("2026-01-15,,,inferred", "2026-01-32,,,inferred")):
        for _ in range(4):
            edited(folder, "evidence/claims.csv", old, new)
    edited(folder, "evidence/opening.csv", "Latest,latest", "Latest,last day")
    edited(folder, "evidence/actors.csv", "\nDNK,state", "\nDNK,kingdom")
    lines = problems_told(folder)
    assert len(lines) == 10
    order = [row["id"] for row in read_tables(folder).claims]
    told_of = [line.split(": row ")[1].split(":")[0] for line in lines if "claims.csv" in line]
    assert told_of == sorted(told_of, key=order.index)


def test_what_is_set_aside_does_not_stop_the_rest(folder: Path) -> None:
    edited(folder, "evidence/claims.csv", FIRST, FIRST.replace("2026-01-15", "soon"))
    tables, problems = load_quarantined(folder)
    assert [str(problem) for problem in problems] == [
        "geodata/evidence/claims.csv: row dep_deu_01-step: day: found 'soon'; write YYYY, YYYY-MM or YYYY-MM-DD"
    ]
    assert problems[0].subject == "deu-recce"
    assert "deu-recce" not in {row["subject"] for row in tables.claims}
    assert len(tables.contingents) == len(read_tables(GEODATA).contingents) - 1


def test_a_folder_may_hold_only_what_is_needed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    assert load_checked(folder, drawn=True).claims
    shutil.rmtree(folder / "layers")
    remedy = "write the folder with its files, or restore it from an older version"
    assert problems_told(folder) == [f"geodata/layers: found no such folder; {remedy}"]
    shutil.rmtree(folder / "evidence")
    (line,) = problems_told(folder)
    assert line.startswith(f"{folder}: found neither evidence/ nor layers/; write the path of a folder laid out like")


@given(st.binary(max_size=200), st.sampled_from(["evidence/opening.csv", "layers/sites.geojson"]))
def test_whatever_a_file_holds_is_told_and_brings_nothing_down(rubbish: bytes, file: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        known = (folder / file).read_bytes()
        for text in (rubbish, known[: len(rubbish) * 3] + rubbish + known[len(rubbish) * 3 :]):
            (folder / file).write_bytes(text)
            with contextlib.suppress(GeodataError):
                tables = read_tables(folder)
                assert all(row["id"] for row in tables.rows(Path(file).stem))


def test_no_message_names_a_path_of_this_machine(folder: Path, tmp_path: Path) -> None:
    (folder / "evidence" / "actors.csv").unlink()
    assert not any(str(tmp_path) in line for line in problems_told(folder))


def test_every_row_set_aside_is_counted_with_what_hangs_on_it(folder: Path) -> None:
    whole = geodata.load()
    edited(folder, "evidence/actors.csv", "FRA,state,France", "FRA,state,")
    atlas = geodata.load_lenient(folder)
    assert atlas.rows == whole.rows
    assert "fra-advance" not in atlas.subjects
    lost_claims = len(whole.claims) - len(atlas.claims)
    assert atlas.set_aside > lost_claims > 50


def test_a_file_of_lines_that_are_no_rows_is_given_up_and_fills_no_memory(folder: Path) -> None:
    path = folder / "evidence" / "opening.csv"
    path.write_text(path.read_text(encoding="utf-8") + "a,b\n" * 50_000, encoding="utf-8")
    assert problems_told(folder) == [
        "geodata/evidence/opening.csv: found more than 5000 rows that are none; write only rows that the codebook knows"
    ]


def test_a_long_or_branching_thread_of_sources_is_followed_to_its_end_in_time(atlas: geodata.Atlas) -> None:
    (model,) = [source for source in atlas.sources.values() if source.id == "seed"]
    names = [f"s{number}" for number in range(5000)]
    parents = [*itertools.pairwise(names[1:]), (), ()]
    sources = {n: replace(model, id=n, publisher=n, rests_on=p) for n, p in zip(names, parents, strict=True)}
    assert roots_of(sources)["s0"] == {"s4998", "s4999"}
    circle = {n: replace(source, rests_on=(names[at - 1],)) for at, (n, source) in enumerate(sources.items())}
    assert set(roots_of(circle).values()) == {frozenset({"s0"})}


def test_the_state_of_a_folder_changes_with_its_evidence_and_with_nothing_else(tmp_path: Path) -> None:
    nowhere = state_of(tmp_path / "geodata")
    folder = copied(tmp_path)
    claims = folder / "evidence" / "claims.csv"
    seen = [nowhere, state_of(folder)]
    for harmless in (".claims.csv.swp", "claims.csv~", ".~lock.claims.csv#", "4913", "#claims.csv#"):
        (folder / "evidence" / harmless).write_bytes(b"x")
    assert state_of(folder) == seen[-1]

    def saved_by_rename() -> None:
        (folder / "new").write_bytes(claims.read_bytes())
        (folder / "new").replace(claims)

    def another_folder() -> None:
        (folder / "evidence").rename(folder / "old")
        shutil.copytree(folder / "old", folder / "other")
        (folder / "evidence").symlink_to("other")

    for change in (
        lambda: claims.write_bytes(claims.read_bytes() + b"x"),
        saved_by_rename,
        another_folder,
        claims.unlink,
    ):
        change()
        seen.append(state_of(folder))
    assert len(set(map(repr, seen))) == len(seen)


CLOSED = """
import os, sys
from pathlib import Path
from geodata.errors import GeodataError
from geodata.stores.files import require_folder
if os.geteuid() == 0:  # who may do everything becomes somebody who may not
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    require_folder(Path(sys.argv[1]))
except GeodataError as error:
    print(error)
"""


def test_a_folder_that_may_not_be_read_is_told_as_such_and_not_as_missing(folder: Path) -> None:
    folder.chmod(0)
    try:
        asked = subprocess.run(
            [sys.executable, "-c", CLOSED, folder], cwd=GEODATA.parent, capture_output=True, text=True, check=True
        )
    finally:
        folder.chmod(0o700)
    assert asked.stdout == (
        f"{folder}: found a folder that may not be read; write the path of one that whoever runs this may read, or let "
        "them read it\n"
    )
