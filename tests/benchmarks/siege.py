"""What those who ask for all that costs most do to another visitor's choice: quiet and besieged in turn, as a ratio.

The besieger is halted and let go on by signals, so that both are measured within the same seconds of the same machine.
``python -m tests.benchmarks siege``.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.benchmarks.besieger import KINDS
from tests.benchmarks.flood import MOST, QUERIES, timed
from tests.benchmarks.measuring import Row, at_most, row
from tests.browser.serving import ROOT, Server, serving
from tests.talking import choose, talking

IN_A_BLOCK = 6
SETTLES_S = (1.0, 4.0)
"""After these seconds a halted besieger, and one who goes on, is measured: what he may do at once is used up then."""


@contextmanager
def besieged(server: Server, kind: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Keep a besieger, who is halted at first."""
    command = [sys.executable, "-m", "tests.benchmarks.besieger", kind, server.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            yield process
        finally:
            process.kill()


def blocks(server: Server, kind: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of another visitor's choices while the besieger is halted, and while he goes on."""
    quiet: list[float] = []
    loud: list[float] = []
    with talking(server.url) as websocket, besieged(server, kind) as process:
        for number in range(2 * rounds + 2):
            process.send_signal(signal.SIGCONT if number % 2 else signal.SIGSTOP)
            time.sleep(SETTLES_S[number % 2])
            for query in QUERIES[:IN_A_BLOCK]:
                took = timed(lambda query=query: choose(websocket, query))  # type: ignore[misc]
                if number > 1:  # the first of both only warm up
                    (loud if number % 2 else quiet).append(took)
                time.sleep(0.05)
    return quiet, loud


def measure(home: Path, rounds: int) -> list[Row]:
    """Measure each kind of siege on a server of its own."""
    rows: list[Row] = []
    for kind in KINDS:
        with serving(home / kind) as server:
            quiet, loud = blocks(server, kind, rounds)
        rows += [
            row(f"a choice beside {kind}, quiet", quiet, "ms"),
            row(f"a choice beside {kind}, besieged", loud, "ms"),
        ]
        rows.append(at_most(f"a choice beside {kind}, ratio", [median(loud) / median(quiet)], "x", MOST))
    return rows
