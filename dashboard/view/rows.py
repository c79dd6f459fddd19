"""The rows of what is in view: the same for the table and for every download."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.state import KINDS, STRENGTH, ViewState
from dashboard.text import aside_words, clock_words, sentence_totals, where_words, whose
from dashboard.text.i18n import Words
from geodata.atlas import Atlas, World
from geodata.model import (
    ANNOUNCED,
    ATTESTED,
    CLOSED,
    CONTINGENT,
    ENDED,
    IN_PLACE,
    OPEN,
    POST,
    SENT,
    State,
    Subject,
    lang_of,
    text_in,
)
from geodata.running import of_day
from geodata.totals import Totals, missing_number, unit_of

UNVERIFIED = "unverified"
FLAGS = ("last_known", "unconfirmed", "disputed", UNVERIFIED)
SEEN = frozenset({IN_PLACE, SENT, OPEN, ATTESTED})  # of these the first day may not be the beginning


Order = tuple[int, int, int, str, str]
"""Group, kind and step as numbers, then country and id."""


@dataclass(frozen=True, slots=True)
class Row:
    """One subject in view, in the reader's words.

    `low` and `high` None mean that nobody gave a number; `number` says so in words. `flags` are the words for `doubts`.
    `lang` is the language of `what`: English where the reader's own is missing.
    """

    id: str
    country: str
    what: str
    lang: str
    kind: str
    step_label: str
    low: int | None
    high: int | None
    number: str
    where: str
    precision: str
    when: str
    last_confirmed: str
    independent_sources: int
    doubts: tuple[str, ...]
    flags: str
    sources: tuple[str, ...]
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class View:
    """What a table or a download holds, and how it came about.

    Parameters
    ----------
    world : World
        The world as filtered.
    rows : sequence of Row
        Its rows.
    filters : sequence of str
        The active filters in words.
    words : Words
        The language.
    state : ViewState, optional
        The choice that made it; without it the view is of the world as it is.
    query : str
        The address of the view, with both clocks, so that it names the same view also when the page opens on another.
    """

    world: World
    rows: Sequence[Row]
    filters: Sequence[str]
    words: Words
    state: ViewState | None = None
    query: str = ""

    @cached_property
    def totals(self) -> Totals:
        """What the rows add up to, as the sentence tells it."""
        return self.world.totals() if self.state is None else sentence_totals(self.world, self.state)

    @property
    def clocks(self) -> list[str]:
        """Both clocks in words."""
        return clock_words(self.world, self.words)

    @property
    def sources(self) -> list[str]:
        """Ids of the sources of the rows, each once, in their order."""
        return list(dict.fromkeys(name for row in self.rows for name in row.sources))

    @property
    def filter_text(self) -> str:
        """All filters in one text, and what is missing for another reason."""
        filters = "; ".join(self.filters) or self.words.say("download.filter.none")
        return "; ".join(filter(None, [filters, aside_words(self.world, self.words)]))


def rows_in_view(world: World, words: Words) -> list[Row]:
    """List what is in view: subjects of which anything is reported.

    First who is in place for the programme that the day is about (rule R8), then who is on the way and announced,
    other contingents, posts, sites, those who weigh or will not come, and what has ended.

    Parameters
    ----------
    world : World
        The world as filtered.
    words : Words
        The language of the cells.
    """
    return [row for _, row in ordered_rows(world, words)]


def ordered_rows(world: World, words: Words, known: Collection[str] | None = None) -> list[tuple[Order, Row]]:
    """List what is in view, each row with what orders it: rows of different days can be compared by it.

    Parameters
    ----------
    world : World
        The world as filtered.
    words : Words
        The language of the cells.
    known : collection of str, optional
        Ids of the sources that were known; asked of the world if they are not given.
    """
    known = world.known_sources() if known is None else known
    subjects = world.atlas.subjects
    people = world.atlas.people.get(world.programme_of_day, frozenset())
    shown = [(of_day(subjects[name], state), state) for name, state in world.states.items() if state.step]
    rows = [(_order(subject, state, people), _row(world, words, subject, state, known)) for subject, state in shown]
    wholes = world.atlas.wholes  # a whole stands before its parts
    named = ((order, "" if row.id in wholes else row.country, row) for order, row in rows)
    return sorted((((*order, country, row.id), row) for order, country, row in named), key=lambda pair: pair[0])


def _order(subject: Subject, state: State, people: Collection[str]) -> tuple[int, int, int]:
    """Say where a row stands: its group, its kind, its step."""
    return _group(subject, state, people), KINDS.index(subject.kind), STRENGTH.index(state.step)


def _group(subject: Subject, state: State, people: Collection[str]) -> int:
    if state.step in (ENDED, CLOSED):
        return 7
    if state.step not in (IN_PLACE, SENT, ANNOUNCED, OPEN, ATTESTED):
        return 6
    if subject.kind == CONTINGENT:
        if subject.id not in people:
            return 3
        return (IN_PLACE, SENT, ANNOUNCED).index(state.step)
    return 4 if subject.kind == POST else 5


def _row(world: World, words: Words, subject: Subject, state: State, known: Collection[str]) -> Row:
    place = state.place or subject.place
    doubts = doubts_of(state, world.atlas)
    return Row(
        id=subject.id,
        country=_country(world, words, subject),
        what=text_in(subject, "label", words.lang),
        lang=lang_of(subject, "label", words.lang),
        kind=words.say(f"one.{subject.kind}"),
        step_label=words.say(f"step.{state.step}"),
        low=state.low,
        high=state.high,
        number=_number(world, words, subject, state),
        where=_where(world, words, state, place),
        precision=state.precision or subject.precision,
        when=_when(words, state),
        last_confirmed=state.last_said or (state.last_confirmed.isoformat() if state.last_confirmed else ""),
        independent_sources=state.sources,
        doubts=doubts,
        flags=", ".join(words.say(f"flag.{flag}") for flag in doubts),
        sources=_sources(world, subject.id, state, known),
        points=_points(world, subject, state, place),
    )


def _country(world: World, words: Words, subject: Subject) -> str:
    """Name whose it is; of a site that somebody runs and nobody is named for, say so."""
    if subject.actor:
        return whose(world.atlas, words, subject)
    return words.say("table.unnamed") if world.atlas.actors_of[subject.id] else ""


def doubts_of(state: State, atlas: Atlas) -> tuple[str, ...]:
    """List the doubts about a state; unverified is one whose step or number rests on a claim that nobody verified."""
    held = {UNVERIFIED: atlas.is_unverified(state), "disputed": state.contested}
    return tuple(flag for flag in FLAGS if held.get(flag, getattr(state, flag, False)))


def _number(world: World, words: Words, subject: Subject, state: State) -> str:
    """Say the number as the card does; a missing number is told where one is expected."""
    if state.low is None and state.high is None:
        missing = missing_number(subject, state)
        return words.say(f"number.{missing}") if missing else ""
    if state.high == 0:
        return words.say("number.zero")
    span = words.span(state.low, state.high, state.rounded)
    unit = unit_of(state, world.atlas.records)
    return f"{span} {words.say(f'map.counts.{unit}')}" if unit else span


def _where(world: World, words: Words, state: State, place: str) -> str:
    places = [spot.place for spot in state.spots if spot.place] or [place]
    return where_words(world.atlas, words, places) or words.say("table.nowhere")


def _when(words: Words, state: State) -> str:
    if state.due:
        return words.say("table.due", day=words.partial(state.due, short=True))
    if not state.since:
        return ""
    key = "after" if state.after else "since" if state.begun or state.step not in SEEN else "first"
    return words.say(f"table.{key}", day=words.partial(state.since, short=True))


def _sources(world: World, subject: str, state: State, known: Collection[str]) -> tuple[str, ...]:
    """Name the sources that say the step, then those of all claims the state rests on, as far as they were known."""
    claims = (
        state.headline,
        state.number,
        state.place_claim,
        state.rank_claim,
        state.actor_claim,
        *state.parts,
        *state.rivals,
    )
    found = (source for claim in claims if claim for source in world.atlas.claims[claim].sources)
    return tuple(dict.fromkeys((*world.speakers(subject), *(source for source in found if source in known))))


def _points(world: World, subject: Subject, state: State, place: str) -> tuple[tuple[float, float], ...]:
    """List the points, longitude first; none where nobody said where, or only "somewhere in Greenland"."""
    names = list(dict.fromkeys(spot.place for spot in state.spots if spot.place)) or [place]
    spots = [world.atlas.places[name] for name in names if name in world.atlas.places]
    points = [(spot.lon, spot.lat) for spot in spots if spot.lon is not None and spot.lat is not None]
    if not points and place == subject.place and subject.lon is not None and subject.lat is not None:
        points = [(subject.lon, subject.lat)]
    return tuple((float(lon), float(lat)) for lon, lat in points)
