"""What one visit remembers between runs, and how a choice is found at the start of a run.

The address wins when it differs from what was written last: a link, Back, Forward. Otherwise the last choice holds,
changed by what the reader did since: fields, the map's report, a row of the table, a search hit, the menu.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from dashboard.map import Report, last_report
from dashboard.panels import header, table
from dashboard.panels.fields import AS_OF, KNOWN, Fields
from dashboard.present.story import as_told
from dashboard.state import KEYS, LAST_SCENE, PROJECTIONS, Notice, ViewState, Vocabulary, parse_day, state_from_query
from geodata.atlas import Atlas

RESET = "reset"
MEMORY = "_memory"
EVERYTHING = "9999-12-31"
ECHO_S = 1.5  # nobody opens a list and chooses in less
ECHOING = (AS_OF, KNOWN)  # Streamlit's selectboxes do it; its multiselects and the search do not


@dataclass
class Memory:
    """What stays between two runs.

    Parameters
    ----------
    state
        The choice of the last run; None before the first.
    address
        The query that belongs to it.
    notices
        What could not be used of the address.
    filled
        What the fields were given.
    echoes
        What a field held before it was given another value, and until when the browser may still send that back.
    reported
        Number of the last report of the map that was heard.
    row
        The row of the table that was chosen.
    fit
        Changes when the whole of Greenland is to be shown again.
    late, alone
        Whether the map did not start in time; whether no browser is there to draw one.
    ids, hits
        The ids of the rows on show, and what `sel` each search hit would set.
    """

    state: ViewState | None = None
    address: dict[str, str] | None = None
    notices: tuple[Notice, ...] = ()
    filled: dict[str, Any] = field(default_factory=dict)
    echoes: dict[str, tuple[Any, float]] = field(default_factory=dict)
    reported: int = 0
    row: int | None = None
    fit: int = 0
    late: bool = False
    alone: bool = False
    ids: list[str] = field(default_factory=list)
    hits: list[str] = field(default_factory=list)


class Session:
    """One visit.

    Parameters
    ----------
    session
        Streamlit's session state: values of widgets, and our own memory.
    address
        The query of the address line.
    """

    def __init__(self, session: MutableMapping[str, Any], address: Any) -> None:
        self._session, self._address = session, address
        if MEMORY not in session:
            session[MEMORY] = Memory()
        self.memory: Memory = session[MEMORY]
        self.report: Report = last_report(session)
        self.asked_for: str = session.get(header.MENU) or ""

    @property
    def waiting(self) -> bool:
        """Whether the map has not reported yet and may still do so."""
        return not (self.report.ready or self.memory.late or self.memory.alone)

    @property
    def map_failed(self) -> bool:
        """Whether the map did not start in time."""
        return self.memory.late and not self.report.ready

    def map_is_late(self) -> None:
        """Remember that the map did not start in time."""
        self.memory.late = True

    def read(self, vocabulary: Vocabulary, fields: Fields) -> ViewState:
        """Find the choice of this run, write it to the address, and fill the fields with it."""
        memory = self.memory
        address = {key: self._address[key] for key in KEYS if key in self._address}
        if memory.state is None or self._came_by(address, memory.state, fields):
            state, memory.notices = state_from_query(address, vocabulary)
            memory.reported = self.report.number
            memory.row = table.selected_row(self._session)
        else:
            state = self._moved_on(memory.state, vocabulary, fields)
            query = state.to_query(vocabulary)
            if query != memory.state.to_query(vocabulary):
                self._address.from_dict(query)
                memory.notices = ()
                address = query
        memory.address, memory.state = address, state
        self._fill(fields.values(as_told(state)))
        return state

    def _came_by(self, address: Mapping[str, str], state: ViewState, fields: Fields) -> bool:
        """Say whether the reader came by an address: a link, Back, Forward.

        Two quick choices can overtake the address that the first one wrote: then the browser still sends the old one,
        together with the second choice. Who acts on the page does not navigate, so that address is passed over; so is
        one that comes with an echo, which is a run of the browser's own.
        """
        new = address != self.memory.address
        return new and not self._acted(as_told(state), fields) and not any(map(self._echoed, self.memory.filled))

    def _acted(self, shown: ViewState, fields: Fields) -> bool:
        """Say whether the reader did something on the page since the last run."""
        memory, session = self.memory, self._session
        return (
            bool(session.get(RESET) or session.get(header.PRESENT) or self.asked_for)
            or any(session.get(f"{header.HIT}{number}") for number in range(len(memory.hits)))
            or fields.change(shown, memory.filled, self._given()) != shown  # a new language renames values, no more
            or self.report.number != memory.reported
            or table.selected_row(session) not in (None, memory.row)  # rows that go take their tick along
        )

    def _given(self) -> dict[str, Any]:
        """What the reader left in the fields.

        Streamlit's browser side may answer a new value with the one it had before: nobody chose that.
        """
        filled = self.memory.filled
        return {key: filled[key] if self._echoed(key) else self._session.get(key, filled[key]) for key in filled}

    def _echoed(self, key: str) -> bool:
        """Say whether a field came back with the value that it had before it was filled."""
        filled, (echo, until) = self.memory.filled[key], self.memory.echoes.get(key, (None, 0.0))
        value = self._session.get(key, filled)
        return bool(value == echo != filled and monotonic() < until)

    def _moved_on(self, state: ViewState, vocabulary: Vocabulary, fields: Fields) -> ViewState:
        """Apply what the reader did since the last run."""
        if self._session.get(RESET):
            self.memory.fit += 1
            return ViewState(vocabulary.as_of, vocabulary.known_by, lang=state.lang, theme=state.theme)
        state = self._with_report(state, vocabulary, fields)
        # Who chooses something while the story is told leaves it, and goes on from what its scene shows.
        shown = as_told(state)
        chosen = self._with_row(fields.change(shown, self.memory.filled, self._given()))
        for number, sel in enumerate(self.memory.hits):
            if self._session.get(f"{header.HIT}{number}"):
                chosen = chosen.but(sel=sel, q="")
        if chosen != shown:
            state = chosen
        return self._with_entry(state)

    def _with_entry(self, state: ViewState) -> ViewState:
        """Apply the menu and the button beside it."""
        if self._session.get(header.PRESENT):
            return state.but(present=True, scene=state.scene or 1)
        if self.asked_for == header.STORY:
            return state.but(view="story", present=False, scene=1)
        if self.asked_for.startswith(header.LANGUAGE):
            return state.but(lang=self.asked_for.removeprefix(header.LANGUAGE))
        return state

    def _with_report(self, state: ViewState, vocabulary: Vocabulary, fields: Fields) -> ViewState:
        report = self.report
        if report.number == self.memory.reported:
            return state
        self.memory.reported = report.number
        opening = fields.atlas.openings.get(report.preset or "")
        if opening:
            state = state.but(as_of=opening.as_of, known_by=opening.known_by)
        day, known = parse_day(report.as_of or ""), parse_day(report.known or "")
        if day:
            state = state.but(as_of=day)
        if known:
            state = state.but(known_by=None if report.known == EVERYTHING else known)
        if report.sel is not None and (not report.sel or vocabulary.can_select(report.sel)):
            state = state.but(sel=report.sel)
        if report.proj in PROJECTIONS:
            state = state.but(proj=report.proj)
        return state if report.scene is None else _at_scene(state, report.scene)

    def _with_row(self, state: ViewState) -> ViewState:
        row, ids = table.selected_row(self._session), self.memory.ids
        before, self.memory.row = self.memory.row, row
        if row == before:
            return state
        if row is None:  # unticked: it lets go of what the row had selected
            return state.but(sel="") if before is not None and state.sel in ids[before : before + 1] else state
        return state.but(sel=ids[row]) if row < len(ids) else state

    def _fill(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            if self._session.get(key) != value:
                if key in ECHOING:
                    self.memory.echoes[key] = (self._session.get(key), monotonic() + ECHO_S)
                self._session[key] = value
        self.memory.filled = values


def _at_scene(state: ViewState, number: int) -> ViewState:
    """Turn to a scene; 0 closes the story."""
    if number < 1:
        return state.untold()
    return state.but(scene=min(number, LAST_SCENE), view=state.view if state.present else "story")


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
    )
