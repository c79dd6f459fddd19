"""The limits of the server, each with a default that a busy visitor never meets, and the bucket that counts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

PREFIX = "ARCTIC_"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visitor may ask of the server; each limit can be set by a variable of its name.

    Parameters
    ----------
    connections
        Open websockets in all.
    connections_per_address
        Open websockets of one client address; a whole classroom may sit behind one.
    opened_per_second
        New websockets of one address a second, once the first `connections_per_address` have been opened.
    messages_per_second
        Messages of one websocket a second, in the long run. A quick reader makes forty choices.
    message_burst
        Messages of one websocket that may come at once.
    message_bytes
        The largest message. The page itself sends a few hundred bytes.
    body_bytes
        The largest body of a request. No route reads one.
    runs
        Scripts that run at the same time.
    run_patience
        Seconds for which a run keeps its turn.
    send_patience
        Seconds in which a browser has to take a message.
    stop_seconds
        Seconds that a server which is told to stop waits for its connections.
    """

    connections: int = 500
    connections_per_address: int = 60
    opened_per_second: int = 10
    messages_per_second: int = 60
    message_burst: int = 120
    message_bytes: int = 256_000
    body_bytes: int = 64_000
    runs: int = 1
    run_patience: int = 2
    send_patience: int = 30
    stop_seconds: int = 3


def limits_from(environment: Mapping[str, str]) -> Limits:
    """Read the limits that are set, such as ARCTIC_CONNECTIONS=50.

    Parameters
    ----------
    environment
        The variables; those with other names are passed over.

    Raises
    ------
    ValueError
        When a variable of ours holds no whole number above 0, or has a name that no limit has.
    """
    known = {f"{PREFIX}{field.name.upper()}": field.name for field in fields(Limits)}
    found = {name: text.strip() for name, text in environment.items() if name.startswith(PREFIX)}
    for name, text in found.items():
        if name not in known:
            raise ValueError(f"{name}: no limit has this name; write one of: {', '.join(known)}")
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
            raise ValueError(f"{name}: found {text!r}; write a whole number above 0")
    return Limits(**{known[name]: int(text) for name, text in found.items()})


def own_limits() -> Limits:
    """Read the limits of this process; a wrong one ends the start with one line.

    Raises
    ------
    SystemExit
        With the line that says what is wrong.
    """
    try:
        return limits_from(os.environ)
    except ValueError as error:
        raise SystemExit(str(error)) from error


class Bucket:
    """Counts what may still come: full at the beginning, refilled steadily.

    Parameters
    ----------
    size
        What may come at once.
    per_second
        What is refilled.
    now
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

    def _refill(self, now: float) -> None:
        self._left = min(self._size, self._left + max(0.0, now - self._then) * self._per_second)
        self._then = now
