"""The page looks as it did: a small grey picture of each view is kept and compared, whatever the fonts.

After a change of the look: ``python -m tests.browser.take_pictures`` renews the references and the README's pictures.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.pages import Visit
from tests.browser.serving import Server
from tests.browser.views import GUARDED, MOST_DIFFERENCE, View, difference, picture, small

REFERENCES = Path(__file__).parent / "references"


def reference(view: View) -> Image.Image:
    with Image.open(REFERENCES / f"{view.name}.png") as kept:
        return kept.convert("L")


@pytest.mark.parametrize("view", GUARDED, ids=lambda view: view.name)
def test_a_view_looks_as_it_did(visit_to: Callable[..., Visit], server: Server, view: View) -> None:
    now = small(picture(visit_to(server, **view.window), view))
    assert difference(now, reference(view)) <= MOST_DIFFERENCE


def test_a_map_that_is_gone_would_be_seen(visit_to: Callable[..., Visit], server: Server) -> None:
    spoilt = picture(visit_to(server), GUARDED[0], spoil="iframe { visibility: hidden; }")
    assert difference(small(spoilt), reference(GUARDED[0])) > MOST_DIFFERENCE


def test_light_and_dark_are_not_taken_for_each_other() -> None:
    assert difference(reference(GUARDED[0]), reference(GUARDED[1])) > MOST_DIFFERENCE
