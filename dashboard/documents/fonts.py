"""The typefaces of the page for programs that know no WOFF2: unpacked once a process, from the files of Streamlit."""

import atexit
import tempfile
from functools import cache
from pathlib import Path
from shutil import rmtree

from dashboard.assets import STREAMLIT

FACES = ("SourceSansVF-Upright", "SourceSerifVariable-Roman", "SourceSerifVariable-Italic")
MISSING = "?"
SANS, SERIF = "SourceSans3VF", "Source Serif 4"
"""The families as the files name themselves."""


@cache
def font_folder() -> Path:
    """Unpack the typefaces into a folder of this process; it goes when the process ends.

    Returns
    -------
    Path
        Of a folder with a TrueType file a face.
    """
    from fontTools.ttLib import TTFont

    folder = Path(tempfile.mkdtemp(prefix="arctic-fonts-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    for face in FACES:
        packed = min((STREAMLIT / "static" / "media").glob(f"{face}.*.woff2"))
        with TTFont(packed, lazy=True) as font:
            font.flavor = None
            font.save(folder / f"{face}.ttf")
    return folder


@cache
def signs() -> frozenset[int]:
    """Collect the code points that all our typefaces can write."""
    from fontTools.ttLib import TTFont

    found: list[set[int]] = []
    for face in FACES:
        with TTFont(font_folder() / f"{face}.ttf", lazy=True) as font:
            found.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*found))


def can_write(text: str) -> bool:
    """Say whether our typefaces have every sign of a text."""
    return all(ord(char) in signs() for char in text)


def writable(text: str) -> str:
    """Give a text with a question mark for each sign that our typefaces lack; control signs become spaces."""
    return "".join(char if ord(char) in signs() else MISSING if char.isprintable() else " " for char in text)
