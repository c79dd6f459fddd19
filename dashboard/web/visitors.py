"""How many websockets each client address has open, and how fast it opens new ones."""

from collections.abc import Callable

from dashboard.web.limits import Bucket, Limits

FINE = 16  # what a websocket that had to be closed costs its address, in new websockets


class Visitors:
    """Counts open websockets in all and for each address.

    Parameters
    ----------
    limits
        How many may be open.
    clock
        Tells the seconds.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._open: dict[str, int] = {}
        self._buckets: dict[str, Bucket] = {}
        self._all = 0

    def enter(self, address: str) -> bool:
        """Count a new websocket, if there is room for it."""
        now = self._clock()
        if self._all >= self._limits.connections or self._open.get(address, 0) >= self._limits.connections_per_address:
            return False
        if not self._bucket(address, now).take(now):
            return False
        self._all += 1
        self._open[address] = self._open.get(address, 0) + 1
        return True

    def leave(self, address: str) -> None:
        """Count a websocket that has ended."""
        self._all -= 1
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]

    def fine(self, address: str) -> None:
        """Make an address wait that had to be cut off, so that it cannot simply come again at once."""
        now = self._clock()
        self._bucket(address, now).drain(now, FINE)

    def _bucket(self, address: str, now: float) -> Bucket:
        if address not in self._buckets:
            if len(self._buckets) >= 2 * self._limits.connections:  # forget those who have been quiet
                busy = {name for name, bucket in self._buckets.items() if name in self._open or not bucket.is_full(now)}
                self._buckets = {name: self._buckets[name] for name in busy}
            self._buckets[address] = Bucket(
                self._limits.connections_per_address, self._limits.opened_per_second, now
            )
        return self._buckets[address]
