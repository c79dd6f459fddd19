"""Sides of a comparison: nations, or days, each with the same facts in the same order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.chart import clocks
from dashboard.state import ViewState
from dashboard.text import actor_name, place_name
from dashboard.text.i18n import Words
from dashboard.view.scene import scene_of
from dashboard.view.view import ViewModel, in_view, resolve_view
from geodata.atlas import World
from geodata.model import ANNOUNCED, CONTINGENT, OPEN, POST, text_in
from geodata.series import Deeds, Scope, deeds

STEPS = ("announced", "sent", "in_place", "ended")


@dataclass(frozen=True)
class Side:
    """One side.

    Parameters
    ----------
    name
        What it is called.
    choice
        The choice that shows it alone.
    facts
        Fact to its text; all sides have the same facts.
    traits
        What it has that another may lack, in words.
    """

    name: str
    choice: ViewState
    facts: Mapping[str, str]
    traits: Sequence[str]


def nations_side_by_side(view_model: ViewModel, codes: Iterable[str]) -> list[Side]:
    """Set nations side by side on the clocks of the view.

    Parameters
    ----------
    view_model
        The choice and what follows from it; its filter by country is passed over.
    codes
        ISO 3166 alpha-3.
    """
    words = view_model.words
    scope = scene_of(view_model).scope
    sides = []
    for code in codes:
        choice = view_model.own.but(nations=(code,))
        one = resolve_view(choice, words)
        own = Scope(scope.atlas, scope.as_of, scope.known_by, scope.programme, frozenset(one.match or ()))
        told = next((row for row in deeds(own) if row.nation == code), None)
        world = in_view(one)
        facts = {**_people(world, words, scope.programme), **_deeds(words, told), **_rest(world, words)}
        name = actor_name(scope.atlas, words, code)
        sides.append(Side(name, choice, facts, _traits(world, words, with_nation=False)))
    return sides


def days_side_by_side(view_model: ViewModel, as_of: date, known_by: date | None) -> list[Side]:
    """Set another day beside the view.

    Parameters
    ----------
    view_model
        The choice and what follows from it.
    as_of, known_by
        The clocks of the other day.
    """
    words = view_model.words
    programme = scene_of(view_model).scope.programme
    sides = []
    for choice in (view_model.own.but(as_of=as_of, known_by=known_by), view_model.own):
        world = in_view(resolve_view(choice, words))
        facts = {**_people(world, words, programme), **_rest(world, words)}
        name = clocks(words, choice.as_of, choice.known_by)
        sides.append(Side(name, choice, facts, _traits(world, words, with_nation=True)))
    return sides


def only_in(sides: Sequence[Side]) -> list[list[str]]:
    """Return for each side the traits that no other side has."""
    return [
        [trait for trait in side.traits if all(trait not in other.traits for other in sides if other is not side)]
        for side in sides
    ]


def _people(world: World, words: Words, programme: str) -> dict[str, str]:
    found = world.totals(programme)
    people = found.people
    promised = [world.states[name] for name in found.announced if name not in found.promised]
    awaited = [state for state in promised if state.high is not None]
    low, high = sum(state.low or 0 for state in awaited), sum(state.high or 0 for state in awaited)
    return {
        "people": words.span(people.low, people.high) if people.counted else words.say("analyse.fact.nobody"),
        "without_number": words.number(len(people.without_number)),
        "promised": words.span(low, high) if awaited else words.say("analyse.fact.nobody"),
        "last_known": words.number(len(people.last_known)),
    }


def _deeds(words: Words, told: Deeds | None) -> dict[str, str]:
    days = {step: getattr(told, step) if told else None for step in STEPS}
    return {
        **{f"first_{step}": words.day(day, short=True) if day else "" for step, day in days.items()},
        "days_to_arrive": _number(words, told.days_to_arrive if told else None),
        "days_there": _number(words, told.days_there if told else None),
    }


def _number(words: Words, found: int | None) -> str:
    return "" if found is None else words.number(found)


def _rest(world: World, words: Words) -> dict[str, str]:
    subjects = world.atlas.subjects
    told = {name: state for name, state in world.states.items() if state.step}
    units = [name for name in told if subjects[name].kind == CONTINGENT]
    posts = [name for name in told if subjects[name].kind == POST]
    places = dict.fromkeys(told[name].place for name in units if told[name].place)
    return {
        "contingents": words.number(len(units)),
        "places": ", ".join(place_name(world.atlas, words, place) for place in places),
        "posts_open": words.number(sum(told[name].step == OPEN for name in posts)),
        "posts_announced": words.number(sum(told[name].step == ANNOUNCED for name in posts)),
        "disputed": words.number(sum(state.contested for state in told.values())),
        "sources": words.number(len({source for name in told for source in world.speakers(name)})),
    }


def _traits(world: World, words: Words, with_nation: bool) -> list[str]:
    """Say of each subject what it is and at which step; of nations, whose names differ, only kind, step and place."""
    found = []
    for name, state in world.states.items():
        if not state.step:
            continue
        subject = world.atlas.subjects[name]
        step = words.say(f"step.{state.step}")
        place = place_name(world.atlas, words, state.place or subject.place) if state.place or subject.place else ""
        label = text_in(subject, "label", words.lang)
        what = label if with_nation else words.say(f"one.{subject.kind}")
        found.append(", ".join(filter(None, [f"{what}: {step}", place])))
    return list(dict.fromkeys(found))
