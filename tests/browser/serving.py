"""Start Streamlit apps on free ports and stop them; used by the browser tests and the benchmarks."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90

# No proxy, whatever the machine is set to: we speak to ourselves.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """What a route answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process and the file it logs to."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, **headers: str) -> Answer:
        """Ask a route; an error status is an answer too."""
        request = urllib.request.Request(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        try:
            with _opener.open(request, timeout=30) as response:
                return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    home: Path,
    app: str | Path = "dashboard/app.py",
    probe: str = "/healthz",
    port: int = 0,
    start: Sequence[str] = (),
    folder: Path = ROOT,
    program: str = sys.executable,
    **env: str,
) -> Iterator[Server]:
    """Serve an app from the project's root with a home of its own, and stop it at the end.

    Parameters
    ----------
    home
        Folder for HOME and the log; nothing of the person's own settings is read or written.
    app
        The script to serve.
    probe
        Route that answers once the server is up, with whatever status.
    port
        The port to listen on; a free one if none is given.
    start
        Another command that starts the server, behind the name of the program; `{port}` stands for the port.
    folder
        Where the server is started.
    program
        What is started; Python, if no other is named.
    **env
        Further environment variables, such as GEODATA_DIR.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    clean = {
        name: text for name, text in os.environ.items() if not name.startswith("GEODATA_") and "STREAMLIT" not in name
    }
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"]
    log = home / "server.log"
    if start:
        command = [program, *(word.replace("{port}", str(port)) for word in start)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, env={**clean, "HOME": str(home), **env}, stdout=out, stderr=subprocess.STDOUT
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        wait_until_it_answers(server, probe)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()
        process.wait()


def wait_until_it_answers(server: Server, probe: str) -> None:
    """Wait for any answer of a server; tell from its log why it did not come up."""
    latest = time.monotonic() + PATIENCE_S
    while time.monotonic() < latest:  # a server that listens and never answers is left, too
        with suppress(OSError):
            server.get(probe)
            return
        with suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=0.2)
            break
    raise RuntimeError(f"the server did not come up:\n{server.log.read_text(errors='replace')[-3000:]}")
