"""A table of what is in view, for spreadsheets and programs."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dashboard.export.columns import ROWS, Column
from dashboard.export.table import flat, records
from dashboard.view.rows import View

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet will run: text that begins like a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(RISKY):
        return f"'{cell}"
    return cell


def written(cell: object) -> object:
    """Return a cell as CSV has it: ISO days, ``true`` and ``false``, empty where nobody said, text made harmless."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else harmless(cell)


def table_csv(found: Iterable[dict[str, Any]], columns: Sequence[Column], mark: bool = True) -> bytes:
    """Write records as CSV in UTF-8.

    Parameters
    ----------
    found : iterable of dict of str to object
        The records.
    columns : sequence of Column
        Their columns, in order.
    mark : bool
        Whether a mark stands at the front, by which spreadsheets know UTF-8 and read Å and ø.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    writer.writerows([written(cell) for cell in cells] for cells in flat(found, columns))
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def to_csv(view: View) -> bytes:
    """Write what is in view as CSV, one row a subject.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    return table_csv(records(view), ROWS)
