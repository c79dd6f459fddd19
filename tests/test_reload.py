"""New evidence while the server runs: taken over whole or not at all, told, bounded, and undisturbed by editors."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.holder import Holder
from dashboard.release import Release, read_release
from dashboard.web.health import health
from dashboard.web.reload import FAILED, REFUSED, SAME, TAKEN, Reloader
from geodata.errors import GeodataError, Problem
from geodata.stores.folder import FolderStore
from tests.planting import copied, edited

CLAIMS = "evidence/claims.csv"
NAME, OTHER = "French first team in Nuuk", "French vanguard in Nuuk"


def renamed(folder: Path) -> None:
    edited(folder, "evidence/contingents.csv", NAME, OTHER)


class Bench:
    """A holder on a copy of the evidence, and what takes over its changes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, FolderStore(folder)
        self.reads = 0
        self.during: Callable[[], None] = lambda: None
        self.holder: Holder[Release] = Holder(self.make, GeodataError, self.store.state)
        self.reloader = Reloader(self.holder, lambda: self.store, self.make)

    def make(self) -> Release:
        self.reads += 1
        found = read_release()
        self.during()
        return found

    def after(self, change: Callable[[], object]) -> str:
        """Change something, reload, and tell what became of it."""
        change()
        self.reloader.reload(self.store)
        assert self.reloader.last
        return self.reloader.last.outcome

    @property
    def label(self) -> str:
        return self.holder().atlas.subjects["fra-advance"].label


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The evidence as it ships, read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEODATA_DIR", str(copied(tmp_path_factory.mktemp("whole"))))
        return read_release()


@pytest.fixture
def bench(folder: Path, monkeypatch: pytest.MonkeyPatch, whole: Release) -> Bench:
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    found = Bench(folder)
    found.holder.swap(whole)
    return found


def test_good_evidence_is_taken_over_and_the_old_is_kept(bench: Bench) -> None:
    first = bench.holder()
    assert bench.after(lambda: renamed(bench.folder)) == TAKEN
    assert (bench.label, bench.holder.kept[1]) == (OTHER, first)
    assert bench.after(lambda: os.utime(bench.folder / CLAIMS)) == SAME


def test_what_every_visitor_needs_is_worked_out_before_the_first_comes(bench: Bench, folder: Path) -> None:
    made: list[str] = []
    warm = Reloader(bench.holder, lambda: bench.store, bench.make, prepare=lambda one: made.append(one.release)).warm
    warm()
    assert made == [bench.holder().release]
    bench.holder.cache_clear()
    (folder / CLAIMS).unlink()
    warm()
    assert len(made) == 1, "nothing is served, and nobody is stopped by it"


def test_an_error_of_ours_in_the_first_view_does_not_end_the_start(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_release: Release) -> None:
        raise ZeroDivisionError("a fault of ours")

    Reloader(bench.holder, lambda: bench.store, bench.make, prepare=fail).warm()
    assert "ZeroDivisionError" in caplog.text


def linked(file: Path, goal: str) -> None:
    file.unlink()
    file.symlink_to(goal)


def replaced(file: Path, make: Callable[[Path], None]) -> None:
    file.unlink()
    make(file)


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "one wrong cell": (REFUSED, lambda file: edited(file.parents[1], CLAIMS, "2026-01-14", "2026-13-14")),
    "truncated in a row": (REFUSED, lambda file: os.truncate(file, file.stat().st_size // 2)),
    "deleted": (FAILED, lambda file: file.unlink()),
    "empty": (FAILED, lambda file: os.truncate(file, 0)),
    "rubbish": (FAILED, lambda file: file.write_bytes(os.urandom(200_000))),
    "a link to nowhere": (FAILED, lambda file: linked(file, "nowhere")),
    "a link to itself": (FAILED, lambda file: linked(file, file.name)),
    "a link to another file": (FAILED, lambda file: linked(file, "/etc/passwd")),
    "a folder": (FAILED, lambda file: replaced(file, Path.mkdir)),
    "a pipe": (FAILED, lambda file: replaced(file, os.mkfifo)),
    "all of it deleted": (FAILED, lambda file: shutil.rmtree(file.parents[1])),
}


def test_a_bad_edit_keeps_the_last_good_release_and_is_told_until_it_is_mended(
    bench: Bench, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.web.health.current_release", bench.holder)
    shutil.copytree(bench.folder, tmp_path / "whole")
    good = bench.holder()

    def mend() -> None:
        shutil.rmtree(bench.folder, ignore_errors=True)
        shutil.copytree(tmp_path / "whole", bench.folder)

    for fault, (outcome, spoil) in BAD.items():
        caplog.clear()
        mend()
        assert (fault, bench.after(lambda spoil=spoil: spoil(bench.folder / CLAIMS))) == (fault, outcome)  # type: ignore[misc]
        assert bench.holder() is good
        status, body = health(bench.reloader.last)
        assert (status, body["ready"], body["release"], body["reload"]["outcome"]) == (200, True, good.release, outcome)
        assert body["reload"]["problems"] >= 1
        assert str(tmp_path) not in str(body)
        assert "root:" not in str(body) + caplog.text
        assert "the last good release stays" in caplog.text
        assert body["reload"]["problem"].split(": found")[0].split("/")[-1] in caplog.text
    assert bench.after(mend) == SAME
    assert "problem" not in health(bench.reloader.last)[1]["reload"]


def test_who_began_with_faulty_rows_may_mend_one_and_add_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, whole: Release
) -> None:
    edited(folder, CLAIMS, "2026-01-14", "2026-13-14")
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    bench = Bench(folder)
    assert bench.holder().atlas.set_aside > 0
    assert bench.after(lambda: edited(folder, CLAIMS, "2026-01-15", "2026-15-15")) == REFUSED
    edited(folder, CLAIMS, "2026-15-15", "2026-01-15")
    assert bench.after(lambda: edited(folder, CLAIMS, "2026-13-14", "2026-01-14")) == TAKEN
    assert bench.holder().release == whole.release


def test_evidence_that_changes_while_it_is_read_is_read_again_and_not_for_ever(bench: Bench) -> None:
    def save() -> None:
        (bench.folder / CLAIMS).touch()

    bench.during = save
    assert bench.reloader.reload(bench.store) is None
    assert (bench.reads, bench.reloader.last) == (3, None)
    assert bench.label == NAME


def test_an_error_of_ours_takes_nothing_down(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    good = bench.holder()

    def fail() -> None:
        raise ZeroDivisionError("a fault of ours")

    bench.during = fail
    assert bench.after(lambda: renamed(bench.folder)) == FAILED
    assert bench.holder() is good
    assert "ZeroDivisionError" in caplog.text


class Away(FolderStore):
    """A store that does not answer, as a database may."""

    def state(self) -> object:
        raise GeodataError([Problem("postgresql://reader@host/evidence", "", "", "nobody answers", "start it")])


def test_a_store_that_does_not_answer_is_told_once_and_its_return_too(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    seen, away = bench.store.state(), Away(bench.folder)
    assert [bench.reloader.look(away, seen) for _ in range(3)] == [seen] * 3
    assert bench.reloader.counts == {TAKEN: 0, SAME: 0, REFUSED: 0, FAILED: 1}
    assert caplog.text.count("nobody answers") == 1
    assert bench.reloader.look(bench.store, seen) == seen
    assert bench.reloader.last
    assert bench.reloader.last.outcome == SAME
    assert bench.reads == 0


@contextmanager
def watched(bench: Bench) -> Iterator[Callable[[Callable[[], bool]], None]]:
    """Let the reloader run; the value waits until something holds."""
    came = threading.Condition()

    def settle() -> None:
        with came:
            came.notify_all()

    bench.reloader = Reloader(bench.holder, lambda: bench.store, bench.make, settle=settle)
    bench.reloader.start()

    def until(holds: Callable[[], bool]) -> None:
        with came:
            assert came.wait_for(holds, timeout=20)

    try:
        yield until
    finally:
        bench.reloader.stop()


def by_rename(folder: Path, old: str, new: str) -> None:
    """Save as editors do: a backup, a new file, and a change of names."""
    file = folder / "evidence" / "contingents.csv"
    (folder / "evidence" / ".contingents.csv.swp").write_bytes(b"x")
    draft = folder / "evidence" / "4913"
    draft.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    file.rename(f"{file}~")
    draft.rename(file)
    (folder / "evidence" / ".contingents.csv.swp").unlink()


def test_changes_are_noticed_however_they_are_saved(bench: Bench, tmp_path: Path) -> None:
    other = copied(tmp_path / "other")
    edited(other, "evidence/contingents.csv", NAME, "of another folder")
    with watched(bench) as until:
        renamed(bench.folder)
        until(lambda: bench.label == OTHER)
        by_rename(bench.folder, OTHER, "saved by a change of names")
        until(lambda: bench.label == "saved by a change of names")
        reads = bench.reads
        for name in (".~lock.claims.csv#", "claims.csv~", "notes.txt"):
            (bench.folder / "evidence" / name).write_bytes(b"x")
        (bench.folder / "evidence").rename(tmp_path / "away")
        (bench.folder / "evidence").symlink_to(other / "evidence")
        until(lambda: bench.label == "of another folder")
        edited(other, "evidence/contingents.csv", "of another folder", "behind a link")
        until(lambda: bench.label == "behind a link")
        assert bench.reads - reads <= 4
