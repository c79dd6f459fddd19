"""Speak to a running server as Streamlit's browser side does, well or badly, without a browser."""

import base64
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

STREAM = "/_stcore/stream"


def rerun(query: str = "", fragment: str = "") -> bytes:
    """Ask for a run of the page at an address."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.fragment_id = fragment
    return bytes(message.SerializeToString())


@contextmanager
def talking(url: str, origin: str | None = None, source: str = "", **headers: str) -> Iterator[ClientConnection]:
    """Open a websocket as the page does, with our own origin if none is named, from an address of this machine."""
    place = urlsplit(url)
    with connect(
        f"ws://{place.netloc}{STREAM}",
        origin=Origin(origin or url),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=headers,
        proxy=None,
        max_size=None,
        open_timeout=30,
        close_timeout=2,
        source_address=(source, 0) if source else None,
    ) as websocket:
        yield websocket


def until_it_has_run(websocket: ClientConnection, timeout: float = 30) -> list[ForwardMsg]:
    """Read until a run of the script has ended; give all that it said."""
    actual: list[ForwardMsg] = []
    latest = time.monotonic() + timeout
    while not actual or actual[-1].WhichOneof("type") != "script_finished":
        data = websocket.recv(timeout=max(0.01, latest - time.monotonic()), decode=False)
        actual.append(ForwardMsg.FromString(data))
    return actual


def choose(websocket: ClientConnection, query: str) -> list[ForwardMsg]:
    """Make a choice, and read what the page answers."""
    websocket.send(rerun(query))
    return until_it_has_run(websocket)


def frame(payload: bytes) -> bytes:
    """Write a websocket frame as a browser does, masked with nothing."""
    length = len(payload)
    size = bytes([0x80 | length]) if length < 126 else bytes([0x80 | 126]) + length.to_bytes(2, "big")
    return b"\x82" + size + b"\0\0\0\0" + payload


def raw_websocket(url: str, source: str = "127.0.0.1", small_buffer: bool = False) -> socket.socket:
    """Open a websocket by hand, so that nothing reads it or closes it by itself."""
    place = urlsplit(url)
    plain = socket.socket()
    if small_buffer:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plain.settimeout(20)
    plain.bind((source, 0))
    plain.connect((place.hostname, place.port))
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        f"GET {STREAM} HTTP/1.1",
        f"Host: {place.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        f"Origin: {url}",
        "Sec-WebSocket-Protocol: streamlit",
    )
    plain.sendall("\r\n".join((*lines, "", "")).encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        got = plain.recv(1)
        if not got:
            break
        answer += got
    if b" 101 " not in answer.partition(b"\r\n")[0]:
        plain.close()
        raise ConnectionRefusedError(answer.partition(b"\r\n")[0].decode("latin-1"))
    return plain


def flood_once(url: str, messages: int, source: str = "127.0.0.1") -> bool:
    """Ask for many runs at once and hang up; whether the server let us in."""
    with suppress(OSError):
        plain = raw_websocket(url, source)
        with suppress(OSError):
            plain.sendall(frame(rerun()) * messages)
        plain.close()
        return True
    return False
