"""Layers that need no source: the Arctic Circle and the graticule."""

from typing import Any

from geodata import geojson_writer

ARCTIC_CIRCLE = 66.564
"""Latitude in 2026: 90 degrees less the mean obliquity of the ecliptic (moves north by 15 m a year)."""


def _line(points: list[tuple[float, float]]) -> dict[str, Any]:
    """Make a LineString."""
    return {"type": "LineString", "coordinates": points}


def _parallel(lat: float, step: int) -> dict[str, Any]:
    """Go round the world on one latitude, from -180 to 180 degrees."""
    return _line([(lon, lat) for lon in range(-180, 181, step)])


def arctic_circle() -> str:
    """Write basemap/arctic_circle.geojson."""
    properties = {"id": "arctic-circle", "name": "Arctic Circle", "name_da": "Polarcirklen"}
    return geojson_writer.collection_text(
        "arctic_circle", [geojson_writer.feature(properties, _parallel(ARCTIC_CIRCLE, 1), 3)]
    )


def _degrees(value: int, positive: str, negative: str) -> str:
    """Write a latitude or longitude for people: 40° W."""
    letter = "" if value in (0, 180) else f" {positive if value > 0 else negative}"
    return f"{abs(value)}°{letter}"


def graticule() -> str:
    """Write basemap/graticule.geojson: parallels every 5 and meridians every 10 degrees, the round ones `major`."""
    features = []
    for lat in range(35, 90, 5):
        properties = {"id": f"parallel-{lat}", "kind": "parallel", "name": _degrees(lat, "N", "S"), "degrees": lat}
        features.append(geojson_writer.feature(properties | {"major": lat % 10 == 0}, _parallel(lat, 2), 0))
    for lon in range(-170, 181, 10):
        top = 88 if lon % 30 == 0 else 80  # fewer lines near the pole
        properties = {"id": f"meridian-{lon}", "kind": "meridian", "name": _degrees(lon, "E", "W"), "degrees": lon}
        line = _line([(lon, lat) for lat in range(30, top + 1, 2)])
        features.append(geojson_writer.feature(properties | {"major": lon % 30 == 0}, line, 0))
    return geojson_writer.collection_text("graticule", features)
