"""Why one claim holds and another stands beside it: the part of rule R4 that decides between the two."""

from collections.abc import Iterable

from geodata.knowledge import Knowledge
from geodata.model import PRESENT
from geodata.statements import Statement

BY_RANK = ("later_day", "further_step", "own_state", "source_kind", "later_published")
"""What decides, in this order, between two statements that are otherwise equal (rule R4 (3))."""

REASONS = ("unverified", "undated", "not_yet", *BY_RANK, "first_id", "happened", "other_stay", "part")
"""Every answer of `decided_by`."""


def decided_by(known: Knowledge, used: str, rival: str, as_of_ordinal: int) -> str:
    """Say by which part of rule R4 one claim is used and not the other.

    Parameters
    ----------
    known : Knowledge
        What is known of their subject.
    used, rival : str
        Ids of claims.
    as_of_ordinal : int
        The day looked at, as ``date.toordinal`` gives it.

    Returns
    -------
    str
        One of ``REASONS``; empty where one of the two says nothing of the subject's state.
    """
    statements = (*known.steps, *known.people_statements, *known.place_statements, *known.rank_statements)
    ours, theirs = _newest(statements, used), _newest(statements, rival)
    if ours is None or theirs is None:
        return ""
    if theirs.claim.part_of == used:
        return "part"
    if ours.claim.verified and not theirs.claim.verified:
        return "unverified"
    if not theirs.dated:
        return "undated"
    if theirs.day.toordinal() > as_of_ordinal:
        return "not_yet"
    mine, other = known.rank(ours), known.rank(theirs)
    if mine == other:
        return "first_id"
    if mine > other:
        return next(name for name, a, b in zip(BY_RANK, mine, other, strict=True) if a != b)
    return "happened" if ours.value in PRESENT and theirs.value not in PRESENT else "other_stay"


def _newest(statements: Iterable[Statement], claim: str) -> Statement | None:
    found = [one for one in statements if one.claim.id == claim]
    return max(found, key=lambda one: one.day, default=None)
