"""The table: its columns in words, and the row that is selected on the map."""

from datetime import date

import pytest

from dashboard.export import rows_in_view
from dashboard.panels.table import KEY, WIDTHS, follow, selected_row, table_frame
from dashboard.words import words_of
from geodata import Atlas

EN = words_of("en")
ROOM = 1155  # for the columns, beside the boxes to tick, at a window of 1440


def test_all_columns_stand_side_by_side_on_a_desktop() -> None:
    assert sum(WIDTHS.values()) <= ROOM


def test_status_and_number_are_told_in_words(atlas: Atlas) -> None:
    rows = rows_in_view(atlas.at(date(2026, 2, 7)), EN)
    table = table_frame(rows, EN).set_index("What")
    assert table.loc["French first team in Nuuk", "Status"] == "in place (last known)"
    assert table.loc["French first team in Nuuk", "Number"] == "15"
    assert "not confirmed since" in str(table.loc["French reinforcement", "Status"])


@pytest.mark.parametrize(("sel", "row"), [("b", 1), ("nation:FRA", None), ("", None)])
def test_the_row_follows_the_map(sel: str, row: int | None) -> None:
    session: dict[str, object] = {KEY: {"selection": {"rows": [0], "columns": [], "cells": []}}}
    assert follow(session, ["a", "b"], sel) == row
    assert selected_row(session) == row
