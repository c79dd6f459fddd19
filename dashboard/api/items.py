"""One feature of a collection, and what is asked of all of them alike: where it is, when it holds, whom it concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.export.columns import LIST

Geometry = dict[str, Any]
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees; west is greater than east where the box crosses the antimeridian."""
Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Item:
    """One feature.

    Parameters
    ----------
    values : mapping of str to object
        Its properties, ``id`` among them.
    geometry : Geometry, optional
        GeoJSON in WGS 84, longitude first; None where it has no place.
    """

    values: Mapping[str, Any]
    geometry: Geometry | None = None

    @property
    def id(self) -> str:
        """What names it within its collection."""
        return str(self.values["id"])

    @property
    def interval(self) -> Interval | None:
        """The days for which it holds, ends included; None where it has none."""
        if "valid_from" not in self.values:
            return None
        first, last = self.values["valid_from"], self.values["valid_to"]
        if first is None and last is None and "as_of" not in self.values:
            return None
        return first or date.min, last or date.max

    def feature(self, **more: Any) -> dict[str, Any]:
        """Return it as a GeoJSON feature; days become ISO text.

        Parameters
        ----------
        **more : object
            Further members, such as links.
        """
        properties = {name: _json(value) for name, value in self.values.items()}
        return {"type": "Feature", "id": self.id, "geometry": self.geometry, "properties": properties, **more}

    def in_several(self) -> "Item":
        """Return the same feature with its point as one of several."""
        if self.geometry is None or self.geometry["type"] != "Point":
            return self
        return replace(self, geometry={"type": "MultiPoint", "coordinates": [self.geometry["coordinates"]]})

    def within(self, box: Box) -> bool:
        """Whether its geometry and a box have a point in common; without geometry it has none."""
        if self.geometry is None:
            return False
        west, south, east, north = box
        if west > east:
            return self.within((west, south, 180.0, north)) or self.within((-180.0, south, east, north))
        kind, coordinates = self.geometry["type"], self.geometry["coordinates"]
        if kind in ("Point", "MultiPoint"):
            points = [coordinates] if kind == "Point" else coordinates
            return any(west <= point[0] <= east and south <= point[1] <= north for point in points)
        import shapely

        return bool(shapely.box(west, south, east, north).intersects(shapely.geometry.shape(self.geometry)))

    def during(self, wanted: Interval) -> bool:
        """Whether it holds on one of the days; without days it holds on none."""
        interval = self.interval
        return interval is not None and interval[0] <= wanted[1] and wanted[0] <= interval[1]

    def matches(self, name: str, kind: str, wanted: Any) -> bool:
        """Whether a property has a value; a list, whether the value is in it."""
        value = self.values[name]
        if kind == LIST:
            return wanted in value if wanted else not value
        return bool((value.isoformat() if isinstance(value, date) else value) == wanted)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def point(lon: float | None, lat: float | None) -> Geometry | None:
    """Return a point as GeoJSON; None where a coordinate is missing."""
    return None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}


def points(pairs: Iterable[tuple[float, float]]) -> Geometry | None:
    """Return points, longitude first, as one GeoJSON geometry; None where there is none."""
    found = [list(pair) for pair in pairs]
    if len(found) < 2:
        return point(*found[0]) if found else None
    return {"type": "MultiPoint", "coordinates": found}
