"""How far the evidence reaches: the last day that it speaks of and that its sources could know."""

from collections.abc import Iterable, Mapping
from datetime import date

from geodata.model import first_day, last_day

LATEST = "latest"
"""In ``opening.csv``: the day that the evidence reaches."""

WHOLE_DAY = len("2026-01-15")


def reached(day: str, published: Iterable[str]) -> date | None:
    """Return the day that a claim or an event reaches.

    Parameters
    ----------
    day : str
        The day it speaks of, as written: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    published : iterable of str
        When each of its sources appeared, as written; empty where nobody knows.

    Returns
    -------
    datetime.date or None
        Never later than the newest dated source. A month or a year reaches its last day, or the day on which its source
        appeared, whichever is earlier; where that is a month or a year itself, its first day: no more is certain.
        None where it names no day, or no source has one.
    """
    bound = last_day if len(day) == WHOLE_DAY else first_day
    appeared = [bound(text) for text in published if text]
    return min(last_day(day), max(appeared)) if day and appeared else None


def evidence_to(dated: Iterable[tuple[str, Iterable[str]]], published: Mapping[str, str]) -> date:
    """Return the last day that the evidence reaches.

    Parameters
    ----------
    dated : iterable of (str, iterable of str)
        The day of each claim and event as written, and the ids of its sources.
    published : mapping of str to str
        Source id to the day on which it appeared, as written.

    Returns
    -------
    datetime.date
        ``date.min`` where nothing has a day.
    """
    days = (reached(day, [published.get(name, "") for name in sources]) for day, sources in dated)
    return max((day for day in days if day), default=date.min)
