"""The start page: Streamlit's own, with our name, scripts and style, and words for whoever gets no further."""

import html
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

from dashboard import assets, release
from dashboard.export import FIRST
from dashboard.payloads.plain_json import in_page
from dashboard.public_address import MAP
from dashboard.state import LANGUAGES, query_of
from dashboard.text.i18n import words_of
from dashboard.view.preview import Preview, preview_of
from dashboard.view.view import parse_query
from dashboard.web.cards import Card, card_head

# What Streamlit says to whoever runs no scripts, and what points a program to a route that is closed here.
STREAMLITS_WORDS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
SERVICE = re.compile(r'<link rel="service-desc"[^>]*>')
SAID = {
    "updated": "notice.updated",
    "show": "notice.updated.show",
    "lost": "notice.lost",
    "late": "notice.late",
    "half": "notice.half",
    "files": "notice.files",
    "again": "notice.again",
}
# Not part of what a file holds, or not to be found in it.
NOT_FOR_FILES = frozenset({"sel", "proj", "theme", "view", "present", "scene", "notes"})
LONGEST_QUERY = 600


def preload() -> str:
    """Write the Link header: the typeface of the sentence, which the page itself uses, asked for after all else.

    A sentence that changes its typeface is laid out and painted twice.
    """
    return f"<./static/media/{assets.font_file('Source Serif')}>; rel=preload; as=font; crossorigin; fetchpriority=low"


def ahead(lang: str) -> tuple[str, ...]:
    """List what the map's frame will need; the script in the head asks for it before Streamlit's own has begun.

    A link that preloads belongs to the page alone: what only a frame uses counts as unused, and browsers warn of it.

    Parameters
    ----------
    lang : str
        The language in which the page will show itself.
    """
    files = ("assets/leaflet.js", "assets/map.js", "assets/map.css", f"data/start/{lang}.json")
    return (*(f"./{release.address(file)}" for file in files), *_map_component())


@cache
def _map_component() -> tuple[str, ...]:
    """Name the script of st_folium's frame; its name carries a hash."""
    folder = Path(str(find_spec("streamlit_folium").origin)).parent / "frontend" / "build" / "static" / "js"  # type: ignore[union-attr]
    route = "./component/streamlit_folium.st_folium/static/js"
    return tuple(f"{route}/{path.name}" for path in sorted(folder.glob("main.*.js")))


def files_query(address: Iterable[tuple[str, str]], lang: str) -> str:
    """Write the query by which the files of an address are asked for.

    Parameters
    ----------
    address : iterable of tuple of str
        Key and value of each part of the query.
    lang : str
        The language in which the page will show itself.
    """
    held = {key: text for key, text in query_of(address).items() if text and key not in NOT_FOR_FILES}
    query = f"?{urlencode(held | {'lang': lang}, errors='replace')}"
    return query if len(query) <= LONGEST_QUERY else f"?lang={lang}"


def view_of(address: Iterable[tuple[str, str]], lang: str) -> Preview:
    """Work out what an address shows, in a few words.

    Parameters
    ----------
    address : iterable of tuple of str
        Key and value of each part of the query.
    lang : str
        The language in which the page will show itself.

    Raises
    ------
    GeodataError
        When the evidence cannot be read.
    """
    return preview_of(parse_query(address)[0], lang)


def no_view(lang: str) -> Preview:
    """Say what the page is, where nobody knows what an address shows."""
    words = words_of(lang)
    return Preview(words.say("title"), words.say("about"), "")


@lru_cache(64)
def start_asset(lang: str, query: str, seen: Preview, base: str = "", wanted: tuple[str, ...] = ()) -> assets.Asset:
    """Prepare the start page for one language and one view.

    Parameters
    ----------
    lang : str
        The language.
    query : str
        As `files_query` writes it.
    seen : Preview
        What the address shows.
    base : str
        The address of the page for its readers, without a slash at its end; empty where nobody set it.
    wanted : tuple of str
        What is asked for ahead.
    """
    page = start_page(assets.start_html(), lang, query, seen, base, wanted)
    return assets.asset("index.html", page.encode("utf-8"))


def start_page(page: str, lang: str, query: str, seen: Preview, base: str = "", wanted: tuple[str, ...] = ()) -> str:
    """Put our name, scripts, style and words into Streamlit's start page; the sheet stands last, and so it wins.

    Parameters
    ----------
    page : str
        Streamlit's.
    lang : str
        The language.
    query : str
        The query by which the view's files are asked for.
    seen : Preview
        What the address shows.
    base : str
        The address of the page for its readers; empty where nobody set it.
    wanted : tuple of str
        What is asked for ahead.
    """
    script = f'<script defer src="./{release.address("assets/page.js")}"></script>'
    sheet = f'<link rel="stylesheet" href="./{release.address("assets/page.css")}">'
    head = f"{shared(seen, lang, base)}{for_programs(query)}<script>{assets.start_script()}</script>{script}"
    body = f'<div id="arctic-says" role="status"></div>{_spoken()}{sheet}</body>'
    asks = f' data-ahead="{html.escape(" ".join(wanted))}"' if wanted else ""
    page = SERVICE.sub("", page).replace('<html lang="en">', f'<html lang="{lang}"{asks}>')
    page = STREAMLITS_WORDS.sub(lambda _: unscripted(lang, query, seen), page)
    return page.replace("<title>Streamlit</title>", head).replace("</body>", body)


def shared(seen: Preview, lang: str, base: str) -> str:
    """Write what a shared link of a view shows; its picture is drawn when it is asked for.

    Parameters
    ----------
    seen : Preview
        What the address shows.
    lang : str
        The language.
    base : str
        The address of the page for its readers; empty where nobody set it: then what needs a whole address is left out.
    """
    pages = {one: "?" + "&".join(filter(None, [seen.query, f"lang={one}"])) for one in LANGUAGES}
    words = words_of(lang)
    card = Card(pages[lang], seen.title, seen.text, f"view/picture.png{pages[lang]}", pages)
    lines = card_head(card, words, f"{base}/" if base else "")
    if base:  # the published map says how it is embedded
        href = html.escape(f"{base}/{still_of(lang)}oembed.json")
        lines.append(f'<link rel="alternate" type="application/json+oembed" href="{href}">')
    return "".join(lines)


def still_of(lang: str) -> str:
    """Give the folder of the published page of a language, which can be read without a script."""
    return MAP if lang == LANGUAGES[0] else f"{MAP}{lang}/"


def for_programs(query: str) -> str:
    """Name the feed of the view and the interface for programs, where programs look for them.

    Parameters
    ----------
    query : str
        The query by which the view's files are asked for.
    """
    feed = html.escape(f"./view/changes.atom{query}")
    return (
        f'<link rel="alternate" type="application/atom+xml" href="{feed}">'
        '<link rel="service-desc" type="application/vnd.oai.openapi+json;version=3.1" href="./data/v1/openapi.json">'
    )


def unscripted(lang: str, query: str, seen: Preview) -> str:
    """Say what the page is and tell its view to whoever runs no scripts, and where it can be read and had as files.

    Parameters
    ----------
    lang : str
        The language.
    query : str
        The query by which the view's files are asked for.
    seen : Preview
        What the address shows.
    """
    words = words_of(lang)

    def say(key: str) -> str:
        return html.escape(words.say(key))

    links = "".join(
        f'<li><a href="./{html.escape(href + query)}">{html.escape(text)}</a></li>' for href, text in files(lang)
    )
    paragraph = "" if seen == no_view(lang) else f"<p>{html.escape(seen.text)}</p>"
    return (
        f"<noscript><h1>{say('title')}</h1><p>{say('about')}</p>{paragraph}<p>{say('notice.unscripted')}</p>"
        f'<p><a href="./{still_of(lang)}">{say("publish.plain")}</a></p>'
        f"<p>{say('notice.files')}</p><ul>{links}</ul></noscript>"
    )


def files(lang: str) -> list[tuple[str, str]]:
    """List the files of a view, each with the name of its link."""
    words = words_of(lang)
    rows = [(f"view/rows.{ending}", words.say(f"download.{ending}")) for ending in FIRST]
    return [*rows, ("view/sources.json", words.say("notice.files.sources"))]


@cache
def _spoken() -> str:
    """What the page's script may have to say before the server has told it anything, in each language."""
    words_sent = {
        lang: {**{name: words_of(lang).say(key) for name, key in SAID.items()}, "links": files(lang)}
        for lang in LANGUAGES
    }
    return f'<script type="application/json" id="arctic-words">{in_page(words_sent)}</script>'
