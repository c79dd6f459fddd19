"""Sides of a comparison: nations, days, or days of knowledge, each with the same facts in the same order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.analysis import CLAIM, NOTHING
from dashboard.charts.chart import clocks
from dashboard.state import ViewState
from dashboard.text import actor_name, sentence_totals, where_words
from dashboard.text.i18n import EN_DASH, Words
from dashboard.view.nations import nation_rows
from dashboard.view.scene import scene_of
from dashboard.view.view import ViewModel, in_view, resolve_view
from geodata.atlas import World
from geodata.model import ANNOUNCED, CONTINGENT, OPEN, POST, text_in
from geodata.origins import speaking
from geodata.series import Deeds, Scope, deeds
from geodata.shares import Share, offered, rate, whole_of

STEPS = ("announced", "sent", "in_place", "ended")
SCALED = 1_000_000  # shares are ordered as whole numbers
NATION = "nation:"
"""Before the code of a nation in the name of a fact: its people on a day."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is told of a side.

    Parameters
    ----------
    text : str
        In words.
    rank : int, optional
        What orders it; None where it is no number.
    opens : ViewState, optional
        The choice that shows its rows; None where it has none.
    """

    text: str
    rank: int | None = None
    opens: ViewState | None = None


@dataclass(frozen=True, slots=True)
class Trait:
    """A subject of a side and its step, in words."""

    text: str
    subject: str


@dataclass(frozen=True)
class Side:
    """One side.

    Parameters
    ----------
    name : str
        What it is called.
    choice : ViewState
        The choice that shows it alone.
    facts : mapping of str to Fact
        All sides have the same facts, by name.
    traits : sequence of Trait
        What it has that another may lack.
    says : str
        Its sentence.
    """

    name: str
    choice: ViewState
    facts: Mapping[str, Fact]
    traits: Sequence[Trait]
    says: str


def rows_behind(choice: ViewState, drilldown: str = "", **changes: object) -> ViewState:
    """Give the choice that shows the rows behind a number, in the table of the Analyse room.

    Parameters
    ----------
    choice : ViewState
        The choice under which the number stands.
    drilldown : str
        The name of the number; its rows are those within the search that is under way.
    **changes : object
        Further filters.
    """
    q = choice.behind(drilldown) if drilldown else choice.q
    return choice.but(**{"view": "analyse", "sel": "", "analysis": choice.analysis.table, "q": q, **changes})


def nations_side_by_side(view_model: ViewModel, codes: Iterable[str]) -> list[Side]:
    """Set nations side by side on the clocks of the view.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it; its filter by country is passed over.
    codes : iterable of str
        ISO 3166 alpha-3.
    """
    words = view_model.words
    scope = scene_of(view_model).scope
    names = tuple(codes)
    shares = offered(view_model.world, names, scope.programme)
    sides = []
    for code in names:
        choice = view_model.choice.but(nations=(code,))
        one = resolve_view(choice, words)
        nation_scope = Scope(scope.atlas, scope.as_of, scope.known_by, scope.programme, frozenset(one.match or ()))
        nation_deeds = next((row for row in deeds(nation_scope) if row.nation == code), None)
        world = in_view(one)
        facts = {
            **_people(world, words, scope.programme, choice),
            **{f"share_{share.value}": share_fact(world, words, code, share, choice) for share in shares},
            **_deeds(words, nation_deeds, choice),
            **_rest(world, words, choice),
        }
        name = actor_name(scope.atlas, words, code)
        sides.append(Side(name, choice, facts, _traits(world, words, with_nation=False), one.sentence))
    return sides


def days_side_by_side(view_model: ViewModel, as_of: date, known_by: date | None) -> list[Side]:
    """Set another day, or another day of knowledge, beside the view.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    as_of : date
    known_by : date or None
        The clocks of the other day.
    """
    words = view_model.words
    programme = scene_of(view_model).scope.programme
    choices = (view_model.choice.but(as_of=as_of, known_by=known_by), view_model.choice)
    views = [resolve_view(choice, words) for choice in choices]
    worlds = [in_view(one) for one in views]
    rows_by_nation = [{row.code: row for row in nation_rows(world, programme) if row.code} for world in worlds]
    counted = list(dict.fromkeys(code for rows in rows_by_nation for code, row in rows.items() if row.high is not None))
    sides = []
    for choice, one, world, rows in zip(choices, views, worlds, rows_by_nation, strict=True):
        facts = {**_people(world, words, programme, choice), **_rest(world, words, choice)}
        for code in counted:
            row = rows.get(code)
            facts[NATION + code] = Fact("", None)
            if row is not None and row.high is not None:
                since = words.partial(row.first_there, short=True)
                number = words.span(row.low, row.high, row.rounded)
                text = words.say("analyse.fact.since", n=number, day=since) if since else number
                facts[NATION + code] = Fact(text, row.high, rows_behind(choice, "counted", nations=(code,)))
        name = clocks(words, choice.as_of, choice.known_by)
        sides.append(Side(name, choice, facts, _traits(world, words, with_nation=True), one.sentence))
    return sides


def only_in(sides: Sequence[Side]) -> list[list[Trait]]:
    """Return for each side the traits that no other side has."""
    texts = [{trait.text for trait in side.traits} for side in sides]
    return [
        [
            trait
            for trait in side.traits
            if all(trait.text not in texts[other] for other in range(len(sides)) if other != at)
        ]
        for at, side in enumerate(sides)
    ]


def _people(world: World, words: Words, programme: str, choice: ViewState) -> dict[str, Fact]:
    found = world.totals(programme)
    people = found.people
    promised = [world.states[name] for name in found.announced if name not in found.promised]
    awaited = [state for state in promised if state.high is not None]
    low, high = sum(state.low or 0 for state in awaited), sum(state.high or 0 for state in awaited)
    nobody = Fact(words.say("analyse.fact.nobody"))

    def span(low: int, high: int, rounded: bool, drilldown: str) -> Fact:
        return Fact(words.span(low, high, rounded), high, rows_behind(choice, drilldown))

    return {
        "people": span(people.low, people.high, people.rounded, "counted") if people.counted else nobody,
        "without_number": _number(words, len(people.without_number), rows_behind(choice, "without_number")),
        "promised": span(low, high, any(state.rounded for state in awaited), "promised") if awaited else nobody,
        "last_known": _number(words, len(people.last_known), rows_behind(choice, "last_seen")),
    }


def share_fact(world: World, words: Words, code: str, share: Share, choice: ViewState) -> Fact:
    """Tell the people of a nation as a share; empty where no claim names the whole, or nobody is counted.

    Parameters
    ----------
    world : World
        With only that nation in view.
    words : Words
        The language.
    code : str
        ISO 3166 alpha-3.
    share : Share
        Of what.
    choice : ViewState
        The choice under which it stands; it opens the claim that names the whole.
    """
    programme = sentence_totals(world, choice).programme
    people = world.totals(programme).people
    whole = whole_of(world, code, share, programme)
    if whole is None or not people.counted:
        return Fact("")
    low, high = rate(people.low, people.high, whole, share)
    numbers = [words.number(float(f"{number:.3g}")) for number in dict.fromkeys((low, high))]
    text = words.say(f"analyse.share.{share.value}", n=EN_DASH.join(numbers))
    return Fact(text, round(high * SCALED), choice.but(view="analyse", sel=CLAIM + whole.claims[0], analysis=NOTHING))


def _deeds(words: Words, nation_deeds: Deeds | None, choice: ViewState) -> dict[str, Fact]:
    days = {step: getattr(nation_deeds, step) if nation_deeds else None for step in STEPS}
    chart = choice.but(view="analyse", sel="", analysis=NOTHING.but(tab="charts", chart="deeds"))
    return {
        **{f"first_{step}": Fact(words.day(day, short=True) if day else "") for step, day in days.items()},
        "days_to_arrive": _waited(words, nation_deeds.days_to_arrive if nation_deeds else None, chart),
        "days_there": _number(words, nation_deeds.days_there if nation_deeds else None, chart),
    }


def _waited(words: Words, found: int | None, opens: ViewState) -> Fact:
    """Write the days from word to arrival; where the word came later, that in words and no negative number."""
    if found is None or found >= 0:
        return _number(words, found, opens)
    return Fact(words.count("analyse.fact.told_later", -found), found, opens)


def _number(words: Words, found: int | None, opens: ViewState) -> Fact:
    """Write a number; zero has no rows to open."""
    return Fact("") if found is None else Fact(words.number(found), found, opens if found else None)


def _rest(world: World, words: Words, choice: ViewState) -> dict[str, Fact]:
    subjects = world.atlas.subjects
    reported = world.reported
    units = [name for name in reported if subjects[name].kind == CONTINGENT]
    posts = [name for name in reported if subjects[name].kind == POST]
    places = dict.fromkeys(reported[name].place for name in units if reported[name].place)
    listed = choice.but(view="analyse", sel="", analysis=NOTHING.but(tab="doubt", sources="all"))

    def posts_at(step: str) -> Fact:
        opens = rows_behind(choice, kinds=(POST,), steps=(step,))
        return _number(words, sum(reported[name].step == step for name in posts), opens)

    return {
        "contingents": _number(words, len(units), rows_behind(choice, "units")),
        "places": Fact(where_words(world.atlas, words, places)),
        "posts_open": posts_at(OPEN),
        "posts_announced": posts_at(ANNOUNCED),
        "disputed": _number(
            words, sum(state.contested for state in reported.values()), rows_behind(choice, "contested")
        ),
        "sources": _number(words, len(speaking(world.atlas, reported, world.known_by)), listed),
    }


def _traits(world: World, words: Words, with_nation: bool) -> list[Trait]:
    """Say of each subject what it is and at which step; of nations, whose names differ, only kind, step and place."""
    found: dict[str, Trait] = {}
    for name, state in world.states.items():
        if not state.step:
            continue
        subject = world.atlas.subjects[name]
        step = words.say(f"step.{state.step}")
        place = where_words(world.atlas, words, [state.place or subject.place])
        label = text_in(subject, "label", words.lang)
        what = label if with_nation else words.say(f"one.{subject.kind}")
        text = ", ".join(filter(None, [f"{what}: {step}", place]))
        found.setdefault(text, Trait(text, name))
    return list(found.values())
