"""The briefing sheet of a view: one page to hand round and the sources behind it, for paper and screen."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.documents.content import Content, shortened
from dashboard.documents.typesetting import Attachment, set_in_type, typeset
from dashboard.drawing.svg_map import draw_map
from dashboard.export import claim_records, source_records, to_csv
from dashboard.export.table import Record

FORMS = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}
PRINT_PPI = 300


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of the sheet, in millimetres; type in points.

    Parameters
    ----------
    w, h, margin : float
        Of the page.
    map_w, map_h : float
        Of the map.
    px : float
        Pixels of the drawing across the map: fewer make its type larger.
    size, sentence : float
        Of text and of the sentence, in points.
    wide : bool
        Whether the text stands beside the map.
    columns : int
        Of the list of sources.
    """

    w: float
    h: float
    margin: float
    map_w: float
    map_h: float
    px: float
    size: float
    sentence: float
    wide: bool
    columns: int
    qr: float = 22


PAPERS = {
    "a4": Paper(210, 297, 12, 186, 160, 930, 9, 14.5, False, 2),
    "a3": Paper(420, 297, 14, 262, 262, 1000, 12, 21, True, 3, 30),
    "16x9": Paper(320, 180, 9, 190, 154, 860, 9, 12.5, True, 3, 17),
}


def sheet(content: Content, paper: str = "a4", form: str = "pdf", theme: str = "light") -> bytes:
    """Write the briefing sheet of a view.

    Parameters
    ----------
    content : Content
        What it says.
    paper : str
        A name of `PAPERS`.
    form : str
        `pdf`: tagged, with the rows, claims and sources inside; `png`: its first page at 300 dpi; `svg`.
    theme : str
        `light` or `dark`.
    """
    size = PAPERS[paper]
    height = size.px * size.map_h / size.map_w
    drawing = draw_map(content.view_model, size.px, height, theme=theme)
    images = {**drawing.layers(), "qr": qr_svg(content.link)}
    return typeset(
        "sheet",
        {**_typeset_data(content), "map": set_in_type(drawing), "page": _page(size)},
        images,
        form,
        made_on(content),
        ppi=PRINT_PPI,
        theme=theme,
        attached=attachments(content) if form == "pdf" else (),
    )


def _page(size: Paper) -> dict[str, Any]:
    return {
        **{name: getattr(size, name) for name in ("w", "h", "margin", "size", "sentence", "wide", "columns", "qr")},
        "map": size.map_w,
    }


def _typeset_data(content: Content) -> dict[str, Any]:
    words, situation = content.view_model.words, content.situation
    rows = [{**row, "refs": content.refs(row["sel"])} for row in situation["rows"]]
    return {
        "lang": words.lang,
        "title": content.title,
        "site": content.site,
        "clocks": content.clocks,
        "filters": content.filters,
        "sentence": content.fragments,
        "alt": content.alternative,
        "keywords": ["Greenland", "Arctic Endurance", content.release],
        "foot": f"{content.source_line} {words.say('drawing.evidence', day=words.day(made_on(content)))}",
        "numbers": {
            "title": situation["title"],
            "who": words.say("drawing.who"),
            "many": words.say("drawing.many"),
            "rows": rows,
            "range": content.range,
        },
        "unknown": {"title": words.say("drawing.unknown"), "notes": situation["notes"]},
        "sources": {"title": words.say("sources.title"), "rows": content.sources},
        "link": {
            "text": words.say("drawing.link.own" if content.has_own else "drawing.link"),
            "href": content.link,
            "shown": shortened(content.link),
        },
        "qr": words.say("drawing.qr", link=content.link),
    }


def made_on(content: Content) -> date:
    """Return the day that a document bears: the last of the evidence, so that it is the same each time."""
    return content.view_model.world.atlas.evidence_to


def attachments(content: Content) -> tuple[Attachment, ...]:
    """Give the files that a sheet carries: its rows, claims and sources, and which view it shows."""
    view, words = content.view_model.view, content.view_model.words
    state = {"query": content.query, "release": content.release, "link": content.link, "title": content.title}
    files = {
        "rows.csv": (to_csv(view), "text/csv"),
        "claims.json": (_json(claim_records(view)), "application/json"),
        "sources.json": (_json(source_records(view)), "application/json"),
        "view.json": (_json(state), "application/json"),
    }
    return tuple(
        Attachment(name, body, mime, words.say(f"drawing.file.{name.partition('.')[0]}"))
        for name, (body, mime) in files.items()
    )


def _json(value: list[Record] | dict[str, str]) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str, indent=1).encode()


def qr_svg(text: str) -> str:
    """Draw a QR code of a text, dark on its own ground."""
    import segno

    code: str = segno.make(text, error="m", micro=False).svg_inline(border=2, dark="#10222d", light="#ffffff", scale=4)
    return code.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) if "xmlns=" not in code else code
