"""The command that rehearses a story opens it in a browser, as a room will see it."""

import subprocess
import sys
from pathlib import Path

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
    told = subprocess.run(
        [sys.executable, "-m", "dashboard", "rehearse", str(tmp_path / "own.yaml"), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert told.returncode == 1, told.stderr
    lines = told.stdout.splitlines()
    assert "own.yaml: scene pale: sentence: found 1078 signs in en; write at most 165, two lines before a room" in lines
    assert any("p-cap-sentence: found text over " in line for line in lines), lines
    assert lines[-1].startswith("1 scenes, ")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01-en.png", "contact-sheet.png"]
