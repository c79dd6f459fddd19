"""The checks between the network and Streamlit: hosts, origins, limits, turns, routes, settings."""

import asyncio
import tomllib
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from dashboard.web import streamlit_options
from dashboard.web.guard import Guard, address_of
from dashboard.web.lifetime import listens_to
from dashboard.web.limits import Bucket, Limits
from dashboard.web.messages import ALLOWED, read_wish
from dashboard.web.origins import host_is_allowed, origin_is_allowed
from dashboard.web.routes import RULES, is_closed
from dashboard.web.turns import MOST_LENT, Turns
from dashboard.web.visitors import FINE, Visitors
from tests.scenes import played
from tests.talking import rerun
from tests.test_app import Client, other

HOSTS = ["map.example.org", "*.example.net", "10.0.0.1"]


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("map.example.org", True),
        ("MAP.example.org:8501", True),
        ("map.example.org.", True),
        ("a.example.net", True),
        ("10.0.0.1:80", True),
        ("example.net", False),
        ("evil.example", False),
        ("map.example.org.evil.example", False),
        ("evil.example/map.example.org", False),
        ("map.example.org@evil.example", False),
        ("map.example.org:port", False),
        ("", False),
        (None, False),
    ],
)
def test_a_host_is_allowed_when_it_is_listed(host: str | None, allowed: bool) -> None:
    assert host_is_allowed(host, HOSTS) is allowed
    assert host_is_allowed(host, [])


@pytest.mark.parametrize(
    ("origin", "host", "allowed"),
    [
        (None, "map.example.org", True),
        ("http://map.example.org", "map.example.org", True),
        ("https://map.example.org", "map.example.org", True),
        ("https://map.example.org:443", "map.example.org", True),
        ("http://Map.Example.org:8501", "map.example.org:8501", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("https://portal.example.org", "map.example.org", True),
        ("http://portal.example.org", "map.example.org", False),
        ("http://map.example.org:8502", "map.example.org:8501", False),
        ("http://evil.example", "map.example.org", False),
        ("http://localhost", "map.example.org", False),
        ("http://map.example.org.evil.example", "map.example.org", False),
        ("http://map.example.org@evil.example", "map.example.org", False),
        ("null", "map.example.org", False),
        ("file://", "", False),
        ("", "map.example.org", False),
        ("http://map.example.org", None, False),
        ("http://[::1", "[::1", False),
    ],
)
def test_a_page_may_connect_from_our_own_origin_or_a_listed_one(
    origin: str | None, host: str | None, allowed: bool
) -> None:
    assert origin_is_allowed(origin, host, ["https://portal.example.org"]) is allowed


def test_a_request_for_a_host_that_is_not_ours_is_refused_and_its_name_is_not_repeated() -> None:
    guarded = Starlette(
        routes=[Route("/", other)], middleware=[Middleware(Guard, limits=Limits(), hosts=["map.example.org"])]
    )
    assert Client(guarded).get("/", host="map.example.org").status_code == 200
    answer = Client(guarded).get("/", host="evil.example")
    assert answer.status_code == 421
    assert "evil" not in answer.text + str(answer.headers)
    assert Client(guarded).get("/").status_code == 421


@pytest.mark.parametrize("host", ["[", "a/b", "a" * 300, "a:port", "user@a", "a b", "a\x7f", "é"])
def test_what_is_no_host_is_refused_before_anything_is_made_of_it(host: str) -> None:
    guarded = Starlette(routes=[Route("/", other)], middleware=[Middleware(Guard, limits=Limits())])
    assert Client(guarded).get("/", host=host).status_code == 400
    assert Client(guarded).get("/", host="localhost:8501").status_code == 200


@pytest.mark.parametrize("address", [f"/?q={'a' * 8_000}", f"/?{'a&' * 300}", "/" + "a/" * 5_000])
def test_an_address_that_keeps_others_waiting_while_it_is_read_is_refused(address: str) -> None:
    guarded = Starlette(routes=[Route("/{path:path}", other)], middleware=[Middleware(Guard, limits=Limits())])
    assert Client(guarded).get(address).status_code == 414
    assert Client(guarded).get(address[:2_000] if "&" not in address else address[:300]).status_code == 200


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("203.0.113.7", 1), "203.0.113.7"),
        (("::ffff:203.0.113.7", 1), "203.0.113.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("testclient", 1), "testclient"),
        (None, ""),
    ],
)
def test_a_client_is_known_by_its_address_or_by_the_network_that_one_client_has(
    client: tuple[str, int] | None, address: str
) -> None:
    assert address_of({"type": "websocket", "client": client}) == address


def test_a_bucket_leaves_forty_choices_a_second_alone_and_stops_a_flood() -> None:
    limits = Limits()
    bucket = Bucket(limits.message_burst, limits.messages_per_second, 0)
    assert all(bucket.take(number / 40) for number in range(40 * 60))
    assert not all(bucket.take(61 + number / 1000) for number in range(1000))


def test_an_address_has_its_share_of_websockets_and_the_others_keep_theirs() -> None:
    clock = [0.0]
    visitors = Visitors(Limits(connections=5, connections_per_address=3), lambda: clock[0])
    assert [visitors.enter("a") for _ in range(4)] == [0, 0, 0, None]
    assert [visitors.enter("b") for _ in range(3)] == [0, 0, None]
    visitors.leave("a")
    clock[0] = 10.0
    assert visitors.enter("b") == 0


def test_who_has_been_cut_off_cannot_come_again_at_once_and_nobody_beside_him_is_shut_out() -> None:
    clock = [0.0]
    visitors = Visitors(Limits(opened_per_second=10), lambda: clock[0])
    came = 0
    while clock[0] < 60:
        wait = visitors.enter("a")
        assert wait is not None
        assert wait <= 1.2
        came += 1
        clock[0] += wait
        visitors.leave("a")
        visitors.fine("a")
    assert came <= (60 + 60 * 10) / (1 + FINE) + 1
    assert visitors.enter("b") == 0


def test_who_opens_more_at_once_than_can_wait_is_refused() -> None:
    visitors = Visitors(Limits(connections_per_address=50, opened_per_second=1), lambda: 0.0)
    waits = []
    for _ in range(60):
        waits.append(visitors.enter("a"))
        if waits[-1] is not None:
            visitors.leave("a")
    assert waits[:50] == [0] * 50
    assert waits[50:] == [1, 2, 3, *[None] * 7]


def test_quiet_addresses_are_forgotten() -> None:
    clock = [0.0]
    visitors = Visitors(Limits(connections=10), lambda: clock[0])
    for number in range(1000):
        clock[0] += 1
        assert visitors.enter(str(number)) == 0
        visitors.leave(str(number))
    assert len(visitors._buckets) <= 20


def test_turns_go_round_the_addresses() -> None:
    async def served() -> list[str]:
        turns = Turns(1)
        order: list[tuple[str, asyncio.Future[bool]]] = []
        first = turns.ask("busy")
        assert first.done()
        waiting = [(name, turns.ask(name)) for name in ("busy", "busy", "busy", "quiet")]
        for _ in waiting:
            turns.give_back()
            order += [pair for pair in waiting if pair[1].done() and pair not in order]
        return [name for name, _ in order]

    assert played(served()) == ["busy", "quiet", "busy", "busy"]


def test_a_turn_that_nobody_wants_any_more_goes_to_the_next() -> None:
    async def served() -> tuple[bool, bool]:
        turns = Turns(1)
        turns.ask("a")
        gone, next_one = turns.ask("a"), turns.ask("b")
        gone.set_result(False)
        turns.give_back()
        turns.give_back()
        return next_one.result(), turns.ask("c").result()

    assert played(served()) == (True, True)


def test_a_run_that_takes_long_lends_its_turn_to_another_address_and_to_its_own_none() -> None:
    async def served() -> None:
        turns = Turns(1)
        assert turns.ask("slow").done()
        own = turns.ask("slow")
        assert not turns.lend("slow"), "nobody else waits"
        reader = turns.ask("reader")
        assert turns.lend("slow")
        assert (reader.done(), own.done(), turns.busy) == (True, False, 2)
        turns.give_back()
        assert turns.ask("another").done(), "who waits for his own long run keeps nobody else from the free turn"
        turns.give_back()
        assert not own.done()
        turns.take_back("slow")
        assert (own.done(), turns.busy) == (True, 1)

    played(served())


def test_only_so_many_long_runs_go_on_beside_the_one_that_has_the_turn() -> None:
    async def served() -> list[bool]:
        turns = Turns(1)
        turns.ask("0")
        lent = []
        for number in range(MOST_LENT + 1):
            turns.ask(str(number + 1))
            lent.append(turns.lend(str(number)))
        return lent

    assert played(served()) == [*[True] * MOST_LENT, False]


def with_trigger() -> bytes:
    message = BackMsg.FromString(rerun("nations=FRA"))
    message.rerun_script.widget_states.widgets.add(id="menu").json_trigger_value = "{}"
    return bytes(message.SerializeToString())


@pytest.mark.parametrize(
    ("data", "told_again", "replaces"),
    [
        (rerun("nations=FRA"), True, True),
        (rerun("", "a-part"), False, False),
        (with_trigger(), False, True),
    ],
)
def test_a_choice_makes_the_one_before_needless_and_a_click_never_gets_lost(
    data: bytes, told_again: bool, replaces: bool
) -> None:
    wish = read_wish({}, data)
    assert wish is not None
    assert (wish.runs, wish.told_again, wish.replaces) == (True, told_again, replaces)


def test_only_what_our_page_says_is_passed_on() -> None:
    for field in BackMsg.DESCRIPTOR.fields:
        message = BackMsg()
        if field.message_type is None:
            setattr(message, field.name, "x" if field.type == field.TYPE_STRING else True)
        else:
            getattr(message, field.name).SetInParent()
        assert (read_wish({}, message.SerializeToString()) is not None) is (field.name in ALLOWED)


def streamlits_routes() -> list[BaseRoute]:
    """All routes that Streamlit registers, as it does when a server starts."""
    return create_streamlit_routes(MagicMock())


def test_each_of_streamlits_routes_has_a_rule() -> None:
    found = {str(getattr(route, "path", "?")) for route in streamlits_routes()}
    assert found == {rule.path for rule in RULES}
    assert all(rule.reason for rule in RULES)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/_stcore/upload_file",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/bidi-components/x/y.js",
        "/_stcore/script-health-check",
        "/_stcore/health/",
        "/_stcore/new-in-an-upgrade",
        "/_stcore",
        "/media/x",
        "/component/other.component/index.html",
        "/component/streamlit_folium.st_folium",
        "/app/static/x",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_what_no_visit_needs_is_closed(path: str) -> None:
    assert is_closed(path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/stream",
        "/component/streamlit_folium.st_folium/index.html",
        "/static/js/x.js",
        "/assets/map.js",
        "/view/rows.csv",
        "/mediation",
    ],
)
def test_what_a_visit_needs_is_open(path: str) -> None:
    assert not is_closed(path)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", "Open to this machine only: http://localhost:8501"),
        ("localhost", "Open to this machine only: http://localhost:8501"),
        ("0.0.0.0", "Open to every machine that can reach this one: port 8501 of all its addresses"),  # noqa: S104
        ("", "Open to every machine that can reach this one: port 8501 of all its addresses"),
        ("10.0.0.1", "Open to every machine that can reach http://10.0.0.1:8501"),
    ],
)
def test_the_server_says_who_can_open_the_page(address: str, expected: str) -> None:
    assert listens_to(address, 8501) == expected


def test_each_setting_is_one_that_streamlit_knows_and_insists_on_its_value(caplog: pytest.LogCaptureFixture) -> None:
    assert set(streamlit_options.options()) <= set(config._config_options_template)
    config.set_option("client.toolbarMode", "developer")
    streamlit_options.enforce()
    assert {name: config.get_option(name) for name in streamlit_options.options()} | {
        "server.address": "127.0.0.1"
    } == (streamlit_options.options())
    assert "client.toolbarMode stays 'minimal'" in caplog.text


def test_the_settings_are_written_in_one_place() -> None:
    root = Path(__file__).parents[1]
    assert [path for path in (root, root / "dashboard") if (path / ".streamlit" / "config.toml").exists()] == [
        root / "dashboard"
    ]
    assert "server" in tomllib.loads(streamlit_options.FILE.read_text(encoding="utf-8"))
