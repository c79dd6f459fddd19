"""Your claims, our rules: checked like evidence, computed by the same rules, seen by one session, saved as a patch."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import geodata
from dashboard.cli import main
from dashboard.text.evidence_problems import _patterns, error_lines, evidence_lines
from dashboard.text.i18n import words_of
from dashboard.view.yours import added_row
from geodata.atlas import Atlas
from geodata.errors import GeodataError, Problem
from geodata.loading import default_store
from geodata.patch import MOST_CHARACTERS, MOST_ROWS, Overlay, csv_line, header_line, overlay
from geodata.records import records_of
from geodata.tables import Tables
from tests.payloads import PAYLOADS
from tests.planting import copied

PAGE = Path(__file__).resolve().parents[1] / "dashboard" / "page.py"
GEODATA = PAGE.parents[1] / "geodata"
DAY = date(2026, 1, 19)
STAYED = "mine-1,,deu-recce,step,in_place,,,2026-01-19,,,inferred,,arctic_endurance,,,,,,,confirmed,nl_gov,They stayed"
TWENTY = 'mine-2,,deu-recce,people,in_place,20,20,2026-01-19,,,inferred,,arctic_endurance,,,people,,,,confirmed,nl_gov,"20, it says"'  # noqa: E501


def text_of(*rows: str) -> str:
    return "\n".join([header_line(), *rows, ""])


@pytest.fixture(scope="module")
def tables() -> Tables:
    return default_store().load_checked()


@pytest.fixture(scope="module")
def found(tables: Tables) -> Overlay:
    return overlay(tables, text_of(STAYED, TWENTY))


def problems(tables: Tables, text: str) -> list[str]:
    with pytest.raises(GeodataError) as caught:
        overlay(tables, text)
    return caught.value.lines()


def test_the_same_rules_compute_the_world_with_them_and_leave_the_evidence_as_it_was(
    found: Overlay, atlas: Atlas
) -> None:
    state = found.atlas.at(DAY).states["deu-recce"]
    assert (state.step, state.low, state.number) == ("in_place", 20, "mine-2")
    before, after = (one.at(DAY).totals("arctic_endurance").people for one in (atlas, found.atlas))
    assert (after.low - before.low, after.high - before.high) == (20, 20)
    assert "mine-1" not in atlas.claims


def test_the_patch_makes_a_folder_that_check_accepts_and_that_gives_the_same_world(
    found: Overlay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    shutil.copy(GEODATA / "layers" / "deployments.geojson", folder / "layers")
    (tmp_path / "yours.patch").write_text(found.patch, encoding="utf-8")
    subprocess.run(["git", "apply", str(tmp_path / "yours.patch")], cwd=folder, check=True)
    assert main(["check", str(folder), "--against", str(GEODATA)]) == 0
    assert "217 → 237  (+20)" in capsys.readouterr().out
    assert geodata.load(folder).at(DAY).states == found.atlas.at(DAY).states


def test_every_problem_of_the_rows_is_told_at_once_and_none_of_the_evidence(tables: Tables) -> None:
    wrong = "mine-1,,nobody,step,in_place,,,2026-13-01,,,inferred,,arctic_endurance,,,,,,,sure,none,x"
    actual = problems(tables, text_of(wrong, "mine-2,,a"))
    assert all(line.startswith("your claims: ") for line in actual)
    for part in ("'nobody'", "'2026-13-01'", "'sure'", "'none'", "line 3"):
        assert any(part in line for line in actual), part


WRONG = (
    # id,origin,subject,attribute,value,low,high,day,day_to,due,basis,said_by,programme,part_of,disputes,counts,rounded,
    # place,place_precision,confidence,sources,text
    "m1,,deu-reco,step,in_place,,,19/01/2026,,,inferred,,arctic_endurance,,,,,,,sure,none,x",
    "m 2,,deu-recce,people,here,20,10,2026-01-19,,,stated,DNK,,,,,yes,nuuk,,reported,seed,=1",
    "m3,,deu-recce,people,in_place,20,,2026-01-19,2026-01-18,,inferred,,arctic_endurance,m3,,aircraft,,,,confirmed,seed,about 20",  # noqa: E501
    "m4,,deu-recce,step,in_place,-1,x,2026-01-19,,,inferred,,norad,dep_deu_01-people,,,,,,confirmed,nl_gov;nl_gov, y",
    "m5,,deu-recce,people,in_place,20,20,,2026-01-20,,inferred,unnamed_allies,arctic_endurance,,,people,,nuuk,town,confirmed,nl_gov,",
    "m6,,deu-recce,place,nuk,,,2026-01-19,,,inferred,,arctic_endurance,,,,,nuuk,town,reported,nl_gov,z",
    "m7,,deu-recce,runs,DNK,0,0,2026-01-19,,,inferred,,arctic_endurance,,dep_deu_01-step,people,yes,,,confirmed,nl_gov,z",
    "M7,,fra-consulate,step,open,,,2026-01-19,,,inferred,,norad,,,,,,,confirmed,nl_gov,z\u200bz #REF!",
    "m8,,a",
)


def test_every_problem_of_the_rows_is_told_in_the_language_of_the_page(tables: Tables) -> None:
    with pytest.raises(GeodataError) as caught:
        overlay(tables, text_of(*WRONG))
    english, danish = error_lines(caught.value, words_of("en")), error_lines(caught.value, words_of("da"))
    assert english == caught.value.lines()
    assert len(danish) == len(english) > 25
    assert [line for line in danish if not re.match("dine udsagn: (række|linje) ", line)] == []
    assert [line for line in danish if not re.search(": Her står .*; skriv ", line)] == []
    assert danish[3].endswith("layers/sites.geojson eller layers/diplomatic_posts.geojson, måske deu-recce")


def test_what_has_no_translation_is_told_in_english_whole() -> None:
    known = Problem("a.csv", "row b", "id", "'c'", "one id")
    others = replace(known, remedy="what nobody translated"), replace(known, found="what nobody translated")
    assert evidence_lines([known, *others], words_of("da")) == [
        "a.csv: række b: id: Her står 'c'; skriv ét id",
        *map(str, others),
    ]


@pytest.mark.parametrize("kind", ["", "f.", "p."])
def test_each_text_that_is_translated_is_one_of_the_library(kind: str) -> None:
    library = "".join(path.read_text(encoding="utf-8") for path in GEODATA.rglob("*.py"))
    english = words_of("en").table
    pieces = [
        piece
        for key, _ in _patterns(kind)
        for piece in re.split(r"\{\w+\}|(?=, here )", english[key])
        if len(piece) > 3
    ]
    assert len(pieces) > 2
    assert [piece for piece in pieces if piece.strip() not in library] == []


def test_a_row_may_not_take_the_place_of_a_claim(tables: Tables) -> None:
    actual = problems(tables, text_of(csv_line(tables.claims[0])))
    held = tables.claims[0]["id"]
    assert actual == [f"your claims: row {held}: id: found {held!r}; write an id that no claim has"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x" * (MOST_CHARACTERS + 1), f"found {MOST_CHARACTERS + 1} characters; write at most {MOST_CHARACTERS}"),
        (text_of(*(STAYED.replace("mine-1", f"m{n}") for n in range(MOST_ROWS + 1))), f"found {MOST_ROWS + 1} rows"),
        (text_of(), "found no rows; write at least one"),
        ("nonsense", "a first line without commas"),
    ],
)
def test_what_is_too_much_or_no_table_is_refused_before_it_is_judged(tables: Tables, text: str, expected: str) -> None:
    (line,) = problems(tables, text)
    assert expected in line


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(tables: Tables, payload: str) -> None:
    row = dict(zip(header_line().split(","), [""] * 22, strict=True))
    cells = STAYED.split(",")
    row |= dict(zip(header_line().split(","), cells, strict=True)) | {"text": payload}
    text = text_of(csv_line(row))
    found: Overlay | None = None
    actual: tuple[Problem, ...] = ()
    try:
        found = overlay(tables, text)
    except GeodataError as error:  # some signs may stand in no text of the evidence
        actual = error.problems
    assert {problem.file for problem in actual} <= {"your claims"}
    assert actual or (found is not None and found.atlas.claims["mine-1"].text == payload)
    assert found is None or csv_line(row) in found.patch


def test_a_typed_row_is_one_that_a_file_could_hold(tables: Tables, atlas: Atlas) -> None:
    typed = {
        "subject": "deu-recce", "attribute": "step", "value": "in_place", "day": "2026-01-19", "basis": "inferred",
        "confidence": "confirmed", "sources": "nl_gov", "text": 'They "stayed", it says',
    }  # fmt: skip
    text = added_row("", atlas, typed)
    text = added_row(text, atlas, typed | {"attribute": "people", "low": "20", "high": "20"})
    assert [row["id"] for row in overlay(tables, text).rows] == ["yours-1", "yours-2"]
    assert overlay(tables, text).atlas.at(DAY).states["deu-recce"].high == 20


def opened() -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    at.query_params["view"], at.query_params["tab"] = "analyse", "yours"
    at.run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in at.markdown)


def test_one_session_sees_its_rows_and_no_other_does() -> None:
    mine, other = opened(), opened()
    mine.text_area[0].set_value(text_of(STAYED, TWENTY)).run()
    assert not mine.exception
    assert "about 237 soldiers" in shown(mine).replace("\\", "")
    other.run()
    assert "237" not in shown(other)
    assert other.text_area[0].value == ""
    assert "mine" not in str(mine.query_params)
    next(button for button in mine.button if button.label == "Forget these rows").click().run()
    assert "237" not in shown(mine)


def test_the_page_lists_what_is_wrong_as_text() -> None:
    at = opened()
    at.text_area[0].set_value(text_of(STAYED.replace("deu-recce", "<img src=x onerror=alert(1)>"))).run()
    assert not at.exception
    assert at.error
    assert r"\<img src" in shown(at)  # every sign that Markdown could act on is escaped
    assert not re.search(r"(?<!\\)<img", shown(at))


def test_a_published_row_is_not_blamed_for_a_row_of_ones_own(tables: Tables) -> None:
    held = tables.claims[0]["id"]
    lines = problems(tables, text_of(STAYED.replace("mine-1", held.upper(), 1)))
    assert lines
    assert all(line.startswith(f"your claims: row {held.upper()}: ") for line in lines)


def test_what_is_borrowed_from_the_evidence_below_is_what_would_be_worked_out(tables: Tables, found: Overlay) -> None:
    whole = Atlas(records_of(replace(tables, claims=[*tables.claims, *found.rows])))
    for known_by in (None, DAY):
        assert dict(found.atlas.spans(known_by)) == dict(whole.spans(known_by))
    assert (dict(found.atlas.words), dict(found.atlas.dossiers)) == (dict(whole.words), dict(whole.dossiers))
    assert found.atlas.evidence_to == whole.evidence_to
