"""The command: what it prints, and the exit code by which a machine understands it."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import geodata
from dashboard.cli import main
from geodata import deployments
from geodata.compare import figures
from geodata.stores.files import read_tables
from geodata.totals import Count, Totals
from tests.planting import GEODATA, edited


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was printed."""
    return capsys.readouterr().out.splitlines()


def test_sound_evidence_is_counted_and_the_command_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(GEODATA)]) == 0
    (line,) = lines(capsys)
    tables = read_tables(GEODATA)
    names = ("claims", "sources", "events", "contingents", "actors", "opening", "places", "sites", "diplomatic_posts")
    actual = {"opening": "openings", "diplomatic_posts": "diplomatic posts"}
    assert line == ", ".join(f"{len(tables.rows(name))} {actual.get(name, name)}" for name in names) + ": no problems"


def test_without_a_folder_the_variable_decides(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    edited(folder, "evidence/opening.csv", "Latest,latest", "Latest,soon")
    assert main(["check"]) == 1
    assert lines(capsys) == [
        "geodata/evidence/opening.csv: row latest: as_of: found 'soon'; write YYYY-MM-DD or latest"
    ]


def test_all_problems_are_printed_one_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(12):
        edited(folder, "evidence/claims.csv", ",reported,", ",hearsay,")
    assert main(["check", str(folder)]) == 1
    printed = lines(capsys)
    assert len(printed) == 12
    assert all(": confidence: found 'hearsay'; write one of: confirmed, reported, " in line for line in printed)


def test_an_unreadable_file_is_a_problem_and_no_traceback(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evidence" / "actors.csv").write_bytes(b"\xff\xfe\x00")
    assert main(["check", str(folder)]) == 1
    line, last = lines(capsys)
    assert line.startswith("geodata/evidence/actors.csv: found a text in UTF-16; write the file in UTF-8")
    assert last.endswith("rows that hang on what is listed; mend that, then check again")


def test_what_hangs_on_a_faulty_row_is_one_last_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(folder, "evidence/contingents.csv", "unnamed-liaison,", "unnamed-liaison,,")
    assert main(["check", str(folder)]) == 1
    first, last = lines(capsys)
    assert first.startswith("geodata/evidence/contingents.csv: line 2: found 12 cells; write 11 cells")
    assert last == "and 3 rows that hang on what is listed; mend that, then check again"


def test_a_table_without_claims_is_told_before_what_is_computed_from_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(GEODATA / deployments.FILE, folder / deployments.FILE)
    path = folder / "evidence" / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert lines(capsys) == ["geodata/evidence/claims.csv: found no rows; write at least one: the table is empty"]


def test_drawn_layers_are_checked_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[-50, 60], [-49, 61], [-49, 60], [-50, 61], [-50, 60]]]}
    feature = {"type": "Feature", "properties": {"id": "coast-5km"}, "geometry": bow_tie}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "layers" / "greenland.geojson").write_text(text, encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    output = lines(capsys)
    at_fault = "geodata/layers/greenland.geojson: feature coast-5km: geometry: found 'Self-intersection"
    assert any(line.startswith(at_fault) for line in output)


@pytest.mark.parametrize(
    "words",
    [[], ["chekc"], ["check", "--agianst", "x"], ["check", "no-such-folder"], ["check", "--against", "nowhere"]],
)
def test_wrong_use_is_told_and_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m dashboard")


def test_a_change_is_told_with_what_it_does_to_every_total(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "evidence" / "claims.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("p-fra-nuuk-06,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    text = "dep_fra_02,fra-advance,people,in_place,"
    edited(folder, "evidence/claims.csv", f"{text}15,15", f"{text}16,18")
    assert main(["check", str(folder), "--against", str(GEODATA)]) == 0
    output = "\n".join(lines(capsys))
    day = date(2026, 1, 19)
    old, new = (geodata.load(path).at(day).totals() for path in (GEODATA, folder))
    first = output.split("\n\n")[1]
    assert first.startswith("opening (as of 2026-01-19, known by all)")
    assert new.people.low == old.people.low + 1
    assert f"{old.people.low} → {new.people.low}  (+1)" in first
    later = next(part for part in output.split("\n\n") if part.startswith("consulates (as of 2026-02-06"))
    assert "-fra-nuuk" in later.split("posts open")[1].splitlines()[0]
    for part in output.split("\n\n")[1:]:
        assert len(part.splitlines()) == len(figures(old)) + 2


def test_the_same_evidence_changes_no_total(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--against", str(GEODATA)]) == 0
    output = lines(capsys)
    assert [line.split(" of ")[0].strip() for line in output if line.endswith("totals change")] == ["0"] * 4


def test_old_evidence_with_problems_can_still_be_compared_with(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(folder, "evidence/claims.csv", ",reported,seed,", ",hearsay,seed,")
    assert main(["check", str(GEODATA), "--against", str(folder)]) == 0
    assert "the old evidence has 1 problems; its totals leave those rows out" in lines(capsys)


def test_every_total_has_a_line() -> None:
    actual = figures(geodata.load(GEODATA).at(date(2026, 1, 17)).totals())
    assert {
        "people: low",
        "people: high",
        "people: without number",
        "nations",
        "posts open",
        "disputed",
    } <= actual.keys()
    assert len(actual) == len(fields(Totals)) - 1 + len(fields(Count))


def test_the_command_runs_without_the_web() -> None:
    program = (
        "import sys\nfrom dashboard.cli import main\ncode = main(['check'])\n"
        "assert not {'streamlit', 'folium', 'streamlit_folium'} & sys.modules.keys()\nsys.exit(code)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=GEODATA.parent, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_command_ends_quietly_when_nobody_reads_on() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "dashboard", "check", "geodata"]
    ran = subprocess.run(command, cwd=GEODATA.parent, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_list_of_problems_ends_quietly_too_when_nobody_reads_on(folder: Path) -> None:
    path = folder / "evidence" / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",reported,", ",hearsay,"), encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "dashboard", "check", str(folder)]
    ran = subprocess.run(command, cwd=GEODATA.parent, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert ran.stderr == b""


def test_lines_come_in_the_order_of_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "evidence" / "opening.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "".join(f"more{number},surplus\n" for number in range(8)), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert [line.split(": ")[1] for line in lines(capsys)] == [f"line {number}" for number in range(6, 14)]


def test_a_layer_older_than_the_claims_is_told_with_the_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(GEODATA / deployments.FILE, folder / deployments.FILE)
    assert main(["check", str(folder)]) == 0
    capsys.readouterr()
    edited(folder, "evidence/contingents.csv", "Danish exercise troops", "Danish troops of the exercise")
    assert main(["check", str(folder)]) == 1
    problem, command = lines(capsys)[0].split("; write it anew: ")
    assert problem.endswith("layers/deployments.geojson: found an older state of the claims")
    assert shlex.split(command)[1:] == ["-m", "geodata.deployments", str(folder)]
    assert deployments.main(shlex.split(command)[3:]) == 0
    assert main(["check", str(folder)]) == 0
