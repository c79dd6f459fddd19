"""What a flood does to the others: `/healthz` and another visitor's filter, quiet and flooded; how the server ends."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import Row, at_most, row
from tests.browser.serving import ROOT, Server, serving
from tests.talking import choose, talking

QUERIES = ("nations=FRA", "nations=DEU", "kinds=post", "nations=DNK&kinds=contingent", "asof=2026-02-06", "")
MOST = 3.0
STOP_S = 5.0


@dataclass(frozen=True)
class Times:
    """Milliseconds, one for each try."""

    healthz: list[float]
    filter: list[float]


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def times(server: Server, rounds: int) -> Times:
    """Ask for health and make choices, one after the other."""
    found = Times([], [])
    with talking(server.url) as websocket:
        choose(websocket, "")
        for number in range(rounds):
            found.healthz.append(timed(lambda: server.get("/healthz")))
            query = QUERIES[number % len(QUERIES)]
            found.filter.append(timed(lambda query=query: choose(websocket, query)))  # type: ignore[misc]
    return found


@contextmanager
def flooded(server: Server, messages: int) -> Iterator[None]:
    """Keep a hostile client at work."""
    command = [sys.executable, "-m", "tests.benchmarks.flooder", server.url, str(messages)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield
        finally:
            process.kill()


def seconds_to_stop(server: Server, longest: float = 60) -> float:
    """Tell the server to stop, and wait until it has."""
    began = time.perf_counter()
    server.process.send_signal(signal.SIGTERM)
    try:
        server.process.wait(timeout=longest)
    except subprocess.TimeoutExpired:
        server.process.kill()
    return time.perf_counter() - began


def measure(home: Path, rounds: int, messages: int = 3000) -> list[Row]:
    """Measure quiet, then with a flood, then the end of the server."""
    with serving(home) as server:
        times(server, 3)
        quiet = times(server, rounds)
        with flooded(server, messages):
            loud = times(server, rounds)
            stop = seconds_to_stop(server)
    rows = []
    for what in ("healthz", "filter"):
        before, after = getattr(quiet, what), getattr(loud, what)
        rows += [row(f"{what}, quiet", before, "ms"), row(f"{what}, {messages} reruns a hang-up", after, "ms")]
        rows.append(at_most(f"{what}, ratio of the medians", [median(after) / median(before)], "x", MOST))
    return [*rows, at_most("SIGTERM during the flood", [stop], "s", STOP_S)]
