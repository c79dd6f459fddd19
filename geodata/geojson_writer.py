"""Writes GeoJSON so that the same features give the same bytes: one feature per line, fixed order, LF."""

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def number(value: float, digits: int) -> float | int:
    """Round to `digits` decimals; whole numbers lose their point, and there is no minus zero."""
    if not math.isfinite(value):
        raise ValueError(f"coordinate is {value}; a coordinate must be a finite number")
    rounded = round(float(value), digits)
    return int(rounded) if rounded == int(rounded) else rounded


def rounded(coordinates: Any, digits: int) -> Any:
    """Round every number of a nested coordinate list."""
    if isinstance(coordinates, int | float):
        return number(coordinates, digits)
    return [rounded(part, digits) for part in coordinates]


def feature(properties: Mapping[str, Any], geometry: Mapping[str, Any] | None, digits: int = 5) -> dict[str, Any]:
    """Make a GeoJSON feature; `geometry` is a mapping with `type` and `coordinates`, or None.

    Parameters
    ----------
    properties : mapping
        Kept in the order given.
    geometry : mapping or None
        As shapely's ``mapping`` gives it, longitude first.
    digits : int
        Decimals kept; 5 is about a metre.

    Returns
    -------
    dict
        The feature, with rounded coordinates.
    """
    shape = None
    if geometry is not None:
        shape = {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"], digits)}
    return {"type": "Feature", "properties": dict(properties), "geometry": shape}


def feature_line(item: Mapping[str, Any]) -> str:
    """Write one feature on one line: properties with spaces for readers, coordinates without."""
    properties = json.dumps(item["properties"], ensure_ascii=False)
    geometry = json.dumps(item["geometry"], ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f'{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}'


def collection_lines(name: str, lines: Iterable[str]) -> str:
    """Write a FeatureCollection of features that are lines already, in the order given."""
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "name": {json.dumps(name)}, "features": [\n{body}\n]}}\n'


def collection_text(name: str, features: Iterable[Mapping[str, Any]]) -> str:
    """Write a FeatureCollection, one feature per line, in the order given."""
    return collection_lines(name, map(feature_line, features))


def write_text(path: Path, text: str) -> int:
    """Write `text` as UTF-8 with LF, first to a file beside it, then renamed; return the bytes written.

    Raises
    ------
    OSError
        When it cannot be written; then the old file stays and nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return len(data)
