"""The evidence as it stands in the files: text in rows, nothing computed, nothing judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from geodata.errors import Problem, named, quoted

Row = dict[str, str]

EVIDENCE = ("claims", "sources", "events", "contingents", "actors", "opening")
"""The tables, one CSV file each, in ``evidence/``."""

LAYERS = ("places", "sites", "diplomatic_posts")
"""The layers whose features are rows as well; they must be there."""

OTHER_LAYERS = ("contributing_nations", "deployments", "greenland", "pituffik")
"""The layers that are only drawn, or computed; `check` looks at them where they are there."""

DRAWN = ("greenland", "pituffik")
"""Those of them that the map draws itself."""

WHOLE = ""
"""Among the ids of what was left out: all of a table that cannot be read. No row has it."""

SUBJECT_TABLES = ("contingents", "sites", "diplomatic_posts")
"""The tables whose rows are subjects: things on the map that claims speak of."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a layer: its id and its geometry, raw as JSON gave it."""

    id: str
    geometry: Any
    properties: Row


@dataclass(frozen=True)
class Tables:
    """All rows, all text. Empty text means that nothing was given.

    Attributes
    ----------
    claims, sources, events, contingents, actors, opening : list of dict
        The rows of ``evidence/<name>.csv``, in the order of the file.
    places, sites, diplomatic_posts : list of dict
        The properties of each feature of ``layers/<name>.geojson``, and ``lat`` and ``lon`` of its point ("" if none).
    features : mapping
        Layer name to its features with their raw geometry, for every layer that was read.
    faults : tuple of Problem
        What reading itself had to leave out: rows with too many or too few cells, rows without an id.
    unread : mapping
        Table name to the ids of the rows so left out, as far as they can be read: what names them hangs on them.
        ``WHOLE`` stands for all of a table that cannot be read.
    lines : mapping
        Table name to the id of each row and the line where it stands (of a layer: the number of the feature).
    dropped : mapping
        Table name to the ids of the rows that `geodata.stores.files.load_quarantined` left out.
    folder : str
        The name of the folder, for messages.
    """

    claims: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    contingents: list[Row] = field(default_factory=list)
    actors: list[Row] = field(default_factory=list)
    opening: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    sites: list[Row] = field(default_factory=list)
    diplomatic_posts: list[Row] = field(default_factory=list)
    features: Mapping[str, tuple[Feature, ...]] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Problem, ...] = ()
    unread: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    folder: str = "geodata"

    def rows(self, table: str) -> list[Row]:
        """Return the rows of the table or layer with this name; none if the layer is not there."""
        if table in EVIDENCE or table in LAYERS:
            found: list[Row] = getattr(self, table)
            return found
        return [feature.properties for feature in self.features.get(table, ())]


def path_of(table: str) -> str:
    """Return where the table or layer with this name lies inside the folder."""
    return f"evidence/{table}.csv" if table in EVIDENCE else f"layers/{table}.geojson"


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several ids joined by semicolons."""
    return tuple(cell.split(";")) if cell else ()


def where(tables: Tables, table: str, row: Row) -> tuple[str, str]:
    """Return the file and the words that lead to a row, as a problem names them."""
    word = "row" if table in EVIDENCE else "feature"
    return f"{tables.folder}/{path_of(table)}", f"{word} {named(row['id'])}"


def subject_of(table: str, row: Row) -> str:
    """Return the id of the subject that a row is about, or "" if it is about none."""
    if table == "claims":
        return row["subject"]
    return row["id"] if table in SUBJECT_TABLES else ""


def problem_at(
    tables: Tables, table: str, row: Row, field: str, remedy: str, found: str | None = None, follows: bool = False
) -> Problem:
    """Make a problem of one cell; what was found is the cell itself unless said otherwise."""
    shown = quoted(row.get(field, "")) if found is None else found
    at = tables.lines.get(table, {}).get(row["id"], 0)
    return Problem(*where(tables, table, row), field, shown, remedy, subject_of(table, row), follows, at)
