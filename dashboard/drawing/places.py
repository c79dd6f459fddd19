"""Every place of the map with its symbols and its name, none over another."""

from collections.abc import Sequence

from dashboard.drawing.clusters import APART, CROWDED, Cluster, clusters
from dashboard.drawing.items import Item, Sayer
from dashboard.drawing.labels import (
    LINE,
    SUB_PX,
    TITLE_PX,
    Content,
    Ground,
    Placed,
    content_of,
    place,
    reach_of,
)
from dashboard.drawing.svg import Box, Drawing, Text, styled, tag
from dashboard.drawing.viewport import Viewport

QUIET = 0.3  # of what does not belong to the nation in focus
LOW = 620.0  # pixels: a lower map has less room for dots
PITCH, SMALL_PITCH = 4.7, 3.8


def draw_places(
    drawing: Drawing,
    items: Sequence[Item],
    view: Viewport,
    sayer: Sayer,
    over: Sequence[Box],
    thread: Sequence[Box],
    nation: str,
) -> list[Box]:
    """Draw every place with its symbols and its name; give the ground that is taken then.

    Where ground is short, places close to each other become one.

    Parameters
    ----------
    drawing : Drawing
        What is drawn on.
    items : sequence of Item
        What stands on the map.
    view : Viewport
    sayer : Sayer
        The part of the plane, and names.
    over, thread : sequence of Box
        What must stay free, and what names would rather not cross.
    nation : str
        The nation in focus; all else is quiet. Empty if there is none.
    """
    pitch = SMALL_PITCH if view.box.h < LOW else PITCH
    box = view.box
    edge = Box(box.x + 2, box.y + 2, box.w - 4, box.h - 4)
    apart = APART
    while True:
        found = [one for one in clusters(items, view, sayer, apart) if _on(one, edge)]
        ground = Ground(edge, list(over), [(one, _own_ground(one)) for one in found], list(thread))
        placed = []
        for one in found:
            content = content_of(one, sayer, pitch, drawing.theme)
            placed.append((one, content, place(one, content, ground, reach_of(one))))
        whole = all(way is not None or not (content.marks or content.blocks) for _, content, way in placed)
        if whole or apart * 1.5 > CROWDED:
            break
        apart *= 1.5
    for one, content, way in placed:
        _draw(drawing, one, content, way, nation)
    return [*ground.taken, *(box for _, box in ground.grounds)]


def _on(one: Cluster, edge: Box) -> bool:
    return Box(one.x, one.y, 0, 0).inside(edge)


def _own_ground(one: Cluster) -> Box:
    reach = reach_of(one)
    return Box(one.x - reach, one.y - reach, 2 * reach, 2 * reach)


def _draw(drawing: Drawing, one: Cluster, content: Content, way: Placed | None, nation: str) -> None:
    theme = drawing.theme
    ties = [(x, y) for x, y in one.moved]
    ties += [way.knot] if way and way.away else []
    for x, y in ties:
        d = f"M{one.x:.1f} {one.y:.1f}L{one.x + x:.1f} {one.y + y:.1f}"
        drawing.add(styled("path", "leader-line", (), theme, class_="leader-line", d=d))
    if one.first:
        glyph = one.first.glyph(PITCH, theme)
        drawing.add(_item(one.first, glyph.body, one.x - glyph.w / 2, one.y - glyph.h / 2, nation))
    else:
        words = [] if one.items or one.place == "nuuk" else ["small"]
        r = 2.4 if words else 4.6
        drawing.add(styled("circle", "town", words, theme, class_="town", cx=one.x, cy=one.y, r=r))
    if way is None:
        return
    left, top, wide = one.x + way.dx, one.y + way.dy, way.form.w
    y = _head(drawing, content, way, left, top, nation)
    anchor, edge = ("end", left + wide) if way.mirror else ("start", left)
    if content.sub and way.form.name in ("full", "tall"):
        drawing.write(Text(content.sub, edge, y + 11.3, SUB_PX, colour="ink2", anchor=anchor, halo=True, role="under"))
        y += LINE
    for item, glyph, line in content.blocks:
        if line:
            drawing.write(Text(line, edge, y + 11.3, SUB_PX, colour="ink2", anchor=anchor, halo=True, role="under"))
            y += LINE
        drawing.add(_item(item, glyph.body, left + wide - glyph.w if way.mirror else left, y + 1, nation))
        y += max(glyph.h + 3, 12)


def _head(drawing: Drawing, content: Content, way: Placed, left: float, top: float, nation: str) -> float:
    """Draw the name and the row of small symbols; give where the next line begins."""
    name, wide, marks = way.form.name, way.form.w, content.marks_w
    right = left + wide
    named = name != "bare"
    tall = name == "tall"
    high = max(content.marks_h, LINE) if marks and not tall else LINE
    if named:
        gap = marks + 2 if marks and not tall else 0
        x, anchor = (right - gap, "end") if way.mirror else (left + gap, "start")
        y = top + (high / 2 if not tall else LINE / 2) + TITLE_PX * 0.34
        drawing.write(Text(content.title, x, y, TITLE_PX, 600, anchor=anchor, halo=True, role="place"))
    y = top + (LINE if tall else 0)
    start = right - marks if way.mirror else left
    for at, (item, glyph) in enumerate(content.marks):
        cx, cy = start + (at % content.row + 0.5) * content.mark, y + (at // content.row + 0.5) * content.mark
        if len(content.marks) <= content.row and not tall:
            cy = top + high / 2
        drawing.add(_item(item, glyph.body, cx - glyph.w / 2, cy - glyph.h / 2, nation))
    if name == "bare":
        return top + content.marks_h
    return y + content.marks_h if tall else top + high


def _item(item: Item, body: str, x: float, y: float, nation: str) -> str:
    quiet = {"opacity": QUIET} if nation and item.subject.actor != nation else {}
    words = " ".join(("item", *item.words))
    at = f"translate({x:.2f} {y:.2f})"
    return tag("g", body, class_=words, data_id=item.subject.id, data_key=item.key, transform=at, **quiet)
