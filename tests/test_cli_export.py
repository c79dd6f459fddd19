"""`python -m dashboard export rows`: the page's own file, whole or not at all, and errors that say what to write."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import cli_export
from dashboard.cli import main
from dashboard.cli_export import UsageError
from dashboard.export import FORMATS
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view


@pytest.mark.parametrize("ending", FORMATS)
def test_the_file_is_the_one_that_the_page_gives(
    tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"french.{ending}"
    assert main(["export", "rows", "--view", "?nations=FRA&asof=2026-01-17&lang=da", "--out", str(path)]) == 0
    state, _ = parse_query({"nations": "FRA", "asof": "2026-01-17", "lang": "da"})
    view = resolve_view(state, words_of("da")).view
    assert path.read_bytes() == FORMATS[ending].write(view)
    output = capsys.readouterr().out
    assert f"{len(view.rows)} rows, release {view.world.atlas.release}, asof=2026-01-17&known=all&nations=FRA" in output
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_the_format_may_be_named_and_a_whole_address_given(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    address = "https://map.example/?kinds=post"
    assert main(["export", "rows", "--view", address, "--format", "CSV", "--out", str(path)]) == 0
    assert path.read_bytes().count(b"\r\n") > 10


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--out", "x.pdf"], "--out: 'x.pdf' has no known ending; write one of csv, xlsx, geojson, gpkg, parquet, zip"),
        (["--out", "x.csv", "--format", "doc"], "--format: found 'doc'; write one of csv, xlsx,"),
        (["--out", "x.csv", "--view", "nation=FRA"], "--view: found the key 'nation'; did you mean nations?"),
        (["--out", "x.csv", "--view", "zzz=1"], "--view: found the key 'zzz'; write one of asof, known, nations,"),
        (["--out", "x.csv", "--view", "nations=XXX&asof=soon"], "--view: nations: found 'XXX', which nothing has"),
        (["--out", "x.csv", "--view", "nations=XXX&asof=soon"], "--view: asof: found 'soon', which nothing has"),
        (["--out", "x.csv", "--view", "france"], "--view: found the key 'france'; write one of asof,"),
        (["--out", "no/where/x.csv"], "--out: 'no/where/x.csv': No such file or directory; name a file in a folder"),
    ],
)
def test_wrong_use_says_what_was_found_and_what_to_write(
    arguments: list[str],
    expected: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="2"):
        main(["export", "rows", *arguments])
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(cli_export.UsageError, match="Is a directory; name a file in a folder you may write to"):
        cli_export.written(tmp_path / "taken.csv", b"half")
    assert [each.name for each in tmp_path.iterdir()] == ["taken.csv"]


def test_evidence_that_cannot_be_read_is_told_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    (folder / "evidence" / "claims.csv").unlink()
    path = tmp_path / "rows.csv"
    completed = subprocess.run(
        [sys.executable, "-m", "dashboard", "export", "rows", "--out", str(path)],
        env={"GEODATA_DIR": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 1
    assert "evidence/claims.csv" in completed.stderr
    assert "Traceback" not in completed.stderr
    assert not path.exists()


def test_nothing_but_a_file_is_replaced_and_a_link_stays_one(tmp_path: Path) -> None:
    pipe, link, goal = tmp_path / "pipe.csv", tmp_path / "link.csv", tmp_path / "goal.csv"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match=r"pipe\.csv' is a device or a pipe; name a file$"):
        cli_export.written(pipe, b"rows")
    assert pipe.is_fifo()
    goal.write_bytes(b"old")
    link.symlink_to(goal)
    cli_export.written(link, b"rows")
    assert link.is_symlink()
    assert goal.read_bytes() == b"rows"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["goal.csv", "link.csv", "pipe.csv"]
