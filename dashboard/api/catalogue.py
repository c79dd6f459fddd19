"""The collections: the one table from which files, features, their description and their feeds are made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dashboard.api import evidence, layers, states
from dashboard.api.items import Item
from dashboard.api.properties import Property, of_table
from dashboard.release import Release

REMEMBERED = 24
"""How many lists of features are kept, of all collections and clocks."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The day looked at, and the day of knowledge; None for everything."""

    as_of: date
    known_by: date | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of features, which is one table.

    Parameters
    ----------
    name : str
        In addresses and file names.
    title, description : str
        What a person reads of it.
    properties : tuple of Property
        Its columns; the first is `id`.
    make : callable
        Makes its features on a pair of clocks.
    known : bool
        Whether it depends on the day of knowledge.
    looked : bool
        Whether it depends on the day looked at.
    shape : str
        What its geometry is: ``point``, ``multipoint``, ``polygon``, or empty for none. Where one feature may have
        several points, each has a MultiPoint, for map programs give a layer one type.
    weighed : bool
        Whether the rules say how each feature lies to an area.
    """

    name: str
    title: str
    description: str
    properties: tuple[Property, ...]
    make: Callable[[Release, Clocks], Iterator[Item]]
    known: bool = False
    looked: bool = False
    shape: str = "point"
    weighed: bool = False

    @property
    def temporal(self) -> bool:
        """Whether its features hold for days."""
        return any(prop.name == "valid_from" for prop in self.properties)


def _table(name: str, title: str, description: str, shape: str = "point") -> Collection:
    properties = of_table(name)
    make = lambda release, _: evidence.rows(release.atlas, name, properties)  # noqa: E731
    return Collection(name, title, description, properties, make, shape=shape)


COLLECTIONS: dict[str, Collection] = {
    one.name: one
    for one in (
        Collection(
            "claims",
            "Claims",
            "One thing that one report, or several alike, says; at the place that it names.",
            evidence.CLAIMS,
            lambda release, clocks: evidence.claims(release.atlas, clocks.known_by),
            known=True,
        ),
        Collection(
            "sources",
            "Sources",
            "Publications on which claims and events rest.",
            evidence.SOURCES,
            lambda release, clocks: evidence.sources(release.atlas, clocks.known_by),
            known=True,
            shape="",
        ),
        Collection(
            "events",
            "Events",
            "Dated events; one that repeats another names it in same_as.",
            evidence.EVENTS,
            lambda release, clocks: evidence.events(release.atlas, clocks.known_by),
            known=True,
        ),
        Collection(
            "states",
            "States on one day",
            "What the rules make of the claims: each contingent, post and site on the day looked at.",
            states.STATES,
            lambda release, clocks: states.states(release, clocks.as_of, clocks.known_by),
            known=True,
            looked=True,
            shape="multipoint",
            weighed=True,
        ),
        Collection(
            "history",
            "States over all days",
            "Every state of each contingent, post and site, with the first and the last day for which it holds.",
            states.HISTORY,
            lambda release, clocks: states.history(release.atlas, clocks.known_by),
            known=True,
            shape="multipoint",
            weighed=True,
        ),
        _table("contingents", "Contingents", "What a nation sent, or might send, for a task.", ""),
        _table("actors", "Actors", "States, territories and unions; at their capitals."),
        _table("places", "Places", "Places by name; areas, territories and countries have no point."),
        _table("sites", "Sites", "Bases, commands, outposts and airports in Greenland."),
        _table("diplomatic_posts", "Diplomatic posts", "Posts in Greenland, and Greenland's own abroad."),
        Collection(
            "contributing_nations",
            "Outlines of the NATO members",
            "The 32 members of NATO with their outlines, simplified.",
            layers.NATIONS,
            lambda release, _: layers.nations(release),
            shape="polygon",
        ),
        Collection(
            "deployments",
            "Deployments",
            "Each contingent where it stands on the last day that the evidence reaches, or why it has no point.",
            layers.DEPLOYMENTS,
            lambda release, _: layers.computed(release),
            shape="multipoint",
        ),
        Collection(
            "greenland",
            "Coast of Greenland",
            "The coast as it is drawn, for the whole island and for windows on three places.",
            layers.COASTS,
            lambda release, _: layers.coasts(release),
            shape="polygon",
        ),
        Collection(
            "pituffik",
            "Enclave of Pituffik",
            "Outline of the area around Pituffik; indicative.",
            layers.ENCLAVE,
            lambda release, _: layers.enclave(release),
            shape="polygon",
        ),
    )
}
"""Name to collection, in the order in which they are listed."""


def _items(release: Release, name: str, clocks: Clocks) -> tuple[Item, ...]:
    collection = COLLECTIONS[name]
    names = [prop.name for prop in collection.properties]
    made = (replace(one, values={n: one.values[n] for n in names}) for one in collection.make(release, clocks))
    return tuple(one.in_several() if collection.shape == "multipoint" else one for one in made)


def items_of(release: Release, collection: Collection, clocks: Clocks) -> tuple[Item, ...]:
    """Return all features of a collection on a pair of clocks, in their order; the last few lists are remembered.

    Parameters
    ----------
    release : Release
        Whose evidence.
    collection : Collection
        One of `COLLECTIONS`.
    clocks : Clocks
        Those on which the collection does not depend are passed over.
    """
    known_by = clocks.known_by if collection.known else None
    as_of = clocks.as_of if collection.looked else release.atlas.evidence_to
    return release.remembering(_items, REMEMBERED)(collection.name, Clocks(as_of, known_by))
