"""The command ``python -m geodata.prepare``."""

import argparse
import sys
from pathlib import Path

from geodata import geojson_writer
from geodata.prepare import packages


def main(arguments: list[str] | None = None) -> int:
    """Rebuild layers, base map and manifest.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the command line if not given.

    Returns
    -------
    int
        0 when every file is written, 1 when an archive is missing or another one, 2 when a library is missing.
    """
    parser = argparse.ArgumentParser(prog="python -m geodata.prepare", description="Rebuild layers and base map.")
    parser.add_argument("--packages", type=Path, required=True, help="the folder with the downloaded archives")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1], help="a folder laid out like geodata/")
    options = parser.parse_args(arguments)
    try:
        from geodata.prepare import build  # needs the extra; --help and the messages above it do not
    except ImportError as error:
        print(f"{error.name} is missing; install the extra: pip install '.[prepare]'", file=sys.stderr)
        return 2
    try:
        packages.check_all(options.packages)
        texts = build.build(options.packages, options.out)
    except packages.PackageError as error:
        print(error, file=sys.stderr)
        return 1
    for name, text in texts.items():
        print(f"{name}: {geojson_writer.write_text(options.out / name, text):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
