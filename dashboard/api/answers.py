"""From a request to its answer: read, refuse or write, off the event loop and a few at a time."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from dashboard.api import memento, openapi
from dashboard.api.formats import write_json
from dashboard.api.links import PREFIX, Links, links_for
from dashboard.api.operations import Operation, Question, find, known_by_of
from dashboard.api.parameters import CLOCKS, KNOWN_BY, read_query
from dashboard.api.problems import Fault, RequestError
from dashboard.assets import Asset
from dashboard.release import Release, current_release
from dashboard.web import desk
from dashboard.web.accepting import accepted
from dashboard.web.conditional import one_vary
from dashboard.web.guard import address_of
from dashboard.web.middleware import answer
from dashboard.web.turns import Turns
from geodata.errors import GeodataError

T = TypeVar("T")
AT_ONCE, WAITING, OF_ONE = 1, 40, 20
"""How many answers are written at the same time, and how many requests may wait, in all and of one address.
A second thread would only take time from those who read the page."""
REMEMBERED = 32
LONGEST_QUERY = 2000
METHODS = "GET, HEAD, OPTIONS"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Memento-Datetime, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept-Datetime, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
}
WORTH_PRESSING = 600
COMPRESSIBLE = (
    "application/geo+json",
    "application/json",
    "text/",
    "application/link-format",
    "application/vnd.oai",
    "application/atom+xml",
)


class Desk(desk.Desk):
    """Does the work of the interface; too many are told so as a problem document."""

    def __init__(self, at_once: int | Turns = AT_ONCE, waiting: int = WAITING, of_one: int = OF_ONE) -> None:
        super().__init__(at_once, waiting, of_one)

    async def write(self, request: Request, work: Callable[[], T]) -> T:
        """Do a piece of work when its turn has come.

        Raises
        ------
        RequestError
            When too many wait.
        """
        try:
            return await self.do(work, address_of(request.scope), desk.hung_up(request))
        except desk.TooManyError:
            raise RequestError(
                503, "too many ask at once; ask again in a second", headers={"Retry-After": "1"}
            ) from None


class Interface:
    """Answers all that is asked below `/data/v1`.

    Parameters
    ----------
    below : str
        The path below which the page is served, with a slash in front; empty for the root.
    public : str
        The address under which the page is reached; empty where its operator did not set it.
    threads : Threads, optional
        That it shares with what else the server makes.
    """

    def __init__(self, below: str = "", public: str = "", threads: desk.Threads | None = None) -> None:
        self._below, self._public = below, public
        self._desk = Desk((threads or desk.Threads()).short)

    async def answer(self, request: Request) -> Response:
        """Answer a request; what cannot be answered is a problem document."""
        try:
            found = await self._answer(request)
        except RequestError as error:
            found = error.response()
        except GeodataError:
            found = RequestError(503, "the evidence cannot be read at the moment; /healthz says why").response()
        found.headers.update(CORS)
        return found

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        if request.method not in ("GET", "HEAD"):
            raise RequestError(405, f"only {METHODS}", headers={"Allow": METHODS})
        if len(request.url.query) > LONGEST_QUERY:
            raise RequestError(400, f"the query is longer than {LONGEST_QUERY} characters")
        here = request.path_params.get("rest")
        links = links_for(request, here, self._public, self._below)
        if here in openapi.DOCUMENTS:
            return await self._described(request, here, links)
        operation, variables = find(here or "")
        _require_accepted(request, operation.kind(variables))
        values = read_query(request.query_params.multi_items(), operation.parameters)
        return await self._desk.write(request, lambda: _written(request, operation, variables, values, links))

    async def _described(self, request: Request, here: str, links: Links) -> Response:
        version = openapi.DOCUMENTS[here]
        _require_accepted(request, openapi.MEDIA[version])
        read_query(request.query_params.multi_items(), CLOCKS)
        server = links.base or f"{self._below}{PREFIX}"
        item = await self._desk.write(request, lambda: _description(version, server))
        return _with_vary(answer(request, item), "Accept")


@lru_cache(len(openapi.DOCUMENTS) * 2)
def _description(version: str, server: str) -> Asset:
    return compressed_asset(write_json(openapi.document(version, server)), openapi.MEDIA[version])


def _require_accepted(request: Request, kind: str) -> None:
    if not accepted(request.headers.getlist("accept"), kind):
        found = ", ".join(request.headers.getlist("accept"))
        raise RequestError(406, faults=[Fault("Accept", found, f"accept {kind.partition(';')[0]}")])


def _written(
    request: Request,
    operation: Operation,
    variables: Mapping[str, str],
    values: dict[str, Any],
    links: Links,
) -> Response:
    release = current_release()  # here, off the event loop: it may have to be read
    query = _query(request.query_params)
    about: dict[str, str] = {}
    negotiated = operation.dated and memento.HEADER in request.headers and KNOWN_BY.name not in values
    if negotiated:
        day = memento.negotiated(release.atlas, request.headers[memento.HEADER])
        values = {**values, KNOWN_BY.name: day}
        query = {**query, KNOWN_BY.name: day.isoformat()}
    path = operation.path.format(**variables)
    if operation.dated:
        plain = {name: text for name, text in query.items() if name != KNOWN_BY.name}
        about = memento.headers(release.atlas, links, path, plain, known_by_of(values))
        if negotiated:
            about["Content-Location"] = links.to(path, query)
    keyed = (tuple(sorted(variables.items())), tuple(sorted(values.items())), tuple(sorted(query.items())), links)
    item = release.remembering(_remembered, REMEMBERED)(operation, *keyed)
    response = answer(request, item)
    response.headers.update(about)
    return _with_vary(response, "Accept, Accept-Datetime" if operation.dated else "Accept")


def _query(params: QueryParams) -> dict[str, str]:
    return dict(params.multi_items())


def _with_vary(response: Response, names: str) -> Response:
    response.headers["Vary"] = one_vary([response.headers.get("Vary", ""), names])
    return response


def _remembered(
    release: Release,
    operation: Operation,
    variables: tuple[tuple[str, str], ...],
    values: tuple[tuple[str, Any], ...],
    query: tuple[tuple[str, str], ...],
    links: Links,
) -> Asset:
    """Write an answer once; the last few are kept with their release."""
    question = Question(release, dict(values), dict(variables), dict(query), links)
    return compressed_asset(operation.write(question), operation.kind(question.variables))


def compressed_asset(body: bytes, kind: str) -> Asset:
    """Prepare an answer for the wire: its tag, and its gzipped form where that is worth it.

    Parameters
    ----------
    body : bytes
        The answer.
    kind : str
        Its media type.
    """
    worth = kind.startswith(COMPRESSIBLE) and len(body) > WORTH_PRESSING
    gzipped = gzip.compress(body, 6, mtime=0) if worth else body
    return Asset(body, gzipped, kind, hashlib.sha256(body).hexdigest()[:16])
