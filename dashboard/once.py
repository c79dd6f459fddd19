"""A value that is made once and kept; so is the failure to make it, for as long as nothing changes."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
PAUSE_S = 2.0


class Once(Generic[T]):
    """Call a function once; after a failure again only when what it reads has changed, and not at each question.

    Parameters
    ----------
    make
        Makes the value, or raises.
    failure
        The kind of error that is kept; any other is not.
    state
        Describes what `make` reads; equal as long as that has not changed.
    clock
        Tells the seconds.
    """

    def __init__(
        self,
        make: Callable[[], T],
        failure: type[Exception],
        state: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make, self._failure, self._state, self._clock = make, failure, state, clock
        self._lock = threading.Lock()
        self.cache_clear()

    def cache_clear(self) -> None:
        """Forget the value or the failure."""
        self._value: list[T] = []
        self._error: Exception | None = None
        self._seen: object = None
        self._next = 0.0

    def __call__(self) -> T:
        """Give the value, or raise what prevents it."""
        if self._value:
            return self._value[0]
        # While one reads anew, the others need not wait to hear what they would have heard before.
        if not self._lock.acquire(blocking=self._error is None):
            raise self._told()
        try:
            return self._value[0] if self._value else self._try()
        finally:
            self._lock.release()

    def _try(self) -> T:
        if self._error is not None and self._clock() < self._next:
            raise self._told()
        state = self._state()
        self._next = self._clock() + PAUSE_S
        if self._error is not None and state == self._seen:
            raise self._told()
        self._seen = state
        try:
            self._value = [self._make()]
        except self._failure as error:
            self._error = error
            self._next = self._clock() + PAUSE_S
            raise self._told() from None
        self._error = None
        return self._value[0]

    def _told(self) -> Exception:
        """The failure, without the way that it came the last time."""
        assert self._error is not None  # noqa: S101 (only asked for after a failure)
        return self._error.with_traceback(None)


def state_of(folder: Path, parts: Iterable[str]) -> object:
    """Describe the files below some parts of a folder by name, size and time of change, without reading any.

    Parameters
    ----------
    folder
        The folder.
    parts
        The names of the folders in it.
    """
    found: list[tuple[str, int, int]] = []
    for part in ("", *parts):
        place = os.path.join(folder, part)  # noqa: PTH118 (no Path in what each question may ask)
        try:
            own = os.stat(place)  # noqa: PTH116
            found.append((part, own.st_ino, own.st_ctime_ns))
            entries = list(os.scandir(place)) if part else []
        except OSError:
            continue
        for entry in entries:
            try:
                file = entry.stat()
            except OSError:
                continue
            found.append((f"{part}/{entry.name}", file.st_size, file.st_ctime_ns))
    return str(folder), tuple(sorted(found))
