"""A graceful stop: no new visits, no new runs; what runs is finished and sent; then browsers are told to come back."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from types import FrameType

from uvicorn import Server

from dashboard.web.turns import Turns

log = logging.getLogger(__name__)

LOOK_S = 0.02
SENT_S = 0.2
"""Seconds that a finished run has to send what it has written."""


def served() -> Iterator[tuple[signal.Signals, Server]]:
    """Give the server of this process by each signal that ends it: Streamlit makes it and hands it to nobody."""
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        server = getattr(signal.getsignal(signal_number), "__self__", None)
        if isinstance(server, Server):
            yield signal_number, server


class Stopping:
    """Stands between the signal and uvicorn, which would hang up in the middle of a run.

    Parameters
    ----------
    turns : Turns
        Whose script runs.
    patience : float
        Seconds that runs may take to finish.
    """

    def __init__(self, turns: Turns, patience: float) -> None:
        self._turns, self._patience = turns, patience
        self._task: asyncio.Task[None] | None = None
        self.begun = False

    def take_over(self) -> None:
        """Let SIGTERM and SIGINT come here first. A second one stops at once."""
        for signal_number, server in served():
            # uvicorn alone would wait for ever for those who do not hang up.
            server.config.timeout_graceful_shutdown = max(1, int(self._patience))
            signal.signal(signal_number, self._handler(server, asyncio.get_running_loop()))

    def _handler(self, server: Server, loop: asyncio.AbstractEventLoop) -> "signal.Handlers":
        def begin(number: int) -> None:
            if self._task is None:
                self._task = loop.create_task(self.finish(server, number))

        def handle(number: int, frame: FrameType | None) -> None:
            if self.begun:
                server.handle_exit(number, frame)
                return
            self.begun = True
            loop.call_soon_threadsafe(begin, number)

        return handle  # type: ignore[return-value]

    async def finish(self, server: Server, number: int) -> None:
        """Let runs finish, within the patience; then let the server close its websockets, as for a restart (1012)."""
        self._turns.close()
        loop = asyncio.get_running_loop()
        latest = loop.time() + self._patience
        while self._turns.busy and loop.time() < latest:
            await asyncio.sleep(LOOK_S)
        log.info("stopping: %d runs unfinished, %d waited", self._turns.busy, self._turns.waiting)
        await asyncio.sleep(SENT_S)
        server.handle_exit(number, None)
