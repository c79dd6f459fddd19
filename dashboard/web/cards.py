"""What a page says of itself to whoever shares its link: title, text, picture, and the same page in other languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape as esc

from dashboard.state import LANGUAGES
from dashboard.text.i18n import LOCALES, Words

LONGEST = 300  # signs of a description
PICTURE = (1200, 630)


@dataclass(frozen=True)
class Card:
    """What a shared link of a page shows.

    Parameters
    ----------
    path : str
        Of the page, relative to the root of the site; with its query, if it has one.
    title, text : str
        What it says.
    picture : str
        Its picture, relative to the root.
    others : mapping of str to str
        Language to the path of the same page in it.
    """

    path: str
    title: str
    text: str
    picture: str
    others: Mapping[str, str]


def card_head(card: Card, words: Words, base: str) -> list[str]:
    """Write titles and cards. What needs a whole address is left out where that of the site is not known.

    Parameters
    ----------
    card : Card
        What is told.
    words : Words
        The language.
    base : str
        Where the site lies, with a slash at its end; may be empty.
    """
    about = card.text if len(card.text) <= LONGEST else f"{card.text[: LONGEST - 1]}…"
    locale = LOCALES.get(words.lang, words.lang)
    lines = [
        f"<title>{esc(card.title)}</title>",
        _meta("name", "description", about),
        _meta("property", "og:type", "website"),
        _meta("property", "og:site_name", words.say("title")),
        _meta("property", "og:title", card.title),
        _meta("property", "og:description", about),
        _meta("property", "og:locale", locale),
        _meta("name", "twitter:card", "summary_large_image"),
    ]
    if not base:
        return lines
    lines += [
        f'<link rel="canonical" href="{esc(base + card.path)}">',
        _meta("property", "og:url", base + card.path),
        _meta("property", "og:image", base + card.picture),
        _meta("property", "og:image:width", str(PICTURE[0])),
        _meta("property", "og:image:height", str(PICTURE[1])),
        _meta("property", "og:image:alt", about),
        *(
            f'<link rel="alternate" hreflang="{lang}" href="{esc(base + path)}">'
            for lang, path in (*card.others.items(), ("x-default", card.others[LANGUAGES[0]]))
        ),
    ]
    return lines


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{esc(text)}">'
