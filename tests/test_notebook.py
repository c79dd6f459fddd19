"""The lines of Python of a view: running them gives the same rows and the same total; the notebook runs as well."""

import json
from collections.abc import Mapping
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient

import geodata
from dashboard.export.notebook import NOTEBOOKS, lines_of, to_notebook, to_script
from dashboard.text import DRILLDOWNS
from dashboard.text.i18n import words_of
from dashboard.view.rows import View
from dashboard.view.view import parse_query, resolve_view
from geodata import Atlas
from tests.payloads import PAYLOADS
from tests.test_project import ROOT, code_blocks
from tests.test_table_for_programs import QUERIES

ROWS_BEHIND = st.sampled_from(DRILLDOWNS).map(lambda drilldown: {"q": f"rows:{drilldown}"})


def view_of(query: Mapping[str, str], lang: str = "en") -> View:
    state, faults = parse_query(query)
    assert faults == ()
    return resolve_view(state, words_of(lang)).view


def read(view: View) -> Any:
    return nbformat.reads(to_notebook(view).decode(), as_version=4)  # type: ignore[no-untyped-call]


def run(lines: list[str], atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the lines with evidence that is read once."""
    names: dict[str, Any] = {}
    with monkeypatch.context() as patch:
        patch.setattr(geodata, "load", lambda: atlas)
        exec(compile("\n".join(lines), "view.py", "exec"), names)  # noqa: S102 - our own lines
    return names


@settings(max_examples=25)
@given(query=QUERIES, drilldown=st.one_of(st.just({}), ROWS_BEHIND))
def test_running_the_lines_gives_the_same_rows(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch, query: dict[str, str], drilldown: dict[str, str]
) -> None:
    view = view_of({**query, **drilldown})
    names = run(lines_of(view), atlas, monkeypatch)
    rows = {row["subject"]: row for row in names["rows"].to_dict("records")}
    assert set(rows) == {row.id for row in view.rows}
    for row in view.rows:
        state = view.world.states[row.id]
        assert (rows[row.id]["step"], rows[row.id]["place"]) == (state.step, state.place)
    assert names["people"] == view.totals.people


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_search_text_never_becomes_code_or_markup(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    view = view_of({"q": text[:80], "asof": "2026-01-17"})
    assert not any(text in line for line in lines_of(view))
    run(lines_of(view), atlas, monkeypatch)
    book = read(view)
    assert "<" not in book.cells[0].source.replace("\\<", "")


@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_notebook_is_one_by_the_standard(lang: str) -> None:
    view = view_of({"nations": "FRA", "asof": "2026-01-17", "known": "2026-01-18"}, lang)
    book = read(view)
    nbformat.validate(book)
    assert view.world.atlas.release in book.cells[0].source.replace("\\", "")
    assert json.loads(to_notebook(view))["nbformat_minor"] == 5
    assert "atlas.at('2026-01-17', known_by='2026-01-18')" in book.cells[1].source
    assert set(NOTEBOOKS) == {"ipynb", "py"}
    assert "geodata" in compile(to_script(view), "view.py", "exec").co_names


def test_tables_with_places_draw_themselves_in_a_notebook() -> None:
    for needed in ("mapclassify", "matplotlib"):
        pytest.importorskip(needed, reason="geopandas draws with it (pip install '.[notebook]')")
    _, reading, drawing = code_blocks((ROOT / "docs" / "files.md").read_text(encoding="utf-8"), "python")
    book = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, [reading, *drawing.splitlines()])])  # type: ignore[no-untyped-call]
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    world, posts, picture = ({kind for output in cell.outputs for kind in output["data"]} for cell in book.cells[1:])
    assert {"text/html"} <= world & posts
    assert "image/png" in picture


def test_a_notebook_runs_and_shows_the_total(atlas: Atlas) -> None:
    view = view_of({"nations": "FRA.DEU", "asof": "2026-01-17"})
    book = read(view)
    NotebookClient(book, timeout=60, kernel_name="python3").execute()
    people = view.totals.people
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    printed = [output["text"].strip() for output in outputs if output["output_type"] == "stream"]
    assert printed == [f"{people.low} to {people.high}"]
    actual = [output["data"] for output in outputs if output["output_type"] == "execute_result"]
    assert any(atlas.release in data["text/plain"] for data in actual)
    assert any("deu-recce" in data.get("text/html", "") for data in actual)
