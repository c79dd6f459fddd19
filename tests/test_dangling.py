"""One fault is one line, however many rows hang on it; what hangs on it is set aside all the same."""

import json
from pathlib import Path

import pytest

from geodata.errors import GeodataError
from geodata.schema.fields import FIELDS
from geodata.stores.files import load_checked, load_quarantined
from geodata.tables import Row, listed
from tests.planting import edited, moved, problems_told


def wrong_property(folder: Path, layer: str, record: str, name: str) -> None:
    """Misspell one property of a feature."""
    path = folder / "layers" / f"{layer}.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    (properties,) = [each["properties"] for each in collection["features"] if each["properties"]["id"] == record]
    properties[f"my {name}"] = properties.pop(name)
    path.write_text(json.dumps(collection), encoding="utf-8")


def cells(folder: Path, file: str, line: int, old: str, new: str) -> None:
    """Change the beginning of one line of a table."""
    path = folder / "evidence" / file
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[line - 1].startswith(old)
    lines[line - 1] = new + lines[line - 1].removeprefix(old)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def alone(folder: Path) -> tuple[str, int]:
    """Return the only problem of a folder, and how many rows hang on it."""
    with pytest.raises(GeodataError, match=r"\nand [0-9]+ rows? that hang on what is listed") as error:
        load_checked(folder)
    (problem,) = error.value.problems
    return str(problem).removeprefix("geodata/"), error.value.dependents


def naming(folder: Path, layer: str, record: str) -> list[Row]:
    """Return the rows of all tables that name a record of a layer."""
    tables = load_checked(folder)
    return [
        row
        for table, fields in FIELDS.items()
        for row in tables.rows(table)
        if any(layer in field.refers and record in listed(row[field.name]) for field in fields)
    ]


@pytest.mark.parametrize(
    ("layer", "record", "name"), [("places", "nuuk", "precision"), ("diplomatic_posts", "fra-nuuk", "label")]
)
def test_a_misspelt_property_is_one_line_though_all_name_its_record(
    folder: Path, layer: str, record: str, name: str
) -> None:
    dependents = len(naming(folder, layer, record))
    wrong_property(folder, layer, record, name)
    line = f'layers/{layer}.geojson: feature {record}: {name}: found no such property; write it, "" where nothing'
    assert alone(folder) == (f"{line} is known", dependents)


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("sources.csv", "seed,", "seed,,", "line 2: found 11 cells; write 10 cells, with quotes around a text that"),
        ("sources.csv", "seed,", ",", "line 2: id: found ''; write an id that no other row has"),
        ("sources.csv", "seed,", "se ed,", "row se ed: id: found 'se ed'; write an id of letters a-z, digits,"),
        ("sources.csv", "seed,", "fdk_ae_page,", "row fdk_ae_page: id: found the id 2 times; write an id that no"),
        ("contingents.csv", "unnamed-liaison,", "unnamed-liaison,,", "line 2: found 12 cells; write 11 cells, with"),
    ],
)
def test_who_names_a_row_that_cannot_be_read_or_has_lost_its_id_is_only_counted(
    folder: Path, file: str, old: str, new: str, line: str
) -> None:
    cells(folder, file, 2, old, new)
    found, dependents = alone(folder)
    assert found.startswith(f"evidence/{file}: {line}")
    assert dependents > 0


def test_a_copied_row_hides_no_slip_of_the_pen_elsewhere(folder: Path) -> None:
    path = folder / "evidence" / "sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    edited(folder, "evidence/claims.csv", "reported,seed,", "reported,sead,")
    twice, slip = sorted(problems_told(folder), reverse=True)
    assert "sources.csv: row seed: id: found the id 2 times" in twice
    assert "sources: found 'sead'; write an id that stands in evidence/sources.csv" in slip


def test_a_place_far_off_is_one_line_though_all_that_stands_there_lies_elsewhere(folder: Path) -> None:
    standing_there = [row for row in naming(folder, "places", "nuuk") if row.get("lat") and "attribute" not in row]
    standing_there += [row for row in load_checked(folder).actors if row["capital"] == "Nuuk"]
    moved(folder, "places", "nuuk", {"type": "Point", "coordinates": [64, -51]})
    found, dependents = alone(folder)
    assert found.startswith("layers/places.geojson: feature nuuk: geometry: found lat -51, lon 64; write a")
    assert dependents == len(standing_there)


def test_a_place_that_really_is_not_there_is_still_told(folder: Path) -> None:
    wrong_property(folder, "places", "nuuk", "precision")
    edited(folder, "evidence/claims.csv", ",nuuk,town,", ",nuk,town,")
    lines = problems_told(folder)
    assert any("place: found 'nuk'; write an id that stands in layers/places.geojson" in line for line in lines)
    assert not any("found 'nuuk'; write an id" in line for line in lines)


def test_what_hangs_on_a_faulty_row_is_still_set_aside_and_told_after_the_cause(folder: Path) -> None:
    wrong_property(folder, "places", "nuuk", "precision")
    tables, problems = load_quarantined(folder)
    assert "nuuk" not in {row["place"] for row in tables.claims}
    assert "fra-nuuk" in tables.dropped["diplomatic_posts"]
    assert (problems[0].row, problems[0].follows) == ("feature nuuk", False)
    assert all(problem.follows for problem in problems[1:])
    assert "found 'nuuk'; write that row as it should be: it is there and has a problem itself" in str(problems[1])
