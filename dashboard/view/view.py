"""What an address asks for and what follows from it: the same for the page and for what is taken along from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from dashboard.export import Row, View, rows_in_view
from dashboard.more import ANYTHING
from dashboard.present.story import effective_state
from dashboard.release import Release, current_release, kept_release, per_release
from dashboard.state import LANGUAGES, Notice, ViewState, Vocabulary, full_query, query_of, state_from_query
from dashboard.text import (
    ALL_DRILLDOWNS,
    Filter,
    SentenceBuilder,
    filters_in_words,
    own_words,
    rows_of,
    sentence,
    text_alternative,
)
from dashboard.text.i18n import Words, words_of
from dashboard.text.parts import Fragments
from dashboard.view.search import Hit, Index, index_of
from geodata.atlas import World
from geodata.filters import FACETS, passes
from geodata.origins import origins_of
from geodata.refine import roles_in

T = TypeVar("T")
WEIGHED = 24  # weighed views that are kept, each of three weighings by itself
REMEMBERED = 200  # pairs of clocks, and searched texts; all visitors share them, for they never change


@per_release()
def vocabulary(release: Release) -> Vocabulary:
    """Collect the codes that an address may use."""
    atlas = release.atlas
    opening = atlas.openings.get("opening") or next(iter(atlas.openings.values()))
    return Vocabulary(
        as_of=opening.as_of,
        known_by=opening.known_by,
        nations=frozenset(atlas.actors),
        subjects=frozenset(atlas.subjects),
        places=atlas.places,
        events=frozenset(atlas.events),
        sources=frozenset(atlas.sources),
        claims=frozenset(atlas.claims),
        drilldowns=frozenset(ALL_DRILLDOWNS),
        roles=frozenset(roles_in(atlas.claims.values())),
        origins=frozenset(origins_of(atlas)),
    )


@per_release(REMEMBERED)
def world_at(release: Release, as_of: date, known_by: date | None) -> World:
    """Compute the world on one pair of clocks."""
    return release.atlas.at(as_of, known_by)


@per_release(REMEMBERED)
def rows_at(release: Release, as_of: date, known_by: date | None, lang: str) -> Sequence[Row]:
    """Write all rows on one pair of clocks; what a filter leaves is picked from them."""
    with current_release.pinned(release):
        return rows_in_view(world_at(as_of, known_by), words_of(lang))


@per_release()
def search_index(release: Release, lang: str) -> Index:
    """Collect all names, once per language."""
    return index_of(release.atlas, words_of(lang))


@per_release(REMEMBERED)
def found(release: Release, text: str, lang: str) -> tuple[Sequence[Hit], frozenset[str] | None]:
    """Find what a text names, or else nearly names, and the subjects that match; worked out once per text."""
    with current_release.pinned(release):
        index = search_index(lang)
    return index.find(text) or index.near(text), index.subjects(text)


def parse_query(address: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[ViewState, tuple[Notice, ...]]:
    """Read the choice that an address makes, and what of it cannot be used; foreign keys are passed over.

    Parameters
    ----------
    address : mapping of str to str or iterable of tuple of str
        The query: its keys and values, or as pairs where a key may stand several times.
    """
    pairs = address.items() if isinstance(address, Mapping) else address
    state, notices = state_from_query(query_of(pairs), vocabulary())
    if state.release and kept_release(state.release) is None:
        return state.but(release=""), (*notices, Notice("release", state.release))
    return state, notices


@dataclass(frozen=True)
class ViewModel:
    """A choice and what follows from it.

    Parameters
    ----------
    choice : ViewState
        The reader's choice.
    state : ViewState
        What the page shows: that choice, or what a scene of the story shows.
    words : Words
        The language.
    world : World
        The world that passes countries, kinds, programmes, status and search.
    only : frozenset of str or None
        Ids that the search found, or that stand behind a number of the sentence; None when neither is asked for.
    filters : sequence of Filter
        The active filters.
    all_rows : sequence of Row
        The rows of all subjects of which anything is reported on these clocks, filtered away or not.
    """

    choice: ViewState
    state: ViewState
    words: Words
    world: World
    only: frozenset[str] | None
    filters: Sequence[Filter]
    all_rows: Sequence[Row]

    @cached_property
    def rows(self) -> list[Row]:
        """The rows in view."""
        states, only = self.world.states, self.only
        return [row for row in self.all_rows if row.id in states and (only is None or row.id in only)]

    @cached_property
    def builder(self) -> SentenceBuilder:
        """Tells the view; what it adds up to is worked out once."""
        return SentenceBuilder(self.world, self.state, self.words)

    @cached_property
    def fragments(self) -> Fragments:
        """The sentence in fragments."""
        return sentence(self.builder)

    @property
    def sentence(self) -> str:
        """The sentence as plain text."""
        return "".join(fragment.text for fragment in self.fragments)

    @property
    def text_alternative(self) -> str:
        """The view in a paragraph: the text beside its picture."""
        return text_alternative(self.words, self.sentence, len(self.rows), len(self.all_rows), self.texts)

    @property
    def texts(self) -> list[str]:
        """The active filters in words; before them that claims of the reader's own are computed in."""
        return [*filter(None, [own_words(self.world, self.words)]), *(active.text for active in self.filters)]

    @property
    def view(self) -> View:
        """What the table and all that is taken along hold."""
        query = urlencode(full_query(self.state, vocabulary()))
        return View(in_view(self), self.rows, self.texts, self.words, self.state, query)

    @property
    def match(self) -> list[str] | None:
        """Ids that pass every filter but the status, which is asked for each day; None when all do."""
        world, among = self.world, self.among
        wanted = {key: codes for key, codes in self.state.chosen.items() if codes and FACETS[key].of_subject}
        if among is None and not wanted:
            return None
        passing = [one.id for one in world.atlas.subjects.values() if passes(one, world.everywhere[one.id], wanted)]
        return [name for name in passing if among is None or name in among]

    @property
    def among(self) -> list[str] | None:
        """Ids that search, "More filters" and the number that is asked for leave; None when they leave all.

        Countries, kinds, programmes and status the map's frame asks itself, for every day: see `geodata.filters`.
        """
        state = self.state
        if state.more == ANYTHING:
            return None if self.only is None else sorted(self.only)
        left = world_at(state.as_of, state.known_by).refine(state.more.refinement()).states.keys()
        return sorted(left if self.only is None else left & self.only)


def in_view(view_model: ViewModel) -> World:
    """Return the world with what passes every filter: countries, kinds, programmes, status, search, rows of a number.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    """
    return view_model.world if view_model.only is None else view_model.world.only(view_model.only)


@per_release(WEIGHED)
def _weighed(
    release: Release,
    weigh: Callable[[World, str], Any],
    as_of: date,
    known_by: date | None,
    subjects: frozenset[str],
    programme: str,
) -> Any:
    return weigh(release.atlas.at(as_of, known_by).only(subjects), programme)


def weighed(view_model: ViewModel, programme: str, weigh: Callable[[World, str], T]) -> T:
    """Weigh the evidence of what is in view; remembered for the next visitor, for it takes its time.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    programme : str
        Whose people are counted.
    weigh : callable
        Takes the world and the programme, such as `geodata.sensitivity.removals`.
    """
    world = in_view(view_model)
    found: T = _weighed(weigh, world.as_of, world.known_by, frozenset(world.states), programme)
    return found


def resolve_view(choice: ViewState, words: Words) -> ViewModel:
    """Work out what is in view.

    Parameters
    ----------
    choice : ViewState
        The reader's choice.
    words : Words
        The language.
    """
    atlas, state = current_release().atlas, effective_state(choice)
    world, only = filtered(world_at(state.as_of, state.known_by), state, words.lang)
    only = rows_of(world, state.rows_of, state) if state.rows_of else only
    all_rows = rows_at(state.as_of, state.known_by, words.lang)
    return ViewModel(choice, state, words, world, only, filters_in_words(atlas, state, words), all_rows)


def filtered(world: World, state: ViewState, lang: str) -> tuple[World, frozenset[str] | None]:
    """Return what a choice leaves of a world, and the ids that its search found; None without a search.

    Parameters
    ----------
    world : World
        The world of a pair of clocks, whole.
    state : ViewState
        The choice.
    lang : str
        The language of the search.
    """
    world = world.keep(state.chosen)
    if state.more != ANYTHING:
        world = world.refine(state.more.refinement())
    only = found(state.search, lang)[1] if state.search else None
    return (world if only is None else world.only(only)), only  # the sentence counts what the search leaves


def first_view(release: Release) -> None:
    """Work out what a first visitor of a release will see, in each language, so that it is ready when he comes."""
    with current_release.pinned(release):
        for lang in LANGUAGES:
            search_index(lang)
            resolve_view(parse_query({})[0], words_of(lang))
