"""The area of "More filters": a circle by place and radius, ways to draw one on the map, and how many lie inside."""

import streamlit as st

from dashboard.analysis import DRAWN
from dashboard.panels.analyse.room import Room, bind, links
from dashboard.text import place_name
from dashboard.text.i18n import plain
from dashboard.view.marks import area_summary, lying
from geodata.areas import MAYBE, MOST_KM, Area, area_of

USUAL_KM = 100


def show_area(room: Room) -> None:
    """Draw the form of a circle, the links to the tools on the map, and the counts of the area that is chosen.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, more = room.words, room.choice.more
    st.markdown(f"**{plain(words.say('area.title'))}**")
    _circle(room)
    ways = [(words.say(f"area.draw.{kind}.way"), room.on_map_with(draw=kind, badges=False)) for kind in DRAWN if kind]
    links(room, "area_draw", ways)
    if not more.area:
        return
    count = lying(room.view_model)[MAYBE]
    key = bind("area_maybe", more.maybe)
    label = words.say("more.option", name=words.say("area.maybe"), n=words.number(count))
    st.checkbox(plain(label), key=key, on_change=lambda: _go(room, maybe=bool(st.session_state[key])))
    st.caption(f"{plain(area_summary(room.view_model))}. {plain(words.say('area.help'))}")


def _circle(room: Room) -> None:
    words, atlas = room.words, room.atlas
    names = {one.id: place_name(atlas, words, one.id) for one in atlas.places.values() if one.lat is not None}
    found = area_of(room.choice.more.area, atlas.places) if room.choice.more.area else None
    circle = found if found and found.place else None
    bind("area_place", circle.place if circle else None)
    bind("area_km", int(circle.numbers[2]) if circle else USUAL_KM)
    with st.form("area_circle", border=False):
        left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
        options = sorted(names, key=lambda code: names[code])
        with left:
            st.selectbox(
                plain(words.say("area.place")),
                options,
                format_func=lambda code: names[code],
                index=None,
                key="area_place",
                placeholder=words.say("more.any"),
            )
        with middle:
            st.number_input(plain(words.say("area.km")), min_value=1, max_value=MOST_KM, step=10, key="area_km")
        with right:
            st.form_submit_button(plain(words.say("area.apply")), on_click=lambda: _around(room))


def _around(room: Room) -> None:
    """Make the circle of the form the choice; without a place there is none."""
    place, km = st.session_state["area_place"], st.session_state["area_km"]
    at = room.atlas.places.get(place or "")
    if at is not None and at.lon is not None and at.lat is not None:
        _go(room, area=Area("circle", (at.lon, at.lat, float(km)), at.id).text)


def _go(room: Room, **changes: object) -> None:
    room.go(room.choice.but(more=room.choice.more.but(**changes)))
