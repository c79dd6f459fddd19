"""What a page says of itself to search engines: the evidence as a data set, with the sources that it cites."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.export.table import LICENCE
from dashboard.release import Release
from dashboard.text.i18n import Words
from dashboard.view.view import ViewModel
from geodata.model import Source

WEB = ("https://", "http://")


def script_of(data: Mapping[str, Any]) -> str:
    """Write JSON-LD into a page: no sign of it can end the script or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def dataset(
    release: Release, words: Words, base: str, path: str, cited: Iterable[Source], packed: str
) -> dict[str, Any]:
    """Describe the evidence as a data set of schema.org.

    Parameters
    ----------
    release : Release
        What is published.
    words : Words
        The language.
    base : str
        Where the site lies, with a slash at its end; may be empty.
    path : str
        Of the page, below it.
    cited : iterable of Source
        The sources that it cites.
    packed : str
        The evidence as one file, below it.
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
    if not base:
        return found
    download = {"@type": "DataDownload", "contentUrl": base + packed, "encodingFormat": "application/zip"}
    return found | {"url": base + path, "distribution": [download]}


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
