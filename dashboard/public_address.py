"""The address under which readers reach the page, where its operator set one; told once, when the server starts."""

MAP, EMBEDDED = "map/", "embed/"
"""Where the published site lies below it, and, below that, the page that others frame."""
_told: list[str] = []


def tell_public_address(address: str) -> None:
    """Set the address.

    Parameters
    ----------
    address
        As https://example.org/arctic; empty where the operator set none.
    """
    _told[:] = [address.rstrip("/")] if address else []


def public_address() -> str:
    """Return the address without a slash at its end; empty where none is set."""
    return _told[0] if _told else ""
