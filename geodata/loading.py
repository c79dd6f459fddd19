"""Reads a folder into an atlas: strictly, or with what is faulty set aside."""

from pathlib import Path

from geodata.atlas import Atlas
from geodata.records import records_of
from geodata.stores.files import checked, default_folder
from geodata.stores.folder import FolderStore
from geodata.stores.store import Store
from geodata.tables import EVIDENCE, LAYERS, Tables


def _kept(tables: Tables) -> int:
    return sum(len(tables.rows(name)) for name in (*EVIDENCE, *LAYERS))


def _lost(tables: Tables) -> int:
    """Count the rows left out: by their ids, and those that could not be read as rows."""
    unread = {(fault.file, fault.row) for fault in tables.faults if fault.row not in ("", "header")}
    return sum(map(len, tables.dropped.values())) + len(unread)


def _home(folder: Path | str | None) -> Path:
    return default_folder() if folder is None else Path(folder)


def load(folder: Path | str | None = None) -> Atlas:
    """Read and check a folder laid out like ``geodata/``.

    Parameters
    ----------
    folder : path, optional
        Where ``evidence/`` and ``layers/`` lie; without it the folder that the environment variable ``GEODATA_DIR``
        names, or the package's own.

    Raises
    ------
    GeodataError
        With every problem at once.
    """
    tables = checked(folder)
    return Atlas(records_of(tables), rows=_kept(tables), folder=_home(folder))


def default_store() -> Store:
    """Return the store that serves where no other is named: the folder of `default_folder`."""
    return FolderStore(default_folder())


def load_store(store: Store) -> Atlas:
    """Read a store and set aside the rows that have problems, with the subjects that hang on them.

    Raises
    ------
    GeodataError
        Only when a whole table cannot be read.
    """
    tables, problems = store.set_aside()
    lost = _lost(tables)
    folder = store.folder if isinstance(store, FolderStore) else None
    return Atlas(records_of(tables), problems, _kept(tables) + lost, lost, folder)


def load_lenient(folder: Path | str | None = None) -> Atlas:
    """Read a folder and set aside the rows that have problems, with the subjects that hang on them.

    Raises
    ------
    GeodataError
        Only when a whole file cannot be read.
    """
    return load_store(FolderStore(_home(folder)))
