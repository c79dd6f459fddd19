"""The snapshot: the published page as one file that asks nobody for anything, opened from a disk by double click."""

import base64
import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape as esc
from typing import Any

from dashboard.payloads.atlas import scene_payload
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.plain_json import compact
from dashboard.payloads.states import states_payload
from dashboard.present.story import scenes
from dashboard.publish import pages
from dashboard.publish.base import find_payload, knowledge_days, names_payload, sources_payload
from dashboard.publish.fonts import fonts
from dashboard.publish.frontend import FONTS, early_script, frontend
from dashboard.publish.markup import hashes
from dashboard.publish.says import Writer, known_key
from dashboard.publish.whole import page_payload, selections
from dashboard.release import Release
from dashboard.text.i18n import Words

MOST_BYTES = 1_500_000
RESERVE = 60_000  # of these for what grows when all is joined
KEPT_GEO = ("geo/window-nuuk", "geo/municipality_lines")
SCRIPT = re.compile(r"</(?=script)|<!--", re.IGNORECASE)
Progress = Callable[[str], None]


def snapshot(release: Release, words: Words, step: Progress = lambda _name: None) -> bytes:
    """Write the file: page, map, evidence, and as many days of knowledge as have room.

    Parameters
    ----------
    release : Release
        What is kept.
    words : Words
        The language.
    step : Progress
        Is told what is written next.

    Returns
    -------
    bytes
        UTF-8 HTML of less than `MOST_BYTES`.
    """
    writer = Writer(release.atlas, words)
    files = dict(_files(release, words, writer, step))
    days = [""]
    room = MOST_BYTES - RESERVE - len(_page(release, words, _packed(files)))
    for known in _by_use(release):
        key = known_key(known)
        step(key)
        view_files = {
            f"states/{key}": states_payload(release.atlas, known),
            f"says/{words.lang}/{key}": writer.payload(known),
        }
        room -= len(_packed(view_files))
        if room < 0:
            break
        files |= view_files
        days.append(key)
    files[f"page/{words.lang}"]["held"] = sorted(days[1:])
    return _page(release, words, _packed(files))


def _files(release: Release, words: Words, writer: Writer, step: Progress) -> Iterator[tuple[str, Any]]:
    import json

    atlas, lang = release.atlas, words.lang
    step("evidence")
    yield f"page/{lang}", page_payload(release, writer)
    yield f"names/{lang}", names_payload(atlas, words)
    yield f"sources/{lang}", sources_payload(atlas, words)
    yield f"find/{lang}", find_payload(atlas, words)
    yield "scenes", [scene_payload(atlas, scene) for scene in scenes()]  # perhaps of a story of somebody's own
    for name in (f"start/{lang}.json", *KEPT_GEO):
        if name in release.files:
            yield name.removesuffix(".json"), json.loads(release.files[name].body)
    step("claims")
    for sel in selections(atlas):
        path = sel.replace(":", "/") if ":" in sel else f"subject/{sel}"
        if not sel.startswith(("nation:", "source:")):  # those say nothing that is not said with subjects
            yield f"claims/{path}", claims_payload(atlas, sel)


def _by_use(release: Release) -> list[date]:
    """Order the days of knowledge: first those that story and openings are told by, then the newest."""
    atlas = release.atlas
    named = [*(scene.known_by for scene in scenes()), *(one.known_by for one in atlas.openings.values())]
    first = dict.fromkeys(atlas.knowledge_day(day) for day in named if day)
    rest = [day for day in reversed(knowledge_days(atlas)) if day is not None]
    return [day for day in dict.fromkeys([*first, *rest]) if day is not None]


def _packed(files: dict[str, Any]) -> str:
    return base64.b64encode(gzip.compress(compact(files).encode(), 9, mtime=0)).decode()


def _inlined(sheet: str) -> str:
    """Put the fonts into a style sheet; there at once, they are never passed over for being late."""
    sheet = sheet.replace("font-display:optional", "font-display:block")
    for name, body in fonts().items():
        data = f"data:font/woff2;base64,{base64.b64encode(body).decode()}"
        sheet = sheet.replace(f"{FONTS}{name}", data)
    return sheet.replace("</", "<\\/")


def _script(text: str) -> str:
    """Make a script safe to stand in a page: nothing in it ends it."""
    return SCRIPT.sub(lambda found: found[0].replace("<", "\\x3c"), text)


def _policy(scripts: Iterable[str]) -> str:
    """Allow the scripts of this file by their hashes, and no request at all."""
    allowed = " ".join(hashes(scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _page(release: Release, words: Words, packed: str) -> bytes:
    made = {name: body.decode() for name, body in frontend().items() if name.endswith((".js", ".css"))}
    inside = [_script(made[name]) for name in ("frame.js", "leaflet.js", "map.js")]
    outside = [early_script(), _script(made["site.js"])]
    policy = esc(_policy([*inside, *outside]))
    ways = "".join(f"<script>{text}</script>" for text in inside)
    frame = (
        f'<!DOCTYPE html><html lang="{words.lang}"><head><meta charset="utf-8"><title>Map</title>'
        f"<style>{_inlined(made['map.css'])}</style></head><body>{pages.FRAME}{ways}</body></html>"
    )
    icon = f"data:image/png;base64,{base64.b64encode(frontend()['icon.png']).decode()}"
    body = pages.body_of(release, pages.opening(words), f'srcdoc="{esc(frame)}"')
    text = (
        f'<!DOCTYPE html>\n<html lang="{words.lang}" data-held="1" data-pages="{{}}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<script>{outside[0]}</script>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{esc(words.say("title"))}</title>\n<link rel="icon" href="{icon}">\n'
        f"<style>{_inlined(made['page.css'])}</style></head>\n<body>\n{body}\n"
        f'<script type="text/plain" id="arctic-held">{packed}</script>\n<script>{outside[1]}</script>\n</body></html>\n'
    )
    return text.encode()
