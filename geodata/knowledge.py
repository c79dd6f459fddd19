"""What is known about one subject by a day, put in order and indexed once, for every day that is looked at."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geodata.days import Days
from geodata.headcount import Numbers
from geodata.model import PRESENT, STANDING, Place, Source, last_day
from geodata.places import Places
from geodata.spells import Spells
from geodata.statements import SOURCE_ORDER, STEP_ORDER, Dossier, Statement


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What the rules look up: sources, the roots they rest on, places."""

    sources: Mapping[str, Source]
    roots: Mapping[str, frozenset[str]]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim that disputes another or is disputed by it.

    Attributes
    ----------
    day : date
        From which day on both speak (rule R6).
    other : str
        The other claim.
    raised : bool
        Whether this one names the other, and not the other this.
    """

    day: date
    other: str
    raised: bool


class Newest:
    """Statements of which the newest holds: verified ones before others, then rule R4."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        verified = [one for one in statements if one.claim.verified]
        self._lists = [(chosen, [one.day for one in chosen]) for chosen in (verified, list(statements)) if chosen]

    def on(self, as_of: date) -> Statement | None:
        """Return the statement that holds on a day."""
        for statements, days in self._lists:
            index = bisect_right(days, as_of) - 1
            if index >= 0:
                return statements[index]
        return None


class Knowledge:
    """What of a dossier is known by a day, in the order of rule R4.

    Parameters
    ----------
    dossier : Dossier
    known_by : date
        ``EVER`` for everything.
    rule_context : RuleContext
    """

    def __init__(self, dossier: Dossier, known_by: date, rule_context: RuleContext) -> None:
        self.dossier, self.rule_context, self.known_by = dossier, rule_context, known_by
        self.steps = self._ordered(dossier.steps)
        self.disputed = self._disputed()
        movable = dossier.is_contingent or dossier.is_post
        self.dated_steps = tuple(one for one in self.steps if one.dated or not movable)
        self.beside = tuple(one for one in self.steps if movable and not one.dated)
        self.standing_now = dossier.is_post and any(self._official_now(one) for one in self.steps)

    @cached_property
    def unverified(self) -> tuple[Statement, ...]:
        """The dated steps that nobody stands behind."""
        return tuple(one for one in self.dated_steps if not one.claim.verified)

    @cached_property
    def verified_spells(self) -> Spells:
        """The spells of what somebody stands behind."""
        verified = [one for one in self.dated_steps if one.claim.verified]
        return Spells(verified, self.known_by, self.rule_context.roots)

    @cached_property
    def unverified_spells(self) -> Spells:
        """The spells of what nobody stands behind."""
        return Spells(self.unverified, self.known_by, self.rule_context.roots)

    @cached_property
    def seen(self) -> Days:
        """The days on which somebody saw it on the way or in place."""
        return Days([one.day for one in self.dated_steps if one.value in PRESENT])

    @cached_property
    def seen_verified(self) -> Days:
        """Those of them that somebody stands behind."""
        return Days([one.day for one in self.dated_steps if one.value in PRESENT and one.claim.verified])

    @cached_property
    def vouched(self) -> Days:
        """The days on which somebody saw it open, counted people there or ran it; up to when each vouches for it."""
        statements = [s for s in (*self.dated_steps, *self._ordered(self.dossier.people)) if s.value in STANDING]
        standing = sorted(
            (s for s in (*statements, *self._ordered(self.dossier.actors)) if s.dated), key=lambda s: s.day
        )
        return Days([one.day for one in standing], [one.until for one in standing])

    @cached_property
    def written(self) -> Mapping[date, str]:
        """How claims write the days on which they see it: of each day the most exact text."""
        counted = (one for one in self._ordered(self.dossier.people) if one.value in STANDING)
        steps = (one for one in self.dated_steps if one.value in PRESENT or one.value in STANDING)
        seen = (one.claim for one in (*steps, *counted, *self._ordered(self.dossier.actors)))
        found: dict[date, str] = {}
        for text in (text for claim in seen for text in (claim.day, claim.day_to) if text):
            day = last_day(text)
            found[day] = max(found.get(day, ""), text, key=len)
        return found

    @cached_property
    def people_statements(self) -> tuple[Statement, ...]:
        """What is said of numbers, in order."""
        return self._ordered(self.dossier.people)

    @cached_property
    def place_statements(self) -> tuple[Statement, ...]:
        """What is said of places, in order."""
        return self._ordered(self.dossier.places)

    @cached_property
    def rank_statements(self) -> tuple[Statement, ...]:
        """What is said of the rank of a post, in order."""
        return self._ordered(self.dossier.ranks)

    @cached_property
    def actors(self) -> Newest:
        """What is said of who runs a site, by day."""
        return Newest(self._ordered(self.dossier.actors))

    @cached_property
    def people(self) -> Numbers:
        """What is said of numbers, by the step that they count."""
        return Numbers(self.people_statements, self.dossier.is_contingent)

    @cached_property
    def places(self) -> Places:
        """What is said of places, by day."""
        return Places(self.place_statements, self.rule_context.places)

    @cached_property
    def ranks(self) -> Newest:
        """What is said of the rank of a post, by day."""
        return Newest(self.rank_statements)

    def _disputed(self) -> Mapping[str, Sequence[Dispute]]:
        """Collect the disputes of each claim, of what is known: first those that it raised, the earliest first."""
        days, known = self.dossier.days, self.dossier.known_from
        found: dict[str, list[Dispute]] = {}
        for one, other in self.dossier.disputes:
            if all(known.get(name, date.max) <= self.known_by for name in (one, other)):
                day = max(days.get(one, date.max), days.get(other, date.max))
                found.setdefault(one, []).append(Dispute(day, other, True))
                found.setdefault(other, []).append(Dispute(day, one, False))
        return {name: sorted(each, key=lambda pair: (not pair.raised, pair.day)) for name, each in found.items()}

    def of_day(self, day: date) -> Sequence[Statement]:
        """Return the steps that are said of one day."""
        return self._by_day.get(day, ())

    @cached_property
    def _by_day(self) -> Mapping[date, list[Statement]]:
        found: dict[date, list[Statement]] = {}
        for one in self.dated_steps:
            found.setdefault(one.day, []).append(one)
        return found

    def sources_of(self, statement: Statement) -> list[str]:
        """Return the ids of the sources that say it and are known."""
        return [name for day, name in statement.known if day <= self.known_by]

    def _official_now(self, statement: Statement) -> bool:
        """Whether it is an official undated page in the present tense, which confirms a post (rule R5)."""
        kinds = (self.rule_context.sources[name].kind for name in self.sources_of(statement))
        return not statement.dated and statement.value in STANDING and "official" in kinds

    def _ordered(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        known = [s for s in statements if s.known_from <= self.known_by]
        by_id = sorted(known, key=lambda s: s.claim.id, reverse=True)
        return tuple(sorted(by_id, key=self.rank))

    def rank(self, statement: Statement) -> tuple[date, int, bool, int, str]:
        """Rule R4 (3): day, further step, said by the sending state, kind of source, later published.

        The strongest is sorted last; where all are equal, the first id is.
        """
        sources = [self.rule_context.sources[name] for name in self.sources_of(statement)]
        kind = max(SOURCE_ORDER.index(source.kind) for source in sources)
        published = max(source.published for source in sources)
        by_actor = statement.claim.said_by == self.dossier.subject.actor != ""
        return (statement.day, STEP_ORDER.get(statement.value, 0), by_actor, kind, published)
