"""Charts as pictures: drawn by vl-convert, which asks no host for anything."""

from collections.abc import Mapping
from typing import Any

FORMATS = {"svg": "image/svg+xml", "png": "image/png"}
SCALE = 2
"""Pixels of a PNG for each of the specification."""


def drawn(spec: Mapping[str, Any], ending: str) -> bytes:
    """Draw a specification.

    Parameters
    ----------
    spec
        Vega-Lite; its data stand within.
    ending
        ``svg`` or ``png``.
    """
    import vl_convert  # here: it is large, and only who takes a chart along needs it

    if ending == "png":
        return bytes(vl_convert.vegalite_to_png(dict(spec), scale=SCALE, allowed_base_urls=[]))
    return str(vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[])).encode()
