"""A disk that is full while something is written: a clear word, nothing lost, nothing left. Really full, in memory."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard.cli import main
from geodata import deployments
from geodata.errors import NoAnswerError
from geodata.load_postgis import read_texts
from geodata.stores.postgis.parts import parts_of
from geodata.stores.postgis.reading import PostgisStore
from geodata.stores.postgis.writing import insert, loading
from tests.planting import copied, edited
from tests.postgres import Cluster, user
from tests.small_disk import Disk

OLD = "what stood here before"


@pytest.mark.parametrize("thing", ["rows --format csv", "rows --format xlsx"])
def test_an_export_on_a_full_disk_says_so_and_keeps_the_old_file(
    thing: str, disk: Disk, capsys: pytest.CaptureFixture[str]
) -> None:
    out = disk.path / "rows.out"
    out.write_text(OLD, encoding="utf-8")
    disk.fill(4096)
    with pytest.raises(SystemExit) as leave:
        main(["export", *thing.split(), "--out", str(out)])
    assert leave.value.code == 2
    output = capsys.readouterr().err
    assert "rows.out': No space left on device; make room, or name a file on another disk" in output
    assert (disk.files(), out.read_text(encoding="utf-8")) == (["rows.out"], OLD)


def test_the_computed_layer_on_a_full_disk_stays_as_it_was(
    disk: Disk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(disk.path)
    layer = folder / deployments.FILE
    layer.write_text(OLD, encoding="utf-8")
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    disk.fill(4096)
    assert deployments.main([]) == 1
    assert "deployments.geojson: found No space left on device; write it where there is room" in capsys.readouterr().out
    assert layer.read_text(encoding="utf-8") == OLD
    assert not layer.with_name("deployments.geojson.part").exists()


def test_a_load_into_a_full_disk_is_told_and_leaves_nothing(postgres: Cluster, disk: Disk, folder: Path) -> None:
    room = disk.path / "tables"
    room.mkdir()
    shutil.chown(room, user())
    edited(folder, "evidence/claims.csv", "it had not landed.", "it has not landed.")
    tables, texts = read_texts(folder)
    with postgres.copied("shipped") as url:
        name = urlsplit(url).path.strip("/")
        postgres.execute(f"CREATE TABLESPACE small LOCATION '{room}'")
        try:
            postgres.execute("ALTER TABLE geodata.claims SET TABLESPACE small", name)
            disk.fill(16_384)
            full = pytest.raises(NoAnswerError, match=r"no room at postgresql://.* \(.*No space left on device")
            with full, loading(url) as connection:
                insert(connection, parts_of(tables, texts), tables.folder, 0, "")
            assert PostgisStore(url).newest().id == 1
            (disk.path / "filling").unlink()
            with loading(url) as connection:
                insert(connection, parts_of(tables, texts), tables.folder, 0, "")
            assert PostgisStore(url).newest().id > 1
        finally:
            postgres.execute("ALTER TABLE geodata.claims SET TABLESPACE pg_default", name)
            postgres.execute("DROP TABLESPACE small")
