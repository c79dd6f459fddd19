"""A PostgreSQL with PostGIS of the tests' own: a cluster in a temporary folder, on a free port, gone afterwards."""

import functools
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.serving import free_port

USERS = ("postgres", "nobody")
REMEDY = "Debian: apt-get install postgresql postgresql-15-postgis-3"
SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=40",
    "autovacuum=off",
    "jit=off",
    "unix_socket_directories=''",
    "listen_addresses=127.0.0.1",
)


@functools.cache
def programs() -> Path | None:
    """Find the newest PostgreSQL on this machine that has PostGIS; None if there is none."""
    roots = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: -int(path.parts[-3]))
    found = [path.parent for path in roots] + [Path(each).parent for each in (shutil.which("postgres"),) if each]
    return next((folder for folder in found if _extension(folder).is_file()), None)


def _extension(folder: Path) -> Path:
    config = folder / "pg_config"
    if config.is_file():
        completed = subprocess.run([config, "--sharedir"], capture_output=True, text=True, check=False).stdout.strip()
        if completed and (Path(completed) / "extension" / "postgis.control").is_file():
            return Path(completed) / "extension" / "postgis.control"
    version = folder.parent.name
    return Path(f"/usr/share/postgresql/{version}/extension/postgis.control")


def headline() -> str:
    """Say in one line which PostgreSQL the suite uses, or that there is none."""
    folder = programs()
    if folder is None:
        return f"PostgreSQL: none with PostGIS here, so its tests are skipped ({REMEDY})"
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    return f"PostgreSQL: {version.strip()}, with PostGIS, in {folder}"


@dataclass
class Cluster:
    """A running server of databases.

    Attributes
    ----------
    folder
        Where its files lie.
    port
        Where it listens, on loopback.
    """

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Give the address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def control(self, *words: str, check: bool = True) -> None:
        """Call pg_ctl as the user who owns the files."""
        folder = programs()
        assert folder is not None
        command = [str(folder / "pg_ctl"), "-D", str(self.folder / "data"), "-s", "-w", *words]
        subprocess.run([*_as_user(), *command], check=check, cwd="/", stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = " ".join(f"-c {one}" for one in (*SETTINGS, f"port={self.port}"))
        self.control("-l", str(self.folder / "log"), "-o", settings, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, as a crash does unless told otherwise."""
        self.control("-m", mode, "stop")

    @contextmanager
    def standby(self) -> "Iterator[Cluster]":
        """Copy this server while it runs, and let the copy follow it, read-only."""
        folder = self.folder / "standby"
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, user())
        found = programs()
        assert found is not None
        words = ["-d", self.url(), "-D", str(folder / "data"), "--write-recovery-conf", "--checkpoint=fast"]
        subprocess.run([*_as_user(), str(found / "pg_basebackup"), *words], check=True, cwd="/")
        copy = Cluster(folder, free_port())
        copy.start()
        try:
            yield copy
        finally:
            copy.stop()

    def run(self, program: str, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's own programs."""
        folder = programs()
        assert folder is not None
        command = [str(folder / program), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, **more)

    def copy_of(self, database: str) -> str:
        """Copy a database that nobody is connected to, and give the address of the copy."""
        name = f"{database}_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {database} STRATEGY file_copy")
        return self.url(name)

    @contextmanager
    def copied(self, database: str) -> "Iterator[str]":
        """Copy a database as `copy_of` does, and drop the copy at the end."""
        url = self.copy_of(database)
        try:
            yield url
        finally:
            self.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def execute(self, query: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement as superuser, each on its own."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description else []


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["runuser", "-u", user(), "--"]


def user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in names)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make a cluster, start it, stop it and delete it."""
    found = programs()
    assert found is not None
    folder = Path(tempfile.mkdtemp(prefix="geodata-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, user())
        made = Cluster(folder, free_port())
        init = ["-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run([*_as_user(), str(found / "initdb"), *init], check=True, cwd="/", stdout=subprocess.DEVNULL)
        made.start()
        # It ends with us, however we end: a run that is killed leaves no server behind.
        last_words = f"cat; '{found}/pg_ctl' -D '{folder}/data' -s -m immediate stop; rm -rf '{folder}'"
        with subprocess.Popen(
            [*_as_user(), "sh", "-c", last_words], stdin=subprocess.PIPE, cwd="/", start_new_session=True
        ):
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)
