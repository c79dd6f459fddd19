"""The head of a request is bounded: its first line and its headers, before any of our code is asked.

uvicorn's quick parser keeps a head for as long as it goes on, and copies it with each piece that comes: one client
could fill the memory by it, and keep everybody waiting meanwhile. The slow parser has a bound of its own.
"""

from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 32_000
"""Bytes of a head; that of a browser has some two thousand. What the system hands over at once is bounded, too."""

REFUSED = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
    b"Content-Length: 31\r\nConnection: close\r\n\r\nthe head of the request is long"
)


class BoundedHead(HttpToolsProtocol):
    """Reads requests as uvicorn does, and hangs up on one whose head does not end."""

    _head = 0

    def data_received(self, data: bytes) -> None:
        """Take what has come; count it as long as a head is open."""
        before = self._head
        super().data_received(data)
        if not self._head or self.transport.is_closing():
            return
        # A head that began in this piece is at most as long as the piece.
        self._head = before + len(data)
        if self._head > MOST_HEAD:
            self.transport.write(REFUSED)
            self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head = 1
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """It has ended."""
        self._head = 0
        super().on_headers_complete()


def bound_heads(config: Config, message_bytes: int) -> None:
    """Let a server bound what it keeps of a client before it has understood it: heads, and messages of a websocket.

    Parameters
    ----------
    config : Config
        Of the server, before it listens.
    message_bytes : int
        The largest message of a websocket; of a larger one no more is taken.
    """
    protocol: Any = config.http_protocol_class
    if protocol is HttpToolsProtocol:
        config.http_protocol_class = BoundedHead
    config.ws_max_size = message_bytes
