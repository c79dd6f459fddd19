"""A briefing sheet that comes back: it opens its view and says what has changed; a hostile PDF does nothing."""

import io
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, StreamObject

from dashboard.documents import remembering
from dashboard.documents.content import Content
from dashboard.documents.remembering import Remembered, changes_since, new_claims, read_sheet
from dashboard.documents.sheet import attachments, sheet
from dashboard.export import to_csv
from dashboard.panels.paper import PART, Parts, line_of
from dashboard.text.i18n import words_of
from dashboard.text.phrase import problem_lines
from dashboard.view.view import ViewModel, parse_query, resolve_view
from geodata.errors import GeodataError

EN = words_of("en")
QUERY = {"asof": "2026-01-17", "nations": "DEU", "lang": "en"}
HOSTILE = "</b><img src=x onerror=alert(1)> {{7*7}} **b**"


@pytest.fixture(scope="module")
def view_model() -> ViewModel:
    return resolve_view(parse_query(QUERY)[0], EN)


@pytest.fixture(scope="module")
def files(view_model: ViewModel) -> dict[str, bytes]:
    """What a sheet of the view carries."""
    return {one.name: one.body for one in attachments(Content(view_model))}


def pdf(files: dict[str, bytes], pages: int = 1) -> bytes:
    """Write a PDF that carries files, as anybody can."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(72, 72)
    for name, body in files.items():
        writer.add_attachment(name, body)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_sheet_remembers_its_view_its_release_and_its_rows(view_model: ViewModel) -> None:
    found = read_sheet(sheet(Content(view_model)))
    assert dict(found.query)["nations"] == "DEU"
    assert dict(found.query)["asof"] == "2026-01-17"
    assert found.release == view_model.world.atlas.release
    assert set(found.rows) == {row.id for row in view_model.rows}
    assert found.claims
    assert changes_since(found, view_model.view) == []
    assert new_claims(found, view_model.view) == 0


def test_what_has_changed_since_is_told_row_by_row(view_model: ViewModel, files: dict[str, bytes]) -> None:
    rows = files["rows.csv"].decode()
    old = re.sub(
        r"^deu-recce,(.*?),in_place,in place,15,15,", r"deu-recce,\1,announced,announced,13,13,", rows, flags=re.M
    )
    assert old != rows
    other = next(row.id for row in view_model.rows if row.id != "deu-recce")
    old = old.replace(f"\n{other},", "\nlost-one,")
    found = read_sheet(pdf({**files, "rows.csv": old.encode(), "claims.json": b"[]"}))
    changes = {one.id: one for one in changes_since(found, view_model.view)}
    assert {name: one.kind for name, one in changes.items()} == {"deu-recce": "other", other: "new", "lost-one": "gone"}
    assert "number: 13 → 15; status: announced → in place" in line_of(EN, changes["deu-recce"], view_model.world.atlas)
    assert new_claims(found, view_model.view) > 0


def test_days_and_places_are_told_in_words_and_the_order_of_places_is_no_change(view_model: ViewModel) -> None:
    (row,) = [one for one in view_model.rows if one.id == "deu-recce"]
    now = remembering._rows(to_csv(view_model.view).decode("utf-8-sig"))
    was = {**now["deu-recce"], "places": "nuuk;kangerlussuaq", "since": "2026-01-14"}
    sheet = Remembered((), "2026-01-01-abcd", {**now, row.id: was}, frozenset())
    (change,) = changes_since(sheet, view_model.view)
    actual = line_of(words_of("da"), change, view_model.world.atlas)
    assert actual.endswith("sted: Nuuk og Kangerlussuaq → Nuuk; siden: 14. januar 2026 → 16. januar 2026")
    assert remembering._same("places", "nuuk;qaqortoq") == remembering._same("places", "qaqortoq;nuuk")
    assert remembering._same("step", "a;b") != remembering._same("step", "b;a")


def bomb() -> bytes:
    """A PDF whose attachment is a few kilobytes and grows to ninety megabytes."""
    import zlib

    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    held = writer.add_attachment("rows.csv", b"x")
    del held
    stream = next(
        one for one in writer._objects if isinstance(one, StreamObject) and one.get("/Type") == "/EmbeddedFile"
    )
    packed = DecodedStreamObject()
    packed._data = zlib.compress(b"\0" * 90_000_000, 9)
    packed[NameObject("/Filter")] = NameObject("/FlateDecode")
    for key in ("/Type",):
        packed[NameObject(key)] = stream[key]
    writer._objects[writer._objects.index(stream)] = packed
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda _: b"", "no PDF"),
        (lambda _: b"GIF89a", "no PDF"),
        (lambda _: b"%PDF-1.7 " + b"\0" * remembering.LARGEST, "2,000,009 bytes"),
        (lambda _: b"%PDF-1.7\n" + b"[" * 100_000, "what cannot be read as a PDF"),
        (lambda _: pdf({}), "none of the files that a sheet carries"),
        (lambda files: pdf({**files, "rows.csv": b"\xff\xfe"}), "what cannot be read as a PDF"),
        (lambda files: pdf(files, pages=90), "more pages than a sheet has"),
        (lambda _: pdf({str(n): b"" for n in range(20)}), "more attached files"),
        (lambda _: bomb(), "PDF: found"),
        (lambda files: pdf({**files, "view.json": b"[1]"}), "view.json: found no object"),
        (lambda files: pdf({**files, "view.json": b"[" * 50_000}), "view.json: found no object"),
        (lambda files: pdf({**files, "view.json": b'{"query": 7}'}), "view.json: found no address of a view"),
        (lambda files: pdf({**files, "view.json": b'{"query": "", "release": "<b>"}'}), "view.json: found no release"),
        (lambda files: pdf({**files, "rows.csv": b"id,label\nx,y"}), "rows.csv: found rows of another form"),
        (lambda files: pdf({**files, "rows.csv": files["rows.csv"].replace(b"\ndeu", b"\n<b>")}), "of another form"),
        (lambda files: pdf({**files, "claims.json": b"7"}), "claims.json: found no list of claims"),
        (lambda files: pdf({**files, "view.json": b'{"query": "' + b"a=b&" * 70 + b'"}'}), "more than the address"),
        (lambda files: pdf({**files, "rows.csv": files["rows.csv"] + b"a\n" * 600_000}), "of another form"),
        (lambda files: pdf({**files, "rows.csv": b"a," * 400 + files["rows.csv"]}), "of another form"),
    ],
)  # fmt: skip
def test_what_is_none_of_our_sheets_is_refused(
    make: Callable[[dict[str, bytes]], bytes], expected: str, files: dict[str, bytes]
) -> None:
    with pytest.raises(GeodataError) as error:
        read_sheet(make(files))
    assert expected in str(error.value)
    assert "a briefing sheet that this map has written" in str(error.value)
    (danish,) = problem_lines(error.value.problems, words_of("da"), "problem.file")
    assert re.fullmatch("PDF'en: (\\w+\\.\\w+: )?Her er .*; giv et ark, som dette kort har skrevet, .*", danish)


def test_rows_without_number_are_not_even_begun(files: dict[str, bytes]) -> None:
    columns = ",".join(["id", "label", *remembering.COMPARED, *(f"c{number}" for number in range(5_000))])
    tracemalloc.start()
    try:
        with pytest.raises(GeodataError, match="rows of another form"):
            remembering._rows(f"{columns}\n" + "a\n" * 500_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000  # as one object a row they took more than all memory
    finally:
        tracemalloc.stop()
    assert "deu-recce" in remembering._rows(files["rows.csv"].decode("utf-8-sig"))


def test_a_claim_of_a_sheet_is_counted_by_its_name_alone() -> None:
    nested = "[" * 900 + "]" * 900
    assert remembering._claims(f'[{{"id": {nested}}}, {{"id": 7}}, {{"id": "a"}}, 5]') == {"a"}


def test_a_pdf_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass", "utf-8")
    monkeypatch.setattr(remembering, "READER", endless)
    monkeypatch.setattr(remembering, "PATIENCE_S", 0.3)
    with pytest.raises(GeodataError, match="what cannot be read as a PDF"):
        read_sheet(b"%PDF-1.7")


def test_a_label_of_a_sheet_is_only_text(view_model: ViewModel) -> None:
    row = dict.fromkeys(("id", "label", *remembering.COMPARED), HOSTILE)
    found = Remembered((), "2026-01-01-abcd", {"gone-one": row}, frozenset())
    (line,) = [
        line_of(EN, one, view_model.world.atlas)
        for one in changes_since(found, view_model.view)
        if one.id == "gone-one"
    ]
    assert HOSTILE in line  # and the panel writes each line through plain_list


def test_a_file_comes_in_parts_in_order_and_no_larger_than_allowed() -> None:
    def part(at: Any, of: Any = 2, text: Any = "YWJj", number: Any = 1) -> dict[str, Any]:
        return {"number": number, "of": of, "at": at, "text": text}

    parts = Parts()
    assert [parts.take(part(at), 2 * PART) for at in (0, 1)] == [False, True]
    assert b"".join(parts.got) == b"abcabc"
    wrong = [
        None, 7, {}, part(1), part(0, of=3), part(0, of=-1), part(0, of="2"), part(0, text="*"), part(5),
        part(0, of=1, text="A" * (2 * PART + 1)), part(0, text="é"),
    ]  # fmt: skip
    for one in wrong:
        parts = Parts()
        assert not parts.take(one, 2 * PART)
        assert not parts.take(part(1), 2 * PART) or one == part(0)
    parts = Parts()
    parts.take(part(0), 2 * PART)
    assert not parts.take(part(1, number=2), 2 * PART)  # of another file


def test_only_the_names_of_our_attachments_are_read(files: dict[str, bytes]) -> None:
    found = read_sheet(pdf({**files, "../../evil.py": b"import os"}))
    assert found.rows
    assert len(PdfReader(io.BytesIO(pdf(files))).pages) == 1
