"""The command ``python -m dashboard``: ``check [WHERE]``, ``run``, ``export``, ``publish OUT``, ``rehearse``.

Exit 0 good, 1 problems found, 2 wrong use.
"""

import argparse
import errno
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.cli_documents import add_documents
from dashboard.cli_export import UsageError, add_export
from dashboard.cli_rehearse import add_rehearse
from dashboard.publish.command import add_publish, add_snapshot
from geodata import deployments
from geodata.atlas import Atlas
from geodata.compare import change_text, figure_changes
from geodata.errors import GeodataError
from geodata.loading import load_lenient, store_of
from geodata.records import records_of
from geodata.stores.folder import FolderStore
from geodata.stores.postgis.connection import PREFIXES
from geodata.stores.postgis.reading import PostgisStore
from geodata.stores.store import Store
from geodata.tables import EVIDENCE, LAYERS, Tables

GOOD, PROBLEMS = 0, 1
UNWRITTEN = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO})
"""What the system reports when output cannot be written: the reader has gone, or the disk is full."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind ``python -m dashboard``; without it, the words the process was started with.

    Returns
    -------
    int
        The exit code; wrong use leaves by ``SystemExit(2)``.
    """
    if sys.stdout is None:  # closed by who started it; what is found is told by the exit code
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (to the end)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter gets its code instead of a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.command == "run":
        return _run(chosen.host, chosen.port)
    _obey_settings()
    act = chosen.command in {"export", "publish", "rehearse"}
    for where in () if act else (chosen.where, chosen.against):
        if isinstance(where, Path) and not os.path.isdir(where):  # noqa: PTH112 (Path raises where it may not look)
            parser.error(f"{str(where)!r} is not a folder; name one laid out like geodata/ (evidence/, layers/)")
    try:
        code = _act(parser, chosen) if act else _report(chosen.where, chosen.against)
        sys.stdout.flush()
        return code
    except OSError as error:
        if error.errno not in UNWRITTEN:
            raise
        # Nothing may be left to write when Python closes down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return GOOD  # who read along has seen enough, as `head` does
        parser.exit(2, f"{parser.prog}: the output cannot be written: {error.strerror}\n")


def _obey_settings() -> None:
    """Let a file of settings name the evidence for every command, as it does for ``run``."""
    if os.environ.get("ARCTIC_SETTINGS"):
        from dashboard.web.settings import own_settings  # here, so that `check` needs no web

        own_settings()


def _report(where: Path | str | None, old: Path | str | None) -> int:
    """Check evidence and print what is wrong with it."""
    try:
        return _check(store_of(where), old)
    except GeodataError as error:
        for line in error.lines():
            print(line)
        return PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Work with the evidence of the map.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    check = commands.add_parser(
        "check",
        help="say everything that is wrong with the evidence, one problem a line",
        description="Say everything that is wrong with the evidence, one problem a line; exit 1 if there is any.",
    )
    check.add_argument(
        "where",
        nargs="?",
        type=_place,
        metavar="WHERE",
        help="a folder laid out like geodata/ (evidence/, layers/), or the address of a database (postgresql://…); "
        "without it the database of GEODATA_URL, else the folder of GEODATA_DIR, else the shipped evidence",
    )
    check.add_argument(
        "--against",
        type=_place,
        metavar="OLD",
        help="an older folder or database: also say what the change does to every total, for each opening",
    )
    run = commands.add_parser("run", help="serve the page", description="Serve the page until told to stop.")
    run.add_argument("--host", help="where to listen; without it this machine only, 0.0.0.0 for all")
    run.add_argument("--port", type=_port, help="the port to listen on; without it 8501")
    things = add_export(commands)
    add_documents(things)
    add_snapshot(things)
    add_publish(commands)
    add_rehearse(commands)
    return parser


def _act(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> int:
    try:
        code: int = chosen.act(chosen)
    except UsageError as error:
        parser.error(str(error))
    except GeodataError as error:
        for line in error.lines():
            print(line, file=sys.stderr)
        return PROBLEMS
    return code


def _place(text: str) -> Path | str:
    """Tell the address of a database from a folder."""
    return text if text.startswith(PREFIXES) else Path(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"found {text!r}; write a number from 1 to 65535")
    return int(text)


def _run(host: str | None, port: int | None) -> int:
    from dashboard.web.launch import serve  # here, so that `check` needs no web

    serve(host, port)
    return GOOD


def _check(store: Store, old: Path | str | None) -> int:
    store = store.pinned()
    if isinstance(store, PostgisStore):
        print(f"the database {store.label}, release {store.release}:")  # no line below would say that it is no folder
    tables = store.load_checked(drawn=True)
    after = Atlas(records_of(tables))
    # A load takes no layer that is older than its claims, so a database has none.
    problem = deployments.stale(store.folder, after) if isinstance(store, FolderStore) else None
    if problem is None:
        print(counts_line(tables))
    if old is not None:
        before = load_lenient(old)
        if before.problems:
            print(f"the old evidence has {len(before.problems)} problems; its totals leave those rows out")
        for line in difference(before, after):
            print(line)
    if problem is not None:
        raise GeodataError([problem])
    return GOOD


def counts_line(tables: Tables) -> str:
    """Say how much evidence there is, as ``889 claims, 345 sources, … no problems``."""
    words = {"opening": "openings", "diplomatic_posts": "diplomatic posts"}
    counts = ", ".join(f"{len(tables.rows(name))} {words.get(name, name)}" for name in (*EVIDENCE, *LAYERS))
    return f"{counts}: no problems"


def difference(before: Atlas, after: Atlas) -> Iterator[str]:
    """Say what a change of the evidence does to every total.

    Parameters
    ----------
    before, after : Atlas
        The old evidence and the new.

    Yields
    ------
    str
        For each opening a heading, then one line a total, ``name  old → new``, with the ids that came (+) and went (-).
        Where both name an opening, both are looked at on the clocks of the new one.
    """
    openings = {**before.openings, **after.openings}
    for name, opening in openings.items():
        yield ""
        yield f"{name} (as of {opening.as_of}, known by {opening.known_by or 'all'})"
        old, new = (atlas.at(opening.as_of, opening.known_by).totals() for atlas in (before, after))
        changes = list(figure_changes(old, new))
        width = max(len(one.name) for one in changes)
        for one in changes:
            yield f"  {one.name:<{width}}  {change_text(one)}"
        yield f"  {sum(one.differs for one in changes)} of {len(changes)} totals change"
