"""Whose script runs next: a few at a time, and the client addresses in turn, so that none waits for another's queue."""

import asyncio
from collections import deque
from collections.abc import Callable


class Turns:
    """Hands out turns. Each address that waits gets the next turn after every other one has had its own.

    Parameters
    ----------
    places
        Turns that may be taken at the same time.
    ran
        Called after each run with the seconds that it took.
    """

    def __init__(self, places: int, ran: Callable[[float], object] = bool) -> None:
        self._places = self._free = places
        self.closed = False
        self.ran = ran
        self._waiting: dict[str, deque[asyncio.Future[bool]]] = {}

    def ask(self, address: str) -> asyncio.Future[bool]:
        """Ask for a turn. The future becomes true when the turn has come.

        Who no longer needs it sets the future to false; who has got a turn gives it back.
        """
        wish: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if self._free and not self._waiting and not self.closed:
            self._free -= 1
            wish.set_result(True)
        else:
            self._waiting.setdefault(address, deque()).append(wish)
        return wish

    def give_back(self) -> None:
        """End a turn: the next one who still waits gets it."""
        while self._waiting and not self.closed:
            address = next(iter(self._waiting))
            wishes = self._waiting.pop(address)
            wish = wishes.popleft()
            if wishes:
                self._waiting[address] = wishes  # at the end: all others come first
            if not wish.done():
                wish.set_result(True)
                return
        self._free += 1

    def close(self) -> None:
        """Hand out no more turns."""
        self.closed = True

    @property
    def busy(self) -> int:
        """How many turns are taken."""
        return self._places - self._free

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return sum(map(len, self._waiting.values()))
