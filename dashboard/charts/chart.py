"""What every chart is made of, and the look they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.drawing.style import PALETTE
from dashboard.text import actor_name
from dashboard.text.i18n import Words
from geodata.series import EVERY_NATION, Scope

# Read on a light ground as on a dark one: the page changes its theme without asking for another chart.
MIL, DIP, GONE = "#d9681d", "#2f86c1", "#7c8c96"
INK = PALETTE["ink"][0]  # of text on paper; the page gives text the ink of its theme
FONT = "Source Sans, Source Sans Pro, DejaVu Sans, sans-serif"
NARROW = 480  # pixels: of a chart on a phone
MARK, DRILLDOWN = "mark", "drilldown"
"""The parameter of a chart whose marks open their rows, and the field by which a mark says which of `drilldowns`."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Of what a chart is drawn, and in which words.

    Parameters
    ----------
    scope : Scope
        Subjects and clocks.
    words : Words
        The language.
    filters : sequence of str
        The active filters in words.
    """

    scope: Scope
    words: Words
    filters: Sequence[str] = ()

    def nation(self, code: str) -> str:
        """Name a nation; all together go by a word of their own."""
        if code == EVERY_NATION:
            return self.words.say("analyse.all")
        return actor_name(self.scope.atlas, self.words, code)

    @property
    def programme(self) -> str:
        """Name the programme whose people are counted."""
        return self.words.say(f"programme.{self.scope.programme}") if self.scope.programme else ""

    @property
    def subtitle(self) -> str:
        """Say as of when, by what knowledge, and what is filtered away."""
        words, scope = self.words, self.scope
        days = clocks(words, scope.as_of, scope.known_by)
        return " · ".join([days, *self.filters])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key, its heading, whether it holds numbers, and filters that its numbers add."""

    name: str
    label: str
    numeric: bool = False
    opens: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """A chart.

    Parameters
    ----------
    name : str
        As in the address.
    title, note : str
        What it shows, and how it is to be read.
    alt : str
        What it shows in words, for whoever does not see it.
    spec : mapping of str to object
        Vega-Lite, without title and size.
    columns : sequence of Column
    rows : sequence of mapping of str to object
        The same data as a table.
    opens : sequence of mapping of str to object
        For each row the filters that show what it counts: fields of ``ViewState``, and ``drilldown`` for the name of a
        number; empty where no row has any.
    drilldowns : sequence of mapping of str to object
        The same for each mark, which names its place in this list.
    counts : mapping of str to tuple of int, mapping of str to object
        Numbers in the note, by the name of their place there, each with the filters that show what it counts.
    empty : bool
        Whether there is nothing to draw.
    """

    name: str
    title: str
    note: str
    alt: str
    spec: Mapping[str, Any]
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    opens: Sequence[Mapping[str, Any]] = ()
    drilldowns: Sequence[Mapping[str, Any]] = ()
    counts: Mapping[str, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.rows


def clocks(words: Words, as_of: date, known_by: date | None) -> str:
    """Say both clocks in one line."""
    if known_by is None:
        return words.say("analyse.clocks.all", day=words.day(as_of))
    return words.say("analyse.clocks", day=words.day(as_of), known=words.day(known_by))


def iso(day: date | None) -> str:
    """Write a day for Vega and for tables that programs read; empty where there is none."""
    return day.isoformat() if day else ""


def day_axis(words: Words, **more: Any) -> dict[str, Any]:
    """Describe an axis of days in the reader's language; days are UTC, so no browser moves them."""
    months = ",".join(f"'{name}'" for name in words.say("map.months.short").split())
    label = f"utcdate(datum.value) + '{words.say('analyse.axis.dot')} ' + [{months}][utcmonth(datum.value)]"
    return {"title": None, "labelExpr": label, "tickCount": 8, "grid": True, "labelOverlap": True, **more}


def days(field: str, words: Words, **more: Any) -> dict[str, Any]:
    """Encode a field as a day on the x axis."""
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": day_axis(words), **more}


def looked_at(scope: Scope) -> dict[str, Any]:
    """Draw the day looked at as a thin line."""
    return {
        "data": {"values": [{"day": iso(scope.as_of)}]},
        "mark": {"type": "rule", "color": GONE, "strokeWidth": 1},
        "encoding": {"x": {"field": "day", "type": "temporal"}},
    }


def legend(most: int, least: int = 2, **more: Any) -> dict[str, Any]:
    """Describe a legend over a chart: in as many columns as there is room for, fewer on a phone."""
    return {"title": None, "orient": "top", "columns": {"expr": f"width < {NARROW} ? {least} : {most}"}, **more}


def clickable() -> dict[str, Any]:
    """Declare the parameter by which a mark opens its rows."""
    return {"name": MARK, "select": {"type": "point", "fields": [DRILLDOWN], "on": "click"}}


class Drilldowns(list[Mapping[str, Any]]):
    """What the marks of a chart open; each mark keeps its place in the list."""

    def place(self, **opens: Any) -> int:
        """Add filters, and give the place at which they stand."""
        self.append(opens)
        return len(self) - 1


def parameters(part: Mapping[str, Any]) -> list[str]:
    """Name the parameters of a specification, in whichever layer they stand."""
    names = [found["name"] for found in part.get("params", ())]
    return [*names, *(name for layer in part.get("layer", ()) for name in parameters(layer))]


def on_paper(chart: Chart, scene: Scene, footer: str, width: int = 760) -> dict[str, Any]:
    """Complete a chart as a picture that stands alone: title, clocks, note and sources on a light ground.

    Parameters
    ----------
    chart : Chart
        The chart.
    scene : Scene
        Of what it is drawn.
    footer : str
        Where it comes from: sources, release and licence.
    width : int
        Pixels of the drawing area.
    """
    ink, ink2 = PALETTE["ink"][0], PALETTE["ink2"][0]
    lines = [scene.subtitle, *([chart.note] if chart.note else [])]
    spec = {key: value for key, value in chart.spec.items() if key not in ("params", "padding")}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": PALETTE["panel"][0],
        "padding": 16,
        "title": {"text": chart.title, "subtitle": _wrapped(lines), "anchor": "start", "offset": 14},
        "config": {
            "font": FONT,
            "title": {"color": ink, "subtitleColor": ink2, "fontSize": 17, "subtitleFontSize": 12},
            "axis": {"labelColor": ink2, "titleColor": ink2, "gridColor": PALETTE["hair"][0], "domain": False},
            "legend": {"labelColor": ink, "titleColor": ink2},
            "view": {"stroke": None},
        },
        "vconcat": [
            {**spec, "width": width},
            {
                "data": {"values": [{"text": line} for line in _wrapped([footer])]},
                "mark": {"type": "text", "align": "left", "color": ink2, "fontSize": 11},
                "encoding": {
                    "text": {"field": "text", "type": "nominal"},
                    "x": {"value": 0},
                    "y": {"field": "text", "type": "nominal", "axis": None, "sort": None},
                },
                "width": width,
                "height": {"step": 15},
            },
        ],
        "resolve": {"scale": {"x": "independent", "y": "independent", "color": "independent"}},
    }


def _wrapped(lines: Sequence[str], most: int = 118) -> list[str]:
    """Break long lines between words."""
    from textwrap import wrap

    return [part for line in lines for part in wrap(line, most) or [""]]
