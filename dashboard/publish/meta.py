"""What a page says of itself to programs: titles and cards for who shares it, the data set for search engines."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape as esc
from typing import Any

from dashboard.export.table import LICENCE
from dashboard.release import Release
from dashboard.state import LANGUAGES
from dashboard.text.i18n import LOCALES, Words
from dashboard.view.view import ViewModel
from geodata.model import Source

LONGEST = 300  # signs of a description
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Card:
    """What a shared link of a page shows.

    Parameters
    ----------
    path
        Of the page, relative to the root of the site.
    title, text
        What it says.
    picture
        Its picture, relative to the root.
    others
        Language to the path of the same page in it.
    """

    path: str
    title: str
    text: str
    picture: str
    others: Mapping[str, str]


def head(card: Card, words: Words, base: str) -> list[str]:
    """Write titles and cards. What needs a whole address is left out where that of the site is not known.

    Parameters
    ----------
    card
        What is told.
    words
        The language.
    base
        Where the site lies, with a slash at its end; may be empty.
    """
    about = card.text if len(card.text) <= LONGEST else f"{card.text[: LONGEST - 1]}…"
    locale = LOCALES.get(words.lang, words.lang)
    lines = [
        f"<title>{esc(card.title)}</title>",
        _meta("name", "description", about),
        _meta("property", "og:type", "website"),
        _meta("property", "og:site_name", words.say("title")),
        _meta("property", "og:title", card.title),
        _meta("property", "og:description", about),
        _meta("property", "og:locale", locale),
        _meta("name", "twitter:card", "summary_large_image"),
    ]
    if not base:
        return lines
    lines += [
        f'<link rel="canonical" href="{esc(base + card.path)}">',
        _meta("property", "og:url", base + card.path),
        _meta("property", "og:image", base + card.picture),
        _meta("property", "og:image:width", "1200"),
        _meta("property", "og:image:height", "630"),
        _meta("property", "og:image:alt", about),
        *(
            f'<link rel="alternate" hreflang="{lang}" href="{esc(base + path)}">'
            for lang, path in (*card.others.items(), ("x-default", card.others[LANGUAGES[0]]))
        ),
    ]
    return lines


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{esc(text)}">'


def script_of(data: Mapping[str, Any]) -> str:
    """Write JSON-LD into a page: no sign of it can end the script or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def dataset(release: Release, words: Words, base: str, cited: Iterable[Source]) -> dict[str, Any]:
    """Describe the evidence as a data set of schema.org.

    Parameters
    ----------
    release
        What is published.
    words
        The language.
    base
        Where the site lies; may be empty.
    cited
        The sources that it cites.
    """
    atlas = release.atlas
    last = atlas.evidence_to.isoformat()
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": words.say("title"),
        "description": words.say("about"),
        "inLanguage": words.lang,
        "version": release.release,
        "dateModified": last,
        "temporalCoverage": f"../{last}",
        "spatialCoverage": {
            "@type": "Place",
            "name": words.say("actor.GRL") if words.has("actor.GRL") else "Greenland",
        },
        "license": LICENCE,
        "isAccessibleForFree": True,
        "citation": [_work(source) for source in cited],
    }
    return found | ({"url": base} if base else {})


def _work(source: Source) -> dict[str, Any]:
    work = {
        "@type": "CreativeWork",
        "name": source.title or source.publisher,
        "publisher": {"@type": "Organization", "name": source.publisher},
        "inLanguage": source.language,
    }
    if source.published:
        work["datePublished"] = source.published
    return work | ({"url": source.url} if source.url.startswith(WEB) else {})


def sources_of(model: ViewModel, ids: Iterable[str]) -> list[Source]:
    """List the sources of some rows of a view, each once."""
    wanted, known = set(ids), model.world.atlas.sources
    names = dict.fromkeys(name for row in model.rows if row.id in wanted for name in row.sources)
    return [known[name] for name in names]
