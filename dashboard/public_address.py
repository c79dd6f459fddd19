"""The address under which readers reach the page, where its operator set one, and who may frame the published map.

Both are told once, when the server starts.
"""

from collections.abc import Iterable

MAP, EMBEDDED = "map/", "embed/"
"""Where the published site lies below it, and, below that, the page that others frame."""
_address: list[str] = []
_framers: list[str] = []


def tell_public_address(address: str) -> None:
    """Set the address.

    Parameters
    ----------
    address
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
    sites
        As a content policy names them.
    """
    _framers[:] = sites


def may_be_framed() -> bool:
    """Say whether a site besides our own may frame the published map."""
    return bool(_framers)
