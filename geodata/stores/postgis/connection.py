"""Connections to the database, and what goes wrong with them in words an operator can act on."""

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from geodata.errors import GeodataError, NoAnswerError, Problem

if TYPE_CHECKING:
    import psycopg

VARIABLE = "GEODATA_URL"
"""The setting that names the database."""

SCHEMA = "geodata"
CHANNEL = "geodata_release"
"""A load tells the number of its release here, once it is committed."""

PREFIXES = ("postgresql://", "postgres://")
PATIENCE_S = 10
"""Seconds that a database may take for one answer; a whole release takes a fraction of one."""

DEFAULTS = {
    "connect_timeout": "5",
    "application_name": "arctic-endurance-map",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""For what the address itself does not say: a machine that vanished is noticed within half a minute."""

LIMIT = "SELECT set_config('statement_timeout', %s, false) WHERE current_setting('statement_timeout') = '0'"

INSTALL = "pip install 'arctic-endurance-map[postgres]'"


def default_url() -> str:
    """Return the address that ``GEODATA_URL`` names, or "" if none is set."""
    return os.environ.get(VARIABLE, "")


def require_url(url: str) -> None:
    """Raise a GeodataError where an address is none of PostgreSQL's."""
    if not url.startswith(PREFIXES):
        _raise("an address that does not begin with postgresql://", "postgresql://USER@HOST:PORT/DATABASE")


def label_of(url: str) -> str:
    """Return an address without user, password and settings."""
    place = url.partition("://")[2].partition("?")[0].rpartition("@")[2]
    return f"postgresql://{place}"


def connect(url: str, writes: bool = False) -> "psycopg.Connection[Any]":
    """Connect to the database.

    Parameters
    ----------
    url : str
        As libpq reads it; what it sets holds before our own settings.
    writes : bool
        Whether anything will be written; without it the session is read-only, whatever the role may do.

    Raises
    ------
    GeodataError
        When there is no driver, or the address is none.
    psycopg.OperationalError
        When nobody answers; see `told`.
    """
    driver = _driver()
    require_url(url)
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    given = _asked(conninfo_to_dict, url)
    defaults = {name: value for name, value in DEFAULTS.items() if name not in given}
    connection: psycopg.Connection[Any] = driver.connect(make_conninfo(url, **defaults), autocommit=True)
    try:
        with within(connection, PATIENCE_S):
            connection.execute("SET client_encoding = 'UTF8'")
            if not writes:
                connection.execute("SET default_transaction_read_only = on")
                connection.execute(LIMIT, [f"{PATIENCE_S}s"])
    except BaseException:
        connection.close()
        raise
    connection.autocommit = False
    return connection


@contextlib.contextmanager
def within(connection: "psycopg.Connection[Any]", seconds: float) -> Iterator[None]:
    """End a connection that has not answered in time, also where the server no longer counts it itself.

    Code that waits inside gets an ``OperationalError``.
    """
    line = socket.socket(fileno=os.dup(connection.fileno()))

    def hang_up() -> None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        line.close()


@contextlib.contextmanager
def named_failures(url: str) -> Iterator[None]:
    """Turn what the database refuses into a GeodataError of one line, without a password.

    Where it does not answer, that is a NoAnswerError.
    """
    errors = _driver().errors
    try:
        yield
    except errors.QueryCanceled:
        _no_answer(f"no answer from {label_of(url)} in time", "nothing: look at what keeps the database busy")
    except (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName) as error:
        load = "python -m geodata.load_postgis FOLDER"
        _raise(f"another schema at {label_of(url)}", f"the evidence into it: {load}", error)
    except errors.InsufficientPrivilege as error:
        _raise("a role without the right", "the role that docs/postgresql.md names for this", error)
    except errors.DiskFull as error:
        _no_answer(f"no room at {label_of(url)}", "it again once there is room: nothing was changed", error)
    except errors.OperationalError as error:
        remedy = "the address of a database that runs, or start that one"
        _no_answer(f"no answer from {label_of(url)}", remedy, error)
    except errors.Error as error:
        _raise("a database that refuses", "nothing: look into its log", error)


def _reason(error: Exception) -> str:
    """The first line that says why, without the address of the server. It may name roles: visitors do not hear it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f" ({lines[0].rpartition(' failed: ')[2][:300] if lines else type(error).__name__})"


def _driver() -> Any:
    try:
        import psycopg
    except ImportError:
        raise GeodataError(
            [Problem(VARIABLE, "", "", "", f"the driver psycopg is not installed here; run {INSTALL}")]
        ) from None
    return psycopg


def _asked(parse: Any, url: str) -> dict[str, Any]:
    import psycopg

    try:
        parts: dict[str, Any] = parse(url)
    except psycopg.ProgrammingError:
        _raise("an address that PostgreSQL cannot read", "postgresql://USER@HOST:PORT/DATABASE")
    return parts


def _no_answer(found: str, remedy: str, error: Exception | None = None) -> NoReturn:
    raise NoAnswerError([Problem(VARIABLE, "", "", found, remedy, detail=_reason(error) if error else "")])


def _raise(found: str, remedy: str, error: Exception | None = None) -> NoReturn:
    raise GeodataError([Problem(VARIABLE, "", "", found, remedy, detail=_reason(error) if error else "")])
