"""Reads a folder of evidence: `read_tables` only reads, `load_checked` and `load_quarantined` judge as well."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from geodata.csv_reader import csv_rows
from geodata.errors import GeodataError, Problem, named, quoted
from geodata.file_reader import LARGEST_LAYER, LARGEST_TABLE, Log, text_of
from geodata.geojson_reader import features_of
from geodata.stores.judging import assembled, drawable, quarantined, require_sound
from geodata.tables import DRAWN, EVIDENCE, LAYERS, OTHER_LAYERS, WHOLE, Feature, Row, Tables, path_of

__all__ = ["Tables", "default_folder", "load_checked", "load_map_layers", "load_quarantined", "read_tables"]

Names = tuple[str, ...]
ROWS: Names = (*EVIDENCE, *LAYERS)

VARIABLE = "GEODATA_DIR"
"""The setting that names another folder of evidence."""

PARTS = ("evidence", "layers")
LONGEST_PATH = 400
LAID_OUT = "the path of a folder laid out like geodata/ (evidence/, layers/)"


def default_folder() -> Path:
    """Return the folder that ``GEODATA_DIR`` names, or else the one that came with the package.

    A ``~`` in front stands for the home of the user, though no shell has replaced it.
    """
    chosen = os.environ.get(VARIABLE)
    return Path(os.path.expanduser(chosen)) if chosen else Path(__file__).parents[1]  # noqa: PTH111 (Path raises without a home)


def add_folder_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command take the folder that it works on; without it the command asks `default_folder`.

    Parameters
    ----------
    parser : argparse.ArgumentParser
        Of the command; it gets a `folder`.
    """
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="laid out like geodata/ (evidence/, layers/); without it GEODATA_DIR, or else the shipped evidence",
    )


def require_folder(folder: Path) -> None:
    """Raise a GeodataError of one line where there is no folder of evidence: no file in it need be asked for."""
    place = os.path.abspath(folder)  # noqa: PTH100 (it follows no link, so a loop of links is none of ours)
    remedy = LAID_OUT
    if _closed_to_us(folder):
        missing, remedy = (
            "a folder that may not be read",
            "the path of one that whoever runs this may read, or let them read it",
        )
    elif not os.path.isdir(folder):  # noqa: PTH112 (Path raises where it may not look)
        missing = "no folder"
    elif not any(os.path.lexists(folder / part) for part in PARTS):
        missing = f"neither {' nor '.join(f'{part}/' for part in PARTS)}"
    else:
        return
    if os.environ.get(VARIABLE) and folder == default_folder():
        raise GeodataError([Problem(VARIABLE, "", "", f"{missing} at {quoted(place, LONGEST_PATH)}", remedy)])
    raise GeodataError([Problem(named(place, LONGEST_PATH), "", "", missing, remedy)])


def _closed_to_us(folder: Path) -> bool:
    try:
        os.stat(folder / PARTS[0])  # noqa: PTH116 (as above)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


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
    tables, unreadable = read_folder(folder, ROWS, OTHER_LAYERS if drawn else ())
    if unreadable:
        raise GeodataError([*unreadable, *tables.faults])
    return tables


def read_folder(folder: Path | str | None, needed: Names, others: Names) -> tuple[Tables, list[Problem]]:
    """Read what can be read of a folder, and judge nothing.

    Parameters
    ----------
    folder : path, optional
        As for `read_tables`.
    needed : tuple of str
        The tables and layers that must be there.
    others : tuple of str
        Those that are read if they are there.

    Returns
    -------
    Tables
        What could be read.
    list of Problem
        Which files cannot be read, and why.

    Raises
    ------
    GeodataError
        When there is no folder.
    """
    folder = default_folder() if folder is None else Path(folder)
    require_folder(folder)
    name = os.path.basename(os.path.realpath(folder)) or "geodata"  # noqa: PTH119 (as above)
    rows: dict[str, list[Row]] = {}
    features: dict[str, tuple[Feature, ...]] = {}
    logs: dict[str, Log] = {}
    unreadable = list(_missing_parts(folder, name, needed))
    lost_parts = {problem.file for problem in unreadable}
    for table in (*needed, *(other for other in others if os.path.lexists(folder / path_of(other)))):
        log = logs[table] = Log(f"{name}/{path_of(table)}")
        if log.file.rpartition("/")[0] in lost_parts:
            log.unread.add(WHOLE)
            continue
        try:
            if table in EVIDENCE:
                text = text_of(folder / path_of(table), log.file, LARGEST_TABLE, folder)
                rows[table] = list(csv_rows(text, table, log))
            else:
                text = text_of(folder / path_of(table), log.file, LARGEST_LAYER, folder)
                features[table] = tuple(features_of(text, table, log))
            continue
        except GeodataError as error:
            unreadable.extend(error.problems)
        except RecursionError:
            unreadable.append(Problem(log.file, "", "", "lists nested too deeply", "the layer as GeoJSON"))
        log.unread.add(WHOLE)
        log.faults.clear()
    return assembled(rows, features, logs, name), unreadable


def _missing_parts(folder: Path, name: str, needed: Iterable[str]) -> Iterable[Problem]:
    """Tell once that one of the two folders inside is missing, instead of each file in it."""
    for part in PARTS:
        if any(path_of(table).startswith(part) for table in needed) and not os.path.isdir(folder / part):  # noqa: PTH112
            remedy = "the folder with its files, or restore it from an older version"
            yield Problem(f"{name}/{part}", "", "", "no such folder", remedy)


def load_checked(folder: Path | str | None = None, drawn: bool = False) -> Tables:
    """Read a folder; raise if anything is wrong.

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
    return require_sound(*read_folder(folder, ROWS, OTHER_LAYERS if drawn else ()))


def load_map_layers(folder: Path | str | None = None) -> tuple[Tables, tuple[Problem, ...]]:
    """Read the layers that are only drawn, as far as they can be drawn.

    Parameters
    ----------
    folder : path, optional
        As for `read_tables`.

    Returns
    -------
    Tables
        Those layers that are there and sound, and nothing else; rings that run the wrong way are turned round.
    tuple of Problem
        Why another layer is left out: what `check` says of it.

    Raises
    ------
    GeodataError
        When there is no folder.
    """
    return drawable(*read_folder(folder, (), DRAWN))


def load_quarantined(folder: Path | str | None = None) -> tuple[Tables, tuple[Problem, ...]]:
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
    return quarantined(read_tables(folder))
