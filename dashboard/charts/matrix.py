"""Nations and what they did: how many of a nation's contingents and posts are at each step."""

from collections.abc import Mapping
from typing import Any

from dashboard.charts.chart import DIP, INK, MIL, Chart, Column, Drilldowns, Scene, clickable
from dashboard.state import KINDS, STEPS
from geodata.model import CONTINGENT, POST
from geodata.series import steps_by_nation

ROW = 26
SLANT = 70  # pixels by which the last slanted label reaches over its column
BARE = {"title": None, "domain": False, "ticks": False}
Cells = Mapping[tuple[str, str], int]


def matrix_chart(scene: Scene) -> Chart:
    """Draw the matrix of nations and steps on the day looked at.

    Parameters
    ----------
    scene : Scene
        Of what, and in which words.
    """
    words, scope = scene.words, scene.scope
    found = steps_by_nation(scope.world(scope.as_of))
    used = sorted({column for cells in found.values() for column in cells}, key=_place)
    nations = sorted(found, key=lambda code: (-_weight(found[code]), scene.nation(code)))
    labels, drilldowns = {column: _label(scene, column) for column in used}, Drilldowns()
    return Chart(
        name="matrix",
        title=words.say("analyse.matrix.title"),
        note=words.say("analyse.matrix.note"),
        alt=" ".join(_row_text(scene, code, found[code], labels) for code in nations) or words.say("analyse.nothing"),
        spec=_spec(scene, found, nations, used, labels, drilldowns),
        columns=[
            Column("nation", words.say("analyse.col.nation")),
            *(Column("/".join(column), labels[column], True, _opens(column)) for column in used),
        ],
        rows=[
            {"nation": scene.nation(code), **{"/".join(column): found[code].get(column) for column in used}}
            for code in nations
        ],
        opens=[{"nations": (code,)} for code in nations],
        drilldowns=drilldowns,
    )


def _opens(column: tuple[str, str]) -> dict[str, Any]:
    kind, step = column
    return {"kinds": (kind,), "steps": (step,)}


def _row_text(scene: Scene, code: str, cells: Cells, labels: Mapping[tuple[str, str], str]) -> str:
    did = [f"{label} {scene.words.number(cells[column])}" for column, label in labels.items() if column in cells]
    return scene.words.say("analyse.matrix.alt", nation=scene.nation(code), did=", ".join(did))


def _place(column: tuple[str, str]) -> tuple[int, int]:
    return KINDS.index(column[0]), STEPS.index(column[1])


def _weight(cells: Cells) -> int:
    return sum(cells.values())


def _label(scene: Scene, column: tuple[str, str]) -> str:
    kind, step = column
    words = scene.words
    return words.say("analyse.matrix.column", kind=words.say(f"one.{kind}"), step=words.say(f"step.{step}"))


def _spec(
    scene: Scene,
    found: Mapping[str, Cells],
    nations: list[str],
    used: list[tuple[str, str]],
    labels: Mapping[tuple[str, str], str],
    drilldowns: Drilldowns,
) -> dict[str, Any]:
    words = scene.words
    values = [
        {
            "drilldown": drilldowns.place(nations=(code,), **_opens(column)),
            "nation": scene.nation(code),
            "did": labels[column],
            "kind": column[0] if column[0] in (CONTINGENT, POST) else "site",
            "n": count,
        }
        for code in nations
        for column, count in found[code].items()
    ]
    x = {
        "field": "did",
        "type": "nominal",
        "sort": [labels[column] for column in used],
        "scale": {"paddingInner": 0.08},
        "axis": {
            "title": None,
            "orient": "top",
            "labelAngle": -40,
            "labelLimit": 190,
            "labelOverlap": False,
            "domain": False,
            "ticks": False,
        },
    }
    y = {
        "field": "nation",
        "type": "nominal",
        "sort": [scene.nation(code) for code in nations],
        "scale": {"paddingInner": 0.14},
        "axis": BARE,
    }
    colour = {"field": "kind", "type": "nominal", "legend": None}
    scale = {"domain": [CONTINGENT, POST, "site"], "range": [MIL, DIP, MIL]}
    tooltip = [
        {"field": "nation", "type": "nominal", "title": words.say("analyse.col.nation")},
        {"field": "did", "type": "nominal", "title": words.say("analyse.col.did")},
        {"field": "n", "type": "quantitative", "title": words.say("analyse.col.count")},
    ]
    return {
        "height": max(len(nations), 1) * ROW,
        "padding": {"left": 5, "top": 5, "bottom": 5, "right": SLANT},
        "data": {"values": values},
        "encoding": {"x": x, "y": y, "tooltip": tooltip},
        "layer": [
            {
                "params": [clickable()],
                "mark": {
                    "type": "rect",
                    "opacity": 0.22,
                    "cornerRadius": 3,
                    "stroke": "transparent",
                    "strokeWidth": 0,
                    "cursor": "pointer",
                },
                "encoding": {"color": {**colour, "scale": scale}},
            },
            {
                "mark": {"type": "text", "fontWeight": 600, "color": INK},
                "encoding": {"text": {"field": "n", "type": "quantitative"}},
            },
        ],
    }
