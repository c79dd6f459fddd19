"""The site as its files: each is written when it is asked for, so that a server may serve it without writing all."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from html import escape as esc
from pathlib import Path

import geodata
from dashboard.api import package
from dashboard.assets import STATIC
from dashboard.panels.dialogs import EMBED
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.states import states_payload
from dashboard.public_address import EMBEDDED
from dashboard.publish import facts, meta, pages
from dashboard.publish.base import (
    base_payload,
    find_payload,
    knowledge_days,
    names_payload,
    sources_payload,
)
from dashboard.publish.feed import changes_feed
from dashboard.publish.frontend import frontend, json_bytes
from dashboard.publish.pictures import picture_of
from dashboard.publish.says import Writer, known_key
from dashboard.release import Release
from dashboard.state import LANGUAGES, TRANSLATIONS
from dashboard.text import SentenceBuilder
from dashboard.text.i18n import Words, words_of
from dashboard.web.cards import PICTURE, Card, card_head
from geodata.atlas import Atlas

Maker = Callable[[], bytes]
CODE = (Path(geodata.__file__).parent, Path(__file__).parents[1])
PACKAGE = "data/"
ZIPPED = "datapackage.zip"
CITED = ("people", "posts_open", "posts_announced")  # the numbers of the sentence whose sources the data set cites


@dataclass(frozen=True)
class Options:
    """How a site is published.

    Parameters
    ----------
    base_url : str
        Where it will lie, with a slash at the end; empty if that is not known: then nothing names it.
    embed_from : tuple of str
        Hosts that may frame it.
    """

    base_url: str = ""
    embed_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A release as a published site.

    Parameters
    ----------
    release : Release
        What is published.
    options : Options
        How.
    """

    release: Release
    options: Options = Options()

    @cached_property
    def version(self) -> str:
        """Name the folder of the release: it changes with the evidence, with our words and with our code."""
        digest = hashlib.sha256(f"{self.release.release}{self.options}".encode())
        code = (path for folder in CODE for path in sorted(folder.rglob("*.py")))
        for path in (*code, *sorted(TRANSLATIONS.glob("*.json")), *sorted(STATIC.glob("**/*.*"))):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    @cached_property
    def files(self) -> Mapping[str, Maker]:
        """List every file by its path, with what writes it."""
        folder = f"r/{self.version}"
        found: dict[str, Maker] = dict(self._pages())
        found |= {f"{folder}/assets/{name}": made for name, made in self._assets()}
        found |= {f"{folder}/pictures/{name}.png": made for name, made in self._pictures()}
        found |= {f"{folder}/data/{name}.json": made for name, made in self._data()}
        return found | {f"{PACKAGE}{name}": made for name, made in self._package()}

    def read(self, path: str) -> bytes | None:
        """Write one file; None if there is none of this path."""
        made = self.files.get(path)
        return None if made is None else made()

    def frame_ancestors(self) -> str:
        """Say who may frame the map, as a content policy does: ourselves, and whom the options name."""
        return " ".join(("'self'", *self.options.embed_from))

    def _pages(self) -> Iterator[tuple[str, Maker]]:
        for lang in LANGUAGES:
            words, path = words_of(lang), pages.path_of(lang)
            yield f"{path}index.html", partial(self._map_page, words)
            yield f"{path}{EMBEDDED}index.html", partial(self._map_page, words, EMBEDDED)
            if self.options.base_url:
                yield f"{path}oembed.json", partial(self._oembed, words)
            yield f"{path}changes.atom", partial(changes_feed, self.release.atlas, words, self.options.base_url)
            for about in facts.subjects(self.release.atlas):
                yield f"{about.path(lang)}index.html", partial(self._fact_page, about, words)
        yield "_headers", self._headers
        if self.options.base_url:
            yield "sitemap.xml", self._sitemap

    def _root(self, path: str) -> str:
        return f"{'../' * path.count('/')}r/{self.version}/"

    def _map_page(self, words: Words, embed: str = "") -> bytes:
        path = f"{pages.path_of(words.lang)}{embed}"
        model = pages.opening(words)
        card = Card(
            path=path,
            title=words.say("title"),
            text=model.sentence,
            picture=f"r/{self.version}/pictures/{words.lang}.png",
            others={lang: f"{pages.path_of(lang)}{embed}" for lang in LANGUAGES},
        )
        behind = SentenceBuilder(model.world, model.state, words).behind
        cited = meta.sources_of(model, [name for drilldown in CITED for name in behind[drilldown]])
        base, up, home = self.options.base_url, "../" * path.count("/"), pages.path_of(words.lang)
        head = [
            *card_head(card, words, base),
            f'<link rel="alternate" type="application/atom+xml" href="{"../" if embed else ""}changes.atom">',
            f'<link rel="describedby" type="application/json" href="{up}{PACKAGE}{package.DESCRIPTION}">',
            meta.script_of(meta.dataset(self.release, words, base, path, cited, f"{PACKAGE}{ZIPPED}")),
        ]
        if base:
            head.append(f'<link rel="alternate" type="application/json+oembed" href="{esc(base + home)}oembed.json">')
        readers = facts.list_of(self.release.atlas, words, "../" if embed else "")
        return pages.map_page(self.release, self._root(path), words, head, embed, readers)

    def _fact_page(self, about: facts.Subject, words: Words) -> bytes:
        atlas, path = self.release.atlas, about.path(words.lang)
        models = facts.views(about, atlas, words)
        card = Card(
            path=path,
            title=f"{facts.name_of(about, atlas, words)} · {words.say('title')}",
            text=facts.text_of(about, models),
            picture=f"r/{self.version}/pictures/{words.lang}/{facts.nation_of(about, atlas) or 'all'}.png",
            others={lang: about.path(lang) for lang in LANGUAGES},
        )
        return facts.page(about, models, self._root(path), card_head(card, words, self.options.base_url))

    def _pictures(self) -> Iterator[tuple[str, Maker]]:
        """Draw the opening view, and where a shared link can show it each nation."""
        for lang in LANGUAGES:
            words = words_of(lang)
            yield lang, partial(picture_of, words, self.options.base_url, "")
            yield f"{lang}-dark", partial(picture_of, words, self.options.base_url, "", "dark")
            if self.options.base_url:
                for code in dict.fromkeys(
                    facts.nation_of(about, self.release.atlas) for about in facts.subjects(self.release.atlas)
                ):
                    yield f"{lang}/{code or 'all'}", partial(picture_of, words, self.options.base_url, code)

    def _headers(self) -> bytes:
        """Write what hosts such as Netlify and Cloudflare Pages read: who may frame the map, what may be kept."""
        return (
            f"/*\n  Content-Security-Policy: frame-ancestors {self.frame_ancestors()}\n"
            "  X-Content-Type-Options: nosniff\n  Cache-Control: no-cache\n"
            f"/{PACKAGE}*\n  Access-Control-Allow-Origin: *\n"
            "/r/*\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n"
        ).encode()

    def _sitemap(self) -> bytes:
        paths = [path.removesuffix("index.html") for path in self.files if path.endswith("index.html")]
        base, last = self.options.base_url, self.release.atlas.evidence_to.isoformat()
        lines = "".join(
            f"<url><loc>{esc(base + path)}</loc><lastmod>{last}</lastmod></url>\n"
            for path in paths
            if EMBEDDED not in path
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
        ).encode()

    def _oembed(self, words: Words) -> bytes:
        base = f"{self.options.base_url}{pages.path_of(words.lang)}"
        frame = (
            EMBED.partition("\n")[0].replace("{src}", f"{base}{EMBEDDED}").replace("{title}", esc(words.say("title")))
        )
        return json_bytes(
            {
                "version": "1.0",
                "type": "rich",
                "title": words.say("title"),
                "provider_name": words.say("title"),
                "provider_url": base,
                "html": frame,
                "width": 1000,
                "height": 720,
                "thumbnail_url": f"{self.options.base_url}r/{self.version}/pictures/{words.lang}.png",
                "thumbnail_width": PICTURE[0],
                "thumbnail_height": PICTURE[1],
            }
        )

    def _assets(self) -> Iterator[tuple[str, Maker]]:
        for name, body in frontend().items():
            yield name, partial(bytes, body)

    def _package(self) -> Iterator[tuple[str, Maker]]:
        """Give the evidence as a data package, for programs; its addresses stay the same."""
        atlas = self.release.atlas
        yield package.DESCRIPTION, lambda: json_bytes(package.description(atlas))
        for table in package.TABLES:
            yield f"{package.FOLDER}/{table}.csv", partial(package.table_csv, atlas, table)
        yield ZIPPED, partial(package.zipped, atlas)

    def _data(self) -> Iterator[tuple[str, Maker]]:
        atlas = self.release.atlas
        for name, item in self.release.files.items():
            yield name.removesuffix(".json"), partial(bytes, item.body)
        for known in knowledge_days(atlas):
            yield f"states/{known_key(known)}", partial(_states, atlas, known)
        for sel in selections(atlas):
            yield f"claims/{sel.replace(':', '/') if ':' in sel else f'subject/{sel}'}", partial(_claims, atlas, sel)
        for lang in LANGUAGES:
            yield from self._texts(words_of(lang), atlas)

    def _texts(self, words: Words, atlas: Atlas) -> Iterator[tuple[str, Maker]]:
        writer = Writer(atlas, words)
        embeds = bool(self.options.embed_from)
        yield f"page/{words.lang}", lambda: json_bytes(page_payload(self.release, writer, embeds))
        yield f"names/{words.lang}", lambda: json_bytes(names_payload(atlas, words))
        yield f"sources/{words.lang}", lambda: json_bytes(sources_payload(atlas, words))
        yield f"find/{words.lang}", lambda: json_bytes(find_payload(atlas, words))
        for known in knowledge_days(atlas):
            if known is not None:  # what is said by everything known comes with the page
                yield f"says/{words.lang}/{known_key(known)}", partial(_said, writer, known)


def _states(atlas: Atlas, known: date | None) -> bytes:
    return json_bytes(states_payload(atlas, known))


def _claims(atlas: Atlas, sel: str) -> bytes:
    return json_bytes(claims_payload(atlas, sel))


def _said(writer: Writer, known: date) -> bytes:
    return json_bytes(writer.payload(known))


def page_payload(release: Release, writer: Writer, embeds: bool = False) -> dict[str, object]:
    """Build what the page needs at once: what never changes, and what is said by everything known."""
    return base_payload(release, writer.words, embeds) | {"says": writer.payload(None)}


def selections(atlas: Atlas) -> Iterator[str]:
    """List all whose card tells of claims, as the map names them."""
    yield from atlas.subjects
    yield from (f"nation:{name}" for name in atlas.actors)
    yield from (f"event:{name}" for name in atlas.events)
    yield from (f"source:{name}" for name in atlas.sources)
