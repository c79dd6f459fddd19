"""Three replicas behind the real nginx with the configuration of `deploy/`, on the loopback address."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.browser.proxy import MISSING
from tests.browser.serving import ROOT, Server, free_port

TEMPLATE = ROOT / "deploy" / "nginx" / "arctic.conf.template"
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
    include {folder}/arctic.conf;
}}
"""


def configured(folder: Path, ports: Sequence[int], listen: int, path: str) -> Path:
    """Write nginx's files from the template of `deploy/`, as envsubst does; give the main one.

    Parameters
    ----------
    folder
        For its files.
    ports
        Of the replicas.
    listen
        The port of nginx.
    path
        The path at which the page is served, with a slash at its end.
    """
    values = {
        "ARCTIC_LISTEN": f"127.0.0.1:{listen}",
        "ARCTIC_PATH": path,
        "ARCTIC_REPLICAS": " ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in ports),
        "ARCTIC_CACHE": f"{folder}/cache",
        "ARCTIC_PUBLISHED": str(folder),
    }
    text = re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], TEMPLATE.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    user = "" if os.geteuid() else "user root;"  # its workers have to write into a folder that is ours alone
    (folder / "arctic.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return folder / "nginx.conf"


def nginx() -> str:
    """Find nginx; without it the test fails and says how to get it."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.fail(MISSING)
    return found


@contextmanager
def balanced(folder: Path, ports: Sequence[int], path: str) -> Iterator[Server]:
    """Put nginx before replicas, whether they are up or not."""
    listen = free_port()
    main = configured(folder, ports, listen, path)
    process = subprocess.Popen([nginx(), "-p", str(folder), "-c", str(main), "-e", "error.log"])
    place = Server(f"http://127.0.0.1:{listen}{path.rstrip('/')}", process, folder / "error.log")
    try:
        for _ in range(100):
            with suppress(OSError):
                place.get("/healthz")
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                raise RuntimeError(f"nginx did not come up:\n{place.log.read_text(errors='replace')}")
        yield place
    finally:
        process.terminate()
        process.wait(timeout=10)
