"""New evidence while the server runs: read, judged, and swapped in whole, or not at all."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from dashboard.holder import Holder
from dashboard.release import Release
from geodata.errors import GeodataError, NoAnswerError, Problem
from geodata.stores.store import Store

log = logging.getLogger(__name__)

TAKEN, SAME, REFUSED, FAILED = "taken", "same", "refused", "failed"
"""What became of a reload: new evidence is served; it is what is served already; it is worse; it could not be read."""

TRIES = 3
"""How often evidence is read again that changes while it is read; after that it waits for the next turn."""

LISTED = 20
"""The most problems that are written to the log."""


@dataclass(frozen=True, slots=True)
class Reload:
    """What became of the last reload.

    Parameters
    ----------
    at : datetime
        When it ended, UTC.
    outcome : str
        `TAKEN`, `SAME`, `REFUSED` or `FAILED`.
    problems : tuple of Problem
        Why new evidence is not served.
    seconds : float
        How long it took.
    """

    at: datetime
    outcome: str
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0


def objections(old: Release, new: Release) -> tuple[Problem, ...]:
    """Say why new evidence is not taken: problems that what is served does not have.

    Parameters
    ----------
    old, new : Release
        What is served, and what would be.
    """
    known = {*old.atlas.problems, *old.drawing}
    return tuple(one for one in (*new.atlas.problems, *new.drawing) if one not in known)


class Reloader:
    """Waits for changes of a store and swaps in what they make, in a thread of its own.

    Parameters
    ----------
    holder : Holder of Release
        Holds what is served.
    store : callable
        Gives the store; asked when the server starts.
    make : callable
        Makes a release from it.
    prepare : callable
        Called with a new release before it is served: what every visitor needs is worked out, and must not fail.
    settle : callable
        Called after a swap.
    """

    def __init__(
        self,
        holder: Holder[Release],
        store: Callable[[], Store],
        make: Callable[[], Release],
        prepare: Callable[[Release], object] = bool,
        settle: Callable[[], object] = bool,
    ) -> None:
        self._holder, self._store, self._make = holder, store, make
        self._prepare, self._settle = prepare, settle
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._away = False
        self.counts = dict.fromkeys((TAKEN, SAME, REFUSED, FAILED), 0)
        self.last: Reload | None = None

    def warm(self) -> None:
        """Work out what every visitor needs of what is served; where that fails, the server starts all the same."""
        try:
            self._prepare(self._holder())
        except GeodataError:
            pass  # the page and `/healthz` say why
        except Exception:
            log.exception("the first view could not be made ready; who asks for it is shown an error")

    def start(self) -> None:
        """Begin to wait for changes."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._watch, name="reload", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Wait no longer. A reload that is under way ends with the process."""
        self._stop.set()

    def _watch(self) -> None:
        store = self._store()
        seen = self._holder.seen  # not the state of now: what was served may have been read before a change
        while not self._stop.is_set():
            try:
                for _ in store.changes(self._stop):
                    seen = self.look(store, seen)
            except Exception:
                log.exception("the evidence can be watched no more; it is tried again")
                self._stop.wait(2)

    def look(self, store: Store, seen: object) -> object:
        """Reload if the store has changed; where it cannot even be asked, say so once, and once that it is back.

        Returns
        -------
        object
            The state that was judged last.
        """
        try:
            state = store.state()
        except GeodataError as error:
            if not self._away:
                self._away = True
                self._end(FAILED, tuple(error.problems), 0.0, store)
            return seen
        back, self._away = self._away, False
        if state != seen:
            return self.reload(store)
        if back:
            self._end(SAME, (), 0.0, store)
        return seen

    def reload(self, store: Store) -> object:
        """Read the evidence anew and take it over, if it is sound.

        Returns
        -------
        object
            The state of the store that was judged; None where it went on changing, or did not answer.
        """
        began = time.perf_counter()
        state: object = None
        outcome, problems = FAILED, tuple[Problem, ...]()
        try:
            state = store.state()
            if not self._holder.kept:
                return self._heal(state)
            found = self._read(store)
            if found is None:
                return None
            state, new = found
            outcome, problems = self._take(new)
        except GeodataError as error:
            problems = tuple(error.problems)
            if isinstance(error, NoAnswerError):
                state = None  # that may pass by itself, so the next turn tries again
        except Exception:
            log.exception("new evidence could not be made ready; what was served before stays")
        self._end(outcome, problems, time.perf_counter() - began, store)
        return state

    def _end(self, outcome: str, problems: tuple[Problem, ...], seconds: float, store: Store) -> None:
        self.last = Reload(datetime.now(UTC), outcome, problems, seconds)
        self.counts[outcome] += 1
        _tell(self.last, store, self._holder)

    def _heal(self, state: object) -> object:
        """Let the holder try again what it could not make: nothing is served yet."""
        with suppress(GeodataError):
            self._prepare(self._holder())
            self._settle()
        return state if self._holder.seen == state else None

    def _read(self, store: Store) -> tuple[object, Release] | None:
        for _ in range(TRIES):
            state = store.state()
            new = self._make()
            if store.state() == state:
                return state, new
        return None

    def _take(self, new: Release) -> tuple[str, tuple[Problem, ...]]:
        old = next(iter(self._holder.kept), None)
        if old is not None and old.release == new.release:
            return SAME, ()
        if old is not None and (wrong := objections(old, new)):
            return REFUSED, wrong
        self._prepare(new)
        self._holder.swap(new)
        self._settle()
        return TAKEN, ()


def _tell(reload: Reload, store: Store, holder: Holder[Release]) -> None:
    """Write into the log what became of a reload."""
    if reload.outcome in (TAKEN, SAME):
        served = next(iter(holder.kept)).release
        log.info("evidence of %s: %s, release %s, in %.2f s", store.label, reload.outcome, served, reload.seconds)
        return
    log.error("evidence of %s: %s; the last good release stays", store.label, reload.outcome)
    for problem in reload.problems[:LISTED]:
        log.error("evidence: %s", problem)
    if len(reload.problems) > LISTED:
        log.error("evidence: and %d more", len(reload.problems) - LISTED)
