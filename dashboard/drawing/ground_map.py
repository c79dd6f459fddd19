"""What lies under the symbols and round the map: sea and land, rings, ways home, scale, north, names of seas."""

import json
from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, sin
from typing import Any

from dashboard.drawing.items import NUUK, Item, Sayer
from dashboard.drawing.svg import Box, Drawing, Text, number, styled, tag, text_width
from dashboard.drawing.symbols import NORTH_ARROW, REACH_M, RING_RANK, SEAS, look
from dashboard.drawing.viewport import Viewport, dots_along, way_between
from dashboard.release import Release, per_release
from dashboard.text.names import capital_name
from dashboard.view.view import ViewModel
from geodata.areas import area_of, outline
from geodata.projection import distance_km

Place = tuple[float, float]
GAP, EDGE = 16.0, 14.0
TELLING = 22.0  # pixels of radius: a smaller ring is only ink
UNIT_M, SEA_UNIT_M = 100, 1000  # metres to a number of the base map's path data
SEA_PX, SMALL_PX, CREDIT_PX = 12.5, 11.0, 9.5
MOST_LINES = 8
LAYERS = (
    ("coast-5km", "gl"),
    ("land", "land"),
    ("ice", "ice"),
    ("graticule", "graticule"),
    ("arctic_circle", "arctic-circle"),
    ("pituffik", "enclave"),
)
HEAD = 22.0  # from the list's edge to the middle of its name
SHARE = 0.85  # of the line in sight, up to which its distance may stand
ALONG = (-1, -0.66, -0.33, 0, 0.33, 0.66, 1)


@per_release()
def _paths(release: Release) -> dict[str, Any]:
    """Read the path data of the base map, as the browser gets it."""
    drawn: dict[str, Any] = json.loads(release.files["start/en.json"].body)["drawn"]
    return drawn


def clipped(box: Box, body: str) -> str:
    """Cut elements to a box; boxes of one size share a name, for several drawings may stand in one page."""
    name = f"edge-{number(box.y)}-{number(box.w)}-{number(box.h)}"
    edge = tag("rect", x=box.x, y=box.y, width=box.w, height=box.h)
    return tag("g", tag("clipPath", edge, id=name) + tag("g", body, clip_path=f"url(#{name})")) if body else ""


def base_map(view: Viewport, theme: str) -> str:
    """Draw sea, land and ice; lines are as wide as on the page."""
    box, paths = view.box, _paths()
    sea = Drawing(0, 0, theme).colour("sea1")
    parts = [tag("rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=sea)]
    parts += [_path(view, theme, depth["whole"], SEA_UNIT_M, "depth") for depth in paths["bathymetry"].values()]
    for name, part in LAYERS:
        edge = ("land-edge",) if part == "land" else ()
        for piece, looks in (("whole", (part, *edge)), ("cut", (part,)), ("edge", (*edge, "bare"))):
            if piece in paths[name]:
                parts.append(_path(view, theme, paths[name][piece], UNIT_M, *looks))
    return "".join(parts)


def _path(view: Viewport, theme: str, d: str, unit_m: int, *parts: str) -> str:
    """Write path data of the base map; widths and dashes are told in its own units, for not every program can scale."""
    grown = view.scale / unit_m
    found: dict[str, str] = {"fill": "none"}
    for part in parts:
        found |= {name.replace("-", "_"): value for name, value in look(part, (), theme).items()}
    for name in ("stroke_width", "stroke_dasharray"):
        if name in found:
            found[name] = " ".join(f"{float(value) * grown:.4g}" for value in found[name].split())
    return tag("path", **found, transform=view.transform(unit_m), d=d)


def rings(items: Sequence[Item], view: Viewport, theme: str) -> str:
    """Draw within which circle a place is known, where the circle is large enough to say something."""
    found: dict[tuple[str, str, float], tuple[Item, float]] = {}
    for item in items:
        metres = REACH_M.get(item.spot.precision)
        if item.at is None or metres is None or metres / view.scale < TELLING or not in_greenland(*item.at):
            continue
        spot = (f"{item.at[0]:.2f}", f"{item.at[1]:.2f}", metres)
        before = found.get(spot)
        rank = RING_RANK.get(item.subject.kind, 0)
        if before is None or RING_RANK.get(before[0].subject.kind, 0) < rank:
            found[spot] = (item, metres)
    return "".join(
        styled("path", "ring", [f"k-{item.subject.kind}"], theme, class_="ring", d=view.ring(*item.at, metres))
        for item, metres in found.values()
        if item.at
    )


def area_line(view_model: ViewModel, view: Viewport, theme: str) -> str:
    """Draw the line around the area of "More filters": dashed, on a pale one, as on the page."""
    more = view_model.state.more
    if not more.area:
        return ""
    colour = Drawing(0, 0, theme).colour
    lines = outline(area_of(more.area, view_model.world.atlas.places))
    d = "".join(view.path([(float(lon), float(lat)) for lon, lat in line]) for line in lines)
    halo = tag("path", d=d, fill="none", stroke=colour("panel"), stroke_width=5, stroke_opacity=0.8)
    dashed = tag("path", d=d, fill="none", stroke=colour("ink"), stroke_width=1.8, stroke_dasharray="7 4")
    return tag("g", halo + dashed, class_="area")


def in_greenland(lon: float, lat: float) -> bool:
    """Say whether a place lies in the box round Greenland."""
    return 59 < lat < 84 and -74 < lon < (-9 if lat > 68 else -32)


def nation_in_focus(view_model: ViewModel) -> str:
    """Name the nation in focus, by code; empty if there is none."""
    sel, nations = view_model.state.sel, view_model.state.nations
    if sel.startswith("nation:"):
        return sel.removeprefix("nation:")
    return nations[0] if len(nations) == 1 else ""


def ways_home(view_model: ViewModel, items: Sequence[Item]) -> tuple[str, list[tuple[Place, Place]]]:
    """Give the nation in focus, and from each of its places the way to its capital, the nearest first."""
    actor = view_model.world.atlas.actors.get(nation_in_focus(view_model))
    if actor is None or actor.capital_lat is None or actor.capital_lon is None:
        return "", []
    spots: dict[tuple[int, int], Place] = {}
    for item in items:
        if item.subject.actor == actor.id and not item.over and item.at and in_greenland(*item.at):
            at = NUUK if item.in_nuuk else item.at
            spots[round(at[0]), round(at[1])] = at
    home = (float(actor.capital_lon), float(actor.capital_lat))
    ways = [(at, home) for at in list(spots.values())[:MOST_LINES]]
    return actor.id, sorted(ways, key=lambda way: distance_km(way[0][0], way[0][1], *home))


def lines_home(view_model: ViewModel, items: Sequence[Item], view: Viewport, theme: str) -> str:
    """Draw the shortest ways from a nation's places to its capital."""
    ways = ways_home(view_model, items)[1]
    return "".join(styled("path", "great-circle", (), theme, d=view.way(*way)) for way in ways)


def write_distance(
    drawing: Drawing, view_model: ViewModel, items: Sequence[Item], view: Viewport, taken: Sequence[Box]
) -> None:
    """Write beside the nearest way home how far it is to the capital, where there is room."""
    words, (actor, ways) = view_model.words, ways_home(view_model, items)
    if not ways:
        return
    at, home = ways[0]
    place = capital_name(view_model.world.atlas, words, actor)
    text = words.say("map.focus.distance", km=words.number(round(distance_km(*at, *home))), place=place)
    edge = _inner(view)
    inside = [
        point for point in (view.at(*one) for one in way_between(at, home, 160)) if Box(*point, 0, 0).inside(edge)
    ]
    dots = [Box(x, y, 1, 1) for x, y in inside]
    for x, y in reversed(inside[: int(len(inside) * SHARE)]):
        for lower in (-8, 18):
            label = Text(text, x, y + lower, 11.5, 600, anchor="middle", halo=True, role="distance")
            if label.box.inside(edge) and not any(label.box.hits(other) for other in (*taken, *dots)):
                drawing.write(label)
                return


def _inner(view: Viewport) -> Box:
    box = view.box
    return Box(box.x + EDGE, box.y + EDGE, box.w - 2 * EDGE, box.h - 2 * EDGE)


def furniture(drawing: Drawing, view: Viewport, sayer: Sayer) -> list[Box]:
    """Draw north arrow, scale bar and credits; give their boxes."""
    box, ink = view.box, drawing.colour("ink")
    right, bottom, top = box.x + box.w - GAP, box.y + box.h, box.y + GAP + 16
    km, long = view.scale_bar
    credit = sayer.words.say("map.credits")
    if text_width(credit, CREDIT_PX) > box.w - 2 * GAP:
        credit = sayer.words.say("map.credits.short")
    middle = right - 11
    arrow = f"translate({middle:.1f} {top:.1f}) rotate({_north(view):.1f})"
    drawing.add(
        tag(
            "path",
            d=f"M{right - long:.1f} {bottom - 28:.1f}v5H{right:.1f}v-5",
            fill="none",
            stroke=ink,
            stroke_width=1.2,
        ),
        tag("path", d=NORTH_ARROW, fill=ink, transform=arrow),
    )
    distance, north = f"{sayer.words.number(km)} km", sayer.words.say("map.north")
    texts = (
        Text(credit, right, bottom - 8, CREDIT_PX, colour="ink2", anchor="end", halo=True, role="credits"),
        Text(distance, right - long / 2, bottom - 31, SMALL_PX, anchor="middle", halo=True, role="scale"),
        Text(north, middle, top + 26, SMALL_PX, colour="ink2", anchor="middle", halo=True, role="north"),
    )
    drawing.write(*texts)
    return [Box(middle - 14, top - 16, 30, 48), Box(right - long, bottom - 44, long, 22), texts[0].box]


def _north(view: Viewport) -> float:
    """Say how far north is turned in the middle of the map, in degrees clockwise."""
    one, other = view.at(-40, 72), view.at(-40, 73)
    return degrees(atan2(other[0] - one[0], one[1] - other[1]))


def thread(drawing: Drawing, view: Viewport, box: Box | None) -> list[Box]:
    """Tie the list of Nuuk to its town; give what the line crosses."""
    if box is None:
        return []
    x, (tx, ty) = box.x + box.w, view.at(*NUUK)
    y = max(box.y + HEAD, min(box.y + box.h - HEAD, ty))
    away = hypot(tx - x, ty - y)
    if tx < x or away < 12:
        return []
    short = 6 / away  # the line stops at the ring's edge
    ex, ey = tx - (tx - x) * short, ty - (ty - y) * short
    line = f"M{x:.1f} {y:.1f}L{ex:.1f} {ey:.1f}"
    drawing.add(tag("path", d=line, stroke=drawing.colour("ink"), stroke_width=1.2))
    return dots_along([(x, y), (ex, ey)])


def write_seas(drawing: Drawing, view: Viewport, sayer: Sayer, taken: Sequence[Box]) -> None:
    """Write the names of seas along their parallels, where nothing else needs the ground."""
    edge = _inner(view)
    for name, (lon, lat) in SEAS.items():
        text = sayer.words.say(f"map.sea.{name}")
        x, y = view.at(lon, lat)
        (ax, ay), (bx, by) = view.at(lon - 1.5, lat), view.at(lon + 1.5, lat)
        turn = atan2(by - ay, bx - ax)
        half = text_width(text, SEA_PX, 400, "serif") / 2 + 2
        line = [Box(x + cos(turn) * half * t - 4, y + sin(turn) * half * t - 6, 8, 12) for t in ALONG]
        if all(one.inside(edge) for one in line) and not any(one.hits(other) for one in line for other in taken):
            look = {"colour": "ink2", "anchor": "middle", "family": "serif", "italic": True, "role": "sea"}
            drawing.write(Text(text, x, y + 4, SEA_PX, turn=degrees(turn), **look))  # type: ignore[arg-type]
