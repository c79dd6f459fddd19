"""Charts: one at a time, each with its words, its table and its files."""

from typing import Any

import streamlit as st

from dashboard.analysis import CHARTS
from dashboard.charts import BUILDERS, Chart
from dashboard.charts.chart import NATION
from dashboard.panels.analyse.room import Room, bind, frame_of, settings_of
from dashboard.panels.component import element
from dashboard.text.i18n import plain
from dashboard.view.scene import scene_of

ENDINGS = ("svg", "png")
_files = element("files")


def show(room: Room) -> None:
    """Draw the chart that the address names.

    Parameters
    ----------
    room
        The choice and what follows from it.
    """
    words, own = room.words, room.own
    key = bind("analyse_chart", own.analysis.chart)
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
    chart = BUILDERS[own.analysis.chart](scene)
    st.markdown(f"**{plain(chart.title)}**  \n{plain(scene.subtitle)}")
    if chart.empty:
        st.info(plain(words.say("analyse.nothing")))
        return
    draw(room, chart)
    st.caption(plain(chart.note))
    with st.expander(words.say("analyse.words")):
        st.markdown(plain(chart.alt))
    with st.expander(words.say("analyse.twin", n=words.number(len(chart.rows)))):
        st.dataframe(
            frame_of(chart.columns, chart.rows),
            column_config=settings_of(chart.columns),
            hide_index=True,
            alt=chart.title,
            key=f"twin_{chart.name}",
            placeholder="",
        )
    query = room.href(own.but(view="analyse", sel="", theme="", proj="laea", lang=words.lang))
    files = [{"text": words.say(f"analyse.save.{ending}"), "href": f"view/chart.{ending}{query}"} for ending in ENDINGS]
    _files(key="chart_files", data={"files": files})


def draw(room: Room, chart: Chart) -> None:
    """Draw a chart; a click on a nation's mark opens its rows."""
    key = f"chart_{chart.name}"

    def opened() -> None:
        picked = st.session_state[key]["selection"].get(NATION) or []
        code = str(picked[0].get("code", "")) if picked else ""
        if code in room.atlas.actors:
            room.go(room.with_analysis(tab="table").but(sel=f"nation:{code}"))

    clickable = any("params" in layer for layer in chart.spec.get("layer", ()))
    more: dict[str, Any] = {"on_select": opened, "selection_mode": [NATION]} if clickable else {}
    st.vega_lite_chart(None, dict(chart.spec), key=key, alt=chart.alt, **more)
