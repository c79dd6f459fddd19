"""How fast the library is: loading, the table of rectangles, one state of the world."""

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import geodata
from tests.benchmarks.growth import grown
from tests.benchmarks.measuring import Row, at_most


def seconds(work: Callable[[], object], times: int) -> list[float]:
    """Time a piece of work."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def _grown(times: int) -> list[Row]:
    """Measure evidence with so many times the claims: loading, the states by all that is known, one day of them."""
    what = f"library, {times} times the claims"
    with tempfile.TemporaryDirectory() as folder:
        home = grown(Path(folder), times)
        loading = seconds(lambda: geodata.load(home), 1)
        atlas = geodata.load(home)
    ready, day = seconds(atlas.spans, 1), seconds(lambda: atlas.at(date(2026, 1, 21)), 5)
    return [
        at_most(f"{what}: load and check", loading, "s", 0.6 * times),
        at_most(f"{what}: states by all that is known", ready, "s", 0.6 * times),
        at_most(f"{what}: one state of the world", [1000 * value for value in day], "ms", 20),
    ]


def measure() -> list[Row]:
    """Measure on the real evidence; each table and each world is one nobody has asked for yet."""
    atlas = geodata.load()
    fresh = iter([geodata.load() for _ in range(3)])
    days = iter(date(2026, 1, 10) + timedelta(days=n) for n in range(40))
    worlds = seconds(lambda: atlas.at(next(days), date(2026, 2, 20)), 20)
    return [
        at_most("library: load and check the evidence", seconds(geodata.load, 5), "s", 1.0),
        at_most("library: all rectangles", seconds(lambda: next(fresh).rectangles(), 3), "s", 2.0),
        *(line for times in (10, 100) for line in _grown(times)),
        at_most("library: one state of the world", [1000 * value for value in worlds], "ms", 20),
    ]
