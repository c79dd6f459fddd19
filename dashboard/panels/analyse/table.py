"""Table: one row a nation, which opens into its rows; a row leads to the map and back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.assets import bundle
from dashboard.charts.chart import Column
from dashboard.panels.analyse.columns import choose_columns, columns_shown, in_order, row_cells
from dashboard.panels.analyse.grid import prose
from dashboard.panels.analyse.nations import show_nations
from dashboard.panels.analyse.room import Room, bind, frame_of, links, settings_of
from dashboard.panels.component import element
from dashboard.panels.table import files_of
from dashboard.text import actor_name, selected_name
from dashboard.text.i18n import plain
from dashboard.view.locator import locator_data
from dashboard.view.nations import nation_rows
from dashboard.view.scene import scene_of

NUMBERS = frozenset({"low", "high", "sources"})
TALLEST = 420
_files = element("files")
_locator = st.components.v2.component("arctic_locator", js=bundle("locator.js").decode(), isolate_styles=False)


def show(room: Room) -> None:
    """Draw nations, then the rows of the one that is chosen, or of all.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, sel = room.words, room.choice.sel
    nations = nation_rows(room.world, scene_of(room.view_model).scope.programme)
    code = nation_of(room)
    st.caption(plain(words.say("analyse.table.hint")))
    if not nations:
        st.info(plain(words.say("table.none")))
        return
    show_nations(room, nations, code)
    rows = [row for row in room.view_model.rows if code is None or owner_of(room, row.id) == code]
    title = words.say("analyse.table.all") if code is None else actor_name(room.atlas, words, code)
    heading = f"{title} · {words.count('table.count', len(rows))}"
    prose(room, "analyse_rows_title", [[heading]])
    ways = []
    if sel:
        ways.append((words.say("analyse.table.map", name=selected_name(room.atlas, words, sel)), room.on_map(sel)))
    if code is not None:
        ways.append((words.say("analyse.table.every"), room.href(room.choice.but(view="analyse", sel=""))))
    if ways:
        links(room, "analyse_ways", ways)
    choose_columns(room)
    rows = in_order(room, rows)
    ids, columns = [row.id for row in rows], columns_of(room, columns_shown(room))
    cells = [{column.name: row_cells(room, row)[column.name] for column in columns} for row in rows]
    left, right = st.columns([4, 1])
    with left:
        table(
            "analyse_rows",
            columns,
            cells,
            ids.index(sel) if sel in ids else None,
            words.count("table.alt", len(rows)),
            lambda at: room.go(room.choice.but(view="analyse", sel=left_of(sel) if at is None else ids[at])),
        )
    with right:
        _locator(key="analyse_locator", data=locator_data(rows, sel, words, [one.label for one in columns], cells))
    _files(key="analyse_files", data={"files": files_of(room.view_model.view, query_of(room))})


def left_of(sel: str) -> str:
    """Say what stays chosen when a row is let go: the nation, where one is chosen."""
    return sel if sel.startswith("nation:") else ""


def nation_of(room: Room) -> str | None:
    """Name the nation whose rows are open: the one that is chosen, or that of the chosen subject; None for all."""
    sel = room.choice.sel
    if sel.startswith("nation:"):
        return sel.removeprefix("nation:")
    return owner_of(room, sel) if sel in room.atlas.subjects else None


def owner_of(room: Room, subject: str) -> str | None:
    """Name the nation whose a subject is; None where several nations do it as one."""
    return None if subject in room.atlas.wholes else room.world.subject(subject).actor


def query_of(room: Room) -> str:
    """Write the query by which the files of this view are asked for."""
    choice = room.choice
    return room.href(choice.but(lang=room.words.lang, sel="", proj="laea", theme="", view="map"))


def columns_of(room: Room, names: Sequence[str]) -> list[Column]:
    """Name columns in the reader's language."""
    return [Column(name, room.words.say(f"analyse.col.{name}"), name in NUMBERS) for name in names]


def table(
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    chosen: int | None,
    alt: str,
    choose: Callable[[int | None], None],
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Draw a table of which one row can be chosen; the address says which.

    Parameters
    ----------
    key : str
        Of the widget.
    columns : sequence of Column
    rows : sequence of object
        What it holds.
    chosen : int or None
        The place of the chosen row, or None.
    alt : str
        What it holds, in words.
    choose : callable
        Is told the place of the row that a reader chose, or None.
    settings : mapping of str to object, optional
        Columns that are more than text or numbers.
    """
    frame: pd.DataFrame = frame_of(columns, rows)
    bind(key, {"selection": {"rows": [] if chosen is None else [chosen], "columns": [], "cells": []}})

    def picked() -> None:
        found = st.session_state[key]["selection"]["rows"]
        choose(found[0] if found else None)

    st.dataframe(
        frame,
        column_config={**settings_of(columns), **(settings or {})},
        hide_index=True,
        height=min(TALLEST, 37 + 35 * len(rows)),
        key=key,
        on_select=picked,
        selection_mode="single-row",
        placeholder="",
        alt=alt,
    )
