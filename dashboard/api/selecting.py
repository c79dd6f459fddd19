"""Which features of a collection a query asks for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.api.catalogue import Clocks, Collection, items_of
from dashboard.api.items import Item
from dashboard.api.parameters import LATEST, RESERVED
from dashboard.api.states import lying_of
from dashboard.release import Release
from geodata.areas import INSIDE, MAYBE


def clocks(release: Release, values: Mapping[str, Any]) -> Clocks:
    """Return the clocks of a query; without a day looked at, the day that ``datetime`` names, else the last one.

    Parameters
    ----------
    release : Release
        Whose evidence.
    values : mapping of str to object
        What `read_query` returned.
    """
    as_of = values.get("as_of")
    interval = values.get("datetime")
    if as_of is None and interval and interval[0] == interval[1]:
        as_of = interval[0]
    latest = release.atlas.evidence_to
    return Clocks(as_of if isinstance(as_of, date) and as_of != LATEST else latest, values.get("known_by"))


def selected(release: Release, collection: Collection, values: Mapping[str, Any]) -> list[Item]:
    """Return the features that a query asks for, of all pages.

    Parameters
    ----------
    release : Release
        Whose evidence.
    collection : Collection
        One of the catalogue.
    values : mapping of str to object
        What `read_query` returned.
    """
    found = list(items_of(release, collection, clocks(release, values)))
    if "bbox" in values:
        found = [one for one in found if one.within(values["bbox"])]
    if "area" in values:
        text, maybe = values["area"]
        verdicts = (INSIDE, MAYBE) if maybe else (INSIDE,)
        pair = clocks(release, values)
        lying = lying_of(release.atlas, found, text, pair.as_of, pair.known_by)
        found = [one for one, verdict in zip(found, lying, strict=True) if verdict in verdicts]
    if "datetime" in values:
        found = [one for one in found if one.during(values["datetime"])]
    kinds = {prop.name: prop.type for prop in collection.properties}
    for name, wanted in values.items():
        if name in kinds and name not in RESERVED:
            found = [one for one in found if one.matches(name, kinds[name], wanted)]
    return found


def page(found: list[Item], values: Mapping[str, Any], limit: int | None) -> list[Item]:
    """Return one page of features.

    Parameters
    ----------
    found : list of Item
        All of them.
    values : mapping of str to object
        What `read_query` returned.
    limit : int or None
        How many a page holds where the query does not say so; None for all.
    """
    offset = values.get("offset", 0)
    most = values.get("limit", limit)
    return found[offset:] if most is None else found[offset : offset + most]
