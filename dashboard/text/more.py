"""Each of "More filters" in words, with the choice that remains without it."""

from collections.abc import Iterator

from dashboard.more import FLAGS, LIST_KEYS, More
from dashboard.text.i18n import Words
from dashboard.text.names import place_name
from geodata.areas import area_of
from geodata.atlas import Atlas
from geodata.refine import roles_in


def more_in_words(atlas: Atlas, more: More, words: Words) -> Iterator[tuple[str, More]]:
    """Say each active filter of "More filters", with what the choice would be without it.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    more : More
        The choice.
    words : Words
        The language.
    """
    for field in LIST_KEYS:
        chosen: tuple[str, ...] = getattr(more, field)
        for code in chosen:
            less = tuple(other for other in chosen if other != code)
            name = value_words(atlas, words, field, code)
            yield words.say(f"more.chip.{field}", name=name), more.but(**{field: less})
    if more.area:
        yield area_words(atlas, more, words), more.but(area="", maybe=False)
    if more.ranged:
        yield words.say("more.people.chip", n=words.span(more.low, more.high)), more.but(low=None, high=None)
    if more.nonumber:
        yield words.say("more.nonumber"), more.but(nonumber=False)
    if more.first or more.last:
        yield between_words(more, words), more.but(first=None, last=None)
    for flag in FLAGS:
        if getattr(more, flag):
            yield words.say(f"more.{flag}"), more.but(**{flag: False})


def value_words(atlas: Atlas, words: Words, field: str, code: str) -> str:
    """Name one value of a list; a role stands as the evidence words it.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    field : str
        Which list it belongs to.
    code : str
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


def area_words(atlas: Atlas, more: More, words: Words) -> str:
    """Say the area, and whether only what lies in it for certain is asked for."""
    return words.say(f"area.chip.{'maybe' if more.maybe else 'certain'}", area=area_name(atlas, words, more.area))


def area_name(atlas: Atlas, words: Words, text: str) -> str:
    """Name an area: its radius and middle, its degrees, or its number of corners.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    text : str
        The area as the address holds it.
    """
    area = area_of(text, atlas.places)
    numbers = area.numbers
    if area.kind == "circle":
        middle = place_name(atlas, words, area.place) if area.place else point_words(words, *numbers[:2])
        return words.say("area.circle", km=_figure(words, numbers[2]), place=middle)
    if area.kind == "box":
        west, south, east, north = numbers
        corners = point_words(words, west, south), point_words(words, east, north)
        return words.say("area.box", first=corners[0], last=corners[1])
    return words.say("area.polygon", n=words.spelled(len(numbers) // 2))


def point_words(words: Words, lon: float, lat: float) -> str:
    """Write a point as ``64.18° N 51.72° W``, to a hundredth of a degree."""
    north, east = (
        words.say("area.north" if lat >= 0 else "area.south"),
        words.say("area.east" if lon >= 0 else "area.west"),
    )
    return f"{_figure(words, abs(lat))}° {north} {_figure(words, abs(lon))}° {east}"


def _figure(words: Words, number: float) -> str:
    return f"{round(number, 2):g}".replace(".", words.say("area.point"))


def between_words(more: More, words: Words) -> str:
    """Say the span of days."""
    if more.first and more.last:
        return words.say("more.between", first=words.day(more.first, True), last=words.day(more.last, True))
    if more.first:
        return words.say("more.from", day=words.day(more.first, True))
    return words.say("more.until", day=words.day(more.last, True)) if more.last else ""
