"""One visit: its choice is read from the address at each run; besides, only what the map reported is remembered."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from dashboard.map import is_ready
from dashboard.state import KEYS, Notice, ViewState, Vocabulary, state_from_query
from dashboard.telling import DOORS
from geodata.atlas import Atlas

MEMORY = "_memory"


@dataclass
class Memory:
    """What stays between two runs.

    Parameters
    ----------
    late
        Whether the map did not start in time.
    """

    late: bool = False


class Session:
    """One visit.

    Parameters
    ----------
    session
        Streamlit's session state: what the elements reported, and our own memory.
    address
        The query of the address line.
    vocabulary
        The codes that an address may use.
    alone
        Whether no browser is there to draw a map.

    Attributes
    ----------
    address
        The query as it came, ours and foreign keys alike.
    state
        The choice.
    notices
        What could not be used of the address.
    """

    def __init__(
        self,
        session: MutableMapping[str, Any],
        address: Mapping[str, str],
        vocabulary: Vocabulary,
        alone: bool = False,
    ) -> None:
        self.alone = alone
        if MEMORY not in session:
            session[MEMORY] = Memory()
        self.memory: Memory = session[MEMORY]
        self.ready = is_ready(session)
        self.address = dict(address)
        ours = {key: value for key, value in self.address.items() if key in KEYS}
        self.state: ViewState
        self.notices: tuple[Notice, ...]
        self.state, self.notices = state_from_query(ours, vocabulary)

    @property
    def waiting(self) -> bool:
        """Whether the map has not reported yet and may still do so."""
        return not (self.ready is not None or self.memory.late or self.alone)

    @property
    def map_failed(self) -> bool:
        """Whether the map said that it failed, or did not start in time."""
        return self.ready is False or (self.memory.late and not self.ready)

    def map_is_late(self) -> None:
        """Remember that the map did not start in time."""
        self.memory.late = True


def vocabulary_of(atlas: Atlas) -> Vocabulary:
    """Collect the codes that an address may use."""
    opening = atlas.openings.get("opening") or next(iter(atlas.openings.values()))
    return Vocabulary(
        as_of=opening.as_of,
        known_by=opening.known_by,
        nations=frozenset(atlas.actors),
        subjects=frozenset(atlas.subjects),
        places=frozenset(atlas.places),
        events=frozenset(atlas.events),
        sources=frozenset(atlas.sources),
        doors=frozenset(DOORS),
    )
