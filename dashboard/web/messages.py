"""What a browser may say to Streamlit, which wishes a later one makes needless, and what Streamlit keeps to itself."""

from dataclasses import dataclass, replace
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.public_address import shortened

# What our page says. The others are for whoever develops an app on this machine: to clear the cache of all visitors,
# to run git, to write files. They are dropped.
RUN = "rerun_script"
ALLOWED = frozenset({RUN, "stop_script", "app_heartbeat"})
# Said once, at a click: the next message does not repeat it.
TRIGGERS = frozenset({"trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value"})


PAGE = b"page.py"
NO_VERSION = "0"


@dataclass(frozen=True, slots=True)
class Wish:
    """A message as it waits for its turn.

    Parameters
    ----------
    event : object
        As the server gave it.
    runs : bool
        Whether it asks for a run of the script.
    whole : bool
        Whether the run is of the whole page.
    told_again : bool
        Whether a later run of the whole page tells all that this one would.
    replaces : bool
        Whether this is such a later run. One that a timer began is not: it holds no choice.
    query : bytes
        The address that is asked for.
    """

    event: Any
    runs: bool = False
    whole: bool = False
    told_again: bool = False
    replaces: bool = False
    query: bytes = b""


def read_wish(event: Any, data: bytes) -> Wish | None:
    """Read a message; nothing when it is none that our page says.

    Raises
    ------
    google.protobuf.message.DecodeError
        When it is no message at all.
    """
    message = BackMsg.FromString(data)
    kind = message.WhichOneof("type")
    if kind not in ALLOWED:
        return None
    if kind != RUN:
        return Wish(event)
    state = message.rerun_script
    whole = not state.fragment_id
    clicked = any(widget.WhichOneof("value") in TRIGGERS for widget in state.widget_states.widgets)
    query = state.query_string.encode()
    return Wish(event, True, whole, whole and not clicked, whole and not state.is_auto_rerun, query)


def bounded(wish: Wish, data: bytes) -> Wish:
    """Put in place of an address that is too long what is read of it; the page says so.

    Parameters
    ----------
    wish : Wish
        What was read of a message that asks for a run.
    data : bytes
        The message.
    """
    message = BackMsg.FromString(data)
    message.rerun_script.query_string = query = shortened(message.rerun_script.query_string)
    return replace(wish, event={**wish.event, "bytes": message.SerializeToString()}, query=query.encode())


def discreet(data: bytes) -> bytes:
    """Leave out of what Streamlit says where its files lie, which versions run, and on which machine.

    Parameters
    ----------
    data : bytes
        A message to the browser; any other passes as it is.
    """
    if PAGE not in data:
        return data
    message = ForwardMsg.FromString(data)
    if message.WhichOneof("type") != "new_session":
        return data
    session = message.new_session
    session.main_script_path = PAGE.decode()
    about = session.initialize
    if about.HasField("environment_info"):
        about.environment_info.streamlit_version = about.environment_info.python_version = NO_VERSION
    if about.HasField("user_info"):
        about.user_info.Clear()
    return bytes(message.SerializeToString())
