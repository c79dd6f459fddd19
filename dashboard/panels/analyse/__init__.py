"""The Analyse room: one tab at a time, all of it in the address; nothing is computed or sent for a closed tab."""

from collections.abc import Callable

import streamlit as st

from dashboard.analysis import CLAIM, TABS
from dashboard.assets import bundle
from dashboard.panels.analyse.more import show_more
from dashboard.panels.analyse.room import Room, links
from dashboard.text.i18n import plain
from dashboard.view.view import ViewModel

KEY, PANEL = "analyse", "analyse_panel"
_tabs = st.components.v2.component("arctic_tabs", js=bundle("tabs.js").decode(), isolate_styles=False)


def _table(room: Room) -> None:
    from dashboard.panels.analyse.table import show

    show(room)


def _charts(room: Room) -> None:
    from dashboard.panels.analyse.charts import show

    show(room)


def _compare(room: Room) -> None:
    from dashboard.panels.analyse.compare import show

    show(room)


def _changed(room: Room) -> None:
    from dashboard.panels.analyse.changed import show

    show(room)


def _doubt(room: Room) -> None:
    from dashboard.panels.analyse.doubt import show

    show(room)


def _yours(room: Room) -> None:
    from dashboard.panels.analyse.yours import show

    show(room)


OPENED: dict[str, Callable[[Room], None]] = {
    "table": _table,
    "charts": _charts,
    "compare": _compare,
    "changed": _changed,
    "doubt": _doubt,
    "yours": _yours,
}
"""What shows a tab; each is imported when it is first opened."""


def show_room(view_model: ViewModel) -> None:
    """Draw the room with the tab that the address names.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    room = Room(view_model)
    words, choice = room.words, room.choice
    st.html(f"<style>{bundle('room.css').decode()}</style>")
    with st.container(key=KEY):
        with st.container(key="analyse_head"):
            st.header(plain(words.say("analyse.title")), anchor=False)
            links(room, "analyse_back", [(words.say("analyse.back"), room.on_map(choice.sel))])
        show_more(room)
        tabs = [name for name in TABS if name in OPENED]
        labels = {name: words.say(f"analyse.tab.{name}") for name in tabs}
        wanted_tab = "doubt" if choice.sel.startswith(CLAIM) else choice.analysis.tab  # a claim has its page there
        chosen = wanted_tab if wanted_tab in labels else tabs[0]
        _tabs(
            key="analyse_tabs",
            data={
                "tabs": [{"name": name, "label": label} for name, label in labels.items()],
                "chosen": chosen,
                "label": words.say("analyse.title"),
                "panel": f"st-key-{PANEL}",
            },
        )
        with st.container(key=PANEL):
            OPENED[chosen](room)
