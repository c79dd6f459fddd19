"""The map of a view as a drawing of its own: base map, symbols, rings, lists, key, scale and credits.

The page draws the same with Leaflet; this writer needs no browser. Both read the shapes from `drawing.symbols`.
"""

from collections.abc import Callable, Sequence
from functools import partial

from dashboard.drawing import lists
from dashboard.drawing.ground_map import (
    EDGE,
    GAP,
    area_line,
    base_map,
    clipped,
    furniture,
    lines_home,
    nation_in_focus,
    rings,
    thread,
    write_distance,
    write_seas,
)
from dashboard.drawing.items import Item, Sayer, items_of
from dashboard.drawing.places import draw_places
from dashboard.drawing.svg import Box, Drawing, Text
from dashboard.drawing.viewport import fit
from dashboard.view.view import ViewModel

SIDE_W, TITLE_H = 252.0, 34.0
FOOT = 10.0  # pixels for the credits below the land
BROAD = 0.62  # width to height: a narrower map does without Iceland
LEAST_AWAY = 3  # rows of what has no point that stay in sight


def map_svg(
    view_model: ViewModel,
    width: float,
    height: float,
    *,
    theme: str = "light",
    key: bool = True,
    listed: bool = True,
    title: bool = True,
    scale: float = 1,
    description: str = "",
) -> str:
    """Write the map of a view as SVG.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    width, height : float
        Of the picture, in pixels.
    theme : str
        `light` or `dark`.
    key, listed, title : bool
        Whether the key, the lists beside the map (Nuuk, and what has no point) and a title are drawn; a small map
        does without.
    scale : float
        How many times larger than on the page symbols and type are.
    description : str
        The alternative text; without it the picture is hidden from those who do not see.

    Returns
    -------
    str
        One `svg` element, with texts as text in the fonts of the page.
    """
    drawing = draw_map(view_model, width / scale, height / scale, theme=theme, key=key, listed=listed, title=title)
    drawing.measured = not (key or listed or title)
    return drawing.to_svg(title_of(view_model) if description else "", description, scale)


def title_of(view_model: ViewModel) -> str:
    """Name the map of a view: the title of the page, what is filtered, and both clocks."""
    words, state = view_model.words, view_model.state
    return " · ".join([words.say("title"), *view_model.texts[:2], clocks_of(view_model) or words.day(state.as_of)])


def clocks_of(view_model: ViewModel) -> str:
    """Say both clocks as the page's header does."""
    words, state = view_model.words, view_model.state
    day = words.day(state.as_of, short=True)
    if state.known_by:
        return words.say("header.known", day=day, known=words.day(state.known_by, short=True))
    return words.say("header.asof", day=day)


def draw_map(
    view_model: ViewModel,
    width: float,
    height: float,
    *,
    theme: str = "light",
    key: bool = True,
    listed: bool = True,
    title: bool = False,
) -> Drawing:
    """Draw the map of a view; parameters as of `map_svg`."""
    drawing = Drawing(width, height, theme)
    sayer = Sayer(view_model.world.atlas, view_model.words, view_model.world.as_of)
    items = items_of(view_model, nuuk_list=listed)
    box = Box(0, TITLE_H if title else 0, width, height - (TITLE_H if title else 0))
    column = SIDE_W + GAP if key or listed else 0
    free = Box(box.x + column + EDGE, box.y + EDGE, box.w - column - 2 * EDGE, box.h - 2 * EDGE - FOOT)
    view = fit(box, free, iceland=free.w > free.h * BROAD)
    # Where the map is the whole picture, its edge cuts by itself; a clip path costs resvg seconds at 300 dpi.
    cut: Callable[[str], str] = partial(clipped, box) if title else str
    drawing.ground.append(cut(base_map(view, theme)))
    under = rings(items, view, theme) + lines_home(view_model, items, view, theme) + area_line(view_model, view, theme)
    drawing.add(cut(under))
    boxes = _beside(drawing, items, sayer, box, key, listed)
    over = [*boxes.values(), *furniture(drawing, view, sayer)]
    crossed = thread(drawing, view, boxes.get("nuuk-list"))
    nation = nation_in_focus(view_model) if view_model.state.sel else ""
    on_map = [item for item in items if item.where == "map"]
    taken = [*over, *draw_places(drawing, on_map, view, sayer, over, crossed, nation)]
    write_seas(drawing, view, sayer, taken)
    write_distance(drawing, view_model, items, view, taken)
    if title:
        drawing.write(Text(title_of(view_model), 4, 22, 16, 600, role="title"))
    return drawing


def _beside(drawing: Drawing, items: Sequence[Item], sayer: Sayer, box: Box, key: bool, listed: bool) -> dict[str, Box]:
    """Write the lists, the key above and the others below it, as far as there is room."""
    found: dict[str, Box] = {}
    x, y, bottom = box.x + GAP, box.y + GAP, box.y + box.h - GAP
    if key:
        level = lists.key_for(drawing, items if listed else [], sayer, SIDE_W, bottom - y)
        found["key"] = lists.key(drawing, items, sayer, x, y, SIDE_W, level)
        y += found["key"].h + lists.GAP
    if listed:
        away = [item for item in items if item.where == "unplaced-list"]
        kept = min(LEAST_AWAY, len(away)) * lists.ROW + 3 * lists.PAD if away else 0
        town = lists.nuuk_list(
            drawing, [i for i in items if i.where == "nuuk-list"], sayer, x, y, SIDE_W, bottom - y - kept
        )
        if town:
            found["nuuk-list"] = town
            y += town.h + lists.GAP
        rest = lists.unplaced_list(drawing, away, sayer, x, y, SIDE_W, bottom - y)
        if rest:
            found["unplaced-list"] = rest
    return found
