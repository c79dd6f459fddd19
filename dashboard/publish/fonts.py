"""The fonts of the published page: of Streamlit's own, the letters and signs that it uses, made when asked for.

Streamlit's two files are ten times as large, and a published page brings its fonts to each reader. Nothing of them is
kept here: what is written follows from the files that are installed.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

from dashboard.assets import STREAMLIT, font_file

LETTERS = (
    "20-17F 18F 192 218-21B 2C6 2DA 2DC 1E9E 2010-2015 2018-201E 2020-2022 2026 2030 2032 2033 2039 203A 2044 20AC "
    "2116 2122 2190-2195 2212 2248 2260 2264 2265 25CF 25CB 2715"
)
"""The Latin letters of Europe and the signs of the page, in code points of Unicode; the system's font draws others."""

FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum")
LICENCE_NAMES = (0, 13, 14)
"""The names in a font that say whose it is and under which licence: they stay."""

AXES: Mapping[str, tuple[str, Mapping[str, float | tuple[float, float]]]] = {
    "sans": ("Source Sans", {"wght": (400, 700)}),
    "serif": ("Source Serif", {"wght": 400, "opsz": 20}),
}
"""A font by its file's name: the family, and the weights and sizes that the page draws with."""


@cache
def fonts() -> Mapping[str, bytes]:
    """Make the fonts, by the names of their files; the same installed files give the same bytes.

    Returns
    -------
    mapping of str to bytes
        WOFF2.
    """
    return {f"{name}.woff2": _made(family, axes) for name, (family, axes) in AXES.items()}


def letters() -> list[int]:
    """List the code points of `LETTERS`."""
    found: list[int] = []
    for part in LETTERS.split():
        first, _, last = part.partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def _made(family: str, axes: Mapping[str, float | tuple[float, float]]) -> bytes:
    """Cut a font with HarfBuzz, which takes milliseconds where fontTools takes seconds; that packs and unpacks it."""
    import uharfbuzz as hb
    from fontTools.ttLib import TTFont

    font = TTFont(STREAMLIT / "static" / "media" / font_file(family), recalcTimestamp=False)
    font.flavor = None
    face, wanted = hb.Face(_saved(font)), hb.SubsetInput()
    tags = [int.from_bytes(tag.encode()) for tag in FEATURES]
    kept = ((wanted.unicode_set, letters()), (wanted.layout_feature_tag_set, tags), (wanted.name_id_set, LICENCE_NAMES))
    for part, values in kept:
        part.clear()  # of what HarfBuzz would keep by itself
        part.update(values)
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    for axis in font["fvar"].axes:
        place = axes.get(axis.axisTag)
        if isinstance(place, tuple):
            wanted.set_axis_range(face, axis.axisTag, *place)
        elif place is not None:
            wanted.pin_axis_location(face, axis.axisTag, place)
    made = TTFont(BytesIO(wanted.subset(face).blob.data), recalcTimestamp=False)
    made.flavor = "woff2"
    return _saved(made)


def _saved(font: Any) -> bytes:
    written = BytesIO()
    font.save(written)
    return written.getvalue()
