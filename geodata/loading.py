"""Reads a folder or a database into an atlas: strictly, or with what is faulty set aside."""

from pathlib import Path

from geodata.atlas import Atlas
from geodata.frames import Layers
from geodata.records import records_of
from geodata.stores.files import default_folder
from geodata.stores.folder import FolderStore
from geodata.stores.postgis.connection import PREFIXES, default_url
from geodata.stores.postgis.reading import PostgisStore
from geodata.stores.store import Store
from geodata.tables import EVIDENCE, LAYERS, Tables


def _kept(tables: Tables) -> int:
    return sum(len(tables.rows(name)) for name in (*EVIDENCE, *LAYERS))


def _lost(tables: Tables) -> int:
    """Count the rows left out: by their ids, and those that could not be read as rows."""
    unread = {(fault.file, fault.row) for fault in tables.faults if fault.row not in ("", "header")}
    return sum(map(len, tables.dropped.values())) + len(unread)


def load(where: Path | str | None = None) -> Atlas:
    """Read and check evidence.

    Parameters
    ----------
    where : path or str, optional
        A folder laid out like ``geodata/``, or the address of a database (``postgresql://…``). Without it the database
        that the environment variable ``GEODATA_URL`` names, else the folder of ``GEODATA_DIR``, else the package's own.

    Raises
    ------
    GeodataError
        With every problem at once.
    """
    store = store_of(where).pinned()
    tables = store.load_checked()
    return Atlas(records_of(tables), rows=_kept(tables), layers=_layers(store), tables=tables)


def store_of(where: Path | str | None = None) -> Store:
    """Return the store at a place; see `load`."""
    if where is None:
        return default_store()
    if isinstance(where, str) and where.startswith(PREFIXES):
        return PostgisStore(where)
    return FolderStore(Path(where))


def default_store() -> Store:
    """Return the store that serves where no other is named: the database of ``GEODATA_URL``, else `default_folder`."""
    url = default_url()
    return PostgisStore(url) if url else FolderStore(default_folder())


def load_store(store: Store) -> Atlas:
    """Read a store and set aside the rows that have problems, with the subjects that hang on them.

    Parameters
    ----------
    store : Store

    Raises
    ------
    GeodataError
        Only when a whole table cannot be read.
    """
    store = store.pinned()
    tables, problems = store.load_quarantined()
    lost = _lost(tables)
    return Atlas(records_of(tables), problems, _kept(tables) + lost, lost, _layers(store), tables)


def load_lenient(where: Path | str | None = None) -> Atlas:
    """Read evidence where `load` finds it; set aside the rows with problems, with the subjects that hang on them.

    Parameters
    ----------
    where : path or str, optional
        As for `load`.

    Returns
    -------
    Atlas
        ``problems`` say why rows are missing, ``set_aside`` how many.

    Raises
    ------
    GeodataError
        Only when a whole file cannot be read, or the database.
    """
    return load_store(store_of(where))


def _layers(store: Store) -> Layers:
    return Layers(store.layer_names, store.layer_text)
