"""The real server, spoken to without a browser: how it starts, whom it refuses, and that it asks no other host."""

import http.client
import json
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from dashboard.publish.markup import hashes
from tests.browser.serving import ROOT, Server, serving
from tests.planting import copied
from tests.talking import choose, frame, raw_websocket, rerun, talking, until_it_has_run

APP = str(ROOT / "dashboard" / "app.py")
STARTS = {
    "streamlit run": ("-m", "streamlit", "run", APP, "--server.port", "{port}"),
    "dashboard run": ("-m", "dashboard", "run", "--port", "{port}"),
    "streamlit run, told otherwise": (
        *("-m", "streamlit", "run", APP, "--server.port", "{port}", "--client.toolbarMode", "developer"),
        *("--client.showErrorDetails", "full", "--browser.gatherUsageStats", "true"),
    ),
}
# Writes down whom the process connects to or asks a name server for; a socket of the machine itself has no host.
EAR = """
import os, sys
def hear(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        asked = arguments[1][0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        asked = arguments[0]
    else:
        return
    with open(os.environ["EAR"], "a") as file:
        file.write(f"{asked}\\n")
sys.addaudithook(hear)
"""
# Writes down each time that the table of claims is opened.
READS = """
import os, sys
def hear(event, arguments):
    if event == "open" and str(arguments[0]).endswith("evidence/claims.csv"):
        with open(os.environ["EAR"], "a") as file:
            file.write("read\\n")
sys.addaudithook(hear)
"""
OURSELVES = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "None", ""}  # noqa: S104 - where we listen


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("home"), ARCTIC_CONNECTIONS_PER_ADDRESS="40") as running:
        yield running


def first_message(server: Server) -> ForwardMsg:
    """What the page is told of the settings when it connects."""
    with talking(server.url) as websocket:
        return next(message for message in choose(websocket, "") if message.WhichOneof("type") == "new_session")


def told_settings(message: ForwardMsg) -> dict[str, Any]:
    session = message.new_session
    return {"config": str(session.config), "theme": str(session.custom_theme)}


@pytest.mark.parametrize("start", STARTS)
def test_the_settings_hold_from_another_folder_and_however_the_server_is_started(
    start: str, server: Server, tmp_path: Path
) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[client]\ntoolbarMode = "developer"\n', encoding="utf-8")
    with serving(tmp_path / "home", start=STARTS[start], folder=tmp_path, PYTHONPATH=str(ROOT)) as other:
        assert told_settings(first_message(other)) == told_settings(first_message(server))
        assert "Open to this machine only" in other.log.read_text(encoding="utf-8")
        config = json.loads(other.get("/_stcore/host-config").body)
        assert config["allowedOrigins"] == []


def answers_on(address: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex((address, port)) == 0


@pytest.mark.parametrize("host", ["", "0.0.0.0"], ids=["not said", "all"])  # noqa: S104 - asked for
def test_the_server_listens_to_this_machine_only_unless_asked_and_asks_no_other_host(host: str, tmp_path: Path) -> None:
    (tmp_path / "ear").mkdir()
    (tmp_path / "ear" / "sitecustomize.py").write_text(EAR, encoding="utf-8")
    heard = tmp_path / "heard"
    start = (*STARTS["dashboard run"], *(("--host", host) if host else ()))
    path = f"{tmp_path / 'ear'}:{ROOT}"
    with serving(tmp_path / "home", start=start, folder=tmp_path, PYTHONPATH=path, EAR=str(heard)) as running:
        port = urlsplit(running.url).port or 0
        # All of 127/8 is this machine; a server that listens to 127.0.0.1 alone does not answer on the next address.
        assert answers_on("127.0.0.2", port) is bool(host)
        with talking(running.url) as websocket:
            choose(websocket, "nations=FRA")
        for origin in ("http://evil.example", "http://192.0.2.1", "null"):
            with pytest.raises(InvalidStatus, match="403"), talking(running.url, origin):
                pass
        running.get("/", origin="http://evil.example")
        running.get("/_stcore/health", origin="http://evil.example")
        log = running.log.read_text(encoding="utf-8")
    question = set(heard.read_text(encoding="utf-8").split("\n")) if heard.exists() else set()
    assert question <= OURSELVES
    assert ("Open to every machine" if host else "Open to this machine only") in log


def test_the_ear_hears(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(EAR, encoding="utf-8")
    program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    env = {"PYTHONPATH": str(tmp_path), "EAR": str(tmp_path / "heard")}
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], env=env, check=False, capture_output=True)
    assert "192.0.2.1" in (tmp_path / "heard").read_text(encoding="utf-8")


def test_a_foreign_origin_is_refused_at_once(server: Server) -> None:
    began = time.monotonic()
    with talking(server.url) as websocket:
        choose(websocket, "")
    choose_time = time.monotonic() - began
    began = time.monotonic()
    for _ in range(5):
        with pytest.raises(InvalidStatus, match="403"), talking(server.url, "http://evil.example"):
            pass
    assert time.monotonic() - began < 5 * max(choose_time, 0.2)


def read_on(websocket: ClientConnection, timeout: float, actual: list[ForwardMsg] | None = None) -> None:
    """Read until the websocket ends or falls silent, which raises."""
    while True:
        data = websocket.recv(timeout=timeout, decode=False)
        if actual is not None:
            actual.append(ForwardMsg.FromString(data))


@pytest.mark.parametrize(
    ("payload", "code"),
    [(b"x" * 256_001, 1009), (b"\xff\xff", 1002), ("text", 1003)],
    ids=["too big", "no message", "text"],
)
def test_a_message_that_no_page_sends_closes_its_websocket(server: Server, payload: bytes | str, code: int) -> None:
    with talking(server.url) as websocket:
        websocket.send(payload)
        with pytest.raises(ConnectionClosed, match=str(code)) as closed:
            read_on(websocket, 20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("query", [f"lang=da&q={'x' * 9_000}", "lang=da&" + "a&" * 300])
def test_an_address_in_an_open_page_that_is_too_long_is_not_read_and_told(server: Server, query: str) -> None:
    with talking(server.url) as websocket:
        actual = choose(websocket, query)
        assert any("Adressen er på over" in one.delta.new_element.alert.body for one in actual)
        assert not any("Adressen er" in one.delta.new_element.alert.body for one in choose(websocket, "lang=da"))


def test_a_head_that_does_not_end_is_refused_before_it_fills_the_memory(server: Server) -> None:
    place = urlsplit(server.url)
    with socket.create_connection((str(place.hostname), place.port or 0), timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: ")
        sent, answer = 0, b""
        with suppress(ConnectionError):
            while sent < 64_000_000 and not select.select([line], [], [], 0)[0]:
                sent += line.send(b"x" * 65536)
            answer = line.recv(4096)
    assert b" 431 " in answer or sent < 16_000_000  # who goes on sending may be hung up on before he has read why
    assert sent < 16_000_000  # what lies in the buffers of the system


def test_too_many_messages_close_the_websocket_with_1008(server: Server) -> None:
    plain = raw_websocket(server.url, "127.0.0.3")
    plain.sendall(frame(rerun()) * 300)
    got = b""
    while (more := plain.recv(65536)) and b"\x88\x02\x03\xf0" not in got:
        got += more
    plain.close()
    assert b"\x88\x02\x03\xf0" in got + more  # a frame that closes, with 1008


def test_of_a_hundred_choices_at_once_the_last_is_shown_and_few_are_run(server: Server) -> None:
    with talking(server.url) as websocket:
        choose(websocket, "")
        for number in range(100):
            websocket.send(rerun(f"asof=2026-02-{number % 27 + 1:02}"))
        websocket.send(rerun("nations=FRA&asof=2026-01-20"))
        runs: list[list[ForwardMsg]] = []
        while not runs or not any(b"asof=2026-01-20" in one.SerializeToString() for one in runs[-1]):
            runs.append(until_it_has_run(websocket))
        rest: list[ForwardMsg] = []
        with pytest.raises(TimeoutError, match="timed out"):
            read_on(websocket, 0.5, rest)
    assert [one for one in rest if one.WhichOneof("type") == "new_session"] == []
    assert len(runs) < 60


def test_an_address_has_its_share_of_websockets(tmp_path: Path) -> None:
    with (
        serving(tmp_path, ARCTIC_CONNECTIONS_PER_ADDRESS="2") as running,
        talking(running.url),
        talking(running.url),
    ):
        with pytest.raises(InvalidStatus, match="429"), talking(running.url):
            pass
        raw_websocket(running.url, "127.0.0.2").close()


def test_a_wrong_limit_ends_the_start_with_one_line(tmp_path: Path) -> None:
    wrong = serving(tmp_path, ARCTIC_RUNS="x")
    with pytest.raises(RuntimeError, match="ARCTIC_RUNS: found 'x'; write a whole number above 0") as caught, wrong:
        pass
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("host", ["map.example", "evil.example"])
def test_only_the_hosts_that_are_listed_are_served(host: str, tmp_path: Path) -> None:
    with serving(tmp_path, probe="/", STREAMLIT_SERVER_ALLOWED_HOSTS="map.example") as running:
        answer = running.get("/healthz", host=host)
        assert answer.status == (200 if host == "map.example" else 421)
        if host == "evil.example":
            with pytest.raises(InvalidStatus, match="421"), talking(running.url):
                pass


ECHOES = ["/", "/rubbish", "/_stcore/host-config", "/healthz/", "/assets", "/view/rows.csv/", "//x"]
SERVED = ["/", "/assets/map.js", "/data/start/en.json", "/view/rows.csv", "/healthz", "/favicon.png"]


@pytest.mark.parametrize("path", ECHOES)
def test_no_answer_repeats_the_host(server: Server, path: str) -> None:
    place = urlsplit(server.url)
    question = http.client.HTTPConnection(str(place.hostname), place.port, timeout=20)
    question.putrequest("GET", path, skip_host=True)
    question.putheader("Host", "evil.example")
    question.putheader("X-Forwarded-Host", "evil.example")
    question.endheaders()
    answer = question.getresponse()
    assert b"evil" not in answer.read() + str(answer.getheaders()).encode()
    question.close()


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/", "/view/rows.csv", "/_stcore/metrics"])
def test_a_large_upload_is_refused_before_it_is_sent(server: Server, path: str) -> None:
    place = urlsplit(server.url)
    with socket.create_connection((str(place.hostname), place.port or 0), timeout=20) as plain:
        head = f"PUT {path} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 150000000\r\n\r\n"
        plain.sendall(head.encode() + b"x" * 1000)
        answer = b""
        while more := plain.recv(65536):
            answer += more
    assert re.match(rb"HTTP/1.1 40[45] ", answer)
    assert b"connection: close" in answer.lower()


def test_the_maps_frame_is_served_before_anybody_has_visited(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as fresh:
        frame = fresh.get("/component/streamlit_folium.st_folium/index.html")
        assert (frame.status, b"<script" in frame.body) == (200, True)
        start = fresh.get("/")
        links = re.findall(r"<\./([^>]+)>", start.headers["link"])
        (question,) = re.findall(r'data-ahead="([^"]*)"', start.body.decode())
        links += [link.removeprefix("./") for link in question.split(" ")]
        assert [link for link in links if fresh.get(f"/{link}").status != 200] == []
        assert any(link.startswith("component/") for link in links)
        assert "missing ScriptRunContext" not in fresh.log.read_text(encoding="utf-8")


def test_evidence_that_cannot_be_read_is_read_once_and_again_when_it_is_mended(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    claims = folder / "evidence" / "claims.csv"
    whole = claims.read_bytes()
    claims.write_bytes(b"")
    heard = tmp_path / "heard"
    (tmp_path / "ear").mkdir()
    (tmp_path / "ear" / "sitecustomize.py").write_text(READS, encoding="utf-8")
    ear = str(tmp_path / "ear")
    with serving(tmp_path / "home", PYTHONPATH=ear, EAR=str(heard), GEODATA_DIR=str(folder)) as running:
        assert [running.get("/healthz").status for _ in range(20)] == [503] * 20
        assert running.get("/data/start/en.json").status == 503
        with talking(running.url) as websocket:
            choose(websocket, "")
        assert len(heard.read_text(encoding="utf-8").splitlines()) == 1
        claims.write_bytes(whole)
        latest = time.monotonic() + 30
        while running.get("/healthz").status != 200:
            assert time.monotonic() < latest
        assert running.get("/data/start/en.json").status == 200
        assert len(heard.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/media/x", "/_stcore/agent/openapi.json", "/app/static/x"])
def test_a_closed_route_answers_404(server: Server, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (404, b"not found")


@pytest.mark.parametrize("path", ["/", "/?lang=da", "/map/", "/map/da/", "/map/embed/", "/map/nation/fra/"])
def test_each_script_that_stands_in_a_page_is_allowed_by_its_header(server: Server, path: str) -> None:
    answer = server.get(path, Accept_Encoding="identity")
    scripts = re.findall(r"<script>(.*?)</script>", answer.body.decode(), re.DOTALL)
    assert bool(scripts) == ("nation" not in path)
    assert [one for one in hashes(scripts) if one not in answer.headers["content-security-policy"]] == []


@pytest.mark.parametrize(
    "path", ["/", "/assets/map.js", "/data/start/en.json", "/view/rows.csv", "/data/v1/claims.csv"]
)
def test_who_refuses_gzip_gets_plain_bytes_from_the_whole_server(server: Server, path: str) -> None:
    """Streamlit's own compression stands behind ours and looks for the word alone."""
    plain, gzipped, refused = (server.get(path, accept_encoding=how) for how in ("identity", "gzip", "gzip;q=0"))
    assert gzipped.headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in refused.headers
    assert (refused.status, refused.body) == (200, plain.body)


@pytest.mark.parametrize("path", SERVED)
def test_head_tells_the_same_as_get_without_the_body(server: Server, path: str) -> None:
    place = urlsplit(server.url)
    actual = []
    for method in ("GET", "HEAD"):
        question = http.client.HTTPConnection(str(place.hostname), place.port, timeout=20)
        question.request(method, path, headers={"Accept-Encoding": "gzip"})
        answer = question.getresponse()
        body = answer.read()
        headers = {name.lower(): value for name, value in answer.getheaders() if name.lower() != "date"}
        actual.append((answer.status, headers))
        assert bool(body) is (method == "GET")
        question.close()
    assert actual[0] == actual[1]
