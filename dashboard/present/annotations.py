"""The notes on the map: content in ``annotations.yaml``, checked when it is read. No Streamlit in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("annotations.yaml")
REQUIRED = ("id", "from", "to", "sel", "place", "text", "sources", "shows")


class AnnotationError(Exception):
    """An annotation cannot be shown; the message names file, annotation, field and remedy, all problems at once."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A short note on the map, tied to a place.

    Attributes
    ----------
    id : str
    first, last : date
        The days on which it is shown.
    sel : str
        What a click opens, as in the URL.
    place : str
        Id of the place at which its line ends.
    text : mapping of str to str
        By language.
    sources : tuple of str
        Ids of sources.
    shows : tuple of mapping
        What the text says of subjects on a day; the tests hold it against the evidence.
    """

    id: str
    first: date
    last: date
    sel: str
    place: str
    text: Mapping[str, str]
    sources: tuple[str, ...]
    shows: tuple[Mapping[str, Any], ...]


def _problems(number: int, raw: object) -> list[str]:
    if not isinstance(raw, dict):
        return [f"{FILE.name}: annotation {number}: found {raw!r}; write its fields: id, from, to, …"]
    where = f"{FILE.name}: annotation {raw.get('id', number)}"
    found = [
        f"{where}: {key}: found an unknown field; write one of {', '.join(REQUIRED)}"
        for key in sorted(map(str, raw.keys() - set(REQUIRED)))
    ]
    found += [f"{where}: {key}: found nothing; write it" for key in REQUIRED if not raw.get(key)]
    days = [raw.get(key) for key in ("from", "to")]
    for key, day in zip(("from", "to"), days, strict=True):
        if day and not isinstance(day, date):
            found.append(f"{where}: {key}: found {day!r}; write YYYY-MM-DD")
    first, last = days
    if isinstance(first, date) and isinstance(last, date) and last < first:
        found.append(f"{where}: to: found {last}, before {first}; write a day from then on")
    if raw.get("text") and not (isinstance(raw["text"], dict) and raw["text"].get("en")):
        found.append(f"{where}: text: found no English text; write text: {{en: …}}")
    return found


def read_annotations(text: str) -> tuple[Annotation, ...]:
    """Read the annotations from the text of a YAML file.

    Raises
    ------
    AnnotationError
        With every problem of every annotation.
    """
    raw = yaml.safe_load(text) or []
    problems = [line for number, one in enumerate(raw, 1) for line in _problems(number, one)]
    if problems:
        raise AnnotationError("\n".join(problems))
    return tuple(
        Annotation(
            id=one["id"],
            first=one["from"],
            last=one["to"],
            sel=one["sel"],
            place=one["place"],
            text=one["text"],
            sources=tuple(one["sources"]),
            shows=tuple(one["shows"]),
        )
        for one in raw
    )


@cache
def annotations() -> tuple[Annotation, ...]:
    """Return the annotations that ship."""
    return read_annotations(FILE.read_text(encoding="utf-8"))
