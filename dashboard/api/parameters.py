"""The parameters of an address: how each is described, read and told when it cannot be used."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from dashboard.analysis import ALL
from dashboard.api.catalogue import Collection
from dashboard.api.items import Box, Interval
from dashboard.api.problems import Fault, RequestError
from dashboard.api.properties import DAY, Property
from dashboard.export.columns import BOOLEAN, DATE, INTEGER, NUMBER
from dashboard.more import MAYBE
from dashboard.release import current_release
from dashboard.state import parse_day
from geodata.areas import KINDS, LONGEST, AreaError, area_of

DEFAULT_LIMIT, MOST, LAST_OFFSET = 100, 10_000, 1_000_000
LATEST = "latest"
LONGEST_VALUE = 200
LARGEST_NUMBER = 999_999_999
DAY_TEXT = "a day from 1900-01-01 to 2100-12-31 as YYYY-MM-DD"
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{0,40})?([eE][+-]?[0-9]{1,3})?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt]|[Tt ][0-9:.]{5,15}([Zz]|[+-][0-9]{2}:[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query.

    Parameters
    ----------
    name : str
        As it stands in the address.
    meaning : str
        What it does.
    schema : mapping of str to object
        A value, as JSON Schema.
    read : callable
        Turns the text into a value; raises ValueError with the remedy.
    more : mapping of str to object
        What else the description says of it, such as how a list is written.
    """

    name: str
    meaning: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    more: Mapping[str, Any] = field(default_factory=dict)


def read_query(pairs: Iterable[tuple[str, str]], parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Read a query; each parameter by its name, those that are not given left out.

    A parameter may stand twice with the same text: QGIS and GDAL add those of the address they were given to our links.

    Parameters
    ----------
    pairs : iterable of tuple of str
        Names and texts as they stand in the address.
    parameters : iterable of Parameter
        Those that may stand there.

    Raises
    ------
    RequestError
        With all faults at once: unknown names, names with several values, and values that cannot be used.
    """
    known = {one.name: one for one in parameters}
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, text in dict.fromkeys(pairs):
        if name not in known:
            remedy = f"there is no such parameter here; {_instead(name, known)}"
            faults.append(Fault(name[:LONGEST_VALUE], text, remedy))
        elif name in found:
            faults.append(Fault(name, text, "write it once"))
        else:
            try:
                found[name] = known[name].read(text)
            except ValueError as error:
                found[name] = None
                faults.append(Fault(name, text, f"write {error}"))
    if faults:
        raise RequestError(400, faults=faults)
    return found


def _instead(name: str, known: Iterable[str]) -> str:
    """Say what to write instead of a name: what it nearly is, else those by which nothing is filtered."""
    near = get_close_matches(name, [*known], n=1)
    if near:
        return f"write {near[0]}"
    names = [one for one in known if one in RESERVED]
    behind = ", or a property" if len(names) < len([*known]) else ""
    return f"write one of {', '.join(names)}{behind}" if names else "leave it out"


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise ValueError(DAY_TEXT)
    return day


def _any_day(text: str) -> str | None:
    """Read a day to compare with; nothing stands for what has none."""
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise ValueError("a day as YYYY-MM-DD") from None


def _as_of(text: str) -> date | str:
    if text == LATEST:
        return LATEST
    try:
        return _day(text)
    except ValueError as error:
        raise ValueError(f"{error}, or {LATEST}") from None


def _known_by(text: str) -> date | None:
    if text == ALL:
        return None
    try:
        return _day(text)
    except ValueError as error:
        raise ValueError(f"{error}, or {ALL}") from None


def whole(text: str, least: int, most: int) -> int:
    """Read a whole number; one above the most counts as the most.

    Raises
    ------
    ValueError
        With what to write.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 18) or int(text) < least:
        raise ValueError(f"a whole number, {least} or more")
    return min(int(text), most)


def _bbox(text: str) -> Box:
    parts = text.split(",")
    if len(parts) not in (4, 6) or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError("west,south,east,north in degrees, e.g. -75,59,-10,84")
    numbers = [float(part) for part in parts]
    west, south, east, north = numbers if len(parts) == 4 else (*numbers[:2], *numbers[3:5])
    if not (-180 <= west <= 180 and -180 <= east <= 180):
        raise ValueError("west and east from -180 to 180")
    if not -90 <= south <= north <= 90:
        raise ValueError("south and north from -90 to 90, the lower first")
    return west, south, east, north


def _moment(text: str) -> date:
    """Read a day, or a moment as the day that it is in UTC; GDAL writes a day with a T behind it."""
    if not _MOMENT.fullmatch(text):
        raise ValueError
    if len(text) <= len("2026-01-15T"):
        return date.fromisoformat(text[:10])
    moment = datetime.fromisoformat(text.upper())
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC).date()


def _datetime(text: str) -> Interval:
    first, slash, last = text.partition("/")
    open_ends = ("", "..") if slash else ()
    try:
        start = date.min if first in open_ends else _moment(first)
        end = (date.max if last in open_ends else _moment(last)) if slash else start
    except (ValueError, OverflowError):
        start, end = date.max, date.min
    if start > end:
        raise ValueError("a day or a moment with its zone, or two with / between, the earlier first; .. is an open end")
    return start, end


def _area(text: str) -> tuple[str, bool]:
    """Read an area, and whether what may lie in it is asked for, as the address of the page holds it."""
    found = text.lower()
    try:
        return area_of(found.removesuffix(MAYBE), current_release().atlas.places).text, found.endswith(MAYBE)
    except AreaError as error:
        raise ValueError(str(error).removeprefix("write ")) from None


AS_OF = Parameter(
    "as_of",
    "The day looked at. Without it: the last day that the evidence reaches.",
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "enum": [LATEST]}], "default": LATEST},
    _as_of,
)
KNOWN_BY = Parameter(
    "known_by",
    "Only what had been published by this day counts; all is everything, undated sources included.",
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "enum": [ALL]}], "default": ALL},
    _known_by,
)
BBOX = Parameter(
    "bbox",
    "Only features that touch this box: west, south, east, north in degrees (WGS 84). What has no place is left out.",
    {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number", "minimum": -180, "maximum": 180},
    },
    _bbox,
    {"style": "form", "explode": False},
)
DATETIME = Parameter(
    "datetime",
    "Only features that hold on a day, or on one of the days from one to another: 2026-01-15, 2026-01-15/2026-02-01, "
    "2026-01-15/.. What holds for no days is left out.",
    {
        "type": "string",
        "pattern": r"^(\.\.|[0-9]{4}-[0-9]{2}-[0-9]{2}[^/]*)?(/(\.\.|[0-9]{4}-[0-9]{2}-[0-9]{2}[^/]*)?)?$",
    },
    _datetime,
)
AREA = Parameter(
    "area",
    "Only what lies in an area for certain: circle:nuuk:150 (a place and km), circle:-51.7,64.2:150, "
    "box:-55,60,-40,70 (west, south, east, north) or polygon:-55,60,-40,60,-45,70 (longitude and latitude of 3 to 24 "
    "corners). With :maybe behind it also what may lie there (rule R9).",
    {"type": "string", "maxLength": LONGEST + len(MAYBE), "pattern": f"^({'|'.join(KINDS)}):.+$"},
    _area,
)
OFFSET = Parameter(
    "offset",
    "How many features to pass over; the links to the next and the previous page hold it.",
    {"type": "integer", "minimum": 0, "default": 0},
    lambda text: whole(text, 0, LAST_OFFSET),
)
LIMIT = Parameter(
    "limit",
    "At most so many features; without it all of them.",
    {"type": "integer", "minimum": 1, "maximum": MOST},
    lambda text: whole(text, 1, MOST),
)
PAGE_LIMIT = Parameter(
    "limit",
    "At most so many features.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    lambda text: whole(text, 1, MOST),
)
RESERVED = frozenset({"as_of", "known_by", "area", "bbox", "datetime", "offset", "limit", "bbox-crs"})


CLOCKS = (AS_OF, KNOWN_BY)
"""May stand in each address of OGC API – Features, so that a program that adds them to all is on these clocks."""


def clocks_of(collection: Collection) -> tuple[Parameter, ...]:
    """Return the parameters by which the clocks of a collection are set."""
    return (*((AS_OF,) if collection.looked else ()), *((KNOWN_BY,) if collection.known else ()))


def filters_of(collection: Collection) -> tuple[Parameter, ...]:
    """Return one parameter for each property by which the features of a collection can be chosen."""
    chosen = (prop for prop in collection.properties if prop.name not in RESERVED and prop.type != NUMBER)
    return tuple(_filter(prop) for prop in chosen)


def _filter(prop: Property) -> Parameter:
    meaning = f"Only features with this {prop.name}. {prop.meaning}"
    schema: dict[str, Any] = {"type": "string", "maxLength": LONGEST_VALUE}
    if prop.type == INTEGER:
        schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER}
    elif prop.type == BOOLEAN:
        schema = {"type": "boolean"}
    elif prop.type == DATE:
        schema = {"type": "string", "format": "date"}
    elif prop.codes:
        schema = {"type": "string", "enum": list(prop.codes)}
    return Parameter(prop.name, meaning, schema, lambda text: _value(prop, text))


def _value(prop: Property, text: str) -> Any:
    if prop.type == INTEGER:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))):
            raise ValueError("a whole number, 0 or more")
        return int(text)
    if prop.type == BOOLEAN:
        if text not in ("true", "false"):
            raise ValueError("true or false")
        return text == "true"
    if prop.codes and text not in prop.codes:
        raise ValueError(f"one of: {', '.join(prop.codes)}")
    if prop.type == DATE:
        return _any_day(text)
    if len(text) > LONGEST_VALUE:
        raise ValueError(f"at most {LONGEST_VALUE} characters")
    return text or (None if prop.type in (DAY, "string") else "")
