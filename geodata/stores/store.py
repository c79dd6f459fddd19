"""What every store of evidence can do: be read, be judged, and say when it has changed."""

from collections.abc import Iterator
from threading import Event
from typing import Protocol

from geodata.errors import Problem
from geodata.tables import Tables


class Store(Protocol):
    """Where evidence is kept: a folder of files, or a database. Reading it changes nothing."""

    @property
    def label(self) -> str:
        """What an operator calls it: a path, or an address without its password."""

    def pinned(self) -> "Store":
        """Return a store of just what is kept now: what is read from it in several steps fits together.

        A folder has no such hold; it is read as it stands.

        Raises
        ------
        GeodataError
            When nothing is kept there, or nobody answers.
        """

    def load_checked(self, drawn: bool = False) -> Tables:
        """Read the evidence; raise if anything is wrong.

        Parameters
        ----------
        drawn : bool
            Also read the layers that are only drawn or computed.

        Raises
        ------
        GeodataError
            With all problems at once.
        """

    def load_quarantined(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the evidence and leave out the rows with problems.

        Returns
        -------
        Tables
            The rows that can be trusted.
        tuple of Problem
            Why the others are left out.

        Raises
        ------
        GeodataError
            Only when a whole table cannot be read.
        """

    def load_map_layers(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the layers that are only drawn, as far as they can be drawn; the problems say why one is left out."""

    def layer_names(self) -> tuple[str, ...]:
        """Name the layers that are there."""

    def layer_text(self, layer: str) -> str:
        """Return a layer as GeoJSON, as it was written."""

    def state(self) -> object:
        """Describe what is stored without reading it: equal as long as nothing has changed.

        Raises
        ------
        GeodataError
            When nobody answers.
        """

    def changes(self, stop: Event) -> Iterator[None]:
        """Yield each time that something may have changed, until `stop` is set.

        Several changes within a moment are one. It need not mean a change: the caller compares `state`.
        """
