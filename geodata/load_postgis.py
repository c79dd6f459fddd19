"""``python -m geodata.load_postgis [FOLDER]``: load a folder of evidence into PostgreSQL, whole or not at all.

Exit 0 loaded or nothing new, 1 problems found, 2 wrong use.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.deployments import stale
from geodata.errors import GeodataError, Problem, named, printable
from geodata.file_reader import LARGEST_LAYER, text_of
from geodata.schema import problems_in
from geodata.stores.differing import RowChange, row_changes
from geodata.stores.files import ROWS, add_folder_argument, default_folder, read_folder
from geodata.stores.judging import require_sound
from geodata.stores.postgis.connection import PREFIXES, VARIABLE, connect, default_url, label_of, named_failures
from geodata.stores.postgis.parts import Part, parts_of
from geodata.stores.postgis.reading import Loaded, all_releases, read_release
from geodata.stores.postgis.writing import digest_of, insert, loading
from geodata.tables import LAYERS, OTHER_LAYERS, Tables, path_of

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Any]

GOOD, PROBLEMS, WRONG_USE = 0, 1, 2
NAMES = (*ROWS, *OTHER_LAYERS)
MOST_TOLD = 10
"""The most changed rows of a table that are listed one by one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind the name of the module.

    Returns
    -------
    int
        The exit code; wrong use leaves by ``SystemExit(2)``.
    """
    parser = _parser()
    chosen = parser.parse_args(arguments)
    url = default_url()
    if not url.startswith(PREFIXES):
        parser.error(f"set {VARIABLE} to the database: {VARIABLE}=postgresql://USER@HOST/DATABASE")
    try:
        for line in _history(url) if chosen.history else _load(url, chosen):
            print(printable(line))
    except GeodataError as error:
        for line in error.lines():
            print(line)
        return PROBLEMS
    return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geodata.load_postgis",
        description=f"Check a folder of evidence and load it whole, or not at all, into the database of {VARIABLE}.",
    )
    add_folder_argument(parser)
    parser.add_argument(
        "--based-on",
        type=int,
        metavar="RELEASE",
        help="the release that your folder goes on from; needed once there is one",
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="why, for those who read the history")
    parser.add_argument(
        "--with-problems", action="store_true", help="load although rows have problems; every reader sets them aside"
    )
    parser.add_argument("--history", action="store_true", help="load nothing, list what was ever loaded")
    return parser


def _load(url: str, chosen: argparse.Namespace) -> Iterator[str]:
    """Check, load, and say what changed."""
    folder = chosen.folder or default_folder()
    tables, problems, parts = gathered(folder, chosen.with_problems)
    with loading(url) as connection:
        history = all_releases(connection)
        if history and history[0].digest == digest_of(parts):
            yield f"nothing new: {_called(history[0])} holds just this"
            return
        _require_base(connection, history, chosen.based_on)
        before = read_release(connection, NAMES) if history else Tables()
        made = insert(connection, parts, tables.folder, problems, chosen.note)
        if read_release(connection, NAMES) != tables:
            found = "other evidence in the database than in the folder: it was changed while it was read"
            raise GeodataError([Problem(VARIABLE, "", "", found, "it again: load once more")])
    yield f"loaded into {label_of(url)} as {_called(made)}"
    if problems:
        yield f"{problems} rows have problems; they are set aside wherever this is read"
    yield from change_lines(row_changes(before, tables))


def gathered(folder: Path, with_problems: bool) -> tuple[Tables, int, list[Part]]:
    """Read and check a folder.

    Parameters
    ----------
    folder : path
        Laid out like ``geodata/``.
    with_problems : bool
        Take rows with problems along; a file that cannot be read is refused all the same.

    Returns
    -------
    Tables
        All that stands in it.
    int
        How many of its rows have problems.
    list of Part
        The same, ready for the database.

    Raises
    ------
    GeodataError
        With everything that is wrong.
    """
    tables, texts = read_texts(folder)
    found = [*tables.faults, *problems_in(tables)]
    if found and not with_problems:
        raise GeodataError(found)
    if not found and (old := stale(folder)):
        raise GeodataError([old])
    return tables, len({(one.file, one.row) for one in found if not one.follows}), parts_of(tables, texts)


def read_texts(folder: Path) -> tuple[Tables, dict[str, str]]:
    """Read all that a release holds, and judge nothing but whether it can be read.

    Returns
    -------
    Tables
        All of it.
    dict of str to str
        Layer to its GeoJSON as it is written.

    Raises
    ------
    GeodataError
        When a file cannot be read; then with everything else that is wrong.
    """
    tables, unreadable = read_folder(folder, ROWS, OTHER_LAYERS)
    if unreadable:
        require_sound(tables, unreadable)
    layers = [layer for layer in (*LAYERS, *OTHER_LAYERS) if layer in tables.features]
    return tables, {layer: text_of(folder / path_of(layer), path_of(layer), LARGEST_LAYER, folder) for layer in layers}


def change_lines(changes: Iterator[RowChange]) -> Iterator[str]:
    """Say what differs: for each table how much, and row by row as long as there are few."""
    tables: dict[str, list[RowChange]] = {}
    for change in changes:
        tables.setdefault(change.table, []).append(change)
    for table, found in tables.items():
        kinds = Counter(change.kind for change in found)
        yield f"{path_of(table)}: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}"
        if len(found) <= MOST_TOLD:
            for change in found:
                yield f"  {change.kind} {named(change.id)}" + (f": {', '.join(change.fields)}" if change.fields else "")


def _require_base(connection: "Connection", history: Sequence[Loaded], based_on: int | None) -> None:
    """Tell an editor whose folder does not go on from the newest release; it would undo what the newest one did."""
    if not history:
        if based_on is not None:
            raise GeodataError(
                [Problem("--based-on", "", "", "an empty database", "nothing: this is its first release")]
            )
        return
    newest = history[0]
    if based_on == newest.id:
        return
    found = f"{_called(newest)} in the database"
    if based_on is None:
        remedy = f"--based-on {newest.id} if your folder holds what that one says"
        raise GeodataError([Problem("--based-on", "", "", found, remedy)])
    if based_on not in {one.id for one in history}:
        raise GeodataError(
            [Problem("--based-on", "", "", f"no release {based_on}; {found}", "the one you went on from")]
        )
    missed = row_changes(read_release(connection, NAMES, based_on), read_release(connection, NAMES))
    missing_changes = "; ".join(line.strip() for line in change_lines(missed))
    remedy = f"that into your folder first ({missing_changes}), then --based-on {newest.id}"
    raise GeodataError([Problem("--based-on", "", "", f"{found}, which came after release {based_on}", remedy)])


def _history(url: str) -> Iterator[str]:
    with named_failures(url), connect(url) as connection:
        for one in all_releases(connection):
            yield _called(one) + (f", {one.problems} rows with problems" if one.problems else "")


def _called(one: Loaded) -> str:
    note = f": {one.note}" if one.note else ""
    return f"release {one.id} of {one.loaded_at:%Y-%m-%d %H:%M %Z} by {one.loaded_by}{note}"


if __name__ == "__main__":
    sys.exit(main())
