"""The published page: what it answers is what the live page says; what was not foreseen it says less of."""

import json
import random
import re
import subprocess
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import deno
import pytest

from dashboard.map.message import view_message
from dashboard.panels.filters import fields_data
from dashboard.panels.header import header_data
from dashboard.panels.sentence import sentence_data
from dashboard.panels.table import cells_of, table_data
from dashboard.publish import fonts, frontend
from dashboard.publish.days import days_of_change
from dashboard.publish.says import known_key
from dashboard.publish.whole import Site
from dashboard.publish.writing import write_site
from dashboard.release import current_release
from dashboard.state import KINDS, STEPS
from dashboard.text import DRILLDOWNS, situation
from dashboard.text.drilldowns import KEY_DRILLDOWNS
from dashboard.text.i18n import words_of
from dashboard.view.preview import title_of
from dashboard.view.view import ViewModel, parse_query, resolve_view, search_index, vocabulary, world_at
from geodata.errors import GeodataError
from geodata.model import PROGRAMMES
from tests import published
from tests.small_disk import Disk

HARNESS = Path(__file__).with_name("answers.js")
KNOWN = date(2026, 1, 15)
VIEWS = 200
Address = list[tuple[str, str]]
WORDED = ("fragments", "situation", "programme", "text_alternative")
OWN = "tale"  # a story of one's own, which only a session of the live page has


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that a page reads, of everything known and of one day of knowledge."""
    folder = tmp_path_factory.mktemp("published")
    known = known_key(current_release().atlas.knowledge_day(KNOWN))
    for lang in ("en", "da"):
        for name in (f"page/{lang}", f"names/{lang}", f"find/{lang}", f"says/{lang}/{known}"):
            path = folder / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(published.data(name))
    return folder


def ask(data: Path, **work: Any) -> Any:
    """Let the page's own scripts answer."""
    (data / "work.json").write_text(json.dumps(work), encoding="utf-8")
    command = [deno.find_deno_bin(), "run", "--no-remote", "--allow-read", str(HARNESS), str(data), "work"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("lang", ["en", "da"])
def test_the_map_is_told_first_what_the_page_answers_to_an_address_that_asks_for_nothing(data: Path, lang: str) -> None:
    page = published.written("index.html" if lang == "en" else "da/index.html").decode()
    found = re.search(r'id="arctic-opening">(.*?)</script>', page)
    assert found
    assert {name: one for name, one in json.loads(found[1]).items() if name != OWN} == ask(
        data, addresses=[{"lang": lang, "pairs": []}]
    )["answers"][0]["message"]


def some_day(choice: random.Random) -> str:
    first = choice.choice([date(2025, 12, 20), date(2026, 1, 1), date(2026, 1, 1), date(1940, 1, 1)])
    most = 36000 if first.year < 2000 else 300 if choice.random() < 0.3 else 60
    return (first + timedelta(choice.randrange(most))).isoformat()


def some_address(choice: random.Random) -> Address:
    """Make an address of any view, foreseen or not."""
    nations = sorted(current_release().atlas.actors)
    address = [("asof", some_day(choice))]
    if choice.random() < 0.4:
        address.append(("known", choice.choice(["2026-01-15", "2026-01-15", "all"])))
    kind = choice.random()
    if kind < 0.45:
        address.append(("nations", choice.choice(nations)))
    elif kind < 0.55:
        address.append(("nations", ".".join(sorted(choice.sample(nations, choice.randrange(2, 6))))))
    elif kind < 0.65:
        address.append(("kinds", choice.choice(KINDS)))
    elif kind < 0.75:
        address.append(("steps", choice.choice(STEPS)))
    elif kind < 0.8:
        address.append(("programmes", choice.choice(PROGRAMMES)))
    if choice.random() < 0.2:
        address.append(("sel", choice.choice(sorted(current_release().atlas.subjects))))
    if choice.random() < 0.3:
        address.append(("q", choice.choice([f"rows:{choice.choice(DRILLDOWNS)}", "konsul", "nuuk", "13"])))
    return address


def foreseen(model: ViewModel) -> bool:
    shown = model.state
    searched = bool(shown.search) and model.only is not None
    return len(shown.nations) + len(shown.kinds) <= 1 and not shown.programmes and not shown.steps and not searched


def days_text(model: ViewModel) -> list[str]:
    """The days that the header names."""
    words, state = model.words, model.state
    day, known = (words.day(one, short=True) if one else "" for one in (state.as_of, state.known_by))
    actual = words.say("header.known" if known else "header.asof", day=day, known=known)
    return [actual, words.say("header.evidence", day=words.day(model.world.atlas.evidence_to, short=True))]


def live(address: Address, lang: str) -> tuple[ViewModel, dict[str, Any]]:
    """What the live page says at an address."""
    choice, faults = parse_query(address)
    words = words_of(lang)
    model = resolve_view(choice, words)
    sentence_text = sentence_data(model.fragments, model.filters, model.choice, faults, vocabulary(), words)
    table = table_data(model.view, model.state.sel, "")
    rows = [cells_of(row, model.world.states[row.id], model.view) for row in model.rows]
    message = view_message(
        choice,
        address=address,
        release=current_release().release,
        lang=lang,
        among=model.among,
        situation=situation(model.builder),
        programme=model.builder.totals.programme,
        text_alternative=model.text_alternative,
    )
    text = {
        "title": title_of(model),
        "head": links(header_data(words, days_text(model), choice, vocabulary(), [])),
        **{f"map {name}": one for name, one in message.items() if name not in (*WORDED, OWN)},
        "fragments": sentence_text["fragments"],
        "situation": situation(model.builder),
        "programme": model.builder.totals.programme,
        "text_alternative": model.text_alternative,
        "filters": sentence_text["filters"],
        "fields": fields_data(
            model.world.atlas, model.state, words, vocabulary(), world_at(model.state.as_of, model.state.known_by)
        ),
        "rows": rows,
        "words": table["words"],
        "foreign": table["foreign"],
        "order": orders(table["rows"]),
        "keys": [sentence_text["leave"], sentence_text["onward"], table["asof"]],
    }
    return model, json.loads(json.dumps(text))


def links(head: dict[str, Any]) -> dict[str, Any]:
    """What the header says of the day, and where its links lead."""
    led = {name: head[name]["href"] for name in ("present", "story")}
    return {**led, "days": head["days"], "asof": head["asof"], "languages": head["languages"]}


def answered(answer: dict[str, Any]) -> dict[str, Any]:
    """What the published page says, laid out in the same way."""
    sentence_text, message, table = answer["sentence"], answer["message"], answer["table"]
    return {
        "title": answer["title"],
        "head": links(answer["head"]),
        **{f"map {name}": one for name, one in message.items() if name not in (*WORDED, OWN)},
        "fragments": sentence_text["fragments"],
        "situation": message["situation"],
        "programme": message["programme"],
        "text_alternative": message["text_alternative"],
        "filters": sentence_text["filters"],
        "fields": answer["fields"],
        "rows": [row[:12] for row in table["rows"]],
        "words": table["words"],
        "foreign": table["foreign"],
        "order": orders(table["rows"]),
        "keys": [sentence_text["leave"], sentence_text["onward"], table["asof"]],
    }


def orders(rows: Sequence[Sequence[Any]]) -> list[list[int]]:
    """How each column that has an order of its own sorts the rows."""
    return [sorted(range(len(rows)), key=lambda at: (rows[at][12][column], at)) for column in range(4)]


def test_the_published_page_says_what_the_live_page_says_and_shows_the_same(data: Path) -> None:
    choice = random.Random(20260119)
    cases: list[dict[str, Any]] = [
        {"lang": choice.choice(["en", "da"]), "pairs": some_address(choice)} for _ in range(VIEWS)
    ]
    actual = ask(data, addresses=cases)["answers"]
    worded = 0
    for case, answer in zip(cases, actual, strict=True):
        model, expected = live(case["pairs"], case["lang"])
        found = answered(answer)
        if not foreseen(model):
            if model.choice.rows_of:
                continue  # it says that it cannot tell these rows: see below
            for name in WORDED:
                expected.pop(name)
                found.pop(name)
        worded += "fragments" in found
        assert [name for name in expected if found[name] != expected[name]] == [], case
        assert found.keys() == expected.keys()
    assert worded > VIEWS // 3


def test_several_nations_are_several_sentences_and_what_is_not_foreseen_is_said_less(data: Path) -> None:
    day = ("asof", "2026-01-17")
    addresses: list[Address] = [
        [day, ("nations", "DEU.FRA")],
        [day, ("nations", "DEU")],
        [day, ("nations", "FRA")],
        [day, ("nations", "DEU.FRA"), ("steps", "in_place")],
        [day, ("nations", "FRA"), ("steps", "in_place"), ("q", "rows:people")],
    ]
    both, one, other, less, behind = ask(data, addresses=[{"lang": "en", "pairs": pairs} for pairs in addresses])[
        "answers"
    ]
    text = [
        "".join(fragment["text"] for fragment in answer["sentence"]["fragments"]) for answer in (both, one, other, less)
    ]
    assert text[0] == f"{text[1]} {text[2]}"
    count = len(less["table"]["rows"])
    assert text[3].startswith(f"On 17 January 2026, the map shows {count} of ")
    assert behind["sentence"]["faults"] == ["q"]
    assert "q=rows:people" in behind["notices"][0]
    assert behind["table"]["rows"], "a number whose rows are not known hides nothing"


def test_a_number_of_the_key_opens_the_rows_that_the_live_page_opens(data: Path) -> None:
    """Also within filters that were not foreseen, within a search, and on a day beyond what is known."""
    clocks: list[Address] = [[("asof", "2026-02-06")], [("asof", "2026-01-17"), ("known", "2026-01-15")]]
    within: list[Address] = [[], [("nations", "DNK.FRA"), ("kinds", "contingent.base")]]
    cases: list[Address] = [
        [*clock, *more, ("q", f"rows:{drilldown}{search}")]
        for clock in clocks
        for more in within
        for drilldown in KEY_DRILLDOWNS
        for search in ("", " nuuk")
    ]
    opened = 0
    told = ask(data, addresses=[{"lang": "en", "pairs": case} for case in cases])["answers"]
    for case, answer in zip(cases, told, strict=True):
        _, expected = live(case, "en")
        found = answered(answer)
        assert [name for name in ("rows", "filters", "map among") if found[name] != expected[name]] == [], case
        assert answer["sentence"]["faults"] == [], case
        opened += len(found["rows"]) > 0
    assert opened > len(KEY_DRILLDOWNS)


def test_the_search_of_the_published_page_finds_what_the_live_one_finds(data: Path) -> None:
    texts = [
        "nuuk",
        "13",
        "germ",
        "denmrak",
        "uk",
        "arctic endurance",
        "xyzzy",
        "Sønderstrøm",
        "frankrig konsulat",
        "Ísland",
    ]
    searches = [{"lang": lang, "text": text} for lang in ("en", "da") for text in texts]
    for search, found in zip(searches, ask(data, searches=searches)["found"], strict=True):
        index = search_index(search["lang"])
        subjects = index.subjects(search["text"])
        assert found["hits"] == [hit.sel for hit in index.find(search["text"])], search
        assert found["subjects"] == (None if subjects is None else sorted(subjects)), search


def test_an_address_is_read_as_the_live_page_reads_it(data: Path) -> None:
    addresses: list[Address] = [
        [("amp;nations", "fra"), ("KINDS[]", "post"), ("asof", "2026-02-31"), ("known", "ALL"), ("lang", "xx")],
        [("nations", "FRA,ZZZ. DEU"), ("sel", "Nation:fra"), ("scene", "x"), ("present", "2"), ("proj", "Mercator).")],
        [("q", "rows:nothing"), ("sel", "event:none"), ("theme", "dark"), ("q", "x"), ("asof", "2026-01-15.")],
        [("view", "story"), ("scene", "3"), ("nations", "FRA")],
        [("known", "0999-01-01"), ("asof", "2101-01-01"), ("steps", "in_place;OPEN"), ("foreign", "1")],
    ]
    actual = ask(data, addresses=[{"lang": "en", "pairs": pairs} for pairs in addresses])["answers"]
    for pairs, answer in zip(addresses, actual, strict=True):
        choice, faults = parse_query(pairs)
        assert answer["sentence"]["faults"] == [fault.key for fault in faults], pairs
        assert (answer["message"]["asof"], answer["message"]["sel"]) == (choice.as_of.isoformat(), choice.sel)
        _, expected = live(pairs, "en")
        assert answer["sentence"]["onward"] == expected["keys"][1], pairs
        assert answer["fields"]["query"] == expected["fields"]["query"], pairs


def test_a_published_page_says_that_it_cannot_filter_by_an_area(data: Path) -> None:
    pairs = [("area", "circle:nuuk:150"), ("asof", "2026-01-17")]
    (answer,) = ask(data, addresses=[{"lang": "en", "pairs": pairs}])["answers"]
    assert answer["sentence"]["faults"] == ["area"]
    assert "Part of this link could not be used: area=circle:nuuk:150." in answer["notices"][0]
    assert len(answer["table"]["rows"]) == len(
        resolve_view(parse_query({"asof": "2026-01-17"})[0], words_of("en")).rows
    )


def test_between_two_days_of_change_a_state_does_not_change() -> None:
    atlas = current_release().atlas
    days = days_of_change(atlas, None)
    assert days == sorted(set(days))
    assert {day for spans in atlas.spans(None).values() for day in spans.starts} <= set(days)
    assert len(days_of_change(atlas, None, ["fra-advance"])) < len(days) / 4


@pytest.fixture
def few() -> Site:
    """A site of which little is written."""
    return published.some(("index.html", "_headers", f"r/{published.site().version}/assets/map.js"))


def test_the_same_evidence_gives_the_same_bytes() -> None:
    folder = f"r/{published.site().version}"
    again = Site(current_release())
    assert list(again.files) == list(published.site().files)
    for path in (
        "index.html",
        "da/embed/index.html",
        "nation/fra/index.html",
        "changes.atom",
        "data/datapackage.zip",
        f"{folder}/assets/page.css",
        f"{folder}/assets/fonts/sans.woff2",
        f"{folder}/pictures/en.png",
        f"{folder}/data/find/da.json",
    ):
        fonts.fonts.cache_clear()
        frontend.frontend.cache_clear()
        assert again.read(path) == published.written(path), path


def test_an_older_site_is_replaced_whole_and_anything_else_is_left_alone(few: Site, tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(few, out)
    (out / "r" / "older").mkdir()
    write_site(few, out)
    assert not (out / "r" / "older").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"], "nothing is left beside it"
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(GeodataError, match="a folder that holds something else"):
        write_site(few, other)
    assert (other / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_a_site_that_fills_the_disk_leaves_the_old_one(few: Site, disk: Disk) -> None:
    out = disk.path / "site"
    out.mkdir()
    (out / "index.html").write_text('<html data-root="r/older">', encoding="utf-8")
    disk.fill(100_000)
    with pytest.raises(
        GeodataError, match=r"found No space left on device; write the name of a folder .* with room on"
    ):
        write_site(few, out)
    assert (out / "index.html").read_text(encoding="utf-8") == '<html data-root="r/older">'
    assert disk.files() == ["site"], "nothing is left beside it"
