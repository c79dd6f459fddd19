"""The same data as folium is usually used: a new map with base map and markers at each run."""

import json
import os
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

ROOT = Path(__file__).resolve().parents[3]
OPTIONS = os.environ["BENCH_COUNTRIES"].split(";")
BASEMAP = ("land", "ice", "bathymetry")


class LocalMap(folium.Map):
    """A folium map that takes Leaflet from our own server."""

    default_js = [("leaflet", "../../vendor/leaflet.js")]  # noqa: RUF012 - folium's own way to say it
    default_css = [("leaflet_css", "../../vendor/leaflet.css")]  # noqa: RUF012


@st.cache_data
def collection(path: str) -> dict[str, object]:
    """Read a GeoJSON file once."""
    text = (ROOT / "geodata" / path).read_text(encoding="utf-8")
    return dict(json.loads(text))


st.set_page_config(page_title="Plain", layout="wide")
chosen = st.multiselect("Countries", OPTIONS, default=OPTIONS[: int(os.environ["BENCH_CHOSEN"])])
drawing = LocalMap(location=[72, -40], zoom_start=3, tiles=None)
for name in BASEMAP:
    folium.GeoJson(collection(f"basemap/{name}.geojson")).add_to(drawing)
for row in json.loads(os.environ["BENCH_SYMBOLS"]):
    if row["country"] in chosen:
        mark = folium.CircleMarker([row["lat"], row["lon"]], radius=6)
        mark.options["className"] = "symbol"
        mark.add_to(drawing)
st_folium(drawing, key="map", height=700, use_container_width=True, returned_objects=[])
