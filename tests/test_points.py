"""Layers of many points in PostgreSQL: counted in cells of the equal-area plane, filtered, read as Arrow."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv, parquet

from geodata.errors import GeodataError
from geodata.load_points import GOOD, PROBLEMS, main
from geodata.projection import project
from geodata.stores.postgis.connection import connect
from geodata.stores.postgis.points import CELL_M, LEVELS, Box, bins, load_points, point_layer

FIRST, DAYS = date(2026, 1, 1), 40
KINDS = ("aircraft", "ship", "")


def cloud(count: int, seed: int = 1) -> pa.Table:
    """Make points around Greenland, of three kinds and forty days."""
    chance = np.random.default_rng(seed)
    return pa.table(
        {
            "lon": chance.normal(-45, 12, count),
            "lat": chance.normal(68, 5, count).clip(0, 89),
            "day": [FIRST + timedelta(days=int(n)) for n in chance.integers(0, DAYS, count)],
            "kind": [KINDS[n] for n in chance.integers(0, 3, count)],
        }
    )


CLOUD = cloud(600)


@pytest.fixture(scope="module")
def line(postgres: Any) -> Iterator["psycopg.Connection[Any]"]:
    """A connection to a database that holds the cloud as the layer `tracks`."""
    url = postgres.copy_of("shipped")
    with connect(url, writes=True) as connection:
        load_points(connection, "tracks", CLOUD)
        connection.commit()
        yield connection


def counted(
    width: int, box: Box | None, kinds: Collection[str], since: date | None, until: date | None
) -> Counter[tuple[int, int]]:
    """Count the cloud by hand."""
    found: Counter[tuple[int, int]] = Counter()
    x, y = project(CLOUD["lon"].to_numpy(), CLOUD["lat"].to_numpy())
    cells = [(int(a // width) * width, int(b // width) * width) for a, b in zip(x, y, strict=True)]
    for cell, day, kind in zip(cells, CLOUD["day"].to_pylist(), CLOUD["kind"].to_pylist(), strict=True):
        inside = box is None or (
            box[0] // width * width <= cell[0] <= box[2] and box[1] // width * width <= cell[1] <= box[3]
        )
        if inside and (not kinds or kind in kinds) and (since or day) <= day <= (until or day):
            found[cell] += 1
    return found


metres = st.floats(-2e6, 2e6)
days = st.none() | st.integers(-5, DAYS + 5).map(lambda n: FIRST + timedelta(days=n))


@settings(max_examples=60)
@given(
    corners=st.none() | st.tuples(metres, metres, metres, metres),
    kinds=st.sets(st.sampled_from(["aircraft", "ship", "nobody"])),
    since=days,
    until=days,
    most=st.sampled_from([1, 20, 400, 1024, 100_000]),
)
def test_a_bin_holds_the_points_that_lie_in_it_whatever_is_filtered(
    corners: tuple[float, float, float, float] | None,
    kinds: set[str],
    since: date | None,
    until: date | None,
    most: int,
    line: "psycopg.Connection[Any]",
) -> None:
    box = None
    if corners is not None:
        (left, right), (bottom, top) = sorted(corners[::2]), sorted(corners[1::2])
        box = (left, bottom, right, top)
    found = bins(line, point_layer(line, "tracks"), box, kinds, since, until, most)
    width = int(found.schema.metadata[b"cell_m"])
    actual = {(x, y): points for x, y, points in zip(*(column.to_pylist() for column in found.columns), strict=True)}
    assert actual == counted(width, box, kinds, since, until)
    assert len(found) <= most or width == CELL_M << (LEVELS - 1)


def test_the_layer_says_what_it_holds_and_its_points_are_there_for_other_tools(line: "psycopg.Connection[Any]") -> None:
    layer = point_layer(line, "tracks")
    assert (layer.points, layer.kinds) == (600, ("", "aircraft", "ship"))
    assert (layer.first_day, layer.last_day) == (FIRST, FIRST + timedelta(days=DAYS - 1))
    query = "SELECT count(*), min(ST_SRID(geometry)), min(ST_X(geometry)) FROM geodata.point WHERE layer = %s"
    ((count, srid, least),) = line.execute(query, [layer.id]).fetchall()
    assert (count, srid) == (600, 4326)
    assert least == pytest.approx(CLOUD["lon"].to_numpy().min(), abs=1e-12)


def test_a_newer_layer_of_a_name_counts_and_the_old_one_stays(line: "psycopg.Connection[Any]") -> None:
    with line.transaction(force_rollback=True):
        old = point_layer(line, "tracks")
        new = load_points(line, "tracks", cloud(50, seed=2))
        assert point_layer(line, "tracks") == new
        assert [sum(bins(line, one)["points"].to_pylist()) for one in (old, new)] == [600, 50]


def test_nothing_of_a_layer_can_be_changed(line: "psycopg.Connection[Any]") -> None:
    for change in (
        "UPDATE geodata.point_bin SET points = 1",
        "DELETE FROM geodata.point",
        "TRUNCATE geodata.point_bin",
    ):
        with (
            pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="releases are kept as they were loaded"),
            line.transaction(),
        ):
            line.execute(change.encode())


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_file_of_points_is_loaded_by_a_command(
    suffix: str, shipped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"tracks{suffix}"
    (csv.write_csv if suffix == ".csv" else parquet.write_table)(CLOUD, file)
    monkeypatch.setenv("GEODATA_URL", shipped)
    assert main(["tracks", str(file)]) == GOOD
    assert capsys.readouterr().out.startswith(
        "loaded 600 points of 2026-01-01 to 2026-02-09 into postgresql://127.0.0.1:"
    )
    with connect(shipped) as connection:
        assert sum(bins(connection, point_layer(connection, "tracks"), most=400)["points"].to_pylist()) == 600


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lon,lat\n1,2\n", "tracks: day: found no column day; write columns lon, lat, day, perhaps kind"),
        ("lon,lat,day\n", "tracks: found no points; write columns lon, lat, day, perhaps kind"),
        ("lon,lat,day\n1,x,2026-01-01\n", "tracks: found a value of another kind"),
        ("lon,lat,day\n200,5,2026-01-01\n,5,2026-01-01\n", "tracks: row 1: lon: found '200.0'; write -180 to 180"),
        (
            "lon,lat,day,kind\n1,5,1026-01-01,a b\n",
            "tracks: row 1: day: found '1026-01-01'; write a day from 1721-01-01",
        ),
        ("\x00", "tracks.csv: found no table that can be read"),
    ],
)
def test_points_that_are_none_are_told_and_nothing_is_loaded(
    text: str,
    expected: str,
    shipped: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "tracks.csv"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GEODATA_URL", shipped)
    assert main(["tracks", str(file)]) == PROBLEMS
    assert capsys.readouterr().out.startswith(expected)
    with connect(shipped) as connection, pytest.raises(GeodataError, match="no layer of points called 'tracks'"):
        point_layer(connection, "tracks")
