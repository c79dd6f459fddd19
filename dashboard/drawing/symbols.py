"""Shapes, outlines, fills and colours as data: the browser and the writer of SVG draw from this one table.

Shape says kind, outline says step, fill says in place; colour says military or diplomatic. One dot is one person. The
browser gets `shapes` with the evidence, and the rules of look as a style sheet; Python asks `look`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.drawing.style import PALETTE

OUTLINES: Mapping[str, str] = {
    "base": "M-5.2 -5.2H5.2V5.2H-5.2Z",
    "command": "M-6.2 0L-3.1 -5.4H3.1L6.2 0L3.1 5.4H-3.1Z",
    "outpost": "M-6.2 5L0 -6L6.2 5Z",
    "airport": "M4.2 0A4.2 4.2 0 1 1 -4.2 0A4.2 4.2 0 1 1 4.2 0Z",
    "ship": "M-6.8 1.2H6.8L4.4 5.6H-4.4ZM-0.8 1V-6L4.6 -0.8H-0.8",
    "post": "M0 -6.4L6.4 0L0 6.4L-6.4 0Z",
    "honorary": "M0 -4.6L4.6 0L0 4.6L-4.6 0Z",
    "person": "M-5.6 -5.6H5.6V5.6H-5.6Z",
}
"""Path of each kind, in a box of 16 by 16 pixels round its middle."""
LETTERS: Mapping[str, str] = {"declined": "×", "cancelled": "×", "not_asked": "–", "ended": "", "closed": ""}
"""What a badge says instead of a number, by the step of the contingent."""
AIRPORT_BAR = "M-2.2 2.2L2.2 -2.2"
UNLIKE = "M-2.5 -1.2H2.5M-2.5 1.2H2.5M1.4 -2.9L-1.4 2.9"
"""The sign of inequality: sources disagree."""
NORTH_ARROW = "M0 -14L6 7L0 3L-6 7Z"
MOST_DOTS = 300
"""Beyond this, dots can no longer be counted."""
COLUMNS: Mapping[str, tuple[tuple[int | None, int], ...]] = {
    "block": ((100, 10), (200, 20), (None, 30)),
    "wide": ((30, 10), (100, 20), (None, 30)),
}
"""Dots in a row, by how many there are at most: in a block on the map, and in a line of a list."""
OLD_DAYS: Mapping[str, int] = {"post": 6 * 365, "other": 60}
"""Days without a word after which what is last known is drawn in the second step of age."""
REACH_M: Mapping[str, float] = {"site": 1e3, "town": 5e3, "area": 150e3}
"""Radius of the ring that says how exactly a place is known, in metres on the ground."""
RING_RANK: Mapping[str, int] = {"contingent": 2, "post": 1}
"""Whose ring is drawn where several things stand at one place: people outrank posts, posts outrank sites."""
FIRST_TOWNS = [
    "nuuk",
    "kangerlussuaq",
    "pituffik",
    "ilulissat",
    "tasiilaq",
    "sisimiut",
    "qaqortoq",
    "upernavik",
    "qaanaaq",
    "ittoqqortoormiit",
    "maniitsoq",
    "aasiaat",
    "paamiut",
    "narsaq",
    "nanortalik",
    "qeqertarsuaq",
    "uummannaq",
    "qasigiannguit",
]
"""Places in the order in which they keep their names where there is no room for all."""
SEAS: Mapping[str, tuple[float, float]] = {
    "baffin": (-66.5, 73.2),
    "greenland_sea": (-6.0, 75.6),
    "denmark_strait": (-28.5, 66.6),
    "labrador": (-55.0, 59.3),
    "davis": (-58.5, 66.4),
    "lincoln": (-54.0, 83.6),
}
"""Longitude and latitude at which the name of a sea stands."""
KEY_AT_REST = ["contingent", "last_known", "office", "base", "outpost", "honorary", "ship", "command", "airport", "own"]
"""What the key names, most telling first."""

Colour = str | tuple[str, int, str]
"""A colour of the palette; `c`, that of the kind; `c2`, its paler one for what is old; or so many per cent of one in
another."""
KIND_COLOUR: Mapping[str, str] = {"airport": "ink2", "contingent": "mil", "key": "mil", "post": "dip"}
"""The colour `c` of a kind; the others are ink."""
AGED: Mapping[str, Colour] = {"age1": ("c", 72, "panel"), "age2": ("c", 52, "ink2")}
"""The colour `c2`, in two steps of age."""
ANNOUNCED_DASH, CONSIDERED_DASH = "2.6 1.9", "1.1 2.1"
OVER = ("s-ended", "s-closed", "s-declined", "s-cancelled", "s-not_asked")
REFUSED = OVER[2:]
PROMISED = ("s-announced", "s-considered", "s-sent")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a part of a symbol looks; where several rules speak of one property the last one holds.

    Parameters
    ----------
    part : str
        A name of `SELECTORS`.
    words : tuple of str
        The rule holds for a symbol that bears one of these class words; for every symbol if there are none.
    look : mapping of str to Colour or float
        SVG property to value; a colour is a `Colour`.
    """

    part: str
    words: tuple[str, ...]
    look: Mapping[str, Colour | float]


# Part: how a style sheet finds it, and how where a word of its symbol is asked for.
SELECTORS: Mapping[str, tuple[str, str]] = {
    **{name: (f".{name}", f".{{}} .{name}") for name in ("m", "d1", "d2", "d3", "frame", "plus", "end")},
    **{name: (f".{name}", f".{name}.{{}}") for name in ("unlike", "unlike-ground", "letter", "ring", "great-circle")},
    "bar": (".mark .bar", ".{} .bar"),
    "badge-letter": (".badge text", ".{}.badge text"),
    "town": (".town circle", ".town.{} circle"),
    "leader-line": (".leader-line path", ".{} .leader-line path"),
    **{
        name: (f".plane .{name}", f".plane .{name}.{{}}")
        for name in [
            "depth",
            "land",
            "land-edge",
            "bare",
            "gl",
            "ice",
            "graticule",
            "arctic-circle",
            "municipality",
            "enclave",
        ]
    },
}

RULES: tuple[Rule, ...] = (
    # The base map.
    Rule("depth", (), {"fill": "depth", "fill-opacity": 0.055, "stroke": "none"}),
    Rule("land", (), {"fill": "land"}),
    Rule("land-edge", (), {"stroke": "landline", "stroke-width": 0.7}),
    Rule("bare", (), {"fill": "none"}),
    Rule("gl", (), {"fill": "greenland", "stroke": "coast", "stroke-width": 0.8, "stroke-linejoin": "round"}),
    Rule("ice", (), {"fill": "ice", "stroke": "none", "fill-opacity": 0.92}),
    Rule("graticule", (), {"fill": "none", "stroke": "grat", "stroke-width": 0.7, "stroke-opacity": 0.5}),
    Rule(
        "arctic-circle",
        (),
        {"fill": "none", "stroke": "ink2", "stroke-width": 0.8, "stroke-dasharray": "3 3", "stroke-opacity": 0.5},
    ),
    Rule(
        "municipality",
        (),
        {"fill": "none", "stroke": "ink2", "stroke-width": 0.8, "stroke-dasharray": "1 3", "stroke-opacity": 0.75},
    ),
    Rule(
        "enclave",
        (),
        {"fill": "ink", "fill-opacity": 0.05, "stroke": "ink2", "stroke-width": 0.8, "stroke-dasharray": "2 2"},
    ),
    # What is known of a place, and what ties a symbol to it.
    Rule(
        "ring",
        (),
        {"fill": "ink", "fill-opacity": 0.05, "stroke": "ink2", "stroke-width": 1, "stroke-dasharray": "3 3"},
    ),
    Rule("ring", ("k-contingent",), {"fill": "mil", "stroke": "mil", "stroke-opacity": 0.65}),
    Rule("ring", ("k-post",), {"fill": "dip", "stroke": "dip", "stroke-opacity": 0.65}),
    Rule("great-circle", (), {"fill": "none", "stroke": "mil", "stroke-width": 1.6, "stroke-opacity": 0.7}),
    Rule("town", (), {"fill": "panel", "stroke": "ink", "stroke-width": 2}),
    Rule("town", ("small",), {"stroke-width": 1.2, "stroke": "ink2"}),
    Rule("leader-line", (), {"fill": "none", "stroke": "ink2", "stroke-width": 1}),
    # Symbols: `m` is the outline of a mark or a badge; `d1` dots of people there, `d2` others, with `d3` as their core.
    Rule("m", (), {"fill": "c", "stroke": "c", "stroke-width": 1.5, "stroke-linejoin": "round"}),
    Rule("bar", (), {"fill": "none", "stroke": "panel", "stroke-width": 1.7}),
    Rule("d1", (), {"stroke": "c", "stroke-linecap": "round"}),
    Rule("d2", (), {"stroke": "c", "stroke-linecap": "round"}),
    Rule("d3", (), {"stroke": "panel", "stroke-linecap": "round"}),
    Rule("frame", (), {"fill": "none", "stroke": "c", "stroke-width": 1.1, "stroke-dasharray": "3 2.4"}),
    Rule("plus", (), {"fill": "none", "stroke": "c", "stroke-width": 1.4}),
    Rule("badge-letter", (), {"fill": "panel"}),
    Rule("letter", (), {"fill": "ink2"}),
    Rule("m", ("s-announced",), {"fill": "panel", "stroke-dasharray": ANNOUNCED_DASH}),
    Rule("m", ("s-considered",), {"fill": "panel", "stroke-dasharray": CONSIDERED_DASH}),
    Rule("frame", ("s-considered",), {"stroke-dasharray": "1.1 2.4"}),
    Rule("m", ("s-attested",), {"fill": ("c", 32, "panel")}),
    Rule("m", ("s-sent",), {"fill": ("c", 45, "panel")}),
    Rule("d3", ("s-sent",), {"stroke": ("c", 45, "panel")}),
    Rule("m", OVER, {"fill": "panel", "stroke": "gone"}),
    Rule("end", (), {"fill": "none", "stroke": "gone", "stroke-width": 2, "stroke-linecap": "round"}),
    Rule("m", ("s-not_asked",), {"stroke-dasharray": CONSIDERED_DASH}),
    Rule("badge-letter", PROMISED, {"fill": "c"}),
    Rule("badge-letter", REFUSED, {"fill": "ink2"}),
    # A promise that nobody kept in time: still dashed, but the colour is gone.
    *(Rule(part, ("unsure",), {"stroke": "gone"}) for part in ("m", "frame", "d2")),
    Rule("m", ("unproven",), {"fill": "panel"}),
    Rule("bar", ("unproven",), {"stroke": "c"}),
    Rule("badge-letter", ("unproven",), {"fill": "c"}),
    # Last known: the filling is gone and the outline pale, in two steps of age; never as who is in place.
    Rule("m", ("age1", "age2"), {"fill": "panel", "stroke": "c2"}),
    Rule("d2", ("age1", "age2"), {"stroke": "c2"}),
    Rule("d3", ("age1", "age2"), {"stroke": "panel"}),
    Rule("badge-letter", ("age1", "age2"), {"fill": "c2"}),
    Rule("unlike", (), {"fill": "none", "stroke": "ink", "stroke-width": 1.3, "stroke-linecap": "round"}),
    Rule("unlike-ground", (), {"fill": "none", "stroke": "panel", "stroke-width": 4, "stroke-linecap": "round"}),
)


def shapes() -> dict[str, Any]:
    """Give the browser its shapes, with the evidence in `data/start`."""
    return {
        "outlines": dict(OUTLINES),
        "letters": dict(LETTERS),
        "bar": AIRPORT_BAR,
        "unlike": UNLIKE,
        "north": NORTH_ARROW,
        "most": MOST_DOTS,
        "columns": {name: [list(row) for row in rows] for name, rows in COLUMNS.items()},
        "old": dict(OLD_DAYS),
        "reach": dict(REACH_M),
        "ring_rank": dict(RING_RANK),
        "towns": list(FIRST_TOWNS),
        "seas": {name: list(at) for name, at in SEAS.items()},
        "key": list(KEY_AT_REST),
    }


def css_symbols() -> str:
    """Write the rules of look as a style sheet; every rule with a word weighs the same, so that the last one holds."""
    lines = [f".ar{{--c:{_css('ink')}}}"]
    lines += [f".k-{kind}{{--c:{_css(name)}}}" for kind, name in KIND_COLOUR.items()]
    lines += [f".{word}{{--c2:{_css(colour)}}}" for word, colour in AGED.items()]
    for rule in RULES:
        base, worded = SELECTORS[rule.part]
        where = ",".join(worded.format(word) for word in rule.words) or base
        lines.append(where + "{" + ";".join(f"{name}:{_css(value)}" for name, value in rule.look.items()) + "}")
    return "\n".join(lines) + "\n"


def _css(value: Colour | float) -> str:
    if isinstance(value, tuple):
        one, share, other = value
        return f"color-mix(in srgb,{_css(one)} {share}%,{_css(other)})"
    return f"var(--{value})" if value in PALETTE or value in ("c", "c2") else str(value)


def look(part: str, words: Collection[str], theme: str = "light") -> dict[str, str]:
    """Say how a part of a symbol looks.

    Parameters
    ----------
    part : str
        A name of `SELECTORS`.
    words : collection of str
        The class words of the symbol: `k-` and its kind, `s-` and its step, `age1`, `unsure` and so on.
    theme : str
        `light` or `dark`.

    Returns
    -------
    dict
        SVG property to value as text, colours as ``#rrggbb``.
    """
    found: dict[str, Colour | float] = {}
    for rule in RULES:
        if rule.part == part and (not rule.words or any(word in words for word in rule.words)):
            found.update(rule.look)
    return {name: resolved(value, words, theme) for name, value in found.items()}


def resolved(colour: Colour | float, words: Collection[str] = (), theme: str = "light") -> str:
    """Resolve a colour for a symbol with these class words to ``#rrggbb`` (or ``#rrggbbaa``); leave what is none."""
    if isinstance(colour, tuple):
        one, share, other = colour
        return mixed(resolved(one, words, theme), share, resolved(other, words, theme))
    if colour == "c":
        named = (KIND_COLOUR[word[2:]] for word in words if word.startswith("k-") and word[2:] in KIND_COLOUR)
        return resolved(next(named, "ink"), words, theme)
    if colour == "c2":
        return resolved(next((AGED[word] for word in AGED if word in words), "c"), words, theme)
    name = str(colour)
    return PALETTE[name][("light", "dark").index(theme)] if name in PALETTE else name


def mixed(one: str, share: int, other: str) -> str:
    """Mix two colours, ``#rrggbb``, in sRGB: so many per cent of the first, the rest of the second."""
    parts = zip(*([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (one, other)), strict=True)
    return "#" + "".join(f"{round((a * share + b * (100 - share)) / 100):02x}" for a, b in parts)
