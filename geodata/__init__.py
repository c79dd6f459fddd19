"""The evidence on Operation Arctic Endurance, and the rules that turn it into states of the world.

>>> import geodata
>>> from datetime import date
>>> world = geodata.load().at(date(2026, 1, 17))
>>> world.states["deu-recce"].step
'in_place'
"""

from geodata.atlas import Atlas, World
from geodata.errors import GeodataError, Problem
from geodata.loading import load, load_lenient
from geodata.model import Claim, Spot, State, Subject
from geodata.refine import Refinement
from geodata.totals import Count, Totals

__all__ = [
    "Atlas", "Claim", "Count", "GeodataError", "Problem", "Refinement", "Spot", "State", "Subject", "Totals", "World",
    "load", "load_lenient",
]  # fmt: skip
