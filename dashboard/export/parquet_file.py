"""What is in view as GeoParquet 1.1, for notebooks and DuckDB."""

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from dashboard.export.about import about
from dashboard.export.arrow import arrow_table
from dashboard.export.columns import ROWS
from dashboard.export.table import CRS, geometry_of, records
from dashboard.view.rows import View

if TYPE_CHECKING:
    import pyarrow as pa


def to_geoparquet(view: View) -> bytes:
    """Write what is in view as GeoParquet 1.1 with a ``bbox`` column; lists are lists.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    facts = {key.encode(): text.encode() for key, text in about(view)}
    table = arrow_table(records(view), "rows", ROWS, view.words)
    return write_geoparquet(table, [geometry_of(row) for row in view.rows], facts)


def write_geoparquet(
    table: "pa.Table", geometries: Iterable[dict[str, Any] | None], metadata: Mapping[bytes, bytes] | None = None
) -> bytes:
    """Write a table and its geometries as GeoParquet 1.1 with a ``bbox`` column.

    Parameters
    ----------
    table : Table
        The columns.
    geometries : iterable of dict of str to object or None
        For each row GeoJSON in WGS 84, or None.
    metadata : mapping of bytes to bytes, optional
        What the file says of itself besides.
    """
    import geopandas as gpd
    import pyarrow.parquet as pq
    import shapely

    shapes = [None if found is None else shapely.geometry.shape(found) for found in geometries]
    bare, whole = io.BytesIO(), io.BytesIO()
    # geopandas writes the geometry with its metadata; our columns, typed and described, are put before it.
    gpd.GeoDataFrame(geometry=gpd.GeoSeries(shapes, crs=CRS)).to_parquet(
        bare, index=False, schema_version="1.1.0", write_covering_bbox=True
    )
    places = pq.read_table(bare)
    for name in places.column_names:
        table = table.append_column(places.schema.field(name), places[name])
    table = table.replace_schema_metadata({b"geo": places.schema.metadata[b"geo"], **(metadata or {})})
    pq.write_table(table, whole, compression="zstd")
    return whole.getvalue()
