"""What can be wrong with the evidence, in words an editor can act on. This module imports no other of the project."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from dataclasses import field as attribute

LONGEST_QUOTE = 80

_NUMBERS = re.compile(r"(\d+)")


def printable(text: str) -> str:
    """Escape what a terminal would obey or hide: control characters, line breaks, signs without a width or a shape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def quoted(value: object, longest: int = LONGEST_QUOTE) -> str:
    """Show a value from a file: quoted, control characters and loose accents escaped, cut when long."""
    text = repr(str(value)[: longest + 1])
    if not unicodedata.is_normalized("NFC", text):
        text = "".join(ascii(char)[1:-1] if unicodedata.combining(char) else char for char in text)
    return text if len(text) <= longest else f"{text[: longest - 2]}…{text[-1]}"


def named(value: str, longest: int = LONGEST_QUOTE) -> str:
    """Show an id from a file without quotes when it is plain, and quoted like any other value when it is not."""
    plain = value.isprintable() and 0 < len(value) <= longest and unicodedata.is_normalized("NFC", value)
    return value if plain else quoted(value, longest)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place.

    Attributes
    ----------
    file : str
        Which file, as ``geodata/evidence/claims.csv``.
    row : str
        Where in it, with the word for it: ``row dep_deu_01-step``, ``feature nuuk``, ``line 12``, ``header``.
    field : str
        Which column or property; empty when the row as a whole is meant.
    found : str
        What stands there, quoted and cut; empty where the remedy is a sentence that says all.
    remedy : str
        What to write instead; follows the word "write".
    subject : str
        The id of the subject (contingent, post, site) that the row is about, empty if it is about none.
    follows : bool
        Whether it only hangs on another row that has a problem itself, and goes once that one is mended.
    at : int
        The line of the file, or the number of the feature; 0 if it is about the whole. Only for the order of problems.
    detail : str
        What follows ``found`` for editors and operators alone: the content of a file that may be no evidence at all, or
        the words of a database. Visitors are not told it.
    """

    file: str
    row: str
    field: str
    found: str
    remedy: str
    subject: str = ""
    follows: bool = False
    at: int = attribute(default=0, compare=False)
    detail: str = ""

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.row, self.field) if part)
        text = f"found {self.found}{self.detail}; write {self.remedy}" if self.found else self.remedy
        return printable(f"{place}: {text}")

    def without_detail(self) -> "Problem":
        """Return the problem as visitors may read it."""
        return replace(self, detail="")

    def __lt__(self, other: "Problem") -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[object, ...]:
        """Order by the place in the file; numbers in words count as numbers, so that line 10 follows line 9."""
        words = tuple(part.zfill(12) if part.isdecimal() else part for part in _NUMBERS.split(self.row))
        return (self.file, self.at, words, self.field, self.found, self.remedy, self.subject, self.follows, self.detail)


class GeodataError(Exception):
    """The evidence cannot be used as it stands; ``problems`` holds every reason at once.

    Attributes
    ----------
    problems : tuple of Problem
        In the order of the files, each once, without those that only follow from others.
    dependents : int
        How many other rows hang on the rows that ``problems`` speak of.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(set(problems))
        self.problems: tuple[Problem, ...] = tuple(one for one in found if not one.follows) or tuple(found)
        rows = {(one.file, one.row) for one in self.problems}
        self.dependents: int = len({(one.file, one.row) for one in found} - rows)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """Say every problem in a line, and in a last one how many rows hang on them."""
        rows = "1 row that hangs" if self.dependents == 1 else f"{self.dependents} rows that hang"
        last = f"and {rows} on what is listed; mend that, then check again"
        return [*map(str, self.problems), *([last] if self.dependents else [])]


class NoAnswerError(GeodataError):
    """The database did not answer, or not in time. That may pass: it is worth asking again."""
