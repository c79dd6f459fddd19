"""How one cell is written: a day, a number, an id, a web address. Each form is a question with yes or no."""

import calendar
import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache
from urllib.parse import quote, urlsplit

from geodata.names import char_name, comparable, script_of
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
_UNCOUNTED = re.compile(r"(?<!\S)#(N/A|NV|I/T|[A-ZÆØÅÄÖÜÉ0-9/_ ]{2,20}[!?])(?!\S)")
"""What a spreadsheet writes where it could not work a cell out, in English, Danish and German."""
CLEAN = "it without control characters, line breaks and invisible signs"
"""The remedy for a text that is not clean."""
_NOT_IN_URL = frozenset(' <>"`{}\\^|')
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK"})
REMEMBERED = 4096
"""How many cells are remembered with what was found: most cells that are not plain ASCII occur many times."""


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


def is_whole(cell: str) -> bool:
    """Tell whether a cell is a whole number as one is written here; a longer one Python might even refuse to read."""
    return _WHOLE.fullmatch(cell) is not None


def _is_day(cell: str) -> bool:
    return span_of(cell) is not None


def _is_whole_day(cell: str) -> bool:
    return len(cell) == 10 and _is_day(cell)


def _has_scheme(cell: str) -> bool:
    return cell.startswith(("http://", "https://"))


def _has_host(cell: str) -> bool:
    """Tell whether an address names a host, in the letters that the net knows, and perhaps a port."""
    try:
        parts = urlsplit(cell)
        return bool(parts.hostname) and parts.netloc.isascii() and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _is_bare(cell: str) -> bool:
    return "@" not in cell.partition("://")[2].partition("/")[0]


def _has_url_signs(cell: str) -> bool:
    return all(_in_url(char) for char in cell)


def _in_url(char: str) -> bool:
    """Letters and figures of any alphabet may stand in a path; other signs that are not ASCII have a code there."""
    return char not in _NOT_IN_URL if char.isascii() else unicodedata.category(char)[0] in "LMN"


def _is_worked_out(cell: str) -> bool:
    return "#" not in cell or _UNCOUNTED.search(cell) is None


@lru_cache(REMEMBERED)
def _stranger(cell: str) -> int:
    """Return the place of a letter of another alphabet than the rest of its word has, or -1 if there is none."""
    for word in _WORD.finditer(cell):
        scripts = [script_of(letter) for letter in word[0]]
        known = [script for script in scripts if script in _ALPHABETS]
        if len(set(known)) > 1:
            usual = max(sorted(set(known)), key=known.count)
            return word.start() + next(n for n, script in enumerate(scripts) if script in _ALPHABETS - {usual})
    return -1


def _is_one_alphabet(cell: str) -> bool:
    return cell.isascii() or _stranger(cell) < 0


def _is_text(cell: str) -> bool:
    return not cell.startswith(_FORMULA_STARTS)


def _parts(is_one: Callable[[str], bool]) -> Callable[[str], bool]:
    """Hold each part of a list to a form, and no part to stand twice."""

    def all_parts(cell: str) -> bool:
        parts = listed(cell)
        different = set(map(comparable, parts))
        return len(different) == len(parts) and all(part == part.strip() and part and is_one(part) for part in parts)

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
    "url": (_has_url_signs, "the address with this sign as % and its code, or without it"),
    "language": (_whole_match(re.compile(r"[a-z]{2}")), "a language code of two letters, e.g. da"),
    "code": (_whole_match(re.compile(r"[A-Z]{2}|[0-9]{3}")), "a country code, e.g. DK or 208"),
}


_ADDRESS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (_has_scheme, "an address that begins with http:// or https://"),
    (_is_bare, "the address without a name or a password in front of the host"),
    (_has_host, "an address with a host in letters a-z, digits, points and hyphens, e.g. https://www.knr.gl/da"),
)


def _or_empty(question: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda cell: not cell or question(cell)


def odd_char(field: Field, cell: str) -> str:
    """Name the first sign of a faulty cell that only looks like one that may stand there, with its place.

    Parameters
    ----------
    field : Field
        The column.
    cell : str
        What stands there.

    Returns
    -------
    str
        ``, where sign 5 is '‑' (U+2011 NON-BREAKING HYPHEN)``; nothing where the fault is another one.
    """
    if field.form in ("text", "texts"):
        place = _stranger(cell) if is_clean(cell) and _is_worked_out(cell) else -1
    elif field.form == "url" and _has_scheme(cell):
        place = next((n for n, char in enumerate(cell) if not _in_url(char)), -1)
        host = cell.partition("://")[2].partition("/")[0]
        if place < 0 and not host.isascii():
            place = next(n for n, char in enumerate(cell) if not char.isascii())
    else:
        place = next((n for n, char in enumerate(cell) if not char.isascii()), -1)
    if place < 0:
        return ""
    code = f", {quote(cell[place], errors='replace')} in an address" if field.form == "url" else ""
    return f", where sign {place + 1} is {char_name(cell[place])}{code}"


def is_clean(cell: str) -> bool:
    """Tell whether a cell has no control characters, no invisible or unassigned signs."""
    return cell.isprintable() or not any(unicodedata.category(char) in _HIDDEN for char in cell)


def remedy_for(field: Field, cell: str) -> str:
    """Say what to write instead of the text of a cell; nothing if it is well written.

    Parameters
    ----------
    field : Field
        The column.
    cell : str
        What stands there.
    """
    remedy = next((remedy for question, remedy in rules_for(field) if not question(cell)), "")
    meant = _day_meant(cell) if remedy and field.form in ("day", "day or latest", "clock") else ""
    return f"{remedy}, here {meant}" if meant else remedy


def _day_meant(cell: str) -> str:
    """Read a day as a spreadsheet rewrites it: turned round, or as the number of days since 1899."""
    if re.fullmatch(r"[1-9][0-9]{4}", cell):
        return (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()
    if match := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", cell):
        one, two = int(match[1]), int(match[2])
        days = {f"{match[3]}-{month:02}-{day:02}" for day, month in ((one, two), (two, one))}
        real = [day for day in days if span_of(day)]
        return real[0] if len(real) == 1 else ""  # 3/4 is March to some and April to others
    return ""


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
    rules: list[tuple[Callable[[str], bool], str]] = [
        (_is_worked_out, "what stood here before a spreadsheet could not work it out"),
        (is_clean, CLEAN),
        (lambda cell: cell == cell.strip(), "it without spaces before or after"),
    ]
    if field.needed:
        rules.append((bool, field.if_empty))
    rules.append((lambda cell: len(cell) <= field.longest, f"at most {field.longest} characters"))
    if field.form in ("text", "texts"):
        rules.append((_is_one_alphabet, "each word in letters of one alphabet: this one only looks like another"))
    if field.form == "url":
        for question, remedy in _ADDRESS:
            rules.append((_or_empty(question), remedy))
    if field.form == "choice":
        rules.append((lambda cell: not cell or cell in field.choices, f"one of: {', '.join(field.choices)}"))
    else:
        is_form, remedy = _FORMS[field.form]
        rules.append((lambda cell: not cell or cell in field.choices or is_form(cell), remedy))
    return tuple(rules)
