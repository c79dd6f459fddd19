"""The lines of Python that make a view anew with the library, and a notebook that holds them."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from dashboard.export.table import metadata
from dashboard.text.i18n import plain
from dashboard.view.rows import View
from geodata.refine import Refinement

WIDTH = 100


def lines_of(view: View) -> list[str]:
    """Write the lines that make the rows of a view anew, in the same order of states as the library has it.

    Parameters
    ----------
    view : View
        What is in view.
    """
    world, state = view.world, view.state
    known = f", known_by={world.known_by.isoformat()!r}" if world.known_by else ""
    lines = [
        "import geodata",
        "",
        f"atlas = geodata.load()  # the view was made from {world.atlas.release}",
        f"world = atlas.at({world.as_of.isoformat()!r}{known})",
    ]
    if state is not None:
        chosen = {name: list(codes) for name, codes in state.chosen.items() if codes}
        if chosen:
            lines += _call("world = world.where", [f"{name}={value!r}" for name, value in chosen.items()])
        refinement = state.more.refinement()
        if not refinement.empty:
            lines += _call("world = world.refine", [f"{name}={value!r}" for name, value in _parts(refinement)])
        if state.q:  # what the page's search finds, or what stands behind a number: by id
            ids = [f"    {line}" for line in _ids(view)]
            lines += [f"# {view.words.say('notebook.only')}", "world = world.only([", *ids, "])"]
    rows = "rows = world.to_pandas().query(\"step != ''\")"
    return [*lines, rows, f"people = world.totals({view.totals.programme!r}).people"]


def to_script(view: View) -> bytes:
    """Write the lines as a Python file."""
    return ("\n".join([*lines_of(view), "print(rows)", "print(people.low, people.high)"]) + "\n").encode()


def to_notebook(view: View) -> bytes:
    """Write a Jupyter notebook (nbformat 4.5) that makes the view anew, shows it and adds it up.

    Parameters
    ----------
    view : View
        What is in view.
    """
    words, facts = view.words, metadata(view)
    title = " · ".join([words.say("title"), *view.clocks])
    text = words.say("notebook.text", filter=view.filter_text, release=facts["release"])
    cells = [
        _cell("markdown", [f"# {plain(title)}", "", plain(text)]),
        _cell("code", lines_of(view)),
        _cell("code", ["atlas"]),
        _cell("code", ["world"]),
        _cell("code", ["rows[['subject', 'actor', 'step', 'low', 'high', 'place', 'since', 'due']]"]),
        _cell("code", ["print(people.low, 'to', people.high)"]),
    ]
    book = {
        "cells": [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells, 1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()


NOTEBOOKS = {"ipynb": (to_notebook, "application/x-ipynb+json"), "py": (to_script, "text/x-python; charset=utf-8")}
"""The forms of a notebook by the ending of their files."""


def _parts(refinement: Refinement) -> Iterator[tuple[str, object]]:
    """Give the parts of a refinement that ask for something, lists as lists and days as ISO text."""
    for name, value in refinement.conditions.items():
        listed = list(value) if isinstance(value, tuple) else value
        yield name, listed.isoformat() if isinstance(listed, date) else listed


def _ids(view: View) -> list[str]:
    """Write the ids of the rows, as many in a line as it holds."""
    return wrap(", ".join(repr(name) for name in sorted(row.id for row in view.rows)), WIDTH, break_on_hyphens=False)


def _call(name: str, arguments: Sequence[str]) -> list[str]:
    """Write a call in a line, or one argument a line where that would be long."""
    line = f"{name}({', '.join(arguments)})"
    return [line] if len(line) <= WIDTH else [f"{name}(", *(f"    {one}," for one in arguments), ")"]


def _cell(kind: str, lines: Sequence[str]) -> dict[str, Any]:
    source = [f"{line}\n" for line in lines[:-1]] + [lines[-1]]
    outputs: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **outputs}
