"""An empty st_folium map and nothing else."""

import folium
import streamlit as st
from streamlit_folium import st_folium

ROOT = "../../vendor/"

st.set_page_config(page_title="Bare", layout="wide")
drawing = folium.Map(location=[72, -40], zoom_start=3, tiles=None)
drawing.default_js = [("leaflet", ROOT + "leaflet.js")]
drawing.default_css = [("leaflet_css", ROOT + "leaflet.css")]
st_folium(drawing, key="map", height=700, use_container_width=True, returned_objects=[])
