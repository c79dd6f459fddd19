"""``python -m dashboard rehearse [SCENES] [--out DIR]``: open each scene and say what would embarrass a presenter.

Exit 0 nothing found, 1 problems found, 2 wrong use.
"""

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from dashboard.cli_documents import progress
from dashboard.cli_export import UsageError, written
from geodata.errors import GeodataError, Problem

GOOD, PROBLEMS = 0, 1
START_S = 90


def add_rehearse(commands: Any) -> None:
    """Add the command to a parser."""
    parser = commands.add_parser(
        "rehearse",
        help="open each scene of the story and say what would embarrass",
        description="Open each scene in a browser as a room sees it, and say what would embarrass; exit 1 if anything.",
    )
    parser.add_argument("scenes", nargs="?", type=Path, metavar="SCENES", help="a YAML file; without it what ships")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="a folder for a picture of each scene and a sheet of all"
    )
    parser.add_argument("--old", type=_days, default=30, metavar="DAYS", help="how old a report may be; without it 30")
    parser.add_argument(
        "--lang", default="en", choices=("en", "da"), help="the language to look at; texts are checked in both"
    )
    parser.set_defaults(act=rehearse)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 100_000):
        raise argparse.ArgumentTypeError(f"found {text!r}; write a number of days")
    return int(text)


def rehearse(chosen: argparse.Namespace) -> int:
    """Rehearse a story and print what was found.

    Raises
    ------
    GeodataError
        If scenes or evidence cannot be read, or there is no browser.
    """
    from dashboard.present import stage_look, story
    from dashboard.present.rehearsal import problems_of
    from geodata.loading import load_lenient

    story.tell_from(chosen.scenes)
    scenes, file = story.scenes(), (chosen.scenes or story.FILE).name
    found = problems_of(load_lenient(), scenes, file, chosen.old)
    with _served(chosen.scenes) as url, progress(len(scenes)) as step:
        seen, pictures = stage_look.look_at(url, scenes, chosen.lang, file, step)
    if chosen.out:
        saved(chosen.out, {**pictures, "contact-sheet.png": stage_look.contact_sheet(pictures)})
    problems = sorted([*found, *seen])
    for problem in problems:
        print(problem)
    print(f"{len(scenes)} scenes, {len(problems)} problems" + (f"; pictures in {chosen.out}" if chosen.out else ""))
    return PROBLEMS if problems else GOOD


@contextmanager
def _served(scenes: Path | None) -> Iterator[str]:
    """Serve the page with this story to this machine, on a port of its own."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    settings = {"ARCTIC_SCENES_FILE": str(scenes.resolve())} if scenes else {}
    command = [sys.executable, "-m", "dashboard", "run", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603 (our own command)
        command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + START_S
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5):  # noqa: S310 (our own server)
                return
        except (URLError, OSError):
            time.sleep(0.2)
    remedy = (
        "evidence that `python -m dashboard check` accepts, and settings that `python -m dashboard run` starts with"
    )
    raise GeodataError([Problem("rehearse", "", "", "a server that does not start", remedy)])


def saved(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each whole or not at all.

    Raises
    ------
    UsageError
        When they cannot stand there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out: {str(folder)!r}: {error.strerror}; name a folder that can be written") from None
    for name, body in files.items():
        written(folder / name, body)
