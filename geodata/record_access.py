"""The tables of the evidence, each by its name, and what reading them had to set aside."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.areas import Ground, ground_of
from geodata.errors import Problem
from geodata.frames import Layers
from geodata.model import NATIONS, PRESENT, Actor, Claim, Event, Opening, Place, Records, Source, Subject
from geodata.running import actors_named

if TYPE_CHECKING:
    import geopandas as gpd


class RecordAccess:
    """Gives the records by table; what it gives cannot be changed.

    Parameters
    ----------
    records : Records
    problems : tuple of Problem
        What reading had to set aside; empty when the evidence is clean.
    rows, set_aside : int
        How many rows were read, and how many of them were set aside.
    layers : mapping, optional
        The GeoJSON layers by name.

    Attributes
    ----------
    own : tuple of str
        Claims that are part of no release: somebody laid them over the evidence, see ``geodata.patch``.
    published : str
        The release over which they were laid; empty where there are none.
    """

    own: tuple[str, ...] = ()
    published: str = ""

    def __init__(
        self,
        records: Records,
        problems: tuple[Problem, ...],
        rows: int,
        set_aside: int,
        layers: "Mapping[str, gpd.GeoDataFrame] | None" = None,
    ) -> None:
        self._records, self._problems, self._rows, self._set_aside = records, problems, rows, set_aside
        self._layers = MappingProxyType({}) if layers is None else layers

    @property
    def layers(self) -> "Mapping[str, gpd.GeoDataFrame]":
        """The GeoJSON layers by name, as GeoDataFrames in WGS 84: ``atlas.layers["diplomatic_posts"]``."""
        return self._layers

    def greenland(self) -> Ground:
        """Return the outline of Greenland, in which a place may lie that has no point."""
        return self._layers.greenland if isinstance(self._layers, Layers) else ground_of("")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What reading had to set aside."""
        return self._problems

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return self._rows

    @property
    def set_aside(self) -> int:
        """How many of them were set aside."""
        return self._set_aside

    @property
    def records(self) -> Records:
        """Every record by id."""
        return self._records

    @property
    def subjects(self) -> Mapping[str, Subject]:
        """Contingents, sites and posts by id."""
        return self._records.subjects

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id, in the order of the file."""
        return self._records.claims

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """Subject id to its claims, in the order of the file."""
        found: dict[str, list[Claim]] = {name: [] for name in self.subjects}
        for claim in self.claims.values():
            found[claim.subject].append(claim)
        return MappingProxyType({name: tuple(claims) for name, claims in found.items()})

    @cached_property
    def actors_of(self) -> Mapping[str, tuple[str, ...]]:
        """Subject id to all whose it is or ever was: of a site everybody who is said to run it."""
        found = {name: actors_named(one, self.claims_of[name]) for name, one in self.subjects.items()}
        return MappingProxyType(found)

    @cached_property
    def wholes(self) -> frozenset[str]:
        """Subjects that stand for what several nations do as one: they have parts, or a claim counts their nations."""
        parted = {one.part_of for one in self.subjects.values() if one.part_of}
        return frozenset(parted | {claim.subject for claim in self.claims.values() if claim.counts == NATIONS})

    @cached_property
    def unverified_presence(self) -> Mapping[str, tuple[Claim, ...]]:
        """Subject id to its unverified claims that it is sent or in place; few subjects have any."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            if claim.attribute == "step" and claim.value in PRESENT and not claim.verified:
                found.setdefault(claim.subject, []).append(claim)
        return MappingProxyType({name: tuple(claims) for name, claims in found.items()})

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return self._records.sources

    @property
    def events(self) -> Mapping[str, Event]:
        """Events by id, those that repeat another included."""
        return self._records.events

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Actors by ISO 3166 alpha-3 code."""
        return self._records.actors

    @property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""
        return self._records.places

    @property
    def openings(self) -> Mapping[str, Opening]:
        """Named pairs of clocks by id."""
        return self._records.openings
