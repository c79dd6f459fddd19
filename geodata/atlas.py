"""The atlas: all evidence, read once, and the worlds that it makes on any pair of clocks."""

import hashlib
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.areas import area_of
from geodata.bitemporal import Rectangle, Spans, as_frame, rectangles_of, spans_of
from geodata.display import Shown, atlas_facts, world_facts, world_html
from geodata.errors import Problem
from geodata.filters import chosen, require_known_codes, require_known_subjects, searchable
from geodata.frames import states_frame, states_geoframe
from geodata.knowledge import Knowledge, RuleContext
from geodata.model import (
    CONTINGENT,
    EVER,
    PROGRAMMES,
    Programme,
    Records,
    State,
    Subject,
    as_day,
)
from geodata.programmes import Given, counts_people, numbers_given, programme_of_day, sent_most
from geodata.provenance import known_from, roots_of
from geodata.reach import reached
from geodata.record_access import RecordAccess
from geodata.records import reach_of
from geodata.refine import Evidence, Refinement, counted, refined, require_valid_refinement
from geodata.rules import speakers_on
from geodata.running import of_day
from geodata.statements import Dossier, dossier
from geodata.tables import Tables
from geodata.totals import Totals, totals

if TYPE_CHECKING:
    import geopandas as gpd

REMEMBERED = 16
"""So many days of knowledge are kept ready at once."""


class Atlas(RecordAccess, Shown):
    """All evidence, frozen.

    Parameters
    ----------
    records : Records
    problems : tuple of Problem
        What reading had to set aside; empty when the evidence is clean.
    rows, set_aside : int
        How many rows were read, and how many of them were set aside: those with problems and what hangs on them.
    layers : mapping, optional
        Its GeoJSON layers by name, each read when it is asked for; see `geodata.frames.Layers`.
    tables : Tables, optional
        The rows that the records were made from.
    """

    def __init__(
        self,
        records: Records,
        problems: tuple[Problem, ...] = (),
        rows: int = 0,
        set_aside: int = 0,
        layers: "Mapping[str, gpd.GeoDataFrame] | None" = None,
        tables: Tables | None = None,
    ) -> None:
        self.tables = tables or Tables()
        super().__init__(records, problems, rows, set_aside, layers)
        self._known = lru_cache(REMEMBERED)(self._all_known)
        self._spans = lru_cache(REMEMBERED)(self._all_spans)

    def __repr__(self) -> str:
        return f"<Atlas {atlas_facts(self.release, self._records, self.evidence_to, self._problems)}>"

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
        """Return the day from which the claim could be read anywhere; ``date.max`` if only "everything" holds it."""
        found = self.claims[claim]
        kind = self.subjects[found.subject].kind
        return min(known_from(self.sources[name], found, kind) for name in found.sources)

    def is_unverified(self, state: State) -> bool:
        """Return whether the step or the number of a state rests on a claim that nobody verified."""
        rests_on = (self.claims.get(name) for name in (state.headline, state.number))
        return any(claim is not None and not claim.verified for claim in rests_on)

    def undated_left_out(self) -> tuple[str, ...]:
        """Return the claims that any day of knowledge leaves out, because none of their sources is dated."""
        return tuple(name for name in self.claims if self.known_from(name) == EVER)

    def at(self, as_of: date | str, known_by: date | str | None = None) -> "World":
        """Compute the world as it was on one day, by what was known by another.

        Parameters
        ----------
        as_of : date or str
            The day looked at; as text in ISO 8601, ``2026-01-17``.
        known_by : date or str, optional
            Only what had been published by then counts; None for everything, undated sources included.

        Raises
        ------
        TypeError
            When a day is neither a ``datetime.date`` nor text.
        ValueError
            When a text is no day.
        """
        day = as_day("as_of", as_of)
        known = None if known_by is None else as_day("known_by", known_by, "None for everything")
        states = {name: spans.on(day) for name, spans in self.spans(known).items()}
        return World(self, day, known, MappingProxyType(states), MappingProxyType(states))

    def spans(self, known_by: date | None = None) -> Mapping[str, Spans]:
        """Return the states along *as of* of every subject, by what was known by one day.

        Parameters
        ----------
        known_by : date, optional
            As for `at`. The last few days of knowledge that were asked for are remembered.
        """
        return self._spans(self.knowledge_day(known_by) or EVER)

    def known(self, subject: str, known_by: date | None = None) -> Knowledge:
        """Return what is known about one subject by a day."""
        return self._known(self.knowledge_day(known_by) or EVER)[subject]

    def knowledge_day(self, known_by: date | None) -> date | None:
        """Return the last day up to *known by* on which something became known: until the next one nothing changes.

        Parameters
        ----------
        known_by : date, optional
            As for `at`; None, which is everything, stays so.
        """
        if known_by is None or known_by == EVER:
            return None
        return self._knowledge_days[bisect_right(self._knowledge_days, known_by) - 1]

    @cached_property
    def _knowledge_days(self) -> Sequence[date]:
        days = {day for dossier in self.dossiers.values() for day in dossier.knowledge_days()}
        return sorted({date.min, *days} - {EVER})

    def _all_known(self, known_by: date) -> Mapping[str, Knowledge]:
        known = {name: Knowledge(dossier, known_by, self.rule_context) for name, dossier in self.dossiers.items()}
        return MappingProxyType(known)

    def _all_spans(self, known_by: date) -> Mapping[str, Spans]:
        return MappingProxyType({name: spans_of(known) for name, known in self._known(known_by).items()})

    @cached_property
    def rectangles_by_subject(self) -> dict[str, list[Rectangle]]:
        """Subject id to its rectangles over both clocks."""
        return {name: rectangles_of(file, self.rule_context) for name, file in self.dossiers.items()}

    def rectangles(self) -> pd.DataFrame:
        """Return the table of states over both clocks, one row a rectangle in which nothing changes.

        Returns
        -------
        pandas.DataFrame
            Columns ``geodata.bitemporal.COLUMNS``. Rows without a word are left out.
        """
        return as_frame(self.rectangles_by_subject)


@dataclass(frozen=True, repr=False)
class World(Shown):
    """The state of every subject in view, on one pair of clocks; ``everywhere`` are those of all subjects."""

    atlas: Atlas
    as_of: date
    known_by: date | None
    states: Mapping[str, State]
    everywhere: Mapping[str, State]

    def __repr__(self) -> str:
        return f"<World {world_facts(self.as_of, self.known_by, self.states, self.everywhere, self.totals())}>"

    def _repr_html_(self) -> str:
        return world_html(repr(self), self.states, self.atlas.records)

    def where(
        self,
        nations: Collection[str] = (),
        kinds: Collection[str] = (),
        steps: Collection[str] = (),
        text: str = "",
        programmes: Collection[str] = (),
        **others: Collection[str],
    ) -> "World":
        """Keep the subjects asked for; empty means all. See ``geodata.filters``: any of its facets can be named.

        A contingent passes by its programme, a site as ``standing``; a post has none and does not pass any.

        Raises
        ------
        TypeError
            When one text stands where a list of codes is wanted, or no facet has such a name.
        ValueError
            When a code is unknown: nobody has it, which is not the same as nobody being in view.
        """
        return self.keep(dict(nations=nations, kinds=kinds, programmes=programmes, steps=steps, **others), text)

    def keep(self, wanted: Mapping[str, Collection[str]], text: str = "") -> "World":
        """Keep the subjects asked for, by facet; see `where`, which says the same with a name for each facet."""
        require_known_codes(self.atlas.records, wanted)
        kept = chosen(self.states, self.atlas.records, self.atlas.words, wanted, text)
        return replace(self, states=MappingProxyType(kept))

    def refine(self, refinement: Refinement | None = None, **parts: Any) -> "World":
        """Keep what passes finer filters: groups of nations, places, numbers, days, how sure, and who says so.

        Parameters
        ----------
        asked : Refinement, optional
            All parts at once.
        **parts
            Or the fields of `geodata.refine.Refinement` by name, as ``places=["nuuk"], independent=True``; days may be
            ISO text.

        Raises
        ------
        TypeError, ValueError
            When a code is unknown, a list is a text, or a range ends before it begins.
        """
        days = {name: as_day(name, parts[name]) for name in ("first", "last") if parts.get(name) is not None}
        refinement = refinement or Refinement(**{**parts, **days})
        require_valid_refinement(refinement, self.atlas.records)
        kept = self.states if refinement.empty else refined(self.states, refinement, self._evidence)
        return replace(self, states=MappingProxyType(dict(kept)))

    def counted(self, part: str) -> Mapping[str, int]:
        """Count, of what is reported in view, how many have each code of a list of `geodata.refine.LISTS`."""
        return counted(self.states, part, self._evidence)

    @cached_property
    def _evidence(self) -> Evidence:
        atlas, known_by = self.atlas, EVER if self.known_by is None else self.known_by
        spans = atlas.spans(self.known_by)
        known = lambda claim: atlas.known_from(claim) <= known_by  # noqa: E731
        clocks = (self.as_of, self.everywhere, spans)
        return Evidence(atlas.records, *clocks, atlas.claims_of, known, self.speakers, atlas.greenland)

    def lies(self, area: str) -> Mapping[str, str]:
        """Say of what is reported in view how it lies to an area, as ``circle:nuuk:150`` (see ``geodata.areas``)."""
        found = area_of(area, self.atlas.places)
        return {name: self._evidence.lies(name, state, found) for name, state in self.states.items() if state.step}

    def only(self, subjects: Collection[str]) -> "World":
        """Keep the subjects with these ids.

        Parameters
        ----------
        subjects : collection of str
            Ids of contingents, sites and posts.

        Raises
        ------
        ValueError
            When nothing has such an id.
        """
        require_known_subjects(self.atlas.records, subjects)
        kept = {name: state for name, state in self.states.items() if name in subjects}
        return replace(self, states=MappingProxyType(kept))

    def subject(self, name: str) -> Subject:
        """Return a subject as it is on the day looked at: a site with the actor who runs it then (rule Runs)."""
        return of_day(self.atlas.subjects[name], self.everywhere[name])

    @property
    def programme(self) -> str:
        """The programme that what is in view is about (rule R8); empty where it is about none."""
        return programme_of_day(self.states, self.atlas.records, self.atlas.people, self.as_of)

    @property
    def programme_of_day(self) -> str:
        """The programme that the day is about, whatever is in view (rule R8)."""
        return programme_of_day(self.everywhere, self.atlas.records, self.atlas.people, self.as_of)

    def totals(self, programme: str | None = None) -> Totals:
        """Add up what is in view, for one programme. See ``geodata.totals``.

        Parameters
        ----------
        programme : str, optional
            One of ``geodata.model.PROGRAMMES``, or empty for nobody's people; without it the one of the view.

        Raises
        ------
        ValueError
            When there is no such programme.
        """
        wanted = self.programme if programme is None else programme
        if wanted not in ("", *PROGRAMMES):
            raise ValueError(f"programme: found {wanted!r}; write one of {', '.join(PROGRAMMES)}")
        known = EVER if self.known_by is None else self.known_by
        most = sent_most(self.atlas.numbers_given.get(wanted, ()), known)
        people = self.atlas.people.get(wanted, frozenset())
        return totals(self.states, self.atlas.records, people, wanted, self.everywhere, most)

    def to_pandas(self) -> pd.DataFrame:
        """Return the states in view as a table. See ``geodata.frames.states_frame``."""
        return states_frame(self.states, self.atlas.records)

    def to_geopandas(self) -> "gpd.GeoDataFrame":
        """Return the states in view as a table with points in WGS 84. See ``geodata.frames.states_geoframe``."""
        return states_geoframe(self.states, self.atlas.records)

    def speakers(self, subject: str) -> tuple[str, ...]:
        """Return the ids of the sources that say the step of a subject: those that ``State.sources`` counts in groups.

        Parameters
        ----------
        subject : str
            The id of a contingent, a site or a post; not only of those in view.

        Raises
        ------
        ValueError
            When nothing has this id.
        """
        require_known_subjects(self.atlas.records, [subject])
        return speakers_on(self.atlas.known(subject, self.known_by), self.as_of)

    def known_sources(self) -> frozenset[str]:
        """Return the ids of the sources that had been published by *known by*."""
        known = EVER if self.known_by is None else self.known_by
        return frozenset(
            name
            for file in self.atlas.dossiers.values()
            for statement in (*file.steps, *file.people, *file.places, *file.ranks)
            for day, name in statement.known
            if day <= known
        )
