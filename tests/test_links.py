"""What lies elsewhere on the machine stays there: no link leads to it, and no visitor is told what it says."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.api.layers import nations
from dashboard.release import current_release, public_text
from dashboard.web.health import health
from dashboard.web.reload import FAILED, Reload
from geodata.errors import GeodataError, Problem
from geodata.file_reader import text_of
from geodata.stores.files import VARIABLE, load_checked, load_quarantined
from geodata.stores.folder import FolderStore
from tests.planting import GEODATA, edited, problems_told

ELSEWHERE = "root:x:0:0:hunter2:/root:/bin/sh"
CLAIMS, PLACES, NATIONS = "evidence/claims.csv", "layers/places.geojson", "layers/contributing_nations.geojson"
LEADS_OUT = "found a link that leads out of the folder; write the file itself: nothing is read from elsewhere"


@pytest.fixture
def served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder as the server reads it."""
    monkeypatch.setenv(VARIABLE, str(folder))
    current_release.cache_clear()
    yield folder
    current_release.cache_clear()


def linked(folder: Path, file: str, goal: Path) -> None:
    """Put a link in the place of a file."""
    (folder / file).unlink(missing_ok=True)
    (folder / file).symlink_to(goal)


@pytest.mark.parametrize("file", [CLAIMS, PLACES])
def test_a_link_out_of_the_folder_is_told_and_nothing_behind_it_is_read(
    served: Path, file: str, tmp_path: Path
) -> None:
    secret = tmp_path / "passwd"
    secret.write_text(f"{ELSEWHERE}\n", encoding="utf-8")
    linked(served, file, secret)
    assert problems_told(served) == [f"geodata/{file}: {LEADS_OUT}"]
    with pytest.raises(GeodataError, match="a link that leads out of the folder"):
        load_quarantined(served)
    with pytest.raises(GeodataError, match="a link that leads out of the folder"):
        FolderStore(served).layer_text("places") if file == PLACES else FolderStore(served).load_checked()
    status, body = health()
    assert (status, body["problem"]) == (503, f"geodata/{file}: {LEADS_OUT}")
    assert "hunter2" not in json.dumps(body)


def test_the_guard_of_links_bites(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "passwd"
    secret.write_text(ELSEWHERE, encoding="utf-8")
    linked(folder, CLAIMS, secret)
    assert text_of(folder / CLAIMS, CLAIMS) == ELSEWHERE, "without its folder a file is followed wherever it leads"
    with pytest.raises(GeodataError, match="a link that leads out"):
        text_of(folder / CLAIMS, CLAIMS, home=folder)


def test_links_inside_the_folder_and_folders_that_are_links_are_followed(folder: Path, tmp_path: Path) -> None:
    """So containers mount files, and so operators change over to other evidence."""
    version = folder / "evidence" / "..2026_11_30"
    version.mkdir()
    for file in (folder / "evidence").glob("*.csv"):
        shutil.move(file, version)
        file.symlink_to(Path("..data") / file.name)
    (folder / "evidence" / "..data").symlink_to(version.name)
    shutil.move(folder / "layers", tmp_path / "elsewhere")
    (folder / "layers").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "current").symlink_to(folder)
    assert load_checked(tmp_path / "current").claims == load_checked(GEODATA).claims


FOREIGN: list[tuple[str, Callable[[Path], object], str]] = [
    (CLAIMS, lambda file: file.write_text(f"{ELSEWHERE}\n", encoding="utf-8"), "a first line without commas"),
    (CLAIMS, lambda file: file.write_text("user,hunter2\n", encoding="utf-8"), "a first line that names no column"),
    (CLAIMS, lambda file: file.write_text("id,hunter2\n", encoding="utf-8"), "no such column"),
    (PLACES, lambda file: file.write_text(f'"{ELSEWHERE}"', encoding="utf-8"), "no list of features"),
    (PLACES, lambda file: file.write_text(ELSEWHERE, encoding="utf-8"), "no JSON"),
    (PLACES, lambda file: file.write_bytes(b'{"id": "hunter2", "a": "\xff"}'), "the byte 0xFF"),
]


@pytest.mark.parametrize(("file", "spoil", "expected"), FOREIGN)
def test_what_another_file_says_is_for_editors_and_never_for_visitors(
    served: Path, file: str, spoil: Callable[[Path], object], expected: str
) -> None:
    spoil(served / file)
    assert expected in "".join(problems_told(served))
    with pytest.raises(GeodataError) as error:
        load_quarantined(served)
    public = [public_text(problem) for problem in error.value.problems]
    assert expected in "".join(public)
    assert "hunter2" not in "".join(public) + json.dumps(health()[1])


def test_an_editor_reads_what_a_visitor_does_not(served: Path) -> None:
    (served / CLAIMS).write_text(f"{ELSEWHERE}\n", encoding="utf-8")
    (line,) = problems_told(served)
    assert f"found a first line without commas: '{ELSEWHERE}'; write " in line


def test_of_a_database_visitors_hear_neither_its_words_nor_its_roles() -> None:
    problem = Problem("GEODATA_URL", "", "", "no answer from postgresql://db/a", "it again", detail=' (role "eva")')
    assert 'role "eva"' in str(problem)
    assert "eva" not in public_text(problem)
    last = Reload(current_release().read, FAILED, (problem,))
    assert "eva" not in json.dumps(health(last)[1])


@pytest.mark.parametrize("fault", ["rubbish", "a link out"])
def test_a_layer_that_cannot_be_read_any_more_leaves_an_answer_of_our_own(
    served: Path, fault: str, tmp_path: Path
) -> None:
    release = current_release()
    ours = list(nations(release))
    if fault == "rubbish":
        (served / NATIONS).write_bytes(b"\0\xff rubbish")
    if fault == "a link out":
        (tmp_path / "else.geojson").write_bytes((GEODATA / NATIONS).read_bytes().replace(b"France", b"hunter2"))
        linked(served, NATIONS, tmp_path / "else.geojson")
    assert list(nations(release)) == ours


def test_a_readable_file_keeps_its_names_in_messages(served: Path) -> None:
    edited(served, CLAIMS, "2026-01-14", "2026-13-14")
    assert "2026-13-14" in health()[1]["problem"]
