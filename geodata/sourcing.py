"""Which sources are independent of each other (rule R7), and from when a source was there to be read (rule R3)."""

from collections.abc import Iterable, Mapping
from datetime import date

from geodata.model import CONTINGENT, EVER, Claim, Source, last_day

UNKNOWN = "unknown"
"""``rests_on`` this: it rests on somebody not named, which joins it to nobody."""


def roots_of(sources: Mapping[str, Source]) -> dict[str, frozenset[str]]:
    """Follow ``same_as`` and ``rests_on`` of every source to their end.

    Parameters
    ----------
    sources : mapping of str to Source
        All sources by id. What a source rests on is a source id or the name of a publisher.

    Returns
    -------
    dict of str to frozenset of str
        Source id to the ends of its threads: ids of sources, or ``publisher:`` and a name. A source whose publisher
        is named by others as what they rest on ends in that publisher as well.
    """
    rested_on = {name for source in sources.values() for name in source.rests_on} - {UNKNOWN} - sources.keys()

    def follow(name: str, trail: tuple[str, ...]) -> frozenset[str]:
        source = sources.get(name)
        if source is None:
            return frozenset({f"publisher:{name}"})
        if name in trail:  # a circle: all of it counts as one, named after its first member
            return frozenset({min(trail[trail.index(name) :])})
        parents = [*source.rests_on, *([source.same_as] if source.same_as else [])]
        ends = [follow(parent, (*trail, name)) for parent in parents if parent != UNKNOWN]
        if source.publisher in rested_on:
            ends.append(frozenset({f"publisher:{source.publisher}"}))
        return frozenset().union(*ends) if ends else frozenset({name})

    return {name: follow(name, ()) for name in sources}


class Groups:
    """Sources in groups that share no root; who shares one counts once. Sources are added one by one.

    Each root knows the group that it lies in, so that one more source costs its own roots and not all groups there are.
    """

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self.count = 0

    def add(self, roots: Iterable[str]) -> None:
        """Add a source by its roots."""
        tops = {self._top(root) for root in roots if root in self._above}
        new = [root for root in roots if root not in self._above]
        top = min(tops) if tops else min(new)
        for root in (*tops, *new):
            self._above[root] = top
        self.count += 1 - len(tops)

    def _top(self, root: str) -> str:
        while (above := self._above[root]) != root:
            self._above[root] = self._above[above]
            root = above
        return root


def independent_groups(ids: Iterable[str], roots: Mapping[str, frozenset[str]]) -> int:
    """Count the groups of sources that share no root; sources that share one count once."""
    groups = Groups()
    for name in ids:
        groups.add(roots[name])
    return groups.count


def independent(one: Iterable[str], other: Iterable[str], roots: Mapping[str, frozenset[str]]) -> bool:
    """Whether no root is shared between the two sets of sources."""
    theirs = frozenset().union(*(roots[name] for name in other))
    return all(not roots[name] & theirs for name in one)


def known_from(source: Source, claim: Claim, kind: str) -> date:
    """Return the day from which the claim could be read in this source.

    A dated source counts from its (last possible) day. An undated one: for sites and posts from the day that the claim
    speaks of, or always if it names none; for contingents from that day if its basis is ``inferred``, else only when
    everything is known.
    """
    if source.published:
        return last_day(source.published)
    if kind != CONTINGENT:
        return last_day(claim.day) if claim.day else date.min
    return last_day(claim.day) if claim.day and claim.basis == "inferred" else EVER
