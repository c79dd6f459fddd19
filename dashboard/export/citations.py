"""How to cite a view: as a footnote, as BibTeX, RIS and CSL-JSON, with link, clocks, release and primary sources."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from dashboard.text.i18n import Words
from dashboard.view.rows import View
from geodata.model import Source
from geodata.names import comparable
from geodata.statements import SOURCE_ORDER

AUTHOR = "The Arctic Endurance Map contributors"
MOST_NAMED = 6  # so many sources a footnote names; the other forms hold all
WEB = ("https://", "http://")
# What TeX would obey. Braces and backslashes are spelled, so that no text can close its field.
TEX = {"\\": r"\textbackslash ", "{": r"\textbraceleft ", "}": r"\textbraceright "} | {
    char: f"\\{char}" for char in "#$%&_"
}
TEX |= {"~": r"\textasciitilde ", "^": r"\textasciicircum "}


class Style(NamedTuple):
    """How a citation of one form is written, and its media type."""

    write: Callable[[View, str], str]
    mime: str


def primary(view: View) -> list[Source]:
    """List the sources of the rows that were taken from no other of them.

    First comes the strongest of each row (official, agency, broadcaster …), in the order of the rows, then the others.

    Parameters
    ----------
    view : View
        What is in view.
    """
    found = {name: view.world.atlas.sources[name] for name in view.sources}
    known = {comparable(name) for source in found.values() for name in (source.id, source.publisher)}
    primary_sources = {
        n: one for n, one in found.items() if not known & {comparable(name) for name in one.rests_on}
    } or found
    mine = ([primary_sources[name] for name in row.sources if name in primary_sources] for row in view.rows)
    best = [max(sources, key=lambda one: (SOURCE_ORDER.index(one.kind), one.published)) for sources in mine if sources]
    return list({one.id: one for one in (*best, *primary_sources.values())}.values())


def link_of(view: View, page: str) -> str:
    """Return the address that shows the view again, by the same release of the evidence as long as that is kept.

    Claims of the reader's own stand in no link: it leads to the view as published.

    Parameters
    ----------
    view : View
        What is in view.
    page : str
        The address of the page without its query; where it is not known, only the query is given.
    """
    atlas = view.world.atlas
    return f"{page}?{view.query}&release={atlas.published or atlas.release}"


def title_of(view: View) -> str:
    """Name the view: the map, what is filtered, and both days."""
    words, world = view.words, view.world
    filters = "; ".join(view.filters)
    about = f"{words.say('title')}: {filters}" if filters else words.say("title")
    return words.say(f"cite.title.{'known' if world.known_by else 'all'}", about=about, **_days(view))


def footnote(view: View, page: str) -> str:
    """Write one paragraph for a note: view, link, release, and the first of the primary sources."""
    words, sources = view.words, primary(view)
    named = "; ".join(_in_a_line(source, words) for source in sources[:MOST_NAMED])
    text = words.say("cite.note", title=title_of(view), release=view.world.atlas.release, link=link_of(view, page))
    if named:
        text += " " + words.say("cite.sources", sources=named)
    left = len(view.sources) - min(len(sources), MOST_NAMED)
    more = words.count("cite.more", left) if left > 0 else ""
    return f"{text} {more}".rstrip() + "\n"


def bibtex(view: View, page: str) -> str:
    """Write BibTeX in UTF-8, one entry for the view and one for each primary source."""
    day = view.world.atlas.evidence_to.isoformat()
    release = view.world.atlas.release
    this_view = {
        "author": f"{{{_tex(AUTHOR)}}}",
        "title": f"{{{_tex(title_of(view))}}}",
        **_tex_day(day),
        "version": _tex(release),
        "url": _address(link_of(view, page)),
        "note": _tex(_note(view)),
    }
    entries = [_entry(f"arctic-endurance-map-{release}", this_view)]
    for source in primary(view):
        fields = {"author": f"{{{_tex(source.publisher)}}}", "title": f"{{{_tex(source.title or source.publisher)}}}"}
        fields |= _tex_day(source.published)
        if source.url.startswith(WEB):
            fields["url"] = _address(source.url)
        fields["language"] = source.language
        entries.append(_entry(source.id, fields))
    return "\n".join(entries)


def ris(view: View, page: str) -> str:
    """Write RIS in UTF-8, one record for the view and one for each primary source."""
    day, release = view.world.atlas.evidence_to.isoformat(), view.world.atlas.release
    this_view = [("AU", AUTHOR), ("TI", title_of(view)), *_ris_day(day), ("ET", release), ("UR", link_of(view, page))]
    records = [_record("MAP", [*this_view, ("N1", _note(view)), ("ID", f"arctic-endurance-map-{release}")])]
    for source in primary(view):
        fields = [("AU", source.publisher), ("TI", source.title or source.publisher), *_ris_day(source.published)]
        fields += [("UR", source.url)] if source.url.startswith(WEB) else []
        records.append(_record("ELEC", [*fields, ("LA", source.language), ("ID", source.id)]))
    return "\r\n".join(records)


def csl_json(view: View, page: str) -> str:
    """Write CSL-JSON, one item for the view and one for each primary source; Zotero and pandoc read it."""
    release = view.world.atlas.release
    this_view: dict[str, Any] = {
        "id": f"arctic-endurance-map-{release}",
        "type": "map",
        "author": [{"literal": AUTHOR}],
        "title": title_of(view),
        "issued": _date_parts(view.world.atlas.evidence_to.isoformat()),
        "version": release,
        "URL": link_of(view, page),
        "note": _note(view),
    }
    items = [this_view]
    for source in primary(view):
        item: dict[str, Any] = {"id": source.id, "type": "webpage", "title": source.title or source.publisher}
        item |= {"publisher": source.publisher, "language": source.language}
        item |= {"issued": _date_parts(source.published)} if source.published else {}
        item |= {"URL": source.url} if source.url.startswith(WEB) else {}
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


STYLES = {
    "txt": Style(footnote, "text/plain; charset=utf-8"),
    "bib": Style(bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": Style(ris, "application/x-research-info-systems; charset=utf-8"),
    "json": Style(csl_json, "application/vnd.citationstyles.csl+json"),
}
"""The forms of a citation by the ending of their files, in the order in which they are offered."""


def _days(view: View) -> dict[str, str]:
    known = view.world.known_by
    return {"day": view.words.day(view.world.as_of), "known": view.words.day(known) if known else ""}


def _note(view: View) -> str:
    """Say clocks, filter and release for the field of notes."""
    return " · ".join(
        [*view.clocks, view.filter_text, view.words.say("cite.release", release=view.world.atlas.release)]
    )


def _in_a_line(source: Source, words: Words) -> str:
    day = words.partial(source.published) if source.published else ""
    return ", ".join(part for part in (source.publisher, source.title, day, source.url) if part)


def _tex(text: str) -> str:
    return "".join(TEX.get(char, char) for char in " ".join(text.split()))


def _address(url: str) -> str:
    """Write an address for a field: what would end the field, or the address, is written in per cent."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%-._~")


def _tex_day(text: str) -> dict[str, str]:
    if not text:
        return {}
    year, month, *_ = (*text.split("-"), "")
    return {"year": year, **({"month": str(int(month))} if month else {}), "date": text}


def _entry(key: str, fields: dict[str, str]) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{re.sub(r'[^0-9A-Za-z_-]', '-', key)},\n{lines}}}\n"


def _ris_day(text: str) -> Sequence[tuple[str, str]]:
    return [("PY", text[:4]), ("DA", text.replace("-", "/"))] if text else []


def _record(kind: str, fields: Sequence[tuple[str, str]]) -> str:
    lines = [("TY", kind), *fields, ("ER", "")]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines)


def _date_parts(text: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in text.split("-")]]}
