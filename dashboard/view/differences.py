"""What changed between two worlds, row by row and in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.analysis import ALL
from dashboard.state import ViewState, parse_day
from dashboard.text import actor_name, where_words, whose
from dashboard.text.i18n import Words
from dashboard.view.view import ViewModel, in_view, resolve_view, world_at
from geodata.atlas import World
from geodata.compare import KINDS, FigureChange, changes, figure_changes, kind_of
from geodata.model import NO_WORD, State, text_in

A_WEEK = timedelta(days=7)
TOLD = {
    "people: low": "counted",
    "people: high": "counted",
    "people: without number": "without_number",
    "people: last known": "last_seen",
    "nations": "nations",
    "sent": "sent",
    "announced": "announced",
    "posts open": "posts_open",
    "posts announced": "posts_announced",
    "disputed": "disputed",
}
"""The totals that a reader is told, by the names of ``geodata.compare.figures``, and the rows behind each."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One subject that is told otherwise: how it was, how it is, and what became of it (``geodata.compare.KINDS``)."""

    subject: str
    kind: str
    nation: str
    what: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """Nation and subject."""
        return ": ".join(filter(None, [self.nation, self.what]))


@dataclass(frozen=True)
class Difference:
    """Two worlds and what lies between them.

    Parameters
    ----------
    before, after : ViewModel
        The views.
    rows : sequence of ChangeRow
        What became of each subject, by kind.
    figures : sequence of FigureChange
        The totals that a reader is told.
    """

    before: ViewModel
    after: ViewModel
    rows: Sequence[ChangeRow]
    figures: Sequence[FigureChange]


def earlier_clocks(view_state: ViewState) -> tuple[date, date | None]:
    """Return the two clocks of the other day: those of the address, else a week before the day looked at.

    Who names only a day of knowledge means the same day looked at.

    Parameters
    ----------
    view_state : ViewState
        The reader's choice.
    """
    choice = view_state.analysis
    known = view_state.known_by
    if choice.than_known:
        known = None if choice.than_known == ALL else parse_day(choice.than_known)
    day = parse_day(choice.than)
    return day or (view_state.as_of if choice.than_known else view_state.as_of - A_WEEK), known


def difference_of(view_model: ViewModel) -> Difference:
    """Work out what changed between the other day of the address and the view.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    choice = view_model.choice
    as_of, known = earlier_clocks(choice)
    earlier = resolve_view(choice.but(as_of=as_of, known_by=known), view_model.words)
    return difference_between(earlier, view_model, world_at(as_of, choice.known_by).states)


def difference_between(earlier: ViewModel, later: ViewModel, retold: Mapping[str, State]) -> Difference:
    """Work out what lies between two views.

    Parameters
    ----------
    earlier, later : ViewModel
        The views.
    retold : mapping of str to State
        The states of the earlier day by what the later view knows (see ``geodata.compare.kind_of``).
    """
    words = later.words
    before, after = in_view(earlier), in_view(later)
    found = []
    for change in changes(before.reported, after.reported):
        subject = after.subject(change.subject)
        found.append(
            ChangeRow(
                subject.id,
                kind_of(change, retold[subject.id]),
                whose(after.atlas, words, subject),
                text_in(subject, "label", words.lang),
                state_text(before, words, change.before),
                state_text(after, words, change.after),
            )
        )
    rows = sorted(found, key=lambda row: (KINDS.index(row.kind), row.nation, row.what))
    programme = after.totals().programme or before.totals().programme
    figures = [one for one in figure_changes(before.totals(programme), after.totals(programme)) if one.name in TOLD]
    return Difference(earlier, later, rows, figures)


def state_text(world: World, words: Words, state: State) -> str:
    """Write a state in a few words: status, number, place, day, doubts."""
    if state.step == NO_WORD:
        return words.say("analyse.changed.nothing")
    place = state.place or world.atlas.subjects[state.subject].place
    parts = [
        words.say(f"step.{state.step}"),
        words.span(state.low, state.high, state.rounded) if state.high is not None else "",
        where_words(world.atlas, words, [place]),
        actor_name(world.atlas, words, state.actor) if state.actor else "",
        words.say("table.due", day=words.partial(state.due, short=True)) if state.due else "",
        *(words.say(f"flag.{flag}") for flag in ("last_known", "unconfirmed", "disputed") if getattr(state, flag)),
    ]
    return ", ".join(part for part in parts if part)


def difference_text(found: Difference, heading: str) -> str:
    """Write the difference as plain text to copy: a heading, the totals, then each subject.

    Parameters
    ----------
    found : Difference
        The difference.
    heading : str
        The first line.
    """
    words = found.after.words
    lines = [heading, ""]
    lines += [figure_text(words, one) for one in found.figures if one.differs]
    for kind in KINDS:
        rows = [row for row in found.rows if row.kind == kind]
        if rows:
            lines += ["", f"{words.say(f'analyse.changed.{kind}')} ({words.number(len(rows))})"]
            lines += [f"- {row.name}: {row.before} → {row.after}" for row in rows]
    return "\n".join(lines)


def figure_text(words: Words, one: FigureChange) -> str:
    """Write one total as ``name: old → new``."""
    return f"{figure_name(words, one)}: {' → '.join(words.number(count) for count in one.counts)}"


def figure_name(words: Words, one: FigureChange) -> str:
    """Name a total."""
    return words.say(f"analyse.figure.{one.name.replace('people: ', '').replace(' ', '_')}")


def figure_drilldown(one: FigureChange) -> str:
    """Name the rows behind a total."""
    return TOLD[one.name]
