"""A briefing sheet dropped on the map: it goes to its view, and what has changed since stands beside it."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from tests.browser.pages import Visit
from tests.browser.serving import Server

# As a hand drops a file on the map's frame.
DROP = """async (address) => {
    const body = await (await fetch(address)).blob();
    const files = new DataTransfer();
    files.items.add(new File([body], 'sheet.pdf', {type: 'application/pdf'}));
    const drop = new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true});
    document.querySelector('.pane').dispatchEvent(drop);
}"""


def test_a_sheet_that_is_dropped_on_the_map_opens_its_view(visit_to: Callable[..., Visit], server: Server) -> None:
    visit = visit_to(server)
    frame = visit.open()
    visit.settle()
    visit.mark()
    frame.evaluate(DROP, f"{server.url}/view/sheet.pdf?asof=2026-01-17&nations=DEU")
    expect(visit.page.get_by_text("Nothing has changed")).to_be_visible()
    visit.wait_until("() => arctic.ctx.view.chosen.nations.join() === 'DEU' && arctic.ctx.day === '2026-01-17'")
    assert visit.query() == {"asof": "2026-01-17", "nations": "DEU"}
    assert visit.marked()
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    visit.open_menu("Open a sheet")
    broken: FilePayload = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"}
    visit.page.set_input_files(".yours-files input", broken)
    expect(visit.page.get_by_text("the PDF: found what cannot be read as a PDF")).to_be_visible()
