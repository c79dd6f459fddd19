"""What is made once and kept, and what happens when it cannot be made."""

import threading
from pathlib import Path

import pytest

from dashboard.once import PAUSE_S, Once, state_of
from tests.planting import copied


class Bench:
    """Counts how often something is made, and says what it is made of."""

    def __init__(self) -> None:
        self.made = 0
        self.fails = True
        self.state = "a"
        self.now = 100.0

    def make(self) -> str:
        self.made += 1
        if self.fails:
            raise ValueError(f"failure {self.made}")
        return f"value {self.made}"

    def once(self) -> Once[str]:
        return Once(self.make, ValueError, lambda: self.state, lambda: self.now)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_value_is_made_once_whatever_changes(bench: Bench) -> None:
    bench.fails = False
    once = bench.once()
    assert (once(), once()) == ("value 1", "value 1")
    bench.state, bench.now = "b", 500.0
    assert once() == "value 1"
    once.cache_clear()
    assert once() == "value 2"


def test_a_failure_is_told_again_without_another_try_as_long_as_nothing_changes(bench: Bench) -> None:
    once = bench.once()
    for seconds in (0, 0, 1, 60, 600):
        bench.now += seconds
        with pytest.raises(ValueError, match=r"^failure 1$"):
            once()
    assert bench.made == 1


def test_a_change_is_seen_after_a_pause_and_heals(bench: Bench) -> None:
    once = bench.once()
    with pytest.raises(ValueError, match=r"^failure 1$"):
        once()
    bench.state, bench.fails = "b", False
    with pytest.raises(ValueError, match=r"^failure 1$"):
        once()
    bench.now += PAUSE_S
    assert once() == "value 2"


def test_who_asks_while_another_reads_anew_is_told_the_old_failure_at_once(bench: Bench) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make() -> str:
        if bench.made == 1:
            begun.set()
            assert go_on.wait(20)
        return bench.make()

    once = Once(make, ValueError, lambda: bench.state, lambda: bench.now)
    with pytest.raises(ValueError, match=r"^failure 1$"):
        once()
    bench.state, bench.fails = "b", False
    bench.now += PAUSE_S
    found: list[str] = []
    other = threading.Thread(target=lambda: found.append(once()))
    other.start()
    assert begun.wait(20)
    with pytest.raises(ValueError, match=r"^failure 1$"):
        once()
    go_on.set()
    other.join(20)
    assert (found, once()) == (["value 2"], "value 2")


def test_the_error_does_not_grow_with_each_time_that_it_is_told(bench: Bench) -> None:
    once = bench.once()
    depths = set()
    for _ in range(5):
        with pytest.raises(ValueError, match=r"^failure 1$") as told:
            once()
        depths.add(len(told.traceback))
    assert len(depths) <= 2
    assert max(depths) < 6


def test_the_state_of_a_folder_changes_with_any_file_in_it_and_asks_nothing_of_what_is_missing(tmp_path: Path) -> None:
    parts = ("evidence", "layers")
    nowhere = state_of(tmp_path / "geodata", parts)
    folder = copied(tmp_path)
    seen = [nowhere, state_of(folder, parts)]
    assert state_of(folder, parts) == seen[-1]
    claims = folder / "evidence" / "claims.csv"
    for change in (
        lambda: claims.write_bytes(claims.read_bytes() + b"x"),
        claims.unlink,
        lambda: (folder / "layers" / "new.geojson").write_bytes(b""),
        lambda: (folder / "evidence").chmod(0o700),
    ):
        change()
        seen.append(state_of(folder, parts))
    assert len(set(map(repr, seen))) == len(seen)
