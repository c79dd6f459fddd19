"""The formats: a page of features as GeoJSON, CSV or GeoParquet."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.api.items import Item
from dashboard.api.properties import Property
from dashboard.export.columns import BOOLEAN, DATE, INTEGER, LIST, NUMBER, SEPARATOR
from dashboard.export.csv_file import harmless

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
    found
        The features.
    about
        Further members: how many there are in all, links.
    """
    return write_json({"type": "FeatureCollection", **about, "features": [one.feature() for one in found]})


def write_csv(found: Iterable[Item], properties: Sequence[Property]) -> bytes:
    """Write features as CSV (RFC 4180): codes, ISO days, lists joined by semicolons, an empty cell for null.

    A feature that is a point has its coordinates in ``lon`` and ``lat``. A text that a spreadsheet would run gets an
    apostrophe in front.

    Parameters
    ----------
    found
        The features.
    properties
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
    found
        The features.
    properties
        The columns.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    types = {
        BOOLEAN: pa.bool_(),
        DATE: pa.date32(),
        INTEGER: pa.int64(),
        LIST: pa.list_(pa.string()),
        NUMBER: pa.float64(),
    }
    columns = {
        prop.name: pa.array([one.values[prop.name] for one in found], types.get(prop.type, pa.string()))
        for prop in properties
    }
    shapes = [shapely.geometry.shape(one.geometry) if one.geometry else None for one in found]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in shapes if shape is not None}),
    }
    if column["geometry_types"]:
        column["bbox"] = [float(bound) for bound in shapely.total_bounds([s for s in shapes if s is not None])]
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    columns["geometry"] = pa.array([None if s is None else shapely.to_wkb(s) for s in shapes], pa.binary())
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(about)})
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
