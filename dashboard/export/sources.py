"""The sources of what is in view, as a table for the page."""

from collections.abc import Iterable
from typing import Any

from dashboard.text.i18n import Words
from dashboard.view.rows import View
from geodata.model import Source

COLUMNS = ("publisher", "headline", "published", "kind")
WEB = ("https://", "http://")


def sources_data(view: View) -> dict[str, Any]:
    """List the sources of the rows in the reader's words; only an address of the web becomes a link.

    Parameters
    ----------
    view : View
        What is in view.
    """
    known = view.world.atlas.sources
    return source_rows(view.words, [known[name] for name in view.sources])


def source_rows(words: Words, sources: Iterable[Source]) -> dict[str, Any]:
    """List sources in the reader's words, in the order in which they are given."""
    return {
        "caption": words.say("sources.title"),
        "columns": [words.say(f"sources.{name}") for name in COLUMNS],
        "rows": [
            {
                "cells": [
                    source.publisher,
                    source.title or source.url,
                    words.partial(source.published, short=True),
                    words.say(f"map.source.{source.kind}"),
                ],
                "lang": source.language,
                "href": source.url if source.url.startswith(WEB) else "",
            }
            for source in sources
        ],
    }
