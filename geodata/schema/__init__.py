"""Judges the evidence: every cell by its form, then the rows by each other; all problems at once."""

from collections.abc import Iterator, Mapping, Sequence

from geodata.errors import Problem, quoted
from geodata.schema.codes import code_problems
from geodata.schema.contingents import contingent_problems
from geodata.schema.fields import FIELDS
from geodata.schema.files import whole_problems
from geodata.schema.formats import odd_char, remedy_for
from geodata.schema.openings import opening_problems
from geodata.schema.places import place_problems
from geodata.schema.quarantine import without
from geodata.schema.references import link_problems
from geodata.schema.rows import word_problems
from geodata.schema.sites import site_problems
from geodata.schema.vouching import vouching_problems
from geodata.schema.weights import weight_problems
from geodata.tables import Row, Tables, problem_at

__all__ = ["problems_in", "without"]


RULES = (
    whole_problems,
    link_problems,
    word_problems,
    code_problems,
    place_problems,
    vouching_problems,
    contingent_problems,
    site_problems,
    opening_problems,
    weight_problems,
)
"""The rules about rows beside each other; each is handed all tables."""


def problems_in(tables: Tables, fresh: Mapping[str, Sequence[Row]] | None = None) -> list[Problem]:
    """Find everything that is wrong with the evidence.

    Parameters
    ----------
    tables : Tables
        As `geodata.stores.files.read_tables` returns them.
    fresh : mapping, optional
        Table to the rows whose cells are judged by their form, where those of all others were judged before.

    Returns
    -------
    list of Problem
        Sorted, each once; empty when all is well. Those that only hang on a faulty row say so (``follows``).
    """
    found = set(_cell_problems(tables, fresh))
    cells = {(problem.file, problem.row, problem.field) for problem in found}
    for rules in RULES:
        for problem in rules(tables):
            # A cell that is badly written is told once, as such; what follows from it is not.
            if (problem.file, problem.row, problem.field) not in cells:
                found.add(problem)
    return sorted(found)


def _cell_problems(tables: Tables, fresh: Mapping[str, Sequence[Row]] | None) -> Iterator[Problem]:
    for table, fields in FIELDS.items():
        rows = tables.rows(table) if fresh is None else fresh.get(table, ())
        for field in fields:
            # Most cells of a column say what others say, or nothing: each text is asked once.
            remedies: dict[str, str] = {}
            for row in rows:
                cell = row[field.name]
                if cell not in remedies:
                    remedies[cell] = remedy_for(field, cell)
                if remedy := remedies[cell]:
                    found = quoted(cell) + odd_char(field, cell)
                    yield problem_at(tables, table, row, field.name, remedy, found)
