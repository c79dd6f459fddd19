"""The page: reads the address, asks the rooms, shows the result. Each run is one pass from top to bottom."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import streamlit as st

from dashboard import map as arctic_map
from dashboard.export import Row, View, rows_in_view
from dashboard.feed import OURS, evidence_to, feed
from dashboard.panels import dialogs, header, notices, table
from dashboard.panels.fields import show_fields
from dashboard.panels.search import Hit, Index, index_of
from dashboard.panels.sentence import address_of, sentence_data, show_sentence
from dashboard.present.story import as_told, scene_told
from dashboard.session import Session, vocabulary_of
from dashboard.state import ViewState, Vocabulary
from dashboard.telling import Filter, Teller, filters_in_words, rows_of, selected_name, sentence, situation, twin
from dashboard.words import Words, choose_language, words_of
from geodata.atlas import World
from geodata.errors import GeodataError


@st.cache_resource(max_entries=200, show_spinner=False)
def world_at(as_of: date, known_by: date | None) -> World:
    """Compute the world on one pair of clocks; visitors share it, for it never changes."""
    return feed().atlas.at(as_of, known_by)


@st.cache_resource(max_entries=200, show_spinner=False)
def rows_at(as_of: date, known_by: date | None, lang: str) -> Sequence[Row]:
    """Write all rows on one pair of clocks; what a filter leaves is picked from them."""
    return rows_in_view(world_at(as_of, known_by), words_of(lang))


@st.cache_resource(show_spinner=False)
def search_index(lang: str) -> Index:
    """Collect all names once a language."""
    return index_of(feed().atlas, words_of(lang))


@st.cache_resource(max_entries=200, show_spinner=False)
def found(text: str, lang: str) -> tuple[Sequence[Hit], frozenset[str] | None]:
    """Find what a text names, else what it nearly names, and the subjects that it leaves; asked once a text."""
    index = search_index(lang)
    return index.find(text) or index.near(text), index.subjects(text)


@dataclass(frozen=True)
class Outlook:
    """One run's choice and what follows from it.

    Parameters
    ----------
    own
        The reader's choice.
    state
        What the page shows: that choice, or what a scene of the story shows.
    words
        The language.
    world
        The world that passes countries, kinds and status.
    only
        Ids that the search found, or that stand behind a number of the sentence; None when neither is asked for.
    filters
        The active filters.
    all_rows
        The rows of all subjects of which anything is reported on these clocks, filtered away or not.
    """

    own: ViewState
    state: ViewState
    words: Words
    world: World
    only: frozenset[str] | None
    filters: Sequence[Filter]
    all_rows: Sequence[Row]

    @property
    def rows(self) -> list[Row]:
        """The rows in view."""
        states, only = self.world.states, self.only
        return [row for row in self.all_rows if row.id in states and (only is None or row.id in only)]

    @property
    def texts(self) -> list[str]:
        """The active filters in words."""
        return [active.text for active in self.filters]

    @property
    def match(self) -> list[str] | None:
        """Ids that the map may show; None when all may. The frame filters by status itself, for every day."""
        state, subjects = self.state, self.world.atlas.subjects
        if not (state.nations or state.kinds) and self.only is None:
            return None
        return [
            subject.id
            for subject in subjects.values()
            if (not state.nations or subject.actor in state.nations)
            and (not state.kinds or subject.kind in state.kinds)
            and (self.only is None or subject.id in self.only)
        ]


def look_out(own: ViewState, words: Words) -> Outlook:
    """Work out what is in view."""
    atlas, state = feed().atlas, as_told(own)
    world = world_at(state.as_of, state.known_by)
    world = world.where(nations=state.nations, kinds=state.kinds, steps=state.steps)
    only = rows_of(world, state.rows_of) if state.rows_of else None
    if state.search:
        _, only = found(state.search, words.lang)
    all_rows = rows_at(state.as_of, state.known_by, words.lang)
    return Outlook(own, state, words, world, only, filters_in_words(atlas, state, words), all_rows)


def main() -> None:
    """Show the page."""
    atlas = feed().atlas
    vocabulary = vocabulary_of(atlas)
    session = Session(
        cast(MutableMapping[str, Any], st.session_state),
        st.query_params.to_dict(),
        vocabulary,
        alone=not st.context.headers,
    )
    words = words_of(choose_language(session.state.lang, st.context.locale))
    outlook = look_out(session.state, words)
    st.set_page_config(
        page_title=title_of(outlook),
        layout="wide",
        initial_sidebar_state=200,
        menu_items={"About": words.say("about")},
    )
    first = st.container(key="first")
    head, above, notes, pane = (first.container(key=key) for key in ("top", "told", "notes", "pane"))
    below = st.container(key="below")
    rows = outlook.rows
    view = View(outlook.world, rows, outlook.texts, words)
    with pane:
        draw_map(session, outlook, len(rows))
    with above:
        tell(session, outlook, vocabulary)
    with notes:
        notices.show(atlas, words, session.notices, session.map_failed)
    with below:
        draw_below(session, outlook, view)
    # Last, for they show already what was chosen in them.
    with head:
        asked_for = draw_head(outlook, vocabulary)
    with st.sidebar:
        show_fields(atlas, outlook.state, words, vocabulary)
    open_dialog(asked_for, outlook, view, vocabulary)


def title_of(outlook: Outlook) -> str:
    """Name the tab: the scene when the story is told, else what is selected, the first filters and the day."""
    words, told = outlook.words, scene_told(outlook.own)
    titles = told[1].title if told else {}
    selected = selected_name(outlook.world.atlas, words, outlook.state.sel)
    view = " · ".join([*filter(None, [selected]), *outlook.texts[:2], words.day(outlook.state.as_of)])
    about = titles.get(words.lang) or titles.get("en") or view
    return f"{about} · {words.say('title')}"


def draw_map(session: Session, outlook: Outlook, shown: int) -> None:
    """Send the view message: the first thing of a run, for it is what the reader waits for.

    It holds the reader's own choice; what a scene shows the frame knows itself.
    """
    teller = Teller(outlook.world, outlook.state, outlook.words)
    message = arctic_map.view_message(
        outlook.own,
        address=session.address,
        release=feed().release,
        lang=outlook.words.lang,
        match=outlook.match,
        situation=situation(teller),
        twin=twin(teller, shown, len(outlook.all_rows), outlook.texts),
        waiting=session.waiting,
    )
    arctic_map.draw(arctic_map.encode(message))


def tell(session: Session, outlook: Outlook, vocabulary: Vocabulary) -> None:
    """Show the sentence and the active filters; from a scene they lead on into the map."""
    pieces = sentence(Teller(outlook.world, outlook.state, outlook.words))
    data = sentence_data(pieces, outlook.filters, outlook.own, session.notices, vocabulary, outlook.words)
    show_sentence(data, session.waiting, session.map_failed, session.map_is_late)


def draw_head(outlook: Outlook, vocabulary: Vocabulary) -> str:
    """Draw the header; return the dialog that its menu asks for, or nothing."""
    words, state = outlook.words, outlook.state
    asof = words.day(state.as_of, short=True)
    if state.known_by:
        told = words.say("header.known", day=asof, known=words.day(state.known_by, short=True))
    else:
        told = words.say("header.asof", day=asof)
    days = [told, words.say("header.evidence", day=words.day(evidence_to(feed().atlas), short=True))]
    return header.show_header(words, days, outlook.own, vocabulary, lambda text: found(text, words.lang)[0])


def draw_below(session: Session, outlook: Outlook, view: View) -> None:
    """Draw table and sources, once the map stands."""
    if session.waiting:
        return
    if not view.rows:
        notices.show_empty(outlook.words, outlook.state.as_of, outlook.texts)
    table.show_table(view, outlook.state.sel)
    table.show_sources(view)


def open_dialog(asked_for: str, outlook: Outlook, view: View, vocabulary: Vocabulary) -> None:
    """Open what the menu asked for."""
    words, atlas = view.words, feed().atlas
    if asked_for == header.SHARE:
        dialogs.share(words, address_of(outlook.own, vocabulary))
    elif asked_for == header.TAKE:
        dialogs.take_along(view)
    elif asked_for == header.HOW:
        facts = dialogs.facts_of(view, evidence_to(atlas))
        links = dialogs.disputed_links(view, lambda sel: address_of(outlook.own.but(sel=sel), vocabulary))
        dialogs.how_we_know(words, facts, *dialogs.read_credits(OURS / "manifest.json"), links)


def run() -> None:
    """Show the page, or what is wrong with the evidence when none of it can be read."""
    try:
        feed()
    except GeodataError as error:
        notices.show_unreadable(words_of(choose_language("", st.context.locale)), error.problems)
        return
    main()


run()
