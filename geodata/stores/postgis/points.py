"""Layers of many points: binned once, when they are loaded, and looked up by box, kind and days as an Arrow table."""

import io
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.errors import GeodataError, Problem, quoted
from geodata.projection import CRS, project
from geodata.stores.postgis.connection import VARIABLE

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

    Connection = psycopg.Connection[Any]

CELL_M = 8_000
LEVELS = 8
"""Cells are 8 km wide at level 0, twice that a level on; the widest are 1024 km."""

MOST_CELLS = 1_024
MOST_KINDS = 50
MOST_DAYS = 900
"""The most different days that are stored in the row of a cell itself."""

MOST_TOLD = 20
KIND = "^([A-Za-z0-9][A-Za-z0-9_-]{0,59})?$"
FIRST, LAST = date(1721, 1, 1), date(2100, 12, 31)

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in metres of the equal-area plane (`geodata.projection`)."""

_INT = ">i4"
_RECORD = np.dtype(
    [("fields", ">i2"), ("_x", _INT), ("bx", _INT), ("_y", _INT), ("by", _INT), ("_n", _INT), ("points", ">i8")]
)
"""A row of two int4 and one int8 as PostgreSQL copies it in binary."""

_HEAD, _TAIL = 19, 2
"""Bytes around the rows of a binary copy."""


@dataclass(frozen=True, slots=True)
class PointLayer:
    """A layer of many points as the database lists it.

    Attributes
    ----------
    id : int
    name : str
        The newest of a name counts.
    points : int
        How many there are.
    kinds : tuple of str
        Of which kinds.
    first_day, last_day : date
        Of which days.
    box : tuple of int
        The cells of level 0 that they lie in: left, bottom, right, top.
    """

    id: int
    name: str
    points: int
    kinds: tuple[str, ...]
    first_day: date
    last_day: date
    box: tuple[int, int, int, int]


def load_points(connection: "Connection", name: str, points: "pa.Table", note: str = "") -> PointLayer:
    """Write a layer of points, and count them into cells.

    Parameters
    ----------
    connection : psycopg.Connection
        From `geodata.stores.postgis.writing.loading`; it is committed by that.
    name : str
        Of the layer; an older one of this name stays, the new one counts.
    points : pyarrow.Table
        Columns ``lon`` and ``lat`` (degrees, WGS 84), ``day`` (date) and, if there are kinds, ``kind`` (ids).
    note : str
        Why, for those who read the history.

    Raises
    ------
    GeodataError
        With everything that is wrong with the points.
    """
    import pyarrow as pa
    from pyarrow import csv

    sound = _checked(name, points)
    x, y = project(sound["lon"].to_numpy(), sound["lat"].to_numpy())
    placed = sound.append_column("x", pa.array(x)).append_column("y", pa.array(y))
    body = io.BytesIO()
    csv.write_csv(placed, body, csv.WriteOptions(include_header=False))
    connection.execute("SET LOCAL work_mem = '256MB'")
    connection.execute("DROP TABLE IF EXISTS incoming, counted")
    connection.execute(
        "CREATE TEMP TABLE incoming (lon float8, lat float8, day date, kind text, x float8, y float8) ON COMMIT DROP"
    )
    with connection.cursor() as cursor, cursor.copy("COPY incoming FROM STDIN (FORMAT csv)") as copy:
        copy.write(body.getbuffer())
    days, kinds = sound["day"], sorted(set(sound["kind"].unique().to_pylist()))
    connection.execute(
        """CREATE TEMP TABLE counted ON COMMIT DROP AS
        SELECT floor(x / %(cell)s)::int AS bx, floor(y / %(cell)s)::int AS by,
            coalesce(kind, '') AS kind, day - date '1970-01-01' AS day, count(*)::int AS points
        FROM incoming GROUP BY 1, 2, 3, 4""",
        {"cell": CELL_M},
    )
    found = connection.execute(
        """INSERT INTO geodata.point_layer (name, note, points, kinds, first_day, last_day, plane, cell_m, levels, box)
        SELECT %s, %s, sum(points), %s, %s, %s, %s, %s, %s, ARRAY[min(bx), min(by), max(bx), max(by)] FROM counted
        RETURNING id""",
        [name, note, kinds, pa.compute.min(days).as_py(), pa.compute.max(days).as_py(), CRS, CELL_M, LEVELS],
    ).fetchone()
    number = found[0] if found else 0
    connection.execute(
        "INSERT INTO geodata.point SELECT %s, ST_Point(lon, lat, 4326), coalesce(kind, ''), day FROM incoming", [number]
    )
    for level in range(LEVELS):
        if level:
            for step in _WIDEN:
                connection.execute(step)
        connection.execute(_COUNT, {"layer": number, "level": level})
    connection.execute("ANALYZE geodata.point_bin")
    return point_layer(connection, name)


_WIDEN = (
    """CREATE TEMP TABLE wider ON COMMIT DROP AS
    SELECT bx >> 1 AS bx, by >> 1 AS by, kind, day, sum(points)::int AS points FROM counted GROUP BY 1, 2, 3, 4""",
    "DROP TABLE counted",
    "ALTER TABLE wider RENAME TO counted",
)
"""Four cells become one."""

_COUNT = """
INSERT INTO geodata.point_bin (layer, level, kind, bx, by, points, days, upto)
SELECT %(layer)s, %(level)s, kind, bx, by, max(upto), array_agg(day ORDER BY day), array_agg(upto ORDER BY day)
FROM (
    SELECT bx, by, kind, day, (sum(sum(points)) OVER (PARTITION BY kind, bx, by ORDER BY day))::int AS upto
    FROM (
        SELECT bx, by, '' AS kind, day, points FROM counted
        UNION ALL
        SELECT bx, by, kind, day, points FROM counted WHERE kind <> ''
    ) AS each
    GROUP BY bx, by, kind, day
) AS added
GROUP BY kind, bx, by"""


def point_layer(connection: "Connection", name: str) -> PointLayer:
    """Return the newest layer of a name.

    Raises
    ------
    GeodataError
        When there is none.
    """
    row = connection.execute(
        """SELECT id, name, points, kinds, first_day, last_day, box FROM geodata.point_layer
        WHERE name = %s ORDER BY id DESC LIMIT 1""",
        [name],
    ).fetchone()
    if row is None:
        raise GeodataError([Problem(VARIABLE, "", "", f"no layer of points called {quoted(name)}", "the name of one")])
    number, name, points, kinds, first, last, box = row
    left, bottom, right, top = box
    return PointLayer(number, name, points, tuple(kinds), first, last, (left, bottom, right, top))


def bins(
    connection: "Connection",
    layer: PointLayer,
    box: Box | None = None,
    kinds: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
    most: int = MOST_CELLS,
) -> "pa.Table":
    """Count the points of a layer in cells of the equal-area plane.

    Parameters
    ----------
    connection : psycopg.Connection
        One that may read.
    layer : PointLayer
        From `point_layer`.
    box : tuple of float, optional
        Only cells that touch it; left, bottom, right, top in metres of the plane. Without it all.
    kinds : collection of str
        Only these; empty means all.
    since, until : date, optional
        Only points of these days and those between them.
    most : int
        The cells are the finest of which no more than this many fit into the box.

    Returns
    -------
    pyarrow.Table
        ``x``, ``y`` (int32, the left bottom corner of a cell in metres) and ``points`` (int64), for cells that hold
        any. The metadata say how wide a cell is, as ``cell_m``.
    """
    import pyarrow as pa
    from psycopg import sql

    level, (left, bottom, right, top) = _cells(layer, box, most)
    total = sql.SQL("points")
    if since is not None or until is not None:
        total = _between(since, until)
    query = sql.SQL(
        """COPY (SELECT bx, by, sum({total})::int8 FROM geodata.point_bin
        WHERE layer = {layer} AND level = {level} AND kind = ANY({kinds})
            AND bx BETWEEN {left} AND {right} AND by BETWEEN {bottom} AND {top}
        GROUP BY bx, by HAVING sum({total}) > 0) TO STDOUT (FORMAT binary)"""
    ).format(
        total=total, layer=layer.id, level=level, kinds=sorted(set(kinds)) or [""],
        left=left, right=right, bottom=bottom, top=top,
    )  # fmt: skip
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        body = b"".join(bytes(part) for part in copy)
    found = np.frombuffer(body, _RECORD, (len(body) - _HEAD - _TAIL) // _RECORD.itemsize, _HEAD)
    width = CELL_M << level
    columns = {
        "x": pa.array(found["bx"].astype(np.int32) * width),
        "y": pa.array(found["by"].astype(np.int32) * width),
        "points": pa.array(found["points"].astype(np.int64)),
    }
    return pa.table(columns).replace_schema_metadata({"cell_m": str(width), "crs": CRS})


def _between(since: date | None, until: date | None) -> Any:
    """Count up to the last day, less what there was up to the day before the first."""
    from psycopg import sql

    upto = sql.SQL("coalesce(upto[width_bucket({}, days)], 0)")
    first = upto.format(_day(since) - 1) if since else sql.SQL("0")
    last = upto.format(_day(until)) if until else sql.SQL("points")
    return sql.SQL("({} - {})").format(last, first)


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _cells(layer: PointLayer, box: Box | None, most: int) -> tuple[int, tuple[int, int, int, int]]:
    """Return the finest level of which no more than so many cells fit into a box, and the cells at its corners."""
    left, bottom, right, top = layer.box
    if box is not None:
        corners = [math.floor(metres / CELL_M) for metres in box]
        left, bottom = max(left, corners[0]), max(bottom, corners[1])
        right, top = min(right, corners[2]), min(top, corners[3])
    for level in range(LEVELS):
        cells = left >> level, bottom >> level, right >> level, top >> level
        if (cells[2] - cells[0] + 1) * (cells[3] - cells[1] + 1) <= most:
            break
    return level, cells


def _checked(name: str, points: "pa.Table") -> "pa.Table":
    """Check that points are sound, and put their columns in order."""
    import pyarrow as pa
    from pyarrow import compute

    missing = [column for column in ("lon", "lat", "day") if column not in points.column_names]
    if missing or not len(points):
        found = f"no column {missing[0]}" if missing else "no points"
        raise GeodataError(
            [Problem(name, "", missing[0] if missing else "", found, "columns lon, lat, day, perhaps kind")]
        )
    kind = points["kind"] if "kind" in points.column_names else pa.nulls(len(points), pa.string())
    try:
        made = pa.table(
            {
                "lon": points["lon"].cast(pa.float64()),
                "lat": points["lat"].cast(pa.float64()),
                "day": points["day"].cast(pa.date32()),
                "kind": compute.fill_null(kind.cast(pa.string()), ""),
            }
        )
    except pa.ArrowInvalid as error:
        raise GeodataError(
            [Problem(name, "", "", f"a value of another kind ({error})", "numbers, days, ids")]
        ) from None
    if problems := list(_faults(name, made)):
        raise GeodataError(problems)
    return made


def _faults(name: str, points: "pa.Table") -> Iterator[Problem]:
    """Tell the first rows whose values are none, and what there is too much of."""
    from pyarrow import compute

    def within(column: str, least: object, most: object) -> Any:
        return compute.and_(compute.greater_equal(points[column], least), compute.less_equal(points[column], most))

    rules = (
        ("lon", within("lon", -180.0, 180.0), "-180 to 180"),
        ("lat", within("lat", -60.0, 90.0), "-60 to 90"),
        ("day", within("day", FIRST, LAST), f"a day from {FIRST} to {LAST}"),
        ("kind", compute.match_substring_regex(points["kind"], KIND), "an id"),
    )
    for column, good, remedy in rules:
        wrong = np.flatnonzero(~compute.fill_null(good, False).to_numpy().astype(bool))
        for number, row in enumerate(wrong[:MOST_TOLD].tolist(), start=1):
            more = f", and so in {len(wrong) - number} more rows" if number == MOST_TOLD < len(wrong) else ""
            yield Problem(
                name, f"row {row + 1}", column, quoted(points[column][row].as_py()) + more, remedy, at=row + 1
            )
    for column, most in (("kind", MOST_KINDS), ("day", MOST_DAYS)):
        count = len(points[column].unique())
        if count > most:
            yield Problem(name, "", column, f"{count} different ones", f"at most {most}")
