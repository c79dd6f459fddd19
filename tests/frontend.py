"""The tools that hold the browser side: lint, types and unit tests. `python -m tests.frontend` runs them all.

Both tools come as wheels, so neither node nor npm is needed. Deno asks no network: no remote module, no npm package.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from dashboard.assets import FRONTEND, frontend_modules

BIN = Path(sys.executable).parent
OFFLINE = ("--no-remote", "--no-npm")
# Modules whose types are not strict yet: checked like all, but without the strict rules. The list only shrinks.
NOT_YET_STRICT: tuple[str, ...] = (
    "app/main-map.js",
    "app/main-page.js",
    "app/main-site.js",
    "app/map-app.js",
    "app/print.js",
    "app/st-folium.js",
    "app/testing-hook.js",
    "card/card.js",
    "card/claims.js",
    "card/others.js",
    "card/rest.js",
    "card/subject.js",
    "map/basemap.js",
    "map/capital-lines.js",
    "map/furniture.js",
    "map/labels.js",
    "map/legend.js",
    "map/markers.js",
    "map/note.js",
    "map/nuuk-list.js",
    "map/rings.js",
    "map/rowlist.js",
    "map/tooltip.js",
    "map/unplaced-list.js",
    "page/filters.js",
    "page/header.js",
    "page/list-field.js",
    "page/search.js",
    "page/sentence.js",
    "page/table.js",
    "phone/day-strip.js",
    "phone/phone-key.js",
    "phone/phone-list.js",
    "story/caption.js",
    "story/card.js",
    "story/keys.js",
    "story/look.js",
    "story/part.js",
    "story/room.js",
    "story/sheet.js",
    "story/story.js",
    "timeline/axis.js",
    "timeline/bars.js",
    "timeline/drag.js",
    "timeline/handle.js",
    "timeline/head.js",
    "timeline/playback.js",
    "timeline/rings.js",
    "timeline/timeline.js",
    "timeline/zoom.js",
)


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


def types(modules: Iterable[str], config: str) -> str:
    """Check the types that the comments of modules declare."""
    return run("deno", "check", "--quiet", *OFFLINE, "--config", config, *modules)


def loose_types() -> str:
    """Check all modules: names, members and arguments."""
    return types(frontend_modules(), "deno.loose.json")


def strict_types() -> str:
    """Check all but the modules that are not strict yet, so that every argument and every null has its type."""
    return types((name for name in frontend_modules() if name not in NOT_YET_STRICT), "deno.json")


def unit_tests() -> str:
    """Run the tests of what is pure."""
    return run("deno", "test", *OFFLINE, "--no-check", "--quiet", "--allow-read=.", "--config", "deno.json", "tests")


if __name__ == "__main__":
    said = [text for text in (lint(), loose_types(), strict_types(), unit_tests()) if text]
    sys.exit("\n".join(said) or 0)
