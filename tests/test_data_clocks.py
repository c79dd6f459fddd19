"""Memento and the feed of a view: how archives, `curl` and feed readers walk the days of knowledge."""

import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from dashboard.api.memento import knowledge_days, moment, nearest
from dashboard.assets import start_html
from dashboard.panels.programs import can_be_opened, layer_address
from dashboard.public_address import public_address, tell_public_address
from dashboard.text import SentenceBuilder, sentence
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from dashboard.web.start import no_view, start_page
from geodata import Atlas
from tests.test_app import Answer, Client
from tests.test_data import PUBLIC, interface, read_json

ATOM = "{http://www.w3.org/2005/Atom}"
LINK = re.compile(r'<([^>]*)>((?:; \w+="[^"]*")*)')


@pytest.fixture(scope="module")
def api() -> Client:
    return interface()


def ask(api: Client, path: str, **headers: str) -> Answer:
    return api.get(f"/data/v1/{path}", accept_encoding="identity", **headers)


def links(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Relation to address and attributes; a relation of several words stands under each."""
    found = {}
    for href, rest in LINK.findall(text):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        for relation in attributes["rel"].split():
            found[relation] = (href, attributes)
    return found


@pytest.mark.parametrize("path", ["states.csv?as_of=2026-09-01", "claims.geojson", "collections/history/items?limit=5"])
def test_accept_datetime_is_known_by(api: Client, path: str) -> None:
    asked_for = ask(api, path, accept_datetime="Thu, 15 Jan 2026 13:00:00 GMT")
    behind = "&" if "?" in path else "?"
    same = ask(api, f"{path}{behind}known_by=2026-01-15")
    assert asked_for.content == same.content != ask(api, path).content
    assert asked_for.headers["memento-datetime"] == same.headers["memento-datetime"] == "Thu, 15 Jan 2026 00:00:00 GMT"
    assert "known_by=2026-01-15" in asked_for.headers["content-location"]
    assert "accept-datetime" in asked_for.headers["vary"].lower()
    assert "content-location" not in same.headers
    for answer in (asked_for, same):
        relations = links(answer.headers["link"])
        assert {"original", "timegate", "timemap", "memento"} <= relations.keys()
        assert "known_by" not in relations["original"][0]
    assert "memento-datetime" not in ask(api, path).headers


def test_france_is_walked_by_the_clock_of_an_archive(api: Client) -> None:
    seen = {}
    for day in ("Thu, 15 Jan 2026", "Sat, 07 Feb 2026"):
        answer = ask(api, "states.geojson?as_of=2026-02-08&id=fra-nuuk", accept_datetime=f"{day} 00:00:00 GMT")
        seen[day] = json.loads(answer.content)["features"][0]["properties"]["step"]
    assert list(seen.values()) == ["announced", "open"]


@pytest.mark.parametrize("text", ["yesterday", "2026-01-15", "", "Thu, 32 Jan 2026 00:00:00 GMT", "9" * 500])
def test_a_moment_that_is_none_is_refused(api: Client, text: str) -> None:
    answer = ask(api, "claims.csv", accept_datetime=text)
    assert answer.status_code == 400
    (error,) = json.loads(answer.content)["errors"]
    assert (error["parameter"], error["remedy"]) == (
        "Accept-Datetime",
        "write a moment as HTTP does, e.g. Thu, 15 Jan 2026 00:00:00 GMT",
    )


def test_before_the_first_day_of_knowledge_the_first_memento_answers(api: Client, atlas: Atlas) -> None:
    answer = ask(api, "claims.csv", accept_datetime="Mon, 01 Jan 1900 00:00:00 GMT")
    assert answer.headers["memento-datetime"] == moment(knowledge_days(atlas)[0])
    assert nearest(atlas, date.max) == knowledge_days(atlas)[-1]


def test_what_knows_no_clock_is_no_memento(api: Client) -> None:
    answer = ask(api, "places.csv", accept_datetime="Thu, 15 Jan 2026 13:00:00 GMT")
    assert answer.status_code == 200
    assert "memento-datetime" not in answer.headers
    assert "link" not in answer.headers


def test_the_timemap_lists_every_day_of_knowledge_and_each_of_its_links_answers(api: Client, atlas: Atlas) -> None:
    answer = ask(api, "timemap/states.geojson?as_of=2026-02-08&actor=FRA")
    assert answer.headers["content-type"] == "application/link-format"
    lines = answer.text.rstrip("\n").split(",\n")
    mementos = [line for line in lines if 'memento"' in line]
    assert len(mementos) == len(knowledge_days(atlas)) > 90
    assert [moment(day) in line for day, line in zip(knowledge_days(atlas), mementos, strict=True)].count(False) == 0
    relations = links(answer.text)
    assert {"original", "timegate", "self", "first", "last"} <= relations.keys()
    assert relations["self"][1]["from"] == moment(knowledge_days(atlas)[0])
    for relation in ("original", "first", "last"):
        href = relations[relation][0]
        assert href.startswith("../states.geojson?")
        found = api.get(href.replace("..", "/data/v1"))
        assert found.status_code == 200
        assert ("memento-datetime" in found.headers) is (relation != "original")


def test_with_a_public_address_the_links_are_whole() -> None:
    answer = interface(PUBLIC).get("/data/v1/states.csv?known_by=2026-01-15")
    assert all(href.startswith(f"{PUBLIC}/data/v1/") for href, _ in links(answer.headers["link"]).values())


def feed(api: Client, query: str) -> ET.Element:
    answer = api.get(f"/view/changes.atom?{query}", accept_encoding="identity")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(answer.text)  # noqa: S314 (our own)


def entries(found: ET.Element) -> list[tuple[str, str, str]]:
    actual = [
        [str(one.findtext(ATOM + part)) for part in ("id", "updated", "title")] for one in found.iter(f"{ATOM}entry")
    ]
    return [(ident, updated, title) for ident, updated, title in actual]


@pytest.mark.parametrize("query", ["nations=FRA", "", "nations=FRA&asof=2026-02-08&lang=da", "kinds=post", "q=Nuuk"])
def test_a_feed_speaks_only_of_days_on_which_its_sentence_changed(api: Client, atlas: Atlas, query: str) -> None:
    found = entries(feed(api, query))
    assert len({ident for ident, _, _ in found}) == len(found) > 0
    days = [updated for _, updated, _ in found]
    assert days == sorted(days, reverse=True)
    assert set(days) <= {f"{day.isoformat()}T00:00:00Z" for day in knowledge_days(atlas)}
    assert len(found) < len(knowledge_days(atlas)) * 0.7


@pytest.mark.parametrize("query", ["nations=FRA", "groups=nordic", "q=Nuuk"])
def test_an_entry_is_the_sentence_that_the_page_tells_at_its_link(api: Client, query: str) -> None:
    for entry in list(feed(api, query).iter(ATOM + "entry"))[:3]:
        link = entry.find(ATOM + "link")
        assert link is not None
        address = dict(part.split("=") for part in link.attrib["href"].removeprefix("../?").split("&"))
        assert address.items() >= dict([query.split("=")]).items()
        view = resolve_view(parse_query(address)[0], words_of("en"))
        sentence_text = "".join(
            fragment.text for fragment in sentence(SentenceBuilder(view.world, view.state, view.words))
        )
        assert entry.findtext(ATOM + "title") == sentence_text


def test_a_feed_is_valid_and_its_ids_stay(api: Client) -> None:
    one, other = feed(api, "nations=FRA"), feed(interface(PUBLIC), "nations=FRA")
    for found in (one, other):
        assert found.tag == f"{ATOM}feed"
        assert {"id", "title", "updated", "author", "link", "entry"} <= {
            child.tag.removeprefix(ATOM) for child in found
        }
        assert all(ident.startswith("urn:uuid:") for ident, _, _ in entries(found))
        assert found.findtext(ATOM + "updated") == entries(found)[0][1]
    assert entries(one) == entries(other)
    assert entries(one)[0][0] == entries(feed(api, "nations=FRA&known=all&theme=dark"))[0][0]
    (self_url,) = [link.attrib["href"] for link in other.findall(ATOM + "link") if link.attrib["rel"] == "self"]
    assert self_url == f"{PUBLIC}/view/changes.atom?nations=FRA&lang=en"


def test_a_feed_follows_the_language_and_refuses_what_it_cannot_use(api: Client) -> None:
    answer = api.get("/view/changes.atom?nations=FRA", accept_language="da", accept_encoding="identity")
    assert "Indtil da" in answer.text
    assert "accept-language" in answer.headers["vary"].lower()
    assert api.get("/view/changes.atom?nations=XXX").status_code == 400
    again = api.get(
        "/view/changes.atom?nations=FRA",
        accept_language="da",
        if_none_match=f"W/{answer.headers['etag']}",
        accept_encoding="identity",
    )
    assert again.status_code == 304


def test_the_feed_of_a_day_of_knowledge_ends_with_it(api: Client) -> None:
    days = [updated for _, updated, _ in entries(feed(api, "nations=FRA&known=2026-02-01"))]
    assert days
    assert max(days) <= "2026-02-01T00:00:00Z"


def test_read_json_reads_both_codings(api: Client) -> None:
    assert read_json(api.get("/data/v1/conformance")) == read_json(ask(api, "conformance"))


def test_the_start_page_names_the_feed_of_its_view_and_the_interface() -> None:
    page = start_page(start_html(), "en", "?nations=FRA&amp=1", no_view("en"))
    assert '<link rel="alternate" type="application/atom+xml" href="./view/changes.atom?nations=FRA&amp;amp=1">' in page
    (described,) = re.findall(r'<link rel="service-desc"[^>]*>', page)
    assert 'href="./data/v1/openapi.json"' in described


def test_the_layer_file_of_a_view_has_its_clocks_and_is_offered_where_it_can_be_opened(atlas: Atlas) -> None:
    view = resolve_view(parse_query({"asof": "2026-02-08", "known": "2026-01-15"})[0], words_of("en")).view
    assert layer_address(view) == "data/v1/states.qlr?as_of=2026-02-08&known_by=2026-01-15"
    assert interface(PUBLIC).get(f"/{layer_address(view)}").status_code == 200
    assert can_be_opened("http://localhost:8501/")
    assert not can_be_opened("https://map.example.org/")
    try:
        tell_public_address(f"{PUBLIC}/")
        assert can_be_opened("https://map.example.org/")
        assert public_address() == PUBLIC
    finally:
        tell_public_address("")
    assert public_address() == ""
