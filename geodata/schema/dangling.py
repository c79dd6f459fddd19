"""Tells ids that do not exist from ids whose own row is faulty, so that dependants are not reported as errors."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geodata.schema.fields import FIELDS
from geodata.schema.formats import remedy_for
from geodata.tables import Tables, path_of

MEND = "that row as it should be: it is there and has a problem itself"
"""The remedy where an id is unknown only because the row that has it is faulty."""

NO_ID = ("id", "properties")
"""The field of a fault in reading that leaves a row without an id."""


@dataclass(frozen=True)
class Faulty:
    """The rows that are there and cannot be named.

    Attributes
    ----------
    unread : frozenset of str
        The ids of rows that were left out while reading.
    nameless : int
        How many rows have no id, an id that is badly written, or one that another row has: so many ids may be lost.
    empty : bool
        Whether a whole table is missing its rows.
    """

    unread: frozenset[str]
    nameless: int
    empty: bool

    def explains(self, lost: Iterable[str]) -> frozenset[str]:
        """Return those of the ids that nobody has, all of one kind, whose rows are there and faulty."""
        lost = frozenset(lost)
        rest = lost - self.unread
        return lost if self.empty or len(rest) <= self.nameless else lost - rest


def faulty(tables: Tables, names: Iterable[str]) -> Faulty:
    """Collect what is faulty in some tables.

    Parameters
    ----------
    tables : Tables
        The evidence.
    names : iterable of str
        The tables whose ids a field may name.
    """
    names = tuple(names)
    unread = frozenset[str]().union(*(tables.unread.get(name, frozenset()) for name in names))
    nameless = sum(_nameless(tables, name) for name in names)
    return Faulty(unread, nameless, any(not tables.rows(name) for name in names))


def _nameless(tables: Tables, name: str) -> int:
    """Count the rows whose id is lost; a row that was copied whole has lost none."""
    form = next(field for field in FIELDS[name] if field.name == "id")
    different = {tuple(row.items()): row["id"] for row in tables.rows(name)}.values()
    without = sum(fault.file == f"{tables.folder}/{path_of(name)}" and fault.field in NO_ID for fault in tables.faults)
    written = Counter(different)
    return without + sum(times if remedy_for(form, each) else times - 1 for each, times in written.items())
