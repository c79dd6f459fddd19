"""The tools that hold the browser side: lint, types and unit tests. `python -m tests.frontend` runs them all.

Both tools come as wheels, so neither node nor npm is needed. Deno asks no network: no remote module, no npm package.
"""

import os
import subprocess
import sys
from pathlib import Path

from dashboard.assets import FRONTEND, frontend_sources

BIN = Path(sys.executable).parent
OFFLINE = ("--no-remote", "--no-npm")


def run(*command: str) -> str:
    """Run a tool in the folder of the modules; give what it says when it finds a fault, else nothing."""
    quiet = {"NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1", "DENO_DIR": str(BIN.parent / "deno")}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=FRONTEND,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def lint(*paths: str) -> str:
    """Look for faults and for functions too long to read."""
    return run("oxlint", "--config", ".oxlintrc.json", *(paths or (".",)))


def types(*modules: str) -> str:
    """Check the types that the comments of modules declare, strictly: every argument and every null has its type."""
    return run("deno", "check", "--quiet", *OFFLINE, "--config", "deno.json", *(modules or frontend_sources(".js")))


def unit_tests() -> str:
    """Run the tests of what is pure."""
    return run("deno", "test", *OFFLINE, "--no-check", "--quiet", "--allow-read=.", "--config", "deno.json", "tests")


if __name__ == "__main__":
    faults = [text for text in (lint(), types(), unit_tests()) if text]
    sys.exit("\n".join(faults) or 0)
