"""How one cell is written: a day, a number, an id, a web address. Each form is a question with yes or no."""

import calendar
import math
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from geodata.schema.fields import Field
from geodata.tables import listed

FIRST_YEAR, LAST_YEAR = 1721, 2100
"""Nothing in the evidence is older than the Danish colony, and nothing is foreseen for later."""

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_ORIGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(#[1-9][0-9]?)?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORMULA_STARTS = ("=", "+", "@")


def span_of(cell: str) -> tuple[str, str] | None:
    """Return the first and the last day that a partial date may mean, as ISO text, or None if it is no date.

    Parameters
    ----------
    cell : str
        ``2026``, ``2026-01`` or ``2026-01-15``.

    Returns
    -------
    tuple of str, or None
        ``("2026-01-01", "2026-01-31")`` for ``2026-01``.
    """
    match = _DAY.fullmatch(cell)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR or (match[2] and not 1 <= month <= 12):
        return None
    longest = calendar.monthrange(year, month or 12)[1]
    if match[3] and not 1 <= day <= longest:
        return None
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{day or longest:02}"


def number_of(cell: str) -> float | None:
    """Return the number in a cell, or None if there is none."""
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _is_day(cell: str) -> bool:
    return span_of(cell) is not None


def _is_whole_day(cell: str) -> bool:
    return len(cell) == 10 and _is_day(cell)


def _is_url(cell: str) -> bool:
    try:
        parts = urlsplit(cell)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and cell.isascii() and not _ugly(cell)
    except ValueError:
        return False


def _ugly(url: str) -> bool:
    return any(sign in url for sign in " <>\"'`{}\\^|") or "@" in urlsplit(url).netloc


def _is_text(cell: str) -> bool:
    return not cell.startswith(_FORMULA_STARTS)


def _parts(is_one: Callable[[str], bool]) -> Callable[[str], bool]:
    """Hold each part of a list to a form, and no part to stand twice."""

    def all_parts(cell: str) -> bool:
        parts = listed(cell)
        return len(set(parts)) == len(parts) and all(part == part.strip() and part and is_one(part) for part in parts)

    return all_parts


def _whole_match(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(cell) is not None


_FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "id": (_whole_match(_ID), "an id of letters a-z, digits, hyphens and underscores"),
    "origins": (_parts(_whole_match(_ORIGIN)), "each gathered id once, joined by ';' without spaces, e.g. dep_deu_01"),
    "key": (_whole_match(_ID), "one id"),
    "keys": (_parts(_whole_match(_ID)), "each id once, joined by ';' without spaces"),
    "text": (_is_text, "a text that does not begin with =, + or @ (a spreadsheet would run it)"),
    "texts": (_parts(_is_text), "each name once, joined by ';' without spaces around it"),
    "day": (_is_day, "YYYY, YYYY-MM or YYYY-MM-DD"),
    "day or latest": (_is_whole_day, "YYYY-MM-DD or latest"),
    "clock": (_is_whole_day, "YYYY-MM-DD or all"),
    "year": (_whole_match(re.compile(r"(19|20)[0-9]{2}")), "YYYY"),
    "number": (_whole_match(_WHOLE), "a whole number, 0 or more, without separators"),
    "degrees": (_whole_match(_DEGREES), "degrees with a point and at most 6 decimals, e.g. 64.18347"),
    "url": (_is_url, "an address that begins with http:// or https://"),
    "language": (_whole_match(re.compile(r"[a-z]{2}")), "a language code of two letters, e.g. da"),
    "code": (_whole_match(re.compile(r"[A-Z]{2}|[0-9]{3}")), "a country code, e.g. DK or 208"),
}


@cache
def is_clean(cell: str) -> bool:
    """Tell whether a cell has no control characters, no invisible or unassigned signs."""
    return cell.isprintable() or not any(unicodedata.category(sign) in _HIDDEN for sign in cell)


def remedy_for(field: Field, cell: str) -> str:
    """Say what to write instead of the text of a cell; nothing if it is well written.

    Parameters
    ----------
    field : Field
        The column.
    cell : str
        What stands there.
    """
    return next((remedy for question, remedy in rules_for(field) if not question(cell)), "")


@cache
def rules_for(field: Field) -> tuple[tuple[Callable[[str], bool], str], ...]:
    """List the questions that a cell of this field must pass, each with the remedy; the first that fails is told.

    Parameters
    ----------
    field : Field
        The column.

    Returns
    -------
    tuple of (callable, str)
        A question on the text of the cell, and what to write if the answer is no.
    """
    asked: list[tuple[Callable[[str], bool], str]] = [
        (is_clean, "it without control characters, line breaks and invisible signs"),
        (lambda cell: cell == cell.strip(), "it without spaces before or after"),
    ]
    if field.needed:
        asked.append((bool, field.if_empty))
    asked.append((lambda cell: len(cell) <= field.longest, f"at most {field.longest} characters"))
    if field.form == "choice":
        asked.append((lambda cell: not cell or cell in field.choices, f"one of: {', '.join(field.choices)}"))
    else:
        is_form, remedy = _FORMS[field.form]
        asked.append((lambda cell: not cell or cell in field.choices or is_form(cell), remedy))
    return tuple(asked)
