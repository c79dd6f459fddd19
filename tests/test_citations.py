"""How to cite a view: other programs read each form, and it names link, clocks, release and primary sources."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string

from dashboard.export.citations import MOST_NAMED, STYLES, bibtex, csl_json, footnote, primary, ris
from dashboard.state import LANGUAGES
from dashboard.text.i18n import words_of
from dashboard.view.rows import View
from dashboard.view.view import parse_query, resolve_view
from geodata import Atlas
from tests.payloads import PAYLOADS

PAGE = "https://map.example/arctic/"
EVIL = [*PAYLOADS, "} @misc{x, title={y", "a\\b{c", "50% & #1_2 ~ ^", "TY  - X\r\nER  - ", "\nER  - "]


def view_of(lang: str = "en", **query: str) -> View:
    return resolve_view(parse_query(query)[0], words_of(lang)).view


def citations(view: View) -> dict[str, str]:
    return {ending: style.write(view, PAGE) for ending, style in STYLES.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", [{}, {"nations": "DEU", "asof": "2026-01-17", "known": "2026-01-18"}, {"q": "zzzz"}])
def test_every_form_is_read_by_the_program_it_is_for(lang: str, query: dict[str, str]) -> None:
    view = view_of(lang, **query)
    wanted = [source.id for source in primary(view)]
    entries = parse_string(bibtex(view, PAGE), "bibtex").entries
    records = rispy.loads(ris(view, PAGE))
    items: list[dict[str, Any]] = json.loads(csl_json(view, PAGE))
    assert len(entries) == len(records) == len(items) == len(wanted) + 1
    assert [item["id"] for item in items][1:] == wanted
    assert [record["id"] for record in records][1:] == wanted
    link = f"{PAGE}?{view.query}&release={view.world.atlas.release}"
    first_entry = next(iter(entries.values()))
    assert (first_entry.fields["url"], records[0]["urls"], items[0]["URL"]) == (link, [link], link)
    release = view.world.atlas.release
    assert (first_entry.fields["version"], records[0]["edition"], items[0]["version"]) == (release, release, release)
    assert release in footnote(view, PAGE)
    assert link in footnote(view, PAGE)


def test_the_link_of_a_citation_names_both_clocks_and_shows_the_same_rows() -> None:
    view = view_of(nations="FRA", sel="fra-nuuk", theme="dark")
    query = dict(pair.split("=") for pair in view.query.split("&"))
    assert query == {"asof": "2026-01-19", "known": "all", "nations": "FRA"}
    assert [row.id for row in view_of(**query).rows] == [row.id for row in view.rows]


def test_a_footnote_says_the_days_in_words_and_counts_the_sources_it_does_not_name() -> None:
    view = view_of(asof="2026-01-15", known="2026-01-15")
    actual = footnote(view, PAGE)
    assert "Arctic Endurance Map, as of 15 January 2026, by what was known on 15 January 2026. Release 2026-" in actual
    named = sum(source.publisher in actual for source in primary(view)[:MOST_NAMED])
    assert named == MOST_NAMED
    assert f"Another {len(view.sources) - MOST_NAMED} sources stand behind this view." in actual
    danish = footnote(view_of("da", asof="2026-01-15", known="2026-01-15"), PAGE)
    assert "pr. 15. januar 2026, efter hvad man vidste den 15. januar 2026. Udgave 2026-" in danish


def test_what_was_taken_from_another_source_of_the_view_is_not_primary(atlas: Atlas) -> None:
    view = view_of(asof="2026-01-21")
    found = {source.id for source in primary(view)}
    copies = [name for name in view.sources if set(atlas.sources[name].rests_on) & set(view.sources)]
    assert copies
    assert found.isdisjoint(copies)
    assert found <= set(view.sources)


def test_the_first_source_named_is_one_of_the_first_row() -> None:
    view = view_of(asof="2026-01-17")
    assert primary(view)[0].id in view.rows[0].sources


def hostile(view: View, text: str) -> View:
    atlas = view.world.atlas
    name = primary(view)[0].id
    source = replace(atlas.sources[name], title=text, publisher=text, url=f"https://x.invalid/{text}")
    spoilt = Atlas(replace(atlas.records, sources={**atlas.sources, name: source}))
    return replace(view, world=replace(view.world, atlas=spoilt), filters=[text])


@pytest.mark.parametrize("text", EVIL)
def test_no_text_of_the_evidence_or_the_address_breaks_out_of_its_field(text: str) -> None:
    view = hostile(view_of(nations="DEU", asof="2026-01-17"), text)
    many = len(primary(view)) + 1
    assert len(parse_string(bibtex(view, PAGE), "bibtex").entries) == many
    assert len(rispy.loads(ris(view, PAGE))) == many
    items = json.loads(csl_json(view, PAGE))
    assert text in [item["title"] for item in items]
    fields = re.findall(r"^  \w+ = \{(.*)\},$", bibtex(view, PAGE), re.M)
    assert all(field.count("{") == field.count("}") for field in fields)


def test_a_source_without_a_day_or_an_address_leaves_them_out() -> None:
    view = view_of(nations="DEU", asof="2026-01-17")
    first = primary(view)[0]
    atlas = view.world.atlas
    bare = Atlas(replace(atlas.records, sources={**atlas.sources, first.id: replace(first, published="", url="")}))
    bared = replace(view, world=replace(view.world, atlas=bare))
    item = next(item for item in json.loads(csl_json(bared, PAGE)) if item["id"] == first.id)
    assert {"issued", "URL"}.isdisjoint(item)
    record = next(record for record in rispy.loads(ris(bared, PAGE)) if record["id"] == first.id)
    assert {"year", "urls"}.isdisjoint(record)
