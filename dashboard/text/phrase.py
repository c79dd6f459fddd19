"""A text that can be said in every language: a problem is found far from its reader, and told in the reader's own."""

from collections.abc import Iterable
from typing import Self

from dashboard.text.i18n import Words, words_of
from geodata.errors import Problem, printable


class Phrase(str):
    """An English text that keeps its key and its values. Where nobody asks for another language it is that text."""

    key: str
    values: dict[str, object]

    def __new__(cls, key: str, **values: object) -> Self:
        """Write the English text.

        Parameters
        ----------
        key : str
            In `translations/`.
        values : object
            What fills its gaps: phrases, numbers, or texts that are the same in every language.
        """
        made = super().__new__(cls, _say(words_of("en"), key, values))
        made.key, made.values = key, values
        return made


def in_words(text: str, words: Words) -> str:
    """Say a phrase in a language; any other text stands as it is.

    Parameters
    ----------
    text : str
        The text.
    words : Words
        The language.
    """
    return _say(words, text.key, text.values) if isinstance(text, Phrase) else text


def _say(words: Words, key: str, values: dict[str, object]) -> str:
    return words.say(key, **{name: _value(one, words) for name, one in values.items()})


def _value(value: object, words: Words) -> str:
    return words.number(value) if isinstance(value, int) else in_words(str(value), words)


def problem_lines(problems: Iterable[Problem], words: Words, form: str = "problem.line") -> list[str]:
    """Say problems in a language, a line each: the place, what was found, and the remedy.

    Parameters
    ----------
    problems : iterable of Problem
        Those whose texts are phrases; names of fields and ids are the same in every language.
    words : Words
        The language.
    form : str
        The key of the line.
    """
    lines = []
    for one in problems:
        place = ": ".join(in_words(part, words) for part in (one.file, one.row, one.field) if part)
        found, remedy = in_words(one.found, words), in_words(one.remedy, words)
        lines.append(printable(words.say(form, place=place, found=found, remedy=remedy)))
    return lines
