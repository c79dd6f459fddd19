"""Ask the advisory service about every pinned package: ``make audit``, or ``python -m tests.audit PIP_AUDIT``.

pip-audit says "no known vulnerabilities" also where the service knew none of the packages, as behind a mirror; here
that counts as not audited. Exit 0: nothing is known; 1: something is; 2: not audited, or not all of it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PINNED = Path(__file__).resolve().parents[1] / "constraints.txt"
QUIET = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json")
GOOD, FOUND, NOT_AUDITED = 0, 1, 2


def verdict(report: str, errors: str = "") -> tuple[int, list[str]]:
    """Read what pip-audit wrote.

    Parameters
    ----------
    report
        Its JSON; empty where it broke off.
    errors
        What it said besides.

    Returns
    -------
    int
        The exit code.
    list of str
        What to say, a line each.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        reason = (errors.strip().splitlines() or ["it said nothing"])[-1]
        return NOT_AUDITED, [f"not audited: the advisory service cannot be reached from here ({reason[:160]})"]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    known = list(_known(packages))
    question = len(packages) - len(skipped)
    if not question:
        return NOT_AUDITED, [f"not audited: the service that is asked here knows none of {len(packages)} packages"]
    lines = [*known, f"{question} packages audited, {len(known)} known vulnerabilities"]
    if skipped:
        lines.append(f"not audited: {', '.join(skipped)}")
    return FOUND if known else NOT_AUDITED if skipped else GOOD, lines


def _known(packages: list[dict[str, Any]]) -> Iterator[str]:
    for one in packages:
        for fault in one.get("vulns", ()):
            mended = ", ".join(fault.get("fix_versions", ())) or "no version yet"
            yield f"{one['name']} {one['version']}: {fault['id']}; mended in {mended}"


def main(program: str) -> int:
    """Run pip-audit and say what came of it."""
    completed = subprocess.run([program, "-r", str(PINNED), *QUIET], capture_output=True, text=True, check=False)
    code, lines = verdict(completed.stdout, completed.stderr)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]) if sys.argv[1:] else "name the program pip-audit; `make audit` sets it up")
