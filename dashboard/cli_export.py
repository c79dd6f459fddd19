"""The command ``python -m dashboard export rows``: what is in view, as a file."""

import argparse
import difflib
import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from geodata.errors import named

if TYPE_CHECKING:
    from dashboard.view.view import ViewModel

GOOD, PROBLEMS = 0, 1
LONGEST_PATH = 400  # signs of a path in a message


class UsageError(ValueError):
    """What was asked for cannot be done; the message says what was found and what to write."""


def add_export(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """Add ``export`` and what it can write to the commands; give the place for more that it can write.

    Parameters
    ----------
    commands : _SubParsersAction of ArgumentParser
        Where the other commands are.
    """
    about = "Write what is in view to a file."
    export = commands.add_parser("export", help="write what is in view to a file", description=about)
    things = export.add_subparsers(dest="thing", metavar="WHAT", required=True)
    rows = things.add_parser(
        "rows",
        help="the table of what is in view",
        description="Write the table of what is in view: the same file that the page gives under /view/rows.FORMAT.",
    )
    rows.add_argument(
        "--view", default="", metavar="QUERY", help="the address of a view, as 'asof=2026-01-17&nations=FRA'"
    )
    rows.add_argument("--format", dest="form", default="", metavar="F", help="without it, by the ending of FILE")
    rows.add_argument("--out", type=Path, required=True, metavar="FILE", help="written whole or not at all")
    rows.set_defaults(act=export_rows)
    return things


def export_rows(chosen: argparse.Namespace) -> int:
    """Write the rows of a view to a file and say what was written.

    Raises
    ------
    UsageError
        When view, format or place cannot be used; then nothing is written.
    GeodataError
        When the evidence cannot be read.
    """
    from dashboard.export import FORMATS

    ending = (chosen.form or chosen.out.suffix).lower().removeprefix(".")
    if ending not in FORMATS:
        found = f"--format: found {chosen.form!r}" if chosen.form else f"--out: {str(chosen.out)!r} has no known ending"
        raise UsageError(f"{found}; write one of {', '.join(FORMATS)}")
    view = model_of(chosen.view).view
    written(chosen.out, FORMATS[ending].write(view))
    release = view.world.atlas.release
    print(f"{named(str(chosen.out), LONGEST_PATH)}: {len(view.rows)} rows, release {release}, {view.query}")
    return GOOD


def model_of(query: str) -> "ViewModel":
    """Work out what an address brings into view; unlike on the page, nothing of it is passed over.

    Parameters
    ----------
    query : str
        A query, with or without what stands before its question mark.

    Raises
    ------
    UsageError
        When a key or a value of it cannot be used; the message names all of them.
    """
    from dashboard.state import KEYS, key_of
    from dashboard.text.i18n import choose_language, words_of
    from dashboard.view.view import parse_query, resolve_view

    pairs = parse_qsl(query.rpartition("?")[2], keep_blank_values=True)
    faults = []
    for key in dict.fromkeys(name for name, _ in pairs if not key_of(name)):
        near = difflib.get_close_matches(key, KEYS, 1)
        meant = f"did you mean {near[0]}?" if near else f"write one of {', '.join(KEYS)}"
        faults.append(f"found the key {key!r}; {meant}")
    state, notices = parse_query(pairs)
    faults += [f"{one.key}: found {one.found!r}, which nothing has" for one in notices]
    if faults:
        raise UsageError("\n".join(f"--view: {fault}" for fault in faults))
    return resolve_view(state, words_of(choose_language(state.lang, None)))


def written(path: Path, body: bytes) -> None:
    """Write a file whole: under another name first, which is then changed.

    Parameters
    ----------
    path : path
        Where it shall stand; a file that stood there is replaced, that to which a link leads, and nothing but a file:
        a device such as `/dev/stdout` would be gone for the whole machine.
    body : bytes
        What it holds.

    Raises
    ------
    UsageError
        When it cannot stand there.
    """
    goal = Path(os.path.realpath(path))
    try:
        if goal.exists() and not (goal.is_file() or goal.is_dir()):
            raise UsageError(f"--out: {str(path)!r} is a device or a pipe; name a file")
        handle, name = tempfile.mkstemp(dir=goal.parent, prefix=f".{goal.name}.")
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(goal)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> UsageError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    remedy = "make room, or name a file on another disk" if full else "name a file in a folder you may write to"
    return UsageError(f"--out: {str(path)!r}: {error.strerror}; {remedy}")
