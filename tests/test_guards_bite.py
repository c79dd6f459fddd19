"""What holds against attackers, editors and surroundings is taken away, once each: then the harm is there again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

import dashboard.web.middleware as middleware
import geodata.file_reader as file_reader
from dashboard.release import current_release
from dashboard.web.guard import Guard
from dashboard.web.health import health
from dashboard.web.limits import Limits
from dashboard.web.middleware import StartPageMiddleware
from geodata.csv_reader import csv_rows
from geodata.errors import GeodataError, Problem
from geodata.file_reader import Log
from geodata.provenance import independent_groups, roots_of
from geodata.records import records_of
from geodata.stores.files import VARIABLE, load_checked, load_quarantined, read_tables
from tests.planting import edited, problems_told
from tests.small_disk import Disk
from tests.test_app import Client
from tests.test_fuzz import passes, small

CLAIMS, SOURCES, OPENING = "evidence/claims.csv", "evidence/sources.csv", "evidence/opening.csv"
NO_HOLD = pytest.MonkeyPatch.context


@pytest.fixture
def served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(VARIABLE, str(folder))
    current_release.cache_clear()
    yield folder
    current_release.cache_clear()


async def long(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("long " * 1000)


def behind_our_middleware(app: ASGIApp) -> Client:
    return Client(StartPageMiddleware(app, ours=[Route("/long", long)]))


def test_without_hiding_the_word_streamlits_compression_presses_what_was_refused() -> None:
    inner = Starlette(routes=[Route("/long", long)], middleware=[Middleware(GZipMiddleware, minimum_size=500)])
    client = behind_our_middleware(inner)
    assert "content-encoding" not in client.get("/long", accept_encoding="gzip;q=0").headers
    assert client.get("/long", accept_encoding="gzip").headers["content-encoding"] == "gzip"
    with NO_HOLD() as patch:
        patch.setattr(middleware, "_as_wanted", lambda scope: scope)
        assert client.get("/long", accept_encoding="gzip;q=0").headers["content-encoding"] == "gzip"


def test_without_our_middleware_a_body_and_a_method_go_through() -> None:
    inner = Starlette(routes=[Route("/long", long, methods=["GET", "POST"])])
    guarded = Client(Guard(inner, limits=Limits()))
    assert [guarded.get("/long", method="POST").status_code, Client(inner).get("/long", method="POST").status_code] == [
        405,
        200,
    ]
    assert guarded.get("/long", content_length="64001").status_code == 413
    assert Client(inner).get("/long", content_length="64001").status_code == 200


def test_with_links_followed_the_secret_is_read_and_without_details_kept_back_it_is_public(
    served: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("hunter2:x:0\n", encoding="utf-8")
    (served / CLAIMS).unlink()
    (served / CLAIMS).symlink_to(tmp_path / "secret")
    assert "hunter2" not in json.dumps(health()[1])
    with NO_HOLD() as patch:
        patch.setattr(file_reader, "_within", lambda path, _home, _file: path)
        patch.setattr(file_reader, "NO_LINK", 0)
        with pytest.raises(GeodataError, match="hunter2"):
            load_quarantined(served)
        current_release.cache_clear()
        assert "hunter2" not in json.dumps(health()[1]), "the second guard holds where the first is gone"
        patch.setattr(Problem, "without_detail", lambda problem: problem)
        current_release.cache_clear()
        assert "hunter2" in json.dumps(health()[1])


def crash(*_: object, **__: object) -> None:
    raise KeyError("a fault of ours")


def test_a_crash_of_the_checks_is_no_pass_of_the_fuzzing(tmp_path: Path) -> None:
    folder = small(tmp_path)
    assert passes(folder)
    with NO_HOLD() as patch:
        patch.setattr("tests.test_fuzz.load_checked", crash)
        with pytest.raises(KeyError, match="a fault of ours"):
            passes(folder)


def test_names_compared_sign_by_sign_would_pass_and_count_twice(folder: Path) -> None:
    edited(folder, SOURCES, "Danish Defence (Forsvaret)", "Danish\u00a0Defence (Forsvaret)")
    assert "one name in two ways" in "".join(problems_told(folder))
    before = groups_of(folder)
    with NO_HOLD() as patch:
        patch.setattr("geodata.schema.references._bare", str)
        assert load_checked(folder).sources, "nothing is told"
        patch.setattr("geodata.provenance.comparable", str)
        assert groups_of(folder) > before


def groups_of(folder: Path) -> int:
    """Count the independent groups of all sources."""
    sources = records_of(read_tables(folder)).sources
    return independent_groups(sources, roots_of(sources))


def test_the_disk_of_the_tests_is_really_full(disk: Disk) -> None:
    disk.fill(4096)
    with pytest.raises(OSError, match="No space left on device"):
        (disk.path / "more").write_bytes(b"0" * 100_000)


def test_a_table_read_without_a_bound_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "id,label,as_of,known_by,note\n" + "a,b,latest,all,\n" * 30
    monkeypatch.setattr("geodata.csv_reader.MOST_ROWS", 20)
    with pytest.raises(GeodataError, match="more than 20 rows; write only rows of evidence"):
        list(csv_rows(text, "opening", Log(OPENING)))
    monkeypatch.setattr("geodata.csv_reader.MOST_ROWS", 50)
    assert len(list(csv_rows(text, "opening", Log(OPENING)))) == 30
