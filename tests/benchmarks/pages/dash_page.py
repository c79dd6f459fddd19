"""The same data with Dash Leaflet, to compare with; run by a Python that has it: pip install dash dash-leaflet.

`python dash_page.py PORT`, with rows in BENCH_SYMBOLS; the base map comes from beside the page, as files.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

dash, dl = import_module("dash"), import_module("dash_leaflet")
BASEMAP = ("bathymetry", "land", "ice")
ROWS = json.loads(os.environ["BENCH_SYMBOLS"])
COUNTRIES = sorted({row["country"] for row in ROWS})


def symbols(chosen: list[str]) -> list[Any]:
    """Draw the symbols of some countries."""
    return [
        dl.CircleMarker(
            center=[row["lat"], row["lon"]], radius=6, className="symbol", children=dl.Tooltip(row["label"])
        )
        for row in ROWS
        if row["country"] in chosen
    ]


app = dash.Dash("bench", url_base_pathname="/dash/", serve_locally=True)
app.layout = dash.html.Div(
    [
        dash.dcc.Dropdown(COUNTRIES, COUNTRIES, multi=True, id="countries"),
        dl.Map(
            [
                *(dl.GeoJSON(url=f"/files/{name}.geojson") for name in BASEMAP),
                dl.LayerGroup(symbols(COUNTRIES), id="symbols"),
            ],
            center=[72, -40],
            zoom=3,
            style={"height": "700px"},
        ),
    ]
)


def choose(chosen: list[str]) -> list[Any]:
    """Show the symbols of the countries chosen."""
    return symbols(chosen or [])


choosing = app.callback(dash.Output("symbols", "children"), dash.Input("countries", "value"), prevent_initial_call=True)
choosing(choose)
app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
