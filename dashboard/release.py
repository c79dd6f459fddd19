"""What the browser gets: the evidence and its states as small JSON texts, prepared when the server starts."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geodata
from dashboard.assets import Asset, asset, our_assets
from dashboard.drawing.basemap import first_look
from dashboard.once import Once, state_of
from dashboard.payloads.atlas import annotation_payload, atlas_payload, frame_words, scene_payload
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.plain_json import EVER, compact
from dashboard.payloads.states import states_payload
from dashboard.present.annotations import annotations
from dashboard.present.story import scenes
from dashboard.state import LANGUAGES
from geodata.atlas import Atlas
from geodata.errors import Problem
from geodata.stores.files import PARTS, default_folder, read_drawn
from geodata.tables import DRAWN, Feature

OURS = Path(geodata.__file__).parent
FIRST_SEEN = ("bathymetry", "coast-5km", "land", "ice", "graticule", "arctic_circle", "pituffik")  # in the opening view
REMEMBERED = 64  # files that are written when they are asked for; all visitors share them


@dataclass(frozen=True, eq=False)
class Release:
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

    def states(self, known: str) -> Asset | None:
        """Write the states by what was known on a day, ISO or `EVER`; None where that is no day."""
        try:
            day = date.fromisoformat(known)
        except ValueError:
            return None
        return _states(self, self.atlas.knowledge_day(day))

    def claims(self, sel: str) -> Asset | None:
        """Write the claims that the card of a selection tells of; None where there is nothing of this name."""
        return _claims(self, sel)


@lru_cache(REMEMBERED)
def _states(found: Release, known_by: date | None) -> Asset:
    return asset("states.json", compact(states_payload(found.atlas, known_by)).encode())


@lru_cache(REMEMBERED)
def _claims(found: Release, sel: str) -> Asset | None:
    payload = claims_payload(found.atlas, sel)
    return None if payload is None else asset("claims.json", compact(payload).encode())


def _read() -> Release:
    """Read the evidence and prepare all that the browser will ask for."""
    atlas = geodata.load_lenient()
    layers, drawing = geo_layers(default_folder())
    evidence = atlas_payload(atlas)
    seen = compact(first_look({name: layers[name] for name in FIRST_SEEN}))
    texts: dict[str, str] = {
        "scenes.json": compact([scene_payload(atlas, scene) for scene in scenes()]),
        **{f"words/{lang}.json": compact(frame_words(atlas, lang)) for lang in LANGUAGES},
        **{f"geo/{name}": _collection(features) for name, features in layers.items()},
    }
    # The first look knows everything; another day of knowledge is asked for when somebody chooses it.
    states = compact({EVER: states_payload(atlas, None)})
    notes = compact([annotation_payload(atlas, note) for note in annotations()])
    served = [text.encode() for text in (*texts.values(), seen, notes, states, compact(evidence), repr(atlas.records))]
    served += [item.body for item in our_assets().values()]
    release = hashlib.sha256(b"".join(served)).hexdigest()[:12]
    first = {"atlas": compact({"release": release, **evidence}), "drawn": seen, "states": states, "annotations": notes}
    # All that a first look needs is one file: each request costs the browser a few milliseconds of its one thread.
    texts |= {f"start/{lang}.json": _object({**first, "words": texts[f"words/{lang}.json"]}) for lang in LANGUAGES}
    files = {name: asset(name if "." in name else f"{name}.geojson", text.encode()) for name, text in texts.items()}
    return Release(atlas, release, files, drawing)


current_release = Once(_read, geodata.GeodataError, lambda: state_of(default_folder(), PARTS))


def health() -> tuple[int, dict[str, Any]]:
    """Say what can be shown: status and body of `/healthz`.

    Whoever answers lives. It is ready, and the status is 200, as long as there are claims to show; rows that had to be
    set aside are counted, for one faulty row is no reason to take the server out of service.
    """
    try:
        found = current_release()
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
        return f"{path}?v={current_release().release}"
    except geodata.GeodataError:
        return path


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


def _object(texts: Mapping[str, str]) -> str:
    """Join JSON texts to one object; names are plain."""
    return "{" + ",".join(f'"{name}":{text}' for name, text in texts.items()) + "}"


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def _collection(features: list[dict[str, Any]]) -> str:
    return compact({"type": "FeatureCollection", "features": features})
