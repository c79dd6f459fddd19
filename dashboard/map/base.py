"""The empty map. It is built from constants only, so that st_folium never has a reason to mount it again."""

import folium
from folium.template import Template

from dashboard.release import address

ROOT = "../../"  # from st_folium's frame to our routes; works below a path too


class ArcticMap(folium.Map):
    """A folium map that loads Leaflet and our frame's script from our own server, and no tiles.

    Leaflet asks for the browser's name, and to say where it was asked Chromium reads the whole file again: it stands
    in a small one.
    """

    def __init__(self) -> None:
        super().__init__(location=[72, -40], zoom_start=2, min_zoom=0, tiles=None, crs="ArcticLAEA", zoom_control=False)
        self.default_js = [(name, ROOT + address(f"assets/{name}.js")) for name in ("leaflet", "map")]
        self.default_css = [("map_css", ROOT + address("assets/map.css"))]


class ViewGroup(folium.FeatureGroup):
    """The view message as a layer.

    folium reads its own output as a template again; base64 holds no sign that a template, HTML or
    st_folium's renaming of variables could act on, so the message arrives as it was sent.

    Parameters
    ----------
    message
        The view message in base64.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup();"
        "arctic.apply({{ this._parent.get_name() }}, '{{ this.message }}');"
        "{% endmacro %}"
    )

    def __init__(self, message: str) -> None:
        super().__init__(name="view")
        self.message = message


def empty_map() -> ArcticMap:
    """Build the map anew; each is equal to the last."""
    return ArcticMap()
