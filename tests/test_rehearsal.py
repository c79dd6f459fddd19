"""A rehearsal finds what would embarrass: each fault is planted once, and the story that ships has none."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import cli_rehearse
from dashboard.cli import main
from dashboard.cli_documents import progress
from dashboard.cli_export import UsageError
from dashboard.cli_rehearse import saved
from dashboard.present import stage_look
from dashboard.present.rehearsal import numbers_in, problems_of
from dashboard.present.stage_look import contrast_of, faults_of, look_at
from dashboard.present.story import Scene, scenes
from dashboard.text.phrase import Phrase
from geodata import Atlas
from geodata.errors import GeodataError, Problem

FIFTEEN = next(scene for scene in scenes() if scene.id == "fifteen")


def findings(atlas: Atlas, scene: Scene, old_days: int = 30) -> list[str]:
    return [str(problem) for problem in problems_of(atlas, [scene], "own.yaml", old_days)]


def test_the_story_that_ships_has_no_fault(atlas: Atlas) -> None:
    assert problems_of(atlas, scenes(), "scenes.yaml") == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sel": "nobody"}, "scene fifteen: sel: found nobody; write a subject, nation:XXX, place:id or event:id"),
        ({"lights": ("tanks",)}, "lights: found tanks; write the id of a subject, or a kind"),
        ({"sources": ("hearsay",)}, "sources: found hearsay; write the id of a row of sources.csv"),
        ({"shows": ({"subject": "nobody"},)}, "shows: found nobody; write the id of a subject"),
        ({"known_by": date(2026, 1, 16)}, "sources: found klar_15, published 2026-01-17; write a source published by"),
        ({"sources": ("nato_arctic",)}, "sources: found none that speaks of what the scene lights; write one of "),
        ({"as_of": date(2025, 12, 1)}, "lights: found nothing that is on the map on 2025-12-01"),
        ({"shows": ({"subject": "deu-recce", "low": 13},)}, "shows: found low: 13 of deu-recce; write 15, as the map"),
        ({"sentence": {"en": "Some 4711 came.", "da": "Nogle kom."}}, "sentence: found 4711 in en, which neither"),
        ({"sentence": {"en": "Fifteen came."}}, "sentence: found nothing in da; write it in every language"),
        ({"title": {"en": "x" * 49, "da": "y"}}, "title: found 49 signs in en; write at most 48"),
        ({"sentence": {"en": "x" * 166, "da": "y"}}, "sentence: found 166 signs in en; write at most 165"),
    ],
)
def test_a_planted_fault_is_told_with_scene_field_and_remedy(
    atlas: Atlas, change: dict[str, Any], expected: str
) -> None:
    found = problems_of(atlas, [replace(FIFTEEN, **change)], "own.yaml")
    assert expected in "; ".join(map(str, found))
    assert all(isinstance(one.remedy, Phrase) for one in found)  # so that the page can say it in every language


def test_an_old_report_is_told_unless_the_scene_says_so(atlas: Atlas) -> None:
    silence = replace(scenes()[-1], sel="dnk-exercise", lights=("dnk-exercise",))
    assert findings(atlas, silence) == []
    quiet = findings(atlas, replace(silence, shows=()))
    assert len(quiet) == 1
    assert "as_of: found dnk-exercise, last reported on 2026-01-21; write a later report, or in shows {" in quiet[0]
    assert findings(atlas, replace(silence, shows=()), old_days=300) == []


@pytest.mark.parametrize(
    ("text", "lang", "numbers"),
    [
        ("On 21 January 2026 about 300 came, 100 + 100 more.", "en", [300, 100, 100]),
        ("Den 21. januar kom omkring 300 den 7.-18. september.", "da", [300]),
        ("for 7 to 18 September, with about 400 from ten nations", "en", [400]),
        ("200 million euros for 2026 and 2027", "en", [200]),
    ],
)
def test_days_and_years_are_no_numbers_of_a_sentence(text: str, lang: str, numbers: list[int]) -> None:
    assert numbers_in(text, lang) == numbers


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_of("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast_of("rgb(118, 118, 118)", "rgb(255, 255, 255)") == pytest.approx(4.54, abs=0.01)


def test_what_a_browser_measures_is_judged() -> None:
    good = {"name": "p-cap-title", "size": 2.3, "color": "rgb(0, 0, 0)", "ground": "rgb(255, 255, 255)"}
    good |= {"cut": False, "share": 10.0}
    assert list(faults_of([good])) == []
    assert [found for _, found, _ in faults_of([])] == ["no text on the screen"]
    bad = good | {"size": 1.5, "color": "rgb(200, 200, 200)", "cut": True, "share": 61.2}
    assert [found for _, found, _ in faults_of([bad])] == [
        "text that is cut",
        "text over 61 % of the window",
        "type of 1.5 % of the window's height",
        "a contrast of 1.7",
    ]


def test_an_error_of_the_page_is_told_once() -> None:
    actual = [*stage_look._broken(["x is not defined", "x is not defined"])]
    assert actual == [("script", "x is not defined", "a page without errors")]


@pytest.mark.parametrize(
    ("seen", "code", "last"),
    [
        ([], 0, f"{len(scenes())} scenes, 0 problems"),
        ([Problem("s", "scene a", "sentence", "text that is cut", "less")], 1, f"{len(scenes())} scenes, 1 problems"),
    ],
)
def test_the_exit_code_says_whether_anything_was_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seen: list[Problem], code: int, last: str
) -> None:
    monkeypatch.setattr(cli_rehearse, "_served", lambda _scenes: nullcontext("http://127.0.0.1:1"))
    monkeypatch.setattr(stage_look, "look_at", lambda *_: (seen, {}))
    assert main(["rehearse"]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (["--lang", "xx"], "argument --lang: invalid choice: 'xx'"),
        (["--old", "soon"], "argument --old: found 'soon'; write a number of days"),
    ],
)
def test_wrong_use_ends_with_two(capsys: pytest.CaptureFixture[str], wrong: list[str], expected: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["rehearse", *wrong])
    assert expected in capsys.readouterr().err


def test_a_bar_names_each_scene_on_a_terminal_and_elsewhere_there_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for forced in ("", "1"):
        monkeypatch.setenv("FORCE_COLOR", forced)
        with progress(2) as step:
            step("the [first] scene")
        assert ("the [first] scene" in capsys.readouterr().err) is bool(forced)


def test_without_a_browser_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME", "no-such-browser")
    with pytest.raises(GeodataError, match=r"no Chromium or Chrome; write .*apt-get install chromium"):
        look_at("http://127.0.0.1:1", scenes(), "en", "scenes.yaml", lambda _: None)


def test_pictures_are_written_whole_and_fit_on_one_sheet(tmp_path: Path) -> None:
    from PIL import Image

    made = tmp_path / "one.png"
    Image.new("RGB", (1920, 1080), "#123456").save(made)
    sheet = stage_look.contact_sheet(dict.fromkeys(("1", "2", "3", "4", "5"), made.read_bytes()))
    saved(tmp_path / "out", {"sheet.png": sheet})
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["sheet.png"]
    with Image.open(tmp_path / "out" / "sheet.png") as found:
        assert found.size == (4 * 492 + 12, 2 * 282 + 12)
        assert found.getpixel((100, 100)) == (0x12, 0x34, 0x56)
    with pytest.raises(UsageError, match=r"--out: '.*one\.png': File exists; name a folder"):
        saved(made, {"sheet.png": sheet})
