"""What holds for every test: laws draw the same cases each time, and the browser comes last."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import geodata
from tests.planting import copied

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's tests after all others: quick answers first, and one event loop at a time."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


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
