"""What differs between two worlds: two days, two states of knowledge, or two versions of the evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from geodata.model import CLOSED, ENDED, EXITS, NO_WORD, State
from geodata.totals import Totals

WATCHED = ("step", "low", "high", "place", "rank", "actor", "due", "last_known", "unconfirmed", "disputed")
"""The fields whose change a reader is told."""

OVER = EXITS | {ENDED, CLOSED}
"""Steps after which there is nothing left to see."""

KINDS = ("new", "changed", "over", "corrected")
"""What became of a subject, as `kind_of` names it."""

Figures = dict[str, int | tuple[str, ...]]
"""Every total by name: a number, or the ids that are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One subject that differs, and the fields that do."""

    subject: str
    before: State
    after: State
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One total before and after; the ids that came and went, where it counts ids."""

    name: str
    before: int | tuple[str, ...]
    after: int | tuple[str, ...]

    @property
    def counts(self) -> tuple[int, int]:
        """The total as two numbers."""
        return _count(self.before), _count(self.after)

    @property
    def came(self) -> tuple[str, ...]:
        """The ids that came."""
        return _without(self.after, self.before)

    @property
    def went(self) -> tuple[str, ...]:
        """The ids that went."""
        return _without(self.before, self.after)

    @property
    def differs(self) -> bool:
        """Whether it changed."""
        return self.before != self.after


def changes(before: Mapping[str, State], after: Mapping[str, State]) -> list[Change]:
    """Return what differs, in the order of ``after``, then what is only in ``before``."""
    found = []
    for name in dict.fromkeys([*after, *before]):
        old = before.get(name, State(name, NO_WORD))
        new = after.get(name, State(name, NO_WORD))
        watched = differing(old, new)
        if watched:
            found.append(Change(name, old, new, watched))
    return found


def differing(before: State, after: State) -> tuple[str, ...]:
    """Return the watched fields in which two states differ."""
    return tuple(field for field in WATCHED if getattr(before, field) != getattr(after, field))


def kind_of(change: Change, retold: State) -> str:
    """Say what became of a subject.

    Parameters
    ----------
    change : Change
        How it was told, and how it is told now.
    retold : State
        The state on the earlier day by the later knowledge: where it differs, what was told is told otherwise now.

    Returns
    -------
    str
        One of ``KINDS``: ``new`` where nothing was told before, ``over`` where it ended since, ``corrected`` where the
        earlier day itself is told otherwise, else ``changed``.
    """
    if change.before.step == NO_WORD:
        return "new"
    if change.after.step in OVER and change.before.step not in OVER and retold.step not in OVER:
        return "over"
    return "corrected" if differing(change.before, retold) else "changed"


def figures(totals: Totals) -> Figures:
    """Lay out every total by name, the parts of the count of people first."""
    found: Figures = {}
    for field in fields(totals.people):
        found[f"people: {field.name.replace('_', ' ')}"] = getattr(totals.people, field.name)
    for field in fields(totals):
        if field.name != "people":
            found[field.name.replace("_", " ")] = getattr(totals, field.name)
    return found


def figure_changes(before: Totals, after: Totals) -> Iterator[FigureChange]:
    """Yield every total, before and after, those that stayed included."""
    old = figures(before)
    for name, value in figures(after).items():
        yield FigureChange(name, old[name], value)


def change_text(change: FigureChange) -> str:
    """Write a change of a total as ``old → new``, with the ids that came (+) and went (-)."""
    old, new = change.before, change.after
    if isinstance(old, int) or isinstance(new, int):
        return f"{old} → {new}" + ("" if old == new else f"  ({_signed(old, new)})")
    ids = [*(f"+{name}" for name in change.came), *(f"-{name}" for name in change.went)]
    return f"{len(old)} → {len(new)}" + (f"  {' '.join(ids)}" if ids else "")


def _signed(old: object, new: object) -> str:
    return f"{new - old:+d}" if isinstance(old, int) and isinstance(new, int) else "changed"


def _count(value: int | tuple[str, ...]) -> int:
    return value if isinstance(value, int) else len(value)


def _without(value: int | tuple[str, ...], other: int | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, int) or isinstance(other, int):
        return ()
    return tuple(name for name in value if name not in other)
