"""The thirteen lines of the founding article: each in the evidence, told on a card, and found by one word."""

from dataclasses import dataclass

import pytest

from dashboard.text.i18n import words_of
from dashboard.view.search import Index, index_of
from geodata import Atlas
from geodata.model import Claim, Event


@dataclass(frozen=True)
class Line:
    """What the article says, the records that carry it, and a word by which a visitor finds the card that tells it."""

    number: int
    records: tuple[str, ...]
    texts: tuple[str, ...]
    word: str
    card: str


LINES = (
    Line(
        1,
        ("dep_multi_01-step",),
        ("Nordic and other allied states send liaison or planning officers",),
        "liaison",
        "unnamed-liaison",
    ),
    Line(
        2,
        ("ev_001", "ev_009"),
        ("under exercise Arctic Endurance", "cold-weather rotations are long-standing"),
        "cold-weather",
        "event:ev_001",
    ),
    Line(2, ("ev_009",), ("under exercise Arctic Endurance",), "endurance", "event:ev_009"),
    Line(
        3,
        ("dep_dnk_01-framework", "dep_dnk_01-step"),
        ("responsible for the defence of Greenland", "expands its military presence"),
        "responsible",
        "dnk-exercise",
    ),
    Line(
        4,
        ("dep_deu_01-people", "dep_deu_01-step"),
        ("13-person German reconnaissance team",),
        "reconnaissance",
        "deu-recce",
    ),
    Line(
        5,
        ("dep_fra_01-step", "dep_fra_01-step-more", "dep_fra_01-role-more"),
        ("already on the ground", "land, air and sea"),
        "reinforcement",
        "fra-reinforcement",
    ),
    Line(6, ("dep_multi_01-role",), ("liaison or planning officers",), "planning", "unnamed-liaison"),
    Line(7, ("ev_005",), ("by force if need be", "Russia and China"), "Trump", "event:ev_005"),
    Line(8, ("ev_005",), ("not for sale", "reckless"), "reckless", "event:ev_005"),
    Line(
        9,
        ("ev_010", "ev_011"),
        ("frank and constructive", "a fundamental disagreement remains", "high-level working group"),
        "Rubio",
        "event:ev_010",
    ),
    Line(10, ("p-fra-nuuk-04",), ("6 February 2026",), "Barrot", "event:pe-031"),
    Line(11, ("p-can-nuuk-05", "pe-024"), ("wider Arctic posture",), "posture", "can-nuuk"),
    Line(
        12,
        ("pituffik-people", "pituffik-framework"),
        ("150 US service members", "long-standing agreement"),
        "Thule",
        "pituffik",
    ),
    Line(13, ("ev_005",), ("32-member mutual-defence alliance",), "mutual-defence", "event:ev_005"),
)


@pytest.fixture(scope="module")
def index(atlas: Atlas) -> Index:
    return index_of(atlas, words_of("en"))


def text_of(atlas: Atlas, name: str) -> str:
    if name in atlas.claims:
        return atlas.claims[name].text
    event = atlas.events[name]
    return f"{event.title} {event.summary}"


def name_of(line: Line) -> str:
    return f"line{line.number}-{line.word}"


@pytest.mark.parametrize("line", LINES, ids=name_of)
def test_the_line_is_in_the_evidence_with_the_article_among_its_sources(atlas: Atlas, line: Line) -> None:
    records: dict[str, Claim | Event] = {**atlas.claims, **atlas.events}
    for name in line.records:
        assert "seed" in records[name].sources, f"{name} does not name the article"


@pytest.mark.parametrize("line", LINES, ids=name_of)
def test_the_words_of_the_line_stand_on_the_card(atlas: Atlas, line: Line) -> None:
    actual = " ".join(text_of(atlas, name) for name in line.records)
    for words in line.texts:
        assert words in actual


@pytest.mark.parametrize("line", LINES, ids=name_of)
def test_one_word_brings_a_visitor_to_the_line(index: Index, line: Line) -> None:
    assert line.card in [hit.sel for hit in index.find(line.word)]
