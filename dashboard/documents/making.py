"""Every document by name: how it is made, remembered and kept from taking all of the machine.

A document costs up to some seconds of a processor. Therefore few are made at a time, each once per release, and
a request that finds too many waiting is refused for the moment.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from dashboard.documents import picture, sheet, slides
from dashboard.documents.content import Content
from dashboard.present.story import Scene, scenes_in_effect
from dashboard.release import Release, current_release, per_release
from dashboard.state import query_of
from dashboard.text.i18n import words_of
from dashboard.view.view import ViewModel, parse_query, resolve_view

AT_ONCE = 2
MOST_WAITING = 6
PATIENCE_S = 60.0
REMEMBERED, DECKS_REMEMBERED = 24, 2  # a sheet takes half a megabyte, a deck nine


class BusyError(Exception):
    """Too many documents are being made; come again."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Parameters
    ----------
    forms : mapping of str to str
        Ending of the file to media type.
    key : str
        The key of the address that chooses a variant; empty if there is none.
    variants : tuple of str
        What it may say; the first stands where the address says nothing.
    about : tuple of int
        Bytes of each variant for the opening view: what to expect, before it is made.
    """

    forms: Mapping[str, str]
    key: str = ""
    variants: tuple[str, ...] = ("",)
    about: tuple[int, ...] = (0,)


KINDS: Mapping[str, Kind] = {
    "sheet": Kind(sheet.FORMS, "paper", tuple(sheet.PAPERS), (400_000,) * len(sheet.PAPERS)),
    "picture": Kind(picture.FORMS, "size", tuple(picture.SIZES), (330_000, 460_000, 520_000)),
    "slides": Kind({"pptx": slides.MIME}, about=(7_000_000,)),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: all that a document depends on.

    Parameters
    ----------
    kind, form, variant : str
        Names of `KINDS`, of its forms and of its variants.
    query : tuple of tuple of str
        The address of the view, as pairs.
    lang, page, theme : str
        The language, the address of the page, and `light` or `dark`.
    """

    kind: str
    form: str
    variant: str
    query: tuple[tuple[str, str], ...]
    lang: str
    page: str
    theme: str = "light"


class Places:
    """A bounded number of places to work, and to wait.

    Parameters
    ----------
    at_once, waiting : int
        How many.
    patience_s : float
        Seconds that one waits at most.
    """

    def __init__(self, at_once: int, waiting: int, patience_s: float) -> None:
        self._free = threading.Semaphore(at_once)
        self._here = threading.Semaphore(at_once + waiting)
        self._patience_s = patience_s

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take a place for a while.

        Raises
        ------
        BusyError
            When there is none, also after waiting.
        """
        if not self._here.acquire(blocking=False):
            raise BusyError
        try:
            if not self._free.acquire(timeout=self._patience_s):
                raise BusyError
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._here.release()


_places = Places(AT_ONCE, MOST_WAITING, PATIENCE_S)


def variant_of(kind: Kind, address: Mapping[str, str]) -> str | None:
    """Give the variant that an address asks for; None if it names one that there is not."""
    wanted = address.get(kind.key, "") if kind.key else ""
    return kind.variants[0] if not wanted else wanted if wanted in kind.variants else None


def made(order: Order, scenes: tuple[Scene, ...] | None = None) -> bytes:
    """Make a document, or give what was made of the same release before.

    Parameters
    ----------
    order : Order
        What is asked for.
    scenes : tuple of Scene, optional
        The story that slides tell in place of the one that all are told. Nothing of it is remembered.

    Raises
    ------
    BusyError
        When too many are being made.
    """
    if order.kind != "slides":
        return _document(order)
    if scenes is None:
        return _deck(order.lang, order.page, order.theme)
    with _places.one(), scenes_in_effect(scenes):
        return slides.slides(words_of(order.lang), order.page, order.theme)


def own_sheet(view_model: ViewModel, page: str, theme: str = "light") -> bytes:
    """Make the sheet of a view that only its reader has: with claims of their own. Nothing of it is remembered.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    page : str
        The address of the page.
    theme : str
        `light` or `dark`.

    Raises
    ------
    BusyError
        When too many documents are being made.
    """
    with _places.one():
        return sheet.sheet(Content(view_model, page), theme=theme)


@per_release(REMEMBERED)
def _document(release: Release, order: Order) -> bytes:
    with _places.one(), current_release.pinned(release):
        choice, _ = parse_query(query_of(order.query))
        content = Content(resolve_view(choice, words_of(order.lang)), order.page)
        write: Callable[..., bytes] = sheet.sheet if order.kind == "sheet" else picture.picture
        return write(content, order.variant, order.form, order.theme)


@per_release(DECKS_REMEMBERED)
def _deck(release: Release, lang: str, page: str, theme: str) -> bytes:
    """Make the slides, which tell the whole story whatever view is asked for."""
    with _places.one(), current_release.pinned(release):
        return slides.slides(words_of(lang), page, theme)


__all__ = ["KINDS", "BusyError", "Order", "Places", "made", "own_sheet", "variant_of"]
