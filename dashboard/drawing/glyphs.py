"""The symbol of one subject at one place, as elements of SVG: from the same table as the browser's.

A mark says kind and step; people are dots, one for each; who has no number is a badge.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass

from dashboard.drawing.svg import number, styled, tag
from dashboard.drawing.symbols import AIRPORT_BAR, COLUMNS, LETTERS, MOST_DOTS, OUTLINES, UNLIKE
from geodata.model import CONTINGENT

MARK = 16  # pixels of a mark's side
BADGE = 14
PITCH = 4.7  # pixels between two dots
GROUP = 10  # dots; between two groups of them there is a gap
SIGN = 9  # pixels for the sign of inequality beside dots
DOT = "h0.01"  # not quite nothing: some programs leave out a path without any extent
CORE = 0.4  # of a dot that is hollow
FRAMED = ("s-announced", "s-considered")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A symbol: elements with their upper left corner at 0, 0, and their size in pixels."""

    body: str
    w: float
    h: float
    dots: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Where the dots of a number stand."""

    solid: str
    hollow: str
    w: float
    h: float


def dots(low: int, high: int, pitch: float, wide: bool = False) -> Dots:
    """Lay out dots in rows: solid to the low, hollow to the high."""
    n = max(low, high)
    rows = COLUMNS["wide" if wide else "block"]
    columns = min(n, next(width for most, width in rows if most is None or n <= most))
    gap = pitch * 0.7

    def path(first: int, last: int) -> str:
        places = ((i % columns, i // columns) for i in range(first, last))
        spread = (((at + 0.5) * pitch + at // GROUP * gap for at in place) for place in places)
        return "".join(f"M{x:.1f} {y:.1f}{DOT}" for x, y in spread)

    down = math.ceil(n / columns)
    return Dots(
        path(0, low),
        path(low, n),
        columns * pitch + (columns - 1) // GROUP * gap,
        down * pitch + (down - 1) // GROUP * gap,
    )


def mark(kind: str, words: Collection[str], honorary: bool = False, theme: str = "light") -> Glyph:
    """Draw the mark of a kind."""
    d = OUTLINES.get("honorary" if honorary else kind, OUTLINES["person"])
    body = styled("path", "m", words, theme, class_="m", d=d)
    if kind == "airport":
        body += styled("path", "bar", words, theme, class_="bar", d=AIRPORT_BAR)
    if is_over(words):
        body += end_bar(0, 0, 2.6, words, theme)
    if "disputed" in words:
        body += unlike(6.4, -6, words, theme)
    return Glyph(tag("g", body, transform="translate(8 8)"), MARK, MARK)


def badge(words: Collection[str], letter: str, theme: str = "light") -> Glyph:
    """Draw who has no number to draw: a box with a sign."""
    body = styled("rect", "m", words, theme, class_="m", x=1, y=1, width=12, height=12, rx=3.5)
    if letter:
        look = {"x": 7, "y": 10.4, "text_anchor": "middle", "font_size": 11.5, "font_weight": 600}
        family = {"font_family": "'Source Sans',system-ui,sans-serif"}
        text = styled("text", "badge-letter", words, theme, **look, **family)
        body += text.removesuffix("/>") + f">{letter}</text>"
    if is_over(words):
        body += end_bar(7, 7, 3.4, words, theme)
    if "disputed" in words:
        body += unlike(13, 1.6, words, theme)
    return Glyph(body, BADGE, BADGE)


def block(
    words: Collection[str], low: int | None, high: int | None, pitch: float, wide: bool = False, theme: str = "light"
) -> Glyph:
    """Draw people as dots; who is not there yet stands in an outline."""
    laid = dots(low or 0, high or 0, pitch, wide)
    framed = any(step in words for step in FRAMED)
    pad = 3 if framed else 0.5
    plus = 8 if high is None and low else 0
    beside = SIGN if "disputed" in words else 0
    w, h = math.ceil(laid.w + 2 * pad + plus), math.ceil(laid.h + 2 * pad)
    size = pitch * 0.8
    body = ""
    if framed:
        body += styled("rect", "frame", words, theme, class_="frame", x=0.7, y=0.7, width=w - 1.4, height=h - 1.4, rx=3)
    # Only who is in place is solid; what is old or unverified stays hollow.
    fresh = "s-in_place" in words and not {"unproven", "age1", "age2"} & set(words)
    solid, hollow = (laid.solid, laid.hollow) if fresh else ("", laid.solid + laid.hollow)
    inner = ""
    if solid:
        inner += styled("path", "d1", words, theme, class_="d1", d=solid, stroke_width=size)
    if hollow:
        inner += styled("path", "d2", words, theme, class_="d2", d=hollow, stroke_width=size)
        inner += styled("path", "d3", words, theme, class_="d3", d=hollow, stroke_width=size - min(1.5, size * CORE))
    if plus:
        x, y = number(laid.w + 1.5), number(laid.h / 2)
        inner += styled("path", "plus", words, theme, class_="plus", d=f"M{x} {y}h5m-2.5 -2.5v5")
    body += tag("g", inner, transform=f"translate({pad} {pad})")
    if beside:
        body += unlike(w + 4.5, 3.4, words, theme)
    return Glyph(body, w + beside, h, dots=True)


def symbol(
    kind: str,
    words: Collection[str],
    low: int | None = None,
    high: int | None = None,
    *,
    honorary: bool = False,
    pitch: float = PITCH,
    wide: bool = False,
    theme: str = "light",
) -> Glyph:
    """Draw the symbol of a subject.

    Parameters
    ----------
    kind : str
        Of the subject.
    words : collection of str
        Its class words: `k-` and its kind, `s-` and its step, and what is doubtful.
    low, high : int, optional
        People at this place; None where nobody said how many.
    honorary : bool
        Whether a post is that of an honorary consul.
    pitch : float
        Pixels between two dots.
    wide : bool
        Whether the dots stand in the line of a list.
    theme : str
        `light` or `dark`.
    """
    if kind != CONTINGENT:
        return mark(kind, words, honorary, theme)
    step = next((word[2:] for word in words if word.startswith("s-")), "")
    most = max(low or 0, high or 0)
    if step in LETTERS:
        return badge(words, LETTERS[step], theme)
    if most == 0:
        return badge(words, "0" if low == 0 and high == 0 else "?", theme)
    if most > MOST_DOTS:
        return badge(words, "n", theme)
    return block(words, low, high, pitch, wide, theme)


def is_over(words: Collection[str]) -> bool:
    """Say whether a symbol wears the bar of what is over."""
    return "s-ended" in words or "s-closed" in words


def end_bar(x: float, y: float, half: float, words: Collection[str], theme: str) -> str:
    """Draw the bar that ends a line on the timeline too."""
    return styled("path", "end", words, theme, class_="end", d=f"M{x} {number(y - half)}V{number(y + half)}")


def unlike(x: float, y: float, words: Collection[str], theme: str) -> str:
    """Draw the sign that sources disagree, on a ground of its own."""
    at = {"d": UNLIKE, "transform": f"translate({number(x)} {number(y)})"}
    return "".join(styled("path", part, words, theme, class_=part, **at) for part in ("unlike-ground", "unlike"))
