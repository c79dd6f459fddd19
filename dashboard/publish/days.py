"""The days on which a text may change: between two of them it reads the same, but for the day that it names."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta

from geodata.atlas import Atlas
from geodata.model import EVER, Claim, last_day
from geodata.rules import STALE_AFTER

A_DAY = timedelta(days=1)
LAST = date(2100, 12, 31)


def days_of_change(atlas: Atlas, known_by: date | None, subjects: Collection[str] | None = None) -> list[date]:
    """List the days on which what is told of subjects may change, by what was known by a day.

    Besides the days on which a state changes these are the days on which the texts count from a claim: the day after
    it, the day on which a report gets too old, and each New Year that changes whether a year is named.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    known_by : date or None
        A day of knowledge; None for everything.
    subjects : collection of str, optional
        Ids of the subjects that are told of; None for all.

    Returns
    -------
    list of date
        In order; the first is ``date.min``.
    """
    spans = atlas.spans(known_by)
    names = spans.keys() if subjects is None else subjects
    known = known_by or EVER
    claims = [claim for name in names for claim in atlas.claims_of[name] if atlas.known_from(claim.id) <= known]
    days = {day for claim in claims for day in _days_of(claim)}
    turns = {day for name in names for day in spans[name].starts}
    turns |= {turn for day in days for turn in (day, day + A_DAY, day + STALE_AFTER + A_DAY)}
    turns |= {date(day.year + later, 1, 1) for day in days for later in (0, 1)}
    return [date.min, *sorted(day for day in turns if date.min < day <= LAST)]


def _days_of(claim: Claim) -> Iterator[date]:
    for text in (claim.day, claim.day_to, claim.due):
        if text and (day := last_day(text)) < LAST - STALE_AFTER:
            yield day


def subjects_with(atlas: Atlas, belongs: Callable[[str], bool]) -> list[str]:
    """List the subjects that a view tells of: its own, the wholes that these are parts of, and the parts of its own.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    belongs : callable
        Whether a subject is in the view.
    """
    subjects = [name for name in atlas.subjects if belongs(name)]
    parts = [name for name, subject in atlas.subjects.items() if subject.part_of in subjects]
    return list(dict.fromkeys([*subjects, *_wholes(atlas, subjects), *parts]))


def _wholes(atlas: Atlas, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        whole = atlas.subjects[name].part_of
        if whole in atlas.subjects:
            yield whole
            yield from _wholes(atlas, [whole])
