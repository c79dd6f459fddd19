"""The command that rehearses a story opens it in a browser, as a room will see it."""

import subprocess
import sys
from pathlib import Path

from dashboard.present.stage_look import MEASURED, faults_of
from tests.browser.pages import Visit
from tests.browser.test_story import room, stage

__all__ = ["room", "stage"]

STORY = """
- id: pale
  as_of: 2026-01-16
  sel: deu-recce
  title: {en: Fifteen came, da: Femten kom}
  sentence: {en: "%s", da: Femten tyskere landede i Nuuk.}
  sources: [klar_15]
""" % ("Fifteen Germans landed in Nuuk and nobody says in short what they did there. " * 14)


def test_an_own_story_is_opened_and_what_a_room_could_not_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(STORY, encoding="utf-8")
    completed = subprocess.run(
        [sys.executable, "-m", "dashboard", "rehearse", str(tmp_path / "own.yaml"), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert completed.returncode == 1, completed.stderr
    lines = completed.stdout.splitlines()
    signs = "found 1,078 signs in en; write at most 165, two lines before a room"
    assert f"own.yaml: scene pale: sentence: {signs}" in lines
    assert any("p-cap-sentence: found text over " in line for line in lines), lines
    assert lines[-1].startswith("1 scenes, ")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01-en.png", "contact-sheet.png"]


# What is done to a scene, and what is then told of it.
PLANTED = [
    (".p-cap-title { font-size: 9px !important }", "p-cap-title: type of 1.0 % of the window's height"),
    (".p-cap-sentence { color: #eee !important }", "p-cap-sentence: a contrast of 1."),
    (".p-cap-sources { transform: translateX(-9999px) }", "p-cap-sources: text that is cut"),
    (".p-cap-sentence { line-height: 9 !important }", "p-cap-sentence: text over "),
    (".p-caption { display: none !important }", "sentence: no text on the screen"),
]


def test_each_thing_that_a_room_could_not_read_is_found_on_the_page_itself(room: Visit) -> None:
    frame = room.frame()

    def found() -> list[str]:
        return [f"{field}: {what}" for field, what, _ in faults_of(frame.evaluate(MEASURED))]

    assert found() == []
    for style, actual in PLANTED:
        tag = frame.add_style_tag(content=style)
        assert [one for one in found() if one.startswith(actual)], (style, found())
        tag.evaluate("node => node.remove()")
    assert found() == []
