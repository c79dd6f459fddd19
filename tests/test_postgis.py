"""Evidence in PostgreSQL: the same as in the files, loaded whole or not at all, kept for good. Against a real one."""

import csv
import json
import os
import queue
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Placeholder

import geodata
from dashboard.cli import main as check
from geodata.errors import GeodataError, NoAnswerError
from geodata.load_postgis import GOOD, NAMES, PROBLEMS, main, read_texts
from geodata.schema.fields import columns_of
from geodata.stores.files import read_folder, read_tables
from geodata.stores.folder import FolderStore
from geodata.stores.postgis import reading
from geodata.stores.postgis.connection import connect, label_of
from geodata.stores.postgis.parts import Part, divided, joined, part_of_layer, part_of_table, parts_of
from geodata.stores.postgis.reading import PostgisStore, read_release
from geodata.stores.postgis.writing import insert, loading
from geodata.tables import EVIDENCE, LAYERS, OTHER_LAYERS, Tables, path_of
from tests.planting import GEODATA, edited, moved
from tests.postgres import Cluster, programs

CLAIMS = "evidence/claims.csv"
DOCS = Path(__file__).resolve().parents[1] / "docs" / "postgresql.md"
MAY_NOT = (
    "GEODATA_URL: found a role without the right (permission denied for database arctic); "
    "write the role that docs/postgresql.md names for this\n"
)
SMALL = ("opening", "contingents")
OLD, NEW = "it had not landed.", "it has not landed."

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the loader against a database, as an editor does: its exit code and what it says."""

    def run(url: str, *words: object) -> tuple[int, str]:
        monkeypatch.setenv("GEODATA_URL", url)
        code = main([str(word) for word in words])
        return code, capsys.readouterr().out

    return run


def ready(folder: Path) -> tuple[Tables, list[Part]]:
    tables, texts = read_texts(folder)
    return tables, parts_of(tables, texts)


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement.encode()).fetchall()


def complaint(store: PostgisStore) -> str:
    with pytest.raises(GeodataError) as error:
        store.load_checked()
    return str(error.value)


# The same evidence.


def test_the_shipped_evidence_makes_the_same_atlas_from_the_database(shipped: str, atlas: geodata.Atlas) -> None:
    found = geodata.load(shipped)
    assert found.records == atlas.records
    assert (found.problems, found.rows, found.set_aside) == (atlas.problems, atlas.rows, atlas.set_aside)
    assert PostgisStore(shipped).load_map_layers() == FolderStore(GEODATA).load_map_layers()
    assert PostgisStore(shipped).read(NAMES) == read_tables(GEODATA, drawn=True)


def test_the_layers_are_the_same_tables_for_a_notebook(shipped: str, atlas: geodata.Atlas) -> None:
    found = geodata.load(shipped).layers
    assert list(found) == list(atlas.layers)
    for name in ("contributing_nations", "diplomatic_posts"):
        assert_geodataframe_equal(found[name], atlas.layers[name])


def test_with_the_address_in_the_environment_the_database_goes_before_the_folder(
    shipped: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(folder, "evidence/opening.csv", "Latest", "Newest")
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    assert geodata.load_lenient().openings["latest"].label == "Newest"
    monkeypatch.setenv("GEODATA_URL", shipped)
    assert geodata.load_lenient().openings["latest"].label == "Latest"
    assert geodata.load_lenient(folder).openings["latest"].label == "Newest"


FAULTS = (
    ("claims.csv", "\ndep_deu_01-step,", "\ndep deu 01,"),
    ("claims.csv", ",announced,,,2026-01-15,", ",announced,1,,2026-02-30,"),
    ("claims.csv", "reported,seed,", "believed,seed;nobody,"),
    ("claims.csv", OLD, "La\0nded\n,surplus"),
    ("sources.csv", "https://", "ftp://"),
    ("events.csv", "\nev_001,", "\nev_002,"),
    ("opening.csv", "\nlatest,Latest", '\nlatest,"=1+1 {{7*7}} ’quote\\'),
    ("opening.csv", "\narticle,", "\nArticle \u200b,"),
    ("actors.csv", "\nDNK,state", "\nDNK,kingdom"),
    ("sites.geojson", '"precision": "site"', '"exactness": "site"'),
    ("sites.geojson", '"features": [', '"crs": {"a": 1}, "crs": "\\ud800\\u0000", "features": ["rubbish", {"id": 5}, '),
    ("places.geojson", "[-53.6735,66.93946]", "[-53.6735,66.93946,1e400]"),
    ("places.geojson", '"id": "nuuk"', '"id": "nuuk", "id": "nu\\u0000uk", "twice": [1.0, 1e2, -0]'),
    ("diplomatic_posts.geojson", '"type":"Point"', '"type":"Pint"'),
)


@pytest.fixture
def spoiled(folder: Path) -> Path:
    """A folder with a fault of every kind that a file can have and still be read."""
    for name, old, new in FAULTS:
        edited(folder, ("evidence/" if name.endswith(".csv") else "layers/") + name, old, new)
    path = folder / "evidence" / "contingents.csv"
    path.write_bytes(path.read_bytes().replace(b"\nfra-advance,", b"\nfr\xf8-advance,"))
    for layer in ("greenland", "pituffik"):
        shutil.copy(GEODATA / "layers" / f"{layer}.geojson", folder / "layers")
    moved(folder, "pituffik", "pituffik-area", {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], ["x", 2]]]})
    return folder


def test_a_folder_full_of_faults_makes_the_same_atlas_and_the_same_problems(
    spoiled: Path, database: str, command: Command
) -> None:
    wanted = geodata.load_lenient(spoiled)
    assert len(wanted.problems) > 30
    code, output = command(database, spoiled)
    assert code == PROBLEMS
    with pytest.raises(GeodataError) as error:
        FolderStore(spoiled).load_checked(drawn=True)
    assert output.splitlines() == error.value.lines()
    assert query(database, "SELECT to_regnamespace('geodata')::text") == [(None,)], "nothing was even begun"

    code, output = command(database, spoiled, "--with-problems")
    assert code == GOOD
    assert re.search(r"^\d\d rows have problems; they are set aside wherever this is read$", output, re.M)
    found = geodata.load_lenient(database)
    assert found.records == wanted.records
    assert (found.problems, found.rows, found.set_aside) == (wanted.problems, wanted.rows, wanted.set_aside)
    assert PostgisStore(database).load_map_layers() == FolderStore(spoiled).load_map_layers()
    assert complaint(PostgisStore(database)).splitlines()[-1] == geodata_error(spoiled)


def geodata_error(folder: Path) -> str:
    with pytest.raises(GeodataError) as error:
        FolderStore(folder).load_checked()
    return error.value.lines()[-1]


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "2026-01", "=1", "a;b", " x", "latest", "NULL", "\\N", "\\.", '"', "æ", "x" * 500, "\t", "\0"]
)
MEMBERS = ("id", "kind", "place", "geometry")
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=25)
@given(
    cells=st.lists(st.tuples(st.sampled_from(SMALL), st.integers(0, 3), st.integers(0, 4), CELLS), max_size=4),
    values=st.lists(st.tuples(st.integers(0, 16), st.sampled_from(MEMBERS), JSONS), max_size=4),
)
def test_whatever_stands_in_a_cell_comes_back_as_it_was(
    cells: list[tuple[str, int, int, str]], values: list[tuple[int, str, object]], shipped: str, tmp_path: Path
) -> None:
    folder = tmp_path / "any"
    for part in ("evidence", "layers"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for table in SMALL:
        with (GEODATA / path_of(table)).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for _, row, column, text in (one for one in cells if one[0] == table):
            rows[row][column] = text
        with (folder / path_of(table)).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    layer = json.loads((GEODATA / path_of("sites")).read_text(encoding="utf-8"))
    for number, name, value in values:
        feature = layer["features"][number]
        (feature if name == "geometry" else feature["properties"])[name] = value
    text = json.dumps(layer)
    (folder / path_of("sites")).write_text(text, encoding="utf-8")
    tables, unreadable = read_folder(folder, SMALL, ("sites",))
    if unreadable:
        return  # refused, as any file that cannot be read
    parts = [*(part_of_table(tables, table) for table in SMALL), part_of_layer("sites", text)]
    with connect(shipped, writes=True) as connection, connection.transaction(force_rollback=True):
        insert(connection, parts, tables.folder, 0, "")
        assert read_release(connection, (*SMALL, "sites")) == tables


@given(JSONS, st.lists(JSONS, max_size=4), st.sampled_from(["", " ", "\n\t "]))
def test_a_collection_is_divided_and_joined_without_loss(member: object, features: list[object], blank: str) -> None:
    texts = [json.dumps(one) for one in features]
    listed = f"[{f'{blank},'.join(texts)}{blank}]"
    text = f'{blank}{{{blank}"a"{blank}:{json.dumps(member)}{blank},"features":{blank}{listed}{blank}}}'
    head, found = divided(text)
    assert found == texts
    assert json.loads(joined(head, found)) == json.loads(text)


def test_a_name_that_stands_twice_around_the_features_is_kept_for_the_checks() -> None:
    head, found = divided('{"features": [1], "x": 0, "features": [2, 3]}')
    assert (head, found) == ('"x": 0,"features": [1]', ["2", "3"])


# Loading.


def test_a_load_says_what_it_did_and_a_second_one_of_the_same_says_that_nothing_is_new(
    database: str, command: Command
) -> None:
    code, output = command(database, GEODATA, "--note", "as it ships")
    assert code == GOOD
    first, *rest = output.splitlines()
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d \w+"
    assert re.fullmatch(rf"loaded into {label_of(database)} as release 1 of {when} by postgres: as it ships", first)
    claims = len(FolderStore(GEODATA).load_checked().claims)
    assert rest[0] == f"evidence/claims.csv: {claims} new"
    assert [line.partition(":")[0] for line in rest if not line.startswith(" ")] == [path_of(name) for name in NAMES]
    code, output = command(database, GEODATA)
    assert (code, output.partition(" of ")[0]) == (GOOD, "nothing new: release 1")
    assert query(database, "SELECT count(*) FROM geodata.release") == [(1,)]


def test_a_change_is_a_release_of_its_own_and_the_old_one_stays(shipped: str, folder: Path, command: Command) -> None:
    shutil.rmtree(folder / "layers")
    shutil.copytree(GEODATA / "layers", folder / "layers")
    edited(folder, CLAIMS, OLD, NEW)
    code, output = command(shipped, folder, "--based-on", 1, "--note", "grammar")
    assert code == GOOD
    assert output.splitlines()[1:] == ["evidence/claims.csv: 1 changed", "  changed dep_deu_01-step: text"]
    old, new = (PostgisStore(shipped, number).read(("claims",)).claims[0]["text"] for number in (1, 2))
    assert (old.endswith(OLD), new.endswith(NEW)) == (True, True)
    assert query(shipped, "SELECT count(*) FROM geodata.part") == [(len(NAMES) + 1,)], "only the claims are stored anew"
    code, output = command(shipped, "--history")
    assert [line[:9] for line in output.splitlines()] == ["release 2", "release 1"]
    assert output.splitlines()[0].endswith("by postgres: grammar")
    assert query(shipped, "SELECT text FROM geodata.current_claims WHERE id = 'dep_deu_01-step'") == [(new,)]


def test_the_second_of_two_editors_is_told_what_he_would_undo(
    shipped: str, folder: Path, tmp_path: Path, command: Command
) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    edited(folder, CLAIMS, OLD, NEW)
    edited(other, "evidence/opening.csv", "Latest", "Newest")
    assert command(shipped, folder, "--based-on", 1)[0] == GOOD
    code, output = command(shipped, other, "--based-on", 1)
    assert code == PROBLEMS
    assert output.startswith("--based-on: found release 2 of ")
    assert "which came after release 1; write that into your folder first (evidence/claims.csv: 1 changed; " in output
    assert "changed dep_deu_01-step: text" in output
    assert output.endswith("then --based-on 2\n")
    code, output = command(shipped, other)
    assert (code, output.endswith("write --based-on 2 if your folder holds what that one says\n")) == (PROBLEMS, True)
    code, output = command(shipped, other, "--based-on", 9)
    assert (code, "found no release 9; release 2 of" in output) == (PROBLEMS, True)
    edited(other, CLAIMS, OLD, NEW)
    assert command(shipped, other, "--based-on", 2)[0] == GOOD


def test_an_editor_who_loads_while_another_does_is_told_so(shipped: str, folder: Path, command: Command) -> None:
    edited(folder, CLAIMS, OLD, NEW)
    with loading(shipped):
        code, output = command(shipped, folder, "--based-on", 1)
    assert code == PROBLEMS
    assert re.match(
        r"GEODATA_URL: found another load under way by postgres since \d\d:\d\d:\d\d; write yours once", output
    )
    assert command(shipped, folder, "--based-on", 1)[0] == GOOD


def test_two_releases_can_never_follow_one(shipped: str) -> None:
    follows = "INSERT INTO geodata.release (based_on, folder, digest, problems) VALUES ({}, '', repeat('0', 64), 0)"
    with psycopg.connect(shipped, autocommit=True) as connection:
        connection.execute(follows.format(1).encode())
        for base in ("1", "NULL"):
            with pytest.raises(psycopg.errors.UniqueViolation, match=r"release_based_on_key|one_first_release"):
                connection.execute(follows.format(base).encode())


def test_a_load_that_breaks_off_leaves_nothing_and_nobody_sees_it_before_it_is_whole(
    shipped: str, folder: Path, postgres: Cluster
) -> None:
    edited(folder, CLAIMS, OLD, NEW)
    tables, parts = ready(folder)
    store = PostgisStore(shipped)

    def broken_off() -> None:
        with loading(shipped) as line:
            insert(line, parts, tables.folder, 0, "")
            assert read_release(line, NAMES) == tables
            assert store.newest().id == 1
            assert store.read(("claims",)).claims[0]["text"].endswith(OLD)
            postgres.execute(f"SELECT pg_terminate_backend({line.info.backend_pid})")
            line.execute("SELECT 1")

    with pytest.raises(GeodataError, match=r"found no answer from postgresql://.* \(the connection is lost\)"):
        broken_off()
    assert query(shipped, "SELECT max(id), count(*) FROM geodata.release") == [(1, 1)]
    assert query(shipped, "SELECT count(*) FROM geodata.part") == [(len(NAMES),)]
    with loading(shipped) as line:
        insert(line, parts, tables.folder, 0, "")
    assert store.read(("claims",)).claims[0]["text"].endswith(NEW)


def test_a_store_that_is_pinned_reads_one_release_whatever_is_loaded(shipped: str, folder: Path) -> None:
    edited(folder, CLAIMS, OLD, NEW)
    held = PostgisStore(shipped).pinned()
    tables, parts = ready(folder)
    with loading(shipped) as line:
        insert(line, parts, tables.folder, 0, "")
    assert held.read(("claims",)).claims[0]["text"].endswith(OLD)
    assert held.layer_names() == (*LAYERS, *OTHER_LAYERS)
    assert PostgisStore(shipped).layer_names() == LAYERS, "this folder has no others"


def test_check_looks_at_the_database_that_is_set_and_says_so(
    shipped: str, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GEODATA_DIR", str(folder / "nowhere"))
    monkeypatch.setenv("GEODATA_URL", shipped)
    place = f"the database {label_of(shipped)}, release"
    assert check(["check"]) == GOOD
    first, counts = capsys.readouterr().out.splitlines()
    assert (first, counts.split()[1], counts[-13:]) == (f"{place} 1:", "claims,", ": no problems")
    edited(folder, "evidence/opening.csv", "Latest,latest", "Latest,soon")
    assert command(shipped, folder, "--based-on", 1, "--with-problems")[0] == GOOD
    assert check(["check"]) == PROBLEMS
    fault = "geodata/evidence/opening.csv: row latest: as_of: found 'soon'; write YYYY-MM-DD or latest"
    assert capsys.readouterr().out.splitlines() == [f"{place} 2:", fault]
    assert check(["check", str(GEODATA), "--against", shipped]) == GOOD, "a folder that is named goes before"
    assert "the old evidence has 1 problems" in capsys.readouterr().out


def test_check_looks_at_the_database_of_the_settings_file(
    shipped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "arctic.toml").write_text(f'evidence_url = "{shipped}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCTIC_SETTINGS", str(tmp_path / "arctic.toml"))
    monkeypatch.setenv("GEODATA_URL", "")  # whatever the command sets is forgotten afterwards
    assert check(["check"]) == GOOD
    assert capsys.readouterr().out.startswith(f"the database {label_of(shipped)}, release 1:\n")


def test_check_of_a_database_that_does_not_answer_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(["check", "postgresql://127.0.0.1:1/x"]) == PROBLEMS
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("GEODATA_URL: found no answer from postgresql://127.0.0.1:1/x (Connection refused); write")


def test_wrong_use_is_told_with_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for url in ("", "mysql://localhost/x"):
        monkeypatch.setenv("GEODATA_URL", url)
        with pytest.raises(SystemExit) as leave:
            main([])
        assert leave.value.code == 2
        assert "set GEODATA_URL to the database: GEODATA_URL=postgresql://USER@HOST/DATABASE" in capsys.readouterr().err


# What the database holds on its own.


@pytest.mark.parametrize("change", ["UPDATE {} SET part = part", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_that_was_loaded_can_be_changed_not_even_by_its_owner(shipped: str, change: str) -> None:
    for table in ("claims", "feature", "release_part"):
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match="releases are kept as they were loaded"):
            query(shipped, change.format(f"geodata.{table}"))


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("id", "no id"),
        ("id", ""),
        ("subject", "x;y"),
        ("low", "13.5"),
        ("day", "15.1.2026"),
        ("sources", "seed; klar_15"),
        ("text", ""),
        ("text", "=HYPERLINK()"),
        ("value", " announced"),
        ("text", "two\nlines"),
    ],
)
def test_a_cell_that_breaks_the_form_of_its_column_is_refused(shipped: str, column: str, cell: str) -> None:
    row = query(shipped, "SELECT * FROM geodata.claims LIMIT 1")[0]
    cells = dict(zip(("part", "position", "line", *columns_of("claims")), row, strict=True))
    cells |= {"position": 9000, "id": "another", column: cell}
    statement = SQL("INSERT INTO geodata.claims VALUES ({})").format(SQL(", ").join([Placeholder()] * len(cells)))
    with psycopg.connect(shipped) as connection, pytest.raises(psycopg.errors.CheckViolation, match="domain"):
        connection.execute(statement, list(cells.values()))


def test_an_id_stands_once_in_a_table(shipped: str) -> None:
    again = """INSERT INTO geodata.opening
        SELECT part, position + 9, line, id, label, as_of, known_by, note FROM geodata.opening"""
    with pytest.raises(psycopg.errors.UniqueViolation, match="opening_part_id_key"):
        query(shipped, again)


def test_the_database_has_the_columns_of_the_codebook(shipped: str) -> None:
    for table in EVIDENCE:
        named = (
            "SELECT attname FROM pg_attribute WHERE attrelid = 'geodata.{}'::regclass AND attnum > 0 ORDER BY attnum"
        )
        columns = tuple(name for (name,) in query(shipped, named.format(table)))
        remedy = "a new column needs a step in geodata/stores/postgis/migrations/versions"
        assert columns == ("part", "position", "line", *columns_of(table)), remedy


def test_the_layers_have_their_geometry_in_wgs_84(shipped: str) -> None:
    drawn = "SELECT count(geometry), bool_and(ST_IsValid(geometry)), min(ST_SRID(geometry)) FROM geodata.current_{}"
    for layer, features in read_tables(GEODATA, drawn=True).features.items():
        told_of = sum(feature.geometry is not None for feature in features)
        assert query(shipped, drawn.format(layer)) == [(told_of, True, 4326)]
    near = """SELECT id FROM geodata.current_places WHERE properties ->> 'kind' = 'town'
        AND ST_DWithin(geometry::geography, ST_Point(-51.72, 64.18, 4326)::geography, 20000)"""
    assert query(shipped, near) == [("nuuk",)]


# The page of the documentation, word by word.


def block(start: str) -> str:
    """Return the one block of the documentation that begins with some words."""
    (found,) = re.findall(rf"```\w+\n({re.escape(start)}.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def test_roles_load_reading_and_restoring_go_as_the_documentation_says(
    postgres: Cluster, command: Command, tmp_path: Path, atlas: geodata.Atlas
) -> None:
    postgres.run("psql", "--set=ON_ERROR_STOP=1", "--quiet", postgres.url(), input=block("CREATE ROLE arctic_owner"))
    owner, reader = (postgres.url("arctic", f"arctic_{name}") for name in ("owner", "reader"))
    assert command(owner, GEODATA)[0] == GOOD
    assert geodata.load(reader).records == atlas.records
    code, output = command(reader, GEODATA, "--based-on", 1)
    assert (code, output) == (PROBLEMS, MAY_NOT)
    for change in (
        "INSERT INTO geodata.release DEFAULT VALUES",
        "DROP TABLE geodata.claims",
        "CREATE TABLE mine (id int)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"permission denied|must be owner"):
            query(reader, change)
    for question in block("SELECT subject").strip().rstrip(";").split(";\n"):
        assert query(reader, question), question

    where = {"PGHOST": "127.0.0.1", "PGPORT": str(postgres.port), "PGUSER": "postgres", "GEODATA_URL": owner}
    path = f"{programs()}:{os.environ['PATH']}"
    restore = ["bash", "-euc", block("pg_dump")]
    subprocess.run(restore, cwd=tmp_path, env={**os.environ, **where, "PATH": path}, check=True)
    again = postgres.url("arctic_again", "arctic_reader")
    assert geodata.load(again).records == atlas.records
    assert PostgisStore(again).load_map_layers() == FolderStore(GEODATA).load_map_layers()
    assert command(postgres.url("arctic_again", "arctic_owner"), GEODATA)[1].startswith("nothing new: release 1")


# When something is not as it should be.


def test_without_the_driver_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(GeodataError) as error:
        geodata.load("postgresql://localhost/x")
    text = "GEODATA_URL: the driver psycopg is not installed here; run pip install 'arctic-endurance-map[postgres]'"
    assert str(error.value) == text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://anna:secret@127.0.0.1:1/x",
            "GEODATA_URL: found no answer from postgresql://127.0.0.1:1/x (Connection refused); write the address of",
        ),
        ("postgresql://anna:secret@[::1", "found an address that PostgreSQL cannot read; write postgresql://USER@HOST"),
    ],
)
def test_an_address_where_nobody_answers_is_told_without_its_password(url: str, expected: str) -> None:
    text = complaint(PostgisStore(url))
    assert expected in text
    assert "secret" not in text


def test_a_database_without_evidence_names_the_loader(database: str) -> None:
    assert complaint(PostgisStore(database)).endswith(
        "write the evidence into it: python -m geodata.load_postgis FOLDER"
    )
    with loading(database):
        pass
    text = "GEODATA_URL: found no evidence in the database; write it by: python -m geodata.load_postgis FOLDER"
    assert complaint(PostgisStore(database)) == text
    assert complaint(PostgisStore(database, 5)).startswith("GEODATA_URL: found no release 5 in the database")


def test_a_database_without_postgis_is_told_who_has_to_bring_it(postgres: Cluster, command: Command) -> None:
    postgres.execute("CREATE ROLE plain LOGIN")
    postgres.execute("CREATE DATABASE plain OWNER plain")
    code, output = command(postgres.url("plain", "plain"), GEODATA)
    assert code == PROBLEMS
    assert output.startswith(
        "GEODATA_URL: found a database without PostGIS; write it in once, as a superuser: CREATE EXTEN"
    )


def test_a_slow_database_is_given_up_and_told(shipped: str) -> None:
    store = PostgisStore(f"{shipped}?options=-c%20statement_timeout%3D200")
    with psycopg.connect(shipped) as other:
        other.execute("LOCK TABLE geodata.release IN ACCESS EXCLUSIVE MODE")
        assert "in time" in complaint(store)
        with pytest.raises(NoAnswerError, match="in time"):
            store.state()
    assert store.state() == 1


def test_a_database_that_has_stopped_to_answer_is_hung_up_on(shipped: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PATIENCE_S", 0.3)
    store = PostgisStore(f"{shipped}?options=-c%20statement_timeout%3D60000")
    with psycopg.connect(shipped) as other:
        other.execute("LOCK TABLE geodata.part IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        assert complaint(store).startswith("GEODATA_URL: found no answer from postgresql://127.0.0.1:")
        assert time.monotonic() - began < 10


@contextmanager
def listening(url: str) -> Iterator[queue.SimpleQueue[object]]:
    """Collect what the store of a database says whenever it gives a turn, in a thread that waits for changes."""
    stop, text = threading.Event(), queue.SimpleQueue[object]()
    store = PostgisStore(url)

    def listen() -> None:
        for _ in store.changes(stop):
            try:
                text.put(store.state())
            except NoAnswerError:
                text.put(None)

    thread = threading.Thread(target=listen)
    thread.start()
    yield text
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def turns(shipped: str) -> Iterator[queue.SimpleQueue[object]]:
    with listening(shipped) as heard:
        yield heard


def test_a_load_is_heard_at_once_and_so_is_that_the_database_went_and_came_back(
    turns: queue.SimpleQueue[object], shipped: str, folder: Path, command: Command, postgres: Cluster
) -> None:
    assert turns.get(timeout=10) == 1
    edited(folder, CLAIMS, OLD, NEW)
    assert command(shipped, folder, "--based-on", 1)[0] == GOOD
    assert turns.get(timeout=5) == 2, "long before it would be asked for"
    postgres.stop()
    assert turns.get(timeout=10) is None
    time.sleep(1.5)
    assert turns.empty(), "nobody is asked in vain until it is back"
    postgres.start()
    assert turns.get(timeout=10) == 2


def test_a_standby_serves_what_is_loaded_elsewhere_though_it_cannot_tell_of_it(
    shipped: str, postgres: Cluster, folder: Path
) -> None:
    edited(folder, CLAIMS, OLD, NEW)
    tables, parts = ready(folder)
    with postgres.standby() as copy:
        url = copy.url(shipped.rpartition("/")[2])
        with psycopg.connect(url) as line, pytest.raises(psycopg.errors.ReadOnlySqlTransaction, match="LISTEN"):
            line.execute("LISTEN geodata_release")
        assert PostgisStore(url).read(NAMES) == read_tables(GEODATA, drawn=True)
        with listening(url) as heard:
            assert heard.get(timeout=10) == 1
            with loading(shipped) as line:
                insert(line, parts, tables.folder, 0, "")
            while heard.get(timeout=10) != 2:
                pass
        assert PostgisStore(url).read(("claims",)).claims[0]["text"].endswith(NEW)
