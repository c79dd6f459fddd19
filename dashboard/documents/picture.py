"""The picture of a view to post: in the sizes that networks show, with a title, the day and where it is from."""

from dataclasses import dataclass

from dashboard.documents.content import Content
from dashboard.documents.sheet import made_on
from dashboard.documents.typesetting import set_in_type, typeset
from dashboard.drawing.svg_map import draw_map

FORMS = {"png": "image/png", "svg": "image/svg+xml"}
SCREEN_PPI = 72  # a point of the page is a pixel of the picture


@dataclass(frozen=True, slots=True)
class Size:
    """A size of the picture, in pixels.

    Parameters
    ----------
    w, h : int
        Of the picture.
    head : int
        Of the title and the sentence above the map.
    scale : float
        How many times larger than on the page symbols and type are.
    sentence : float
        Size of the sentence's type.
    key : bool
        Whether there is room for the key. The lists always have it: without them all of Nuuk would lie on the map.
    """

    w: int
    h: int
    head: int
    scale: float
    sentence: float
    key: bool


SIZES = {
    "1200x630": Size(1200, 630, 0, 1.1, 25, False),
    "1080x1080": Size(1080, 1080, 262, 1.25, 29, True),
    "1080x1350": Size(1080, 1350, 300, 1.35, 33, True),
}


def picture(
    content: Content, size: str = "1200x630", form: str = "png", theme: str = "light", ppi: float = SCREEN_PPI
) -> bytes:
    """Draw the picture of a view.

    Parameters
    ----------
    content : Content
        What it says.
    size : str
        A name of `SIZES`.
    form : str
        `png` or `svg`; in the SVG letters are outlines, so that it looks the same without our fonts.
    theme : str
        `light` or `dark`.
    ppi : float
        72 for the size as named, 144 for twice as many pixels.
    """
    found = SIZES[size]
    beside = found.head == 0
    wide = found.w * 0.56 if beside else found.w
    high = found.h - found.head
    drawing = draw_map(content.view_model, wide / found.scale, high / found.scale, theme=theme, key=found.key)
    words = content.view_model.words
    data = {
        "lang": words.lang,
        "title": content.title,
        "site": content.site,
        "clocks": content.clocks,
        "filters": content.filters,
        "sentence": content.fragments,
        "foot": content.source_line,
        "alt": content.alternative,
        "map": set_in_type(drawing),
        "rows": content.situation["rows"] if beside else [],
        "page": {
            "w": found.w,
            "h": found.h,
            "head": found.head,
            "map": wide,
            "sentence": found.sentence,
            "beside": beside,
        },
    }
    return typeset("picture", data, drawing.layers(), form, made_on(content), ppi=ppi, theme=theme)
