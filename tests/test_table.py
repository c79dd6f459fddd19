"""The table and its sources: what the elements are told, in words, in order, and small."""

import json
from datetime import date

import pytest

from dashboard.export import FIRST, View, records, rows_in_view, sources_data
from dashboard.panels.table import COLUMNS, ranks, table_data
from dashboard.release import current_release
from dashboard.text.i18n import Words, words_of
from dashboard.text.names import names_in_frame
from dashboard.view.search import index_of
from geodata import Atlas
from geodata.model import OVER

EN, DA = words_of("en"), words_of("da")
ID, COUNTRY, WHAT, NATION, KIND, STEP, FLAGS, NUMBER, WHERE, WHEN, LAST, SOURCES, PLACES = range(13)
MOST_BYTES = 16_384


def view_of(atlas: Atlas, day: date = date(2026, 1, 17), words: Words = EN) -> View:
    world = atlas.at(day)
    return View(world, rows_in_view(world, words), [], words)


def columns_of(atlas: Atlas, day: date = date(2026, 1, 17), words: Words = EN) -> dict[str, list[object]]:
    """The rows that the element is given, by what they are of."""
    return {str(row[ID]): row for row in table_data(view_of(atlas, day, words), "", "?")["rows"]}


def in_order(rows: dict[str, list[object]], column: int) -> list[str]:
    """Ids by one of the orders that the server says; what is not given is left out."""
    placed = {name: row[PLACES][column] for name, row in rows.items()}  # type: ignore[index]
    return sorted((name for name, place in placed.items() if place), key=lambda name: placed[name])


def test_each_row_says_who_what_how_many_where_and_since_when(atlas: Atlas) -> None:
    row = columns_of(atlas)["fra-advance"]
    assert row[:PLACES] == [
        *("fra-advance", "France", "French first team in Nuuk", "FRA", "contingent", "in_place", []),
        *("about 15", "Nuuk", "since 14 Jan 2026", "15 Jan 2026", 5),
    ]


@pytest.mark.parametrize(("words", "when"), [(EN, "after October 1945"), (DA, "efter oktober 1945")])
def test_a_closing_of_which_only_a_span_is_known_is_told_as_after_its_first_day(
    atlas: Atlas, words: Words, when: str
) -> None:
    assert columns_of(atlas, date(1990, 6, 1), words)["can-nuuk-1940"][WHEN] == when
    for name, spans in atlas.spans().items():
        for state in spans.states:
            spanned = (
                state.step in OVER
                and bool(state.since)
                and any(
                    claim.day_to
                    for claim in map(atlas.claims.get, [state.headline])
                    if claim and claim.day == state.since
                )
            )
            assert state.after == spanned, name


def test_what_stands_in_doubt_is_flagged(atlas: Atlas) -> None:
    rows = columns_of(atlas, date(2026, 2, 7))
    assert rows["fra-advance"][FLAGS] == ["last_known"]
    assert rows["fra-reinforcement"][FLAGS] == ["unconfirmed"]
    state = atlas.at(date(2026, 1, 24)).states["dnk-unspecified"]
    assert atlas.claims[state.number].confidence == "unverified"
    assert columns_of(atlas, date(2026, 1, 24))["dnk-unspecified"][FLAGS] == ["unverified"]


@pytest.mark.parametrize(("words", "several"), [(EN, "Several nations"), (DA, "Flere nationer")])
def test_what_nations_do_as_one_is_of_several_nations_and_leads_to_none(
    atlas: Atlas, words: Words, several: str
) -> None:
    view = view_of(atlas, date(2026, 9, 15), words)
    row = {str(row[ID]): row for row in table_data(view, "", "?")["rows"]}["shield-whole"]
    assert (row[COUNTRY], row[NATION], row[NUMBER]) == (several, "", words.about("400", True))
    assert {record["id"]: record["actor_label"] for record in records(view)}["shield-whole"] == several
    assert names_in_frame(atlas, words)["map.whose.shield-whole"] == several
    notes = [hit.note for hit in index_of(atlas, words).find("Arctic Shield") if hit.sel == "shield-whole"]
    assert [several in note for note in notes] == [True]
    unnamed = columns_of(atlas, date(2026, 1, 19), words)["unnamed-liaison"]
    assert unnamed[COUNTRY] != several, "allies whom nobody names are not several nations that are named"


def test_every_code_of_a_row_has_a_word(atlas: Atlas) -> None:
    for words in (EN, DA):
        data = table_data(view_of(atlas, date(2026, 2, 7), words), "", "?")
        codes = {code for row in data["rows"] for code in (row[KIND], row[STEP], *row[FLAGS])}
        assert codes <= {*data["kinds"], *data["steps"], *data["flags"]}
        texts = [*data["words"].values(), *data["kinds"].values(), *data["steps"].values(), *data["flags"].values()]
        assert [text for text in texts if not text or text.startswith(("table.", "step.", "one.", "flag."))] == []


def test_the_columns_have_names_and_help_where_their_cells_are_not_plain(atlas: Atlas) -> None:
    columns = {column["name"]: column for column in table_data(view_of(atlas), "", "?")["columns"]}
    assert tuple(columns) == COLUMNS
    assert {name for name, column in columns.items() if "help" in column} == {"step", "number", "sources"}


def test_numbers_stand_by_the_most_they_can_be(atlas: Atlas) -> None:
    rows = columns_of(atlas)
    order = in_order(rows, 0)
    known = ["pol-exercise", "gbr-officer", "swe-planners", "deu-recce", "fra-reinforcement"]
    assert [name for name in order if name in known] == known
    assert rows["dnk-exercise"][NUMBER] == "no number given"
    assert "dnk-exercise" not in order


def test_days_stand_by_time_and_not_by_the_letter(atlas: Atlas) -> None:
    rows = columns_of(atlas)
    order = in_order(rows, 2)
    known = ["grl-brussels", "can-nuuk", "swe-planners", "bel-officer", "fra-nuuk"]
    assert [rows[name][WHEN] for name in known][:2] == ["since 1992", "since December 2024"]
    assert [name for name in order if name in known] == known
    last = in_order(rows, 3)
    assert last.index("mestersvig") < last.index("fra-advance")
    assert "bel-officer" not in last


def test_steps_stand_as_a_promise_lives(atlas: Atlas) -> None:
    rows = columns_of(atlas)
    order = list(dict.fromkeys(rows[name][STEP] for name in in_order(rows, 1)))
    wanted = ["considered", "announced", "sent", "in_place", "ended"]
    assert [step for step in order if step in wanted] == wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([], []), ([None], [0]), ([5, 5, 3], [2, 2, 1]), (["2026-01", None, "2024"], [2, 0, 1])],
)
def test_equals_share_a_place_and_what_is_not_given_has_none(values: list[object], wanted: list[int]) -> None:
    assert ranks(values) == wanted


@pytest.mark.parametrize("words", [EN, DA])
def test_all_rows_together_are_small_on_the_wire(atlas: Atlas, words: Words) -> None:
    data = table_data(view_of(atlas, date(2026, 2, 7), words), "fra-advance", "?")
    assert len(json.dumps(data, ensure_ascii=False).encode()) <= MOST_BYTES


def test_the_count_is_told_and_nothing_asks_for_a_row_where_there_is_none(atlas: Atlas) -> None:
    view = view_of(atlas)
    assert table_data(view, "", "?")["words"]["hint"] == f"{len(view.rows)} entries. Select one to find it on the map."
    none = View(view.world, [], [], EN)
    assert table_data(none, "", "?")["words"]["hint"] == "No entries."
    assert table_data(none, "", "?")["rows"] == []


def test_the_files_and_the_sources_are_those_of_the_same_address(atlas: Atlas) -> None:
    view = view_of(atlas)
    data = table_data(view, "", "?nations=FRA&lang=en")
    assert [file["href"] for file in data["files"]] == [f"view/rows.{name}?nations=FRA&lang=en" for name in FIRST]
    release = current_release().release  # the sources are shown in the page, so they are of its release
    assert data["sources"] == f"view/sources.json?nations=FRA&lang=en&release={release}"
    assert data["words"]["sources"] == f"Sources of these entries ({len(view.sources)})"
    none = table_data(View(view.world, [], [], EN), "", "?")
    assert (none["files"], none["sources"]) == ([], "")


def test_the_sources_are_those_of_the_rows_and_only_an_address_of_the_web_becomes_a_link(atlas: Atlas) -> None:
    view = view_of(atlas)
    rows = sources_data(view)["rows"]
    named = dict.fromkeys(name for row in view.rows for name in row.sources)
    sources = [atlas.sources[name] for name in named]
    assert [row["cells"][0] for row in rows] == [source.publisher for source in sources]
    assert [row["href"] for row in rows] == [
        source.url if source.url.startswith(("https://", "http://")) else "" for source in sources
    ]
    assert {bool(row["href"]) for row in rows} == {True, False}
    assert all(row["cells"][1] for row in rows)
    assert not any(str(cell).startswith("map.") for row in rows for cell in row["cells"])
