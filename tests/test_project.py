"""What the project promises outside its code: the README's example runs, and what is shipped is complete and ours."""

import contextlib
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.assets import FRONTEND
from tests import licences

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    """Files of the project as git sees them: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def code_blocks(text: str, language: str) -> list[str]:
    """Fenced pieces of code of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def constraints() -> dict[str, str]:
    """Exact versions of the constraints file, by canonical name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def requirements() -> list[Requirement]:
    """Everything that the project and its extras ask for."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for group in [project["dependencies"], *extras] for text in group]


def test_the_notebook_example_of_the_readme_runs_and_prints_what_it_promises() -> None:
    (example,) = code_blocks(README, "python")
    assert len([line for line in example.splitlines() if line]) <= 10
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own README
    lines = printed.getvalue().splitlines()
    assert "French first team in Nuuk | in_place | 15 to 15" in lines
    assert all(re.fullmatch(r"in place: \d+ to \d+ and \d+ without a number", line) for line in lines[-2:])


def test_the_readme_names_the_two_commands_and_the_makefile_has_them() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("run", "test"):
        assert f"make {command}" in README
        assert re.search(rf"^{command}:", makefile, re.M)


def test_links_and_pictures_of_the_readme_exist() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).is_file()] == []


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 90


def test_constraints_pin_every_requirement_inside_its_range() -> None:
    pinned = constraints()
    outside = [
        str(need)
        for need in requirements()
        if not need.specifier.contains(pinned.get(canonicalize_name(need.name), "0"), prereleases=True)
    ]
    assert outside == []


def test_the_list_of_licences_is_current_and_names_every_dependency() -> None:
    listed = licences.FILE.read_text(encoding="utf-8")
    assert listed == licences.table(), "run: python -m tests.licences"
    declared = {canonicalize_name(Requirement(text).name) for text in PYPROJECT["project"]["dependencies"]}
    named = set(re.findall(r"^\| ([a-z][a-z0-9-]+) \|", listed, re.M))
    assert declared <= named
    assert sorted(named - constraints().keys()) == []


def test_a_package_that_tells_no_licence_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(licences.BY_HAND, "xstatic-leaflet")
    with pytest.raises(LookupError, match="xstatic-leaflet tells no licence that we know"):
        licences.table()


def test_constraints_hold_versions_and_nothing_else() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][\w.!+]*", line)] == []


@pytest.mark.parametrize("package", ["geodata", "dashboard"])
def test_every_data_file_of_a_package_is_shipped(package: str) -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]
    ours = [path for path in tracked() if path.is_relative_to(ROOT / package) and path.suffix != ".py"]
    ours = [path for path in ours if path.suffix != ".map"]  # a wheel has none of the modules that they name
    wanted = [path for path in ours if not path.is_relative_to(FRONTEND)]  # its bundles are shipped
    assert wanted
    shipped = {
        found
        for pattern in [*(f"**/{pattern}" for pattern in patterns["*"]), *patterns[package]]
        for found in (ROOT / package).glob(pattern)
    }
    assert [path for path in wanted if path not in shipped] == []


def machine_paths(texts: dict[str, str]) -> list[str]:
    """Places where a path of somebody's machine stands in a file."""
    pattern = re.compile(r"(?<![\w.~\-/])/(?:home|root|Users|work|tmp|opt|farm)/[\w.]+")
    return [f"{name}: {found}" for name, text in texts.items() for found in pattern.findall(text)]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    texts = {}
    for path in tracked():
        with contextlib.suppress(UnicodeDecodeError):
            texts[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
    texts.pop("tests/test_project.py")  # the twin below plants one
    assert machine_paths(texts) == []


def test_the_guard_against_machine_paths_bites() -> None:
    assert machine_paths({"x": "see /home/anna/map"}) == ["x: /home/anna"]
    assert machine_paths({"x": "https://example.org/home/in-progress and ../home/plan"}) == []


def test_text_files_end_their_lines_with_lf_alone() -> None:
    binary = {".png", ".woff2"}
    assert [str(path) for path in tracked() if path.suffix not in binary and b"\r" in path.read_bytes()] == []


def test_no_tracked_file_is_heavy_and_shipped_geometry_stays_under_3_mb() -> None:
    sizes = {path: path.stat().st_size for path in tracked()}
    assert [str(path) for path, size in sizes.items() if size > 1_000_000] == []
    assert sum(size for path, size in sizes.items() if path.suffix == ".geojson") < 3_000_000


def test_the_library_alone_brings_no_web_into_memory() -> None:
    loaded = "[name for name in ('streamlit', 'folium', 'dashboard') if name in sys.modules]"
    question = f"import sys, geodata; geodata.load(); print({loaded})"
    completed = subprocess.run([sys.executable, "-c", question], cwd=ROOT, check=True, capture_output=True, text=True)
    assert completed.stdout.strip() == "[]"


def test_each_test_that_the_security_notes_name_exists() -> None:
    notes = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", notes))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    assert len(named) > 15
    assert sorted(named - there) == []
    sentences = re.split(r"\n- ", notes.split("## What this does not do")[0])[1:]
    held = re.compile("`test_|the same test|uvicorn's variable")
    assert [line for line in sentences if not held.search(line)] == []


def test_no_test_starts_an_event_loop_where_the_browsers_own_may_run() -> None:
    """A worker that has opened a browser refuses `asyncio.run`; `tests.scenes.played` runs it in another thread."""
    files = sorted((ROOT / "tests").glob("test_*.py"))
    assert [path.name for path in files if "asyncio" + ".run(" in path.read_text(encoding="utf-8")] == []
