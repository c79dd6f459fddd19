"""The reader's choice and its trip through the address line."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from dashboard.analysis import ALL, CLAIM, NOTHING, Analysis, analysis_from
from dashboard.analysis import KEYS as ANALYSIS_KEYS
from dashboard.more import ANYTHING, More, more_from
from dashboard.more import KEYS as MORE_KEYS
from dashboard.rows_query import ORIGIN_DRILLDOWNS, ROWS, SOURCE_DRILLDOWN, rows_and_search, rows_within
from geodata.model import PROGRAMMES, Place

TRANSLATIONS = Path(__file__).parent / "translations"


def languages_in(folder: Path) -> tuple[str, ...]:
    """List the languages that have a file of words, by ISO 639-1 code; English, on which all rest, goes first."""
    return "en", *sorted(path.stem for path in folder.glob("[a-z][a-z].json") if path.stem != "en")


LANGUAGES = languages_in(TRANSLATIONS)
KINDS = ("contingent", "base", "command", "outpost", "airport", "ship", "post")
STEPS = (
    "considered",
    "announced",
    "sent",
    "in_place",
    "ended",
    "declined",
    "not_asked",
    "cancelled",
    "open",
    "closed",
    "attested",
)
_AHEAD = ("in_place", "open", "sent", "attested", "announced")
STRENGTH = (*_AHEAD, *(step for step in STEPS if step not in _AHEAD))  # who is there before who is to come
PROJECTIONS = ("laea", "mercator")
THEMES = ("light", "dark")
ANALYSE = "analyse"
VIEWS = ("map", ANALYSE, "story")
LISTS: Mapping[str, tuple[str, ...] | None] = MappingProxyType(
    {"nations": None, "kinds": KINDS, "programmes": PROGRAMMES, "steps": STEPS}
)
"""The facets of the page, by key of the address: their codes in order; None where the evidence brings them."""
NAMED = ("nations", "kinds", "programmes", "steps")
"""The facets by which the sentence says what it counts."""
KEYS = (
    *("asof", "known", *LISTS, "q", "sel", "proj", "lang", "theme", "view", "present", "scene", "notes", "release"),
    *MORE_KEYS,
    *ANALYSIS_KEYS,
)
LONGEST_SEARCH = 80
LAST_SCENE = 99
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # the days that a reader can choose

_KEY = re.compile(r"\W*(?:amp\W+)*([a-z]+)(?:\[\w*\])?\W*")  # amp;nations, nations[], NATIONS, ?nations
_TAIL = " .,;:!?)]}>'\"”’»"  # what prose leaves behind an address that it names
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_RELEASE = re.compile(r"[0-9a-f-]{1,40}")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The codes that an address may use, and the view that opens when it names none.

    Parameters
    ----------
    as_of : date
    known_by : date, optional
        The two clocks of the opening view; `known_by` None means everything.
    nations : frozenset of str
        Codes of the actors that can be chosen.
    subjects : frozenset of str
    places : mapping of str to Place
    events, sources, claims : frozenset of str
        Ids that `sel` may name.
    drilldowns : frozenset of str
        Numbers of the sentence whose rows `q` may ask for.
    roles, origins : frozenset of str
        Codes of the roles that claims name, and of the origins in which the threads of sources end.
    """

    as_of: date
    known_by: date | None = None
    nations: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict, hash=False)
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    drilldowns: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    def is_drilldown(self, name: str) -> bool:
        """Say whether a number of this name has rows; of an origin or a source its code stands behind a colon."""
        kind, _, code = name.partition(":")
        of = {SOURCE_DRILLDOWN: self.sources, **dict.fromkeys(ORIGIN_DRILLDOWNS, self.origins)}
        return name in self.drilldowns or code in of.get(kind, ())

    def selection(self, sel: str) -> str:
        """Return what `sel` names, spelled as in the evidence; empty if nothing of that name exists."""
        group, colon, ident = sel.partition(":")
        if not colon:
            return _code(sel, self.subjects)
        groups: dict[str, Collection[str]] = {"nation": self.nations, "place": self.places, "event": self.events}
        groups |= {"source": self.sources, "claim": self.claims}
        found = _code(ident, groups.get(group.lower(), frozenset()))
        return f"{group.lower()}:{found}" if found else ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A value of the address that could not be used; `why` is the code of what is wrong, where more can be said."""

    key: str
    found: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ViewState:
    """What the reader has chosen; the address holds the same and nothing more."""

    as_of: date
    known_by: date | None = None
    nations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    q: str = ""
    sel: str = ""
    proj: str = "laea"
    lang: str = ""
    theme: str = ""
    view: str = "map"
    present: bool = False
    scene: int = 0
    notes: bool = False
    programmes: tuple[str, ...] = ()
    release: str = ""
    analysis: Analysis = NOTHING
    more: More = ANYTHING

    def but(self, **changes: object) -> "ViewState":
        """Return the same choice with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def rows_of(self) -> str:
        """Name the number whose rows are asked for, or nothing."""
        return rows_and_search(self.q)[0]

    @property
    def search(self) -> str:
        """Give the search text as typed."""
        return rows_and_search(self.q)[1]

    def behind(self, drilldown: str) -> str:
        """Write `q` so that it asks for the rows behind a number, within the search that is under way."""
        return rows_within(drilldown, self.search)

    @property
    def in_story(self) -> bool:
        """Say whether the story is told, to one reader or to a room."""
        return self.present or self.view == "story"

    @property
    def analysing(self) -> bool:
        """Say whether the Analyse room is open: it is asked for, or a claim is, which has its page there."""
        return not self.in_story and (self.view == ANALYSE or self.sel.startswith(CLAIM))

    def without_story(self) -> "ViewState":
        """Return the same choice with the story closed."""
        return self.but(present=False, scene=0, view="map" if self.view == "story" else self.view)

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Give the codes that are asked for, by facet; empty means all."""
        return {key: getattr(self, key) for key in LISTS}

    @property
    def narrowed(self) -> bool:
        """Say whether anything is filtered away."""
        return self.sifted or bool(self.q) or any(self.chosen.values())

    @property
    def sifted(self) -> bool:
        """Say whether a search, "More filters" or another facet may leave out what no word of the sentence names."""
        others = any(codes for key, codes in self.chosen.items() if key not in NAMED)
        return others or bool(self.search) or self.more != ANYTHING

    def to_query(self, words: Vocabulary) -> dict[str, str]:
        """Write the choice as query keys; what equals the opening view is left out."""
        query = {
            "asof": self.as_of.isoformat() if self.as_of != words.as_of else "",
            "known": "" if self.known_by == words.known_by else _day_or_all(self.known_by),
            **{key: ".".join(_in_order(codes, LISTS[key])) for key, codes in self.chosen.items()},
            "q": self.q,
            "sel": self.sel,
            "proj": self.proj if self.proj != "laea" else "",
            "lang": self.lang,
            "theme": self.theme,
            "view": self.view if self.view != "map" else "",
            "present": "1" if self.present else "",
            "scene": str(self.scene) if self.scene else "",
            "notes": "1" if self.notes else "",
            "release": self.release,
            **self.more.to_query(),
            **({} if self.in_story else self.analysis.seen(self.analysing).to_query()),
        }
        return {key: value for key, value in query.items() if value}


def full_query(state: ViewState, words: Vocabulary) -> dict[str, str]:
    """Write which rows a choice shows, both clocks included: it names the same view when the opening one has changed.

    What is selected and how the page looks is left out.
    """
    plain = ViewState(state.as_of, state.known_by, state.nations, state.kinds, state.steps, state.q)
    rows = plain.but(programmes=state.programmes, more=state.more)
    return {"asof": state.as_of.isoformat(), "known": _day_or_all(state.known_by)} | rows.to_query(words)


@dataclass(slots=True)
class _Reader:
    """Takes values out of a query and remembers those that could not be used."""

    query: Mapping[str, str]
    notices: list[Notice] = field(default_factory=list)

    def text(self, key: str) -> str:
        found = _clean(self.query.get(key, ""))
        return found.strip() if key == "q" else found.strip().rstrip(_TAIL)

    def reject(self, key: str, found: str, why: str = "") -> None:
        self.notices.append(Notice(key, _short(found), why))

    def day(self, key: str, default: date) -> date:
        found = self.text(key)
        day = parse_day(found)
        if found and day is None:
            self.reject(key, found)
        return day or default

    def day_or_all(self, key: str, default: date | None) -> date | None:
        found = self.text(key)
        if not found or found.lower() == ALL:
            return None if found else default
        day = parse_day(found)
        if day is None:
            self.reject(key, found)
        return day or default

    def codes(self, key: str, allowed: frozenset[str] | tuple[str, ...]) -> tuple[str, ...]:
        found = {code: _code(code, allowed) for code in re.split(r"[.,; ]+", self.text(key)) if code}
        unknown = [code for code, meant in found.items() if not meant]
        if unknown:
            self.reject(key, ".".join(unknown))
        return tuple(sorted({meant for meant in found.values() if meant}))

    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        found = self.text(key)
        meant = found.lower()
        if found and meant not in allowed:
            self.reject(key, found)
        return meant if meant in allowed else default

    def flag(self, key: str) -> bool:
        return self.one_of(key, ("0", "1"), "0") == "1"

    def number(self, key: str) -> int:
        found = self.text(key)
        if re.fullmatch(r"[0-9]{1,6}", found) and found.isascii():
            return min(int(found), LAST_SCENE)
        if found:
            self.reject(key, found)
        return 0


def query_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Collect the keys that are ours, however an address spells them; foreign keys are passed over.

    Programs that pass a link on turn ``&`` into ``&amp;``, write lists as ``nations[]``, repeat a key, or change its
    case. A key that stands several times holds all its values: lists are joined; of a single value the joined text
    cannot be used, and so the reader is told.

    Parameters
    ----------
    pairs : iterable of tuple of str
        Key and value, as they stand in the address.
    """
    found: dict[str, dict[str, None]] = {}
    for name, value in pairs:
        key = key_of(name)
        if key and value:
            found.setdefault(key, {})[value] = None
    return {key: (" " if key == "q" else ".").join(values) for key, values in found.items()}


def key_of(name: str) -> str:
    """Return which of our keys an address means; empty for a foreign one."""
    found = _KEY.fullmatch(name.lower())
    return found[1] if found and found[1] in KEYS else ""


def mended(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the same address with our keys spelled as we spell them, each once; foreign keys stay as they are."""
    held = list(pairs)
    return [*query_of(held).items(), *((name, value) for name, value in held if not key_of(name))]


def state_from_query(query: Mapping[str, str], words: Vocabulary) -> tuple[ViewState, tuple[Notice, ...]]:
    """Read a choice from query keys; broken values fall back to the opening view and are named.

    Parameters
    ----------
    query : mapping of str to str
        Query keys and their text, as the address holds them. Keys that are not ours are passed over.
    words : Vocabulary
        The codes that exist.
    """
    reader = _Reader(query)
    q = reader.text("q")
    drilldown, search = rows_and_search(q)
    if len(search) > LONGEST_SEARCH or (q.startswith(ROWS) and not words.is_drilldown(drilldown)):
        reader.reject("q", q)
        q = ""
    named = reader.text("sel")
    sel = words.selection(named)
    if named and not sel:
        reader.reject("sel", named)
    release = reader.text("release")
    if release and not _RELEASE.fullmatch(release):
        reader.reject("release", release)
        release = ""
    state = ViewState(
        as_of=reader.day("asof", words.as_of),
        known_by=reader.day_or_all("known", words.known_by),
        q=q,
        sel=sel,
        proj=reader.one_of("proj", PROJECTIONS, "laea"),
        lang=reader.one_of("lang", LANGUAGES, ""),
        theme=reader.one_of("theme", THEMES, ""),
        view=reader.one_of("view", VIEWS, "map"),
        present=reader.flag("present"),
        scene=reader.number("scene"),
        notes=reader.flag("notes"),
        release=release,
        more=more_from(reader, words.places, words.roles, parse_day),
        analysis=analysis_from(reader, words.nations, words.origins, parse_day),
        **{key: _in_order(reader.codes(key, order or words.nations), order) for key, order in LISTS.items()},
    )
    state = state.but(analysis=NOTHING if state.in_story else state.analysis.seen(state.analysing))
    return state, tuple(reader.notices)


def parse_day(text: str) -> date | None:
    """Read an ISO day that a reader can choose; anything else is None."""
    if not _ISO_DAY.fullmatch(text) or not text.isascii():
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _day_or_all(day: date | None) -> str:
    return day.isoformat() if day else ALL


def _in_order(codes: tuple[str, ...], order: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(sorted(codes) if order is None else (code for code in order if code in codes))


def _code(found: str, allowed: Collection[str]) -> str:
    """Return the allowed code that is meant, whatever its case; empty if there is none."""
    if found in allowed:
        return found
    return next((code for code in allowed if code.casefold() == found.casefold()), "")


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
