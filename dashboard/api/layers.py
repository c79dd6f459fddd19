"""The features of the layers that are only drawn, or computed: as the served release has them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dashboard.api.items import Item
from dashboard.api.properties import named, of_table, typed
from dashboard.release import OURS, Release
from geodata.deployments import deployments
from geodata.errors import GeodataError
from geodata.schema import problems_in
from geodata.schema.geometry import WRONG_WAY, rewound
from geodata.stores.files import read_tables
from geodata.tables import Feature, path_of

LAYER = "contributing_nations"
NATIONS = of_table(LAYER)
COASTS = named(
    (
        "id | text | names the outline",
        "name | text | what it is for",
        "tolerance_m | integer | how far the coast was simplified, in metres",
    )
)
ENCLAVE = named(
    (
        "id | text | names the feature",
        "name | text | its name",
        "indicative | boolean | whether it only gives an idea and is not to be measured",
    )
)
DEPLOYMENTS = named(
    (
        "id | text | the contingent, as in contingents",
        "actor | text | whose it is",
        "label | text | its English name",
        "task | text | what it came for",
        "programme | text | under which it runs",
        "as_of | date | the last day that the evidence reaches, for which this holds",
        "step | text | how far it is, by rule R1",
        "last_known | boolean | nobody confirmed it for long (rule R5)",
        "low | integer | at least so many",
        "high | integer | at most so many",
        "places | list | where reports place it, as in places",
        "precision | text | how exactly the place is known",
        "first_day | date | the first day that a claim speaks of",
        "last_day | date | the last day that a claim speaks of",
        "claims | integer | how many claims speak of it",
        "reason | text | why it has no point",
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
    folder = release.atlas.folder or OURS
    found = _outlines(folder) or _outlines(OURS)
    for feature in found:
        yield Item({prop.name: typed(prop, feature.properties[prop.name]) for prop in NATIONS}, feature.geometry)


def _outlines(folder: Path) -> tuple[Feature, ...]:
    """Read the outlines of a folder; none where anything is wrong with them."""
    try:
        tables = read_tables(folder, drawn=True)
    except GeodataError:
        return ()
    file = f"{tables.folder}/{path_of(LAYER)}"
    wrong = [one for one in (*tables.faults, *problems_in(tables)) if one.file == file and one.found != WRONG_WAY]
    found = () if wrong else tables.features.get(LAYER, ())
    return tuple(replace(one, geometry=rewound(one.geometry)) for one in found)


def computed(release: Release) -> Iterator[Item]:
    """Yield the contingents where they stand on the last day of the evidence, as ``deployments.geojson`` has them."""
    for feature in deployments(release.atlas):
        raw = {name: value if value != "" else None for name, value in feature["properties"].items()}
        lists = [part for part in str(raw["places"] or "").split(";") if part]
        yield Item({**raw, "places": lists}, feature["geometry"])
