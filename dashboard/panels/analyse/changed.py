"""What changed between two days or two days of knowledge: as a list, as totals, as text to copy."""

import streamlit as st

from dashboard.charts.chart import Column, clocks
from dashboard.panels.analyse.days import choose_other_day
from dashboard.panels.analyse.room import Room, links
from dashboard.panels.analyse.table import table
from dashboard.text import selected_name
from dashboard.text.i18n import plain, plain_list
from dashboard.view.differences import Difference, difference_of, difference_text, figure_text
from geodata.compare import KINDS

COLUMNS = ("became", "nation", "what", "before", "after")


def show(room: Room) -> None:
    """Draw the other day's clocks and what changed since.

    Parameters
    ----------
    room
        The choice and what follows from it.
    """
    words, sel = room.words, room.own.sel
    choose_other_day(room)
    found = difference_of(room.view_model)
    before, after = found.before.state, found.after.state
    heading = words.say(
        "analyse.changed.heading",
        before=clocks(words, before.as_of, before.known_by),
        after=clocks(words, after.as_of, after.known_by),
    )
    if not found.rows:
        st.info(plain(words.say("analyse.changed.none")))
        return
    counts = [(kind, sum(row.kind == kind for row in found.rows)) for kind in KINDS]
    told = [f"{words.say(f'analyse.changed.{kind}')}: {words.number(count)}" for kind, count in counts if count]
    st.markdown(f"**{plain(heading)}**  \n{plain(' · '.join(told))}")
    show_figures(room, found)
    if sel in room.atlas.subjects:
        links(
            room,
            "analyse_changed_map",
            [(words.say("analyse.table.map", name=selected_name(room.atlas, words, sel)), room.on_map(sel))],
        )
    show_rows(room, found, "analyse_changed", heading)
    st.caption(plain(words.say("analyse.changed.note")))
    with st.expander(words.say("analyse.changed.text")):
        st.code(difference_text(found, heading), language=None, wrap_lines=True)


def show_figures(room: Room, found: Difference) -> None:
    """Tell the totals that changed, before and after."""
    words = room.words
    changed = [one for one in found.figures if one.differs]
    if not changed:
        st.caption(plain(words.say("analyse.changed.same_totals")))
        return
    st.markdown(plain_list(figure_text(words, one) for one in changed))


def show_rows(room: Room, found: Difference, key: str, alt: str) -> None:
    """Draw what became of each subject; a row that is chosen is selected."""
    words, sel = room.words, room.own.sel
    ids = [row.subject for row in found.rows]
    cells = [
        {
            "became": words.say(f"analyse.changed.{row.kind}"),
            "nation": row.nation,
            "what": row.what,
            "before": row.before,
            "after": row.after,
        }
        for row in found.rows
    ]
    table(
        key,
        [Column(name, words.say(f"analyse.col.{name}")) for name in COLUMNS],
        cells,
        ids.index(sel) if sel in ids else None,
        alt,
        lambda at: room.go(room.own.but(view="analyse", sel="" if at is None else ids[at])),
    )
