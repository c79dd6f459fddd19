"""Claims laid on the two clocks: what each says of which day, and from when it was known (rules R3 and Days)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geodata.model import (
    ANNOUNCED,
    CLOSED,
    CONTINGENT,
    DECLINED,
    ENDED,
    POST,
    SITES,
    STANDING,
    Claim,
    Source,
    Subject,
    day_or_none,
    first_day,
    last_day,
)
from geodata.provenance import known_from
from geodata.running import ACTOR

HAPPENS = frozenset({"sent", "in_place", ENDED, "cancelled", "open", CLOSED, "attested"})
"""Steps that happen, so that a source published before the day can only have foreseen them."""

STEP_ORDER = {
    step: order
    for order, steps in enumerate(
        (
            ("considered",),
            (ANNOUNCED,),
            (DECLINED, "not_asked", "cancelled"),
            ("sent", "attested"),
            ("in_place", "open"),
            (ENDED, CLOSED),
        )
    )
    for step in steps
}
"""On one day the further step wins (rule R4)."""

SOURCE_ORDER = ("seed", "blog", "reference", "trade", "newspaper", "broadcaster", "agency", "official")
"""Which kind of source goes before which on one day (rule R4), the strongest last."""

UNDATED = date.min


@dataclass(frozen=True, slots=True)
class Statement:
    """What a claim says of one day.

    Attributes
    ----------
    claim : Claim
    value : str
        The step that it says, or the place, the rank, who runs it; ``announced`` where a source foresaw what had
        not yet happened.
    day : date
        From which day it holds; ``UNDATED`` if it names none. A step of a site that names none has a day all the same.
    until : date
        The last day for which it vouches.
    due : str
        The day that it foresees, as written.
    dated : bool
        Whether the claim names a day.
    foreseen_end : bool
        Whether it is an end that a source only foresaw: it then counts from the day after ``due``.
    known : tuple of (date, str)
        From when each source that says so could be read, and the source's id; earliest first.
    """

    claim: Claim
    value: str
    day: date
    until: date
    due: str
    dated: bool
    foreseen_end: bool
    known: tuple[tuple[date, str], ...]

    @property
    def known_from(self) -> date:
        """The day from which anybody could know it."""
        return self.known[0][0]


def _statement(
    claim: Claim, value: str, day: date, due: str, known: Sequence[tuple[date, str]], until: date | None = None
) -> Statement:
    ends = value == ENDED and bool(due)
    start = last_day(due) + timedelta(days=1) if ends else day
    return Statement(claim, value, start, max(until or start, start), due, day != UNDATED, ends, tuple(sorted(known)))


def _day_of(claim: Claim) -> date:
    """Return the day from which the claim counts: its last possible day."""
    if claim.attribute == "step" and claim.value not in STANDING and claim.value in HAPPENS and claim.day_to:
        return last_day(claim.day_to)
    return day_or_none(claim.day) or UNDATED


def statements_of(claim: Claim, kind: str, sources: Mapping[str, Source]) -> list[Statement]:
    """Turn one claim into what it says of which day, known from when.

    A source attests only what had happened when it was published: where some sources of the claim are older than the
    day they speak of, what they say is an announcement, made on the day they appeared and due on that day.
    """
    day = _day_of(claim)
    until = day_or_none(claim.day_to) if claim.value in STANDING or claim.attribute != "step" else None
    known = [(known_from(sources[name], claim, kind), name) for name in claim.sources]
    if claim.attribute not in ("step", "people") or claim.value not in HAPPENS or not claim.day or claim.due:
        return [_statement(claim, claim.value, day, claim.due, known, until)]
    begins = first_day(claim.day)
    early = [pair for pair in known if sources[pair[1]].published and pair[0] < begins]
    attested = [pair for pair in known if pair not in early]
    statements = [_statement(claim, claim.value, day, "", attested, until)] if attested else []
    if early:
        value = ENDED if claim.value == ENDED else ANNOUNCED
        statements.append(_statement(claim, value, min(early)[0], claim.day, early))
    return statements


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything said about one subject: its statements by attribute."""

    subject: Subject
    steps: tuple[Statement, ...]
    people: tuple[Statement, ...]
    places: tuple[Statement, ...]
    ranks: tuple[Statement, ...]
    actors: tuple[Statement, ...]
    disputes: tuple[tuple[str, str], ...]
    days: Mapping[str, date]
    known_from: Mapping[str, date]

    def knowledge_days(self) -> set[date]:
        """Return the days on which something of it became known; ``EVER`` for what only "everything" holds."""
        statements = (*self.steps, *self.people, *self.places, *self.ranks, *self.actors)
        return {day for one in statements for day, _ in one.known} | set(self.known_from.values())

    @property
    def is_contingent(self) -> bool:
        """Whether the subject is a contingent."""
        return self.subject.kind == CONTINGENT

    @property
    def is_post(self) -> bool:
        """Whether the subject is a diplomatic post."""
        return self.subject.kind == POST


def _undated_from(claims: Sequence[Claim], sources: Mapping[str, Source]) -> date:
    """Return from when an undated claim on a site holds: its own present, taken as a year (rule R4 (5)).

    That is the year of the earliest day on which anything is said of the site, else that of the newest source of all.
    """
    days = [first_day(claim.day) for claim in claims if claim.day]
    year = min(days).year if days else _newest(sources).year
    return date(year, 1, 1)


def _newest(sources: Mapping[str, Source]) -> date:
    """Return the day on which the newest source of all appeared, if any is dated."""
    return max((first_day(source.published) for source in sources.values() if source.published), default=UNDATED)


def _numbers_of_site(statements: Sequence[Statement], sources: Mapping[str, Source]) -> list[Statement]:
    """Leave a number without a day where no other is known: it is of its page's own present, a year (Numbers)."""
    people = [one for one in statements if one.claim.attribute == "people"]
    present = date(_newest(sources).year, 1, 1)
    return [one for one in people if one.dated] or [_held_from(one, present) for one in people]


def _undated_holds(one: Statement) -> bool:
    """Whether an undated claim on a site holds: what it says of its step, and of who runs it."""
    return one.claim.attribute in ("step", ACTOR) and not one.dated


def _held_from(one: Statement, day: date) -> Statement:
    return replace(one, day=day, until=max(one.until, day))


def dossier(subject: Subject, claims: Sequence[Claim], sources: Mapping[str, Source]) -> Dossier:
    """Collect what is said about one subject."""
    statements = [statement for claim in claims for statement in statements_of(claim, subject.kind, sources)]
    if subject.kind in SITES:
        begins = _undated_from(claims, sources)
        numbers = _numbers_of_site(statements, sources)
        statements = [_held_from(one, begins) if _undated_holds(one) else one for one in statements]
        statements = [*(one for one in statements if one.claim.attribute != "people"), *numbers]

    def about(attribute: str) -> tuple[Statement, ...]:
        return tuple(statement for statement in statements if statement.claim.attribute == attribute)

    known = {c.id: min(known_from(sources[name], c, subject.kind) for name in c.sources) for c in claims}
    return Dossier(
        subject=subject,
        steps=about("step"),
        people=about("people"),
        places=about("place"),
        ranks=about("rank"),
        actors=about(ACTOR),
        disputes=tuple((claim.id, other) for claim in claims for other in claim.disputes),
        days={claim.id: _day_of(claim) for claim in claims},
        known_from=known,
    )
