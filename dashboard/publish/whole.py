"""The site as its files: each is written when it is asked for, so that a server may serve it without writing all."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from html import escape as esc
from pathlib import Path

import geodata
from dashboard.assets import STATIC
from dashboard.payloads.claims import claims_payload
from dashboard.payloads.states import states_payload
from dashboard.publish import pages
from dashboard.publish.base import base_payload, find_payload, knowledge_days, names_payload, sources_payload
from dashboard.publish.frontend import frontend, json_bytes
from dashboard.publish.says import Writer, known_key
from dashboard.release import Release
from dashboard.state import LANGUAGES, TRANSLATIONS
from dashboard.text.i18n import Words, words_of
from geodata.atlas import Atlas

Maker = Callable[[], bytes]
CODE = (Path(geodata.__file__).parent, Path(__file__).parents[1])


@dataclass(frozen=True)
class Options:
    """How a site is published.

    Parameters
    ----------
    base_url
        Where it will lie, with a slash at the end; empty if that is not known: then nothing names it.
    embed_from
        Hosts that may frame it.
    """

    base_url: str = ""
    embed_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A release as a published site.

    Parameters
    ----------
    release
        What is published.
    options
        How.
    """

    release: Release
    options: Options = Options()

    @cached_property
    def version(self) -> str:
        """Name the folder of the release: it changes with the evidence, with our words and with our code."""
        digest = hashlib.sha256(self.release.release.encode())
        own = (path for folder in CODE for path in sorted(folder.rglob("*.py")))
        for path in (*own, *sorted(TRANSLATIONS.glob("*.json")), *sorted(STATIC.glob("**/*.*"))):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    @cached_property
    def files(self) -> Mapping[str, Maker]:
        """List every file by its path, with what writes it."""
        folder = f"r/{self.version}"
        found: dict[str, Maker] = dict(self._pages())
        found |= {f"{folder}/assets/{name}": made for name, made in self._assets()}
        return found | {f"{folder}/data/{name}.json": made for name, made in self._data()}

    def read(self, path: str) -> bytes | None:
        """Write one file; None if there is none of this path."""
        made = self.files.get(path)
        return None if made is None else made()

    def _pages(self) -> Iterator[tuple[str, Maker]]:
        for lang in LANGUAGES:
            yield f"{pages.path_of(lang)}index.html", partial(self._map_page, words_of(lang))

    def _map_page(self, words: Words) -> bytes:
        up = "../" * pages.path_of(words.lang).count("/")
        about = esc(words.say("about"))
        head = [f"<title>{esc(words.say('title'))}</title>", f'<meta name="description" content="{about}">']
        return pages.map_page(self.release, f"{up}r/{self.version}/", words, head)

    def _assets(self) -> Iterator[tuple[str, Maker]]:
        for name, body in frontend().items():
            yield name, partial(bytes, body)
        yield "frame.html", pages.frame_page

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
        yield f"page/{words.lang}", lambda: json_bytes(page_payload(self.release, writer))
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


def page_payload(release: Release, writer: Writer) -> dict[str, object]:
    """Build what the page needs at once: what never changes, and what is said by everything known."""
    return base_payload(release, writer.words) | {"says": writer.payload(None)}


def selections(atlas: Atlas) -> Iterator[str]:
    """List all whose card tells of claims, as the map names them."""
    yield from atlas.subjects
    yield from (f"nation:{name}" for name in atlas.actors)
    yield from (f"event:{name}" for name in atlas.events)
    yield from (f"source:{name}" for name in atlas.sources)
