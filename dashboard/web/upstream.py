"""What the server leans on in Streamlit and uvicorn without their promise; `test_upstream_contract` names each.

What our files take from Streamlit's browser side (its start page, chunks, fonts) is in `dashboard.assets` and
`dashboard.web.start`; the browser's own share is named in that test as well.
"""

from typing import Any, Protocol

from starlette.types import Send
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session, get_instance

populate_theme = app_session._populate_theme_msg


class Session(Protocol):
    """What we know of Streamlit's session."""

    _scriptrunner: object | None


def session_of(header: str, value: str) -> Session | None:
    """Find the session that Streamlit began for a websocket: it keeps the headers with which that came.

    It can go when Streamlit tells an application of the session that a connection has begun.

    Parameters
    ----------
    header, value : str
        The header, in lower case, by which the websocket is known.
    """
    manager = get_instance()._session_mgr
    for info in manager.list_active_sessions():
        client: Any = info.client
        if (header, value) in client.client_context.headers:
            return info.session  # type: ignore[return-value]
    return None


def is_running(session: Session) -> bool:
    """Say whether a script of the session runs; it can go when Streamlit tells of the end of a run."""
    return session._scriptrunner is not None


def thread_of(session: Session) -> int | None:
    """Give the number that the kernel knows the thread of a session's script by, if it runs.

    It can go when Streamlit says how much of the processor a run took.
    """
    return getattr(getattr(session._scriptrunner, "_script_thread", None), "native_id", None)


def transport_of(send: Send) -> Any:
    """Find the socket of a websocket: ASGI has no word for "at once". None behind a server that is not uvicorn.

    It can go when ASGI can abort a connection.
    """
    return getattr(getattr(send, "__self__", None), "transport", None)


def write_theme_once() -> None:
    """Let Streamlit write what a run says about the theme only once.

    It goes through all its options six times a run for that, which was a fifth of what a run costs; ours do not change
    while it serves. It can go when Streamlit keeps the message itself.
    """
    written: dict[str, bytes] = {}

    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in written:
            own = CustomThemeConfig()
            populate_theme(own, section)
            written[section] = own.SerializeToString()
        if written[section]:
            msg.MergeFromString(written[section])

    app_session._populate_theme_msg = populate
