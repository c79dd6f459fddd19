"""The form of a scene as it stands in a YAML file: which fields it has and what each may hold."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from dashboard.state import FIRST_DAY, LAST_DAY
from dashboard.text.phrase import Phrase
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


TEXT, IDS, TEXTS = (Phrase(f"problem.{name}") for name in ("a_text", "some_ids", "some_texts"))
DAY = Phrase("problem.a_day", first=str(FIRST_DAY.year), last=str(LAST_DAY.year))
FORMS: Mapping[str, tuple[Callable[[Any], bool], Phrase]] = {
    "id": (_text, TEXT),
    "as_of": (_day, DAY),
    "known_by": (_day, DAY),
    "sel": (_text, TEXT),
    "lights": (_ids, IDS),
    "title": (_texts, TEXTS),
    "sentence": (_texts, TEXTS),
    "sources": (_ids, IDS),
    "shows": (_facts, Phrase("problem.some_facts")),
    "notes": (_notes, Phrase("problem.some_notes")),
}
"""Each field of a scene: whether a value will do, and what to write."""


def row_of(name: object) -> Phrase:
    """Say which scene is meant.

    Parameters
    ----------
    name : object
        Its id, as the file has it.
    """
    return Phrase("problem.scene", name=named(str(name)))


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
        remedy = Phrase("problem.a_scene", fields=", ".join(NEEDED))
        yield Problem(file, Phrase("problem.scene", name=number), "", quoted(raw), remedy, at=number)
        return
    row = row_of(raw.get("id", number))
    for key in raw:
        if key not in FORMS:
            one = Phrase("problem.one_of", names=", ".join(FORMS))
            yield Problem(file, row, named(str(key)), Phrase("problem.unknown_field"), one, at=number)
    for key, (will_do, remedy) in FORMS.items():
        value = raw.get(key)
        if value in (None, "", [], {}):
            if key in NEEDED:
                yield Problem(file, row, key, Phrase("problem.nothing"), remedy, at=number)
        elif not will_do(value):
            yield Problem(file, row, key, quoted(value), remedy, at=number)
