"""Validates what a store has read: raises when anything is wrong, or leaves out the faulty rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from geodata.errors import GeodataError, Problem
from geodata.file_reader import Log
from geodata.schema import problems_in, without
from geodata.schema.fields import columns_of
from geodata.schema.files import OPENING
from geodata.schema.formats import span_of
from geodata.schema.geometry import WRONG_WAY, rewound
from geodata.tables import DRAWN, LAYERS, Feature, Row, Tables, path_of


def assembled(
    rows: Mapping[str, list[Row]], features: Mapping[str, tuple[Feature, ...]], logs: Mapping[str, Log], folder: str
) -> Tables:
    """Put together what was read of each table.

    Parameters
    ----------
    rows : mapping
        Table of the evidence to its rows.
    features : mapping
        Layer to its features, for every layer that was read.
    logs : mapping
        Table or layer to what reading it had to leave out.
    folder : str
        The name of the folder, for messages.
    """
    layers = {**features, **{layer: () for layer in LAYERS if layer not in features}}
    of_layers = {layer: [_layer_row(feature) for feature in layers[layer]] for layer in LAYERS}
    return Tables(
        features=layers,
        faults=tuple(sorted(fault for log in logs.values() for fault in log.faults)),
        unread={table: frozenset(log.unread) for table, log in logs.items() if log.unread},
        lines={table: log.lines for table, log in logs.items()},
        folder=folder,
        **cast(Any, {**rows, **of_layers}),
    )


def require_sound(tables: Tables, unreadable: Sequence[Problem] = ()) -> Tables:
    """Return the tables if nothing is wrong with them.

    Raises
    ------
    GeodataError
        With all problems at once, sorted; what only follows from them is counted.
    """
    problems = [*unreadable, *tables.faults, *problems_in(tables)]
    if problems:
        raise GeodataError(problems)
    return tables


def quarantined(tables: Tables) -> tuple[Tables, tuple[Problem, ...]]:
    """Leave out the rows with problems, with what hangs on them.

    Returns
    -------
    Tables
        The rows that can be trusted; ``dropped`` lists the ids of the others.
    tuple of Problem
        Why, sorted; what only follows from the others comes last.

    Raises
    ------
    GeodataError
        When no row with a sound day is left.
    """
    problems = tuple(sorted({*tables.faults, *problems_in(tables)}, key=lambda one: (one.follows, one)))
    left = without(tables, problems)
    if not left.opening:
        left = replace(left, opening=list(_derived_opening(left, problems)))
    return left, problems


def drawable(tables: Tables, unreadable: Sequence[Problem] = ()) -> tuple[Tables, tuple[Problem, ...]]:
    """Keep the layers that are only drawn, as far as they can be drawn.

    Returns
    -------
    Tables
        Those layers that are there and sound, and nothing else; rings that run the wrong way are turned round.
    tuple of Problem
        Why another layer is left out: what `check` says of it.
    """
    files = {f"{tables.folder}/{path_of(layer)}": layer for layer in DRAWN}
    found = {*unreadable, *tables.faults, *problems_in(tables)}  # that there are no rows is not asked here
    harmful = tuple(sorted(one for one in found if one.file in files and one.found != WRONG_WAY))
    sound = tables.features.keys() - {files[one.file] for one in harmful}
    features = {
        layer: tuple(replace(each, geometry=rewound(each.geometry)) for each in tables.features[layer])
        for layer in DRAWN
        if layer in sound
    }
    return Tables(features=features, folder=tables.folder), harmful


def _derived_opening(tables: Tables, problems: Iterable[Problem]) -> Iterable[Row]:
    """Where every opening is set aside, the page opens with the last day that the evidence speaks of."""
    spans = [span_of(row["day"]) for row in tables.claims] + [span_of(row["date"]) for row in tables.events]
    days = sorted(span[1] for span in spans if span)
    if not days:
        raise GeodataError([*problems, Problem(tables.folder, "", "", "no row with a sound day", "at least one")])
    clocks = {"id": OPENING, "label": days[-1], "as_of": days[-1], "known_by": "all"}
    yield dict.fromkeys(columns_of("opening"), "") | clocks


def _layer_row(feature: Feature) -> Row:
    """Put the point beside the properties, as text; a geometry that is no point leaves both empty."""
    lon, lat = "", ""
    geometry = feature.geometry
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        position = geometry.get("coordinates")
        if isinstance(position, list) and len(position) >= 2:
            lon, lat = (str(number) if isinstance(number, int | float) else "" for number in position[:2])
    return feature.properties | {"lat": lat, "lon": lon}
