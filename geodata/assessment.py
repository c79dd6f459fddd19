"""The rules R1 to R7: what the claims about one subject come to on one pair of clocks.

Each rule is one small function. None of them knows files, filters or pages; the codebook (``geodata/README.md``) tells
them in plain words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.headcount import headline_number
from geodata.model import (
    ANNOUNCED,
    ATTESTED,
    CANCELLED,
    CLOSED,
    CONTINGENT,
    ENDED,
    EXITS,
    IN_PLACE,
    OPEN,
    PRESENT,
    SENT,
    SITES,
    STANDING,
    STANDING_PRESENCE,
    STATED,
    Place,
    Source,
    State,
    day_or_none,
)
from geodata.places import headline_places, spots_of
from geodata.sourcing import independent, independent_groups
from geodata.statements import SOURCE_ORDER, STEP_ORDER, UNDATED, Dossier, Statement

STALE_AFTER = timedelta(days=14)
"""A contingent, or an announcement, that nobody confirmed for longer than this has aged (rule R5)."""
POST_YEARS = 3
"""A post that nobody confirmed for longer than this is last known (rule R5)."""


@dataclass(frozen=True, slots=True)
class Library:
    """What the rules look up: sources, the roots they rest on, places."""

    sources: Mapping[str, Source]
    roots: Mapping[str, frozenset[str]]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Run:
    """A step that holds, and the statements of the unbroken run that made it."""

    step: str
    since: date
    said: tuple[Statement, ...]
    stay_since: date


class Known:
    """What of a dossier is known by a day, in the order of rule R4.

    Parameters
    ----------
    file : Dossier
    known_by : date
        ``EVER`` for everything.
    library : Library
    """

    def __init__(self, file: Dossier, known_by: date, library: Library) -> None:
        self.file, self.library, self.known_by = file, library, known_by
        self.steps = self._ordered(file.steps)
        self.people = self._ordered(file.people)
        self.places = self._ordered(file.places)
        self.ranks = self._ordered(file.ranks)
        self.disputes = tuple(
            pair for pair in file.disputes if all(file.known_from.get(name, date.max) <= known_by for name in pair)
        )
        self.dated_steps = tuple(s for s in self.steps if s.dated or not (file.is_contingent or file.is_post))
        self.standing_now = file.is_post and any(self._official_now(s) for s in self.steps)
        self.undated = tuple(s.claim.id for s in self.steps if not s.dated and s not in self.dated_steps)

    def sources_of(self, said: Statement) -> list[str]:
        """Return the ids of the sources that say it and are known."""
        return [name for day, name in said.known if day <= self.known_by]

    def _official_now(self, said: Statement) -> bool:
        """Whether it is an official undated page in the present tense, which confirms a post (rule R5)."""
        kinds = (self.library.sources[name].kind for name in self.sources_of(said))
        return not said.dated and said.value in STANDING and "official" in kinds

    def _ordered(self, said: Sequence[Statement]) -> tuple[Statement, ...]:
        known = [s for s in said if s.known_from <= self.known_by]
        by_id = sorted(known, key=lambda s: s.claim.id, reverse=True)
        return tuple(sorted(by_id, key=self._rank))

    def _rank(self, said: Statement) -> tuple[date, int, bool, int, str]:
        """Rule R4 (3): day, further step, said by the sending state, kind of source, later published.

        The strongest is sorted last; where all are equal, the first id is.
        """
        sources = [self.library.sources[name] for name in self.sources_of(said)]
        kind = max(SOURCE_ORDER.index(source.kind) for source in sources)
        published = max(source.published for source in sources)
        own = said.claim.said_by == self.file.subject.actor != ""
        return (said.day, STEP_ORDER.get(said.value, 0), own, kind, published)


def _changes(step: str, said: Statement) -> bool:
    """Rule R4 (2): what happened is not undone by words."""
    if said.foreseen_end and step not in PRESENT:
        return False
    if step in PRESENT:
        return said.value in (IN_PLACE, ENDED, CANCELLED) and not (step == IN_PLACE and said.value == SENT)
    if step == OPEN:
        return said.value in (CLOSED, CANCELLED)
    if step == ATTESTED:
        return said.value in (OPEN, CLOSED, CANCELLED)
    return True


def run_on(said: Iterable[Statement], as_of: date) -> Run | None:
    """Follow the statements up to a day and return the run that then holds.

    A stay that begins and ends on one day is in place on that day (rule R4 (4)).
    """
    run: Run | None = None
    for one in said:
        if one.day > as_of:
            break
        if run is not None and one.value == run.step:
            run = Run(run.step, run.since, (*run.said, one), run.stay_since)
            continue
        if run is not None and not _changes(run.step, one):
            continue
        if run is not None and one.value == ENDED and one.day == run.stay_since == as_of and run.step in PRESENT:
            continue
        run = Run(one.value, one.day, (one,), _stay_since(run, one))
    return run


def _stay_since(before: Run | None, now: Statement) -> date:
    """Return the day from which numbers of the new run count.

    A stay begins when it is first sent or in place; what is only said of it counts from whenever, or from the end of
    the stay before.
    """
    if now.value in PRESENT and not (before is not None and before.step in PRESENT):
        return now.day
    if before is None:
        return UNDATED if now.value not in STANDING else now.day
    return now.day if before.step in (ENDED, CLOSED) or now.value in STANDING else before.stay_since


def holding(known: Known, as_of: date) -> Run | None:
    """Rule R4 (1): unverified statements make a run only where there are no others."""
    verified = run_on((s for s in known.dated_steps if s.claim.verified), as_of)
    return verified or run_on((s for s in known.dated_steps if not s.claim.verified), as_of)


def since_of(run: Run, disputing: frozenset[str]) -> Statement:
    """Return the strongest undisputed statement of the earliest day that has one, else of the first day (Days)."""
    undisputed = [s for s in run.said if s.claim.id not in disputing] or list(run.said)
    return [s for s in undisputed if s.day == undisputed[0].day][-1]


def begun(known: Known, run: Run, since: Statement) -> bool:
    """Return whether the day of ``since_of`` is known to be the beginning (rule Days).

    A beginning that was worked out is one only for a site, whose years say when it was built or taken over; a standing
    presence was there before anybody named a day.
    """
    subject = known.file.subject
    if run.step == ATTESTED or (subject.kind == CONTINGENT and subject.programme == STANDING_PRESENCE):
        return False
    stated = any(said.claim.basis == STATED for said in run.said if said.day == since.day)
    return since.dated and (stated or subject.kind in SITES)


def headline_of(run: Run, since: Statement) -> Statement:
    """Return the statement the state rests on: what opened or closed, else the newest of the run."""
    return since if run.step in (OPEN, CLOSED) else run.said[-1]


def last_confirmed(known: Known, run: Run, as_of: date) -> date | None:
    """Return the latest day, possibly after *as of*, for which a statement sees the subject there (rule R5)."""
    if run.step in PRESENT:
        seen = [s.day for s in known.dated_steps if s.value in PRESENT and run.stay_since <= s.day <= as_of]
        trusted = [
            s.day for s in known.dated_steps
            if s.value in PRESENT and run.stay_since <= s.day <= as_of and s.claim.verified
        ]  # fmt: skip
        return max(trusted or seen)
    if run.step in STANDING:
        days = [s.until for s in known.dated_steps if s.value in STANDING and run.since <= s.day <= as_of and s.dated]
        return max(days, default=None)
    return None


def _years_later(day: date, years: int) -> date:
    return day.replace(year=min(day.year + years, date.max.year), day=min(day.day, 28) if day.month == 2 else day.day)


def aged(known: Known, run: Run, headline: Statement, confirmed: date | None, as_of: date) -> tuple[bool, bool]:
    """Rule R5: whether the state is only last known, and whether it is unconfirmed."""
    post = known.file.is_post
    if run.step in PRESENT and confirmed is not None:
        return as_of > confirmed + STALE_AFTER, False
    if run.step in STANDING and post and confirmed is not None and not known.standing_now:
        return as_of > _years_later(confirmed, POST_YEARS), False
    if run.step == ENDED:
        return False, headline.foreseen_end
    if run.step == ANNOUNCED and (known.file.is_contingent or post):
        due = day_or_none(headline.due)
        if due is None and post:
            return False, as_of > _years_later(headline.day, POST_YEARS)
        return False, as_of > (due or headline.day) + STALE_AFTER
    return False, False


def in_force(known: Known, as_of: date) -> list[tuple[str, str]]:
    """Return the pairs of claims that dispute each other, both known and neither later than *as of* (rule R6)."""
    days = known.file.days
    return [pair for pair in known.disputes if all(days.get(name, date.max) <= as_of for name in pair)]


def crossed(known: Known, headline: Statement) -> list[Statement]:
    """Return who says on the headline's day, from independent sources, an exit against it or it against an exit."""
    ours = known.sources_of(headline)
    return [
        other
        for other in known.dated_steps
        if other.day == headline.day != UNDATED
        and other.value != headline.value
        and (other.value in EXITS or headline.value in EXITS)
        and independent(known.sources_of(other), ours, known.library.roots)
    ]


def _beside(known: Known, run: Run | None, as_of: date) -> list[str]:
    """Return the statements that make no state and say another step: undated ones, and unverified held back."""
    step = run.step if run else ""
    held = [] if run is None else [
        s.claim.id for s in known.dated_steps
        if s.day <= as_of and not s.claim.verified and s not in run.said and s.day >= run.since and s.value != step
    ]  # fmt: skip
    undated = [s.claim.id for s in known.steps if s.claim.id in known.undated and s.value != step]
    return [*held, *undated]


def _partners(pairs: Iterable[tuple[str, str]], claims: Iterable[str]) -> list[str]:
    ours = {claim for claim in claims if claim}
    return [b if a in ours else a for a, b in pairs if (a in ours) != (b in ours) or (a in ours and b in ours)]


def rank_on(known: Known, as_of: date) -> Statement | None:
    """Return the statement on the rank of a post that holds: verified before others, then rule R4."""
    said = [s for s in known.ranks if s.day <= as_of]
    return next((s for s in reversed(said) if s.claim.verified), said[-1] if said else None)


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a state, the claims it rests on, and whether it is a site's own."""

    place: str
    precision: str
    said: tuple[Statement, ...]

    @property
    def claim(self) -> str:
        """The id of the headline's claim on place, empty if it is the subject's own."""
        return self.said[0].claim.id if self.said else ""


def where_on(known: Known, as_of: date) -> Where:
    """Return where the subject is: a site where it stands, anything else where claims put it."""
    subject = known.file.subject
    movable = known.file.is_contingent or known.file.is_post
    said = tuple(headline_places(known.places, as_of, known.library.places)) if movable else ()
    if not said:
        return Where(subject.place, subject.precision, ())
    return Where(said[0].value, said[0].claim.place_precision, said)


def state_on(known: Known, as_of: date) -> State:
    """Compute the state of one subject.

    Parameters
    ----------
    known : Known
        What is known of it.
    as_of : date
        The day looked at.

    Returns
    -------
    State
        ``last_confirmed`` is not cut at *as of*: the same state holds for the days that follow until something changes.
    """
    subject = known.file.subject.id
    run = holding(known, as_of)
    if run is None:
        return State(subject, rivals=tuple(sorted(set(_beside(known, None, as_of)))))
    pairs = in_force(known, as_of)
    since = since_of(run, frozenset(name for name, _ in pairs))
    headline = headline_of(run, since)
    number = headline_number(known.people, run.step, run.stay_since, as_of, known.file.is_contingent)
    where, rank = where_on(known, as_of), rank_on(known, as_of)
    rank_claim = rank.claim.id if rank else ""
    confirmed = last_confirmed(known, run, as_of)
    last_known, unconfirmed = aged(known, run, headline, confirmed, as_of)
    against = [said.claim.id for said in crossed(known, headline)]
    contested = _partners(pairs, (headline.claim.id, since.claim.id, number.claim))
    against_rank, against_place = _partners(pairs, [rank_claim]), _partners(pairs, [where.claim])
    others = {*contested, *against, *number.rivals, *against_rank, *against_place, *_beside(known, run, as_of)}
    return State(
        subject=subject,
        step=run.step,
        low=number.low,
        high=number.high,
        place=where.place,
        precision=where.precision,
        rank=rank.value if rank else "",
        headline=headline.claim.id,
        number=number.claim,
        place_claim=where.claim,
        rank_claim=rank_claim,
        parts=number.parts,
        rivals=tuple(sorted(others - {headline.claim.id, number.claim, where.claim, rank_claim})),
        due=headline.due if run.step in (ANNOUNCED, ENDED) else "",
        since=since.claim.day,
        last_confirmed=confirmed,
        sources=independent_groups(_speakers(known, run), known.library.roots),
        last_known=last_known,
        unconfirmed=unconfirmed,
        disputed=bool(contested or against or number.disputed),
        begun=begun(known, run, since),
        rank_disputed=bool(against_rank),
        place_disputed=bool(against_place),
        spots=spots_of(where.place, where.precision, where.said, number),
    )


def speakers_on(known: Known, as_of: date) -> tuple[str, ...]:
    """Return the sources that say the step of the state, sorted: those whose groups ``State.sources`` counts.

    Parameters
    ----------
    known : Known
        What is known of the subject.
    as_of : date
        The day looked at.
    """
    run = holding(known, as_of)
    return () if run is None else tuple(_speakers(known, run))


def _speakers(known: Known, run: Run) -> list[str]:
    """Return the sources that say the step of the run, each once."""
    return sorted({name for said in run.said for name in known.sources_of(said)})
