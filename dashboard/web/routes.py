"""Which of Streamlit's routes are open, and why; whatever is not listed as open is closed."""

import re
from dataclasses import dataclass

COMPONENT = "component/streamlit_folium.st_folium"


@dataclass(frozen=True, slots=True)
class Rule:
    """One of Streamlit's routes as it registers it, and what becomes of it here.

    Parameters
    ----------
    path : str
        As Streamlit writes it.
    reason : str
        Why it is open, or what it would do for a stranger.
    opened : str
        Pattern of the paths that are open; empty if none is.
    """

    path: str
    reason: str
    opened: str = ""


RULES = (
    Rule("/_stcore/stream", "the websocket of a visit", r"_stcore/stream"),
    Rule("/_stcore/health", "the page asks before it connects", r"_stcore/health"),
    Rule("/_stcore/host-config", "the page asks whom it may talk to: nobody", r"_stcore/host-config"),
    Rule("/component/{path:path}", "the map's frame; no other component is used", rf"{COMPONENT}/.+"),
    Rule("/_stcore/bidi-components/{path:path}", "files of components; ours send their script with the page"),
    Rule("/_stcore/metrics", "tells strangers of visitors and memory"),
    Rule("/media/{file_id:path}", "files that a script hands out; ours stand under /view"),
    Rule("/_stcore/upload_file/{session_id}/{file_id}", "keeps what a stranger sends in memory; nothing is uploaded"),
    Rule("/auth/login", "nobody logs in"),
    Rule("/auth/logout", "nobody logs in"),
    Rule("/oauth2callback", "nobody logs in"),
    Rule("/_stcore/agent/interact", "runs the page for programs; they have /view and /data"),
    Rule("/_stcore/agent/openapi.json", "describes the route above"),
    Rule("/_stcore/agent/mcp", "runs the page for programs; they have /view and /data"),
    Rule("", "Streamlit's own files; we send them ourselves"),
)
OPENED = re.compile("/(?:" + "|".join(rule.opened for rule in RULES if rule.opened) + ")")
# Everything below these is Streamlit's; all else is ours, or is sent to the start page.
STREAMLITS = re.compile(r"/(?:_stcore|component|media|app/static|auth|oauth2callback)(?:/|$)")
# Below this each method is answered, if only with what may be asked: pages of others may send own headers (CORS).
ANY_METHOD = re.compile(r"/data/v1(?:/|$)")
# What two windows of a presenter tell each other, and what is made of a story that comes along: all that takes a POST.
POSTED = re.compile(r"/notes/(?:open|stage|pair|watch|scenes|step|close)|/view/(?:slides\.pptx|snapshot\.html)")
# Of these, what takes a body: a story of the tab's own.
WITH_STORY = re.compile(r"/notes/open|/view/.+")


def is_closed(path: str) -> bool:
    """Whether a path belongs to Streamlit and no visit needs it.

    Parameters
    ----------
    path : str
        As asked for, below the path at which the page is served.
    """
    return STREAMLITS.match(path) is not None and OPENED.fullmatch(path) is None
