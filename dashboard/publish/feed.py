"""The feed of what changed: an entry for each claim that came, with what it and its day did to the number of people."""

from collections.abc import Iterable, Iterator
from datetime import date

from dashboard.api.atom import Entry, write_feed
from dashboard.publish import pages
from dashboard.publish.base import knowledge_days
from dashboard.text import selected_name, whose
from dashboard.text.i18n import Words
from geodata.atlas import Atlas
from geodata.model import Claim
from geodata.sensitivity import without_each

MOST = 100


def changes_feed(atlas: Atlas, words: Words, base: str) -> bytes:
    """Write the feed.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    base : str
        Where the site lies, with a slash at its end; empty where that is not known: then links are relative.
    """
    home = f"{base}{pages.path_of(words.lang)}" or "./"
    title = f"{words.say('title')}: {words.say('publish.feed')}"
    entries = _entries(atlas, words, home)
    return write_feed(
        f"published/{words.lang}",
        title,
        words.say("about"),
        words.lang,
        words.say("title"),
        f"{home}changes.atom",
        home,
        entries,
    )


def _entries(atlas: Atlas, words: Words, home: str) -> Iterator[Entry]:
    days = [day for day in knowledge_days(atlas) if day is not None and day > date.min]
    left = MOST
    for day in reversed(days):
        found = [claim for claim in atlas.claims.values() if atlas.known_from(claim.id) == day]
        claims = found[:left]
        effect = _effect(atlas, words, day) if found else ""
        alone = without(atlas, words, day, claims)
        for claim in claims:
            yield _entry(atlas, words, home, claim, day, " ".join(filter(None, [alone.get(claim.id), effect])))
        left -= len(found)
        if left <= 0:
            return


def _entry(atlas: Atlas, words: Words, home: str, claim: Claim, day: date, effect: str) -> Entry:
    subject = atlas.subjects[claim.subject]
    actor = whose(atlas, words, subject)
    name = ": ".join(part for part in (actor, selected_name(atlas, words, claim.subject)) if part)
    corrects = f"{words.say('publish.feed.disputes')} " if claim.disputes else ""
    sources = "; ".join(dict.fromkeys(atlas.sources[source].publisher for source in claim.sources))
    text = "\n".join(part for part in (f"{corrects}{claim.text or claim.value}", sources, effect) if part)
    known = day.isoformat()
    return Entry(
        f"claim/{claim.id}/{words.lang}", day, name, text, f"{home}?asof={known}&known={known}&sel={claim.subject}"
    )


def without(atlas: Atlas, words: Words, day: date, claims: Iterable[Claim]) -> dict[str, str]:
    """Say for each claim on which a number hangs how many people would be counted without it.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    day : date
        The day looked at, and of knowledge.
    claims : iterable of Claim
        Those that became known on it.

    Returns
    -------
    dict of str to str
        By the id of the claim.
    """
    world = atlas.at(day, day)
    totals = world.totals()
    people = totals.people
    removals = without_each(world, totals.programme, {claim.id: claim for claim in claims})
    new = words.span(people.low, people.high)
    return {
        name: words.say("publish.feed.without", old=words.span(one.low, one.high), new=new)
        for name, one in removals.items()
        if one.damage
    }


def _effect(atlas: Atlas, words: Words, day: date) -> str:
    """Say what all that became known on a day did to the number of people, as of that day."""
    before, after = (atlas.at(day, known).totals() for known in (date.fromordinal(day.toordinal() - 1), day))
    if before.programme != after.programme:
        return ""
    old, new = (words.span(one.people.low, one.people.high) for one in (before, after))
    if old == new:
        return words.say("publish.feed.same")
    return words.say("publish.feed.people", old=old, new=new)
