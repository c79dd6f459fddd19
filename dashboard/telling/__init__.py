"""The view in words: the sentence with its doors, the situation in a few lines, the text twin.

All of them take their numbers from one place, `geodata`'s totals, so that sentence, table and map cannot disagree.
"""

from dashboard.telling.filters import Filter, aside_words, clock_words, filters_in_words, link_words
from dashboard.telling.names import actor_name, place_name, selected_name
from dashboard.telling.sentence import sentence
from dashboard.telling.situation import Situation, SituationRow, situation, twin
from dashboard.telling.teller import DOORS, Piece, Teller, doors, rows_of, told_totals

__all__ = [
    "DOORS",
    "Filter",
    "Piece",
    "Situation",
    "SituationRow",
    "Teller",
    "actor_name",
    "aside_words",
    "clock_words",
    "doors",
    "filters_in_words",
    "link_words",
    "place_name",
    "rows_of",
    "selected_name",
    "sentence",
    "situation",
    "told_totals",
    "twin",
]
