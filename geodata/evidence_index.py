"""What follows from the records alone, whatever day is looked at: each worked out once, when it is first asked for."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from geodata.filters import searchable
from geodata.knowledge import RuleContext
from geodata.model import CONTINGENT, EVER, PROGRAMMES, Programme, State
from geodata.programmes import Given, counts_people, numbers_given
from geodata.provenance import known_from, roots_of
from geodata.reach import reached
from geodata.record_access import RecordAccess
from geodata.records import reach_of
from geodata.statements import Dossier, dossier


class EvidenceIndex(RecordAccess):
    """The records, with what the rules, the search and the totals look up."""

    @cached_property
    def evidence_to(self) -> date:
        """The last day that a claim or an event speaks of, never later than its newest dated source.

        A month or a year reaches no further than its source could know (see ``geodata.reach``).
        """
        return reach_of(self.claims.values(), self.events.values(), self.sources.values())

    @cached_property
    def release(self) -> str:
        """The name of this evidence: the last day it reaches and a hash of all records, as ``2026-09-22-0123abcd4567``.

        The same evidence has the same name, in a notebook, on a page and in a file.
        """
        digest = hashlib.sha256(repr(self._records).encode()).hexdigest()
        return f"{self.evidence_to.isoformat()}-{digest[:12]}"

    @cached_property
    def programmes(self) -> tuple[Programme, ...]:
        """The programmes that contingents run under, in the order of the schema, with the days that claims speak of."""
        days: dict[str, list[date]] = {one.programme: [] for one in self.subjects.values() if one.kind == CONTINGENT}
        for claim in self.claims.values():
            day = reached(claim.day, [self.sources[name].published for name in claim.sources])
            if day and self.subjects[claim.subject].kind == CONTINGENT:
                days[claim.programme].append(day)
        used = [(name, days[name]) for name in PROGRAMMES if name in days]
        return tuple(Programme(name, min(days, default=None), max(days, default=None)) for name, days in used)

    @cached_property
    def rule_context(self) -> RuleContext:
        """What the rules look up."""
        return RuleContext(self.sources, roots_of(self.sources), self.places)

    @cached_property
    def dossiers(self) -> Mapping[str, Dossier]:
        """Subject id to what is said about it."""
        made = {name: dossier(self.subjects[name], claims, self.sources) for name, claims in self.claims_of.items()}
        return MappingProxyType(made)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Subject id to the words by which a search finds it."""
        return MappingProxyType(searchable(self._records, self.subjects))

    @cached_property
    def people(self) -> Mapping[str, frozenset[str]]:
        """Programme to its contingents that totals of people count."""
        return MappingProxyType(dict(counts_people(self._records)))

    @cached_property
    def numbers_given(self) -> Mapping[str, Sequence[Given]]:
        """Programme to the numbers of people that anybody gave for what is in place or on the way."""
        known = {name: self.known_from(name) for name in self.claims}
        return MappingProxyType(dict(numbers_given(self._records, self.people, known)))

    def known_from(self, claim: str) -> date:
        """Return the day from which the claim could be read anywhere; ``date.max`` if only "everything" holds it.

        Parameters
        ----------
        claim : str
            Its id.

        Raises
        ------
        KeyError
            When no claim has this id.
        """
        found = self.claims[claim]
        kind = self.subjects[found.subject].kind
        return min(known_from(self.sources[name], found, kind) for name in found.sources)

    def is_unverified(self, state: State) -> bool:
        """Return whether the step or the number of a state rests on a claim that nobody verified.

        Parameters
        ----------
        state : State
            Of a subject of this atlas.
        """
        rests_on = (self.claims.get(name) for name in (state.headline, state.number))
        return any(claim is not None and not claim.verified for claim in rests_on)

    def undated_left_out(self) -> tuple[str, ...]:
        """Return the claims that any day of knowledge leaves out, because none of their sources is dated."""
        return tuple(name for name in self.claims if self.known_from(name) == EVER)
