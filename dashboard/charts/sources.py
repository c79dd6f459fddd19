"""Sources by day and kind: when was written what the view rests on, and by whom."""

from collections.abc import Sequence
from typing import Any

from dashboard.analysis import NOTHING, ON
from dashboard.charts.chart import Chart, Column, Drilldowns, Scene, clickable, days, iso, legend, looked_at
from geodata.series import SourcesOn, sources_by_day, window_of
from geodata.statements import SOURCE_ORDER

# From the strongest kind to the weakest, as rule R4 orders them.
KINDS = tuple(reversed(SOURCE_ORDER))
COLOURS = ("#1f6aa5", "#3f8fc4", "#77b3d9", "#a9bfcc", "#8d9aa2", "#c9a27a", "#d9885a", "#b9623a")


def sources_chart(scene: Scene) -> Chart:
    """Draw how many sources appeared on each day.

    Parameters
    ----------
    scene : Scene
        Of what, and in which words.
    """
    words, scope = scene.words, scene.scope
    found, vague = sources_by_day(scope)
    first, last = window_of(scope)
    rows = [row for row in found if first <= row.day <= last]
    earlier = sum(row.count for row in found) - sum(row.count for row in rows)
    note = words.say("analyse.sources.note", vague=words.number(vague), other=words.number(earlier))
    drilldowns = Drilldowns()
    return Chart(
        name="sources",
        title=words.say("analyse.sources.title"),
        note=note,
        alt=_alt(scene, rows),
        spec=_spec(scene, rows, drilldowns),
        columns=[
            Column("day", words.say("analyse.col.day")),
            Column("kind", words.say("analyse.col.kind")),
            Column("count", words.say("analyse.col.count"), True),
        ],
        rows=[
            {"day": iso(row.day), "kind": words.say(f"analyse.source.{row.kind}"), "count": row.count} for row in rows
        ],
        opens=[_opens(row) for row in rows],
        counts={"vague": (vague, _listed("undated")), "other": (earlier, _listed("other"))},
        drilldowns=drilldowns,
    )


def _opens(row: SourcesOn) -> dict[str, Any]:
    """Give the list of the sources of a day and kind."""
    return _listed(f"{ON}:{iso(row.day)}:{row.kind}")


def _listed(sources: str) -> dict[str, Any]:
    return {"analysis": NOTHING.but(tab="doubt", sources=sources)}


def _alt(scene: Scene, rows: Sequence[SourcesOn]) -> str:
    words = scene.words
    if not rows:
        return words.say("analyse.nothing")
    totals: dict[str, int] = {}
    by_day: dict[str, int] = {}
    for row in rows:
        totals[row.kind] = totals.get(row.kind, 0) + row.count
        by_day[iso(row.day)] = by_day.get(iso(row.day), 0) + row.count
    best = max(by_day, key=lambda day: (by_day[day], day))
    counts = [f"{words.say(f'analyse.source.{kind}')} {words.number(totals[kind])}" for kind in KINDS if kind in totals]
    return words.say(
        "analyse.sources.alt",
        n=words.number(sum(totals.values())),
        kinds=", ".join(counts),
        day=words.partial(best),
        most=words.number(by_day[best]),
    )


def _spec(scene: Scene, rows: Sequence[SourcesOn], drilldowns: Drilldowns) -> dict[str, Any]:
    words = scene.words
    names = {kind: words.say(f"analyse.source.{kind}") for kind in KINDS}
    values = [
        {
            "drilldown": drilldowns.place(**_opens(row)),
            "day": iso(row.day),
            "kind": names[row.kind],
            "order": KINDS.index(row.kind),
            "n": row.count,
            "day_text": words.day(row.day, short=True),
        }
        for row in rows
    ]
    return {
        "height": 260,
        "layer": [
            {
                "data": {"values": values},
                "params": [clickable()],
                "mark": {"type": "bar", "width": {"band": 0.8}, "cursor": "pointer"},
                "encoding": {
                    "x": days("day", words, timeUnit="utcyearmonthdate"),
                    "y": {
                        "field": "n",
                        "type": "quantitative",
                        "stack": True,
                        "axis": {"title": None, "tickMinStep": 1, "domain": False},
                    },
                    "color": {
                        "field": "kind",
                        "type": "nominal",
                        "scale": {"domain": [names[kind] for kind in KINDS], "range": list(COLOURS)},
                        "legend": legend(4),
                    },
                    "order": {"field": "order", "type": "quantitative"},
                    "tooltip": [
                        {"field": "day_text", "type": "nominal", "title": words.say("analyse.col.day")},
                        {"field": "kind", "type": "nominal", "title": words.say("analyse.col.kind")},
                        {"field": "n", "type": "quantitative", "title": words.say("analyse.col.count")},
                    ],
                },
            },
            looked_at(scene.scope),
        ],
    }
