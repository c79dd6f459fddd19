"""Rules about a file as a whole: none is empty, and the page has a view to open with."""

from collections.abc import Iterator

from geodata.errors import Problem
from geodata.tables import EVIDENCE, LAYERS, Tables, path_of

OPENING = "opening"
"""The row of ``opening.csv`` that the page opens with."""


def whole_problems(tables: Tables) -> Iterator[Problem]:
    """Check every rule of this module.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    for table in (*EVIDENCE, *LAYERS):
        if not tables.rows(table) and not tables.unread.get(table):
            word = "rows" if table in EVIDENCE else "features"
            yield Problem(f"{tables.folder}/{path_of(table)}", "", "", f"no {word}", "at least one: the table is empty")
    names = {row["id"] for row in tables.opening} | tables.unread.get("opening", frozenset())
    if names and OPENING not in names:
        remedy = f"a row {OPENING} with the two clocks that the page opens with"
        yield Problem(f"{tables.folder}/{path_of('opening')}", "", "id", f"no row {OPENING}", remedy)
