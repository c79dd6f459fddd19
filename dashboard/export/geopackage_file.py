"""What is in view as a GeoPackage, for QGIS and other GIS.

It holds one layer: of several, readers open the first and warn. The workbook and the zip hold claims and sources too.
"""

import tempfile
from pathlib import Path

from dashboard.export.about import about
from dashboard.export.arrow import arrow_table
from dashboard.export.columns import ROWS
from dashboard.export.table import CRS, geometry_of, records
from dashboard.view.rows import View

VERSION = "1.2"  # what every GIS of the last years opens without a warning; nothing here needs more


def to_geopackage(view: View) -> bytes:
    """Write what is in view as a GeoPackage; rows have their points in WGS 84, or none.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    import pyarrow as pa
    import pyogrio
    import shapely

    points = [shapely.geometry.shape(found) if (found := geometry_of(row)) else None for row in view.rows]
    several = [shapely.MultiPoint([point]) if point and point.geom_type == "Point" else point for point in points]
    table = arrow_table(records(view), "rows", ROWS, view.words, lists=False)
    table = table.append_column("geometry", pa.array(shapely.to_wkb(several), pa.binary()))
    # The file bears the day of the evidence and not that of the computer: the same view is the same file.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{view.world.atlas.evidence_to}T00:00:00.000Z"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.gpkg"
        pyogrio.write_arrow(
            table,
            path,
            driver="GPKG",
            layer="rows",
            geometry_name="geometry",
            geometry_type="MultiPoint",
            crs=CRS,
            layer_metadata=dict(about(view)),
            VERSION=VERSION,
        )
        return path.read_bytes()
