"""Charts: sound Vega-Lite, told in words, with a table of their data, and drawn as files that name their sources."""

import json
from datetime import date
from typing import Any

import altair as alt
import pytest

from dashboard.analysis import CHARTS, Analysis
from dashboard.charts import BUILDERS, Chart
from dashboard.charts.chart import on_paper
from dashboard.charts.image import drawn
from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.scene import footer_of, picture_of, scene_of
from dashboard.view.view import ViewModel, resolve_view

DAY = date(2026, 2, 6)
LANGS = ("en", "da")


def view(lang: str = "en", **choice: Any) -> ViewModel:
    state = ViewState(**{"as_of": DAY, "view": "analyse", "analysis": Analysis(tab="charts"), **choice})
    return resolve_view(state, words_of(lang))


def chart(name: str, lang: str = "en", **choice: Any) -> Chart:
    return BUILDERS[name](scene_of(view(lang, **choice)))


def texts(node: Any) -> list[str]:
    """All texts of a specification."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts(value)]
    if isinstance(node, list | tuple):
        return [text for value in node for text in texts(value)]
    return [node] if isinstance(node, str) else []


def test_there_is_a_chart_for_each_name_of_the_address() -> None:
    assert tuple(BUILDERS) == CHARTS


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_sound_told_in_words_and_has_its_table(name: str, lang: str) -> None:
    found = chart(name, lang)
    alt.Chart.from_dict({**on_paper(found, scene_of(view(lang)), "footer")})
    assert found.alt.endswith(".")
    assert found.title
    assert found.rows
    assert {column.name for column in found.columns} >= set(found.rows[0])
    actual = [found.alt, found.title, found.note, *(column.label for column in found.columns)]
    assert [text for text in actual if "analyse." in text or "step." in text] == []


def test_the_words_of_the_chart_say_the_numbers_of_its_table() -> None:
    found = chart("people")
    best = max(row["high"] for row in found.rows if row["nation"] == "Denmark")
    assert f"Denmark: at most {best}, first on 21 January 2026." in found.alt
    assert "Germany: announced 14 Jan 2026, in place 16 Jan 2026, ended 18 Jan 2026." in chart("deeds").alt


@pytest.mark.parametrize("name", CHARTS)
def test_where_nothing_is_in_view_there_is_nothing_to_draw_and_no_file(name: str) -> None:
    nothing: dict[str, Any] = {"q": "zzzzqqqq", "analysis": Analysis(tab="charts", chart=name)}
    assert chart(name, **nothing).empty
    assert picture_of(view(**nothing), "svg") == b""


def test_a_filter_reaches_the_chart_and_its_subtitle() -> None:
    found = view(nations=("FRA",), steps=("in_place",))
    scene = scene_of(found)
    assert {row["nation"] for row in BUILDERS["people"](scene).rows} == {"France", "All together"}
    assert "France" in scene.subtitle
    assert "in place" not in scene.subtitle  # of other days a status says nothing


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_carries_title_clocks_release_and_publishers(name: str) -> None:
    found = view(analysis=Analysis(tab="charts", chart=name))
    svg = picture_of(found, "svg").decode()
    text = " ".join(svg.replace("<", " <").split())
    assert "As of 6 February 2026" in text
    assert "release" in text
    assert "Danish Defence" in text
    assert picture_of(found, "png").startswith(b"\x89PNG")


def test_the_footer_names_only_what_was_known() -> None:
    early = footer_of(scene_of(view(as_of=date(2026, 1, 14), known_by=date(2026, 1, 14))))
    assert early != footer_of(scene_of(view(as_of=date(2026, 1, 14))))


def test_a_picture_asks_no_host() -> None:
    spec = {"data": {"url": "https://example.org/x.json"}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(ValueError, match=r"not allowed|denied|Access"):
        drawn(spec, "svg")


def test_no_name_becomes_code_of_an_expression() -> None:
    from dashboard.charts.people import _quoted

    assert _quoted("a'];alert(1)//\\") == r"'a\'];alert(1)//\\'"
    assert json.loads(json.dumps(chart("people").spec))
    assert [text for text in texts(chart("people").spec) if text.startswith("http")] == []
