"""Take a picture of every scene on every wall, and of what lies over one: ``python -m tests.browser.take_scenes DIR``.

For looking at: a sheet of small pictures a wall, language and theme, and the large ones beside it. What a measure finds
(a name left out, cut or covered, type that is too small) stands on the terminal.
"""

import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, sync_playwright

from tests.browser.find_chrome import ADVICE, find_chrome
from tests.browser.pages import LAUNCH_ARGS, Visit, visiting
from tests.browser.serving import serving
from tests.browser.test_presenting import FAULTS, WALLS
from tests.browser.test_story import LAST, SMALLEST, at_scene

SMALL = (640, 360)
COLUMNS = 4
RESTING = "() => !window.map._animatingZoom"
SMALL_TYPE = """least => [...document.querySelectorAll('.p-glance *, .p-keys *')].filter(node => {
    const own = [...node.childNodes].some(it => it.nodeType === 3 && it.data.trim());
    const {width, bottom, right} = node.getBoundingClientRect();
    return own && node.checkVisibility({visibilityProperty: true}) && width > 2
        && !node.closest('svg, .p-hidden, .unseen')
        && parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom < least * innerHeight;
}).map(node => node.textContent)"""


def _list(wall: Visit) -> None:
    wall.page.keyboard.press("?")


def _card(wall: Visit) -> None:
    _lit(wall).first.click()
    wall.frame().locator(".p-glance").wait_for()


def _rows(wall: Visit) -> None:
    wall.frame().locator(".p-cap-sentence button").first.click()
    wall.frame().locator(".p-glance").wait_for()


def _pointer(wall: Visit) -> None:
    wall.page.mouse.move(400, 300)
    wall.page.keyboard.press("p")


def _blank(wall: Visit) -> None:
    wall.page.keyboard.press("b")


def _lit(wall: Visit) -> Locator:
    return wall.frame().locator('.cluster [data-id="deu-recce"]')


LAYERS: dict[str, tuple[int, Callable[[Visit], None]]] = {
    "list": (3, _list),
    "card": (5, _card),
    "rows": (3, _rows),
    "pointer": (4, _pointer),
    "blank": (4, _blank),
}
"""What may lie over a scene: in which scene it is shown, and how it comes."""


def take(wall: Visit, folder: Path, name: str) -> list[Path]:
    """Take the pictures of one wall, language and theme."""
    taken = []

    def show(number: int) -> None:
        wall.frame().evaluate("n => arctic.ctx.story.go(n)", number)
        at_scene(wall, number)
        wall.wait_until(RESTING)
        wall.settle(400)

    def shoot(what: str, faults: object) -> None:
        taken.append(folder / f"{name}-{what}.png")
        wall.page.screenshot(path=taken[-1])
        if faults:
            print(f"{name} {what}: {faults}", flush=True)

    for number in range(1, LAST + 1):
        show(number)
        shoot(f"{number:02}", wall.frame().evaluate(FAULTS, SMALLEST))
    for what, (number, come) in LAYERS.items():
        show(number)
        come(wall)
        wall.page.wait_for_timeout(500)
        shoot(what, wall.frame().evaluate(SMALL_TYPE, SMALLEST))
        wall.page.keyboard.press("p" if what == "pointer" else "Escape")
    return taken


def sheet(taken: list[Path], path: Path) -> None:
    """Put small pictures side by side."""
    wide, high = SMALL
    rows = -(-len(taken) // COLUMNS)
    made = Image.new("RGB", (COLUMNS * (wide + 8), rows * (high + 8)), "magenta")
    for number, one in enumerate(taken):
        with Image.open(one) as picture:
            small = picture.convert("RGB").resize(SMALL)
        made.paste(small, (number % COLUMNS * (wide + 8), number // COLUMNS * (high + 8)))
    made.save(path)


def main() -> int:
    """Take all pictures from a server of our own."""
    chrome = find_chrome()
    if chrome is None or len(sys.argv) < 2:
        print(ADVICE if chrome is None else __doc__, file=sys.stderr)
        return 2
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chrome, args=LAUNCH_ARGS)
        for size, theme, lang in product(WALLS, ("light", "dark"), ("en", "da")):
            name = f"{size[0]}-{theme}-{lang}"
            if wanted and name not in wanted:
                continue
            window: dict[str, Any] = {"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce"}
            with visiting(chromium, server.url, color_scheme=theme, **window) as wall:
                wall.open(present="1", scene="1", lang=lang, theme=theme)
                at_scene(wall, 1)
                sheet(take(wall, folder, name), folder / f"sheet-{name}.png")
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
