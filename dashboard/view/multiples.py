"""Small multiples: the same map once a nation, or once a week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.state import ViewState
from dashboard.text import actor_name
from dashboard.view.nations import nation_rows
from dashboard.view.scene import scene_of
from dashboard.view.view import ViewModel, resolve_view
from geodata.model import UNNAMED

MOST_MAPS = 12
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One of several maps.

    Parameters
    ----------
    name : str
        What it is called.
    choice : ViewState
        The choice that it shows.
    says : str
        What it shows, in words.
    """

    name: str
    choice: ViewState
    says: str


@dataclass(frozen=True, slots=True)
class Multiples:
    """Maps side by side, and how many there would be if there were no limit."""

    maps: Sequence[SmallMap]
    all: int


def of_nations(view_model: ViewModel) -> Multiples:
    """Give each nation in view a map: those with the most people first.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    words, atlas = view_model.words, view_model.world.atlas
    programme = scene_of(view_model).scope.programme
    codes = [row.code for row in nation_rows(view_model.world, programme) if row.code and row.code != UNNAMED]
    choices = [(actor_name(atlas, words, code), view_model.choice.but(nations=(code,))) for code in codes]
    return _multiples(view_model, choices[:MOST_MAPS], len(choices))


def of_weeks(view_model: ViewModel) -> Multiples:
    """Give each week up to the day looked at a map: back to the first claim of the programme, the latest kept.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    words, shown = view_model.words, view_model.state
    days = weeks_up_to(shown.as_of, _first_day(view_model))
    choices = [(words.day(day, short=True), view_model.choice.but(as_of=day)) for day in days[-MOST_MAPS:]]
    return _multiples(view_model, choices, len(days))


def weeks_up_to(last: date, first: date) -> list[date]:
    """List the last day and every seventh day before it, down to the first; the oldest first.

    Parameters
    ----------
    last, first : date
        The days; the last is always among them.
    """
    count = max((last - first).days, 0) // A_WEEK.days
    return [last - A_WEEK * number for number in range(count, -1, -1)]


def _first_day(view_model: ViewModel) -> date:
    scope = scene_of(view_model).scope
    known = next((one for one in scope.atlas.programmes if one.id == scope.programme), None)
    return (known.first_day if known else None) or scope.as_of


def _multiples(view_model: ViewModel, choices: Sequence[tuple[str, ViewState]], count: int) -> Multiples:
    maps = []
    for name, choice in choices:
        maps.append(SmallMap(name, choice, resolve_view(choice, view_model.words).sentence))
    return Multiples(maps, count)
