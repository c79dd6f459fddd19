"""The loader with folders that people spoiled: it says what is wrong, or loads all of it, and never a half."""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import GeodataError
from geodata.load_postgis import main
from geodata.loading import load_lenient
from geodata.tables import EVIDENCE, LAYERS
from tests.benchmarks.spoiled import SPOILED, Spoiled
from tests.planting import GEODATA, copied
from tests.postgres import Cluster
from tests.test_fuzz import bytes_changed, cell_changed, files_of, node_changed, small

TRIED = {
    "a merge conflict in claims.csv",
    "a wrong byte",
    "a pipe in place of a file",
    "a link to a file elsewhere",
    "a lone surrogate in a layer",
    "a geometry with mixed dimensions",
}
ALL = {*EVIDENCE, *LAYERS}


@pytest.fixture(scope="module")
def loaded(postgres: Cluster) -> Iterator[str]:
    """The address of a database that holds the evidence as it ships, for all cases of this module."""
    with postgres.copied("shipped") as url:
        yield url


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small folder that every case of the fuzz begins with."""
    return small(tmp_path_factory.mktemp("model"))


def releases(url: str) -> dict[int, set[str]]:
    """The releases, each with the parts that it holds."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT release, name FROM geodata.release_part").fetchall()
    found: dict[int, set[str]] = {}
    for number, part in rows:
        found.setdefault(number, set()).add(part)
    return found


def end_in_order(url: str, folder: Path, *words: str) -> int:
    """Load a folder; whatever it holds, nothing is left or one whole release that can be read."""
    before = releases(url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEODATA_URL", url)
        code = main([str(folder), "--based-on", str(max(before)), *words])
    after = releases(url)
    if code:
        assert after == before
    for number in after.keys() - before.keys():
        assert after[number] >= ALL
        with suppress(GeodataError):  # no row with a sound day is left
            assert load_lenient(url).rows
    return code


@pytest.mark.parametrize("kind", [one for one in SPOILED if one.name in TRIED], ids=lambda one: one.name)
def test_a_spoiled_folder_is_told_by_the_loader_and_loads_nothing_half(
    kind: Spoiled, loaded: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    shutil.copy(GEODATA / "layers" / "greenland.geojson", folder / "layers")
    kind.spoil(folder)
    assert end_in_order(loaded, folder) == 1
    output = capsys.readouterr().out
    assert output.startswith("geodata/")
    assert "hunter2" not in output
    end_in_order(loaded, folder, "--with-problems")


@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_any_folder_that_the_loader_is_given_ends_in_problems_or_in_a_whole_release(
    loaded: str, model: Path, seed: int
) -> None:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(model, Path(name) / "geodata"))
        file = dice.choice(files_of(model))
        ways: list[Callable[[Path, random.Random], None]] = [bytes_changed]
        ways.append(cell_changed if file.endswith(".csv") else node_changed)
        dice.choice(ways)(folder / file, dice)
        end_in_order(loaded, folder, "--with-problems")
