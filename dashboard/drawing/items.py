"""What is drawn of a view, and where: on the map, in the list of Nuuk, or in the list of what has no point."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.drawing.glyphs import Glyph, symbol
from dashboard.drawing.symbols import OLD_DAYS
from dashboard.present.story import current_scene
from dashboard.text.i18n import Words
from dashboard.text.names import actor_name, joint_name, place_name
from dashboard.view.view import ViewModel
from geodata.atlas import Atlas
from geodata.model import (
    ANNOUNCED,
    ATTESTED,
    CONSIDERED,
    CONTINGENT,
    IN_PLACE,
    OPEN,
    OVER,
    POST,
    PRESENT,
    SENT,
    SITES,
    STANDING,
    Spot,
    State,
    Subject,
    text_in,
)
from geodata.projection import distance_km
from geodata.totals import post_group

NUUK = (-51.72157, 64.18347)
NUUK_KM = 12
ORDER = ("base", "command", "outpost", "airport", "ship", "post", "contingent")  # bases keep their own ground
STEPS = (IN_PLACE, SENT, ANNOUNCED)
THERE = frozenset(STEPS)
BEHIND = OVER | {CONSIDERED, ATTESTED}
GROUPS = ("office", "honorary", "own", "abroad")
NO_STEP = 9


@dataclass(frozen=True)
class Item:
    """One subject at one spot.

    Parameters
    ----------
    number : int
        Which of its spots; with the id it names the item, on the page too.
    subject : Subject
    state : State
    spot : Spot
        What it is, and what is known of it.
    at : tuple of float or None
        Longitude and latitude; None where it has no point.
    words : tuple of str
        The class words by which it looks.
    group : str
        In which group a post is counted.
    shared : bool
        Whether the number is that of all places of several nations.
    where : str
        `map`, `nuuk-list` or `unplaced-list`.
    """

    number: int
    subject: Subject
    state: State
    spot: Spot
    at: tuple[float, float] | None
    words: tuple[str, ...]
    group: str
    shared: bool
    where: str

    @property
    def key(self) -> str:
        """Its name, on the page too."""
        return f"{self.subject.id}@{self.number}"

    @property
    def most(self) -> int:
        """The largest number of people that may be here."""
        return max(self.spot.low or 0, self.spot.high or 0)

    @property
    def over(self) -> bool:
        """Whether nothing is there and nothing is to come."""
        return self.state.step in OVER

    @property
    def in_nuuk(self) -> bool:
        """Whether it stands in the town that is listed beside the map."""
        return self.at is not None and distance_km(*self.at, *NUUK) < NUUK_KM

    @property
    def precedence(self) -> int:
        """Who is there before who is on the way before who is promised; a last known number after a fresh one."""
        at = STEPS.index(self.state.step) * 3 if self.state.step in STEPS else NO_STEP
        return at + int(self.state.last_known or self.state.unconfirmed)

    @property
    def standing(self) -> int:
        """At one place: posts, honorary ones after them, then sites, then people by how sure they are."""
        if self.subject.kind == POST:
            return -1 if self.group == "honorary" else -2
        return ORDER.index(self.subject.kind) + (self.precedence if self.subject.kind == CONTINGENT else 0)

    def glyph(self, pitch: float, theme: str, wide: bool = False) -> Glyph:
        """Draw its symbol."""
        honorary = self.group == "honorary"
        low, high = self.spot.low, self.spot.high
        return symbol(self.subject.kind, self.words, low, high, honorary=honorary, pitch=pitch, wide=wide, theme=theme)


@dataclass(frozen=True)
class Sayer:
    """Names and numbers as the map writes them.

    Parameters
    ----------
    atlas : Atlas
    words : Words
        Evidence and language.
    as_of : date
        The day looked at.
    """

    atlas: Atlas
    words: Words
    as_of: date
    beyond: bool = False

    def whose(self, subject: Subject) -> str:
        """Name the nation, or what several nations do as one; nobody's is nothing."""
        if subject.id in self.atlas.wholes:
            return joint_name(self.atlas, self.words, subject.id)
        return actor_name(self.atlas, self.words, subject.actor) if subject.actor else ""

    def place(self, name: str) -> str:
        """Name a place."""
        return place_name(self.atlas, self.words, name)

    def short_name(self, subject: Subject) -> str:
        """Name a subject in a narrow column: the nation, a site's place, a command's own name."""
        if subject.kind in (POST, CONTINGENT):
            return self.whose(subject)
        if subject.kind != "command" and subject.place in self.atlas.places:
            return self.place(subject.place)
        return text_in(subject, "label", self.words.lang)

    def plural(self, key: str, n: int) -> str:
        """Say a number of things, as the frame does: in digits."""
        form = f"{key}.one" if n == 1 else f"{key}.other"
        return self.words.say(form if self.words.has(form) else key, n=n)

    def size(self, state: State, spot: Spot) -> str:
        """Write a number of people."""
        if spot.low is None and spot.high is None:
            return self.words.say("map.number.none")
        return self.words.span(spot.low, spot.high, state.rounded and bool(spot.low or spot.high))

    def last_reported(self, item: Item) -> str:
        """Say when people who are only last known were last reported."""
        state = item.state
        if item.subject.kind != CONTINGENT or not state.last_known or not state.last_confirmed:
            return ""
        day = state.last_said or state.last_confirmed.isoformat()
        return self.words.say("map.last_reported", day=self.words.partial(day, short=True))

    def doubts(self, item: Item) -> list[str]:
        """Say what must be said with a row of people: when last reported, not confirmed, unverified."""
        if item.subject.kind != CONTINGENT:
            return []
        reported = self.last_reported(item)
        flags = {
            "last_known": item.state.last_known and not reported,
            "unconfirmed": item.state.unconfirmed,
            "unverified": "unproven" in item.words,
        }
        return [
            *filter(None, [reported]),
            *(self.words.say(f"map.flag.{name}") for name, holds in flags.items() if holds),
        ]

    def under(self, item: Item) -> str:
        """Write the second line of what stands alone."""
        subject, words = item.subject, self.words
        who = self.whose(subject)
        if subject.kind == CONTINGENT:
            size = self.size(item.state, item.spot)
            text = words.say("map.sub.whole", who=who, n=size) if item.shared else f"{who} {size}"
            bare = item.spot.low is None and item.spot.high is None
            return ", ".join(filter(None, [who if bare else text, self.last_reported(item)]))
        if item.group == "abroad":
            return words.say("map.group.abroad")
        if subject.kind == POST:
            return who
        if subject.kind != "base" or not who:
            return ""
        key = "map.sub.base" if item.state.step in STANDING else "map.sub.step"
        return words.say(key, who=who, step=words.say(f"map.step.{item.state.step}"))

    def note(self, item: Item) -> str:
        """Say what a row of a list says on its right: the number, or the step where it is not in place."""
        state, spot, step = item.state, item.spot, self.words.say(f"map.step.{item.state.step}")
        if item.subject.kind == CONTINGENT:
            not_yet = state.step != IN_PLACE and not (state.last_known and item.where == "nuuk-list")
            if spot.low is None and spot.high is None:
                return step if item.over or not_yet else ""
            if spot.low == 0 and spot.high == 0:
                return step
            number = self.size(state, spot)
            return self.words.say("map.row.number_step", number=number, step=step) if not_yet else number
        return "" if state.step == OPEN else step


def items_of(view_model: ViewModel, nuuk_list: bool) -> list[Item]:
    """List what is drawn of a view, each spot once.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    nuuk_list : bool
        Whether Nuuk is listed beside the map.
    """
    atlas = view_model.world.atlas
    shown = {row.id for row in view_model.rows} & _lit(view_model)
    wholes = {subject.part_of for subject in atlas.subjects.values() if subject.part_of}
    found = []
    for subject in map(view_model.world.subject, atlas.subjects):
        if subject.id not in shown:
            continue
        state = view_model.world.states[subject.id]
        words = class_words(atlas, subject, state, view_model.world.as_of, view_model.world.known_by)
        group = post_group(subject, state, atlas.records)
        spots = _spots(subject, state)
        for number, given in enumerate(spots):
            whole = subject.id in wholes and given.low is None and given.high is None
            spot = Spot(given.place, given.precision, state.low, state.high) if whole else given
            at = _point(atlas, subject, spot.place)
            item = Item(number, subject, state, spot, at, words, group, whole and len(spots) > 1, "map")
            where = "unplaced-list" if at is None else "nuuk-list" if nuuk_list and item.in_nuuk else "map"
            found.append(Item(number, subject, state, spot, at, words, group, item.shared, where))
    return found


def class_words(atlas: Atlas, subject: Subject, state: State, as_of: date, known_by: date | None) -> tuple[str, ...]:
    """Say by which class words a state looks: kind, step, age of the last word on it, and doubts."""
    words = [f"k-{subject.kind}", f"s-{state.step}"]
    known = atlas.evidence_to if known_by is None else min(known_by, atlas.evidence_to)
    if state.last_known or (subject.kind == CONTINGENT and state.step in PRESENT and as_of > known):
        old = OLD_DAYS.get(subject.kind, OLD_DAYS["other"])
        words.append("age2" if (as_of - (state.last_confirmed or as_of)).days > old else "age1")
    doubts = {"unsure": state.unconfirmed, "disputed": state.contested, "unproven": atlas.is_unverified(state)}
    return (*words, *(word for word, holds in doubts.items() if holds))


def _grown_old(state: State) -> bool:
    """Say whether a post was only seen at work, or is open by an old report alone."""
    return state.step == ATTESTED or state.last_known


def post_lines(items: Iterable[Item], sayer: Sayer) -> list[tuple[list[Item], str]]:
    """Group the posts among some items in the words of the sentence, the open ones first."""
    posts = [item for item in items if item.subject.kind == POST]
    found = []
    for group in GROUPS:
        members = [item for item in posts if item.group == group]
        for step, key in ((OPEN, f"map.group.{group}"), (ANNOUNCED, "map.group.announced")):
            some = [item for item in members if item.state.step == step and not item.state.last_known]
            found.append((some, sayer.plural(key, len(some))))
    earlier = [item for item in posts if item.state.step in (OPEN, ATTESTED) and _grown_old(item.state)]
    found.append((earlier, sayer.plural("map.group.earlier", len(earlier))))
    return [(some, text) for some, text in found if some]


def _lit(view_model: ViewModel) -> frozenset[str]:
    """Name what a scene speaks of, with the bases for bearings; without a scene everything."""
    subjects = [view_model.world.subject(name) for name in view_model.world.atlas.subjects]
    current = current_scene(view_model.choice)
    if current is None:
        return frozenset(subject.id for subject in subjects)
    lights = set(current[1].lights)
    return frozenset(
        subject.id
        for subject in subjects
        if subject.kind == SITES[0] or not lights.isdisjoint({subject.id, subject.kind, f"nation:{subject.actor}"})
    )


def _spots(subject: Subject, state: State) -> tuple[Spot, ...]:
    if subject.kind == CONTINGENT and state.spots:
        return state.spots
    return (Spot(state.place or subject.place, state.precision or subject.precision, state.low, state.high),)


def _point(atlas: Atlas, subject: Subject, place: str) -> tuple[float, float] | None:
    if subject.kind != CONTINGENT and subject.lat is not None and subject.lon is not None:
        return float(subject.lon), float(subject.lat)
    found = atlas.places.get(place)
    if found is None or found.lat is None or found.lon is None:
        return None
    return float(found.lon), float(found.lat)
