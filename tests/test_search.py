"""Search: any name and alias, without accents, with one typing error; things before the sources that speak of them."""

import unicodedata

import pytest

from dashboard.state import LANGUAGES
from dashboard.text.i18n import nation_aliases, words_of
from dashboard.view.search import GROUPS, MOST_HITS, MOST_SOURCES, Index, index_of
from geodata import Atlas
from geodata.filters import normalize_for_search


@pytest.fixture(scope="module")
def index(atlas: Atlas) -> Index:
    return index_of(atlas, words_of("en"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Thule", "place:pituffik"),
        ("Denmark", "nation:DNK"),
        ("Norway", "nation:NOR"),
        ("Danmark", "nation:DNK"),
        ("Godthåb", "place:nuuk"),
        ("godthab", "place:nuuk"),
        ("Søndre Strømfjord", "place:kangerlussuaq"),
        ("sondre stromfjord", "place:kangerlussuaq"),
        ("chasseurs", "fra-reinforcement"),
        ("france", "nation:FRA"),
        ("Frankrig", "nation:FRA"),
        ("seed", "source:seed"),
        ("NATO", "event:ev_048"),  # no actor of the evidence: the event that is its own comes before what mentions it
        ("Nato", "event:ev_048"),
        ("command", "jaco_nuuk"),
    ],
)
def test_a_name_in_any_form_finds_the_thing_first(index: Index, text: str, first: str) -> None:
    assert index.find(text)[0].sel == first


@pytest.mark.parametrize("text", ["Blå", "Øver på", "Godthåb", "Ålesund", "Türkiye"])
def test_a_text_is_the_same_however_its_signs_are_composed(index: Index, text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assert len(set(forms)) > 1
    assert len({normalize_for_search(form) for form in forms}) == 1
    assert len({tuple(hit.sel for hit in index.find(form)) for form in forms}) == 1
    assert len({index.subjects(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [("nuk", "nuuk"), ("Pitufik", "Pituffik"), ("chaseurs", "chasseurs"), ("greenlnd", "Greenland"), ("tule", "Thule")],
)
def test_one_typing_error_finds_the_same_thing(index: Index, text: str, meant: str) -> None:
    assert index.find(text)[0].sel == index.find(meant)[0].sel


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("150", ["pituffik", "jaco_nuuk"]),  # reported both, and before what nobody verified
        ("150 people", ["jaco_nuuk", "pituffik"]),
        ("13", ["deu-recce"]),
        ("15", ["deu-recce", "fra-advance"]),
        ("200", ["dnk-exercise"]),
    ],
)
def test_a_number_finds_those_of_whom_it_is_claimed_first(atlas: Atlas, lang: str, text: str, first: list[str]) -> None:
    assert [hit.sel for hit in index_of(atlas, words_of(lang)).find(text)][: len(first)] == first


def test_all_of_whom_a_number_is_claimed_are_found_the_whole_before_its_parts(index: Index) -> None:
    found = [hit.sel for hit in index.find("150")]
    assert set(found) == {"pituffik", "jaco_nuuk", "dnk-unspecified", "nuuk_hotelship", "dnk-exercise"}
    assert found[-1] == "dnk-exercise"  # 150 in Nuuk and 150 in Kangerlussuaq, of 300


def test_a_number_is_no_piece_of_another_and_no_typing_error(index: Index) -> None:
    assert "dnk-airlift" not in {hit.sel for hit in index.find("13")}  # it flies the C-130
    assert "dnk-airlift" in {hit.sel for hit in index.find("130")}
    assert index.find("151") == []


@pytest.mark.parametrize("text", ["endurance", "consulate", "nuuk", "Greenland", "liaison", "Trump"])
def test_sources_come_last_and_leave_room(index: Index, text: str) -> None:
    groups = [hit.group for hit in index.find(text)]
    assert len(groups) <= MOST_HITS
    assert groups[0] in GROUPS[:4]
    assert "source" not in groups[: len(groups) - min(MOST_SOURCES, groups.count("source"))]


def test_a_consulate_is_found_by_its_rank_in_either_language(atlas: Atlas) -> None:
    assert index_of(atlas, words_of("en")).find("consulate")[0].note.startswith("diplomatic post")
    assert index_of(atlas, words_of("da")).find("konsulat")[0].note.startswith("diplomatisk repræsentation")


def test_who_takes_part_in_the_exercise_is_found_by_its_name(index: Index, atlas: Atlas) -> None:
    found = index.subjects("endurance")
    assert found is not None
    assert atlas.people["arctic_endurance"] <= found


def test_what_is_not_found_offers_what_is_written_most_alike(index: Index) -> None:
    assert index.find("nuuuuuk") == []
    near = index.near("nuuuuuk")
    assert near[0].sel == "place:nuuk"
    assert all(hit.near for hit in near)
    assert index.near("zzzzzz") == []


def test_an_empty_search_finds_nothing(index: Index) -> None:
    assert index.find("  ") == []
    assert not any(hit.near for hit in index.find("nuuk"))


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("UK", "GBR"),
        ("Britain", "GBR"),
        ("US", "USA"),
        ("America", "USA"),
        ("Turkey", "TUR"),
        ("Holland", "NLD"),
        ("Czech Republic", "CZE"),
        ("EU", "EUE"),
        ("deutschland", "DEU"),
        ("FRA", "FRA"),
    ],
)
def test_a_nation_comes_first_by_each_of_its_everyday_names(index: Index, text: str, nation: str) -> None:
    assert index.find(text)[0].sel == f"nation:{nation}"


def test_every_everyday_name_belongs_to_an_actor_and_to_one_only(atlas: Atlas) -> None:
    aliases = nation_aliases()
    assert set(aliases) <= set(atlas.actors)
    names = [normalize_for_search(name) for names in aliases.values() for name in names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["Blå", "Øver på", "Godthåb", "Česko"])
def test_a_name_is_found_however_its_accents_were_typed(text: str) -> None:
    assert normalize_for_search(unicodedata.normalize("NFD", text)) == normalize_for_search(
        unicodedata.normalize("NFC", text)
    )
