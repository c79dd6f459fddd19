"""The published site served by the live server, at `/map/`: always of the release that it shows."""

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.assets import Asset, asset
from dashboard.public_address import public_address
from dashboard.release import Release, current_release, public_text
from dashboard.web.middleware import answer
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from dashboard.publish.whole import Site

REMEMBERED = 256  # files that have been written; all visitors share them
FOLDER = "map/"
INDEX = "index.html"


def site_of(release: Release) -> "Site":
    """Give the site of a release."""
    from dashboard.publish.whole import Options, Site  # here, so that the server starts without it

    address = public_address()
    return Site(release, Options(f"{address}/{FOLDER}" if address else ""))


def _written(release: Release, path: str) -> Asset | None:
    with current_release.pinned(release):
        body = release.remembering(site_of, 1)().read(path)
    return None if body is None else asset(path, body)


async def published(request: Request) -> Response:
    """Answer with a file of the site, written when it is first asked for, in a thread of its own.

    Parameters
    ----------
    request
        Its path names the file; a folder stands for its page.
    """
    path = request.path_params["path"]
    if path == "" or path.endswith("/"):
        path = f"{path}{INDEX}"
    try:
        release = current_release()
        item = await run_in_threadpool(release.remembering(_written, REMEMBERED), path)
    except GeodataError as error:
        return Response(public_text(error.problems[0]), 503, media_type="text/plain")
    if item is None:
        return Response("not found", 404, media_type="text/plain")
    return answer(request, item, hashed=path.startswith("r/"))


async def to_folder(request: Request) -> Response:
    """Lead from `/map` to its folder; relative, so that it holds below any path."""
    query = request.url.query
    return RedirectResponse(f"map/{'?' if query else ''}{query}")
