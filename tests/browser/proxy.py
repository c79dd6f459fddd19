"""A real nginx before the server, as an operator puts it there, on the loopback address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.nginx import running
from tests.browser.serving import Server, free_port

UPGRADE = """
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;"""
CONFIG = """
map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
upstream servers {{ {servers} }}
server {{
    listen 127.0.0.1:{port};
    location {location} {{
        proxy_pass http://servers{kept};
        proxy_set_header Host $http_host;
        proxy_read_timeout 600s;{upgrade}
    }}
}}
"""


@contextmanager
def proxied(
    folder: Path, servers: Sequence[Server | str], location: str = "/", strips: bool = False, upgrades: bool = True
) -> Iterator[Server]:
    """Put nginx before one or several servers, which it asks in turn.

    Parameters
    ----------
    folder
        For its files.
    servers
        What stands behind it: a server, or its address.
    location
        The path at which it serves the page.
    strips
        Whether it takes that path away before it passes a request on.
    upgrades
        Whether it lets websockets through.
    """
    port = free_port()
    places = [urlsplit(server if isinstance(server, str) else server.url).netloc for server in servers]
    served = CONFIG.format(
        port=port,
        servers=" ".join(f"server {place} max_fails=0;" for place in places),
        location=location,
        kept="/" if strips else "",
        upgrade=UPGRADE if upgrades else "",
    )
    with running(folder, served, f"http://127.0.0.1:{port}{location.rstrip('/')}") as place:
        yield place
