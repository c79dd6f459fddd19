"""Days on which something was seen, and the latest of a stretch of them, looked up without going through them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Generic, Protocol, Self, TypeVar


class _Ordered(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...


T = TypeVar("T", bound=_Ordered)


class Largest(Generic[T]):
    """The largest of any stretch of a list (a sparse table: for each power of two, the largest of so many on end).

    Parameters
    ----------
    values : sequence
        What is looked through once.
    """

    def __init__(self, values: Sequence[T]) -> None:
        self._rows: list[list[T]] = [list(values)]
        while (step := 1 << (len(self._rows) - 1)) * 2 <= len(values):
            row = self._rows[-1]
            self._rows.append([max(pair) for pair in zip(row, row[step:], strict=False)])

    def of(self, start: int, end: int) -> T:
        """Return the largest from one index to before another; there must be one."""
        row = (end - start).bit_length() - 1
        return max(self._rows[row][start], self._rows[row][end - (1 << row)])

    def last_from(self, least: T, end: int) -> int | None:
        """Return the last index before another at which something stands that is not less; None where there is none."""
        for row in reversed(range(len(self._rows))):
            while end >= 1 << row and self._rows[row][end - (1 << row)] < least:
                end -= 1 << row
        return end - 1 if end else None


class Days:
    """Days on which something was seen, in order.

    Parameters
    ----------
    days : sequence of date
        In order.
    until : sequence of date, optional
        Up to which day each of them vouches for it, not before the day; itself if not said.
    """

    def __init__(self, days: Sequence[date], until: Sequence[date] | None = None) -> None:
        self._days, self._until = list(days), list(days if until is None else until)

    def last(self, first: date, last: date) -> date | None:
        """Return the last day between two, ends included."""
        index = bisect_right(self._days, last) - 1
        return self._days[index] if index >= 0 and self._days[index] >= first else None

    def latest(self, first: date, last: date) -> date | None:
        """Return the latest day vouched for by any of the days between two, ends included."""
        start, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return self._reach.of(start, end) if start < end else None

    def seen_by(self, first: date, last: date) -> date | None:
        """Return the last day that is vouched for and not after *last*: of a span that goes on, the day it begins."""
        begun = self.last(first, last)
        untils, order = self._over
        index = order.last_from(first, bisect_right(untils, last))
        over = [] if index is None else [untils[index]]
        return max([*over, *([] if begun is None else [begun])], default=None)

    @cached_property
    def _reach(self) -> Largest[date]:
        return Largest(self._until)

    @cached_property
    def _over(self) -> tuple[list[date], Largest[date]]:
        """The last days in order, and the first day of each."""
        pairs = sorted(zip(self._until, self._days, strict=True))
        return [until for until, _ in pairs], Largest([day for _, day in pairs])
