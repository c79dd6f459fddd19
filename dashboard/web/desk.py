"""Work beside the event loop: a few pieces at a time, the client addresses in turn, only so many waiting."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from dashboard.web.turns import Turns

T = TypeVar("T")


class TooManyError(Exception):
    """Too many pieces of work wait, in all or for this address."""


async def _stays() -> bool:
    return False


class Desk:
    """Does work in threads. Who asks for much waits for himself: between two pieces of his each other address has one.

    Parameters
    ----------
    at_once
        Pieces of work at the same time.
    waiting
        Pieces that may be there in all.
    of_one
        Pieces of one address that may be there, so that one alone cannot take all room.
    """

    def __init__(self, at_once: int, waiting: int, of_one: int) -> None:
        self._turns, self._most, self._of_one = Turns(at_once), waiting, of_one
        self._here: Counter[str] = Counter()

    async def do(self, work: Callable[[], T], address: str = "", hung_up: Callable[[], Awaitable[bool]] = _stays) -> T:
        """Do a piece of work when its turn has come.

        Parameters
        ----------
        work
            What is to be done.
        address
            For whom.
        hung_up
            Tells whether he has gone meanwhile; then nothing is done.

        Raises
        ------
        TooManyError
            When too many wait, or nobody waits any longer.
        """
        if self._here.total() >= self._most or self._here[address] >= self._of_one:
            raise TooManyError
        self._here[address] += 1
        try:
            await self._turn(address)
            try:
                if await hung_up():
                    raise TooManyError
                return await run_in_threadpool(work)
            finally:
                self._turns.give_back()
        finally:
            self._here[address] -= 1
            if not self._here[address]:
                del self._here[address]

    async def _turn(self, address: str) -> None:
        turn = self._turns.ask(address)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came in the same moment
                self._turns.give_back()
            raise


def hung_up(request: Request) -> Callable[[], Awaitable[bool]]:
    """Make what tells whether a client has gone, without waiting for what it has still to send."""

    async def gone() -> bool:
        # The first message may be that of the request itself.
        return await request.is_disconnected() or await request.is_disconnected()

    return gone
