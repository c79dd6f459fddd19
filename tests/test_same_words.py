"""Table and CSV say the same words about every subject, on fifty pairs of clocks and in both languages.

`tests/browser/test_same_words.py` holds cards, lists and legend to the same rows.
"""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from dashboard.export.csv_file import harmless, to_csv
from dashboard.panels.table import COLUMNS, table_data
from dashboard.publish.base import knowledge_days
from dashboard.publish.days import days_of_change
from dashboard.release import current_release
from dashboard.state import FIRST_DAY, LAST_DAY, ViewState
from dashboard.text.i18n import words_of
from dashboard.view.rows import Row, View
from dashboard.view.view import resolve_view

Clocks = tuple[date, date | None]
COUNT = 50
FIRST_CELLS = ("id", "country", "what", "nation", "kind", "step", "flags", "number", "where", "when", "last", "sources")


@cache
def pairs() -> list[Clocks]:
    """Draw pairs of clocks: days on which something changes, by what was known at once, later or earlier, or since."""
    atlas, dice = current_release().atlas, random.Random(50)
    days = [day for day in days_of_change(atlas, None) if FIRST_DAY <= day <= LAST_DAY]
    late = [day for day in days if date(2025, 12, 1) <= day <= date(2026, 10, 1)]
    known = [day for day in knowledge_days(atlas) if day and day >= date(2026, 1, 1)]
    openings: list[Clocks] = [(one.as_of, one.known_by) for one in atlas.openings.values()]
    found = [*openings, *((dice.choice(days), None) for _ in range(8)), *((dice.choice(late), None) for _ in range(15))]
    found += [(dice.choice(late), dice.choice(known)) for _ in range(COUNT - len(found))]
    return found


def view_on(clocks: Clocks, lang: str) -> View:
    """Give what is in view where nothing is filtered."""
    return resolve_view(ViewState(*clocks), words_of(lang)).view


def said_in_table(row: Row, cells: list[Any], data: dict[str, Any]) -> dict[str, Any]:
    """Read a row of the table as the page writes it."""
    cell = dict(zip(FIRST_CELLS, cells, strict=False))
    return {
        "id": cell["id"],
        "country": cell["country"],
        "what": cell["what"],
        "kind": data["kinds"][cell["kind"]],
        "step_label": data["steps"][cell["step"]],
        "number": cell["number"],
        "where": cell["where"],
        "flags": ", ".join(data["flags"][flag] for flag in cell["flags"]),
    }


def said_in_file(record: dict[str, str], view: View, row: Row) -> dict[str, Any]:
    """Read a line of the CSV; what it leaves empty the table says in words: nobody named, nowhere named."""
    words = view.words
    flags = [name for name in ("last_known", "unconfirmed", "disputed", "unverified") if record[name] == "true"]
    ends = [words.number(int(record[end])) for end in ("low", "high") if record[end] not in ("", "0")]
    return {
        "id": record["id"],
        "country": record["actor_label"] or (row.country if row.country == words.say("table.unnamed") else ""),
        "what": record["label"],
        "kind": record["kind_label"],
        "step_label": record["step_label"],
        "number": row.number if all(end in row.number for end in ends) else ends,
        "where": record["places_label"] or words.say("table.nowhere"),
        "flags": ", ".join(words.say(f"flag.{flag}") for flag in flags),
    }


def differences(clocks: Clocks, lang: str) -> Iterator[str]:
    """List where table and CSV say other words than the row from which both are made."""
    view = view_on(clocks, lang)
    data = table_data(view, "", "")
    lines = [*csv.DictReader(io.StringIO(to_csv(view).decode("utf-8-sig")))]
    for row, cells, record in zip(view.rows, data["rows"], lines, strict=True):
        expected = {
            name: getattr(row, name) for name in ("id", "country", "what", "kind", "step_label", "number", "where")
        }
        expected["flags"] = row.flags
        table, file = said_in_table(row, cells, data), said_in_file(record, view, row)
        for name, word in expected.items():
            if table[name] != word:
                yield f"{clocks} {row.id} {name}: table {table[name]!r}, row {word!r}"
            if file[name] != (harmless(word) if name != "number" else word):
                yield f"{clocks} {row.id} {name}: file {file[name]!r}, row {word!r}"


@pytest.mark.parametrize("lang", ["en", "da"])
def test_table_and_csv_say_the_same_words_about_every_subject(lang: str) -> None:
    assert len(set(pairs())) > 40
    assert set(COLUMNS) - {"step"} <= {*FIRST_CELLS}
    assert [fault for clocks in pairs() for fault in differences(clocks, lang)] == []
