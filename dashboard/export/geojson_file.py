"""What is in view as GeoJSON (RFC 7946), for GIS."""

import json
from datetime import date

from dashboard.export.table import geometry_of, metadata, records, source_records
from dashboard.view.rows import View


def to_geojson(view: View) -> bytes:
    """Write what is in view as a FeatureCollection; a row without a point has no geometry.

    Parameters
    ----------
    view : View
        Rows, clocks and filter.
    """
    collection = {
        "type": "FeatureCollection",
        **metadata(view),
        **({"own_claims": list(view.world.atlas.own)} if view.world.atlas.own else {}),
        "sources": {source["id"]: source for source in source_records(view)},
        "features": [
            {"type": "Feature", "id": row.id, "geometry": geometry_of(row), "properties": record}
            for row, record in zip(view.rows, records(view), strict=True)
        ],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1, default=_day).encode("utf-8")


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")
