"""Serves the plain st_folium page with a local Leaflet, so that only the way of drawing differs."""

from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

leaflet = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
app = st.App("plain_page.py", routes=[Mount("/vendor", StaticFiles(directory=leaflet))])
