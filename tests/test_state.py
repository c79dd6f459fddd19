"""The choice and its trip through the address."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis import CHARTS, COMPARED, LISTED, MOST_COMPARED, TABLE, TABS, Analysis
from dashboard.rows_query import ROWS, rows_within
from dashboard.state import (
    FIRST_DAY,
    KEYS,
    KINDS,
    LANGUAGES,
    LAST_DAY,
    LONGEST_SEARCH,
    PROJECTIONS,
    STEPS,
    THEMES,
    VIEWS,
    ViewState,
    Vocabulary,
    mended,
    query_of,
    state_from_query,
)
from geodata.model import Place

OPENING = date(2026, 1, 17)
NUUK = Place("nuuk", "Nuuk", "Nuuk", "Nuuk", (), "town", "town", 64.18347, -51.72157, "", ())
WORDS = Vocabulary(
    as_of=OPENING,
    nations=frozenset({"DEU", "DNK", "FRA"}),
    subjects=frozenset({"deu-recce"}),
    places={"nuuk": NUUK},
    events=frozenset({"ev_001"}),
    sources=frozenset({"seed"}),
    claims=frozenset({"deu_01-step"}),
    drilldowns=frozenset({"people"}),
    origins=frozenset({"reuters"}),
)
SELS = ("", "deu-recce", "nation:FRA", "place:nuuk", "event:ev_001", "source:seed", "claim:deu_01-step")

days = st.dates(FIRST_DAY, LAST_DAY)
searches = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=LONGEST_SEARCH).map(str.strip)
states = st.builds(
    ViewState,
    as_of=days,
    known_by=st.none() | days,
    nations=st.sets(st.sampled_from(sorted(WORDS.nations))).map(lambda codes: tuple(sorted(codes))),
    kinds=st.sets(st.sampled_from(KINDS)).map(lambda codes: tuple(kind for kind in KINDS if kind in codes)),
    steps=st.sets(st.sampled_from(STEPS)).map(lambda codes: tuple(step for step in STEPS if step in codes)),
    q=searches | st.builds(rows_within, st.sampled_from(("people", "fallen:reuters", "source:seed")), searches),
    sel=st.sampled_from(SELS),
    proj=st.sampled_from(PROJECTIONS),
    lang=st.sampled_from(("", *LANGUAGES)),
    theme=st.sampled_from(("", *THEMES)),
    view=st.sampled_from(VIEWS),
    present=st.booleans(),
    scene=st.integers(0, 99),
    notes=st.booleans(),
)
analyses = st.builds(
    Analysis,
    tab=st.sampled_from(TABS),
    chart=st.sampled_from(CHARTS),
    by=st.sampled_from(COMPARED),
    pick=st.sets(st.sampled_from(sorted(WORDS.nations)), max_size=MOST_COMPARED).map(
        lambda codes: tuple(sorted(codes))
    ),
    than=st.just("") | days.map(str),
    than_known=st.sampled_from(("", "all")) | days.map(str),
    sources=st.sampled_from(("", *LISTED, "origin:reuters")) | days.map(lambda day: f"on:{day}:agency"),
    columns=st.sets(st.sampled_from(TABLE), max_size=8).map(lambda names: tuple(n for n in TABLE if n in names)),
    sort=st.sampled_from(("", *TABLE)) | st.sampled_from(TABLE).map(lambda name: f"-{name}"),
)
rubbish = st.dictionaries(st.sampled_from((*KEYS, "utm_source")), st.text(max_size=60))


@given(states)
def test_a_choice_survives_the_address(state: ViewState) -> None:
    assert state_from_query(state.to_query(WORDS), WORDS) == (state, ())


@given(states.map(lambda state: state.but(view="analyse", present=False)), analyses)
def test_a_choice_of_the_analyse_room_survives_the_address(state: ViewState, analysis: Analysis) -> None:
    state = state.but(analysis=analysis)
    assert state_from_query(state.to_query(WORDS), WORDS) == (state, ())


def test_a_choice_of_the_analyse_room_stays_in_it_and_a_claim_opens_it() -> None:
    state, notices = state_from_query({"tab": "charts", "chart": "deeds"}, WORDS)
    assert (state.analysis, state.analysing, notices) == (Analysis(), False, ())
    assert ViewState(OPENING, analysis=Analysis(tab="doubt")).to_query(WORDS) == {}
    assert state_from_query({"sel": "Claim:DEU_01-step"}, WORDS)[0].analysing
    assert not ViewState(OPENING, view="analyse", present=True).analysing


@given(states)
def test_the_address_uses_the_agreed_keys_and_no_other(state: ViewState) -> None:
    assert set(state.to_query(WORDS)) <= set(KEYS)


@given(rubbish)
def test_no_address_stops_the_page_and_what_is_read_can_be_written_again(query: dict[str, str]) -> None:
    state, _ = state_from_query(query, WORDS)
    assert state_from_query(state.to_query(WORDS), WORDS) == (state, ())


@pytest.mark.parametrize("key", KEYS)
def test_ten_thousand_characters_do_no_harm(key: str) -> None:
    state, notices = state_from_query({key: "Q{{7*7}}." * 1_112}, WORDS)
    assert state.q == ""  # the start of rubbish is rubbish too
    assert [notice.key for notice in notices] == [key]
    assert all(len(notice.found) <= 40 for notice in notices)


def test_a_code_may_be_written_in_capitals() -> None:
    state, notices = state_from_query({"lang": "DA", "proj": "Mercator", "theme": "Dark"}, WORDS)
    assert (state.lang, state.proj, state.theme, notices) == ("da", "mercator", "dark", ())


@pytest.mark.parametrize(
    "pairs",
    [
        [("nations", "FRA.DEU")],
        [("amp;nations", "FRA.DEU")],
        [("amp;amp;nations", "DEU,FRA")],
        [("nations[]", "FRA"), ("nations[]", "DEU")],
        [("nations[0]", "FRA"), ("nations[1]", "DEU")],
        [("nations", "FRA"), ("nations", "DEU"), ("nations", "DEU")],
        [("NATIONS", "fra"), ("Nations", "deu")],
        [("?nations", "FRA.DEU.")],
        [("nations", "FRA; DEU)")],
    ],
)
def test_a_key_is_understood_however_a_program_or_a_reader_spells_it(pairs: list[tuple[str, str]]) -> None:
    state, notices = state_from_query(query_of([*pairs, ("utm_source", "a"), ("utm_source", "b")]), WORDS)
    assert (state.nations, notices) == (("DEU", "FRA"), ())


@pytest.mark.parametrize(
    ("key", "found", "meant"),
    [
        ("asof", "2026-01-15.", "2026-01-15"),
        ("asof", "2026-01-15),", "2026-01-15"),
        ("known", "ALL", None),
        ("kinds", "Post", "post"),
        ("steps", "In_Place", "in_place"),
        ("sel", "Nation:fra.", "nation:FRA"),
        ("sel", "DEU-recce", "deu-recce"),
        ("scene", "3.", "3"),
    ],
)
def test_case_and_what_prose_leaves_at_the_end_of_a_value_do_not_matter(key: str, found: str, meant: str) -> None:
    state, notices = state_from_query({key: found}, WORDS)
    wanted, _ = state_from_query({key: meant} if meant else {}, WORDS)
    assert (state, notices) == (wanted, ())


@pytest.mark.parametrize("key", ["asof", "known", "sel", "lang", "scene", "view"])
def test_two_answers_to_one_question_are_told_and_none_of_them_is_taken(key: str) -> None:
    state, notices = state_from_query(query_of([(key, "2026-01-15"), (key, "2026-02-06")]), WORDS)
    assert state == ViewState(OPENING)
    assert [(notice.key, notice.found) for notice in notices] == [(key, "2026-01-15.2026-02-06")]


@pytest.mark.parametrize("key", ["utm_nations", "nation", "sample", "_q", "lang2", "amp;utm", "x.asof"])
def test_a_foreign_key_stays_foreign_and_stays_in_the_address(key: str) -> None:
    pairs = [(key, "a"), ("amp;asof", "2026-02-06"), (key, "b")]
    assert query_of(pairs) == {"asof": "2026-02-06"}
    assert mended(pairs) == [("asof", "2026-02-06"), (key, "a"), (key, "b")]


def test_the_opening_view_is_the_bare_address() -> None:
    assert ViewState(OPENING).to_query(WORDS) == {}


def test_everything_is_said_where_the_opening_view_knows_less() -> None:
    words = Vocabulary(as_of=OPENING, known_by=OPENING)
    query = ViewState(OPENING, None).to_query(words)
    assert query == {"known": "all"}
    assert state_from_query(query, words)[0].known_by is None


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("asof", "2026-02-30"),
        ("asof", "1899-12-31"),
        ("asof", "9999-12-31"),
        ("q", "rows:nothing"),
        ("asof", "17.1.2026"),
        ("asof", "٢٠٢٦-٠١-١٧"),
        ("known", "yesterday"),
        ("sel", "deu-nobody"),
        ("sel", "nation:XXX"),
        ("sel", "planet:FRA"),
        ("proj", "globe"),
        ("lang", "tlh"),
        ("theme", "blue"),
        ("view", "admin"),
        ("present", "yes"),
        ("scene", "-1"),
        ("scene", "1e3"),
        ("scene", "٣"),
        ("notes", "2"),
    ],
)
def test_a_broken_value_falls_back_and_is_named(key: str, found: str) -> None:
    state, notices = state_from_query({key: found}, WORDS)
    assert state == ViewState(OPENING)
    assert [(notice.key, notice.found) for notice in notices] == [(key, found)]


def test_of_several_codes_the_good_ones_hold() -> None:
    state, notices = state_from_query({"nations": "FRA.XXX.DEU", "steps": "sent.flown"}, WORDS)
    assert (state.nations, state.steps) == (("DEU", "FRA"), ("sent",))
    assert [notice.found for notice in notices] == ["XXX", "flown"]


def test_the_rows_behind_a_number_are_no_search() -> None:
    state = ViewState(OPENING, q=ROWS + "people")
    assert (state.rows_of, state.search) == ("people", "")
    assert (ViewState(OPENING, q="thule").rows_of, ViewState(OPENING, q="thule").search) == ("", "thule")
