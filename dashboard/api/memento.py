"""Memento (RFC 7089): the day of knowledge as the time of an archive, so that archives and `curl` walk our clocks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime

from dashboard.api.links import Links
from dashboard.api.problems import Fault, RequestError
from geodata.atlas import Atlas
from geodata.model import EVER

HEADER = "accept-datetime"
LINK_FORMAT = "application/link-format"
TIMEMAP = "timemap"
REMEDY = "write a moment as HTTP does, e.g. Thu, 15 Jan 2026 00:00:00 GMT"


def knowledge_days(atlas: Atlas) -> Sequence[date]:
    """Return the days on which something became known, in order; what has no day is in none."""
    days = {day for dossier in atlas.dossiers.values() for day in dossier.knowledge_days()}
    return sorted(days - {EVER, date.min})


def negotiated(atlas: Atlas, text: str) -> date:
    """Return the day of knowledge that an Accept-Datetime header asks for: the last one up to it, else the first.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    text : str
        The header.

    Raises
    ------
    RequestError
        When it is no moment.
    """
    try:
        moment = parsedate_to_datetime(text) if text.isascii() and len(text) <= 40 else None
    except (ValueError, IndexError, TypeError, OverflowError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RequestError(400, faults=[Fault("Accept-Datetime", text, REMEDY)])
    return nearest(atlas, moment.date())


def nearest(atlas: Atlas, day: date) -> date:
    """Return the last day of knowledge up to a day; the first where none is so early, the day itself without any."""
    days = knowledge_days(atlas)
    return max((known for known in days if known <= day), default=next(iter(days), day))


def moment(day: date) -> str:
    """Write the day from which something was known as HTTP writes a moment."""
    return format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC), usegmt=True)


def headers(atlas: Atlas, links: Links, path: str, query: Mapping[str, str], known_by: date | None) -> dict[str, str]:
    """Return the headers of an answer that depends on the day of knowledge.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    links : Links
        Writes addresses.
    path : str
        The path of the answer, below `/data/v1/`.
    query : mapping of str to str
        Its parameters without the day of knowledge.
    known_by : date or None
        The day of knowledge that was asked for; None where the answer is of all that is known.
    """
    parts = [
        f'<{links.to(path, query)}>; rel="original timegate"',
        f'<{links.to(f"{TIMEMAP}/{path}", query)}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]
    if known_by is None:
        return {"Link": ", ".join(parts)}
    day = nearest(atlas, known_by)
    this_url = links.to(path, {**query, "known_by": known_by.isoformat()})
    parts.append(f'<{this_url}>; rel="memento"; datetime="{moment(day)}"')
    return {"Link": ", ".join(parts), "Memento-Datetime": moment(day)}


def timemap(atlas: Atlas, links: Links, path: str, query: Mapping[str, str]) -> bytes:
    """Write the list of all mementos of an address in the link format (RFC 6690).

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    links : Links
        Writes addresses, as seen from the list itself.
    path : str
        The path of the original, below `/data/v1/`.
    query : mapping of str to str
        Its parameters without the day of knowledge.
    """
    days = knowledge_days(atlas)
    itself = links.to(f"{TIMEMAP}/{path}", query)
    span = f'; from="{moment(days[0])}"; until="{moment(days[-1])}"' if days else ""
    lines = [
        f'<{links.to(path, query)}>; rel="original timegate"',
        f'<{itself}>; rel="self"; type="{LINK_FORMAT}"{span}',
    ]
    for number, day in enumerate(days):
        ends = ("first " if number == 0 else "") + ("last " if number == len(days) - 1 else "")
        address = links.to(path, {**query, "known_by": day.isoformat()})
        lines.append(f'<{address}>; rel="{ends}memento"; datetime="{moment(day)}"')
    return (",\n".join(lines) + "\n").encode("ascii")
