"""What is in view as an Excel workbook: rows, claims, sources, and a sheet that says what they are."""

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from dashboard.export.about import about
from dashboard.export.columns import DATE, TABLES, Column
from dashboard.export.table import flat, tables
from dashboard.view.rows import View

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FIRST = date(1900, 3, 1)  # an earlier day is none that every spreadsheet counts alike; it stands as text
NARROW, WIDE, WIDEST = 8, 40, 90
LINE_PT = 15
# Text stays text: no cell becomes a formula or a link, whatever it begins with, and so none needs a mark in front.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def to_excel(view: View) -> bytes:
    """Write what is in view as an Excel workbook; days are days, numbers numbers, and text is never run.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    from xlsxwriter import Workbook

    body, words = io.BytesIO(), view.words
    book = Workbook(body, dict(PLAIN))
    facts = dict(about(view))
    created = datetime.combine(view.world.atlas.evidence_to, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": words.say("title"), "comments": facts["release"], "created": created})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    for name, found in tables(view).items():
        sheet = book.add_worksheet(words.say(f"files.sheet.{name}"))
        _fill(sheet, list(flat(found, TABLES[name])), TABLES[name], head, day)
    _read_me(book, view, head)
    book.close()
    return body.getvalue()


def _fill(
    sheet: "Worksheet", rows: list[list[Any]], columns: tuple[Column, ...], head: "Format", day: "Format"
) -> None:
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.name, head)
        longest = max((len(str(row[at])) for row in rows if row[at] is not None), default=0)
        sheet.set_column(at, at, min(max(longest, len(column.name), NARROW) + 2, WIDE))
        for line, row in enumerate(rows, 1):
            _write(sheet, line, at, row[at], day if column.type == DATE else None)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _write(sheet: "Worksheet", line: int, at: int, value: Any, day: "Format | None") -> None:
    """Write one cell by its type; what nobody said stays empty."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, date):
        if value < FIRST:
            sheet.write_string(line, at, value.isoformat())
        else:
            sheet.write_datetime(line, at, datetime.combine(value, time(), UTC).replace(tzinfo=None), day)
    elif isinstance(value, int | float):
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, str(value))


def _read_me(book: "Workbook", view: View, head: "Format") -> None:
    """Say what the file is, on which clocks, and what each column holds."""
    words = view.words
    sheet = book.add_worksheet(words.say("files.sheet.readme"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    top = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 2, WIDEST)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    line = 0
    for key, text in about(view):
        sheet.write_string(line, 0, words.say(f"files.about.{key}"), top)
        _write_line(sheet, line, text, wrapped)
        line += 1
    for name, columns in TABLES.items():
        line += 1
        sheet.write_string(line, 0, words.say(f"files.sheet.{name}"), head)
        sheet.write_string(line, 1, "", head)
        sheet.write_string(line, 2, words.say(f"files.table.{name}"), head)
        for column in columns:
            line += 1
            sheet.write_string(line, 1, column.name, top)
            _write_line(sheet, line, column.described(words, name), wrapped)
        line += 1


def _write_line(sheet: "Worksheet", line: int, text: str, wrapped: "Format") -> None:
    """Write a text and give its row the height that it needs: not every program works that out by itself."""
    sheet.set_row(line, LINE_PT * (1 + len(text) // (WIDEST - 4)))
    sheet.write_string(line, 2, text, wrapped)
