"""Find a Chromium for the browser tests, or say in one line what to install.

Run as ``python -m tests.browser.find_chrome [--install]``; the suite and the Makefile ask the same question here.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Debian's headless shell is the same browser without the windows round it, and takes half of the processor's time.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
MAC_APPS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
ADVICE = (
    "No Chromium or Chrome was found. Install one (Debian: apt-get install chromium; macOS: Google Chrome; "
    "anywhere: .venv/bin/playwright install chromium) or set CHROME to its path."
)


def candidates() -> Iterator[str]:
    """Places to look, the reader's own wish first."""
    for name in COMMANDS:
        yield shutil.which(name) or ""
    for folder in (Path("/Applications"), Path.home() / "Applications"):
        for app in MAC_APPS:
            yield str(folder / app)
    yield from playwrights_own()


def playwrights_own() -> Iterator[str]:
    """Yield the browser that Playwright would download, if it was."""
    from playwright.sync_api import sync_playwright  # only when nothing else is there: it starts a driver

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def find_chrome() -> str | None:
    """Path of the browser to test with, or None."""
    wish = os.environ.get("CHROME")
    if wish:
        return shutil.which(wish)
    return next((path for path in candidates() if path and Path(path).is_file()), None)


def install() -> None:
    """Install Debian's browser where we may; elsewhere do nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *step], env=quiet, check=False, stdout=sys.stderr)


def main() -> int:
    """Print the path; exit code 1 and one line of advice if there is none."""
    parser = argparse.ArgumentParser(description="Find a Chromium for the browser tests.")
    parser.add_argument("--install", action="store_true", help="as root, install Debian's package if none is found")
    wanted = parser.parse_args()
    path = find_chrome()
    if path is None and wanted.install and not os.environ.get("CHROME"):
        install()
        path = find_chrome()
    if path is None:
        wish = os.environ.get("CHROME")
        print(f"CHROME is set to {wish!r}, and no program is there." if wish else ADVICE, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
