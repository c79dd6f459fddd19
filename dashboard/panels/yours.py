"""Claims of the reader's own beside the map: what the view says with them, and what differs, each a way to its card."""

import streamlit as st

from dashboard.panels.component import element
from dashboard.panels.sentence import address_of
from dashboard.text.i18n import plain
from dashboard.view.view import ViewModel, vocabulary
from dashboard.view.yours import WithYours

_list = element("list")
LOOK = """<style>
.stApp .st-key-with_yours ul.links { margin: 0; padding-left: 1.2em; font-size: .875rem; }
.stApp .st-key-with_yours ul.links a { color: inherit; text-underline-offset: 3px; text-decoration-color: var(--mil); }
.stApp .st-key-with_yours ul.links a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
</style>"""
"""Sent with what it is the look of, so that a page without such claims has none of it."""


def tell_of_files(view_model: ViewModel, yours: WithYours) -> None:
    """Say in the dialog of files that they hold nothing of the reader's claims, and lead to those that do.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it, as published.
    yours : WithYours
        The same with the claims.
    """
    words, choice = view_model.words, view_model.choice
    st.markdown(plain(words.count("yours.download", len(yours.overlay.rows))))
    href = address_of(choice.but(view="analyse", analysis=choice.analysis.but(tab="yours")), vocabulary())
    _list(
        key="yours_download",
        data={"lang": words.lang, "items": [{"text": words.say("yours.download.way"), "href": href}]},
    )


def show_with_yours(view_model: ViewModel, yours: WithYours) -> None:
    """Say the sentence with the reader's claims, and list what they tell otherwise.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it, as published.
    yours : WithYours
        The same with the claims.
    """
    words, choice = view_model.words, view_model.choice
    rows = yours.difference.rows
    note = words.count("yours.note", len(yours.overlay.rows), sentence=yours.view_model.sentence)
    st.html(LOOK)
    with st.container(key="with_yours", border=True):
        st.markdown(plain(note))
        if not rows:
            st.caption(plain(words.say("yours.same")))
            return
        items = [
            {
                "text": row.name,
                "href": address_of(choice.but(view="map", sel=row.subject), vocabulary()),
                "rest": f": {words.say('yours.row', before=row.before, after=row.after)}",
            }
            for row in rows
        ]
        _list(key="with_yours_rows", data={"lang": words.lang, "items": items})
