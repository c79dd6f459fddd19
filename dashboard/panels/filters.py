"""The six fields of the sidebar: countries, kinds, programme, status, and the two clocks; one element draws them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from dashboard.analysis import ALL
from dashboard.panels.component import element
from dashboard.state import FIRST_DAY, LAST_DAY, LISTS, ViewState, Vocabulary
from dashboard.text import actor_name
from dashboard.text.filters import facet_word
from dashboard.text.i18n import LOCALES, Words
from geodata.atlas import Atlas, World
from geodata.groups import MOST, QUICK, groups, involved
from geodata.model import UNNAMED

KEY = "fields"
KEYS = (*LISTS, "asof", "known")
LAST_ACTOR = UNNAMED

_element = element("fields")


def fields_data(
    atlas: Atlas, state: ViewState, words: Words, vocabulary: Vocabulary, world: World | None = None
) -> dict[str, Any]:
    """Give the element its labels, what each field offers, and what is chosen.

    Parameters
    ----------
    atlas : Atlas
        The evidence: its actors are offered as countries.
    state : ViewState
        What the page shows.
    words : Words
        The language.
    vocabulary : Vocabulary
        The opening view: a field that equals it is at rest.
    world : World, optional
        The world on the two clocks, not filtered; computed if it is not given.
    """
    query = state.to_query(vocabulary)
    chosen = sum(map(len, state.chosen.values()))
    chips = _chips(world or atlas.at(state.as_of, state.known_by), words)
    return {
        "lists": [
            _list(key, _options(atlas, words, key), codes, words) | (chips if key == "nations" else {})
            for key, codes in state.chosen.items()
        ],
        "asof": {
            "label": words.say("field.asof"),
            "help": words.say("field.asof.help"),
            "day": state.as_of.isoformat(),
            "text": words.day(state.as_of),
        },
        "known": {
            "label": words.say("field.known"),
            "help": words.say("field.known.help"),
            "chosen": state.known_by.isoformat() if state.known_by else ALL,
            "day": state.known_by.isoformat() if state.known_by else "",
            "text": words.day(state.known_by) if state.known_by else "",
            "options": _days_known(state, words),
            "other": words.say("field.known.other"),
            "which": words.say("field.known.day"),
        },
        "first": FIRST_DAY.isoformat(),
        "last": LAST_DAY.isoformat(),
        "range": words.say("field.day.range", first=FIRST_DAY.year, last=LAST_DAY.year),
        "unread": _day_forms(vocabulary.as_of, words),
        "calendar": words.say("field.day.calendar"),
        "months": _months(words.lang),
        "clear": words.say("field.clear"),
        "find": words.say("field.find"),
        "nothing": words.say("field.find.none"),
        "reset": words.say("field.reset"),
        "done": words.say("field.done"),
        "active": {"count": chosen, "text": words.count("filter.active", chosen)},
        "differs": bool(query.keys() - {"lang", "theme"}),
        "query": {key: query.get(key, "") for key in KEYS},
    }


def _day_forms(day: date, words: Words) -> str:
    """Say how a day may be written, by the example of one."""
    figures = f"{day.day}.{day.month}.{day.year}"
    return words.say("field.day.unread", day=words.day(day), figures=figures, iso=day.isoformat())


def show_fields(
    atlas: Atlas, state: ViewState, words: Words, vocabulary: Vocabulary, world: World | None = None
) -> None:
    """Draw the fields and, once anything differs from the opening view, "Reset all".

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    state : ViewState
        What the page shows.
    words : Words
        The language.
    vocabulary : Vocabulary
        The opening view.
    world : World, optional
        The world on the two clocks, not filtered.
    """
    _element(key=KEY, data=fields_data(atlas, state, words, vocabulary, world))


def _list(key: str, options: list[list[str]], chosen: tuple[str, ...], words: Words) -> dict[str, Any]:
    help_key = f"field.{key}.help"
    return {
        "key": key,
        "label": words.say(f"field.{key}"),
        "all": words.say(f"field.{key}.all"),
        "help": words.say(help_key) if words.has(help_key) else "",
        "options": options,
        "chosen": [code for code, _ in options if code in chosen],
    }


def _options(atlas: Atlas, words: Words, key: str) -> list[list[str]]:
    """List the codes of a facet with their names: nations by name, others in their order."""
    order = LISTS[key]
    return _actors_by_name(atlas, words) if order is None else [[c, facet_word(atlas, words, key, c)] for c in order]


def _chips(world: World, words: Words) -> dict[str, Any]:
    """Offer the nations most involved, and groups; a group's codes are joined as in the address."""
    actors, members = world.atlas, groups(world.everywhere, world.atlas.records, world.as_of)
    return {
        "chips": [
            [code, actor_name(actors, words, code)] for code in involved(world.everywhere, actors.records)[:MOST]
        ],
        "most": words.say("field.nations.most"),
        "groups": [[".".join(members[name]), words.say(f"field.group.{name}")] for name in QUICK if members[name]],
        "grouped": words.say("field.nations.groups"),
    }


@cache
def _months(lang: str) -> Sequence[str]:
    """Name the months of a language, for days that are typed."""
    names: Mapping[int, str] = Locale.parse(LOCALES.get(lang, lang)).months["format"]["wide"]
    return [names[number] for number in range(1, 13)]


def _days_known(state: ViewState, words: Words) -> list[list[str]]:
    """List everything, the same day, and the day that is chosen if it is neither."""
    same = state.as_of.isoformat()
    options = [[ALL, words.say("known.all")], [same, words.say("known.same")]]
    if state.known_by and state.known_by != state.as_of:
        options.append([state.known_by.isoformat(), words.day(state.known_by)])
    return options


def _actors_by_name(atlas: Atlas, words: Words) -> list[list[str]]:
    named = [[code, actor_name(atlas, words, code)] for code in atlas.actors]
    return sorted(named, key=lambda one: (one[0] == LAST_ACTOR, one[1]))
