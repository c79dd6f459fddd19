"""Names and symbols beside their places: each takes the first free ground, so that no two of them overlap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, hypot, pi, sin

from dashboard.drawing.clusters import Cluster
from dashboard.drawing.glyphs import Glyph
from dashboard.drawing.items import Item, Sayer
from dashboard.drawing.svg import Box, text_width
from dashboard.drawing.viewport import dots_along
from geodata.model import CONTINGENT

LINE, TITLE_PX, SUB_PX = 15.0, 12.5, 11.5
MARK, SMALL_MARK = 24.0, 17.0  # a small symbol and its ground; in a crowd
ROW, LONG_ROW = 6, 10  # small symbols in a row; in a crowd
CROWD = 12
LEAST_BLOCK = 12.0
BLOCK_PAD = 3.0
BESIDE = ("right", "left", "rightmid", "leftmid")
AROUND = ("leftup", "rightup", "below", "above", "rightlow", "lefthigh")
NEAR = (16.0, 26.0, 38.0, 52.0, 70.0, 90.0, 120.0, 160.0, 210.0, 270.0)
TURNS = (0, 8, 1, 15, 7, 9, 2, 14, 6, 10, 4, 12, 3, 13, 5, 11)  # sixteenths of a turn, sideways first
STEEP = 0.6
EDGE = 2.0
MOST_UNNUMBERED = 2


@dataclass(frozen=True, slots=True)
class Content:
    """What stands beside a place: its name, small symbols, a second line, blocks of dots with their own lines."""

    title: str
    sub: str
    marks: Sequence[tuple[Item, Glyph]]
    blocks: Sequence[tuple[Item, Glyph, str]]

    @property
    def title_w(self) -> float:
        """Pixels of the name."""
        return text_width(self.title, TITLE_PX, 600)

    @property
    def sub_w(self) -> float:
        """Pixels of the second line."""
        return text_width(self.sub, SUB_PX) if self.sub else 0.0

    @property
    def mark(self) -> float:
        """Pixels of a small symbol with its ground."""
        return SMALL_MARK if len(self.marks) > CROWD else MARK

    @property
    def row(self) -> int:
        """Small symbols in a row."""
        return LONG_ROW if len(self.marks) > CROWD else ROW

    @property
    def marks_w(self) -> float:
        """Pixels of a row of small symbols."""
        return min(len(self.marks), self.row) * self.mark

    @property
    def marks_h(self) -> float:
        """Pixels of all rows of small symbols."""
        return ceil(len(self.marks) / self.row) * self.mark

    @property
    def blocks_w(self) -> float:
        """Pixels of the widest block."""
        return max(
            (max(glyph.w, text_width(line, SUB_PX) if line else 0) for _, glyph, line in self.blocks), default=0.0
        )

    @property
    def blocks_h(self) -> float:
        """Pixels of all blocks."""
        return sum(max(glyph.h + BLOCK_PAD, LEAST_BLOCK) + (LINE if line else 0) for _, glyph, line in self.blocks)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a content: `full`, `tall`, `short` or `bare`, its size, and which of its lines is level."""

    name: str
    w: float
    h: float
    head: float
    lines: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a content stands, from the symbol's middle; `away` means tied to it by a line."""

    form: Form
    dx: float
    dy: float
    mirror: bool
    away: bool = False

    @property
    def knot(self) -> tuple[float, float]:
        """Where the line meets the content."""
        x = max(self.dx, min(0.0, self.dx + self.form.w))
        high = self.form.h
        y = max(self.dy + 6, min(0.0, self.dy + high - 6)) if high > LEAST_BLOCK else self.dy + high / 2
        return x, y


@dataclass
class Ground:
    """What is taken already: lists and edges, names, and the ground of symbols."""

    edge: Box
    over: list[Box]
    grounds: list[tuple[Cluster, Box]]
    thread: list[Box] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def free(self, cluster: Cluster, boxes: Iterable[Box], thread: bool = True) -> bool:
        """Say whether boxes cover nothing of another."""
        others = [*self.over, *self.taken, *(box for one, box in self.grounds if one is not cluster)]
        others += self.thread if thread else []
        return not any(box.hits(other) for box in boxes for other in others)


def content_of(one: Cluster, sayer: Sayer, pitch: float, theme: str) -> Content:
    """Say what is written and drawn beside a place, apart from what stands on it."""
    rest = [item for item in one.items if item is not one.first]
    drawn = [(item, item.glyph(pitch if item.most <= 40 else pitch * 0.8, theme)) for item in rest]
    marks = [pair for pair in drawn if not pair[1].dots]
    dotted = [pair for pair in drawn if pair[1].dots]
    blocks = [(item, glyph, sayer.under(item) if len(dotted) > 1 else "") for item, glyph in dotted]
    single = one.items[0] if len(one.items) == 1 else dotted[0][0] if len(dotted) == 1 else None
    sub = sayer.under(single) if single else _unnumbered(rest, sayer)
    return Content(one.title, sub, marks, blocks)


def _unnumbered(rest: Sequence[Item], sayer: Sayer) -> str:
    """Name whose people stand here in unknown number: "Denmark ?"."""
    whole = next((item for item in rest if item.shared and not item.over), None)
    if whole:
        return sayer.under(whole)
    silent = (item for item in rest if item.subject.kind == CONTINGENT and not item.most and not item.over)
    names = dict.fromkeys(sayer.whose(item.subject) for item in silent if item.spot.low != 0)
    return " · ".join(f"{name} ?" for name in list(names)[:MOST_UNNUMBERED])


def forms(content: Content, alone: bool) -> list[Form]:
    """List the ways to write a content, from full to bare."""
    marks, tall = content.marks_w, content.marks_h
    top = max(tall, LINE) if marks else LINE
    wide = content.title_w + marks + (2 if marks else 0)

    def made(name: str, w: float, h: float, head: float, sub: float = 0) -> Form:
        lines = ((w, h), (sub, LINE if sub else 0), (content.blocks_w, content.blocks_h))
        return Form(name, max(w, sub, content.blocks_w), sum(line[1] for line in lines), head, lines)

    level = LINE * 0.75 if content.sub and not content.blocks and not marks else top / 2
    found = [made("full", wide, top, level, content.sub_w)]
    if not alone:
        return found
    if marks:
        narrow, high = max(content.title_w, marks), LINE + tall
        found += [made("tall", narrow, high, head, content.sub_w) for head in (LINE / 2, LINE + content.mark / 2)]
    if content.sub:
        found.append(made("short", wide, top, top / 2))
    if content.blocks or marks:
        head = tall / 2 if marks else min(12.0, content.blocks_h / 2)
        found.append(made("bare", marks, tall, head))
    return found


def _corner(side: str, form: Form, reach: float) -> tuple[float, float]:
    w, h, head = form.w, form.h, form.head
    return {
        "right": (reach, -head),
        "left": (-reach - w, -head),
        "rightmid": (reach, -h / 2),
        "leftmid": (-reach - w, -h / 2),
        "below": (-w / 2, reach),
        "above": (-w / 2, -reach - h),
        "leftup": (-reach - w, 12 - h),
        "rightup": (reach, 12 - h),
        "rightlow": (reach - 3, 2.0),
        "lefthigh": (-reach - w + 3, -h - 2),
    }[side]


def _ways(found: Sequence[Form], reach: float) -> Iterator[Placed]:
    """Every way to stand near, best first: beside the symbol in any form before round it, bare symbols last."""
    worded = [form for form in found if form.name != "bare"]
    bare = [form for form in found if form.name == "bare"]
    order = [(form, side) for form in worded for side in BESIDE]
    order += [(form, side) for side in AROUND for form in worded]
    order += [(form, side) for sides in (BESIDE, AROUND) for form in bare for side in sides]
    for form, side in order:
        dx, dy = _corner(side, form, reach + 3)
        yield Placed(form, dx, dy, side.startswith("left"))


def _outward(found: Sequence[Form], reach: float) -> Iterator[Placed]:
    """Every way to stand further out, tied to the place by a line."""
    for far in NEAR:
        for turn in TURNS:
            c, s = cos(turn * pi / 8), sin(turn * pi / 8)
            x, y = (reach + far) * c, (reach + far) * s
            for form in found:
                steep = abs(s) > STEEP
                dy = (y - (form.h if s < 0 else 0)) if steep else y - form.h / 2
                for dx in (x - form.w / 2, x - form.w, x) if steep else (x - form.w if c < 0 else x,):
                    yield Placed(form, dx, dy, dx + form.w / 2 < 0, away=True)


def boxes_of(placed: Placed, x: float, y: float) -> list[Box]:
    """Give the lines of a content as boxes, flush with the side that faces the symbol."""
    top, found = y + placed.dy, []
    for w, h in placed.form.lines:
        if w and h:
            left = x + placed.dx + (placed.form.w - w if placed.mirror else 0)
            found.append(Box(left, top, w, h))
        top += h
    return found


def place(one: Cluster, content: Content, ground: Ground, reach: float) -> Placed | None:
    """Find the first free ground for a content, and take it; None where a bare name has none.

    Parameters
    ----------
    one : Cluster
        The place.
    content : Content
        What is to stand beside it.
    ground : Ground
        What is taken.
    reach : float
        Pixels from the symbol's middle to its edge.
    """
    peopled = bool(content.blocks or content.marks)
    found = forms(content, bool(one.items))

    def fits(way: Placed, thread: bool = True) -> bool:
        whole = Box(one.x + way.dx, one.y + way.dy, way.form.w, way.form.h)
        if not whole.inside(ground.edge) or not ground.free(one, boxes_of(way, one.x, one.y), thread):
            return False
        if not way.away:
            return True
        kx, ky = way.knot
        return ground.free(one, dots_along([(one.x, one.y), (one.x + kx, one.y + ky)]), thread=False)

    near = list(_ways(found, reach))
    worded = [way for way in near if way.form.name != "bare"]
    chosen = next(filter(fits, worded), None) or next((way for way in worded if fits(way, False)), None)
    if chosen is None and peopled:
        out = [form for form in found if form.name != "bare"]
        chosen = next(filter(fits, _outward(out, reach)), None)
        chosen = chosen or next((way for way in near if fits(way, False)), None)
        chosen = chosen or next((way for way in _outward(found, reach) if fits(way, False)), None)
    if chosen is not None:
        ground.taken += boxes_of(chosen, one.x, one.y)
    return chosen


def reach_of(one: Cluster) -> float:
    """Pixels from the middle of what stands on a place to its edge."""
    return 9.0 if one.items else 5.0


def far(placed: Placed) -> float:
    """Pixels between a place and the content tied to it."""
    return hypot(*placed.knot)
