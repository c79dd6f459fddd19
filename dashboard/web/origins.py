"""Who may speak to the server: the host that a request names, the origin of a page, and who may frame the map."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
FRAMER = re.compile(r"(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE)
"""A site that may frame the map, as a content policy names it."""
ADDRESS = re.compile(r"https?://[A-Za-z0-9.\[\]:-]{1,255}(/[A-Za-z0-9._~/-]{0,255})?")
"""Where a page lies: a whole address without name, password, query and sign that would have to be written otherwise."""
Headers = Iterable[tuple[bytes, bytes]]
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]+")
LONGEST_HOST = 260
"""A name of the net has at most 253 signs; behind it stands a port."""


def header(headers: Headers, name: bytes) -> str | None:
    """Give the value of a header; a header that stands twice has none that can be trusted.

    Parameters
    ----------
    headers : Headers
        As ASGI gives them, with names in small letters.
    name : bytes
        In small letters.
    """
    found = [value for key, value in headers if key.lower() == name]
    return found[0].decode("latin-1").strip() if len(found) == 1 else None


def host_of(text: str | None) -> str:
    """Give the name in a Host header, without port and final dot; nothing when it is no such header."""
    if len(text or "") > LONGEST_HOST or not _HOST.fullmatch(text or ""):
        return ""
    try:
        parts = urlsplit(f"//{text or ''}")
        _ = parts.port  # a port that is no number raises
    except ValueError:
        return ""
    if parts.netloc != text or parts.username is not None or parts.password is not None:
        return ""
    return (parts.hostname or "").rstrip(".")


def host_is_allowed(host: str | None, allowed: Sequence[str]) -> bool:
    """Whether a request names one of our hosts. Without a list each host is ours.

    Parameters
    ----------
    host : str or None
        The Host header.
    allowed : sequence of str
        Names without port; `*.example.org` stands for each name below example.org.
    """
    if not allowed:
        return True
    name = host_of(host)
    patterns = [pattern.strip().lower().rstrip(".") for pattern in allowed]
    return bool(name) and any(
        pattern in {name, "*"} or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in patterns
    )


def origin_is_allowed(origin: str | None, host: str | None, allowed: Sequence[str]) -> bool:
    """Whether a page may open a websocket: one of our own, one that is listed, or a program that is no browser.

    Parameters
    ----------
    origin : str or None
        The Origin header; a browser always sends it, and no page can change it.
    host : str or None
        The Host header of the same request.
    allowed : sequence of str
        Further origins, such as https://portal.example.org.
    """
    if origin is None:
        return True
    wanted = _place_of(origin)
    if wanted is None:
        return False
    scheme, name, port = wanted
    own_host = host_of(host)
    if own_host and name == own_host and port == (urlsplit(f"//{host}").port or DEFAULT_PORTS[scheme]):
        return True
    return wanted in [_place_of(one.strip()) for one in allowed]


def _place_of(origin: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not host_of(parts.netloc) or parts.path not in {"", "/"}:
        return None
    return parts.scheme, host_of(parts.netloc), port or DEFAULT_PORTS[parts.scheme]
