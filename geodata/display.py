"""How atlas, world and state show themselves in a notebook: a line of text, and a table whose text is escaped."""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from geodata.errors import Problem
from geodata.model import Records, State
from geodata.running import of_day
from geodata.totals import Totals

MOST_ROWS = 60
HEADINGS = ("id", "label", "actor", "step", "low", "high", "place", "since", "due", "")


class Shown:
    """Shows itself in a notebook as its line of text; what is richer says so itself."""

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self).strip('<>'))}</p>"


def atlas_facts(release: str, records: Records, evidence_to: date, problems: tuple[Problem, ...]) -> str:
    """Say in a line what an atlas holds."""
    counts = (("claims", records.claims), ("sources", records.sources), ("subjects", records.subjects))
    held = ", ".join(f"{len(found)} {name}" for name, found in counts)
    wrong = f"; {len(problems)} problems set aside" if problems else ""
    return f"{release}: {held}, evidence to {evidence_to.isoformat()}{wrong}"


def world_facts(
    as_of: date, known_by: date | None, states: Mapping[str, State], everywhere: Mapping[str, State], totals: Totals
) -> str:
    """Say in a line which world it is and what it adds up to."""
    known = f"known by {known_by.isoformat()}" if known_by else "known by everything"
    reported, of_all = (sum(1 for state in found.values() if state.step) for found in (states, everywhere))
    people = totals.people
    people_text = f"; {totals.programme}: {people.low} to {people.high} people" if totals.programme else ""
    silent = f", {len(people.without_number)} without a number" if people_text and people.without_number else ""
    return f"as of {as_of.isoformat()}, {known}: {reported} of {of_all} subjects reported{people_text}{silent}"


def flags_of(state: State) -> str:
    """Name the doubts about a state."""
    names = ("last_known", "unconfirmed", "contested")
    return ", ".join(name for name in names if getattr(state, name))


def world_html(title: str, states: Mapping[str, State], records: Records) -> str:
    """Write what is reported of a world as an HTML table; every text of the evidence is escaped."""
    reported = {name: state for name, state in states.items() if state.step}
    head = "".join(f"<th>{name}</th>" for name in HEADINGS)
    rows = [_row(_cells(name, state, records)) for name, state in list(reported.items())[:MOST_ROWS]]
    left = len(reported) - len(rows)
    more = f"<p>and {left} more: world.to_pandas()</p>" if left else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f"<p>{escape(title.strip('<>'))}</p>{table}{more}"


def _cells(name: str, state: State, records: Records) -> Iterable[object]:
    subject = of_day(records.subjects[name], state)
    yield from (name, subject.label, subject.actor, state.step, state.low, state.high)
    yield from (state.place or subject.place, state.since, state.due, flags_of(state))


def _row(cells: Iterable[object]) -> str:
    return f"<tr>{''.join(f'<td>{escape(str(_blank(cell)))}</td>' for cell in cells)}</tr>"


def _blank(cell: object) -> object:
    return "" if cell is None else cell
