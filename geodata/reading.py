"""Reads the files. ``read_tables`` only reads; ``checked`` and ``set_aside`` also judge what they read."""

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, cast

from geodata.errors import GeodataError, Problem, named, quoted
from geodata.schema import problems_in, without
from geodata.schema.fields import columns_of
from geodata.tables import DRAWN, EVIDENCE, LAYERS, OTHER_LAYERS, WHOLE, Feature, Row, Tables, path_of

__all__ = ["Tables", "checked", "default_folder", "read_tables", "set_aside"]

Names = tuple[str, ...]
ROWS: Names = (*EVIDENCE, *LAYERS)

LARGEST_FILE = 50_000_000
"""Bytes; a larger file is not evidence but a mistake."""

# A quote that is never closed must not fill the memory; no cell of ours comes near this.
csv.field_size_limit(1_000_000)


def default_folder() -> Path:
    """Return the folder that ``GEODATA_DIR`` names, or else the one that came with the package."""
    return Path(os.environ.get("GEODATA_DIR") or Path(__file__).parent)


def read_tables(folder: Path | str | None = None, drawn: bool = False) -> Tables:
    """Read all files of a folder laid out like ``geodata/``, and judge nothing but whether they can be read.

    Parameters
    ----------
    folder : path, optional
        Holds ``evidence/`` and ``layers/``. Without it: ``GEODATA_DIR``, or else the folder of the package.
    drawn : bool
        Also read the layers that are only drawn or computed, which takes longer and changes no row.

    Returns
    -------
    Tables
        All text; rows that cannot be read as rows are left out and told in ``faults``.

    Raises
    ------
    GeodataError
        When a file is missing or is not what its name says; names every such file.
    """
    tables, unreadable = _read(folder, ROWS, OTHER_LAYERS if drawn else ())
    if unreadable:
        raise GeodataError([*unreadable, *tables.faults])
    return tables


def _read(folder: Path | str | None, needed: Names, others: Names) -> tuple[Tables, list[Problem]]:
    """Read what can be read of the tables needed, and of others if they are there; say which files cannot be read."""
    folder = default_folder() if folder is None else Path(folder)
    name = folder.resolve().name or "geodata"
    rows: dict[str, list[Row]] = {}
    features: dict[str, tuple[Feature, ...]] = {}
    faults: list[Problem] = []
    unread: dict[str, set[str]] = {}
    unreadable: list[Problem] = []
    for table in (*needed, *(other for other in others if (folder / path_of(other)).exists())):
        file = f"{name}/{path_of(table)}"
        lost = unread.setdefault(table, set())
        try:
            text = _text_of(folder / path_of(table), file)
            if table in EVIDENCE:
                rows[table] = list(_csv_rows(text, table, file, faults, lost))
            else:
                features[table] = tuple(_features(text, table, file, faults, lost))
            continue
        except GeodataError as error:
            unreadable.extend(error.problems)
        except RecursionError:
            unreadable.append(Problem(file, "", "", "lists nested too deeply", "the layer as GeoJSON"))
        lost.add(WHOLE)
        (rows if table in EVIDENCE else features).pop(table, None)
    features |= {layer: () for layer in LAYERS if layer not in features}
    rows |= {layer: [_layer_row(feature) for feature in features[layer]] for layer in LAYERS}
    left_out = {table: frozenset(ids) for table, ids in unread.items() if ids}
    tables = Tables(features=features, faults=tuple(sorted(faults)), unread=left_out, folder=name, **cast(Any, rows))
    return tables, unreadable


def checked(folder: Path | str | None = None, drawn: bool = False) -> Tables:
    """Read a folder and insist that nothing is wrong.

    Parameters
    ----------
    folder : path, optional
    drawn : bool
        As for `read_tables`.

    Returns
    -------
    Tables
        Every row.

    Raises
    ------
    GeodataError
        With all problems at once, sorted; what only follows from them is counted.
    """
    tables, unreadable = _read(folder, ROWS, OTHER_LAYERS if drawn else ())
    problems = [*unreadable, *tables.faults, *problems_in(tables)]
    if problems:
        raise GeodataError(problems)
    return tables


def read_drawn(folder: Path | str | None = None) -> Tables:
    """Read the layers that are only drawn, and insist that they can be.

    Parameters
    ----------
    folder : path, optional
        As for `read_tables`.

    Returns
    -------
    Tables
        Those layers, where they are there, and nothing else.

    Raises
    ------
    GeodataError
        With what `check` says of them, without what it says of rows.
    """
    tables, unreadable = _read(folder, (), DRAWN)
    files = {f"{tables.folder}/{path_of(layer)}" for layer in DRAWN}
    found = [*unreadable, *tables.faults, *problems_in(tables)]
    if problems := [one for one in found if one.file in files]:  # that there are no rows is not asked here
        raise GeodataError(problems)
    return tables


def set_aside(folder: Path | str | None = None) -> tuple[Tables, tuple[Problem, ...]]:
    """Read a folder and leave out the rows with problems, with what hangs on them.

    Parameters
    ----------
    folder : path, optional
        As for `read_tables`.

    Returns
    -------
    Tables
        The rows that can be trusted; ``dropped`` lists the ids of the others.
    tuple of Problem
        Why, sorted; what only follows from the others comes last.

    Raises
    ------
    GeodataError
        Only when a whole file cannot be read.
    """
    tables = read_tables(folder)
    problems = tuple(sorted({*tables.faults, *problems_in(tables)}, key=lambda one: (one.follows, one)))
    return without(tables, problems), problems


def _unreadable(file: str, found: str, remedy: str, row: str = "") -> NoReturn:
    raise GeodataError([Problem(file, row, "", found, remedy)])


def _text_of(path: Path, file: str) -> str:
    """Read a file as UTF-8; spreadsheets put a mark (BOM) in front, which is no fault."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            _unreadable(file, f"more than {LARGEST_FILE} bytes", "only rows of evidence")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _unreadable(file, f"a byte that is not UTF-8 at position {error.start}", "the file as UTF-8")
    except OSError as error:
        _unreadable(file, f"no readable file ({error.strerror})", "the file, or restore it from an older version")


def _csv_rows(text: str, table: str, file: str, faults: list[Problem], unread: set[str]) -> Iterator[Row]:
    columns = columns_of(table)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(header, columns, file, faults)
        for cells in reader:
            line = f"line {reader.line_num}"
            if not any(cells):
                continue
            if len(cells) != len(header):
                remedy = f"{len(header)} cells, with quotes around a text that holds a comma"
                guessed = dict(zip(header, cells, strict=False))
                unread |= {guessed["id"]} if guessed.get("id") else set()
                faults.append(Problem(file, line, "", f"{len(cells)} cells", remedy, guessed.get("subject", "")))
                continue
            row = dict(zip(header, cells, strict=True))
            if not row["id"]:
                faults.append(Problem(file, line, "id", "''", "an id that no other row has", row.get("subject", "")))
                continue
            yield {column: row[column] for column in columns}
    except csv.Error as error:
        remedy = 'quotes around a text that holds a comma or a quote, and "" for each quote inside'
        _unreadable(file, f"no CSV ({error})", remedy, f"line {reader.line_num}")


def _check_header(header: list[str], columns: tuple[str, ...], file: str, faults: list[Problem]) -> None:
    """A column that is missing or stands twice makes the file unreadable; one too many is only told."""
    if not header:
        _unreadable(file, "an empty file", f"a first line with the columns {','.join(columns)}, and the rows below it")
    missing = [name for name in columns if name not in header]
    if len(header) == 1 and len(missing) == len(columns):
        _unreadable(file, f"a first line without commas: {quoted(header[0])}", "a comma between cells", "header")
    wrong = [Problem(file, "header", name, "no such column", "it, empty where nothing is known") for name in missing]
    twice = sorted({name for name in header if header.count(name) > 1})
    wrong += [Problem(file, "header", named(name), "the column twice", "it once") for name in twice]
    extra = [name for name in header if name not in columns]
    told = f"only the columns {', '.join(columns)}"
    faults += [Problem(file, "header", named(name), "a column that the codebook does not know", told) for name in extra]
    if wrong:
        extra_too = [fault for fault in faults if fault.file == file]
        raise GeodataError([*wrong, *extra_too])


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _features(text: str, layer: str, file: str, faults: list[Problem], unread: set[str]) -> Iterator[Feature]:
    try:
        collection = json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        _unreadable(file, f"no JSON ({error})", "the layer as GeoJSON")
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        _unreadable(file, "no list of features", "a GeoJSON FeatureCollection")
    if "crs" in collection:
        remedy = "the layer without it: RFC 7946 knows only degrees, lon first (in QGIS: export with RFC7946=YES)"
        faults.append(Problem(file, "", "crs", quoted(_as_text(collection["crs"])), remedy))
    for number, feature in enumerate(collection["features"], start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            faults.append(Problem(file, f"feature number {number}", "properties", "nothing", "an object with an id"))
            continue
        row = {str(key): _as_text(value) for key, value in properties.items()}
        if not row.get("id"):
            remedy = "an id that no other feature has"
            faults.append(Problem(file, f"feature number {number}", "id", quoted(row.get("id", "")), remedy))
            continue
        missing = [name for name in _properties_of(layer) if name not in row]
        if missing:
            unread.add(row["id"])
            place, remedy = f"feature {named(row['id'])}", 'it, "" where nothing is known'
            faults += [Problem(file, place, name, "no such property", remedy, row["id"]) for name in missing]
            continue
        yield Feature(row["id"], feature.get("geometry"), row)


def _properties_of(layer: str) -> tuple[str, ...]:
    return columns_of(layer) if layer in (*LAYERS, "contributing_nations") else ("id",)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _layer_row(feature: Feature) -> Row:
    """Put the point beside the properties, as text; a geometry that is no point leaves both empty."""
    lon, lat = "", ""
    geometry = feature.geometry
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        position = geometry.get("coordinates")
        if isinstance(position, list) and len(position) >= 2:
            lon, lat = _as_text(position[0]), _as_text(position[1])
    return feature.properties | {"lat": lat, "lon": lon}
