"""More filters of the Analyse room: a button that opens fields; what they offer is counted before it is chosen."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard.more import ANYTHING, FLAGS, LIST_KEYS, MOST_PEOPLE
from dashboard.panels.analyse.area import show_area
from dashboard.panels.analyse.grid import Linked, prose, sentence
from dashboard.panels.analyse.room import Room, bind, bind_options, chosen_options
from dashboard.state import FIRST_DAY, LAST_DAY, ViewState
from dashboard.text.i18n import plain
from dashboard.view.choices import choices, count_with, hidden
from dashboard.view.comparison import rows_behind

OPEN = "more_open"


def show_more(room: Room) -> None:
    """Draw the button, and its fields while it is open.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    with st.container(key="more"):
        # One label: a button of another name would be another button, and closed.
        popover = st.popover(plain(room.words.say("more")), key=OPEN, on_change="rerun")
        if room.choice.more != ANYTHING:
            prose(room, "more_hidden", [hidden_line(room)], note=True)
        if popover.open:
            with popover:
                _fields(room)


def hidden_line(room: Room) -> list[Linked | str]:
    """Say how much is shown, and how many entries each filter hides; a number leads to them."""
    words, view_model = room.words, room.view_model
    shown, all_rows = len(view_model.rows), len(view_model.all_rows)
    bare = ViewState(
        as_of=room.choice.as_of, known_by=room.choice.known_by, lang=room.choice.lang, theme=room.choice.theme
    )
    everything = room.href(rows_behind(bare))
    line = sentence(
        words.say,
        "more.shown",
        n=Linked(words.number(shown), room.rows()),
        all=Linked(words.number(all_rows), everything),
    )
    for one in hidden(view_model):
        count = Linked(words.number(one.count), room.href(room.choice.but(more=one.without)))
        line += [" · ", *sentence(words.say, "more.hidden", n=count, filter=one.text)]
    return line


def _fields(room: Room) -> None:
    words, choice = room.words, room.choice
    st.caption(plain(words.say("more.help")))
    left, right = st.columns(2)
    for number, field in enumerate(LIST_KEYS):
        with (left, right)[number % 2]:
            _list(room, field)
    with left:
        _people(room)
    with right:
        _days(room)
        for flag in FLAGS:
            _flag(room, flag)
    show_area(room)
    if choice.more != ANYTHING:
        st.button(plain(words.say("more.clear")), key="more_clear", on_click=lambda: _go(room, **_cleared()))


def _cleared() -> dict[str, Any]:
    return {name: getattr(ANYTHING, name) for name in ANYTHING.__dataclass_fields__}


def _go(room: Room, **changes: Any) -> None:
    room.go(room.choice.but(more=room.choice.more.but(**changes)))


def _follow(room: Room, key: str, read: Callable[[Any], dict[str, Any]]) -> Callable[[], None]:
    """Make the callback of a widget: what it holds becomes the address."""
    return lambda: _go(room, **read(st.session_state[key]))


def _list(room: Room, field: str) -> None:
    words = room.words
    labels = {
        one.code: words.say("more.option", name=one.name, n=words.number(one.count))
        for one in choices(room.view_model, field)
    }
    key = bind_options(f"more_{field}", getattr(room.choice.more, field), labels)
    st.multiselect(
        plain(words.say(f"more.{field}")),
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=key,
        placeholder=words.say("more.any"),
        select_all=False,
        on_change=lambda: _choose(room, field, chosen_options(key)),
    )


def _choose(room: Room, field: str, codes: list[str] | None) -> None:
    if codes is not None:
        _go(room, **{field: tuple(codes)})


def _people(room: Room) -> None:
    words, more = room.words, room.choice.more
    st.markdown(f"**{plain(words.say('more.people'))}**")
    columns = st.columns(2)
    for column, name in zip(columns, ("low", "high"), strict=True):
        key = bind(f"more_{name}", getattr(more, name))
        with column:
            st.number_input(
                plain(words.say(f"more.people.{name}")),
                min_value=0,
                max_value=MOST_PEOPLE,
                step=1,
                key=key,
                value=None,
                on_change=_follow(room, key, partial(ordered, room, name)),
            )
    _flag(room, "nonumber")


def ordered(room: Room, name: str, number: int | None) -> dict[str, int | None]:
    """Give the range with one end changed; the other end follows where it would lie on the wrong side."""
    low, high = room.choice.more.low, room.choice.more.high
    low, high = (number, high) if name == "low" else (low, number)
    if low is not None and high is not None and high < low:
        low = high = number
    return {"low": low, "high": high}


def _days(room: Room) -> None:
    words, more = room.words, room.choice.more
    st.markdown(f"**{plain(words.say('more.days'))}**")
    columns = st.columns(2)
    for column, name, first, last in (
        (columns[0], "first", FIRST_DAY, more.last or LAST_DAY),
        (columns[1], "last", more.first or FIRST_DAY, LAST_DAY),
    ):
        key = bind(f"more_{name}", getattr(more, name))
        with column:
            st.date_input(
                plain(words.say(f"more.days.{name}")),
                value=None,
                min_value=first,
                max_value=last,
                format="YYYY-MM-DD",
                key=key,
                on_change=_follow(room, key, partial(_one_day, name)),
            )


def _one_day(name: str, found: object) -> dict[str, date | None]:
    return {name: found if isinstance(found, date) else None}


def _flag(room: Room, field: str) -> None:
    words = room.words
    count = count_with(room.view_model, **{field: True})
    key = bind(f"more_{field}", getattr(room.choice.more, field))
    label = words.say("more.option", name=words.say(f"more.{field}"), n=words.number(count))
    st.checkbox(plain(label), key=key, on_change=_follow(room, key, lambda held: {field: bool(held)}))
