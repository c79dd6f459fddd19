"""The views that pictures are taken of: for the README, and to see that nothing has gone missing from the page."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageStat

from tests.browser.pages import PHONE, Visit

SMALL = (64, 40)
# Mean difference of grey between two small pictures, of 255. Other fonts move a view by 1 or 2; a lost map by far more.
MOST_DIFFERENCE = 6.0


@dataclass(frozen=True)
class View:
    """A view of the page: its address and the window it is seen in."""

    name: str
    query: dict[str, str] = field(default_factory=dict)
    window: dict[str, Any] = field(default_factory=dict)


ON_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
GUARDED = (
    View("opening"),
    View("dark", window={"color_scheme": "dark"}),
    View("phone", window=ON_PHONE),
    View("presenter", {"present": "1"}),
)
SHOWN = (
    View("opening"),
    View("nation", {"sel": "nation:FRA"}),
    View("article", {"asof": "2026-01-15", "known": "2026-01-15"}),
    View("consulates", {"asof": "2026-02-06"}),
    View("phone", window=ON_PHONE),
    View("dark", window={"color_scheme": "dark"}),
)


def picture(visit: Visit, view: View, spoil: str = "") -> Image.Image:
    """Open a view in a window of its kind and take its picture; `spoil` is CSS that plants a fault."""
    visit.open(**view.query)
    visit.settle(600)
    visit.page.evaluate("() => document.fonts.ready.then(() => true)")
    visit.frame().evaluate("() => document.fonts.ready.then(() => true)")
    if spoil:
        visit.page.add_style_tag(content=spoil)
    shot = visit.page.screenshot(animations="disabled", caret="hide")
    return Image.open(BytesIO(shot)).convert("RGB")


def small(image: Image.Image) -> Image.Image:
    """Bring a picture to a size in which fonts hardly count."""
    return image.convert("L").resize(SMALL, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of grey between two small pictures, 0 to 255."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])
