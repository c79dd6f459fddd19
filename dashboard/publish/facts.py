"""A page for each nation and each post: what is reported of it, for whoever comes by a search engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape as esc
from urllib.parse import urlencode

from dashboard.publish import pages
from dashboard.publish.markup import document, link
from dashboard.state import LANGUAGES, ViewState
from dashboard.text import actor_name, selected_name
from dashboard.text.i18n import Words
from dashboard.view.view import ViewModel, resolve_view, vocabulary
from geodata.atlas import Atlas
from geodata.model import POST, Opening

NATION = "nation"
NOBODY = frozenset({"unnamed_allies"})


@dataclass(frozen=True)
class Subject:
    """What a page is about.

    Parameters
    ----------
    kind : str
        `nation` or `post`.
    ident : str
        Its id in the evidence.
    """

    kind: str
    ident: str

    def path(self, lang: str) -> str:
        """Give its path below the root."""
        return f"{pages.path_of(lang)}{self.kind}/{self.ident.lower()}/"

    @property
    def sel(self) -> str:
        """Name it as an address does."""
        return f"{NATION}:{self.ident}" if self.kind == NATION else self.ident


def subjects(atlas: Atlas) -> Iterator[Subject]:
    """List the nations of which anything is told, and the posts."""
    acting = {actor for actors in atlas.actors_of.values() for actor in actors} - NOBODY
    yield from (Subject(NATION, code) for code in atlas.actors if code in acting)
    yield from (Subject(POST, one.id) for one in atlas.subjects.values() if one.kind == POST)


def nation_of(about: Subject, atlas: Atlas) -> str:
    """Name the nation that it is, or whose it is; nothing if it is nobody's."""
    actor = about.ident if about.kind == NATION else atlas.subjects[about.ident].actor
    return actor if actor in atlas.actors else ""


def name_of(about: Subject, atlas: Atlas, words: Words) -> str:
    """Name it in the reader's language."""
    return actor_name(atlas, words, about.ident) if about.kind == NATION else selected_name(atlas, words, about.ident)


def list_of(atlas: Atlas, words: Words, up: str = "") -> str:
    """List all pages, each by its name with a link.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    up : str
        Leads to the folder of the language from the page on which the list stands.
    """
    lines = "".join(
        f'<li><a href="{up}{esc(about.path(LANGUAGES[0]))}">{esc(name_of(about, atlas, words))}</a></li>\n'
        for about in subjects(atlas)
    )
    return f'<h2>{esc(words.say("publish.readers"))}</h2>\n<ul class="readers">\n{lines}</ul>'


def views(about: Subject, atlas: Atlas, words: Words) -> list[ViewModel]:
    """Resolve what is told of it, by everything known, on each day that opens the map."""
    openings: list[Opening] = [one for one in atlas.openings.values() if one.known_by is None]
    nation = nation_of(about, atlas)
    nations = (nation,) if nation else ()
    days = list(dict.fromkeys([vocabulary().as_of, *(one.as_of for one in openings)]))
    return [resolve_view(ViewState(day, nations=nations), words) for day in days]


def text_of(about: Subject, models: Sequence[ViewModel]) -> str:
    """Tell in a few words what is known of it last: the sentence of a nation, the rows of a post."""
    last = models[-1]
    if about.kind == NATION:
        return last.sentence
    rows = [row for row in last.rows if row.id == about.ident]
    return " · ".join(part for row in rows for part in (row.what, row.step_label, row.where, row.when) if part)


def page(about: Subject, models: Sequence[ViewModel], root: str, head: Sequence[str]) -> bytes:
    """Write the page.

    Parameters
    ----------
    about : Subject
        What it is about.
    models : sequence of ViewModel
        What `views` gave.
    root : str
        The folder of the release, relative to the page.
    head : sequence of str
        Titles and cards, written.
    """
    words, atlas = models[0].words, models[0].world.atlas
    up = "../" * about.path(words.lang).count("/")
    home = f"{up}{pages.path_of(words.lang)}"
    state = {"nations": about.ident} if about.kind == NATION else {"sel": about.ident}
    parts = [f"<h1>{esc(name_of(about, atlas, words))}</h1>"]
    if about.kind == NATION:
        parts += [f'<p class="lead">{esc(model.sentence)}</p>' for model in models]
    else:
        parts.append(f'<p class="lead">{esc(text_of(about, models))}</p>')
    shown = f"{home}?{urlencode({'asof': models[-1].state.as_of.isoformat(), **state})}"
    parts.append(f'<p><a href="{esc(shown)}">{esc(words.say("publish.on_map"))}</a></p>')
    parts.append(_said(about, atlas, words) if about.kind == POST else pages.open_parts(models[-1].view))
    other = " ".join(
        f'<a href="{up}{about.path(lang)}" lang="{lang}">{esc(pages.language_name(lang))}</a>'
        for lang in LANGUAGES
        if lang != words.lang
    )
    bar = f'<nav><a href="{home}">{esc(words.say("title"))}</a> {other}</nav>'
    body = (
        f'<div class="stApp"><main class="stMain fact"><div class="prose wide">{bar}{"".join(parts)}</div></main></div>'
    )
    sheets = [
        *head,
        f'<link rel="icon" href="{root}assets/icon.png">',
        f'<link rel="stylesheet" href="{root}assets/page.css">',
    ]
    return document(words.lang, sheets, body, {})


def _said(about: Subject, atlas: Atlas, words: Words) -> str:
    """List what is claimed of a post, each claim with its sources."""
    lines = []
    for claim in atlas.claims_of[about.ident]:
        day = words.partial(claim.day, short=True)
        details = "; ".join(
            f"{esc(source.publisher)}: {link(source.url, source.title or source.url, source.language)}"
            for source in (atlas.sources[name] for name in claim.sources)
        )
        text = f'<span lang="en">{esc(claim.text or claim.value)}</span>'
        lines.append(f"<li>{esc(day)}{': ' if day else ''}{text}<br><small>{details}</small></li>")
    return f'<h2>{esc(words.say("publish.claims"))}</h2><ol class="claims">{"".join(lines)}</ol>'
