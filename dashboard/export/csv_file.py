"""A table of what is in view, for spreadsheets."""

import csv
import io

from dashboard.view.rows import Row, View

COLUMNS = (
    "id",
    "country",
    "what",
    "kind",
    "status",
    "low",
    "high",
    "where",
    "precision",
    "lon",
    "lat",
    "due_or_since",
    "last_confirmed",
    "independent_sources",
    "flags",
    "sources",
    "as_of",
    "known_by",
    "filter",
)
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet will run: text that begins like a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(RISKY):
        return f"'{cell}"
    return cell


def to_csv(view: View) -> bytes:
    """Write what is in view as CSV: UTF-8 with a mark at the front, so that spreadsheets read Å and ø.

    Parameters
    ----------
    view
        Rows, clocks and filter.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in view.rows:
        writer.writerow([harmless(cell) for cell in _cells(view, row)])
    return text.getvalue().encode("utf-8-sig")


def _cells(view: View, row: Row) -> list[object]:
    lon, lat = row.points[0] if len(row.points) == 1 else ("", "")
    return [
        row.id,
        row.country,
        row.what,
        row.kind,
        row.status,
        row.low,
        row.high,
        row.where,
        row.precision,
        lon,
        lat,
        row.when,
        row.last_confirmed,
        row.independent_sources,
        row.flags,
        " | ".join(source_words(view, source) for source in row.sources),
        view.world.as_of.isoformat(),
        view.world.known_by.isoformat() if view.world.known_by else "all",
        view.filter_text,
    ]


def source_words(view: View, source: str) -> str:
    """Cite a source in one line."""
    found = view.world.atlas.sources[source]
    return " · ".join(part for part in (found.publisher, found.title, found.published, found.url) if part)
