"""Work beside the event loop: a few pieces at a time, the client addresses in turn, only so many waiting."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from dashboard.web.turns import Turns

T = TypeVar("T")


class TooManyError(Exception):
    """Too many pieces of work wait, in all or for this address."""


async def _stays() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Threads:
    """The threads that work beside the event loop: one for each length of work, whatever is asked for.

    Each more that works at the same time makes a reader's choice slower, for Python runs one of them at a time. A short
    piece does not wait behind a long one.

    Parameters
    ----------
    short, drawn, long : Turns
        For what takes a fraction of a second, a drawing, and what takes many seconds.
    """

    short: Turns = field(default_factory=lambda: Turns(1))
    drawn: Turns = field(default_factory=lambda: Turns(1))
    long: Turns = field(default_factory=lambda: Turns(1))

    @classmethod
    def behind(cls, scripts: Turns) -> "Threads":
        """Make threads whose pieces begin when no script runs, or after a moment: a reader's choice goes first.

        Parameters
        ----------
        scripts : Turns
            The turns of the scripts.
        """
        return cls(*(Turns(1, first=scripts) for _ in range(3)))


class Desk:
    """Does work in threads, one piece per client address in turn: a client that asks for much delays only itself.

    Parameters
    ----------
    at_once : int or Turns
        Pieces of work at the same time; or the turns that it shares with others.
    waiting : int
        Pieces that may be there in all.
    of_one : int
        Pieces of one address that may be there, so that one alone cannot take all room.
    """

    def __init__(self, at_once: int | Turns, waiting: int, of_one: int) -> None:
        self._turns = Turns(at_once) if isinstance(at_once, int) else at_once
        self._most, self._of_one = waiting, of_one
        self._here: Counter[str] = Counter()

    async def do(self, work: Callable[[], T], address: str = "", hung_up: Callable[[], Awaitable[bool]] = _stays) -> T:
        """Do a piece of work when its turn has come.

        Parameters
        ----------
        work : callable
            What is to be done.
        address : str
            For whom.
        hung_up : callable
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
                await self._turns.give_way()
                if await hung_up():
                    raise TooManyError
                found, seconds = await run_in_threadpool(_timed, work)
                self._turns.shares.worked(address, asyncio.get_running_loop().time(), seconds)
                return found
            finally:
                self._turns.give_back()
        finally:
            self._here[address] -= 1
            if not self._here[address]:
                del self._here[address]

    async def _turn(self, address: str) -> None:
        rest = self._turns.shares.rest(address, asyncio.get_running_loop().time())
        if rest:
            await asyncio.sleep(rest)
        turn = self._turns.ask(address)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came in the same moment
                self._turns.give_back()
            raise


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do a piece of work, and say how many seconds of the processor it took."""
    before = time.thread_time()
    return work(), time.thread_time() - before


def hung_up(request: Request) -> Callable[[], Awaitable[bool]]:
    """Make what tells whether a client has gone, without waiting for what it has still to send."""

    async def gone() -> bool:
        # The first message may be that of the request itself.
        return await request.is_disconnected() or await request.is_disconnected()

    return gone
