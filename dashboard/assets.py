"""Files for the browser: put together, compressed and versioned once, when the server starts."""

import base64
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from xstatic.pkg import leaflet

from dashboard.drawing import style
from dashboard.drawing.symbols import css_symbols

STATIC = Path(__file__).parent / "static"
FRONTEND = Path(__file__).parent / "frontend"  # the modules that the bundles in STATIC are made of
MEDIA = "../static/media/"  # from /assets to Streamlit's own files
LEAFLET = Path(leaflet.BASE_DIR)
STREAMLIT = Path(str(find_spec("streamlit").origin)).parent / "static"  # type: ignore[union-attr]
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".zip": "application/zip",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
COMPRESSIBLE = frozenset({".js", ".css", ".json", ".map", ".geojson", ".html", ".csv", ".xml", ".atom", ".svg"})
ICON = "favicon.png"
# Tells Chromium to compile the whole file in another thread while others still arrive, instead of each function at its
# first call, which delays the first drawing. To other browsers it is a comment.
COMPILE_AHEAD = b"//# allFunctionsCalledOnLoad"
# Streamlit's chunks whose functions run on a first visit; compiling the others ahead gains nothing (measured).
EAGER_CHUNKS = frozenset(
    (
        "BidiComponent",
        "ComponentInstance",
        "emotion-is-prop-valid",
        "emotion-react",
        "emotion-styled",
        "index",
        "isArrayLikeObject",
        "merge",
        "opacities",
        "react-dom",
        "space-separated-tokens",
        "utils",
    )
)
# No italic: it would be 339 KB for the names of five seas; the browser slants the upright instead.
FONTS = {"Source Sans": "SourceSansVF-Upright", "Source Serif": "SourceSerifVariable-Roman"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it goes over the wire."""

    body: bytes
    gzipped: bytes
    mime: str
    version: str


def asset(name: str, body: bytes) -> Asset:
    """Prepare the content of a file for the browser."""
    version = hashlib.sha256(body).hexdigest()[:12]
    ending = Path(name).suffix
    gzipped = gzip.compress(body, 9, mtime=0) if ending in COMPRESSIBLE else body
    return Asset(body, gzipped, TYPES.get(ending, "application/octet-stream"), version)


@cache
def bundles() -> Mapping[str, Asset]:
    """Collect all files under `/assets`, by name."""
    palette = style.css_classes(".ar", ".ar.dark")
    files = {
        "leaflet.js": leaflet_script(),
        "map.js": b"\n".join((COMPILE_AHEAD, bundle("map.js"))),
        "map.css": sheet(leaflet_sheet(), font_faces(MEDIA), palette, css_symbols(), built="map.css"),
        "stage.js": bundle("stage.js"),
        "analysis.js": bundle("analysis.js"),
        "notes.js": bundle("notes.js"),
        "notes.css": sheet(font_faces(MEDIA), style.css_variables(":root"), built="notes.css"),
        "page.js": b"\n".join((COMPILE_AHEAD, bundle("page.js"))),
        "page.css": sheet(
            style.css_ground("html"),
            style.css_variables(".stApp,.skips,[data-testid=stDialog]"),
            built="page.css",
        ),
    }
    for picture in sorted((LEAFLET / "images").glob("*.png")):
        files[f"images/{picture.name}"] = picture.read_bytes()
    return {name: asset(name, body) for name, body in files.items()}


@cache
def _chunk_names() -> frozenset[str]:
    folder = STREAMLIT / "static"
    return frozenset(path.relative_to(folder).as_posix() for path in folder.glob("*/*") if path.is_file())


@cache
def _chunk(name: str) -> Asset:
    body = (STREAMLIT / "static" / name).read_bytes()
    path = Path(name)
    ahead = path.suffix == ".js" and path.name.split(".")[0] in EAGER_CHUNKS
    return asset(name, COMPILE_AHEAD + b"\n" + body if ahead else body)


def streamlit_chunk(name: str) -> Asset | None:
    """Give a file of Streamlit's browser side, read and gzipped once; None when there is none of this name.

    Streamlit itself sends them uncompressed, and reads them anew for each visitor.

    Parameters
    ----------
    name : str
        Folder and file, such as `js/index.B64.js`; each name holds a hash of the content.
    """
    return _chunk(name) if name in _chunk_names() else None


@cache
def start_html() -> str:
    """Read Streamlit's start page."""
    return (STREAMLIT / "index.html").read_text(encoding="utf-8")


@cache
def start_script() -> str:
    """Read the script that stands in the start page itself, and so runs whatever else does not arrive."""
    return bundle("start.js").decode()


@cache
def icon() -> Asset:
    """Give the picture of the tab, until the page names another."""
    return asset(ICON, (STREAMLIT / ICON).read_bytes())


def leaflet_script() -> bytes:
    """Read Leaflet's script; its source map is not served."""
    return (LEAFLET / "leaflet.js").read_bytes().replace(b"//# sourceMappingURL=leaflet.js.map", b"")


def leaflet_sheet() -> str:
    """Read Leaflet's style sheet."""
    return (LEAFLET / "leaflet.css").read_text(encoding="utf-8")


def bundle(name: str) -> bytes:
    """Read a bundled script or style sheet without its first line: from which sources `make js` made it."""
    return (STATIC / name).read_bytes().partition(b"\n")[2].rstrip()


def bundled_from(name: str) -> str:
    """Read the hash of the sources from which a bundle was made."""
    with (STATIC / name).open(encoding="utf-8") as file:
        return file.readline().removesuffix(" */\n").split()[-1]


def frontend_sources(ending: str, folder: Path = FRONTEND) -> dict[str, str]:
    """Read the modules or style sheets of the browser side by their paths in the folder.

    Parameters
    ----------
    ending : str
        `.js` or `.css`.
    folder : path
        Where they lie.
    """
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob(f"*{ending}")}
    ours = (name for name in sorted(paths) if not {"node_modules", "tests"} & set(name.split("/")))
    return {name: paths[name].read_text(encoding="utf-8") for name in ours}


def hash_of_sources(sources: Mapping[str, str]) -> str:
    """Hash names and contents of sources in order of their names, as `build.mjs` does."""
    text = "".join(f"{name}\n{text}" for name, text in sorted(sources.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def script_source(text: str) -> str:
    """Name a script that stands in a page as a content policy does: by its hash, in quotes.

    Parameters
    ----------
    text : str
        The script, as it stands between its tags.
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def sheet(*texts: str, built: str) -> bytes:
    """Put style sheets that Python writes, as of colours and fonts, before one that `make js` has built.

    Parameters
    ----------
    texts : str
        What Python writes.
    built : str
        The name of the other in `static`.
    """
    return "".join(texts).encode() + bundle(built)


def font_file(family: str) -> str:
    """Name the file in which Streamlit brings a typeface; it holds a hash."""
    return min((STREAMLIT / "static" / "media").glob(f"{FONTS[family]}.*.woff2")).name


def font_faces(media: str) -> str:
    """Declare Streamlit's own fonts at their own addresses, so that page and frame load each once."""
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:200 900;font-display:swap;'
        f'src:url("{media}{font_file(family)}") format("woff2")}}\n'
        for family in FONTS
    )
