"""Each active filter in words, with the choice that remains without it; and what else a view leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.rows_query import ORIGIN_DRILLDOWNS, SOURCE_DRILLDOWN, rows_within
from dashboard.state import Notice, ViewState
from dashboard.text.composer import KIND_DRILLDOWN
from dashboard.text.drilldowns import KEY_DRILLDOWN
from dashboard.text.i18n import Words
from dashboard.text.more import more_in_words
from dashboard.text.names import actor_name
from geodata.atlas import Atlas, World
from geodata.origins import origins_of


@dataclass(frozen=True, slots=True)
class Filter:
    """One active filter: its words, and the choice without it."""

    text: str
    without: ViewState


def filters_in_words(atlas: Atlas, state: ViewState, words: Words) -> list[Filter]:
    """Say each active filter, with what the choice would be without it."""
    found = [
        Filter(facet_word(atlas, words, key, code), state.but(**{key: _less(codes, code)}))
        for key, codes in state.chosen.items()
        for code in codes
    ]
    found += [Filter(text, state.but(more=less)) for text, less in more_in_words(atlas, state.more, words)]
    if state.rows_of:
        text = words.say("filter.rows", number=rows_words(atlas, words, state.rows_of))
        found.append(Filter(text, state.but(q=state.search)))
    if state.search:
        text = words.say("filter.search", text=state.search)
        found.append(Filter(text, state.but(q=rows_within(state.rows_of, ""))))
    return found


def facet_word(atlas: Atlas, words: Words, key: str, code: str) -> str:
    """Name a code of a facet: a nation by the evidence, others by our words, as ``kind.post`` of ``kinds``."""
    return actor_name(atlas, words, code) if key == "nations" else words.say(f"{key.removesuffix('s')}.{code}")


def drilldown_words(words: Words, drilldown: str) -> str:
    """Name the rows behind a number; an address may ask for a number that does not exist."""
    kind = f"kind.{drilldown.partition('_')[2]}"
    if (
        drilldown.startswith((KIND_DRILLDOWN, KEY_DRILLDOWN))
        and words.has(kind)
        and not words.has(f"drilldown.{drilldown}")
    ):
        return words.say(kind)
    return words.say(f"drilldown.{drilldown}") if words.has(f"drilldown.{drilldown}") else drilldown


def drilldown_help(words: Words, drilldown: str) -> str:
    """Say what a number counts, where that is not plain; else an empty text."""
    key = f"drilldown.{drilldown}.help"
    return words.say(key) if words.has(key) else ""


def rows_words(atlas: Atlas, words: Words, drilldown: str) -> str:
    """Name the rows behind a number, also where it is counted of one origin or one source."""
    kind, _, code = drilldown.partition(":")
    if kind == SOURCE_DRILLDOWN and code in atlas.sources:
        return words.say(f"drilldown.{kind}", name=atlas.sources[code].publisher)
    if kind in ORIGIN_DRILLDOWNS and (origin := origins_of(atlas).get(code)):
        return words.say(f"drilldown.{kind}", name=origin.name)
    return drilldown_words(words, drilldown)


def clock_words(world: World, words: Words) -> list[str]:
    """Say both clocks for a table or a download."""
    known = words.day(world.known_by) if world.known_by else words.say("known.all")
    return [f"{words.say('field.asof')}: {words.day(world.as_of)}", f"{words.say('field.known')}: {known}"]


def aside_words(world: World, words: Words) -> str:
    """Say how many faulty rows are set aside, which makes every total incomplete; an empty text if there are none."""
    atlas = world.atlas
    if not atlas.set_aside:
        return ""
    return words.say("notice.aside.title", n=words.number(atlas.set_aside), all=words.number(atlas.rows))


def own_words(world: World, words: Words) -> str:
    """Say how many claims of the reader's own are computed in; an empty text if there are none."""
    own_claims = world.atlas.own
    return words.count("yours.within", len(own_claims)) if own_claims else ""


def link_words(words: Words, notices: Sequence[Notice]) -> str:
    """Say what of a link could not be used."""
    notice_text = words.say("notice.link", parts=", ".join(f"{notice.key}={notice.found}" for notice in notices))
    return " ".join(
        [notice_text, *(words.say(f"notice.why.{notice.key}.{notice.why}") for notice in notices if notice.why)]
    )


def _less(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(other for other in codes if other != code)
