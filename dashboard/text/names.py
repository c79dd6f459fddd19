"""Names of actors, places, subjects and events in the reader's language: its own column, else the English one."""

from collections.abc import Iterable

from dashboard.text.i18n import Words
from geodata.atlas import Atlas
from geodata.model import ENGLISH, GREENLAND, Event, Source, Subject, lang_of, text_in

SEED = "seed"  # a source of which no publisher is known: words about it stand in the place of a name


def actor_name(atlas: Atlas, words: Words, actor: str, running: bool = False) -> str:
    """Name an actor in the reader's language; within running text some take an article."""
    if running and words.has(f"said.{actor}"):
        return words.say(f"said.{actor}")
    if words.has(f"actor.{actor}"):
        return words.say(f"actor.{actor}")
    known = atlas.actors.get(actor)
    if known is None:
        return actor
    return text_in(known, "name", words.lang)


def publisher_name(source: Source, words: Words) -> str:
    """Name who published a source; of the article this map began with, whose publisher nobody names, say that."""
    if source.kind == SEED and source.language != words.lang:
        return words.sentence_case(words.say("map.source.seed"))
    return source.publisher


def whose(atlas: Atlas, words: Words, subject: Subject) -> str:
    """Name whose a subject is: its nation, or that it is of several; nothing where it is nobody's."""
    if subject.id in atlas.wholes:
        return words.say("whole.nations")
    return actor_name(atlas, words, subject.actor) if subject.actor else ""


def place_name(atlas: Atlas, words: Words, place: str) -> str:
    """Name a place: the Greenlandic name first; abroad, or where there is none, in the reader's language."""
    known = atlas.places.get(place)
    if known is None:
        return place
    if known.in_greenland and known.name and known.name != known.name_en:
        return known.name
    return text_in(known, "name", words.lang)


def where_words(atlas: Atlas, words: Words, places: Iterable[str]) -> str:
    """Say where something is: its places by name, and last that a source knows no more than "in Greenland"."""
    named = list(dict.fromkeys(filter(None, places)))
    listed = ", ".join(place_name(atlas, words, place) for place in named if place != GREENLAND)
    return "; ".join(filter(None, [listed, words.say("table.somewhere") if GREENLAND in named else ""]))


def capital_name(atlas: Atlas, words: Words, actor: str) -> str:
    """Name the capital of an actor in the reader's language, as its place does."""
    if words.has(f"capital.{actor}"):
        return words.say(f"capital.{actor}")
    capital = atlas.actors[actor].capital
    return next((text_in(at, "name", words.lang) for at in atlas.places.values() if at.name_en == capital), capital)


def texts_in_frame(atlas: Atlas, words: Words) -> dict[str, str]:
    """List the texts about subjects and events that the language has itself, by `map.text.FIELD.ID`.

    What is missing stands in English in the evidence, and the frame marks it so.
    """
    about: list[tuple[Subject | Event, tuple[str, ...]]] = [
        *((subject, ("label", "task", "note")) for subject in atlas.subjects.values()),
        *((event, ("title", "summary")) for event in atlas.events.values() if not event.same_as),
    ]
    return {
        f"map.text.{field}.{record.id}": text_in(record, field, words.lang)
        for record, fields in about
        for field in fields
        if lang_of(record, field, words.lang) != ENGLISH
    }


def joint_name(atlas: Atlas, words: Words, subject: str) -> str:
    """Name in short what several nations do as one: the exercise that their number stands for."""
    key = f"whole.{subject}.short"
    return words.say(key) if words.has(key) else text_in(atlas.subjects[subject], "label", words.lang)


def names_in_frame(atlas: Atlas, words: Words) -> dict[str, str]:
    """Name every actor, capital, place, subject, event and whole for the frame, by the key of a word."""
    wholes = sorted(atlas.wholes)
    return {
        **texts_in_frame(atlas, words),
        **{f"map.actor.{name}": actor_name(atlas, words, name) for name in atlas.actors},
        **{f"map.capital.{name}": capital_name(atlas, words, name) for name in atlas.actors},
        **{f"map.place.{name}": place_name(atlas, words, name) for name in atlas.places},
        **{f"map.joint.{name}": joint_name(atlas, words, name) for name in wholes},
        **{f"map.whose.{name}": whose(atlas, words, atlas.subjects[name]) for name in wholes},
        **{f"map.said.{name}": actor_name(atlas, words, name, running=True) for name in atlas.actors},
    }


def selected_name(atlas: Atlas, words: Words, sel: str) -> str:
    """Name what is selected, as its card does; nothing if nothing is."""
    group, _, ident = sel.rpartition(":")
    if group == "nation":
        return actor_name(atlas, words, ident)
    if group == "place":
        return place_name(atlas, words, ident)
    if group == "event" and ident in atlas.events:
        return text_in(atlas.events[ident], "title", words.lang)
    if group == "source" and ident in atlas.sources:
        return atlas.sources[ident].publisher
    return text_in(atlas.subjects[sel], "label", words.lang) if sel in atlas.subjects else ""
