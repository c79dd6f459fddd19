"""Reads the codebook's tables, and says what must stand in them.

``python -m tests.codebook`` writes the table of licences anew after ``manifest.json`` changed.
"""

import importlib
import json
from datetime import timedelta
from pathlib import Path

from geodata.schema.fields import Field
from geodata.schema.places import Box

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
CODEBOOK = GEODATA / "README.md"


def allowed(field: Field) -> str:
    """Say what may stand in a field, as the codebook has to say it."""
    names = ", ".join(f"`{name}`" for name in field.refers)
    forms = {
        "id": f"letters, digits, `-` and `_`, at most {field.longest}",
        "origins": "gathered ids, joined by `;`",
        "text": f"text, at most {field.longest}",
        "texts": "names, joined by `;`",
        "day": "`YYYY`, `YYYY-MM` or `YYYY-MM-DD`",
        "day or latest": "`YYYY-MM-DD` or `latest`",
        "clock": "`YYYY-MM-DD` or `all`",
        "year": "`YYYY`",
        "number": "whole number, 0 or more",
        "degrees": "degrees, at most 6 decimals",
        "url": "address, http or https",
        "language": "two letters",
        "code": "two capitals or three digits",
        "key": f"an id of {names}",
        "keys": f"ids of {names}, joined by `;`",
    }
    return ", ".join(f"`{choice}`" for choice in field.choices) if field.form == "choice" else forms[field.form]


def tables_of(text: str) -> dict[str, list[dict[str, str]]]:
    """Return the tables of a Markdown text by the heading above them; each row by the names of its columns."""
    found: dict[str, list[dict[str, str]]] = {}
    heading, columns = "", list[str]()
    for line in text.splitlines():
        if line.startswith("#"):
            heading, columns = line.lstrip("# "), []
        elif not line.startswith("|"):
            columns = []
        elif not columns:
            columns = _cells(line)
            found.setdefault(heading, [])
        elif set(line) - set("|- "):
            found[heading].append(dict(zip(columns, _cells(line), strict=True)))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def value_of(dotted: str) -> str:
    """Return the value of a constant of our code, as the codebook writes it."""
    module, _, name = dotted.rpartition(".")
    value = getattr(importlib.import_module(module), name)
    if isinstance(value, Box):
        return f"{value.south:g} to {value.north:g} N, {_east(value.west)} to {_east(value.east)}"
    if isinstance(value, timedelta):
        return f"{value.days} days"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _east(degrees: float) -> str:
    return f"{abs(degrees):g} {'W' if degrees < 0 else 'E'}"


def geometry_table() -> str:
    """Write the table of the geometry's sources and licences from the manifest."""
    files = json.loads((GEODATA / "manifest.json").read_text(encoding="utf-8"))["files"]
    lines = ["| file | what | made from | licence | credit |", "|---|---|---|---|---|"]
    for file in files:
        packages = ", ".join(f"{each['package']} {each['version']}" for each in file["packages"])
        cells = (f"`{file['file']}`", file["title"], packages or "our own", file["licence"], file["credit"])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def with_geometry_table(text: str) -> str:
    """Return the codebook with the table of licences as the manifest has it."""
    before, after = text.split("| file | what | made from |", 1)
    rest = after.split("\n\n", 1)[1]
    return f"{before}{geometry_table()}\n\n{rest}"


if __name__ == "__main__":
    CODEBOOK.write_text(with_geometry_table(CODEBOOK.read_text(encoding="utf-8")), encoding="utf-8")
