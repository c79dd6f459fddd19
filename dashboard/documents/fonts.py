"""The typefaces of the page for programs that know no WOFF2: unpacked once a process, from the files of Streamlit."""

import atexit
import logging
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from dashboard.assets import STREAMLIT
from dashboard.documents.unpack_fonts import unpack

FACES = ("SourceSansVF-Upright", "SourceSerifVariable-Roman", "SourceSerifVariable-Italic")
MISSING = "?"
SANS, SERIF = "SourceSans3VF", "Source Serif 4"
"""The families as the files name themselves."""

UNPACKER = Path(__file__).with_name("unpack_fonts.py")
LOWEST = 19  # of niceness
PATIENCE_S = 20.0

log = logging.getLogger(__name__)


class _Ahead(NamedTuple):
    process: "subprocess.Popen[bytes]"
    politely: bool


_one = threading.Lock()
_ahead: list[_Ahead] = []


@cache
def _packed() -> tuple[Path, ...]:
    return tuple(min((STREAMLIT / "static" / "media").glob(f"{face}.*.woff2")) for face in FACES)


@cache
def _folder() -> Path:
    """Make the folder of this process; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="arctic-fonts-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def unpack_ahead(*, politely: bool = False) -> None:
    """Begin to unpack the typefaces in a process of its own, so that the first document need not do it.

    Where that cannot be done nothing is lost: then the first document does it.

    Parameters
    ----------
    politely : bool
        Whether everything else that runs goes first. A document then does not wait for the process.
    """
    if not _one.acquire(blocking=False):
        return  # a document is at it
    try:
        if not _ahead:
            _ahead.append(_Ahead(_start(LOWEST if politely else 0), politely))
    except OSError:
        log.warning("the typefaces could not be unpacked ahead; the first document will do it")
    finally:
        _one.release()


def _start(niceness: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", str(UNPACKER), str(niceness), str(_folder()), *map(str, _packed())]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 (our own script)
    atexit.register(process.kill)
    threading.Thread(target=process.wait, name="fonts", daemon=True).start()  # else it would stay as a dead entry
    return process


@cache
def font_folder() -> Path:
    """Unpack the typefaces into a folder of this process, as far as that was not done ahead.

    Returns
    -------
    Path
        Of a folder with a TrueType file a face.
    """
    with _one:
        for one in _ahead:
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(0 if one.politely else PATIENCE_S)
            one.process.kill()
            one.process.wait()
        unpack(_folder(), list(_packed()))
        return _folder()


def discard_fonts() -> None:
    """Remove the folder of typefaces: a server is ended by its signal, which leaves no time for anything at exit."""
    with _one:
        for one in _ahead:
            one.process.kill()
            one.process.wait()
        if _folder.cache_info().currsize:
            rmtree(_folder(), ignore_errors=True)
        _ahead.clear()
        _folder.cache_clear()
        font_folder.cache_clear()


@cache
def signs() -> frozenset[int]:
    """Collect the code points that all our typefaces can write."""
    from fontTools.ttLib import TTFont

    found: list[set[int]] = []
    for path in _packed():
        with TTFont(path, lazy=True) as font:
            found.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*found))


def can_write(text: str) -> bool:
    """Say whether our typefaces have every sign of a text."""
    return all(ord(char) in signs() for char in text)


def writable(text: str) -> str:
    """Give a text with a question mark for each sign that our typefaces lack; control signs become spaces."""
    return "".join(char if ord(char) in signs() else MISSING if char.isprintable() else " " for char in text)
