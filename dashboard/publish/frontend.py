"""Scripts, styles and fonts of the published page: those of the live page, and the script that answers for a server."""

from collections.abc import Mapping
from functools import cache

from dashboard import assets
from dashboard.payloads.plain_json import compact
from dashboard.publish.fonts import AXES, fonts

FONTS = "fonts/"


@cache
def early_script() -> str:
    """Read the script that runs before anything is drawn."""
    return assets.bundle("early.js").decode()


@cache
def frontend() -> Mapping[str, bytes]:
    """Collect the files under `assets` of a release, by name."""
    live = assets.bundles()
    map_css = live["map.css"].body.replace(assets.font_faces(assets.MEDIA).encode(), font_faces().encode())
    return {
        "leaflet.js": live["leaflet.js"].body,
        "map.js": live["map.js"].body,
        "site.js": b"\n".join((assets.bundle("start.js"), assets.bundle("site.js"))),
        "frame.js": assets.bundle("site-frame.js"),
        "map.css": map_css,
        "page.css": font_faces().encode() + live["page.css"].body + assets.bundle("site.css"),
        "icon.png": assets.icon().body,
        **{FONTS + name: body for name, body in fonts().items()},
    }


def font_faces() -> str:
    """Declare the fonts beside the style sheets.

    The sentence takes its font only if that is there at once: one that came later would break its lines anew, and push
    the map.
    """
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:200 900;'
        f'font-display:{"optional" if name == "serif" else "swap"};src:url("{FONTS}{name}.woff2") format("woff2")}}\n'
        for name, (family, _) in AXES.items()
    )


def json_bytes(value: object) -> bytes:
    """Write a payload as it lies in its file."""
    return compact(value).encode()
