"""The database as a store: reads a release in one transaction, and says when there is a newer one."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Any, LiteralString

from geodata.errors import GeodataError, Problem
from geodata.file_reader import Log
from geodata.geojson_reader import features_of
from geodata.schema.fields import columns_of
from geodata.stores.judging import assembled, drawable, quarantined, require_sound
from geodata.stores.postgis.connection import CHANNEL, PATIENCE_S, VARIABLE, connect, label_of, named_failures, within
from geodata.stores.postgis.parts import joined, log_of_table
from geodata.tables import DRAWN, EVIDENCE, LAYERS, OTHER_LAYERS, Feature, Row, Tables, path_of

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Any]

Names = tuple[str, ...]

TURN_S = 1.0
"""Seconds between two looks at whether to stop waiting, and until the next question after a failure."""

LOOK_S = 5.0
"""Seconds between two questions to the database besides, for a connection that died or a notice that was lost."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A release as the database lists it."""

    id: int
    loaded_at: datetime
    loaded_by: str
    based_on: int | None
    folder: str
    note: str
    digest: str
    problems: int


@dataclass(frozen=True, slots=True)
class PostgisStore:
    """Evidence in PostgreSQL with PostGIS.

    Parameters
    ----------
    url : str
        ``postgresql://USER@HOST:PORT/DATABASE``, as libpq reads it.
    release : int, optional
        Which release to read; without it the newest.
    """

    url: str
    release: int | None = None

    @property
    def label(self) -> str:
        """Its address without user and password."""
        return label_of(self.url)

    def load_quarantined(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the evidence and leave out the rows with problems."""
        return quarantined(self.read((*EVIDENCE, *LAYERS)))

    def load_checked(self, drawn: bool = False) -> Tables:
        """Read the evidence; raise if anything is wrong: see `geodata.stores.files.load_checked`."""
        return require_sound(self.read((*EVIDENCE, *LAYERS, *(OTHER_LAYERS if drawn else ()))))

    def load_map_layers(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the layers that are only drawn, as far as they can be drawn."""
        return drawable(self.read(DRAWN))

    def pinned(self) -> "PostgisStore":
        """Return a store of the release that is now the newest, whatever is loaded meanwhile."""
        return self if self.release is not None else replace(self, release=self.newest().id)

    def read(self, names: Names) -> Tables:
        """Read tables and layers, those that the release holds, and judge nothing.

        Raises
        ------
        GeodataError
            When the database does not answer, refuses, or holds no such release.
        """
        with named_failures(self.url), connect(self.url) as connection, within(connection, PATIENCE_S):
            return read_release(connection, names, self.release)

    def newest(self) -> Loaded:
        """Return the newest release, or the one that this store reads.

        Raises
        ------
        GeodataError
            As for `read`.
        """
        with named_failures(self.url), connect(self.url) as connection, within(connection, PATIENCE_S):
            return one_release(connection, self.release)

    def layer_names(self) -> tuple[str, ...]:
        """Name the layers that the release holds."""
        with named_failures(self.url), connect(self.url) as connection, within(connection, PATIENCE_S):
            parts = _parts(connection, one_release(connection, self.release).id)
            return tuple(name for name in (*LAYERS, *OTHER_LAYERS) if name in parts)

    def layer_text(self, layer: str) -> str:
        """Return a layer as GeoJSON, its features as they were written."""
        with named_failures(self.url), connect(self.url) as connection, within(connection, PATIENCE_S):
            parts = _parts(connection, one_release(connection, self.release).id)
            return _layer_text(connection, *parts[layer])

    def state(self) -> object:
        """Give the number of the newest release.

        Raises
        ------
        GeodataError
            When nobody answers, or there is none yet.
        """
        return self.newest().id

    def changes(self, stop: Event) -> Iterator[None]:
        """Yield when a load notifies, when the connection is lost or back, and every five seconds besides."""
        away = False
        while not stop.is_set():
            try:
                with named_failures(self.url), connect(self.url) as connection:
                    connection.autocommit = True
                    hears, away = _listens(connection), False
                    yield  # something may have been loaded while nobody listened
                    yield from _heard(connection, hears, stop)
            except GeodataError:
                if not away:
                    away = True
                    yield  # whoever reads now hears why; then nobody is asked in vain until it is back
                stop.wait(TURN_S)


def one_release(connection: "Connection", number: int | None = None) -> Loaded:
    """Return the newest release, or the one of this number.

    Raises
    ------
    GeodataError
        When there is none.
    """
    wanted: LiteralString = "" if number is None else "WHERE id = %s"
    found = _releases(connection, wanted, [] if number is None else [number])
    if not found:
        missing = "no evidence in the database" if number is None else f"no release {number} in the database"
        raise GeodataError([Problem(VARIABLE, "", "", missing, "it by: python -m geodata.load_postgis FOLDER")])
    return found[0]


def all_releases(connection: "Connection") -> list[Loaded]:
    """List what was ever loaded, newest first."""
    return _releases(connection, "", [])


def _releases(connection: "Connection", wanted: LiteralString, values: list[int]) -> list[Loaded]:
    columns: LiteralString = "id, loaded_at, loaded_by, based_on, folder, note, digest, problems"
    query: LiteralString = "SELECT " + columns + " FROM geodata.release " + wanted + " ORDER BY id DESC"  # noqa: S608
    return [Loaded(*row) for row in connection.execute(query, values)]


def read_release(connection: "Connection", names: Names, number: int | None = None) -> Tables:
    """Read the tables and layers of one release, in the transaction of the connection.

    Parameters
    ----------
    connection : psycopg.Connection
        Where nothing else was asked in this transaction, all that is read is of one moment.
    names : tuple of str
        The tables and layers wanted; a layer that the release does not hold is left out.
    number : int, optional
        Which release; without it the newest.
    """
    found = one_release(connection, number)
    parts = _parts(connection, found.id)
    rows: dict[str, list[Row]] = {}
    features: dict[str, tuple[Feature, ...]] = {}
    logs: dict[str, Log] = {}
    for name in (name for name in names if name in parts):
        part, reading = parts[name]
        if name in EVIDENCE:
            rows[name], lines = _rows(connection, name, part)
            logs[name] = log_of_table(name, found.folder, reading, lines)
        else:
            logs[name] = Log(f"{found.folder}/{path_of(name)}")
            features[name] = tuple(features_of(_layer_text(connection, part, reading), name, logs[name]))
    return assembled(rows, features, logs, found.folder)


def _parts(connection: "Connection", release: int) -> Mapping[str, tuple[int, str]]:
    query = """SELECT part.name, part.id, part.reading::text FROM geodata.release_part held
        JOIN geodata.part ON part.id = held.part WHERE held.release = %s"""
    return {name: (part, reading) for name, part, reading in connection.execute(query, [release])}


def _rows(connection: "Connection", table: str, part: int) -> tuple[list[Row], dict[str, int]]:
    """Read the rows of a table in the order of its file, the malformed ones among them."""
    from psycopg import sql

    columns = columns_of(table)
    query = sql.SQL("SELECT position, line, {} FROM {} WHERE part = %s").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier("geodata", table)
    )
    found: list[tuple[int, int, Row]] = [
        (position, line, dict(zip(columns, cells, strict=True)))
        for position, line, *cells in connection.execute(query, [part])
    ]
    malformed = "SELECT position, line, cells::text FROM geodata.malformed_row WHERE part = %s"
    found += [(position, line, json.loads(cells)) for position, line, cells in connection.execute(malformed, [part])]
    found.sort(key=lambda one: one[0])
    lines: dict[str, int] = {}
    for _, line, row in found:
        lines.setdefault(row["id"], line)
    return [row for _, _, row in found], lines


def _layer_text(connection: "Connection", part: int, reading: str) -> str:
    query = "SELECT feature::text FROM geodata.feature WHERE part = %s ORDER BY position"
    return joined(json.loads(reading)["head"], [text for (text,) in connection.execute(query, [part])])


def _listens(connection: "Connection") -> bool:
    """Listen for loads; False where the server cannot tell, as a standby cannot, and has to be asked."""
    from psycopg import errors, sql

    try:
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
    except errors.ReadOnlySqlTransaction:
        return False
    return True


def _heard(connection: "Connection", hears: bool, stop: Event) -> Iterator[None]:
    """Yield for each notice, and now and then without one, as long as the connection holds."""
    last_look = time.monotonic()
    while not stop.is_set():
        notices = list(connection.notifies(timeout=TURN_S, stop_after=1))
        if notices or not hears or time.monotonic() - last_look > LOOK_S:
            with within(connection, PATIENCE_S):
                connection.execute("SELECT 1")
            last_look = time.monotonic()
            yield
