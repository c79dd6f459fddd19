"""Look at each scene in a browser as a room will see it: what is cut, too small, too pale, or goes wrong."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from dashboard.present.story import Scene
from geodata.errors import GeodataError, Problem, named

SIZE = (1920, 1080)
LEAST_TYPE = 2.18
"""Per cent of the window's height; 2.2 as browsers round it."""

MOST_SHARE = 25
"""Per cent of the window's height that one text may take; a sentence of two lines takes some ten."""

LEAST_CONTRAST = 4.5
"""Of text to its ground: WCAG 2.2, success criterion 1.4.3."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
THUMB, COLUMNS, GAP = (480, 270), 4, 12
PATIENCE_MS = 60_000
FRAME = 'iframe[src*="streamlit_folium"]'

Pictures = Mapping[str, bytes]
"""The name of a file to the picture of a scene, PNG."""

# Every text of the caption with its size, its colours and whether it is cut; the ground is what lies behind it.
MEASURED = """() => {
    const solid = node => { for (let it = node; it; it = it.parentElement) {
        const found = getComputedStyle(it).backgroundColor; if (!/, 0\\)$|transparent/.test(found)) return found; }
        return 'rgb(255, 255, 255)'; };
    const high = innerHeight;
    return [...document.querySelectorAll('[class*="p-cap-"]')].filter(it => it.checkVisibility()
            && [...it.childNodes].some(part => part.nodeType === 3 && part.data.trim())).map(it => {
        const box = it.getBoundingClientRect(), style = getComputedStyle(it);
        return {name: it.className || it.tagName.toLowerCase(), size: 100 * parseFloat(style.fontSize) / high,
            color: style.color, ground: solid(it), share: 100 * box.height / high,
            cut: box.right > innerWidth + 1 || box.bottom > high + 1 || box.left < -1 || box.top < -1
                || (it.scrollWidth > it.clientWidth + 1 && style.overflowX === 'hidden')};
    });
}"""
ARRIVED = "n => window.arctic?.ctx?.scene?.number === n && document.querySelector('.p-cap-title')?.textContent"


def look_at(
    url: str, scenes: Sequence[Scene], lang: str, file: str, step: Callable[[str], None]
) -> tuple[list[Problem], Pictures]:
    """Open each scene before a room.

    Parameters
    ----------
    url : str
        Where a server tells this story.
    scenes : sequence of Scene
        The story.
    lang : str
        The language to look at.
    file : str
        What messages call the file of the scenes.
    step : callable
        Is told each scene before it is opened.

    Returns
    -------
    tuple
        The problems, and a picture a scene.

    Raises
    ------
    GeodataError
        Where there is no browser to look with.
    """
    problems: list[Problem] = []
    pictures: dict[str, bytes] = {}
    with _page() as page:
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for number, scene in enumerate(scenes, 1):
            step(scene.id)
            page.goto(f"{url}/?present=1&scene={number}&lang={lang}")
            frame = page.wait_for_selector(FRAME, state="attached", timeout=PATIENCE_MS).content_frame()
            # Asked at intervals: a question put to the empty document that a frame begins with is never answered.
            frame.wait_for_function(ARRIVED, arg=number, polling=50, timeout=PATIENCE_MS)
            frame.evaluate("() => window.arctic.ready.then(() => true)")
            for field, found, remedy in [*faults_of(frame.evaluate(MEASURED)), *_broken(wrong)]:
                problems.append(
                    Problem(file, f"scene {named(scene.id)}", field, f"{found} in {lang}", remedy, at=number)
                )
            wrong.clear()
            pictures[f"{number:02}-{lang}.png"] = page.screenshot()
    return problems, pictures


def faults_of(texts: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Say what is wrong with the texts of a caption as the browser measured them."""
    if not texts:
        yield "sentence", "no text on the screen", "a scene whose caption is shown"
    for text in texts:
        name = str(text["name"]).split()[0]
        if text["cut"]:
            yield name, "text that is cut", "a shorter one"
        if text["share"] > MOST_SHARE:
            yield name, f"text over {text['share']:.0f} % of the window", "a shorter one, that leaves the map free"
        if text["size"] < LEAST_TYPE:
            yield name, f"type of {text['size']:.1f} % of the window's height", "2.2 % or more"
        contrast = contrast_of(text["color"], text["ground"])
        if contrast < LEAST_CONTRAST:
            yield name, f"a contrast of {contrast:.1f}", f"{LEAST_CONTRAST} or more"


def _broken(errors: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for error in dict.fromkeys(errors):
        yield "script", error[:80], "a page without errors"


def contrast_of(one: str, other: str) -> float:
    """Return the contrast of two colours written as CSS does, ``rgb(16, 34, 45)``: 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contact_sheet(pictures: Pictures) -> bytes:
    """Put the pictures of all scenes on one sheet, PNG."""
    from PIL import Image

    rows = -(-len(pictures) // COLUMNS)
    (wide, high), columns = THUMB, min(COLUMNS, len(pictures))
    sheet = Image.new("RGB", (columns * (wide + GAP) + GAP, rows * (high + GAP) + GAP), "#eef3f6")
    for at, body in enumerate(pictures.values()):
        with Image.open(BytesIO(body)) as picture:
            small = picture.convert("RGB").resize(THUMB)
        sheet.paste(small, (GAP + at % columns * (wide + GAP), GAP + at // columns * (high + GAP)))
    made = BytesIO()
    sheet.save(made, "PNG", optimize=True)
    return made.getvalue()


def browser() -> str | None:
    """Return the path of a Chromium or Chrome: what CHROME names, else what is installed."""
    wish = os.environ.get("CHROME", "")
    return shutil.which(wish) if wish else next(filter(None, map(shutil.which, BROWSERS)), None)


class _page:  # noqa: N801 (used as a function)
    """One window before a room, with the browser that it needs."""

    def __enter__(self) -> Any:
        remedy = (
            "Debian: apt-get install chromium, or CHROME=/path/of/it; and pip install 'arctic-endurance-map[rehearse]'"
        )
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise GeodataError([Problem("rehearse", "", "", "no Playwright", remedy)]) from error
        path = browser()
        if path is None:
            raise GeodataError([Problem("rehearse", "", "", "no Chromium or Chrome", remedy)])
        self._playwright = sync_playwright().start()
        self._chrome = self._playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        return self._chrome.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce")

    def __exit__(self, *_: object) -> None:
        self._chrome.close()
        self._playwright.stop()
