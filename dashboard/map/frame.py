"""The one map frame of the page."""

from typing import Any

import streamlit_folium
from streamlit_folium import st_folium

from dashboard.map.base import ViewGroup, empty_map

KEY = "map"
HEIGHT = 640  # of the first moment; then the style sheet lets the frame fill its pane, or be as tall as its rows


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


def component() -> Any:
    """Give st_folium's component, whose files the server sends to the frame.

    st_folium declares it only where a page runs; declared by the server, it is known before the first visit.
    """
    return streamlit_folium._component_func
