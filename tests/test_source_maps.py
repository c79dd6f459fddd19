"""Source maps: from any place of a script, as it is sent, to the line of the module that somebody wrote."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.assets import FRONTEND, STATIC, bundles, frontend_sources, hash_of_sources
from dashboard.source_maps import MODULES, source_file
from tests.test_app import Client, client
from tests.test_frontend import BUNDLES

__all__ = ["client"]

SIGNS = {sign: at for at, sign in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
WRITTEN = frontend_sources(".js")
NAME = re.compile(r"[A-Za-z_$][\w$]*")


def numbers(text: str) -> list[int]:
    """Decode one segment of a map: numbers in base 64, five bits a sign, the lowest of each number its minus."""
    found, value, shift = list[int](), 0, 0
    for sign in text:
        value += (SIGNS[sign] & 31) << shift
        shift += 5
        if SIGNS[sign] < 32:
            found.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return found


def places(found: dict[str, Any]) -> Iterator[tuple[int, int, str, int, int, str]]:
    """Say for each place of a script, by line and column, of which module, line and column it is, and its old name."""
    source = line = column = name = 0
    for at, row in enumerate(found["mappings"].split(";")):
        begins = 0
        for segment in row.split(",") if row else ():
            step, *more = numbers(segment)
            begins += step
            if more:
                source, line, column = source + more[0], line + more[1], column + more[2]
                name += more[3] if len(more) > 3 else 0
                yield at, begins, found["sources"][source], line, column, found["names"][name] if len(more) > 3 else ""


@pytest.mark.parametrize("name", BUNDLES)
def test_a_map_is_made_of_the_modules_that_are_there(name: str) -> None:
    found = json.loads((STATIC / f"{name}.map").read_text(encoding="utf-8"))
    assert (found["file"], found["x_sources"]) == (name, hash_of_sources(WRITTEN))
    assert "sourcesContent" not in found, "the modules lie beside it"
    assert all((STATIC / source).is_relative_to(STATIC) and (STATIC / source).is_file() for source in found["sources"])


@pytest.mark.parametrize("name", ["map.js", "page.js", "stage.js"])
def test_a_place_in_a_script_leads_to_the_line_that_was_written(client: Client, name: str) -> None:
    sent = client.get(f"/assets/{name}", accept_encoding="identity")
    found = json.loads(
        client.get(f"/assets/{sent.headers['sourcemap']}", accept_encoding="identity").content,
    )
    script = [line.encode("utf-16-le") for line in sent.content.decode().split("\n")]  # columns count UTF-16 units
    modules = {source: WRITTEN[source.removeprefix(MODULES)].split("\n") for source in found["sources"]}
    renamed = kept = 0
    for at, begins, source, line, column, name_before in places(found):
        written = modules[source][line][column:]
        made = script[at][2 * begins : 2 * begins + 80].decode("utf-16-le", "ignore")
        if name_before:
            assert written.startswith(name_before), f"{source}:{line + 1}:{column + 1}"
            renamed += 1
        elif (word := NAME.match(written)) and word[0] in ("return", "new", "throw", "await", "typeof", "class"):
            kept += made.startswith(word[0])
    assert renamed > 100
    assert kept > 20, "words of the language stand where the map says, so it begins with the right line"


def test_the_modules_that_a_map_names_are_there_to_be_read_and_nothing_else_is(client: Client) -> None:
    found = json.loads(client.get("/assets/stage.js.map", accept_encoding="identity").content)
    for source in found["sources"]:
        text = client.get(f"/assets/{source}", accept_encoding="identity").content.decode()
        assert text == (FRONTEND / source.removeprefix(MODULES)).read_text(encoding="utf-8")
    for path in ("modules/build.mjs", "modules/../../assets.py", "modules/tests/dice.js", "start.js.map", "x.js.map"):
        assert client.get(f"/assets/{path}").status_code == 404, path
    assert "sourcemap" not in client.get("/assets/leaflet.js").headers
    assert source_file("map.js") is None, "a script is no file about itself"
    assert set(bundles()).isdisjoint({"map.js.map"}), "nothing of it is prepared at start"
