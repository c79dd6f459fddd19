"""Text by language: words from `translations/`, numbers and days in the reader's manner."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from dashboard.state import LANGUAGES, TRANSLATIONS

LOCALES = {"en": "en_GB", "da": "da_DK"}
MOST_SPELLED = 12
MINUS = "\N{MINUS SIGN}"
EN_DASH = "–"
MONTHS = 12


@dataclass(frozen=True)
class Words:
    """The words of one language.

    Parameters
    ----------
    lang : str
        Code of the language.
    table : mapping of str to str
        Key to text; `{name}` in a text is filled by `say`.
    """

    lang: str
    table: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return the text of a key, filled with values; the values themselves are never read as patterns."""
        text = self.table.get(key, key)
        return text.format_map({name: str(value) for name, value in values.items()}) if values else text

    def has(self, key: str) -> bool:
        """Say whether the language has a text for this key."""
        return key in self.table

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the text for a number of things: `key.one` or `key.other`, with `{n}` as a word up to twelve."""
        form = f"{key}.one" if number == 1 else f"{key}.other"
        return self.say(form, n=self.spelled(number), **values)

    def number(self, number: float) -> str:
        """Write a number with the language's separators."""
        return format_decimal(number, locale=self._locale).replace("-", MINUS)

    def spelled(self, number: int) -> str:
        """Write a small number as a word."""
        names = self.say("number.words").split()
        return names[number] if 0 <= number <= MOST_SPELLED else self.number(number)

    def span(self, low: int | None, high: int | None, rounded: bool = False) -> str:
        """Write a range; an unknown number is empty, never zero. Of a round bound it is said that it is one."""
        if low is None and high is None:
            return ""
        if low is None:
            return self.say("number.upto", n=self.about(self.number(high or 0), rounded))
        if high is None:
            return self.say("number.atleast.about" if rounded else "number.atleast", n=self.number(low))
        text = self.number(low) if low == high else f"{self.number(low)}{EN_DASH}{self.number(high)}"
        return self.about(text, rounded)

    def about(self, text: str, rounded: bool) -> str:
        """Say of a number that it is round."""
        return self.say("number.about", n=text) if rounded else text

    def day(self, day: date, short: bool = False) -> str:
        """Write a day, in full or with the month cut short."""
        return self._written(day, "date.short" if short else "date.long")

    def day_beside(self, day: date, other: date) -> str:
        """Write a day in a sentence that has said another; the year is said again only where it is not the same."""
        return self._written(day, "date.same_year" if day.year == other.year else "date.long")

    def between(self, first: date, last: date, other: date) -> str:
        """Write two days in a sentence that has said another; the month is said once where it is the same."""
        next_day = (last - first).days == 1
        return self._two_days("date.both" if next_day else "date.between", first, last, other)

    def span_of_days(self, first: date, last: date, other: date) -> str:
        """Write the days from one to another in the same way."""
        return self._two_days("date.span", first, last, other)

    def _two_days(self, key: str, first: date, last: date, other: date) -> str:
        same = (first.year, first.month) == (last.year, last.month)
        begins = format_date(first, self.say("date.number"), locale=self._locale) if same else ""
        return self.say(key, first=begins or self.day_beside(first, other), last=self.day_beside(last, other))

    def partial(self, text: str, short: bool = False) -> str:
        """Write a day, a month or a year that stands in the evidence as text."""
        try:
            parts = [int(part) for part in text.split("-")]
            year, month, number = (*parts, 1, 1)[:3]
            day = date(year, month, number)
        except ValueError:
            return text
        if len(parts) == 1:
            return text
        if len(parts) == 2:
            return self._written(day, "date.month")
        return self.day(day, short)

    def listing(self, names: Sequence[str]) -> str:
        """Join names as the language does: a, b and c."""
        return format_list(list(names), locale=self._locale)

    def sentence_case(self, text: str) -> str:
        """Begin with a capital."""
        return text[:1].upper() + text[1:]

    def within(self, name: str) -> str:
        """Write a name within a sentence: a number begins small, in Danish the adjective of a nation, too."""
        first, space, rest = name.partition(" ")
        small = first.endswith(tuple(self.say("adjective.small").split())) or (
            first.lower() in self.say("number.words").split()
        )
        return first[:1].lower() + first[1:] + space + rest if small else name

    def _written(self, day: date, key: str) -> str:
        """Write a day by a pattern; months are cut short as the frame cuts them, in Danish neither June nor July."""
        pattern, months = self.say(key), self.say("map.months.short").split()
        if "MMMM" not in pattern and len(months) == MONTHS:
            pattern = pattern.replace("MMM", f"'{months[day.month - 1]}'")
        return format_date(day, pattern, locale=self._locale)

    @property
    def _locale(self) -> Locale:
        return _locale(self.lang)


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(LOCALES.get(lang, lang))


@cache
def words_of(lang: str) -> Words:
    """Read the words of a language; English stands in for what it lacks."""
    table: dict[str, str] = {}
    for code in dict.fromkeys(("en", lang)):
        for path in translation_files(code):
            table.update(json.loads(path.read_text(encoding="utf-8")))
    return Words(lang, table)


def translation_files(lang: str) -> list[Path]:
    """List the files that hold the words of a language."""
    return sorted(TRANSLATIONS.glob(f"{lang}.json")) + sorted(TRANSLATIONS.glob(f"*.{lang}.json"))


@cache
def nation_aliases() -> Mapping[str, Sequence[str]]:
    """Read by what other names people look for a nation; search knows them, nothing shows them."""
    found: dict[str, list[str]] = json.loads((TRANSLATIONS / "nations.json").read_text(encoding="utf-8"))
    return found


def choose_language(wanted: str, browser: str | None) -> str:
    """Pick the language: what the reader chose, else the first of the browser's that we have, else English.

    Parameters
    ----------
    wanted : str
        The reader's choice; empty if there is none.
    browser : str or None
        The browser's languages as it lists them in ``Accept-Language``.
    """
    listed = [part.strip().split("-")[0].lower() for part in re.sub(r";[^,]*", "", browser or "").split(",")]
    return next((code for code in (wanted.strip().lower(), *listed) if code in LANGUAGES), LANGUAGES[0])


def plain(text: str) -> str:
    """Make text harmless where Streamlit reads Markdown: every sign that Markdown could act on is escaped."""
    cleaned = "".join(" " if ord(char) < 32 else char for char in text)
    return "".join(f"\\{char}" if char in _MARKDOWN else char for char in cleaned)


def plain_list(texts: Iterable[str]) -> str:
    """Write plain texts as a Markdown list."""
    return "\n".join(f"- {plain(text)}" for text in texts)


_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~$:&=\"'^")
