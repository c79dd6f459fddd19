"""Charts as pictures: drawn by vl-convert, which asks no host for anything, apart from the server."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMATS = {"svg": "image/svg+xml", "png": "image/png"}
DRAWER = Path(__file__).with_name("drawing_apart.py")
PATIENCE_S = 60.0


def drawn(spec: Mapping[str, Any], ending: str) -> bytes:
    """Draw a specification.

    Parameters
    ----------
    spec : mapping of str to object
        Vega-Lite; its data stand within.
    ending : str
        ``svg`` or ``png``.

    Raises
    ------
    ValueError
        When it cannot be drawn.
    subprocess.TimeoutExpired
        When it takes too long.
    """
    command = [sys.executable, "-I", str(DRAWER), ending]
    request = json.dumps(spec).encode()
    done = subprocess.run(command, input=request, capture_output=True, timeout=PATIENCE_S, check=False)  # noqa: S603 (our own)
    if done.returncode:
        raise ValueError(done.stderr.decode(errors="replace"))
    return done.stdout
