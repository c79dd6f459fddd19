"""Writes pyproj's figures for the tests of the browser's projection: `python -m tests.projection_cases`."""

import json
import random

from pyproj import Geod, Transformer

from dashboard.assets import FRONTEND

TARGET = FRONTEND / "tests" / "projection.json"
LAEA = "+proj=laea +lat_0=72 +lon_0=-40 +ellps=WGS84 +units=m"
CORNERS = [(-51.72, 64.18), (-68.70, 76.53), (-32.0, 83.6), (140.0, 45.0), (0.0, 90.0), (-40.0, 72.0)]


def written() -> str:
    """Write points with their metres east and north of the centre, and pairs of places with their distance."""
    dice = random.Random(20260117)

    def anywhere() -> tuple[float, float]:
        return round(dice.uniform(-180, 180), 4), round(dice.uniform(45, 89.9), 4)

    there = Transformer.from_crs("EPSG:4326", LAEA, always_xy=True)
    points = [
        [*at, *(round(value, 3) for value in there.transform(*at))]
        for at in [*CORNERS, *(anywhere() for _ in range(240))]
    ]
    earth = Geod(ellps="WGS84")
    pairs = [(anywhere(), anywhere()) for _ in range(60)]
    distances = [[*a, *b, round(earth.inv(*a, *b)[2], 1)] for a, b in pairs]
    lines = {"points": points, "distances": distances}
    rows = {name: ",\n".join(json.dumps(row) for row in found) for name, found in lines.items()}
    return "{" + ",\n".join(f'"{name}": [\n{text}\n]' for name, text in rows.items()) + "}\n"


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
