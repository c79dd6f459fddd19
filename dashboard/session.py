"""What one visit remembers between runs, and how a choice is found at the start of a run.

The address wins when it differs from what was written last: a link, Back, Forward. Otherwise the last choice holds,
changed by what the reader did since: fields, the map's report, a row of the table, a search hit, the menu.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from dashboard.map import Report, last_report
from dashboard.panels import header, table
from dashboard.panels.fields import Fields
from dashboard.state import KEYS, PROJECTIONS, Notice, ViewState, Vocabulary, parse_day, state_from_query
from geodata.atlas import Atlas

RESET = "reset"
MEMORY = "_memory"
EMPTY: Mapping[str, Any] = {
    "address": None,
    "reported": 0,
    "fit": 0,
    "late": False,
    "alone": False,
    "ids": [],
    "hits": [],
    "row": None,
}


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
            session[MEMORY] = dict(EMPTY)
        self._memory: dict[str, Any] = session[MEMORY]
        self.report: Report = last_report(session)
        self.asked_for: str = session.get(header.MENU) or ""

    @property
    def state(self) -> ViewState:
        """The choice of this run."""
        found: ViewState = self._memory["state"]
        return found

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What could not be used of the address."""
        found: tuple[Notice, ...] = self._memory["notices"]
        return found

    @property
    def fit(self) -> int:
        """Changes when the whole of Greenland is to be shown again."""
        return int(self._memory["fit"])

    @property
    def waiting(self) -> bool:
        """Whether the map has not reported yet and may still do so."""
        return not (self.report.ready or self._memory["late"] or self._memory["alone"])

    @property
    def map_failed(self) -> bool:
        """Whether the map did not start in time."""
        return bool(self._memory["late"]) and not self.report.ready

    def map_is_late(self) -> None:
        """Remember that the map did not start in time."""
        self._memory["late"] = True

    def go_on_without_map(self) -> None:
        """Wait for no map: no browser is there to draw one."""
        self._memory["alone"] = True

    @property
    def hits(self) -> list[str]:
        """What `sel` the search hits on show would set."""
        found: list[str] = self._memory["hits"]
        return found

    @hits.setter
    def hits(self, sels: list[str]) -> None:
        self._memory["hits"] = sels

    @property
    def table_ids(self) -> list[str]:
        """The ids of the rows on show."""
        found: list[str] = self._memory["ids"]
        return found

    @table_ids.setter
    def table_ids(self, ids: list[str]) -> None:
        self._memory["ids"] = ids

    def read(self, vocabulary: Vocabulary, fields: Fields) -> ViewState:
        """Find the choice of this run, write it to the address, and fill the fields with it."""
        address = {key: self._address[key] for key in KEYS if key in self._address}
        if address != self._memory["address"]:
            state, self._memory["notices"] = state_from_query(address, vocabulary)
            self._memory["reported"] = self.report.number
            self._memory["row"] = table.selected_row(self._session)
        else:
            state = self._moved_on(self.state, vocabulary, fields)
            query = state.to_query(vocabulary)
            if query != self.state.to_query(vocabulary):
                self._address.from_dict(query)
                self._memory["notices"] = ()
                address = query
        self._memory["address"], self._memory["state"] = address, state
        self._fill(fields.values(state))
        return state

    def _moved_on(self, state: ViewState, vocabulary: Vocabulary, fields: Fields) -> ViewState:
        """Apply what the reader did since the last run."""
        if self._session.get(RESET):
            self._memory["fit"] += 1
            return ViewState(vocabulary.as_of, vocabulary.known_by, lang=state.lang, theme=state.theme)
        state = fields.change(state, self._memory["filled"], self._session)
        state = self._with_report(state, vocabulary)
        state = self._with_row(state)
        for number, sel in enumerate(self.hits):
            if self._session.get(f"{header.HIT}{number}"):
                state = state.but(sel=sel, q="")
        if self.asked_for.startswith(header.LANGUAGE):
            state = state.but(lang=self.asked_for.removeprefix(header.LANGUAGE))
        return state

    def _with_report(self, state: ViewState, vocabulary: Vocabulary) -> ViewState:
        report = self.report
        if report.number == self._memory["reported"]:
            return state
        self._memory["reported"] = report.number
        day = parse_day(report.as_of or "")
        if day:
            state = state.but(as_of=day)
        if report.sel is not None and (not report.sel or vocabulary.can_select(report.sel)):
            state = state.but(sel=report.sel)
        if report.proj in PROJECTIONS:
            state = state.but(proj=report.proj)
        if report.scene is not None:
            state = state.but(scene=max(0, min(report.scene, 99)))
        return state

    def _with_row(self, state: ViewState) -> ViewState:
        row = table.selected_row(self._session)
        if row == self._memory["row"]:
            return state
        self._memory["row"] = row
        return state.but(sel=self.table_ids[row]) if row is not None and row < len(self.table_ids) else state

    def _fill(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            if self._session.get(key) != value:
                self._session[key] = value
        self._memory["filled"] = values


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
