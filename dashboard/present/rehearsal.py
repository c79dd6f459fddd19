"""What would embarrass a presenter: a scene that shows nothing, says what nobody vouches for, or does not fit.

What the evidence can tell is checked here; what only a browser can tell is looked at by `stage_look`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from babel.dates import get_month_names

from dashboard.present.scene_form import row_of
from dashboard.present.story import Scene
from dashboard.state import KINDS, LANGUAGES
from dashboard.text.phrase import Phrase
from geodata.atlas import Atlas, World
from geodata.errors import Problem, named

LONGEST_TITLE, LONGEST_SENTENCE = 48, 165
"""Signs of a title and of a sentence that fill two lines before a room."""

OLD_DAYS = 30
"""How old the newest report of what a scene lights may be, in days, without the scene saying so."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d+")


def problems_of(atlas: Atlas, scenes: Sequence[Scene], file: str, old_days: int = OLD_DAYS) -> list[Problem]:
    """Hold each scene against the evidence.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    scenes : sequence of Scene
        The story.
    file : str
        What messages call its file.
    old_days : int, optional
        How old the newest report of what is lit may be.

    Returns
    -------
    list of Problem
        In the order of the scenes.
    """
    found = []
    for number, scene in enumerate(scenes, 1):
        for field, fault, remedy in _faults(atlas, scene, old_days):
            found.append(Problem(file, row_of(scene.id), field, fault, remedy, at=number))
    return sorted(found)


Fault = tuple[str, str, str]
"""The field, what was found, and the remedy."""


def unknown_in(atlas: Atlas, scene: Scene, number: int, file: str) -> Iterator[Problem]:
    """List every id of a scene that the evidence does not have: with one, it would show nothing.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    scene : Scene
        The scene.
    number : int
        Its place in the story, from 1.
    file : str
        What messages call its file.
    """
    for field, fault, remedy in _unknown(atlas, scene):
        yield Problem(file, row_of(scene.id), field, fault, remedy, at=number)


def _faults(atlas: Atlas, scene: Scene, old_days: int) -> Iterator[Fault]:
    unknown = [*_unknown(atlas, scene)]
    yield from unknown
    if unknown:
        return  # what follows would only repeat it
    world = atlas.at(scene.as_of, scene.known_by)
    yield from _sources(atlas, scene)
    yield from _empty(world, scene)
    yield from _facts(world, scene)
    yield from _old(world, scene, old_days)
    for lang in LANGUAGES:
        yield from _text(world, scene, lang)


def _unknown(atlas: Atlas, scene: Scene) -> Iterator[Fault]:
    kind, _, name = scene.sel.rpartition(":")
    tables: Mapping[str, Iterable[str]] = {
        "": atlas.subjects,
        "nation": atlas.actors,
        "place": atlas.places,
        "event": atlas.events,
    }
    if name not in tables.get(kind, ()):
        yield "sel", named(scene.sel), Phrase("problem.a_sel")
    for light in scene.lights:
        if light not in atlas.subjects and light not in KINDS and light != scene.sel:
            yield "lights", named(light), Phrase("problem.a_light")
    for source in scene.sources:
        if source not in atlas.sources:
            yield "sources", named(source), Phrase("problem.a_source")
    for fact in scene.shows:
        if fact["subject"] not in atlas.subjects:
            yield "shows", named(str(fact["subject"])), Phrase("problem.a_subject")


def _sources(atlas: Atlas, scene: Scene) -> Iterator[Fault]:
    """A statement rests on a source that had been published, and that speaks of what the scene lights."""
    for name in scene.sources:
        published = atlas.sources[name].published
        if scene.known_by and published > scene.known_by.isoformat():
            found = Phrase("problem.published", source=named(name), day=published)
            yield "sources", found, Phrase("problem.published_by", day=scene.known_by)
    vouching = {name for claim in _claims(atlas, scene) for name in claim.sources}
    vouching |= {name for event in _events(atlas, scene) for name in event.sources}
    if vouching and vouching.isdisjoint(scene.sources):
        some = Phrase("problem.one_of_these", names=", ".join(sorted(vouching)[:3]))
        yield "sources", Phrase("problem.no_source"), some


def _empty(world: World, scene: Scene) -> Iterator[Fault]:
    lit = _lit(world, scene)
    if scene.sel.startswith(("event:", "place:", "nation:")) and scene.lights == (scene.sel,):
        return  # the card of it is what is shown
    if not any(name in world.states and world.states[name].step for name in lit):
        yield "lights", Phrase("problem.empty", day=scene.as_of), Phrase("problem.seen")


def _facts(world: World, scene: Scene) -> Iterator[Fault]:
    for fact in scene.shows:
        state = world.states.get(str(fact["subject"]))
        for field, value in fact.items():
            found = None if str(field).startswith("_") else getattr(state, str(field), None)
            if found != value:
                fact_phrase = Phrase(
                    "problem.fact", field=field, value=repr(value), subject=named(str(fact["subject"]))
                )
                yield "shows", fact_phrase, Phrase("problem.as_map", value=repr(found))


def _old(world: World, scene: Scene, old_days: int) -> Iterator[Fault]:
    """What was last reported long before the day is said to be so: by `last_known` or `unconfirmed` under `shows`."""
    mentioned = {str(fact["subject"]) for fact in scene.shows if fact.get("last_known") or fact.get("unconfirmed")}
    for name in _lit(world, scene):
        state = world.states.get(name)
        if state is None or state.last_confirmed is None or world.atlas.subjects[name].kind != "contingent":
            continue
        excused = name in mentioned or state.step in ("ended", "closed")
        if not excused and state.last_confirmed < scene.as_of - timedelta(days=old_days):
            remedy = Phrase("problem.later", fact=f"{{subject: {name}, last_known: true}}")
            yield "as_of", Phrase("problem.reported", subject=named(name), day=state.last_confirmed), remedy


def _text(world: World, scene: Scene, lang: str) -> Iterator[Fault]:
    title, sentence = scene.title.get(lang, ""), scene.sentence.get(lang, "")
    for field, text, longest in (("title", title, LONGEST_TITLE), ("sentence", sentence, LONGEST_SENTENCE)):
        if not text:
            yield field, Phrase("problem.untranslated", lang=lang), Phrase("problem.every_language")
        elif len(text) > longest:
            yield (
                field,
                Phrase("problem.signs_in", n=len(text), lang=lang),
                Phrase("problem.two_lines", n=longest),
            )
    shown = numbers_shown(world, scene)
    for number in numbers_in(sentence, lang):
        if number not in shown:
            found = Phrase("problem.number", n=str(number), lang=lang)
            yield "sentence", found, Phrase("problem.a_number")


def numbers_in(text: str, lang: str) -> list[int]:
    """List the numbers of a sentence; days and years are none."""
    months = "|".join(map(re.escape, get_month_names("wide", locale=lang).values()))
    day = r"\d{1,2}\.?"
    dates = re.compile(rf"{day}(?:\s*(?:-|–|to|til|og|and)\s*{day})?\s+(?:{months})(?:\s+\d{{4}})?", re.IGNORECASE)
    rest = _YEAR.sub(" ", dates.sub(" ", text))
    return [int(number) for number in _NUMBER.findall(rest)]


def numbers_shown(world: World, scene: Scene) -> set[int]:
    """Collect the numbers that stand on the map, in its totals, or in a report that the scene cites."""
    people = world.totals().people
    found = {people.low, people.high}
    for state in world.states.values():
        found |= {number for number in (state.low, state.high) if number is not None}
        found |= {number for spot in state.spots for number in (spot.low, spot.high) if number is not None}
    cited = set(scene.sources)
    texts = [claim.text for claim in world.atlas.claims.values() if cited & set(claim.sources)]
    texts += [f"{one.title} {one.summary}" for one in world.atlas.events.values() if cited & set(one.sources)]
    return found | {int(number) for text in texts for number in _NUMBER.findall(text.replace(",", ""))}


def _lit(world: World, scene: Scene) -> list[str]:
    """List the subjects that a scene lights."""
    subjects = world.atlas.subjects
    kinds = {light for light in scene.lights if light in KINDS}
    by_kind = [name for name, subject in subjects.items() if subject.kind in kinds]
    return list(dict.fromkeys([name for name in (scene.sel, *scene.lights) if name in subjects] + by_kind))


def _claims(atlas: Atlas, scene: Scene) -> Iterator[Any]:
    names = {name for name in (scene.sel, *scene.lights) if name in atlas.subjects}
    return (claim for claim in atlas.claims.values() if claim.subject in names)


def _events(atlas: Atlas, scene: Scene) -> Iterator[Any]:
    kind, _, name = scene.sel.rpartition(":")
    return (event for event in atlas.events.values() if kind == "event" and event.id == name)
