"""Files of a view with claims of the reader's own: marked in name, release and read me, made for that reader alone."""

from typing import NamedTuple

from dashboard.documents import making
from dashboard.documents.sheet import FORMS
from dashboard.export import FORMATS
from dashboard.export.citations import STYLES
from dashboard.view.view import ViewModel

NAMES = (*(f"rows.{ending}" for ending in FORMATS), "sheet.pdf", *(f"cite.{ending}" for ending in STYLES))
"""What is offered, in this order: rows in each format, the sheet, the citation in each form."""


class OwnFile(NamedTuple):
    """A file: how it is called, its media type, and what it holds."""

    name: str
    mime: str
    body: bytes


def own_file(view_model: ViewModel, name: str, page: str) -> OwnFile:
    """Make a file of a view that holds claims of the reader's own.

    Parameters
    ----------
    view_model : ViewModel
        The view; its atlas says which claims are the reader's own.
    name : str
        One of `NAMES`.
    page : str
        The address of the page without its query.

    Raises
    ------
    BusyError
        When too many sheets are being made.
    ValueError
        When the view holds no such claim, or the name is none of `NAMES`.
    """
    own_claims = view_model.world.atlas.own
    if not own_claims or name not in NAMES:
        raise ValueError(f"{name!r}: a name of {NAMES}, for a view with claims of the reader's own")
    stem, _, ending = name.partition(".")
    day, view = view_model.state.as_of.isoformat(), view_model.view
    called = f"arctic-endurance-{day}-with-{len(own_claims)}-own-claim{'s' if len(own_claims) > 1 else ''}.{ending}"
    if stem == "sheet":
        return OwnFile(called, FORMS[ending], making.own_sheet(view_model, page, view_model.choice.theme or "light"))
    if stem == "cite":
        return OwnFile(called, STYLES[ending].mime, STYLES[ending].write(view, page).encode())
    return OwnFile(called, FORMATS[ending].mime, FORMATS[ending].write(view))
