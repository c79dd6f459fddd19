"""Notes on another screen: who knows a code reads along and steps; nobody else does, and nothing is left over."""

import re

import pytest

from dashboard.web import limits, notes
from dashboard.web.notes import CODE_LENGTH, SIGNS, Desk, Desks, TooManyGuessesError
from dashboard.web.routes import POSTED
from tests.test_app import Client, client  # noqa: F401 - a fixture is asked for by its name

HERE = {"origin": "http://127.0.0.1", "host": "127.0.0.1", "content_length": "0"}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desks(clock: Clock) -> Desks:
    return Desks(clock)


def opened(desks: Desks, address: str = "a") -> Desk:
    assert desks.may_open(address)
    desk = desks.open(address)
    assert desk is not None
    return desk


def other(code: str) -> str:
    return code[:-1] + next(char for char in SIGNS if char != code[-1])


def test_who_types_the_code_reads_and_steps(desks: Desks) -> None:
    desk = opened(desks)
    assert re.fullmatch(f"[{SIGNS}]{{{CODE_LENGTH}}}", desk.code)
    token = desks.pair(f" {desk.code[:3].lower()}-{desk.code[3:]} ", "phone")
    assert token
    assert desks.of_token(token) is desk
    assert desks.ask(desk, "next")
    assert desks.due(desk, 0) == [(1, "next")]
    assert desks.due(desk, 1) == []


def test_neither_code_nor_token_is_the_windows_secret_nor_the_other_way_round(desks: Desks) -> None:
    desk = opened(desks)
    token = desks.pair(desk.code, "phone") or ""
    assert desks.of_secret(token) is desks.of_secret(desk.code) is desks.of_secret("") is None
    assert desks.of_token(desk.secret) is desks.of_token(desk.code) is desks.of_token("") is None
    assert desks.of_secret("ø") is None


def test_a_wrong_code_pairs_with_nobody(desks: Desks) -> None:
    desk = opened(desks)
    for wrong in (other(desk.code), "", desk.code[:-1], f"{desk.code}2", "ÆØÅÆØÅ"):
        assert desks.pair(wrong, "phone") is None
    assert desk.tokens == []


def test_some_wrong_codes_end_the_guessing_even_of_the_right_one(desks: Desks, clock: Clock) -> None:
    desk = opened(desks)
    held = desks.pair(desk.code, "guesser")
    for _ in range(notes.GUESSES):
        assert desks.pair(other(desk.code), "guesser") is None
    with pytest.raises(TooManyGuessesError):
        desks.pair(desk.code, "guesser")
    assert desks.of_token(held or "") is desk  # who is paired goes on
    assert desks.pair(desk.code, "elsewhere")
    clock.now += 121
    assert desks.pair(desk.code, "guesser")
    desks.of_secret(desk.secret)
    assert desks.pair(other(desk.code), "guesser") is None
    with pytest.raises(TooManyGuessesError):
        desks.pair(desk.code, "guesser")


def test_guessers_of_many_addresses_fill_no_memory(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ADDRESSES", 5)
    for number in range(5 + notes.GUESSES):
        assert desks.pair("WRONG2", str(number)) is None
    assert len(desks._guessers) == 6
    with pytest.raises(TooManyGuessesError):
        desks.pair("WRONG2", "one more")


def test_a_code_dies_with_its_window(desks: Desks, clock: Clock) -> None:
    desk = opened(desks)
    token = desks.pair(desk.code, "phone") or ""
    desks.close(desk)
    assert (desks.of_token(token), desks.pair(desk.code, "phone"), desks.of_secret(desk.secret)) == (None, None, None)
    silent = opened(desks)
    clock.now += notes.GONE_S + 1
    assert desks.pair(silent.code, "phone") is None
    assert len(desks) == 0


def test_a_window_that_loads_anew_keeps_its_code_and_one_that_closes_does_not(desks: Desks, clock: Clock) -> None:
    desk = opened(desks)
    desks.closing(desk)
    assert not desks.ask(desk, "next")
    clock.now += notes.CLOSING_S - 1
    assert desks.of_secret(desk.secret) is desk
    clock.now += 2
    assert desks.of_secret(desk.secret) is desk
    desks.closing(desk)
    clock.now += notes.CLOSING_S + 1
    assert desks.of_secret(desk.secret) is None


def test_no_step_is_kept_for_a_window_without_connection_nor_for_later(desks: Desks, clock: Clock) -> None:
    desk = opened(desks)
    clock.now += notes.LOST_S + 1
    assert desks.is_lost(desk)
    assert not desks.ask(desk, "next")
    before = desk.version
    assert desks.of_secret(desk.secret) is desk
    assert desk.version > before  # who reads hears at once that it is back
    assert desks.ask(desk, "next")
    clock.now += notes.STEP_S + 1
    assert desks.due(desk, 0) == []


def test_desks_readers_and_steps_are_bounded(desks: Desks) -> None:
    for number in range(notes.MOST_DESKS):
        opened(desks, str(number % 10))
    assert not desks.may_open("0")
    assert desks.open("0") is desks.open("new") is None
    desk = desks._desks[0]
    tokens = [desks.pair(desk.code, "phone") for _ in range(notes.MOST_READERS + 3)]
    assert desks.of_token(tokens[0] or "") is None
    assert desks.of_token(tokens[-1] or "") is desk
    for _ in range(100):
        desks.ask(desk, "next")
    assert len(desk.steps) == notes.MOST_STEPS


def test_who_opens_one_desk_after_another_waits_for_there_is_a_picture_to_draw(desks: Desks, clock: Clock) -> None:
    for _ in range(notes.OPENINGS):
        desks.close(opened(desks))
    assert not desks.may_open("a")
    assert desks.may_open("b")
    clock.now += 1 / notes.OPENINGS_PER_S
    assert desks.may_open("a")


def test_one_address_cannot_take_all_desks(desks: Desks) -> None:
    for _ in range(notes.MOST_DESKS_PER_ADDRESS):
        opened(desks)
    assert not desks.may_open("a")
    assert desks.open("a") is None
    assert desks.may_open("b")


def test_the_clock_begins_with_the_code_and_can_begin_anew(desks: Desks, clock: Clock) -> None:
    desk = opened(desks)
    clock.now += 65
    assert desks.elapsed(desk) == 65
    desks.restart(desk)
    assert desks.elapsed(desk) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_a_page_of_others_can_ask_nothing(client: Client, headers: dict[str, str]) -> None:  # noqa: F811
    answer = client.get("/notes/open", method="POST", **{**HERE, "origin": "", **headers})
    assert (answer.status_code, answer.content) == (403, b"only a page of ours may ask this")


def test_no_body_is_read_but_a_story(client: Client) -> None:  # noqa: F811
    answer = client.get("/notes/step", method="POST", **{**HERE, "content_length": "1"})
    assert (answer.status_code, answer.content) == (413, b"no body is read")


@pytest.mark.parametrize("path", ["/notes/", "/notes/none", "/notes/open/", "/notes/stage2", "/notes"])
def test_nothing_else_below_takes_a_post(client: Client, path: str) -> None:  # noqa: F811
    assert POSTED.fullmatch(path) is None
    assert client.get(path, method="POST", **HERE).status_code == 405


def test_an_address_with_notes_leads_to_their_page_in_its_language(client: Client) -> None:  # noqa: F811
    answer = client.get("/?notes=1&lang=da&theme=dark&sel=fra-nuuk")
    assert (answer.status_code, answer.headers["location"]) == (307, "./notes/?lang=da&theme=dark")
    typed = client.get("/notes?lang=da")
    assert (typed.status_code, typed.headers["location"]) == (307, "notes/?lang=da")
    page = client.get("/notes/?lang=da&theme=dark").content.decode()
    assert '<html lang="da" class="dark">' in page
    assert "Tryk N i vinduet" in page
    assert re.findall(r"<script(?![^>]*src=)[^>]*>", page) == ['<script type="application/json" id="notes-words">']
