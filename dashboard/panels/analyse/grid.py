"""Small tables and lines of text in which a number is a link to its rows.

Own elements, for two reasons that were measured: Streamlit's table paints on a canvas, where a number cannot be a link,
and drawing it takes the browser longer than our whole answer (about 200 ms beside 30 ms for the same rows).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.chart import Column
from dashboard.panels.analyse.room import Room
from dashboard.panels.component import element

_grid, _lines = element("grid"), element("lines")
_SLOT = re.compile("\ue000(.*?)\ue001")


@dataclass(frozen=True, slots=True)
class Linked:
    """A text that opens its rows, or a source.

    Parameters
    ----------
    text : str
        What it says.
    href : str
        Where it leads; empty where it leads nowhere.
    rank : str or int, optional
        What orders it within a column; its text where this is None.
    """

    text: str
    href: str = ""
    rank: str | int | None = None

    def cell(self) -> dict[str, Any]:
        """Write it as the element takes it."""
        found: dict[str, Any] = {"text": self.text}
        if self.href:
            found["href"] = self.href
        if self.rank is not None:
            found["rank"] = self.rank
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a small table.

    Parameters
    ----------
    cells : mapping of str to Linked or str or sequence of Linked
        By the name of their column; several pieces stand in one cell behind each other.
    chosen : bool
        Whether it is what the address selects.
    group : str
        The code of its group, where rows have groups.
    """

    cells: Mapping[str, Linked | str | Sequence[Linked]]
    chosen: bool = False
    group: str = ""


def number(room: Room, count: int | None, href: str | Callable[[], str] = "") -> Linked:
    """Write a number that opens its rows; one that nobody gave is empty, and zero opens none.

    Parameters
    ----------
    room : Room
        The room.
    count : int or None
        The number.
    href : str or callable
        Where its rows are; a function is asked only where there are any, for an address takes its time to write.
    """
    if count is None:
        return Linked("")
    where = "" if not count else href if isinstance(href, str) else href()
    return Linked(room.words.number(count), where, count)


def grid(
    room: Room,
    key: str,
    columns: Sequence[Column],
    lines: Iterable[Line],
    caption: str,
    groups: Iterable[tuple[str, str]] = (),
) -> None:
    """Draw a small table.

    Parameters
    ----------
    room : Room
        The room.
    key : str
        Of the element.
    columns : sequence of Column
    lines : iterable of Line
        What it holds.
    caption : str
        What it holds, in words.
    groups : iterable of tuple of str
        Code and text of each group of rows that can be shown alone.
    """
    rows = [
        {
            "cells": [_cell(line.cells.get(column.name, "")) for column in columns],
            "group": line.group,
            "chosen": line.chosen,
        }
        for line in lines
    ]
    data = {
        "lang": room.words.lang,
        "caption": caption,
        "columns": [{"label": column.label, "numeric": column.numeric} for column in columns],
        "rows": rows,
        "groups": [{"code": code, "text": text} for code, text in groups],
    }
    _grid(key=key, data=data)


def _cell(found: Linked | str | Sequence[Linked]) -> dict[str, Any]:
    if isinstance(found, Linked):
        return found.cell()
    if isinstance(found, str):
        return {"text": found}
    return {"text": ", ".join(one.text for one in found), "fragments": [one.cell() for one in found]}


def prose(room: Room, key: str, lines: Iterable[Sequence[Linked | str]], note: bool = False) -> None:
    """Draw lines of text in which numbers are links.

    Parameters
    ----------
    room : Room
        The room.
    key : str
        Of the element.
    lines : iterable of sequence of Linked or str
        The pieces of each line.
    note : bool
        Whether it is a note, set smaller.
    """
    cells = [[_cell(piece) for piece in line] for line in lines]
    _lines(key=key, data={"lang": room.words.lang, "lines": cells, "note": note})


def sentence(say: Callable[..., str], key: str, **slots: Linked | str) -> list[Linked | str]:
    """Fill a text; what is linked stays a piece of its own, wherever the language puts it.

    Parameters
    ----------
    say : callable
        Gives the text of a key, filled with values.
    key : str
        Of the text.
    slots : Linked or str
        Its values.
    """
    marked = {name: f"\ue000{name}\ue001" if isinstance(slot, Linked) else slot for name, slot in slots.items()}
    parts = _SLOT.split(say(key, **marked))
    return [slots[part] if at % 2 else part for at, part in enumerate(parts) if part]
