"""Sheets, pictures and slides of a view at the view's own address, beside its rows."""

from starlette.requests import Request
from starlette.responses import Response

from dashboard.documents.making import KINDS, BusyError, Order, made, variant_of
from dashboard.present.own_story import read_posted
from dashboard.release import current_release
from dashboard.text import link_words
from dashboard.text.i18n import Words, words_of
from dashboard.text.phrase import problem_lines
from dashboard.view.view import parse_query
from dashboard.web.middleware import language_of
from geodata.errors import GeodataError

ENDINGS = {name: tuple(kind.forms) for name, kind in KINDS.items()}
FRESH = {"Cache-Control": "no-cache"}
AGAIN_S = "10"
MOST_TOLD = 10
ON_PAPER = ("a4", "a3")


def document(request: Request, stem: str, ending: str, page: str, story_text: bytes = b"") -> Response:
    """Answer with a document; 400 for a wrong address or story, 503 for too many at once.

    Parameters
    ----------
    request : Request
        Its query names the view; `paper` or `size` says which of several.
    stem, ending : str
        Of the file's name: what it is, and its format.
    page : str
        The address of the page, for the links inside.
    story_text : bytes
        The story that slides tell in place of the one that all are told; empty for that.
    """
    pairs = request.query_params.multi_items()
    choice, faults = parse_query(pairs)
    words, kind = words_of(language_of(request)), KINDS[stem]
    variant = variant_of(kind, dict(pairs))
    if faults:
        return Response(link_words(words, faults), 400, media_type="text/plain")
    if variant is None:
        message = words.say("drawing.variant", field=kind.key, names=", ".join(kind.variants))
        return Response(message, 400, media_type="text/plain")
    theme = choice.theme or "light"
    if variant in ON_PAPER:
        theme = "light"  # a printer has no dark paper
    try:
        story = read_posted(story_text, current_release())
    except GeodataError as error:
        return refused(error, words)
    order = Order(stem, ending, variant, tuple(pairs), words.lang, page, theme)
    try:
        body = made(order, story.scenes if story else None)
    except BusyError:
        return busy(words)
    name = "-".join(filter(None, ["arctic-endurance", stem, choice.as_of.isoformat(), variant]))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', **FRESH}
    return Response(body, media_type=kind.forms[ending], headers=headers)


def refused(error: GeodataError, words: Words) -> Response:
    """Say what is wrong with a story that came along."""
    message = "\n".join([words.say("story.own.refused"), *problem_lines(error.problems[:MOST_TOLD], words)])
    return Response(message, 400, media_type="text/plain", headers=FRESH)


def busy(words: Words) -> Response:
    """Say that too many files are being made, and when to ask again."""
    again = {"Retry-After": AGAIN_S, **FRESH}
    return Response(words.say("drawing.busy"), 503, media_type="text/plain", headers=again)
