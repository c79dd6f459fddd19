"""The features of the layers that are only drawn, or computed: as the served release has them."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from dashboard.api.items import Item
from dashboard.api.properties import named, of_table, typed
from dashboard.release import OURS, Release
from geodata.deployments import deployments
from geodata.errors import GeodataError
from geodata.file_reader import Log
from geodata.frames import Layers
from geodata.geojson_reader import features_of
from geodata.schema import problems_in
from geodata.schema.geometry import WRONG_WAY, rewound
from geodata.tables import Feature, Tables, listed, path_of

LAYER = "contributing_nations"
NATIONS = of_table(LAYER)
COASTS = named(
    (
        "id | string | names the outline",
        "name | string | what it is for",
        "tolerance_m | integer | how far the coast was simplified, in metres",
    )
)
ENCLAVE = named(
    (
        "id | string | names the feature",
        "name | string | its name",
        "indicative | boolean | whether it only gives an idea and is not to be measured",
    )
)
DAYS = ("as_of", "first_day", "last_day")
DEPLOYMENTS = named(
    (
        "id | string | the contingent, as in contingents",
        "actor | string | whose it is",
        "label | string | its English name",
        "task | string | what it came for",
        "programme | string | under which it runs",
        "as_of | date | the last day that the evidence reaches, for which this holds",
        "step | string | how far it is, by rule R1",
        "last_known | boolean | nobody confirmed it for long (rule R5)",
        "low | integer | at least so many",
        "high | integer | at most so many",
        "places | list | where reports place it, as in places",
        "precision | string | how exactly the place is known",
        "first_day | date | the first day that a claim speaks of",
        "last_day | date | the last day that a claim speaks of",
        "claims | integer | how many claims speak of it",
        "reason | string | why it has no point",
    )
)


def coasts(release: Release) -> Iterator[Item]:
    """Yield the outlines of Greenland, from fine to coarse as they are drawn."""
    names = [name for name in release.files if name.startswith("geo/") and b"tolerance_m" in release.files[name].body]
    for name in names:
        yield from _drawn(release, name.removeprefix("geo/"))


def enclave(release: Release) -> Iterator[Item]:
    """Yield the enclave of Pituffik."""
    yield from _drawn(release, "pituffik")


def _drawn(release: Release, layer: str) -> Iterator[Item]:
    for feature in json.loads(release.files[f"geo/{layer}"].body)["features"]:
        values = dict(feature["properties"])
        if "tolerance_m" in values:
            values["tolerance_m"] = int(values["tolerance_m"])
        if "indicative" in values:
            values["indicative"] = str(values["indicative"]) in ("True", "true", "yes")
        yield Item(values, feature["geometry"])


def nations(release: Release) -> Iterator[Item]:
    """Yield the outlines of the contributing nations; our own where the evidence has none that can be drawn."""
    tables, layers = release.atlas.tables, release.atlas.layers
    known = Tables(actors=tables.actors, sources=tables.sources)
    ours = (OURS / path_of(LAYER)).read_text(encoding="utf-8")
    for feature in _outlines(_theirs(layers), known) or _outlines(ours, known):
        yield Item({prop.name: typed(prop, feature.properties[prop.name]) for prop in NATIONS}, feature.geometry)


def _theirs(layers: object) -> str:
    """Read the layer of the evidence; nothing where there is none, or it cannot be read."""
    with suppress(GeodataError):
        return layers.text(LAYER) if isinstance(layers, Layers) and LAYER in layers else ""
    return ""


def _outlines(text: str, known: Tables) -> tuple[Feature, ...]:
    """Read the outlines of a layer; none where anything is wrong with them."""
    log = Log(f"{known.folder}/{path_of(LAYER)}")
    try:
        found = tuple(features_of(text, LAYER, log))
        tables = replace(known, features={LAYER: found})
        wrong = [one for one in (*log.faults, *problems_in(tables)) if one.file == log.file and one.found != WRONG_WAY]
    except (GeodataError, RecursionError):
        return ()
    return () if wrong else tuple(replace(one, geometry=rewound(one.geometry)) for one in found)


def computed(release: Release) -> Iterator[Item]:
    """Yield the contingents where they stand on the last day of the evidence, as ``deployments.geojson`` has them."""
    for feature in deployments(release.atlas):
        raw = {name: value if value != "" else None for name, value in feature["properties"].items()}
        days = {
            name: date.fromisoformat(str(raw[name])) if raw[name] else None
            for name in ("as_of", "first_day", "last_day")
        }
        yield Item({**raw, **days, "places": list(listed(raw["places"] or ""))}, feature["geometry"])
