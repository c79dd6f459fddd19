"""What stands beside the map: the key, the list of Nuuk, and the list of what has no point."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.drawing.glyphs import Glyph, end_bar, mark, symbol, unlike
from dashboard.drawing.items import BEHIND, GROUPS, THERE, Item, Sayer, post_lines
from dashboard.drawing.labels import LINE
from dashboard.drawing.svg import Box, Drawing, Text, fitted, styled, tag, text_width, wrapped
from dashboard.drawing.symbols import KEY_AT_REST, LETTERS
from geodata.model import (
    ANNOUNCED,
    ATTESTED,
    CONTINGENT,
    DECLINED,
    ENDED,
    GREENLAND,
    IN_PLACE,
    NOT_ASKED,
    OPEN,
    POST,
    SENT,
)

PAD, ROW = 12.0, 20.0
TITLE_PX, BODY_PX, SMALL_PX = 14.0, 12.5, 11.5
ICON = 26.0
GAP = 12.0  # between two lists
STEP = 19.0  # pixels from one symbol of a group of posts to the next
MANY = 4  # rows without which a list of names says more
LEAST_PX = 165.0  # of a list, before the key gives way
DOT_PITCH = 3.5
INLINE = 96.0  # pixels that dots may take in the line
COUNTED = frozenset({IN_PLACE, OPEN, SENT, ANNOUNCED})
# The class words of a sample, for each look that the key can explain.
SAMPLES = {
    "announced": ("s-announced",),
    "sent": ("s-sent",),
    "in_place": ("s-in_place",),
    "last_known": ("s-in_place", "age1"),
    "ended": ("s-ended",),
    "declined": ("s-declined",),
    "not_asked": ("s-not_asked",),
    "attested": ("s-attested",),
    "unconfirmed": ("s-announced", "unsure"),
    "unverified": ("s-in_place", "unproven"),
    "disputed": ("s-in_place", "disputed"),
}
OWN = (CONTINGENT, "last_known", "ring")  # entries that are no single thing of a kind
MAIN = ("announced", "sent", "in_place", "last_known")


@dataclass(frozen=True, slots=True)
class Level:
    """How much the key explains: kinds at most, and which samples."""

    kinds: int = 10
    samples: tuple[str, ...] = tuple(SAMPLES)


LEVELS = (Level(), Level(6), Level(6, MAIN), Level(5, ()))
"""From full to short, for a column that has to hold the lists too."""


@dataclass
class Panel:
    """A list that is being written, from its upper left corner down."""

    drawing: Drawing
    x: float
    y: float
    w: float
    role: str
    top: float = 0.0

    def __post_init__(self) -> None:
        self.top = self.y
        self.parts: list[str] = []
        self.texts: list[Text] = []
        self.y += PAD

    def line(
        self, text: str, size: float = BODY_PX, weight: int = 400, colour: str = "ink", x: float = 0, high: float = ROW
    ) -> None:
        """Write a line and go on below it."""
        self.say(text, x, size, weight, colour, high)
        self.y += high

    def say(
        self,
        text: str,
        x: float = 0,
        size: float = BODY_PX,
        weight: int = 400,
        colour: str = "ink",
        high: float = ROW,
        anchor: str = "start",
    ) -> None:
        """Write a text in the line that is being written."""
        wide = self.w - 2 * PAD - x if anchor == "start" else self.w - 2 * PAD
        shortened = fitted(text, wide, size, weight)
        at = self.x + PAD + x if anchor == "start" else self.x + self.w - PAD
        self.texts.append(
            Text(shortened, at, self.y + high / 2 + size * 0.35, size, weight, colour, anchor, role=self.role)
        )

    def put(self, body: str, x: float, w: float, h: float, high: float = ROW) -> None:
        """Draw a symbol in the line that is being written."""
        at = f"translate({self.x + PAD + x - 0:.2f} {self.y + (high - h) / 2:.2f})"
        self.parts.append(tag("g", body, transform=at, data_w=w))

    def rule(self) -> None:
        """Part what follows from what stands above."""
        y = self.y + 3
        d = f"M{self.x + PAD:.2f} {y:.2f}H{self.x + self.w - PAD:.2f}"
        self.parts.append(tag("path", d=d, stroke=self.drawing.colour("hair"), stroke_width=1))
        self.y += 7

    def close(self) -> Box:
        """Paint the list on its ground; give the box that it takes."""
        box = Box(self.x, self.top, self.w, self.y - self.top + PAD - 4)
        ground = {"fill": self.drawing.colour("panel"), "stroke": self.drawing.colour("hair"), "stroke_width": 1}
        self.drawing.add(tag("rect", x=box.x, y=box.y, width=box.w, height=box.h, rx=10, **ground), *self.parts)
        self.drawing.write(*self.texts)
        return box


def key(
    drawing: Drawing, items: Sequence[Item], sayer: Sayer, x: float, y: float, w: float, level: Level = Level()
) -> Box:
    """Write the key: the kinds in view with their numbers, then the looks that occur."""
    panel = Panel(drawing, x, y, w, "key")
    words, theme = sayer.words, drawing.theme
    panel.line(words.say("map.legend.title"), TITLE_PX, 600)
    for line in wrapped(words.say("map.legend.counted"), w - 2 * PAD, SMALL_PX):
        panel.line(line, SMALL_PX, colour="ink2", high=LINE)
    panel.y += 3
    for name, number in _kinds(items, sayer, level.kinds):
        body, wide, high = _sample(name, theme)
        panel.put(body, (ICON - 8 - wide) / 2, wide, high)
        group = name in GROUPS
        text = words.say(f"map.{'group' if group else 'legend' if name in OWN else 'kind'}.{name}")
        room = w - 2 * PAD - ICON - text_width(number, SMALL_PX) - 6
        panel.say(fitted(text, room, BODY_PX), ICON)
        panel.say(number, anchor="end", size=SMALL_PX, colour="ink2")
        panel.y += ROW
    _looks(panel, items, sayer, level.samples)
    return panel.close()


def _kinds(items: Sequence[Item], sayer: Sayer, most: int) -> list[tuple[str, str]]:
    """List the entries of the key that are in view, each with its number as the sentence counts."""
    first = [item for item in items if item.number == 0]  # a subject counts once, wherever its people stand
    old = [item for item in first if item.subject.kind == CONTINGENT and {"age1", "age2"} & set(item.words)]
    live = [
        item
        for item in first
        if item.state.step in COUNTED
        and item not in old
        and not (
            item.state.unconfirmed
            if item.subject.kind == CONTINGENT
            else item.state.last_known or (not item.group and "unproven" in item.words)
        )
    ]
    opened = Counter(_entry(item) for item in live if item.state.step != ANNOUNCED or item.subject.kind == CONTINGENT)
    announced = Counter(_entry(item) for item in live if item.state.step == ANNOUNCED)
    there = {_entry(item) for item in first}
    found = []
    for name in KEY_AT_REST:
        if name == "last_known":
            number = str(len(old)) if old else ""
        elif name == CONTINGENT or not announced[name]:
            number = str(opened[name]) if opened[name] else ""
        else:
            promised = sayer.plural("map.group.announced", announced[name])
            number = ", ".join(filter(None, [str(opened[name]) if opened[name] else "", promised]))
        if number or (name in there and name not in (*GROUPS, CONTINGENT)):
            found.append((name, number))
    return [*found[:most], ("ring", "")]


def _doubtful(item: Item) -> bool:
    """Say whether it is drawn, but counted no more than in the sentence."""
    if item.subject.kind == CONTINGENT:
        return item.state.unconfirmed
    return not item.group and "unproven" in item.words


def _entry(item: Item) -> str:
    return item.group if item.subject.kind == POST else item.subject.kind


def _sample(name: str, theme: str) -> tuple[str, float, float]:
    """Draw what stands beside an entry: elements, width and height."""
    if name == "ring":
        return styled("circle", "ring", ["k-contingent"], theme, cx=8, cy=8, r=6.5), 16, 16
    if name in (CONTINGENT, "last_known"):
        words = ("k-contingent", "s-in_place", *(("age1",) if name == "last_known" else ()))
        glyph = symbol(CONTINGENT, words, 2, 3, pitch=5.6, theme=theme)
        return glyph.body, glyph.w, glyph.h
    kind = POST if name in GROUPS else name
    glyph = mark(kind, (f"k-{kind}", "s-open"), name == "honorary", theme)
    return glyph.body, glyph.w, glyph.h


def _looks(panel: Panel, items: Sequence[Item], sayer: Sayer, names: Sequence[str]) -> None:
    """Explain the looks that occur, in two columns where they fit."""
    occurring = [name for name in names if any(_has(item, name) for item in items)]
    if not occurring:
        return
    panel.rule()
    texts = {name: sayer.words.say(f"map.key.{name}") for name in occurring}
    half = (panel.w - 2 * PAD) / 2
    at = 0.0
    for name in occurring:
        wide = ICON - 6 + text_width(texts[name], SMALL_PX)
        if at and (wide > half or wide <= 0):
            panel.y += ROW - 2
            at = 0.0
        body = _sample_of_look(name, panel.drawing.theme)
        panel.put(body, at, 14, 14, ROW - 2)
        panel.say(texts[name], at + ICON - 6, SMALL_PX, colour="ink2", high=ROW - 2)
        if at or wide > half:
            panel.y += ROW - 2
            at = 0.0
        else:
            at = half
    panel.y += ROW - 2 if at else 0


def _has(item: Item, name: str) -> bool:
    step = item.state.step
    plain = {
        "announced": step == ANNOUNCED and not item.state.unconfirmed,
        "sent": step == SENT,
        "in_place": step in (IN_PLACE, OPEN),
        "last_known": bool({"age1", "age2"} & set(item.words)),
        "ended": step in (ENDED, "closed"),
        "declined": step in (DECLINED, "cancelled"),
        "not_asked": step == NOT_ASKED,
        "attested": step == ATTESTED,
        "unconfirmed": item.state.unconfirmed,
        "unverified": "unproven" in item.words,
        "disputed": "disputed" in item.words,
    }
    return plain[name]


def _sample_of_look(name: str, theme: str) -> str:
    words = ("k-key", *SAMPLES[name])
    body = styled("circle", "m", words, theme, r=5)
    if name == "ended":
        body += end_bar(0, 0, 2.6, words, theme)
    if name == "disputed":
        body += unlike(5.4, -4.4, words, theme)
    if LETTERS.get(name):
        look = {"y": 3.6, "text_anchor": "middle", "font_size": 11.5, "font_weight": 600}
        family = {"font_family": "'Source Sans',system-ui,sans-serif"}
        text = styled("text", "letter", words, theme, **look, **family)
        body += text.removesuffix("/>") + f">{LETTERS[name]}</text>"
    return tag("g", body, transform="translate(7 7)")


def nuuk_list(
    drawing: Drawing, items: Sequence[Item], sayer: Sayer, x: float, y: float, w: float, most: float
) -> Box | None:
    """Write the list of Nuuk: posts by group, then people with dots; as many rows as there is room for.

    Parameters
    ----------
    drawing, sayer, x, y, w : Drawing or Sayer or float
        What is drawn on, the words, and in pixels where it begins and how wide it is.
    items : sequence of Item
        Those of the town.
    most : float
        Pixels of height at most.
    """
    if not items or most < 3 * ROW:
        return None
    panel = Panel(drawing, x, y, w, "nuuk-list")
    panel.line(sayer.place("nuuk"), TITLE_PX, 600)
    ordered = sorted(items, key=lambda item: item.standing)
    bottom = y + most - PAD
    for some, text in post_lines(ordered, sayer):
        if panel.y + ROW > bottom:
            break
        shown = some[: max(1, int((w - 2 * PAD - text_width(text, BODY_PX) - 4) // STEP))]
        for at, item in enumerate(shown):
            panel.put(_item(item, item.glyph(DOT_PITCH, drawing.theme).body), at * STEP, 16, 16)
        panel.line(text, x=len(shown) * STEP + 2)
    people = [item for item in ordered if item.subject.kind == CONTINGENT and item.state.step in THERE]
    people = [item for item in people if not (item.state.step == ANNOUNCED and item.state.unconfirmed)]
    if people and panel.y + ROW < bottom:
        panel.rule()
    _rows(panel, _once(sorted(people, key=lambda item: (item.precedence, -item.most))), sayer, bottom)
    return panel.close()


def _once(people: Sequence[Item]) -> list[Item]:
    """Keep who is there in numbers, and a nation of which nobody gave a number once."""
    given = [item for item in people if item.most]
    seen = {item.subject.actor for item in given}
    rest = {item.subject.actor: item for item in reversed(people) if item.subject.actor not in seen}
    return [*given, *(item for item in people if item in rest.values())]


def unplaced_list(
    drawing: Drawing, items: Sequence[Item], sayer: Sayer, x: float, y: float, w: float, most: float
) -> Box | None:
    """Write the list of the unplaced: what has no point on the map, who is there first."""
    front = [item for item in items if item.state.step not in BEHIND]
    shown = sorted(front or items, key=lambda item: (item.precedence, -item.most))
    if not shown or most < 2 * ROW + PAD:
        return None
    panel = Panel(drawing, x, y, w, "unplaced-list")
    named = sayer.words.say("map.unplaced.count", n=len(front)) if front else sayer.words.say("map.unplaced.title")
    panel.line(named, BODY_PX, 600)
    if most < (MANY + 1) * ROW + 2 * PAD:  # no room for rows: whose they are
        names = ", ".join(dict.fromkeys(filter(None, (sayer.whose(item.subject) for item in shown))))
        for line in wrapped(names, w - 2 * PAD, SMALL_PX)[: int((y + most - PAD - panel.y) // LINE)]:
            panel.line(line, SMALL_PX, colour="ink2", high=LINE)
        return panel.close()
    _rows(panel, shown, sayer, y + most - PAD)
    return panel.close()


def _rows(panel: Panel, items: Sequence[Item], sayer: Sayer, bottom: float) -> None:
    """Write a row for each, and how many had no room."""
    for at, item in enumerate(items):
        left = len(items) - at
        if panel.y + (ROW + LINE) * (2 if left > 1 else 1) > bottom + LINE:
            panel.line(sayer.plural("map.unplaced.more", left), SMALL_PX, colour="ink2", high=LINE)
            return
        _row(panel, item, sayer)


def _row(panel: Panel, item: Item, sayer: Sayer) -> None:
    note, under = sayer.note(item), ", ".join(filter(None, [_where(item, sayer), *sayer.doubts(item)]))
    colour = "mil" if item.subject.kind == CONTINGENT and item.state.step == IN_PLACE else "ink2"
    note = fitted(note, panel.w * 0.55, SMALL_PX)
    glyph: Glyph | None = item.glyph(DOT_PITCH, panel.drawing.theme, wide=True)
    right = text_width(note, SMALL_PX) + 8 if note else 0
    room = panel.w - 2 * PAD - right
    if glyph is not None and glyph.dots and glyph.w > min(INLINE, room - 60):
        glyph = None  # the number says it
    name = sayer.short_name(item.subject)
    if glyph is not None:
        at = room - glyph.w
        panel.put(_item(item, glyph.body), at, glyph.w, glyph.h)
        room = at - 6
    panel.say(fitted(name, room, BODY_PX))
    if note:
        panel.say(note, anchor="end", size=SMALL_PX, colour=colour)
    panel.y += max(ROW, glyph.h + 4 if glyph is not None else 0)
    if under:
        panel.y -= 3
        panel.line(under, SMALL_PX, colour="ink2", high=LINE)


def _where(item: Item, sayer: Sayer) -> str:
    """Name the place that the evidence names for what has no point."""
    place = item.spot.place
    if item.where != "unplaced-list" or place == GREENLAND or place not in sayer.atlas.places:
        return ""
    name = sayer.place(place)
    return "" if name == sayer.short_name(item.subject) else name


def _item(item: Item, body: str) -> str:
    return tag("g", body, class_=" ".join(("item", *item.words)), data_id=item.subject.id, data_key=item.key)


def key_for(drawing: Drawing, items: Sequence[Item], sayer: Sayer, w: float, most: float) -> Level:
    """Choose how much the key may explain, so that the lists below it keep their first rows.

    Parameters
    ----------
    drawing, items, sayer, w : Drawing or sequence of Item or Sayer or float
        As for `nuuk_list`; of the drawing only its size is read.
    most : float
        Pixels of height for all of them.
    """
    blank = Drawing(drawing.width, drawing.height)
    town = nuuk_list(blank, [item for item in items if item.where == "nuuk-list"], sayer, 0, 0, w, most)
    away = unplaced_list(blank, [item for item in items if item.where == "unplaced-list"], sayer, 0, 0, w, most)
    need = sum(min(box.h, LEAST_PX) + GAP for box in (town, away) if box)
    for level in LEVELS:
        if key(blank, items, sayer, 0, 0, w, level).h + need <= most:
            return level
    return LEVELS[-1]


__all__ = ["GAP", "PAD", "ROW", "key", "key_for", "nuuk_list", "unplaced_list"]
