"""What changed between two days or two days of knowledge: as a list, as totals, as text to copy."""

import streamlit as st

from dashboard.charts.chart import Column, clocks
from dashboard.panels.analyse.days import choose_other_day
from dashboard.panels.analyse.grid import Line, Linked, grid, prose
from dashboard.panels.analyse.room import Room, collapsed, links
from dashboard.state import ViewState
from dashboard.text import selected_name
from dashboard.text.i18n import plain
from dashboard.view.comparison import rows_behind
from dashboard.view.differences import (
    Difference,
    difference_of,
    difference_text,
    figure_drilldown,
    figure_name,
)
from geodata.compare import KINDS

COLUMNS = ("became", "nation", "what", "before", "after")


def show(room: Room) -> None:
    """Draw the other day's clocks and what changed since.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, sel = room.words, room.choice.sel
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
    st.markdown(f"**{plain(heading)}**")
    show_figures(room, found)
    ways = [(words.say("area.badges"), room.on_map_with(badges=True))]
    if sel in room.atlas.subjects:
        name = selected_name(room.atlas, words, sel)
        ways.append((words.say("analyse.table.map", name=name), room.on_map_with(badges=True, sel=sel)))
    links(room, "analyse_changed_map", ways)
    show_rows(room, found, "analyse_changed", heading)
    prose(room, "analyse_changed_note", [[words.say("analyse.changed.note")]], note=True)
    collapsed(
        words.say("analyse.changed.text"),
        "analyse_changed_text",
        lambda: _text_to_copy(found, heading),
    )


def _text_to_copy(found: Difference, heading: str) -> None:
    st.code(difference_text(found, heading), language=None, wrap_lines=True)


def show_figures(room: Room, found: Difference) -> None:
    """Tell the totals that changed, before and after; each number opens its rows on its day."""
    words = room.words
    changed = [one for one in found.figures if one.differs]
    if not changed:
        prose(room, "analyse_figures", [[words.say("analyse.changed.same_totals")]], note=True)
        return
    lines: list[list[Linked | str]] = []
    for one in changed:
        before, after = (
            Linked(words.number(count), room.href(rows_behind(view.choice, figure_drilldown(one))) if count else "")
            for count, view in zip(one.counts, (found.before, found.after), strict=True)
        )
        lines.append([f"{figure_name(words, one)}: ", before, " → ", after])
    prose(room, "analyse_figures", lines)


def show_rows(room: Room, found: Difference, key: str, alt: str, linked: bool = True) -> None:
    """Draw what became of each subject; a name selects it, and what is told of a day opens the map of that day.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    found : Difference
        What changed.
    key, alt : str
        Of the table.
    linked : bool
        Whether both sides have an address; claims of a reader's own have none.
    """
    words, sel = room.words, room.choice.sel

    def on_map(choice: ViewState, subject: str) -> str:
        return room.href(choice.but(view="map", sel=subject)) if linked else ""

    lines = [
        Line(
            {
                "became": words.say(f"analyse.changed.{row.kind}"),
                "nation": Linked(row.nation, rank=row.nation),
                "what": Linked(row.what, room.href(room.choice.but(view="analyse", sel=row.subject))),
                "before": Linked(row.before, on_map(found.before.choice, row.subject)),
                "after": Linked(row.after, on_map(found.after.choice, row.subject)),
            },
            chosen=row.subject == sel,
            group=row.kind,
        )
        for row in found.rows
    ]
    counts = [(kind, sum(row.kind == kind for row in found.rows)) for kind in KINDS]
    groups = [
        (kind, f"{words.say(f'analyse.changed.{kind}')}: {words.number(count)}") for kind, count in counts if count
    ]
    columns = [Column(name, words.say(f"analyse.col.{name}")) for name in COLUMNS]
    grid(room, key, columns, lines, alt, groups)
