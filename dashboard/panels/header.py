"""The header: name and days, search, and the menu of everything else."""

from collections.abc import Sequence

import streamlit as st

from dashboard.panels.fields import SEARCH
from dashboard.panels.search import Hit
from dashboard.state import LANGUAGES, LONGEST_SEARCH
from dashboard.words import Words, plain, words_of

MENU = "menu"
HIT = "hit_"
PRESENT = "present"
STORY, SHARE, TAKE, HOW = "story", "share", "take", "how"
LANGUAGE = "lang:"


def show_header(words: Words, days: str, lang: str) -> None:
    """Draw name, days, search field and menu.

    Parameters
    ----------
    words
        The language.
    days
        As-of and evidence date in words.
    lang
        The language in use; the menu offers the others.
    """
    with st.container(horizontal=True, key="head", vertical_alignment="center", gap="xsmall", wrap=False):
        with st.container(key="brand", width="content"):
            st.markdown(f"**{plain(words.say('title'))}** {plain(days)}")
        st.text_input(
            words.say("field.search"),
            key=SEARCH,
            type="search",
            placeholder=words.say("field.search.hint"),
            label_visibility="collapsed",
            max_chars=LONGEST_SEARCH,
            width=230,
        )
        st.button(words.say("header.present"), key=PRESENT)
        st.menu_button(
            words.say("menu"),
            [STORY, SHARE, TAKE, HOW, *(LANGUAGE + code for code in LANGUAGES if code != lang)],
            key=MENU,
            format_func=lambda code: menu_label(words, code),
        )


def menu_label(words: Words, code: str) -> str:
    """Name an entry of the menu; a language goes by its own name."""
    if code.startswith(LANGUAGE):
        return words_of(code.removeprefix(LANGUAGE)).say("language")
    return words.say(f"menu.{code}")


def show_hits(words: Words, text: str, hits: Sequence[Hit]) -> None:
    """List what a search found, each a button that opens it on the map."""
    if not text:
        return
    if not hits or hits[0].near:
        st.caption(plain(words.say("search.near" if hits else "search.none", text=text)))
    for number, hit in enumerate(hits):
        label = f"{plain(hit.title)} :gray[{plain(hit.note)}]"
        st.button(label, key=f"{HIT}{number}", type="tertiary", width="stretch")
