"""A running server as its operator sees it: figures, log, errors with numbers, a graceful stop."""

import http.client
import json
import logging
import random
import re
import resource
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.state import KEYS
from dashboard.web.lifetime import allow_files
from dashboard.web.logs import JsonLines
from dashboard.web.metrics import is_within
from tests.benchmarks.flood import timed
from tests.browser.serving import ROOT, Server, serving
from tests.planting import copied, edited
from tests.talking import choose, frame, raw_websocket, rerun, talking, until_it_has_run


def figures(server: Server) -> dict[str, float]:
    """All samples of `/metrics` by name, labels beside it."""
    text = server.get("/metrics").body.decode()
    return {
        " ".join([one.name, *one.labels.values()]): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


@pytest.fixture(scope="module")
def folder_served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("evidence"))


@pytest.fixture(scope="module")
def server(folder_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(
        tmp_path_factory.mktemp("home"),
        GEODATA_DIR=str(folder_served),
        ARCTIC_METRICS_FROM="127.0.0.1",
        ARCTIC_LOG_FORMAT="json",
        ARCTIC_STOP_SECONDS="5",
    ) as running:
        yield running


def lines_of(server: Server) -> list[dict[str, str]]:
    return [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


def test_the_figures_follow_what_happens(server: Server, folder_served: Path) -> None:
    before = figures(server)
    assert (before["arctic_sessions"], before["arctic_queue"], before["arctic_ready"]) == (0, 0, 1)
    with talking(server.url) as websocket:
        choose(websocket, "")
        choose(websocket, "nations=FRA")
        with pytest.raises(InvalidStatus, match="403"), talking(server.url, "http://evil.example"):
            pass
        latest = time.monotonic() + 20
        # A run is counted as soon as its turn ends, some milliseconds after the browser has its last word.
        while (during := figures(server))["arctic_rerun_seconds_count"] < 2:
            assert time.monotonic() < latest
    assert (during["arctic_sessions"], during["arctic_rerun_seconds_count"]) == (1, 2)
    assert 0 < during["arctic_rerun_seconds_sum"] < 60
    assert during["arctic_refused_total 403"] == 1
    assert during["process_resident_memory_bytes"] > 50_000_000
    edited(folder_served, "evidence/claims.csv", "2026-01-14", "2026-13-14")
    latest = time.monotonic() + 30
    while "reload" not in (health := json.loads(server.get("/healthz").body)):
        assert time.monotonic() < latest
    assert (health["ready"], health["reload"]["outcome"]) == (True, "refused")
    assert figures(server)["arctic_reloads_total refused"] == 1
    actual = [line for line in lines_of(server) if line["level"] == "error" and "2026-13-14" in line["message"]]
    assert actual
    edited(folder_served, "evidence/claims.csv", "2026-13-14", "2026-01-14")


def test_the_log_is_one_object_a_line(server: Server) -> None:
    text = server.log.read_text(encoding="utf-8").splitlines()
    assert [line for line in text if line and not line.startswith("{")] == []
    first = next(line for line in lines_of(server) if "Open to this machine only" in line["message"])
    assert first.keys() == {"time", "level", "logger", "message"}
    assert any(re.match(r"release [0-9a-f]{12}, \d+ claims, 0 rows", line["message"]) for line in lines_of(server))


def test_an_error_is_one_line_with_its_number_and_its_trace() -> None:
    try:
        raise ZeroDivisionError("x\ny")
    except ZeroDivisionError:
        held = logging.LogRecord("dashboard", logging.ERROR, "", 0, "error %s", ("1a2b",), sys.exc_info())
    held.error = "1a2b"
    text = JsonLines().format(held)
    assert "\n" not in text
    assert (json.loads(text)["error"], "ZeroDivisionError" in json.loads(text)["trace"]) == ("1a2b", True)


@pytest.mark.parametrize(
    ("address", "within"),
    [
        ("127.0.0.1", True),
        ("::ffff:127.0.0.1", True),
        ("10.1.2.3", True),
        ("fe80::1%eth0", True),
        ("192.0.2.1", False),
        ("2001:db8::1", False),
        ("", False),
        ("testclient", False),
    ],
)
def test_who_may_ask_for_the_figures(address: str, within: bool) -> None:
    assert is_within(address, ["127.0.0.1", "10.0.0.0/8", "fe80::/64"]) is within
    assert not is_within(address, [])


def test_to_whom_no_setting_names_there_are_no_figures(tmp_path: Path) -> None:
    with serving(tmp_path, start=("-c", FAILING, "{port}"), PYTHONPATH=str(ROOT)) as closed:
        answer = closed.get("/metrics")
        assert (answer.status, answer.body) == (404, b"not found")
        # An error of ours: the visitor sees a number, and nothing of our files; the operator finds it in the log.
        answer = closed.get("/view/rows.csv?lang=da", accept_language="da")
        found = re.search(r"dette nummer: ([0-9a-f]{8})\.", answer.body.decode())
        assert answer.status == 500
        assert found
        assert "content-security-policy" in answer.headers
        with talking(closed.url) as websocket:
            text = b"".join(message.SerializeToString() for message in choose(websocket, "lang=en"))
        number = re.search(rb"this number: ([0-9a-f]{8})", text.replace(b"\\", b""))
        assert number
        log = closed.log.read_text(encoding="utf-8")
        for one in (found[1], number[1].decode()):
            assert f"error {one} in a" in log
        assert "ZeroDivisionError" in log
        for leak in (b"ZeroDivision", b"Traceback", str(ROOT).encode(), b"secret"):
            assert leak not in text + answer.body


FAILING = """
import sys
import dashboard.view.view as view
def fail(*_): raise ZeroDivisionError("a secret of ours")
view.resolve_view = fail
from dashboard.web.launch import serve
import dashboard.web.downloads
dashboard.web.downloads.resolve_view = fail
serve(port=int(sys.argv[1]))
"""


def test_a_visit_is_told_neither_versions_nor_paths_nor_the_machine(server: Server) -> None:
    with talking(server.url) as websocket:
        messages = choose(websocket, "")
    (session,) = [one.new_session for one in messages if one.WhichOneof("type") == "new_session"]
    about = session.initialize
    assert (session.main_script_path, about.user_info.installation_id) == ("page.py", "")
    assert {about.environment_info.streamlit_version, about.environment_info.python_version} == {"0"}
    text = b"".join(one.SerializeToString() for one in messages)
    assert str(ROOT).encode() not in text
    assert sys.version.split()[0].encode() not in text


def seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def test_three_hundred_idle_sockets_change_nothing_and_leave_nothing(server: Server) -> None:
    def ask() -> None:
        assert server.get("/healthz").status == 200

    quiet = sorted(seconds(ask) for _ in range(20))[10]
    before = figures(server)["process_open_fds"]
    idle = [raw_websocket(server.url, f"127.0.0.{10 + number % 6}") for number in range(300)]
    try:
        assert figures(server)["arctic_sessions"] == 300
        with talking(server.url) as websocket:
            text = choose(websocket, "nations=FRA")
        assert len(text) > 5
        assert sorted(seconds(ask) for _ in range(20))[10] < max(5 * quiet, 0.1)
    finally:
        for one in idle:
            one.close()
    latest = time.monotonic() + 20
    # Streamlit keeps 128 sessions for two minutes, for who comes back; each holds three files.
    while (after := figures(server))["arctic_sessions"] or after["process_open_fds"] > before + 3 * 128 + 10:
        assert time.monotonic() < latest, (before, after["process_open_fds"])


def test_a_server_may_open_as_many_files_as_its_visits_need(server: Server) -> None:
    assert figures(server)["process_max_fds"] >= 4 * 500 + 600
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
        assert allow_files(50) == 4 * 50 + 600
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


FAKE_TIME = [*Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")]
IN_2030 = "@2030-06-01 12:00:00"
SIGNS = "/.%?&=#;:@\\\"'<>{}$`~^|[]()*!,+- aZ09éß漢\x00\x7f\u202e"
KNOWN = (
    "",
    "assets",
    "data",
    "view",
    "healthz",
    "_stcore",
    "component",
    "static",
    "metrics",
    "rows.csv",
    "..",
    "%2e%2e",
)


ROUTES = ("/", "/view/rows.csv", "/view/rows.geojson", "/data/v1/collections/places/items")


def hostile_addresses(count: int) -> Iterator[str]:
    """Addresses that nobody should send, the same each time."""
    chance = random.Random(17)
    for _ in range(count):
        parts = [
            chance.choice(KNOWN) if chance.random() < 0.6 else "".join(chance.choices(SIGNS, k=chance.randint(1, 40)))
            for _ in range(chance.randint(1, 5))
        ]
        keys = [f"{chance.choice(KEYS)}={''.join(chance.choices(SIGNS, k=chance.randint(0, 80)))}" for _ in range(3)]
        whole = chance.random() < 0.02
        path, query = chance.choice(ROUTES) if whole else "/" + "/".join(parts), "&".join(keys)
        raw = chance.random() < 0.2
        yield quote(path, safe="/%.") + "?" + quote(query, safe="=&%" if raw else "=&")


def test_ten_thousand_hostile_addresses_are_answered_without_an_error_and_in_time(server: Server) -> None:
    place = urlsplit(server.url)
    question = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)
    times, statuses = [], Counter[int]()
    for address in hostile_addresses(10_000):
        began = time.perf_counter()
        question.request("GET", address)
        answer = question.getresponse()
        answer.read()
        times.append(time.perf_counter() - began)
        statuses[answer.status] += 1
        assert answer.status < 500, address
    question.close()
    assert min(statuses[status] for status in (200, 307, 400, 404)) > 50, statuses
    times.sort()
    # The machine has other work, too: a pause of it is no fault of ours.
    assert times[9900] < max(20 * times[5000], 1.0)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def plain_socket(server: Server, request: bytes) -> socket.socket:
    """Send a request by hand, with room for next to nothing of the answer."""
    place = urlsplit(server.url)
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.settimeout(20)
    line.connect((place.hostname, place.port))
    line.sendall(request)
    return line


CRAWL: dict[str, Callable[[Server], socket.socket]] = {
    "half a request": lambda server: plain_socket(server, b"GET /data/start/en.json HTTP/1.1\r\nHost: a\r\nX-"),
    "an answer not read": lambda server: plain_socket(
        server, b"GET /assets/map.js HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n"
    ),
    "a page not read": lambda server: _crawling_visit(server),
}


def _crawling_visit(server: Server) -> socket.socket:
    line = raw_websocket(server.url, small_buffer=True)
    for number in range(5):
        line.sendall(frame(rerun(f"asof=2026-02-{number + 1:02}")))
    return line


def open_files(server: Server) -> int:
    return sum(1 for _ in Path(f"/proc/{server.process.pid}/fd").iterdir())


def until(holds: Callable[[], bool], what: Callable[[], object] = str) -> None:
    latest = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < latest, what()
        time.sleep(0.05)


def test_clients_that_crawl_keep_nobody_waiting_and_leave_nothing(server: Server) -> None:
    with talking(server.url) as websocket:
        choose(websocket, "")
        before = open_files(server)
        quiet = min(timed(lambda: choose(websocket, "nations=FRA")) for _ in range(5))
        with ExitStack() as stack:
            for make in CRAWL.values():
                for _ in range(15):
                    stack.enter_context(make(server))
            assert server.get("/healthz").status == 200
            loud = min(timed(lambda: choose(websocket, "nations=DEU")) for _ in range(5))
            assert loud < max(10 * quiet, 2000)
        # Streamlit keeps sessions for who comes back; each holds a few files.
        until(lambda: open_files(server) <= before + 4 * 15 + 10, lambda: (before, open_files(server)))


@pytest.mark.skipif(not FAKE_TIME, reason="no libfaketime here (Debian: apt-get install faketime)")
def test_in_2030_the_page_shows_the_same_and_health_tells_the_age(
    server: Server, folder_served: Path, tmp_path: Path
) -> None:
    clock = str(FAKE_TIME[0])
    with serving(
        tmp_path, LD_PRELOAD=clock, FAKETIME=IN_2030, FAKETIME_DONT_FAKE_MONOTONIC="1", GEODATA_DIR=str(folder_served)
    ) as later:
        then, now = (json.loads(one.get("/healthz").body) for one in (later, server))
        assert then["read"].startswith("2030-06-01")
        assert then["evidence_age_days"] > max(1000, now["evidence_age_days"])
        assert then["release"] == now["release"]
        for path in ("/view/rows.csv", "/view/rows.geojson", "/data/start/da.json"):
            assert later.get(path).body == server.get(path).body
        text = []
        for one in (later, server):
            with talking(one.url) as websocket:
                messages = choose(websocket, "nations=FRA")
            text.append(sum(one.WhichOneof("type") == "delta" for one in messages))
        assert text[0] == text[1] > 5


@pytest.mark.parametrize("count", [6])
def test_told_to_stop_under_load_it_finishes_the_run_and_tells_browsers_to_come_back(
    server: Server, count: int
) -> None:
    ends: list[tuple[int, bool]] = []
    ready, begun = threading.Barrier(count + 1), threading.Event()

    def visit() -> None:
        finished = True
        with talking(server.url) as websocket:
            choose(websocket, "")
            ready.wait(60)
            try:
                while True:
                    websocket.send(rerun("nations=FRA"))
                    begun.set()
                    finished = False
                    until_it_has_run(websocket)
                    finished = True
            except ConnectionClosed as closed:
                ends.append((closed.rcvd.code if closed.rcvd else 0, finished))

    visits = [threading.Thread(target=visit) for _ in range(count)]
    for one in visits:
        one.start()
    ready.wait(60)
    assert begun.wait(20)
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(20)
    took = time.monotonic() - began
    for one in visits:
        one.join(20)
    assert [code for code, _ in ends] == [1012] * count  # the server restarts: come back
    assert took < 10
    text = [line["message"] for line in lines_of(server)]
    assert any(re.match(r"stopping: 0 runs unfinished, \d waited", line) for line in text)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


CLOCK = re.compile(r"\b(?:date\.today|datetime\.(?:now|utcnow)|time\.(?:time|localtime|gmtime|strftime))\(")
# Who may ask the computer's clock: for the log, for when something was read, made or judged; never for what is so.
MAY_ASK = {
    *("dashboard/release.py", "dashboard/web/reload.py", "dashboard/web/health.py", "dashboard/web/logs.py"),
}


def test_the_clock_of_the_computer_decides_nothing_that_is_shown() -> None:
    asking = {
        str(path.relative_to(ROOT))
        for folder in ("geodata", "dashboard")
        for path in (ROOT / folder).rglob("*.py")
        if CLOCK.search(path.read_text(encoding="utf-8"))
    }
    assert asking <= MAY_ASK, "in 2030 the page would show something else"
    assert CLOCK.search("day = date.today()")
