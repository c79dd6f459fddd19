"""What is in view as GeoJSON (RFC 7946), for GIS."""

import json
from typing import Any

from dashboard.view.rows import Row, View


def to_geojson(view: View) -> bytes:
    """Write what is in view as a FeatureCollection; who has no place has no geometry.

    Parameters
    ----------
    view
        Rows, clocks and filter.
    """
    collection = {
        "type": "FeatureCollection",
        "as_of": view.world.as_of.isoformat(),
        "known_by": view.world.known_by.isoformat() if view.world.known_by else "all",
        "filter": view.filter_text,
        "sources": {name: _source(view, name) for name in view.sources},
        "features": [_feature(row) for row in view.rows],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1).encode("utf-8")


def _feature(row: Row) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": _geometry(row),
        "properties": {
            "id": row.id,
            "country": row.country,
            "what": row.what,
            "kind": row.kind,
            "status": row.status,
            "low": row.low,
            "high": row.high,
            "where": row.where,
            "precision": row.precision,
            "due_or_since": row.when,
            "last_confirmed": row.last_confirmed or None,
            "independent_sources": row.independent_sources,
            "flags": row.flags,
            "sources": list(row.sources),
        },
    }


def _geometry(row: Row) -> dict[str, Any] | None:
    points = [list(point) for point in row.points]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def _source(view: View, name: str) -> dict[str, str]:
    source = view.world.atlas.sources[name]
    return {"publisher": source.publisher, "title": source.title, "published": source.published, "url": source.url}
