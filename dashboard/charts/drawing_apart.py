"""Draws a specification of Vega-Lite in a process of its own: ``python drawing_apart.py svg < spec.json > it.svg``.

vl-convert lets nothing else of its process run while it draws: within the server, nobody would be answered meanwhile.
This file is run by its path and imports nothing of ours.
"""

import json
import sys

SCALE = 2
"""Pixels of a PNG for each of the specification."""


def main() -> None:
    """Read from the input, write to the output."""
    import vl_convert

    spec = json.load(sys.stdin.buffer)
    try:
        if sys.argv[1] == "png":
            body = bytes(vl_convert.vegalite_to_png(spec, scale=SCALE, allowed_base_urls=[]))
        else:
            body = str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(body)


if __name__ == "__main__":
    main()
