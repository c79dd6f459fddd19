"""Two replicas of the page on one database: they follow every load together, and serve on whatever becomes of it."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dashboard.release import read_release
from geodata.load_postgis import read_texts
from geodata.stores.postgis.connection import CHANNEL
from geodata.stores.postgis.parts import parts_of
from geodata.stores.postgis.reading import PostgisStore
from geodata.stores.postgis.writing import insert, loading
from tests.browser.serving import Server, serving
from tests.planting import GEODATA, edited
from tests.postgres import Cluster

PATIENCE_S = 60
NAME, OTHER = "French first team in Nuuk", "French vanguard in Nuuk"


def health(server: Server) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(server.get("/healthz").body)
    return body


def wait(question: Callable[[], bool]) -> None:
    """Wait for a condition; it must come true."""
    end = time.monotonic() + PATIENCE_S
    while not question():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


@dataclass
class Replicas:
    """Two servers on one database, and a folder whose changes an editor loads."""

    servers: tuple[Server, Server]
    postgres: Cluster
    url: str
    folder: Path
    first: list[tuple[int, dict[str, Any]]]

    def load(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Load the folder as an editor does, and do something before it is committed."""
        tables, texts = read_texts(self.folder)
        with loading(self.url) as connection:
            insert(connection, parts_of(tables, texts), tables.folder, 0, "")
            meanwhile()

    def change(self, label: str) -> None:
        """Give the French advance party another name in the folder."""
        path = self.folder / "evidence" / "contingents.csv"
        rows = path.read_text(encoding="utf-8").split("\n")
        (number,) = [at for at, row in enumerate(rows) if row.startswith("fra-advance,")]
        rows[number] = rows[number].replace(self.label, label)
        path.write_text("\n".join(rows), encoding="utf-8")
        self.label = label

    label = NAME

    def releases(self) -> set[str]:
        return {health(server)["release"] for server in self.servers}

    def outcomes(self) -> set[str]:
        return {health(server)["reload"]["outcome"] for server in self.servers}

    def serve_on(self) -> None:
        """Insist that both answer, with all that a first look needs."""
        for server in self.servers:
            began = time.monotonic()
            assert [server.get(path).status for path in ("/", "/data/start/en.json", "/healthz")] == [200] * 3
            assert time.monotonic() - began < 5


@pytest.fixture(scope="module")
def replicas(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Two replicas, started before the database held anything; then the evidence is loaded as it ships."""
    home = tmp_path_factory.mktemp("replicas")
    folder = home / "geodata"
    for part in ("evidence", "layers"):
        shutil.copytree(GEODATA / part, folder / part)
    (folder / "layers" / "deployments.geojson").unlink()  # it would have to be computed anew after each change
    url = postgres.copy_of("bare")
    impatient = f"{url}?options=-c%20statement_timeout%3D2000"
    with ExitStack() as stack:
        one, two = (stack.enter_context(serving(home / name, GEODATA_URL=impatient)) for name in ("a", "b"))
        answers = [server.get("/healthz") for server in (one, two)]
        made = Replicas((one, two), postgres, url, folder, [(one.status, json.loads(one.body)) for one in answers])
        made.load()
        wait(lambda: all(health(server)["ready"] for server in made.servers))
        yield made


def test_replicas_that_began_before_the_first_load_said_so_and_then_show_the_same_release_as_the_files(
    replicas: Replicas,
) -> None:
    for status, body in replicas.first:
        assert (status, body["live"], body["ready"]) == (503, True, False)
        assert body["problem"].endswith("python -m geodata.load_postgis FOLDER")
    assert replicas.releases() == {read_release().release}
    replicas.serve_on()


def test_a_load_is_seen_by_both_replicas_and_by_neither_before_it_is_committed(replicas: Replicas) -> None:
    before = replicas.releases()
    replicas.change(OTHER)

    def meanwhile() -> None:
        replicas.serve_on()
        assert replicas.releases() == before
        assert PostgisStore(replicas.url).newest().id == newest

    newest = PostgisStore(replicas.url).newest().id
    replicas.load(meanwhile)
    wait(lambda: not replicas.releases() & before)
    assert len(replicas.releases()) == 1
    assert all(OTHER.encode() in server.get("/data/start/en.json").body for server in replicas.servers)


def test_a_release_with_new_problems_is_taken_by_neither_and_a_mended_one_by_both(replicas: Replicas) -> None:
    before = replicas.releases()
    replicas.change("French vanguard mended")
    edited(replicas.folder, "evidence/claims.csv", "2026-01-14", "2026-13-14")
    replicas.load()
    wait(lambda: replicas.outcomes() == {"refused"})
    assert replicas.releases() == before
    assert all("2026-13-14" in health(server)["reload"]["problem"] for server in replicas.servers)
    replicas.serve_on()
    edited(replicas.folder, "evidence/claims.csv", "2026-13-14", "2026-01-14")
    replicas.load()
    wait(lambda: replicas.outcomes() == {"taken"})
    assert not replicas.releases() & before


def test_a_database_that_goes_is_told_and_the_page_serves_on_until_it_is_back(replicas: Replicas) -> None:
    before = replicas.releases()
    replicas.postgres.stop()
    try:
        wait(lambda: replicas.outcomes() == {"failed"})
        replicas.serve_on()
        assert replicas.releases() == before
        for server in replicas.servers:
            assert health(server)["reload"]["problem"].startswith("GEODATA_URL: found no answer from bare_")
            assert "no answer from postgresql://127.0.0.1" in server.log.read_text(encoding="utf-8")
    finally:
        replicas.postgres.start()
    wait(lambda: replicas.outcomes() == {"same"})
    replicas.change("French vanguard after the fall")
    replicas.load()
    wait(lambda: not replicas.releases() & before)


def test_a_database_that_is_too_slow_is_given_up_and_the_release_comes_later(replicas: Replicas) -> None:
    before = replicas.releases()
    replicas.change("French vanguard at last")
    with psycopg.connect(replicas.url) as busy:
        replicas.load(lambda: busy.execute("LOCK TABLE geodata.feature IN ACCESS EXCLUSIVE MODE"))
        wait(lambda: replicas.outcomes() == {"failed"})
        assert all("in time" in health(server)["reload"]["problem"] for server in replicas.servers)
        replicas.serve_on()
        assert replicas.releases() == before
    wait(lambda: not replicas.releases() & before)


def test_a_database_that_has_become_read_only_serves_as_before(replicas: Replicas) -> None:
    replicas.postgres.execute("ALTER SYSTEM SET default_transaction_read_only = on")
    replicas.postgres.execute("SELECT pg_reload_conf()")
    try:
        replicas.postgres.execute(f"NOTIFY {CHANNEL}", replicas.url.rpartition("/")[2])
        replicas.serve_on()
        assert PostgisStore(replicas.url).read(("claims",)).claims
    finally:
        replicas.postgres.execute("ALTER SYSTEM RESET default_transaction_read_only")
        replicas.postgres.execute("SELECT pg_reload_conf()")
