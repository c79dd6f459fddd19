"""Charts: one at a time, each with its words, its table and its files."""

import streamlit as st

from dashboard.analysis import CHARTS
from dashboard.charts import BUILDERS, Chart
from dashboard.charts.chart import DRILLDOWN, MARK
from dashboard.panels.analyse.grid import Line, Linked, grid, number, prose, sentence
from dashboard.panels.analyse.room import Room, bind, collapsed
from dashboard.panels.component import element
from dashboard.text.i18n import plain
from dashboard.view.comparison import rows_behind
from dashboard.view.scene import scene_of

ENDINGS = ("svg", "png")
_files = element("files")


def show(room: Room) -> None:
    """Draw the chart that the address names.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, choice = room.words, room.choice
    key = bind("analyse_chart", choice.analysis.chart)
    st.segmented_control(
        words.say("analyse.charts.which"),
        CHARTS,
        format_func=lambda name: words.say(f"analyse.chart.{name}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: room.go(room.with_analysis(chart=st.session_state[key])),
    )
    scene = scene_of(room.view_model)
    chart = BUILDERS[choice.analysis.chart](scene)
    st.markdown(f"**{plain(chart.title)}**  \n{plain(scene.subtitle)}")
    if chart.empty:
        st.info(plain(words.say("analyse.nothing")))
        return
    draw(room, chart)
    prose(room, "analyse_chart_note", [note_of(room, chart), [words.say("analyse.charts.hint")]], note=True)
    collapsed(words.say("analyse.words"), "analyse_chart_words", lambda: prose(room, "analyse_words", [[chart.alt]]))
    label = words.say("analyse.data_table", n=words.number(len(chart.rows)))
    collapsed(label, "analyse_chart_table", lambda: data_table(room, chart))
    query = room.href(choice.but(view="analyse", sel="", theme="", proj="laea", lang=words.lang))
    files = [{"text": words.say(f"analyse.save.{ending}"), "href": f"view/chart.{ending}{query}"} for ending in ENDINGS]
    _files(key="chart_files", data={"files": files})


def note_of(room: Room, chart: Chart) -> list[Linked | str]:
    """Write the note of a chart; a number in it opens what it counts."""
    if not chart.counts:
        return [chart.note]
    counts = {name: number(room, count, room.rows(**opens)) for name, (count, opens) in chart.counts.items()}
    return sentence(room.words.say, f"analyse.{chart.name}.note", **counts)


def data_table(room: Room, chart: Chart) -> None:
    """Draw the data of a chart as a table; a number opens its rows."""
    lines = []
    for row, opens in zip(chart.rows, chart.opens or [{}] * len(chart.rows), strict=True):
        cells: dict[str, Linked | str] = {}
        for column in chart.columns:
            found = row.get(column.name)
            href = room.rows(**{**opens, **column.opens}) if opens else ""
            cells[column.name] = number(room, found, href) if column.numeric else str(found or "")
        lines.append(Line(cells))
    grid(room, f"data_{chart.name}", chart.columns, lines, chart.title)


def draw(room: Room, chart: Chart) -> None:
    """Draw a chart; a click on a mark opens its rows."""
    key = f"chart_{chart.name}"

    def opened() -> None:
        picked = st.session_state[key]["selection"].get(MARK)
        at = picked[0].get(DRILLDOWN) if picked else None
        if isinstance(at, int) and 0 <= at < len(chart.drilldowns):
            room.go(rows_behind(room.choice, **chart.drilldowns[at]))

    st.vega_lite_chart(None, dict(chart.spec), key=key, alt=chart.alt, on_select=opened, selection_mode=[MARK])
