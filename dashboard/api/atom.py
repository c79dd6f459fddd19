"""Atom feeds (RFC 4287), written so that the same entries give the same bytes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

MEDIA = "application/atom+xml"
SPACE = uuid.UUID("0b6a3f0e-2f0a-4f55-8a43-5d1d6f6f9c2e")
"""The project's own space of names: what is named in it keeps its id wherever the page is served."""
NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Parameters
    ----------
    key : str
        Names it for ever.
    day : date
        The day it is of.
    title, text : str
        What it says.
    href : str
        The page that shows it; may be relative to the feed.
    """

    key: str
    day: date
    title: str
    text: str
    href: str


def urn(key: str) -> str:
    """Return the id of a feed or an entry: the same for the same key, wherever and whenever it is written."""
    return uuid.uuid5(SPACE, key).urn


def write_feed(
    key: str, title: str, subtitle: str, lang: str, author: str, self_url: str, page: str, entries: Iterable[Entry]
) -> bytes:
    """Write a feed.

    Parameters
    ----------
    key : str
        Names the feed for ever.
    title, subtitle, lang, author : str
        What its readers see.
    self_url, page : str
        The addresses of the feed and of the page it is about; may be relative.
    entries : iterable of Entry
        The newest first.
    """
    found = list(entries)
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": lang})
    _texts(
        feed, id=urn(key), title=title, subtitle=subtitle, updated=_moment(found[0].day if found else date(2026, 1, 1))
    )
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = author
    ET.SubElement(feed, "link", rel="self", type=MEDIA, href=self_url)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    for one in found:
        entry = ET.SubElement(feed, "entry")
        _texts(entry, id=urn(one.key), title=one.title, updated=_moment(one.day), published=_moment(one.day))
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=one.href)
        content = ET.SubElement(entry, "content", type="text")
        content.text = one.text
    text: str = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
