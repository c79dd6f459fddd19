"""What is in view as GeoParquet 1.1, for notebooks and DuckDB."""

import io

from dashboard.export.about import about
from dashboard.export.arrow import arrow_table
from dashboard.export.columns import ROWS
from dashboard.export.table import CRS, geometry_of, records
from dashboard.view.rows import View


def to_geoparquet(view: View) -> bytes:
    """Write what is in view as GeoParquet 1.1 with a ``bbox`` column; lists are lists.

    Parameters
    ----------
    view
        Rows, clocks and filter.
    """
    import geopandas as gpd
    import pyarrow.parquet as pq
    import shapely

    points = [shapely.geometry.shape(found) if (found := geometry_of(row)) else None for row in view.rows]
    bare, whole = io.BytesIO(), io.BytesIO()
    # geopandas writes the geometry with its metadata; our columns, typed and described, are put before it.
    gpd.GeoDataFrame(geometry=gpd.GeoSeries(points, crs=CRS)).to_parquet(
        bare, index=False, schema_version="1.1.0", write_covering_bbox=True
    )
    places = pq.read_table(bare)
    table = arrow_table(records(view), "rows", ROWS, view.words)
    for name in places.column_names:
        table = table.append_column(places.schema.field(name), places[name])
    told = {key.encode(): text.encode() for key, text in about(view)}
    table = table.replace_schema_metadata({b"geo": places.schema.metadata[b"geo"], **told})
    pq.write_table(table, whole, compression="zstd")
    return whole.getvalue()
