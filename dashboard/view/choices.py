"""What "More filters" offers: each choice with the entries that it would leave, and what each filter hides."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.more import LISTS, RANK_CODES, More
from dashboard.text.more import more_in_words, value_words
from dashboard.view.view import ViewModel, in_view, resolve_view
from geodata.atlas import World

PARTS = {"saidby": "said_by"}
"""The part of a refinement that a list of the address stands for, where they are not called alike."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be chosen, its name, and how many entries it would leave."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """One active filter, how many entries come back without it, and the choice that remains then."""

    text: str
    count: int
    without: More


def choices(view_model: ViewModel, field: str) -> list[Choice]:
    """List what a field offers: what would leave something, and what is chosen.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    field : str
        One of `groups`, `places`, `ranks`, `roles`, `confidence`, `saidby`.
    """
    more = view_model.state.more
    world = _world(view_model, more.but(**{field: ()}))
    counts = dict(world.counted(PARTS.get(field, field)))
    if field == "ranks":
        counts = {code: counts.get(rank, 0) for code, rank in RANK_CODES.items()}
    chosen: Sequence[str] = getattr(more, field)
    codes = [code for code in LISTS.get(field, sorted(counts)) if counts.get(code) or code in chosen]
    codes += [code for code in chosen if code not in codes]
    found = [
        Choice(code, value_words(world.atlas, view_model.words, field, code), counts.get(code, 0)) for code in codes
    ]
    return found if field in LISTS else sorted(found, key=lambda one: (-one.count, one.name))


def count_with(view_model: ViewModel, **changes: object) -> int:
    """Count the entries that another choice of "More filters" would leave."""
    return len(_with(view_model, view_model.state.more.but(**changes)).rows)


def hidden(view_model: ViewModel) -> list[Hidden]:
    """Say of each active filter of "More filters" how many entries come back without it."""
    shown = len(view_model.rows)
    less = more_in_words(view_model.world.atlas, view_model.state.more, view_model.words)
    return [Hidden(text, len(_with(view_model, without).rows) - shown, without) for text, without in less]


def _with(view_model: ViewModel, more: More) -> ViewModel:
    return resolve_view(view_model.state.but(more=more), view_model.words)


def _world(view_model: ViewModel, more: More) -> World:
    return in_view(_with(view_model, more))
