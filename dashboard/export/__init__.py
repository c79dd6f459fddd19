"""What is in view, as rows and as files to take along."""

from dashboard.export.csv_file import to_csv
from dashboard.export.geojson_file import to_geojson
from dashboard.export.sources import sources_data
from dashboard.view.rows import Row, View, rows_in_view

FORMATS = {"csv": (to_csv, "text/csv"), "geojson": (to_geojson, "application/geo+json")}
"""A format by the ending of its file: the function that writes it, and its media type."""

__all__ = ["FORMATS", "Row", "View", "rows_in_view", "sources_data", "to_csv", "to_geojson"]
