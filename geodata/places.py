"""Which place a state shows, and how its people are divided over places."""

from collections.abc import Mapping, Sequence
from datetime import date

from geodata.headcount import Number
from geodata.model import Place, Spot
from geodata.statements import Statement

FINENESS = ("not_given", "country", "territory", "area", "town", "site")
"""How exactly a place is known, the finest last."""


def headline_places(said: Sequence[Statement], as_of: date, places: Mapping[str, Place]) -> list[Statement]:
    """Return the statements on place that hold, the first the headline's; several when one day names several.

    Verified before unverified; then the finest: "Greenland", said later, does not take back "Nuuk"; then the latest
    day. A stopover abroad named beside a place in Greenland is left out.
    """
    held = [s for s in said if s.day <= as_of]
    held = [s for s in held if s.claim.verified] or held
    if not held:
        return []
    finest = max(FINENESS.index(s.claim.place_precision) for s in held)
    fine = [s for s in held if FINENESS.index(s.claim.place_precision) == finest]
    day = max(s.day for s in fine)
    newest = {s.value: s for s in fine if s.day == day}
    here = {name: s for name, s in newest.items() if places[name].in_greenland} if len(newest) > 1 else {}
    return sorted((here or newest).values(), key=lambda s: (s.claim.said_by == "", s.claim.id))


def spots_of(place: str, precision: str, places: Sequence[Statement], number: Number) -> tuple[Spot, ...]:
    """Divide the number over places: by its parts where they name places, else whole at the one place."""
    if number.divided:
        return tuple(Spot(*part) for part in number.divided)
    if len(places) > 1:
        return tuple(Spot(s.value, s.claim.place_precision) for s in places)
    return (Spot(place, precision, number.low, number.high),)
