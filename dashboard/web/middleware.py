"""How files leave the server: compressed, with long caching for versioned addresses, and with our own headers."""

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import assets
from dashboard.public_address import EMBEDDED, MAP, public_address
from dashboard.release import current_release, kept_release
from dashboard.state import ANALYSE, query_of
from dashboard.text.i18n import choose_language
from dashboard.view.preview import Preview
from dashboard.web import start
from dashboard.web.conditional import has_already, one_vary, takes_gzip
from dashboard.web.desk import Desk, Threads, TooManyError
from dashboard.web.guard import address_of
from dashboard.web.headers import headers_of
from geodata.errors import GeodataError

IMMUTABLE = "public, max-age=31536000, immutable"
STREAMLITS = ("/_stcore/", "/component/")
CHUNK = re.compile(r"(?<!/app)/static/((?:js|css|media)/[\w.-]+)$")
COMPONENTS_CHUNK = re.compile(r"/component/streamlit_folium\.st_folium/static/\w+/[\w-]+\.[0-9a-f]{8}\.\w+")


def answer(request: Request, item: assets.Asset, versions: Collection[str] = (), hashed: bool = False) -> Response:
    """Answer with a file: gzip if the browser takes it, 304 if it has it already; whole, whatever range is asked for.

    Whoever names a version means that one: named truly, the answer may be kept for ever; a file of another version is
    not sent in its place, for it would be shown beside what belongs to that version.

    Parameters
    ----------
    request : Request
        Whose query may name a version.
    item : Asset
        The file.
    versions : collection of str
        The versions that answer here; with none, a version in the query means nothing.
    hashed : bool
        Whether its name changes with its content, which is as good as a version.
    """
    version = request.query_params.get("v") if versions else None
    if version is not None and version not in versions:
        return PlainTextResponse("another version answers here", 409, headers={"Cache-Control": "no-store"})
    compressed = item.gzipped is not item.body and takes_gzip(request.headers.getlist("accept-encoding"))
    # Two codings are two files to HTTP, so each has its own tag.
    tag = f'"{item.version}-gz"' if compressed else f'"{item.version}"'
    headers = {
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Accept-Ranges": "none",
        "Cache-Control": IMMUTABLE if hashed or version else "no-cache",
    }
    if has_already(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    if compressed:
        return Response(item.gzipped, headers=headers | {"Content-Encoding": "gzip"}, media_type=item.mime)
    return Response(item.body, headers=headers, media_type=item.mime)


def language_of(request: Request) -> str:
    """Tell in which language the page will show itself, by the rule that the page itself follows."""
    wanted = query_of(request.query_params.multi_items()).get("lang", "")
    return choose_language(wanted, request.headers.get("accept-language"))


class StartPageMiddleware:
    """Middleware: own headers on every answer, our start page, and Streamlit's files compressed.

    Streamlit answers each path that it does not know with its start page; here such a path is sent home.

    Parameters
    ----------
    app : ASGIApp
        The application behind this middleware.
    base : str
        The path below which the page is served; empty for the root.
    ours : sequence of Route
        Our own routes.
    hsts_seconds : int
        How long a browser comes back by HTTPS alone.
    embed_from : sequence of str
        Sites besides our own that may frame the published map.
    threads : Threads, optional
        That it shares with what else the server makes.
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str = "",
        ours: Sequence[Route] = (),
        hsts_seconds: int = 0,
        embed_from: Sequence[str] = (),
        threads: Threads | None = None,
    ) -> None:
        self.app = app
        self.base = base
        self.home = f"/{base.strip('/')}/" if base.strip("/") else "/"
        self.ours = tuple(ours)
        self.hsts_seconds = hsts_seconds
        self.embed_from = tuple(embed_from)
        self.desk = Desk((threads or Threads()).short, 120, 30)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = _as_wanted(scope)
        answered = await self._answer(scope) if scope["method"] in {"GET", "HEAD"} else None
        await (self.app if answered is None else answered)(scope, receive, self._dressed(scope, send))

    async def _answer(self, scope: Scope) -> Response | None:
        """Answer for Streamlit: its start page, its files, and the way home from a path that nobody knows."""
        path = scope["path"]
        if path == self.home:
            parameters = query_of(Request(scope).query_params.multi_items())
            if parameters.get("notes") == "1":
                return notes_way(parameters)
            return await self._start(Request(scope))
        chunk = CHUNK.search(path)
        item = assets.streamlit_chunk(chunk[1]) if chunk else None
        if item is not None:
            return answer(Request(scope), item, hashed=True)
        below = f"/{path.removeprefix(self.home)}"
        if below == f"/{assets.ICON}":
            return answer(Request(scope), assets.icon())
        if below.startswith(STREAMLITS) or any(route.matches(scope)[0] is not Match.NONE for route in self.ours):
            return None
        way = "" if chunk or below.startswith("/static/") else path_to_root(path, self.base)
        if not way:
            return PlainTextResponse("not found", 404)
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(f"{way}?{query}" if query else way)

    async def _start(self, request: Request) -> Response:
        """Answer with the start page; a view that is not known is worked out beside the event loop."""
        lang, pairs = language_of(request), request.query_params.multi_items()
        try:
            if not set(query_of(pairs)) - {"lang", "theme"}:
                seen = start.view_of((), lang)  # the opening view is worked out with its release
            else:
                seen = await self.desk.do(lambda: start.view_of(pairs, lang), address_of(request.scope))
        except (GeodataError, TooManyError):
            seen = start.no_view(lang)
        return start_answer(request, seen)

    def _dressed(self, scope: Scope, send: Send) -> Send:
        """Add our headers to one answer."""
        framed = f"{scope['path']}/".startswith((f"{self.home}{MAP}", f"{self.home}{EMBEDDED}"))
        added = headers_of(scope["path"], self.hsts_seconds, self.embed_from if framed else ())
        may_be_kept = COMPONENTS_CHUNK.search(scope["path"]) is not None

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers[name] = value
                if may_be_kept and message["status"] == 200:
                    headers["Cache-Control"] = IMMUTABLE
                vary = headers.getlist("vary")
                if len(vary) > 1 or (vary and "," in vary[0]):
                    headers["Vary"] = one_vary(vary)
            await send(message)

        return dress


def _as_wanted(scope: Scope) -> Scope:
    """Hide the word gzip from Streamlit's compression where the browser refuses it: it looks for the word alone."""
    accepts = Headers(scope=scope).getlist("accept-encoding")
    if takes_gzip(accepts) or not any("gzip" in value for value in accepts):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": [*kept, (b"accept-encoding", b"identity")]}


def path_to_root(path: str, base: str) -> str:
    """Say how a path that nobody knows finds the start page, relative to it; nothing if it lies beside the page.

    Parameters
    ----------
    path : str
        As asked for.
    base : str
        The path below which the page is served; empty for the root.
    """
    home = f"/{base.strip('/')}/" if base.strip("/") else "/"
    if f"{path}/" == home:
        return f"{path.rpartition('/')[2]}/"
    if path == home or not path.startswith(home):
        return ""
    return "../" * path.removeprefix(home).count("/") or "./"


def notes_way(parameters: Mapping[str, str]) -> Response:
    """Lead an address with ``notes=1`` to the page for another screen.

    Parameters
    ----------
    parameters : mapping of str to str
        The keys of the address.
    """
    query = urlencode({key: parameters[key] for key in ("lang", "theme") if parameters.get(key)}, errors="replace")
    return RedirectResponse(f"./notes/?{query}" if query else "./notes/", headers={"Cache-Control": "no-cache"})


def start_answer(request: Request, seen: Preview) -> Response:
    """Answer with the start page, and say what the first view will need.

    Parameters
    ----------
    request : Request
        Its query names the view.
    seen : Preview
        What the view shows.
    """
    lang = language_of(request)
    pairs = request.query_params.multi_items()
    query = query_of(pairs)
    with current_release.pinned(kept_release(query.get("release", ""))):
        wanted = start.ahead(lang) if query.get("view") != ANALYSE else ()
    page = start.start_asset(lang, start.files_query(pairs, lang), seen, public_address(), wanted)
    found = answer(request, page)
    found.headers["Vary"] = "Accept-Encoding, Accept-Language"
    found.headers["Link"] = start.preload()
    return found
