"""The numbers of a scene's sentence that its rows stand behind: each opens the card of its subject before a room."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.present.story import Scene
from dashboard.text.i18n import Words

Fragments = list[dict[str, str]]


def fragments_of(scene: Scene, lang: str, words: Words) -> Fragments:
    """Split the sentence of a scene into its text and its numbers.

    A number is a link where the scene says under `shows` of whom it is: the first time that it stands there, in digits
    or as a word.

    Parameters
    ----------
    scene : Scene
        The scene.
    lang : str
        The language of the sentence.
    words : Words
        The same language.

    Returns
    -------
    list of dict
        `text`, and `sel`: the subject that it opens, empty for mere text. Joined they are the sentence.
    """
    sentence, found = scene.sentence[lang], list[tuple[int, int, str]]()
    for fact in scene.shows:
        for number in dict.fromkeys(_numbers(fact)):
            for match in _written(number, words).finditer(sentence):
                if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                    found.append((match.start(), match.end(), str(fact["subject"])))
                    break
    fragments, at = Fragments(), 0
    for start, end, sel in sorted(found):
        fragments += [{"text": sentence[at:start], "sel": ""}, {"text": sentence[start:end], "sel": sel}]
        at = end
    return [one for one in [*fragments, {"text": sentence[at:], "sel": ""}] if one["text"]]


def _numbers(fact: Mapping[str, Any]) -> Iterator[int]:
    for name in ("low", "high"):
        value = fact.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            yield value


def _written(number: int, words: Words) -> re.Pattern[str]:
    """Match a number however a sentence writes it; not within a longer one, nor where a day or a year is meant."""
    ways = {str(number), words.number(number), words.spelled(number)}
    key = f"stage.number.{number}"
    ways |= {words.say(key)} if words.has(key) else set()
    digits = "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True))
    month = r"(?!\.?\s+(?:[A-Z][a-z]+|[a-z]+)\s+\d{4})"
    return re.compile(rf"(?<![\w.,–-])(?:{digits})(?![\w–-]|[.,]\d){month}", re.IGNORECASE)
