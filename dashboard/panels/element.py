"""Our own elements of the page: Python gives them data, their scripts in `static/page` draw it with plain HTML.

One such element costs Streamlit's browser side as much as one button, however much it holds; and what the reader does
in it becomes a new address, the one channel of a choice. Streamlit's own widgets hold values beside the address, and
draw themselves anew at each run.
"""

from typing import Any

import streamlit as st

# The same text for all, so that the browser makes one module of it; each element is told its own name.
DRAW = "export default (args) => window.ArcticPage.draw(args);"
PREFIX = "arctic_"


def element(name: str) -> Any:
    """Declare an element; `ArcticPage.elements.<name>` of the page's script draws it.

    Parameters
    ----------
    name
        As the script registers it.
    """
    return st.components.v2.component(
        f"{PREFIX}{name}",
        js=DRAW,
        isolate_styles=False,
    )
