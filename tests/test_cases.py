"""What editors bring: small inputs made from the shipped evidence, and the right outcome of each.

The cases are those of the collected reports on how people break a folder of evidence, and their brothers.
"""

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geodata
from dashboard.cli import main
from dashboard.release import OURS, current_release, geo_layers
from dashboard.web.health import health
from geodata.errors import GeodataError
from geodata.file_reader import LARGEST_LAYER
from geodata.provenance import independent_groups
from geodata.stores.files import VARIABLE, load_checked, load_quarantined
from tests.planting import GEODATA, edited, moved, problems_told

OPENING, CLAIMS, SOURCES = "evidence/opening.csv", "evidence/claims.csv", "evidence/sources.csv"
PLACES, SITES = "layers/places.geojson", "layers/sites.geojson"


def rewritten(folder: Path, file: str, change: Callable[[str], str]) -> None:
    """Change a whole file of a copied folder."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8", newline="", errors="surrogatepass")


def features_changed(folder: Path, file: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change each feature of a layer of a copied folder."""
    collection = json.loads((folder / file).read_text(encoding="utf-8"))
    for feature in collection["features"]:
        change(feature)
    (folder / file).write_text(json.dumps(collection), encoding="utf-8")


def only(folder: Path) -> str:
    """Return the one line that check says of a folder."""
    (line,) = problems_told(folder)
    return line.removeprefix("geodata/")


# The cause, once, where it is.


def test_a_merge_conflict_in_a_table_is_told_with_its_lines(folder: Path) -> None:
    lines = (folder / CLAIMS).read_text(encoding="utf-8").splitlines()
    lines[4:5] = ["<<<<<<< HEAD", lines[4], "=======", lines[4], ">>>>>>> theirs"]
    (folder / CLAIMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert only(folder).startswith(
        "evidence/claims.csv: a merge conflict is left in lines 5 to 9; keep what is right of"
    )


def test_two_merge_conflicts_in_a_layer_are_told_in_their_order(folder: Path) -> None:
    lines = (folder / PLACES).read_text(encoding="utf-8").splitlines()
    lines[3:3] = ["<<<<<<< HEAD", "=======", ">>>>>>> theirs"]
    lines[12:12] = ["<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>> theirs"]
    (folder / PLACES).write_text("\n".join(lines), encoding="utf-8")
    first, second = problems_told(folder)
    assert "places.geojson: a merge conflict is left in lines 4 to 6; keep" in first
    assert "places.geojson: a merge conflict is left in lines 13 to 16; keep" in second


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("sep=,\n", "the header is in line 2; delete line 1"),
        ("\n", "the header is in line 2; delete line 1"),
        (",,,,\n", "the header is in line 2; delete line 1"),
        ("Openings of the map\n\n", "the header is in line 3; delete lines 1 to 2"),
    ],
)
def test_what_stands_above_the_header_is_told_and_the_rows_are_read(folder: Path, above: str, line: str) -> None:
    rewritten(folder, OPENING, lambda text: above + text)
    assert only(folder) == f"evidence/opening.csv: {line}"
    assert geodata.load_lenient(folder).set_aside == 0


def test_a_table_without_a_header_is_one_line(folder: Path) -> None:
    rewritten(folder, CLAIMS, lambda text: text.split("\n", 1)[1])
    assert only(folder).startswith("evidence/claims.csv: header: found a first line that names no column: 'dep_deu_01-")


@pytest.mark.parametrize("pad", [",,", ",,,,,"])
def test_empty_columns_at_the_end_are_passed_over_as_empty_rows_are(folder: Path, pad: str) -> None:
    rewritten(folder, SOURCES, lambda text: "".join(f"{line}{pad}\n" for line in text.splitlines()) + f"{',' * 12}\n")
    assert load_checked(folder).sources == load_checked(GEODATA).sources


def test_a_cell_in_a_column_without_a_name_is_told(folder: Path) -> None:
    rewritten(
        folder,
        OPENING,
        lambda text: "".join(f"{line},,\n" for line in text.splitlines()).replace(
            'known since.",,', 'known since.",,x'
        ),
    )
    assert (
        only(folder) == "evidence/opening.csv: line 2: found 'x'; write it in a column that has a name, or leave it out"
    )


def test_a_wrong_byte_is_told_with_line_row_and_column_and_costs_only_its_row(folder: Path) -> None:
    body = (folder / SOURCES).read_bytes().replace(b"Danish Defence", b"D\xe6nish Defence", 1)
    (folder / SOURCES).write_bytes(body)
    line = only(folder)
    assert line.startswith("evidence/sources.csv: line ")
    assert line.endswith(
        ": publisher: found the byte 0xE6 (æ in Windows-1252), which is not UTF-8; write the file in UTF-8"
    )
    assert len(geodata.load_lenient(folder).sources) == len(geodata.load(GEODATA).sources) - 1


def test_a_table_in_another_alphabet_is_one_line_that_counts_its_rows(folder: Path) -> None:
    text = (folder / CLAIMS).read_text(encoding="utf-8").replace("a", "å")
    header, rest = (folder / CLAIMS).read_text(encoding="utf-8").split("\n", 1)
    (folder / CLAIMS).write_bytes(f"{header}\n{rest.replace('report', 'rapport ø')}".encode("cp1252", errors="replace"))
    assert text
    assert "which is not UTF-8, and so in " in only(folder)


def test_a_wrong_byte_in_a_layer_is_told_with_line_and_feature(folder: Path) -> None:
    (folder / SITES).write_bytes((folder / SITES).read_bytes().replace(b"Bluie", b"Blui\xe9", 1))
    line = only(folder)
    assert line.startswith("layers/sites.geojson: line ")
    assert "(feature " in line
    assert line.endswith("found the byte 0xE9 (é in Windows-1252), which is not UTF-8; write the file in UTF-8")


def test_an_unclosed_quote_costs_its_row_and_is_told_where_it_opens(folder: Path) -> None:
    edited(folder, OPENING, "article,As known", 'article,"As known')
    assert only(folder).startswith(
        "evidence/opening.csv: line 3: found a quote that is not closed; write quotes around"
    )
    assert "article" not in geodata.load_lenient(folder).openings


def test_a_line_break_in_a_cell_is_told_for_its_row(folder: Path) -> None:
    edited(folder, OPENING, "article,As known on 15 January", 'article,"As known\non 15 January"')
    assert only(folder).startswith(
        "evidence/opening.csv: row article: label: found 'As known\\non 15 January'; write it with"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (CLAIMS, ",2026-01-15,,,inf", ",2026\u201101\u201115,,,inf", "sign 5 is '\u2011' (U+2011 NON-BREAKING HYPHEN)"),
        (CLAIMS, "dep_deu_01-step,", "d\u0435p_deu_01-step,", "sign 2 is '\u0435' (U+0435 CYRILLIC SMALL LETTER IE)"),
        (OPENING, "\nlatest,Latest,", "\nlatest,L\u0430test,", "sign 2 is '\u0430' (U+0430 CYRILLIC SMALL LETTER A)"),
    ],
)  # fmt: skip
def test_a_sign_that_only_looks_like_another_is_named_with_its_place(
    folder: Path, file: str, old: str, new: str, expected: str
) -> None:
    edited(folder, file, old, new)
    assert f", where {expected}; write " in problems_told(folder)[0]


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#NAVN?", "#VÆRDI!", "Danish #DIVISION/0! team"])
def test_what_a_spreadsheet_could_not_work_out_is_told(folder: Path, cell: str) -> None:
    edited(folder, OPENING, "\nlatest,Latest,", f"\nlatest,{cell},")
    remedy = "write what stood here before a spreadsheet could not work it out"
    assert only(folder) == f"evidence/opening.csv: row latest: label: found '{cell}'; {remedy}"


def test_ids_beside_the_properties_are_one_line_and_the_layer_is_read(folder: Path) -> None:
    def beside(feature: dict[str, Any]) -> None:
        feature["id"] = feature["properties"].pop("id")

    features_changed(folder, PLACES, beside)
    count = len(load_checked(GEODATA).places)
    text = f'layers/places.geojson: id: {count} ids stand beside "properties"; write each inside, as the first property'
    assert only(folder).startswith(text)
    assert geodata.load_lenient(folder).set_aside == 0


def test_a_property_that_no_feature_has_is_one_line(folder: Path) -> None:
    features_changed(folder, PLACES, lambda feature: feature["properties"].pop("aliases"))
    count = len(load_checked(GEODATA).places)
    text = f'layers/places.geojson: aliases: found no such property in any of {count} features; write it, "" where'
    assert only(folder).startswith(text)
    assert geodata.load_lenient(folder).set_aside == 0


def test_aliases_may_be_a_list_and_are_read_as_one(folder: Path) -> None:
    def as_list(feature: dict[str, Any]) -> None:
        aliases = feature["properties"]["aliases"]
        feature["properties"]["aliases"] = aliases.split(";") if aliases else []

    features_changed(folder, PLACES, as_list)
    assert load_checked(folder).places == load_checked(GEODATA).places


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], "a list, '[1, 2]'"),
        ({"a": 1}, "an object, '{\"a\": 1}'"),
        (True, "true or false, 'yes'"),
        (5, "a number, '5'"),
    ],
)
def test_another_type_than_a_text_is_told_and_not_turned_into_one(folder: Path, value: object, expected: str) -> None:
    def changed(feature: dict[str, Any]) -> None:
        if feature["properties"]["id"] == "sisimiut":
            feature["properties"]["municipality"] = value

    features_changed(folder, PLACES, changed)
    assert (
        only(folder)
        == f"layers/places.geojson: feature sisimiut: municipality: found {expected}; write a text in quotes"
    )


def test_a_json_name_that_stands_twice_is_told(folder: Path) -> None:
    edited(folder, SITES, '"id": "pituffik"', '"id": "pituffik", "note": "one", "note": "two"')
    line = problems_told(folder)[0]
    assert "layers/sites.geojson: feature pituffik: note: found the name twice in one object; write it once" in line


@pytest.mark.parametrize(
    "url",
    ["https://da.wikipedia.org/wiki/grønland", "https://a.dk/People's_Republic", "https://a.dk:8080/b?c=d&e=%20#f"],
)
def test_a_right_address_passes(folder: Path, url: str) -> None:
    edited(folder, SOURCES, "https://www.forsvaret.dk/da/", f"{url}/")
    assert load_checked(folder).sources


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.dk/b c", "sign 15 is ' ' (U+0020 SPACE), %20 in an address; write the address with this sign as %"),
        ("https://a.dk/b|c", "sign 15 is '|' (U+007C VERTICAL LINE), %7C in an address"),
        ("https://a.dk/b–c", "sign 15 is '–' (U+2013 EN DASH), %E2%80%93 in an address"),
        (
            "https://å.dk/b",
            "sign 9 is 'å' (U+00E5 LATIN SMALL LETTER A WITH RING ABOVE), %C3%A5 in an address; write an",
        ),
        ("https://a.dk:port/b", "'https://a.dk:port/b'; write an address with a host in letters a-z"),
        ("https://me@a.dk/b", "'https://me@a.dk/b'; write the address without a name or a password"),
        ("www.a.dk/b", "'www.a.dk/b'; write an address that begins with http:// or https://"),
    ],
)
def test_the_sign_that_is_wrong_in_an_address_is_named(folder: Path, url: str, expected: str) -> None:
    rewritten(folder, SOURCES, lambda text: text.replace("https://www.forsvaret.dk/da/side/arctic-endurance", url, 1))
    assert expected in problems_told(folder)[0]


def test_a_place_moved_by_two_metres_is_told_with_figures_that_differ(folder: Path) -> None:
    moved(folder, "places", "nuuk", {"type": "Point", "coordinates": [-51.72157, 64.18349]})
    line = problems_told(folder)[0]
    assert "found lat 64.18347, lon -51.72157; write the point of nuuk, lat 64.18349, lon -51.72157" in line


# Names as a reader sees them.


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace(" ", "\u00a0"),
        lambda name: name.replace(" ", "  "),
        str.upper,
        lambda name: unicodedata.normalize("NFD", name),
    ],
)
def test_one_publisher_in_two_ways_is_told_and_counts_as_one(folder: Path, change: Callable[[str], str]) -> None:
    usual = "Dansk Défence (Forsvaret)"
    rewritten(folder, SOURCES, lambda text: text.replace("Danish Defence (Forsvaret)", usual))
    edited(folder, SOURCES, usual, change(usual))
    line = only(folder)
    assert ": publisher: found " in line
    assert line.endswith(f"write '{usual}', as elsewhere: one name in two ways")
    found = line.split("found ")[1].split("; write")[0]
    assert found != f"'{usual}'", "the difference can be seen"


def test_a_source_that_rests_on_a_publisher_written_in_another_way_is_not_one_more(atlas: geodata.Atlas) -> None:
    from dataclasses import replace

    from geodata.provenance import roots_of

    agency, paper = list(atlas.sources.values())[1:3]
    one = replace(agency, publisher="Agence  France\u00a0Presse", rests_on=(), same_as="")
    two = replace(paper, publisher="A Paper", rests_on=("agence france presse",), same_as="")
    roots = roots_of({one.id: one, two.id: two})
    assert independent_groups([one.id, two.id], roots) == 1


def test_ids_that_differ_only_in_capitals_are_told(folder: Path) -> None:
    text = (folder / OPENING).read_text(encoding="utf-8")
    (folder / OPENING).write_text(text + "Latest,Once more,2026-01-20,all,\n", encoding="utf-8")
    assert "row Latest: id: found 'Latest'; write an id that differs from latest in more than capitals" in "".join(
        problems_told(folder)
    )


# Whatever lies in place of a file.


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_loop(path: Path) -> None:
    path.symlink_to(path)


def a_link_out(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_pointer(path: Path) -> None:
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", encoding="utf-8")


def a_giant(path: Path) -> None:
    path.touch()
    os.truncate(path, LARGEST_LAYER * 3)


INSTEAD: list[tuple[Callable[[Path], None], str]] = [
    (a_pipe, "found a pipe in place of a file"),
    (a_loop, "found no readable file (Too many levels of symbolic links)"),
    (a_link_out, "found a link that leads out of the folder"),
    (Path.mkdir, "found a folder in place of a file"),
    (a_pointer, "found a pointer of Git LFS; write the file itself: git lfs pull brings it"),
    (a_giant, "million bytes; write only what the codebook lists"),
]


@pytest.mark.parametrize("file", [OPENING, SITES])
@pytest.mark.parametrize(("made", "expected"), INSTEAD)
def test_what_lies_in_place_of_a_file_is_told_and_never_waited_for(
    folder: Path, file: str, made: Callable[[Path], None], expected: str
) -> None:
    (folder / file).unlink()
    made(folder / file)
    assert expected in only(folder)
    with pytest.raises(GeodataError, match="found"):
        load_quarantined(folder)


def test_a_folder_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is planted where the system is asked."""

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    lines = problems_told(folder)
    assert len(lines) == 9
    assert all("found no readable file (Permission denied); write the file" in line for line in lines)


@pytest.mark.parametrize("layer", ["greenland", "deployments", "contributing_nations"])
def test_a_layer_that_is_only_drawn_may_be_no_file_either(folder: Path, layer: str) -> None:
    os.mkfifo(folder / "layers" / f"{layer}.geojson")
    assert main(["check", str(folder)]) == 1


def test_a_folder_that_is_not_there_is_one_line_with_its_full_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(VARIABLE, "~/geodata")
    assert main(["check"]) == 1
    text = f"GEODATA_DIR: found no folder at '{tmp_path}/geodata'; write the path of a folder laid out like geodata/"
    assert capsys.readouterr().out.splitlines() == [f"{text} (evidence/, layers/)"]


def test_a_tilde_in_the_setting_is_the_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv(VARIABLE, "~/geodata")
    assert load_checked().folder == "geodata"


# The page stands on whatever is left.


@pytest.fixture
def page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The folder as the server reads it, with the layers that are drawn."""
    for layer in ("greenland", "pituffik"):
        (folder / "layers" / f"{layer}.geojson").write_bytes((GEODATA / "layers" / f"{layer}.geojson").read_bytes())
    monkeypatch.setenv(VARIABLE, str(folder))
    current_release.cache_clear()
    yield folder
    current_release.cache_clear()


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d-%m-%Y", "46039", "#REF!"])
def test_openings_rewritten_by_a_spreadsheet_are_told_and_the_page_opens(page: Path, form: str) -> None:
    lines = (page / OPENING).read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in lines]
    for row in cells[1:]:
        year, month, day = row[2].split("-") if "-" in row[2] else ("2026", "03", "19")
        row[2] = form.replace("%d", day).replace("%m", month).replace("%Y", year)
    (page / OPENING).write_text("\n".join(",".join(row) for row in cells) + "\n", encoding="utf-8")
    assert all(": as_of: found " in line for line in problems_told(page))
    atlas = current_release().atlas
    assert list(atlas.openings) == ["opening"]
    assert len(atlas.claims) == len(geodata.load(GEODATA).claims)


def test_the_day_that_a_spreadsheet_rewrote_is_given_back(folder: Path) -> None:
    edited(folder, OPENING, "2026-01-15,2026-01-15", "46037,15/01/2026")
    first, second = problems_told(folder)
    assert first.endswith("row article: as_of: found '46037'; write YYYY-MM-DD or latest, here 2026-01-15")
    assert second.endswith("row article: known_by: found '15/01/2026'; write YYYY-MM-DD or all, here 2026-01-15")


def test_a_coast_with_rings_the_wrong_way_round_is_told_and_drawn_all_the_same(page: Path) -> None:
    def turned(feature: dict[str, Any]) -> None:
        for polygon in feature["geometry"]["coordinates"]:
            polygon[:] = [ring[::-1] for ring in polygon]

    features_changed(page, "layers/greenland.geojson", turned)
    with pytest.raises(GeodataError, match="found a ring that runs the wrong way") as error:
        load_checked(page, drawn=True)
    assert {problem.field for problem in error.value.problems} == {"geometry"}
    assert (health()[0], current_release().drawing) == (200, ())
    assert len(current_release().atlas.claims) == len(geodata.load(GEODATA).claims)
    ours = geo_layers(OURS)[0]["coast-5km"][0]["geometry"]
    assert len(geo_layers(page)[0]["coast-5km"][0]["geometry"]["coordinates"]) == len(ours["coordinates"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"name": "60 km round Nuuk"', '"name": "60 km \\ud800 round Nuuk"'),
        ("[[[[", "[[[[1e400, 60],["),
        ('"MultiPolygon"', '"Multipolygon"'),
        ('"type": "FeatureCollection"', '"type": "FeatureCollection", "a": ' + "[" * 5000),
        ("[[[[", "[[[[-50, 60, 5],["),
    ],
)
def test_a_broken_coast_takes_no_claim_away_and_the_page_says_so(page: Path, old: str, new: str) -> None:
    edited(page, "layers/greenland.geojson", old, new)
    with pytest.raises(GeodataError, match=r"greenland\.geojson"):
        load_checked(page, drawn=True)
    status, body = health()
    assert (status, body["claims"]) == (200, len(geodata.load(GEODATA).claims))
    assert "greenland.geojson" in body["drawing"]
    assert geo_layers(page)[0] == geo_layers(OURS)[0]


# Nothing is echoed raw.

RAW = "\x1b[31m\u202e\u2066\r\x07"


def test_no_message_holds_what_a_terminal_would_obey(folder: Path) -> None:
    cell = f'"a{RAW}b"'
    for file, old in ((CLAIMS, "dep_deu_01-step,"), (SOURCES, "\nseed,"), (OPENING, "\nlatest,")):
        edited(folder, file, old, old.replace(old.strip("\n,"), cell))
    for old, new in ((",arctic_endurance,,", f",{cell},,"), (",nuuk,town,", f",{cell},town,")):
        edited(folder, CLAIMS, old, new)
    edited(folder, "evidence/contingents.csv", ",arctic_endurance,", f",{cell},")
    edited(folder, SITES, '"id": "pituffik"', '"id": "pituffik", "a\\u001b[31m\\u202e": 1')
    edited(folder, PLACES, '"id": "nuuk"', '"id": "n\\u001b[31muuk"')
    lines = problems_told(folder)
    assert len(lines) > 5
    assert all(line.isprintable() for line in lines)


def test_a_folder_with_an_odd_name_is_named_in_one_line(folder: Path) -> None:
    odd = folder.rename(folder.with_name("geo\n\x1b[31mdata"))
    edited(odd, OPENING, "2026-01-15,2026-01-15", "soon,2026-01-15")
    (line,) = problems_told(odd)
    assert line.startswith("geo\\n\\x1b[31mdata/evidence/opening.csv: row article: as_of: found 'soon'")
