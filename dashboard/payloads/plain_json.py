"""Records as JSON: days as ISO text, tuples as lists, no spaces."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from geodata.model import EVER

EVER_ISO = EVER.isoformat()
"""The day that stands for everything known, as it travels; ISO days compare as text."""


def compact(value: Any) -> str:
    """Write JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def in_page(value: Any) -> str:
    """Write JSON that may stand within an element of a page: it can end none."""
    return compact(value).replace("<", "\\u003c")


def pick(record: object, names: Iterable[str]) -> dict[str, Any]:
    """Take some fields of a record."""
    return {name: jsonable(getattr(record, name)) for name in names}


def iso(day: date | str | None) -> str:
    """Write a day; nothing where there is none."""
    return day.isoformat() if isinstance(day, date) else day or ""


def jsonable(value: Any) -> Any:
    """Turn days and tuples into what JSON has."""
    if isinstance(value, (date,)):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        return [jsonable(item) for item in value]
    return value
