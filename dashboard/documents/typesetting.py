"""Typst sets the documents: text and data go in as JSON, so nothing of the evidence is ever read as markup.

All fonts are those of the page; the same input gives the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.documents.fonts import SANS, SERIF, font_folder, writable
from dashboard.drawing.style import PALETTE
from dashboard.drawing.svg import Drawing

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).parent
STANDARDS = ("a-3a", "ua-1")
"""What the PDF keeps to: PDF/A-3a lasts and may hold files, PDF/UA-1 can be read by everybody."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a PDF holds."""

    name: str
    body: bytes
    mime: str
    description: str


@lru_cache(1)
def _fonts(folder: Path) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def typeset(
    template: str,
    data: Mapping[str, Any],
    images: Mapping[str, str],
    form: str,
    day: date,
    *,
    ppi: float = 144,
    theme: str = "light",
    attached: tuple[Attachment, ...] = (),
) -> bytes:
    """Set a document.

    Parameters
    ----------
    template : str
        Name of the template beside this module, without its ending.
    data : mapping of str to object
        What it says.
    images : mapping of str to str
        Name to SVG.
    form : str
        `pdf`, `png` or `svg`; of the last two the first page.
    day : date
        The day that the file says it was made: the same view gives the same bytes.
    ppi : float
        Pixels to an inch of a PNG.
    theme : str
        `light` or `dark`.
    attached : tuple of Attachment
        Files inside the PDF.
    """
    import typst

    colours = {name: pair[theme == "dark"] for name, pair in PALETTE.items()}
    files = [{"name": one.name, "mime": one.mime, "description": one.description} for one in attached]
    inputs_data = {**data, "colours": colours, "sans": SANS, "serif": SERIF, "attached": files, "linked": form == "pdf"}
    inputs = {"data": json.dumps(_writable(inputs_data)), **images}
    inputs |= {f"file-{at}": one.body.decode() for at, one in enumerate(attached)}
    source = "\n".join((HERE / f"{name}.typ").read_text(encoding="utf-8") for name in ("common", template))
    made = typst.Compiler(font_paths=_fonts(font_folder())).compile(
        input=source.encode(),
        format=form,  # type: ignore[arg-type]
        ppi=ppi,
        sys_inputs=inputs,
        pdf_standards=list(STANDARDS) if form == "pdf" else [],  # type: ignore[arg-type]
        timestamp=datetime.combine(day, time(), UTC),
    )
    pages = made if isinstance(made, list) else [made or b""]
    return pages[0]


def _writable(value: Any) -> Any:
    """Leave in a text only what our typefaces can write: a sign without a picture would be no text in a PDF."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, Mapping):
        return {name: _writable(one) for name, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, (list, tuple)) else value


def set_in_type(drawing: Drawing) -> dict[str, Any]:
    """Give the texts of a drawing for the template, which sets them in type over the graphics."""
    return {
        "w": drawing.width,
        "h": drawing.height,
        "texts": [
            {
                "text": one.text,
                "x": one.box.x,
                "y": one.y,
                "w": one.box.w,
                "size": one.size,
                "weight": one.weight,
                "colour": drawing.colour(one.colour),
                "halo": drawing.colour("halo")[:7] if one.halo else "",
                "serif": one.family == "serif",
                "italic": one.italic,
                "turn": one.turn,
            }
            for one in drawing.texts
        ],
    }
