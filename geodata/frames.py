"""States and layers as tables for a notebook: pandas for rows, geopandas for what has a place.

geopandas is imported when a table with geometry is asked for: the page and `check` start half a second sooner without.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.areas import Ground, ground_of
from geodata.model import Records, State, Subject
from geodata.running import of_day
from geodata.tables import LAYERS, OTHER_LAYERS
from geodata.totals import post_group

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"
SUBJECT_COLUMNS = ("kind", "actor", "label", "task", "programme", "part_of")
STATE_COLUMNS = tuple(field.name for field in fields(State) if field.name not in ("subject", "spots", "actor"))
COLUMNS = ("subject", *SUBJECT_COLUMNS, "group", *STATE_COLUMNS)


def states_frame(states: Mapping[str, State], records: Records) -> pd.DataFrame:
    """Return states as rows, in their order.

    Parameters
    ----------
    states : mapping of str to State
        Subject id to state.
    records : Records

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``: what the subject is, in which group a post is counted, and the fields of ``State``.
        ``low`` and ``high`` are ``Int64`` with gaps; ``last_confirmed`` is a ``datetime.date`` or None.
    """
    rows = [_row(of_day(records.subjects[name], state), state, records) for name, state in states.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"low": "Int64", "high": "Int64"})


def _row(subject: Subject, state: State, records: Records) -> tuple[Any, ...]:
    return (
        subject.id,
        *(getattr(subject, name) for name in SUBJECT_COLUMNS),
        post_group(subject, state, records),
        *(getattr(state, name) for name in STATE_COLUMNS),
    )


def states_geoframe(states: Mapping[str, State], records: Records) -> "gpd.GeoDataFrame":
    """Return states as rows with the points at which they stand.

    Parameters
    ----------
    states : mapping of str to State
        Subject id to state.
    records : Records

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of `states_frame` and ``geometry`` in WGS 84: one MultiPoint a row, None where
        nobody said where or only "somewhere in Greenland".
    """
    import geopandas as gpd
    import shapely

    points = [list(_points(records.subjects[name], state, records)) for name, state in states.items()]
    geometry = [shapely.MultiPoint(found) if found else None for found in points]
    return gpd.GeoDataFrame(states_frame(states, records), geometry=geometry, crs=CRS)


def _points(subject: Subject, state: State, records: Records) -> Iterator[tuple[float, float]]:
    """Yield the points of a state, longitude first, each once."""
    names = dict.fromkeys(spot.place for spot in state.spots if spot.place) or {state.place or subject.place: None}
    places = [records.places[name] for name in names if name in records.places]
    yield from dict.fromkeys((p.lon, p.lat) for p in places if p.lon is not None and p.lat is not None)


class Layers(Mapping[str, "gpd.GeoDataFrame"]):
    """The GeoJSON layers of a store by name, each read when it is asked for.

    Parameters
    ----------
    names : callable
        Gives the names of the layers that are there.
    text : callable
        Gives the GeoJSON of one of them.
    """

    def __init__(self, names: Callable[[], Sequence[str]], text: Callable[[str], str]) -> None:
        self._names, self._text = names, text

    def __getitem__(self, name: str) -> "gpd.GeoDataFrame":
        """Read a layer: its properties as columns, its geometry in WGS 84.

        Parameters
        ----------
        name : str
            One of those that iterating gives.

        Raises
        ------
        KeyError
            When no layer has this name.
        """
        import geopandas as gpd

        if name not in tuple(self):
            raise KeyError(f"{name!r} is no layer; write one of {', '.join(self)}")
        return gpd.read_file(BytesIO(self._text(name).encode(errors="surrogateescape")), engine="pyogrio")

    @cached_property
    def greenland(self) -> Ground:
        """The outline of Greenland, in which a place may lie that has no point."""
        return ground_of(self._text("greenland") if "greenland" in tuple(self) else "")

    def text(self, name: str) -> str:
        """Return a layer as GeoJSON, as it was written.

        Parameters
        ----------
        name : str
            One of those that iterating gives.
        """
        return self._text(name)

    def __contains__(self, name: object) -> bool:
        """Whether a layer is there; it need not be read for that."""
        return name in tuple(self)

    def __iter__(self) -> Iterator[str]:
        there = self._names()
        return (name for name in (*LAYERS, *OTHER_LAYERS) if name in there)

    def __len__(self) -> int:
        return sum(1 for _ in self)
