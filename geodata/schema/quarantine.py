"""Sets rows with problems aside, with what hangs on them, so that what is left can be trusted."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast

from geodata.errors import Problem
from geodata.schema.fields import ATTRIBUTES, FIELDS, STATE_ATTRIBUTES
from geodata.tables import EVIDENCE, LAYERS, SUBJECT_TABLES, Row, Tables, listed, where

Gone = dict[str, set[str]]


def without(tables: Tables, problems: Iterable[Problem]) -> Tables:
    """Leave out the rows that problems speak of, and what hangs on them.

    A row that names a row which is gone goes too; where it names several, it loses only that name, and goes when none
    is left that it needs. A subject goes when a claim that makes its state (step, people, place, rank) goes: what is
    left would show a state that the evidence does not hold.

    Parameters
    ----------
    tables : Tables
        The evidence.
    problems : iterable of Problem
        What is wrong with it.

    Returns
    -------
    Tables
        The rows that are left; ``dropped`` names the others.
    """
    names = (*EVIDENCE, *LAYERS)
    rows = {(problem.file, problem.row) for problem in problems}
    gone: Gone = {name: {row["id"] for row in tables.rows(name) if where(tables, name, row) in rows} for name in names}
    unreadable = {problem.subject for problem in tables.faults if problem.subject}
    for name in SUBJECT_TABLES:
        gone[name] |= {row["id"] for row in tables.rows(name) if row["id"] in unreadable}
    left = {name: tables.rows(name) for name in names}
    before = -1
    while before != (before := sum(len(ids) for ids in gone.values())):
        left = {name: _kept(name, left[name], gone) for name in names}
    dropped = {name: tuple(sorted({row["id"] for row in tables.rows(name)} & gone[name])) for name in names}
    features = {
        name: tuple(feature for feature in each if feature.id not in gone.get(name, set()))
        for name, each in tables.features.items()
    }
    dropped = {name: ids for name, ids in dropped.items() if ids}
    return replace(tables, features=features, dropped=MappingProxyType(dropped), **cast(Any, left))


def _kept(table: str, rows: list[Row], gone: Gone) -> list[Row]:
    """Keep the rows that are not gone and name nothing that is; tell in ``gone`` which rows follow."""
    kept = []
    for row in rows:
        repaired = None if row["id"] in gone[table] else _repaired(table, row, gone)
        if repaired is None:
            _let_go(table, row, gone)
        else:
            kept.append(repaired)
    return kept


def _repaired(table: str, row: Row, gone: Gone) -> Row | None:
    """Return the row without the names that are gone, or None if it cannot stand without them."""
    repaired = row
    for field in (field for field in FIELDS[table] if field.refers and row[field.name]):
        named = listed(row[field.name])
        left = [name for name in named if not any(name in gone[target] for target in field.refers)]
        if len(left) == len(named):
            continue
        if field.form == "key" or (field.needed and not left):
            return None
        repaired = repaired | {field.name: ";".join(left)}
    return repaired


def _let_go(table: str, row: Row, gone: Gone) -> None:
    gone[table].add(row["id"])
    if table == "claims" and (row["attribute"] in STATE_ATTRIBUTES or row["attribute"] not in ATTRIBUTES):
        for home in SUBJECT_TABLES:
            gone[home].add(row["subject"])
