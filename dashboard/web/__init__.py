"""What stands between the network and Streamlit: limits, checks of origin and host, open routes, settings."""
