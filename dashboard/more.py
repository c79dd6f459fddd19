"""What the reader has chosen in "More filters": keys of the address like every other choice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.analysis import Reader
from geodata.areas import AreaError, area_of
from geodata.groups import GROUPS
from geodata.model import Place
from geodata.refine import Refinement
from geodata.schema.fields import CONFIDENCES, RANKS
from geodata.statements import SOURCE_ORDER

KINDS_OF_SOURCES = tuple(reversed(SOURCE_ORDER))
RANK_CODES = {rank.replace(" ", "_"): rank for rank in RANKS}
LISTS: Mapping[str, tuple[str, ...]] = {
    "groups": GROUPS,
    "ranks": tuple(RANK_CODES),
    "confidence": CONFIDENCES,
    "saidby": KINDS_OF_SOURCES,
}
"""The lists of codes that are the same for all evidence, by their key of the address."""
LIST_KEYS = ("groups", "places", "ranks", "roles", "confidence", "saidby")
"""All lists, in the order in which the page shows them."""
FLAGS = ("independent", "disputed")
"""What is asked for or not; the library calls each by the same name."""
KEYS = ("groups", "places", "area", "ranks", "roles", "people", "between", "confidence", "saidby", *FLAGS)
NONE = "none"
MAYBE = ":maybe"  # behind an area: also what may lie in it
MOST_PEOPLE = 999_999
_PEOPLE = re.compile(r"([0-9]{0,6})-([0-9]{0,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class More:
    """The choice of "More filters"; defaults are left out of the address.

    Parameters
    ----------
    groups, places, ranks, roles, confidence, saidby : tuple of str
        Codes; empty means all. Ranks are written with ``_``.
    low, high : int, optional
        The range of people; None where it is open.
    nonumber : bool
        Contingents of which nobody gave a number.
    first, last : date, optional
        In place or open on any day between these; None where it is open.
    independent, disputed : bool
        Only with at least two independent sources; only what is disputed.
    area : str
        An area on the ground, as `geodata.areas` writes it.
    maybe : bool
        Beside what lies in it for certain, what may lie in it.
    """

    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    nonumber: bool = False
    first: date | None = None
    last: date | None = None
    confidence: tuple[str, ...] = ()
    saidby: tuple[str, ...] = ()
    independent: bool = False
    disputed: bool = False
    area: str = ""
    maybe: bool = False

    def but(self, **changes: object) -> "More":
        """Return the same choice with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def ranged(self) -> bool:
        """Say whether a range of people is asked for."""
        return self.low is not None or self.high is not None

    def to_query(self) -> dict[str, str]:
        """Write the choice as query keys; empty text where it is the default."""
        span = f"{_shown(self.low)}-{_shown(self.high)}" if self.ranged else ""
        days = ".".join(day.isoformat() if day else "" for day in (self.first, self.last))
        return {
            "groups": ".".join(code for code in GROUPS if code in self.groups),
            "places": ".".join(sorted(self.places)),
            "area": f"{self.area}{MAYBE}" if self.area and self.maybe else self.area,
            "ranks": ".".join(code for code in RANK_CODES if code in self.ranks),
            "roles": ".".join(sorted(self.roles)),
            "people": ".".join(filter(None, (span, NONE if self.nonumber else ""))),
            "between": days if days != "." else "",
            "confidence": ".".join(code for code in CONFIDENCES if code in self.confidence),
            "saidby": ".".join(code for code in KINDS_OF_SOURCES if code in self.saidby),
            **{flag: "1" if getattr(self, flag) else "" for flag in FLAGS},
        }

    def refinement(self) -> Refinement:
        """Give the choice as the library takes it."""
        return Refinement(
            groups=self.groups,
            places=self.places,
            ranks=tuple(RANK_CODES[code] for code in self.ranks),
            roles=self.roles,
            low=self.low,
            high=self.high,
            without_number=self.nonumber,
            first=self.first,
            last=self.last,
            confidence=self.confidence,
            said_by=self.saidby,
            area=self.area,
            maybe=self.maybe,
            **{flag: getattr(self, flag) for flag in FLAGS},
        )


ANYTHING = More()


def more_from(
    reader: Reader, places: Mapping[str, Place], roles: frozenset[str], parse_day: Callable[[str], date | None]
) -> More:
    """Read the choice from an address; what cannot be used is told to the reader of the query.

    Parameters
    ----------
    reader : Reader
        Takes values out of the query.
    places : mapping of str to Place
    roles : frozenset of str
        Codes that exist, and the places themselves.
    parse_day : callable
        Reads an ISO day.
    """
    low, high, nonumber = _people(reader)
    first, last = _days(reader, parse_day)
    area, maybe = _area(reader, places)
    lists = {key: reader.codes(key, allowed) for key, allowed in LISTS.items()}
    others: dict[str, Any] = {key: tuple(code for code in LISTS[key] if code in found) for key, found in lists.items()}
    others |= {flag: reader.one_of(flag, ("0", "1"), "0") == "1" for flag in FLAGS}
    return More(
        places=reader.codes("places", frozenset(places)),
        roles=reader.codes("roles", roles),
        low=low,
        high=high,
        nonumber=nonumber,
        first=first,
        last=last,
        area=area,
        maybe=maybe,
        **others,
    )


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


def _people(reader: Reader) -> tuple[int | None, int | None, bool]:
    """Read ``10-20``, ``10-``, ``-20``, ``none``, or a range and ``none``; all or nothing of it."""
    text = reader.text("people").lower()
    parts = [part for part in text.split(".") if part]
    spans = [found for part in parts if (found := _PEOPLE.fullmatch(part)) and part != "-"]
    low, high = (int(bound) if bound else None for bound in (spans[0].groups() if spans else ("", "")))
    wrong = len(spans) > 1 or any((part != NONE and not _PEOPLE.fullmatch(part)) or part == "-" for part in parts)
    if wrong or (low is not None and high is not None and high < low):
        reader.reject("people", text)
        return None, None, False
    return low, high, NONE in parts


def _days(reader: Reader, parse_day: Callable[[str], date | None]) -> tuple[date | None, date | None]:
    """Read two days joined by a dot, either of which may be missing; all or nothing of it."""
    text = reader.text("between")
    first, _, last = text.partition(".")
    days = parse_day(first), parse_day(last)
    wrong = any(part and day is None for part, day in zip((first, last), days, strict=True))
    if wrong or (days[0] and days[1] and days[1] < days[0]):
        reader.reject("between", text)
        return None, None
    return days


def _area(reader: Reader, places: Mapping[str, Place]) -> tuple[str, bool]:
    """Read an area, and whether what may lie in it is asked for; write it as we write it."""
    text = reader.text("area").lower()
    try:
        area = area_of(text.removesuffix(MAYBE), places).text if text else ""
    except AreaError as error:
        reader.reject("area", text, error.code)
        return "", False
    return area, text.endswith(MAYBE)
