"""Whole and parts, the programme of a day, who sent most; and the sentence read over all days from 1940 to 2026."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geodata
from dashboard.state import ViewState
from dashboard.text import SentenceBuilder, actor_name, sentence
from dashboard.text.i18n import Words, words_of
from geodata import Atlas, World
from geodata.model import ANNOUNCED, ARCTIC_SENTRY, IN_PLACE, PROGRAMMES, UNNAMED, State
from geodata.programmes import Given, sent_most
from geodata.totals import totals

ATLAS = geodata.load()
WORDS = {lang: words_of(lang) for lang in ("en", "da")}
PARTS = sorted(subject.id for subject in ATLAS.subjects.values() if subject.part_of)
WHOLE = ATLAS.subjects[PARTS[0]].part_of
NUMBER = st.none() | st.integers(0, 500)


def there(name: str, number: int | None) -> State:
    claim = next(claim.id for claim in ATLAS.claims.values() if claim.subject == name and claim.attribute == "step")
    return State(name, step=IN_PLACE, low=number, high=number, headline=claim, number=claim if number else "")


@given(st.integers(1, 900), st.lists(NUMBER, min_size=3, max_size=3))
def test_numbers_of_parts_never_change_a_total_while_the_whole_has_one(whole: int, parts: list[int | None]) -> None:
    states = {WHOLE: there(WHOLE, whole), **{n: there(n, p) for n, p in zip(PARTS, parts, strict=False)}}
    found = totals(states, ATLAS.records, ATLAS.people[ARCTIC_SENTRY], ARCTIC_SENTRY).people
    assert (found.low, found.high) == (whole, whole)
    assert set(found.held) == set(PARTS[:3])
    assert found.without_number == ()


@given(st.lists(st.integers(1, 500), min_size=3, max_size=3))
def test_parts_are_summed_where_the_whole_gave_no_number(parts: list[int]) -> None:
    states = {WHOLE: there(WHOLE, None), **{n: there(n, p) for n, p in zip(PARTS, parts, strict=False)}}
    found = totals(states, ATLAS.records, ATLAS.people[ARCTIC_SENTRY], ARCTIC_SENTRY).people
    assert (found.low, found.high, found.held) == (sum(parts), sum(parts), ())
    assert found.without_number == ()


def test_the_nations_of_a_whole_are_those_of_its_parts_and_allies_nobody_named_are_none(atlas: Atlas) -> None:
    states = {WHOLE: there(WHOLE, 400)}
    nations = totals(states, atlas.records, atlas.people[ARCTIC_SENTRY], ARCTIC_SENTRY).nations
    assert set(nations) == {atlas.subjects[name].actor for name in PARTS}


@pytest.mark.parametrize(
    ("day", "programme"),
    [
        (date(1942, 7, 1), ""),
        (date(2026, 1, 19), "arctic_endurance"),
        (date(2026, 2, 14), "arctic_endurance"),  # fighters in Iceland make no day in Greenland
        (date(2026, 9, 10), "arctic_sentry"),
        (date(2026, 9, 22), "arctic_sentry"),  # an open promise of unnamed allies does not decide
    ],
)
def test_the_programme_of_a_day(atlas: Atlas, day: date, programme: str) -> None:
    assert atlas.at(day).programme == programme


def test_a_total_is_of_one_programme(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 25))
    for programme in PROGRAMMES:
        found = world.totals(programme)
        counted = (*found.people.counted, *found.people.without_number, *found.announced, *found.craft)
        assert {atlas.subjects[name].programme for name in counted} <= {programme}
    with pytest.raises(ValueError, match="programme: found 'sentry'; write one of arctic_endurance"):
        world.totals("sentry")


def test_a_programme_lets_its_contingents_through_and_standing_also_sites(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 25))
    kinds = {atlas.subjects[name].kind for name in world.where(programmes=["standing"]).states}
    assert {"contingent", "base"} <= kinds
    assert "post" not in kinds
    assert set(world.where(programmes=["norad"]).states) == {"can-norad", "usa-norad", "usa-arctic-edge"}
    with pytest.raises(ValueError, match="programmes: found 'nato'"):
        world.where(programmes=["nato"])


def test_who_sent_most_is_a_nation_with_a_larger_number_than_every_other_known_by_then() -> None:
    early, late = date(2026, 1, 15), date(2026, 1, 19)
    given_ = [Given(early, "FRA", 15), Given(early, "DEU", 15), Given(late, "DNK", 200)]
    assert sent_most(given_, late) == "DNK"
    assert sent_most(given_, early) == ""
    assert sent_most([], late) == ""


def test_a_promise_that_lapsed_is_no_promise_and_no_departure(atlas: Atlas) -> None:
    found = atlas.at(date(2026, 9, 22)).totals()
    assert found.announced == ()
    assert set(PARTS) <= set(found.unconfirmed)
    states = {name: replace(there(name, None), step=ANNOUNCED) for name in PARTS}
    assert totals(states, atlas.records, atlas.people[ARCTIC_SENTRY], ARCTIC_SENTRY).people.counted == ()


def turning_days() -> list[date]:
    """List the days from 1940 to 2026 on which anything changes, by all that is known."""
    first, last = date(1940, 1, 1), date(2026, 12, 31)
    found = {one.as_of_from for spans in ATLAS.rectangles_by_subject.values() for one in spans}
    return sorted({first, last, *(day for day in found if first <= day <= last)})


DAYS = turning_days()
NATIONS = sorted({subject.actor for subject in ATLAS.subjects.values() if subject.actor})
CODES = {"nations": NATIONS, "programmes": PROGRAMMES, "kinds": ("contingent", "post")}
VIEWS: list[dict[str, tuple[str, ...]]] = [{}]
VIEWS += [{key: (code,)} for key, codes in CODES.items() for code in codes]


def holds(builder: SentenceBuilder) -> None:
    text = "".join(fragment.text for fragment in sentence(builder))
    words, people, state = builder.words, builder.totals.people, builder.state
    assert not re.search(r"[{}]|\b(told|then|add|clock|posts|programme)\.[a-z]|  | [,;]", text), text
    at_most = words.say("people.most.other").split(" ")[0]
    assert not (people.without_number and builder.here and re.search(rf"\b{at_most} \S+ sold", text)), text
    if builder.alone:
        code = state.nations[0]
        assert actor_name(ATLAS, words, code) in text, text
    for clause in re.split(r"[.;]", text.split(":", 1)[-1] if state.nations else text):
        names = [actor_name(ATLAS, words, code) for code in NATIONS if code != UNNAMED]
        assert all(len(re.findall(rf"\b{re.escape(name)}\b", clause)) <= 1 for name in names), text


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_no_sentence_breaks_the_laws_from_1940_to_2026(words: Words) -> None:
    for number, day in enumerate(DAYS):
        worlds: list[tuple[date | None, World]] = [(None, ATLAS.at(day))]
        if number % 9 == 0:
            worlds += [(known, ATLAS.at(day, known)) for known in (day, day - timedelta(10))]
        for known, world in worlds:
            for chosen in VIEWS if number % 3 == 0 else VIEWS[:1]:
                state = ViewState(day, known).but(**chosen)
                view = world.where(state.nations, state.kinds, programmes=state.programmes)
                holds(SentenceBuilder(view, state, words))
