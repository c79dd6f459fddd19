"""The routes below ``/notes``: the page for another screen, and what it and the presenting window tell the server.

Secrets travel in a header of our own, never in an address. A question waits some seconds for news (long polling).
"""

import asyncio
import html
import json
import time
from collections.abc import Callable, Mapping
from functools import cache, partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import release
from dashboard.payloads.plain_json import in_page
from dashboard.present.own_story import read_posted
from dashboard.state import query_of
from dashboard.text.i18n import words_of
from dashboard.web.desk import Desk as Queue
from dashboard.web.desk import Threads, TooManyError, hung_up
from dashboard.web.guard import address_of
from dashboard.web.middleware import language_of
from dashboard.web.notes import STEPS, Desk, Desks, TooManyGuessesError
from geodata.errors import GeodataError

HEADER = "x-arctic-notes"
WAIT_S = 4.0
LOOK_S = 0.1
SLOW_S = 1.0  # what a wrong code costs, and asking for more desks than one may have
MOST_WAITING = 400  # questions of this process that wait at the same time
LAST = 99
FRESH = {"Cache-Control": "no-store"}


class Notes:
    """Answers for the desks of one process.

    Parameters
    ----------
    desks : Desks
        Who presents and who reads.
    threads : Threads, optional
        The threads that work beside the event loop; its own if none are given.
    """

    def __init__(self, desks: Desks, threads: Threads | None = None) -> None:
        self._desks = desks
        self._waiting = 0
        self._work = Queue((threads or Threads()).short, 40, 5)

    def routes(self, below: str) -> list[Route]:
        """List the routes, below the path at which the page is served."""
        handlers = {
            "open": self.open,
            "stage": self.stage,
            "pair": self.pair,
            "watch": self.watch,
            "scenes": self.scenes,
            "step": self.step,
            "close": self.close,
        }
        posts = [Route(f"{below}/notes/{name}", answer, methods=["POST"]) for name, answer in handlers.items()]
        return [Route(f"{below}/notes", to_folder), Route(f"{below}/notes/", page), *posts]

    async def open(self, request: Request) -> Response:
        """Open a desk for a presenting window: its secret, its code, and the words and the picture to show it by."""
        address = address_of(request.scope)
        if not self._desks.may_open(address):  # before anything is read or drawn for it
            if self._waiting < MOST_WAITING:
                self._waiting += 1
                try:
                    await asyncio.sleep(SLOW_S)
                finally:
                    self._waiting -= 1
            return self._reply({"error": "full"}, 503)
        body = await request.body()
        try:
            read = partial(read_posted, body, release.current_release())
            story = await self._work.do(read, address, hung_up(request)) if body else None
            desk = self._desks.open(address, story)
            if desk is None:
                return self._reply({"error": "full"}, 503)
            return await self._opened(request, desk)
        except GeodataError:
            return self._reply({"error": "story"}, 400)
        except TooManyError:
            return self._reply({"error": "full"}, 503)

    async def _opened(self, request: Request, desk: Desk) -> Response:
        """Answer to who has opened a desk, with a picture of its code."""
        origin = request.headers["origin"]
        lang = language_of(request)
        place = f"{origin}{request.url.path.removesuffix('open')}"
        answer = {
            "secret": desk.secret,
            "code": desk.code,
            "place": place,
            "picture": await self._work.do(partial(_picture, f"{place}?lang={lang}#{desk.code}"), desk.address),
            "local": _is_local(urlsplit(origin).hostname or ""),
            "words": _words(lang, "notes.stage."),
        }
        return self._reply(answer)

    async def stage(self, request: Request) -> Response:
        """Take down what a presenting window shows; answer with the steps asked for, perhaps after a while."""
        desk = self._desks.of_secret(_secret(request))
        if desk is None:
            return self._reply({"error": "unknown"}, 404)
        query = request.query_params
        self._desks.show(desk, _number(query.get("scene")), _number(query.get("count")), query.get("blank") == "1")
        done, read = _number(query.get("done"), 0, 10**9), query.get("read") == "1"
        await self._until(lambda: bool(self._desks.due(desk, done)) or self._desks.is_read(desk) != read, desk)
        return self._reply({"steps": self._desks.due(desk, done), "read": self._desks.is_read(desk), "code": desk.code})

    async def pair(self, request: Request) -> Response:
        """Give a reader a token for a code; a wrong one costs a second, and some wrong ones more."""
        try:
            token = self._desks.pair(_secret(request), address_of(request.scope))
        except TooManyGuessesError:
            return self._reply({"error": "guesses"}, 429)
        if token is None:
            await asyncio.sleep(SLOW_S)
            return self._reply({"error": "unknown"}, 404)
        return self._reply({"token": token})

    async def watch(self, request: Request) -> Response:
        """Tell a reader what is on show, once it differs from what they have seen, or after a while."""
        token = _secret(request)
        desk = self._desks.of_token(token)
        if desk is None:
            return self._reply({"error": "unknown"}, 404)
        seen, lost = _number(request.query_params.get("seen"), 0, 10**9), request.query_params.get("lost") == "1"
        await self._until(lambda: desk.version != seen or self._lost(desk) != lost, desk)
        if self._desks.of_token(token) is None:
            return self._reply({"error": "unknown"}, 404)
        answer = {
            "version": desk.version,
            "scene": desk.scene,
            "count": desk.count,
            "blank": desk.blank,
            "elapsed": self._desks.elapsed(desk),
            "lost": self._lost(desk),
        }
        return self._reply(answer)

    async def scenes(self, request: Request) -> Response:
        """Give a reader the scenes that the presenting window tells, be they its own."""
        desk = self._desks.of_token(_secret(request))
        if desk is None:
            return self._reply({"error": "unknown"}, 404)
        if desk.story:
            return self._reply({"own": True, "scenes": desk.story.payloads})
        return self._reply({"own": False, "scenes": json.loads(release.current_release().files["scenes.json"].body)})

    async def step(self, request: Request) -> Response:
        """Ask the presenting window for a step, or begin the clock anew."""
        desk = self._desks.of_token(_secret(request))
        wanted = request.query_params.get("do", "")
        if desk is None:
            return self._reply({"error": "unknown"}, 404)
        if wanted == "clock":
            self._desks.restart(desk)
            return self._reply({})
        if wanted not in STEPS:
            return self._reply({"error": "step"}, 400)
        return self._reply({}) if self._desks.ask(desk, wanted) else self._reply({"error": "lost"}, 409)

    async def close(self, request: Request) -> Response:
        """End a desk: at once, or soon if its window may only load anew."""
        desk = self._desks.of_secret(_secret(request))
        if desk is None:
            return self._reply({"error": "unknown"}, 404)
        (self._desks.closing if request.query_params.get("soon") == "1" else self._desks.close)(desk)
        return self._reply({})

    def _lost(self, desk: Desk) -> bool:
        return self._desks.is_lost(desk) or bool(desk.ends)

    async def _until(self, holds: Callable[[], bool], desk: Desk) -> None:
        if self._waiting >= MOST_WAITING:
            await asyncio.sleep(LOOK_S)
            return
        self._waiting += 1
        try:
            end = time.monotonic() + WAIT_S
            while time.monotonic() < end and self._desks.is_open(desk) and not holds():
                await asyncio.sleep(LOOK_S)
        finally:
            self._waiting -= 1

    def _reply(self, answer: Mapping[str, object], status: int = 200) -> Response:
        return JSONResponse({"server": self._desks.server, **answer}, status, headers=FRESH)


async def to_folder(request: Request) -> Response:
    """Lead whoever leaves the last slash out to the page."""
    query = request.url.query
    return RedirectResponse(f"notes/?{query}" if query else "notes/")


async def page(request: Request) -> Response:
    """Answer with the page for another screen; it holds no evidence, and is filled by its script."""
    lang = language_of(request)
    theme = query_of(request.query_params.multi_items()).get("theme", "")
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
    return HTMLResponse(_page(lang, theme if theme in {"light", "dark"} else ""), headers=headers)


def _page(lang: str, theme: str) -> str:
    words = words_of(lang)
    scheme = f' class="{theme}"' if theme else ""
    texts = in_page(_words(lang, "notes."))
    script, sheet = (html.escape(f"../{release.address(f'assets/notes.{ending}')}") for ending in ("js", "css"))
    return (
        f'<!doctype html><html lang="{lang}"{scheme}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="../favicon.png">'
        f"<title>{html.escape(words.say('notes.title'))}</title>"
        f'<link rel="stylesheet" href="{sheet}"><script defer src="{script}"></script></head><body>'
        f'<noscript>{html.escape(words.say("notes.unscripted"))}</noscript><main id="notes"></main>'
        f'<script type="application/json" id="notes-words">{texts}</script></body></html>'
    )


@cache
def _words(lang: str, prefix: str) -> dict[str, str]:
    return {key.removeprefix("notes."): text for key, text in words_of(lang).table.items() if key.startswith(prefix)}


def _picture(link: str) -> str:
    import segno

    picture: str = segno.make(link, error="m", micro=False).svg_data_uri(border=3, dark="#10222d", light="#ffffff")
    return picture


def _secret(request: Request) -> str:
    return request.headers.get(HEADER, "")[:80]


def _number(text: str | None, least: int = 1, most: int = LAST) -> int:
    good = text is not None and text.isascii() and text.isdigit() and len(text) < 10
    return max(least, min(int(text or 0), most)) if good else least


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
