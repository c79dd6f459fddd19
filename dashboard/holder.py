"""One value held by one reference and swapped whole; so is the failure to make it, for as long as nothing changes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

T = TypeVar("T")
PAUSE_S = 2.0
KEPT = 3
"""How many values are kept, the current one among them."""


class Holder(Generic[T]):
    """Make a value when it is first asked for, give it to all, and replace it whole.

    After a failure the value is made again only when what it is made from has changed, and not at each question.

    Parameters
    ----------
    make : callable
        Makes the value, or raises.
    failure : type
        The kind of error that is kept; any other is not.
    state : callable
        Describes what `make` reads; equal as long as that has not changed.
    clock : callable
        Tells the seconds.
    kept : int
        How many values are kept, the current one among them.
    passing : type or tuple of
        The kind of failure that may pass by itself: after it the value is made again though nothing has changed.
    """

    def __init__(
        self,
        make: Callable[[], T],
        failure: type[Exception],
        state: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
        kept: int = KEPT,
        passing: type[Exception] | tuple[()] = (),
    ) -> None:
        self._make, self._failure, self._state, self._clock = make, failure, state, clock
        self._most, self._passing = kept, passing
        self._lock = threading.Lock()
        self._pinned: ContextVar[T | None] = ContextVar("pinned", default=None)
        self.cache_clear()

    def cache_clear(self) -> None:
        """Forget all values and the failure."""
        self._values: tuple[T, ...] = ()
        self._error: Exception | None = None
        self._seen: object = None
        self._next = 0.0

    @property
    def seen(self) -> object:
        """The state from which the value, or the failure, was last made by this holder itself."""
        return self._seen

    @property
    def kept(self) -> tuple[T, ...]:
        """The values that are kept, the current one first."""
        return self._values

    def keep(self, most: int) -> None:
        """Set how many values are kept."""
        self._most = most
        self._values = self._values[:most]

    def swap(self, value: T) -> None:
        """Put a value in the place of the current one. Whoever works with the old one keeps it."""
        others = [one for one in self._values if one is not value]
        self._error = None
        self._values = (value, *others[: self._most - 1])

    @contextmanager
    def pinned(self, value: T | None) -> Iterator[T | None]:
        """Give one value to all who ask in this context, whatever is swapped meanwhile; with None the current one."""
        token = self._pinned.set(value)
        try:
            yield value
        finally:
            self._pinned.reset(token)

    def is_newest(self) -> bool:
        """Whether this context works with the current value."""
        mine = self._pinned.get()
        return mine is None or mine in self._values[:1]

    def __call__(self) -> T:
        """Give the value of this context, else the current one, or raise what prevents it."""
        mine = self._pinned.get()
        if mine is not None:
            return mine
        if values := self._values:
            return values[0]
        # While one reads anew, the others need not wait to hear what they would have heard before.
        if not self._lock.acquire(blocking=self._error is None):
            raise self._failure_again()
        try:
            return self._values[0] if self._values else self._try()
        finally:
            self._lock.release()

    def _try(self) -> T:
        if self._error is not None and self._clock() < self._next:
            raise self._failure_again()
        self._next = self._clock() + PAUSE_S
        try:
            state = self._state()
            if self._error is not None and state == self._seen and not isinstance(self._error, self._passing):
                raise self._error
            self._seen = state
            value = self._make()
        except self._failure as error:
            self._error = error
            self._next = self._clock() + PAUSE_S
            raise self._failure_again() from None
        self.swap(value)
        return value

    def _failure_again(self) -> Exception:
        """The failure, without the way that it came the last time."""
        assert self._error is not None  # noqa: S101 (only asked for after a failure)
        return self._error.with_traceback(None)
