"""What is in view, as records and as files to take along."""

from dashboard.export.csv_file import to_csv
from dashboard.export.geojson_file import to_geojson
from dashboard.export.sources import sources_data
from dashboard.export.table import claim_records, records, source_records, to_frame, to_geoframe
from dashboard.view.rows import Row, View, rows_in_view

FORMATS = {"csv": (to_csv, "text/csv"), "geojson": (to_geojson, "application/geo+json")}
"""A format by the ending of its file: the function that writes it, and its media type."""

__all__ = [
    "FORMATS", "Row", "View", "claim_records", "records", "rows_in_view", "source_records", "sources_data", "to_csv",
    "to_frame", "to_geoframe", "to_geojson",
]  # fmt: skip
