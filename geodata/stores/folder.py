"""A folder of files as a store: read by `geodata.stores.files`, watched by the operating system."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from geodata.errors import Problem
from geodata.file_reader import LARGEST_LAYER, text_of
from geodata.stores.files import PARTS, load_checked, load_map_layers, load_quarantined
from geodata.tables import EVIDENCE, LAYERS, OTHER_LAYERS, Tables, path_of

FILES = tuple(path_of(table) for table in (*EVIDENCE, *LAYERS, *OTHER_LAYERS))

SETTLED_MS = 400
"""A change is reported after so many milliseconds of quiet: an editor writes several files."""

LONGEST_MS = 3000
"""A change is reported after so many milliseconds at the latest, even if files go on changing."""

LOOK_MS = 2000
"""Milliseconds between two comparisons of the state, for what no event reports: a moved link, a network drive."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """Evidence in a folder laid out like ``geodata/``.

    Parameters
    ----------
    folder : Path
        Holds ``evidence/`` and ``layers/``.
    """

    folder: Path

    @property
    def label(self) -> str:
        """Its path."""
        return str(self.folder)

    def pinned(self) -> "FolderStore":
        """Return itself."""
        return self

    def load_checked(self, drawn: bool = False) -> Tables:
        """Read the evidence; raise if anything is wrong."""
        return load_checked(self.folder, drawn)

    def load_quarantined(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the evidence and leave out the rows with problems."""
        return load_quarantined(self.folder)

    def load_map_layers(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the layers that are only drawn."""
        return load_map_layers(self.folder)

    def layer_names(self) -> tuple[str, ...]:
        """Name the layers of which there is a file."""
        return tuple(name for name in (*LAYERS, *OTHER_LAYERS) if (self.folder / path_of(name)).is_file())

    def layer_text(self, layer: str) -> str:
        """Return the text of a layer's file."""
        return text_of(self.folder / path_of(layer), path_of(layer), LARGEST_LAYER, self.folder)

    def state(self) -> object:
        """Describe the files by number, size and time of change."""
        return state_of(self.folder)

    def changes(self, stop: Event) -> Iterator[None]:
        """Yield when files have changed, and every two seconds besides."""
        import watchfiles  # here, so that reading evidence needs no watcher

        while not stop.is_set():
            places = _places(self.folder)
            if not places:
                yield from _pause(stop)
                continue
            turns = watchfiles.watch(
                *places,
                watch_filter=None,
                step=SETTLED_MS,
                debounce=LONGEST_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=False,
                ignore_permission_denied=True,
            )
            try:
                for _ in turns:
                    yield
                    if _places(self.folder) != places:
                        break  # a folder was deleted, came back, or is now another: watch that
            except OSError:  # it went while the watch began, or the system watches no more files
                yield from _pause(stop)


def state_of(folder: Path) -> object:
    """Describe the files of evidence by number, size and time of change, without reading any.

    Other files beside them, such as an editor's own, are passed over.

    Parameters
    ----------
    folder : path
        The folder.
    """
    found: list[tuple[str, int, int, int]] = []
    for name in FILES:
        try:
            file = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 (no Path in what each question may ask)
        except (OSError, ValueError):
            continue
        found.append((name, file.st_ino, file.st_size, file.st_ctime_ns))
    return str(folder), tuple(found)


def _places(folder: Path) -> dict[str, tuple[int, int]]:
    """Find the folders to watch, wherever links lead, each with what tells it from another of its name."""
    found: dict[str, tuple[int, int]] = {}
    for part in PARTS:
        try:
            place = os.path.realpath(folder / part)
            status = os.stat(place)  # noqa: PTH116
        except OSError:
            continue
        if os.path.isdir(place):  # noqa: PTH112
            found[place] = (status.st_dev, status.st_ino)
    return found


def _pause(stop: Event) -> Iterator[None]:
    if not stop.wait(LOOK_MS / 1000):
        yield
