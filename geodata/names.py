"""Compares names as a reader sees them: accents composed or not, any blanks, any case."""

import unicodedata
from functools import cache


@cache
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


@cache
def script_of(letter: str) -> str:
    """Return the script of a letter, as ``LATIN`` or ``CYRILLIC``; nothing for a sign that is no letter."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""


def sign_name(sign: str) -> str:
    """Name one sign for a message: itself where it can be shown, its code, and its name in Unicode."""
    shown = f"'{sign}' " if sign.isprintable() and not unicodedata.combining(sign) else ""
    return f"{shown}(U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')})"
