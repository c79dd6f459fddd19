"""Who tells a view: what the filter lets it speak of, and the rows behind each number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from dashboard.state import KINDS, ViewState
from dashboard.telling.names import actor_name
from dashboard.words import Words
from geodata.atlas import Atlas, World
from geodata.counting import Totals
from geodata.model import UNNAMED

MOST_NAMED = 2
KIND_DOOR = "kind_"
# The numbers that the sentence can hold, by the name under which an address asks for their rows.
DOORS = (
    "people",
    "nations",
    "coming",
    "sent",
    "without_number",
    "last_known",
    "announced",
    "unconfirmed",
    "posts_open",
    "posts_honorary",
    "posts_attested",
    "posts_announced",
    "disputed",
    *(KIND_DOOR + kind for kind in KINDS),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the sentence; one with a door is a number or a name that opens the rows behind it."""

    text: str
    door: str = ""
    accent: str = "mil"


@dataclass(frozen=True)
class Teller:
    """Tells one view: a world as filtered, the choice that filtered it, and the language.

    Parameters
    ----------
    world
        What is in view.
    state
        The reader's choice; a filter that leaves something out must not read as its absence.
    words
        The language.
    """

    world: World
    state: ViewState
    words: Words

    @property
    def atlas(self) -> Atlas:
        """The evidence."""
        return self.world.atlas

    def speaks_of(self, kind: str, steps: Iterable[str]) -> bool:
        """Say whether the filter lets this kind at these steps through."""
        kinds_pass = not self.state.kinds or kind in self.state.kinds
        return kinds_pass and (not self.state.steps or bool(set(steps) & set(self.state.steps)))

    def codes(self, subjects: Iterable[str]) -> list[str]:
        """Give the actors of subjects, each once."""
        return [code for code in dict.fromkeys(self.atlas.subjects[subject].actor for subject in subjects) if code]

    def actors(self, subjects: Iterable[str]) -> list[str]:
        """Name the actors of subjects, each once, as running text does."""
        return [actor_name(self.atlas, self.words, code, running=True) for code in self.codes(subjects)]

    def nations(self, subjects: Iterable[str]) -> int:
        """Count the nations of subjects; allies that nobody named are none."""
        return len([code for code in self.codes(subjects) if code != UNNAMED])

    def named(self, subjects: Sequence[str], door: str, accent: str = "mil") -> Piece:
        """Name one or two actors, else give their number; either is a door."""
        names = self.actors(subjects)
        if len(names) > MOST_NAMED:
            named = [name for name, code in zip(names, self.codes(subjects), strict=True) if code == UNNAMED]
            names = [self.words.count("count.nations", self.nations(subjects)), *named]
        return Piece(self.words.listing(names), door, accent)

    def counted(self, key: str, subjects: Sequence[str], door: str, accent: str = "mil") -> Piece:
        """Give the number of subjects, as a door."""
        return Piece(self.words.count(key, len(subjects)), door, accent)

    def fill(self, key: str, **slots: Piece | str) -> list[Piece]:
        """Put pieces into the gaps of a text; the order of words is the language's own."""
        return self.split(self.words.say(key), slots)

    @staticmethod
    def split(text: str, slots: Mapping[str, Piece | str]) -> list[Piece]:
        """Cut a text at its gaps and put pieces there."""
        pieces: list[Piece] = []
        for literal, slot, _, _ in Formatter().parse(text):
            if literal:
                pieces.append(Piece(literal))
            if slot:
                value = slots[slot]
                pieces.append(Piece(value) if isinstance(value, str) else value)
        return pieces

    def clocks(self) -> str:
        """Begin a sentence: the day looked at, by what knowledge, and whom alone it speaks of."""
        words, known = self.words, self.world.known_by
        day = words.day(self.world.as_of)
        if known is None:
            text = words.say("clock.all", day=day)
        elif known == self.world.as_of:
            text = words.say("clock.same", day=day)
        else:
            text = words.say("clock.known", day=day, known=words.day(known))
        return self._of_whom(text) if self.state.nations else words.sentence_case(text)

    def _of_whom(self, clock: str) -> str:
        """Say whom alone the sentence speaks of; a name stays as it is written."""
        words, nations = self.words, self.state.nations
        if len(nations) > MOST_NAMED:
            names = words.count("count.nations", len(nations))
            return words.sentence_case(words.say("clock.only", names=names, clock=clock))
        names = words.listing([actor_name(self.atlas, words, code) for code in nations])
        return words.say("clock.only", names=names, clock=clock)

    def soldiers(self, totals: Totals) -> str:
        """Say how many people are in place: exactly, or at least and at most."""
        low, high = totals.people.low, totals.people.high
        form = "one" if high == 1 else "other"
        numbers = {"low": self.words.number(low), "high": self.words.number(high)}
        if high == 0:
            return self.words.say("people.none")
        if low == high:
            return self.words.say(f"people.exact.{form}", n=numbers["high"])
        if low == 0:
            return self.words.say(f"people.most.{form}", high=numbers["high"])
        return self.words.say("people.range", **numbers)


def doors(world: World, totals: Totals) -> Mapping[str, tuple[str, ...]]:
    """Give, for each number of the sentence, the subjects behind it."""
    subjects = world.atlas.subjects
    present = (*totals.people.counted, *totals.people.without_number)
    here = tuple(name for name in present if name not in totals.sent)
    arrived = {subjects[name].actor for name in here} | {UNNAMED}
    kinds = {kind: tuple(n for n, s in world.states.items() if s.step and subjects[n].kind == kind) for kind in KINDS}
    return {
        "people": totals.people.counted,
        "nations": tuple(name for name in here if subjects[name].actor != UNNAMED),
        "coming": tuple(name for name in (*totals.sent, *totals.announced) if subjects[name].actor not in arrived),
        "sent": totals.sent,
        "without_number": totals.people.without_number,
        "last_known": totals.people.last_known,
        "announced": totals.announced,
        "unconfirmed": totals.unconfirmed,
        "posts_open": totals.posts_open,
        "posts_honorary": totals.posts_honorary,
        "posts_attested": totals.posts_attested,
        "posts_announced": totals.posts_announced,
        "disputed": totals.disputed,
        **{KIND_DOOR + kind: names for kind, names in kinds.items()},
    }


def rows_of(world: World, name: str) -> frozenset[str] | None:
    """List the subjects behind a number of the sentence; None if there is no such number."""
    found = doors(world, world.totals()).get(name)
    return None if found is None else frozenset(found)
