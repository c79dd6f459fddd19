"""The view in words: the sentence with its drill-downs, the situation in a few lines, the text alternative.

All of them take their numbers from one place, `geodata`'s totals, so that sentence, table and map cannot disagree.
"""

from dashboard.text.composer import DRILLDOWNS, Fragment, SentenceBuilder, drilldown_ids, sentence_totals
from dashboard.text.drilldowns import ALL_DRILLDOWNS, rows_of
from dashboard.text.filters import Filter, aside_words, clock_words, filters_in_words, link_words, own_words
from dashboard.text.names import actor_name, place_name, selected_name, where_words, whose
from dashboard.text.sentence import sentence
from dashboard.text.summary import Situation, SituationRow, situation, text_alternative

__all__ = [
    "ALL_DRILLDOWNS",
    "DRILLDOWNS",
    "Filter",
    "Fragment",
    "SentenceBuilder",
    "Situation",
    "SituationRow",
    "actor_name",
    "aside_words",
    "clock_words",
    "drilldown_ids",
    "filters_in_words",
    "link_words",
    "own_words",
    "place_name",
    "rows_of",
    "selected_name",
    "sentence",
    "sentence_totals",
    "situation",
    "text_alternative",
    "where_words",
    "whose",
]
