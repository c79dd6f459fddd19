"""Evidence with planted faults, for the tests that show what the checks find."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from geodata.errors import GeodataError
from geodata.stores.files import load_checked
from geodata.tables import EVIDENCE, LAYERS, Feature, Row, Tables

GEODATA = Path(__file__).resolve().parents[1] / "geodata"


def planted(tables: Tables, table: str, record: str, **cells: str) -> Tables:
    """Return the tables with some cells of one record changed; the rest stays as it was."""
    assert any(row["id"] == record for row in tables.rows(table)), f"no {record} in {table}"
    if table not in EVIDENCE and table not in LAYERS:
        return with_feature(tables, table, record, properties=cells)
    rows = [row | cells if row["id"] == record else row for row in tables.rows(table)]
    return replace(tables, **cast(Any, {table: rows}))


def added(tables: Tables, table: str, like: str, **cells: str) -> Tables:
    """Return the tables with one record more, a copy of another with some cells changed."""
    (model,) = [row for row in tables.rows(table) if row["id"] == like]
    return replace(tables, **cast(Any, {table: [*tables.rows(table), model | cells]}))


def with_feature(
    tables: Tables, layer: str, record: str, geometry: Any = ..., properties: Mapping[str, str] | None = None
) -> Tables:
    """Return the tables with the raw geometry or the properties of one feature changed."""

    def changed(feature: Feature) -> Feature:
        shape = feature.geometry if geometry is ... else geometry
        return replace(feature, geometry=shape, properties=feature.properties | dict(properties or {}))

    features = tuple(changed(each) if each.id == record else each for each in tables.features[layer])
    return replace(tables, features={**tables.features, layer: features})


def copied(folder: Path, source: Path = GEODATA) -> Path:
    """Copy the evidence and the layers that it needs into ``folder/geodata`` and return that."""
    target = folder / "geodata"
    shutil.copytree(source / "evidence", target / "evidence")
    (target / "layers").mkdir()
    for layer in LAYERS:
        shutil.copy(source / "layers" / f"{layer}.geojson", target / "layers")
    return target


def problems_told(folder: Path) -> list[str]:
    """Return what is wrong with a folder, as lines."""
    with pytest.raises(GeodataError) as error:
        load_checked(folder)
    return [str(problem) for problem in error.value.problems]


def edited(folder: Path, file: str, old: str, new: str) -> None:
    """Change one piece of text in a file of a copied folder; it must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def moved(folder: Path, layer: str, record: str, geometry: Any) -> None:
    """Give one feature of a copied layer another geometry."""
    path = folder / "layers" / f"{layer}.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    (feature,) = [each for each in collection["features"] if each["properties"]["id"] == record]
    feature["geometry"] = geometry
    path.write_text(json.dumps(collection), encoding="utf-8")


def row_of(tables: Tables, table: str, record: str) -> Row:
    """Return one record."""
    (row,) = [each for each in tables.rows(table) if each["id"] == record]
    return row
