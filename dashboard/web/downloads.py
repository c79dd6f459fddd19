"""What can be taken from a view without opening the page: its rows as files, their sources, and citations.

`/view/rows.csv?nations=FRA` holds what the page shows at `/?nations=FRA`; so it can be cited, and fetched by a program.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.charts.image import FORMATS as PICTURES
from dashboard.export import FORMATS, sources_data
from dashboard.export.citations import STYLES
from dashboard.export.notebook import NOTEBOOKS
from dashboard.public_address import public_address
from dashboard.release import current_release, kept_release, public_text
from dashboard.state import query_of
from dashboard.text import link_words
from dashboard.text.i18n import words_of
from dashboard.view.scene import picture_of
from dashboard.view.view import ViewModel, parse_query, resolve_view
from dashboard.web import documents
from dashboard.web.desk import Desk, Threads, TooManyError, hung_up
from dashboard.web.guard import address_of
from dashboard.web.middleware import language_of
from dashboard.web.sizes import sizes_in_words
from geodata.errors import GeodataError

SMALL_MAP = (380.0, 460.0)  # pixels
FRESH = {"Cache-Control": "no-cache"}
ENDINGS = {
    "rows": tuple(FORMATS),
    "chart": tuple(PICTURES),
    "map": ("svg",),
    "cite": tuple(STYLES),
    "notebook": tuple(NOTEBOOKS),
    "sources": ("json",),
    "sizes": ("json",),
    **documents.ENDINGS,
}
DRAWN = frozenset({"chart", "map", *documents.ENDINGS})


class Downloads:
    """Answers with the files of a view, those that take long apart from those that do not.

    A drawing takes up to two seconds, slides twenty, a table some milliseconds; so there is a queue for each.

    Parameters
    ----------
    threads : Threads, optional
        That it shares with what else the server makes.
    """

    def __init__(self, threads: Threads | None = None) -> None:
        share = threads or Threads()
        self._slides, self._drawn = Desk(share.long, 6, 3), Desk(share.drawn, 60, 30)
        self._written = Desk(share.short, 120, 60)

    async def answer(self, request: Request) -> Response:
        """Answer when the turn of who asks has come; 503 if too many wait.

        Parameters
        ----------
        request : Request
            Its path names the file, its query the view.
        """
        stem = request.path_params["name"].partition(".")[0]
        desk = self._slides if stem == "slides" else self._drawn if stem in DRAWN else self._written
        try:
            story = await request.body() if request.method == "POST" else b""
            return await desk.do(lambda: download(request, story), address_of(request.scope), hung_up(request))
        except TooManyError:
            return documents.busy(words_of(language_of(request)))


def download(request: Request, story: bytes = b"") -> Response:
    """Write the rows of a view, its sources, its citation, or a chart of it.

    400 if the query cannot be used, 503 without evidence.

    Parameters
    ----------
    request : Request
        Its path names the file, its query the view.
    story : bytes
        A story that came along, for slides.
    """
    stem, _, ending = request.path_params["name"].partition(".")
    if ending not in ENDINGS.get(stem, ()):
        return Response("not found", 404)
    try:
        named = query_of(request.query_params.multi_items()).get("release", "")
        with current_release.pinned(kept_release(named) or current_release()):  # one file holds one release
            if stem in documents.ENDINGS:
                return documents.document(request, stem, ending, page_of(request), story)
            return _written(request, stem, ending)
    except GeodataError as error:
        return Response(public_text(error.problems[0]), 503, media_type="text/plain")


def _written(request: Request, stem: str, ending: str) -> Response:
    choice, faults = parse_query(request.query_params.multi_items())
    words = words_of(language_of(request))
    if faults:  # a page falls back and says so; a file would hold more than was asked for
        return Response(link_words(words, faults), 400, media_type="text/plain")
    if stem == "sizes":
        return JSONResponse(sizes_in_words(tuple(request.query_params.multi_items()), words), headers=FRESH)
    view_model = resolve_view(choice, words)
    if stem == "chart":
        return _picture(view_model, ending)
    if stem == "map":
        return _small_map(view_model)
    view = view_model.view
    if stem == "sources":
        return JSONResponse(sources_data(view), headers=FRESH)
    name = f"arctic-endurance-{view.world.as_of.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **FRESH}
    if stem == "cite":
        style = STYLES[ending]
        return Response(style.write(view, page_of(request)), media_type=style.mime, headers=headers)
    write, mime = NOTEBOOKS[ending] if stem == "notebook" else FORMATS[ending]
    return Response(write(view), media_type=mime, headers=headers)


def page_of(request: Request) -> str:
    """Return the address of the page beside which a file stands, without its query.

    Parameters
    ----------
    request : Request
        As the server understood it; where the operator set a public address, that is given.
    """
    requested = str(request.url.replace(query="", fragment="")).partition("/view/")[0]
    return (public_address() or requested) + "/"


def _picture(view_model: ViewModel, ending: str) -> Response:
    """Draw the chart that the address names; one that would be empty is no picture."""
    body = picture_of(view_model, ending)
    if not body:
        return Response(view_model.words.say("analyse.nothing"), 404, media_type="text/plain", headers=FRESH)
    name = f"arctic-endurance-{view_model.choice.analysis.chart}-{view_model.state.as_of.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **FRESH}
    return Response(body, media_type=PICTURES[ending], headers=headers)


def _small_map(view_model: ViewModel) -> Response:
    """Draw the map of a view without key and lists; all of these are of one size, and so of one scale."""
    from dashboard.drawing.svg_map import map_svg

    theme = view_model.choice.theme or "light"
    body = map_svg(view_model, *SMALL_MAP, theme=theme, key=False, listed=False, title=False)
    return Response(body, media_type="image/svg+xml", headers=FRESH)
