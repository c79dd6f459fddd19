"""The step that holds on a day: statements followed in order, once, and looked up for any day (rules R1 and R4)."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from geodata.model import ATTESTED, CANCELLED, CLOSED, ENDED, IN_PLACE, OPEN, PRESENT, SENT, STANDING
from geodata.provenance import Groups
from geodata.statements import UNDATED, Statement


@dataclass(slots=True)
class _Chain:
    """The statements of one spell in their order, and the number of independent groups of sources after each."""

    statements: list[Statement] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    joined: Groups = field(default_factory=Groups)


@dataclass(frozen=True, slots=True)
class Spell:
    """A step that holds, and the statements of the unbroken spell that made it.

    Attributes
    ----------
    step : str
    since : date
        The day of its first statement.
    stay_since : date
        The day from which numbers of this stay count.
    length : int
        How many statements of the chain belong to it: a later day sees more of the same chain.
    """

    step: str
    since: date
    stay_since: date
    length: int
    chain: _Chain

    @property
    def statements(self) -> Sequence[Statement]:
        """The statements that make it, the first first."""
        return self.chain.statements[: self.length]

    @property
    def last(self) -> Statement:
        """The newest of its statements."""
        return self.chain.statements[self.length - 1]

    @property
    def sources(self) -> int:
        """How many independent groups of sources say it (rule R7)."""
        return self.chain.groups[self.length - 1]


def changes(step: str, statement: Statement) -> bool:
    """Rule R4 (2): what happened is not undone by words."""
    if statement.foreseen_end and step not in PRESENT:
        return False
    if step in PRESENT:
        return statement.value in (IN_PLACE, ENDED, CANCELLED) and not (step == IN_PLACE and statement.value == SENT)
    if step == OPEN:
        return statement.value in (CLOSED, CANCELLED)
    if step == ATTESTED:
        return statement.value in (OPEN, CLOSED, CANCELLED)
    return True


class Spells:
    """All spells of statements that are ordered by rule R4.

    Parameters
    ----------
    statements : sequence of Statement
        In the order of rule R4.
    known_by : date
        Which sources of a statement count.
    roots : mapping of str to frozenset of str
        What ``geodata.provenance.roots_of`` returns.
    """

    def __init__(self, statements: Sequence[Statement], known_by: date, roots: Mapping[str, frozenset[str]]) -> None:
        self._known_by, self._roots = known_by, roots
        self._days: list[date] = []
        self._of_day: list[list[Statement]] = []
        for one in statements:
            if not self._days or self._days[-1] != one.day:
                self._days.append(one.day)
                self._of_day.append([])
            self._of_day[-1].append(one)
        self._before: list[Spell | None] = []
        spell: Spell | None = None
        for today in self._of_day:
            self._before.append(spell)
            for one in today:
                spell = self._follow(spell, one)
        self._before.append(spell)

    def on(self, as_of: date) -> Spell | None:
        """Return the spell that holds on a day.

        A stay that begins and ends on one day is in place on that day (rule R4 (4)).
        """
        index = bisect_right(self._days, as_of) - 1
        if index < 0:
            return None
        after = self._before[index + 1]
        if self._days[index] != as_of or not any(one.value == ENDED for one in self._of_day[index]):
            return after
        spell = self._before[index]
        for one in self._of_day[index]:
            ends_today = (
                spell is not None and one.value == ENDED and one.day == spell.stay_since and spell.step in PRESENT
            )
            spell = spell if ends_today else self._follow(spell, one)
        return spell

    def _follow(self, spell: Spell | None, one: Statement) -> Spell:
        """Take one more statement into account."""
        if spell is not None and one.value == spell.step:
            return self._longer(spell, one)
        if spell is not None and not changes(spell.step, one):
            return spell
        return self._longer(Spell(one.value, one.day, _stay_since(spell, one), 0, _Chain()), one)

    def _longer(self, spell: Spell, one: Statement) -> Spell:
        if spell.length < len(spell.chain.statements):
            if spell.chain.statements[spell.length] is one:  # it was followed before, and the chain goes on with it
                return replace(spell, length=spell.length + 1)
            spell = self._copy(spell)
        chain = spell.chain
        chain.statements.append(one)
        for day, name in one.known:
            if day <= self._known_by:
                chain.joined.add(self._roots[name])
        chain.groups.append(chain.joined.count)
        return Spell(spell.step, spell.since, spell.stay_since, spell.length + 1, chain)

    def _copy(self, spell: Spell) -> Spell:
        fresh = Spell(spell.step, spell.since, spell.stay_since, 0, _Chain())
        for one in spell.statements:
            fresh = self._longer(fresh, one)
        return fresh


def _stay_since(before: Spell | None, now: Statement) -> date:
    """Return the day from which numbers of the new spell count.

    A stay begins when it is first sent or in place; what is only said of it counts from whenever, or from the end of
    the stay before.
    """
    if now.value in PRESENT and not (before is not None and before.step in PRESENT):
        return now.day
    if before is None:
        return UNDATED if now.value not in STANDING else now.day
    return now.day if before.step in (ENDED, CLOSED) or now.value in STANDING else before.stay_since
