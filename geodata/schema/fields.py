"""Every column of every file, and what may stand in it. A test holds the codebook (``geodata/README.md``) to it."""

from dataclasses import dataclass

from geodata.model import PROGRAMMES

CONTINGENT_STEPS = ("considered", "announced", "sent", "in_place", "ended", "declined", "not_asked", "cancelled")
STANDING_STEPS = ("considered", "announced", "open", "closed", "attested")
"""Steps of what stands in one place: posts and sites."""
STEPS = tuple(dict.fromkeys(CONTINGENT_STEPS + STANDING_STEPS))

STATE_ATTRIBUTES = ("step", "people", "place", "rank", "actor")
"""The attributes that make a state; the others only tell of it."""
WHOLES = ("population", "armed_forces")
"""The attributes that count a whole of the nation whose subject it is, for shares (``geodata.shares``)."""
ATTRIBUTES = (*STATE_ATTRIBUTES, "role", "equipment", "unit", "framework", "address", "account", *WHOLES)
RANKS = ("consulate", "consulate general", "honorary consulate", "representation", "office", "high commission")
SITE_KINDS = ("base", "command", "outpost", "airport", "ship")
PLACE_KINDS = ("town", "settlement", "site", "territory", "area", "country", "city abroad")
PRECISIONS = ("site", "town", "area", "territory", "country", "not_given")
CONFIDENCES = ("confirmed", "reported", "unverified")
SOURCE_KINDS = ("official", "agency", "broadcaster", "newspaper", "trade", "reference", "blog", "seed")
COUNTED = ("people", "aircraft", "ships", "nations", "thousands")
YES_NO = ("yes", "no")

PUBLISHER_NOT_NAMED = "publisher not named"
"""The mark of a source whose publisher is not known; more words may stand before it."""

LISTS = ("texts", "keys", "origins")
"""The forms that hold several values; a layer may write them as a list."""
NUMBERS = ("number", "degrees", "year", "day")
"""The forms that a layer may write as a number."""

LONGEST_NAME = 120
LONGEST_NOTE = 400
LONGEST_ID = 60
LONGEST_LIST = 1000
LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand in one column or property.

    Attributes
    ----------
    name : str
        The column.
    form : str
        How it is written: ``id``, ``origins``, ``text``, ``texts``, ``day``, ``day or latest``, ``clock``, ``year``,
        ``number``, ``degrees``, ``choice``, ``url``, ``language``, ``code``; or a reference, ``key`` (one id) or
        ``keys`` (ids joined by semicolons).
    needed : bool
        Whether it may not be empty.
    choices : tuple of str
        The allowed values of a ``choice``, or of a ``text`` or ``clock`` that also knows a fixed word.
    longest : int
        How many characters it may have.
    refers : tuple of str
        The tables whose ids a ``key`` or ``keys`` may name.
    if_empty : str
        What to write where it is empty and may not be.
    """

    name: str
    form: str = "text"
    needed: bool = False
    choices: tuple[str, ...] = ()
    longest: int = LONGEST_NAME
    refers: tuple[str, ...] = ()
    if_empty: str = "something: this may not be empty"


def _key(name: str, *refers: str, needed: bool = False) -> Field:
    return Field(name, "key", needed, longest=LONGEST_ID, refers=refers)


def _keys(name: str, *refers: str, needed: bool = False) -> Field:
    return Field(name, "keys", needed, longest=LONGEST_LIST, refers=refers)


def _choice(name: str, choices: tuple[str, ...], needed: bool = True) -> Field:
    return Field(name, "choice", needed, choices)


def _note(name: str, needed: bool = False) -> Field:
    return Field(name, "text", needed, longest=LONGEST_NOTE)


_ID = Field("id", "id", needed=True, longest=LONGEST_ID)
_NAME = Field("name", needed=True)
_ORIGIN = Field("origin", "origins", longest=LONGEST_LIST)
_SOURCES = _keys("sources", "sources", needed=True)
_CONFIDENCE = _choice("confidence", CONFIDENCES)
_PRECISION = _choice("precision", PRECISIONS)
_REASON = _note("reason")
_ACTOR_FACTS = (
    _NAME,
    Field("name_da", needed=True),
    Field("capital"),
    Field("capital_lat", "degrees"),
    Field("capital_lon", "degrees"),
    Field("nato_since", "year"),
    _choice("eu", YES_NO, needed=False),
    _choice("nordic", YES_NO, needed=False),
    _choice("arctic_council", (*YES_NO, "via DNK"), needed=False),
    _SOURCES,
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "claims": (
        _ID,
        _ORIGIN,
        _key("subject", "contingents", "sites", "diplomatic_posts", needed=True),
        _choice("attribute", ATTRIBUTES),
        Field("value", needed=True),
        Field("low", "number"),
        Field("high", "number"),
        Field("day", "day"),
        Field("day_to", "day"),
        Field("due", "day"),
        _choice("basis", ("stated", "inferred")),
        _key("said_by", "actors"),
        _choice("programme", PROGRAMMES, needed=False),
        _key("part_of", "claims"),
        _keys("disputes", "claims"),
        _choice("counts", COUNTED, needed=False),
        _choice("rounded", ("yes",), needed=False),
        _key("place", "places"),
        _choice("place_precision", PRECISIONS, needed=False),
        _CONFIDENCE,
        _SOURCES,
        _note("text", needed=True),
    ),
    "sources": (
        _ID,
        Field("publisher", needed=True, if_empty=f"who published it, or {PUBLISHER_NOT_NAMED!r}"),
        Field("title"),
        Field("url", "url", longest=LONGEST_URL),
        Field("published", "day"),
        _choice("published_basis", ("stated", "inferred"), needed=False),
        Field("language", "language", needed=True),
        _choice("kind", SOURCE_KINDS),
        Field("rests_on", "texts", longest=LONGEST_LIST),
        _key("same_as", "sources"),
    ),
    "events": (
        _ID,
        Field("date", "day", needed=True),
        _choice("date_precision", ("day", "month", "year", "planned")),
        Field("title", needed=True),
        Field("title_da"),
        _note("summary", needed=True),
        _note("summary_da"),
        _choice("kind", ("military", "political", "diplomatic")),
        _keys("nations", "actors"),
        _key("place", "places"),
        Field("lat", "degrees"),
        Field("lon", "degrees"),
        _CONFIDENCE,
        _SOURCES,
        _keys("same_as", "events"),
    ),
    "contingents": (
        _ID,
        _key("actor", "actors", needed=True),
        Field("task", needed=True),
        Field("task_da"),
        _choice("programme", PROGRAMMES),
        _key("part_of", "contingents"),
        Field("label", needed=True),
        Field("label_da"),
        _note("note"),
        _note("note_da"),
        _ORIGIN,
    ),
    "actors": (_ID, _choice("kind", ("state", "territory", "union", "unnamed")), *_ACTOR_FACTS),
    "opening": (
        _ID,
        Field("label", needed=True),
        Field("as_of", "day or latest", needed=True, choices=("latest",)),
        Field("known_by", "clock", needed=True, choices=("all",)),
        _note("note"),
    ),
    "places": (
        _ID,
        _NAME,
        Field("name_da"),
        Field("name_en"),
        Field("aliases", "texts", longest=LONGEST_LIST),
        _choice("kind", PLACE_KINDS),
        _PRECISION,
        Field("municipality"),
        _keys("sources", "sources"),
        _choice("origin", ("editor", "package")),
        _REASON,
    ),
    "sites": (
        _ID,
        _choice("kind", SITE_KINDS),
        _NAME,
        Field("name_da"),
        Field("local_name"),
        _key("place", "places", needed=True),
        _PRECISION,
        _note("note"),
        _note("note_da"),
        _SOURCES,
        _REASON,
    ),
    "diplomatic_posts": (
        _ID,
        _choice("kind", ("post",)),
        _key("actor", "actors", needed=True),
        _key("host_place", "places"),
        Field("label", needed=True),
        Field("label_da"),
        _PRECISION,
        _note("note"),
        _note("note_da"),
        _REASON,
    ),
    "contributing_nations": (
        _key("id", "actors", needed=True),
        Field("iso2", "code", needed=True),
        Field("iso_numeric", "code", needed=True),
        *_ACTOR_FACTS,
    ),
}
"""Table or layer name to its columns, in the order of the file."""


def columns_of(table: str) -> tuple[str, ...]:
    """Return the names of the columns of a table or layer, in order."""
    return tuple(field.name for field in FIELDS[table])
