"""The snapshot at `/view/snapshot.html`: the whole map as one file, written in a thread, remembered by its release."""

from starlette.requests import Request
from starlette.responses import Response

from dashboard.present.own_story import OwnStory, read_posted
from dashboard.present.story import scenes_in_effect
from dashboard.release import Release, current_release, kept_release, per_release, public_text
from dashboard.state import LANGUAGES, query_of
from dashboard.text.i18n import words_of
from dashboard.web.desk import Desk, Threads, TooManyError, hung_up
from dashboard.web.documents import FRESH, busy, refused
from dashboard.web.guard import address_of
from dashboard.web.middleware import language_of
from geodata.errors import GeodataError


class Snapshots:
    """Answers with the snapshot, one at a time, the addresses in turn: it takes seconds of a processor.

    Parameters
    ----------
    threads : Threads, optional
        That it shares with what else the server makes.
    """

    def __init__(self, threads: Threads | None = None) -> None:
        self._desk = Desk((threads or Threads()).long, 6, 3)

    async def answer(self, request: Request) -> Response:
        """Answer with the file; 400 for a story that cannot be told, 503 if too many wait or without evidence.

        Parameters
        ----------
        request : Request
            Its query names the language; its body is a story of somebody's own, or empty.
        """
        story = await request.body() if request.method == "POST" else b""
        try:
            return await self._desk.do(lambda: _answer(request, story), address_of(request.scope), hung_up(request))
        except TooManyError:
            return busy(words_of(language_of(request)))


def _answer(request: Request, story_text: bytes) -> Response:
    named = query_of(request.query_params.multi_items()).get("release", "")
    lang = language_of(request)
    try:
        with current_release.pinned(kept_release(named) or current_release()):
            release = current_release()
            try:
                story = read_posted(story_text, release)
            except GeodataError as error:
                return refused(error, words_of(lang))
            body = _own(release, lang, story) if story else _shared(lang)
    except GeodataError as error:
        return Response(public_text(error.problems[0]), 503, media_type="text/plain")
    name = f"arctic-endurance-map-{release.atlas.evidence_to.isoformat()}-{lang}.html"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **FRESH}
    return Response(body, media_type="text/html", headers=headers)


@per_release(len(LANGUAGES))
def _shared(release: Release, lang: str) -> bytes:
    from dashboard.publish.snapshot import snapshot  # here, so that the server starts without it

    with current_release.pinned(release):
        return snapshot(release, words_of(lang))


def _own(release: Release, lang: str, story: OwnStory) -> bytes:
    """Write it with a story of somebody's own; nothing of that is remembered."""
    from dashboard.publish.snapshot import snapshot

    with scenes_in_effect(story.scenes):
        return snapshot(release, words_of(lang))
