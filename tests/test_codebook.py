"""The codebook is held to the code and the code to the codebook; a planted fault shows that the guard bites."""

import json
import re

import pytest

from geodata.schema.fields import CONTINGENT_STEPS, FIELDS, RANKS, STANDING_STEPS
from geodata.schema.forms import remedy_for
from geodata.tables import EVIDENCE
from tests.codebook import CODEBOOK, GEODATA, allowed, tables_of, value_of, with_geometry_table

TEXT = CODEBOOK.read_text(encoding="utf-8")


def faults_of(text: str) -> list[str]:
    """Say where a codebook and the schema differ, in both directions."""
    tables = tables_of(text)
    faults = []
    for table, fields in FIELDS.items():
        heading = f"{table}.csv" if table in EVIDENCE else f"{table}.geojson"
        rows = {row["field"]: row for row in tables.get(heading, [])}
        names = [field.name for field in fields]
        faults += [f"{heading}: {name} is not in the codebook" for name in names if name not in rows]
        faults += [f"{heading}: {name} is not in the schema" for name in rows if name not in names]
        if not faults and list(rows) != names:
            faults.append(f"{heading}: the order differs")
        for field in (field for field in fields if field.name in rows):
            row = rows[field.name]
            if row["what may stand there"] != allowed(field):
                faults.append(f"{heading}: {field.name} may hold {allowed(field)}")
            if row["needed"] != ("yes" if field.needed else ""):
                faults.append(f"{heading}: {field.name} is needed or is not")
            if not row["meaning"] or not row["example"] or remedy_for(field, row["example"]):
                faults.append(f"{heading}: {field.name} has no meaning or no good example")
    return faults


def test_the_codebook_and_the_schema_say_the_same() -> None:
    assert faults_of(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| said_by |", "| spoken_by |", "claims.csv: said_by is not in the codebook"),
        ("| said_by |", "| spoken_by |", "claims.csv: spoken_by is not in the schema"),
        ("`stated`, `inferred`", "`stated`, `guessed`", "claims.csv: basis may hold `stated`, `inferred`"),
        ("| text | yes |", "| text |  |", "claims.csv: text is needed or is not"),
        ("| 2026-02-06 |", "| 6 February |", "claims.csv: due has no meaning or no good example"),
        ("## opening.csv", "## openings", "opening.csv: known_by is not in the codebook"),
    ],
)
def test_a_fault_planted_in_the_codebook_is_found(old: str, new: str, fault: str) -> None:
    assert old in TEXT
    assert fault in faults_of(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("table", EVIDENCE)
def test_the_header_of_a_file_is_the_codebook_table(table: str) -> None:
    header = (GEODATA / "evidence" / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == [row["field"] for row in tables_of(TEXT)[f"{table}.csv"]]


def limits() -> list[tuple[str, str]]:
    """Return the limits as the codebook tells them: value, and the name in the code."""
    return [(row["value"], row["in the code"]) for row in tables_of(TEXT)["What check insists on"]]


@pytest.mark.parametrize(("value", "name"), limits())
def test_a_limit_is_what_the_code_says(value: str, name: str) -> None:
    assert value == value_of(name)


def test_the_rules_speak_of_the_limits_they_have() -> None:
    assert len(limits()) >= 15
    rules = TEXT.split("## The rules")[1].split("## What check")[0]
    assert value_of("geodata.assessment.STALE_AFTER") in rules
    assert f"Posts after {value_of('geodata.assessment.POST_YEARS')}\nyears" in rules


def test_every_rule_is_explained_with_its_limit() -> None:
    rules = TEXT.split("## The rules")[1].split("## What check")[0]
    parts = re.split(r"\n\*\*(R[1-7]) ", rules)
    told = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert sorted(told) == [f"R{number}" for number in range(1, 8)]
    assert all("*Limit:*" in rule for rule in told.values())


def test_every_step_and_rank_is_named() -> None:
    rule = TEXT.split("**R1 Steps.**")[1].split("**R2")[0]
    assert all(f"`{step}`" in rule for step in (*CONTINGENT_STEPS, *STANDING_STEPS))
    assert "Ranks: " + ", ".join(f"`{rank}`" for rank in RANKS) + "." in TEXT


def properties_of(file: str) -> list[str]:
    """Return the properties that the features of a file have, in their order."""
    features = json.loads((GEODATA / file).read_text(encoding="utf-8"))["features"]
    return list(dict.fromkeys(name for feature in features for name in feature["properties"]))


def test_every_property_of_the_drawn_layers_is_listed() -> None:
    rows = tables_of(TEXT)["Layers that are computed or only drawn"]
    listed = {row["file"].strip("`"): row["properties"].split(", ") for row in rows}
    files = {path.relative_to(GEODATA).as_posix() for path in GEODATA.glob("*/*.geojson")}
    assert listed.keys() == {file for file in files if file.split("/")[1].removesuffix(".geojson") not in FIELDS}
    assert {file: properties_of(file) for file in listed} == listed


def test_the_table_of_licences_is_written_from_the_manifest() -> None:
    assert with_geometry_table(TEXT) == TEXT, "write it anew: python -m tests.codebook"


def test_every_file_of_geometry_has_a_licence() -> None:
    rows = tables_of(TEXT)["Sources and licences of the geometry"]
    files = {path.relative_to(GEODATA).as_posix() for path in GEODATA.glob("*/*.geojson")}
    assert {row["file"].strip("`") for row in rows} == files
    assert all(row["licence"] for row in rows)


def test_what_touches_the_coast_of_openstreetmap_says_so() -> None:
    rows = {row["file"].strip("`"): row for row in tables_of(TEXT)["Sources and licences of the geometry"]}
    for file in ("layers/greenland.geojson", "basemap/municipalities.geojson"):
        assert rows[file]["licence"] == "ODbL 1.0"
        assert "© OpenStreetMap contributors" in rows[file]["credit"]
