"""Views that drawings, sheets and slides are tried on."""

from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.view import ViewModel, parse_query, resolve_view, vocabulary

QUERIES: dict[str, tuple[dict[str, str], str]] = {
    "opening": ({}, "en"),
    "france": ({"sel": "nation:FRA", "asof": "2026-02-06"}, "da"),
    "article": ({"asof": "2026-01-15", "known": "2026-01-15"}, "en"),
    "posts": ({"kinds": "post", "asof": "2026-03-01"}, "da"),
    "one nation": ({"nations": "DNK", "asof": "2026-01-17"}, "en"),
    "latest": ({"asof": "2026-09-22"}, "en"),
    "long ago": ({"asof": "1960-01-01"}, "en"),
    "nothing": ({"nations": "ISL", "kinds": "base"}, "en"),
    "promises": ({"steps": "announced.considered", "asof": "2026-01-16"}, "da"),
    "scene": ({"view": "story", "scene": "3"}, "en"),
}


def view_named(name: str) -> ViewModel:
    """Resolve one of the views."""
    query, lang = QUERIES[name]
    return resolve_view(parse_query(query)[0], words_of(lang))


def analysed(**choice: str) -> ViewModel:
    """Resolve a view of the Analyse room, of 21 January 2026 where no day is given."""
    state, faults = parse_query({"asof": "2026-01-21", "view": "analyse", **choice})
    assert faults == ()
    return resolve_view(state, words_of("en"))


def opened(choice: ViewState) -> ViewModel:
    """What a reader sees who follows a link: by way of its address."""
    state, faults = parse_query(choice.to_query(vocabulary()))
    assert faults == ()
    return resolve_view(state, words_of("en"))
