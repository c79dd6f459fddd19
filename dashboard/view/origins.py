"""Who rests on whom, in rows: the origins of a view, and lists of its sources with those that each of them names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.analysis import ON, ORIGIN
from dashboard.charts import Scene
from dashboard.release import Release, per_release
from dashboard.state import parse_day
from dashboard.text.i18n import Words
from dashboard.view.view import ViewModel, in_view, weighed
from geodata.atlas import Atlas
from geodata.model import Source, last_day
from geodata.names import comparable
from geodata.origins import PUBLISHER, Origin, Weight, origins_of, speaking, weigh_origins
from geodata.provenance import UNKNOWN
from geodata.series import dated, window_of


@dataclass(frozen=True, slots=True)
class Parent:
    """Somebody whom a source names as what it rests on.

    Parameters
    ----------
    name : str
        Of the publisher; empty where it is not named.
    same : bool
        Whether the source is the same text.
    origin, source : str
        The code of the origin, or the id of the source, that it is; one of them or none.
    """

    name: str
    same: bool = False
    origin: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, those that it rests on, and how many entries in view it speaks of."""

    source: Source
    parents: Sequence[Parent]
    entries: int


@dataclass(frozen=True, slots=True)
class SourceList:
    """Sources with what they have in common, in words."""

    title: str
    rows: Sequence[SourceRow]


@per_release()
def origins(release: Release) -> Mapping[str, Origin]:
    """Collect every origin of the evidence, by its code."""
    return origins_of(release.atlas)


@per_release()
def _code_of_root(release: Release) -> Mapping[str, str]:
    return {one.root: code for code, one in origins_of(release.atlas).items()}


def weights(view_model: ViewModel, programme: str) -> Sequence[Weight]:
    """Weigh the origins of what is in view; remembered for the next visitor.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    programme : str
        Whose people are counted.
    """
    return weighed(view_model, programme, weigh_origins)


def sources_of_reported(view_model: ViewModel) -> Mapping[str, set[str]]:
    """Return the sources that speak of the entries in view, each with these."""
    world = in_view(view_model)
    return speaking(world.atlas, world.reported, world.known_by)


def names_another(source: Source) -> bool:
    """Say whether a source rests on somebody whom it names."""
    return bool({*source.rests_on, source.same_as} - {UNKNOWN, ""})


def sources_of(view_model: ViewModel, scene: Scene, chosen: str) -> SourceList:
    """List sources, the newest first; of an origin those first that are its own.

    Parameters
    ----------
    view_model : ViewModel
        The choice and what follows from it.
    scene : Scene
        Of what the chart of sources is drawn, for the lists that it opens.
    chosen : str
        Which list, as `dashboard.analysis.Analysis.sources` holds it.
    """
    words, atlas = view_model.words, scene.scope.atlas
    kind, _, rest = chosen.partition(":")
    sources = sources_of_reported(view_model)
    names = list(sources)
    title = words.say(f"analyse.sources.list.{kind}")
    if kind == ORIGIN:
        origin = origins()[rest]
        names = [name for name in sources if origin.root in atlas.rule_context.roots[name]]
        title = words.say("analyse.sources.list.origin", name=origin.name)
    elif kind == "named":
        names = [name for name in sources if names_another(atlas.sources[name])]
    elif kind != "all":
        names = _of_chart(scene, kind, rest)
        if kind == ON:
            day, _, of = rest.partition(":")
            of_kind = words.say(f"analyse.source.{of}")
            title = words.say("analyse.sources.list.on", day=words.partial(day), kind=of_kind)
    rows = [_row(atlas, atlas.sources[name], len(sources.get(name, ()))) for name in names]
    rows.sort(key=lambda row: row.source.id)
    rows.sort(key=lambda row: row.source.published, reverse=True)
    if kind == ORIGIN:
        rows.sort(key=lambda row: _steps_to(row.source, origins()[rest]))
    return SourceList(title, rows)


def _of_chart(scene: Scene, kind: str, rest: str) -> list[str]:
    """Name the sources behind a mark of the chart of sources, or behind a number of its note."""
    scope = scene.scope
    found = {name: scope.atlas.sources[name] for name in speaking(scope.atlas, scope.subjects, scope.known_by)}
    if kind == "undated":
        return [name for name, source in found.items() if not dated(source)]
    days = {name: last_day(source.published) for name, source in found.items() if dated(source)}
    if kind == ON:
        day, _, of = rest.partition(":")
        return [name for name, when in days.items() if when == parse_day(day) and found[name].kind == of]
    first, last = window_of(scope)
    return [name for name, when in days.items() if not first <= when <= last]


def _row(atlas: Atlas, source: Source, entries: int) -> SourceRow:
    parents = [_parent(atlas, name) for name in source.rests_on]
    if source.same_as:
        same = atlas.sources[source.same_as]
        parents.append(Parent(same.publisher, same=True, source=same.id))
    return SourceRow(source, parents, entries)


def _parent(atlas: Atlas, name: str) -> Parent:
    if name == UNKNOWN:
        return Parent("")
    if name in atlas.sources:
        return Parent(atlas.sources[name].publisher, source=name)
    return Parent(name, origin=_code_of_root()[PUBLISHER + comparable(name)])


def _steps_to(source: Source, origin: Origin) -> int:
    """Count the steps from a source to an origin: none for its own, one for who names it, two through another."""
    if source.id == origin.source or comparable(source.publisher) == comparable(origin.name):
        return 0
    named = {comparable(name) for name in source.rests_on} | {source.same_as, *source.rests_on}
    return 1 if named & {comparable(origin.name), origin.source} else 2


def parent_words(words: Words, parent: Parent) -> str:
    """Say on whom a source rests."""
    if not parent.name:
        return words.say("analyse.sources.unnamed")
    return words.say("analyse.sources.same", name=parent.name) if parent.same else parent.name
