"""What `make audit` makes of pip-audit's reports: an unasked service is never called a clean bill."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit import FOUND, GOOD, NOT_AUDITED, PINNED, verdict

CLEAN = {"name": "folium", "version": "0.20.0", "vulns": []}
SKIPPED = {"name": "uvloop", "skip_reason": "Dependency not found on PyPI and could not be audited: uvloop (0.23.0)"}
FAULT = {"name": "jinja2", "version": "3.1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.6"], "aliases": []}]}


def report(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("text", "code", "lines"),
    [
        (report(CLEAN), GOOD, ["1 packages audited, 0 known vulnerabilities"]),
        (report(SKIPPED), NOT_AUDITED, ["not audited: the service that is asked here knows none of 1 packages"]),
        (report(CLEAN, SKIPPED), NOT_AUDITED, ["1 packages audited, 0 known vulnerabilities", "not audited: uvloop"]),
        (
            report(CLEAN, FAULT),
            FOUND,
            ["jinja2 3.1.0: PYSEC-1; mended in 3.1.6", "2 packages audited, 1 known vulnerabilities"],
        ),
        ("", NOT_AUDITED, ["not audited: the advisory service cannot be reached from here (no route)"]),
    ],
)
def test_only_what_was_asked_counts_as_audited(text: str, code: int, lines: list[str]) -> None:
    assert verdict(text, "trace\nno route\n") == (code, lines)


def test_the_command_ends_with_the_verdict_of_the_program_that_it_is_given(tmp_path: Path) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nassert {str(PINNED)!r} in sys.argv\nprint({report(FAULT)!r})\n"
    )
    program.chmod(0o755)
    completed = subprocess.run(
        [sys.executable, "-m", "tests.audit", program], cwd=PINNED.parent, capture_output=True, text=True, check=False
    )
    assert (completed.returncode, completed.stdout.splitlines()[0]) == (FOUND, "jinja2 3.1.0: PYSEC-1; mended in 3.1.6")
