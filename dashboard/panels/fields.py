"""The five fields on the left: countries, kinds, status, and the two clocks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard.state import KINDS, STEPS, ViewState, parse_day
from dashboard.telling import actor_name
from dashboard.words import Words, plain
from geodata.atlas import Atlas

NATIONS, KIND, STATUS, AS_OF, KNOWN = "f_nations", "f_kinds", "f_steps", "f_asof", "f_known"
SEARCH = "f_search"
ALL, SAME = "all", "same"
OPENING = "opening:"
MOST_DAYS = 8
LAST_ACTOR = "unnamed_allies"
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may maj", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec"), 1
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Fields:
    """The fields as plain values: what they show for a choice, and what a changed field makes of it.

    Parameters
    ----------
    atlas
        The evidence: its openings are offered as days.
    """

    atlas: Atlas

    def values(self, state: ViewState) -> dict[str, Any]:
        """Give the value of each field for a choice."""
        return {
            NATIONS: list(state.nations),
            KIND: list(state.kinds),
            STATUS: list(state.steps),
            AS_OF: self.as_of_code(state),
            KNOWN: self.known_code(state),
            SEARCH: state.search,
        }

    def as_of_code(self, state: ViewState) -> str:
        """Name the opening that has these clocks, else the day."""
        for opening in self.atlas.openings.values():
            if (opening.as_of, opening.known_by) == (state.as_of, state.known_by):
                return OPENING + opening.id
        return state.as_of.isoformat()

    def known_code(self, state: ViewState) -> str:
        """Name what is known: everything, the same day, or a day."""
        if state.known_by is None:
            return ALL
        return SAME if state.known_by == state.as_of else state.known_by.isoformat()

    def change(self, state: ViewState, before: Mapping[str, Any], now: Mapping[str, Any]) -> ViewState:
        """Return the choice after the reader changed fields; a field that stayed as it was decides nothing."""
        changed = {key: now[key] for key in before if key in now and now[key] != before[key]}
        if NATIONS in changed:
            state = state.but(nations=tuple(sorted(changed[NATIONS])))
        if KIND in changed:
            state = state.but(kinds=tuple(kind for kind in KINDS if kind in changed[KIND]))
        if STATUS in changed:
            state = state.but(steps=tuple(step for step in STEPS if step in changed[STATUS]))
        if AS_OF in changed:
            state = self._with_as_of(state, changed[AS_OF])
        if KNOWN in changed:
            state = self._with_known(state, changed[KNOWN])
        if SEARCH in changed:
            state = state.but(q=(changed[SEARCH] or "").strip())
        return state

    def _with_as_of(self, state: ViewState, code: str | None) -> ViewState:
        opening = self.atlas.openings.get((code or "").removeprefix(OPENING))
        if code and code.startswith(OPENING) and opening:
            return state.but(as_of=opening.as_of, known_by=opening.known_by)
        day = typed_day(code or "")
        return state.but(as_of=day) if day else state

    def _with_known(self, state: ViewState, code: str | None) -> ViewState:
        if code == ALL:
            return state.but(known_by=None)
        day = state.as_of if code == SAME else typed_day(code or "")
        return state.but(known_by=day) if day else state


def typed_day(text: str) -> date | None:
    """Read a day as people type it: 2026-01-17, 17.1.2026, 17/1/2026, 17 January 2026."""
    day = parse_day(text.strip())
    if day:
        return day
    found = re.fullmatch(r"\s*(\d{1,2})[.\s/]+(\d{1,2}|[A-Za-z]{3,9})[.\s/]+(\d{4})\s*", text, re.ASCII)
    if not found:
        return None
    month = found[2] if found[2].isdigit() else MONTHS.get(found[2][:3].lower(), 0)
    try:
        return date(int(found[3]), int(month), int(found[1]))
    except ValueError:
        return None


def show_fields(atlas: Atlas, state: ViewState, words: Words, at_rest: bool) -> None:
    """Draw the five fields and "Reset all"; their values are already in the session.

    Parameters
    ----------
    atlas
        The evidence.
    state
        The reader's choice.
    words
        The language.
    at_rest
        Whether nothing differs from the opening view, so that there is nothing to reset.
    """
    st.multiselect(
        words.say("field.nations"),
        _actors_by_name(atlas, words),
        key=NATIONS,
        format_func=lambda code: actor_name(atlas, words, code),
        placeholder=words.say("field.nations.all"),
    )
    st.multiselect(
        words.say("field.kinds"),
        KINDS,
        key=KIND,
        format_func=lambda code: words.say(f"kind.{code}"),
        placeholder=words.say("field.kinds.all"),
    )
    st.multiselect(
        words.say("field.steps"),
        STEPS,
        key=STATUS,
        format_func=lambda code: words.say(f"step.{code}"),
        placeholder=words.say("field.steps.all"),
        help=plain(words.say("field.steps.help")),
    )
    codes = Fields(atlas)
    st.selectbox(
        words.say("field.asof"),
        _offered(AS_OF, codes.as_of_code(state), [OPENING + name for name in atlas.openings]),
        key=AS_OF,
        format_func=lambda code: day_label(atlas, words, code),
        help=plain(words.say("field.asof.help")),
        accept_new_options=True,
    )
    st.selectbox(
        words.say("field.known"),
        _offered(KNOWN, codes.known_code(state), [ALL, SAME]),
        key=KNOWN,
        format_func=lambda code: known_label(words, code),
        help=plain(words.say("field.known.help")),
        accept_new_options=True,
    )
    st.button(words.say("field.reset"), key="reset", disabled=at_rest, type="tertiary")


def day_label(atlas: Atlas, words: Words, code: str) -> str:
    """Name a day of the field "As of"; an opening also says what it is."""
    opening = atlas.openings.get(code.removeprefix(OPENING))
    if not code.startswith(OPENING) or opening is None:
        return words.partial(code)
    day = words.day(opening.as_of)
    told = f"map.opening.{opening.id}"  # as on the timeline; an opening without words of ours goes by its label
    label = words.say(told) if words.has(told) else opening.label
    return day if day.startswith(label) else f"{words.day(opening.as_of, short=True)} · {label}"


def known_label(words: Words, code: str) -> str:
    """Name a value of the field "Known by"."""
    return words.say(f"known.{code}") if code in (ALL, SAME) else words.partial(code)


def _offered(key: str, current: str, codes: list[str]) -> list[str]:
    """List what a field offers, the last days first.

    A day that was chosen stays on offer: of a value that is gone from the list the browser thinks that the reader has
    just typed it, and sends it back.
    """
    kept: list[str] = st.session_state.setdefault(f"{key}_offered", [])
    if current not in codes:
        kept[:] = [current, *(code for code in kept if code != current)][:MOST_DAYS]
    return [*kept, *codes]


def _actors_by_name(atlas: Atlas, words: Words) -> list[str]:
    return sorted(atlas.actors, key=lambda code: (code == LAST_ACTOR, actor_name(atlas, words, code)))
