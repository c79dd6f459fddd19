"""What a drawing is made of: elements of SVG, and texts that keep their place, so that others can set them in type."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from dashboard.assets import STREAMLIT, font_file
from dashboard.drawing.symbols import look, resolved

FAMILIES = {"sans": "Source Sans", "serif": "Source Serif"}
STACKS = {"sans": "'Source Sans',system-ui,sans-serif", "serif": "'Source Serif',Georgia,serif"}
MEASURED_PX = 100
ASCENT, DESCENT = 0.75, 0.25  # of a line that text really takes, in sizes


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y down."""

    x: float
    y: float
    w: float
    h: float

    def hits(self, other: "Box", gap: float = 0) -> bool:
        """Say whether two rectangles overlap, or come closer than the gap."""
        return (
            self.x < other.x + other.w + gap
            and other.x < self.x + self.w + gap
            and self.y < other.y + other.h + gap
            and other.y < self.y + self.h + gap
        )

    def inside(self, other: "Box") -> bool:
        """Say whether this rectangle lies within another."""
        across = self.x >= other.x and self.x + self.w <= other.x + other.w
        return across and self.y >= other.y and self.y + self.h <= other.y + other.h


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text.

    Parameters
    ----------
    text : str
        What it says; never read as markup.
    x, y : float
        Where its baseline begins, in pixels; or is centred or ends, by `anchor`.
    size : float
    weight : int
        In pixels; 400 or 600.
    colour : str
        A name of the palette.
    anchor : str
        `start`, `middle` or `end`.
    family : str
        `sans` or `serif`.
    halo : bool
        Whether a pale outline keeps it readable over the map.
    turn : float
        Degrees, clockwise.
    role : str
        What it is: `title`, `place`, `under`, `sea`, `key`, `list` and so on.
    """

    text: str
    x: float
    y: float
    size: float = 12.5
    weight: int = 400
    colour: str = "ink"
    anchor: str = "start"
    family: str = "sans"
    italic: bool = False
    halo: bool = False
    turn: float = 0
    role: str = ""

    @property
    def box(self) -> Box:
        """The rectangle that it takes, unturned."""
        wide = text_width(self.text, self.size, self.weight, self.family)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, wide, (ASCENT + DESCENT) * self.size)


@dataclass
class Drawing:
    """A picture: elements below, texts above, both in pixels of the drawing.

    Parameters
    ----------
    width, height : float
        In pixels.
    theme : str
        `light` or `dark`.
    ground : list of str
        Elements that are the same for every view of this size: the base map.
    parts : list of str
        Elements of SVG in the order in which they are painted, over the ground.
    texts : list of Text
        What is written, over all parts.
    measured : bool
        Whether each text is held to the width that it was given room for: a picture within a page has not its fonts.
    """

    width: float
    height: float
    theme: str = "light"
    ground: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    measured: bool = False

    def add(self, *parts: str) -> None:
        """Paint elements over what is there."""
        self.parts += parts

    def write(self, *texts: Text) -> None:
        """Write texts."""
        self.texts += texts

    def colour(self, name: str) -> str:
        """Resolve a colour of the palette."""
        return resolved(name, (), self.theme)

    def layers(self) -> dict[str, str]:
        """Write ground and parts as an SVG each, without the texts: whoever draws many views draws the ground once."""
        size = {"width": number(self.width), "height": number(self.height)}
        box = f"0 0 {number(self.width)} {number(self.height)}"
        return {
            name: tag("svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", **size, viewBox=box)
            for name, parts in (("ground", self.ground), ("map", self.parts))
        }

    def to_svg(self, title: str = "", description: str = "", scale: float = 1) -> str:
        """Write the whole picture.

        Parameters
        ----------
        title, description : str
            Its name and its alternative text, for those who do not see it.
        scale : float
            Pixels of the picture to a pixel of the drawing.
        """
        named = (tag("title", escape(title)) if title else "") + (
            tag("desc", escape(description)) if description else ""
        )
        size = {"width": number(self.width * scale), "height": number(self.height * scale)}
        box = f"0 0 {number(self.width)} {number(self.height)}"
        body = named + "".join([*self.ground, *self.parts]) + "".join(map(self._written, self.texts))
        aria = {"role": "img"} if named else {"aria-hidden": "true"}
        return tag("svg", body, xmlns="http://www.w3.org/2000/svg", **size, viewBox=box, **aria)

    def _written(self, text: Text) -> str:
        look: dict[str, object] = {}
        if text.weight != 400:
            look["font_weight"] = text.weight
        if text.italic:
            look["font_style"] = "italic"
        if text.anchor != "start":
            look["text_anchor"] = text.anchor
        if text.halo:
            look |= {"stroke": self.colour("halo")[:7], "stroke_width": 3, "stroke_linejoin": "round"}
            look["paint_order"] = "stroke"
        if text.turn:
            look["transform"] = f"rotate({number(text.turn)} {number(text.x)} {number(text.y)})"
        if text.role:
            look["data_role"] = text.role
        if self.measured:
            look |= {"textLength": number(text.box.w), "lengthAdjust": "spacingAndGlyphs"}
        where: dict[str, object] = {"x": text.x, "y": text.y, "fill": self.colour(text.colour), "font_size": text.size}
        return tag("text", escape(text.text), **where, font_family=STACKS[text.family], **look)


def number(value: float) -> str:
    """Write a number as short as two decimals allow."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if "." in str(value) else str(value)


def tag(name: str, body: str = "", /, **attributes: object) -> str:
    """Write an element; an underscore in a name stands for a hyphen. Values are escaped, the body is markup already."""
    attribute_text = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{attribute_text}>{body}</{name}>" if body else f"<{name}{attribute_text}/>"


def styled(name: str, part: str, words: Iterable[str] = (), theme: str = "light", **attributes: object) -> str:
    """Write an element that looks as the table of symbols says of this part."""
    return tag(name, **_look(part, frozenset(words), theme), **attributes)


@lru_cache(4096)
def _look(part: str, words: frozenset[str], theme: str) -> dict[str, str]:
    return {key.replace("-", "_"): value for key, value in look(part, words, theme).items()}


@lru_cache(8)
def _face(family: str, weight: int) -> object:
    from PIL import ImageFont

    face = ImageFont.truetype(str(STREAMLIT / "static" / "media" / font_file(FAMILIES[family])), MEASURED_PX)
    face.set_variation_by_axes([weight] if family == "sans" else [weight, 14])
    return face


@lru_cache(8192)
def text_width(text: str, size: float, weight: int = 400, family: str = "sans") -> float:
    """Measure a line of text in the fonts that the page uses, in pixels."""
    length: float = _face(family, weight).getlength(text)  # type: ignore[attr-defined]
    return length * size / MEASURED_PX


def fitted(text: str, wide: float, size: float, weight: int = 400, family: str = "sans") -> str:
    """Cut a text that is wider than its room, with a sign that something is missing."""
    if text_width(text, size, weight, family) <= wide:
        return text
    while text and text_width(text.rstrip(" ,·") + "…", size, weight, family) > wide:
        text = text[:-1]
    return text.rstrip(" ,·") + "…"


def wrapped(text: str, wide: float, size: float, weight: int = 400, family: str = "sans") -> list[str]:
    """Break a text into lines that are no wider than their room."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight, family) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
