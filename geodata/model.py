"""The words of the evidence as frozen records: subjects, claims, sources, and the states computed from them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from html import escape

CONSIDERED, ANNOUNCED, SENT, IN_PLACE, ENDED = "considered", "announced", "sent", "in_place", "ended"
DECLINED, NOT_ASKED, CANCELLED = "declined", "not_asked", "cancelled"
OPEN, CLOSED, ATTESTED = "open", "closed", "attested"
NO_WORD = ""

STEPS = (CONSIDERED, ANNOUNCED, SENT, IN_PLACE, ENDED, DECLINED, NOT_ASKED, CANCELLED, OPEN, ATTESTED, CLOSED)
"""Every step of rule R1, in the order in which people read them."""
EXITS = frozenset({DECLINED, NOT_ASKED, CANCELLED})
OVER = EXITS | {ENDED, CLOSED}
"""Steps after which nothing is there and nothing is to come."""
PRESENT = frozenset({SENT, IN_PLACE})
STANDING = frozenset({OPEN, ATTESTED})

CONTINGENT, POST = "contingent", "post"
SITES = ("base", "command", "outpost", "airport", "ship")
KINDS = (CONTINGENT, POST, *SITES)

ARCTIC_ENDURANCE, ARCTIC_SENTRY, NORAD = "arctic_endurance", "arctic_sentry", "norad"
STANDING_PRESENCE, UNSTATED = "standing", "unstated"
PROGRAMMES = (ARCTIC_ENDURANCE, ARCTIC_SENTRY, NORAD, STANDING_PRESENCE, UNSTATED)
"""Under what a contingent runs; a site counts as standing, a post runs under nothing (rule R8)."""
STATED = "stated"
GOES_ON = "goes on"
"""The value of an account that a programme goes on, though nobody is counted: the sentence tells it."""
NATIONS = "nations"
"""What an account counts that says of how many nations an announced number is."""
UNNAMED = "unnamed_allies"
GREENLAND = "greenland"
"""The place of what is somewhere in Greenland, nobody said where."""

ENGLISH = "en"
"""The language of the evidence; a text in another has a column of its own, as ``label_da`` beside ``label``."""
REACH_M = {"site": 1_000, "town": 5_000, "area": 150_000}
"""How exactly a place is known, as the radius in metres of the ring around it; a territory or a country has none."""

REMEMBERED = 4096
"""How many parsed dates are kept: the rules ask for the same few again and again."""

EVER = date.max
"""The value of *known by* that means everything, undated sources included."""

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@lru_cache(REMEMBERED)
def first_day(text: str) -> date:
    """Return the first day that a date of the evidence (YYYY, YYYY-MM or YYYY-MM-DD) may mean."""
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


@lru_cache(REMEMBERED)
def last_day(text: str) -> date:
    """Return the last day that a date of the evidence may mean; partial dates count from it (rule R3)."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def day_or_none(text: str) -> date | None:
    """Return the last day that the text may mean, None if it is empty."""
    return last_day(text) if text else None


def as_day(name: str, found: object, remedy: str = "") -> date:
    """Return a day that was given as a ``datetime.date`` or as ISO text, ``2026-01-17``.

    Parameters
    ----------
    name : str
        What it is given for, for the message.
    found : object
        What was given.
    remedy : str
        What else may be written.

    Raises
    ------
    TypeError
        When it is neither; a moment of a day is no day.
    ValueError
        When the text is no day.
    """
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    if isinstance(found, str):
        wanted = " or ".join(filter(None, ("a day of the calendar as '2026-01-17'", remedy)))
        try:
            if _ISO_DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        raise ValueError(f"{name}: found {found!r}; write {wanted}")
    wanted = ", ".join(filter(None, ("a datetime.date such as date(2026, 1, 17), or '2026-01-17'", remedy)))
    raise TypeError(f"{name}: found {found!r} of type {type(found).__name__}; write {wanted}")


def text_in(record: Subject | Event | Actor | Place, field: str, lang: str) -> str:
    """Return a text of the evidence in a language: that of the language's own column, else the English one.

    Parameters
    ----------
    record : Subject, Event, Actor or Place
        Whose text it is.
    field : str
        The column without a language, as ``label``; a language's own column is ``label_da``.
    lang : str
        A language code, ISO 639-1.
    """
    text: str = getattr(record, f"{field}_{lang}", "") or getattr(record, field)
    return text


def lang_of(record: Subject | Event | Actor | Place, field: str, lang: str) -> str:
    """Return the language in which `text_in` returns a text: the one asked for if it is there, else English."""
    return lang if getattr(record, f"{field}_{lang}", "") else ENGLISH


def in_all(record: Subject | Event | Actor | Place, field: str) -> list[str]:
    """Return a text of the evidence in every language that it has, each once: a search finds all of them."""
    columns = (each.name for each in fields(record))
    ours = (name for name in columns if name == field or (name.startswith(f"{field}_") and len(name) == len(field) + 3))
    return list(dict.fromkeys(filter(None, (getattr(record, name) for name in ours))))


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing on the map: a contingent, a diplomatic post, a site (its actor: ``geodata.running``). See `text_in`."""

    id: str
    kind: str
    actor: str
    label: str
    place: str = ""
    precision: str = ""
    lat: float | None = None
    lon: float | None = None
    programme: str = ""
    task: str = ""
    note: str = ""
    part_of: str = ""
    label_da: str = ""
    task_da: str = ""
    note_da: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one report, or several alike, says. The fields are the columns of ``claims.csv``."""

    id: str
    origin: tuple[str, ...]
    subject: str
    attribute: str
    value: str
    low: int | None
    high: int | None
    day: str
    day_to: str
    due: str
    basis: str
    said_by: str
    programme: str
    part_of: str
    disputes: tuple[str, ...]
    counts: str
    rounded: bool
    place: str
    place_precision: str
    confidence: str
    sources: tuple[str, ...]
    text: str

    @property
    def verified(self) -> bool:
        """Whether somebody stands behind it: unverified claims never displace others (rule R4)."""
        return self.confidence != "unverified"


@dataclass(frozen=True, slots=True)
class Source:
    """A publication, once. ``published`` may be partial or empty."""

    id: str
    publisher: str
    title: str
    url: str
    published: str
    published_basis: str
    language: str
    kind: str
    rests_on: tuple[str, ...]
    same_as: str


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event; ``same_as`` names the event that it repeats."""

    id: str
    date: str
    date_precision: str
    title: str
    title_da: str
    summary: str
    summary_da: str
    kind: str
    nations: tuple[str, ...]
    place: str
    lat: float | None
    lon: float | None
    confidence: str
    sources: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, a territory, a union, or the allies that nobody named. ``id`` is ISO 3166 alpha-3 where there is one."""

    id: str
    kind: str
    name: str
    name_da: str
    capital: str
    capital_lat: float | None
    capital_lon: float | None
    nato_since: int | None
    eu: str
    nordic: str
    arctic_council: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place by name; without coordinates it gets no pin but a row in the list of the unplaced."""

    id: str
    name: str
    name_da: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    precision: str
    lat: float | None
    lon: float | None
    municipality: str
    sources: tuple[str, ...]

    @property
    def in_greenland(self) -> bool:
        """Whether the place has a point inside the box 59-84 N, 74-10 W without Iceland, or is all of Greenland."""
        if self.lat is None or self.lon is None:
            return self.id == GREENLAND
        iceland = 63 <= self.lat <= 67 and -25 <= self.lon <= -13
        return 59 <= self.lat <= 84 and -74 <= self.lon <= -10 and not iceland and self.kind != "city abroad"

    @property
    def elsewhere(self) -> bool:
        """Whether the place is known to lie outside Greenland; an area without a point may be anywhere."""
        return self.kind in ("country", "city abroad") or (self.lat is not None and not self.in_greenland)


@dataclass(frozen=True, slots=True)
class Opening:
    """A named pair of clocks; ``known_by`` None means everything."""

    id: str
    label: str
    as_of: date
    known_by: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme under which contingents run, and the first and last day that a claim about them speaks of."""

    id: str
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where people of a subject are, and how many of them; numbers None where nobody divided them by place."""

    place: str
    precision: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """What the rules make of all claims about one subject, on one pair of clocks.

    Attributes
    ----------
    step : str
        One of ``STEPS``; empty when there is no word.
    low, high : int or None
        The headline's number; None where nobody gave one. Zero means that a source says zero.
    place, precision, rank : str
        The headline's place, how exactly it is known, the rank of a post.
    actor : str
        Of a site who runs it; empty where nobody is named for that day, and for contingents and posts.
    headline, number, place_claim, rank_claim, actor_claim : str
        The ids of the claims these rest on, empty if none.
    parts, rivals : tuple of str
        Claims that divide the number by place, or were summed for want of a whole; claims that say otherwise.
    due, since : str
        As claims write them, so possibly partial.
    last_confirmed : date or None
        The latest day, not after *as of*, on which it was seen there.
    last_said : str
        That day as the claim writes it, so possibly a year or a month; of a claim that vouches for days after *as of*
        the first: the day looked at is nobody's report.
    sources : int
        How many independent groups of sources say the step (rule R7); ``World.speakers`` names them.
    last_known, unconfirmed, disputed, rank_disputed, place_disputed : bool
        The flags of rules R5 and R6.
    begun, after, rounded : bool
        Whether ``since`` is the day it began, not the first on which it was seen, or only the day after which it ended
        (rule Days); whether the number is round.
    spots : tuple of Spot
        Where its people are, by place.
    """

    subject: str
    step: str = NO_WORD
    low: int | None = None
    high: int | None = None
    place: str = ""
    precision: str = ""
    rank: str = ""
    actor: str = ""
    headline: str = ""
    number: str = ""
    place_claim: str = ""
    rank_claim: str = ""
    actor_claim: str = ""
    parts: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    due: str = ""
    since: str = ""
    last_confirmed: date | None = None
    last_said: str = ""
    sources: int = 0
    last_known: bool = False
    unconfirmed: bool = False
    disputed: bool = False
    begun: bool = False
    after: bool = False
    rank_disputed: bool = False
    place_disputed: bool = False
    rounded: bool = False
    spots: tuple[Spot, ...] = ()

    def __repr__(self) -> str:
        number = f"{self.low} to {self.high}" if (self.low, self.high) != (None, None) else ""
        days = [f"since {self.since}" if self.since else "", f"due {self.due}" if self.due else ""]
        flags = [name for name in ("last_known", "unconfirmed", "contested") if getattr(self, name)]
        values = (self.step or "no word", number, self.place, self.rank, *days, *flags)
        return f"<State {self.subject}: {', '.join(filter(None, values))}>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self).strip('<>'))}</p>"

    @property
    def contested(self) -> bool:
        """Whether anything of the state is disputed: its step, number, rank or place (rule R6)."""
        return self.disputed or self.rank_disputed or self.place_disputed


@dataclass(frozen=True, slots=True)
class Records:
    """Every record of the evidence, by id, each table in the order of its file."""

    subjects: Mapping[str, Subject]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    events: Mapping[str, Event]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    openings: Mapping[str, Opening]
