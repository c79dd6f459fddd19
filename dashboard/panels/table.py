"""The table of what is in view, its downloads and its sources."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.export import FORMATS, Row, View
from dashboard.words import Words, plain

KEY = "table"
SOURCES = "sources_open"
ROW_HEIGHT, MOST_ROWS = 34, 14
WIDTHS = {
    "country": 116,
    "what": 244,
    "kind": 102,
    "step": 162,
    "number": 78,
    "where": 150,
    "when": 124,
    "last": 100,
    "sources": 64,
}
HELPED = frozenset({"step", "number", "sources"})


def table_frame(rows: Sequence[Row], words: Words) -> pd.DataFrame:
    """Put rows into columns named in the reader's language; numbers stand in words, as on the card."""
    cells = [
        (
            row.country,
            row.what,
            row.kind,
            f"{row.status} ({row.flags})" if row.flags else row.status,
            row.number,
            row.where,
            row.when,
            words.partial(row.last_confirmed, short=True),
            row.independent_sources,
        )
        for row in rows
    ]
    return pd.DataFrame(cells, columns=[words.say(f"table.{name}") for name in WIDTHS])


def column_config(words: Words) -> dict[str, Any]:
    """Give each column its width, and a word of help where its cells are not plain."""
    return {
        words.say(f"table.{name}"): st.column_config.Column(
            width=width, help=words.say(f"table.{name}.help") if name in HELPED else None
        )
        for name, width in WIDTHS.items()
    }


def show_table(view: View) -> None:
    """Draw the table; a chosen row is found on the map at the next run."""
    words, rows = view.words, view.rows
    count = words.count("table.count", len(rows))
    st.header(plain(words.say("table.title")), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="table_bar"):
        st.caption(plain(f"{words.sentence_case(count)}. {words.say('table.hint')}"), width="content")
        show_downloads(view, "below")
    st.dataframe(
        table_frame(rows, words),
        key=KEY,
        hide_index=True,
        column_config=column_config(words),
        height=ROW_HEIGHT * (min(max(len(rows), 1), MOST_ROWS) + 1) + 2,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        alt=words.say("table.alt", n=len(rows)),
    )


def show_downloads(view: View, place: str) -> None:
    """Draw one button a format; the file is written when it is asked for."""
    for ending, (write, mime) in FORMATS.items():
        st.download_button(
            view.words.say(f"download.{ending}"),
            data=partial(write, view),
            file_name=f"arctic-endurance-{view.world.as_of.isoformat()}.{ending}",
            mime=mime,
            key=f"download_{ending}_{place}",
            on_click="ignore",
            type="tertiary",
        )


def show_sources(view: View) -> None:
    """List the sources of the rows, once they are asked for."""
    words = view.words
    names = list(dict.fromkeys(name for row in view.rows for name in row.sources))
    title = f"{words.say('sources.title')} ({words.number(len(names))})"
    box = st.expander(plain(title), key=SOURCES, on_change="rerun")
    if not box.open:
        return
    sources = [view.world.atlas.sources[name] for name in names]
    columns = {
        "publisher": [source.publisher for source in sources],
        "headline": [source.title for source in sources],
        "published": [words.partial(source.published, short=True) for source in sources],
        "kind": [words.say(f"map.source.{source.kind}") for source in sources],
        "link": [source.url if source.url.startswith(("https://", "http://")) else None for source in sources],
    }
    table = pd.DataFrame({words.say(f"sources.{name}"): cells for name, cells in columns.items()})
    link = st.column_config.LinkColumn(display_text=words.say("sources.open"))
    box.dataframe(table, hide_index=True, column_config={words.say("sources.link"): link}, key="sources")


def selected_row(session: Any) -> int | None:
    """Read which row of the table is chosen."""
    said = session.get(KEY)
    rows = said.get("selection", {}).get("rows", []) if isinstance(said, dict) or hasattr(said, "get") else []
    return rows[0] if rows and isinstance(rows[0], int) else None


def follow(session: Any, ids: Sequence[str], sel: str) -> int | None:
    """Mark the row of what is selected on the map, and say which it is.

    Parameters
    ----------
    session
        Streamlit's session state; the table has not been drawn yet in this run.
    ids
        The ids of the rows.
    sel
        What is selected.
    """
    row = ids.index(sel) if sel in ids else None
    if selected_row(session) != row:
        session[KEY] = {"selection": {"rows": [] if row is None else [row], "columns": [], "cells": []}}
    return row
