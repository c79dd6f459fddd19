"""How cost grows with the evidence: once, ten and a hundred times the claims, started, checked, visited, filtered."""

import gzip
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.growth import crowded, grown
from tests.benchmarks.measuring import Row, at_most, row
from tests.browser.serving import ROOT, Server, serving
from tests.talking import choose, talking

TIMES = (1, 10, 100)
FEW = ((1, "in_place"), (1, "ended"), (20, "ended"))
"""How many contingents all claims speak of, and what they say of them."""
QUERIES = ("nations=FRA", "nations=DEU", "kinds=post", "asof=2026-02-06", "q=Nuuk", "")
START_S = {1: 8.0, 10: 8.0, 100: 60.0}
CHECK_S = 15.0
MEMORY_MB = 1000.0
VISIT_KB = 1000.0
SLOWER = 2.0
"""A choice may take so many times as long as it does with the evidence as it ships."""


def memory(process: int) -> float:
    """Megabytes that a process held at most."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    (found,) = re.findall(r"VmHWM:\s+(\d+)", text)
    return int(found) / 1024


def worked(process: int) -> float:
    """Milliseconds of the processor that a process has used."""
    parts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) * 10


def first_visit(server: Server) -> float:
    """Kilobytes of the start page, of what it asks for ahead, and of the first run."""
    page = server.get("/", accept_encoding="gzip")
    (question,) = re.findall(r'data-ahead="([^"]*)"', gzip.decompress(page.body).decode())
    ahead = [path.removeprefix("./") for path in question.split(" ") if path.startswith(("./assets/", "./data/"))]
    files = [page, *(server.get(f"/{path}", accept_encoding="gzip") for path in ahead)]
    with talking(server.url) as websocket:
        text = sum(len(one.SerializeToString()) for one in choose(websocket, ""))
    return (sum(len(one.body) for one in files) + text) / 1000


def choices(server: Server, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds that choices take by the clock, and that the server works for each; what is new is passed over."""
    clock: list[float] = []
    work: list[float] = []
    with talking(server.url) as websocket:
        for query in QUERIES:
            choose(websocket, query)
        for _ in range(rounds):
            for query in QUERIES:
                began, before = time.perf_counter(), worked(server.process.pid)
                choose(websocket, query)
                clock.append((time.perf_counter() - began) * 1000)
                work.append(worked(server.process.pid) - before)
    return clock, [sum(work) / len(work)]


def at(home: Path, times: int, rounds: int, quick: float | None) -> Iterator[Row]:
    """Measure one size; `quick` is what a choice takes with the evidence as it ships."""
    folder = grown(home / f"x{times}", times)
    began, before = time.perf_counter(), os.times().children_user
    command = [sys.executable, "-m", "dashboard", "check", str(folder)]
    completed = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    yield at_most(f"{times} ×: check", [time.perf_counter() - began], "s", CHECK_S)
    yield row(f"{times} ×: check, work", [os.times().children_user - before], "s")
    if completed.returncode:
        raise RuntimeError(f"{folder} does not pass the checks")
    began = time.perf_counter()
    with serving(home / f"served-{times}", GEODATA_DIR=str(folder)) as server:
        yield at_most(f"{times} ×: ready", [time.perf_counter() - began], "s", START_S[times])
        yield row(f"{times} ×: ready, work", [worked(server.process.pid) / 1000], "s")
        yield at_most(f"{times} ×: first visit", [first_visit(server)], "KB", VISIT_KB)
        clock, work = choices(server, rounds)
        yield row(f"{times} ×: a choice, by the clock", clock, "ms")
        yield at_most(f"{times} ×: a choice, work", work, "ms", SLOWER * (quick or work[0]))
        yield at_most(f"{times} ×: memory", [memory(server.process.pid)], "MB", MEMORY_MB)


def about_few(home: Path, subjects: int, step: str) -> Iterator[Row]:
    """Measure as many claims as the largest size has, all about a few contingents."""
    what = f"93,000 claims, {step}, about {subjects}"
    folder = crowded(home / f"few-{subjects}-{step}", 93_000, subjects, step)
    before = os.times().children_user
    subprocess.run(
        [sys.executable, "-m", "dashboard", "check", str(folder)], cwd=ROOT, check=False, stdout=subprocess.DEVNULL
    )
    yield at_most(f"{what}: check, work", [os.times().children_user - before], "s", CHECK_S)
    began = time.perf_counter()
    with serving(home / f"served-{subjects}-{step}", GEODATA_DIR=str(folder)) as server:
        yield at_most(f"{what}: ready", [time.perf_counter() - began], "s", START_S[100])
        yield at_most(f"{what}: memory", [memory(server.process.pid)], "MB", MEMORY_MB)


def measure(home: Path, rounds: int) -> list[Row]:
    """Measure all sizes."""
    found: list[Row] = []
    quick = None
    for times in TIMES:
        rows = list(at(home, times, rounds, quick))
        quick = quick or next(one.median for one in rows if one.what.endswith("a choice, work"))
        found += rows
    for subjects, step in FEW:
        found += about_few(home, subjects, step)
    return found
