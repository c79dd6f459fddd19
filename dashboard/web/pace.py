"""How much of the processor one window, and one client address, may have while others are there; who takes more rests.

What is counted is work and not time, so that a slow machine makes nobody wait twice. Who is alone need not rest.
"""

from pathlib import Path

from dashboard.web.limits import MOST_ADDRESSES, Addresses, Bucket

PLAIN_S = 0.03
"""A plain choice takes less, and is not counted: a quick reader makes many."""
WINDOW = (0.8, 0.1)
"""Seconds of counted work that a window may have at once, and those that come back in a second."""
ADDRESS = (2.0, 0.15)
"""The same of an address, behind which a whole classroom may sit; files count, too, and wholly."""
RECENT_S = 10.0
"""Who has asked for nothing for so long is not there."""
LONGEST_REST_S = 3.0
LONGEST_REST_FOR_FILE_S = 20.0


class Recent:
    """Who has asked for something lately."""

    def __init__(self) -> None:
        self._times: dict[str | int, float] = {}

    def note(self, name: str | int, now: float) -> None:
        """Take down that somebody asks."""
        self._times.pop(name, None)
        self._times[name] = now
        while len(self._times) > MOST_ADDRESSES:
            del self._times[next(iter(self._times))]

    def others(self, name: str | int, now: float) -> bool:
        """Whether somebody else has asked lately."""
        while self._times and self._times[first := next(iter(self._times))] < now - RECENT_S:
            del self._times[first]
        return len(self._times) > (name in self._times)


class Shares:
    """What each client address has left, and who is there: one for all that a server does."""

    def __init__(self) -> None:
        self._addresses = Addresses(*ADDRESS)
        self._asking, self.windows = Recent(), Recent()

    def worked(self, address: str, now: float, seconds: float) -> None:
        """Count work for an address by the seconds that it kept the processor."""
        self._addresses.bucket(address, now).owe(now, seconds, LONGEST_REST_FOR_FILE_S)

    def rest(self, address: str, now: float) -> float:
        """Give the seconds until more may be done for an address, which asks for it now."""
        self._asking.note(address, now)
        return self._addresses.bucket(address, now).debt(now) if self._asking.others(address, now) else 0.0


class Pace:
    """Counts the work of one window and of its address, and says how long to rest before the next run.

    Parameters
    ----------
    shares : Shares
        Of all windows.
    address : str
        Of the client.
    now : float
        The clock, in seconds.
    """

    def __init__(self, shares: Shares, address: str, now: float) -> None:
        self._shares, self._address = shares, address
        self._window = Bucket(*WINDOW, now)

    def worked(self, now: float, seconds: float) -> None:
        """Count a run by the seconds that it kept the processor, if they are more than a plain choice takes."""
        if seconds > PLAIN_S:
            self._window.owe(now, seconds, LONGEST_REST_S)
            self._shares.worked(self._address, now, seconds)

    def rest(self, now: float) -> float:
        """Give the seconds until the next run may begin, which is asked for now."""
        windows = self._shares.windows
        windows.note(id(self), now)
        owed = self._window.debt(now) if windows.others(id(self), now) else 0.0
        return min(LONGEST_REST_S, max(owed, self._shares.rest(self._address, now)))


def work_of(thread: int | None) -> float:
    """Return the seconds for which a thread of this process has kept the processor; 0 where nobody can tell.

    Parameters
    ----------
    thread : int or None
        Its number with the kernel.
    """
    try:
        times = Path(f"/proc/self/task/{thread}/schedstat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(times.split()[0]) / 1e9
