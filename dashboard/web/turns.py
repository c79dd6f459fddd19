"""Whose script runs next: a few at a time, and the client addresses in turn, so that none waits for another's queue."""

import asyncio
from collections import deque
from collections.abc import Callable

from dashboard.web.pace import Shares

MOST_LENT = 2
"""Long runs that may go on without a turn. Each one makes every other run slower, for Python runs one at a time."""
GIVE_WAY_S = 0.1  # for which a piece of work lets scripts go first
LOOK_S = 0.005


class Turns:
    """Hands out turns. Each address that waits gets the next turn after every other one has had its own.

    A run that takes long lends its turn to another address: nobody waits for the end of what costs a second.

    Parameters
    ----------
    places : int
        Turns that may be taken at the same time.
    ran : callable
        Called after each run with the seconds that it took.
    first : Turns or None
        Other turns, that go first where they may.
    """

    def __init__(self, places: int, ran: Callable[[float], object] = bool, first: "Turns | None" = None) -> None:
        self._places = self._free = places
        self.closed = False
        self.ran, self._first = ran, first
        self.shares: Shares = first.shares if first is not None else Shares()
        """What each client address may still have done."""
        self._waiting: dict[str, deque[asyncio.Future[bool]]] = {}
        self._lent: set[str] = set()

    def ask(self, address: str) -> asyncio.Future[bool]:
        """Ask for a turn. The future becomes true when the turn has come.

        Who no longer needs it sets the future to false; who has got a turn gives it back.
        """
        wish: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(wish)
        self._hand_out()
        return wish

    def give_back(self) -> None:
        """End a turn: the next one who still waits gets it."""
        self._free += 1
        self._hand_out()

    def lend(self, address: str) -> bool:
        """Let another address have the turn of a run that takes long, if one waits for it; say whether it got it.

        Until `take_back` the address gets no other turn.
        """
        if len(self._lent) == MOST_LENT or address in self._lent or not self._waiting.keys() - self._lent - {address}:
            return False
        self._lent.add(address)
        self.give_back()
        return True

    def take_back(self, address: str) -> None:
        """End a run whose turn was lent."""
        self._lent.discard(address)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._free and not self.closed:
            address = next((one for one in self._waiting if one not in self._lent), None)
            if address is None:
                return
            wishes = self._waiting.pop(address)
            wish = wishes.popleft()
            if wishes:
                self._waiting[address] = wishes  # at the end: all others come first
            if not wish.done():
                self._free -= 1
                wish.set_result(True)

    async def give_way(self) -> None:
        """Wait until nobody has a turn of those that go first, but no longer than a moment."""
        clock = asyncio.get_running_loop().time
        latest = clock() + GIVE_WAY_S
        while self._first is not None and self._first.busy and clock() < latest:
            await asyncio.sleep(LOOK_S)

    def close(self) -> None:
        """Hand out no more turns."""
        self.closed = True

    @property
    def busy(self) -> int:
        """How many runs there are, those whose turn is lent among them."""
        return self._places - self._free + len(self._lent)

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return sum(map(len, self._waiting.values()))
