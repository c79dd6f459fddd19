"""What the browser gets: the evidence and its states as small JSON texts, computed once when the server starts."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geodata
from dashboard.assets import Asset, asset, our_assets
from dashboard.drawn import first_look
from dashboard.once import Once, state_of
from dashboard.present.annotations import Annotation, annotations
from dashboard.present.story import Scene, scenes
from dashboard.state import KINDS, LANGUAGES, STRENGTH
from dashboard.telling.names import names_in_frame
from dashboard.words import words_of
from geodata.atlas import Atlas
from geodata.counting import exercise_of, missing_number, post_group, unit_of
from geodata.errors import Problem
from geodata.model import CONTINGENT, GREENLAND, OVER, PRESENT, STANDING, Claim, Source, State
from geodata.reading import PARTS, default_folder, read_drawn
from geodata.tables import DRAWN, Feature

OURS = Path(geodata.__file__).parent
EVER = "9999-12-31"
FIRST_SEEN = ("bathymetry", "coast-5km", "land", "ice", "graticule", "arctic_circle", "pituffik")  # in the opening view
# What the frame says; the rest the server says itself.
SPOKEN = ("map.", "number.", "table.somewhere", "table.nowhere", "header.asof", "header.known")
STATE_FIELDS = (
    "step",
    "low",
    "high",
    "place",
    "precision",
    "rank",
    "headline",
    "number",
    "rivals",
    "due",
    "since",
    "last",
    "last_said",
    "sources",
    "last_known",
    "unconfirmed",
    "disputed",
    "spots",
    "rank_disputed",
    "place_disputed",
    "group",
    "wants_number",
    "counts",
    "number_day",
)
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
CLAIM_FIELDS = (
    "id",
    "subject",
    "attribute",
    "value",
    "low",
    "high",
    "day",
    "day_to",
    "due",
    "basis",
    "said_by",
    "programme",
    "part_of",
    "disputes",
    "counts",
    "place",
    "confidence",
    "sources",
    "text",
)
SOURCE_FIELDS = ("publisher", "title", "url", "published", "language", "kind")


@dataclass(frozen=True)
class Feed:
    """Everything that is served, and the evidence it was made from.

    Parameters
    ----------
    atlas
        The evidence; rows with problems are set aside in it.
    release
        Changes when anything that is served changes.
    files
        Path under `/data` to file.
    drawing
        Why our own coast is drawn instead of that of the evidence; empty where it is not.
    """

    atlas: Atlas
    release: str
    files: Mapping[str, Asset]
    drawing: tuple[Problem, ...] = ()


def _read() -> Feed:
    """Read the evidence and prepare all that the browser will ask for."""
    atlas = geodata.load_gently()
    layers, drawing = geo_layers(default_folder())
    evidence = atlas_payload(atlas)
    seen = compact(first_look({name: layers[name] for name in FIRST_SEEN}))
    texts: dict[str, str] = {
        "claims.json": compact(claims_payload(atlas)),
        "scenes.json": compact([scene_payload(atlas, scene) for scene in scenes()]),
        **{
            f"words/{lang}.json": compact(words_payload(lang) | names_in_frame(atlas, words_of(lang)))
            for lang in LANGUAGES
        },
        **{f"geo/{name}": _collection(features) for name, features in layers.items()},
    }
    notes = compact([annotation_payload(atlas, note) for note in annotations()])
    served = [text.encode() for text in (*texts.values(), seen, notes, compact(evidence))]
    served += [item.body for item in our_assets().values()]
    release = hashlib.sha256(b"".join(served)).hexdigest()[:12]
    first = {"atlas": compact({"release": release, **evidence}), "drawn": seen, "annotations": notes}
    # All that a first look needs is one file: each request costs the browser a few milliseconds of its one thread.
    texts |= {f"start/{lang}.json": _object({**first, "words": texts[f"words/{lang}.json"]}) for lang in LANGUAGES}
    files = {name: asset(name if "." in name else f"{name}.geojson", text.encode()) for name, text in texts.items()}
    return Feed(atlas, release, files, drawing)


feed = Once(_read, geodata.GeodataError, lambda: state_of(default_folder(), PARTS))


def health() -> tuple[int, dict[str, Any]]:
    """Say what can be shown: status and body of `/healthz`.

    Whoever answers lives. It is ready, and the status is 200, as long as there are claims to show; rows that had to be
    set aside are counted, for one faulty row is no reason to take the server out of service.
    """
    try:
        found = feed()
        atlas, drawing = found.atlas, found.drawing
        problems, release, claims, aside = atlas.problems, found.release, len(atlas.claims), atlas.set_aside
    except geodata.GeodataError as error:  # a whole file cannot be read
        problems, release, claims, aside, drawing = error.problems, "", 0, 0, ()
    ready = claims > 0
    body: dict[str, Any] = {"live": True, "ready": ready, "release": release, "claims": claims, "set_aside": aside}
    if problems:
        body |= {"problem": str(problems[0]), "problems": len(problems)}
    if drawing:  # no claim is lost by it
        body["drawing"] = str(drawing[0])
    return (200 if ready else 503), body


def address(path: str) -> str:
    """Give the address of a file, relative to the root, with its version.

    A script or a style goes by its own content, so it stays the same when only the evidence changes. What follows from
    the evidence goes by the release; while the evidence cannot be read there is none, and the page says why.
    """
    kind, _, name = path.partition("/")
    if kind == "assets":
        return f"{path}?v={our_assets()[name].version}"
    try:
        return f"{path}?v={feed().release}"
    except geodata.GeodataError:
        return path


def atlas_payload(atlas: Atlas) -> dict[str, Any]:
    """Build the evidence of `data/start`: subjects, actors, places, events, each subject's states over both clocks."""
    values, states = _states(atlas)
    return {
        "min": "0001-01-01",
        "max": EVER,
        "evidence_to": atlas.evidence_to.isoformat(),
        "kinds": list(KINDS),
        "steps": {step: steps_payload(step) for step in STRENGTH},
        "greenland": GREENLAND,
        "subjects": [
            {**_pick(subject, SUBJECT_FIELDS), "exercise": exercise_of(subject, atlas.records)}
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
                **_pick(place, ("kind", "precision", "lat", "lon")),
                "names": list(dict.fromkeys(filter(None, (place.name, place.name_da, place.name_en)))),
            }
            for place in atlas.places.values()
        },
        "openings": [
            {"id": o.id, "label": o.label, "as_of": _iso(o.as_of), "known_by": _iso(o.known_by) or EVER}
            for o in atlas.openings.values()
        ],
        "events": _events(atlas),
        "unverified": sorted(claim.id for claim in atlas.claims.values() if claim.confidence == "unverified"),
        "fields": list(STATE_FIELDS),
        "values": values,
        "states": states,
    }


def claims_payload(atlas: Atlas) -> dict[str, Any]:
    """Build `data/claims.json`: every claim and every source, for the cards."""
    return {
        "fields": [*CLAIM_FIELDS, "known_from", "report"],
        "claims": [
            [
                *(_jsonable(getattr(claim, name)) for name in CLAIM_FIELDS),
                _jsonable(atlas.known_from(claim.id)),
                report_of(atlas, claim),
            ]
            for claim in atlas.claims.values()
        ],
        "sources": {source.id: _pick(source, SOURCE_FIELDS) for source in atlas.sources.values()},
    }


def words_payload(lang: str) -> dict[str, str]:
    """Build `data/words`: what the frame says in a language."""
    return {key: text for key, text in words_of(lang).table.items() if key.startswith(SPOKEN)}


def frame_words(atlas: Atlas, lang: str) -> dict[str, str]:
    """Build `data/words` whole: our words, and the names of the evidence in the same language."""
    return words_payload(lang) | names_in_frame(atlas, words_of(lang))


def steps_payload(step: str) -> dict[str, bool]:
    """Say of a step whether it is over, and whether it means that somebody saw it."""
    return {"over": step in OVER, "seen": step in PRESENT | STANDING}


def report_of(atlas: Atlas, claim: Claim) -> str:
    """Name the report that a claim belongs to, equal for all claims of one report about a subject.

    Claims about a contingent that come from one gathered row and the same sources are one report; of other subjects
    those with the same words.
    """
    kind = atlas.subjects[claim.subject].kind if claim.subject in atlas.subjects else ""
    told = ";".join(claim.origin) if kind == CONTINGENT and claim.origin else claim.text
    return hashlib.sha256("|".join((claim.subject, told, *claim.sources)).encode()).hexdigest()[:8]


def scene_payload(atlas: Atlas, scene: Scene) -> dict[str, Any]:
    """Build one scene of `data/scenes.json`, each of its sources in short and with its address.

    What the evidence lacks is left out.
    """
    told_by = {}
    for source in (atlas.sources[name] for name in scene.sources if name in atlas.sources):
        text = {lang: source_in_short(source, lang) for lang in LANGUAGES}
        told_by[text["en"], source.url] = {
            "text": text,
            "url": source.url,
            "title": source.title,
            "language": source.language,
        }
    return {
        "id": scene.id,
        "as_of": _iso(scene.as_of),
        "known_by": _iso(scene.known_by) or EVER,
        "sel": scene.sel,
        "lights": list(scene.lights),
        "title": dict(scene.title),
        "sentence": dict(scene.sentence),
        "told_by": list(told_by.values()),
    }


def annotation_payload(atlas: Atlas, note: Annotation) -> dict[str, Any]:
    """Build one annotation of the start payload; it is known once the last of its sources had been published."""
    published = [atlas.sources[name].published for name in note.sources if name in atlas.sources]
    known = [geodata.model.last_day(day) for day in published if day]
    return {
        "id": note.id,
        "from": _iso(note.first),
        "to": _iso(note.last),
        "known": _iso(max(known)) if len(known) == len(note.sources) else EVER,
        "sel": note.sel,
        "place": note.place,
        "text": dict(note.text),
    }


def source_in_short(source: Source, lang: str) -> str:
    """Name publisher and day: "Reuters, 14 Jan 2026"."""
    day = words_of(lang).partial(source.published, short=True)
    return ", ".join(part for part in (source.publisher.split(" (")[0], day) if part)


def geo_layers(folder: Path) -> tuple[dict[str, list[dict[str, Any]]], tuple[Problem, ...]]:
    """Collect the geometry as GeoJSON features: coasts and windows from the layers, the rest from our own base map.

    A folder may leave out a layer that is only drawn: then our own is taken. So it is where the layer cannot be drawn;
    then the problems say why.
    """
    theirs, problems = read_drawn(folder)
    ours, base = our_layers()
    coasts, enclave = (theirs.features.get(name) or ours[name] for name in DRAWN)
    windows = {one.id: [_as_json(one)] for one in (*ours[DRAWN[0]], *coasts)}
    return {**windows, "pituffik": [_as_json(one) for one in enclave], **base}, problems


@cache
def our_layers() -> tuple[Mapping[str, tuple[Feature, ...]], Mapping[str, list[dict[str, Any]]]]:
    """Read what comes with the package and never changes: its coasts, and the base map by the names of its files."""
    base = {path.stem: _features(path) for path in sorted((OURS / "basemap").glob("*.geojson"))}
    return read_drawn(OURS)[0].features, base


def _as_json(one: Feature) -> dict[str, Any]:
    return {"type": "Feature", "properties": dict(one.properties), "geometry": one.geometry}


def compact(value: Any) -> str:
    """Write JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _object(texts: Mapping[str, str]) -> str:
    """Join JSON texts to one object; names are plain."""
    return "{" + ",".join(f'"{name}":{text}' for name, text in texts.items()) + "}"


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _collection(features: list[dict[str, Any]]) -> str:
    return compact({"type": "FeatureCollection", "features": features})


def _states(atlas: Atlas) -> tuple[list[list[Any]], dict[str, list[list[Any]]]]:
    """List the distinct states once; each rectangle points at its own by number."""
    numbers: dict[str, int] = {}
    values: list[list[Any]] = []
    states: dict[str, list[list[Any]]] = {}
    for subject, rectangles in atlas.rectangles_by_subject.items():
        for one in rectangles:
            if not one.state.step:
                continue
            value = [_state_value(atlas, one.state, name) for name in STATE_FIELDS]
            key = compact(value)
            if key not in numbers:
                numbers[key] = len(values)
                values.append(value)
            clocks = [_iso(day) for day in (one.known_from, one.known_to, one.as_of_from, one.as_of_to)]
            states.setdefault(subject, []).append([*clocks, numbers[key]])
    return values, states


def _state_value(atlas: Atlas, state: State, name: str) -> Any:
    if name == "spots":
        return [[spot.place, spot.precision, spot.low, spot.high] for spot in state.spots]
    if name == "group":
        return post_group(atlas.subjects[state.subject], state, atlas.records)
    if name == "wants_number":
        return missing_number(atlas.subjects[state.subject], state)
    if name == "counts":
        return unit_of(state, atlas.records)
    if name == "number_day":
        return atlas.claims[state.number].day if state.number in atlas.claims else ""
    return _jsonable(getattr(state, "last_confirmed" if name == "last" else name))


def _events(atlas: Atlas) -> list[dict[str, Any]]:
    """Tell each event once; a repeat lends its sources to the event it repeats."""
    extra: dict[str, list[str]] = {}
    for event in atlas.events.values():
        for told in event.same_as:
            extra.setdefault(told, []).extend(event.sources)
    return [
        {
            **_pick(event, ("id", "title", "summary", "kind", "nations", "place", "lat", "lon")),
            "date": geodata.model.last_day(event.date).isoformat(),
            "told": event.date,
            "sources": list(dict.fromkeys([*event.sources, *extra.get(event.id, [])])),
        }
        for event in atlas.events.values()
        if not event.same_as
    ]


def _pick(record: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: _jsonable(getattr(record, name)) for name in names}


def _iso(day: date | str | None) -> str:
    return day.isoformat() if isinstance(day, date) else day or ""


def _jsonable(value: Any) -> Any:
    if isinstance(value, (date,)):
        return value.isoformat()
    if isinstance(value, (tuple, list, frozenset)):
        return [_jsonable(item) for item in value]
    return value
