"""The view told in words: right at none, one and many, and the same numbers as the totals on any pair of clocks."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from dashboard.state import KINDS, STEPS, ViewState
from dashboard.telling import DOORS, Piece, Situation, Teller, doors, rows_of, selected_name, sentence, situation, twin
from dashboard.words import Words, words_of
from geodata import Atlas
from geodata.model import UNNAMED

EN, DA = words_of("en"), words_of("da")
ATLAS = geodata.load()
OPENING = date(2026, 1, 17)
DAYS = st.one_of(
    st.integers(-30, 120).map(lambda n: OPENING + timedelta(n)),
    st.dates(date(1850, 1, 1), date(2030, 12, 31)),
)
KNOWN = st.one_of(st.none(), DAYS)
NATIONS = st.sets(st.sampled_from(sorted(ATLAS.actors)), max_size=3).map(lambda found: tuple(sorted(found)))
SUBSET = st.sets(st.sampled_from(KINDS), max_size=2).map(tuple)
STATES = st.builds(
    ViewState,
    as_of=DAYS,
    known_by=KNOWN,
    nations=NATIONS,
    kinds=SUBSET,
    steps=st.sets(st.sampled_from(STEPS), max_size=2).map(tuple),
)


def teller(atlas: Atlas, state: ViewState, words: Words = EN) -> Teller:
    world = atlas.at(state.as_of, state.known_by).where(nations=state.nations, kinds=state.kinds, steps=state.steps)
    return Teller(world, state, words)


def told(state: ViewState, words: Words = EN) -> str:
    return "".join(piece.text for piece in sentence(teller(ATLAS, state, words)))


def view(day: str, known: str = "", nations: str = "", kinds: str = "", steps: str = "") -> ViewState:
    return ViewState(
        date.fromisoformat(day),
        date.fromisoformat(known) if known else None,
        tuple(nations.split()),
        tuple(kinds.split()),
        tuple(steps.split()),
    )


TOLD = {
    view("2026-01-17"): (
        "On 17 January 2026, at least 32, at most 38 soldiers were in Greenland for the exercise: four nations in "
        "place, seven more to come; Denmark gave no number. Three posts were open in Nuuk; France and Canada announced "
        "theirs."
    ),
    view("2026-01-15", "2026-01-15"): (
        "On 15 January 2026, by what was known that day, at least 17, at most 19 soldiers were in Greenland for the "
        "exercise: three nations in place, seven more to come; Denmark gave no number. Three posts were open in Nuuk; "
        "France and Canada announced theirs."
    ),
    view("1939-01-01"): (
        "On 1 January 1939, nothing of the exercise was in place in Greenland. "
        "No foreign post is known to have been open there."
    ),
    view("2026-02-07"): (
        "On 7 February 2026, nothing of the exercise was confirmed in place in Greenland; four contingents are last "
        "known, not counted. Five posts were open in Nuuk."
    ),
    view("2026-03-19"): (
        "On 19 March 2026, nothing of the exercise was confirmed in place in Greenland; Sweden had announced a "
        "contingent; five contingents are last known, not counted. Five posts were open in Nuuk."
    ),
    view("2026-01-17", nations="DNK"): (
        "Denmark only: on 17 January 2026, Denmark was in Greenland for the exercise and gave no number."
    ),
    view("2026-01-17", nations="NLD"): (
        "Netherlands only: on 17 January 2026, at most 2 soldiers were on the way to Greenland for the exercise."
    ),
    view("2026-01-17", nations="GBR", kinds="contingent"): (
        "United Kingdom only: on 17 January 2026, at most 1 soldier was on the way to Greenland for the exercise."
    ),
    view("2026-02-07", nations="FRA", kinds="contingent"): (
        "France only: on 7 February 2026, nothing of the exercise was confirmed in place in Greenland; one contingent "
        "is last known, not counted."
    ),
    view("2026-01-17", nations="CAN", kinds="post"): "Canada only: on 17 January 2026, Canada had announced a post.",
    view("2026-01-17", nations="CZE", kinds="post"): (
        "Czechia only: on 17 January 2026, one honorary consulate was open."
    ),
    view("2026-01-17", nations="FRA DEU SWE NOR NLD FIN GBR ISL"): (
        "Eight nations only: on 17 January 2026, at least 32, at most 38 soldiers were in Greenland for the exercise: "
        "three nations in place, five more to come. One post was open in Nuuk; France announced its own; six posts had "
        "been seen in service."
    ),
    view("2026-01-17", kinds="base"): "On 17 January 2026, three bases are in view.",
    view("2026-01-17", kinds="base airport"): "On 17 January 2026, three bases and five airports are in view.",
    view("1600-01-01", kinds="base"): "On 1 January 1600, nothing is in view.",
    view("2026-01-17", steps="announced"): (
        "On 17 January 2026, six contingents were announced. France and Canada had announced posts."
    ),
}
FORTALT = {
    view("2026-01-17"): (
        "Den 17. januar 2026 var der mindst 32 og højst 38 soldater i Grønland til øvelsen: fire nationer på plads, "
        "yderligere syv ventes; Danmark oplyste intet tal. Tre repræsentationer var åbne i Nuuk; Frankrig og Canada "
        "havde bebudet deres."
    ),
    view("2026-01-17", nations="FRA DEU SWE NOR NLD FIN GBR ISL"): (
        "Kun otte nationer: Den 17. januar 2026 var der mindst 32 og højst 38 soldater i Grønland til øvelsen: tre "
        "nationer på plads, yderligere fem ventes. Én repræsentation var åben i Nuuk; Frankrig havde bebudet sin; seks "
        "repræsentationer var set i funktion."
    ),
    view("2026-01-17", nations="CZE", kinds="post"): "Kun Tjekkiet: Den 17. januar 2026 var ét honorærkonsulat åbent.",
    view("2026-01-17", kinds="post", steps="announced"): (
        "Den 17. januar 2026 havde Frankrig og Canada bebudet repræsentationer."
    ),
    view("2026-02-07", nations="DNK"): (
        "Kun Danmark: Den 7. februar 2026 var ingen styrker bekræftet på plads i Grønland til øvelsen; én styrke er "
        "»sidst kendt« og ikke talt med."
    ),
}


@pytest.mark.parametrize(("state", "text"), TOLD.items())
def test_the_sentence_in_english(state: ViewState, text: str) -> None:
    assert told(state) == text


@pytest.mark.parametrize(("state", "text"), FORTALT.items())
def test_the_sentence_in_danish(state: ViewState, text: str) -> None:
    assert told(state, DA) == text


def lines_of(told: Situation) -> list[str]:
    rows = (" ".join(filter(None, [row["name"], row["number"], row["note"]])) for row in told["rows"])
    return [*rows, *told["notes"]]


def test_a_filter_never_reads_as_an_absence() -> None:
    assert "soldiers" not in told(view("2026-01-17", kinds="post"))
    assert "soldiers" not in told(view("2026-01-17", steps="open"))
    assert "post" not in told(view("2026-01-17", kinds="contingent"))
    assert "post" not in told(view("2026-01-17", nations="POL"))


def test_every_number_and_every_name_is_a_door() -> None:
    doors_ = [piece.door for piece in sentence(teller(ATLAS, view("2026-01-17"))) if piece.door]
    assert doors_ == ["people", "nations", "coming", "without_number", "posts_open", "posts_announced"]


def number_in(text: str) -> int:
    """Read the number that a door says, as a word or in digits."""
    words = EN.say("number.words").split()
    first = text.lower().split()[0].replace(",", "")
    return words.index(first) if first in words else int(first)


def counted_alike(view_: Teller, piece: Piece) -> None:
    subjects = view_.world.atlas.subjects
    behind = doors(view_.world, view_.world.totals())[piece.door]
    actors = {subjects[name].actor for name in behind}
    if piece.door == "people":
        people = view_.world.totals().people
        expected = {people.low, people.high} - ({0} if people.high else set())
        assert {int(digits.replace(",", "")) for digits in re.findall(r"[\d,]*\d", piece.text)} == expected or (
            piece.text == EN.say("people.none") and people.high == 0
        )
    elif re.search(r"nation|more", piece.text):
        assert number_in(piece.text) == len(actors - {UNNAMED})
    elif re.match(r"(?i)\d|(?:" + "|".join(EN.say("number.words").split()) + r")\b", piece.text):
        assert number_in(piece.text) == len(behind)
    else:
        names = view_.actors(behind)
        assert piece.text.lower() == EN.listing(names).lower()


@settings(max_examples=150, deadline=None)
@given(STATES)
def test_the_numbers_are_the_totals_on_any_clocks(state: ViewState) -> None:
    view_ = teller(ATLAS, state)
    opened = [piece for piece in sentence(view_) if piece.door]
    for piece in opened:
        assert rows_of(view_.world, piece.door)
        counted_alike(view_, piece)
    assert len({piece.door for piece in opened}) == len(opened)


@settings(max_examples=60, deadline=None)
@given(STATES, st.sampled_from([EN, DA]))
def test_words_stand_wherever_a_view_is_told(state: ViewState, words: Words) -> None:
    view_ = teller(ATLAS, state, words)
    lines = lines_of(situation(view_))
    text = "".join(piece.text for piece in sentence(view_))
    assert 1 <= len(lines) <= 5
    for said in (*lines, text):
        assert not re.search(r"[{}]|\b(told|then|add|count|situation|door)\.", said)
        assert not re.search(r"\b0\b|  |\(\)", said)
    assert text.endswith(".")
    assert "".join(piece.text for piece in sentence(view_)) in twin(view_, 3, 68, [])


@pytest.mark.parametrize("opening", ATLAS.openings.values(), ids=lambda opening: opening.id)
def test_sentence_situation_and_twin_agree_at_each_opening(opening: geodata.model.Opening) -> None:
    view_ = teller(ATLAS, ViewState(opening.as_of, opening.known_by))
    totals = view_.world.totals()
    lines = lines_of(situation(view_))
    assert len(lines) == 5
    if totals.people.counted:
        assert f"at least {totals.people.low}, at most {totals.people.high} soldiers" in lines[0]
        assert all(name in lines[0] for name in view_.actors(name for name in doors(view_.world, totals)["nations"]))
    if totals.people.last_known:
        assert any(line.startswith("Last known, not counted:") for line in lines)
    assert (f"{len(totals.disputed)} disputed" in lines[-1]) == bool(totals.disputed)


def test_there_is_no_row_behind_a_number_that_does_not_exist() -> None:
    assert rows_of(ATLAS.at(OPENING), "wishes") is None


def test_the_twin_tells_what_is_shown_and_what_is_hidden() -> None:
    text = twin(teller(ATLAS, view("2026-01-17", kinds="base")), 3, 68, ["Bases"])
    assert "3 of 68" in text
    assert text.endswith("Only: Bases.")


def test_the_doors_that_an_address_may_name_are_those_of_the_sentence(atlas: Atlas) -> None:
    world = atlas.at(date(2026, 1, 17))
    assert set(DOORS) == set(doors(world, world.totals()))


@pytest.mark.parametrize(
    ("sel", "name"),
    [
        ("deu-recce", "German reconnaissance team"),
        ("nation:DEU", "Germany"),
        ("place:nuuk", "Nuuk"),
        ("event:ev_005", None),
        ("source:seed", None),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_what_is_selected_goes_by_the_name_of_its_card(atlas: Atlas, sel: str, name: str | None) -> None:
    events, sources = atlas.events, atlas.sources
    given = {"event:ev_005": events["ev_005"].title, "source:seed": sources["seed"].publisher}
    assert selected_name(atlas, EN, sel) == (name if name is not None else given[sel])
