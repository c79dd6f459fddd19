"""The table of what is in view, its files and its sources."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.export import FIRST, Row, View
from dashboard.panels.component import element
from dashboard.release import current_release
from dashboard.state import KINDS, STEPS
from dashboard.text.i18n import Words
from dashboard.view.rows import FLAGS
from geodata.model import OVER, State

KEY = "table"
# In the order in which one would say it: who, what, how many, which step, where, since when; then what vouches for it.
COLUMNS = ("country", "what", "number", "step", "where", "when", "kind", "last", "sources")
HELPED = frozenset({"step", "number", "sources"})

_table = element("table")


def table_data(
    view: View, sel: str, query: str, analyse: str = "", yours: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Give the element its rows: each cell in the reader's language, and the ranks of what sorts wrongly as text.

    Words that return in many rows stand once; all rows together must stay small on the wire.

    Parameters
    ----------
    view : View
        What is in view.
    sel : str
        What is selected.
    query : str
        The query by which files of this view are asked for.
    analyse : str
        The address of the Analyse room, for the heading.
    yours : mapping of str to str, optional
        Of the subjects that claims of the reader's own tell otherwise: how they are with them, in words.
    """
    words, rows, states = view.words, view.rows, view.world.states
    count = words.count("table.count", len(rows))
    return ({"yours": dict(yours)} if yours else {}) | {
        "lang": words.lang,
        "asof": view.world.as_of.isoformat(),
        "sel": sel,
        "words": {
            "title": words.say("table.title"),
            "onward": words.say("table.onward", title=words.say("table.title"), count=count),
            "hint": f"{words.sentence_case(count)}. {words.say('table.hint')}" if rows else words.say("table.none"),
            "caption": words.count("table.alt", len(rows)),
            "up": words.say("table.up"),
            "order": words.say("table.order"),
            "asFound": words.say("table.order.none"),
            "sources": f"{words.say('sources.title')} ({words.number(len(view.sources))})",
            "away": words.say("sources.away"),
        },
        "files": files_of(view, query),
        "analyse": {"text": words.say("analyse.open"), "href": analyse},
        "sources": sources_of(query) if rows else "",
        "columns": [{"name": name, "label": words.say(f"table.{name}"), **help_of(words, name)} for name in COLUMNS],
        "kinds": {kind: words.say(f"one.{kind}") for kind in KINDS},
        "over": sorted(OVER),
        "steps": {step: words.say(f"step.{step}") for step in STEPS},
        "vague": [words.say("table.somewhere"), words.say("table.nowhere")],
        "flags": {flag: words.say(f"flag.{flag}") for flag in FLAGS},
        "foreign": [row.id for row in rows if row.lang != words.lang],  # named in English for want of a translation
        "rows": [
            [*cells_of(row, states[row.id], view), row_ranks]
            for row, row_ranks in zip(rows, ranks_of(rows, view), strict=True)
        ],
    }


def sources_of(query: str) -> str:
    """Give the address of the sources, of the release that the page shows: they are asked for later."""
    release = current_release().release
    return f"view/sources.json{query}" + ("" if "release=" in query else f"{'&' if query else '?'}release={release}")


def help_of(words: Words, name: str) -> dict[str, str]:
    """Give a column a word of help where its cells are not plain."""
    return {"help": words.say(f"table.{name}.help")} if name in HELPED else {}


def cells_of(row: Row, state: State, view: View) -> list[Any]:
    """Write the cells of a row; nation, kind, step and flags as codes."""
    subject = view.world.subject(row.id)
    return [
        row.id,
        row.country,
        row.what,
        "" if row.id in view.world.atlas.wholes else subject.actor,
        subject.kind,
        state.step,
        [*row.doubts],
        row.number,
        row.where,
        row.when,
        view.words.partial(row.last_confirmed, short=True),
        row.independent_sources,
    ]


def ranks_of(rows: Sequence[Row], view: View) -> list[list[int]]:
    """Say where each row stands by number, by step of its life, by due or since, and by last confirmed.

    The smallest is 1, equals share a place, and what is not given has 0.
    """
    columns = zip(*(sort_keys(row, view.world.states[row.id]) for row in rows), strict=True)
    return [list(one) for one in zip(*map(ranks, columns), strict=True)]


def sort_keys(row: Row, state: State) -> tuple[Any, ...]:
    """Give what orders a row by number, by step of its life, by due or since, and by last confirmed."""
    return size(row), STEPS.index(state.step), state.due or state.since or None, row.last_confirmed or None


def size(row: Row) -> tuple[int, int] | None:
    """Order numbers by the most they can be; "none" is a number, "not given" is not."""
    most = row.low if row.high is None else row.high
    return None if most is None else (most, row.low or 0)


def ranks(values: Sequence[Any]) -> list[int]:
    """Number values by their order; None is 0."""
    order = {value: place for place, value in enumerate(sorted({v for v in values if v is not None}), 1)}
    return [0 if value is None else order[value] for value in values]


def show_table(view: View, sel: str, query: str, analyse: str = "", yours: Mapping[str, str] | None = None) -> None:
    """Draw the table; a row that is chosen becomes part of the address.

    Parameters
    ----------
    view : View
        What is in view.
    sel : str
        What is selected.
    query : str
        The query by which files of this view are asked for.
    analyse : str
        The address of the Analyse room.
    yours : mapping of str to str, optional
        How subjects are with claims of the reader's own.
    """
    _table(key=KEY, data=table_data(view, sel, query, analyse, yours))


def files_of(view: View, query: str, endings: Iterable[str] = FIRST) -> list[dict[str, str]]:
    """List files that hold what is in view, each with its name and its address.

    Parameters
    ----------
    view : View
        What is in view.
    query : str
        The query by which they are asked for.
    endings : iterable of str
        Of which formats; the dialog offers all.
    """
    if not view.rows:
        return []
    return [{"text": view.words.say(f"download.{ending}"), "href": f"view/rows.{ending}{query}"} for ending in endings]
