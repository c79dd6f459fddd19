"""The form of a scene as it stands in a YAML file: which fields it has and what each may hold."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from dashboard.state import FIRST_DAY, LAST_DAY
from geodata.errors import Problem, named, quoted

NEEDED = ("id", "as_of", "sel", "title", "sentence", "sources")

# What no document can hold: control signs but for the ends of lines, and half signs.
_PLAIN = (str, int, float, date, type(None))
_UNWRITABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _day(value: Any) -> bool:
    return type(value) is date and FIRST_DAY <= value <= LAST_DAY  # a datetime is a date too


def _text(value: Any) -> bool:
    return isinstance(value, str) and not _UNWRITABLE.search(value)


def _texts(value: Any) -> bool:
    """Whether it is a text for each language, English among them."""
    return isinstance(value, Mapping) and bool(value.get("en")) and all(map(_text, [*value, *value.values()]))


def _notes(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_text, [*value, *value.values()]))


def _ids(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _facts(value: Any) -> bool:
    facts = isinstance(value, list) and all(isinstance(one, Mapping) and "subject" in one for one in value)
    return facts and all(isinstance(part, _PLAIN) for one in value for pair in one.items() for part in pair)


DAY = f"YYYY-MM-DD, a day from {FIRST_DAY.year} to {LAST_DAY.year}"
FORMS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "id": (_text, "text"),
    "as_of": (_day, DAY),
    "known_by": (_day, DAY),
    "sel": (_text, "text"),
    "lights": (_ids, "a list of ids"),
    "title": (_texts, "a text for each language, {en: …}"),
    "sentence": (_texts, "a text for each language, {en: …}"),
    "sources": (_ids, "a list of ids"),
    "shows": (_facts, "a list of {subject: …, step: …, low: …, high: …}"),
    "notes": (_notes, "what you will say, a text for each language, {en: …}"),
}
"""Each field of a scene: whether a value will do, and what to write."""


def form_problems(number: int, raw: Any, file: str) -> Iterator[Problem]:
    """Say what is wrong with the form of a scene.

    Parameters
    ----------
    number : int
        Its place in the file, from 1.
    raw : object
        What YAML made of it.
    file : str
        What messages call the file.

    Yields
    ------
    Problem
    """
    if not isinstance(raw, dict):
        yield Problem(file, f"scene {number}", "", quoted(raw), f"a scene: {', '.join(NEEDED)}", at=number)
        return
    row = f"scene {named(str(raw.get('id', number)))}"
    for key in raw:
        if key not in FORMS:
            yield Problem(file, row, named(str(key)), "an unknown field", f"one of {', '.join(FORMS)}", at=number)
    for key, (will_do, remedy) in FORMS.items():
        value = raw.get(key)
        if value in (None, "", [], {}):
            if key in NEEDED:
                yield Problem(file, row, key, "nothing", remedy, at=number)
        elif not will_do(value):
            yield Problem(file, row, key, quoted(value), remedy, at=number)
