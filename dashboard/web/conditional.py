"""HTTP by the book: which coding a browser takes, and whether it has the file already (RFC 9110)."""

import re
from collections.abc import Iterable

TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def takes_gzip(accepts: Iterable[str]) -> bool:
    """Whether a browser takes gzip, and likes it no less than plain bytes (12.5.3).

    Parameters
    ----------
    accepts : iterable of str
        The values of its Accept-Encoding headers.
    """
    wishes = dict(_wish(part) for value in accepts for part in value.split(",") if part.strip())
    gzip = wishes.get("gzip", wishes.get("x-gzip", wishes.get("*", 0.0)))
    return gzip > 0 and gzip >= wishes.get("identity", 0.0)


def has_already(if_none_match: Iterable[str], tag: str) -> bool:
    """Whether one of the tags that a browser names is the file's; compared weakly (13.1.2).

    Parameters
    ----------
    if_none_match : iterable of str
        The values of its If-None-Match headers.
    tag : str
        The tag of what would be sent.
    """
    text = ", ".join(if_none_match).strip()
    return text == "*" or tag in TAG.findall(text)


def one_vary(values: Iterable[str]) -> str:
    """Join the values of several Vary headers; each name once."""
    names = {name.lower(): name for value in values for name in (part.strip() for part in value.split(",")) if name}
    return ", ".join(names.values())


def _wish(part: str) -> tuple[str, float]:
    coding, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((piece[2:].strip() for piece in parameters if piece.startswith("q=")), "1")
    try:
        return coding, float(quality)
    except ValueError:
        return coding, 0.0
