"""How long a layer of a million points takes to answer beside one of a thousand, in a PostgreSQL of our own."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa

from geodata.stores.postgis.connection import connect
from geodata.stores.postgis.points import PointLayer, bins, load_points, point_layer
from geodata.stores.postgis.writing import loading
from tests.benchmarks.library import seconds
from tests.benchmarks.measuring import Row, row
from tests.postgres import cluster, headline, programs

FEW, MANY = 1_000, 1_000_000
NEAR = (-500_000.0, -1_000_000.0, 500_000.0, 500_000.0)
QUESTIONS: dict[str, dict[str, Any]] = {
    "all": {},
    "two kinds": {"kinds": ["ship", "station"]},
    "eight weeks": {"since": date(2026, 1, 10), "until": date(2026, 3, 6)},
    "a window": {"box": NEAR},
    "a window, one kind, up to a day": {"box": NEAR, "kinds": ["ship"], "until": date(2026, 3, 1)},
}


def cloud(count: int) -> pa.Table:
    """Make points around Greenland, of three kinds and three hundred days."""
    chance = np.random.default_rng(1)
    return pa.table(
        {
            "lon": chance.normal(-45, 12, count).clip(-179, 179),
            "lat": chance.normal(68, 5, count).clip(0, 89),
            "day": pa.array(chance.integers(20_400, 20_700, count).astype(np.int32), pa.date32()),
            "kind": np.array(["ship", "aircraft", "station"])[chance.integers(0, 3, count)],
        }
    )


def measure(rounds: int = 60) -> list[Row]:
    """Ask both layers the same questions, in turn."""
    if programs() is None:
        print(headline())
        return []
    found = []
    with cluster() as running:
        running.execute("CREATE DATABASE points")
        url = running.url("points")
        layers: dict[int, PointLayer] = {}
        for count in (FEW, MANY):
            with loading(url) as writes:
                taken = seconds(lambda: layers.update({count: load_points(writes, f"p{count}", cloud(count))}), 1)  # noqa: B023
        found.append(row(f"points: load and bin {MANY}", taken, "s"))
        for name, wanted in QUESTIONS.items():
            few, many = _alternate([partial(_asked, url, f"p{count}", wanted) for count in (FEW, MANY)], rounds)
            ratio = median(many) / median(few)
            found.append(row(f"points: connect and ask, {name}, of {FEW}", few, "ms"))
            bound = f"at most 2 × ({ratio:.2f})"
            found.append(row(f"points: connect and ask, {name}, of {MANY}", many, "ms", bound, ratio <= 2))
        with connect(url) as line:
            for name, wanted in QUESTIONS.items():
                works = [partial(bins, line, layers[count], **wanted) for count in (FEW, MANY)]
                for count, taken in zip((FEW, MANY), _alternate(works, rounds), strict=True):
                    found.append(row(f"points: the query alone, {name}, of {count}", taken, "ms"))
    return found


def _asked(url: str, name: str, wanted: dict[str, Any]) -> object:
    """Ask as the documentation says."""
    with connect(url) as line:
        return bins(line, point_layer(line, name), **wanted)


def _alternate(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Time pieces of work by turns, so that a busy moment falls on all of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            taken += [1000 * value for value in seconds(work, 1)]
    return times
