"""What a table or a layer becomes in the database, and how it is taken apart and put together again without loss."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from geodata.errors import Problem
from geodata.file_reader import Log
from geodata.schema.fields import FIELDS, columns_of
from geodata.schema.formats import remedy_for
from geodata.tables import EVIDENCE, Tables, path_of

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
"""Only finds where a value ends; numbers stay as they are written."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table or layer, ready for the database.

    Attributes
    ----------
    name : str
        Of the table or layer.
    reading : str
        JSON: of a table what could not be read as rows, of a layer the text around its features.
    rows : list of tuple
        Position, line and cells of each row that keeps the form of its table.
    malformed : list of tuple
        Position, line and cells as JSON of each other row.
    features : list of str
        The features of a layer, each as it was written.
    digest : str
        Names the content: equal parts have equal digests.
    """

    name: str
    reading: str
    rows: list[tuple[int, int, *tuple[str, ...]]] = field(default_factory=list)
    malformed: list[tuple[int, int, str]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 of all that is kept of it."""
        body = json.dumps([self.name, self.reading, self.rows, self.malformed, self.features])
        return hashlib.sha256(body.encode()).hexdigest()


def part_of_table(tables: Tables, table: str) -> Part:
    """Make the part of one table of the evidence."""
    columns, rows = columns_of(table), tables.rows(table)
    lines = tables.lines.get(table, {})
    times = Counter(row["id"] for row in rows)
    fields = FIELDS[table]
    part = Part(table, _reading(tables, table))
    for position, row in enumerate(rows, start=1):
        line = lines.get(row["id"], 0)
        if times[row["id"]] > 1 or any(remedy_for(one, row[one.name]) for one in fields):
            part.malformed.append((position, line, json.dumps(row)))
        else:
            part.rows.append((position, line, *(row[name] for name in columns)))
    return part


def part_of_layer(layer: str, text: str) -> Part:
    """Make the part of one layer from the text of its file."""
    head, features = divided(text)
    return Part(layer, json.dumps({"head": head}), features=features)


def divided(text: str) -> tuple[str, list[str]]:
    """Divide a FeatureCollection into the members beside its features, and the features, each as it is written.

    Parameters
    ----------
    text : str
        What `geodata.geojson_reader` could read.
    """
    members: list[str] = []
    features: list[str] = []
    last = ""
    for start, value, end in _members(text):
        key, _ = _DECODER.raw_decode(text, start)
        if key != "features":
            members.append(text[start:end])
            continue
        if last:  # a name that stands twice: the last counts, the checks tell of both
            members.append(last)
        last, features = text[start:end], list(_elements(text, value))
    return ",".join(members), features


def joined(head: str, features: Sequence[str]) -> str:
    """Put a FeatureCollection together again."""
    before = f"{head}," if head else ""
    return f'{{{before}"features":[{",".join(features)}]}}'


def log_of_table(table: str, folder: str, reading: str, lines: dict[str, int]) -> Log:
    """Tell again what could not be read as rows when the table was loaded."""
    kept = json.loads(reading)
    file = f"{folder}/{path_of(table)}"
    faults = [Problem(file=file, **words) for words in kept["faults"]]
    return Log(file, faults, set(kept["unread"]), lines)


def parts_of(tables: Tables, texts: dict[str, str]) -> list[Part]:
    """Make all parts of a release: the tables as they were read, the layers from the texts of their files."""
    layers = [part_of_layer(layer, text) for layer, text in texts.items()]
    return [*(part_of_table(tables, table) for table in EVIDENCE), *layers]


def _reading(tables: Tables, table: str) -> str:
    file = f"{tables.folder}/{path_of(table)}"
    faults = [asdict(one) for one in tables.faults if one.file == file]
    for fault in faults:
        del fault["file"]  # the folder may be called otherwise when the part is loaded again
    return json.dumps({"faults": faults, "unread": sorted(tables.unread.get(table, ()))})


def _members(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each member of an object begins, where its value begins, and where that ends."""
    at = _skip(text, _skip(text, 0) + 1)
    while text[at] != "}":
        start = at
        _, at = _DECODER.raw_decode(text, at)
        value = _skip(text, _skip(text, at) + 1)
        _, end = _DECODER.raw_decode(text, value)
        yield start, value, end
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _elements(text: str, at: int) -> Iterator[str]:
    """Yield each element of a list as it is written."""
    if text[at] != "[":
        return
    at = _skip(text, at + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield text[at:end]
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
