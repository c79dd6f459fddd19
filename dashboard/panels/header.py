"""The header: name and days, search, a phone's "Filter", and the menu of everything else; one element draws them."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard.analysis import CLAIM
from dashboard.analysis import KEYS as ANALYSIS_KEYS
from dashboard.panels import own_story
from dashboard.panels.component import element
from dashboard.panels.sentence import address_of
from dashboard.present.story import Scene, effective_state, own_scenes, scenes_in_effect
from dashboard.state import LANGUAGES, LONGEST_SEARCH, ViewState, Vocabulary
from dashboard.text.i18n import Words, words_of
from dashboard.view.search import Hit
from geodata.model import ENGLISH

KEY = "head"
TYPED = "_typed"
ASKED, OPENING = "_asked", "_opening"
STORY = "_story_of_tab"
OWN_WORDS = "streamlit."  # what Streamlit says itself, which the browser puts into the reader's language
SHARE, TAKE, PAPER, SCENE, OWN, HOW = "share", "take", "paper", "scene", "own", "how"
DIALOGS = (SHARE, TAKE, PAPER, SCENE, OWN, HOW)
Find = Callable[[str], Sequence[Hit]]

_element = element("head")


def header_data(
    words: Words, days: Sequence[str], choice: ViewState, vocabulary: Vocabulary, answers: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Give the element its words, its links and what has been found.

    Parameters
    ----------
    words : Words
        The language.
    days : sequence of str
        The days in words, the most important first.
    choice : ViewState
        The reader's choice: where the links lead from.
    vocabulary : Vocabulary
        The opening view: what equals it does not stand in a link.
    answers : sequence of dict of str to object
        What `answer` gave for each text that the field may hold.
    """
    present = choice.but(present=True, scene=choice.scene or 1)
    story = choice.but(view="story", present=False, scene=1)
    return {
        "lang": words.lang,
        "title": words.say("title"),
        "days": list(days),
        "asof": effective_state(choice).as_of.isoformat(),
        "search": {
            "label": words.say("field.search"),
            "hint": words.say("field.search.hint"),
            "longest": LONGEST_SEARCH,
            "found": words.say("search.found"),
            "answers": list(answers),
        },
        "analyse": way_to_analyse(words, choice, vocabulary),
        "present": {"text": words.say("header.present"), "href": address_of(present, vocabulary)},
        "filter": words.say("header.filter"),
        "skip": words.say("header.skip"),
        "skips": [{"to": part, "text": words.say(f"header.skip.{part}")} for part in ("map", "timeline", "table")],
        "menu": words.say("menu"),
        "story": {"text": words.say("menu.story"), "href": address_of(story, vocabulary)},
        "dialogs": [{"name": name, "text": words.say(f"menu.{name}")} for name in DIALOGS],
        "streamlit": streamlit_words(words),
        "languages": [
            {
                "lang": code,
                "text": words_of(code).say("language"),
                "href": address_of(choice.but(lang=code), vocabulary),
            }
            for code in LANGUAGES
            if code != words.lang
        ],
    }


def streamlit_words(words: Words) -> dict[str, str]:
    """Say for what Streamlit says in English what it is in the reader's language; nothing in English."""
    if words.lang == ENGLISH:
        return {}
    return {text: words.say(key) for key, text in words_of(ENGLISH).table.items() if key.startswith(OWN_WORDS)}


def way_to_analyse(words: Words, choice: ViewState, vocabulary: Vocabulary) -> dict[str, Any]:
    """Give the button that leads into the Analyse room, or from there back to the map, and what it changes."""
    shown = effective_state(choice)
    if shown.analysing:
        goal = choice.but(view="map", sel="" if choice.sel.startswith(CLAIM) else choice.sel)
        patch = {**dict.fromkeys(("view", *ANALYSIS_KEYS), ""), **({} if goal.sel == choice.sel else {"sel": ""})}
        return {"text": words.say("analyse.map"), "href": address_of(goal, vocabulary), "patch": patch, "open": True}
    href = address_of(shown.but(view="analyse"), vocabulary)
    return {"text": words.say("analyse.open"), "href": href, "patch": {"view": "analyse"}, "open": False}


def answer(words: Words, text: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Say what a search found, and what that is: the thing itself, something near it, or nothing.

    Parameters
    ----------
    words : Words
        The language.
    text : str
        As typed.
    hits : sequence of Hit
        What was found.
    """
    if hits and not hits[0].near:
        summary = words.count("search.hits", len(hits))
    else:
        summary = words.say("search.near" if hits else "search.none", text=text)
    return {
        "text": text,
        "summary": summary,
        "exact": bool(hits) and not hits[0].near,
        "hits": [{"sel": hit.sel, "title": hit.title, "note": hit.note, "lang": hit.lang} for hit in hits],
    }


def show_header(words: Words, days: Sequence[str], choice: ViewState, vocabulary: Vocabulary, find: Find) -> str:
    """Draw name, days, search and menu; return the dialog that the menu asked for, or nothing.

    Parameters
    ----------
    words : Words
        The language.
    days : sequence of str
        The days in words, the most important first.
    choice : ViewState
        The reader's choice.
    vocabulary : Vocabulary
        The opening view.
    find : Find
        Finds what a text names, or nearly names.
    """
    # Kept until it is open: a choice that ends this run half-way brings another run, which then opens it.
    dialog = str(st.session_state.pop(ASKED, "") or st.session_state.get(OPENING, ""))
    st.session_state[OPENING] = dialog
    _draw(words, days, choice, vocabulary, find, own_scenes())
    return dialog if dialog in DIALOGS else ""


# While somebody types, only this element is drawn anew, and not the page.
@st.fragment
def _draw(
    words: Words,
    days: Sequence[str],
    choice: ViewState,
    vocabulary: Vocabulary,
    find: Find,
    own_scenes_of_run: tuple[Scene, ...] | None,
) -> None:
    typed = str(st.session_state.pop(TYPED, "")).strip()[:LONGEST_SEARCH]
    texts = dict.fromkeys(text for text in (typed, choice.search) if text)
    answers = [answer(words, text, find(text)) for text in texts]
    with scenes_in_effect(own_scenes_of_run):  # a fragment that runs alone has left the context of the page
        data = header_data(words, days, choice, vocabulary, answers)
    _element(
        key=KEY,
        data={**data, "asks_story": own_story.asked_back()},
        on_typed_change=lambda: _keep("typed", TYPED),
        on_ask_change=lambda: _keep("ask", ASKED),
        on_story_change=lambda: _keep("story", STORY),
    )
    if STORY in st.session_state:
        own_story.take_back(st.session_state.pop(STORY))
        st.rerun()
    if ASKED in st.session_state:
        st.rerun()  # a dialog tells of the page as it is now, so the whole page runs


def opened() -> None:
    """Forget which dialog was asked for: it is open."""
    st.session_state[OPENING] = ""


def _keep(event: str, name: str) -> None:
    """Remember what the element told, for the run that follows."""
    value = st.session_state[KEY].get(event)
    if value:
        st.session_state[name] = value
