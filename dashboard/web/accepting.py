"""Whether a client takes what would be sent to it (RFC 9110, 12.5.1)."""

from collections.abc import Iterable

JSON_TOO = ("application/geo+json", "application/problem+json", "application/vnd.oai.openapi+json")
"""Media types that are JSON too: who takes JSON takes them."""


def accepted(accepts: Iterable[str], kind: str) -> bool:
    """Whether one of the Accept headers lets a media type through; without any, everything passes.

    Parameters
    ----------
    accepts : iterable of str
        The values of the Accept headers.
    kind : str
        The media type; its parameters play no part.
    """
    wishes = dict(_wish(part) for value in accepts for part in value.split(",") if part.strip())
    if not wishes:
        return True
    plain = kind.partition(";")[0]
    names = [plain, *(["application/json"] if plain in JSON_TOO else []), f"{plain.partition('/')[0]}/*", "*/*"]
    return next((wishes[name] for name in names if name in wishes), 0.0) > 0


def _wish(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((piece[2:].strip() for piece in parameters if piece.startswith("q=")), "1")
    try:
        return name, float(quality)
    except ValueError:
        return name, 0.0
