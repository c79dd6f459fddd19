"""Who rests on whom: the origins in which the threads of sources end, what hangs on each, and lists of sources."""

from collections.abc import Callable, Sequence

from dashboard.analysis import ORIGIN
from dashboard.charts.chart import Column, Scene
from dashboard.panels.analyse.grid import Line, Linked, grid, number, prose, sentence
from dashboard.panels.analyse.room import Room, links
from dashboard.rows_query import SOURCE_DRILLDOWN
from dashboard.view.doubts import web_address
from dashboard.view.origins import (
    Parent,
    SourceRow,
    names_another,
    parent_words,
    sources_of,
    sources_of_reported,
    weights,
)
from geodata.origins import Weight
from geodata.sensitivity import Strength

ORIGINS = ("origin", "citing", "count", "differ", "fallen_of", "people_without")
SOURCES = ("publisher", "title", "published", "kind", "rests_on", "count")
NUMBERS = frozenset({"citing", "count", "differ", "fallen_of", "people_without"})
SHARED, ALONE = "shared", "alone"


def list_href(room: Room, chosen: str) -> str:
    """Write the address of a list of sources."""
    return room.href(room.with_analysis(tab="doubt", sources=chosen).but(sel=""))


def show_sources(room: Room, scene: Scene) -> None:
    """Draw the list of sources that the address names.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    scene : Scene
        Of what the chart of sources is drawn.
    """
    words = room.words
    found = sources_of(room.view_model, scene, room.choice.analysis.sources)
    title = f"{found.title} · {words.count('analyse.sources.count', len(found.rows))}"
    prose(room, "analyse_sources_title", [[title]])
    links(room, "analyse_sources_ways", [(words.say("analyse.sources.close"), list_href(room, ""))])
    columns = [Column(name, words.say(f"analyse.col.{name}"), name in NUMBERS) for name in SOURCES]
    grid(room, "analyse_sources", columns, [Line(_source_cells(room, row)) for row in found.rows], found.title)


def _source_cells(room: Room, row: SourceRow) -> dict[str, Linked | str | Sequence[Linked]]:
    words, source = room.words, row.source
    return {
        "publisher": Linked(source.publisher, room.on_map(f"source:{source.id}")),
        "title": Linked(source.title or words.say("analyse.open.source"), web_address(room.atlas, [source.id])),
        "published": Linked(words.partial(source.published, short=True), rank=source.published),
        "kind": words.say(f"analyse.source.{source.kind}"),
        "rests_on": [Linked(parent_words(words, one), _parent_href(room, one)) for one in row.parents],
        "count": number(room, row.entries, lambda: room.rows(f"{SOURCE_DRILLDOWN}:{source.id}")),
    }


def _parent_href(room: Room, parent: Parent) -> str:
    if parent.origin:
        return list_href(room, f"{ORIGIN}:{parent.origin}")
    return room.on_map(f"source:{parent.source}") if parent.source else ""


def show_origins(room: Room, programme: str, strong: Strength) -> None:
    """Draw the origins of what is in view, the one on which most hangs first.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    programme : str
        Whose people are counted.
    strong : Strength
        What the view counts as it is.
    """
    words, atlas = room.words, room.atlas
    rows = weights(room.view_model, programme)
    sources = sources_of_reported(room.view_model)
    named = sum(names_another(atlas.sources[name]) for name in sources)
    reported_line = sentence(
        words.say,
        "analyse.origins.note",
        n=number(room, len(sources), list_href(room, "all")),
        named=number(room, named, list_href(room, "named")),
    )
    prose(room, "analyse_origins_note", [reported_line], note=True)
    columns = [Column(name, words.say(f"analyse.col.{name}"), name in NUMBERS) for name in ORIGINS]
    shared = sum(len(row.sources) > 1 for row in rows)
    groups = [
        (code, f"{words.say(f'analyse.origins.{code}')}: {words.number(count)}")
        for code, count in ((SHARED, shared), (ALONE, len(rows) - shared))
        if count
    ]
    lines = [Line(_origin_cells(room, row, strong), group=_group(row)) for row in rows]
    grid(room, "analyse_origins", columns, lines, words.say("analyse.origins"), groups)


def _group(row: Weight) -> str:
    return SHARED if len(row.sources) > 1 else ALONE


def _origin_cells(room: Room, row: Weight, strong: Strength) -> dict[str, Linked | str]:
    words, code = room.words, row.origin.code
    lost = row.removal
    differs = lost is not None and (lost.low, lost.high) != (strong.low, strong.high)
    span = words.span(lost.low, lost.high) if lost and differs else ""
    listed = list_href(room, f"{ORIGIN}:{code}")

    def opened(drilldown: str) -> Callable[[], str]:
        return lambda: room.rows(f"{drilldown}:{code}")

    return {
        "origin": Linked(row.origin.name, listed),
        "citing": number(room, len(row.sources), listed),
        "count": number(room, len(row.subjects), opened("origin")),
        "differ": number(room, len(row.changed) or None, opened("differ")),
        "fallen_of": number(room, len(row.fallen) or None, opened("fallen")),
        "people_without": Linked(span, opened("differ")() if span else "", lost.low if lost and differs else ""),
    }
