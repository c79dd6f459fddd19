"""Many sessions at once, in Streamlit's own protocol: answers, waiting, processor and memory, with one hostile client.

Each session comes from a loopback address of its own and does what an analyst does: it visits, then chooses nations,
kinds and days, with a pause between two choices. The processor time of the servers is read from the system, so that the
client, which runs on the same machine, does not spoil it.
"""

import asyncio
import gzip
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import psutil
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.flood import QUERIES
from tests.benchmarks.measuring import Rivals, Row, row
from tests.browser.nginx import running
from tests.browser.replicas import balanced
from tests.browser.serving import ROOT, Server, free_port, serving
from tests.talking import STREAM, rerun

DAYS = tuple(f"asof=2026-{month:02}-{day:02}" for month, day in ((1, 15), (1, 17), (1, 21), (2, 4), (3, 19), (9, 22)))
CHOICES = (*QUERIES, *DAYS)
PAUSE_S = 5.0  # between two choices of one reader, on average
PATIENCE_S = 60.0
SESSIONS = (10, 50, 100, 200)
WRK_S = 5


@dataclass
class Seen:
    """What the sessions saw: seconds that each visit and each choice took, and how many were refused or cut off."""

    visits: list[float] = field(default_factory=list)
    choices: list[float] = field(default_factory=list)
    lost: int = 0


async def answered(websocket: ClientConnection, query: str) -> float:
    """Ask for a run and read until it has ended; seconds."""
    began = time.perf_counter()
    await websocket.send(rerun(query))
    async with asyncio.timeout(PATIENCE_S):
        while True:
            data = await websocket.recv(decode=False)
            message = ForwardMsg.FromString(data)
            if message.delta.new_element.alert.format == Alert.ERROR:
                raise RuntimeError(f"the run failed: {message.delta.new_element.alert.body}")
            if message.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began


async def session(url: str, number: int, until: float, pause: float, seen: Seen) -> None:
    """Visit the page and choose until the time is over."""
    place, chance = urlsplit(url), random.Random(number)
    await asyncio.sleep(chance.uniform(0, min(pause, 3)))
    try:
        async with connect(
            f"ws://{place.netloc}{place.path}{STREAM}",
            origin=Origin(f"http://{place.netloc}"),
            subprotocols=[Subprotocol("streamlit")],
            proxy=None,
            max_size=None,
            open_timeout=PATIENCE_S,
            close_timeout=1,
            local_addr=(f"127.0.{1 + number // 200}.{1 + number % 200}", 0),
        ) as websocket:
            seen.visits.append(await answered(websocket, ""))
            while time.perf_counter() < until:
                await asyncio.sleep(chance.expovariate(1 / pause) if pause else 0)
                seen.choices.append(await answered(websocket, chance.choice(CHOICES)))
    except (OSError, WebSocketException, TimeoutError):
        seen.lost += 1


async def crowd(url: str, sessions: int, seconds: float, pause: float) -> Seen:
    """Let that many sessions use the page for some seconds."""
    seen, until = Seen(), time.perf_counter() + seconds
    await asyncio.gather(*(session(url, number, until, pause, seen) for number in range(sessions)))
    return seen


def processor_s(servers: Sequence[Server]) -> float:
    """Seconds of processor time that the servers have used."""
    times = [psutil.Process(server.process.pid).cpu_times() for server in servers]
    return sum(each.user + each.system for each in times)


def resident_mb(servers: Sequence[Server]) -> float:
    """Memory of the servers."""
    return sum(float(psutil.Process(server.process.pid).memory_info().rss) for server in servers) / 2**20


@contextmanager
def replicas(home: Path, count: int) -> Iterator[tuple[str, list[Server]]]:
    """Serve the page by one process, or by several behind nginx; give the address to ask, and the servers."""
    with ExitStack() as stack:
        ports = [free_port() for _ in range(count)]

        def start(port: int) -> Server:
            way = ("-m", "dashboard", "run", "--port", "{port}")
            return stack.enter_context(serving(home / str(port), port=port, start=way, FORWARDED_ALLOW_IPS="127.0.0.1"))

        with ThreadPoolExecutor(count) as pool:
            servers = list(pool.map(start, ports))
        if count == 1:
            yield servers[0].url, servers
        else:
            yield stack.enter_context(balanced(home / "nginx", ports, "/")).url, servers


@contextmanager
def hostile(url: str) -> Iterator[None]:
    """Keep one flooding client at work."""
    command = [sys.executable, "-m", "tests.benchmarks.flooder", url, "300"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.kill()


def high(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def measure_crowd(home: Path, count: int, sizes: Sequence[int], seconds: float) -> list[Row]:
    """Measure growing crowds on one process or on several."""
    rows = []
    with replicas(home, count) as (url, servers), hostile(url if count == 1 else servers[0].url):
        asyncio.run(crowd(url, 3, 2, 0.1))
        for size in sizes:
            used, held = processor_s(servers), resident_mb(servers)
            seen = asyncio.run(crowd(url, size, seconds, PAUSE_S))
            used, held = processor_s(servers) - used, resident_mb(servers) - held
            name = f"load: {size} sessions, {count} {'process' if count == 1 else 'replicas'}"
            runs = len(seen.visits) + len(seen.choices)
            choices = [1000 * each for each in seen.choices]
            rows += [
                row(f"{name}, a choice", choices, "ms"),
                row(f"{name}, a choice, p95", [high(choices)], "ms"),
                row(f"{name}, a visit's first run", [1000 * each for each in seen.visits], "ms"),
                row(f"{name}, runs a second of processor", [runs / used], ""),
                row(f"{name}, memory a session", [held / size], "MB"),
                row(f"{name}, sessions refused or lost", [seen.lost], ""),
            ]
    return rows


def measure_cost(pages: Rivals, rounds: int) -> list[Row]:
    """Compare what a run costs the processor: our page, the echo page and the plain map, in turn."""
    servers = {"ours": pages.ours, "echo": pages.echo, "plain": pages.plain}
    found: dict[str, list[float]] = {name: [] for name in servers}
    for number in range(rounds + 1):
        for name, server in servers.items():
            used = processor_s([server])
            seen = asyncio.run(crowd(server.url, 4, 3, 0.05))
            if number:
                found[name].append((len(seen.visits) + len(seen.choices)) / (processor_s([server]) - used))
    ours = median(found["ours"])
    return [
        *(row(f"runs a second of processor: {name}", values, "") for name, values in found.items()),
        row("runs a second of processor: ours by echo page", [ours / median(found["echo"])], "x", "aim ≥ 1"),
        row("runs a second of processor: ours by plain st_folium", [ours / median(found["plain"])], "x", "aim ≥ 20"),
    ]


def requests_a_second(url: str) -> float:
    """Ask one address as fast as it answers, by wrk; only whole answers count."""
    command = ["wrk", "-t1", "-c32", f"-d{WRK_S}s", "-H", "Accept-Encoding: gzip", url]
    completed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in completed:
        raise RuntimeError(f"not every answer was good:\n{completed}")
    (line,) = [line for line in completed.splitlines() if line.startswith("Requests/sec")]
    return float(line.split()[1])


def measure_published(home: Path) -> list[Row]:
    """Compare the published map as our server sends it with the same bytes that nginx sends."""
    if shutil.which("wrk") is None:
        return [Row("load: /map/ under wrk: not measured, wrk is not installed", 0, "", 0, 0)]
    port = free_port()
    conf = f"server {{ listen 127.0.0.1:{port}; root {home}/files; gzip_static on; }}"
    with replicas(home, 1) as (url, (server,)), running(home / "nginx", conf, f"http://127.0.0.1:{port}", "/") as place:
        (home / "files").mkdir()
        page = server.get("/map/", Accept_Encoding="gzip").body
        (home / "files" / "index.html").write_bytes(gzip.decompress(page))
        (home / "files" / "index.html.gz").write_bytes(page)
        live, static = [], []
        for _ in range(3):
            live.append(requests_a_second(f"{url}/map/"))
            static.append(requests_a_second(f"{place.url}/index.html"))
    return [
        row("load: /map/ of the server, requests a second", live, ""),
        row(f"load: the same {len(page) / 1024:.0f} KB by nginx, requests a second", static, ""),
    ]


def measure(home: Path, pages: Rivals, rounds: int, sizes: Sequence[int] = SESSIONS, seconds: float = 15) -> list[Row]:
    """Measure what a run costs, then crowds on one process and on three, then the published map."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4 * max(sizes))), hard))
    rows = measure_cost(pages, rounds)
    for count in (1, 3):
        rows += measure_crowd(home / f"of{count}", count, sizes, seconds)
    return [*rows, *measure_published(home / "published")]
