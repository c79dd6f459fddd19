"""A sheet that comes back: which view it shows, and what its rows said; all of it checked like an upload."""

import csv
import io
import json
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from dashboard.export import claim_records, to_csv
from dashboard.export.columns import SEPARATOR
from dashboard.state import LONGEST_SEARCH
from dashboard.text.phrase import Phrase
from dashboard.view.rows import View
from geodata.errors import GeodataError, Problem

READER = Path(__file__).with_name("attached_files.py")
FILE = Phrase("problem.pdf")
"""The name under which problems of a sheet are told."""

LARGEST = 2_000_000  # bytes of a sheet; those that we write take some 400,000
MOST_ROWS, MOST_COLUMNS = 1_000, 100
MOST_CLAIMS, MOST_KEYS = 5_000, 60
LONGEST_QUERY = 2_000 + LONGEST_SEARCH
PATIENCE_S = 12.0
SHEET = Phrase("problem.a_sheet")

FAULTS = {
    "pages": Phrase("problem.pages"),
    "attachments": Phrase("problem.attachments"),
    "none": Phrase("problem.no_files"),
    "broken": Phrase("problem.broken"),
}
"""What the reader of the attachments may find, and how it is told."""

COMPARED = ("step", "low", "high", "places", "rank", "since", "due", "last_known", "disputed")
"""The columns of which a change is told."""

NUMBERS = ("low", "high")
PLACES = "places"

_RELEASE = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{4,40}")
_ID = re.compile(r"[\w.:-]{1,80}")

_places = threading.BoundedSemaphore(2)

Rows = Mapping[str, Mapping[str, str]]
"""Cells as CSV has them, by column, by the id of the row."""


@dataclass(frozen=True)
class Remembered:
    """What a sheet says of itself.

    Parameters
    ----------
    query : tuple of tuple of str
        The address of its view, as pairs, without the release.
    release : str
        The release of the evidence that it shows.
    rows : Rows
        Its rows.
    claims : frozenset of str
        Ids of the claims behind them.
    """

    query: tuple[tuple[str, str], ...]
    release: str
    rows: Rows
    claims: frozenset[str]


@dataclass(frozen=True)
class Change:
    """One row that is told otherwise than on the sheet.

    Parameters
    ----------
    id, label : str
        Of the subject; the label as the evidence has it by now, or as the sheet had it where it is gone.
    kind : str
        `new`, `gone` or `other`.
    cells : mapping of str to tuple of str
        By column what was and what is, as CSV has them; only what differs, and a range whole.
    """

    id: str
    label: str
    kind: str
    cells: Mapping[str, tuple[str, str]]


def read_sheet(body: bytes) -> Remembered:
    """Read which view a sheet shows, and what it said.

    Parameters
    ----------
    body : bytes
        The PDF.

    Raises
    ------
    GeodataError
        When it is none of our sheets, or more than is read.
    """
    if len(body) > LARGEST:
        _refuse("", Phrase("problem.bytes", n=len(body)), Phrase("problem.small_sheet", n=LARGEST))
    if not body.lstrip()[:5].startswith(b"%PDF-"):
        _refuse("", Phrase("problem.no_pdf"), SHEET)
    files = _attached(body)
    about = _object(files["view.json"])
    rows = _rows(files["rows.csv"])
    return Remembered(_query(about), _release(about), rows, _claims(files["claims.json"]))


def changes_since(sheet: Remembered, view: View) -> list[Change]:
    """List the rows that are told otherwise by now.

    Parameters
    ----------
    sheet : Remembered
        What the sheet said.
    view : View
        The same view of the evidence of today.
    """
    now = _rows(to_csv(view).decode("utf-8-sig"), most=sys.maxsize - 1)  # our own, however much evidence there is
    found = []
    for name in dict.fromkeys([*now, *sheet.rows]):
        was, has = sheet.rows.get(name), now.get(name)
        label = (has or was or {}).get("label", name)
        if was is None or has is None:
            found.append(Change(name, label, "new" if was is None else "gone", {}))
            continue
        cells = {key: (was[key], has[key]) for key in COMPARED if _same(key, was[key]) != _same(key, has[key])}
        if not cells.keys().isdisjoint(NUMBERS):
            cells |= {key: (was[key], has[key]) for key in NUMBERS}  # a range is told whole
        if cells:
            found.append(Change(name, label, "other", cells))
    return found


def _same(column: str, cell: str) -> object:
    """Give what makes two cells the same: of places the order says nothing."""
    return frozenset(cell.split(SEPARATOR)) if column == PLACES else cell


def new_claims(sheet: Remembered, view: View) -> int:
    """Count the claims behind the view that the sheet did not have."""
    return len({str(one["id"]) for one in claim_records(view)} - sheet.claims)


def _attached(body: bytes) -> dict[str, str]:
    """Have the attachments read by a process of its own, which a hostile file cannot hold for long."""
    if not _places.acquire(timeout=PATIENCE_S):
        _refuse("", Phrase("problem.too_many"), Phrase("problem.again"))
    try:
        done = subprocess.run(  # noqa: S603 (our own script)
            [sys.executable, "-I", str(READER)], input=body, capture_output=True, timeout=PATIENCE_S, check=False
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"fault": "broken"}
    finally:
        _places.release()
    fault = FAULTS.get(answer.get("fault", ""))
    if fault:
        _refuse("", fault, SHEET)
    files: dict[str, str] = answer
    return files


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        _refuse("view.json", Phrase("problem.no_object"), SHEET)
    about: dict[str, Any] = found
    return about


def _query(about: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    query = about.get("query")
    if not isinstance(query, str) or len(query) > LONGEST_QUERY:
        _refuse("view.json", Phrase("problem.no_address"), SHEET)
    if str(query).count("&") >= MOST_KEYS:
        _refuse("view.json", Phrase("problem.long_address"), SHEET)
    return tuple(pair for pair in parse_qsl(str(query)) if pair[0] != "release")


def _release(about: Mapping[str, Any]) -> str:
    release = about.get("release")
    if not isinstance(release, str) or not _RELEASE.fullmatch(release):
        _refuse("view.json", Phrase("problem.no_release"), SHEET)
    return str(release)


def _rows(text: str, most: int = MOST_ROWS) -> Rows:
    """Name the cells of each row; no more rows and columns are even begun than a sheet has."""
    try:
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(lines, [])
        rows = list(islice(filter(None, lines), most + 1))
    except csv.Error:
        header, rows = [], []
    known = {"id", "label", *COMPARED} <= set(header) and len(set(header)) == len(header) <= MOST_COLUMNS
    if not known or len(rows) > most or any(len(row) != len(header) for row in rows):
        _refuse("rows.csv", Phrase("problem.rows"), SHEET)
    named = [dict(zip(header, row, strict=True)) for row in rows]
    if not all(_ID.fullmatch(row["id"]) for row in named):
        _refuse("rows.csv", Phrase("problem.rows"), SHEET)
    return {row["id"]: row for row in named}


def _claims(text: str) -> frozenset[str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) > MOST_CLAIMS:
        _refuse("claims.json", Phrase("problem.no_claims"), SHEET)
    return frozenset(one["id"] for one in found if isinstance(one, dict) and isinstance(one.get("id"), str))


def _refuse(row: str, found: str, remedy: str) -> None:
    raise GeodataError([Problem(FILE, row, "", found, remedy)])
