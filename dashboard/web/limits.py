"""The limits of the server, each with a default that a busy visitor never meets, and the bucket that counts."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.public_address import LONGEST_ADDRESS, MOST_PARTS

PREFIX = "ARCTIC_"


def _limit(default: int, purpose: str) -> Any:
    return field(default=default, metadata={"purpose": purpose})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visitor may ask of the server; each limit is a setting (see `dashboard.web.settings`)."""

    connections: int = _limit(500, "open websockets in all")
    connections_per_address: int = _limit(
        60, "open websockets of one client address; a whole classroom may sit behind one"
    )
    opened_per_second: int = _limit(
        10, "new websockets of one address a second, once the first that many have been opened"
    )
    messages_per_second: int = _limit(
        60, "messages of one websocket a second, in the long run. A quick reader makes forty choices"
    )
    message_burst: int = _limit(120, "messages of one websocket that may come at once")
    message_bytes: int = _limit(256_000, "the largest message. The page itself sends a few hundred bytes")
    body_bytes: int = _limit(
        64_000, "the largest body of a request that no route reads; a story of one's own may have 160 kB"
    )
    runs: int = _limit(1, "scripts that run at the same time")
    run_patience: int = _limit(2, "seconds for which a run keeps its turn")
    send_patience: int = _limit(30, "seconds in which a browser has to take a message")
    stop_seconds: int = _limit(3, "seconds that a server which is told to stop waits for its connections")


def is_long(path: str, query: bytes) -> bool:
    """Whether an address is longer, or has more parts, than any that the page writes: to read it keeps others waiting.

    Parameters
    ----------
    path : str
    query : bytes
        As asked for, without the question mark.
    """
    return len(path) + len(query) > LONGEST_ADDRESS or query.count(b"&") > MOST_PARTS


MOST_ADDRESSES = 2_000


class Bucket:
    """Counts what may still come: full at the beginning, refilled steadily.

    Parameters
    ----------
    size : float
        What may come at once.
    per_second : float
        What is refilled.
    now : float
        The clock, in seconds.
    """

    __slots__ = ("_left", "_per_second", "_size", "_then")

    def __init__(self, size: float, per_second: float, now: float) -> None:
        self._size, self._per_second = size, per_second
        self._left, self._then = size, now

    def take(self, now: float, amount: float = 1) -> bool:
        """Take from the bucket, if it holds as much."""
        self._refill(now)
        if self._left < amount:
            return False
        self._left -= amount
        return True

    def drain(self, now: float, amount: float) -> None:
        """Take from the bucket, whether it holds as much or not: a fine, which a second pays off at the latest."""
        self._refill(now)
        self._left = min(self._left, max(self._left - amount, -self._per_second))

    def owe(self, now: float, amount: float, longest: float) -> None:
        """Take from the bucket, whether it holds as much or not; so many seconds pay it off at the latest."""
        self._refill(now)
        self._left = min(self._left, max(self._left - amount, -longest * self._per_second))

    def debt(self, now: float) -> float:
        """Give the seconds after which nothing is owed any more."""
        self._refill(now)
        return max(0.0, -self._left / self._per_second)

    def reserve(self, now: float, longest: float) -> float | None:
        """Take from the bucket ahead of time; give the seconds to wait, or nothing if they are too many."""
        self._refill(now)
        wait = max(0.0, (1 - self._left) / self._per_second)
        if wait > longest:
            return None
        self._left -= 1
        return wait

    def is_full(self, now: float) -> bool:
        """Whether nothing has been taken that is not refilled."""
        self._refill(now)
        return self._left >= self._size

    def is_empty(self, now: float) -> bool:
        """Whether not even one is left."""
        self._refill(now)
        return self._left < 1

    def _refill(self, now: float) -> None:
        self._left = min(self._size, self._left + max(0.0, now - self._then) * self._per_second)
        self._then = now


class Addresses:
    """What each client address may still do; those who have been quiet are forgotten, and memory stays bounded.

    Parameters
    ----------
    size, per_second : float
        Of each bucket.
    """

    def __init__(self, size: float, per_second: float) -> None:
        self._size, self._per_second = size, per_second
        self._buckets: dict[str, Bucket] = {}

    def __len__(self) -> int:
        return len(self._buckets)

    def bucket(self, address: str, now: float) -> Bucket:
        """Give the bucket of an address."""
        if address not in self._buckets:
            if len(self._buckets) >= MOST_ADDRESSES:  # forget those who have been quiet
                self._buckets = {name: one for name, one in self._buckets.items() if not one.is_full(now)}
            if len(self._buckets) >= MOST_ADDRESSES:
                address = ""  # all others share one
            self._buckets.setdefault(address, Bucket(self._size, self._per_second, now))
        return self._buckets[address]
