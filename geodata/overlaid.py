"""An atlas with some claims more: what is said of the subjects that they do not speak of is not worked out again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.atlas import Atlas
from geodata.bitemporal import Spans, spans_of
from geodata.filters import searchable
from geodata.knowledge import Knowledge
from geodata.model import Claim
from geodata.statements import Dossier, dossier

if TYPE_CHECKING:
    import geopandas as gpd


class OverlaidAtlas(Atlas):
    """An atlas with claims laid over it.

    Parameters
    ----------
    below : Atlas
        The evidence without them.
    claims : iterable of Claim
        Checked, with ids that no claim of it has.
    layers : mapping, optional
        As for `Atlas`.
    """

    def __init__(
        self, below: Atlas, claims: Iterable[Claim], layers: "Mapping[str, gpd.GeoDataFrame] | None" = None
    ) -> None:
        added = {claim.id: claim for claim in claims}
        super().__init__(
            replace(below.records, claims=MappingProxyType({**below.claims, **added})),
            layers=layers,
        )
        self._below = below
        self._spoken_of = {claim.subject for claim in added.values()}

    @cached_property
    def dossiers(self) -> Mapping[str, Dossier]:
        """Subject id to what is said about it."""
        new = {name: dossier(self.subjects[name], self.claims_of[name], self.sources) for name in self._spoken_of}
        return MappingProxyType({**self._below.dossiers, **new})

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Subject id to the words by which a search finds it."""
        return MappingProxyType({**self._below.words, **searchable(self._records, self._spoken_of)})

    def _all_known(self, known_by: date) -> Mapping[str, Knowledge]:
        new = {name: Knowledge(self.dossiers[name], known_by, self.rule_context) for name in self._spoken_of}
        return MappingProxyType({**self._below._known(known_by), **new})

    def _all_spans(self, known_by: date) -> Mapping[str, Spans]:
        known = self._known(known_by)
        new = {name: spans_of(known[name]) for name in self._spoken_of}
        return MappingProxyType({**self._below.spans(known_by), **new})
