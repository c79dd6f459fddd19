"""One row a nation: people, what is in view, and the days of which anything is told; a number opens its rows."""

from collections.abc import Callable, Sequence

from dashboard.charts.chart import Column
from dashboard.panels.analyse.grid import Line, Linked, grid, number
from dashboard.panels.analyse.room import Room
from dashboard.text import actor_name
from dashboard.view.comparison import share_fact
from dashboard.view.nations import NationRow
from dashboard.view.scene import scene_of
from geodata.model import OPEN, POST, UNNAMED
from geodata.shares import Share, offered

NATIONS = ("nation", "low", "high", "without_number", "count", "posts_open", "first", "last", "disputed")
NUMBERS = frozenset({"low", "high", "without_number", "count", "posts_open", "disputed"})


def show_nations(room: Room, rows: Sequence[NationRow], chosen: str | None) -> None:
    """Draw the table; a name opens the rows of its nation below, a number opens the rows that it counts.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    rows : sequence of NationRow
        The nations.
    chosen : str or None
        The code of the nation whose rows are open; None where all are.
    """
    words = room.words
    programme = scene_of(room.view_model).scope.programme
    codes = tuple(row.code for row in rows if row.code)
    shares = offered(room.world, codes, programme)
    columns = [
        *(Column(name, words.say(f"analyse.col.{name}"), name in NUMBERS) for name in NATIONS),
        *(Column(share.value, words.say(f"analyse.fact.share_{share.value}"), numeric=True) for share in shares),
    ]
    lines = [
        Line(cells(room, row) | share_cells(room, row, shares), row.code == chosen and bool(row.code)) for row in rows
    ]
    grid(room, "analyse_nations", columns, lines, words.say("analyse.table.alt.nations", n=words.number(len(rows))))


def cells(room: Room, row: NationRow) -> dict[str, Linked | str]:
    """Write the cells of a nation."""
    words = room.words
    nation = {"nations": (row.code,)} if row.code else {}
    whole = "several" if row.several else "unnamed" if row.code == UNNAMED else "" if row.code else "no_nation"
    name = _name(room, row)

    def opened(drilldown: str = "", **changes: object) -> Callable[[], str]:
        return lambda: room.rows(whole if row.several else drilldown or whole, **nation, **changes)

    here = room.href(room.choice.but(view="analyse", sel=f"nation:{row.code}")) if row.code else opened()()
    return {
        "nation": Linked(name, here),
        "low": number(room, row.low, opened("counted")),
        "high": number(room, row.high, opened("counted")),
        "without_number": number(room, row.without_number or None, opened("without_number")),
        "count": number(room, row.count, opened()),
        "posts_open": number(room, row.posts_open or None, opened(kinds=(POST,), steps=(OPEN,))),
        "first": Linked(words.partial(row.first, short=True), rank=row.first),
        "last": Linked(words.partial(row.last, short=True), rank=row.last),
        "disputed": number(room, row.disputed or None, opened("contested")),
    }


def _name(room: Room, row: NationRow) -> str:
    if row.several:
        return room.words.say("whole.nations")
    return actor_name(room.atlas, room.words, row.code) if row.code else room.words.say("analyse.table.no_nation")


def share_cells(room: Room, row: NationRow, shares: Sequence[Share]) -> dict[str, Linked | str]:
    """Write the shares of a nation of which people are counted, where claims name the whole."""
    if not row.code or not shares or row.low is None:
        return {}
    names = [name for name in room.world.states if room.world.subject(name).actor == row.code]
    world = room.world.only(names)
    facts = {share.value: share_fact(world, room.words, row.code, share, room.choice) for share in shares}
    return {
        name: Linked(fact.text, room.href(fact.opens) if fact.opens else "", fact.rank) for name, fact in facts.items()
    }
