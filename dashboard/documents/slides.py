"""The story as slides: a picture a scene, the sentence as text, notes for the speaker, sources with their links."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from dashboard.documents.content import HOME, WEB, Content
from dashboard.documents.sheet import made_on
from dashboard.documents.typesetting import set_in_type, typeset
from dashboard.drawing.items import items_of
from dashboard.drawing.style import PALETTE
from dashboard.drawing.svg_map import draw_map
from dashboard.present.story import Scene, scenes
from dashboard.state import ViewState
from dashboard.text.i18n import Words
from dashboard.text.names import publisher_name
from dashboard.view.view import parse_query, resolve_view
from geodata.model import Source

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDE, HIGH = 13.333, 7.5  # inches, 16:9
MAP_W, MAP_H = 7.9, 7.5
EDGE = 0.55
PX = 96  # of the picture to an inch
TWICE = 144.0  # a picture at twice its size
MAP_SCALE = 1.7
HEADING, BODY = "Georgia", "Arial"  # on every computer: a presentation carries no fonts
TITLE_ONLY = 5  # among the layouts that python-pptx brings
MOST_SOURCES = 6
SHORT_TITLE = 32  # signs that fill two lines at most, even in a broader font than ours
TITLE_PT, LONG_TITLE_PT = 30.0, 24.0
LINKS = re.compile(r"(<a:(?:hlink|folHlink)>).*?(</a:(?:hlink|folHlink)>)", re.DOTALL)
Progress = Callable[[str], None]


def slides(
    words: Words,
    page: str = HOME,
    theme: str = "light",
    progress: Progress | None = None,
) -> bytes:
    """Write the scenes of the story as PowerPoint, 16:9; the same bytes each time.

    Parameters
    ----------
    words : Words
        The language.
    page : str
        The address of the page, for the links.
    theme : str
        `light` or `dark`.
    progress : Progress, optional
        Is told the title of each slide before it is made.
    """
    from pptx import Presentation
    from pptx.util import Inches

    chosen = scenes()
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    _colour_links(deck, theme)
    contents = [Content(resolve_view(_own(number, words), words), page) for number in range(1, len(chosen) + 1)]
    _name(deck, contents[0], words)
    for number, (scene, content) in enumerate(zip(chosen, contents, strict=True), 1):
        if progress:
            progress(_in(scene.title, words))
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        _fill(slide, scene, content, theme, f"{number} / {len(chosen)}")
    return _packed(deck)


def _colour_links(deck: Any, theme: str) -> None:
    """Let links have our colour: a program takes it from the theme of the deck, whatever the text says."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as KINDS

    part = deck.slide_masters[0].part.part_related_by(KINDS.THEME)
    colour = f'<a:srgbClr val="{PALETTE["dip"][theme == "dark"][1:7].upper()}"/>'
    text = part.blob.decode("utf-8")
    part._blob = LINKS.sub(lambda found: f"{found[1]}{colour}{found[2]}", text).encode("utf-8")


def _own(number: int, words: Words) -> ViewState:
    return parse_query({"view": "story", "scene": str(number), "lang": words.lang})[0]


def _in(text: Any, words: Words) -> str:
    sentence: str = text.get(words.lang) or text["en"]
    return sentence


def _name(deck: Any, content: Content, words: Words) -> None:
    about, day = deck.core_properties, datetime.combine(made_on(content), time(), UTC)
    about.title, about.author, about.language = content.site, content.site, words.lang
    about.subject, about.keywords = content.release, content.page
    about.created = about.modified = about.last_printed = day.replace(tzinfo=None)
    about.last_modified_by, about.revision = content.site, 1


def _fill(slide: Any, scene: Scene, content: Content, theme: str, number: str) -> None:
    """Fill a slide: title, day and sentence on the left, the map on the right, the sources below."""
    words = content.view_model.words
    ground = slide.background.fill
    ground.solid()
    ground.fore_color.rgb = _rgb("panel", theme)
    left = WIDE - MAP_W - 2 * EDGE
    _picture(slide, scene, content, theme)
    title = slide.shapes.title
    if title is not None:
        _lay(title, EDGE, 0.95, left, 1.25)
        text = _in(scene.title, words)
        size = TITLE_PT if len(text) <= SHORT_TITLE else LONG_TITLE_PT
        _write(title.text_frame, [(text, "")], size, "ink", theme, HEADING)
    clocks = "\n".join(content.clocks)
    _box(slide, EDGE, 0.4, left, 0.6, [(line, "") for line in clocks.splitlines()], 12, "ink2", theme)
    _box(slide, EDGE, 2.3, left, 3.2, [(_in(scene.sentence, words), "")], 22, "ink", theme, HEADING)
    known = content.view_model.world.atlas.sources
    cited_sources = _sources_of([known[name] for name in scene.sources if name in known], words)
    _box(slide, EDGE, 5.6, left, 1.2, cited_sources, 11, "ink2", theme)
    foot = words.say("drawing.slide.foot", site=content.site, release=content.release, number=number)
    _box(slide, EDGE, 6.95, left, 0.35, [(foot, content.link)], 9, "ink2", theme)
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = _notes(scene, content)


def _sources_of(sources: Iterable[Source], words: Words) -> list[tuple[str, str]]:
    """Name each source with its day and its address, each once."""
    found: dict[str, str] = {}
    for one in sources:
        text = ", ".join(filter(None, [publisher_name(one, words), words.partial(one.published, short=True)]))
        found.setdefault(text, one.url if one.url.startswith(WEB) else "")
    return list(found.items())[:MOST_SOURCES]


def _notes(scene: Scene, content: Content) -> str:
    """Write what the speaker should know: the view in words, what is not counted, and where each source stands."""
    words, known = content.view_model.words, content.view_model.world.atlas.sources
    sources = [f"{known[name].publisher}: {known[name].url}" for name in scene.sources if name in known]
    parts = [
        scene.notes.get(words.lang) or scene.notes.get("en", ""),
        _in(scene.sentence, words),
        f"{words.say('drawing.slide.day')} {content.sentence}",
        *content.situation["notes"],
        "\n".join(sources),
        content.link,
    ]
    return "\n\n".join(filter(None, parts))


def _picture(slide: Any, scene: Scene, content: Content, theme: str) -> None:
    """Put the map on the right, with a text for those who do not see it."""
    from pptx.util import Inches

    wide, high = MAP_W * PX, MAP_H * PX
    drawing = draw_map(
        content.view_model,
        wide / MAP_SCALE,
        high / MAP_SCALE,
        theme=theme,
        key=False,
        listed=_pointless(scene, content),
    )
    words = content.view_model.words
    alt = words.say(
        "drawing.slide.alt",
        title=_in(scene.title, words),
        clocks="; ".join(content.clocks),
        sentence=_in(scene.sentence, words),
    )
    data = {
        "lang": words.lang,
        "title": content.title,
        "alt": alt,
        "map": set_in_type(drawing),
        "page": {"w": wide, "h": high},
    }
    body = typeset("map", data, drawing.layers(), "png", made_on(content), ppi=TWICE, theme=theme)
    shape = slide.shapes.add_picture(io.BytesIO(body), Inches(WIDE - MAP_W), Inches(0), Inches(MAP_W), Inches(MAP_H))
    shape.name = f"map {scene.id}"
    shape._element.nvPicPr.cNvPr.set("descr", alt)  # else it says the name of a file


def _pointless(scene: Scene, content: Content) -> bool:
    """Whether nothing that a scene lights has a point on the map: then the list beside it is what is told."""
    lit = [one for one in items_of(content.view_model, nuuk_list=False) if one.subject.id in scene.lights]
    return bool(lit) and all(one.at is None for one in lit)


def _lay(shape: Any, x: float, y: float, w: float, h: float) -> None:
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = Inches(x), Inches(y), Inches(w), Inches(h)


def _box(
    slide: Any,
    x: float,
    y: float,
    w: float,
    h: float,
    lines: Sequence[tuple[str, str]],
    size: float,
    colour: str,
    theme: str,
    family: str = BODY,
) -> None:
    """Write lines into a box of their own; one with an address is a link."""
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
    _write(box.text_frame, lines, size, colour, theme, family)


def _write(frame: Any, lines: Sequence[tuple[str, str]], size: float, colour: str, theme: str, family: str) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, (text, href) in enumerate(lines):
        line = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        line.alignment = PP_ALIGN.LEFT
        run = line.add_run()
        run.text = text
        run.font.size, run.font.name = Pt(size), family
        run.font.color.rgb = _rgb(colour, theme)
        if href:
            run.hyperlink.address = href


def _rgb(name: str, theme: str) -> Any:
    from pptx.dml.color import RGBColor

    known: Any = RGBColor
    return known.from_string(PALETTE[name][theme == "dark"][1:7].upper())


def _packed(deck: Any) -> bytes:
    """Write the presentation without the moment at which it was made, and without the small picture of its template."""
    links = deck.part.package._rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(name)
    first, last = io.BytesIO(), io.BytesIO()
    deck.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            packed.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()
