"""What differs between two states of the evidence, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass

from geodata.tables import EVIDENCE, LAYERS, OTHER_LAYERS, Row, Tables

CAME, WENT, CHANGED = "new", "gone", "changed"
GEOMETRY = "geometry"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs.

    Attributes
    ----------
    table : str
        Of the table or layer.
    id : str
        Of the row.
    kind : str
        ``new``, ``gone`` or ``changed``.
    fields : tuple of str
        What differs, where the row stands in both.
    """

    table: str
    id: str
    kind: str
    fields: tuple[str, ...] = ()


def row_changes(before: Tables, after: Tables) -> Iterator[RowChange]:
    """Find the rows and features that differ.

    Yields
    ------
    RowChange
        Table by table, in the order of the rows; those that are gone last.
    """
    for table in (*EVIDENCE, *LAYERS, *OTHER_LAYERS):
        old, new = (_by_id(tables, table) for tables in (before, after))
        for name, row in new.items():
            if name not in old:
                yield RowChange(table, name, CAME)
            elif fields := tuple(key for key in {**row, **old[name]} if row.get(key) != old[name].get(key)):
                yield RowChange(table, name, CHANGED, fields)
        yield from (RowChange(table, name, WENT) for name in old if name not in new)


def _by_id(tables: Tables, table: str) -> dict[str, dict[str, object]]:
    if table in EVIDENCE:
        return {row["id"]: _plain(row) for row in tables.rows(table)}
    features = tables.features.get(table, ())
    return {one.id: {**_plain(one.properties), GEOMETRY: one.geometry} for one in features}


def _plain(row: Row) -> dict[str, object]:
    return {name: text for name, text in row.items() if name != "id"}
