"""Claims of the reader's own beside the map: what the view says with them, and what differs, each a way to its card."""

import streamlit as st

from dashboard.panels.component import element
from dashboard.panels.sentence import address_of
from dashboard.text.i18n import plain
from dashboard.view.view import ViewModel, vocabulary
from dashboard.view.yours import WithYours

_list = element("list")


def show_with_yours(view_model: ViewModel, yours: WithYours) -> None:
    """Say the sentence with the reader's claims, and list what they tell otherwise.

    Parameters
    ----------
    view_model
        The choice and what follows from it, as published.
    yours
        The same with the claims.
    """
    words, own = view_model.words, view_model.own
    count, rows = len(yours.overlay.rows), yours.difference.rows
    sentence = yours.view_model.told
    note = words.say("yours.note", n=words.spelled(count), sentence=sentence)
    with st.container(key="with_yours", border=True):
        st.markdown(plain(words.say("yours.note.one", sentence=sentence) if count == 1 else note))
        if not rows:
            st.caption(plain(words.say("yours.same")))
            return
        items = [
            {
                "text": row.name,
                "href": address_of(own.but(view="map", sel=row.subject), vocabulary()),
                "rest": words.say("yours.row", before=row.before, after=row.after),
            }
            for row in rows
        ]
        _list(key="with_yours_rows", data={"lang": words.lang, "items": items})
