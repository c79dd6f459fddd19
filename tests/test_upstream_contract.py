"""What we lean on in Streamlit, streamlit-folium and Leaflet without their promise: an upgrade fails here by name.

Each test names one thing, what stands on it, and when it can go. What our own files name (marks of elements, private
methods of Leaflet) is read out of them, so that nothing new is leant on unseen.
"""

import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import streamlit
import streamlit_folium
from google.protobuf.message import Message
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.NewSession_pb2 import CustomThemeConfig, Initialize, NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.session_manager import ClientContext, SessionInfo, SessionManager
from uvicorn.protocols.websockets.auto import AutoWebSocketsProtocol

from dashboard.assets import EAGER_CHUNKS, FONTS, FRONTEND, LEAFLET, STATIC, STREAMLIT, font_file
from dashboard.panels.header import OWN_WORDS
from dashboard.text.i18n import words_of
from dashboard.web import streamlit_options, upstream
from dashboard.web.messages import ALLOWED, TRIGGERS
from dashboard.web.streamlit_options import options

OURS = [
    *(FRONTEND / "styles").rglob("*.css"),
    *(
        path
        for path in Path(STATIC.parent).rglob("*.js")
        if "node_modules" not in path.parts and "min" not in path.name
    ),
]
ST_FOLIUM = Path(streamlit_folium.__file__).parent / "frontend" / "build"
MARKS = re.compile(r"data-testid=[\\\"']*(st[A-Za-z]+)")
PRIVATE = re.compile(r"\b(?:map|this|transformation|marker)\.(_[a-zA-Z]+)")


@cache
def bundle() -> str:
    """All scripts of Streamlit's page."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((STREAMLIT / "static" / "js").glob("*.js")))


@cache
def own_files() -> str:
    """All our scripts and styles."""
    return "\n".join(path.read_text(encoding="utf-8") for path in OURS)


@cache
def leaflet() -> str:
    return (LEAFLET / "leaflet.js").read_text(encoding="utf-8")


def frame_script() -> str:
    """The page of the frame and its scripts."""
    return "\n".join(path.read_text(encoding="utf-8") for path in [ST_FOLIUM / "index.html", *ST_FOLIUM.rglob("*.js")])


def test_streamlit_runs_again_when_the_history_moves() -> None:
    """`page/connection.js` raises a popstate for every choice. It can go once widgets bind codes and push history."""
    assert re.search(r'addEventListener\(["`\']popstate["`\'],\s*this\.onHistoryChange', bundle())


def test_the_start_page_has_one_title_one_script_of_its_own_and_an_end() -> None:
    """`web/start.py` writes title, preloads and our script into it; the content policy knows its one script."""
    text = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    assert text.count("<title>Streamlit</title>") == 1
    assert text.count("</body>") == 1
    assert len(re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text)) == 1


@pytest.mark.parametrize("chunk", sorted(EAGER_CHUNKS))
def test_the_chunk_that_is_compiled_ahead_exists(chunk: str) -> None:
    """`assets.py` marks these for Chromium. A name that is gone costs milliseconds, nothing else."""
    assert list((STREAMLIT / "static" / "js").glob(f"{chunk}.*.js"))


@pytest.mark.parametrize("family", sorted(FONTS))
def test_the_font_that_our_styles_name_is_shipped(family: str) -> None:
    assert (STREAMLIT / "static" / "media" / font_file(family)).is_file()


def test_the_theme_is_remembered_under_the_name_that_we_write() -> None:
    """`?theme=` and the switch in the menu write it; Streamlit offers no way to choose a theme from the page."""
    assert "stActiveTheme-" in bundle()
    assert "stActiveTheme-" in own_files()


def test_a_single_letter_still_does_something_in_streamlit() -> None:
    """`start/keys.js` and `page/keys.js` swallow the letters that rerun and clear; it can go with them."""
    assert re.search(r'["`\']r["`\']', bundle())
    assert "CLEAR_CACHE" in bundle() or "clearCache" in bundle()


@pytest.mark.parametrize("mark", sorted(set(MARKS.findall(own_files()))))
def test_an_element_that_our_styles_name_is_there(mark: str) -> None:
    """Streamlit's `data-testid` are names for tests, not for styles; where one changes, a rule of ours does nothing."""
    assert mark in bundle()


def test_streamlit_still_says_what_we_say_in_the_readers_language() -> None:
    """`page/streamlit-words.js` looks for these texts; where one is worded anew, the Danish page is English there."""
    said = [text for key, text in words_of("en").table.items() if key.startswith(OWN_WORDS)]
    assert len(said) > 20
    assert [text for text in said if text not in bundle()] == []


def test_every_setting_that_we_insist_on_exists() -> None:
    """One of them is hidden: `global.minCachedMessageSize`, without which quick choices lose the table."""
    known = set(config.get_config_options())
    wanted = set(options())
    assert "global.minCachedMessageSize" in wanted
    assert wanted - known == set()


def test_the_theme_that_is_written_once_is_what_streamlit_writes_each_time() -> None:
    """`write_theme_once` stands in for a private function; it can go when Streamlit keeps the message itself."""
    streamlit_options.enforce()
    sections = ["theme", *(f"theme.{one.value}" for one in config.CustomThemeCategories)]
    for section in (*sections, *sections):
        ours, theirs = CustomThemeConfig(), CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        upstream.populate_theme(theirs, section)
        assert ours == theirs
    assert {"theme", "theme.light", "theme.dark"} <= set(sections)
    assert app_session._populate_theme_msg is not upstream.populate_theme


def test_a_session_is_found_by_the_headers_of_its_websocket_and_tells_whether_its_script_runs() -> None:
    """`session_of`, `is_running` and `thread_of` read these; without them readers are no longer let in by turns."""
    assert "self._session_mgr" in inspect.getsource(Runtime)
    assert callable(SessionManager.list_active_sessions)
    assert {"session", "client"} <= set(SessionInfo.__annotations__)
    assert "headers" in vars(ClientContext)
    assert "self._scriptrunner: ScriptRunner | None = None" in inspect.getsource(AppSession.__init__)
    assert "self._script_thread" in inspect.getsource(ScriptRunner.__init__)


def test_uvicorn_sends_by_a_protocol_that_knows_its_transport() -> None:
    """`transport_of` aborts a browser that does not read; it can go when ASGI can."""
    source = inspect.getsource(AutoWebSocketsProtocol)  # type: ignore[arg-type]
    assert "self.transport = transport" in source
    assert re.search(r"self\.app\(.*?self\.send\b", source, re.S)


def fields(message: type[Message], group: str = "") -> set[str]:
    """The names of the fields of a message, or of those of which it holds one."""
    about = message.DESCRIPTOR
    return {one.name for one in (about.oneofs_by_name[group].fields if group else about.fields)}


def test_browser_and_server_say_what_we_read_in_fields_of_these_names() -> None:
    """`web/messages.py` reads them; where one is named anew, a wish is dropped or a path is told to strangers."""
    assert fields(BackMsg, "type") >= ALLOWED
    assert fields(WidgetState, "value") >= TRIGGERS
    assert fields(ClientState) >= {"fragment_id", "is_auto_rerun", "query_string", "widget_states"}
    assert fields(NewSession) >= {"initialize", "main_script_path"}
    assert fields(Initialize) >= {"environment_info", "user_info"}


def test_elements_without_a_frame_are_given_their_parent_and_may_give_a_cleanup() -> None:
    """`page/elements.js` keeps an element by its parent over new content and takes the returned function as its end."""
    assert "parentElement" in bundle()
    assert hasattr(import_module("streamlit.components.v2"), "component")


def test_the_frame_of_st_folium_is_a_folder_with_a_page_and_hashed_files() -> None:
    """Its files are served by us, compressed and cached; the page of the frame is where the script runs."""
    assert (ST_FOLIUM / "index.html").is_file()
    hashed = [path.name for path in (ST_FOLIUM / "static").rglob("*.js") if re.search(r"\.[0-9a-f]{8}\.", path.name)]
    assert hashed


@pytest.mark.parametrize("name", ["window.map", 'id="parent"', 'id="root"', "eval("])
def test_the_frame_of_st_folium_does_what_our_message_needs(name: str) -> None:
    """It evaluates the script of a layer and keeps the map as `window.map`, in two elements that we know by name."""
    assert name in frame_script()


def test_a_layer_brings_scripts_by_their_addresses() -> None:
    """Ours names `assets/map.js` as a folium class does; st_folium hands the list on to its frame."""
    assert "default_js" in Path(str(streamlit_folium.__file__)).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(PRIVATE.findall(own_files()))))
def test_a_private_part_of_leaflet_that_our_scripts_call_is_there(name: str) -> None:
    """Zoom by whole frames and markers that are not moved twice rest on them; Leaflet 2 breaks them."""
    assert re.search(rf"\b{name}\b", leaflet())


def test_leaflet_focuses_the_map_at_a_press() -> None:
    """The frame keeps the page still while it does; where Leaflet no longer does, that can go."""
    assert re.search(r"_onMouseDown:function\(\)\{.*?\.focus\(\)", leaflet(), re.S)


def test_a_name_that_nobody_has_is_found_missing() -> None:
    """The net bites: a mark, a setting and a private method that do not exist are not found."""
    assert "stNoSuchElement" not in bundle()
    assert "server.noSuchSetting" not in config.get_config_options()
    assert not re.search(r"\b_noSuchMethod\b", leaflet())


def test_the_versions_are_those_that_these_sentences_were_written_for() -> None:
    assert streamlit.__version__.startswith("1.67.")
