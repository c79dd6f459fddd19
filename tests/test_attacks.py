"""Further attempts: what a stranger, an editor or an odd surrounding sends ends in an answer and costs little."""

import asyncio
import http.server
import logging
import sys
import threading
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.routing import Route

from dashboard import cli
from dashboard.api import memento
from dashboard.api.links import Links
from dashboard.charts.image import drawn
from dashboard.cli_export import UsageError, written
from dashboard.present.story import read_scenes
from dashboard.publish.command import base_url
from dashboard.publish.whole import Site
from dashboard.publish.writing import write_site
from dashboard.release import current_release
from dashboard.text.i18n import words_of
from dashboard.view import yours
from dashboard.view.view import parse_query, resolve_view
from dashboard.web import faults
from dashboard.web.desk import Desk, Threads
from dashboard.web.downloads import Downloads
from dashboard.web.faults import gone
from dashboard.web.metrics import Metrics
from dashboard.web.settings import SettingsError, read_settings
from geodata.errors import GeodataError
from geodata.file_reader import Log, text_of
from geodata.geojson_reader import features_of
from geodata.names import REMEMBERED, comparable
from geodata.patch import header_line, overlay
from geodata.schema import problems_in, references
from geodata.tables import Tables
from tests.browser.nginx import running
from tests.browser.replicas import filled
from tests.browser.serving import ROOT, Server, free_port
from tests.scenes import played


@pytest.fixture(scope="module")
def tables() -> Tables:
    return current_release().atlas.tables


def with_first(tables: Tables, **cells: str) -> Tables:
    """The evidence with other cells in its first claim."""
    return replace(tables, claims=[tables.claims[0] | cells, *tables.claims[1:]])


def test_a_number_that_python_refuses_to_read_is_told_like_any_other(tables: Tables) -> None:
    actual = [str(one) for one in problems_in(with_first(tables, low="9" * 5_000, high="9" * 5_000, part_of="x"))]
    assert sum(": low: found '999" in one for one in actual) == 1


def test_where_all_ids_are_lost_no_more_is_guessed_than_takes_a_moment(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counted(_lost: str, ids: Any, **_: Any) -> list[str]:
        nonlocal compared
        compared += len(ids)
        return []

    monkeypatch.setattr("geodata.schema.references.difflib.get_close_matches", counted)
    lost = [row | {"sources": f"nobody-{number}"} for number, row in enumerate(tables.claims)]
    actual = [one for one in problems_in(replace(tables, claims=lost)) if one.field == "sources"]
    assert len(actual) >= len(lost)
    assert 0 < compared <= 2 * references.MOST_COMPARED


def test_a_layer_of_names_that_stand_twice_is_read_in_a_moment() -> None:
    names = ",".join(f'"k{number}":1' for number in range(30_000))  # each was compared with each
    text = f'{{"type":"FeatureCollection","features":[{{"properties":{{"id":"a",{names},"k0":2}}}}]}}'
    log = Log("sites")
    assert not [*features_of(text, "sites", log)]
    assert [one.field for one in log.faults if "twice" in one.found] == ["k0"]


def test_conflicts_by_the_thousand_are_told_in_a_moment_and_half_of_one_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    for body, lines in (("<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n" * 20_000, 20_000), ("a\n=======\nb\n", 1)):
        file.write_text(body, encoding="utf-8")
        with pytest.raises(GeodataError, match="a merge conflict is left in line") as caught:
            text_of(file, "claims.csv")
        assert len(caught.value.problems) == lines
    assert [one.at for one in caught.value.problems] == [2]


def test_what_strangers_write_is_remembered_within_bounds() -> None:
    for number in range(REMEMBERED + 100):
        comparable(f"a name that nobody has {number}")
    assert comparable.cache_info().currsize <= REMEMBERED


def test_own_claims_that_are_wrong_are_judged_once_and_blamed_on_nobody_else(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: Counter[str] = Counter()

    def counted(*given: Any) -> Any:
        times["judged"] += 1
        return overlay(*given)

    monkeypatch.setattr(yours, "overlay", counted)
    model = resolve_view(parse_query({})[0], words_of("en"))
    text = f"{header_line()}\n{'x' * 200}{',' * header_line().count(',')}"
    for _ in range(3):
        with pytest.raises(GeodataError, match="your claims: ") as caught:
            yours.with_yours(model, text)
        assert all(one.file == "your claims" for one in caught.value.problems)
    assert times["judged"] == 1


def test_a_chart_is_drawn_apart_for_the_drawer_lets_nothing_else_run() -> None:
    spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    assert drawn(spec, "svg").startswith(b"<svg")
    assert "vl_convert" not in sys.modules


def test_evidence_of_which_nobody_knows_since_when_has_an_empty_timemap() -> None:
    atlas: Any = SimpleNamespace(dossiers={})
    day = memento.negotiated(atlas, "Thu, 15 Jan 2026 00:00:00 GMT")
    assert memento.headers(atlas, Links(), "states.csv", {}, day)["Memento-Datetime"] == "Thu, 15 Jan 2026 00:00:00 GMT"
    assert memento.timemap(atlas, Links(), "states.csv", {}).count(b"\n") == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- id: a\n  id: b\n", "s: line 1: found a name twice in one place; write it once"),
        (
            "- id: a\n  title: {en: F\udce6r}\n",
            "s: line 2: found the byte 0xE6 (æ in Windows-1252), which is not UTF-8",
        ),
        ("- !!timestamp x", "s: line 1: found no YAML"),
    ],
)
def test_a_story_that_says_a_thing_twice_or_in_another_alphabet_is_told_so(text: str, expected: str) -> None:
    with pytest.raises(GeodataError) as caught:
        read_scenes(text, "s")
    assert expected in str(caught.value)


def test_many_errors_are_numbered_all_and_traced_a_few(caplog: pytest.LogCaptureFixture) -> None:
    errors = Metrics().errors
    with caplog.at_level(logging.ERROR):
        numbers = [faults.noted(ValueError("x"), "run", errors) for _ in range(3 * faults.TRACES)]
    assert all(number in caplog.text for number in numbers)
    assert sum(one.exc_info is not None for one in caplog.records) <= faults.TRACES + 1
    assert "ValueError, one of many" in caplog.text


def test_what_cannot_be_written_or_printed_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / ("a" * 300)
    with pytest.raises(UsageError, match="File name too long; name a file in a folder"):
        written(place, b"")
    with pytest.raises(GeodataError, match="File name too long; write the name of a folder"):
        write_site(Site(current_release()), place)
    with Path("/dev/full").open("w", encoding="utf-8") as full, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", full)
        patch.setattr("dashboard.cli.os.dup2", lambda *_: None)
        with pytest.raises(SystemExit) as ended:
            cli.main(["check"])
        with suppress(OSError):
            full.close()
    assert ended.value.code == 2
    assert "the output cannot be written: No space left on device" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ARCTIC_BASE_PATH", "_stcore", "write another path, as arctic/map: this one is Streamlit's own"),
        ("ARCTIC_BASE_PATH", "static/map", "write another path, as arctic/map: this one is Streamlit's own"),
        ("ARCTIC_SETTINGS", "/dev/zero", "found '/dev/zero', which cannot be read (a device in place of a file)"),
    ],
)
def test_a_setting_that_would_stop_the_start_is_told(name: str, text: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: text})
    assert expected in str(caught.value)


def test_a_file_of_settings_that_is_nested_without_end_is_told(tmp_path: Path) -> None:
    file = tmp_path / "deep.toml"
    file.write_text(f"x={'[' * 3_000}", encoding="utf-8")
    with pytest.raises(SettingsError, match="which cannot be read"):
        read_settings({"ARCTIC_SETTINGS": str(file)})


@pytest.mark.parametrize("text", ["https://x/\nEvil: 1", 'https://x/"><b>', "https://u:p@x/", "http://x:99999/"])
def test_an_address_that_would_be_read_otherwise_is_no_place_for_a_site(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="write a whole address"):
        base_url(text)
    assert base_url("https://example.org/map") == "https://example.org/map/"


def test_routes_share_their_threads_so_that_asking_for_everything_at_once_is_no_more_than_for_one_thing() -> None:
    actual: list[str] = []
    begun, ends = threading.Event(), threading.Event()

    def first() -> None:
        actual.append("first begins")
        begun.set()
        ends.wait(20)
        actual.append("first ends")

    async def both() -> None:
        share = Threads()
        one, other = Desk(share.short, 9, 9), Desk(share.short, 9, 9)
        work = [asyncio.create_task(one.do(first, "a"))]
        while not begun.is_set():
            await asyncio.sleep(0.001)
        work.append(asyncio.create_task(other.do(lambda: actual.append("second"), "b")))
        assert await Desk(share.drawn, 9, 9).do(lambda: "a drawing", "c") == "a drawing"  # waits for none of it
        ends.set()
        await asyncio.gather(*work)

    played(both())
    assert actual == ["first begins", "first ends", "second"]


def test_who_hangs_up_in_the_midst_of_his_request_is_no_error_of_ours() -> None:
    routes = [Route("/view/{name}", Downloads().answer, methods=["POST"])]
    app = Starlette(routes=routes, exception_handlers={ClientDisconnect: gone})
    scope = {"type": "http", "method": "POST", "path": "/view/slides.pptx", "query_string": b"", "headers": []}
    sent: list[Any] = []

    async def hung_up() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    played(app(scope, hung_up, send))
    assert sent[0]["status"] == 400
    assert app_module_text().count("ClientDisconnect: gone") == 1


def app_module_text() -> str:
    return (ROOT / "dashboard" / "app.py").read_text(encoding="utf-8")


class Replica(http.server.BaseHTTPRequestHandler):
    """Answers as a replica does that is well, but has more files to make than it can."""

    protocol_version = "HTTP/1.1"
    asked_for: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        """Answer 503 for a file of a view, and for a visit where this replica stops."""
        stops = self.path.startswith("/_stcore/") and self.connection.getsockname()[1] == min(self.ports)
        status = 503 if stops or self.path.startswith("/view/") else 200
        self.asked_for[f"{self.connection.getsockname()[1]}{self.path}"] += 1
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    ports: tuple[int, ...] = ()


@contextmanager
def two_replicas(folder: Path) -> Iterator[Server]:
    """Two of them behind the real nginx with our configuration."""
    with ExitStack() as stack:
        made = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replica) for _ in range(2)]
        Replica.ports = tuple(one.server_port for one in made)
        for one in made:
            threading.Thread(target=one.serve_forever, daemon=True).start()
            stack.callback(one.server_close)
            stack.callback(one.shutdown)
        listen = free_port()
        served = filled(folder, list(Replica.ports), listen, "/").replace("fail_timeout=2s", "fail_timeout=60s")
        yield stack.enter_context(running(folder, served, f"http://127.0.0.1:{listen}"))


def test_nginx_passes_over_no_replica_that_is_busy_and_hands_a_visit_on_from_one_that_stops(
    tmp_path: Path,
) -> None:
    with two_replicas(tmp_path / "nginx") as place:
        busy = {place.get(f"/view/slides.pptx?{number}").status for number in range(12)}
        pages = {place.get(f"/?{number}").status for number in range(12)}
        visits = {place.get(f"/_stcore/stream?{number}").status for number in range(12)}
    assert (busy, pages, visits) == ({503}, {200}, {200})
    asked_for = [name for name in Replica.asked_for if "/view/" in name]
    assert sum(Replica.asked_for[name] for name in asked_for) == 12  # none is asked for a second time elsewhere
