"""One websocket between the network and Streamlit: paced, bounded, and quiet as soon as nobody reads it.

Streamlit begins a script for each message that asks for one, and takes all messages that lie ready before anybody else
is answered. So messages are read here at once, are counted, and wait here for their turn: one script at a time for each
websocket, and a few in all. Of two wishes for the whole page the later one is enough. When a browser hangs up, what it
still wanted is forgotten.
"""

import asyncio
import os
import socket
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Scope, Send

from dashboard.web.limits import Bucket, Limits, is_long
from dashboard.web.messages import Wish, bounded, discreet, read_wish
from dashboard.web.pace import PLAIN_S, Pace, work_of
from dashboard.web.turns import Turns
from dashboard.web.upstream import Session, is_running, session_of, thread_of, transport_of

# Why a websocket is closed (RFC 6455, 7.4.1).
PROTOCOL_ERROR, UNSUPPORTED, TOO_MANY, TOO_BIG = 1002, 1003, 1008, 1009
NAME = b"x-arctic-connection"
LOOK_AGAIN_S = 0.005
SEND_BUFFER = 128_000  # some answers of the page; as much as a far reader takes at once
LAST_WORDS_S = 1.0  # for the browser to read why it was cut off


class Connection:
    """Stands between the server and Streamlit for one websocket.

    Parameters
    ----------
    scope : Scope
    receive : Receive
    send : Send
        As the server gave them.
    address : str
        Of the client.
    limits : Limits
        How much it may ask.
    turns : Turns
        Whose script runs next.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, address: str, limits: Limits, turns: Turns) -> None:
        self.scope: Scope = {**scope, "headers": [*_without_origin(scope["headers"]), (NAME, str(id(self)).encode())]}
        self.address = address
        self.cut_off = False
        self._receive, self._send = receive, send
        self._limits, self._turns = limits, turns
        self._loop = asyncio.get_running_loop()
        self._bucket = Bucket(limits.message_burst, limits.messages_per_second, self._loop.time())
        self._pace = Pace(turns.shares, address, self._loop.time())
        self._wishes: deque[Wish] = deque()
        self._wish_for_turn: asyncio.Future[bool] | None = None
        self._woken = asyncio.Event()
        self._over: Message | None = None
        self._running: asyncio.Task[None] | None = None
        self._has_turn = self._sending = False
        self._pump: asyncio.Task[None] | None = None
        self._session: Session | None = None

    async def receive(self) -> Message:
        """Give Streamlit the next message whose turn has come, or say that the browser is gone."""
        if self._pump is None:
            first = await self._receive()  # the browser asks to connect
            self._bound_buffer()
            self._pump = self._loop.create_task(self._read_all())
            return first
        self._watch_run()
        while self._over is None:
            if self._wishes and not self._wishes[0].runs:
                return self._wishes.popleft().event  # type: ignore[no-any-return]
            if self._wishes and not self._running and not self._sending:
                if await self._turn():
                    return self._wishes.popleft().event  # type: ignore[no-any-return]
                continue
            self._woken.clear()
            await self._woken.wait()
        return self._over

    async def send(self, message: Message) -> None:
        """Send a message to the browser, if it takes it in time."""
        if self._over is not None:
            raise OSError("the browser is gone")
        self._sending = True
        if data := message.get("bytes"):
            message = {**message, "bytes": discreet(data)}
        try:
            async with asyncio.timeout(self._limits.send_patience):
                await self._send(message)
        except TimeoutError as error:
            self._end({"type": "websocket.disconnect", "code": 1006})
            self._abort()
            raise OSError("the browser does not read") from error
        finally:
            self._sending = False
            self._woken.set()

    def leave(self) -> None:
        """Forget what is left when Streamlit has done with this websocket."""
        if self._pump is not None:
            self._pump.cancel()
        self._end({"type": "websocket.disconnect", "code": 1006})
        self._watch_run()

    async def _read_all(self) -> None:
        while self._over is None:
            event = await self._receive()
            if event["type"] != "websocket.receive":
                self.cut_off = event.get("code") == TOO_BIG  # the server itself took no more of it
                self._end(event)
                return
            fault = self._take(event)
            if fault:
                await self._close(fault)
                return

    def _take(self, event: Message) -> int:
        """Count a message and keep it for its turn; give the reason for which the websocket has to be closed."""
        data = event.get("bytes")
        if data is None:
            return UNSUPPORTED
        if len(data) > self._limits.message_bytes:
            return TOO_BIG
        if not self._bucket.take(self._loop.time()):
            return TOO_MANY
        try:
            wish = read_wish(event, data)
        except DecodeError:
            return PROTOCOL_ERROR
        if wish is not None:
            if is_long("", wish.query):  # it may stand in an open page, which would come again with it for ever
                wish = bounded(wish, data)
            while wish.replaces and self._wishes and self._wishes[-1].told_again:
                self._wishes.pop()
            self._wishes.append(wish)
            self._woken.set()
        return TOO_MANY if len(self._wishes) > self._limits.message_burst else 0

    async def _turn(self) -> bool:
        """Wait until this websocket may run its script; false if the browser has gone meanwhile."""
        if rest := self._pace.rest(self._loop.time()):
            self._wish_for_turn = rested = self._loop.create_future()
            self._loop.call_later(rest, _come_true, rested)
            if not await rested:
                return False
        self._wish_for_turn = self._turns.ask(self.address)
        try:
            granted = await self._wish_for_turn
        except asyncio.CancelledError:
            if self._wish_for_turn.done() and not self._wish_for_turn.cancelled():
                self._turns.give_back()
            raise
        if granted and self._over is not None:
            self._turns.give_back()
            return False
        self._has_turn = granted
        return granted

    def _watch_run(self) -> None:
        """Keep the turn for as long as the run lasts that Streamlit has just begun, if it has begun one."""
        if not self._has_turn:
            return
        self._has_turn = False
        self._session = self._session or session_of(NAME.decode(), str(id(self)))
        if self._session is None or not is_running(self._session):
            self._turns.give_back()
            return
        self._running = self._loop.create_task(self._until_it_has_run(self._session))

    async def _until_it_has_run(self, session: Session) -> None:
        began = self._loop.time()
        latest = began + self._limits.run_patience
        thread = thread_of(session)
        before = work = work_of(thread)
        lent = False
        try:
            while is_running(session) and self._loop.time() < latest:
                await asyncio.sleep(LOOK_AGAIN_S)
                work = max(work, work_of(thread))
                lent = lent or (work - before > PLAIN_S and self._turns.lend(self.address))
        finally:
            self._pace.worked(self._loop.time(), work - before)
            self._turns.ran(self._loop.time() - began)
            if lent:
                self._turns.take_back(self.address)
            else:
                self._turns.give_back()
            self._running = None
            self._woken.set()

    def _end(self, event: Message) -> None:
        if self._over is None:
            self._over = event
        self._wishes.clear()
        if self._wish_for_turn is not None and not self._wish_for_turn.done():
            self._wish_for_turn.set_result(False)
        self._woken.set()

    async def _close(self, code: int) -> None:
        """Cut off a browser that asks too much; what it goes on sending is not even read."""
        self.cut_off = True
        self._end({"type": "websocket.disconnect", "code": code})
        with suppress(Exception):
            async with asyncio.timeout(LAST_WORDS_S):
                await self._send({"type": "websocket.close", "code": code})
        transport = transport_of(self._send)
        if transport is not None:
            with suppress(RuntimeError):
                transport.pause_reading()
            self._loop.call_later(LAST_WORDS_S, self._abort)

    def _bound_buffer(self) -> None:
        """Let the machine keep little of what a browser has not read; it would keep some megabytes by itself."""
        transport = transport_of(self._send)
        number = transport.get_extra_info("socket").fileno() if transport is not None else -1
        if number >= 0:
            with socket.socket(fileno=os.dup(number)) as same:
                same.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)

    def _abort(self) -> None:
        transport = transport_of(self._send)
        if transport is not None:
            transport.abort()


def _come_true(wish: asyncio.Future[bool]) -> None:
    if not wish.done():
        wish.set_result(True)


def _without_origin(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Leave out the origin: it is checked, and Streamlit would ask foreign hosts who we are to check it again."""
    return [(name, value) for name, value in headers if name.lower() not in {b"origin", NAME}]
