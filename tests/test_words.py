"""Words: complete in every language, numbers and days in its manner, and a view told without contradiction."""

import json
import re
import string
from datetime import date
from pathlib import Path

import pytest

from dashboard.state import KINDS, LANGUAGES, STEPS, TRANSLATIONS, ViewState, languages_in
from dashboard.text import filters_in_words
from dashboard.text.i18n import Words, choose_language, plain, translation_files, words_of
from geodata import Atlas

EN, DA = words_of("en"), words_of("da")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def keys(lang: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in translation_files(lang):
        found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_further_language_is_one_file(tmp_path: Path) -> None:
    for name in ("en.json", "map.en.json", "da.json", "kl.json", "nations.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert languages_in(tmp_path) == ("en", "da", "kl")
    assert languages_in(TRANSLATIONS) == LANGUAGES == ("en", "da")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_key(lang: str) -> None:
    assert keys(lang).keys() == keys("en").keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_fills_the_same_gaps(lang: str) -> None:
    keys_here = keys(lang)
    assert [key for key, text in keys("en").items() if fields(text) != fields(keys_here[key])] == []


@pytest.mark.parametrize("code", [f"kind.{kind}" for kind in KINDS] + [f"step.{step}" for step in STEPS])
def test_every_code_has_a_word(code: str) -> None:
    assert EN.has(code)
    assert DA.has(code)


def test_every_key_that_our_code_names_exists() -> None:
    used = re.compile(r"""(?:say|has|Phrase)\(\s*"([a-z_.0-9]+)\"""")
    named = {key for path in _modules() for key in used.findall(path)}
    assert len(named) > 40
    assert sorted(named - EN.table.keys()) == []


def _modules() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(TRANSLATIONS.parent.rglob("*.py"))]


def test_numbers_and_days_follow_the_language() -> None:
    assert (EN.number(1234), DA.number(1234)) == ("1,234", "1.234")
    assert (EN.day(date(2026, 1, 17)), DA.day(date(2026, 1, 17))) == ("17 January 2026", "17. januar 2026")
    assert (EN.spelled(3), DA.spelled(3), EN.spelled(13)) == ("three", "tre", "13")
    assert EN.listing(["Denmark", "France", "Norway"]) == "Denmark, France and Norway"
    assert DA.listing(["Danmark", "Frankrig", "Norge"]) == "Danmark, Frankrig og Norge"


def test_a_danish_adjective_is_small_within_a_sentence_and_a_name_keeps_its_capital() -> None:
    assert DA.within("Danske F-35 til Arctic Sentry") == "danske F-35 til Arctic Sentry"
    assert DA.within("Svensk hjemmeværn") == "svensk hjemmeværn"
    assert DA.within("NORAD-aktivitet ved Pituffik") == "NORAD-aktivitet ved Pituffik"
    assert EN.within("Danish F-35s") == "Danish F-35s"


@pytest.mark.parametrize(
    ("month", "expected"), [(5, "1. maj 2013"), (6, "1. juni 2013"), (7, "1. juli 2013"), (9, "1. sep. 2013")]
)
def test_a_danish_month_is_cut_short_only_where_danish_does_so(month: int, expected: str) -> None:
    assert DA.day(date(2013, month, 1), short=True) == DA.partial(f"2013-{month:02}-01", short=True) == expected
    assert expected.split()[1] == DA.say("map.months.short").split()[month - 1]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(None, None, ""), (0, 0, "0"), (15, 15, "15"), (2, 3, "2–3"), (None, 100, "up to 100"), (40, None, "at least 40")],
)
def test_an_unknown_number_is_empty_and_never_zero(low: int | None, high: int | None, text: str) -> None:
    assert EN.span(low, high) == text


@pytest.mark.parametrize(
    ("low", "high", "english", "danish"),
    [
        (None, 1000, "up to about 1,000", "op til ca. 1.000"),
        (100, None, "about 100 or more", "ca. 100 eller flere"),
        (15, 15, "about 15", "ca. 15"),
        (None, None, "", ""),
    ],
)
def test_of_a_round_bound_it_is_said_that_it_is_round(
    low: int | None, high: int | None, english: str, danish: str
) -> None:
    assert (EN.span(low, high, rounded=True), DA.span(low, high, rounded=True)) == (english, danish)


def test_between_two_days_lies_a_third_else_both_are_named() -> None:
    first, other = date(2026, 1, 15), date(2026, 1, 20)
    assert EN.between(first, date(2026, 1, 16), other) == "on 15 and 16 January"
    assert EN.between(first, date(2026, 1, 17), other) == "between 15 and 17 January"
    assert DA.between(first, date(2026, 1, 16), other) == "den 15. og den 16. januar"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026", "2026"), ("2026-02", "February 2026"), ("2026-02-06", "6 February 2026"), ("soon", "soon"), ("", "")],
)
def test_a_partial_day_stays_partial(text: str, expected: str) -> None:
    assert EN.partial(text) == expected


@pytest.mark.parametrize(
    ("wanted", "browser", "lang"),
    [
        ("", "da-DK", "da"),
        ("en", "da-DK", "en"),
        ("DA", "en", "da"),
        ("", "kl-GL", "en"),
        ("", "kl,da,en", "da"),
        ("", "fo;q=1.0, da;q=0.9, en;q=0.8", "da"),
        ("", "de-DE,en-GB;q=0.9,da;q=0.8", "en"),
        ("", ",;q=,*", "en"),
        ("", None, "en"),
        ("xx", "da", "da"),
    ],
)
def test_the_language_is_the_readers_then_the_browsers_then_english(
    wanted: str, browser: str | None, lang: str
) -> None:
    assert choose_language(wanted, browser) == lang


def test_a_value_is_never_read_as_a_pattern() -> None:
    words = Words("en", {"k": "search: {text}"})
    assert words.say("k", text="{text} {0.__class__}") == "search: {text} {0.__class__}"


def test_plain_text_means_nothing_to_markdown() -> None:
    assert plain("[a](javascript:x) :red[b] $c$ <i>") == r"\[a\]\(javascript\:x\) \:red\[b\] \$c\$ \<i\>"


def test_each_filter_says_itself_and_can_be_taken_away(atlas: Atlas) -> None:
    state = ViewState(date(2026, 1, 17), nations=("FRA",), kinds=("post",), steps=("open",), q="nuuk")
    found = filters_in_words(atlas, state, EN)
    assert [one.text for one in found] == ["France", "Diplomatic posts", "open", "search: nuuk"]
    assert [one.without for one in found] == [
        state.but(nations=()),
        state.but(kinds=()),
        state.but(steps=()),
        state.but(q=""),
    ]
