"""Builds every layer that comes from a package, in the order in which they need each other."""

from pathlib import Path

from geodata.prepare import bathymetry, coast, computed, countries, ice, manifest, municipalities, places


def build(folder: Path, out: Path) -> dict[str, str]:
    """Make the text of every file.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives lie, checked before.
    out : pathlib.Path
        A folder laid out like ``geodata/``: its evidence/actors.csv and layers/places.geojson are read.

    Returns
    -------
    dict
        File name below `out` to its text; manifest.json last.
    """
    shore = coast.read(folder)
    shares = municipalities.areas(shore, folder)
    drawn = municipalities.drawn(shares)
    world = countries.simplified(folder)
    before = (out / "layers" / "places.geojson").read_text(encoding="utf-8")
    texts = {
        "layers/greenland.geojson": coast.greenland(shore),
        "layers/pituffik.geojson": municipalities.pituffik(shares, places.runway(folder)),
        "layers/places.geojson": places.places(before, places.from_packages(folder, places.locator(shares))),
        "layers/contributing_nations.geojson": countries.members(world, out / "evidence" / "actors.csv"),
        "basemap/land.geojson": countries.land(world),
        "basemap/ice.geojson": ice.ice(ice.shape(folder, countries.greenland(folder))),
        "basemap/bathymetry.geojson": bathymetry.bathymetry(folder),
        "basemap/municipalities.geojson": municipalities.municipalities(drawn),
        "basemap/municipality_lines.geojson": municipalities.municipality_lines(drawn),
        "basemap/arctic_circle.geojson": computed.arctic_circle(),
        "basemap/graticule.geojson": computed.graticule(),
    }
    return texts | {"manifest.json": manifest.manifest(texts)}
