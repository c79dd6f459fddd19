"""The page of the map, once per language: what can be read without a script, and where the scripts draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape as esc
from typing import Any

from dashboard.export import sources_data
from dashboard.map.message import view_message
from dashboard.panels.dialogs import KEYBOARD, RULES, facts_of, read_credits
from dashboard.panels.table import COLUMNS
from dashboard.payloads.plain_json import compact, in_page
from dashboard.publish.frontend import FONTS, early_script
from dashboard.publish.markup import document, link, marked, table
from dashboard.release import OURS, Release
from dashboard.state import LANGUAGES, ViewState
from dashboard.text import situation
from dashboard.text.i18n import Words, words_of
from dashboard.view.rows import View
from dashboard.view.view import ViewModel, resolve_view, vocabulary

CLOSE = "×"
FRAME = (
    '<div id="root"><div id="parent"><div class="float-child"><div id="map_div"></div></div>'
    '<div class="float-child"><div id="map_div2"></div></div></div></div>'
)
"""What stands in the map's frame, as st_folium has it."""


def opening(words: Words) -> ViewModel:
    """Resolve the view that opens when an address names none."""
    codes = vocabulary()
    return resolve_view(ViewState(codes.as_of, codes.known_by), words)


def pages_of(up: str) -> dict[str, str]:
    """Say where the page of each language lies, for a page that lies below the root by `up`."""
    return {lang: f"{up}{path_of(lang)}" or "./" for lang in LANGUAGES}


def path_of(lang: str) -> str:
    """Give the folder of a language, relative to the root; that of the first one is the root."""
    return "" if lang == LANGUAGES[0] else f"{lang}/"


def language_name(lang: str) -> str:
    """Name a language in itself."""
    return words_of(lang).say("language")


@dataclass(frozen=True, slots=True)
class Unscripted:
    """What stands in the page for whoever runs no scripts, written.

    Parameters
    ----------
    picture : str
        The map as a picture.
    readers : str
        A list of the pages of text.
    languages : str
        Links to the page in other languages.
    """

    picture: str = ""
    readers: str = ""
    languages: str = ""


def map_page(
    release: Release, root: str, words: Words, head: Sequence[str], embed: str = "", readers: str = ""
) -> bytes:
    """Write the page of the map, or the one that others frame.

    Parameters
    ----------
    release : Release
        What is published.
    root : str
        The folder of the release, relative to the page.
    words : Words
        The language.
    head : sequence of str
        Titles and cards, written.
    embed : str
        The folder of the page that others frame; empty for the page itself.
    readers : str
        The pages of text, listed for whoever runs no scripts, written.
    """
    up = "../" * f"{path_of(words.lang)}{embed}".count("/")
    model = opening(words)
    sheets = [
        f'<link rel="stylesheet" href="{root}assets/page.css">',
        _font(root, "serif"),
        f'<link rel="preload" as="fetch" crossorigin fetchpriority="low" href="{root}data/page/{words.lang}.json">',
        f'<link rel="preload" as="fetch" crossorigin href="{root}data/start/{words.lang}.json">',
        *head,
        f'<link rel="icon" href="{root}assets/icon.png">',
        f'<script defer src="{root}assets/site.js"></script>',
    ]
    data = {"root": root, "pages": compact({lang: f"{path}{embed}" for lang, path in pages_of(up).items()})}
    if embed:
        data["embed"] = "1"
    if words.lang == LANGUAGES[0]:
        data["chooses"] = "1"
    still = Unscripted(_picture(root, model), readers, _languages(words, up))
    whole = f"{up}{path_of(words.lang)}" if embed else ""
    body = body_of(release, model, f'srcdoc="{esc(frame_of(words, root))}"', still, whole) + _message(release, model)
    # In the head it would hold up the first picture, which can do without.
    return document(words.lang, sheets, f"{_font(root, 'sans')}\n{body}", data, early_script())


def _message(release: Release, model: ViewModel) -> str:
    """Write what the map is told first, so that it waits for no file; what an address asks for, the script looks up."""
    message = view_message(
        model.choice,
        address=(),
        release=release.release,
        lang=model.words.lang,
        among=model.among,
        situation=situation(model.builder),
        programme=model.builder.totals.programme,
        text_alternative=model.text_alternative,
    )
    return _held("arctic-opening", message)


def _held(name: str, value: object) -> str:
    """Write data into the page for its script."""
    return f'<script type="application/json" id="{name}">{in_page(value)}</script>'


def _font(root: str, name: str) -> str:
    return f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{root}assets/{FONTS}{name}.woff2">'


NOTHING = Unscripted()


def body_of(release: Release, model: ViewModel, frame: str, still: Unscripted = NOTHING, whole: str = "") -> str:
    """Write what a page shows.

    Parameters
    ----------
    release : Release
        What is published.
    model : ViewModel
        The view that stands in the page.
    frame : str
        Where the map's frame comes from: its attribute, written.
    still : Unscripted
        What stands in it for whoever runs no scripts.
    whole : str
        Leads from the page that others frame to the whole map.
    """
    words = model.words
    pane = f'<iframe id="arctic-map" title="{esc(words.say("map.frame"))}" {frame}></iframe>{still.picture}'
    top = f'<div id="slot-head">{_head(words, still.languages)}</div><div class="st-key-fields" id="slot-fields"></div>'
    heading = f'<h1 class="sentence">{esc(model.sentence, quote=False)}</h1>'
    sentence_html = f'<div id="slot-sentence"><div class="sentence-box unasked">{heading}</div></div>'
    # A browser that runs scripts takes what stands in here as one text, and makes no thousand elements of it.
    unscripted = f"<noscript>{static_parts(model.view, still.readers)}</noscript>"
    below = f'<p id="slot-empty" hidden></p><div id="slot-table"></div>{unscripted}'
    return (
        '<div class="stApp" data-testid="stApp" '
        'data-test-connection-state="CONNECTED" data-test-script-state="notRunning">\n'
        f'<div class="moon" data-testid="stMainMenu"><button type="button" aria-pressed="false" '
        f'aria-label="{esc(words.say("publish.dark"))}"></button></div>\n'
        '<main class="stMain" data-testid="stMain" tabindex="-1"><div data-testid="stMainBlockContainer">'
        '<div data-testid="stVerticalBlock">\n'
        '<div data-testid="stLayoutWrapper"><div class="st-key-first">\n'
        f"{_wrapped('top', top)}\n"
        f"{_wrapped('sentence_area', sentence_html)}\n"
        f"{_wrapped('notes', '')}\n"
        f"{_wrapped('pane', pane)}\n"
        f"{_onward(words, whole)}"
        "</div></div>\n"
        f"{_wrapped('below', below)}\n"
        "</div></div></main></div>\n"
        '<div id="arctic-says" role="status"></div>\n'
        f"{_dialogs(release, model.view)}"
        f"{_held('arctic-words', _start_words(words))}"
    )


def _wrapped(key: str, inner: str) -> str:
    return f'<div data-testid="stLayoutWrapper"><div class="st-key-{key}">{inner}</div></div>'


def _head(words: Words, languages: str) -> str:
    """Write the header as it stands until the scripts draw it."""
    brand = f'<div class="brand"><strong>{esc(words.say("title"))}</strong></div>'
    return f'<div class="head">{brand}{f"<noscript><nav>{languages}</nav></noscript>" if languages else ""}</div>'


def _languages(words: Words, up: str) -> str:
    return "".join(
        f'<a href="{href}" lang="{lang}">{esc(language_name(lang))}</a>'
        for lang, href in pages_of(up).items()
        if lang != words.lang
    )


def _picture(root: str, model: ViewModel) -> str:
    """Show the map as a picture, light or dark as the reader's system has it."""
    name = f"{root}pictures/{model.words.lang}"
    dark = f'<source srcset="{name}-dark.png" media="(prefers-color-scheme: dark)">'
    light = f'<img class="still" src="{name}.png" width="1200" height="630" alt="{esc(model.text_alternative)}">'
    return f"<noscript><picture>{dark}{light}</picture></noscript>"


def _onward(words: Words, whole: str) -> str:
    """Lead from a framed page to the whole map, in a window of its own."""
    text = esc(words.say("publish.embed.open"))
    return f'<p class="whole"><a href="{esc(whole)}" target="_blank" rel="noopener">{text}</a></p>' if whole else ""


def open_parts(view: View) -> str:
    """Write table and sources for a page of text."""
    return static_parts(view).replace('<div class="static">', '<div class="facts">', 1)


def static_parts(view: View, readers: str = "") -> str:
    """Write table, pages of text and sources for whoever runs no scripts."""
    words, states = view.words, view.world.states
    columns = [(name, words.say(f"table.{name}")) for name in COLUMNS]
    rows = [
        [
            esc(row.country),
            f"<span{_lang(row.lang, words.lang)}>{esc(row.what)}</span>",
            esc(row.number),
            esc(f"{row.step_label} ({row.flags})" if row.flags else row.step_label),
            esc(row.where),
            esc(row.when),
            esc(row.kind),
            esc(words.partial(row.last_confirmed, short=True)),
            str(row.independent_sources),
        ]
        for row in view.rows
        if row.id in states
    ]
    return f'<div class="static">{table(words, columns, rows)}{readers}{source_list(view)}</div>'


def _lang(lang: str, page_lang: str) -> str:
    return f' lang="{esc(lang)}"' if lang != page_lang else ""


def source_list(view: View) -> str:
    """Write the sources of the rows as a list."""
    found = sources_data(view)["rows"]
    if not found:
        return ""
    lines = "".join(
        f"<li>{esc(row['cells'][0])}: {link(row['href'], row['cells'][1], row['lang'])}"
        f"{esc(', ' + row['cells'][2]) if row['cells'][2] else ''}</li>\n"
        for row in found
    )
    return f"<h2>{esc(view.words.say('sources.title'))}</h2>\n<ol>\n{lines}</ol>"


def _dialog(words: Words, name: str, inner: str) -> str:
    return (
        f'<dialog data-testid="stDialog" id="arctic-{name}" aria-labelledby="arctic-{name}-title">'
        f'<button type="button" class="close" aria-label="{esc(words.say("publish.close"))}">{CLOSE}</button>'
        f'<h2 id="arctic-{name}-title">{esc(words.say(f"menu.{name}"))}</h2>{inner}</dialog>\n'
    )


def _dialogs(release: Release, view: View) -> str:
    """Write what the menu opens: the link to share, and how we know."""
    words = view.words
    share = f'<p>{esc(words.say("share.text"))}</p><div class="slot"></div>{_embedding(words)}'
    return _dialog(words, "share", share) + _dialog(words, "how", how(release, view))


def _embedding(words: Words) -> str:
    """Offer the lines that frame the view in another page; the script writes them, where others may frame it."""
    return (
        f'<div class="embed" hidden><h3>{esc(words.say("publish.embed"))}</h3>'
        f"<p>{esc(words.say('publish.embed.text'))}</p>"
        f'<textarea readonly rows="6" aria-label="{esc(words.say("publish.embed"))}"></textarea></div>'
    )


def how(release: Release, view: View) -> str:
    """Write how we know, as the live page's dialog says it."""
    words = view.words
    facts = facts_of(view, release.atlas.evidence_to)
    credits_, notices = read_credits(words, OURS / "manifest.json")
    dates = "how.dates" if facts["later"] != words.number(0) else "how.dates.all"

    def heading(key: str) -> str:
        return f"<h3>{esc(words.say(key))}</h3>"

    rules = "".join(
        f'<div class="st-key-rule_{rule}"><ol start="{number}">'
        f"<li>{marked(words.say(f'how.{rule}', **facts))}</li></ol></div>"
        for number, rule in enumerate(RULES, 1)
    )
    keys = "".join(f"<li>{marked(words.say(f'how.keys.{part}'))}</li>" for part in KEYBOARD)
    thanks = "".join(f"<li>{_credit(words, credit)}</li>" for credit in credits_)
    return (
        f'<p>{esc(words.say("how.intro", **facts))}</p>{heading("how.rules")}<div class="st-key-rules">{rules}</div>'
        f"{heading('how.evidence')}<p>{esc(words.say(dates, **facts))}</p>"
        f"{heading('how.keys')}<ul>{keys}</ul>"
        f"{heading('how.corrections')}<p>{esc(words.say('how.corrections.text'))}</p>"
        f"{heading('how.credits')}<ul>{thanks}</ul><p>{esc(words.say('how.code'))}</p>"
        + "".join(f'<p class="fine">{esc(notice)}</p>' for notice in notices)
    )


def _credit(words: Words, credit: Mapping[str, str]) -> str:
    credit_text = " ".join(credit[key].rstrip(".") + "." for key in ("credit", "licence") if credit.get(key))
    text = marked(words.say("how.credit", name=credit.get("name", ""), credit=credit_text))
    url = credit.get("url", "")
    return f"{text} {link(url, url)}" if url else text


def _start_words(words: Words) -> dict[str, Any]:
    """Give the script what it may have to say before anything else has arrived."""
    words_sent = {
        name: words.say(f"notice.{key}")
        for name, key in (("half", "half"), ("again", "again"), ("late", "half"), ("files", "files"))
    }
    return {words.lang: {**words_sent, "links": []}, "en": {**words_sent, "links": []}}


def frame_of(words: Words, root: str) -> str:
    """Write the document of the map's frame: what st_folium's frame holds, and our scripts.

    It stands in the page itself: one that had to be asked for would let its scripts wait. The page does not ask for
    them ahead: Chromium would compile the map's script twice, once for each document.

    Parameters
    ----------
    words : Words
        The language.
    root : str
        The folder of the release, relative to the page.
    """
    scripts = "".join(f'<script defer src="{root}assets/{name}.js"></script>' for name in ("frame", "leaflet", "map"))
    return (
        f'<!DOCTYPE html><html lang="{esc(words.lang)}"><head><meta charset="utf-8"><title>Map</title>'
        f'<link rel="stylesheet" href="{root}assets/map.css">{scripts}</head><body>{FRAME}</body></html>'
    )
