"""A client that asks for what costs most, in a process of its own.

It comes from another address of this machine than whoever measures. It says when it is ready, begins with the first
line that it reads, and goes on until it is ended: ``python -m tests.benchmarks.besieger KIND URL SOURCE``.
"""

import http.client
import itertools
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg

import geodata
from dashboard.view.yours import added_row
from tests.talking import choose, talking, until_it_has_run
from tests.test_operating import hostile_addresses

PATIENCE_S = 60
FILES = (
    "rows.csv",
    "rows.xlsx",
    "chart.png?chart=people",
    "map.svg",
    "picture.png",
    "sheet.pdf",
    "slides.pptx",
    "rows.gpkg",
    "sources.json",
)
DATA = ("claims", "states", "history", "events", "sources")


@cache
def atlas() -> geodata.Atlas:
    """Read the evidence once."""
    return geodata.load()


def source() -> str:
    """Give the address of this machine from which to come."""
    return sys.argv[3]


def ask(url: str, method: str, path: str, body: bytes = b"") -> None:
    """Ask once, and read the answer."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, PATIENCE_S, source_address=(source(), 0))
    with suppress(OSError, http.client.HTTPException):
        connection.request(method, path, body or None, {"Origin": url})
        connection.getresponse().read()
    connection.close()


def claims(url: str) -> None:
    """Lay claims over the evidence that nobody has laid over it before."""
    press = next(one.id for one in atlas().sources.values() if one.kind == "newspaper" and one.published)
    cells = {"subject": "deu-recce", "attribute": "people", "value": "in_place", "basis": "inferred"}
    cells |= {"confidence": "reported", "sources": press, "day": "2026-01-20"}
    with talking(url, source=source()) as websocket:
        messages = choose(websocket, "view=analyse&tab=yours")
        fields = (one.delta.new_element.text_area.id for one in messages if one.delta.new_element.HasField("text_area"))
        field = next(fields)
        for number in itertools.count(20):
            message = BackMsg()
            message.rerun_script.query_string = "view=analyse&tab=yours"
            row = added_row(
                "", atlas(), cells | {"low": str(number), "high": str(number), "text": f"{number} soldiers"}
            )
            message.rerun_script.widget_states.widgets.add(id=field).string_value = row
            websocket.send(bytes(message.SerializeToString()))
            until_it_has_run(websocket, PATIENCE_S)


def notes(url: str) -> None:
    """Open one desk for notes after another, each with a story of its own."""
    for number in itertools.count():
        scenes = "".join(f"- id: s{number}-{each}\n  title: {{en: x}}\n" for each in range(1500))
        ask(url, "POST", "/notes/open", scenes.encode())


def choices(url: str) -> None:
    """Choose a day that nobody has chosen before."""
    with talking(url, source=source()) as websocket:
        for number in itertools.count():
            choose(websocket, f"asof=20{20 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}&q=x{number}")


def files(url: str) -> None:
    """Take the files of a view that nobody has taken before."""
    for number, name in enumerate(itertools.cycle(FILES)):
        mark = "&" if "?" in name else "?"
        ask(url, "GET", f"/view/{name}{mark}asof=20{20 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}")


def data(url: str) -> None:
    """Ask for the data of programs on ever new days."""
    for number, name in enumerate(itertools.cycle(DATA)):
        ask(
            url,
            "GET",
            f"/data/v1/collections/{name}/items?limit=1000&as_of=2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        )


def addresses(url: str) -> None:
    """Ask at hostile addresses."""
    for path in hostile_addresses(100_000):
        ask(url, "GET", path)


KINDS: dict[str, tuple[tuple[Callable[[str], None], int], ...]] = {
    "claims": ((claims, 3),),
    "notes": ((notes, 6),),
    "everything": ((claims, 1), (notes, 2), (choices, 3), (files, 8), (data, 4), (addresses, 2)),
}
"""What is asked, and by how many at the same time."""


def besiege(act: Callable[[str], None], url: str) -> None:
    """Do something again when it ends."""
    while True:
        with suppress(Exception):
            act(url)
        time.sleep(0.2)


def main() -> None:
    """Besiege until somebody ends this process."""
    kind, url = sys.argv[1:3]
    atlas()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for act, times in KINDS[kind]:
        for _ in range(times):
            threading.Thread(target=besiege, args=(act, url), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
