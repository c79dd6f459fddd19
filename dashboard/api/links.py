"""Addresses in answers: below the address that the operator set, else relative to what was asked for.

The Host header is never said back: whoever sends a wrong one would else have it written into what a cache keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.requests import Request

from dashboard.web.origins import host_of

PREFIX = "/data/v1"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True)
class Links:
    """Writes addresses for one answer.

    Parameters
    ----------
    base : str
        Where `/data/v1` stands, without a slash at the end; empty for relative addresses.
    here : str or None
        The path asked for, below `/data/v1/`; None for `/data/v1` itself.
    """

    base: str = ""
    here: str | None = ""

    def root(self, query: Mapping[str, str]) -> str:
        """Write the whole address of `/data/v1` for a program that puts paths behind it and adds the query to each."""
        return self.base + (f"?{urlencode(query)}" if query else "")

    def to(self, path: str, query: Mapping[str, str] | None = None) -> str:
        """Write the address of a path below `/data/v1/`.

        Parameters
        ----------
        path : str
            As in the table of operations; empty for the landing page.
        query : mapping of str to str, optional
            Its parameters, as text.
        """
        behind = f"?{urlencode(query, safe=',/:')}" if query else ""
        safe = quote(path, safe="/@,:")
        if self.base:
            return f"{self.base}/{safe}{behind}"
        if self.here is None:
            return f"{PREFIX.rpartition('/')[2]}/{safe}{behind}"
        return ("../" * self.here.count("/") or "./") + safe + behind


def links_for(request: Request, here: str | None, public: str, below: str) -> Links:
    """Choose how addresses are written for a request.

    Parameters
    ----------
    request : Request
        Who asks.
    here : str or None
        The path asked for, below `/data/v1/`; None for `/data/v1` itself.
    public : str
        The address under which the whole page is reached, as its operator set it; empty if he did not.
    below : str
        The path below which the page is served; empty for the root.

    Returns
    -------
    Links
        Below that address; without one, below our own socket for a program on this machine that calls it so, which some
        need since they follow no relative address (GDAL); for all others relative.
    """
    if public:
        return Links(f"{public.rstrip('/')}{PREFIX}", here)
    server, client = request.scope.get("server"), request.scope.get("client")
    called = host_of(request.headers.get("host")) in (*LOOPBACK, "localhost")
    proxied = not called or any(name in request.headers for name in PROXIED)
    if server and client and client[0] in LOOPBACK and server[0] in LOOPBACK and server[1] and not proxied:
        host = f"[{server[0]}]" if ":" in server[0] else server[0]
        return Links(f"http://{host}:{server[1]}{below}{PREFIX}", here)
    return Links("", here)
