"""The server's life: what it says when it opens, and that it ends when it is told to."""

import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from streamlit import App, config
from streamlit.runtime import get_instance
from uvicorn import Server

from dashboard.web.health import health
from dashboard.web.reload import Reloader
from dashboard.web.settings import Settings

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# A script keeps Python for at most this long (half a millisecond) while somebody else's answer is ready to be sent.
SWITCH_S = 0.0005


def lifetime(settings: Settings, reloader: Reloader) -> Any:
    """Make the context in which the server lives.

    Parameters
    ----------
    settings
        How long it may take to stop, and whether evidence is taken over while it runs.
    reloader
        Takes it over.
    """

    @asynccontextmanager
    async def live(_app: App) -> AsyncIterator[dict[str, Any]]:
        sys.setswitchinterval(SWITCH_S)
        register_map()
        bound_stop(settings.limits.stop_seconds)
        health()  # read the evidence before the first visitor comes
        settle_memory()
        address, port = config.get_option("server.address"), config.get_option("server.port")
        print(listens_to(str(address or ""), int(port)), flush=True)
        if settings.reload:
            reloader.start()
        yield {}
        reloader.stop()

    return live


def settle_memory() -> None:
    """Let Python look no more through what was read.

    Streamlit collects garbage after every run. What was read stays as long as its release; to look through it each time
    would take a tenth of a second, in which nobody is answered.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def register_map() -> None:
    """Make the map's frame known to the server: it is served from the first second, not only after a first visit."""
    # The package declares its component while it is imported and complains that no page runs; we declare it ourselves.
    complaint = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    quiet, complaint.disabled = complaint.disabled, True
    try:
        from dashboard.map import component
    finally:
        complaint.disabled = quiet
    get_instance().component_registry.register_component(component())


def bound_stop(seconds: int) -> None:
    """Let a server that is told to stop cut off those who do not hang up; uvicorn alone would wait for ever."""
    handler = signal.getsignal(signal.SIGTERM)
    server = getattr(handler, "__self__", None)
    if isinstance(server, Server):
        server.config.timeout_graceful_shutdown = seconds


def listens_to(address: str, port: int) -> str:
    """Say in one line who can open the page.

    Parameters
    ----------
    address
        Where the server listens; empty for everywhere.
    port
        The port.
    """
    if address in LOOPBACK:
        return f"Open to this machine only: http://localhost:{port}"
    if address in {"", "0.0.0.0", "::"}:  # noqa: S104 - asked for
        return f"Open to every machine that can reach this one: port {port} of all its addresses"
    return f"Open to every machine that can reach http://{address}:{port}"
