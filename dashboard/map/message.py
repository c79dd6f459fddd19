"""The view message: what the frame is told at each run, in a few hundred bytes."""

import base64
import json
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.present.story import as_told
from dashboard.state import ViewState

EVERYTHING = "9999-12-31"


def view_message(
    state: ViewState,
    *,
    seq: int,
    release: str,
    lang: str,
    match: Iterable[str] | None,
    situation: Sequence[str],
    twin: str,
    fit: int = 0,
) -> dict[str, Any]:
    """Build the message that tells the frame what to show.

    Parameters
    ----------
    state
        The reader's choice.
    seq
        Number of the last report of the frame that this message takes into account.
    release
        Of the data; an answer that is asked for by it may be kept for ever.
    lang
        Language of the frame.
    match
        Ids of the subjects that pass countries, kinds and search; None when all do.
    situation, twin
        The situation in five lines, and the view told in a paragraph.
    fit
        Changes when the whole of Greenland is to be shown again.
    """
    return {
        "seq": seq,
        "release": release,
        "asof": state.as_of.isoformat(),
        "known": state.known_by.isoformat() if state.known_by else EVERYTHING,
        "match": None if match is None else sorted(match),
        "steps": list(as_told(state).steps),  # the story is told of everything
        "nations": list(as_told(state).nations),
        "sel": state.sel,
        "proj": state.proj,
        "lang": lang,
        "present": state.present,
        "story": state.view == "story",
        "scene": state.scene,
        "fit": fit,
        "situation": list(situation),
        "twin": twin,
    }


def encode(message: dict[str, Any]) -> str:
    """Write a message as base64 of JSON."""
    return base64.b64encode(json.dumps(message, separators=(",", ":")).encode()).decode("ascii")
