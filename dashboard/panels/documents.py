"""The part of the download dialog that offers what one shows to others: sheets, pictures, slides, alternative text."""

import streamlit as st

from dashboard.documents.content import Content
from dashboard.documents.making import KINDS
from dashboard.panels.component import element
from dashboard.text.i18n import Words, plain
from dashboard.view.view import ViewModel

SNAPSHOT = "view/snapshot.html"
FIRST_FORM = {"sheet": "pdf", "picture": "png", "slides": "pptx"}

_files = element("files")


def offer_documents(view_model: ViewModel, query: str, sizes: str = "") -> None:
    """Offer the documents of a view, each with what it is for, and the alternative text ready to copy.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    query : str
        Its address, with what is selected and how it looks.
    sizes : str
        Where the sizes of all files are told.
    """
    words = view_model.words
    labels = {name: words.say(f"drawing.{name}") for name in ("making", "failed")}
    st.subheader(plain(words.say("drawing.offer")), anchor=False)
    with st.container(key="documents"):
        for kind in KINDS:
            with st.container(key=f"format_{kind}"):
                _files(key=f"document_{kind}", data={"files": links_of(words, kind, query), "sizes": sizes, **labels})
                st.caption(plain(words.say(f"drawing.for.{kind}")))
        with st.container(key="format_snapshot"):
            whole = {"text": words.say("drawing.name.snapshot"), "href": SNAPSHOT + query, "size": "snapshot:"}
            _files(key="document_snapshot", data={"files": [whole], "sizes": sizes, **labels})
            st.caption(plain(words.say("drawing.for.snapshot")))
    st.caption(plain(words.say("drawing.alt.help")))
    # A text of code is shown as it stands, and has Streamlit's own button that copies it.
    st.code(Content(view_model).alternative, language=None, wrap_lines=True)


def links_of(words: Words, kind: str, query: str) -> list[dict[str, str]]:
    """List the files of a kind of document, each with its name and its address.

    Parameters
    ----------
    words : Words
        The language.
    kind : str
        A name of `KINDS`.
    query : str
        The address of the view, with its question mark.
    """
    found = KINDS[kind]
    path = f"view/{kind}.{FIRST_FORM[kind]}{query}"
    if not found.key:
        return [{"text": words.say(f"drawing.name.{kind}"), "href": path, "size": f"{kind}:"}]
    more = "" if query.endswith("?") else "&"
    return [
        {
            "text": words.say(f"drawing.name.{kind}.{variant}"),
            "href": f"{path}{more}{found.key}={variant}",
            "size": f"{kind}:{variant}",
        }
        for variant in found.variants
    ]
