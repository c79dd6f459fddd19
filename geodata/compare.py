"""What differs between two worlds: two days, two states of knowledge, or two versions of the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.model import NO_WORD, State

WATCHED = ("step", "low", "high", "place", "rank", "due", "last_known", "unconfirmed", "disputed")
"""The fields whose change a reader is told."""


@dataclass(frozen=True, slots=True)
class Change:
    """One subject that differs, and the fields that do."""

    subject: str
    before: State
    after: State
    fields: tuple[str, ...]


def changes(before: Mapping[str, State], after: Mapping[str, State]) -> list[Change]:
    """Return what differs, in the order of ``after``, then what is only in ``before``."""
    found = []
    for name in dict.fromkeys([*after, *before]):
        old = before.get(name, State(name, NO_WORD))
        new = after.get(name, State(name, NO_WORD))
        fields = tuple(field for field in WATCHED if getattr(old, field) != getattr(new, field))
        if fields:
            found.append(Change(name, old, new, fields))
    return found
