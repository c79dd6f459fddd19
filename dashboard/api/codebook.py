"""The codebook as data: what each column means, read from where people read it."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import geodata

CODEBOOK = Path(geodata.__file__).with_name("README.md")


@cache
def meanings() -> Mapping[str, Mapping[str, str]]:
    """Return what each column of each table means: table to column to a sentence without its full stop."""
    found: dict[str, dict[str, str]] = {}
    for heading, cells in _rows(CODEBOOK.read_text(encoding="utf-8")):
        table = heading.removesuffix(".csv").removesuffix(".geojson")
        if table != heading and len(cells) == 5 and cells[0] != "field":
            found.setdefault(table, {})[cells[0]] = cells[3].replace("`", "")
    return found


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of the Markdown tables, each with the heading above it."""
    heading = ""
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|") and set(line) - set("|- "):
            yield heading, [cell.strip() for cell in line.strip().strip("|").split("|")]
