"""What other programs can do with a view: open its days in QGIS, follow it as a feed, ask for all data."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.analysis import ALL
from dashboard.export import View
from dashboard.panels.component import element
from dashboard.public_address import public_address
from dashboard.text.i18n import plain

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_files = element("files")


def show_programs(view: View, query: str, page: str) -> None:
    """Offer the layer file for QGIS, the address of the feed, and that of all data.

    Parameters
    ----------
    view : View
        What is in view.
    query : str
        The query by which its files are asked for.
    page : str
        The address of the page without its query.
    """
    words = view.words
    st.subheader(plain(words.say("programs")), anchor=False)
    if can_be_opened(page):
        with st.container(key="format_qlr"):
            _files(key="file_qlr", data={"files": [{"text": words.say("programs.qgis"), "href": layer_address(view)}]})
            st.caption(plain(words.say("programs.qgis.help")))
    st.caption(plain(words.say("programs.feed")))
    st.code(f"{page}view/changes.atom{query}", language=None, wrap_lines=True)
    st.caption(plain(words.say("programs.data")))
    st.code(f"{page}data/v1/", language=None, wrap_lines=True)


def can_be_opened(page: str) -> bool:
    """Whether the server can write its whole address into a layer file: it was told it, or the reader sits at it.

    Parameters
    ----------
    page : str
        The address of the page in the reader's browser.
    """
    return bool(public_address()) or urlsplit(page).hostname in LOOPBACK


def layer_address(view: View) -> str:
    """Write the address of the layer file with both clocks of a view, relative to the page."""
    known = view.world.known_by
    clocks = {"as_of": view.world.as_of.isoformat(), "known_by": known.isoformat() if known else ALL}
    return f"data/v1/states.qlr?{urlencode(clocks)}"
