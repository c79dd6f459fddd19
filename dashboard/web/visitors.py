"""How many websockets each client address has open, and how fast it opens new ones."""

from collections.abc import Callable

from dashboard.web.limits import Bucket, Limits

FINE = 4  # what a websocket that had to be closed costs its address, in new websockets
LONGEST_WAIT_S = 3.0


class Visitors:
    """Counts open websockets in all and for each address.

    Parameters
    ----------
    limits : Limits
        How many may be open.
    clock : callable
        Tells the seconds.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._open: dict[str, int] = {}
        self._buckets: dict[str, Bucket] = {}
        self._all = 0

    def enter(self, address: str) -> float | None:
        """Count a new websocket; give the seconds that it has to wait, or nothing if there is no room for it.

        It waits and is not refused, for others than the one who hurries may sit behind the same address.
        """
        now = self._clock()
        if self._all >= self._limits.connections or self._open.get(address, 0) >= self._limits.connections_per_address:
            return None
        wait = self._bucket(address, now).reserve(now, LONGEST_WAIT_S)
        if wait is None:
            return None
        self._all += 1
        self._open[address] = self._open.get(address, 0) + 1
        return wait

    @property
    def open(self) -> int:
        """How many websockets are open."""
        return self._all

    def leave(self, address: str) -> None:
        """Count a websocket that has ended."""
        self._all -= 1
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def fine(self, address: str) -> None:
        """Make an address wait of which somebody had to be cut off, so that he cannot simply come again at once."""
        now = self._clock()
        self._bucket(address, now).drain(now, FINE)

    def _bucket(self, address: str, now: float) -> Bucket:
        if address not in self._buckets:
            if len(self._buckets) >= 2 * self._limits.connections:  # forget those who have been quiet
                busy = {name for name, bucket in self._buckets.items() if name in self._open or not bucket.is_full(now)}
                self._buckets = {name: self._buckets[name] for name in busy}
            self._buckets[address] = Bucket(self._limits.connections_per_address, self._limits.opened_per_second, now)
        return self._buckets[address]
