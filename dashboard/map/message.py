"""The view message: what the frame is told at each run, in a few hundred bytes."""

import base64
import json
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.analysis import CLAIM
from dashboard.payloads.contract import Marks
from dashboard.payloads.plain_json import EVER_ISO
from dashboard.present.story import effective_state
from dashboard.public_address import LONG
from dashboard.state import ViewState
from dashboard.text import Situation

LONGEST_ADDRESS = 1000  # a longer one holds rubbish; it is not sent back


def view_message(
    state: ViewState,
    *,
    address: Sequence[tuple[str, str]],
    release: str,
    lang: str,
    among: Iterable[str] | None,
    situation: Situation,
    programme: str,
    text_alternative: str,
    tale: dict[str, Any] | None = None,
    marks: Marks | None = None,
) -> dict[str, Any]:
    """Build the message that tells the frame what to show.

    Parameters
    ----------
    state : ViewState
        The reader's choice.
    address : sequence of tuple of str
        The query that the message answers, as pairs of key and value; the frame passes over an answer to an address
        that was left meanwhile.
    release : str
        Of the data; an answer that is asked for by it may be kept for ever.
    lang : str
        Language of the frame.
    among : iterable of str or None
        Ids that search, "More filters" and the number that is asked for leave; None when they leave all. Countries,
        kinds, programmes and status are asked by the frame, at once for each choice.
    programme : str
        The programme that the view is about; empty where it is about none.
    situation : Situation
    text_alternative : str
        The situation in rows and notes, and the view told in a paragraph.
    tale : dict of str to object, optional
        The story that this reader alone is told; None for the one that all are told.
    marks : Marks, optional
        What an analysis lays over the map; nothing of it stands in the message of a map at rest.
    """
    shown = effective_state(state)
    more = {} if marks is None else {"marks": marks}
    told = LONG not in address and sum(len(value) for _, value in address) <= LONGEST_ADDRESS
    return more | {
        "address": list(address) if told else None,
        "release": release,
        "asof": state.as_of.isoformat(),
        "known": state.known_by.isoformat() if state.known_by else EVER_ISO,
        "chosen": {key: list(codes) for key, codes in shown.chosen.items()},  # the story is told of everything
        "among": None if among is None else sorted(among),
        "holds": not state.rows_of,  # the rows of a number depend on every choice
        "sel": "" if state.sel.startswith(CLAIM) else state.sel,  # a claim has its page beside the map
        "proj": state.proj,
        "lang": lang,
        "present": state.present,
        "story": state.view == "story",
        "scene": state.scene,
        "programme": programme,
        "situation": situation,
        "text_alternative": text_alternative,
        "tale": tale,
    }


def encode(message: dict[str, Any]) -> str:
    """Write a message as base64 of JSON."""
    return base64.b64encode(json.dumps(message, separators=(",", ":")).encode()).decode("ascii")
