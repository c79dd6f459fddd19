"""Source maps of our scripts, and the modules that they name: what the developer tools of a browser ask for.

No visit loads them. They are there in a copy of the repository; an installed wheel has neither maps nor modules.
"""

import json
from functools import cache

from dashboard.assets import COMPILE_AHEAD, FRONTEND, STATIC, Asset, asset, bundles, frontend_sources

MODULES = "modules/"
"""Where the modules lie for a browser, beside the scripts."""


@cache
def has_map(name: str) -> bool:
    """Say whether a script that is sent has a source map here.

    Parameters
    ----------
    name : str
        The name of one of `bundles`.
    """
    return (STATIC / f"{name}.map").is_file() and FRONTEND.is_dir()


@cache
def _names() -> frozenset[str]:
    maps = {f"{name}.map" for name in bundles() if has_map(name)}
    return frozenset(maps | {MODULES + name for name in (frontend_sources(".js") if maps else ())})


@cache
def _file(name: str) -> Asset:
    if name.startswith(MODULES):
        return asset(name, (FRONTEND / name.removeprefix(MODULES)).read_bytes())
    return asset(name, _sent(name.removesuffix(".map")))


def _sent(name: str) -> bytes:
    """Read a map and make it fit the script as it is sent: its first line, and where its modules lie."""
    found = json.loads((STATIC / f"{name}.map").read_text(encoding="utf-8"))
    if not bundles()[name].body.startswith(COMPILE_AHEAD):
        found["mappings"] = found["mappings"].removeprefix(";")  # sent without the line that names its sources
    found["sources"] = [MODULES + path.removeprefix(f"../{FRONTEND.name}/") for path in found["sources"]]
    return json.dumps(found).encode()


def source_file(name: str) -> Asset | None:
    """Give a source map, or a module that one names; None when there is none of this name.

    Parameters
    ----------
    name : str
        Below `/assets`, such as `map.js.map` or `modules/lib/days.js`.
    """
    return _file(name) if name in _names() else None
