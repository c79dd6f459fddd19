"""The evidence as a Frictionless data package: its tables as CSV, and a description that programs can hold them to."""

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from dashboard.api.codebook import CODEBOOK
from dashboard.api.formats import write_json
from dashboard.api.properties import DAY_PATTERN, of_table
from geodata.atlas import Atlas
from geodata.schema.fields import FIELDS, Field
from geodata.tables import EVIDENCE, LAYERS

DESCRIPTION = "datapackage.json"
FOLDER = "evidence"
TABLES = (*EVIDENCE, *LAYERS)
PLACED = ("lon", "lat")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; the same evidence gives the same bytes."""
LICENCES = (
    {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"},
    {
        "name": "CC-BY-4.0",
        "title": "Positions of places: GeoNames, Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
)


def table_csv(atlas: Atlas, table: str) -> bytes:
    """Write a table of the evidence as it stands in its file; that of a layer with the position of each feature.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    table : str
        One of `TABLES`.
    """
    names = [*(field.name for field in FIELDS[table]), *(PLACED if table in LAYERS else ())]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in atlas.tables.rows(table))
    return text.getvalue().encode("utf-8")


def description(atlas: Atlas) -> dict[str, Any]:
    """Describe the package: each table, each column, what may stand in it and what it refers to."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "arctic-endurance-map",
        "title": "Arctic Endurance Map: the evidence",
        "description": "What reports say of the deployments to Greenland in 2026 and of the posts and bases there.",
        "version": atlas.release,
        "licenses": list(LICENCES),
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: str) -> dict[str, Any]:
    return {
        "name": table.replace("_", "-"),
        "type": "table",
        "path": f"{FOLDER}/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(table),
    }


def _schema(table: str) -> dict[str, Any]:
    meanings = {prop.name: prop.meaning for prop in of_table(table)}
    columns = [_column(field, meanings[field.name]) for field in FIELDS[table]]
    if table in LAYERS:
        columns += [{"name": name, "type": "number", "description": f"{name} in degrees, WGS 84"} for name in PLACED]
    keys = [
        {"fields": [field.name], "reference": {"resource": _same(field.refers[0], table), "fields": ["id"]}}
        for field in FIELDS[table]
        if field.form == "key" and len(field.refers) == 1
    ]
    return {
        "fields": columns,
        "missingValues": [""],
        "primaryKey": ["id"],
        **({"foreignKeys": keys} if keys else {}),
    }


def _same(target: str, table: str) -> str:
    """Name the table that a key refers to; its own is the empty name."""
    return "" if target == table else target.replace("_", "-")


def _column(field: Field, meaning: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.needed else {}
    if field.choices and field.form == "choice":
        constraints["enum"] = list(field.choices)
    elif field.form == "day":
        constraints["pattern"] = DAY_PATTERN
    elif field.form not in ("number", "degrees", "year"):
        constraints["maxLength"] = field.longest
    if field.name == "id":
        constraints["unique"] = True
    kinds = {"number": "integer", "degrees": "number", "year": "year"}
    column = {"name": field.name, "type": kinds.get(field.form, "string"), "description": meaning}
    return column | ({"constraints": constraints} if constraints else {})


def files(atlas: Atlas) -> Mapping[str, bytes]:
    """Return all files of the package by their path in it: the description, the tables and the codebook.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    """
    return {
        DESCRIPTION: write_json(description(atlas)),
        "README.md": CODEBOOK.read_bytes(),
        **{f"{FOLDER}/{table}.csv": table_csv(atlas, table) for table in TABLES},
    }


def zipped(atlas: Atlas) -> bytes:
    """Return the package as one file; the same evidence gives the same bytes.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    """
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in files(atlas).items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, body)
    return sink.getvalue()
