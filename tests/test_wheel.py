"""The built wheel, installed in an environment of its own and started from an empty folder: the same page."""

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict

from dashboard.release import current_release
from dashboard.web.start import ahead, start_asset, view_of
from tests.browser.serving import Server, serving
from tests.talking import choose, talking
from tests.test_project import ROOT, tracked

COMMAND = "arctic-endurance-map"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from what git tracks, and install it beside the packages that are here; no network is asked."""
    folder = tmp_path_factory.mktemp("wheel")
    for path in tracked():
        target = folder / "source" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    offline = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    build = [sys.executable, "-m", "pip", "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(folder / "out")]
    subprocess.run([*build, str(folder / "source")], check=True, cwd=folder)
    (wheel,) = (folder / "out").iterdir()
    environment = folder / "own"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    # The other packages are looked up where they are; a path file in there, such as that of this project, is not read.
    library = environment / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    (library / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", *offline, "--ignore-installed"]
    subprocess.run([*pip, str(wheel)], check=True, cwd=folder)
    (folder / "empty").mkdir()
    return environment


@pytest.fixture(scope="module")
def empty(installed: Path) -> Path:
    return installed.parent / "empty"


@pytest.fixture(scope="module")
def page(installed: Path, empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page as the installed command serves it."""
    home = tmp_path_factory.mktemp("home")
    command = str(installed / "bin" / COMMAND)
    with serving(home, start=("run", "--port", "{port}"), program=command, folder=empty) as running:
        yield running


def test_the_installed_package_is_not_this_folder(installed: Path, empty: Path) -> None:
    question = "import dashboard, geodata; print(dashboard.__file__, geodata.__file__)"
    completed = subprocess.run(
        [installed / "bin" / "python", "-c", question], cwd=empty, check=True, capture_output=True, text=True
    )
    assert [Path(name).is_relative_to(installed) for name in completed.stdout.split()] == [True, True]


def test_the_installed_command_checks_the_evidence_that_came_with_it(installed: Path, empty: Path) -> None:
    completed = subprocess.run(
        [installed / "bin" / COMMAND, "check"], cwd=empty, check=False, capture_output=True, text=True
    )
    assert (completed.returncode, completed.stderr) == (0, "")
    assert completed.stdout.startswith(f"{len(current_release().atlas.claims)} claims, ")
    assert completed.stdout.endswith(": no problems\n")


def test_the_steps_of_the_database_come_with_it(installed: Path, empty: Path) -> None:
    question = """
from alembic.script import ScriptDirectory
from geodata.stores.postgis.writing import migrations
for step in ScriptDirectory.from_config(migrations()).walk_revisions():
    print(step.revision, step.path)
"""
    python = installed / "bin" / "python"
    completed = subprocess.run(
        [python, "-c", question], cwd=empty, check=True, capture_output=True, text=True
    ).stdout.split()
    assert completed[::2] == ["0002", "0001"]
    assert all(Path(path).is_relative_to(installed) for path in completed[1::2])


def test_the_installed_page_is_of_the_same_release_to_the_byte(page: Server) -> None:
    assert json.loads(page.get("/healthz").body)["release"] == current_release().release
    assert page.get("/").body == start_asset("en", "?lang=en", view_of((), "en"), wanted=ahead("en")).body
    assert page.get("/assets/page.js").headers.get("sourcemap") is None, "the modules do not travel, nor do the maps"
    assert page.get("/assets/page.js.map").status == 404


def test_the_installed_page_has_the_same_settings_and_theme(
    page: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(tmp_path_factory.mktemp("home")) as here:
        actual = [session_of(server) for server in (page, here)]
    assert actual[0] == actual[1]
    assert actual[0]["config"]["toolbarMode"] == "MINIMAL"
    assert actual[0]["customTheme"]["baseFontSize"] == 14


def test_the_installed_page_writes_nothing_into_the_folder_where_it_is_started(page: Server, empty: Path) -> None:
    assert page.get("/").status == 200
    assert list(empty.iterdir()) == []


def session_of(server: Server) -> dict[str, dict[str, object]]:
    """What the page is told of the settings when it connects."""
    with talking(server.url) as websocket:
        (message,) = [message for message in choose(websocket, "") if message.WhichOneof("type") == "new_session"][:1]
    found = MessageToDict(message.new_session)
    return {key: found[key] for key in ("config", "customTheme")}
