"""The evidence as the map's frame gets it: what there is, what it is called, and the stories told of it."""

from typing import Any

import geodata
from dashboard.drawing.symbols import shapes
from dashboard.more import KEYS as MORE
from dashboard.payloads.plain_json import EVER_ISO, iso, pick
from dashboard.payloads.states import STATE_FIELDS
from dashboard.present.annotations import Annotation
from dashboard.present.fragments import fragments_of
from dashboard.present.story import Scene
from dashboard.state import KINDS, LANGUAGES, STRENGTH
from dashboard.text.i18n import words_of
from dashboard.text.names import names_in_frame, publisher_name
from geodata.atlas import Atlas
from geodata.filters import FACETS, Facet
from geodata.model import GREENLAND, OVER, PRESENT, STANDING, Source
from geodata.refine import observe
from geodata.totals import exercise_of

# What the frame says; the rest the server says itself.
SPOKEN = ("map.", "number.", "table.somewhere", "table.nowhere", "header.asof", "header.known")
SUBJECT_FIELDS = (
    "id",
    "kind",
    "actor",
    "label",
    "place",
    "precision",
    "lat",
    "lon",
    "programme",
    "task",
    "note",
    "part_of",
)


def atlas_payload(atlas: Atlas) -> dict[str, Any]:
    """Build the evidence of `data/start`: what there is, and how it is drawn; states travel apart."""
    return {
        "min": "0001-01-01",
        "max": EVER_ISO,
        "evidence_to": atlas.evidence_to.isoformat(),
        "kinds": list(KINDS),
        "shapes": shapes(),
        "steps": {step: steps_payload(step) for step in STRENGTH},
        "facets": facets_payload(atlas),
        "sieves": ["q", "release", *MORE],  # keys of the address that only the server can answer
        "greenland": GREENLAND,
        "wholes": sorted(atlas.wholes),
        "subjects": [
            {
                **pick(subject, SUBJECT_FIELDS),
                "exercise": exercise_of(subject, atlas.records),
                "observes": observe(atlas.claims_of[subject.id]),
            }
            for subject in atlas.subjects.values()
        ],
        "actors": {
            actor.id: {
                "id": actor.id,
                "kind": actor.kind,
                "capital": actor.capital,
                "lat": actor.capital_lat,
                "lon": actor.capital_lon,
            }
            for actor in atlas.actors.values()
        },
        "places": {
            place.id: {
                **pick(place, ("kind", "precision", "lat", "lon")),
                "names": list(dict.fromkeys(filter(None, (place.name, place.name_da, place.name_en)))),
            }
            for place in atlas.places.values()
        },
        "openings": [
            {"id": o.id, "label": o.label, "as_of": iso(o.as_of), "known_by": iso(o.known_by) or EVER_ISO}
            for o in atlas.openings.values()
        ],
        "events": _events(atlas),
        "fields": list(STATE_FIELDS),
    }


def facets_payload(atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Say what a view can be narrowed to, so that the browser can ask what is in view as `geodata.filters` does."""
    return {key: _facet(atlas, facet) for key, facet in FACETS.items()}


def _facet(atlas: Atlas, facet: Facet) -> dict[str, Any]:
    """Say which code of a facet each subject has, in their order, and which cell of a state goes before it."""
    codes = [code for code in facet.codes(atlas.records) if code]
    places = {code: at for at, code in enumerate(codes)}
    of_subject = facet.of_subject
    subjects = [places.get(of_subject(subject), -1) for subject in atlas.subjects.values()] if of_subject else []
    return {"codes": codes, "subjects": subjects, "cell": facet.of_state}


def _events(atlas: Atlas) -> list[dict[str, Any]]:
    """Tell each event once; a repeat lends its sources to the event it repeats."""
    extra: dict[str, list[str]] = {}
    for event in atlas.events.values():
        for first in event.same_as:
            extra.setdefault(first, []).extend(event.sources)
    return [
        {
            **pick(event, ("id", "title", "summary", "kind", "nations", "place", "lat", "lon")),
            "date": geodata.model.last_day(event.date).isoformat(),
            "date_text": event.date,
            "sources": list(dict.fromkeys([*event.sources, *extra.get(event.id, [])])),
        }
        for event in atlas.events.values()
        if not event.same_as
    ]


def words_payload(lang: str) -> dict[str, str]:
    """Build `data/words`: what the frame says in a language."""
    return {key: text for key, text in words_of(lang).table.items() if key.startswith(SPOKEN)}


def frame_words(atlas: Atlas, lang: str) -> dict[str, str]:
    """Build `data/words` whole: our words, and the names of the evidence in the same language."""
    return words_payload(lang) | names_in_frame(atlas, words_of(lang))


def steps_payload(step: str) -> dict[str, bool]:
    """Say of a step whether it is over, and whether it means that somebody saw it."""
    return {"over": step in OVER, "seen": step in PRESENT | STANDING}


def scene_payload(atlas: Atlas, scene: Scene) -> dict[str, Any]:
    """Build one scene of `data/scenes.json`, each of its sources in short and with its address.

    What the evidence lacks is left out.
    """
    cited_sources = {}
    for source in (atlas.sources[name] for name in scene.sources if name in atlas.sources):
        text = {lang: source_in_short(source, lang) for lang in LANGUAGES}
        cited_sources[text["en"], source.url] = {
            "text": text,
            "url": source.url,
            "title": source.title,
            "language": source.language,
        }
    return {
        "id": scene.id,
        "as_of": iso(scene.as_of),
        "known_by": iso(scene.known_by) or EVER_ISO,
        "sel": scene.sel,
        "lights": list(scene.lights),
        "title": dict(scene.title),
        "sentence": dict(scene.sentence),
        "fragments": {lang: fragments_of(scene, lang, words_of(lang)) for lang in scene.sentence if lang in LANGUAGES},
        "cited_sources": list(cited_sources.values()),
        "notes": dict(scene.notes),
    }


def annotation_payload(atlas: Atlas, note: Annotation) -> dict[str, Any]:
    """Build one annotation of the start payload; it is known once the last of its sources had been published."""
    published = [atlas.sources[name].published for name in note.sources if name in atlas.sources]
    known = [geodata.model.last_day(day) for day in published if day]
    return {
        "id": note.id,
        "from": iso(note.first),
        "to": iso(note.last),
        "known": iso(max(known)) if len(known) == len(note.sources) else EVER_ISO,
        "sel": note.sel,
        "place": note.place,
        "text": dict(note.text),
    }


def source_in_short(source: Source, lang: str) -> str:
    """Name publisher and day: "Reuters, 14 Jan 2026"."""
    words = words_of(lang)
    name = publisher_name(source, words).split(" (")[0]
    return ", ".join(part for part in (name, words.partial(source.published, short=True)) if part)
