"""A rule about all claims of a subject: what stands beside its state is listed on every day, and has an end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from geodata.errors import Problem
from geodata.schema.fields import CONFIDENCES
from geodata.tables import SUBJECT_TABLES, Row, Tables, listed, problem_at

MOST = 5_000_000
"""The most claims that are listed beside states, over all subjects and days: about 10 s and 700 MB. A hundred times the
evidence that ships with the package comes to two millions."""

COUNTED = ("step", "people")
UNVERIFIED = CONFIDENCES[-1]


@dataclass(slots=True)
class Weight:
    """What is said of one subject: the days, and the claims that are listed beside its state on each of them."""

    days: set[str] = field(default_factory=set)
    beside: int = 0
    of_day: Counter[str] = field(default_factory=Counter)

    def add(self, claim: Row) -> None:
        """Count one more claim."""
        self.days.add(claim["day"])
        self.beside += len(listed(claim["disputes"]))
        if claim["attribute"] in COUNTED:
            self.beside += claim["confidence"] == UNVERIFIED or not claim["day"] or claim["part_of"] != ""
            self.of_day[claim["day"]] += claim["day"] != ""

    @property
    def listed(self) -> int:
        """How many claims stand beside its state on one day, at most."""
        return self.beside + max(self.of_day.values(), default=0)


def weight_problems(tables: Tables, most: int = MOST) -> Iterator[Problem]:
    """Check that the claims which are listed beside states are not more than can be held; the heaviest are named.

    Parameters
    ----------
    tables : Tables
        The evidence.
    most : int
        How many may be listed, over all subjects and days.

    Yields
    ------
    Problem
        The heaviest first, until what is left is within the bound.
    """
    weights: dict[str, Weight] = {}
    for claim in tables.claims:
        weights.setdefault(claim["subject"], Weight()).add(claim)
    total = sum(len(one.days) * one.listed for one in weights.values())
    if total <= most:
        return
    homes = {row["id"]: (table, row) for table in SUBJECT_TABLES for row in tables.rows(table)}
    for name in sorted(weights, key=lambda name: -len(weights[name].days) * weights[name].listed):
        one = weights[name]
        if name in homes:
            beside = f"{one.listed} claims beside its state (unverified, without a day, parts, disputes, of one day)"
            found = f"{beside} on each of {len(one.days)} days"
            remedy = f"fewer, or a row for each thing that they speak of: in all, {most} such lines have room"
            yield problem_at(tables, *homes[name], "", remedy, found)
        total -= len(one.days) * one.listed
        if total <= most:
            return
