"""The pictures that a shared link shows: those that the project makes of any view, in few colours and so small."""

import io

from dashboard.documents.content import HOME, Content
from dashboard.documents.picture import picture
from dashboard.state import ViewState
from dashboard.text.i18n import Words
from dashboard.view.view import resolve_view, vocabulary

COLOURS = 128


def picture_of(words: Words, base: str, nation: str, theme: str = "light") -> bytes:
    """Draw the opening view, of all or of one nation, in 1200 x 630 pixels.

    Parameters
    ----------
    words : Words
        The language.
    base : str
        Where the site lies; may be empty.
    nation : str
        Code of an actor; empty for all.
    theme : str
        `light` or `dark`.
    """
    from PIL import Image

    codes = vocabulary()
    state = ViewState(codes.as_of, codes.known_by, nations=(nation,) if nation else ())
    drawn = Image.open(io.BytesIO(picture(Content(resolve_view(state, words), base or HOME), theme=theme))).convert(
        "RGB"
    )
    few = drawn.quantize(COLOURS, dither=Image.Dither.NONE)
    body = io.BytesIO()
    few.save(body, "PNG", optimize=True)
    return body.getvalue()
