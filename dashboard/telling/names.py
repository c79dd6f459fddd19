"""Names of actors and places in the reader's language."""

from dashboard.words import Words
from geodata.atlas import Atlas


def actor_name(atlas: Atlas, words: Words, actor: str, running: bool = False) -> str:
    """Name an actor in the reader's language; within running text some take an article."""
    if running and words.has(f"said.{actor}"):
        return words.say(f"said.{actor}")
    if words.has(f"actor.{actor}"):
        return words.say(f"actor.{actor}")
    known = atlas.actors.get(actor)
    if known is None:
        return actor
    return known.name_da if words.lang == "da" and known.name_da else known.name


def place_name(atlas: Atlas, words: Words, place: str) -> str:
    """Name a place: the Greenlandic name first, abroad the reader's language."""
    known = atlas.places.get(place)
    if known is None:
        return place
    if known.in_greenland and known.name:
        return known.name
    return (known.name_da if words.lang == "da" else known.name_en) or known.name


def capital_name(atlas: Atlas, words: Words, actor: str) -> str:
    """Name the capital of an actor in the reader's language, as its place does."""
    capital = atlas.actors[actor].capital
    danish = {place.name_en: place.name_da for place in atlas.places.values() if place.name_da}
    return danish.get(capital, capital) if words.lang == "da" else capital


def joint_name(atlas: Atlas, words: Words, subject: str) -> str:
    """Name in short what several nations do as one: the exercise that their number stands for."""
    key = f"whole.{subject}.short"
    return words.say(key) if words.has(key) else atlas.subjects[subject].label


def names_in_frame(atlas: Atlas, words: Words) -> dict[str, str]:
    """Name every actor, capital, place and whole of several nations for the frame, by the key of a word."""
    wholes = sorted({subject.part_of for subject in atlas.subjects.values() if subject.part_of})
    return {
        **{f"map.actor.{name}": actor_name(atlas, words, name) for name in atlas.actors},
        **{f"map.capital.{name}": capital_name(atlas, words, name) for name in atlas.actors},
        **{f"map.place.{name}": place_name(atlas, words, name) for name in atlas.places},
        **{f"map.joint.{name}": joint_name(atlas, words, name) for name in wholes},
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
        return atlas.events[ident].title
    if group == "source" and ident in atlas.sources:
        return atlas.sources[ident].publisher
    return atlas.subjects[sel].label if sel in atlas.subjects else ""
