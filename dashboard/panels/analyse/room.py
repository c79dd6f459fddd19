"""What every tab of the Analyse room shares: the choice, its links, and widgets that follow the address.

Streamlit's widgets hold values of their own. Here each is set from the address before it is drawn, and what a reader
does in it becomes a new address before the page runs again; so Back, Forward and a sent link say all there is to say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.analysis import CLAIM, NOTHING
from dashboard.charts.chart import Column
from dashboard.panels.component import element
from dashboard.panels.sentence import address_of
from dashboard.release import current_release
from dashboard.state import ViewState, key_of
from dashboard.text.i18n import Words
from dashboard.view.comparison import rows_behind
from dashboard.view.view import ViewModel, in_view, parse_query, vocabulary
from geodata.atlas import Atlas, World

_list = element("list")
LABELS, BOUND = "analyse_labels", "_bound"


@dataclass(frozen=True)
class Room:
    """The choice, and what follows from it."""

    view_model: ViewModel

    @property
    def choice(self) -> ViewState:
        """The reader's choice."""
        return self.view_model.choice

    @property
    def words(self) -> Words:
        """The language."""
        return self.view_model.words

    @property
    def atlas(self) -> Atlas:
        """The evidence."""
        return self.view_model.world.atlas

    @cached_property
    def world(self) -> World:
        """The world with what passes every filter, the search included."""
        return in_view(self.view_model)

    def with_analysis(self, **changes: object) -> ViewState:
        """Give the choice with another choice in this room; who stood on a claim's page leaves it."""
        choice = self.choice.but(view="analyse", analysis=self.choice.analysis.but(**changes))
        return choice.but(sel="") if choice.sel.startswith(CLAIM) else choice

    def href(self, choice: ViewState) -> str:
        """Write a choice as a link."""
        return address_of(choice, vocabulary())

    def on_map(self, sel: str = "") -> str:
        """Write the link that shows something on the map."""
        return self.href(self.choice.but(view="map", sel="" if sel.startswith(CLAIM) else sel))

    def rows(self, drilldown: str = "", **changes: object) -> str:
        """Write the link to the rows behind a number. See `dashboard.view.comparison.rows_behind`."""
        return self.href(rows_behind(self.choice, drilldown, **changes))

    def on_map_with(self, sel: str = "", **changes: object) -> str:
        """Write the link that shows the map with something of an analysis: badges, or tools that draw."""
        return self.href(self.choice.but(view="map", sel=sel, analysis=self.choice.analysis.but(**changes)))

    def claim(self, claim: str) -> str:
        """Write the address of a claim."""
        return self.href(self.choice.but(view="map", sel=CLAIM + claim, analysis=NOTHING))

    def go(self, choice: ViewState) -> None:
        """Make a choice the address; keys that are not ours stay. For callbacks, which run before the page does.

        Where a quicker reader cuts a run short, widgets of a tab fall back, and that calls as a choice would. So what
        comes from a tab that is left already counts for nothing; a choice beside the tabs goes on in the tab of now.
        """
        now = parse_query([(key, value) for key in st.query_params for value in st.query_params.get_all(key)])[0]
        if (now.view, now.analysis.tab) != (self.choice.view, self.choice.analysis.tab):
            if (choice.analysis, choice.sel) != (self.choice.analysis, self.choice.sel):
                return
            choice = choice.but(view=now.view, analysis=now.analysis, sel=now.sel)
        if choice.to_query(vocabulary()) == now.to_query(vocabulary()):
            return  # the browser may be at a newer address by now, which to write this one again would undo
        foreign = {name: st.query_params.get_all(name) for name in st.query_params if not key_of(name)}
        st.query_params.from_dict({**choice.to_query(vocabulary()), **foreign})


def bind(key: str, value: object) -> str:
    """Set a widget to what the address says, and give back its key."""
    st.session_state[key] = value
    return key


def bind_options(key: str, codes: Sequence[str], labels: Mapping[str, str]) -> str:
    """Set a field of options to the codes that the address names, and give back its key.

    Parameters
    ----------
    key : str
        Of the widget.
    codes : sequence of str
        What is chosen.
    labels : mapping of str to str
        The label of each code, as the widget shows it now.

    Notes
    -----
    The browser names an option by its label, and Streamlit cannot map one that has changed since: a count, or the
    language. So every label that this reader was shown is remembered, and `chosen_options` finds its code.
    """
    st.session_state.setdefault(LABELS, {}).update({label: code for code, label in labels.items()})
    st.session_state[f"{key}{BOUND}"] = list(codes)
    return bind(key, list(codes))


def chosen_options(key: str) -> list[str] | None:
    """Read a field of options in its callback: the codes, or nothing if the reader changed none of them."""
    labels: dict[str, str] = st.session_state.get(LABELS, {})
    codes = [labels.get(code, code) for code in st.session_state[key]]
    return None if codes == st.session_state[f"{key}{BOUND}"] else codes


def links(room: Room, key: str, items: Iterable[tuple[str, str]], rests: Sequence[str] = ()) -> None:
    """Draw a list of links that lead on without loading the page anew.

    Parameters
    ----------
    room : Room
        The room.
    key : str
        Of the element.
    items : iterable of tuple of str
        Text and address of each.
    rests : sequence of str
        What stands behind each text.
    """
    rows = list(items)
    link_items = [
        {"text": text, "href": href, "rest": rest}
        for (text, href), rest in zip(rows, rests or [""] * len(rows), strict=True)
    ]
    _list(key=key, data={"lang": room.words.lang, "items": link_items})


def theme_of(choice: ViewState) -> str:
    """Say in which theme the page is drawn, as the address or the browser has it; empty where that is the light one."""
    return choice.theme or ("dark" if st.context.theme.type == "dark" else "")


def collapsed(label: str, key: str, draw: Callable[[], None]) -> None:
    """Draw a fold whose content is worked out and sent once it is opened; nothing else runs then.

    Parameters
    ----------
    label : str
        Its name.
    key : str
        Of the fold.
    draw : callable
        Draws what is inside.
    """
    release = current_release()

    @st.fragment
    def fold() -> None:
        box = st.expander(label, key=key, on_change="rerun")
        if box.open:
            with box, current_release.pinned(release):  # a part that runs alone shows what the page around it shows
                draw()

    fold()


def frame_of(columns: Sequence[Column], rows: Sequence[Any]) -> pd.DataFrame:
    """Make the table of a chart; numbers that nobody gave stay gaps."""
    table = pd.DataFrame(
        [[row.get(column.name) for column in columns] for row in rows], columns=[c.name for c in columns]
    )
    return table.astype({column.name: "Int64" for column in columns if column.numeric})


def settings_of(columns: Sequence[Column]) -> dict[str, Any]:
    """Describe the columns to Streamlit."""
    return {
        column.name: st.column_config.NumberColumn(column.label)
        if column.numeric
        else st.column_config.TextColumn(column.label)
        for column in columns
    }
