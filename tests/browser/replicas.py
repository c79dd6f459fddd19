"""Three replicas behind the real nginx with the configuration of `deploy/`, on the loopback address."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.nginx import running
from tests.browser.serving import ROOT, Server, free_port

TEMPLATE = ROOT / "deploy" / "nginx" / "arctic.conf.template"


def filled(folder: Path, ports: Sequence[int], listen: int, path: str) -> str:
    """Fill the template of `deploy/`, as envsubst does.

    Parameters
    ----------
    folder
        For nginx's files.
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
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], TEMPLATE.read_text(encoding="utf-8"))


@contextmanager
def balanced(folder: Path, ports: Sequence[int], path: str) -> Iterator[Server]:
    """Put nginx before replicas, whether they are up or not."""
    listen = free_port()
    served = filled(folder, ports, listen, path)
    with running(folder, served, f"http://127.0.0.1:{listen}{path.rstrip('/')}") as place:
        yield place
