"""The first of our code that a request meets: it refuses what no visit needs, before Streamlit or a file is asked."""

import asyncio
import ipaddress
from collections.abc import Sequence

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from dashboard.present.own_story import MOST_BYTES
from dashboard.web.connection import Connection
from dashboard.web.headers import headers_of
from dashboard.web.limits import Limits, is_long
from dashboard.web.metrics import Metrics
from dashboard.web.origins import header, host_is_allowed, host_of, origin_is_allowed
from dashboard.web.routes import ANY_METHOD, POSTED, WITH_STORY, is_closed
from dashboard.web.turns import Turns
from dashboard.web.visitors import Visitors

STREAM = "/_stcore/stream"
METHODS = {"GET", "HEAD"}


class Guard:
    """Middleware: hosts, methods, sizes and routes of requests; origins and numbers of websockets.

    Parameters
    ----------
    app : ASGIApp
        What is behind it.
    limits : Limits
        How much a visitor may ask.
    hosts : sequence of str
        Names under which the page is served; empty for any.
    origins : sequence of str
        Origins besides our own whose pages may open a websocket.
    base : str
        The path below which the page is served; empty for the root.
    turns : Turns, optional
        Whose script runs next; its own if none is given.
    metrics : Metrics, optional
        Counts what is open, waits and is refused.
    hsts_seconds : int
        How long a browser comes back by HTTPS alone.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: Limits,
        hosts: Sequence[str] = (),
        origins: Sequence[str] = (),
        base: str = "",
        turns: Turns | None = None,
        metrics: Metrics | None = None,
        hsts_seconds: int = 0,
    ) -> None:
        self._closing = {**headers_of("", hsts_seconds), "Connection": "close", "Cache-Control": "no-store"}
        self._app, self._limits = app, limits
        self._hosts, self._origins = tuple(hosts), tuple(origins)
        self._base = f"/{base.strip('/')}" if base.strip("/") else ""
        self._metrics = metrics or Metrics()
        self._turns = turns or Turns(limits.runs)
        self._visitors: Visitors | None = None
        self._metrics.sessions.set_function(lambda: self._visitors.open if self._visitors else 0)
        self._metrics.queue.set_function(lambda: self._turns.waiting)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal is not None:
                self._metrics.refused.labels(refusal.status_code).inc()
            await (self._app if refusal is None else refusal)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if not _names_a_host(scope):
            return PlainTextResponse("this is no host", 400, headers=self._closing)
        if self._hosts and not host_is_allowed(header(scope["headers"], b"host"), self._hosts):
            return PlainTextResponse("this host is not served here", 421, headers=self._closing)
        if is_long(scope["path"], scope["query_string"]):
            return PlainTextResponse("the address is too long", 414, headers=self._closing)
        below = self._below(scope["path"])
        if is_closed(below):
            return PlainTextResponse("not found", 404, headers=self._closing)
        if scope["method"] == "POST" and POSTED.fullmatch(below):
            return self._refused_post(scope, MOST_BYTES if WITH_STORY.fullmatch(below) else 0)
        if scope["method"] not in METHODS and not ANY_METHOD.match(below):
            return PlainTextResponse("only GET and HEAD", 405, headers={**self._closing, "Allow": "GET, HEAD"})
        if _body_is_large(scope, self._limits.body_bytes):
            return PlainTextResponse("the body is too large", 413, headers=self._closing)
        return None

    def _refused_post(self, scope: Scope, most: int) -> Response | None:
        """Refuse what a page of others sends, and a body of more than so many bytes."""
        headers = scope["headers"]
        if _body_is_large(scope, most):
            reason = "the body is too large" if most else "no body is read"
            return PlainTextResponse(reason, 413, headers=self._closing)
        origin, host = header(headers, b"origin"), header(headers, b"host")
        if origin is None or not origin_is_allowed(origin, host, ()):
            return PlainTextResponse("only a page of ours may ask this", 403, headers=self._closing)
        return None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope)
        status = self._refused_websocket(scope)
        if self._visitors is None:
            self._visitors = Visitors(self._limits, asyncio.get_running_loop().time)
        wait = None if status else self._visitors.enter(address)
        if wait is None:
            self._metrics.refused.labels(status or 429).inc()
            await self._deny(scope, receive, send, status or 429)
            return
        connection = Connection(scope, receive, send, address, self._limits, self._turns)
        try:
            if wait:
                await asyncio.sleep(wait)
            await self._app(connection.scope, connection.receive, connection.send)
        finally:
            connection.leave()
            self._visitors.leave(address)
            if connection.cut_off:
                self._metrics.cut_off.inc()
                self._visitors.fine(address)

    def _refused_websocket(self, scope: Scope) -> int:
        if self._turns.closed:
            return 503  # the server stops; another one, or the next, will answer
        host = header(scope["headers"], b"host")
        if not host_is_allowed(host, self._hosts):
            return 421
        if self._below(scope["path"]) != STREAM:
            return 404
        origins = [value for name, value in scope["headers"] if name.lower() == b"origin"]
        origin = origins[0].decode("latin-1") if len(origins) == 1 else None
        return 0 if not origins or (origin and origin_is_allowed(origin, host, self._origins)) else 403

    async def _deny(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        """Refuse a websocket before it is one."""
        websocket = WebSocket(scope, receive, send)
        await receive()
        if "websocket.http.response" in scope.get("extensions", {}):
            await websocket.send_denial_response(PlainTextResponse("refused", status, headers=self._closing))
        else:
            await websocket.close(1008)

    def _below(self, path: str) -> str:
        return path[len(self._base) :] if self._base and path.startswith(f"{self._base}/") else path


def address_of(scope: Scope) -> str:
    """Name the client: its address, or its network where one client has a whole network of addresses (IPv6)."""
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _names_a_host(scope: Scope) -> bool:
    """Whether the Host header, if there is one that says anything, is one and names a host (RFC 9112, 3.2)."""
    hosts = [value for name, value in scope["headers"] if name == b"host" and value]
    return not hosts or (len(hosts) == 1 and bool(host_of(header(scope["headers"], b"host"))))


def _body_is_large(scope: Scope, most: int) -> bool:
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return True  # of unknown length
        if name == b"content-length":
            return not (value.isdigit() and len(value) < 16 and int(value) <= most)
    return False
