"""The routes of the interface, for the server's entry."""

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Route

from dashboard.api.answers import Interface
from dashboard.api.links import PREFIX
from dashboard.web.desk import Threads

ALL_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"]


class Rest(Convertor[str]):
    """All of a path, line breaks too, which Starlette's own `path` leaves to others: the page would answer."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_string(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_url_convertor("rest", Rest())


def api_routes(below: str = "", public: str = "", threads: Threads | None = None) -> list[Route]:
    """Return the routes; they come before that of the page's own `/data`.

    Parameters
    ----------
    below : str
        The path below which the page is served, with a slash in front; empty for the root.
    public : str
        The address under which the page is reached, as https://example.org/arctic; empty where nobody set it.
    threads : Threads, optional
        That it shares with what else the server makes.
    """
    interface = Interface(below, public, threads)
    return [
        Route(f"{below}{PREFIX}{rest}", interface.answer, methods=ALL_METHODS, name="data-v1")
        for rest in ("", "/{rest:rest}")
    ]
