"""Claims of somebody's own, laid over the evidence: checked like it, computed by the same rules, saved as a patch.

Nothing of the evidence is changed: rows are only added, and only in memory.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import cached_property
from typing import TYPE_CHECKING

from geodata import deployments
from geodata.atlas import Atlas
from geodata.csv_reader import csv_rows
from geodata.errors import GeodataError, Problem, named, quoted
from geodata.file_reader import Log
from geodata.model import Claim
from geodata.overlaid import OverlaidAtlas
from geodata.records import claim_of, records_of
from geodata.schema import problems_in
from geodata.schema.fields import columns_of
from geodata.tables import Row, Tables, path_of

if TYPE_CHECKING:
    import geopandas as gpd

TABLE = "claims"
FILE = "your claims"
"""The name under which problems of these rows are told."""

MOST_ROWS = 200
MOST_CHARACTERS = 40_000
"""Of any alphabet, twice over, these fit into one message of the page to its server."""


class OwnAtlas(OverlaidAtlas):
    """An atlas that holds claims of somebody's own, and says so wherever it names its release.

    Parameters
    ----------
    below : Atlas
        The evidence over which they are laid.
    claims : iterable of Claim
        The claims.
    layers : mapping or None
        As those of an atlas.
    """

    def __init__(self, below: Atlas, claims: Iterable[Claim], layers: "Mapping[str, gpd.GeoDataFrame] | None") -> None:
        claims = tuple(claims)
        super().__init__(below, claims, layers)
        self.own, self.published = tuple(claim.id for claim in claims), below.release

    @cached_property
    def release(self) -> str:
        """The release, with the number of claims that it does not hold."""
        return f"{self.published} with {len(self.own)} own claim{'s' if len(self.own) > 1 else ''}"


@dataclass(frozen=True)
class Overlay:
    """Evidence with rows laid over it.

    Attributes
    ----------
    rows : sequence of dict
        The rows that were added.
    atlas : Atlas
        The evidence with them; the name of its release says so.
    patch : str
        A unified diff that adds them to a folder of evidence: ``patch -p1 < file``, or ``git apply file``, in the
        folder that holds ``evidence/`` and ``layers/``. It carries the computed layer along, so that ``check`` passes.
    """

    rows: Sequence[Row]
    atlas: Atlas
    patch: str


def overlay(
    tables: Tables,
    text: str,
    layers: "Mapping[str, gpd.GeoDataFrame] | None" = None,
    before: Atlas | None = None,
    known: Iterable[Problem] | None = None,
    layer: str | None = None,
) -> Overlay:
    """Lay the rows of a CSV with the columns of ``claims.csv`` over the evidence.

    Parameters
    ----------
    tables : Tables
        The evidence, sound: as ``Store.load_checked`` or ``Store.load_quarantined`` gives it.
    text : str
        A header and at most ``MOST_ROWS`` rows.
    layers : mapping, optional
        The layers of the evidence, as ``Atlas.layers``.
    before : Atlas, optional
        What was made of the same tables already; made here if it is not given.
    known : iterable of Problem, optional
        What is wrong with the tables themselves; judged here if it is not given, which takes as long as the rest.
    layer : str, optional
        The text of the computed layer without the rows, as `geodata.deployments.text_of` writes it; written here if it
        is not given.

    Raises
    ------
    GeodataError
        With every problem of these rows at once; the evidence's own are not told again.
    """
    rows, log = read_rows(text)
    merged = replace(tables, claims=[*tables.claims, *rows])
    problems = [*log.faults, *_ours(tables, merged, rows, log, known)]
    if problems:
        raise GeodataError(problems)
    before = before or Atlas(records_of(tables))
    after = OwnAtlas(before, map(claim_of, rows), layers)
    layer = deployments.text_of(before) if layer is None else layer
    return Overlay(rows, after, patch_text(tables, rows, layer, after))


def read_rows(text: str) -> tuple[list[Row], Log]:
    """Read rows of claims, and judge nothing but whether they are rows.

    Parameters
    ----------
    text : str
        The CSV.

    Raises
    ------
    GeodataError
        When it is too long, has no header that can be used, or no row.
    """
    if len(text) > MOST_CHARACTERS:
        found = f"{len(text)} characters"
        raise GeodataError([Problem(FILE, "", "", found, f"at most {MOST_CHARACTERS}: only the rows that are yours")])
    log = Log(FILE)
    rows = list(csv_rows(text.removeprefix("\ufeff"), TABLE, log))
    if len(rows) > MOST_ROWS:
        raise GeodataError([Problem(FILE, "", "", f"{len(rows)} rows", f"at most {MOST_ROWS}")])
    if not rows and not log.faults:
        raise GeodataError([Problem(FILE, "", "", "no rows", "at least one below the header")])
    return rows, log


def _ours(
    tables: Tables, merged: Tables, rows: Sequence[Row], log: Log, known: Iterable[Problem] | None
) -> list[Problem]:
    """Tell what the merged evidence has of problems that it had not before, by the lines of these rows."""
    held = {row["id"] for row in tables.claims}
    twice = [
        Problem(
            FILE, f"row {named(row['id'])}", "id", quoted(row["id"]), "an id that no claim has", at=log.lines[row["id"]]
        )
        for row in rows
        if row["id"] in held
    ]
    if twice:  # all else would be told of two rows at once
        return twice
    lines = {f"row {named(name)}": line for name, line in log.lines.items()}
    known = problems_in(tables) if known is None else known
    found = set(problems_in(merged, {TABLE: rows})) - set(known)
    in_patch = [replace(problem, file=FILE, at=lines[problem.row]) for problem in found if problem.row in lines]
    # what is told of a published row then follows from these rows, and is right as it stands
    return in_patch or [*found]


def csv_line(row: Row) -> str:
    """Write a row as ``claims.csv`` does, without the end of the line."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([row[column] for column in columns_of(TABLE)])
    return text.getvalue()


def header_line() -> str:
    """Write the header of ``claims.csv``."""
    return ",".join(columns_of(TABLE))


def patch_text(tables: Tables, rows: Sequence[Row], layer: str, after: Atlas) -> str:
    """Write the diff that adds rows to a folder, and brings its computed layer up to date.

    Parameters
    ----------
    tables : Tables
        The evidence without the rows.
    rows : sequence of dict
    layer : str
        The text of the computed layer without them.
    after : Atlas
        The evidence with them.
    """
    old = [header_line(), *map(csv_line, tables.claims)]
    parts = [_diff(path_of(TABLE), old, [*old, *map(csv_line, rows)])]
    layers = (text.rstrip("\n").split("\n") for text in (layer, deployments.text_of(after)))
    parts.append(_diff(deployments.FILE.as_posix(), *layers))
    return "".join(parts)


def _diff(path: str, old: Iterable[str], new: Iterable[str]) -> str:
    lines = unified_diff([f"{a}\n" for a in old], [f"{b}\n" for b in new], f"a/{path}", f"b/{path}")
    return "".join(lines)
