"""One panel per file: what Streamlit draws around the map."""
