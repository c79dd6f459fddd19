"""Who asks for much waits for himself: files and answers are written for the client addresses in turn."""

import asyncio
import json
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.documents import slides
from dashboard.documents.making import Order, made
from dashboard.export import FORMATS, View
from dashboard.publish import serving
from dashboard.publish.whole import Site
from dashboard.release import current_release, read_release
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from dashboard.view.yours import with_yours
from dashboard.web import downloads
from dashboard.web.desk import Desk, TooManyError, hung_up
from dashboard.web.downloads import Downloads, download
from dashboard.web.sizes import size_text
from geodata.patch import header_line
from tests.planting import copied, edited
from tests.scenes import played


def request_for(name: str, address: str, gone: bool = False) -> Request:
    async def receive() -> dict[str, object]:
        if not gone:
            await asyncio.sleep(5)
        return {"type": "http.disconnect"}

    name, _, query = name.partition("?")
    scope = {
        "type": "http", "method": "GET", "scheme": "http", "path": f"/view/{name}", "query_string": query.encode(),
        "path_params": {"name": name}, "headers": [], "server": ("localhost", 80), "client": (address, 5000),
    }  # fmt: skip
    return Request(scope, receive)


def test_an_address_that_asks_for_much_waits_for_itself_and_not_others_for_it() -> None:
    async def flood() -> list[str]:
        desk, gate, done = Desk(1, 100, 50), threading.Event(), list[str]()

        def work(name: str) -> None:
            gate.wait(5)
            done.append(name)

        many = [asyncio.create_task(desk.do(lambda: work("flood"), "10.0.0.1")) for _ in range(20)]
        await asyncio.sleep(0)
        one = asyncio.create_task(desk.do(lambda: work("reader"), "10.0.0.2"))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(one, *many)
        return done

    assert played(flood()).index("reader") <= 2


def test_one_address_cannot_take_all_room_and_a_wait_that_is_given_up_leaves_none_behind() -> None:
    async def scene() -> list[int]:
        desk, gate = Desk(1, 4, 2), threading.Event()
        held = [asyncio.create_task(desk.do(lambda: gate.wait(5), "10.0.0.1")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyError, match=r"^$"):
            await desk.do(lambda: 0, "10.0.0.1")
        other = asyncio.create_task(desk.do(lambda: 7, "10.0.0.2"))
        await asyncio.sleep(0)
        held[1].cancel()
        gate.set()
        await asyncio.gather(*held, return_exceptions=True)
        return [await other, *[await desk.do(lambda: 8, "10.0.0.1") for _ in range(5)]]

    assert played(scene()) == [7, 8, 8, 8, 8, 8]


def test_for_who_has_hung_up_nothing_is_made() -> None:
    done: list[str] = []

    async def scene() -> None:
        gone, there = request_for("map.svg", "10.0.0.1", gone=True), request_for("map.svg", "10.0.0.1")
        desk = Desk(1, 4, 2)
        await desk.do(lambda: done.append("there"), "10.0.0.1", hung_up(there))
        with pytest.raises(TooManyError, match=r"^$"):
            await desk.do(lambda: done.append("gone"), "10.0.0.1", hung_up(gone))

    played(scene())
    assert done == ["there"]


def test_the_files_of_a_view_are_drawn_one_at_a_time_and_too_many_of_one_address_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, here, most = threading.Event(), list[int](), list[int]()

    def slow(request: Request, actual: bytes) -> Response:
        here.append(1)
        most.append(len(here))
        gate.wait(5)
        here.pop()
        return Response("drawn")

    monkeypatch.setattr(downloads, "download", slow)

    async def flood() -> list[int]:
        files = Downloads()
        tasks = [asyncio.create_task(files.answer(request_for("chart.png", "10.0.0.1"))) for _ in range(40)]
        await asyncio.sleep(0.05)
        gate.set()
        return sorted(answer.status_code for answer in await asyncio.gather(*tasks))

    statuses = played(flood())
    assert statuses == [200] * 30 + [503] * 10
    assert max(most) == 1


def test_slides_are_the_same_whatever_the_address_says_besides(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def slow(_words: object, page: str, _theme: str) -> bytes:
        written.append(page)
        return b"deck"

    monkeypatch.setattr(slides, "slides", slow)
    for number in range(5):
        assert made(Order("slides", "pptx", "", (("x", str(number)),), "en", "http://deck.example/")) == b"deck"
    assert written == ["http://deck.example/"]


def test_claims_of_ones_own_are_laid_over_the_release_on_the_page_not_over_what_stands_in_the_folder_by_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path)
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    release = read_release()
    own_claims = (
        "mine-1,,deu-recce,step,in_place,,,2026-01-19,,,inferred,,arctic_endurance,,,,,,,confirmed,nl_gov,They stayed"
    )
    text = f"{header_line()}\n{own_claims}\n"
    with current_release.pinned(release):
        view = resolve_view(parse_query([("asof", "2026-01-19")])[0], words_of("en"))
        before = with_yours(view, text).overlay.atlas
    again = read_release()
    lines = (folder / "evidence/claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "evidence/claims.csv").write_text("".join(lines[:-40]), encoding="utf-8")
    with current_release.pinned(again):
        view = resolve_view(parse_query([("asof", "2026-01-19")])[0], words_of("en"))
        after = with_yours(view, text).overlay.atlas
        assert set(after.claims) - set(again.atlas.claims) == {"mine-1"}
        assert after.release == before.release
        edited(folder, "evidence/claims.csv", lines[0], "")  # no header: a folder that cannot be read
        assert "mine-2" in with_yours(view, text.replace("mine-1", "mine-2")).overlay.atlas.claims


def test_a_file_of_the_site_that_many_ask_for_at_once_is_written_once_and_what_is_not_there_takes_no_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[str] = []

    def read(_site: Site, path: str) -> bytes | None:
        written.append(path)
        time.sleep(0.02)  # as long as others take to come
        return b"picture" if path == "picture.png" else None

    monkeypatch.setattr(Site, "read", read)
    monkeypatch.setattr(serving, "REMEMBERED", 4)
    release = replace(current_release(), files={})  # one that remembers nothing yet

    def asks(path: str) -> Request:
        found = request_for("", "10.0.0.1")
        found.scope["path_params"] = {"path": path}
        return found

    async def scene() -> list[int]:
        site = serving.Published()
        many = ["picture.png"] * 20 + [f"none-{number}" for number in range(6)] + ["picture.png"]
        return [one.status_code for one in await asyncio.gather(*(site.answer(asks(path)) for path in many))]

    with current_release.pinned(release):
        assert played(scene()) == [200] * 20 + [404] * 6 + [200]
    assert written.count("picture.png") == 1


def test_who_asks_for_sizes_is_told_each_file_and_a_view_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written = list[str]()
    csv = FORMATS["csv"]

    def counted(view: View) -> bytes:
        written.append("csv")
        return csv.write(view)

    monkeypatch.setitem(FORMATS, "csv", csv._replace(write=counted))
    query = "nations=FRA&asof=2026-01-16"
    actual = [json.loads(bytes(download(request_for(f"sizes.json?{query}", "a")).body)) for _ in range(2)]
    assert actual[0] == actual[1]
    assert written == ["csv"]
    size = len(download(request_for(f"rows.csv?{query}", "a")).body)
    assert actual[0]["rows.csv"] == f"{round(size / 1000)} kB"
    assert actual[0]["slides:"] == "about 7 MB"
    danish = json.loads(bytes(download(request_for("sizes.json?lang=da", "a")).body))
    assert danish["sheet:a4"] == "ca. 400 kB"
    assert size_text(words_of("da"), 1_234_567) == "1,2 MB"


def test_while_a_file_is_made_the_loop_answers_others(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(downloads, "download", lambda *_: gate.wait(30) and Response("made"))

    async def two() -> list[bytes]:
        files = Downloads()
        tasks = [
            asyncio.create_task(files.answer(request_for(name, who)))
            for name, who in (("slides.pptx", "a"), ("sheet.pdf", "b"))
        ]
        for _ in range(200):
            await asyncio.sleep(0)  # the loop turns while both are made: a map's message would pass
        assert not any(task.done() for task in tasks)
        gate.set()
        return [bytes(answer.body) for answer in await asyncio.gather(*tasks)]

    assert played(two()) == [b"made", b"made"]
