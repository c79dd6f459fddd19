"""Compare: two to four nations, or two days, side by side."""

from html import escape
from typing import Any

import streamlit as st

from dashboard.analysis import COMPARED, MOST_COMPARED
from dashboard.charts.chart import Column
from dashboard.panels.analyse.days import choose_other_day
from dashboard.panels.analyse.room import Room, bind, bind_options, chosen_options, frame_of, settings_of
from dashboard.text import actor_name
from dashboard.text.i18n import plain, plain_list
from dashboard.view.comparison import Side, days_side_by_side, nations_side_by_side, only_in
from dashboard.view.differences import earlier_clocks
from dashboard.view.nations import nation_rows
from dashboard.view.scene import scene_of
from geodata.model import UNNAMED


def show(room: Room) -> None:
    """Draw the choice of what stands side by side, the sides, and what one has that the others lack.

    Parameters
    ----------
    room
        The choice and what follows from it.
    """
    words, own = room.words, room.own
    key = bind("analyse_by", own.analysis.by)
    st.segmented_control(
        words.say("analyse.compare.by"),
        COMPARED,
        format_func=lambda name: words.say(f"analyse.compare.{name}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: room.go(room.with_analysis(by=st.session_state[key])),
    )
    if own.analysis.by == "nations":
        sides = nations_side_by_side(room.view_model, choose_nations(room))
    else:
        choose_other_day(room)
        sides = days_side_by_side(room.view_model, *earlier_clocks(own))
    if len(sides) < 2:
        st.info(plain(words.say("analyse.compare.more")))
        return
    show_facts(room, sides)
    for side, lines in zip(sides, only_in(sides), strict=True):
        if lines:
            st.markdown(f"**{plain(words.say('analyse.compare.only', name=side.name))}**\n\n{plain_list(lines)}")
    show_maps(room, sides)


def choose_nations(room: Room) -> list[str]:
    """Draw the field of nations; without a choice those with the most people stand side by side."""
    words, own, atlas = room.words, room.own, room.atlas
    programme = scene_of(room.view_model).scope.programme
    shown = [row.code for row in nation_rows(room.world, programme) if row.code and row.code != UNNAMED]
    picked = [code for code in own.analysis.pick if code in atlas.actors] or shown[:2]
    options = sorted({*shown, *picked}, key=lambda code: actor_name(atlas, words, code))
    labels = {code: actor_name(atlas, words, code) for code in options}
    key = bind_options("analyse_pick", picked, labels)

    def choose() -> None:
        if (codes := chosen_options(key)) is not None:
            room.go(room.with_analysis(pick=tuple(sorted(codes))))

    st.multiselect(
        words.say("analyse.compare.pick", n=words.spelled(MOST_COMPARED)),
        options,
        format_func=lambda code: labels.get(code, code),
        max_selections=MOST_COMPARED,
        key=key,
        on_change=choose,
    )
    return picked


def show_facts(room: Room, sides: list[Side]) -> None:
    """Draw the facts of each side in a column of its own, row by row in one order."""
    words = room.words
    names = list(sides[0].facts)
    columns = [
        Column("fact", words.say("analyse.col.fact")),
        *(Column(f"side{at}", s.name) for at, s in enumerate(sides)),
    ]
    rows: list[dict[str, Any]] = [
        {"fact": words.say(f"analyse.fact.{name}"), **{f"side{at}": side.facts[name] for at, side in enumerate(sides)}}
        for name in names
    ]
    st.dataframe(
        frame_of(columns, rows),
        column_config=settings_of(columns),
        hide_index=True,
        height="content",
        key="analyse_facts",
        alt=words.say("analyse.compare.alt", names=words.listing([side.name for side in sides])),
    )


def show_maps(room: Room, sides: list[Side]) -> None:
    """Draw a small map of each side, all of one scale."""
    for column, side in zip(st.columns(len(sides)), sides, strict=True):
        with column:
            st.markdown(f"**{plain(side.name)}**")
            query = room.href(side.choice.but(view="map", sel="", lang=room.words.lang))
            picture(query, side.name)


def picture(query: str, name: str) -> None:
    """Show a picture of ours by its address; the server draws it when the browser asks."""
    st.html(f'<img src="view/map.svg{escape(query, quote=True)}" alt="{escape(name, quote=True)}" loading="lazy">')
