"""Start the server as ``streamlit run`` does, from any folder."""

from pathlib import Path

from streamlit.web.cli import main as streamlit

from dashboard.web.settings import own_settings

APP = Path(__file__).parents[1] / "app.py"


def serve(host: str | None = None, port: int | None = None) -> None:
    """Serve the page until the process is told to stop.

    Parameters
    ----------
    host : str, optional
        Where to listen; None for what the settings say.
    port : int, optional
        The port to listen on; None for what the settings say.
    """
    settings = own_settings()
    options = ["--server.address", host or settings.host, "--server.port", str(port or settings.port)]
    try:
        streamlit(["run", str(APP), *options], standalone_mode=False)
    except OSError as error:
        found = f"host: found {options[1]!r}, where this machine cannot listen ({error.strerror})"
        raise SystemExit(f"{found}; write 127.0.0.1, or 0.0.0.0 for all") from error
