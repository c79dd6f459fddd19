"""The headers that each answer carries, also one that refuses."""

import re
from collections.abc import Sequence
from functools import cache

from dashboard import assets

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
FRAME = re.compile(r"/component/streamlit_folium\.st_folium/(?:index\.html)?$")
"""The document of the map's frame, below whatever path."""
PUBLISHED = re.compile(r"/map/")
"""The published map, below whatever path."""

# No foreign host appears anywhere.
RULES = (
    "default-src 'self'",
    "script-src {scripts}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'{framers}",
)
# st_folium writes scripts and builds functions from text: in the document of its frame, and nowhere else.
FRAME_SCRIPTS = "'self' 'unsafe-inline' 'unsafe-eval'"
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(scripts: str, framers: Sequence[str] = ()) -> str:
    """Write the policy of a document that may run some scripts, and that some sites besides ours may frame."""
    return "; ".join(RULES).format(scripts=scripts, framers="".join(f" {name}" for name in framers))


@cache
def page_scripts() -> str:
    """Name what the page may run: our files, elements' modules (blob), and the scripts that stand in the start page.

    Those are Streamlit's one and ours, each allowed by its hash.
    """
    inline = [*SCRIPT.findall(assets.start_html()), assets.start_script()]
    return " ".join(["'self'", "blob:", *map(assets.script_source, inline)])


@cache
def published_scripts() -> str:
    """Name what the published map may run besides: its first script stands in it."""
    return f"{page_scripts()} {assets.script_source(assets.bundle('early.js').decode())}"


def headers_of(path: str, hsts_seconds: int = 0, framers: Sequence[str] = ()) -> dict[str, str]:
    """Give the headers of an answer.

    Parameters
    ----------
    path : str
        What was asked for.
    hsts_seconds : int
        How long a browser comes back by HTTPS alone; 0 tells it nothing.
    framers : sequence of str
        Sites besides our own that may frame what is there.
    """
    scripts = published_scripts() if PUBLISHED.search(path) else page_scripts()
    if FRAME.search(path):
        scripts = FRAME_SCRIPTS
    found = {"Content-Security-Policy": policy(scripts, framers), **OTHERS}
    if hsts_seconds:
        found["Strict-Transport-Security"] = f"max-age={hsts_seconds}"
    return found
