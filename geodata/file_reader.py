"""Reads one file as text, within bounds, whatever lies in its place; what cannot be read is a problem."""

import os
import re
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from geodata.errors import GeodataError, Problem

LARGEST_TABLE = 50_000_000
LARGEST_LAYER = 20_000_000
"""Bytes; a larger file is not evidence but a mistake, and would fill the memory."""

KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
"""What may lie where a file is expected, with the words for it."""

NO_WAIT = getattr(os, "O_NONBLOCK", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*|,*)\r?$", re.MULTILINE)
MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
"""What git leaves in a file where two changes meet; each stands at the beginning of a line."""
_ESCAPED = re.compile("[\udc80-\udcff]")
_LFS = "version https://git-lfs.github.com/spec/"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


MOST_FAULTS = 5_000
"""The most unreadable rows that are reported one by one; a file with more is no table of ours."""


@dataclass
class Log:
    """What reading one file had to leave out, and where its rows stand.

    Attributes
    ----------
    file : str
        Its name for messages.
    faults : list of Problem
        What is wrong with rows, or with the file where it could be read all the same.
    unread : set of str
        The ids of rows that were left out, as far as they can be read.
    lines : dict
        Id to the line of its row, or the number of its feature.
    """

    file: str
    faults: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    lines: dict[str, int] = field(default_factory=dict)

    def tell(self, at: int, row: str, field: str, found: str, remedy: str, subject: str = "") -> None:
        """Note a fault that does not make the file unreadable."""
        if len(self.faults) >= MOST_FAULTS:
            unreadable(self.file, f"more than {MOST_FAULTS} rows that are none", "only rows that the codebook knows")
        self.faults.append(Problem(self.file, row, field, found, remedy, subject, at=at))

    def tell_once(self, first: int, rest: str) -> None:
        """Let all faults from a number on follow from the first of them, which says how many more there are."""
        cause, *others = self.faults[first:]
        if others:
            self.faults[first] = replace(cause, found=f"{cause.found}, {rest.format(n=len(others))}")
            self.faults[first + 1 :] = [replace(one, follows=True) for one in others]


def unreadable(file: str, found: str, remedy: str, row: str = "", at: int = 0, detail: str = "") -> NoReturn:
    """Raise the problem that makes a whole file unreadable."""
    raise GeodataError([Problem(file, row, "", found, remedy, at=at, detail=detail)])


def text_of(path: Path, file: str, largest: int = LARGEST_TABLE, home: Path | None = None) -> str:
    """Read a file as UTF-8; spreadsheets put a mark (BOM) in front, which is no fault.

    Parameters
    ----------
    path : Path
        Where it lies.
    file : str
        Its name for messages.
    largest : int
        How many bytes it may have.
    home : Path, optional
        The folder of evidence. A link in it may lead to another file in it, and nowhere else: what lies elsewhere is
        not public, and messages quote what they find.

    Returns
    -------
    str
        Bytes that are not UTF-8 stand as lone surrogates (``surrogateescape``), so that their place can be told.

    Raises
    ------
    GeodataError
        When there is no file, something else than a file, a link that leads out of the folder, too much, a pointer of
        Git LFS, or a merge conflict.
    """
    body = (
        _bytes_of(path, file, largest) if home is None else _bytes_of(_within(path, home, file), file, largest, NO_LINK)
    )
    if body.startswith(_WIDE):
        unreadable(file, "a text in UTF-16", "the file in UTF-8 (in a spreadsheet: save as CSV UTF-8)")
    text = body.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")
    if text.startswith(_LFS):
        unreadable(file, "a pointer of Git LFS", "the file itself: git lfs pull brings it")
    if conflicts := _conflicts(text, file):
        raise GeodataError(conflicts)
    return text


def _within(path: Path, home: Path, file: str) -> Path:
    """Follow the links of a file; they must end in its folder, or in the folder of evidence around it.

    Both folders may be links themselves: an operator turns them to change over to other evidence.
    """
    real = os.path.realpath(path)
    around = {os.path.realpath(home), os.path.realpath(path.parent)}
    if not any(os.path.commonpath((folder, real)) == folder for folder in around):
        remedy = "the file itself: nothing is read from elsewhere"
        unreadable(file, "a link that leads out of the folder", remedy)
    return Path(real)


def _bytes_of(path: Path, file: str, largest: int, flags: int = 0) -> bytes:
    """Read at most so many bytes of a regular file; a pipe or a device is not even opened for reading."""
    try:
        if found := _other_kind(path.stat().st_mode):
            unreadable(file, f"{found} in place of a file", "the file, or restore it from an older version")
        # Should a pipe take its place meanwhile, then nothing waits for its other end.
        with os.fdopen(os.open(path, os.O_RDONLY | NO_WAIT | flags), "rb") as opened:
            body = opened.read(largest + 1)
    except OSError as error:
        found = f"no readable file ({error.strerror})"
        unreadable(file, found, "the file, or restore it from an older version")
    if len(body) > largest:
        unreadable(file, f"more than {largest // 1_000_000} million bytes", "only what the codebook lists")
    return body


def _other_kind(mode: int) -> str:
    return next((words for is_kind, words in KINDS if is_kind(mode)), "" if stat.S_ISREG(mode) else "no plain file")


def line_at(text: str, position: int) -> int:
    """Return the number of the line in which a position of the text lies."""
    return text.count("\n", 0, position) + 1


def _conflicts(text: str, file: str) -> list[Problem]:
    """Tell every merge conflict, from its first line of signs to its last, even where some were deleted already."""
    if not any(mark in text for mark in MARKS):
        return []
    spans: list[tuple[int, int]] = []
    inside, line, counted = False, 1, 0
    for match in _CONFLICT.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        marker = match[0][0]
        if inside and marker != "<":
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
        inside = marker != ">" and (inside or marker == "<")
    remedy = "keep what is right of both sides, and delete the lines that begin with <<<<<<<, ======= or >>>>>>>"
    return [
        Problem(file, "", "", "", f"a merge conflict is left in {lines_from(*span)}; {remedy}", at=span[0])
        for span in spans
    ]


def lines_from(first: int, last: int) -> str:
    """Say ``line 5`` or ``lines 5 to 9``."""
    return f"line {first}" if first == last else f"lines {first} to {last}"


def wrong_byte(char: str) -> str:
    """Say which byte a lone surrogate stands for, and what it would be in the alphabet that spreadsheets write."""
    byte = bytes([ord(char) - 0xDC00])
    letter = byte.decode("cp1252", errors="replace")
    guess = f" ({letter} in Windows-1252)" if letter.isalpha() else ""
    return f"the byte 0x{byte[0]:02X}{guess}, which is not UTF-8"


def first_wrong(text: str) -> int:
    """Return the position of the first byte that was not UTF-8, or -1 if there is none."""
    if text.isascii() or not (match := _ESCAPED.search(text)):
        return -1
    return match.start()
