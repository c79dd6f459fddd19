"""The five tasks of `docs/analysing.md`: their lines of Python run and say what the text says; their links hold."""

import re
from pathlib import Path

import pytest

from dashboard.view.view import parse_query

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "analysing.md").read_text(encoding="utf-8")
TASKS = re.findall(r"## (\d)\. .*?```python\n(.*?)```", TEXT, re.DOTALL)
LINKS = re.findall(r"`/\?([^`]+)`", TEXT)
SAYS = {
    "1": ("French first team in Nuuk 15 15", "German reconnaissance team 15 15"),
    "2": ("DNK 300 300", "source ('friatider_1000',) 215 218"),
    "3": (
        "2013-11-08 opened Iceland in Nuuk",
        "2020-06-10 opened United States in Nuuk",
        "2024-03-15 first seen open European Union in Nuuk",
        "2026-02-06 first seen open France",
    ),
    "4": ("DEU 2026-01-14 2026-01-16 2026-01-18 2 2", "FRA 2026-01-15 2026-01-14 None -1 None"),
    "5": ("Norwegian staff officers announced → sent", "Canadian participation in the exercise announced → declined"),
}


def test_there_are_five_tasks_each_of_less_than_ten_lines() -> None:
    assert [number for number, _ in TASKS] == list(SAYS)
    for _, code in TASKS:
        assert len([line for line in code.splitlines() if line.strip()]) < 10


@pytest.mark.parametrize(("number", "code"), TASKS)
def test_the_lines_of_a_task_say_what_the_text_says(number: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, f"task {number}", "exec"), {})  # noqa: S102 (our own documentation)
    output = capsys.readouterr().out
    for part in SAYS[number]:
        assert part in output


@pytest.mark.parametrize("link", LINKS)
def test_every_link_of_the_text_can_be_used(link: str) -> None:
    state, faults = parse_query([(key, value) for key, _, value in (part.partition("=") for part in link.split("&"))])
    assert faults == ()
    assert state.analysing
