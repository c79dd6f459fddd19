"""The other day: two fields for its clocks, shared by "Compare" and "What changed"."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.analysis import ALL
from dashboard.charts.chart import clocks
from dashboard.panels.analyse.room import Room, bind, links
from dashboard.state import FIRST_DAY, LAST_DAY, parse_day
from dashboard.text.i18n import plain
from dashboard.view.differences import A_WEEK, earlier_clocks


def choose_other_day(room: Room) -> None:
    """Draw the fields of the other day's clocks, and ways to a few pairs that are often asked for.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, choice = room.words, room.choice
    day, known = earlier_clocks(choice)
    left, middle, right = st.columns([1, 1, 2])
    with left:
        key = bind("analyse_than", day)
        st.date_input(
            words.say("analyse.than"),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            key=key,
            format="YYYY-MM-DD",
            on_change=lambda: _changed(room, key, day, lambda found: {"than": found}),
        )
    with middle:
        _knowledge_field(room, "analyse_than_known", known, than=day.isoformat())
    with right:
        _beside(room)
    ways_of(room)


def _knowledge_field(room: Room, key: str, known: date | None, **beside: str) -> None:
    """Draw the field of another day of knowledge; `beside` is chosen with it."""
    bind(key, known)
    st.date_input(
        room.words.say("analyse.than.known"),
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=key,
        format="YYYY-MM-DD",
        help=room.words.say("analyse.than.known.help"),
        on_change=lambda: _changed(room, key, known, lambda found: {"than_known": found or ALL, **beside}),
    )


def _changed(room: Room, key: str, bound: date | None, changes: Callable[[str], dict[str, str]]) -> None:
    """Make a new address of a day that a reader chose; a field that is only drawn anew, or cut short, chooses none."""
    found = st.session_state[key]
    if found != bound:
        room.go(room.with_analysis(**changes(iso(found))))


def _beside(room: Room) -> None:
    """Say which clocks the view itself has."""
    choice = room.choice
    st.markdown(plain(room.words.say("analyse.than.now", clocks=clocks(room.words, choice.as_of, choice.known_by))))


def choose_knowledge(room: Room) -> date | None:
    """Draw the field of another day of knowledge, and give it; without a choice what was known on the day looked at.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    choice = room.choice
    known_text = choice.analysis.than_known
    known = None if known_text == ALL else parse_day(known_text) or choice.as_of
    left, right = st.columns([1, 3])
    with left:
        _knowledge_field(room, "analyse_than_known_only", known)
    with right:
        _beside(room)
    return known


def ways_of(room: Room) -> None:
    """Draw ways to pairs of days that are often asked for."""
    words, choice = room.words, room.choice
    week, same = (choice.as_of - A_WEEK).isoformat(), choice.as_of.isoformat()
    ways = [
        (words.say("analyse.than.week"), room.href(room.with_analysis(than=week, than_known=""))),
        (words.say("analyse.than.then"), room.href(room.with_analysis(than=same, than_known=same))),
    ]
    links(room, "analyse_than_ways", ways)


def iso(found: object) -> str:
    """Write the day of a field; empty where it holds none."""
    day = parse_day(found.isoformat()) if isinstance(found, date) else None
    return day.isoformat() if day else ""
