"""docs/files.md is true: its columns are those of the files, its lines run, its keys and addresses exist."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli import main
from dashboard.export import FORMATS
from dashboard.export.citations import STYLES
from dashboard.export.columns import ROWS
from dashboard.export.notebook import NOTEBOOKS
from dashboard.more import KEYS
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query
from tests.test_project import code_blocks

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "files.md").read_text(encoding="utf-8")


def test_the_columns_are_those_of_the_files() -> None:
    actual = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", TEXT.split("## Columns")[1].split("## Citing")[0], re.M)
    words = words_of("en")
    assert actual == [(column.name, column.type, column.described(words, "rows")) for column in ROWS]


def test_every_address_and_every_key_is_told() -> None:
    assert all(f"`/view/rows.{ending}`" in TEXT for ending in FORMATS)
    assert all(f"`/view/cite.{ending}`" in TEXT or f"`.{ending}`" in TEXT for ending in STYLES)
    assert all(f"`/view/notebook.{ending}`" in TEXT or f"`.{ending}`" in TEXT for ending in NOTEBOOKS)
    keys = re.findall(r"^\| `(\w+)` \| `(\w+)=([^`]*)`", TEXT.split("## More filters")[1], re.M)
    assert [key for key, _, _ in keys] == list(KEYS)
    for key, named, value in keys:
        state, faults = parse_query({key: value})
        assert (named, faults) == (key, ())
        assert state.sifted


def test_the_command_and_the_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = code_blocks(TEXT, "sh")
    arguments = shlex.split(command)[3:]
    assert arguments[:2] == ["export", "rows"]
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 0
    assert main([*arguments[:-1], "french.csv"]) == 0
    adding, notebook, _drawing = code_blocks(TEXT, "python")
    names: dict[str, Any] = {}
    exec(compile(adding, "files.md", "exec"), names)  # noqa: S102 - our own document
    exec(compile(notebook, "files.md", "exec"), names)  # noqa: S102 - our own document
    people = names["atlas"].at("2026-01-17").where(nations=["FRA"]).totals().people
    assert (names["low"], names["high"]) == (people.low, people.high)
    assert set(names["rows"]["actor"]) == {"FRA", "DEU"}
    assert names["people"].without_number == ("dnk-exercise",)
