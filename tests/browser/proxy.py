"""A real nginx before the server, as an operator puts it there, on the loopback address."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import Server, free_port

MISSING = "nginx is not here: these tests need the real one; on Debian: apt-get install nginx-light"
UPGRADE = """
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection $connection_upgrade;"""
CONFIG = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
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
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.fail(MISSING)
    folder.mkdir(parents=True)
    port = free_port()
    places = [urlsplit(server if isinstance(server, str) else server.url).netloc for server in servers]
    text = CONFIG.format(
        folder=folder,
        port=port,
        servers=" ".join(f"server {place} max_fails=0;" for place in places),
        location=location,
        kept="/" if strips else "",
        upgrade=UPGRADE if upgrades else "",
    )
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "error.log"])
    proxy = Server(f"http://127.0.0.1:{port}{location.rstrip('/')}", process, folder / "error.log")
    try:
        for _ in range(100):
            with suppress(OSError):
                proxy.get("/healthz")
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                raise RuntimeError(f"nginx did not come up:\n{proxy.log.read_text(errors='replace')}")
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=10)
