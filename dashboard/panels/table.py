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
COLUMNS = ("country", "what", "kind", "step", "number", "where", "when", "last", "sources", "flags")


def table_frame(rows: Sequence[Row], words: Words) -> pd.DataFrame:
    """Put rows into columns named in the reader's language; no number is an empty cell, never zero."""
    cells = [
        (
            row.country,
            row.what,
            row.kind,
            row.status,
            row.number,
            row.where,
            row.when,
            row.last_confirmed,
            row.independent_sources,
            row.flags,
        )
        for row in rows
    ]
    return pd.DataFrame(cells, columns=[words.say(f"table.{name}") for name in COLUMNS])


def show_table(view: View) -> None:
    """Draw the table; a chosen row is found on the map at the next run."""
    words, rows = view.words, view.rows
    count = words.count("table.count", len(rows))
    st.subheader(plain(words.say("table.title")), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", key="table_bar"):
        st.caption(plain(f"{words.sentence_case(count)}. {words.say('table.hint')}"), width="content")
        show_downloads(view, "below")
    st.dataframe(
        table_frame(rows, words),
        key=KEY,
        hide_index=True,
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
        "published": [source.published for source in sources],
        "kind": [source.kind for source in sources],
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

