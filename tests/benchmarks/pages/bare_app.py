"""Serves an empty st_folium map with a local Leaflet: the least that a page with such a map can cost."""

from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

leaflet = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
app = st.App("bare_page.py", routes=[Mount("/vendor", StaticFiles(directory=leaflet))])
