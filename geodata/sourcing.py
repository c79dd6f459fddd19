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


def independent_groups(ids: Iterable[str], roots: Mapping[str, frozenset[str]]) -> int:
    """Count the groups of sources that share no root; sources that share one count once."""
    groups: list[frozenset[str]] = []
    for name in ids:
        joined = roots[name]
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return len(groups)


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
