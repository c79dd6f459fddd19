"""People in place by day: a lane a nation, from low to high; promises dashed, last known faded."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from dashboard.charts.chart import GONE, INK, MIL, Chart, Column, Drilldowns, Scene, clickable, days, iso, looked_at
from dashboard.text.i18n import Words
from geodata.series import EVERY_NATION, PeopleOn, peaks, people_by_day, window_of

LANE = 46
FULL = 0.78  # of a lane
A_DAY = timedelta(days=1)
DRILLDOWN_OF = {
    "low": "counted",
    "high": "counted",
    "promised_low": "promised",
    "promised_high": "promised",
    "last_low": "last_seen",
    "last_high": "last_seen",
    "without_number": "without_number",
}


def people_chart(scene: Scene) -> Chart:
    """Draw who was in Greenland by day.

    Parameters
    ----------
    scene : Scene
        Of what, and in which words.
    """
    words = scene.words
    first, last = window_of(scene.scope)
    rows = people_by_day(scene.scope, first, last)
    best = peaks(rows)
    drilldowns = Drilldowns()
    nations = ordered(best)
    if nations == [EVERY_NATION]:
        nations, rows = [], []
    return Chart(
        name="people",
        title=words.say("analyse.people.title", programme=scene.programme),
        note=words.say("analyse.people.note"),
        alt=_alt(scene, best, nations, first, last),
        spec=_spec(scene, rows, nations, best, last, drilldowns),
        columns=columns(words),
        rows=[_cells(scene, row) for row in rows],
        opens=[_opens(scene, row) for row in rows],
        drilldowns=drilldowns,
    )


def _opens(scene: Scene, row: PeopleOn) -> dict[str, Any]:
    """Give the filters that show a nation, or all, on the day of a row: of the programme that is drawn, or of each."""
    nations = {} if row.nation == EVERY_NATION else {"nations": (row.nation,)}
    return {"as_of": row.day, "programmes": (scene.scope.programme,), **nations}


def ordered(best: Mapping[str, PeopleOn]) -> list[str]:
    """Order nations by the most that they had there, then promised; all together first."""
    return sorted(best, key=lambda code: (code != EVERY_NATION, -best[code].high, -best[code].promised_high, code))


def _alt(scene: Scene, best: Mapping[str, PeopleOn], nations: Sequence[str], first: date, last: date) -> str:
    words = scene.words
    if not nations:
        return words.say("analyse.nothing")
    sentences = [
        words.say("analyse.people.alt.peak", nation=scene.nation(code), n=number(words, row), day=words.day(row.day))
        for code, row in ((code, best[code]) for code in nations)
        if row.high
    ]
    days_text = words.say("analyse.people.alt", first=words.day(first), last=words.day(last))
    return " ".join([days_text, *sentences])


def number(words: Words, row: PeopleOn) -> str:
    """Write a range of people."""
    return words.span(row.low, row.high)


def columns(words: Words) -> list[Column]:
    """List the columns of the data table."""
    numbers = ("low", "high", "promised_low", "promised_high", "last_low", "last_high", "without_number")
    return [
        Column("day", words.say("analyse.col.day")),
        Column("nation", words.say("analyse.col.nation")),
        *(Column(name, words.say(f"analyse.col.{name}"), True, {"drilldown": DRILLDOWN_OF[name]}) for name in numbers),
    ]


def _cells(scene: Scene, row: PeopleOn) -> dict[str, Any]:
    return {
        "day": iso(row.day),
        "nation": scene.nation(row.nation),
        "low": row.low,
        "high": row.high,
        "promised_low": row.promised_low,
        "promised_high": row.promised_high,
        "last_low": row.last_low,
        "last_high": row.last_high,
        "without_number": row.without_number,
    }


def _pieces(scene: Scene, rows: Sequence[PeopleOn], nations: Sequence[str], last: date) -> list[dict[str, Any]]:
    """Lay each span of days into the lane of its nation, on the nation's own scale."""
    found: list[dict[str, Any]] = []
    lanes = {code: len(nations) - 1 - at for at, code in enumerate(nations)}
    by_nation = sorted((row for row in rows if row.nation in lanes), key=lambda row: (row.nation, row.day))
    for code, group in groupby(by_nation, key=lambda row: row.nation):
        nation_rows = list(group)
        top = max(max(row.high, row.promised_high, row.last_high) for row in nation_rows) or 1
        ends = [*(row.day for row in nation_rows[1:]), last + A_DAY]
        for row, end in zip(nation_rows, ends, strict=True):
            ranges = (
                ("there", row.low, row.high),
                ("promised", row.promised_low, row.promised_high),
                ("last", row.last_low, row.last_high),
            )
            for what, low, high in ranges:
                if high:
                    found.append(
                        {
                            "code": code,
                            "nation": scene.nation(code),
                            "what": what,
                            "kind": scene.words.say(f"analyse.people.{what}"),
                            "people": scene.words.span(low, high),
                            "since": scene.words.day(row.day, short=True),
                            "from": iso(row.day),
                            "to": iso(end),
                            "low": lanes[code] + FULL * low / top,
                            "high": lanes[code] + FULL * high / top,
                            "base": lanes[code],
                        }
                    )
    return found


def _spec(
    scene: Scene,
    rows: Sequence[PeopleOn],
    nations: Sequence[str],
    best: Mapping[str, PeopleOn],
    last: date,
    drilldowns: Drilldowns,
) -> dict[str, Any]:
    words = scene.words
    values = _pieces(scene, rows, nations, last)
    names = ",".join(_quoted(scene.nation(code)) for code in reversed(nations))
    y_axis = {
        "title": None,
        "values": [at + FULL / 2 for at in range(len(nations))],
        "labelExpr": f"[{names}][floor(datum.value)]",
        "grid": False,
        "ticks": False,
        "domain": False,
        "labelLimit": 150,
    }
    scale = {"domain": [0, max(len(nations), 1)], "nice": False}
    tooltip = [
        {"field": "nation", "type": "nominal", "title": words.say("analyse.col.nation")},
        {"field": "kind", "type": "nominal", "title": words.say("analyse.col.kind")},
        {"field": "people", "type": "nominal", "title": words.say("analyse.col.people")},
        {"field": "since", "type": "nominal", "title": words.say("analyse.col.since")},
    ]
    over = {"x": days("from", words), "x2": {"field": "to"}, "tooltip": tooltip}
    y = {"field": "low", "type": "quantitative", "axis": y_axis, "scale": scale}

    def layer(what: str, mark: dict[str, Any], low: str = "low", high: str = "high") -> dict[str, Any]:
        return {
            "transform": [{"filter": f"datum.what === '{what}'"}],
            "mark": mark,
            "encoding": {**over, "y": {**y, "field": low}, "y2": {"field": high}},
        }

    def edge(what: str, field: str, **mark: Any) -> dict[str, Any]:
        return {
            "transform": [{"filter": f"datum.what === '{what}'"}],
            "mark": {"type": "rule", "strokeWidth": 1.6, **mark},
            "encoding": {**over, "y": {**y, "field": field}},
        }

    peak_texts = [
        {
            "day": iso(best[code].day),
            "y": len(nations) - 1 - at + FULL * _share(rows, best[code]),
            "text": number(words, best[code]),
        }
        for at, code in enumerate(nations)
        if best[code].high
    ]
    layers = [
        {
            "data": {"values": _lanes(scene, rows, nations, last, drilldowns)},
            "params": [clickable()],
            "mark": {"type": "rect", "color": GONE, "opacity": 0.07, "cursor": "pointer"},
            "encoding": {
                "y": {"field": "y", "type": "quantitative", "axis": y_axis, "scale": scale},
                "y2": {"field": "y2"},
                "x": days("from", words),
                "x2": {"field": "to"},
                "tooltip": tooltip[:1] + tooltip[-1:],
            },
        },
        layer("there", {"type": "rect", "color": MIL, "opacity": 0.18}, "base", "low"),
        layer("there", {"type": "rect", "color": MIL, "opacity": 0.45}),
        layer("last", {"type": "rect", "color": GONE, "opacity": 0.16}, "base", "high"),
        edge("there", "low", color=MIL, strokeWidth=1),
        edge("there", "high", color=MIL, strokeWidth=2),
        edge("promised", "high", color=MIL, strokeDash=[5, 4]),
        edge("last", "high", color=GONE, opacity=0.6),
        looked_at(scene.scope),
        {
            "data": {"values": peak_texts},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "bottom",
                "dx": 2,
                "dy": -1,
                "fontSize": 11,
                "color": INK,
            },
            "encoding": {
                "x": {"field": "day", "type": "temporal"},
                "y": {"field": "y", "type": "quantitative", "axis": y_axis, "scale": scale},
                "text": {"field": "text", "type": "nominal"},
            },
        },
    ]
    # A layer holds the data: given for the whole, Streamlit sends them after Vega has looked for their extent.
    return {"height": max(len(nations), 1) * LANE, "layer": [{"data": {"values": values}, "layer": layers}]}


def _lanes(
    scene: Scene, rows: Sequence[PeopleOn], nations: Sequence[str], last: date, drilldowns: Drilldowns
) -> list[dict[str, Any]]:
    """Lay the ground of each lane in pieces, each of which opens the rows of its nation on its first day."""
    found = []
    for at, code in enumerate(nations):
        nation_rows = [row for row in rows if row.nation == code]
        for row, end in zip(nation_rows, [*(row.day for row in nation_rows[1:]), last + A_DAY], strict=True):
            found.append(
                {
                    "drilldown": drilldowns.place(**_opens(scene, row)),
                    "nation": scene.nation(code),
                    "since": scene.words.day(row.day, short=True),
                    "from": iso(row.day),
                    "to": iso(end),
                    "y": len(nations) - 1 - at,
                    "y2": len(nations) - 1 - at + 0.97,
                }
            )
    return found


def _share(rows: Sequence[PeopleOn], peak: PeopleOn) -> float:
    """Say how high a peak stands in its lane."""
    top = max(max(row.high, row.promised_high, row.last_high) for row in rows if row.nation == peak.nation) or 1
    return peak.high / top


def _quoted(text: str) -> str:
    """Write a name as a text of a Vega expression."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
