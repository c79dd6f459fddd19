"""Unpacks WOFF2 files to TrueType, also as a process of its own: ``python unpack_fonts.py NICENESS FOLDER FILE …``.

It takes half a second of a processor in pure Python, which other threads of the server would have to share.
This file is run by its path and imports nothing of ours.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path


def unpacked(folder: Path, packed: Path) -> Path:
    """Name the TrueType file of a WOFF2 file: `Name.hash.woff2` becomes `Name.ttf`."""
    return folder / f"{packed.name.partition('.')[0]}.ttf"


def unpack(folder: Path, packed: list[Path]) -> None:
    """Write the TrueType files that are not there yet, each whole or not at all.

    Parameters
    ----------
    folder : pathlib.Path
        Where to.
    packed : list of pathlib.Path
        The WOFF2 files.
    """
    from fontTools.ttLib import TTFont

    for path in packed:
        whole = unpacked(folder, path)
        if whole.exists():
            continue
        begun = whole.with_suffix(".part")
        # With a time of now inside, a document would be other bytes in each process.
        with TTFont(path, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
            font.flavor = None
            font.save(begun)
        begun.replace(whole)


if __name__ == "__main__":
    with suppress(AttributeError, OSError):  # there is no niceness on Windows
        os.nice(int(sys.argv[1]))
    unpack(Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
