"""Evidence that has grown: the shipped rows many times over, their days spread over a year."""

import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.planting import GEODATA, copied

SEED = 20260119
YEAR = 365
DAYS = {"claims": ("day", "day_to", "due"), "sources": ("published",)}
NAMES = {"claims": ("id", "part_of", "disputes"), "sources": ("id", "rests_on", "same_as")}

Row = dict[str, str]


def grown(folder: Path, times: int, source: Path = GEODATA) -> Path:
    """Write a folder of evidence with so many times the claims and the sources of a source, and return it.

    The first copy is the shipped evidence. Each further one is moved by a number of days of its own, claims and sources
    alike, so that what a source could know stays as it was. The subjects stay the same: each has more said about it.
    """
    target = copied(folder, source)
    dice = random.Random(SEED)
    shifts = [0, *(dice.randrange(1, YEAR) for _ in range(times - 1))]
    for table in ("claims", "sources"):
        path = target / "evidence" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns, rows = list(reader.fieldnames or ()), list(reader)
        sources = _ids(target, "sources") if table == "claims" else {row["id"] for row in rows}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            for copy, shift in enumerate(shifts):
                writer.writerows(_moved(table, rows, copy, shift, sources))
    return target


def crowded(folder: Path, claims: int, subjects: int, step: str, source: Path = GEODATA) -> Path:
    """Write a folder with so many claims, of which all new ones say one step of a few contingents, and return it.

    Parameters
    ----------
    folder, claims
        Where, and how many in all.
    subjects
        How many contingents they speak of.
    step
        What they say of a day between 1946 and 2025.
    """
    target = copied(folder, source)
    path = target / "evidence" / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    units = _ids(target, "contingents")
    models = {row["subject"]: row for row in rows if row["attribute"] == "step" and row["subject"] in units}
    few = sorted(models)[:subjects]
    with (target / "evidence" / "sources.csv").open(encoding="utf-8", newline="") as file:
        press = next(row["id"] for row in csv.DictReader(file) if row["kind"] == "newspaper" and row["published"])
    for number in range(claims - len(rows)):
        day = date(1946, 1, 1) + timedelta(days=number * 7919 % 29000)
        cells = {"id": f"z{number}", "value": step, "day": day.isoformat(), "day_to": "", "origin": "", "disputes": ""}
        held = {"basis": "inferred", "due": "", "confidence": "reported", "said_by": "", "sources": press}
        rows.append({**models[few[number % subjects]], **cells, **held})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return target


def _ids(target: Path, table: str) -> set[str]:
    with (target / "evidence" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def _moved(table: str, rows: list[Row], copy: int, shift: int, sources: set[str]) -> Iterator[Row]:
    """Yield one copy of the rows: ids of its own, its full days moved."""
    if not copy:
        yield from rows
        return
    rename: Callable[[str], str] = lambda name: f"{name}_x{copy}" if name else ""  # noqa: E731
    for row in rows:
        new = dict(row)
        for field in NAMES[table]:
            parts = row[field].split(";") if row.get(field) else []
            new[field] = ";".join(rename(part) if field != "rests_on" or part in sources else part for part in parts)
        if table == "claims":
            new["sources"] = ";".join(rename(part) for part in row["sources"].split(";"))
            new["origin"] = ""
            new["basis"] = "inferred"  # the text does not name the day that the copy is moved to
        whole = all(len(row[field]) in (0, len("2026-01-01")) for field in DAYS[table])  # a year is not moved by days
        for field in DAYS[table] if whole else ():
            if row[field]:
                new[field] = (date.fromisoformat(row[field]) + timedelta(days=shift)).isoformat()
        yield new
