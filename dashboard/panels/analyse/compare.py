"""Compare: nations, days or days of knowledge side by side; or one small map each nation, or each week."""

from collections.abc import Sequence

import streamlit as st

from dashboard.analysis import COMPARED, MOST_COMPARED
from dashboard.charts.chart import Column
from dashboard.panels.analyse.days import choose_knowledge, choose_other_day
from dashboard.panels.analyse.grid import Line, Linked, grid, prose
from dashboard.panels.analyse.room import Room, bind, bind_options, chosen_options, theme_of
from dashboard.panels.component import element
from dashboard.state import ViewState
from dashboard.text import actor_name
from dashboard.text.i18n import plain
from dashboard.view.comparison import (
    NATION,
    Fact,
    Side,
    days_side_by_side,
    nations_side_by_side,
    only_in,
)
from dashboard.view.differences import earlier_clocks
from dashboard.view.multiples import Multiples, SmallMap, of_nations, of_weeks
from dashboard.view.nations import nation_rows
from dashboard.view.scene import scene_of
from geodata.model import UNNAMED

SIZE = (380, 460)  # pixels of a small map, as `/view/map.svg` draws it
MOST_TRAITS = 8  # of a day beside another
_maps = element("maps")


def show(room: Room) -> None:
    """Draw the choice of what stands side by side, and what follows from it.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, by = room.words, room.choice.analysis.by
    key = bind("analyse_by", by)
    st.segmented_control(
        words.say("analyse.compare.by"),
        COMPARED,
        format_func=lambda name: words.say(f"analyse.compare.{name}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: room.go(room.with_analysis(by=st.session_state[key])),
    )
    if by in ("each", "weeks"):
        show_multiples(room, of_nations(room.view_model) if by == "each" else of_weeks(room.view_model))
    else:
        show_sides(room, sides_of(room, by))


def sides_of(room: Room, by: str) -> list[Side]:
    """Draw the fields of what is compared, and work out its sides."""
    if by == "nations":
        return nations_side_by_side(room.view_model, choose_nations(room))
    if by == "known":
        return days_side_by_side(room.view_model, room.choice.as_of, choose_knowledge(room))
    choose_other_day(room)
    return days_side_by_side(room.view_model, *earlier_clocks(room.choice))


def choose_nations(room: Room) -> list[str]:
    """Draw the field of nations; without a choice those with the most people stand side by side."""
    words, choice, atlas = room.words, room.choice, room.atlas
    programme = scene_of(room.view_model).scope.programme
    shown = [row.code for row in nation_rows(room.world, programme) if row.code and row.code != UNNAMED]
    picked = [code for code in choice.analysis.pick if code in atlas.actors] or shown[:2]
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


def show_sides(room: Room, sides: Sequence[Side]) -> None:
    """Draw maps, facts, and what one side has that the others lack."""
    words = room.words
    if len(sides) < 2:
        st.info(plain(words.say("analyse.compare.more")))
        return
    show_facts(room, sides)
    lines: list[list[Linked | str]] = []
    for side, traits in zip(sides, only_in(sides), strict=True):
        if traits:
            opened = [Linked(trait.text, room.href(side.choice.but(view="map", sel=trait.subject))) for trait in traits]
            by_nation = room.choice.analysis.by == "nations"
            only = "only" if by_nation else "only.day"
            if not by_nation and len(opened) > MOST_TRAITS:  # the next tab lists all of it
                rest = words.say("analyse.compare.only.rest", n=words.number(len(opened) - MOST_TRAITS))
                opened = [*opened[:MOST_TRAITS], Linked(rest, room.href(other_day(room)))]
            lines.append([f"{words.say(f'analyse.compare.{only}', name=side.name)}: ", opened[0]])
            lines[-1] += [piece for one in opened[1:] for piece in (" · ", one)]
    prose(room, "analyse_only", lines)
    show_maps(room, [SmallMap(side.name, side.choice, side.says) for side in sides])


def other_day(room: Room) -> ViewState:
    """Give the choice of the tab that lists all that changed between the two days compared."""
    if room.choice.analysis.by == "days":
        return room.with_analysis(tab="changed")
    known = room.choice.analysis.than_known or room.choice.as_of.isoformat()
    return room.with_analysis(tab="changed", than=room.choice.as_of.isoformat(), than_known=known)


def show_facts(room: Room, sides: Sequence[Side]) -> None:
    """Draw the facts of each side in a column of its own, row by row in one order; a number opens its rows."""
    words = room.words
    columns = [
        Column("fact", words.say("analyse.col.fact")),
        *(Column(f"side{at}", side.name) for at, side in enumerate(sides)),
    ]
    lines = [
        Line({"fact": fact_name(room, name), **{f"side{at}": cell(room, s.facts[name]) for at, s in enumerate(sides)}})
        for name in sides[0].facts
        if any(side.facts[name].text for side in sides)
    ]
    alt = words.say("analyse.compare.alt", names=words.listing([side.name for side in sides]))
    grid(room, "analyse_facts", columns, lines, alt)


def fact_name(room: Room, name: str) -> str:
    """Name a fact: of a nation its people."""
    if name.startswith(NATION):
        return actor_name(room.atlas, room.words, name.removeprefix(NATION))
    return room.words.say(f"analyse.fact.{name}")


def cell(room: Room, fact: Fact) -> Linked:
    """Write a fact; a number opens its rows."""
    return Linked(fact.text, room.href(fact.opens) if fact.opens else "", fact.rank)


def show_multiples(room: Room, found: Multiples) -> None:
    """Draw a small map of each, and say how many were left out."""
    words = room.words
    if not found.maps:
        st.info(plain(words.say("table.none")))
        return
    if found.all > len(found.maps):
        by = room.choice.analysis.by
        caption = words.say(f"analyse.multiples.{by}", n=words.number(len(found.maps)), all=words.number(found.all))
        prose(room, "analyse_multiples", [[caption]], note=True)
    show_maps(room, found.maps)


def show_maps(room: Room, maps: Sequence[SmallMap]) -> None:
    """Draw small maps, all of one scale; the server draws each when the browser asks for it."""
    words = room.words
    theme = theme_of(room.choice)
    drawn = []
    for one in maps:
        choice = one.choice.but(view="map", sel="")
        drawn.append(
            {
                "name": one.name,
                "src": f"view/map.svg{room.href(choice.but(lang=words.lang, theme=theme))}",
                "href": room.href(choice),
                "says": one.says,
            }
        )
    label = words.say("analyse.compare.alt", names=words.listing([one.name for one in maps]))
    _maps(key="analyse_maps", data={"lang": words.lang, "maps": drawn, "size": SIZE, "label": label})
