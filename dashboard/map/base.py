"""The empty map. It is built from constants only, so that st_folium never has a reason to mount it again."""

from functools import cache
from typing import Any

import folium
from folium.template import Template

from dashboard.release import address

ROOT = "../../"  # from st_folium's frame to our routes; works below a path too


class ArcticMap(folium.Map):
    """A folium map that loads Leaflet and our frame's script from our own server, and no tiles.

    Leaflet asks for the browser's name, and to say where it was asked Chromium reads the whole file again: it stands
    in a small one. Each map is equal to the last, its id too, so what folium writes about it into the head of a
    document is written once: folium makes a template of every line, and does so twice in a run.
    """

    def __init__(self) -> None:
        super().__init__(location=[72, -40], zoom_start=2, min_zoom=0, tiles=None, crs="ArcticLAEA", zoom_control=False)
        self.default_js = [(name, ROOT + address(f"assets/{name}.js")) for name in ("leaflet", "map")]
        self.default_css = [("map_css", ROOT + address("assets/map.css"))]
        self._id = "arctic"

    @property
    def head(self) -> Any:
        """The head of the document that the map stands in."""
        return self.get_root().header  # type: ignore[attr-defined]  # its root is a figure

    def render(self, **_others: Any) -> Any:
        """Add to the head what folium adds for a map."""
        for name, element in head_of_map():
            self.head.add_child(element, name=name)

    def write(self) -> None:
        """Render as folium does."""
        super().render()  # type: ignore[no-untyped-call]


@cache
def head_of_map() -> tuple[tuple[str, folium.Element], ...]:
    """Collect what folium adds to the head of a document for our map, by name."""
    base = ArcticMap()
    base.write()
    return tuple(base.head._children.items())


class ViewGroup(folium.FeatureGroup):
    """The view message as a layer.

    folium reads its own output as a template again; base64 holds no sign that a template, HTML or
    st_folium's renaming of variables could act on, so the message arrives as it was sent.

    Parameters
    ----------
    message : str
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

    def render(self, **_others: Any) -> Any:
        """Write nothing into a document: st_folium takes the script alone, and adds the layer to the map itself."""


def empty_map() -> ArcticMap:
    """Build the map anew; each is equal to the last."""
    return ArcticMap()
