"""The least a Streamlit page can do: it says back what was chosen. What we measure, we measure beside this."""

import os

import streamlit as st

OPTIONS = os.environ["BENCH_COUNTRIES"].split(";")

st.set_page_config(page_title="Echo", layout="wide")
chosen = st.multiselect("Countries", OPTIONS, default=OPTIONS[: int(os.environ["BENCH_CHOSEN"])])
st.html(f'<p id="echo" data-count="{len(chosen)}">{len(chosen)} countries</p>')
