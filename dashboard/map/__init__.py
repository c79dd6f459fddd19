"""The map: an empty folium map that never changes, and the view message that tells it what to show."""

from dashboard.map.frame import HEIGHT, KEY, component, draw
from dashboard.map.message import encode, view_message

__all__ = ["HEIGHT", "KEY", "component", "draw", "encode", "view_message"]
