"""A presenter's own story in the page: given as a file, presented, kept over a reload of its tab, seen by no other."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.pages import Visit
from tests.browser.serving import Server
from tests.browser.test_story import at_scene, caption
from tests.test_own_story import HOSTILE, scene, text_of

TWO = text_of(scene("a", title={"en": HOSTILE}), scene("b", as_of="2026-01-19", notes={"en": "Look at the third row."}))


def given(visit: Visit, file: Path, text: str) -> None:
    """Choose a file in the dialog of the own story."""
    file.write_text(text, encoding="utf-8")
    visit.page.set_input_files(".yours-files input", file)


def test_an_own_story_is_mended_presented_and_kept_over_a_reload_by_its_tab_alone(
    visit_to: Callable[..., Visit], server: Server, tmp_path: Path
) -> None:
    mine = visit_to(server)
    page = mine.page
    mine.open()
    mine.open_menu("Your own story")
    given(mine, tmp_path / "own.yaml", TWO.replace("tass_200", "nobody", 1))
    expect(page.get_by_text("One problem; the story is shown once it is corrected.")).to_be_visible()
    expect(page.get_by_text("scene a: sources: found nobody")).to_be_visible()
    given(mine, tmp_path / "own.yaml", TWO)
    page.get_by_role("button", name="Present it").click()
    at_scene(mine, 1)
    assert mine.frame().evaluate("() => arctic.ctx.scene.count") == 2
    assert caption(mine, "title") == f"1 · {HOSTILE}"
    page.keyboard.press("ArrowRight")
    at_scene(mine, 2)
    page.wait_for_function("() => location.search.includes('scene=2')")
    assert set(mine.query()) == {"present", "scene"}  # nothing of it stands in the address
    page.reload()
    at_scene(mine, 2)
    assert caption(mine, "title") == "2 · Mine"
    mine.wait_until("() => arctic.ctx.view.tale && arctic.ctx.view.tale.scenes.length === 2")  # the server knows again

    other = visit_to(server)
    other.open(present="1", scene="2")
    at_scene(other, 2)
    assert other.frame().evaluate("() => arctic.ctx.scene.count") > 2
    other.page.close()

    page.keyboard.press("n")  # the notes read the same story
    code = mine.frame().locator("[data-code]").get_attribute("data-code")
    reader = visit_to(server)
    reader.page.goto(f"{server.url}/notes/#{code}")
    expect(reader.page.locator(".notes")).to_have_text("Look at the third row.")
    reader.page.close()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search.includes('present')")
    mine.settle()
    mine.open_menu("Your own story")
    page.get_by_role("button", name="Forget this story").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    mine.wait_until("() => !sessionStorage.getItem('arctic-story')")


def test_a_view_is_added_to_the_own_story_as_a_scene(visit_to: Callable[..., Visit], server: Server) -> None:
    mine = visit_to(server)
    mine.open(nations="FRA", asof="2026-01-17")
    mine.open_menu("Copy as scene")
    expect(mine.page.locator("[data-testid=stDialog] [data-testid=stCode]")).to_contain_text("sel: nation:FRA")
    mine.page.get_by_role("button", name="Add to your own story").click()
    expect(mine.page.get_by_text("It is in your own story.")).to_be_visible()
    mine.page.keyboard.press("Escape")
    expect(mine.page.get_by_role("dialog")).to_have_count(0)
    mine.wait_until("() => arctic.ctx.view.tale && arctic.ctx.view.tale.scenes.length === 1")
    mine.open_menu("Your own story")
    expect(mine.page.get_by_text("One scene is ready.")).to_be_visible()
