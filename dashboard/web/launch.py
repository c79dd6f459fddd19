"""Start the server as ``streamlit run`` does, from any folder."""

from pathlib import Path

from streamlit.web.cli import main as streamlit

APP = Path(__file__).parents[1] / "app.py"


def serve(host: str, port: int) -> None:
    """Serve the page until the process is told to stop.

    Parameters
    ----------
    host
        Where to listen.
    port
        The port to listen on.
    """
    options = ["--server.address", host, "--server.port", str(port)]
    streamlit(["run", str(APP), *options], standalone_mode=False)
