"""What holds for every test: laws draw the same cases each time, and the browser comes last."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import geodata
from tests.planting import GEODATA, copied
from tests.postgres import Cluster, cluster, headline, programs
from tests.small_disk import Disk, small_disk

# The same examples on every machine and no deadline: a shared core is slow at times, and that is no fault of the law.
settings.register_profile(
    "arctic",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("arctic")

# Whatever the shell is set to: the suite tests the files, and a database of its own.
os.environ.pop("GEODATA_URL", None)


def pytest_report_header() -> str:
    """Name the PostgreSQL that the suite uses, or say that there is none."""
    return headline()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests after all others: quick answers first, and one event loop at a time.

    Where whole files are handed out to several processes they come first, the largest before: a long file at the end
    would keep one process at work alone.
    """
    files = Counter(item.path for item in items)
    shared = "PYTEST_XDIST_WORKER" in os.environ

    def order(item: pytest.Item) -> tuple[bool, int, str]:
        asks_browser = item.get_closest_marker("browser") is not None
        return (not asks_browser, -files[item.path], str(item.path)) if shared else (asks_browser, 0, "")

    items.sort(key=order)


@pytest.fixture(scope="session")
def atlas() -> geodata.Atlas:
    """The evidence as it ships."""
    return geodata.load()


@pytest.fixture(scope="session")
def in_view(atlas: geodata.Atlas) -> int:
    """How many subjects the opening view shows: those of which anything is reported."""
    opening = atlas.openings["opening"]
    return sum(bool(state.step) for state in atlas.at(opening.as_of, opening.known_by).states.values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the evidence that may be spoiled."""
    return copied(tmp_path)


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A disk in memory that is soon full; the test is skipped, visibly, where nothing may be mounted."""
    with ExitStack() as stack:
        try:
            mounted = stack.enter_context(small_disk())
        except (PermissionError, FileNotFoundError) as error:
            pytest.skip(f"no small disk can be mounted here: {error}")
        yield mounted


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL of our own, with two databases to copy: `bare` has PostGIS, `shipped` the evidence too."""
    if programs() is None:
        pytest.skip(headline())
    from geodata.load_postgis import read_texts
    from geodata.stores.postgis.parts import parts_of
    from geodata.stores.postgis.writing import insert, loading

    with cluster() as running:
        running.execute("CREATE DATABASE bare")
        running.execute("CREATE EXTENSION postgis", "bare")
        running.execute("CREATE DATABASE shipped TEMPLATE bare")
        tables, texts = read_texts(GEODATA)
        with loading(running.url("shipped")) as connection:
            insert(connection, parts_of(tables, texts), tables.folder, 0, "as it ships")
        yield running


@pytest.fixture
def database(postgres: Cluster) -> Iterator[str]:
    """The address of a database that nobody else uses: it has PostGIS and nothing of ours."""
    with postgres.copied("bare") as url:
        yield url


@pytest.fixture
def shipped(postgres: Cluster) -> Iterator[str]:
    """The address of a database that nobody else uses: it holds the shipped evidence as release 1."""
    with postgres.copied("shipped") as url:
        yield url
