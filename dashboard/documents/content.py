"""What a document says of a view: sentence, numbers, what is not known, numbered sources, clocks, release, link."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from dashboard.documents.fonts import can_write
from dashboard.state import full_query
from dashboard.text import situation
from dashboard.text.summary import Situation
from dashboard.view.rows import Row
from dashboard.view.view import ViewModel, vocabulary

HOME = "http://localhost:8501/"
"""The page's address where nobody says another."""
WEB = ("https://", "http://")
MOST_REFS = 4
LONGEST_ADDRESS = 64


@dataclass(frozen=True)
class Content:
    """What is said of a view, in the reader's language.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    page : str
        The address of the page, without a query.
    """

    view_model: ViewModel
    page: str = HOME

    @cached_property
    def fragments(self) -> list[dict[str, str]]:
        """The sentence; numbers and names that the evidence stands behind have the accent of their kind."""
        return [{"text": one.text, "accent": one.accent if one.drilldown else ""} for one in self.view_model.fragments]

    @property
    def sentence(self) -> str:
        """The sentence as plain text."""
        return self.view_model.sentence

    @property
    def site(self) -> str:
        """The name of the page."""
        return self.view_model.words.say("title")

    @property
    def clocks(self) -> list[str]:
        """Both clocks in words."""
        return self.view_model.view.clocks

    @property
    def filters(self) -> str:
        """The active filters in words; empty where there are none."""
        texts = self.view_model.texts
        return f"{self.view_model.words.say('download.filter')}: {'; '.join(texts)}" if texts else ""

    @property
    def title(self) -> str:
        """What the document is called: the page, the filters and the day."""
        words = self.view_model.words
        return " · ".join([self.site, *self.view_model.texts[:2], words.day(self.view_model.state.as_of)])

    @cached_property
    def situation(self) -> Situation:
        """Who is there nation by nation, and what is not counted or not known."""
        return situation(self.view_model.builder)

    @cached_property
    def alternative(self) -> str:
        """What the map shows, for those who do not see it."""
        model = self.view_model
        return model.words.say("drawing.alt", clocks="; ".join(self.clocks), sentence=model.text_alternative)

    @property
    def range(self) -> str:
        """How many people at least and at most, and how many if the rival numbers were right."""
        people, words = self.view_model.builder.totals.people, self.view_model.words
        if not people.counted:
            return ""
        text = words.say("drawing.range", n=words.span(people.low, people.high))
        widest = (people.widest_low, people.widest_high)
        if widest == (people.low, people.high):
            return text
        return f"{text} {words.say('drawing.range.widest', n=words.span(*widest))}"

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """The number of each source, in the order of the rows."""
        return {name: at for at, name in enumerate(self.view_model.view.sources, 1)}

    def refs(self, sel: str) -> list[int]:
        """Number the sources of a line of the situation: those of what it opens, the first few."""
        kind, _, code = sel.rpartition(":")
        rows = [row for row in self.view_model.rows if self._is_of(row, kind, code)]
        found = sorted({self.source_numbers[name] for row in rows for name in row.sources[:MOST_REFS]})
        return found[:MOST_REFS]

    def _is_of(self, row: Row, kind: str, code: str) -> bool:
        if kind == "nation":
            subject = self.view_model.world.subject(row.id)
            return subject.actor == code and subject.programme == self.view_model.builder.totals.programme
        return row.id == code if not kind else False

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Every source of the rows, in the order of their numbers."""
        words, known = self.view_model.words, self.view_model.world.atlas.sources
        return [
            {
                "publisher": one.publisher,
                "title": one.title if can_write(one.title) else words.say("drawing.title_in", language=one.language),
                "published": words.partial(one.published, short=True),
                "lang": one.language[:2] or "en",
                "href": one.url if one.url.startswith(WEB) else "",
                "shown": shortened(one.url),
            }
            for one in (known[name] for name in self.source_numbers)
        ]

    @property
    def query(self) -> str:
        """The address of the view: with both clocks, the language, and the release for as long as that is kept."""
        choice, words = self.view_model.choice, self.view_model.words
        query = full_query(self.view_model.state, vocabulary()) | ({"sel": choice.sel} if choice.sel else {})
        return urlencode(query | {"lang": words.lang, "release": self.view_model.world.atlas.published or self.release})

    @property
    def link(self) -> str:
        """The address of the view on the page."""
        return f"{self.page}?{self.query}"

    @property
    def release(self) -> str:
        """The release of the evidence."""
        return self.view_model.world.atlas.release

    @property
    def has_own(self) -> bool:
        """Whether claims of the reader's own are computed in, which no link holds."""
        return bool(self.view_model.world.atlas.own)

    @property
    def source_line(self) -> str:
        """In one line whence this is: the page, its sources, the release."""
        words = self.view_model.words
        return words.say("drawing.source", n=words.number(len(self.source_numbers)), release=self.release)

    @property
    def file_name(self) -> str:
        """The beginning of a file's name."""
        return f"arctic-endurance-{self.view_model.state.as_of.isoformat()}"


def shortened(address: str) -> str:
    """Write an address of the web without what everybody knows of it, and cut where it is long."""
    short = address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return short if len(short) <= LONGEST_ADDRESS else short[: LONGEST_ADDRESS - 1] + "…"
