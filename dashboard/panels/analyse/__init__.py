"""The Analyse room: one tab at a time, all of it in the address; nothing is computed or sent for a closed tab."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.analysis import TABS
from dashboard.panels.analyse.room import Room, bind, links
from dashboard.text.i18n import plain
from dashboard.view.view import ViewModel

SHEET = Path(__file__).with_name("room.css")
KEY = "analyse"


def _table(room: Room) -> None:
    from dashboard.panels.analyse.table import show

    show(room)


def _charts(room: Room) -> None:
    from dashboard.panels.analyse.charts import show

    show(room)


OPENED: dict[str, Callable[[Room], None]] = {"table": _table, "charts": _charts}
"""What shows a tab; each is imported when it is first opened."""


def show_room(view_model: ViewModel) -> None:
    """Draw the room with the tab that the address names.

    Parameters
    ----------
    view_model
        The choice and what follows from it.
    """
    room = Room(view_model)
    words, own = room.words, room.own
    st.html(f"<style>{SHEET.read_text(encoding='utf-8')}</style>")
    with st.container(key=KEY):
        with st.container(key="analyse_head"):
            st.subheader(plain(words.say("analyse.title")), anchor=False)
            links(room, "analyse_back", [(words.say("analyse.back"), room.on_map(own.sel))])
        tabs = [name for name in TABS if name in OPENED]
        labels = {name: words.say(f"analyse.tab.{name}") for name in tabs}
        chosen = own.analysis.tab if own.analysis.tab in labels else tabs[0]
        key = bind(f"analyse_tab_{words.lang}", labels[chosen])
        back = {label: name for name, label in labels.items()}
        opened = st.tabs(
            list(labels.values()),
            key=key,
            on_change=lambda: room.go(room.with_analysis(tab=back[st.session_state[key]])),
        )
        with opened[tabs.index(chosen)]:
            OPENED[chosen](room)
