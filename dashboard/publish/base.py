"""What the page says whatever the day: its vocabulary, its labels and the texts that it fills in, per language."""

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.export.sources import source_rows
from dashboard.more import KEYS as MORE_KEYS
from dashboard.panels.dialogs import EMBED, SHARE_WORDS
from dashboard.panels.filters import fields_data
from dashboard.panels.header import HOW, SHARE, header_data
from dashboard.panels.sentence import sentence_data
from dashboard.panels.table import table_data
from dashboard.payloads.atlas import facets_payload
from dashboard.payloads.plain_json import iso
from dashboard.present.story import scenes
from dashboard.publish.says import NOW, PAST, known_key, state_fields
from dashboard.release import Release
from dashboard.state import (
    FIRST_DAY,
    KEYS,
    LANGUAGES,
    LAST_DAY,
    LAST_SCENE,
    LISTS,
    LONGEST_SEARCH,
    PROJECTIONS,
    THEMES,
    VIEWS,
    ViewState,
    Vocabulary,
)
from dashboard.text import DRILLDOWNS, SentenceBuilder, actor_name, aside_words, selected_name
from dashboard.text.drilldowns import KEY_DRILLDOWNS
from dashboard.text.filters import drilldown_help, drilldown_words
from dashboard.text.i18n import Words
from dashboard.view.search import GROUPS as SEARCHED
from dashboard.view.search import MOST_HITS, MOST_SOURCES, index_of
from dashboard.view.view import resolve_view, vocabulary
from geodata.atlas import Atlas
from geodata.groups import QUICK

FILLED = (
    "title",
    "header.asof",
    "header.known",
    "known.all",
    "known.same",
    "filter.rows",
    "filter.search",
    "filter.remove",
    "search.none",
    "search.near",
    "table.onward",
    "sources.title",
    "notice.link",
    "notice.link.rest",
    "empty.title",
    "empty.why",
    "empty.day",
    "alternative.shown",
    "alternative.filter",
    "map.day.day",
    "map.day.long",
    "map.months.short",
    "map.months.long",
    "situation.title",
)
"""Texts that the page fills in itself: days, numbers and names."""
OWN_WORDS = "publish."
MOST_SENTENCES = 4  # of so many nations that each gets its own


def base_payload(release: Release, words: Words, embeds: bool = False) -> dict[str, Any]:
    """Build what the page needs at once, besides what `Writer.payload` gives of everything known.

    Parameters
    ----------
    release : Release
        What is published.
    words : Words
        The language.
    embeds : bool
        Whether others may frame the map: then the page offers the lines for it.
    """
    atlas, codes = release.atlas, vocabulary()
    state = ViewState(codes.as_of, codes.known_by)
    model = resolve_view(state, words)
    most = len(atlas.subjects)
    return {
        "lang": words.lang,
        "release": release.release,
        "codes": _codes(atlas, codes),
        "subjects": list(atlas.subjects),
        "facets": facets_payload(atlas),
        "state_fields": state_fields(),
        "knowledge": [known_key(day) for day in knowledge_days(atlas)],
        "head": header_data(
            words, ["", words.say("header.evidence", day=words.day(atlas.evidence_to, True))], state, codes, []
        )
        | {"analyse": {"text": "", "href": "", "patch": {}, "open": False}},  # a published page has no such room
        "fields": fields_data(atlas, state, words, codes, model.world),
        "sentence": sentence_data([], [], state, [], codes, words),
        "table": table_data(replace(model.view, rows=[]), "", ""),
        "scenes": [
            {
                "asof": iso(scene.as_of),
                "known": iso(scene.known_by),
                "sel": scene.sel,
                "title": scene.title.get(words.lang) or scene.title["en"],
            }
            for scene in scenes()
        ],
        "clocks": _clocks(atlas, words),
        "only": {
            code: words.say("clock.only", names=actor_name(atlas, words, code), clock="{clock}")
            for code in atlas.actors
        },
        "drilldowns": {drilldown: drilldown_words(words, drilldown) for drilldown in (*DRILLDOWNS, *KEY_DRILLDOWNS)},
        "helps": {name: text for name in DRILLDOWNS if (text := drilldown_help(words, name))},
        "aside": aside_words(model.world, words),
        "words": {key: words.say(key) for key in FILLED}
        | {key: text for key, text in words.table.items() if key.startswith(OWN_WORDS)},
        "counts": {
            "entries": _counted(words, "table.count", most),
            "caption": _counted(words, "table.alt", most),
            "active": _counted(words, "filter.active", len(atlas.actors) + sum(map(len, filter(None, LISTS.values())))),
            "hits": _counted(words, "search.hits", MOST_HITS),
        },
        "groups": [[name, words.say(f"field.group.{name}")] for name in QUICK],
        "embed": EMBED if embeds else "",
        "mostSentences": MOST_SENTENCES,
        "dialogs": [SHARE, HOW],
        "share": {name: words.say(f"share.{key}") for name, key in SHARE_WORDS.items()},
        "hint": words.say("table.hint"),
        "none": words.say("table.none"),
    }


def names_payload(atlas: Atlas, words: Words) -> dict[str, str]:
    """Name all that can be selected, as the title of the tab does."""
    groups = {"nation": atlas.actors, "place": atlas.places, "event": atlas.events, "source": atlas.sources}
    sels = [*atlas.subjects, *(f"{group}:{name}" for group, found in groups.items() for name in found)]
    return {sel: selected_name(atlas, words, sel) for sel in sels}


def knowledge_days(atlas: Atlas) -> list[date | None]:
    """List the days of knowledge between which nothing becomes known; None, which is everything, stands last."""
    days = {atlas.knowledge_day(day) for day in map(atlas.known_from, atlas.claims)}
    return [*sorted({date.min, *(day for day in days if day is not None)}), None]


def _codes(atlas: Atlas, codes: Vocabulary) -> dict[str, Any]:
    """Say what an address may hold; see `dashboard.state`."""
    return {
        "keys": list(KEYS),
        "unheld": list(MORE_KEYS),
        "asof": iso(codes.as_of),
        "known": iso(codes.known_by),
        "nations": sorted(codes.nations),
        **{key: list(order) for key, order in LISTS.items() if order},
        "proj": list(PROJECTIONS),
        "theme": list(THEMES),
        "view": list(VIEWS),
        "lang": list(LANGUAGES),
        "drilldowns": sorted(codes.drilldowns),
        "places": sorted(codes.places),
        "events": sorted(codes.events),
        "sources": list(atlas.sources),
        "first": iso(FIRST_DAY),
        "last": iso(LAST_DAY),
        "lastScene": LAST_SCENE,
        "longestSearch": LONGEST_SEARCH,
    }


class _Marks(Words):
    """Words that write gaps in the place of days."""

    def day(self, day: date, short: bool = False) -> str:  # noqa: ARG002 (as the words that it stands for)
        """Give the gap of the day looked at, or of the day of knowledge."""
        return "{day}" if day == date.max else "{known}"


def _clocks(atlas: Atlas, words: Words) -> dict[str, Any]:
    """Write how a sentence begins, by what is known: everything, what was known that day, or on another."""
    marks = _Marks(words.lang, words.table)
    worlds = {"all": None, "same": date.max, "known": date.min}

    def forms(past: bool) -> dict[str, str]:
        state = ViewState(date.max)
        builders = {name: SentenceBuilder(atlas.at(date.max, known), state, marks) for name, known in worlds.items()}
        return {name: builder.clocks(past) for name, builder in builders.items()}

    cased = {NOW: forms(False), PAST: forms(True)}
    within = {
        mark: {name: words.say(f"{lead}.{name}", day="{day}", known="{known}") for name in worlds}
        for mark, lead in ((NOW, "clock"), (PAST, "clock.past"))
    }
    return {"first": cased, "within": within}


def _counted(words: Words, key: str, most: int) -> list[str]:
    return [words.count(key, number) for number in range(most + 1)]


def find_payload(atlas: Atlas, words: Words) -> dict[str, Any]:
    """Build the index of the search: what `dashboard.view.search` collects, for the page to look through."""
    return {
        "groups": list(SEARCHED),
        "most": MOST_HITS,
        "mostSources": MOST_SOURCES,
        "entries": [
            [
                entry.hit.sel,
                entry.hit.title,
                entry.hit.note,
                entry.hit.lang,
                sorted(entry.whole),
                entry.text.removeprefix(entry.names).strip(),
                dict(entry.numbers),
            ]
            for entry in index_of(atlas, words).entries
        ],
    }


def sources_payload(atlas: Atlas, words: Words) -> dict[str, Any]:
    """List all sources in the reader's words, in the order of their numbers."""
    return source_rows(words, atlas.sources.values())
