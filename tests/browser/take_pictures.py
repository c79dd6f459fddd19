"""Take the README's pictures and renew the references: ``python -m tests.browser.take_pictures``."""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.find_chrome import ADVICE, find_chrome
from tests.browser.pages import LAUNCH_ARGS, visiting
from tests.browser.serving import ROOT, serving
from tests.browser.views import GUARDED, SHOWN, picture, small

DOCS = ROOT / "docs"
REFERENCES = Path(__file__).parent / "references"


def save(image: Image.Image, path: Path) -> None:
    """Write a picture with few colours, so that it stays small."""
    path.parent.mkdir(exist_ok=True)
    image.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


def main() -> int:
    """Take all pictures from a server of our own."""
    chrome = find_chrome()
    if chrome is None:
        print(ADVICE, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chrome, args=LAUNCH_ARGS)
        for view in SHOWN:
            with visiting(chromium, server.url, **view.window) as visit:
                save(picture(visit, view), DOCS / f"{view.name}.png")
        REFERENCES.mkdir(exist_ok=True)
        for view in GUARDED:
            with visiting(chromium, server.url, **view.window) as visit:
                small(picture(visit, view)).save(REFERENCES / f"{view.name}.png", optimize=True)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
