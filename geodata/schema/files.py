"""Rules about a file as a whole: none is empty, and the page has a view to open with."""

from collections.abc import Iterator

from geodata.errors import Problem, named, quoted
from geodata.schema.fields import FIELDS
from geodata.schema.formats import CLEAN, is_clean
from geodata.tables import EVIDENCE, LAYERS, OTHER_LAYERS, WHOLE, Tables, path_of, problem_at

OPENING = "opening"
"""The row of ``opening.csv`` that the page opens with."""

NEEDED = {"greenland": ("coast-5km", "coast-1km"), "pituffik": (), "contributing_nations": ()}
"""The layers that are drawn where they are there, and the features that no map can do without."""


def whole_problems(tables: Tables) -> Iterator[Problem]:
    """Check every rule of this module.

    Parameters
    ----------
    tables : Tables
        The evidence.

    Yields
    ------
    Problem
        In no order.
    """
    for table in (*EVIDENCE, *LAYERS):
        if not tables.rows(table) and not tables.unread.get(table):
            word = "rows" if table in EVIDENCE else "features"
            yield Problem(f"{tables.folder}/{path_of(table)}", "", "", f"no {word}", "at least one: the table is empty")
    yield from _drawn(tables)
    yield from _texts(tables)
    lost = tables.unread.get("opening", frozenset())
    names = {row["id"] for row in tables.opening} | lost
    if names and OPENING not in names and WHOLE not in lost:
        remedy = f"a row {OPENING} with the two clocks that the page opens with"
        yield Problem(f"{tables.folder}/{path_of('opening')}", "", "id", f"no row {OPENING}", remedy)


def _drawn(tables: Tables) -> Iterator[Problem]:
    """Check that a layer that is there can be drawn: it has features, those we need, and each has a geometry."""
    for layer, needed in NEEDED.items():
        if layer not in tables.features:
            continue
        file, features = f"{tables.folder}/{path_of(layer)}", tables.features[layer]
        if not features:
            yield Problem(file, "", "", "no features", "at least one, or leave the file out: then our own is drawn")
            continue
        names = {feature.id for feature in features}
        for name in needed:
            if name not in names:
                yield Problem(file, "", "id", f"no feature {name}", f"the feature {name}: it is drawn first")
        for feature in features:
            if feature.geometry is None:
                yield problem_at(tables, layer, feature.properties, "geometry", "a geometry: it is drawn", "null")


def _texts(tables: Tables) -> Iterator[Problem]:
    """Hold the texts of layers that the codebook does not list field by field to what every text keeps to."""
    for layer in (layer for layer in OTHER_LAYERS if layer not in FIELDS):
        for row in tables.rows(layer):
            for name, text in row.items():
                if not (is_clean(name) and is_clean(text)):
                    yield problem_at(tables, layer, row, named(name), CLEAN, quoted(text))
