"""Each of "More filters" in words, with the choice that remains without it."""

from collections.abc import Iterator

from dashboard.more import More
from dashboard.text.i18n import Words
from dashboard.text.names import place_name
from geodata.atlas import Atlas
from geodata.refine import roles_in


def more_in_words(atlas: Atlas, more: More, words: Words) -> Iterator[tuple[str, More]]:
    """Say each active filter of "More filters", with what the choice would be without it.

    Parameters
    ----------
    atlas
        The evidence.
    more
        The choice.
    words
        The language.
    """
    for field in ("groups", "places", "ranks", "roles", "confidence", "saidby"):
        chosen: tuple[str, ...] = getattr(more, field)
        for code in chosen:
            less = tuple(other for other in chosen if other != code)
            name = value_words(atlas, words, field, code)
            yield words.say(f"more.chip.{field}", name=name), more.but(**{field: less})
    if more.ranged:
        yield words.say("more.people.chip", n=words.span(more.low, more.high)), more.but(low=None, high=None)
    if more.nonumber:
        yield words.say("more.nonumber"), more.but(nonumber=False)
    if more.first or more.last:
        yield between_words(more, words), more.but(first=None, last=None)
    if more.independent:
        yield words.say("more.independent"), more.but(independent=False)
    if more.disputed:
        yield words.say("more.disputed"), more.but(disputed=False)


def value_words(atlas: Atlas, words: Words, field: str, code: str) -> str:
    """Name one value of a list; a role stands as the evidence words it.

    Parameters
    ----------
    atlas
        The evidence.
    words
        The language.
    field
        Which list it belongs to.
    code
        As in the address.
    """
    if field == "places":
        return place_name(atlas, words, code)
    if field == "roles":
        return roles_in(atlas.claims.values()).get(code, code)
    key = {
        "groups": f"more.group.{code}",
        "ranks": f"map.rank.{code}",
        "confidence": f"map.confidence.{code}",
        "saidby": f"map.source.{code}",
    }[field]
    return words.say(key)


def between_words(more: More, words: Words) -> str:
    """Say the span of days."""
    if more.first and more.last:
        return words.say("more.between", first=words.day(more.first, True), last=words.day(more.last, True))
    if more.first:
        return words.say("more.from", day=words.day(more.first, True))
    return words.say("more.until", day=words.day(more.last, True)) if more.last else ""
