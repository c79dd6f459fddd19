"""Compares names as a reader sees them: accents composed or not, any blanks, any case."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

REMEMBERED = 16_384
"""How many names are remembered in the form in which they are compared; more would let strangers fill the memory."""


@lru_cache(REMEMBERED)
def comparable(name: str) -> str:
    """Return a name in the form in which two names that look alike are equal.

    Parameters
    ----------
    name : str
        A publisher, an alias, an id.

    Returns
    -------
    str
        In Unicode NFC, without case, each run of blanks (no-break ones too) one space, none at the ends.
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def nearest(found: str, names: Mapping[str, Iterable[str]]) -> str:
    """Return the code whose own spelling, or one of whose names, is most like what was written; empty if none is.

    Parameters
    ----------
    found : str
        What was written.
    names : mapping of str to iterable of str
        Code to its names in any language.
    """
    codes = {comparable(name): code for code, other_names in names.items() for name in (*other_names, code)}
    near = difflib.get_close_matches(comparable(found), codes, 1, 0.75)
    return codes[near[0]] if near else ""


def unknown_words(found: Iterable[str], names: Mapping[str, Iterable[str]]) -> str:
    """Write codes that do not exist, each with the one that may be meant: ``'FRANCE' (did you mean FRA?), 'X'``."""
    near = {code: nearest(code, names) for code in found}
    return ", ".join(f"{code!r} (did you mean {meant}?)" if meant else repr(code) for code, meant in near.items())


@lru_cache(REMEMBERED)
def script_of(letter: str) -> str:
    """Return the script of a letter, as ``LATIN`` or ``CYRILLIC``; nothing for a sign that is no letter."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""


def char_name(char: str) -> str:
    """Name one sign for a message: itself where it can be shown, its code, and its name in Unicode."""
    shown = f"'{char}' " if char.isprintable() and not unicodedata.combining(char) else ""
    return f"{shown}(U+{ord(char):04X} {unicodedata.name(char, 'without a name')})"
