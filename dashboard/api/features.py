"""OGC API – Features, Part 1: the documents that say what there is, and the pages of features."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.api.catalogue import COLLECTIONS, Clocks, Collection, items_of
from dashboard.api.formats import MEDIA
from dashboard.api.items import Item
from dashboard.api.links import Links
from dashboard.release import Release

JSON = "application/json"
GEO = MEDIA["geojson"]
OPENAPI_31 = "application/vnd.oai.openapi+json;version=3.1"
OPENAPI_30 = "application/vnd.oai.openapi+json;version=3.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
CONFORMANCE = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "geojson")
)
TITLE = "Arctic Endurance Map: data"
DESCRIPTION = (
    "Who deployed to Greenland in 2026, which posts and bases stand there, and who says so: claims, sources, events, "
    "and the states that follow from them on any day, by what was known on any day."
)


def link(href: str, rel: str, kind: str, title: str) -> dict[str, str]:
    """Write a link."""
    return {"href": href, "rel": rel, "type": kind, "title": title}


def landing(links: Links, clocks: Mapping[str, str]) -> dict[str, Any]:
    """Write the landing page: where everything else is.

    Parameters
    ----------
    links : Links
        Writes addresses.
    clocks : mapping of str to str
        The clocks of the query, as text: the links to collections hold them.
    """
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "links": [
            link(links.to("", clocks), "self", JSON, "This document"),
            link(links.to("openapi.json"), "service-desc", OPENAPI_31, "The interface, OpenAPI 3.1"),
            link(links.to("openapi-3.0.json"), "service-desc", OPENAPI_30, "The interface, OpenAPI 3.0"),
            link(links.to("conformance"), "conformance", JSON, "Which standard it follows"),
            link(links.to("collections", clocks), "data", JSON, "The collections"),
            link(links.to("datapackage.json"), "describedby", JSON, "The evidence as a data package"),
            link(links.to("datapackage.zip"), "enclosure", "application/zip", "The evidence as one file"),
        ],
    }


def conformance() -> dict[str, Any]:
    """Write which classes of the standard are followed."""
    return {"conformsTo": list(CONFORMANCE)}


def collections(release: Release, links: Links, clocks: Mapping[str, str]) -> dict[str, Any]:
    """Write the list of all collections; the parameters are those of `described`."""
    return {
        "links": [link(links.to("collections", clocks), "self", JSON, "This document")],
        "collections": [described(release, one, links, clocks) for one in COLLECTIONS.values()],
    }


def described(release: Release, collection: Collection, links: Links, clocks: Mapping[str, str]) -> dict[str, Any]:
    """Write what one collection holds, how far it reaches and where its features are.

    Parameters
    ----------
    release : Release
        Whose evidence.
    collection : Collection
        One of the catalogue.
    links : Links
        Writes addresses.
    clocks : mapping of str to str
        The clocks of the query, as text: the links to features hold them.
    """
    path, name = f"collections/{collection.name}", collection.name
    described_clocks = {
        one: text for one, text in clocks.items() if (collection.looked if one == "as_of" else collection.known)
    }
    found = items_of(release, collection, Clocks(release.atlas.evidence_to))
    return {
        "id": name,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "crs": [CRS84],
        **_extent(found),
        "links": [
            link(links.to(path, clocks), "self", JSON, "This document"),
            link(links.to(f"{path}/items", clocks), "items", GEO, collection.title),
            *(
                link(links.to(f"{name}.{end}", described_clocks), "enclosure", kind, f"All, as {end}")
                for end, kind in MEDIA.items()
            ),
        ],
    }


def _extent(found: Sequence[Item]) -> dict[str, Any]:
    """Say between which degrees and days the features lie; nothing where they have neither."""
    corners = [corner for one in found if one.geometry for corner in _corners(one.geometry["coordinates"])]
    days = [one.interval for one in found if one.interval]
    extent: dict[str, Any] = {}
    if corners:
        lons, lats = [corner[0] for corner in corners], [corner[1] for corner in corners]
        extent["spatial"] = {"bbox": [[min(lons), min(lats), max(lons), max(lats)]], "crs": CRS84}
    if days:
        ends = (min(day[0] for day in days), max(day[1] for day in days))
        extent["temporal"] = {"interval": [[_moment(end) for end in ends]], "trs": GREGORIAN}
    return {"extent": extent} if extent else {}


def _corners(coordinates: Any) -> list[Sequence[float]]:
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return [corner for part in coordinates for corner in _corners(part)]


def _moment(day: date) -> str | None:
    return None if day in (date.min, date.max) else f"{day.isoformat()}T00:00:00Z"


def page_links(links: Links, path: str, query: Mapping[str, str], total: int, limit: int) -> list[dict[str, str]]:
    """Write the links of one page of features: itself, the next, the previous and the collection.

    Parameters
    ----------
    links : Links
        Writes addresses.
    path : str
        The page's own, below `/data/v1/`.
    query : mapping of str to str
        Its parameters, as text.
    total : int
        How many features there are.
    limit : int
        How many a page holds.
    """
    offset = int(query.get("offset", 0))
    pages = [link(links.to(path, query), "self", GEO, "This page")]
    if offset + limit < total:
        following = {**query, "limit": str(limit), "offset": str(offset + limit)}
        pages.append(link(links.to(path, following), "next", GEO, "The next page"))
    if offset > 0:
        before = {**query, "limit": str(limit), "offset": str(max(0, offset - limit))}
        pages.append(link(links.to(path, before), "prev", GEO, "The previous page"))
    clocks = {name: text for name, text in query.items() if name in ("as_of", "known_by")}
    return [*pages, link(links.to(path.removesuffix("/items"), clocks), "collection", JSON, "The collection")]


def one_feature(links: Links, collection: Collection, found: Item, clocks: Mapping[str, str]) -> dict[str, Any]:
    """Write one feature with its links, which hold the clocks of the query."""
    path = f"collections/{collection.name}"
    return found.feature(
        links=[
            link(links.to(f"{path}/items/{found.id}", clocks), "self", GEO, "This feature"),
            link(links.to(path, clocks), "collection", JSON, collection.title),
        ]
    )
