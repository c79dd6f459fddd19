"""Sheets, pictures and slides: whole, legible for everybody, the same each time, and safe to make."""

import io
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from starlette.requests import Request
from starlette.responses import Response

from dashboard.cli import main
from dashboard.documents import fonts
from dashboard.documents import slides as deck
from dashboard.documents.content import Content
from dashboard.documents.fonts import can_write, writable
from dashboard.documents.making import KINDS, BusyError, Places
from dashboard.documents.picture import SIZES, picture
from dashboard.documents.sheet import PAPERS, sheet
from dashboard.documents.slides import slides
from dashboard.drawing.style import PALETTE
from dashboard.export import to_csv
from dashboard.panels.documents import links_of
from dashboard.present.story import Scene, scenes
from dashboard.text.i18n import words_of
from dashboard.view.view import parse_query, resolve_view
from dashboard.web.downloads import download
from tests.views import view_named

PAGE = "https://example.org/arctic/"
EN = words_of("en")


def asks(tool: str, *arguments: str) -> str:
    """Ask a tool of poppler."""
    return subprocess.run([tool, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def opening() -> Content:
    return Content(view_named("opening"), PAGE)


@pytest.fixture(scope="module")
def paper(opening: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("paper") / "sheet.pdf"
    file.write_bytes(sheet(opening))
    return file


def test_a_sheet_is_the_same_each_time(opening: Content, paper: Path) -> None:
    assert sheet(opening) == paper.read_bytes()


@pytest.fixture
def own_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the typefaces be unpacked anew, into a folder of this test."""
    monkeypatch.setattr(fonts, "_folder", lambda: tmp_path)
    monkeypatch.setattr(fonts, "_ahead", [])
    return tmp_path


def test_typefaces_unpacked_ahead_are_the_same_in_each_process(own_fonts: Path) -> None:
    fonts.unpack_ahead()
    (begun,) = fonts._ahead
    assert fonts.font_folder.__wrapped__() == own_fonts
    assert begun.process.returncode == 0
    assert sorted(path.name for path in own_fonts.iterdir()) == sorted(f"{face}.ttf" for face in fonts.FACES)
    for face in fonts.FACES:  # no time of now inside
        assert (own_fonts / f"{face}.ttf").read_bytes() == (fonts.font_folder() / f"{face}.ttf").read_bytes()


def test_a_document_does_not_wait_for_a_process_that_lets_all_others_go_first(
    own_fonts: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path_factory.mktemp("slow") / "slow.py"
    slow.write_text("import time\ntime.sleep(600)\n", encoding="utf-8")
    monkeypatch.setattr(fonts, "UNPACKER", slow)
    fonts.unpack_ahead(politely=True)
    fonts.font_folder.__wrapped__()
    assert {path.stem for path in own_fonts.iterdir()} == set(fonts.FACES)
    assert fonts._ahead[0].process.returncode not in (0, None)


def test_typefaces_that_are_discarded_are_unpacked_anew(opening: Content, paper: Path) -> None:
    before = fonts.font_folder()
    fonts.discard_fonts()
    assert not before.exists()
    assert sheet(opening) == paper.read_bytes()
    assert fonts.font_folder() != before


def test_a_sheet_is_tagged_and_all_its_fonts_are_inside(paper: Path) -> None:
    actual = asks("pdfinfo", str(paper))
    assert re.search(r"Tagged:\s+yes", actual)
    assert re.search(r"Page size:.*\(A4\)", actual)
    assert "Title:           Arctic Endurance Map · 19 January 2026" in actual
    lines = asks("pdffonts", str(paper)).splitlines()[2:]
    assert len(lines) >= 3
    assert all("Source" in line for line in lines)
    assert [line for line in lines if not re.search(r"Identity-H\s+yes yes yes", line)] == []


def test_a_sheet_can_be_heard_in_order(tmp_path: Path) -> None:
    choice, _ = parse_query({"nations": "DNK", "kinds": "contingent"})  # poppler reads out one line at a time, slowly
    content, file = Content(resolve_view(choice, EN), PAGE), tmp_path / "sheet.pdf"
    file.write_bytes(sheet(content))
    heard = asks("pdfinfo", "-struct-text", str(file))
    text = " ".join("".join(re.findall(r'"(.*)"', heard)).split())
    parts = [
        "As of: 19 January 2026",
        "Denmark only: on 19 January 2026",
        "half in Nuuk, half in Kangerlussuaq",
        "Not counted, not known",
        "Sources",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "Figure" in heard
    assert "Qaanaaq" in asks("pdftotext", str(file), "-")
    assert "Qaanaaq" not in text  # the labels of the map are no text of their own: its alternative text speaks
    assert content.alternative.startswith("Map of Greenland in true areas.")


def test_a_sheet_carries_its_rows_claims_and_sources(opening: Content, paper: Path, tmp_path: Path) -> None:
    asks("pdfdetach", "-saveall", "-o", str(tmp_path), str(paper))
    assert (tmp_path / "rows.csv").read_bytes() == to_csv(opening.view_model.view)
    state = json.loads((tmp_path / "view.json").read_text(encoding="utf-8"))
    assert state["link"] == f"{PAGE}?{state['query']}" == opening.link
    assert state["release"] == opening.release
    found = parse_query(dict(pair.split("=") for pair in state["query"].split("&")))[0]
    assert {row.id for row in resolve_view(found, EN).rows} == {row.id for row in opening.view_model.rows}
    sources = json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in sources] == opening.view_model.view.sources
    assert json.loads((tmp_path / "claims.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("name", ["opening", "france", "article", "nothing", "latest"])
def test_what_one_hands_round_stands_on_the_first_page(name: str, size: str, tmp_path: Path) -> None:
    content = Content(view_named(name), PAGE)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(sheet(content, size))
    first = asks("pdftotext", "-l", "1", "-raw", str(file), "-")
    words = content.view_model.words
    assert "example.org/arctic" in first
    assert words.say("drawing.unknown") in first
    assert content.release in first
    assert words.say("sources.title") not in first
    if content.sources:
        second = asks("pdftotext", "-f", "2", "-l", "2", "-raw", str(file), "-")
        assert second.startswith(words.say("sources.title"))


def test_hostile_text_is_set_as_text(tmp_path: Path) -> None:
    query = {"q": '#panic("x") $1/0$ {{7*7}} <b> [x] @y'}
    content = Content(resolve_view(parse_query(query)[0], EN), PAGE)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(sheet(content))
    assert '#panic("x") $1/0$ {{7*7}} <b> [x] @y' in asks("pdftotext", "-layout", str(file), "-")


def test_a_sign_that_our_typefaces_lack_is_told_and_breaks_nothing() -> None:
    assert can_write("Kangerlussuaq, Åndemæssig, Гренландия")
    assert not can_write("グリーンランド")
    assert writable("Nuuk 島\x07!") == "Nuuk ? !"
    titles = [source["title"] for source in Content(view_named("opening")).sources]
    assert titles
    assert all(can_write(title) for title in titles)


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_the_size_that_it_says(opening: Content, size: str) -> None:
    body = picture(opening, size)
    with Image.open(io.BytesIO(body)) as made:
        assert f"{made.width}x{made.height}" == size
        assert len(made.convert("RGB").resize((60, 60)).getcolors(3600) or []) > 300  # a map, not a blank
    assert len(body) < 1_000_000


@pytest.mark.parametrize("made", [picture, sheet])
def test_an_svg_is_whole_and_looks_the_same_without_our_fonts(opening: Content, made: Callable[..., bytes]) -> None:
    text = made(opening, form="svg").decode()
    assert ET.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 (our own writing)
    assert "<text" not in text
    assert "font-family" not in text


def test_dark_and_light_differ(opening: Content) -> None:
    light, dark = (Image.open(io.BytesIO(picture(opening, theme=theme))).convert("L") for theme in ("light", "dark"))
    assert light.resize((1, 1)).getpixel((0, 0)) > 180  # type: ignore[operator]
    assert dark.resize((1, 1)).getpixel((0, 0)) < 90  # type: ignore[operator]


def sampled() -> tuple[Scene, ...]:
    """Two scenes with pictures of their own; the others are made alike."""
    return tuple(scene for scene in scenes() if scene.id in {"first", "disputed"})


@pytest.fixture(scope="module")
def story() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deck, "scenes", sampled)
        return slides(EN, PAGE)


def test_slides_hold_text_as_text_pictures_with_their_own_words_and_notes(story: bytes) -> None:
    made: Any = Presentation(io.BytesIO(story))
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, rel=0.001)
    assert len(made.slides) == 2
    assert b"thumbnail" not in story
    actual = []
    for scene, slide in zip(sampled(), made.slides, strict=False):
        texts = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert slide.shapes.title.text == scene.title["en"]
        assert scene.sentence["en"] in texts
        assert scene.sentence["en"] in slide.notes_slide.notes_text_frame.text
        links = [one.target_ref for one in slide.part.rels.values() if one.is_external]
        assert any(link.startswith(PAGE) for link in links)
        assert len(links) > 1
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert [Image.open(io.BytesIO(one.image.blob)).size[1] for one in pictures] == [1440]  # 7.5 inches, twice 96
        actual += [one._element.nvPicPr.cNvPr.get("descr") for one in pictures]
    assert len(set(actual)) == 2
    assert all(text.startswith("Map of Greenland for") for text in actual)


def test_a_slide_lists_who_has_no_point_where_nobody_else_is_told_of() -> None:
    listed = []
    for number, scene in enumerate(scenes(), 1):
        view_model = resolve_view(parse_query({"view": "story", "scene": str(number), "lang": "en"})[0], EN)
        listed += [scene.id] if deck._pointless(scene, Content(view_model)) else []
    assert listed == ["out"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_links_of_slides_have_our_colour_in_either_theme(theme: str) -> None:
    made: Any = Presentation()
    deck._colour_links(made, theme)
    part = made.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    colours = re.findall(rb'<a:(?:hlink|folHlink)><a:srgbClr val="(\w+)"/>', part.blob)
    assert colours == [PALETTE["dip"][theme == "dark"][1:7].upper().encode()] * 2


def test_the_dialog_says_about_how_large_a_document_is(opening: Content, story: bytes) -> None:
    made = {
        "sheet": [len(sheet(opening, "a4"))] * 3,  # papers differ by a hundredth
        "picture": [len(picture(opening, size)) for size in KINDS["picture"].variants],
    }
    for name, sizes in made.items():
        assert KINDS[name].about == pytest.approx(sizes, rel=0.25), name
    (about,) = KINDS["slides"].about
    one_for_two = len(story) / 2 * len(scenes())  # scenes of one view share a picture, as these two do
    assert one_for_two < about < 2 * one_for_two


def asked_for(name: str, query: str = "") -> Response:
    scope = {
        "type": "http", "method": "GET", "scheme": "https", "path": f"/view/{name}", "query_string": query.encode(),
        "path_params": {"name": name}, "headers": [(b"host", b"example.org")], "server": ("example.org", 443),
    }  # fmt: skip
    return download(Request(scope))


def test_what_is_asked_for_comes_at_the_address_of_the_view() -> None:
    found = asked_for("picture.svg", "nations=FRA&size=1080x1080")
    assert (found.status_code, found.headers["content-type"]) == (200, "image/svg+xml")
    assert found.headers["content-disposition"] == (
        'attachment; filename="arctic-endurance-picture-2026-01-19-1080x1080.svg"'
    )
    assert asked_for("picture.svg", "nations=FRA&size=1080x1080").body is found.body  # made once a release
    wrong = asked_for("sheet.pdf", "paper=a9")
    assert (wrong.status_code, bytes(wrong.body)) == (400, b"paper: write one of a4, a3, 16x9")
    assert asked_for("sheet.pdf", "asof=never").status_code == 400
    assert asked_for("slides.ppt").status_code == 404


def test_only_so_many_are_made_at_once_and_who_is_too_many_is_told() -> None:
    places = Places(at_once=1, waiting=1, patience_s=5)
    begun, end = threading.Event(), threading.Event()
    done: list[str] = []

    def work(name: str) -> None:
        with places.one():
            begun.set()
            end.wait(5)
            done.append(name)

    first, second = (threading.Thread(target=work, args=(name,)) for name in ("first", "second"))
    first.start()
    assert begun.wait(5)
    second.start()
    while places._here.acquire(blocking=False):  # until the second one waits
        places._here.release()
    with pytest.raises(BusyError), places.one():
        pass
    end.set()
    first.join()
    second.join()
    assert sorted(done) == ["first", "second"]
    with places.one():
        done.append("third")
    assert done[-1] == "third"


def test_every_link_of_the_dialog_is_one_that_the_server_answers() -> None:
    for lang in ("en", "da"):
        words = words_of(lang)
        for kind, known in KINDS.items():
            files = links_of(words, kind, "?nations=FRA")
            assert len(files) == len(known.variants)
            assert all(
                file["href"].startswith(f"view/{kind}.") and not file["text"].startswith("drawing.") for file in files
            )
    assert links_of(EN, "sheet", "?")[1]["href"] == "view/sheet.pdf?paper=a3"


def test_the_command_writes_a_document_and_says_its_alternative_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.svg"
    assert main(["export", "picture", "--view", "asof=2026-02-06", "--lang", "da", "--out", str(file)]) == 0
    output = capsys.readouterr().out
    assert "Arealtro kort over Grønland. Situation pr.: 6. februar 2026" in output
    assert file.read_bytes().startswith(b"<svg")
    assert [path.name for path in tmp_path.iterdir()] == ["p.svg"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["sheet", "--out", "x.doc"], "--out: 'x.doc' has no known ending; write one of pdf, png, svg"),
        (["sheet", "--paper", "a9", "--out", "x.pdf"], "--paper: found 'a9'; write one of a4, a3, 16x9"),
        (["picture", "--size", "1x1", "--out", "x.png"], "--size: found '1x1'; write one of 1200x630"),
        (["slides", "--lang", "xx", "--out", "x.pptx"], "--lang: found 'xx'; write one of en, da"),
        (["sheet", "--page", "ftp://x", "--out", "x.pdf"], "--page: found 'ftp://x'; write an address such as https"),
        (["sheet", "--view", "asof=never", "--out", "x.pdf"], "--view: asof: found 'never', which nothing has"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_command_says_what_is_wrong_and_writes_nothing(
    arguments: list[str],
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match="2"):
        main(["export", *arguments])
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_does_not_fit_is_not_left_half_written(tmp_path: Path) -> None:
    code = (
        "import resource; from dashboard.cli_export import UsageError, written; from pathlib import Path;"
        " resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        f" written(Path({str(tmp_path / 'sheet.pdf')!r}), b'x' * 5000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "sheet.pdf': File too large; name a file in a folder you may write to" in done.stderr
    assert list(tmp_path.iterdir()) == []
