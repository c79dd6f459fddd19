"""Whatever a folder of evidence holds, `check` and the page end in problems or in a page, and in time."""

import csv
import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from dashboard.drawing.basemap import opening_layers
from dashboard.payloads.atlas import atlas_payload
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.plain_json import compact
from dashboard.payloads.states import states_payload
from dashboard.release import geo_layers
from geodata.errors import GeodataError
from geodata.stores.files import load_checked
from geodata.tables import listed
from tests.planting import GEODATA

SUBJECTS = {"deu-recce", "fra-advance", "fra-reinforcement", "fra-nuuk", "pituffik", "isl-hon-tasiilaq"}
LONGEST_S = 10.0
"""So long may one small folder take on a shared core; what grows without bound takes longer at once."""

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 10**400, 1.5, "", " ", "\u00a0", "\ud800", "\x00", "\u202e", "=1+1", "a,b", '"',
    "\n", "x" * 5000, "9" * 30, "2026-02-30", "17/01/2026", "46039", "1721", "2100", "2100-12-31", "0001-01-01",
    "9999-12-31", "all",
    "seed", "deu-recce", "nuuk", ";", "seed;seed", "#REF!", "https://[", "https://a.dk:0", "é", "e\u0301",
    "d\u0435u", [], {}, [[]], ["a", "b"], {"type": "Point", "coordinates": [1e400, 5]}, [0, 90], [-180, -90, 3],
    {"type": "Polygon", "coordinates": [[[140, -72], [141, -72], [141, -71], [140, -72]]]},
)  # fmt: skip
SCRAPS = (
    b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\x00", b"\r", b"\n", b'"', b",", b";", b"{", b"]", b"NaN", b"1e999",
    b"\\ud800", b"<<<<<<< a\n", b"\n=======\n", b"\n>>>>>>> b\n", b"sep=,\n", b"[" * 3000, b"9" * 5000, b'"id": "x", ',
)  # fmt: skip


def small(target: Path) -> Path:
    """Write a folder that holds a few subjects with all that they name; it passes every check."""
    tables = load_checked(GEODATA)
    folder = target / "geodata"
    shutil.copytree(GEODATA / "evidence", folder / "evidence")
    shutil.copytree(GEODATA / "layers", folder / "layers")
    claims = [row for row in tables.claims if row["subject"] in SUBJECTS or row["attribute"] == "actor"]
    ids = {row["id"] for row in claims}
    with (folder / "evidence" / "claims.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(claims[0]), lineterminator="\n")
        writer.writeheader()
        for row in claims:
            writer.writerow(row | {"disputes": ";".join(name for name in listed(row["disputes"]) if name in ids)})
    square = [[[-50, 60], [-49, 60], [-49, 61], [-50, 61], [-50, 60]]]
    coasts = [
        {"type": "Feature", "properties": {"id": name}, "geometry": {"type": "Polygon", "coordinates": square}}
        for name in ("coast-5km", "coast-1km")
    ]
    (folder / "layers" / "greenland.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": coasts}), encoding="utf-8"
    )
    for left_out in ("deployments", "contributing_nations"):
        (folder / "layers" / f"{left_out}.geojson").unlink()
    return folder


def files_of(folder: Path) -> list[str]:
    """Name the files of a folder in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("[el]*/*.*"))


def bytes_changed(path: Path, dice: random.Random) -> None:
    """Put in, take away or repeat a few bytes."""
    body = path.read_bytes()
    at, end = sorted(dice.randrange(len(body) + 1) for _ in range(2))
    end = min(end, at + dice.choice((0, 1, 40, 4000)))
    scrap = dice.choice((*SCRAPS, b"", body[at:end] * 2, dice.randbytes(8)))
    path.write_bytes(body[:at] + scrap + body[end:])


def cell_changed(path: Path, dice: random.Random) -> None:
    """Put something else into one cell, or take it away."""
    lines = path.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
    at = dice.randrange(len(lines))
    cells = lines[at].split(",")
    place = dice.randrange(len(cells))
    cells[place : place + 1] = [] if dice.random() < 0.1 else [str(dice.choice(NASTY))]
    lines[at] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")


def nodes_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place in a JSON text: what holds it, and under which key."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            yield holder, key
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])


def node_changed(path: Path, dice: random.Random) -> None:
    """Put something else into one place of a layer, or take it away."""
    try:
        collection = json.loads(path.read_bytes())
        holder, key = dice.choice(list(nodes_of(collection)))
    except (ValueError, IndexError, TypeError, RecursionError):  # another change has already broken it
        return bytes_changed(path, dice)
    if dice.random() < 0.2:
        del holder[key]
    else:
        holder[key] = dice.choice(NASTY)
    path.write_text(json.dumps(collection, ensure_ascii=dice.random() < 0.5), encoding="utf-8", errors="surrogatepass")
    return None


def passes(folder: Path) -> bool:
    """Ask what `check` asks."""
    try:
        load_checked(folder, drawn=True)
    except GeodataError as error:
        lines = error.lines()
    else:
        return True
    assert all(line.isprintable() for line in lines)
    return False


def starts(folder: Path) -> bool:
    """Make all that the server makes of a folder when it starts, and the sums of its opening."""
    try:
        atlas = geodata.load_lenient(folder)
    except GeodataError:
        return False
    layers, _ = geo_layers(folder)
    drawn = opening_layers({name: layers[name] for name in ("coast-5km", "pituffik")})
    claims = [claims_payload(atlas, subject) for subject in atlas.subjects]
    states = [states_payload(atlas, opening.known_by) for opening in atlas.openings.values()]
    payloads = (atlas_payload(atlas), claims, states, layers["coast-5km"], layers["coast-1km"], drawn)
    assert all(compact(payload).encode() for payload in payloads)
    for opening in atlas.openings.values():
        atlas.at(opening.as_of, opening.known_by).totals()
    return True


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small folder that every case begins with."""
    return small(tmp_path_factory.mktemp("model"))


def test_the_folder_that_is_spoiled_passes_and_starts(model: Path) -> None:
    assert passes(model)
    assert starts(model)


@settings(max_examples=120)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 4))
def test_any_folder_ends_in_problems_or_in_a_page_and_what_passes_starts(model: Path, seed: int, changes: int) -> None:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(model, Path(name) / "geodata"))
        for _ in range(changes):
            file = dice.choice(files_of(model))
            ways: list[Callable[[Path, random.Random], None]] = [bytes_changed]
            ways += [cell_changed] * 2 if file.endswith(".csv") else [node_changed] * 2
            dice.choice(ways)(folder / file, dice)
        began = time.monotonic()
        well, page = passes(folder), starts(folder)
        assert page or not well
        assert time.monotonic() - began < LONGEST_S
