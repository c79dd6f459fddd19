"""The address under which readers reach the page, who may frame it, and how long an address may be.

The first two are told once, when the server starts.
"""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

MAP, EMBEDDED = "map/", "embed/"
"""Where the published site lies below it, and, below that, the page that others frame."""
LONGEST_ADDRESS = 8_000
"""Bytes of a path with its query; the longest that the page writes has some two thousand."""
MOST_PARTS = 200
"""Keys of a query. The page knows fifty; each that comes is looked at several times."""
LONG = ("link", "long")
"""Stands in place of a query that was too long to be read."""
KEPT = ("lang", "theme")
"""What of such a query is kept, where it has no more signs than this."""
LONGEST_KEPT = 10
_address: list[str] = []
_framers: list[str] = []


def tell_public_address(address: str) -> None:
    """Set the address.

    Parameters
    ----------
    address : str
        As https://example.org/arctic; empty where the operator set none.
    """
    _address[:] = [address.rstrip("/")] if address else []


def public_address() -> str:
    """Return the address without a slash at its end; empty where none is set."""
    return _address[0] if _address else ""


def tell_framers(sites: Iterable[str]) -> None:
    """Set the sites besides our own that may frame the published map.

    Parameters
    ----------
    sites : iterable of str
        As a content policy names them.
    """
    _framers[:] = sites


def may_be_framed() -> bool:
    """Say whether a site besides our own may frame the published map."""
    return bool(_framers)


def shortened(query: str) -> str:
    """Return what is read of a query that is too long: its language and colours, and the mark that it was too long.

    Parameters
    ----------
    query : str
        Without the question mark; no more of it is looked at than an address may have.
    """
    head = query[:LONGEST_ADDRESS].split("&", MOST_PARTS)[:MOST_PARTS]
    kept = [(key, value) for key, value in parse_qsl("&".join(head)) if key in KEPT and len(value) <= LONGEST_KEPT]
    return urlencode([*dict(kept).items(), LONG])
