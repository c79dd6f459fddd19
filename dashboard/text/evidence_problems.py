"""Problems of evidence in the reader's language: the library says them in English, and its English is the key.

The library knows no languages. So its sentences stand in `translations/` as patterns, as gettext has them, and are
recognised here. What has no pattern is told in English, whole.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dashboard.text.i18n import Words, words_of
from geodata.errors import GeodataError, Problem, printable

_KEY = re.compile(r"evidence\.(?!line|or$|hang)(f\.|p\.)?")
_GAP = re.compile(r"\{(\w+)\}")
_QUOTES = ("'", '"')
_FILES = "files"
_FOUND, _PLACE, _REMEDY = "f.", "p.", ""


def error_lines(error: GeodataError, words: Words) -> list[str]:
    """Say every problem of an error in a line, and in a last one how many rows hang on them.

    Parameters
    ----------
    error : GeodataError
        What the library raised.
    words : Words
        The language.
    """
    lines = evidence_lines(error.problems, words)
    if not error.dependents:
        return lines
    form = "one" if error.dependents == 1 else "other"
    return [*lines, words.say(f"evidence.hang.{form}", n=error.dependents)]


def evidence_lines(problems: Iterable[Problem], words: Words) -> list[str]:
    """Say problems of evidence, a line each; one of whose words a part has no translation stays English.

    Parameters
    ----------
    problems : iterable of Problem
        As the library tells them.
    words : Words
        The language.
    """
    return [str(one) if words.lang == "en" else _line(one, words) or str(one) for one in problems]


def _line(problem: Problem, words: Words) -> str:
    """Say a problem in another language; nothing where a part of it has no translation."""
    found, remedy = _found(problem.found, words), _said(problem.remedy, _REMEDY, words)
    if remedy is None or found is None:
        return ""
    parts = (_said(problem.file, _PLACE, words) or problem.file, _said(problem.row, _PLACE, words) or problem.row)
    place = ": ".join(filter(None, (*parts, problem.field)))
    form = "found" if problem.found else "plain"
    return printable(words.say(f"evidence.line.{form}", place=place, found=found + problem.detail, remedy=remedy))


def _found(text: str, words: Words) -> str | None:
    said = _said(text, _FOUND, words)
    return text if said is None and (not text or text.startswith(_QUOTES)) else said


def _said(text: str, kind: str, words: Words) -> str | None:
    """Say a text in another language, if a pattern of this kind fits it."""
    for key, pattern in _patterns(kind):
        if match := pattern.fullmatch(text):
            return words.say(key, **dict(_values(match, words)))
    return None


def _values(match: "re.Match[str]", words: Words) -> Iterator[tuple[str, str]]:
    for name, value in match.groupdict().items():
        known = words_of("en").say("evidence.or")
        yield name, value.replace(known, words.say("evidence.or")) if name == _FILES else value


@cache
def _patterns(kind: str) -> tuple[tuple[str, "re.Pattern[str]"], ...]:
    """Collect the patterns of a kind of text; those that say most themselves, gaps not counted, come first."""
    english = words_of("en").table
    found = [(key, text) for key, text in english.items() if (match := _KEY.match(key)) and (match[1] or "") == kind]
    found.sort(key=lambda one: -len(_GAP.sub("", one[1])))
    return tuple((key, re.compile(_pattern(text), re.DOTALL)) for key, text in found)


def _pattern(text: str) -> str:
    plain, gaps = _GAP.split(text)[::2], _GAP.findall(text)
    named = [f"(?P<{name}>.+)" for name in gaps]
    return "".join(part for pair in zip(map(re.escape, plain), [*named, ""], strict=True) for part in pair)
