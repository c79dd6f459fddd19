"""Numbers told as a share: per million inhabitants, of the armed forces, or of what the nation itself had promised.

A share needs a whole, and a whole is a claim like any other, with its source and its day. Where no claim names one,
there is no share.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from geodata.atlas import World
from geodata.headcount import headline_number
from geodata.model import ANNOUNCED, CONTINGENT, EVER, Claim, last_day

MILLION, THOUSAND, HUNDRED = 1_000_000, 1000, 100


class Share(Enum):
    """Of what a number is told as a share; the value is its code."""

    PER_MILLION = "per_million"
    ARMED_FORCES = "armed_forces"
    PROMISE = "promise"

    @property
    def attribute(self) -> str:
        """The attribute of the claims that name the whole; empty for a promise, which the people's claims name."""
        return {Share.PER_MILLION: "population", Share.ARMED_FORCES: "armed_forces"}.get(self, "")

    @property
    def times(self) -> int:
        """How much the whole is told as: a million, or a hundred for per cent."""
        return MILLION if self is Share.PER_MILLION else HUNDRED


@dataclass(frozen=True, slots=True)
class Whole:
    """Of what a share is told.

    Attributes
    ----------
    low, high : int
        At least and at most so many; more than none.
    claims : tuple of str
        Who says so.
    """

    low: int
    high: int
    claims: tuple[str, ...]


def whole_of(world: World, nation: str, share: Share, programme: str) -> Whole | None:
    """Return the whole of which a nation's people are a share; None where no claim names one.

    Parameters
    ----------
    world : World
        Its clocks count: only what was known by then, and no whole of a later day.
    nation : str
        ISO 3166 alpha-3.
    share : Share
        Of what.
    programme : str
        Whose promises count.
    """
    return _promised(world, nation, programme) if share is Share.PROMISE else _claimed(world, nation, share)


def offered(world: World, nations: tuple[str, ...], programme: str) -> list[Share]:
    """List the shares that can be told of any of these nations.

    Parameters
    ----------
    world : World
    nations : tuple of str
        ISO 3166 alpha-3.
    programme : str
        Whose promises count.
    """
    return [share for share in Share if any(whole_of(world, nation, share, programme) for nation in nations)]


def rate(low: int, high: int, whole: Whole, share: Share) -> tuple[float, float]:
    """Return the lowest and the highest share that a range of people may be of a whole.

    Parameters
    ----------
    low, high : int
        The people.
    whole : Whole
        Of what.
    share : Share
        In which measure: per million, or per cent.
    """
    return low * share.times / whole.high, high * share.times / whole.low


def _claimed(world: World, nation: str, share: Share) -> Whole | None:
    """Take the claim of the latest day up to the day looked at; of one day the one that was published later."""
    atlas, known = world.atlas, world.known_by or EVER
    found: list[tuple[date, date, str, Claim]] = []
    for subject in atlas.subjects.values():
        if subject.actor != nation:
            continue
        for claim in atlas.claims_of[subject.id]:
            if claim.attribute != share.attribute or not claim.verified or not claim.day:
                continue
            day, known_from = last_day(claim.day), atlas.known_from(claim.id)
            if day <= world.as_of and known_from <= known:
                found.append((day, known_from, claim.id, claim))
    if not found:
        return None
    claim = max(found)[3]
    times = THOUSAND if claim.counts == "thousands" else 1
    low, high = claim.low or claim.high or 0, claim.high or claim.low or 0
    return Whole(low * times, high * times, (claim.id,)) if low else None


def _promised(world: World, nation: str, programme: str) -> Whole | None:
    """Add up what a nation's contingents were announced with, a part that its whole holds left out (rule R2)."""
    low = high = 0
    claims: list[str] = []
    promises: dict[str, tuple[int, int, str]] = {}
    for subject in world.atlas.subjects.values():
        if (subject.kind, subject.actor, subject.programme) != (CONTINGENT, nation, programme):
            continue
        known = world.atlas.known(subject.id, world.known_by)
        number = headline_number(known.people, ANNOUNCED, date.min, world.as_of)
        if number.claim and number.high and world.atlas.claims[number.claim].verified:
            promises[subject.id] = (number.low or number.high, number.high, number.claim)
    for name, (least, most, claim) in promises.items():
        if world.atlas.subjects[name].part_of not in promises:
            low, high = low + least, high + most
            claims.append(claim)
    return Whole(low, high, tuple(claims)) if low else None
