"""The release: the evidence and all that follows from it, made once, held by one reference and swapped whole."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache, partial, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import geodata
from dashboard.assets import Asset, asset, bundles
from dashboard.drawing.basemap import opening_layers
from dashboard.holder import Holder
from dashboard.payloads.atlas import annotation_payload, atlas_payload, frame_words, scene_payload
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.plain_json import EVER_ISO, compact
from dashboard.payloads.states import states_payload
from dashboard.present.annotations import annotations
from dashboard.present.story import scenes
from dashboard.state import LANGUAGES
from geodata.atlas import Atlas
from geodata.errors import NoAnswerError, Problem
from geodata.loading import default_store, load_store
from geodata.stores.files import load_map_layers
from geodata.tables import DRAWN, Feature, Tables

OURS = Path(geodata.__file__).parent
FIRST_SEEN = ("bathymetry", "coast-5km", "land", "ice", "graticule", "arctic_circle", "pituffik")  # in the opening view
REMEMBERED = 64  # files that are written when they are asked for; all visitors share them

P = ParamSpec("P")
T = TypeVar("T")
Layers = dict[str, list[dict[str, Any]]]
"""GeoJSON features by the name of their layer."""


@dataclass(frozen=True, eq=False)
class Release:
    """Everything that is served, the evidence it was made from, and what was already worked out from that.

    Parameters
    ----------
    atlas : Atlas
        The evidence; rows with problems are set aside in it.
    release : str
        Changes when anything that is served changes.
    files : mapping of str to Asset
        Path under `/data` to file.
    drawing : tuple of Problem
        Why our own coast is drawn instead of that of the evidence; empty where it is not.
    read : datetime
        When it was read, UTC.
    """

    atlas: Atlas
    release: str
    files: Mapping[str, Asset]
    drawing: tuple[Problem, ...] = ()
    read: datetime = field(default_factory=lambda: datetime.now(UTC))
    _caches: dict[object, Callable[..., Any]] = field(default_factory=dict, init=False, repr=False)

    def remembering(self, make: Callable[..., T], most: int | None) -> Callable[..., T]:
        """Give a function that remembers its answers for this release, and is forgotten with it.

        Parameters
        ----------
        make : callable
            Takes the release and what else it is asked.
        most : int or None
            So many answers are remembered, those of the longest ago go first; None for all.
        """
        found = self._caches.get(make)
        if found is None:
            found = self._caches.setdefault(make, lru_cache(most)(partial(make, self)))
        return found

    def states(self, known: str) -> Asset | None:
        """Write the states by what was known on a day, ISO or `EVER_ISO`; None where that is no day."""
        try:
            day = date.fromisoformat(known)
        except ValueError:
            return None
        return self.remembering(_states, REMEMBERED)(self.atlas.knowledge_day(day))

    def claims(self, sel: str) -> Asset | None:
        """Write the claims that the card of a selection tells of; None where there is nothing of this name."""
        return self.remembering(_claims, REMEMBERED)(sel)


def _states(found: Release, known_by: date | None) -> Asset:
    return asset("states.json", compact(states_payload(found.atlas, known_by)).encode())


def _claims(found: Release, sel: str) -> Asset | None:
    payload = claims_payload(found.atlas, sel)
    return None if payload is None else asset("claims.json", compact(payload).encode())


def read_release() -> Release:
    """Read the evidence and prepare all that the browser will ask for.

    Raises
    ------
    GeodataError
        When a whole file cannot be read.
    """
    store = default_store().pinned()  # what is read in two steps is of one release
    atlas = load_store(store)
    layers, drawing = _merged(*store.load_map_layers())
    evidence = atlas_payload(atlas)
    seen = compact(opening_layers({name: layers[name] for name in FIRST_SEEN}))
    texts: dict[str, str] = {
        "scenes.json": compact([scene_payload(atlas, scene) for scene in scenes()]),
        **{f"words/{lang}.json": compact(frame_words(atlas, lang)) for lang in LANGUAGES},
        **{f"geo/{name}": _collection(features) for name, features in layers.items()},
    }
    # The first look knows everything; another day of knowledge is asked for when somebody chooses it.
    states = compact({EVER_ISO: states_payload(atlas, None)})
    notes = compact([annotation_payload(atlas, note) for note in annotations()])
    served = [text.encode() for text in (*texts.values(), seen, notes, states, compact(evidence), repr(atlas.records))]
    served += [repr((atlas.problems, drawing)).encode()]
    served += [item.body for item in bundles().values()]
    release = hashlib.sha256(b"".join(served)).hexdigest()[:12]
    first = {"atlas": compact({"release": release, **evidence}), "drawn": seen, "states": states, "annotations": notes}
    # All that a first look needs is one file: each request costs the browser a few milliseconds of its one thread.
    texts |= {f"start/{lang}.json": _object({**first, "words": texts[f"words/{lang}.json"]}) for lang in LANGUAGES}
    files = {name: asset(name if "." in name else f"{name}.geojson", text.encode()) for name, text in texts.items()}
    return Release(atlas, release, files, drawing)


current_release: Holder[Release] = Holder(
    read_release, geodata.GeodataError, lambda: default_store().state(), passing=NoAnswerError
)
"""Gives the release that is served; `current_release.swap` replaces it whole."""


def kept_release(name: str) -> Release | None:
    """Find a release among those that are kept, by its name or by that of its evidence; None if it is not there."""
    return next((one for one in current_release.kept if name in (one.release, one.atlas.release)), None)


def per_release(most: int | None = None) -> Callable[[Callable[Concatenate[Release, P], T]], Callable[P, T]]:
    """Let a function remember its answers with the release from which they follow.

    The function takes the release first; it is called without it, and gets the one that is served.

    Parameters
    ----------
    most : int, optional
        So many answers are remembered a release; None for all.
    """

    def remembered(make: Callable[Concatenate[Release, P], T]) -> Callable[P, T]:
        @wraps(make)
        def ask(*args: P.args, **kwargs: P.kwargs) -> T:
            return current_release().remembering(make, most)(*args, **kwargs)

        return ask

    return remembered


def public_text(problem: Problem) -> str:
    """Write a problem for visitors.

    Where the folder of evidence lies on this machine is not theirs to know, nor what a file that may be no evidence
    holds, nor the words of a database.
    """
    text = str(problem.without_detail())
    for place in sorted({default_store().label, os.path.abspath(default_store().label)}, key=len, reverse=True):  # noqa: PTH100
        text = text.replace(place, Path(place).name or "…")
    return text


def address(path: str) -> str:
    """Give the address of a file, relative to the root, with its version.

    A script or a style goes by its own content, so it stays the same when only the evidence changes. What follows from
    the evidence goes by the release; while the evidence cannot be read there is none, and the page says why.
    """
    kind, _, name = path.partition("/")
    if kind == "assets":
        return f"{path}?v={bundles()[name].version}"
    try:
        return f"{path}?v={current_release().release}"
    except geodata.GeodataError:
        return path


def geo_layers(folder: Path) -> tuple[Layers, tuple[Problem, ...]]:
    """Collect the geometry as GeoJSON features: coasts and windows from the layers, the rest from our own base map.

    A folder may leave out a layer that is only drawn: then our own is taken. So it is where the layer cannot be drawn;
    then the problems say why.
    """
    return _merged(*load_map_layers(folder))


def _merged(theirs: Tables, problems: tuple[Problem, ...]) -> tuple[Layers, tuple[Problem, ...]]:
    ours, base = our_layers()
    coasts, enclave = (theirs.features.get(name) or ours[name] for name in DRAWN)
    windows = {one.id: [_as_json(one)] for one in (*ours[DRAWN[0]], *coasts)}
    return {**windows, "pituffik": [_as_json(one) for one in enclave], **base}, problems


@cache
def our_layers() -> tuple[Mapping[str, tuple[Feature, ...]], Mapping[str, list[dict[str, Any]]]]:
    """Read what comes with the package and never changes: its coasts, and the base map by the names of its files."""
    base = {path.stem: _features(path) for path in sorted((OURS / "basemap").glob("*.geojson"))}
    return load_map_layers(OURS)[0].features, base


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
