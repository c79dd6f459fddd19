"""What is made once, kept and swapped whole, and what happens when it cannot be made."""

import threading

import pytest

from dashboard.holder import KEPT, PAUSE_S, Holder


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

    def held(self) -> Holder[str]:
        return Holder(self.make, ValueError, lambda: self.state, lambda: self.now)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_value_is_made_once_whatever_changes(bench: Bench) -> None:
    bench.fails = False
    held = bench.held()
    assert (held(), held()) == ("value 1", "value 1")
    bench.state, bench.now = "b", 500.0
    assert held() == "value 1"
    held.cache_clear()
    assert held() == "value 2"


def test_a_failure_is_told_again_without_another_try_as_long_as_nothing_changes(bench: Bench) -> None:
    held = bench.held()
    for seconds in (0, 0, 1, 60, 600):
        bench.now += seconds
        with pytest.raises(ValueError, match=r"^failure 1$"):
            held()
    assert bench.made == 1


def test_a_change_is_seen_after_a_pause_and_heals(bench: Bench) -> None:
    held = bench.held()
    with pytest.raises(ValueError, match=r"^failure 1$"):
        held()
    bench.state, bench.fails = "b", False
    with pytest.raises(ValueError, match=r"^failure 1$"):
        held()
    bench.now += PAUSE_S
    assert held() == "value 2"


def test_who_asks_while_another_reads_anew_is_told_the_old_failure_at_once(bench: Bench) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make() -> str:
        if bench.made == 1:
            begun.set()
            assert go_on.wait(20)
        return bench.make()

    held = Holder(make, ValueError, lambda: bench.state, lambda: bench.now)
    with pytest.raises(ValueError, match=r"^failure 1$"):
        held()
    bench.state, bench.fails = "b", False
    bench.now += PAUSE_S
    found: list[str] = []
    other = threading.Thread(target=lambda: found.append(held()))
    other.start()
    assert begun.wait(20)
    with pytest.raises(ValueError, match=r"^failure 1$"):
        held()
    go_on.set()
    other.join(20)
    assert (found, held()) == (["value 2"], "value 2")


def test_the_error_does_not_grow_with_each_time_that_it_is_told(bench: Bench) -> None:
    held = bench.held()
    depths = set()
    for _ in range(5):
        with pytest.raises(ValueError, match=r"^failure 1$") as caught:
            held()
        depths.add(len(caught.traceback))
    assert len(depths) <= 2
    assert max(depths) < 6


def test_a_swap_is_whole_and_who_works_with_the_old_value_keeps_it(bench: Bench) -> None:
    bench.fails = False
    held = bench.held()
    with held.pinned(held()):
        held.swap("other")
        assert held() == "value 1"
        seen: list[str] = []
        other = threading.Thread(target=lambda: seen.append(held()))
        other.start()
        other.join(20)
        assert seen == ["other"]
    assert held() == "other"


def test_the_last_few_values_are_kept_the_current_one_first(bench: Bench) -> None:
    bench.fails = False
    held = bench.held()
    assert list(held.kept) == []
    held()
    for number in range(KEPT + 2):
        held.swap(f"swap {number}")
    assert held.kept == tuple(f"swap {number}" for number in range(KEPT + 1, 1, -1))
    held.swap(held.kept[-1])
    assert (held(), len(held.kept)) == ("swap 2", KEPT)


def test_a_swap_heals_a_failure(bench: Bench) -> None:
    held = bench.held()
    with pytest.raises(ValueError, match=r"^failure 1$"):
        held()
    held.swap("mended")
    assert (held(), bench.made) == ("mended", 1)
