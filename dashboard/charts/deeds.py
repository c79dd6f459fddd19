"""How promises became deeds: for each nation the first day of each step, and the days between."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.charts.chart import GONE, MIL, Chart, Column, Drilldowns, Scene, clickable, days, iso, legend, looked_at
from dashboard.text.i18n import Words
from geodata.model import CONTINGENT
from geodata.series import DEEDS, Deeds
from geodata.series import deeds as deeds_of

ROW, LEGEND = 30, 80
# As everywhere: outlined and dashed while it is a promise, filled when it is so, grey when it is over.
FILL = {"announced": "transparent", "sent": "#eeb48f", "in_place": MIL, "ended": "transparent"}
DASH = {"announced": [3, 2], "sent": [1, 0], "in_place": [1, 0], "ended": [1, 0]}
STROKE = {"announced": MIL, "sent": MIL, "in_place": MIL, "ended": GONE}
FULL = {"opacity": 1, "fillOpacity": 1}  # of the mark itself: Vega's own points are half transparent
SHAPE = {"announced": "circle", "sent": "triangle-right", "in_place": "circle", "ended": "square"}


def deeds_chart(scene: Scene) -> Chart:
    """Draw how promises became deeds.

    Parameters
    ----------
    scene : Scene
        Of what, and in which words.
    """
    rows = deeds_of(scene.scope)
    words, drilldowns = scene.words, Drilldowns()
    return Chart(
        name="deeds",
        title=words.say("analyse.deeds.title", programme=scene.programme),
        note=words.say("analyse.deeds.note"),
        alt=" ".join(sentence_of(scene, row) for row in rows) or words.say("analyse.nothing"),
        spec=_spec(scene, rows, drilldowns),
        columns=columns(words),
        rows=[cells(scene, row) for row in rows],
        opens=[_opens(scene, row) for row in rows],
        drilldowns=drilldowns,
    )


def _opens(scene: Scene, row: Deeds) -> dict[str, Any]:
    """Give the filters that show the contingents of a nation in the programme that is drawn."""
    return {"nations": (row.nation,), "kinds": (CONTINGENT,), "programmes": (scene.scope.programme,)}


def day_of(row: Deeds, step: str) -> date | None:
    """Give the first day of a step."""
    day: date | None = getattr(row, step)
    return day


def sentence_of(scene: Scene, row: Deeds) -> str:
    """Tell the steps of one nation."""
    words = scene.words
    steps = [
        words.say("analyse.deeds.alt.step", step=words.say(f"step.{step}"), day=words.day(day, short=True))
        for step in DEEDS
        if (day := day_of(row, step))
    ]
    return words.say("analyse.deeds.alt", nation=scene.nation(row.nation), steps=", ".join(steps))


def columns(words: Words) -> list[Column]:
    """List the columns of the data table."""
    return [
        Column("nation", words.say("analyse.col.nation")),
        *(Column(step, words.sentence_case(words.say(f"step.{step}"))) for step in DEEDS),
        Column("days_to_arrive", words.say("analyse.col.days_to_arrive"), True),
        Column("days_there", words.say("analyse.col.days_there"), True),
    ]


def cells(scene: Scene, row: Deeds) -> dict[str, Any]:
    """Write the cells of one nation."""
    return {
        "nation": scene.nation(row.nation),
        **{step: iso(day_of(row, step)) for step in DEEDS},
        "days_to_arrive": row.days_to_arrive,
        "days_there": row.days_there,
    }


def _spec(scene: Scene, rows: Sequence[Deeds], drilldowns: Drilldowns) -> dict[str, Any]:
    words = scene.words
    names = {step: words.say(f"step.{step}") for step in DEEDS}
    points = [
        {
            "drilldown": drilldowns.place(as_of=day, **_opens(scene, row)),
            "nation": scene.nation(row.nation),
            "step": names[step],
            "day": iso(day),
            "day_text": words.day(day, short=True),
        }
        for row in rows
        for step in DEEDS
        if (day := day_of(row, step))
    ]
    lines = [
        {"nation": scene.nation(row.nation), "from": iso(min(known_days)), "to": iso(max(known_days))}
        for row in rows
        if len(known_days := [day for step in DEEDS if (day := day_of(row, step))]) > 1
    ]
    order = [scene.nation(row.nation) for row in rows]
    y = {"field": "nation", "type": "nominal", "sort": order, "axis": {"title": None, "domain": False, "ticks": False}}

    def scaled(values: dict[str, Any]) -> dict[str, Any]:
        scale = {"domain": [names[step] for step in DEEDS], "range": [values[step] for step in DEEDS]}
        return {"field": "step", "type": "nominal", "scale": scale, "legend": legend(len(DEEDS))}

    tooltip = [
        {"field": "nation", "type": "nominal", "title": words.say("analyse.col.nation")},
        {"field": "step", "type": "nominal", "title": words.say("analyse.col.step")},
        {"field": "day_text", "type": "nominal", "title": words.say("analyse.col.day")},
    ]
    return {
        "height": max(len(rows), 1) * ROW + LEGEND,
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "color": GONE, "strokeWidth": 1, "opacity": 0.7},
                "encoding": {"y": y, "x": days("from", words), "x2": {"field": "to"}},
            },
            looked_at(scene.scope),
            {
                "data": {"values": points},
                "params": [clickable()],
                "mark": {
                    "type": "point",
                    "size": 110,
                    "strokeWidth": 1.7,
                    "cursor": "pointer",
                    "opacity": 1,
                    "fillOpacity": 1,
                },
                "encoding": {
                    "y": y,
                    "x": {**days("day", words), "scale": {"type": "utc", "padding": 14}},
                    "shape": scaled(SHAPE),
                    "stroke": scaled(STROKE),
                    "fill": scaled(FILL),
                    "strokeDash": scaled(DASH),
                    "tooltip": tooltip,
                },
            },
        ],
    }
