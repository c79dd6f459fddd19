"""Which number a state shows (the rule Numbers, R2, and the part of R6 that concerns numbers)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.model import CLOSED, ENDED
from geodata.statements import UNDATED, Statement


@dataclass(frozen=True, slots=True)
class Number:
    """The headline's number: its range, the claim it rests on, parts, rivals, whether it is disputed, round."""

    low: int | None = None
    high: int | None = None
    claim: str = ""
    parts: tuple[str, ...] = ()
    divided: tuple[tuple[str, str, int | None, int | None], ...] = ()
    rivals: tuple[str, ...] = ()
    disputed: bool = False
    rounded: bool = False


NONE_GIVEN = Number()


def _last_verified(statements: Sequence[Statement]) -> list[int]:
    """Return for each index of a list that of the last verified one up to there; -1 where there is none."""
    found: list[int] = []
    for index, one in enumerate(statements):
        found.append(index if one.claim.verified else found[-1] if found else -1)
    return found


def apart(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether two ranges do not meet. An empty low reaches down to nothing, an empty high up without end."""
    (low, high), (their_low, their_high) = one, other
    below = high is not None and their_low is not None and high < their_low
    above = low is not None and their_high is not None and their_high < low
    return below or above


def _total(numbers: Sequence[int | None]) -> int | None:
    given = [number for number in numbers if number is not None]
    return sum(given) if len(given) == len(numbers) else None


def _range(statement: Statement) -> tuple[int | None, int | None]:
    return statement.claim.low, statement.claim.high


def _divided(parts: Sequence[Statement]) -> tuple[tuple[str, str, int | None, int | None], ...]:
    """Return (place, precision, low, high) of each part that names a place."""
    return tuple((part.claim.place, part.claim.place_precision, *_range(part)) for part in parts if part.claim.place)


class Numbers:
    """What is known about the number of one subject, by the step that it counts.

    Parameters
    ----------
    statements : sequence of Statement
        In the order of rule R4; each carries in ``value`` the step that it counts.
    needs_a_day : bool
        True for contingents: their undated claims stand beside.
    """

    def __init__(self, statements: Sequence[Statement], needs_a_day: bool) -> None:
        counted = [one for one in statements if one.dated or not needs_a_day]
        self._parts = [one for one in counted if one.claim.part_of]
        self._wholes: dict[str, list[Statement]] = {}
        for one in counted:
            if not one.claim.part_of:
                self._wholes.setdefault(one.value, []).append(one)
        self._days = {step: [one.day for one in wholes] for step, wholes in self._wholes.items()}
        self._trusted = {step: _last_verified(wholes) for step, wholes in self._wholes.items()}

    def newest_wholes(self, step: str, first: date, last: date) -> tuple[Statement, Sequence[Statement]] | None:
        """Return the whole that holds between two days and those not older than it; None where there is none.

        Undated ones count as the oldest. Verified ones go before others.
        """
        statements, days = self._wholes.get(step, []), self._days.get(step, [])
        undated, end = bisect_right(days, UNDATED), bisect_right(days, last)
        start = bisect_left(days, first, undated)
        stretches = [(low, high) for low, high in ((start, end), (0, undated)) if low < high]
        if not stretches:
            return None
        trusted = self._trusted[step]
        index = next((trusted[high - 1] for low, high in stretches if trusted[high - 1] >= low), stretches[0][1] - 1)
        return statements[index], self._not_older(statements, days, index, stretches)

    @staticmethod
    def _not_older(
        statements: Sequence[Statement], days: Sequence[date], index: int, stretches: Sequence[tuple[int, int]]
    ) -> list[Statement]:
        """Return what is not older than the chosen one, of the stretches that were looked at, the newest last."""
        first = bisect_left(days, days[index])
        kept = [statements[max(low, first) : high] for low, high in reversed(stretches) if high > first]
        return [one for part in kept for one in part]

    def parts(self, step: str, first: date, last: date) -> list[Statement]:
        """Return the parts between two days, of whatever whole, in the order of rule R4."""
        return [s for s in self._parts if s.value == step and s.day <= last and (s.day >= first or not s.dated)]


def headline_number(people: Numbers, step: str, stay_since: date, as_of: date) -> Number:
    """Choose the number of a state.

    Parameters
    ----------
    people : Numbers
        What is known about numbers.
    step : str
        The step that holds. What has ended or closed has no number.
    stay_since, as_of : date
        Only numbers of days between these count.

    Returns
    -------
    Number
        The latest day wins; unverified numbers count only where there is no other. Parts never compete with a whole;
        where no whole is known they are summed.
    """
    if step in (ENDED, CLOSED):
        return NONE_GIVEN
    found, parts = people.newest_wholes(step, stay_since, as_of), people.parts(step, stay_since, as_of)
    if found is None:
        return _summed(parts)
    chosen, newest = found
    others = [s for s in newest if s is not chosen and _range(s) != _range(chosen)]
    same_day = [s for s in others if s.day == chosen.day and apart(_range(s), _range(chosen))]
    parts = [s for s in parts if s.claim.part_of == chosen.claim.id]
    return Number(
        *_range(chosen),
        claim=chosen.claim.id,
        parts=tuple(part.claim.id for part in parts),
        divided=_divided(parts),
        rivals=tuple(s.claim.id for s in others),
        disputed=bool(same_day),
        rounded=chosen.claim.rounded,
    )


def _summed(parts: Sequence[Statement]) -> Number:
    """Add the newest parts of one whole that is itself not known (rule R2)."""
    if not parts:
        return NONE_GIVEN
    newest = next((s for s in reversed(parts) if s.claim.verified), parts[-1])
    group = [s for s in parts if s.claim.part_of == newest.claim.part_of]
    low, high = _total([s.claim.low for s in group]), _total([s.claim.high for s in group])
    rounded = any(s.claim.rounded for s in group)
    return Number(low, high, newest.claim.id, tuple(s.claim.id for s in group), _divided(group), rounded=rounded)
