"""The rules R1 to R7: what the claims about one subject come to on one pair of clocks.

Each rule is one small function. None of them knows files, filters or pages; the codebook (``geodata/README.md``) tells
them in plain words. What holds for all days is worked out once (``geodata.knowledge``), so that a state costs what its
own day holds, not all that was ever said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from geodata.headcount import headline_number
from geodata.knowledge import Knowledge
from geodata.model import (
    ANNOUNCED,
    ATTESTED,
    CLOSED,
    CONTINGENT,
    ENDED,
    EXITS,
    OPEN,
    OVER,
    PRESENT,
    SITES,
    STANDING,
    STANDING_PRESENCE,
    STATED,
    State,
    day_or_none,
)
from geodata.places import spots_of
from geodata.provenance import independent
from geodata.spells import Spell
from geodata.statements import UNDATED, Statement

STALE_AFTER = timedelta(days=14)
"""A contingent, or an announcement, that nobody confirmed for longer than this has aged (rule R5)."""
POST_YEARS = 3
"""A post that nobody confirmed for longer than this is last known (rule R5)."""


def holding(known: Knowledge, as_of: date) -> Spell | None:
    """Rule R4 (1): unverified statements make a spell only where there are no others."""
    return known.verified_spells.on(as_of) or known.unverified_spells.on(as_of)


def since_of(known: Knowledge, spell: Spell, as_of: date) -> Statement:
    """Return the strongest undisputed statement of the earliest day that has one, else of the first day (Days)."""
    first: Statement | None = None
    for one in spell.statements:
        if disputes_another(known, one.claim.id, as_of):
            continue
        if first is not None and one.day != first.day:
            break
        first = one
    if first is not None:
        return first
    return [one for one in spell.statements if one.day == spell.statements[0].day][-1]


def begun(known: Knowledge, spell: Spell, since: Statement) -> bool:
    """Return whether the day of ``since_of`` is known to be the beginning (rule Days).

    A beginning that was worked out is one only for a site, whose years say when it was built or taken over; a standing
    presence was there before anybody named a day.
    """
    subject = known.dossier.subject
    if spell.step == ATTESTED or (subject.kind == CONTINGENT and subject.programme == STANDING_PRESENCE):
        return False
    reported = takewhile(lambda statement: statement.day <= since.day, spell.statements)
    stated = any(statement.claim.basis == STATED for statement in reported if statement.day == since.day)
    return since.dated and (stated or subject.kind in SITES)


def headline_of(spell: Spell, since: Statement) -> Statement:
    """Return the statement the state rests on: what opened or closed, else the newest of the spell."""
    return since if spell.step in (OPEN, CLOSED) else spell.last


def last_seen(known: Knowledge, spell: Spell, as_of: date) -> date | None:
    """Return the last day, not after *as of*, on which a statement sees the subject there."""
    if spell.step in STANDING:
        return known.vouched.seen_by(spell.since, as_of)
    return last_confirmed(known, spell, as_of)


def last_confirmed(known: Knowledge, spell: Spell, as_of: date) -> date | None:
    """Return the latest day, possibly after *as of*, for which a statement vouches for the subject (rule R5)."""
    if spell.step in PRESENT:
        trusted = known.seen_verified.last(spell.stay_since, as_of)
        return trusted or known.seen.last(spell.stay_since, as_of)
    if spell.step in STANDING:
        return known.vouched.latest(spell.since, as_of)
    return None


def years_later(day: date, years: int) -> date:
    """Return the same day so many years later; 28 February for a leap day."""
    return day.replace(year=min(day.year + years, date.max.year), day=min(day.day, 28) if day.month == 2 else day.day)


def aged(known: Knowledge, spell: Spell, headline: Statement, confirmed: date | None, as_of: date) -> tuple[bool, bool]:
    """Rule R5: whether the state is only last known, and whether it is unconfirmed."""
    post = known.dossier.is_post
    if spell.step in PRESENT and confirmed is not None:
        return as_of > confirmed + STALE_AFTER, False
    if spell.step in STANDING and post and confirmed is not None and not known.standing_now:
        return as_of > years_later(confirmed, POST_YEARS), False
    if spell.step == ENDED:
        return False, headline.foreseen_end
    if spell.step == ANNOUNCED:
        due = day_or_none(headline.due)
        if due is None and not known.dossier.is_contingent:
            return False, as_of > years_later(headline.day, POST_YEARS)
        return False, as_of > (due or headline.day) + STALE_AFTER
    return False, False


def disputes_another(known: Knowledge, claim: str, as_of: date) -> bool:
    """Return whether a claim names another that it disputes, both known and neither later (rule R6)."""
    found = next((pair for pair in known.disputed.get(claim, ()) if pair.raised), None)
    return found is not None and found.day <= as_of


def crossed(known: Knowledge, headline: Statement) -> list[Statement]:
    """Return who says on the headline's day, from independent sources, an exit against it or it against an exit."""
    if headline.day == UNDATED:
        return []
    others = [
        other
        for other in known.of_day(headline.day)
        if other.value != headline.value and (other.value in EXITS or headline.value in EXITS)
    ]
    ours = known.sources_of(headline) if others else []
    return [other for other in others if independent(known.sources_of(other), ours, known.rule_context.roots)]


def _beside(known: Knowledge, spell: Spell | None, as_of: date) -> list[str]:
    """Return the statements that make no state and say another step: undated ones, and unverified held back."""
    step = spell.step if spell else ""
    held = [] if spell is None else [
        s.claim.id for s in known.unverified if spell.since <= s.day <= as_of and s.value != step
    ]  # fmt: skip
    return [*held, *(s.claim.id for s in known.beside if s.value != step)]


def _partners(known: Knowledge, as_of: date, claims: Iterable[str]) -> list[str]:
    """Return the claims that are in dispute with any of these; of two of them, the one that the other names."""
    ours = {claim for claim in claims if claim}
    pairs = [pair for claim in ours for pair in known.disputed.get(claim, ()) if pair.day <= as_of]
    return [pair.other for pair in pairs if pair.raised or pair.other not in ours]


@dataclass(frozen=True, slots=True)
class Location:
    """The place of a state, the claims it rests on, and whether it is a site's own."""

    place: str
    precision: str
    statements: tuple[Statement, ...]

    @property
    def claim(self) -> str:
        """The id of the headline's claim on place, empty if it is the subject's own."""
        return self.statements[0].claim.id if self.statements else ""


def where_on(known: Knowledge, as_of: date) -> Location:
    """Return where the subject is: a site where it stands, anything else where claims put it."""
    subject = known.dossier.subject
    movable = known.dossier.is_contingent or known.dossier.is_post
    statements = known.places.on(as_of) if movable else ()
    if not statements:
        return Location(subject.place, subject.precision, ())
    return Location(statements[0].value, statements[0].claim.place_precision, statements)


def run_by(known: Knowledge, as_of: date) -> Statement | None:
    """Return who is said to run a site: the newest claim, until another or until the last day it vouches for (Runs)."""
    statement = known.actors.on(as_of)
    return None if statement is None or (statement.claim.day_to and as_of > statement.until) else statement


def state_on(known: Knowledge, as_of: date) -> State:
    """Compute the state of one subject.

    Parameters
    ----------
    known : Knowledge
        What is known of it.
    as_of : date
        The day looked at.
    """
    subject = known.dossier.subject.id
    spell = holding(known, as_of)
    if spell is None:
        return State(subject, rivals=tuple(sorted(set(_beside(known, None, as_of)))))
    since = since_of(known, spell, as_of)
    headline = headline_of(spell, since)
    number = headline_number(known.people, spell.step, spell.stay_since, as_of)
    where, rank = where_on(known, as_of), known.ranks.on(as_of)
    rank_claim, actor = rank.claim.id if rank else "", run_by(known, as_of)
    actor_claim = actor.claim.id if actor else ""
    confirmed = last_confirmed(known, spell, as_of)
    seen = last_seen(known, spell, as_of)
    last_known, unconfirmed = aged(known, spell, headline, confirmed, as_of)
    against = [statement.claim.id for statement in crossed(known, headline)]
    contested = _partners(known, as_of, (headline.claim.id, since.claim.id, number.claim, actor_claim))
    against_rank, against_place = _partners(known, as_of, [rank_claim]), _partners(known, as_of, [where.claim])
    others = {*contested, *against, *number.rivals, *against_rank, *against_place, *_beside(known, spell, as_of)}
    return State(
        subject=subject,
        step=spell.step,
        low=number.low,
        high=number.high,
        place=where.place,
        precision=where.precision,
        rank=rank.value if rank else "",
        actor=actor.value if actor else "",
        headline=headline.claim.id,
        number=number.claim,
        place_claim=where.claim,
        rank_claim=rank_claim,
        actor_claim=actor_claim,
        parts=number.parts,
        rivals=tuple(sorted(others - {headline.claim.id, number.claim, where.claim, rank_claim, actor_claim})),
        due=headline.due if spell.step in (ANNOUNCED, ENDED) else "",
        since=since.claim.day,
        last_confirmed=seen,
        last_said=known.written.get(seen, "") if seen else "",
        sources=spell.sources,
        last_known=last_known,
        unconfirmed=unconfirmed,
        disputed=bool(contested or against or number.disputed),
        begun=begun(known, spell, since),
        after=spell.step in OVER and bool(since.claim.day_to),
        rank_disputed=bool(against_rank),
        place_disputed=bool(against_place),
        rounded=number.rounded,
        spots=spots_of(where.place, where.precision, where.statements, number),
    )


def speakers_on(known: Knowledge, as_of: date) -> tuple[str, ...]:
    """Return the sources that say the step of the state, sorted: those whose groups ``State.sources`` counts.

    Parameters
    ----------
    known : Knowledge
        What is known of the subject.
    as_of : date
        The day looked at.
    """
    spell = holding(known, as_of)
    return () if spell is None else tuple(_speakers(known, spell))


def _speakers(known: Knowledge, spell: Spell) -> list[str]:
    """Return the sources that say the step of the spell, each once."""
    return sorted({name for statement in spell.statements for name in known.sources_of(statement)})
