"""What can be taken from a view without opening the page: its rows as files, and their sources, by the same address.

`/view/rows.csv?nations=FRA` holds what the page shows at `/?nations=FRA`; so it can be cited, and fetched by a program.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.export import FORMATS, sources_data
from dashboard.release import current_release
from dashboard.text import link_words
from dashboard.text.i18n import words_of
from dashboard.view.view import asked, resolve_view
from dashboard.web.middleware import language_of
from geodata.errors import GeodataError

FRESH = {"Cache-Control": "no-cache"}


def download(request: Request) -> Response:
    """Answer with the rows of a view, or with their sources; 400 if the query cannot be used, 503 without evidence.

    Not a coroutine: writing a file takes some milliseconds, which other visitors need not wait for.

    Parameters
    ----------
    request
        Its path names the file, its query the view.
    """
    stem, _, ending = request.path_params["name"].partition(".")
    if (stem, ending) != ("sources", "json") and not (stem == "rows" and ending in FORMATS):
        return Response("not found", 404)
    try:
        with current_release.pinned(current_release()):  # one file holds one release
            return _written(request, stem, ending)
    except GeodataError as error:
        return Response(str(error.problems[0]), 503, media_type="text/plain")


def _written(request: Request, stem: str, ending: str) -> Response:
    own, faults = asked(request.query_params.multi_items())
    words = words_of(language_of(request))
    if faults:  # a page falls back and says so; a file would hold more than was asked for
        return Response(link_words(words, faults), 400, media_type="text/plain")
    view = resolve_view(own, words).view
    if stem == "sources":
        return JSONResponse(sources_data(view), headers=FRESH)
    write, mime = FORMATS[ending]
    name = f"arctic-endurance-{view.world.as_of.isoformat()}.{ending}"
    return Response(
        write(view), media_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"', **FRESH}
    )
