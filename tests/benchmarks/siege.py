"""What those who ask for all that costs most do to another visitor's choice: quiet and besieged in turn, as a ratio.

The besieger is halted and let go on by signals, so that both are measured within the same seconds of the same machine.
His first seconds, in which he has not yet used up what everybody may do at once, are measured apart, each from a new
address.
``python -m tests.benchmarks siege``.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from websockets.sync.client import ClientConnection

from tests.benchmarks.besieger import KINDS
from tests.benchmarks.flood import MOST, QUERIES, timed
from tests.benchmarks.measuring import Row, at_most, row
from tests.browser.serving import ROOT, Server, serving
from tests.talking import choose, talking

IN_A_BLOCK = 6
PAUSE_S = 0.05
BEGINS_S, FIRST_S = 0.2, 4.0
SETTLES_S = (1.0, 4.0)
"""After these seconds a halted besieger, and one who goes on, is measured: what he may do at once is used up then."""


@contextmanager
def besieged(server: Server, kind: str, source: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Keep a besieger, who waits for `begin`."""
    command = [sys.executable, "-m", "tests.benchmarks.besieger", kind, server.url, source]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.kill()


def begin(process: "subprocess.Popen[bytes]", after_s: float) -> None:
    """Let a besieger begin, and go on for a time."""
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    time.sleep(after_s)


def choices(websocket: ClientConnection, until: Callable[[int], bool]) -> list[float]:
    """Milliseconds of a visitor's choices, one after another; `until` is asked with how many there were."""
    took: list[float] = []
    while not until(len(took)):
        query = QUERIES[len(took) % len(QUERIES)]
        took.append(timed(lambda query=query: choose(websocket, query)))  # type: ignore[misc]
        time.sleep(PAUSE_S)
    return took


def first_seconds(server: Server, kind: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of another visitor's choices before somebody begins to besiege, and in his first seconds."""
    quiet: list[float] = []
    loud: list[float] = []
    with talking(server.url) as websocket:
        for number in range(rounds + 1):
            with besieged(server, kind, f"127.0.1.{number + 1}") as process:
                before = choices(websocket, lambda there: there == IN_A_BLOCK)
                begin(process, BEGINS_S)
                latest = time.monotonic() + FIRST_S
                during = choices(websocket, lambda _, latest=latest: time.monotonic() > latest)  # type: ignore[misc]
            if number:  # the first round only warms up
                quiet += before
                loud += during
    return quiet, loud


def blocks(server: Server, kind: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of another visitor's choices while the besieger is halted, and while he goes on."""
    quiet: list[float] = []
    loud: list[float] = []
    with talking(server.url) as websocket, besieged(server, kind, "127.0.0.2") as process:
        begin(process, SETTLES_S[1])
        for number in range(2 * rounds + 2):
            process.send_signal(signal.SIGCONT if number % 2 else signal.SIGSTOP)
            time.sleep(SETTLES_S[number % 2])
            took = choices(websocket, lambda there: there == IN_A_BLOCK)
            if number > 1:  # the first of both only warm up
                (loud if number % 2 else quiet).extend(took)
    return quiet, loud


def measure(home: Path, rounds: int) -> list[Row]:
    """Measure each kind of siege on a server of its own."""
    rows: list[Row] = []
    for kind in KINDS:
        with serving(home / kind) as server:
            found = {"": blocks(server, kind, rounds), " in its first seconds": first_seconds(server, kind, rounds)}
        for when, (quiet, loud) in found.items():
            rows += [
                row(f"a choice beside {kind}{when}, quiet", quiet, "ms"),
                row(f"a choice beside {kind}{when}, besieged", loud, "ms"),
            ]
            ratio = [median(loud) / median(quiet)]
            rows.append(at_most(f"a choice beside {kind}{when}, ratio", ratio, "x", MOST))
    return rows
