"""The server's life: what it says when it opens, and that it ends when it is told to."""

import asyncio
import gc
import logging
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from streamlit import App, config
from streamlit.runtime import get_instance

from dashboard.documents.fonts import discard_fonts, unpack_ahead
from dashboard.release import current_release
from dashboard.web.heads import bound_heads
from dashboard.web.health import health
from dashboard.web.logs import configure
from dashboard.web.reload import LISTED, Reloader
from dashboard.web.settings import Settings
from dashboard.web.stopping import Stopping, served
from geodata.errors import GeodataError

log = logging.getLogger(__name__)

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# A script keeps Python for at most this long (half a millisecond) while somebody else's answer is ready to be sent.
SWITCH_S = 0.0005
FONTS_AFTER_S = 15.0  # the first visitors come first
FILES_A_VISIT, FILES_BESIDE = 4, 600  # beside: what the process needs itself, and 128 visits that may come back


def lifetime(settings: Settings, reloader: Reloader, stopping: Stopping) -> Any:
    """Make the context in which the server lives.

    Parameters
    ----------
    settings : Settings
        How the log is written, and whether evidence is taken over while the server runs.
    reloader : Reloader
        Takes it over.
    stopping : Stopping
        Ends the server gracefully.
    """

    @asynccontextmanager
    async def live(_app: App) -> AsyncIterator[dict[str, Any]]:
        sys.setswitchinterval(SWITCH_S)
        register_map()
        configure(settings.log_format)
        allow_files(settings.limits.connections)
        for _, server in served():
            bound_heads(server.config, settings.limits.message_bytes)
        stopping.take_over()
        health()  # read the evidence before the first visitor comes
        reloader.warm()
        settle_memory()
        address, port = config.get_option("server.address"), config.get_option("server.port")
        log.info("%s", listens_to(str(address or ""), int(port)))
        _tell_of_evidence()
        if settings.reload:
            reloader.start()
        fonts = asyncio.get_running_loop().call_later(FONTS_AFTER_S, partial(unpack_ahead, politely=True))
        yield {}
        fonts.cancel()
        discard_fonts()
        reloader.stop()

    return live


def _tell_of_evidence() -> None:
    """Write into the log what is served, or why nothing is."""
    try:
        found = current_release()
    except GeodataError as error:
        for problem in error.problems[:LISTED]:
            log.error("evidence: %s", problem)
        return
    log.info("release %s, %d claims, %d rows set aside", found.release, len(found.atlas.claims), found.atlas.set_aside)
    for problem in [*found.atlas.problems, *found.drawing][:LISTED]:
        log.warning("evidence: %s", problem)


def allow_files(connections: int) -> int:
    """Raise the number of files that the process may have open, as far as the system lets it; give the number.

    A visit takes up to four: its websocket, and what its session waits with.

    Parameters
    ----------
    connections : int
        So many visits are let in.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_A_VISIT * connections + FILES_BESIDE
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft != resource.RLIM_INFINITY and soft < wanted:
        log.warning("the system allows %d open files; %d visits may need %d (ulimit -n)", soft, connections, wanted)
    return soft


def settle_memory() -> None:
    """Let Python look no more through what was read.

    What was read stays as long as its release; to look through it for garbage would take a tenth of a second, in which
    nobody is answered. The last look finds little: a quarter more than that, and Python looks again by itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()


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


def listens_to(address: str, port: int) -> str:
    """Say in one line who can open the page.

    Parameters
    ----------
    address : str
        Where the server listens; empty for everywhere.
    port : int
        The port.
    """
    if address in LOOPBACK:
        return f"Open to this machine only: http://localhost:{port}"
    if address in {"", "0.0.0.0", "::"}:  # noqa: S104 - asked for
        return f"Open to every machine that can reach this one: port {port} of all its addresses"
    return f"Open to every machine that can reach http://{address}:{port}"
