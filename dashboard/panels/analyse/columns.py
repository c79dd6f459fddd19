"""Which columns the table of rows shows, and in which order its rows stand: both are part of the address."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.analysis import ROWS, TABLE
from dashboard.export import Row
from dashboard.panels.analyse.room import Room, bind
from dashboard.text.i18n import plain

OPEN = "columns_open"
PAGE = ""  # the order of the page


def columns_shown(room: Room) -> tuple[str, ...]:
    """Name the columns that are shown, in their order."""
    return room.choice.analysis.columns or ROWS


def in_order(room: Room, rows: Sequence[Row]) -> list[Row]:
    """Order rows by the column that the address names; what is not given stands last either way.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    rows : sequence of Row
        In the order of the page, in which equals stay.
    """
    sort = room.choice.analysis.sort
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if not name:
        return list(rows)
    keys = {row.id: _key(row_cells(room, row)[name]) for row in rows}
    given = [row for row in rows if keys[row.id] is not None]
    missing = [row for row in rows if keys[row.id] is None]
    return [*sorted(given, key=lambda row: keys[row.id], reverse=down), *missing]


def _key(found: object) -> Any:
    if isinstance(found, str):
        return found.casefold() or None
    return found


def row_cells(room: Room, row: Row) -> dict[str, Any]:
    """Write every cell of a row: days as the evidence writes them, so that they sort."""
    state = room.world.everywhere[row.id]
    return {
        "country": row.country,
        "what": row.what,
        "low": row.low,
        "high": row.high,
        "status": row.step_label,
        "where": row.where,
        "when": state.due or state.since,
        "kind": row.kind,
        "last": row.last_confirmed,
        "sources": row.independent_sources,
        "flags": row.flags,
        "precision": row.precision,
        "id": row.id,
    }


def choose_columns(room: Room) -> None:
    """Draw a button that opens the fields of columns and order.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words = room.words
    with st.container(key="columns"):
        popover = st.popover(plain(words.say("analyse.columns")), key=OPEN, on_change="rerun")
        if popover.open:
            with popover:
                _fields(room)


def _fields(room: Room) -> None:
    words, sort = room.words, room.choice.analysis.sort
    names = {name: words.say(f"analyse.col.{name}") for name in TABLE}
    key = bind("columns_shown", list(columns_shown(room)))
    st.multiselect(
        plain(words.say("analyse.columns.shown")),
        TABLE,
        format_func=lambda name: names[name],
        key=key,
        select_all=False,
        placeholder=words.say("analyse.columns.usual"),
        on_change=lambda: _show(room, st.session_state[key]),
    )
    by = bind("columns_sort", sort.removeprefix("-"))
    st.selectbox(
        plain(words.say("analyse.columns.sort")),
        (PAGE, *TABLE),
        format_func=lambda name: names[name] if name else words.say("analyse.columns.page"),
        key=by,
        on_change=lambda: room.go(room.with_analysis(sort=st.session_state[by])),
    )
    down = bind("columns_down", sort.startswith("-"))
    st.checkbox(
        plain(words.say("analyse.columns.down")),
        key=down,
        disabled=not sort,
        on_change=lambda: room.go(
            room.with_analysis(sort=f"{'-' if st.session_state[down] else ''}{sort.removeprefix('-')}")
        ),
    )


def _show(room: Room, chosen: Sequence[str]) -> None:
    found = tuple(name for name in TABLE if name in chosen)
    room.go(room.with_analysis(columns=() if found == ROWS else found))
