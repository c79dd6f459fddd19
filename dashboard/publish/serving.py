"""The published site served by the live server, at `/map/`: always of the release that it shows."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.assets import Asset, asset
from dashboard.public_address import EMBEDDED, MAP, public_address
from dashboard.release import Release, current_release, public_text
from dashboard.text.i18n import words_of
from dashboard.web.desk import Desk, Threads, TooManyError, hung_up
from dashboard.web.documents import busy
from dashboard.web.guard import address_of
from dashboard.web.middleware import answer, language_of
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from dashboard.publish.whole import Site

REMEMBERED = 256  # files that have been written; all visitors share them
INDEX = "index.html"


def site_of(release: Release, embed_from: tuple[str, ...] = ()) -> "Site":
    """Give the site of a release.

    Parameters
    ----------
    release : Release
        What is published.
    embed_from : tuple of str
        Sites that may frame it.
    """
    from dashboard.publish.whole import Options, Site  # here, so that the server starts without it

    address = public_address()
    return Site(release, Options(f"{address}/{MAP}" if address else "", embed_from))


class NoFileError(LookupError):
    """The site has no file of this path. An error, for an answer would be remembered in the place of a file."""


def _written(release: Release, path: str, embed_from: tuple[str, ...]) -> Asset:
    with current_release.pinned(release):
        body = release.remembering(site_of, 1)(embed_from).read(path)
    if body is None:
        raise NoFileError
    return asset(path, body)


class Published:
    """Answers with files of the site, written when they are first asked for, one at a time, the addresses in turn.

    So a file that many ask for at once is written once: its picture takes seconds.

    Parameters
    ----------
    embed_from : sequence of str
        Sites besides our own that may frame it.
    threads : Threads, optional
        That it shares with what else the server makes.
    """

    def __init__(self, embed_from: Sequence[str] = (), threads: Threads | None = None) -> None:
        self._embed_from = tuple(embed_from)
        self._desk = Desk((threads or Threads()).drawn, 240, 120)

    async def answer(self, request: Request) -> Response:
        """Answer with a file; 503 if too many wait, or without evidence.

        Parameters
        ----------
        request : Request
            Its path names the file; a folder stands for its page.
        """
        path = request.path_params["path"]
        if path == "" or path.endswith("/"):
            path = f"{path}{INDEX}"
        try:
            release = current_release()
            write = partial(release.remembering(_written, REMEMBERED), path, self._embed_from)
            item = await self._desk.do(write, address_of(request.scope), hung_up(request))
        except GeodataError as error:
            return Response(public_text(error.problems[0]), 503, media_type="text/plain")
        except NoFileError:
            return Response("not found", 404, media_type="text/plain")
        except TooManyError:
            return busy(words_of(language_of(request)))
        return answer(request, item, hashed=path.startswith("r/"))


async def to_folder(request: Request) -> Response:
    """Lead from `/map` and `/embed` to their folders; relative, so that it holds below any path."""
    query, embedded = request.url.query, request.url.path.rpartition("/")[2] == EMBEDDED.rstrip("/")
    return RedirectResponse(f"{MAP}{EMBEDDED if embedded else ''}{'?' if query else ''}{query}")
