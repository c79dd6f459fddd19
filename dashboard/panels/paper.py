"""Paper that remembers: a briefing sheet, given back as its PDF, opens its view and says what has changed since."""

from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.export.columns import SEPARATOR
from dashboard.panels.component import element
from dashboard.state import STEPS, key_of
from dashboard.text import link_words
from dashboard.text.i18n import Words, plain, plain_list
from dashboard.text.names import place_name
from dashboard.text.phrase import problem_lines
from dashboard.view.view import parse_query, vocabulary
from geodata.atlas import Atlas
from geodata.errors import GeodataError

NUMBERS = ("low", "high")
DAYS = ("since", "due")
KEPT, KEY = "_paper", "paper"
PART = 60_000
"""Bytes of a part: with what else a message of the page holds, one is far below what the server takes."""

MOST_LISTED = 60
_file = element("ownpaper")


@dataclass
class Parts:
    """What has come of a file.

    Parameters
    ----------
    number : int
        Which file of this session, so that parts of two are never mixed.
    of : int
        How many parts it has.
    got : list of bytes
        Those that have come, in order.
    """

    number: int = 0
    of: int = 0
    got: list[bytes] = field(default_factory=list)

    def take(self, message: Any, most: int) -> bool:
        """Take the next part; anything else ends the file. Gives whether it is whole.

        Parameters
        ----------
        message : object
            What the element sent.
        most : int
            Bytes that a file may have.
        """
        named = message if isinstance(message, dict) else {}
        number, of, at = (
            int(named[name]) if isinstance(named.get(name), int) else -1 for name in ("number", "of", "at")
        )
        text = str(named.get("text", ""))
        if at == 0:
            self.number, self.of, self.got = number, of if 0 < of <= -(-most // PART) else 0, []
        if not self.of or (number, of, at) != (self.number, self.of, len(self.got)) or len(text) > 2 * PART:
            return False
        try:
            self.got.append(b64decode(text, validate=True))
        except ValueError:  # no base64, or not even ASCII
            self.of = 0
            return False
        return len(self.got) == self.of


def show(words: Words) -> None:
    """Draw the dialog: a field for the PDF, and what has changed since it was written.

    Parameters
    ----------
    words : Words
        The language.
    """
    from dashboard.documents.remembering import LARGEST

    @st.dialog(words.say("menu.paper"), width="medium", on_dismiss=_forget)
    def box() -> None:
        st.markdown(plain(words.say("paper.intro")))
        kept = st.session_state.setdefault(KEPT, {"parts": Parts()})
        data = {
            "pick": words.say("paper.pick"),
            "accept": "application/pdf,.pdf",
            "large": words.say("paper.large", n=words.number(LARGEST // 1_000_000)),
            "reading": words.say("paper.reading"),
            "most": LARGEST,
            "part": PART,
            "number": kept["parts"].number,
            "got": len(kept["parts"].got),
        }
        _file(key=KEY, data=data, on_part_change=lambda: _taken(LARGEST))
        if kept.pop("rerun", False):
            st.rerun()  # the page shows the view of the sheet, and the dialog what has changed
        if "problems" in kept:
            st.error(plain(words.say("paper.refused")))
            st.markdown(plain_list(problem_lines(kept["problems"], words, "problem.file")))
        if "sheet" in kept:
            _tell(words, kept["sheet"])

    box()


def is_open() -> bool:
    """Say whether the dialog tells of a sheet whose view has just been opened."""
    return "sheet" in st.session_state.get(KEPT, {})


def _forget() -> None:
    st.session_state.pop(KEPT, None)


def _taken(most: int) -> None:
    """Take a part of a file, before the page runs; once it is whole, make its view the address."""
    from dashboard.documents.remembering import read_sheet

    kept = st.session_state.setdefault(KEPT, {"parts": Parts()})
    parts: Parts = kept["parts"]
    if not parts.take(st.session_state[KEY].get("part"), most):
        return
    for name in ("sheet", "problems"):
        kept.pop(name, None)
    try:
        sheet = read_sheet(b"".join(parts.got))
    except GeodataError as error:
        kept["problems"] = error.problems
        return
    kept |= {"sheet": sheet, "rerun": True}
    choice, _ = parse_query(sheet.query)
    here = {name: st.query_params.get_all(name) for name in st.query_params if key_of(name) in ("", "lang", "theme")}
    st.query_params.from_dict({**choice.but(lang="", theme="").to_query(vocabulary()), **here})


def _tell(words: Words, sheet: Any) -> None:
    """Say what has changed since a sheet was written."""
    from dashboard.documents.remembering import changes_since, new_claims
    from dashboard.view.view import resolve_view

    choice, faults = parse_query(sheet.query)
    view = resolve_view(choice, words).view
    atlas = view.world.atlas
    if faults:
        st.warning(plain(link_words(words, faults)))
    st.caption(plain(words.say("paper.of", release=sheet.release, query=urlencode(sheet.query))))
    if sheet.release == atlas.release:
        st.success(plain(words.say("paper.same_release")))
        return
    changes, claims = changes_since(sheet, view), new_claims(sheet, view)
    st.markdown(plain(words.say("paper.newer", release=atlas.release, claims=words.count("paper.claims", claims))))
    if not changes:
        st.success(plain(words.say("paper.same_rows")))
        return
    st.markdown(plain(words.sentence_case(words.count("paper.changes", len(changes)))))
    st.markdown(plain_list(line_of(words, one, atlas) for one in changes[:MOST_LISTED]))


def line_of(words: Words, change: Any, atlas: Atlas) -> str:
    """Write a change in words; what the sheet says stands as text.

    Parameters
    ----------
    words : Words
        The language.
    change : object
        A `Change`.
    atlas : Atlas
        The evidence of today: it names places.
    """
    if change.kind != "other":
        return words.say(f"paper.{change.kind}", label=change.label)
    cells_changed = []
    if NUMBERS[0] in change.cells:
        low, high = (change.cells[name] for name in NUMBERS)
        spans = {"was": _span(words, low[0], high[0]), "now": _span(words, low[1], high[1])}
        cells_changed.append(words.say("paper.cell", name=words.say("paper.column.people"), **spans))
    for name, (was, now) in change.cells.items():
        if name not in NUMBERS:
            cells = {"was": _cell(words, name, was, atlas), "now": _cell(words, name, now, atlas)}
            cells_changed.append(words.say("paper.cell", name=words.say(f"paper.column.{name}"), **cells))
    return f"{change.label}: {'; '.join(cells_changed)}"


def _span(words: Words, low: str, high: str) -> str:
    least, most = (int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None for text in (low, high))
    return words.span(least, most) or words.say("paper.nothing")


def _cell(words: Words, column: str, text: str, atlas: Atlas) -> str:
    if column == "places" and text:
        return words.listing([place_name(atlas, words, place) for place in text.split(SEPARATOR)])
    if column in DAYS:
        return words.partial(text) or words.say("paper.nothing")
    if column == "rank" and words.has(key := f"map.rank.{text.replace(' ', '_')}"):
        return words.say(key)
    if column == "step" and text in STEPS:
        return words.say(f"step.{text}")
    if text in ("true", "false"):
        return words.say(f"paper.{text}")
    return text or words.say("paper.nothing")
