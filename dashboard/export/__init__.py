"""What is in view, as records and as files to take along."""

from collections.abc import Callable
from typing import NamedTuple

from dashboard.export.csv_file import to_csv
from dashboard.export.datapackage_file import to_datapackage
from dashboard.export.excel_file import to_excel
from dashboard.export.geojson_file import to_geojson
from dashboard.export.geopackage_file import to_geopackage
from dashboard.export.parquet_file import to_geoparquet
from dashboard.export.sources import sources_data
from dashboard.export.table import claim_records, records, source_records, to_frame, to_geoframe
from dashboard.view.rows import Row, View, rows_in_view


class Format(NamedTuple):
    """How a file of one format is written, and its media type."""

    write: Callable[[View], bytes]
    mime: str


FORMATS = {
    "csv": Format(to_csv, "text/csv"),
    "xlsx": Format(to_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": Format(to_geojson, "application/geo+json"),
    "gpkg": Format(to_geopackage, "application/geopackage+sqlite3"),
    "parquet": Format(to_geoparquet, "application/vnd.apache.parquet"),
    "zip": Format(to_datapackage, "application/zip"),
}
"""The formats by the ending of their files, in the order in which they are offered."""
FIRST = ("csv", "geojson")
"""The formats that are offered in a line; the dialog offers all, and says what each is for."""

__all__ = [
    "FIRST", "FORMATS", "Format", "Row", "View", "claim_records", "records", "rows_in_view", "source_records",
    "sources_data", "to_csv", "to_frame", "to_geoframe", "to_geojson",
]  # fmt: skip
