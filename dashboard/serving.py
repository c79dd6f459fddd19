"""How files leave the server: pressed, with long caching for versioned addresses, and with our own headers."""

import re
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import assets, feed
from dashboard.state import query_of
from dashboard.words import choose_language

START_PAGE = b"<title>Streamlit</title>"
FOREVER = "public, max-age=31536000, immutable"
# Streamlit and st_folium build functions from text, hence unsafe-eval; no foreign host appears anywhere.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PIECE = re.compile(r"(?<!/app)/static/((?:js|css|media)/[\w.-]+)$")
COMPONENTS_PIECE = re.compile(r"/component/streamlit_folium\.st_folium/static/\w+/[\w-]+\.[0-9a-f]{8}\.\w+")


def answer(request: Request, item: assets.Asset, hashed: bool = False) -> Response:
    """Answer with a file: gzip if the browser takes it, 304 if it has it already.

    Parameters
    ----------
    request
        Whose query may name a version: the answer may then be kept for ever.
    item
        The file.
    hashed
        Whether its name changes with its content, which is as good as a version.
    """
    tag = f'"{item.version}"'
    versioned = hashed or request.query_params.get("v")
    headers = {
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Cache-Control": FOREVER if versioned else "no-cache",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if item.pressed is not item.body and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(item.pressed, headers=headers | {"Content-Encoding": "gzip"}, media_type=item.mime)
    return Response(item.body, headers=headers, media_type=item.mime)


def preload(lang: str) -> str:
    """Write the Link header: what the first view will need, asked for before Streamlit's script runs.

    The server knows the frame's own script only when the page has run once since it started.

    Parameters
    ----------
    lang
        The language in which the page will show itself.
    """
    links = [
        f"<./{feed.address('assets/leaflet.js')}>; rel=preload; as=script",
        f"<./{feed.address('assets/map.js')}>; rel=preload; as=script",
        f"<./{feed.address('assets/map.css')}>; rel=preload; as=style",
        f"<./{feed.address(f'data/start/{lang}.json')}>; rel=preload; as=fetch; crossorigin",
        # After all else: a sentence that changes its typeface is laid out and painted twice.
        f"<./static/media/{assets.font_file('Source Serif')}>; rel=preload; as=font; crossorigin; fetchpriority=low",
    ]
    return ", ".join([*links, *_map_component()] if "streamlit_folium" in sys.modules else links)


def language_of(request: Request) -> str:
    """Tell in which language the page will show itself, by the rule that the page itself follows."""
    wanted = query_of(request.query_params.multi_items()).get("lang", "")
    return choose_language(wanted, request.headers.get("accept-language"))


@cache
def _map_component() -> list[str]:
    """Link to the script of st_folium's frame; its name carries a hash.

    The package is looked up and not imported: imported before the server runs, its component would be unknown to it.
    """
    folder = Path(str(find_spec("streamlit_folium").origin)).parent / "frontend" / "build" / "static" / "js"  # type: ignore[union-attr]
    route = "./component/streamlit_folium.st_folium/static/js"
    return [f"<{route}/{path.name}>; rel=preload; as=script" for path in sorted(folder.glob("main.*.js"))]


class Doorkeeper:
    """Middleware: own headers on every answer, our style sheet and our name in Streamlit's start page.

    A start page that was asked for by another path is sent home. The pieces of Streamlit's browser side are handed out
    pressed, for that route is Streamlit's and cannot be replaced.

    Parameters
    ----------
    app
        What is behind the door.
    base
        The path below which the page is served; empty for the root.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        dresser = _Dresser(scope, send, self.base)
        wanted = PIECE.search(scope["path"]) if scope["method"] == "GET" else None
        item = assets.streamlit_piece(wanted[1]) if wanted else None
        if item is None:
            await self.app(_unpressed(scope), receive, dresser)
        else:
            await answer(Request(scope), item, hashed=True)(scope, receive, dresser)


class _Dresser:
    """Adds headers to one answer; holds back a start page until it is whole, so that it can be changed."""

    def __init__(self, scope: Scope, send: Send, base: str) -> None:
        self.base = base
        self.request = Request(scope)
        self.may_be_start_page = scope["method"] == "GET"
        self.may_be_kept = COMPONENTS_PIECE.search(scope["path"]) is not None
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Send one message of the answer on, or keep it."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if self.may_be_kept and message["status"] == 200:
                headers["Cache-Control"] = FOREVER
            if self.may_be_start_page and _is_plain_html(message, headers):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page()
            return
        await self.send(message)

    async def _send_page(self) -> None:
        body, start = self.body, self.start or {}
        way = way_home(self.request.url.path, self.base)
        if START_PAGE in body and way:
            query = f"?{self.request.url.query}" if self.request.url.query else ""
            await RedirectResponse(way + query, headers=HEADERS)(self.request.scope, _silence, self.send)
            return
        if START_PAGE in body:
            body = start_page(body.decode("utf-8")).encode("utf-8")
            headers = MutableHeaders(scope=start)
            headers["Content-Length"] = str(len(body))
            headers["Link"] = preload(language_of(self.request))
            for name in ("ETag", "Last-Modified"):  # they speak of the page as Streamlit wrote it
                if name in headers:
                    del headers[name]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def way_home(path: str, base: str) -> str:
    """Say how a start page asked for by some other path finds its own, relative to it; nothing if it stands there.

    Streamlit answers any path with its start page, whose files are then looked for in the wrong folder.

    Parameters
    ----------
    path
        As asked for.
    base
        The path below which the page is served; empty for the root.
    """
    home = f"/{base.strip('/')}/" if base.strip("/") else "/"
    if path == home or not path.startswith(home):
        return ""
    return "../" * path.removeprefix(home).count("/") or "./"


def _unpressed(scope: Scope) -> Scope:
    """Ask for a document as plain text, which alone can be looked into; none of them is large."""
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    wants_html = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    return {**scope, "headers": headers} if wants_html else scope


async def _silence() -> Message:
    return {"type": "http.disconnect"}


def _is_plain_html(message: Message, headers: MutableHeaders) -> bool:
    return (
        message["status"] == 200
        and headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
    )


def start_page(html: str) -> str:
    """Put our name, script and style into Streamlit's start page; the sheet stands last, and so it wins."""
    script = f'<script defer src="./{feed.address("assets/page.js")}"></script>'
    sheet = f'<link rel="stylesheet" href="./{feed.address("assets/page.css")}">'
    html = html.replace("<title>Streamlit</title>", f"<title>Arctic Endurance Map</title>{script}")
    return html.replace("</body>", f"{sheet}</body>")
