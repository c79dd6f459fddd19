"""How files leave the server: pressed, with long caching for versioned addresses, and with our own headers."""

import re
import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import assets, feed
from dashboard.state import query_of
from dashboard.web.conditional import has_already, one_vary, takes_gzip
from dashboard.web.headers import HEADERS
from dashboard.words import choose_language

FOREVER = "public, max-age=31536000, immutable"
# What points a program to a route that is closed here.
AGENTS = re.compile(
    r'<link rel="service-desc"[^>]*>|(?<=</p>)\s*<p>\s*Reading this without.*(?=</noscript>)', re.DOTALL
)
STREAMLITS = ("/_stcore/", "/component/")
PIECE = re.compile(r"(?<!/app)/static/((?:js|css|media)/[\w.-]+)$")
COMPONENTS_PIECE = re.compile(r"/component/streamlit_folium\.st_folium/static/\w+/[\w-]+\.[0-9a-f]{8}\.\w+")


def answer(request: Request, item: assets.Asset, hashed: bool = False) -> Response:
    """Answer with a file: gzip if the browser takes it, 304 if it has it already; whole, whatever range is asked for.

    Parameters
    ----------
    request
        Whose query may name a version: the answer may then be kept for ever.
    item
        The file.
    hashed
        Whether its name changes with its content, which is as good as a version.
    """
    pressed = item.pressed is not item.body and takes_gzip(request.headers.getlist("accept-encoding"))
    # Two codings are two files to HTTP, so each has its own tag.
    tag = f'"{item.version}-gz"' if pressed else f'"{item.version}"'
    versioned = hashed or request.query_params.get("v")
    headers = {
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Accept-Ranges": "none",
        "Cache-Control": FOREVER if versioned else "no-cache",
    }
    if has_already(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    if pressed:
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
    """Middleware: own headers on every answer, our start page, and Streamlit's files pressed.

    Streamlit answers each path that it does not know with its start page; here such a path is sent home.

    Parameters
    ----------
    app
        What is behind the door.
    base
        The path below which the page is served; empty for the root.
    ours
        Our own routes.
    """

    def __init__(self, app: ASGIApp, base: str = "", ours: Sequence[Route] = ()) -> None:
        self.app = app
        self.base = base
        self.home = f"/{base.strip('/')}/" if base.strip("/") else "/"
        self.ours = tuple(ours)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answered = self._answer(scope) if scope["method"] in {"GET", "HEAD"} else None
        await (self.app if answered is None else answered)(scope, receive, _dressed(scope, send))

    def _answer(self, scope: Scope) -> Response | None:
        """Answer for Streamlit: its start page, its files, and the way home from a path that nobody knows."""
        path = scope["path"]
        if path == self.home:
            return start_answer(Request(scope))
        piece = PIECE.search(path)
        item = assets.streamlit_piece(piece[1]) if piece else None
        if item is not None:
            return answer(Request(scope), item, hashed=True)
        below = f"/{path.removeprefix(self.home)}"
        if below == f"/{assets.ICON}":
            return answer(Request(scope), assets.icon())
        if below.startswith(STREAMLITS) or any(route.matches(scope)[0] is not Match.NONE for route in self.ours):
            return None
        way = "" if piece or below.startswith("/static/") else way_home(path, self.base)
        if not way:
            return PlainTextResponse("not found", 404)
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{way}?{query}" if query else way)


def _dressed(scope: Scope, send: Send) -> Send:
    """Add our headers to one answer."""
    may_be_kept = COMPONENTS_PIECE.search(scope["path"]) is not None

    async def dress(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if may_be_kept and message["status"] == 200:
                headers["Cache-Control"] = FOREVER
            vary = headers.getlist("vary")
            if len(vary) > 1 or (vary and "," in vary[0]):
                headers["Vary"] = one_vary(vary)
        await send(message)

    return dress


def way_home(path: str, base: str) -> str:
    """Say how a path that nobody knows finds the start page, relative to it; nothing if it lies beside the page.

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


def start_answer(request: Request) -> Response:
    """Answer with the start page, and say what the first view will need."""
    found = answer(request, _start_asset(start_page(assets.start_html())))
    found.headers["Vary"] = "Accept-Encoding, Accept-Language"
    found.headers["Link"] = preload(language_of(request))
    return found


@lru_cache(4)
def _start_asset(html: str) -> assets.Asset:
    return assets.asset("index.html", html.encode("utf-8"))


def start_page(html: str) -> str:
    """Put our name, script and style into Streamlit's start page; the sheet stands last, and so it wins."""
    script = f'<script defer src="./{feed.address("assets/page.js")}"></script>'
    sheet = f'<link rel="stylesheet" href="./{feed.address("assets/page.css")}">'
    html = AGENTS.sub("", html)
    html = html.replace("<title>Streamlit</title>", f"<title>Arctic Endurance Map</title>{script}")
    return html.replace("</body>", f"{sheet}</body>")
