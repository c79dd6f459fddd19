"""Judges the evidence: every cell by its form (with pandera), then the rows by each other; all problems at once."""

from collections.abc import Iterator
from functools import cache, lru_cache

import pandas as pd
import pandera.pandas as pa

from geodata.errors import Problem
from geodata.schema.aside import without
from geodata.schema.contingents import contingent_problems
from geodata.schema.fields import FIELDS, Field
from geodata.schema.forms import remedy_for
from geodata.schema.links import link_problems
from geodata.schema.openings import opening_problems
from geodata.schema.places import place_problems
from geodata.schema.sites import site_problems
from geodata.schema.vouching import vouching_problems
from geodata.schema.whole import whole_problems
from geodata.schema.words import word_problems
from geodata.tables import Row, Tables, problem_at

__all__ = ["problems_in", "without"]


RULES = (
    whole_problems,
    link_problems,
    word_problems,
    place_problems,
    vouching_problems,
    contingent_problems,
    site_problems,
    opening_problems,
)
"""The rules about rows beside each other; each is handed all tables."""


def problems_in(tables: Tables) -> list[Problem]:
    """Find everything that is wrong with the evidence.

    Parameters
    ----------
    tables : Tables
        As `geodata.reading.read_tables` returns them.

    Returns
    -------
    list of Problem
        Sorted, each once; empty when all is well. Those that only hang on a faulty row say so (``follows``).
    """
    found = set(_cell_problems(tables))
    cells = {(problem.file, problem.row, problem.field) for problem in found}
    for rules in RULES:
        for problem in rules(tables):
            # A cell that is badly written is told once, as such; what follows from it is not.
            if (problem.file, problem.row, problem.field) not in cells:
                found.add(problem)
    return sorted(found)


def _cell_problems(tables: Tables) -> Iterator[Problem]:
    for table in FIELDS:
        if rows := tables.rows(table):
            yield from _badly_written(tables, table, rows)


def _badly_written(tables: Tables, table: str, rows: list[Row]) -> Iterator[Problem]:
    frame = pd.DataFrame(rows, dtype=object)
    try:
        _frame_schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        fields = {field.name: field for field in FIELDS[table]}
        for column, index in zip(error.failure_cases["column"], error.failure_cases["index"], strict=True):
            row = rows[int(index)]
            yield problem_at(tables, table, row, column, remedy_for(fields[column], row[column]))


@cache
def _frame_schema(table: str) -> pa.DataFrameSchema:
    """Make the schema of a table: one check a column, which asks all questions about its cells."""
    return pa.DataFrameSchema({field.name: pa.Column(None, checks=_check(field)) for field in FIELDS[table]})


def _check(field: Field) -> pa.Check:
    # Most cells of a column say what others say, or nothing: each text is asked once.
    is_well_written = lru_cache(maxsize=4096)(lambda cell: not remedy_for(field, cell))
    return pa.Check(lambda cells: cells.map(is_well_written).astype(bool), name=field.name)
