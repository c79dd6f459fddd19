"""Reads a table of the evidence row by row; a line that is no row is reported with its number, the others are kept."""

import contextlib
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from geodata.errors import GeodataError, Problem, named, quoted
from geodata.file_reader import Log, first_wrong, lines_from, unreadable, wrong_byte
from geodata.schema.fields import columns_of
from geodata.tables import Row

LONGEST_CELL = 1_000_000
"""Characters; a quote that is never closed must not fill the memory."""

MOST_LINES = 20
"""The most lines of a cell with line breaks; a longer one counts as a quote that is never closed."""

ABOVE = 10
"""How many first lines are searched for the header."""

MOST_ROWS = 250_000
"""The most rows; a longer table is not ours, and would fill the memory."""

csv.field_size_limit(LONGEST_CELL)

_OTHER_COMMAS = re.compile(r"[;\t]")


@dataclass(frozen=True, slots=True)
class _Record:
    """One line, or several that a quote holds together: its cells, or why it has none."""

    first: int
    last: int
    cells: tuple[str, ...]
    fault: str = ""


def csv_rows(text: str, table: str, log: Log) -> Iterator[Row]:
    """Read the rows of a table.

    Parameters
    ----------
    text : str
        The file.
    table : str
        Its name.
    log : Log
        Is told what cannot be read.

    Yields
    ------
    dict of str to str
        Column to cell, only the columns that the codebook knows.

    Raises
    ------
    GeodataError
        When the header cannot be used.
    """
    columns = columns_of(table)
    header, records = _header(_records(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")), columns, log)
    names = {place: name for place, name in enumerate(header) if name}
    widths = {len(header), max(names) + 1}
    damaged = first_wrong(text) >= 0
    before = len(log.faults)
    for number, record in enumerate(records):
        if number > MOST_ROWS:
            unreadable(log.file, f"more than {MOST_ROWS} rows", "only rows of evidence")
        if not record.fault and not any(cell.strip() for cell in record.cells):
            continue
        if damaged and _wrong_bytes(record, header, log):
            continue
        row = _row(record, names, widths, log)
        if row is not None:
            log.lines.setdefault(row["id"], record.first)
            yield row if header == columns else {column: row[column] for column in columns}
    if damaged:
        _one_alphabet(log, before)


def _records(lines: Sequence[str]) -> Iterator[_Record]:
    """Read line by line, so that a quote that is never closed costs its own line and not the rest of the file."""
    at, tries = 0, 0
    reader = csv.reader(lines, strict=True)
    with contextlib.suppress(csv.Error):  # as long as each row is one line, one reader for all is the quick way
        for cells in reader:
            if reader.line_num != at + 1:
                break
            at += 1
            yield _Record(at, at, tuple(cells))
    while at < len(lines):
        last = at
        try:
            found = tuple(next(csv.reader([lines[at]], strict=True), ()))
        except csv.Error as error:
            tries += 1
            joined = _joined(lines, at) if tries <= MOST_LINES else None
            if joined is None:
                fault = "a quote that is not closed" if "unexpected end" in str(error) else f"no CSV ({error})"
                guessed = tuple(re.split(r"[,\s]", lines[at][:LONGEST_CELL]))
                yield _Record(at + 1, at + 1, guessed, fault)
                at += 1
                continue
            found, last = joined
        yield _Record(at + 1, last + 1, found)
        at = last + 1


def _joined(lines: Sequence[str], at: int) -> tuple[tuple[str, ...], int] | None:
    """Read a row whose quoted cell holds line breaks: cells and last line; None if no line below closes the quote."""
    width = None
    for last in range(at + 1, min(at + MOST_LINES, len(lines))):
        try:
            rows = list(csv.reader(["\n".join(lines[at : last + 1])], strict=True))
        except csv.Error:
            continue
        width = len(rows[0])
        # A row ends where the lines around it have as many cells; else the quote belongs to another row.
        around = [len(next(csv.reader([lines[near]]), [])) for near in (at - 1, last + 1) if 0 <= near < len(lines)]
        return (tuple(rows[0]), last) if len(rows) == 1 and width in around else None
    return None


def _header(
    records: Iterator[_Record], columns: tuple[str, ...], log: Log
) -> tuple[tuple[str, ...], Iterator[_Record]]:
    """Find the line with the names of the columns, tell what stands above it; return it and the lines below."""
    top = list(islice(records, ABOVE))
    known = [number for number, record in enumerate(top) if _alike(record.cells, columns)]
    filled = [number for number, record in enumerate(top) if any(cell.strip() for cell in record.cells)]
    if not filled:
        remedy = f"a first line with the columns {','.join(columns)}, and the rows below it"
        unreadable(log.file, "an empty file", remedy)
    number = (known or filled)[0]
    record = top[number]
    if number and known:
        above = lines_from(1, record.first - 1)
        log.tell(1, "", "", "", f"the header is in line {record.first}; delete {above}")
    _check_header(record, columns, log)
    return record.cells, chain(top[number + 1 :], records)


def _alike(cells: Sequence[str], columns: tuple[str, ...]) -> bool:
    """Tell whether a line names at least half of the columns, whatever divides them."""
    if len(cells) == 1:
        cells = _OTHER_COMMAS.split(cells[0])
    return 2 * len(set(cells) & set(columns)) >= len(columns)


def _check_header(record: _Record, columns: tuple[str, ...], log: Log) -> None:
    """A column that is missing or stands twice makes the file unreadable; one too many is only told."""
    header, at = record.cells, record.first
    missing = [name for name in columns if name not in header]
    if len(header) == 1 and len(missing) == len(columns):
        remedy = "a comma between cells (in a spreadsheet: save as CSV with commas)"
        unreadable(log.file, "a first line without commas", remedy, "header", detail=f": {quoted(header[0])}")
    if len(missing) == len(columns):
        remedy = f"the columns {','.join(columns)} in line 1, and the rows below it"
        found = "a first line that names no column"
        unreadable(log.file, found, remedy, "header", detail=f": {quoted(','.join(header))}")
    twice = sorted({name for name in columns if header.count(name) > 1})
    faults = [(name, "no such column", "it, empty where nothing is known") for name in missing]
    faults += [(name, "the column twice", "it once") for name in twice]
    found, wanted = "a column that the codebook does not know", f"only the columns {', '.join(columns)}"
    others = [name for name in header if name and name not in columns]
    if not faults:
        for name in others:
            log.tell(at, "header", named(name), found, wanted)
        return
    wrong = [Problem(log.file, "header", name, found, remedy, at=at) for name, found, remedy in faults]
    # With a column missing it may be another file altogether, whose words are none of ours.
    foreign = [Problem(log.file, "header", "", found, wanted, at=at, detail=f": {named(name)}") for name in others]
    raise GeodataError([*wrong, *foreign, *log.faults])


def _row(record: _Record, names: dict[int, str], widths: set[int], log: Log) -> Row | None:
    """Name the cells of a line; None if it is no row, which is told."""
    cells, line = record.cells, f"line {record.first}"
    guessed = {name: cells[place] for place, name in names.items() if place < len(cells)}
    subject = guessed.get("subject", "")
    found, remedy = record.fault, 'quotes around a text that holds a comma or a quote, and "" for each quote inside'
    if not found and len(cells) not in widths:
        width = max(names) + 1
        found, remedy = f"{len(cells)} cells", f"{width} cells, with quotes around a text that holds a comma"
    if not found and len(names) < len(cells):
        astray = next((cell for place, cell in enumerate(cells) if cell.strip() and place not in names), "")
        found, remedy = (quoted(astray), "it in a column that has a name, or leave it out") if astray else ("", "")
    if not found and not guessed["id"]:
        log.tell(record.first, line, "id", "''", "an id that no other row has", subject)
        return None
    if found:
        log.unread |= {guessed["id"]} if guessed.get("id") else set()
        log.tell(record.first, line, "", found, remedy, subject)
        return None
    return guessed


def _wrong_bytes(record: _Record, header: tuple[str, ...], log: Log) -> bool:
    """Tell the first byte of a row that is not UTF-8, with its line, row and column."""
    for place, cell in enumerate(record.cells):
        if (wrong := first_wrong(cell)) >= 0:
            row = dict(zip(header, record.cells, strict=False))
            if first_wrong(row.get("id", "")) < 0:
                log.unread.add(row.get("id", ""))
            column = header[place] if place < len(header) else ""
            where = f"line {record.first}" + (f" (row {named(row['id'])})" if place and row.get("id") else "")
            log.tell(record.first, where, column, wrong_byte(cell[wrong]), "the file in UTF-8", row.get("subject", ""))
            return True
    return False


def _one_alphabet(log: Log, before: int) -> None:
    """A file in another alphabet is wrong in many rows and for one reason."""
    wrong = [fault for fault in log.faults[before:] if "not UTF-8" in fault.found]
    others = [fault for fault in log.faults[before:] if fault not in wrong]
    log.faults[before:] = [*others, *wrong]
    log.tell_once(before + len(others), "and so in {n} more rows")
