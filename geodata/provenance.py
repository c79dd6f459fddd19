"""Which sources are independent of each other (rule R7), and from when a source was there to be read (rule R3)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from geodata.model import CONTINGENT, EVER, Claim, Source, last_day
from geodata.names import comparable

UNKNOWN = "unknown"
"""``rests_on`` this: it rests on somebody not named, which joins it to nobody."""


def roots_of(sources: Mapping[str, Source]) -> dict[str, frozenset[str]]:
    """Follow ``same_as`` and ``rests_on`` of every source to their end.

    Parameters
    ----------
    sources : mapping of str to Source
        All sources by id. What a source rests on is a source id or the name of a publisher; names are compared as a
        reader sees them (`geodata.names.comparable`).

    Returns
    -------
    dict of str to frozenset of str
        Source id to the ends of its threads: ids of sources, or ``publisher:`` and a comparable name. A source whose
        publisher is named by others as what they rest on ends in that publisher as well.
    """
    parents = {name: frozenset({*source.rests_on, source.same_as} - {UNKNOWN, ""}) for name, source in sources.items()}
    rested_on = {comparable(parent) for found in parents.values() for parent in found if parent not in sources}
    roots: dict[str, frozenset[str]] = {}
    for circle in _circles({name: [each for each in found if each in sources] for name, found in parents.items()}):
        ends = {root for name in circle for parent in parents[name] if parent in roots for root in roots[parent]}
        named = {comparable(parent) for name in circle for parent in parents[name] if parent not in sources}
        named |= {comparable(sources[name].publisher) for name in circle} & rested_on
        ends |= {f"publisher:{publisher}" for publisher in named}
        if len(circle) > 1 or circle[0] in parents[circle[0]]:
            ends.add(min(circle))
        roots |= dict.fromkeys(circle, frozenset(ends or circle))
    return {name: roots[name] for name in sources}


def _circles(parents: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield the sources in groups that rest on each other in a circle, mostly of one, parents before children.

    This is Tarjan's way to find strongly connected components, without recursion: a thread may be as long as the file.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: dict[str, None] = {}
    for start in parents:
        trail = [(start, iter(sorted(parents[start])))] if start not in number else []
        while trail:
            name, left = trail[-1]
            if name not in number:
                number[name] = lowest[name] = len(number)
                waiting[name] = None
            parent = next((each for each in left if each not in number or each in waiting), None)
            if parent is None:
                trail.pop()
                if trail:
                    lowest[trail[-1][0]] = min(lowest[trail[-1][0]], lowest[name])
                if lowest[name] == number[name]:
                    circle = [waiting.popitem()[0]]
                    while circle[-1] != name:
                        circle.append(waiting.popitem()[0])
                    yield circle
            elif parent in number:
                lowest[name] = min(lowest[name], number[parent])
            else:
                trail.append((parent, iter(sorted(parents[parent]))))


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
