"""``python -m geodata.load_points NAME FILE``: load a layer of many points into PostgreSQL, whole or not at all.

Exit 0 loaded, 1 problems found, 2 wrong use.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geodata.errors import GeodataError, Problem, printable
from geodata.stores.postgis.connection import PREFIXES, VARIABLE, default_url, label_of
from geodata.stores.postgis.points import load_points
from geodata.stores.postgis.writing import loading

GOOD, PROBLEMS = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind the name of the module.

    Returns
    -------
    int
        The exit code; wrong use leaves by ``SystemExit(2)``.
    """
    parser = argparse.ArgumentParser(prog="python -m geodata.load_points", description="Load a layer of many points.")
    parser.add_argument("name", help="of the layer; an older one of this name stays, the new one counts")
    parser.add_argument(
        "file", type=Path, help="Parquet or CSV with columns lon, lat, day and, if there are kinds, kind"
    )
    parser.add_argument("--note", default="", metavar="TEXT", help="why, for those who read the history")
    chosen = parser.parse_args(arguments)
    url = default_url()
    if not url.startswith(PREFIXES):
        parser.error(f"set {VARIABLE} to the database: {VARIABLE}=postgresql://USER@HOST/DATABASE")
    try:
        points = read_points(chosen.file)
        with loading(url) as connection:
            made = load_points(connection, chosen.name, points, printable(chosen.note))
    except GeodataError as error:
        for line in error.lines():
            print(line)
        return PROBLEMS
    days = f"{made.first_day} to {made.last_day}"
    print(f"loaded {made.points} points of {days} into {label_of(url)} as {made.name}, layer {made.id}")
    return GOOD


def read_points(file: Path) -> Any:
    """Read a file of points as an Arrow table.

    Raises
    ------
    GeodataError
        When it cannot be read.
    """
    import pyarrow as pa
    from pyarrow import csv, parquet

    try:
        return parquet.read_table(file) if file.suffix == ".parquet" else csv.read_csv(file)
    except (OSError, pa.ArrowException) as error:
        found = f"no table that can be read ({str(error).splitlines()[0]})"
        raise GeodataError([Problem(file.name, "", "", found, "Parquet, or CSV in UTF-8 with a header")]) from None


if __name__ == "__main__":
    sys.exit(main())
