"""Files with the reader's own claims: each made when it is asked for, sent to their own window, and kept by none."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard.assets import bundle
from dashboard.documents.making import BusyError
from dashboard.documents.own_claims import NAMES, own_file
from dashboard.panels.component import page_address
from dashboard.release import current_release
from dashboard.text.i18n import Words, plain
from dashboard.view.yours import WithYours

WANTED = "_own_file"
_files = st.components.v2.component("arctic_own_saves", js=bundle("own-saves.js").decode(), isolate_styles=False)


def offer_own_files(words: Words, found: WithYours) -> None:
    """Offer the files of the view with the reader's claims.

    No route gives them: they go to the reader's own window as a message, as the claims came.

    Parameters
    ----------
    words : Words
        The language.
    found : WithYours
        The view with the claims.
    """
    release = current_release()
    st.subheader(plain(words.say("yours.files")), anchor=False)
    with st.container(key="own_saves_told"):
        st.caption(plain(words.say("yours.files.help", release=found.overlay.atlas.release)))

    @st.fragment
    def offer() -> None:
        with current_release.pinned(release):  # a part that runs alone shows what the page around it shows
            wanted = str(st.session_state.pop(WANTED, ""))
            data = {
                "groups": [_group(words, stem) for stem in ("rows", "sheet", "cite")],
                "making": words.say("drawing.making"),
                **(_made(words, found, wanted) if wanted in NAMES else {}),
            }
            _files(key="own_saves", data=data, on_wanted_change=_asked)

    offer()


def _asked() -> None:
    st.session_state[WANTED] = str(st.session_state["own_saves"].get("wanted") or "")


def _group(words: Words, stem: str) -> dict[str, Any]:
    """Name the files of a kind."""
    files = [
        {"name": name, "text": words.say(f"yours.file.{name}")} for name in NAMES if name.partition(".")[0] == stem
    ]
    return {"label": words.say(f"yours.files.{stem}"), "files": files}


def _made(words: Words, found: WithYours, wanted: str) -> dict[str, Any]:
    """Make a file, or say that others are being made; the mark tells one time of asking from another."""
    mark = uuid4().hex
    try:
        name, mime, body = own_file(found.view_model, wanted, page_address())
    except BusyError:
        return {"made": {"mark": mark, "failed": words.say("drawing.failed")}}
    return {"made": {"mark": mark, "name": name, "type": mime, "body": b64encode(body).decode("ascii")}}
