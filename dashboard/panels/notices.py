"""Small notices: a link that could not be read, rows set aside, an empty view."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard.public_address import LONGEST_ADDRESS
from dashboard.release import Release, public_text
from dashboard.state import Notice
from dashboard.text import link_words
from dashboard.text.evidence_problems import evidence_lines
from dashboard.text.i18n import Words, plain, plain_list
from geodata.atlas import Atlas
from geodata.errors import Problem

MOST_LISTED = 200


def show(atlas: Atlas, words: Words, notices: Sequence[Notice], aside: str, drawing: Sequence[Problem] = ()) -> None:
    """Show what the reader should know before trusting the view.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    notices : sequence of Notice
        What of the address could not be used.
    aside : str
        How many rows are left out.
    drawing : sequence of Problem
        Why our own coast is drawn instead of that of the evidence.
    """
    if notices:
        st.info(plain(f"{link_words(words, notices)} {words.say('notice.link.rest')}"))
    if atlas.problems:
        with st.expander(f"⚠ {plain(aside)}", key="aside"):
            st.markdown(plain(words.say("notice.aside.list")))
            causes = [problem for problem in atlas.problems if not problem.follows]
            st.markdown(plain_list(evidence_lines(causes[:MOST_LISTED], words)))
    if drawing:
        with st.expander(f"⚠ {plain(words.say('notice.drawing'))}", key="drawing"):
            st.markdown(plain_list(evidence_lines(drawing[:MOST_LISTED], words)))


def show_earlier(words: Words, release: Release) -> None:
    """Say that the page shows an earlier release of the evidence, as its address asks.

    Parameters
    ----------
    words : Words
        The language.
    release : Release
        What is shown.
    """
    st.info(plain(words.say("live.earlier", day=words.day(release.read.date()), time=f"{release.read:%H:%M}")))


def show_long(words: Words) -> None:
    """Say that the address was too long to be read."""
    st.info(plain(words.say("notice.long", characters=words.number(LONGEST_ADDRESS))))


def show_unreadable(words: Words, problems: Sequence[Problem]) -> None:
    """Say that the evidence cannot be read at all, and why."""
    st.set_page_config(page_title=words.say("title"))
    st.error(plain(words.say("notice.unreadable")))
    st.markdown(plain_list(public_text(problem) for problem in problems[:MOST_LISTED]))


def show_empty(words: Words, day: date, filters: Sequence[str]) -> None:
    """Say that nothing is in view, and what hides everything."""
    why = words.say("empty.why", day=words.day(day), filters="; ".join(filters)) if filters else words.say("empty.day")
    st.info(plain(f"{words.say('empty.title')} {why}"))
