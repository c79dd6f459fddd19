"""The atlas: all evidence, read once, and the worlds that it makes on any pair of clocks."""

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
from geodata.evidence_index import EvidenceIndex
from geodata.filters import chosen, require_known_codes, require_known_subjects
from geodata.frames import states_frame, states_geoframe
from geodata.knowledge import Knowledge
from geodata.model import EVER, PROGRAMMES, Records, State, Subject, as_day
from geodata.programmes import programme_of_day, sent_most
from geodata.refine import Evidence, Refinement, counted, refined, require_valid_refinement
from geodata.rules import speakers_on
from geodata.running import of_day
from geodata.tables import Tables
from geodata.totals import Totals, totals

if TYPE_CHECKING:
    import geopandas as gpd

REMEMBERED = 16
"""How many days of knowledge are kept ready."""


class Atlas(EvidenceIndex, Shown):
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
        """Return what is known about one subject by a day.

        Parameters
        ----------
        subject : str
            The id of a contingent, site or post.
        known_by : date, optional
            As for `at`.

        Raises
        ------
        KeyError
            When nothing has such an id.
        """
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

    @cached_property
    def reported(self) -> Mapping[str, State]:
        """The states in view of which anything is told; of the others no claim speaks on these clocks."""
        return MappingProxyType({name: state for name, state in self.states.items() if state.step})

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

        Parameters
        ----------
        nations : collection of str
            ISO 3166 alpha-3 codes, as ``FRA``, and those of groups in ``actors.csv``.
        kinds : collection of str
            Of ``geodata.model.KINDS``, as ``post``.
        steps : collection of str
            Of ``geodata.model.STEPS``, as ``in_place``.
        text : str
            Words that a subject must have in its names, places or notes; accents and case do not matter.
        programmes : collection of str
            Of ``geodata.model.PROGRAMMES``.
        **others : collection of str
            The codes of any other facet, by its name.

        Raises
        ------
        TypeError
            When one text stands where a list of codes is wanted, or no facet has such a name.
        ValueError
            When a code is unknown: nobody has it, which is not the same as nobody being in view.
        """
        return self.keep(dict(nations=nations, kinds=kinds, programmes=programmes, steps=steps, **others), text)

    def keep(self, wanted: Mapping[str, Collection[str]], text: str = "") -> "World":
        """Keep the subjects asked for, by facet; see `where`, which says the same with a name for each facet.

        Parameters
        ----------
        wanted : mapping of str to collection of str
            The name of a facet to its codes.
        text : str
            As for `where`.

        Raises
        ------
        TypeError, ValueError
            As `where` does.
        """
        require_known_codes(self.atlas.records, wanted)
        kept = chosen(self.states, self.atlas.records, self.atlas.words, wanted, text)
        return replace(self, states=MappingProxyType(kept))

    def refine(self, refinement: Refinement | None = None, **parts: Any) -> "World":
        """Keep what passes finer filters: groups of nations, places, numbers, days, how sure, and who says so.

        Parameters
        ----------
        refinement : Refinement, optional
            All parts at once.
        **parts : object
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
        """Count, of what is reported in view, how many have each code of a list.

        Parameters
        ----------
        part : str
            One of `geodata.refine.LISTS`, as ``places``.
        """
        return counted(self.states, part, self._evidence)

    @cached_property
    def _evidence(self) -> Evidence:
        atlas, known_by = self.atlas, EVER if self.known_by is None else self.known_by
        spans = atlas.spans(self.known_by)
        known = lambda claim: atlas.known_from(claim) <= known_by  # noqa: E731
        clocks = (self.as_of, self.everywhere, spans)
        return Evidence(atlas.records, *clocks, atlas.claims_of, known, self.speakers, atlas.greenland)

    def lies(self, area: str) -> Mapping[str, str]:
        """Say of what is reported in view how it lies to an area.

        Parameters
        ----------
        area : str
            As ``circle:nuuk:150``, a place and kilometres on WGS 84; see ``geodata.areas`` for all forms.

        Returns
        -------
        mapping of str to str
            The id of a subject to ``inside``, ``maybe``, ``unweighed`` or ``outside``.

        Raises
        ------
        ValueError
            When the text is no area.
        """
        found = area_of(area, self.atlas.places)
        return {name: self._evidence.lies(name, state, found) for name, state in self.reported.items()}

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
        """Return a subject as it is on the day looked at: a site with the actor who runs it then (rule Runs).

        Parameters
        ----------
        name : str
            Its id.

        Raises
        ------
        KeyError
            When nothing has such an id.
        """
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
