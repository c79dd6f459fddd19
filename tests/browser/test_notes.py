"""Notes on another screen: two windows, one of which steps the other; a connection cut on either side heals."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.pages import PHONE, Visit
from tests.browser.serving import Server
from tests.browser.test_presenting import SCENE
from tests.browser.test_story import at_scene, room, stage

__all__ = ["room", "stage"]


@pytest.fixture
def phone(profile: Callable[..., BrowserContext], server: Server) -> Iterator[Page]:
    """The notes page on a phone."""
    page = profile(viewport=PHONE).new_page()
    page.goto(f"{server.url}/?notes=1&lang=en")
    yield page
    page.close()


def code_of(room: Visit) -> str:
    room.page.keyboard.press("n")
    code = room.frame().locator(".p-notes-code")
    code.wait_for()
    return code.get_attribute("data-code") or ""


def connect(phone: Page, code: str) -> None:
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Connect").click()


@pytest.fixture
def paired(room: Visit, phone: Page) -> Iterator[tuple[Visit, Page]]:
    """A room at its third scene, and a phone that reads along."""
    connect(phone, code_of(room))
    expect(phone.locator(".place")).to_contain_text("Scene 3 of")
    yield room, phone
    with suppress(Exception):
        room.page.unroute("**/notes/**")


def test_the_other_screen_shows_the_script_and_what_comes_next_and_steps_the_room(paired: tuple[Visit, Page]) -> None:
    room, phone = paired
    expect(phone.locator(".now h1")).to_have_text("Operation Arctic Endurance")
    expect(phone.locator(".next h2")).to_have_text("Thirteen are announced")
    phone.wait_for_function("() => document.querySelector('.picture').naturalWidth > 100")
    assert room.frame().locator(".p-notes:visible").count() == 0  # the room sees the scene again
    phone.get_by_role("button", name="Next").click()
    at_scene(room, 4)
    expect(phone.locator(".now h1")).to_have_text("Thirteen are announced")
    phone.keyboard.press("ArrowLeft")
    at_scene(room, 3)
    room.page.keyboard.press("End")
    expect(phone.locator(".place")).to_contain_text("0 to come")
    phone.keyboard.press("b")
    room.frame().locator(".p-blank").wait_for()
    expect(phone.get_by_role("button", name="Black")).to_have_attribute("aria-pressed", "true")
    phone.keyboard.press("b")
    room.frame().locator(".p-blank").wait_for(state="hidden")


@pytest.mark.allow_noise("a browser writes refused questions into its console")
def test_a_cut_connection_is_shown_on_both_sides_and_heals(paired: tuple[Visit, Page]) -> None:
    room, phone = paired
    room.page.route("**/notes/**", lambda route: route.abort())
    room.page.keyboard.press("ArrowRight")  # ends the question that still waits
    expect(room.frame().locator(".p-notes-badge")).to_have_text("Notes: no connection to the server")
    expect(phone.get_by_role("status")).to_contain_text("The presenting window has no connection")
    expect(phone.get_by_role("button", name="Next")).to_be_disabled()
    room.page.unroute("**/notes/**")
    expect(phone.locator(".place")).to_contain_text("Scene 4 of")
    phone.get_by_role("button", name="Next").click()
    at_scene(room, 5)
    phone.route("**/notes/**", lambda route: route.abort())
    phone.keyboard.press("ArrowRight")
    expect(phone.get_by_role("status")).to_contain_text("No connection to the server")
    phone.unroute("**/notes/**")
    expect(phone.get_by_role("status")).to_be_hidden()
    phone.keyboard.press("ArrowRight")
    at_scene(room, 6)


@pytest.mark.allow_noise("a browser writes refused questions into its console")
def test_a_wrong_code_never_steers_and_a_code_dies_with_its_window(room: Visit, phone: Page) -> None:
    code = code_of(room)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    connect(phone, wrong)
    expect(phone.get_by_role("alert")).to_contain_text("This server does not know the code")
    assert room.frame().evaluate(SCENE) == 3
    connect(phone, code.lower())
    expect(phone.locator(".place")).to_contain_text("Scene 3 of")
    room.frame().locator(".p-notes").wait_for(state="hidden")
    room.page.keyboard.press("Escape")  # leaves the story
    expect(phone.get_by_role("alert")).to_contain_text("The code has ended")
    connect(phone, code)
    expect(phone.get_by_role("alert")).to_contain_text("This server does not know the code")


@pytest.mark.allow_noise("a browser writes refused questions into its console")
def test_another_process_that_answers_is_named_on_both_sides(paired: tuple[Visit, Page]) -> None:
    room, phone = paired
    body = json.dumps({"server": "another", "error": "unknown"})
    for page in (room.page, phone):
        page.route("**/notes/**", lambda route: route.fulfill(status=404, content_type="application/json", body=body))
    room.page.keyboard.press("ArrowRight")
    expect(room.frame().locator(".p-notes-badge")).to_contain_text("another server process answers")
    expect(phone.get_by_role("status")).to_contain_text("Another server process answers")
    for page in (room.page, phone):
        page.unroute("**/notes/**")
    expect(phone.locator(".place")).to_contain_text("Scene 4 of")


def test_a_page_without_a_code_asks_the_server_nothing_for_notes(room: Visit) -> None:
    question: list[str] = []
    room.page.on("request", lambda request: question.append(request.url))
    room.page.keyboard.press("ArrowRight")
    at_scene(room, 4)
    room.settle(600)
    assert [url for url in question if "/notes/" in url or "stage.js" in url] == []
