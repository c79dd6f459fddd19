"""Broken evidence: the page opens all the same, says what it set aside in the words of the check, and healthz tells."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import geodata
from tests.browser.conftest import Shared, borrowed
from tests.browser.pages import Visit
from tests.browser.planting import broken
from tests.browser.serving import ROOT, Server, serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken(tmp_path_factory.mktemp("broken"))


@pytest.fixture(scope="module")
def broken_server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("home"), GEODATA_DIR=str(folder)) as running:
        yield running


@pytest.fixture
def visit(shared: Shared, broken_server: Server, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Lend one window on the broken evidence."""
    with borrowed(shared, broken_server.url, request.node) as lent:
        yield lent


def test_the_page_opens_without_the_broken_subjects_and_with_all_others(visit: Visit, atlas: geodata.Atlas) -> None:
    visit.go()
    whole = {subject for subject, state in atlas.at(atlas.openings["opening"].as_of).states.items() if state.step}
    missing = whole - set(visit.visible())
    assert missing == {"deu-recce", "fra-advance", "swe-planners", "station_nord"}


def test_it_says_how_many_rows_are_set_aside_and_lists_them_in_the_words_of_the_check(
    visit: Visit, folder: Path
) -> None:
    visit.go()
    notice = visit.page.locator(".st-key-aside summary")
    told_rows = re.search(r"\b(\d+) of [\d,]+ records are faulty and left out", notice.inner_text())
    assert told_rows
    assert int(told_rows[1]) == geodata.load_lenient(folder).set_aside  # the four wrong rows, and what hangs on them
    notice.click()
    completed = subprocess.run(
        [sys.executable, "-m", "dashboard", "check", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert completed.returncode == 1
    lines = [line for line in (completed.stdout + completed.stderr).splitlines() if "; write " in line]
    assert len(lines) == 4
    for line in lines:
        visit.page.get_by_text(line.split(": found")[0], exact=False).first.wait_for()


def test_totals_are_marked_as_incomplete(visit: Visit) -> None:
    visit.go()
    assert "incomplete" in visit.page.locator("body").inner_text()


def test_healthz_counts_what_is_set_aside_with_the_first_problem_and_stays_ready(broken_server: Server) -> None:
    answer = broken_server.get("/healthz")
    assert answer.status == 200
    body = json.loads(answer.body)
    assert body["ready"] is True
    assert body["set_aside"] > 0
    assert "write" in json.dumps(body)
