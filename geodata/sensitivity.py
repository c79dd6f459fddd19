"""What hangs on whom: each claim, source and group of dependent sources is taken away in turn.

A state is computed anew only where something was taken away from its subject, by the same rules as always.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from geodata.atlas import World
from geodata.compare import Change, changes
from geodata.knowledge import Knowledge
from geodata.model import EVER, NO_WORD, SITES, Claim, State
from geodata.rules import state_on
from geodata.schema.fields import STATE_ATTRIBUTES
from geodata.statements import dossier
from geodata.totals import Count

K = TypeVar("K")
CLAIM, SOURCE, GROUP = "claim", "source", "group"
OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Removal:
    """What falls when something is taken away.

    Attributes
    ----------
    kind : str
        ``claim``, ``source``, or ``group``: sources that rest on each other or on one root (rule R7).
    ids : tuple of str
        The claim, or the sources.
    changes : tuple of Change
        The states in view that would be other.
    low, high : int
        How many people the view would then count.
    damage : int
        By how much low and high would differ together.
    """

    kind: str
    ids: tuple[str, ...]
    changes: tuple[Change, ...]
    low: int
    high: int
    damage: int

    @property
    def fallen(self) -> tuple[str, ...]:
        """The subjects of which there would be no word."""
        return tuple(change.subject for change in self.changes if change.after.step == NO_WORD)


@dataclass(frozen=True, slots=True)
class Strength:
    """On how much the view rests.

    Attributes
    ----------
    states : int
        Subjects in view of which anything is told.
    one_source, one_root : tuple of str
        Those whose step one single source says; those whose sources all rest on one root.
    official_low, official_high : int or None
        How many people the view would count if only official sources were read; None where those count nobody.
    low, high, widest_low, widest_high : int
        By the headline rule, and if the rivals of each number were right.
    """

    states: int
    one_source: tuple[str, ...]
    one_root: tuple[str, ...]
    official_low: int | None
    official_high: int | None
    low: int
    high: int
    widest_low: int
    widest_high: int


def removals(world: World, programme: str) -> list[Removal]:
    """Take away each claim, source and group of dependent sources in turn, and say what would fall.

    Parameters
    ----------
    world : World
        Only states in view count.
    programme : str
        Whose people are counted.

    Returns
    -------
    list of Removal
        Only those with which anything falls; the most people first, then the most states.
    """
    bench = _Bench(world, programme)
    sources: list[Collection[str]] = [(name,) for name in bench.sources]
    found = _each_removed(bench, enumerate([*bench.claims, *sources, *groups_of(bench.sources, world)])).values()
    return sorted(found, key=lambda one: (-one.damage, -len(one.fallen), -len(one.changes), one.kind, one.ids))


def without_each(world: World, programme: str, taken: Mapping[str, Claim | Collection[str]]) -> dict[str, Removal]:
    """Take each of some claims or groups of sources away in turn, and say what would fall.

    Parameters
    ----------
    world : World
        Only states in view count.
    programme : str
        Whose people are counted.
    taken : mapping of str to Claim or collection of str
        Claims that the world knows, or ids of sources that go together; each by any name.

    Returns
    -------
    dict of str to Removal
        By that name; only those with which anything falls.
    """
    return _each_removed(_Bench(world, programme), taken.items())


def _each_removed(bench: "_Bench", taken: Iterable[tuple[K, Claim | Collection[str]]]) -> dict[K, Removal]:
    found = (
        (name, bench.without_claim(one) if isinstance(one, Claim) else bench.without_sources(one))
        for name, one in taken
    )
    return {name: removal for name, removal in found if removal is not None}


def strength(world: World, programme: str) -> Strength:
    """Say on how much the view rests. See `Strength`.

    Parameters
    ----------
    world : World
    programme : str
        Whose people are counted.
    """
    reported = world.reported
    people = world.totals(programme).people
    official = {name for name, source in world.atlas.sources.items() if source.kind == OFFICIAL}
    bench = _Bench(world, programme)
    only = bench.count(bench.without(frozenset(world.atlas.sources) - official))
    return Strength(
        states=len(reported),
        one_source=tuple(name for name in reported if len(world.speakers(name)) == 1),
        one_root=tuple(name for name, state in reported.items() if state.sources == 1),
        official_low=only.low if only.counted else None,
        official_high=only.high if only.counted else None,
        low=people.low,
        high=people.high,
        widest_low=people.widest_low,
        widest_high=people.widest_high,
    )


def groups_of(sources: Iterable[str], world: World) -> list[tuple[str, ...]]:
    """Return the groups of more than one source that share a root, directly or through others (rule R7)."""
    roots = world.atlas.rule_context.roots
    by_root: dict[str, set[str]] = {}
    for name in sources:
        joined = {name}
        shared = set(roots[name])
        for root in list(by_root):
            if root in shared:
                joined |= by_root[root]
        for other in joined:
            shared |= roots[other]
        by_root |= dict.fromkeys(shared, joined)
    return sorted({tuple(sorted(group)) for group in by_root.values() if len(group) > 1})


class _Bench:
    """Computes states of a world with less evidence."""

    def __init__(self, world: World, programme: str) -> None:
        self._world, self._programme = world, programme
        atlas, known = world.atlas, EVER if world.known_by is None else world.known_by
        self._known_by = atlas.knowledge_day(world.known_by) or EVER
        in_view = [claim for name in world.states for claim in atlas.claims_of[name]]
        self.claims = [claim for claim in in_view if atlas.known_from(claim.id) <= known]
        self._citing: dict[str, list[str]] = {}
        for claim in self.claims:
            for source in claim.sources:
                self._citing.setdefault(source, []).append(claim.subject)
        self._states: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], State] = {}
        self.sources: Sequence[str] = sorted(self._citing)
        found = world.totals(programme).people
        self._low, self._high = found.low, found.high

    def counts(self, claim: Claim) -> bool:
        """Say whether a claim may make a state: of a site even the day of a remark counts (rule R4 (5))."""
        return claim.attribute in STATE_ATTRIBUTES or self._world.atlas.subjects[claim.subject].kind in SITES

    def without_claim(self, claim: Claim) -> Removal | None:
        """Take one claim away; None where nothing falls with it."""
        if not self.counts(claim):
            return None
        left = [other for other in self._world.atlas.claims_of[claim.subject] if other.id != claim.id]
        return self._removal(CLAIM, [claim.id], {claim.subject: self._state(claim.subject, left)})

    def without_sources(self, gone: Collection[str]) -> Removal | None:
        """Take sources away together; None where nothing falls with them."""
        return self._removal(SOURCE if len(gone) == 1 else GROUP, sorted(gone), self.without(gone))

    def without(self, gone: Collection[str]) -> dict[str, State]:
        """Return the states of the subjects that any of these sources speaks of, without them."""
        subjects = {subject for source in gone for subject in self._citing.get(source, ())}
        return {name: self._state(name, _left(self._world.atlas.claims_of[name], gone)) for name in subjects}

    def count(self, other: Mapping[str, State]) -> Count:
        """Count the people with some states replaced."""
        states = MappingProxyType({**self._world.states, **other})
        everywhere = MappingProxyType({**self._world.everywhere, **other})
        return replace(self._world, states=states, everywhere=everywhere).totals(self._programme).people

    def _state(self, subject: str, claims: Sequence[Claim]) -> State:
        key = (subject, tuple((claim.id, claim.sources) for claim in claims if self.counts(claim)))
        if key not in self._states:
            atlas = self._world.atlas
            counting = [claim for claim in claims if self.counts(claim)]
            known = Knowledge(
                dossier(atlas.subjects[subject], counting, atlas.sources), self._known_by, atlas.rule_context
            )
            self._states[key] = state_on(known, self._world.as_of)
        return self._states[key]

    def _removal(self, kind: str, ids: Iterable[str], other: Mapping[str, State]) -> Removal | None:
        found = changes({name: self._world.states[name] for name in other}, other)
        if not found:
            return None
        people = self.count(other)
        low, high = people.low, people.high
        damage = abs(low - self._low) + abs(high - self._high)
        return Removal(kind, tuple(ids), tuple(found), low, high, damage)


def _left(claims: Iterable[Claim], gone: Collection[str]) -> list[Claim]:
    return list(_kept(claims, gone))


def _kept(claims: Iterable[Claim], gone: Collection[str]) -> Iterator[Claim]:
    for claim in claims:
        left = tuple(source for source in claim.sources if source not in gone)
        if left:
            yield claim if left == claim.sources else replace(claim, sources=left)
