"""Faults of the evidence under a running server: how soon they are told, and how soon they are over once mended."""

import http.client
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks.measuring import Row, row
from tests.browser.serving import Server, serving
from tests.planting import copied
from tests.test_operating import hostile_addresses

CLAIMS = "evidence/claims.csv"
PATIENCE_S = 60.0


def linked_out(file: Path) -> None:
    """Replace a file by a link that leads out of the folder."""
    file.unlink()
    file.symlink_to("/etc/hostname")


FAULTS: dict[str, Callable[[Path], object]] = {
    "deleted": lambda file: file.unlink(),
    "cut in half": lambda file: os.truncate(file, file.stat().st_size // 2),
    "rubbish": lambda file: file.write_bytes(os.urandom(200_000)),
    "a link out of the folder": linked_out,
    "the whole folder deleted": lambda file: shutil.rmtree(file.parents[1]),
}


def health(server: Server) -> dict[str, Any]:
    """What `/healthz` says of the last reload."""
    body: dict[str, Any] = json.loads(server.get("/healthz").body)
    assert body["ready"], body
    found: dict[str, Any] = body.get("reload", {})
    return found


def seconds_until(holds: Callable[[], bool]) -> float:
    """Wait for something, and say how long it took."""
    began = time.perf_counter()
    while not holds():
        if time.perf_counter() - began > PATIENCE_S:
            raise TimeoutError
        time.sleep(0.02)
    return time.perf_counter() - began


def of_evidence(home: Path) -> Iterator[Row]:
    """Spoil the claims in each way, and mend them."""
    whole, folder = copied(home / "whole"), copied(home / "served")
    with serving(home / "server", GEODATA_DIR=str(folder)) as server:
        for name, spoil in FAULTS.items():
            before = health(server).get("at")
            spoil(folder / CLAIMS)
            seen = seconds_until(lambda before=before: health(server).get("at") != before)  # type: ignore[misc]
            outcome = health(server)["outcome"]
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(whole, folder)
            over = seconds_until(lambda: health(server)["outcome"] in ("same", "taken"))
            yield row(f"claims {name}: {outcome}, told after", [seen], "s")
            yield row(f"claims {name}: over after it is mended", [over], "s")


def of_addresses(home: Path, count: int = 10_000) -> Iterator[Row]:
    """Ask at hostile addresses, one after another on one connection."""
    with serving(home / "hostile") as server:
        place = urlsplit(server.url)
        question = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
        times: list[float] = []
        for address in hostile_addresses(count):
            began = time.perf_counter()
            question.request("GET", address)
            question.getresponse().read()
            times.append((time.perf_counter() - began) * 1000)
        question.close()
    times.sort()
    yield row(f"{count} hostile addresses: one answer", times, "ms")
    yield row(f"{count} hostile addresses: 99 of 100 answers within", [times[count * 99 // 100]], "ms")
    yield row(
        f"{count} hostile addresses: that is so many times the median", [times[count * 99 // 100] / median(times)], "x"
    )


def measure(home: Path) -> list[Row]:
    """Measure all faults."""
    return [*of_evidence(home), *of_addresses(home)]
