"""What the reader has chosen in the Analyse room: keys of the address like every other choice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

TABS = ("table", "charts", "compare", "changed", "doubt", "yours")
CHARTS = ("people", "deeds", "posts", "matrix", "sources")
COMPARED = ("nations", "days", "known", "each", "weeks")
MOST_COMPARED = 4
DRAWN = ("", "circle", "box", "polygon")
KEYS = ("tab", "chart", "by", "pick", "than", "thanknown", "badges", "draw")
EVERYTHING = "all"
CLAIM = "claim:"
YOURS = "_yours"
"""Under this name a session keeps the claims of its reader; they stand in no address."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The choice of the Analyse room; defaults are left out of the address.

    Parameters
    ----------
    tab, chart
        Which tab is open, and which chart.
    by
        What stands side by side: nations, days, days of knowledge, a map each nation, a map each week.
    pick
        ISO 3166 alpha-3 codes of the nations that are compared, at most `MOST_COMPARED`.
    than, than_known
        The two clocks of the other day that the view is compared with: ISO days, or empty; `than_known` may be ``all``.
    badges
        On the map: what changed since the other day is marked at each symbol.
    draw
        On the map: the kind of area that is being drawn.
    """

    tab: str = TABS[0]
    chart: str = CHARTS[0]
    by: str = COMPARED[0]
    pick: tuple[str, ...] = ()
    than: str = ""
    than_known: str = ""
    badges: bool = False
    draw: str = ""

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
        }


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


def analysis_from(reader: Reader, nations: frozenset[str], parse_day: Callable[[str], date | None]) -> Analysis:
    """Read the choice of the room from an address; what cannot be used is told to the reader of the query.

    Parameters
    ----------
    reader
        Takes values out of the query.
    nations
        Codes that exist.
    parse_day
        Reads an ISO day.
    """

    def day_text(key: str, *others: str) -> str:
        found = reader.text(key).lower()
        if not found or found in others or parse_day(found):
            return found
        reader.reject(key, found)
        return ""

    return Analysis(
        tab=reader.one_of("tab", TABS, TABS[0]),
        chart=reader.one_of("chart", CHARTS, CHARTS[0]),
        by=reader.one_of("by", COMPARED, COMPARED[0]),
        pick=reader.codes("pick", nations)[:MOST_COMPARED],
        than=day_text("than"),
        than_known=day_text("thanknown", EVERYTHING),
        badges=reader.one_of("badges", ("0", "1"), "0") == "1",
        draw=reader.one_of("draw", DRAWN, ""),
    )
