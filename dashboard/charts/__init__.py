"""The charts of the Analyse room: each a specification for Vega-Lite, a text alternative and a data table.

The same chart serves the page, where Vega draws it, and files, where vl-convert does.
"""

from dashboard.charts.chart import Chart, Column, Scene
from dashboard.charts.deeds import deeds_chart
from dashboard.charts.matrix import matrix_chart
from dashboard.charts.people import people_chart
from dashboard.charts.posts import posts_chart
from dashboard.charts.sources import sources_chart

BUILDERS = {
    "people": people_chart,
    "deeds": deeds_chart,
    "posts": posts_chart,
    "matrix": matrix_chart,
    "sources": sources_chart,
}
"""A chart by its name in the address."""

__all__ = ["BUILDERS", "Chart", "Column", "Scene"]
