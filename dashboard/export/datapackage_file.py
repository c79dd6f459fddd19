"""What is in view as a Data Package: a zip with CSV files, their schema in ``datapackage.json``, and a read me."""

import io
import json
import zipfile
from typing import Any

from dashboard.export.about import about
from dashboard.export.columns import DATE, LIST, TABLES, Column
from dashboard.export.csv_file import table_csv
from dashboard.export.table import tables
from dashboard.text.i18n import Words
from dashboard.view.rows import View

LICENCES = (
    {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"},
    {"name": "CC-BY-4.0", "title": "CC BY 4.0 (GeoNames)", "path": "https://creativecommons.org/licenses/by/4.0/"},
)
WEB = ("https://", "http://")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the day that a zip gives what has none: the same view is the same file


def to_datapackage(view: View) -> bytes:
    """Write what is in view as a zipped Data Package, which ``frictionless validate`` accepts.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    found = tables(view)
    files = {f"{name}.csv": table_csv(found[name], columns, mark=False) for name, columns in TABLES.items()}
    files["datapackage.json"] = json.dumps(descriptor(view), ensure_ascii=False, indent=1).encode()
    files["README.txt"] = read_me(view).encode()
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def descriptor(view: View) -> dict[str, Any]:
    """Describe the files, their columns, the view and its sources, as the Data Package standard has it."""
    facts = dict(about(view))
    sources = [view.world.atlas.sources[name] for name in view.sources]
    return {
        "profile": "tabular-data-package",
        "name": f"arctic-endurance-{facts['as_of']}",
        "title": facts["title"],
        "description": f"{facts['filter']}. {facts['total']}",
        "version": facts["release"],
        **({"own_claims": list(view.world.atlas.own)} if view.world.atlas.own else {}),
        "as_of": facts["as_of"],
        "known_by": view.world.known_by.isoformat() if view.world.known_by else None,
        "filter": facts["filter"],
        "query": facts["query"],
        "licenses": list(LICENCES),
        "sources": [
            {"title": source.title or source.publisher, **({"path": source.url} if source.url.startswith(WEB) else {})}
            for source in sources
        ],
        "resources": [_resource(name, columns, view.words) for name, columns in TABLES.items()],
    }


def _resource(name: str, columns: tuple[Column, ...], words: Words) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, name, words) for column in columns],
        "missingValues": [""],
        "primaryKey": "id",
    }
    if name == "claims":
        schema["foreignKeys"] = [{"fields": "subject", "reference": {"resource": "rows", "fields": "id"}}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "description": words.say(f"files.table.{name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(column: Column, table: str, words: Words) -> dict[str, str]:
    kind = "string" if column.type == LIST else column.type
    form = {"format": "%Y-%m-%d"} if column.type == DATE else {}
    return {"name": column.name, "type": kind, **form, "description": column.described(words, table)}


def read_me(view: View) -> str:
    """Say in plain text what the files are."""
    words = view.words
    lines = [f"{words.say(f'files.about.{key}')}: {text}" for key, text in about(view)]
    lines += ["", *(f"{name}.csv: {words.say(f'files.table.{name}')}" for name in TABLES), ""]
    return "\r\n".join([*lines, words.say("files.described"), ""])
