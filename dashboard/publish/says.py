"""What the page says on one day of knowledge, for every day: sentence, situation, quick choices and rows, each once.

The texts are those of the live page, written by the same functions. The day looked at and the day of knowledge stand in
them as marks; the page puts in the days of its reader.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from dashboard.panels.table import cells_of, ranks, sort_keys
from dashboard.payloads.plain_json import compact, iso
from dashboard.publish.days import days_of_change, subjects_with
from dashboard.state import KINDS, ViewState
from dashboard.text import SentenceBuilder, sentence, situation
from dashboard.text.drilldowns import key_entry
from dashboard.text.i18n import Words
from dashboard.text.parts import is_told
from dashboard.view.rows import Order, Row, View, ordered_rows
from geodata.atlas import Atlas, World
from geodata.filters import FACETS
from geodata.groups import MOST, QUICK, groups, involved
from geodata.model import EVER, State
from geodata.programmes import sent_most

NOW, PAST = "\ue000", "\ue001"
"""Where a text names its clocks, in the two forms of `SentenceBuilder.clocks`."""


def _choices(world: World) -> dict[str, Any]:
    """Give the nations most involved, and the groups that are offered beside them."""
    records = world.atlas.records
    members = groups(world.everywhere, records, world.as_of)
    return {"chips": involved(world.everywhere, records)[:MOST], "groups": {name: members[name] for name in QUICK}}


def state_fields() -> list[str]:
    """List the fields of a state that facets ask for and the table does not hold: they stand behind a row."""
    fields = (facet.of_state for facet in FACETS.values() if facet.of_state)
    return [field for field in dict.fromkeys(fields) if field not in IN_CELLS]


class Template(SentenceBuilder):
    """Tells a view with marks in the place of its clocks."""

    def clocks(self, past: bool = False) -> str:
        """Give the mark of a form."""
        return PAST if past else NOW


@dataclass
class Pool:
    """Distinct values by number; each is written once."""

    values: list[Any] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, value: Any) -> int:
        """Give the number of a value, a new one if it was not met before."""
        number = self.numbers.setdefault(compact(value), len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def views_foreseen(atlas: Atlas) -> Iterator[ViewState]:
    """List the views for which all is written: everything, each nation alone, and each kind alone."""
    nowhen = date.min
    yield ViewState(nowhen)
    yield from (ViewState(nowhen, nations=(code,)) for code in atlas.actors)
    yield from (ViewState(nowhen, kinds=(kind,)) for kind in KINDS)


def key_of(state: ViewState) -> str:
    """Name a view that is foreseen, as the page asks for it."""
    return "&".join(f"{name}={codes[0]}" for name in ("nations", "kinds") if (codes := getattr(state, name)))


Fragments = tuple[list[list[str]], Any, dict[str, list[int]], str]
"""Pieces of the sentence, situation, rows behind the numbers, programme."""
IN_CELLS = ("actor", "step")
"""What facets ask of a state that a row of the table holds anyhow; `frontend/publish/lookup.js` says where."""
POOLS = ("sentences", "situations", "behind", "programmes", "quick")


class Writer:
    """Writes what is said in one language, day of knowledge after day of knowledge.

    A view of which the same is known on two days of knowledge is told once.

    Parameters
    ----------
    atlas : Atlas
        The evidence.
    words : Words
        The language.
    """

    def __init__(self, atlas: Atlas, words: Words) -> None:
        self.atlas, self.words = atlas, words
        self._numbers = {name: number for number, name in enumerate(atlas.subjects)}
        self._kept_runs: dict[tuple[str, object], list[tuple[date, Fragments]]] = {}

    def payload(self, known_by: date | None) -> dict[str, Any]:
        """Build `says/<language>/<day of knowledge>`.

        Parameters
        ----------
        known_by : date or None
            A day of knowledge; None for everything.

        Returns
        -------
        dict
            `runs`, by view: lists of first day, then numbers of sentence, situation, rows behind the numbers,
            programme, and, for everything, quick choices; `rows`, in their order; and `spans`, by number of the
            subject: first day, number of the row, -1 for no word.
        """
        pools = {name: Pool() for name in POOLS}
        runs = {}
        for state in views_foreseen(self.atlas):
            view = self._view(known_by, state)
            runs[key_of(state)] = [
                [iso(day), *(pools[name].number(value) for name, value in zip(POOLS, values, strict=False))]
                for day, values in view
            ]
        runs[""] = self._with_choices(known_by, runs[""], pools["quick"])
        payload = {name: pool.values for name, pool in pools.items()} | {"runs": runs}
        return payload | rows_payload(self.atlas, known_by, self.words)

    def _view(self, known_by: date | None, state: ViewState) -> list[tuple[date, Fragments]]:
        """Tell one view on every day on which it may change; days that tell the same are one run."""
        everything = not (state.nations or state.kinds)
        subjects = list(self.atlas.subjects) if everything else subjects_with(self.atlas, partial(self._belongs, state))
        known = key_of(state), self._known(known_by, subjects)
        if known not in self._kept_runs:
            self._kept_runs[known] = list(self._runs(known_by, state, subjects))
        return self._kept_runs[known]

    def _runs(
        self, known_by: date | None, state: ViewState, subjects: Sequence[str]
    ) -> Iterator[tuple[date, Fragments]]:
        before: Fragments | None = None
        for day in days_of_change(self.atlas, known_by, subjects):
            world = self.atlas.at(day, known_by).where(state.nations, state.kinds)
            builder = Template(world, replace(state, as_of=day, known_by=known_by), self.words)
            current = (
                [[fragment.text, fragment.drilldown, fragment.accent] for fragment in sentence(builder)],
                situation(builder),
                {
                    drilldown: [self._numbers[name] for name in names]
                    for drilldown, names in builder.behind.items()
                    if names
                },
                builder.totals.programme,
            )
            if current != before:
                yield day, current
            before = current

    def _with_choices(self, known_by: date | None, runs: list[list[Any]], pool: Pool) -> list[list[Any]]:
        """Add the quick choices of countries, which change on other days than the texts."""
        days = {*days_of_change(self.atlas, known_by), *_years_of_nato(self.atlas)}
        starts = {date.fromisoformat(run[0]): run[1:] for run in runs}
        found: list[list[Any]] = []
        values: list[Any] = []
        for day in sorted(days):
            world = self.atlas.at(day, known_by)
            values = starts.get(day, values)
            run = [*values, pool.number(_choices(world))]
            if not found or found[-1][1:] != run:
                found.append([iso(day), *run])
        return found

    def _known(self, known_by: date | None, subjects: Iterable[str]) -> object:
        """Give all that a view can tell of by a day of knowledge; where it is the same, so is what is told."""
        atlas, known = self.atlas, known_by or EVER
        of_subjects = {name for subject in subjects for name in (claim.id for claim in atlas.claims_of[subject])}
        known_ids = {name for name, claim in atlas.claims.items() if is_told(claim)} | of_subjects
        most = tuple(sent_most(given, known) for given in atlas.numbers_given.values())
        return frozenset(name for name in known_ids if atlas.known_from(name) <= known), most

    def _belongs(self, state: ViewState, name: str) -> bool:
        subject = self.atlas.subjects[name]
        return not set(state.nations).isdisjoint(self.atlas.actors_of[name]) or subject.kind in state.kinds


def _years_of_nato(atlas: Atlas) -> Iterator[date]:
    return (date(actor.nato_since, 1, 1) for actor in atlas.actors.values() if actor.nato_since)


@dataclass
class _Version:
    """A row as it reads for some days, with what orders it, and the entry of the key that counts it.

    A second entry counts it on a day beyond all that is known.
    """

    order: Order
    keys: tuple[Any, ...]
    cells: list[Any]
    sources: list[int]
    foreign: bool
    state_codes: list[str]


def rows_payload(atlas: Atlas, known_by: date | None, words: Words) -> dict[str, Any]:
    """Build the rows of every day: each distinct one once, numbered in the order in which the table lists them."""
    numbers = {name: number for number, name in enumerate(atlas.sources)}
    found: dict[str, _Version] = {}
    spans: dict[str, list[list[Any]]] = {}
    for day, world, rows in _rows_of_days(atlas, known_by, words):
        keys = dict.fromkeys(world.states, "")
        for order, row in rows:
            state = world.states[row.id]
            version = _version(world, words, order, row, state, numbers)
            keys[row.id] = compact([order, version.keys, version.cells, version.sources, version.state_codes])
            found.setdefault(keys[row.id], version)
        for name, text in keys.items():
            runs = spans.setdefault(name, [])
            if not runs or runs[-1][1] != text:
                runs.append([day, text])
    ordered = sorted(found, key=lambda text: found[text].order)
    places = {text: number for number, text in enumerate(ordered)}
    columns = zip(*(found[text].keys for text in ordered), strict=True)
    sort = [list(one) for one in zip(*map(ranks, columns), strict=True)]
    return {
        "rows": [
            [*found[text].cells, sort[number], found[text].sources, int(found[text].foreign), *found[text].state_codes]
            for number, text in enumerate(ordered)
        ],
        "spans": [_spans(spans.get(name, []), places) for name in atlas.subjects],
    }


def _rows_of_days(
    atlas: Atlas, known_by: date | None, words: Words
) -> Iterator[tuple[date, World, list[tuple[Order, Row]]]]:
    """Give for each day the rows that may have changed, and the world of only these."""
    days_of = {name: set(days_of_change(atlas, known_by, [name])) for name in atlas.subjects}
    known = atlas.at(date.min, known_by).known_sources()
    before = None
    for day in sorted({*days_of_change(atlas, known_by), *(day for days in days_of.values() for day in days)}):
        world = atlas.at(day, known_by)
        programme = world.programme_of_day  # the rows are grouped by it
        names = [name for name in world.states if programme != before or day in days_of[name]]
        before = programme
        some = replace(world, states={name: world.states[name] for name in names})
        yield day, some, ordered_rows(some, words, known)


def _version(world: World, words: Words, order: Order, row: Row, state: State, numbers: dict[str, int]) -> _Version:
    cells = cells_of(row, state, View(world, [row], [], words))
    sources = [numbers[name] for name in row.sources]
    entries = " ".join(dict.fromkeys(key_entry(world, row.id, state, beyond) for beyond in (False, True)))
    codes = [entries, *(str(getattr(state, field)) for field in state_fields())]
    return _Version(order, sort_keys(row, state), cells, sources, row.lang != words.lang, codes)


def _spans(runs: list[list[Any]], places: dict[str, int]) -> list[list[Any]]:
    """Write the runs of one subject as first day and number of the row, -1 for days without a word."""
    return [[iso(day), places.get(text, -1)] for day, text in runs if text or len(runs) > 1]


def known_key(known_by: date | None) -> str:
    """Write a day of knowledge as the payloads of the map are named."""
    return iso(known_by or EVER)
