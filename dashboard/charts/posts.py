"""Diplomatic posts open by year, since the first consulates of 1940."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from dashboard.charts.chart import DIP, GONE, Chart, Column, Drilldowns, Scene, clickable, legend
from geodata.model import POST
from geodata.series import PostsIn, posts_by_year

FIRST = 1940
GROUPS = ("offices", "honorary", "own", "earlier")
DRILLDOWN_OF = {"offices": "posts_open", "honorary": "posts_honorary", "own": "posts_own", "earlier": "posts_earlier"}
COLOURS = {"offices": DIP, "honorary": "#8fbfe0", "own": "#7a6fb0", "earlier": GONE}


def posts_chart(scene: Scene) -> Chart:
    """Draw how many posts were open at the end of each year.

    Parameters
    ----------
    scene : Scene
        Of what, and in which words.
    """
    words, scope = scene.words, scene.scope
    rows = posts_by_year(scope, FIRST) if scope.as_of.year >= FIRST else []
    rows = rows if any(_most(row) for row in rows) else []
    drilldowns = Drilldowns()
    return Chart(
        name="posts",
        title=words.say("analyse.posts.title"),
        note=words.say("analyse.posts.note", day=words.day(scope.as_of)),
        alt=_alt(scene, rows),
        spec=_spec(scene, rows, drilldowns),
        columns=[
            Column("year", words.say("analyse.col.year")),
            *(Column(one, words.say(f"analyse.posts.{one}"), True, {"drilldown": DRILLDOWN_OF[one]}) for one in GROUPS),
        ],
        rows=[{"year": str(row.year), **{group: getattr(row, group) for group in GROUPS}} for row in rows],
        opens=[posts_of(scene, row.year) for row in rows],
        drilldowns=drilldowns,
    )


def posts_of(scene: Scene, year: int) -> dict[str, Any]:
    """Give the filters that show the posts of a year as they stood at its end, or on the day looked at."""
    return {"as_of": min(date(year, 12, 31), scene.scope.as_of), "kinds": (POST,)}


def _most(row: PostsIn) -> int:
    return row.offices + row.honorary + row.own + row.earlier


def _alt(scene: Scene, rows: Sequence[PostsIn]) -> str:
    words = scene.words
    if not rows:
        return words.say("analyse.nothing")
    turns = [rows[0], *(row for before, row in pairwise(rows) if before.offices != row.offices)]
    years = [words.say("analyse.posts.alt.year", year=row.year, n=words.number(row.offices)) for row in turns]
    return words.say("analyse.posts.alt", years="; ".join(years))


def _spec(scene: Scene, rows: Sequence[PostsIn], drilldowns: Drilldowns) -> dict[str, Any]:
    words = scene.words
    names = {group: words.say(f"analyse.posts.{group}") for group in GROUPS}
    values = [
        {
            "drilldown": drilldowns.place(drilldown=DRILLDOWN_OF[group], **posts_of(scene, row.year)),
            "year": str(row.year),
            "group": names[group],
            "order": at,
            "posts": count,
            "faded": group == "earlier",
        }
        for row in rows
        for at, group in enumerate(GROUPS)
        if (count := getattr(row, group))
    ]
    domain = [names[group] for group in GROUPS]
    years = [str(row.year) for row in rows]
    field = {"field": "group", "type": "nominal"}
    return {
        "height": 260,
        "data": {"values": values},
        "params": [clickable()],
        "mark": {"type": "bar", "cursor": "pointer"},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "scale": {"domain": years, "paddingInner": 0.25},
                "axis": {
                    "title": None,
                    "values": [y for y in years if y.endswith("0")],
                    "labelAngle": 0,
                    "labelOverlap": True,
                },
            },
            "y": {
                "field": "posts",
                "type": "quantitative",
                "stack": True,
                "scale": {"domain": [0, max([*map(_most, rows), 1])], "nice": True},
                "axis": {"title": None, "tickMinStep": 1, "domain": False},
            },
            "color": {
                **field,
                "scale": {"domain": domain, "range": [COLOURS[g] for g in GROUPS]},
                "legend": legend(2, 1, labelLimit=320),
            },
            "opacity": {"condition": {"test": "datum.faded", "value": 0.35}, "value": 1},
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": [
                {"field": "year", "type": "nominal", "title": words.say("analyse.col.year")},
                {**field, "title": words.say("analyse.col.kind")},
                {"field": "posts", "type": "quantitative", "title": words.say("analyse.col.posts")},
            ],
        },
    }
