"""Who tells a view: what the filter lets it speak of, its totals, and the rows behind each number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import Formatter

from dashboard.state import KINDS, ViewState
from dashboard.text.i18n import Words
from dashboard.text.names import actor_name
from geodata.atlas import Atlas, World
from geodata.model import (
    ANNOUNCED,
    CONTINGENT,
    ENDED,
    EXITS,
    IN_PLACE,
    PROGRAMMES,
    SITES,
    STANDING,
    UNNAMED,
    State,
    last_day,
    text_in,
)
from geodata.rules import STALE_AFTER
from geodata.totals import HOME, Totals, nations_of

MOST_NAMED = 2
MOST_ALONE = 8  # so many nations a sentence names when it speaks of them alone
NARROW = 10  # "about 217" where a round sum is from 217 to 218: the bounds lie within a tenth of it
KIND_DRILLDOWN = "kind_"
# The numbers that the sentence can hold, by the name under which an address asks for their rows.
DRILLDOWNS = (
    "people",
    "nations",
    "counted_nations",
    "way",
    "coming",
    "sent",
    "forces",
    "held",
    "without_number",
    "newest",
    "last_known",
    "announced",
    "unconfirmed",
    "joint",
    "outside",
    "elsewhere",
    "unverified",
    "sites",
    "sites_announced",
    "posts_open",
    "posts_honorary",
    "posts_seen",
    "posts_attested",
    "posts_announced",
    "posts_own",
    "posts_abroad",
    "disputed",
    *(KIND_DRILLDOWN + kind for kind in KINDS),
)
OVER = EXITS | {ENDED, "closed"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of the sentence; one with a drill-down is a number or a name that opens the rows behind it."""

    text: str
    drilldown: str = ""
    accent: str = "mil"


@dataclass(frozen=True)
class SentenceBuilder:
    """Tells one view: a world as filtered, the choice that filtered it, and the language.

    Parameters
    ----------
    world : World
        What is in view.
    state : ViewState
        The reader's choice; a filter that leaves something out must not read as its absence.
    words : Words
        The language.
    """

    world: World
    state: ViewState
    words: Words

    @property
    def atlas(self) -> Atlas:
        """The evidence."""
        return self.world.atlas

    @cached_property
    def totals(self) -> Totals:
        """What the view adds up to, for the programme that it speaks of."""
        return sentence_totals(self.world, self.state)

    @cached_property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """For each number of the sentence the subjects behind it."""
        return drilldown_ids(self.world, self.totals)

    @cached_property
    def here(self) -> tuple[str, ...]:
        """The contingents that are in place: with a number, without one, held by their whole, aircraft and ships."""
        people = self.totals.people
        found = (*people.counted, *people.without_number, *people.held, *self.totals.craft)
        return tuple(name for name in found if self.at(name).step == IN_PLACE)

    def at(self, subject: str) -> State:
        """Give the state of a subject, in view or not."""
        return self.world.everywhere[subject]

    @property
    def alone(self) -> bool:
        """Say whether the view is of one nation only, which the sentence then names once."""
        return len(self.state.nations) == 1

    @property
    def whole(self) -> bool:
        """Say whether nothing is filtered: then the situation beside tells what comes second, not the sentence."""
        state = self.state
        return not (state.sifted or state.nations or state.kinds or state.programmes or state.steps)

    def speaks_of(self, kind: str, steps: Iterable[str]) -> bool:
        """Say whether the filter lets this kind at these steps through; a programme lets no post through."""
        kinds_pass = not self.state.kinds or kind in self.state.kinds
        kinds_pass = kinds_pass and not (kind == "post" and self.state.programmes)
        return kinds_pass and (not self.state.steps or bool(set(steps) & set(self.state.steps)))

    def programme_name(self, short: bool = False, subjects: Sequence[str] = ()) -> str:
        """Name the programme; where all that is told belongs to one whole, name that, in short without its frame."""
        totals = self.totals
        found = (*self.here, *totals.sent, *totals.announced) or self.behind["joint"] or totals.unconfirmed
        subjects_meant = subjects or found
        records = self.atlas.records
        wholes = {records.subjects[name].part_of or name for name in subjects_meant}
        if len(wholes) == 1 and self.words.has(key := f"whole.{wholes.pop()}{'.short' if short else ''}"):
            return self.words.say(key)
        return self.words.say(f"programme.{self.totals.programme}")

    def purpose(self, subjects: Sequence[str] = ()) -> str:
        """Say for what people are there: "for Arctic Endurance", "under NORAD"; subjects narrow it to some."""
        name = self.programme_name(short=True, subjects=subjects)
        return self.words.say(f"programme.{self.totals.programme}.for", name=name)

    def codes(self, subjects: Iterable[str]) -> list[str]:
        """Give the actors of subjects, each once; a whole stands for those of its parts."""
        found: dict[str, None] = {}
        for name in subjects:
            nations = nations_of([name], self.atlas.records) or (self.world.subject(name).actor,)
            found |= dict.fromkeys(code for code in nations if code)
        return list(found)

    def actors(self, subjects: Iterable[str]) -> list[str]:
        """Name the actors of subjects, each once, as running text does."""
        found = tuple(subjects)
        return [*(self.name(code) for code in self.codes(found) if code != UNNAMED), *self.nameless(found)]

    def nameless(self, subjects: Iterable[str]) -> list[str]:
        """Name whom no actor names: several nations that are counted together, then allies whom nobody names."""
        records, meant = self.atlas.records, tuple(subjects)
        found = [
            name for name in meant if self.world.subject(name).actor == UNNAMED and not nations_of([name], records)
        ]
        joint = [name for name in found if name in self.atlas.wholes]
        names = [self.words.within(text_in(self.atlas.subjects[name], "label", self.words.lang)) for name in joint]
        return [*names, *([self.name(UNNAMED)] if len(joint) < len(found) else [])]

    def beside(self, text: str) -> str:
        """Write a day of the evidence within a sentence that has said the day looked at."""
        whole = len(text) == len("2026-01-17")
        return self.words.day_beside(last_day(text), self.world.as_of) if whole else self.words.partial(text)

    def name(self, code: str) -> str:
        """Name an actor as running text does."""
        return actor_name(self.atlas, self.words, code, running=True)

    def nations(self, subjects: Iterable[str]) -> int:
        """Count the nations of subjects; allies that nobody named are none."""
        return len([code for code in self.codes(subjects) if code != UNNAMED])

    def named(self, subjects: Sequence[str], drilldown: str, accent: str = "mil") -> Fragment:
        """Name one or two actors, else give their number; either is a drill-down."""
        codes = self.codes(subjects)
        names = self.actors(subjects)
        if len(codes) > MOST_NAMED:
            names = [self.words.count("count.nations", self.nations(subjects)), *self.nameless(subjects)]
        return Fragment(self.words.listing(names), drilldown, accent)

    def counted(self, key: str, subjects: Sequence[str], drilldown: str, accent: str = "mil") -> Fragment:
        """Give the number of subjects, as a drill-down."""
        return Fragment(self.words.count(key, len(subjects)), drilldown, accent)

    def fill(self, key: str, **slots: Fragment | str) -> list[Fragment]:
        """Put fragments into the gaps of a text; the order of words is the language's own."""
        return self.split(self.words.say(key), slots)

    @staticmethod
    def split(text: str, slots: Mapping[str, Fragment | str]) -> list[Fragment]:
        """Cut a text at its gaps and put fragments there."""
        fragments: list[Fragment] = []
        for literal, slot, _, _ in Formatter().parse(text):
            if literal:
                fragments.append(Fragment(literal))
            if slot:
                value = slots[slot]
                fragments.append(Fragment(value) if isinstance(value, str) else value)
        return fragments

    def clocks(self, past: bool = False) -> str:
        """Begin a sentence: the day looked at, by what knowledge, and whom alone it speaks of.

        Parameters
        ----------
        past : bool
            The sentence tells what was known by that day of days before it.
        """
        words, known = self.words, self.world.known_by
        lead = "clock.past" if past else "clock"
        day = words.day(self.world.as_of)
        if known is None:
            text = words.say(f"{lead}.all", day=day)
        elif known == self.world.as_of:
            text = words.say(f"{lead}.same", day=day)
        else:
            text = words.say(f"{lead}.known", day=day, known=words.day(known))
        if self.sifted:
            return words.say("clock.sifted", clock=text)
        return self._of_whom(text) if self.state.nations else words.sentence_case(text)

    @property
    def sifted(self) -> bool:
        """Say whether entries are left out that no word of the sentence names; then nothing is said to be absent."""
        return self.state.sifted and len(self.world.states) < len(self.world.everywhere)

    def _of_whom(self, clock: str) -> str:
        """Say whom alone the sentence speaks of; a name stays as it is written."""
        words, nations = self.words, self.state.nations
        if len(nations) > MOST_ALONE:
            names = words.count("count.chosen", len(nations))
            return words.sentence_case(words.say("clock.only", names=names, clock=clock))
        names = words.listing([actor_name(self.atlas, words, code) for code in nations])
        return words.say("clock.only", names=names, clock=clock)

    @property
    def left(self) -> tuple[str, ...]:
        """The contingents in view, of the programme, that were there and left no longer ago than a report holds."""
        states, subjects, as_of = self.world.states, self.atlas.subjects, self.world.as_of
        return tuple(
            name
            for name, state in states.items()
            if state.step == ENDED
            and subjects[name].programme == self.totals.programme
            and (state.place or subjects[name].place)
            and self.atlas.claims[state.headline].verified
            and as_of <= last_day(state.since) + STALE_AFTER
        )

    def led(self, subjects: Sequence[str], drilldown: str) -> list[Fragment]:
        """Name one or two actors; of more, name Denmark, whose exercise it is, and count the others."""
        codes = self.codes(subjects)
        lead = next((code for code in codes if code in HOME), "")
        if len(codes) <= MOST_NAMED or not lead:
            return [self.named(subjects, drilldown)]
        others = self.words.count("count.others.nations", self.nations(subjects) - 1)
        gaps = self.words.listing(["{lead}", "{others}", *self.nameless(subjects)])
        return self.split(gaps, {"lead": self.name(lead), "others": Fragment(others, drilldown)})

    def people(self, low: int, high: int, noun: str = "people", rounded: bool = False) -> str:
        """Say how many people: exactly, from low to high, or at most; what is round is told no closer than it is."""
        if rounded and high <= low + low // NARROW:
            high = low
        about = self.words.say("people.about") if rounded else "{n}"
        high_text = about.replace("{n}", self.words.spelled(high))
        form = "one" if high == 1 else "other"
        if low == high:
            return self.words.say(f"{noun}.exact.{form}", n=high_text) if high else self.words.say("people.none")
        if low == 0:
            return self.words.say(f"{noun}.most.{form}", high=high_text)
        low_text = about.replace("{n}", self.words.number(low))
        return self.words.say(f"{noun}.range", low=low_text, high=self.words.number(high))


def sentence_totals(world: World, state: ViewState) -> Totals:
    """Add up the view for the programme that is told: the one that is chosen, else the one that it is about (R8).

    Parameters
    ----------
    world : World
        What is in view.
    state : ViewState
        The reader's choice.
    """
    if len(state.programmes) == 1:
        return world.totals(state.programmes[0])
    found = world.totals()
    if found.programme or not (state.nations or state.programmes):
        return found
    # Whoever asks for one nation, or for programmes that no day is about, is told of what there is.
    subjects = world.atlas.subjects
    over = [name for name, state in world.states.items() if state.step == ENDED and subjects[name].programme]
    there = {subjects[name].programme for name in found.outside or over}
    other = next((programme for programme in PROGRAMMES if programme in there), "")
    return world.totals(other) if other else found


def newest_seen(world: World, subjects: Iterable[str]) -> tuple[str, ...]:
    """Choose of what is last known the contingent to tell: the largest of which a number is known, else the latest."""
    states = world.states
    found = list(subjects)
    if not found:
        return ()

    def weight(name: str) -> tuple[int, int, str]:
        state, last = states[name], states[name].last_confirmed
        return (state.high or state.low or 0, last.toordinal() if last else 0, name)

    return (max(found, key=weight),)


def drilldown_ids(world: World, totals: Totals) -> Mapping[str, tuple[str, ...]]:
    """Give, for each number of the sentence, the subjects behind it."""
    subjects, states, people = world.atlas.subjects, world.states, totals.people
    present = (*people.counted, *people.without_number, *people.held)
    here = tuple(name for name in present if name not in totals.sent)
    arrived = {subjects[name].actor for name in here} | {UNNAMED}
    promised = (*totals.announced, *totals.unconfirmed)
    newest = newest_seen(world, people.last_known)
    wholes = {subjects[name].part_of for name in (*totals.promised, *people.held)}
    return {
        "people": tuple(name for name in people.counted if name not in totals.sent),
        "nations": tuple(name for name in here if nations_of([name], world.atlas.records)),
        "counted_nations": tuple(name for name in people.counted if name not in totals.sent),
        "way": tuple(name for name in people.counted if name in totals.sent),
        "coming": tuple(name for name in (*totals.sent, *totals.announced) if subjects[name].actor not in arrived),
        "sent": totals.sent,
        "forces": tuple(name for name in (*here, *totals.craft) if states[name].step == IN_PLACE),
        "held": people.held,
        "without_number": people.without_number,
        "newest": newest,
        "last_known": tuple(name for name in people.last_known if name not in newest),
        "announced": totals.announced,
        "unconfirmed": totals.unconfirmed,
        "joint": tuple(name for name in promised if name in wholes),
        "outside": totals.outside,
        "elsewhere": totals.elsewhere,
        "unverified": totals.unverified,
        "sites_announced": tuple(
            name
            for name, state in states.items()
            if subjects[name].kind in SITES and state.step == ANNOUNCED and not state.unconfirmed
        ),
        "sites": tuple(
            name
            for name, state in states.items()
            if subjects[name].kind in SITES and state.step in STANDING and state.since
        ),
        "posts_open": totals.posts_open,
        "posts_honorary": totals.posts_honorary,
        "posts_seen": tuple(name for name in totals.posts_attested if not states[name].last_known),
        "posts_attested": tuple(name for name in totals.posts_attested if states[name].last_known),
        "posts_announced": totals.posts_announced,
        "posts_own": totals.posts_own,
        "posts_abroad": totals.posts_abroad,
        "disputed": totals.disputed,
        **{KIND_DRILLDOWN + kind: _of_kind(world, kind) for kind in KINDS},
    }


def _of_kind(world: World, kind: str) -> tuple[str, ...]:
    """List what is verified to be there of a kind; where nothing is, what is to come, else what is over."""
    found = {n: s for n, s in world.states.items() if s.step and world.atlas.subjects[n].kind == kind}
    current = {n: s for n, s in found.items() if s.step not in OVER}
    sure = {n: s for n, s in current.items() if world.atlas.claims[s.headline].verified}
    stands = [name for name, state in sure.items() if state.step in STANDING] if kind != CONTINGENT else []
    return tuple(stands or current or found)
