"""Loads a release whole or not at all: one transaction, one editor at a time, nothing overwritten."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geodata.errors import GeodataError, Problem, printable
from geodata.schema.fields import columns_of
from geodata.stores.postgis.connection import CHANNEL, SCHEMA, VARIABLE, connect, named_failures
from geodata.stores.postgis.parts import Part
from geodata.stores.postgis.reading import Loaded, all_releases, one_release
from geodata.tables import EVIDENCE

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[Any]

LOCK = 7_403_112_026
"""The key of the advisory lock that a load holds until it is committed."""

NEEDS = "postgres"
"""The extra that brings what a load needs."""


@contextmanager
def loading(url: str) -> Iterator["Connection"]:
    """Open the one transaction of a load: nobody else loads meanwhile, and the schema is up to date in it.

    All is undone unless the block ends well.

    Raises
    ------
    GeodataError
        When another load is under way, the schema cannot be made, or the database refuses.
    """
    engine = _engine(url)
    with named_failures(url), _drivers_errors(), engine.begin() as steps:
        connection: Connection = steps.connection.driver_connection
        _require_sole_writer(connection)
        _require_postgis(connection)
        _migrate(steps)
        yield connection


def insert(connection: "Connection", parts: Sequence[Part], folder: str, problems: int, note: str) -> Loaded:
    """Write a release on top of the newest one, and tell all who listen once it is committed.

    Parameters
    ----------
    connection : psycopg.Connection
        From `loading`.
    parts : sequence of Part
        Of each only what the database does not hold yet is written.
    folder, note : str
        The name of the folder, for messages; why this was loaded.
    problems : int
        How many rows have problems.
    """
    before = all_releases(connection)[:1]
    held = {part.name: _held(connection, part) for part in parts}
    (number,) = _only(
        connection,
        "INSERT INTO geodata.release (based_on, folder, note, digest, problems) "
        "VALUES (%s, %s, %s, %s, %s) RETURNING id",
        [before[0].id if before else None, printable(folder), printable(note), digest_of(parts), problems],
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO geodata.release_part (release, name, part) VALUES (%s, %s, %s)",
            [(number, name, part) for name, part in held.items()],
        )
    connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(number)])
    return one_release(connection, number)


def digest_of(parts: Sequence[Part]) -> str:
    """Name the content of a release: equal ones have equal digests."""
    body = "\n".join(sorted(f"{part.name} {part.digest}" for part in parts))
    return hashlib.sha256(body.encode()).hexdigest()


def _held(connection: "Connection", part: Part) -> int:
    """Return the number of a part; write it first if the database does not hold it."""
    key = [part.name, part.digest]
    found = connection.execute("SELECT id FROM geodata.part WHERE name = %s AND digest = %s", key).fetchone()
    if found is not None:
        return int(found[0])
    (number,) = _only(
        connection,
        "INSERT INTO geodata.part (name, digest, reading) VALUES (%s, %s, %s) RETURNING id",
        [*key, part.reading],
    )
    _copy(connection, "malformed_row", ("cells",), [(number, at, line, cells) for at, line, cells in part.malformed])
    if part.name in EVIDENCE:
        _copy(connection, part.name, columns_of(part.name), [(number, *row) for row in part.rows])
    else:
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY geodata.feature (part, position, feature) FROM STDIN") as copy,
        ):
            for position, feature in enumerate(part.features, start=1):
                copy.write_row((number, position, feature))
    return int(number)


def _copy(connection: "Connection", table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    from psycopg import sql

    query = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier("geodata", table),
        sql.SQL(", ").join(map(sql.Identifier, ("part", "position", "line", *columns))),
    )
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        for row in rows:
            copy.write_row(row)


def _only(connection: "Connection", query: Any, values: Sequence[Any]) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query, values).fetchone()
    if row is None:
        raise AssertionError(f"{query}: no row")
    return row


def _require_sole_writer(connection: "Connection") -> None:
    (alone,) = _only(connection, "SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
    if alone:
        return
    query = """SELECT usename, to_char(xact_start, 'HH24:MI:SS') FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32 | objid::bigint) = %s"""
    other = connection.execute(query, [LOCK]).fetchone()
    who = f" by {other[0]} since {other[1]}" if other and other[1] else ""
    found = f"another load under way{who}"
    raise GeodataError([Problem(VARIABLE, "", "", found, "yours once it is done, with what it changed taken over")])


@contextmanager
def _drivers_errors() -> Iterator[None]:
    """Let the driver's own errors through as they are; they say it shorter."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise (error.orig or error) from None


def _engine(url: str) -> Any:
    try:
        import alembic  # noqa: F401
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool
    except ImportError as error:
        remedy = f"{error.name} is not installed here; run pip install 'arctic-endurance-map[{NEEDS}]'"
        raise GeodataError([Problem(VARIABLE, "", "", "", remedy)]) from None
    return create_engine("postgresql+psycopg://", creator=lambda: connect(url, writes=True), poolclass=NullPool)


def _require_postgis(connection: "Connection") -> None:
    """Make the extension if the role may; else say who has to."""
    from psycopg import errors

    (there,) = _only(connection, "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'", [])
    if there:
        return
    try:
        connection.execute("CREATE EXTENSION postgis")
    except (errors.InsufficientPrivilege, errors.UndefinedFile, errors.FeatureNotSupported):
        found = "a database without PostGIS"
        remedy = "it in once, as a superuser: CREATE EXTENSION postgis (Debian: postgresql-15-postgis-3)"
        raise GeodataError([Problem(VARIABLE, "", "", found, remedy)]) from None


def _migrate(steps: Any) -> None:
    """Bring the schema up to date, in the transaction that is open."""
    from alembic import command
    from sqlalchemy import text

    config = migrations()
    config.attributes["connection"] = steps
    steps.execute(text("SET LOCAL client_min_messages = warning"))
    steps.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    command.upgrade(config, "head")


def migrations() -> Any:
    """Return alembic's configuration: the steps lie in this package, and there is no other setting."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "geodata.stores.postgis:migrations")
    config.set_main_option("path_separator", "os")
    return config
