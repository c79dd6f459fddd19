"""Streamlit's options on which the page relies: they hold wherever and however the server is started.

Streamlit finds the file beside `app.py` by itself when it starts that script, also from another folder. It may be told
otherwise by other files, by variables and by its command line, so what the file says is set once more in code.
"""

import logging
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streamlit import config

from dashboard.web.settings import Settings
from dashboard.web.upstream import write_theme_once

FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
# Where the server listens is for whoever starts it to say.
FREE = frozenset({"server.address", "server.headless"})
log = logging.getLogger(__name__)


def options() -> dict[str, Any]:
    """Read the options, by Streamlit's dotted names."""
    return dict(_flat("", tomllib.loads(FILE.read_text(encoding="utf-8"))))


def enforce(settings: Settings | None = None) -> None:
    """Set what the page relies on, and say what somebody wanted otherwise; then what the operator has set.

    Parameters
    ----------
    settings : Settings, optional
        Where the page is served, to whom, and from which evidence.
    """
    for name, value in options().items():
        if name in FREE:
            continue
        if config.is_manually_set(name) and config.get_option(name) != value:
            log.warning("%s stays %r: the page relies on it", name, value)
        config.set_option(name, value)
    for name, chosen in _chosen(settings or Settings()).items():
        if chosen:
            config.set_option(name, chosen)
    write_theme_once()


def _chosen(settings: Settings) -> dict[str, Any]:
    return {
        "server.baseUrlPath": settings.base_path.strip("/"),
        "server.allowedHosts": list(settings.allowed_hosts),
        "server.corsAllowedOrigins": list(settings.allowed_origins),
    }


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value
