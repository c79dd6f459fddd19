"""What can be wrong with the evidence, in words an editor can act on. This room imports nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_QUOTE = 80


def quoted(value: object, longest: int = LONGEST_QUOTE) -> str:
    """Show a value from a file: quoted, control characters escaped, cut when long."""
    text = repr(str(value))
    return text if len(text) <= longest else f"{text[: longest - 2]}…{text[-1]}"


def named(value: str, longest: int = LONGEST_QUOTE) -> str:
    """Show an id from a file without quotes when it is plain, and quoted like any other value when it is not."""
    return value if value.isprintable() and 0 < len(value) <= longest else quoted(value, longest)


@dataclass(frozen=True, slots=True, order=True)
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
        What stands there, quoted and cut.
    remedy : str
        What to write instead; follows the word "write".
    subject : str
        The id of the subject (contingent, post, site) that the row is about, empty if it is about none.
    follows : bool
        Whether it only hangs on another row that has a problem itself, and goes once that one is mended.
    """

    file: str
    row: str
    field: str
    found: str
    remedy: str
    subject: str = ""
    follows: bool = False

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.row, self.field) if part)
        return f"{place}: found {self.found}; write {self.remedy}"


class GeodataError(Exception):
    """The evidence cannot be used as it stands; ``problems`` holds every reason at once.

    Attributes
    ----------
    problems : tuple of Problem
        Sorted, each once, without those that only follow from others.
    hanging : int
        How many other rows hang on the rows that ``problems`` speak of.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(set(problems))
        self.problems: tuple[Problem, ...] = tuple(one for one in found if not one.follows) or tuple(found)
        told = {(one.file, one.row) for one in self.problems}
        self.hanging: int = len({(one.file, one.row) for one in found} - told)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """Say every problem in a line, and in a last one how many rows hang on them."""
        rows = "1 row that hangs" if self.hanging == 1 else f"{self.hanging} rows that hang"
        last = f"and {rows} on what is listed; mend that, then check again"
        return [*map(str, self.problems), *([last] if self.hanging else [])]
