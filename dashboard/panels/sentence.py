"""The sentence above the map: one element that writes text as text and whose numbers are real links."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dashboard.analysis import ALL
from dashboard.panels.component import element
from dashboard.present.story import effective_state
from dashboard.public_address import KEPT, LONG, LONGEST_ADDRESS, LONGEST_KEPT, MOST_PARTS
from dashboard.state import KEYS, Notice, ViewState, Vocabulary, mended
from dashboard.text import Filter, Fragment
from dashboard.text.filters import drilldown_help
from dashboard.text.i18n import Words

KEY = "sentence"

_element = element("sentence")


def address_of(state: ViewState, vocabulary: Vocabulary) -> str:
    """Write a choice as a link; the opening view is the bare page."""
    return "?" + urlencode(state.to_query(vocabulary))


def sentence_data(
    fragments: Sequence[Fragment],
    filters: Sequence[Filter],
    choice: ViewState,
    notices: Sequence[Notice],
    vocabulary: Vocabulary,
    words: Words,
) -> dict[str, Any]:
    """Give the element its text, its links and the removable filters, and what choosing needs to know.

    Parameters
    ----------
    fragments : sequence of Fragment
        The sentence.
    filters : sequence of Filter
        The active filters.
    choice : ViewState
        The reader's choice.
    notices : sequence of Notice
        What could not be used of the address: those keys leave it with the next choice.
    vocabulary : Vocabulary
        The opening view: what equals it does not stand in the address.
    words : Words
        The language.
    """
    state = effective_state(choice)
    known = vocabulary.known_by
    return {
        "lang": words.lang,
        "theme": state.theme,
        "asof": state.as_of.isoformat(),
        "present": choice.present,
        "fragments": [
            {
                "text": fragment.text,
                "drilldown": fragment.drilldown,
                "accent": fragment.accent,
                "href": address_of(state.but(q=state.behind(fragment.drilldown)), vocabulary)
                if fragment.drilldown
                else "",
                "help": drilldown_help(words, fragment.drilldown),
            }
            for fragment in fragments
        ],
        "filters": [
            {
                "text": active.text,
                "label": words.say("filter.remove", filter=active.text),
                "href": address_of(active.without, vocabulary),
            }
            for active in filters
        ],
        "silent": words.say("notice.silent"),
        "leave": address_of(choice.without_story(), vocabulary),
        "onward": address_of(state, vocabulary),
        "faults": [notice.key for notice in notices],
        "keys": list(KEYS),
        "longest": {
            "characters": LONGEST_ADDRESS,
            "parts": MOST_PARTS,
            "kept": KEPT,
            "most": LONGEST_KEPT,
            "mark": LONG,
        },
        "opening": {"asof": vocabulary.as_of.isoformat(), "known": known.isoformat() if known else ALL},
    }


def mend_of(address: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """Tell the page what an address that spells our keys in its own way means: the next choice starts from that.

    Parameters
    ----------
    address : sequence of tuple of str
        Key and value of each part of the query.
    """
    held = [pair for pair in address if pair[1]]
    meant = mended(held)
    return {"from": held, "to": meant} if sorted(meant) != sorted(held) else None


def show_sentence(data: dict[str, Any]) -> None:
    """Draw the sentence.

    Parameters
    ----------
    data : dict of str to object
        What `sentence_data` returned.
    """
    _element(key=KEY, data=data)
