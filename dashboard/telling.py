"""The view in words: the sentence with its doors, the situation in five lines, the text twin.

All of them take their numbers from one place, `geodata`'s totals, so that sentence, table and map cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.state import ViewState
from dashboard.words import Words
from geodata.atlas import Atlas, World
from geodata.counting import Totals
from geodata.model import UNNAMED

NUUK = "nuuk"
MOST_NAMED = 2
PEOPLE_STEPS = frozenset({"in_place", "sent"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the sentence; one with a door is a number that opens the rows behind it."""

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

    def actors(self, subjects: Iterable[str]) -> list[str]:
        """Name the actors of subjects, each once."""
        codes = dict.fromkeys(self.atlas.subjects[subject].actor for subject in subjects)
        return [actor_name(self.atlas, self.words, code) for code in codes if code]

    def named_or_counted(self, subjects: Sequence[str], door: str, accent: str = "mil") -> Piece:
        """Name one or two actors, else give their number; a number is a door, a name says itself who is meant."""
        names = self.actors(subjects)
        if len(names) <= MOST_NAMED:
            return Piece(self.words.listing(names))
        return Piece(self.words.count("count.nations", len(names)), door, accent)

    def clocks(self) -> str:
        """Say the day looked at, and by what knowledge."""
        day = self.words.day(self.world.as_of)
        known = self.world.known_by
        if known is None:
            return self.words.say("clock.all", day=day)
        if known == self.world.as_of:
            return self.words.say("clock.same", day=day)
        return self.words.say("clock.known", day=day, known=self.words.day(known))

    def opening_words(self) -> str:
        """Begin the sentence: the day, and whom alone it speaks of."""
        begin = f"{self.clocks()} {self.words.say('first.before')}"
        nations = self.state.nations
        if not nations:
            return begin
        names = [actor_name(self.atlas, self.words, code) for code in nations]
        who = self.words.listing(names) if len(names) <= MOST_NAMED else self.words.count("count.nations", len(names))
        return f"{begin}{self.words.say('first.nations', names=who)} "

    def soldiers(self, totals: Totals) -> str:
        """Say how many people are in place: exactly, or at least and at most."""
        count = totals.people
        if not count.counted:
            return self.words.say("people.none")
        if count.low == count.high:
            return self.words.say("people.exact", n=self.words.number(count.low))
        if count.low == 0:
            return self.words.say("people.most", high=self.words.number(count.high))
        return self.words.say(
            "people.range", low=self.words.number(count.low), high=self.words.number(count.high)
        )


def actor_name(atlas: Atlas, words: Words, actor: str) -> str:
    """Name an actor in the reader's language."""
    if words.has(f"actor.{actor}"):
        return words.say(f"actor.{actor}")
    known = atlas.actors.get(actor)
    if known is None:
        return actor
    return known.name_da if words.lang == "da" and known.name_da else known.name


def place_name(atlas: Atlas, words: Words, place: str) -> str:
    """Name a place: the Greenlandic name first, abroad the reader's language."""
    known = atlas.places.get(place)
    if known is None:
        return place
    if known.in_greenland and known.name:
        return known.name
    return (known.name_da if words.lang == "da" else known.name_en) or known.name


def doors(world: World, totals: Totals) -> Mapping[str, tuple[str, ...]]:
    """Give, for each number of the sentence, the subjects behind it."""
    subjects = world.atlas.subjects
    present = (*totals.people.counted, *totals.people.without_number)
    here = tuple(name for name in present if name not in totals.sent)
    arrived = {subjects[name].actor for name in here} | {UNNAMED}
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
    }


def rows_of(world: World, name: str) -> frozenset[str] | None:
    """List the subjects behind a number of the sentence; None if there is no such number."""
    found = doors(world, world.totals()).get(name)
    return None if found is None else frozenset(found)


def sentence(teller: Teller) -> list[Piece]:
    """Tell the view in one or two sentences whose numbers are doors."""
    totals = teller.world.totals()
    exercise = _exercise(teller, totals)
    told = [part for part in (exercise, _posts(teller, totals, first=not exercise)) if part]
    told = told or [[Piece(_in_view(teller))]]
    pieces = [Piece(teller.opening_words()), *told[0], Piece(".")]
    for part in told[1:]:
        pieces += [Piece(" "), *_capital(teller.words, part), Piece(".")]
    return pieces


def _exercise(teller: Teller, totals: Totals) -> list[Piece]:
    """Say who is in place and who is to come, who gave no number, and who was last seen long ago."""
    words, behind = teller.words, doors(teller.world, totals)
    if not teller.speaks_of("contingent", PEOPLE_STEPS):
        return _promised(teller, totals) if teller.speaks_of("contingent", ["announced"]) else []
    counted = totals.people.counted
    pieces = [Piece(teller.soldiers(totals), "people" if counted else "")]
    pieces.append(Piece(words.say("people.were" if counted else "people.were.none")))
    if behind["nations"] and len(teller.state.nations) != 1:
        here = words.count("count.nations", len(teller.actors(behind["nations"])))
        pieces += [Piece(words.say("people.here.before")), Piece(here, "nations"), Piece(words.say("people.here"))]
    if behind["coming"]:
        pieces += [Piece(words.say("people.coming.before" if behind["nations"] else "people.here.before"))]
        pieces += _coming(teller, totals, behind["coming"], more=bool(behind["nations"]))
    if behind["without_number"]:
        silent = teller.named_or_counted(behind["without_number"], "without_number")
        pieces += [Piece("; "), silent, Piece(words.say("people.silent"))]
    if behind["last_known"]:
        stale = words.count("count.contingents", len(behind["last_known"]))
        pieces += [Piece("; "), Piece(stale, "last_known"), Piece(words.say("people.last"))]
    return pieces


def _coming(teller: Teller, totals: Totals, coming: Sequence[str], more: bool) -> list[Piece]:
    """Count the nations that have nobody in place yet and are on the way or announced."""
    number = len(teller.actors(coming))
    text = teller.words.count("people.more" if more else "count.nations", number)
    how = {"sent" if subject in totals.sent else "announced" for subject in coming}
    return [Piece(text, "coming"), Piece(teller.words.say(f"people.coming.{'both' if len(how) > 1 else how.pop()}"))]


def _promised(teller: Teller, totals: Totals) -> list[Piece]:
    if not totals.announced:
        return []
    number = teller.words.count("count.contingents", len(totals.announced))
    return [Piece(number, "announced"), Piece(teller.words.count("people.announced", len(totals.announced)))]


def _posts(teller: Teller, totals: Totals, first: bool) -> list[Piece]:
    """Say which posts are open and which are announced; a language may order words otherwise when they come first."""
    words, opened = teller.words, totals.posts_open
    pieces: list[Piece] = []
    if teller.speaks_of("post", ["open"]) and (opened or not teller.state.nations):
        where = words.say("posts.nuuk" if _all_in_nuuk(teller.world, opened) else "posts.greenland")
        number = words.count("count.posts", len(opened)) if opened else words.say("count.posts.none")
        pieces += [
            Piece(number, "posts_open" if opened else "", "dip"),
            Piece(words.count("posts.open.first" if first else "posts.open", len(opened) or 1, where=where)),
        ]
    if totals.posts_announced and teller.speaks_of("post", ["announced"]):
        names = teller.named_or_counted(totals.posts_announced, "posts_announced", "dip")
        how = words.say("posts.announced.first" if first and not pieces else "posts.announced")
        pieces += [Piece("; ")] * bool(pieces)
        pieces += [names, Piece(how)]
    return pieces


def _all_in_nuuk(world: World, subjects: Iterable[str]) -> bool:
    return all((world.states[name].place or world.atlas.subjects[name].place) == NUUK for name in subjects)


def _capital(words: Words, pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return pieces
    first = pieces[0]
    return [Piece(words.sentence_case(first.text), first.door, first.accent), *pieces[1:]]


def _in_view(teller: Teller) -> str:
    """Count what is in view by kind, for filters that leave the exercise and the posts out."""
    counts: dict[str, int] = {}
    for name, state in teller.world.states.items():
        if state.step:
            kind = teller.atlas.subjects[name].kind
            counts[kind] = counts.get(kind, 0) + 1
    if not counts:
        return teller.words.say("view.nothing")
    parts = [teller.words.count(f"count.{kind}", number) for kind, number in counts.items()]
    return teller.words.say("view.counts", things=teller.words.listing(parts))


def situation(teller: Teller) -> list[str]:
    """Tell the situation in five lines, for the empty card slot."""
    totals, words = teller.world.totals(), teller.words
    here = doors(teller.world, totals)["nations"]

    def line(key: str, subjects: Sequence[str], **values: object) -> str:
        if not subjects:
            return words.say(f"{key}.none")
        return words.say(key, n=words.number(len(subjects)), names=words.listing(teller.actors(subjects)), **values)

    return [
        line("situation.here", here, people=teller.soldiers(totals)),
        line("situation.sent", totals.sent),
        line("situation.announced", totals.announced),
        line(
            "situation.posts",
            totals.posts_open,
            announced=words.listing(teller.actors(totals.posts_announced)) or words.say("nobody"),
        ),
        words.say(
            "situation.doubt",
            disputed=words.number(len(totals.disputed)),
            last=words.number(len(totals.people.last_known)),
            unconfirmed=words.number(len(totals.unconfirmed)),
        ),
    ]


def twin(teller: Teller, shown: int, filters: Sequence[str]) -> str:
    """Tell in a paragraph what the view shows and hides: the text beside the picture."""
    words = teller.words
    told = "".join(piece.text for piece in sentence(teller))
    parts = [told, words.say("twin.shown", n=words.number(shown), all=words.number(_with_word(teller.world)))]
    if filters:
        parts.append(words.say("twin.filter", filters="; ".join(filters)))
    return " ".join(parts)


def _with_word(world: World) -> int:
    return sum(1 for state in world.states.values() if state.step)


@dataclass(frozen=True, slots=True)
class Filter:
    """One active filter: its words, and the choice without it."""

    text: str
    without: ViewState


def filters_in_words(atlas: Atlas, state: ViewState, words: Words) -> list[Filter]:
    """Say each active filter, with what the choice would be without it."""
    found = [
        Filter(actor_name(atlas, words, code), state.but(nations=_less(state.nations, code))) for code in state.nations
    ]
    found += [Filter(words.say(f"kind.{code}"), state.but(kinds=_less(state.kinds, code))) for code in state.kinds]
    found += [Filter(words.say(f"step.{code}"), state.but(steps=_less(state.steps, code))) for code in state.steps]
    if state.rows_of:
        text = words.say("filter.rows", number=words.say(f"door.{state.rows_of}"))
        found.append(Filter(text, state.but(q="")))
    elif state.q:
        found.append(Filter(words.say("filter.search", text=state.q), state.but(q="")))
    return found


def clock_words(world: World, words: Words) -> list[str]:
    """Say both clocks for a table or a download."""
    known = words.day(world.known_by) if world.known_by else words.say("known.all")
    return [f"{words.say('field.asof')}: {words.day(world.as_of)}", f"{words.say('field.known')}: {known}"]


def _less(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(other for other in codes if other != code)
