"""Search over all names: subjects, nations, places, events, sources. No Streamlit in here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import WRatio

from dashboard.text import actor_name, place_name, whose
from dashboard.text.i18n import Words, nation_aliases
from geodata.atlas import Atlas
from geodata.filters import normalize_for_search
from geodata.model import Claim, Subject, in_all, lang_of, text_in

SHORTEST_FUZZY = 3
MOST_HITS = 8
MOST_SOURCES = 2  # of the hits, where other things are found as well
MOST_NEAR, NEAREST = 3, 60
WHOLE_NAME = 1000
NATION = 500
LEADING = 4  # what a word is worth as the first of a name; as the second half, and so on
NUMBER = {"confirmed": 900, "reported": 800, "unverified": 700}  # a number that is claimed, by how sure that is
SOURCE = "source"
GROUPS = ("subject", "nation", "place", "event", SOURCE)
NAMED = ("subject", "nation", "place")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Parameters
    ----------
    sel : str
        What the address would name it.
    title : str
        Its name.
    note : str
        What it is.
    group : str
        Which of `GROUPS` it belongs to.
    near : bool
        Whether it is only near what was typed.
    lang : str
        The language of the title, where that is not the page's own.
    """

    sel: str
    title: str
    note: str
    group: str
    near: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found, by its names, by the numbers that are claimed of it and by the rest of its words."""

    hit: Hit
    names: str
    text: str
    whole: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)


class Index:
    """All that can be found, with its words normalized: no accents, lower case.

    Parameters
    ----------
    entries : iterable of Entry
        What can be found.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._latest: tuple[tuple[str, ...], Sequence[Entry]] = ((), ())  # each text is asked for twice, hits and rows

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every entry that is long enough to be mistyped."""
        words = (word for entry in self.entries for word in _bare(entry.text))
        return frozenset(word for word in words if len(word) >= SHORTEST_FUZZY)

    def find(self, text: str, most: int = MOST_HITS) -> list[Hit]:
        """Find what has every word of the text; failing that, allow one typing error a word.

        Parameters
        ----------
        text : str
            As typed.
        most : int
            How many hits to give at most.
        """
        found = [entry.hit for entry in self.matches(text)]
        things = [hit for hit in found if hit.group != SOURCE]
        sources = [hit for hit in found if hit.group == SOURCE]
        if not things or len(found) <= most:
            return found[:most]
        kept = sources[:MOST_SOURCES]
        return [*things[: most - len(kept)], *kept][:most]

    def near(self, text: str) -> list[Hit]:
        """Offer what is written most like the text, where nothing is found.

        Parameters
        ----------
        text : str
            As typed.
        """
        entries = [entry for entry in self.entries if entry.hit.group in NAMED]
        names = [(name, entry) for entry in entries for name in entry.whole if len(name) > SHORTEST_FUZZY]
        alike = process.extract(
            normalize_for_search(text),
            [name for name, _ in names],
            scorer=WRatio,
            limit=MOST_NEAR * 3,
            score_cutoff=NEAREST,
        )
        hits = dict.fromkeys(names[place][1].hit for _, _, place in alike)
        return [replace(hit, near=True) for hit in hits][:MOST_NEAR]

    def subjects(self, text: str) -> frozenset[str] | None:
        """Name the subjects among what is found; None when only stories, places or names are found: they hide nothing.

        Parameters
        ----------
        text : str
            As typed.
        """
        found = self.matches(text)
        named = frozenset(entry.hit.sel for entry in found if entry.hit.group == "subject")
        return named if named or not found else None

    def matches(self, text: str) -> Sequence[Entry]:
        """List all entries found, the best first."""
        words = tuple(normalize_for_search(text).split())
        if not words:
            return ()
        before, found = self._latest
        if words != before:
            found = self._ranked([[word] for word in words]) or self._ranked([self._alike(word) for word in words])
            self._latest = (words, found)
        return found

    def _ranked(self, wanted: list[list[str]]) -> list[Entry]:
        if not all(wanted):
            return []  # no text has a word that is like one of these
        names = wanted[0] if len(wanted) == 1 else [" ".join(choices[0] for choices in wanted if choices)]
        scored = [
            (points + (_whole(entry) if any(name in entry.whole for name in names) else 0), number)
            for number, entry in enumerate(self.entries)
            if (points := score(entry, wanted))
        ]
        best = sorted((-points, number) for points, number in scored)
        return [self.entries[number] for _, number in best]

    def _alike(self, word: str) -> list[str]:
        if len(word) < SHORTEST_FUZZY or word.isdecimal():
            return [word]  # another number is no typing error
        begin = word[:1] if len(word) == SHORTEST_FUZZY else ""  # of a short word not the first letter too
        return [
            known
            for known in self.vocabulary
            if known.startswith(begin) and OSA.distance(word, known[: len(word) + 1], score_cutoff=1) <= 1
        ]


def _whole(entry: Entry) -> int:
    """Rank a name that was typed whole: where a nation and a place have the same name, the nation comes first."""
    return WHOLE_NAME + (NATION if entry.hit.group == "nation" else 0)


def score(entry: Entry, wanted: list[list[str]]) -> int:
    """Give points: a whole name before the start of a name, a name before the rest of the words; 0 is no match."""
    points = 0
    for choices in wanted:
        best = max((_points(entry, word) for word in choices), default=0)
        if not best:
            return 0
        points += best
    return points + len(GROUPS) - GROUPS.index(entry.hit.group)


def _points(entry: Entry, word: str) -> int:
    """Weigh one word. A source is found by much that is about others: its title counts for no more than their text."""
    if word.isdecimal():
        return entry.numbers.get(word, 0) or _number_points(entry, word)
    if entry.hit.group == SOURCE:
        return 9 if word in entry.names else 5 if word in entry.text else 0
    names = _bare(entry.names)
    if word in names:
        return 400 // (1 + len(names) // 4) + 100 + _leading(entry, word)
    if any(name.startswith(word) for name in names):
        return 100
    if word in entry.names:
        return 50
    return _text_points(entry) if word in entry.text else 0


def _number_points(entry: Entry, word: str) -> int:
    """Weigh a number that only stands among the words: as a whole, for 13 is not meant by 130 nor by 13,000."""
    alone = re.compile(rf"(?<![\w.,]){word}(?!\w|[.,]\d)")
    if entry.hit.group == SOURCE:
        return 9 if alone.search(entry.names) else 5 if alone.search(entry.text) else 0
    return 100 if alone.search(entry.names) else _text_points(entry) if alone.search(entry.text) else 0


def _text_points(entry: Entry) -> int:
    return 10 + 30 // (1 + len(entry.text) // 200)


def _leading(entry: Entry, word: str) -> int:
    """Weigh where in a name a word stands: what begins with it is more about it than what ends with it."""
    places = (names.index(word) for names in map(_bare, entry.whole) if word in names)
    return LEADING // (1 + min(places, default=LEADING))


def _bare(text: str) -> list[str]:
    """Split into words without the marks around them."""
    return [word.strip(".,;:()[]\"'“”") for word in text.split()]


def index_of(atlas: Atlas, words: Words) -> Index:
    """Collect all that can be found.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language of titles and notes.
    """
    return Index((*_subjects(atlas, words), *_nations(atlas, words), *_places(atlas, words), *_stories(atlas, words)))


def _entry(hit: Hit, names: Iterable[str], text: Iterable[str] = (), numbers: Mapping[str, int] | None = None) -> Entry:
    whole = frozenset(normalize_for_search(name) for name in names)
    called = " ".join(sorted(whole))
    return Entry(hit, called, f"{called} {normalize_for_search(' '.join(text))}", whole, numbers or {})


def _numbers(claims: Iterable[Claim]) -> dict[str, int]:
    """Weigh the numbers of people that are claimed; a part counts for less than the whole."""
    found: dict[str, int] = {}
    for claim in claims:
        if claim.attribute == "people":
            points = NUMBER[claim.confidence] // (2 if claim.part_of else 1)
            for bound in {claim.low, claim.high} - {None}:
                found[str(bound)] = max(points, found.get(str(bound), 0))
    return found


def _owner(atlas: Atlas, words: Words, subject: Subject) -> str:
    """Name whose it is; of a site all that ran it."""
    if subject.actor:
        return whose(atlas, words, subject)
    return words.listing([actor_name(atlas, words, code) for code in atlas.actors_of[subject.id]])


def _subjects(atlas: Atlas, words: Words) -> Iterable[Entry]:
    for subject in atlas.subjects.values():
        actor = _owner(atlas, words, subject)
        kind = words.say(f"one.{subject.kind}")
        note = ", ".join(part for part in (kind, actor) if part)
        claims = atlas.claims_of[subject.id]
        ranks = [claim.value for claim in claims if claim.attribute == "rank"]
        rank_words = [words.say(f"map.rank.{rank.replace(' ', '_')}") for rank in ranks]
        programme = words.say(f"map.programme.{subject.programme}") if subject.programme else ""
        numbers = _numbers(claims)
        people = ["people" if numbers else "", *(words.count("people.exact", int(number)) for number in numbers)]
        text = [kind, actor, programme, atlas.words[subject.id], *people]
        label, lang = text_in(subject, "label", words.lang), lang_of(subject, "label", words.lang)
        hit = Hit(subject.id, label, note, "subject", lang=lang)
        yield _entry(hit, [*in_all(subject, "label"), *ranks, *rank_words], text, numbers)


def _nations(atlas: Atlas, words: Words) -> Iterable[Entry]:
    for actor in atlas.actors.values():
        title = actor_name(atlas, words, actor.id)
        note = words.say("search.nation", name=actor_name(atlas, words, actor.id, running=True))
        hit = Hit(f"nation:{actor.id}", title, note, "nation")
        names = [*in_all(actor, "name"), title, actor.id, *nation_aliases().get(actor.id, ())]
        yield _entry(hit, names, [actor.capital])


def _places(atlas: Atlas, words: Words) -> Iterable[Entry]:
    for place in atlas.places.values():
        hit = Hit(f"place:{place.id}", place_name(atlas, words, place.id), words.say("search.place"), "place")
        yield _entry(hit, [*in_all(place, "name"), *place.aliases], [place.municipality])


def _stories(atlas: Atlas, words: Words) -> Iterable[Entry]:
    names = {actor.id: in_all(actor, "name") for actor in atlas.actors.values()}
    for event in atlas.events.values():
        if not event.same_as:
            note = words.say("search.event", day=words.partial(event.date, short=True))
            title, lang = text_in(event, "title", words.lang), lang_of(event, "title", words.lang)
            hit = Hit(f"event:{event.id}", title, note, "event", lang=lang)
            nations = (name for code in event.nations for name in names.get(code, [code]))
            yield _entry(hit, in_all(event, "title"), [*in_all(event, "summary"), *nations])
    for source in atlas.sources.values():
        note = words.say("search.source", publisher=source.publisher)
        hit = Hit(f"source:{source.id}", source.title, note, SOURCE, lang=source.language)
        yield _entry(hit, [source.title, source.id], [source.publisher])
