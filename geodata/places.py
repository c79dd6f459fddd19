"""Which place a state shows, and how its people are divided over places."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from geodata.headcount import Number
from geodata.model import Place, Spot
from geodata.statements import Statement

FINENESS = ("not_given", "country", "territory", "area", "town", "site")
"""How exactly a place is known, the finest last."""


class Places:
    """The statements on the place of one subject, by how exactly they say it.

    Parameters
    ----------
    statements : sequence of Statement
        In the order of rule R4.
    places : mapping of str to Place
    """

    def __init__(self, statements: Sequence[Statement], places: Mapping[str, Place]) -> None:
        self._places = places
        self._lists = [
            self._by_fineness(one) for one in ([s for s in statements if s.claim.verified], list(statements))
        ]

    def _by_fineness(self, statements: Sequence[Statement]) -> list[tuple[list[date], list[tuple[Statement, ...]]]]:
        """Return the days of each grade, the finest grade first, and what holds from each of them."""
        grades = [[s for s in statements if s.claim.place_precision == grade] for grade in reversed(FINENESS)]
        found = [[list(one) for _, one in groupby(grade, key=lambda s: s.day)] for grade in grades if grade]
        return [([day[0].day for day in grade], [self._of_one_day(day) for day in grade]) for grade in found]

    def on(self, as_of: date) -> tuple[Statement, ...]:
        """Return the statements that hold, the first the headline's; several when one day names several.

        Verified before unverified; then the finest: "Greenland", said later, does not take back "Nuuk"; then the latest
        day. A stopover abroad named beside a place in Greenland is left out.
        """
        for grades in self._lists:
            for days, held in grades:
                if end := bisect_right(days, as_of):
                    return held[end - 1]
        return ()

    def _of_one_day(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        newest = {s.value: s for s in statements}
        here = {name: s for name, s in newest.items() if self._places[name].in_greenland} if len(newest) > 1 else {}
        return tuple(sorted((here or newest).values(), key=lambda s: (s.claim.said_by == "", s.claim.id)))


def spots_of(place: str, precision: str, places: Sequence[Statement], number: Number) -> tuple[Spot, ...]:
    """Divide the number over places: by its parts where they name places, else whole at the one place."""
    if number.divided:
        return tuple(Spot(*part) for part in number.divided)
    if len(places) > 1:
        return tuple(Spot(s.value, s.claim.place_precision) for s in places)
    return (Spot(place, precision, number.low, number.high),)
