"""The feed of a view, `/view/changes.atom?nations=FRA`: it speaks only of days on which its sentence changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from dashboard.analysis import NOTHING
from dashboard.api import atom
from dashboard.api.answers import Desk, compressed_asset
from dashboard.api.atom import Entry
from dashboard.api.memento import knowledge_days
from dashboard.api.problems import RequestError
from dashboard.assets import Asset
from dashboard.present.story import effective_state
from dashboard.release import Release, current_release
from dashboard.state import ViewState, full_query, query_of
from dashboard.text import SentenceBuilder, filters_in_words, link_words, sentence
from dashboard.text.i18n import words_of
from dashboard.view.view import filtered, parse_query, vocabulary
from dashboard.web.conditional import one_vary
from dashboard.web.desk import Threads
from dashboard.web.middleware import answer, language_of
from geodata.atlas import Atlas, World
from geodata.errors import GeodataError
from geodata.model import State, last_day

MOST = 60
"""The most entries of a feed, the newest first."""
REMEMBERED = 32


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a feed is of: a choice, and which of its clocks the address sets.

    Parameters
    ----------
    state : ViewState
        The choice.
    looked : date or None
        The day looked at that the address names; None where it follows the day of knowledge.
    known : date or None
        The last day of knowledge that the address names; None where there is none.
    lang : str
        The language.
    """

    state: ViewState
    looked: date | None
    known: date | None
    lang: str

    @property
    def query(self) -> dict[str, str]:
        """The choice as an address, without the clocks that move."""
        texts = full_query(self.state.but(analysis=NOTHING), vocabulary())
        clocks = {"asof": self.looked, "known": self.known}
        texts |= {name: day.isoformat() if day else "" for name, day in clocks.items()}
        return {name: text for name, text in texts.items() if text}


class Changes:
    """Answers with feeds.

    Parameters
    ----------
    public : str
        The address under which the page is reached; empty where its operator did not set it.
    threads : Threads, optional
        That it shares with what else the server makes.
    """

    def __init__(self, public: str = "", threads: Threads | None = None) -> None:
        self._public, self._desk = public.rstrip("/"), Desk((threads or Threads()).short)

    async def answer(self, request: Request) -> Response:
        """Answer with the feed of a view; 400 if its address cannot be used, 503 without evidence."""
        try:
            return await self._desk.write(request, lambda: self._written(request))
        except RequestError as error:
            return error.response()
        except GeodataError:
            return Response("the evidence cannot be read at the moment", 503, media_type="text/plain")

    def _written(self, request: Request) -> Response:
        release = current_release()
        with current_release.pinned(release):
            lang = language_of(request)
            choice, faults = parse_query(request.query_params.multi_items())
            if faults:
                return Response(link_words(words_of(lang), faults), 400, media_type="text/plain")
            given = query_of(request.query_params.multi_items())
            state = effective_state(choice)
            looked = state.as_of if "asof" in given or state != choice else None
            wanted = Wanted(state, looked, state.known_by if "known" in given else None, lang)
            item = release.remembering(_feed, REMEMBERED)(wanted, self._public)
        response = answer(request, item)
        response.headers["Vary"] = one_vary([response.headers["Vary"], "Accept-Language"])
        return response


def _feed(release: Release, wanted: Wanted, public: str) -> Asset:
    words, query, language = words_of(wanted.lang), wanted.query, {"lang": wanted.lang}
    root = f"{public}/" if public else "../"
    key = f"changes|{wanted.lang}|{urlencode(query)}"
    texts = [one.text for one in filters_in_words(release.atlas, wanted.state, words)]
    days = [words.day(wanted.looked)] if wanted.looked else []
    view = " · ".join([*texts, *days])
    changes = list(_changes_between(release, wanted))
    entries = [
        Entry(
            f"{key}|{day.isoformat()}",
            day,
            now,
            words.say("feed.before", sentence=before),
            f"{root}?{urlencode({**query, 'asof': looked.isoformat(), 'known': day.isoformat(), **language})}",
        )
        for day, looked, before, now in reversed(changes[-MOST:])
    ]
    body = atom.write_feed(
        key,
        words.say("feed.title", view=view) if view else words.say("title"),
        words.say("feed.subtitle"),
        wanted.lang,
        words.say("title"),
        f"{root}view/changes.atom?{urlencode({**query, **language})}",
        f"{root}?{urlencode({**query, **language})}",
        entries,
    )
    return compressed_asset(body, f"{atom.MEDIA}; charset=utf-8")


def _changes_between(release: Release, wanted: Wanted) -> Iterator[tuple[date, date, str, str]]:
    """Yield the days of knowledge on which the sentence changed: that day, the day looked at, and both sentences."""
    atlas = release.atlas
    before = bare_before = None
    for day in _days(atlas, wanted.known):
        looked = wanted.looked or min(day, atlas.evidence_to)
        now, bare = _sentence(atlas, wanted, looked, day)
        if before is not None and bare != bare_before:
            yield day, looked, before, now
        before, bare_before = now, bare


def _days(atlas: Atlas, known: date | None) -> Sequence[date]:
    """Return the days of knowledge up to the newest source whose day is whole: a year is not over yet."""
    whole = [last_day(one.published) for one in atlas.sources.values() if len(one.published) == len("2026-01-15")]
    newest = min(max(whole, default=date.max), known or date.max)
    return [day for day in knowledge_days(atlas) if day <= newest]


def _sentence(atlas: Atlas, wanted: Wanted, looked: date, known: date) -> tuple[str, str]:
    """Return the sentence of the view, and the same without its clocks, which change every day."""
    state, words = wanted.state.but(as_of=looked, known_by=known), words_of(wanted.lang)
    world, _ = filtered(_world(atlas, looked, known), state, wanted.lang)
    builder = SentenceBuilder(world, state, words)
    text = "".join(fragment.text for fragment in sentence(builder))
    bare = text
    for past in (False, True):
        bare = bare.replace(builder.clocks(past), "")
    return text, bare


def _world(atlas: Atlas, looked: date, known: date) -> World:
    """Look a world up in the table of all clocks: to compute each of a hundred days of knowledge would take seconds."""
    states: dict[str, State] = {}
    for name, rectangles in atlas.rectangles_by_subject.items():
        for one in rectangles:
            if one.known_from <= known <= one.known_to and one.as_of_from <= looked <= one.as_of_to:
                states[name] = one.state
                break
    everywhere: Mapping[str, State] = MappingProxyType(states)
    return World(atlas, looked, known, everywhere, everywhere)
