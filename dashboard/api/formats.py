"""The formats: a page of features as GeoJSON, CSV or GeoParquet."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.api.items import Item
from dashboard.api.properties import Property
from dashboard.export.arrow import typed_table
from dashboard.export.columns import SEPARATOR
from dashboard.export.csv_file import harmless
from dashboard.export.parquet_file import write_geoparquet

GEOJSON, CSV, PARQUET = "geojson", "csv", "parquet"
MEDIA = {
    GEOJSON: "application/geo+json",
    CSV: "text/csv; charset=utf-8; header=present",
    PARQUET: "application/vnd.apache.parquet",
}
"""Ending to media type."""


def write_json(value: Any) -> bytes:
    """Write JSON in UTF-8, one line, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def write_geojson(found: Sequence[Item], about: Mapping[str, Any]) -> bytes:
    """Write features as a FeatureCollection (RFC 7946).

    Parameters
    ----------
    found : sequence of Item
        The features.
    about : mapping of str to object
        Further members: how many there are in all, links.
    """
    return write_json({"type": "FeatureCollection", **about, "features": [one.feature() for one in found]})


def write_csv(found: Iterable[Item], properties: Sequence[Property]) -> bytes:
    """Write features as CSV (RFC 4180): codes, ISO days, lists joined by semicolons, an empty cell for null.

    A feature that is a point has its coordinates in ``lon`` and ``lat``. A text that a spreadsheet would run gets an
    apostrophe in front.

    Parameters
    ----------
    found : iterable of Item
        The features.
    properties : sequence of Property
        The columns.
    """
    names = [prop.name for prop in properties]
    placed = [name for name in ("lon", "lat") if name not in names]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*names, *placed])
    for one in found:
        position = dict(zip(("lon", "lat"), _position(one), strict=True))
        writer.writerow([*(_cell(one.values[name]) for name in names), *(position[name] for name in placed)])
    return text.getvalue().encode("utf-8")


def _position(one: Item) -> Sequence[Any]:
    """Return the longitude and latitude of what stands at one point."""
    if one.geometry is None:
        return "", ""
    kind, coordinates = one.geometry["type"], one.geometry["coordinates"]
    found = [coordinates] if kind == "Point" else coordinates if kind == "MultiPoint" else []
    return found[0][:2] if len(found) == 1 else ("", "")


def _cell(value: Any) -> object:
    if isinstance(value, list):
        return harmless(SEPARATOR.join(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else "" if value is None else harmless(value)


def write_parquet(found: Sequence[Item], properties: Sequence[Property]) -> bytes:
    """Write features as GeoParquet 1.1: typed columns, lists as lists, geometry as WKB in WGS 84.

    Parameters
    ----------
    found : sequence of Item
        The features.
    properties : sequence of Property
        The columns.
    """
    described = [(prop.name, prop.type, prop.meaning) for prop in properties]
    table = typed_table((one.values for one in found), described)
    return write_geoparquet(table, (one.geometry for one in found))
