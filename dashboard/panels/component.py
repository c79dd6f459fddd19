"""Our own elements of the page: Python gives them data, their scripts in `frontend/page` draw it with plain HTML.

One such element costs Streamlit's browser side as much as one button, however much it holds; and what the reader does
in it becomes a new address, the one channel of a choice. Streamlit's own widgets hold values beside the address, and
draw themselves anew at each run.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.assets import bundles
from dashboard.public_address import public_address
from dashboard.release import current_release

# The same text for all, so that the browser makes one module of it; each element is told its own name. The data come in
# a list of one: in a dictionary Streamlit asks of each value whether it is a table, which takes longer than writing it.
DRAW = "export default (args) => window.ArcticPage.draw({ ...args, data: args.data.at(0) });"
PREFIX = "arctic_"


def element(name: str) -> Any:
    """Declare an element; `ArcticPage.elements.<name>` of the page's script draws it.

    Each is told from which release its data come, and which script of the page they are meant for: a page shows one
    release at a time, and draws nothing of another.

    Parameters
    ----------
    name : str
        As the script registers it.
    """
    component = st.components.v2.component(
        f"{PREFIX}{name}",
        js=DRAW,
        isolate_styles=False,
    )

    def draw(*, data: Mapping[str, Any], **others: Any) -> Any:
        return component(data=({**data, **origin()},), **others)

    return draw


def page_address() -> str:
    """Return the address of the page without its query: the operator's own, else the one in the reader's browser."""
    return (public_address() or st.context.url or "").partition("?")[0].rstrip("/") + "/"


def origin() -> dict[str, str | int]:
    """Name the release, when it was read, and the page's script, from which all that is sent to a page comes."""
    found = current_release()
    return {"release": found.release, "read": int(found.read.timestamp()), "code": bundles()["page.js"].version}
