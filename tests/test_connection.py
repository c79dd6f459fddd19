"""One websocket between the network and Streamlit: what it passes on, when, and what it drops."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Message

from dashboard.web import connection as module
from dashboard.web.connection import PROTOCOL_ERROR, TOO_BIG, TOO_MANY, UNSUPPORTED, Connection
from dashboard.web.limits import Limits
from dashboard.web.messages import read_wish
from dashboard.web.turns import Turns
from tests.scenes import played
from tests.talking import rerun

GONE = {"type": "websocket.disconnect", "code": 1001}


@dataclass
class Streamlit:
    """A stand-in for Streamlit: it takes each message at once, and begins a run that lasts until it is told to end."""

    queries: list[str] = field(default_factory=list)
    _scriptrunner: object | None = None

    async def take(self, connection: Connection) -> Message:
        await connection.receive()
        await connection.send({"type": "websocket.accept"})
        while True:
            event = await connection.receive()
            if event["type"] != "websocket.receive":
                return event
            wish = read_wish(event, event["bytes"])
            if wish is not None and wish.runs:
                self.queries.append(event["bytes"].decode("latin-1"))
                self._scriptrunner = object()

    def end_run(self) -> None:
        self._scriptrunner = None


@dataclass
class Wire:
    """A stand-in for the network."""

    incoming: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    sent: list[Message] = field(default_factory=list)
    blocked: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.send":
            await self.blocked.wait()
        self.sent.append(message)

    def come(self, *payloads: bytes) -> None:
        for payload in payloads:
            self.incoming.put_nowait({"type": "websocket.receive", "bytes": payload})


@pytest.fixture(autouse=True)
def streamlit(monkeypatch: pytest.MonkeyPatch) -> Streamlit:
    found = Streamlit()
    monkeypatch.setattr(module, "session_of", lambda _header, _value: found)
    return found


def play(
    streamlit: Streamlit, act: Callable[[Wire, Connection], Awaitable[None]], turns: int = 1, **limits: int
) -> tuple[Message, Wire, Connection]:
    """Connect, do something, and give Streamlit's last event."""

    async def scene() -> tuple[Message, Wire, Connection]:
        wire = Wire()
        wire.incoming.put_nowait({"type": "websocket.connect"})
        scope = {"type": "websocket", "headers": [(b"origin", b"http://x"), (module.NAME, b"another")]}
        places = Turns(turns)
        connection = Connection(scope, wire.incoming.get, wire.send, "a", Limits(**limits), places)
        served = asyncio.create_task(streamlit.take(connection))
        await settle()
        await act(wire, connection)
        async with asyncio.timeout(10):
            last = await served
        connection.leave()
        streamlit.end_run()
        await asyncio.sleep(3 * module.LOOK_AGAIN_S)
        assert places._free == turns, "a turn was not given back"
        return last, wire, connection

    return played(scene())


async def settle() -> None:
    """Let everybody who can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def look_again() -> None:
    await asyncio.sleep(3 * module.LOOK_AGAIN_S)
    await settle()


def test_a_hundred_choices_at_once_are_one_run_more_and_the_last_is_not_lost(streamlit: Streamlit) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        wire.come(rerun("first"))
        await settle()
        wire.come(*(rerun(f"choice-{number}") for number in range(100)))
        await settle()
        assert len(streamlit.queries) == 1
        streamlit.end_run()
        await look_again()
        wire.incoming.put_nowait(GONE)

    play(streamlit, act)
    assert len(streamlit.queries) == 2
    assert "choice-99" in streamlit.queries[-1]


def test_what_a_browser_still_wanted_when_it_hung_up_is_not_run(streamlit: Streamlit) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        wire.come(*(rerun("", f"part-{number}") for number in range(100)))
        wire.incoming.put_nowait(GONE)
        await settle()
        streamlit.end_run()
        await look_again()

    last, _, _ = play(streamlit, act)
    assert last == GONE
    assert len(streamlit.queries) <= 1


def test_parts_that_are_asked_for_one_by_one_are_all_run_one_after_the_other(streamlit: Streamlit) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        wire.come(*(rerun("", f"part-{number}") for number in range(5)))
        for number in range(5):
            await look_again()
            assert len(streamlit.queries) == number + 1
            streamlit.end_run()
        wire.incoming.put_nowait(GONE)

    play(streamlit, act)


def test_a_run_that_does_not_end_is_interrupted_by_the_next_choice(streamlit: Streamlit) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        wire.come(rerun("first"))
        await settle()
        wire.come(rerun("second"))
        async with asyncio.timeout(5):
            while len(streamlit.queries) < 2:
                await look_again()
        wire.incoming.put_nowait(GONE)

    play(streamlit, act, run_patience=1)


@pytest.mark.parametrize("slow", [True, False])
def test_a_reader_waits_for_the_end_of_a_plain_choice_and_not_for_that_of_long_work(
    streamlit: Streamlit, monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    worked = itertools.count()
    monkeypatch.setattr(module, "work_of", lambda _thread: next(worked) * slow)

    async def act(wire: Wire, connection: Connection) -> None:
        wire.come(rerun("first"))
        await settle()
        reader = connection._turns.ask("reader")
        await look_again()
        assert reader.done() == slow
        streamlit.end_run()
        await look_again()
        assert reader.done()
        connection._turns.give_back()
        wire.incoming.put_nowait(GONE)

    play(streamlit, act)


def test_a_message_that_begins_no_run_gives_its_turn_back_at_once(streamlit: Streamlit) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        for number in range(10):
            wire.come(rerun("", f"no-such-part-{number}"))
            await asyncio.sleep(0)
            streamlit.end_run()
        await settle()
        wire.incoming.put_nowait(GONE)

    play(streamlit, act)


@pytest.mark.parametrize(
    ("payloads", "code"),
    [
        ([rerun()] * 121, TOO_MANY),
        ([rerun("", "part")] * 121, TOO_MANY),
        ([b"x" * 256_001], TOO_BIG),
        ([b"\xff\xff\xff"], PROTOCOL_ERROR),
    ],
    ids=["many", "many parts", "big", "rubbish"],
)
def test_who_asks_too_much_is_cut_off(streamlit: Streamlit, payloads: list[bytes], code: int) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        wire.come(*payloads)

    last, wire, connection = play(streamlit, act)
    assert last["code"] == code
    assert wire.sent[-1] == {"type": "websocket.close", "code": code}
    assert connection.cut_off


def test_text_is_no_message(streamlit: Streamlit) -> None:
    async def act(wire: Wire, _connection: Connection) -> None:
        wire.incoming.put_nowait({"type": "websocket.receive", "text": "hello"})

    assert play(streamlit, act)[0]["code"] == UNSUPPORTED


def test_who_does_not_read_gets_no_further_run(streamlit: Streamlit) -> None:
    async def act(wire: Wire, connection: Connection) -> None:
        wire.come(rerun("first"))
        await settle()
        answer = asyncio.create_task(connection.send({"type": "websocket.send", "bytes": b"x"}))
        await settle()
        streamlit.end_run()
        wire.come(rerun("second"))
        await look_again()
        assert len(streamlit.queries) == 1
        wire.blocked.set()
        await answer
        await look_again()
        assert len(streamlit.queries) == 2
        wire.incoming.put_nowait(GONE)

    play(streamlit, act)


def test_who_does_not_read_for_long_is_left(streamlit: Streamlit) -> None:
    async def act(_wire: Wire, connection: Connection) -> None:
        with pytest.raises(OSError, match="the browser does not read"):
            await connection.send({"type": "websocket.send", "bytes": b"x"})
        with pytest.raises(OSError, match="the browser is gone"):
            await connection.send({"type": "websocket.send", "bytes": b"x"})

    assert play(streamlit, act, send_patience=1)[0]["type"] == "websocket.disconnect"


def test_streamlit_does_not_see_the_origin_and_knows_each_websocket_by_our_name(streamlit: Streamlit) -> None:
    async def act(wire: Wire, connection: Connection) -> None:
        headers: list[Any] = connection.scope["headers"]
        assert headers == [(module.NAME, str(id(connection)).encode())]
        wire.incoming.put_nowait(GONE)

    play(streamlit, act)
