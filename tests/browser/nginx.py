"""The real nginx on the loopback address, as an operator starts it; what it serves is given."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.browser.serving import Server

MISSING = "nginx is not here: these tests need the real one; on Debian: apt-get install nginx-light"
MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/served.conf;
}}
"""


def nginx() -> str:
    """Find nginx; without it the test fails and says how to get it."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.fail(MISSING)
    return found


def configured(folder: Path, served: str) -> Path:
    """Write nginx's files; give the main one.

    Parameters
    ----------
    folder
        For its files; it is made.
    served
        What stands in the http block.
    """
    folder.mkdir(parents=True, exist_ok=True)
    user = "" if os.geteuid() else "user root;"  # its workers have to read and write in a folder that is ours alone
    (folder / "served.conf").write_text(served, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return main


@contextmanager
def running(folder: Path, served: str, url: str, probe: str = "/healthz") -> Iterator[Server]:
    """Start nginx, wait until it answers, and stop it at the end.

    Parameters
    ----------
    folder, served
        As `configured` takes them.
    url
        Where it then serves, without a slash at the end.
    probe
        A path behind it; any answer will do.
    """
    program = nginx()
    main = configured(folder, served)
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(main), "-e", "error.log"])
    place = Server(url, process, folder / "error.log")
    try:
        for _ in range(100):
            with suppress(OSError):
                place.get(probe)
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                raise RuntimeError(f"nginx did not come up:\n{place.log.read_text(errors='replace')}")
        yield place
    finally:
        process.terminate()
        process.wait(timeout=10)
