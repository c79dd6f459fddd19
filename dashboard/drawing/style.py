"""Colours and symbols as data: one place, for page, map and export."""

from collections.abc import Mapping

# token: (light, dark)
PALETTE: Mapping[str, tuple[str, str]] = {
    "paper": ("#fbfcfd", "#0c161d"),
    "panel": ("#ffffff", "#111f28"),
    "ink": ("#10222d", "#e9f1f5"),
    "ink2": ("#4a5d69", "#9db2be"),
    "hair": ("#d3dde3", "#22343f"),
    "chip": ("#eef3f6", "#172833"),
    "sea1": ("#dbe8ef", "#12242f"),
    "sea2": ("#c4d6e1", "#0b1820"),
    "land": ("#eceeea", "#1b2a33"),
    "landline": ("#b3c0c6", "#344954"),
    "greenland": ("#e6ebe8", "#2b3f4a"),
    "ice": ("#ffffff", "#3a515d"),
    "coast": ("#6d8794", "#7592a1"),
    "mil": ("#c24a00", "#ff8a4c"),
    "dip": ("#0067a8", "#5bb3ee"),
    "gone": ("#64737b", "#8fa3ae"),
    "halo": ("#ffffffd9", "#10202ae6"),
    "grat": ("#ffffff", "#1f3440"),
    "depth": ("#5c86a0", "#02080c"),
    "shade": ("#10222d26", "#00000066"),
    "focus": ("#0067a8", "#8ccbf7"),
}


def css_ground(selector: str) -> str:
    """Write the ground of a document that does not yet know its theme: as the reader's system has it."""
    light, dark = PALETTE["paper"]
    return f"{selector}{{background:{light}}}@media (prefers-color-scheme:dark){{{selector}{{background:{dark}}}}}\n"


def css_variables(selector: str) -> str:
    """Write the palette as CSS variables that follow the colour scheme of the element."""
    pairs = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in PALETTE.items())
    return f"{selector}{{{pairs}}}\n"


def css_classes(light: str, dark: str) -> str:
    """Write the palette as CSS variables of two classes, for a document that names its theme by a class."""
    pairs = [f"--{name}:{{}};" for name in PALETTE]
    columns = zip(*PALETTE.values(), strict=True)
    sets = ("".join(pair.format(value) for pair, value in zip(pairs, column, strict=True)) for column in columns)
    return "".join(f"{selector}{{{text}}}\n" for selector, text in zip((light, dark), sets, strict=True))


def accent(kind: str) -> str:
    """Name the accent of a kind: diplomatic for posts, military for the rest."""
    return "dip" if kind == "post" else "mil"
