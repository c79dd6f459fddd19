"""The one map frame of the page, and what it reports back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from streamlit_folium import st_folium

from dashboard.map.base import ViewGroup, empty_map

KEY = "map"
HEIGHT = 640  # of the first moment; the style sheet lets the frame fill its pane


@dataclass(frozen=True, slots=True)
class Report:
    """What the frame said last; fields are None when it said nothing about them."""

    number: int = 0
    ready: bool = False
    as_of: str | None = None
    known: str | None = None
    sel: str | None = None
    proj: str | None = None
    scene: int | None = None  # 0 says that the story was left
    preset: str | None = None


def draw(message: str) -> None:
    """Show the frame and hand it a view message in base64."""
    st_folium(
        empty_map(),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=ViewGroup(message),
    )


def last_report(session: Mapping[str, Any]) -> Report:
    """Read what the frame reported; anything that is not of the agreed form is passed over."""
    said = session.get(KEY)
    if not isinstance(said, Mapping):
        return Report()
    number, scene = said.get("n"), said.get("scene")
    return Report(
        number=number if isinstance(number, int) else 0,
        ready=said.get("ready") is True,
        as_of=_text(said.get("asof")),
        known=_text(said.get("known")),
        sel=_text(said.get("sel")),
        proj=_text(said.get("proj")),
        scene=scene if isinstance(scene, int) and not isinstance(scene, bool) else None,
        preset=_text(said.get("preset")),
    )


def _text(value: object) -> str | None:
    return value[:80] if isinstance(value, str) else None
