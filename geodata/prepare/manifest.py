"""Writes manifest.json: where the geometry of each file comes from, under which licence, and the line to credit it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.prepare import packages
from geodata.prepare.packages import Package

ODBL = "ODbL 1.0"
OSM = "© OpenStreetMap contributors, ODbL 1.0"


@dataclass(frozen=True, slots=True)
class Origin:
    """What the manifest says of a file."""

    file: str
    title: str
    sources: tuple[Package, ...]
    licence: str
    credit: str
    url: str
    notes: str = ""
    rebuilt: bool = True  # False: an editor or another command writes it, so its size is not kept here


ORIGINS = (
    Origin(
        "basemap/arctic_circle.geojson",
        "Arctic Circle",
        (),
        "public domain",
        "",
        "",
        "Computed: 90 degrees less the obliquity of the ecliptic in 2026.",
    ),
    Origin(
        "basemap/bathymetry.geojson",
        "Depths of the sea",
        (packages.DEPTHS,),
        packages.DEPTHS.licence,
        packages.DEPTHS.credit,
        packages.DEPTHS.url,
        "Indicative; changed here: resampled, smoothed, contoured and simplified, coarser far from Greenland.",
    ),
    Origin("basemap/graticule.geojson", "Parallels and meridians", (), "public domain", "", "", "Computed."),
    Origin(
        "basemap/ice.geojson",
        "Ice sheet and ice caps of Greenland",
        (packages.ICE, packages.COUNTRIES),
        packages.ICE.licence,
        packages.ICE.credit,
        packages.ICE.url,
        "Indicative: the edge is 5 to 20 km off and the area about a tenth small; hide it above zoom 7. "
        "Taken from a picture, cut to Natural Earth's land.",
    ),
    Origin(
        "basemap/land.geojson",
        "Land without Greenland",
        (packages.COUNTRIES,),
        packages.COUNTRIES.licence,
        packages.COUNTRIES.credit,
        packages.COUNTRIES.url,
        "Within 70 degrees of the map's centre; coarser far from Greenland. Edges along 180 degrees are no coast.",
    ),
    Origin(
        "basemap/municipalities.geojson",
        "Municipalities of Greenland, the National Park and the Pituffik enclave",
        (packages.COAST, packages.MUNICIPALITIES),
        ODBL,
        f"{OSM}; {packages.MUNICIPALITIES.credit}",
        packages.COAST.url,
        "Indicative. Qaasuitsup, divided in 2018, is split by hand into Avannaata and Qeqertalik.",
    ),
    Origin(
        "basemap/municipality_lines.geojson",
        "Lines between the municipalities of Greenland",
        (packages.COAST, packages.MUNICIPALITIES),
        ODBL,
        f"{OSM}; {packages.MUNICIPALITIES.credit}",
        packages.COAST.url,
        "Indicative; the lines of municipalities.geojson without the coast.",
    ),
    Origin(
        "layers/contributing_nations.geojson",
        "The 32 members of NATO",
        (packages.COUNTRIES,),
        packages.COUNTRIES.licence,
        packages.COUNTRIES.credit,
        packages.COUNTRIES.url,
        "Simplified with the land. Parts wholly south of 34 N are left out (Hawaii, the Canaries, places overseas); "
        "Denmark is without Greenland and the Faroes. Properties: evidence/actors.csv.",
    ),
    Origin(
        "layers/deployments.geojson",
        "Contingents in Greenland",
        (packages.TOWNS, packages.AIRPORTS),
        packages.TOWNS.licence,
        f"{packages.TOWNS.credit}; {packages.AIRPORTS.credit}",
        packages.TOWNS.url,
        "Written from evidence/ and places.geojson by python -m geodata.deployments.",
        rebuilt=False,
    ),
    Origin(
        "layers/diplomatic_posts.geojson",
        "Diplomatic posts in Greenland, and Greenland's own abroad",
        (packages.TOWNS,),
        packages.TOWNS.licence,
        packages.TOWNS.credit,
        packages.TOWNS.url,
        "Kept by hand; points are those of towns in GeoNames.",
        rebuilt=False,
    ),
    Origin(
        "layers/greenland.geojson",
        "Coast of Greenland",
        (packages.COAST,),
        ODBL,
        OSM,
        packages.COAST.url,
        "Simplified to 5 km without islands below 50 km2, to 1 km without islands below 2 km2; "
        "three windows of 60 km round towns as detailed as the source.",
    ),
    Origin(
        "layers/pituffik.geojson",
        "Pituffik: the enclave and the runway",
        (packages.COAST, packages.MUNICIPALITIES, packages.HELIPORTS),
        ODBL,
        f"{OSM}; {packages.MUNICIPALITIES.credit}; {packages.HELIPORTS.credit}",
        packages.COAST.url,
        "The enclave is indicative.",
    ),
    Origin(
        "layers/places.geojson",
        "Places that the evidence names; towns and settlements of Greenland",
        (packages.TOWNS, packages.HELIPORTS, packages.AIRPORTS, packages.COAST, packages.MUNICIPALITIES),
        packages.TOWNS.licence,
        "; ".join((packages.TOWNS.credit, packages.HELIPORTS.credit, packages.AIRPORTS.credit)),
        packages.TOWNS.url,
        "Rows with origin `editor` are kept by hand. The others are from GeoNames (towns) and OurAirports; "
        "thirteen settlements without a heliport are typed by hand to a hundredth of a degree. The municipality is "
        "that of the polygon round the point.",
        rebuilt=False,
    ),
    Origin(
        "layers/sites.geojson",
        "Military sites and airports in Greenland",
        (packages.AIRPORTS, packages.TOWNS),
        packages.TOWNS.licence,
        f"{packages.AIRPORTS.credit}; {packages.TOWNS.credit}",
        packages.AIRPORTS.url,
        "Kept by hand; each site's note names the source of its point.",
        rebuilt=False,
    ),
)


def _package(package: Package) -> dict[str, str]:
    """Say which archive the geometry comes from."""
    entry = {
        "registry": package.registry,
        "package": package.name,
        "version": package.version,
        "archive": package.archive,
        "sha256": package.sha256,
        "data_licence": package.licence,
        "package_licence": package.package_licence,
        "credit": package.credit,
        "url": package.url,
    }
    return entry | ({"notice": package.notice} if package.notice else {})


def manifest(texts: Mapping[str, str]) -> str:
    """Write manifest.json.

    Parameters
    ----------
    texts : mapping
        File name, as in `ORIGINS`, to what was written to it; only rebuilt files are counted and measured.

    Returns
    -------
    str
        JSON, files in alphabetical order.
    """
    files = []
    for origin in sorted(ORIGINS, key=lambda origin: origin.file):
        entry: dict[str, Any] = {
            "file": origin.file,
            "title": origin.title,
            "licence": origin.licence,
            "credit": origin.credit,
            "url": origin.url,
            "notes": origin.notes,
            "packages": [_package(package) for package in origin.sources],
        }
        if origin.rebuilt:
            text = texts[origin.file]
            entry |= {"features": len(json.loads(text)["features"]), "bytes": len(text.encode("utf-8"))}
        files.append(entry)
    return json.dumps({"files": files}, ensure_ascii=False, indent=2) + "\n"
