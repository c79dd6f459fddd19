"""What the reader has chosen in the Analyse room: keys of the address like every other choice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from geodata.statements import SOURCE_ORDER

TABS = ("table", "charts", "compare", "changed", "doubt", "yours")
CHARTS = ("people", "deeds", "posts", "matrix", "sources")
COMPARED = ("nations", "days", "known", "each", "weeks")
MOST_COMPARED = 4
DRAWN = ("", "circle", "box", "polygon")
KEYS = ("tab", "chart", "by", "pick", "than", "thanknown", "badges", "draw", "sources", "columns", "sort")
ROWS = ("country", "what", "low", "high", "status", "where", "when", "kind", "last", "sources", "flags")
TABLE = (*ROWS, "precision", "id")
"""The columns of the table of rows: those that it shows if none are chosen, and all that there are."""
LISTED = ("all", "named", "other", "undated")
ORIGIN, ON = "origin", "on"
"""Lists of sources: by name; those that lead to an origin, ``origin:reuters``; of a day, ``on:2026-01-15:official``."""
ALL = "all"
"""How an address writes a day of knowledge up to which everything counts."""
CLAIM = "claim:"
YOURS = "_yours"
"""Under this name a session keeps the claims of its reader; they stand in no address."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The choice of the Analyse room; defaults are left out of the address.

    Parameters
    ----------
    tab, chart : str
        Which tab is open, and which chart.
    by : str
        What stands side by side: nations, days, days of knowledge, a map each nation, a map each week.
    pick : tuple of str
        ISO 3166 alpha-3 codes of the nations that are compared, at most `MOST_COMPARED`.
    than, than_known : str
        The two clocks of the other day that the view is compared with: ISO days, or empty; `than_known` may be ``all``.
    badges : bool
        On the map: what changed since the other day is marked at each symbol.
    draw : str
        On the map: the kind of area that is being drawn.
    sources : str
        Which list of sources is open, as `LISTED` and `ORIGIN` say; empty where none is.
    columns : tuple of str
    sort : str
        Of the table of rows: the columns that are shown, in their order, empty for `ROWS`; and the column that orders
        it, with ``-`` before it where the largest stands first, empty for the order of the page.
    """

    tab: str = TABS[0]
    chart: str = CHARTS[0]
    by: str = COMPARED[0]
    pick: tuple[str, ...] = ()
    than: str = ""
    than_known: str = ""
    badges: bool = False
    draw: str = ""
    sources: str = ""
    columns: tuple[str, ...] = ()
    sort: str = ""

    def but(self, **changes: object) -> "Analysis":
        """Return the same choice with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def seen(self, in_room: bool) -> "Analysis":
        """Return what of the choice counts in the room, or on the map beside it."""
        if in_room:
            return self.but(draw="")
        if self.badges:
            return Analysis(than=self.than, than_known=self.than_known, badges=True, draw=self.draw)
        return Analysis(draw=self.draw)

    def to_query(self) -> dict[str, str]:
        """Write the choice as query keys; empty text where it is the default."""
        return {
            "tab": self.tab if self.tab != TABS[0] else "",
            "chart": self.chart if self.chart != CHARTS[0] else "",
            "by": self.by if self.by != COMPARED[0] else "",
            "pick": ".".join(self.pick),
            "than": self.than,
            "thanknown": self.than_known,
            "badges": "1" if self.badges else "",
            "draw": self.draw,
            "sources": self.sources,
            "columns": ".".join(self.columns),
            "sort": self.sort,
        }

    @property
    def table(self) -> "Analysis":
        """Return the shape of the table alone: it stays when a number opens its rows."""
        return Analysis(columns=self.columns, sort=self.sort)


NOTHING = Analysis()


class Reader(Protocol):
    """What takes values out of a query, and remembers those that could not be used."""

    def text(self, key: str) -> str:
        """Give the text of a key."""

    def reject(self, key: str, found: str, why: str = "") -> None:
        """Remember a value that could not be used, and the code of what is wrong with it."""

    def codes(self, key: str, allowed: frozenset[str] | tuple[str, ...]) -> tuple[str, ...]:
        """Read a list of codes."""

    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """Read one of a few words."""


def analysis_from(
    reader: Reader, nations: frozenset[str], origins: frozenset[str], parse_day: Callable[[str], date | None]
) -> Analysis:
    """Read the choice of the room from an address; what cannot be used is told to the reader of the query.

    Parameters
    ----------
    reader : Reader
        Takes values out of the query.
    nations, origins : frozenset of str
        Codes that exist.
    parse_day : callable
        Reads an ISO day.
    """

    def day_text(key: str, *others: str) -> str:
        found = reader.text(key).lower()
        if not found or found in others or parse_day(found):
            return found
        reader.reject(key, found)
        return ""

    def list_of_sources() -> str:
        found = reader.text("sources").lower()
        kind, _, rest = found.partition(":")
        day, _, of = rest.partition(":")
        if not found or found in LISTED or (kind == ORIGIN and rest in origins):
            return found
        if kind == ON and parse_day(day) and of in SOURCE_ORDER:
            return found
        reader.reject("sources", found)
        return ""

    wanted = reader.codes("columns", TABLE)
    columns = tuple(name for name in TABLE if name in wanted)
    return Analysis(
        tab=reader.one_of("tab", TABS, TABS[0]),
        chart=reader.one_of("chart", CHARTS, CHARTS[0]),
        by=reader.one_of("by", COMPARED, COMPARED[0]),
        pick=reader.codes("pick", nations)[:MOST_COMPARED],
        than=day_text("than"),
        than_known=day_text("thanknown", ALL),
        badges=reader.one_of("badges", ("0", "1"), "0") == "1",
        draw=reader.one_of("draw", DRAWN, ""),
        sources=list_of_sources(),
        columns=() if columns == ROWS else columns,
        sort=reader.one_of("sort", ("", *TABLE, *(f"-{name}" for name in TABLE)), ""),
    )
